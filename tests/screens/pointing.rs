//! The mouse: what a click does where, what the wheel scrolls, how the panes are parted. Whatever is pointed at is found by
//! what is painted there. Uses the reader without a terminal of `screens`.

use newsreader::app::action::{Action, Effect};
use newsreader::app::panes::Focus;
use newsreader::app::pointer::{Did, Pointer, Turn};
use newsreader::text::width;

use super::reading::{body, paragraphs};
use super::{Reader, folder, sample};

impl Reader {
    fn with_mouse(mut self) -> Self {
        self.app.mouse.on = true;
        self
    }

    fn did(mut self, did: Did, at: (u16, u16)) -> Self {
        self.act(Action::Mouse(Pointer { did, at }));
        self
    }

    fn click(self, at: (u16, u16)) -> Self {
        self.did(Did::Press, at).did(Did::Release, at)
    }

    fn turn(self, turn: Turn, at: (u16, u16)) -> Self {
        self.did(Did::Wheel(turn), at)
    }

    /// The cell where a text is painted for the first time.
    #[track_caller]
    fn place(&self, text: &str) -> (u16, u16) {
        let rows = self.rows();
        let found = (0..).zip(&rows).find_map(|(y, row)| {
            let at = row.find(text)?;
            Some((width(&row[..at]) as u16, y))
        });
        found.unwrap_or_else(|| panic!("no {text:?} in\n{}", rows.join("\n")))
    }

    #[track_caller]
    fn click_on(self, text: &str) -> Self {
        let at = self.place(text);
        self.click(at)
    }
}

#[test]
fn a_click_selects_and_a_second_one_opens() {
    let folder = folder(9);
    let reader = Reader::open(folder.path(), (60, 20)).load().with_mouse();
    let reader = reader.click_on("Story 005");
    assert_eq!(
        (reader.title().as_str(), reader.app.focus),
        ("Story 005", Focus::List)
    );
    let reader = reader.click_on("Story 005");
    assert_eq!(reader.app.focus, Focus::Reader);
    reader.shows("1 min");
}

#[test]
fn side_by_side_a_click_goes_where_it_is() {
    let reader = Reader::open(&sample(), (120, 30)).load().with_mouse();
    let reader = reader.click((100, 20));
    assert_eq!(reader.app.focus, Focus::Reader);
    // Back in the list, the article that is open is opened by another click alone.
    let first = reader.title();
    let reader = reader.click((5, 2));
    assert_eq!((reader.app.focus, reader.title()), (Focus::List, first));
    let reader = reader.click((5, 2));
    assert_eq!(reader.app.focus, Focus::Reader);
}

#[test]
fn every_row_of_the_list_belongs_to_the_article_that_is_painted_there() {
    for (columns, rows) in [(20, 6), (60, 20), (80, 24), (200, 60)] {
        let mut reader = Reader::open(&sample(), (columns, rows)).load().with_mouse();
        for y in 2..rows - 1 {
            let bar = |reader: &Reader| {
                let rows = reader.rows();
                rows.iter().position(|row| row.starts_with('▌'))
            };
            reader.app.focus = Focus::List;
            reader = reader.press("gg").click((4, y));
            reader.app.focus = Focus::List;
            let first = bar(&reader).unwrap();
            let title = reader.title();
            reader.app.focus = Focus::List;
            reader = reader.click((4, first as u16));
            assert_eq!(reader.title(), title, "{columns}x{rows} {y}");
        }
    }
}

#[test]
fn tabs_are_chosen_by_a_click() {
    let reader = Reader::open(&sample(), (60, 20)).load().with_mouse();
    let mut reader = reader.click_on("Sports").shows("1 of 8");
    for _ in 0..3 {
        reader = reader.click_on("›");
    }
    let reader = reader.shows("‹").click_on("‹").shows("Unread ·");
    reader.click_on("All").shows("All articles");
}

#[test]
fn links_are_followed_and_the_web_is_asked_about() {
    let text = "See [this page](https://example.org/a) and [here](#below).\n\nNo link.\n\n\
        ## Below\n\nThe end.\n";
    let (_folder, reader) = body(text);
    let reader = reader.with_mouse().click_on("No link.").shows("No link.");
    let reader = reader.click_on("this page").shows("Open in the browser?");
    // A click is no answer.
    let reader = reader
        .click((3, 22))
        .click((3, 5))
        .shows("Open in the browser?");
    assert!(
        !reader
            .effects
            .iter()
            .any(|effect| matches!(effect, Effect::Browse(_)))
    );
    let reader = reader.press("<esc>").click_on("here.");
    assert_eq!(reader.app.focus, Focus::Reader);
}

#[test]
fn links_turned_from_right_to_left_are_followed_where_they_are_painted() {
    let (_folder, reader) = body("אבגד [הוזח](https://example.org/x) טיכל\n");
    let at = reader.place("חזוה");
    let reader = reader.with_mouse().click((at.0 + 1, at.1));
    reader.shows("https://example.org/x");
}

#[test]
fn the_wheel_scrolls_what_it_is_over() {
    let folder = folder(60);
    let reader = Reader::open(folder.path(), (120, 20)).load().with_mouse();
    let first = reader.title();
    // The list goes on; the selection stays until it would be off the screen.
    let list = (10, 10);
    let reader = reader.press("jj");
    let third = reader.title();
    let reader = reader.turn(Turn::Down, list).turn(Turn::Down, list);
    assert_eq!((reader.app.browser.top, reader.title()), (2, third.clone()));
    let reader = reader.turn(Turn::Down, list);
    assert_eq!(reader.app.browser.top, 3);
    assert_ne!(reader.title(), third);
    let mut reader = reader;
    for _ in 0..100 {
        reader = reader.turn(Turn::Down, list);
    }
    let reader = reader
        .shows("Story 000")
        .shows("Story 007")
        .turn(Turn::Up, list);
    let mut reader = reader;
    for _ in 0..100 {
        reader = reader.turn(Turn::Up, list);
    }
    assert_eq!(reader.app.browser.top, 0);
    assert_ne!(reader.title(), "");
    assert_eq!(reader.press("gg").title(), first);
}

#[test]
fn the_wheel_scrolls_the_text_beside_the_list() {
    let (_folder, reader) = body(&paragraphs(60));
    let mut reader = reader.press("<esc>").resize(120, 20).with_mouse();
    for _ in 0..3 {
        reader = reader.turn(Turn::Down, (100, 10));
    }
    assert_eq!(reader.app.focus, Focus::List);
    let reader = reader.hides("Paragraph number 001");
    let reader = reader.turn(Turn::Up, (100, 10)).turn(Turn::Up, (100, 10));
    reader
        .turn(Turn::Up, (100, 10))
        .shows("Paragraph number 001");
}

#[test]
fn what_parts_the_panes_can_be_drawn() {
    let reader = Reader::open(&sample(), (120, 20)).load().with_mouse();
    let at = reader.app.panes().divider;
    let reader = reader.did(Did::Drag, (60, 9));
    assert_eq!(reader.app.panes().divider, at, "it is not held");
    let reader = reader.did(Did::Press, (at.x, 9)).did(Did::Drag, (60, 9));
    assert_eq!(reader.app.panes().divider.x, 60);
    let reader = reader.did(Did::Drag, (119, 9)).did(Did::Release, (119, 9));
    let widest = reader.app.panes().divider.x;
    assert!(widest < 90, "{widest}");
    let reader = reader.did(Did::Drag, (60, 9));
    assert_eq!(reader.app.panes().divider.x, widest);
}

#[test]
fn lists_over_the_panes_are_chosen_from() {
    let text = format!("## One\n\n{}\n\n## Two\n\nHere.\n", paragraphs(30));
    let (_folder, reader) = body(&text);
    let reader = reader.with_mouse().press("t").click_on("Two");
    let reader = reader
        .shows("2 headings")
        .click_on("Two")
        .hides("2 headings");
    let reader = reader.shows("Here.").press("t");
    // Beside it, it is closed.
    let reader = reader.resize(120, 24).click((2, 10)).hides("2 headings");
    // Its empty rows do nothing; the wheel moves in it.
    let reader = reader.press("t").click((50, 10)).shows("2 headings");
    let reader = reader.turn(Turn::Up, (50, 10)).press("<enter>");
    reader.shows("Paragraph number 001");
    let reader = Reader::open(&sample(), (80, 24)).load().with_mouse();
    let reader = reader.press("T").click_on("Authors").click_on("Authors");
    reader.click((20, 2)).click((20, 2)).hides("Authors");
}

#[test]
fn the_help_scrolls_and_is_closed_beside() {
    let reader = Reader::open(&sample(), (100, 20)).load().with_mouse();
    let reader = reader.press("?").shows("Moving").turn(Turn::Down, (50, 10));
    reader.hides("Moving").click((2, 5)).hides("more: j");
}

#[test]
fn a_box_keeps_what_was_typed() {
    let reader = Reader::open(&sample(), (80, 24)).load().with_mouse();
    let reader = reader.press("/tide").click((10, 2));
    reader.shows("with “tide”").press("j").shows("with “tide”");
}

#[test]
fn the_mouse_is_let_go_and_taken_again() {
    let reader = Reader::open(&sample(), (80, 24)).load().with_mouse();
    let reader = reader.press("gm").shows("The mouse is the terminal's now.");
    assert_eq!(reader.effects.last(), Some(&Effect::Mouse(false)));
    let before = reader.title();
    let reader = reader.click((10, 10)).turn(Turn::Down, (10, 10));
    assert_eq!((reader.title(), reader.app.browser.top), (before, 0));
    let reader = reader.press("gm").shows("with Shift");
    assert_eq!(reader.effects.last(), Some(&Effect::Mouse(true)));
    reader.click((10, 10)).hides("with Shift");
}
