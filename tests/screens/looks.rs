//! How the screen is divided and the list is shown, by keys: the text alone, below the list, wider; more or less of each
//! article; and that it is so again the next time. Uses the reader without a terminal of `screens`.

use newsreader::app::action::{Action, Effect};
use newsreader::app::panes::Focus;
use newsreader::app::pointer::{Did, Pointer};
use newsreader::view::theme::Theme;

use super::reading::{body, paragraphs, reading};
use super::{Reader, sample};

#[test]
fn the_text_can_be_all_that_is_seen() {
    let (_folder, reader) = body(&paragraphs(60));
    let reader = reader.press("Z").hides("All 1").hides("keys").hides("━");
    let rows = reader.rows();
    assert_eq!((rows[0].as_str(), rows[23].as_str()), (" A title", ""));
    // The last line says what there is to say.
    let reader = reader
        .press("/number 030")
        .shows("/number 030")
        .press("<enter>");
    let reader = reader.press("<esc>").hides("of 1").press("f");
    let reader = reader.shows("There is no link").press("j").hides("no link");
    // The list has the screen as ever; what is opened from it is alone again.
    let reader = reader
        .press("<esc>")
        .shows("All 1")
        .press("<enter>")
        .hides("All 1");
    reader
        .press("Z")
        .shows("All 1")
        .press("<esc>Z")
        .hides("All 1");
}

#[test]
fn the_text_stands_below_the_list_where_there_is_room() {
    let reader = Reader::open(&sample(), (80, 24)).load();
    let reader = reader.press("V").shows("below the list");
    let panes = reader.app.panes();
    assert!(panes.list.height > 4 && panes.reader.height > panes.list.height);
    // What is selected is shown below it.
    let reader = reader.press("jj").shows("Agnes Pollitt was a queen down");
    let reader = reader.press("<enter>").shows("All 30");
    assert_eq!(reader.app.focus, Focus::Reader);
    let mut reader = reader.press(">");
    assert!(reader.app.panes().list.height > panes.list.height);
    reader.app.mouse.on = true;
    let y = reader.app.panes().divider.y;
    for (did, at) in [
        (Did::Press, (9, y)),
        (Did::Drag, (9, 9)),
        (Did::Release, (9, 9)),
    ] {
        reader.act(Action::Mouse(Pointer { did, at }));
    }
    assert_eq!(reader.app.panes().divider.y, 9);
    // A low screen has one pane, as ever.
    let reader = reader.press("<esc>").resize(80, 12);
    assert_eq!(
        reader.app.panes().reader.height * reader.app.panes().reader.width,
        0
    );
    let reader = reader.resize(80, 24).press("V").shows("beside the list");
    assert_eq!(reader.app.panes().reader.width, 0);
}

#[test]
fn the_text_becomes_wider_and_narrower() {
    let (_folder, reader) = body(&paragraphs(60));
    let reader = reader.resize(120, 24).press("<enter>");
    let width = |reader: &Reader| reader.app.panes().column.width;
    let first = width(&reader);
    let reader = reader.press("<c-d>");
    let before = reader.rows();
    let reader = reader.press("3-");
    assert_eq!(width(&reader), first - 12);
    assert_eq!(
        before[4].split_whitespace().last(),
        reader.rows()[4].split_whitespace().last()
    );
    let reader = reader.press("+");
    assert_eq!(width(&reader), first - 8);
    let reader = reader
        .press("999+")
        .press("+")
        .shows("as there is room for");
    assert!(width(&reader) >= first);
    let reader = reader.press("999-").press("-");
    assert_eq!(width(&reader), 20);
}

#[test]
fn the_list_says_more_or_less_of_each_article() {
    let long = "---\ntitle: First of all, with a title of more words than one line can hold at this width\n\
        date: 2020-01-02\nfeatured: true\ndescription: What is said about it.\n---\nText.\n";
    let other = "---\ntitle: Second\ndate: 2020-01-01\n---\nText.\n";
    let files = [("a.md", long), ("b.md", other)];
    let (_folder, reader) = reading(&files, (60, 20));
    let reader = reader.press("<esc>").hides("What is said").press("d");
    let rows = reader.rows();
    assert!(rows[5].contains("What is said about it."), "{rows:#?}");
    assert!(rows[6].contains("Second"), "{rows:#?}");
    let reader = reader.press("d").hides("What is said").hides("2 Jan 2020");
    let rows = reader.rows();
    assert!(
        rows[2].contains("First") && rows[2].ends_with("… ★"),
        "{rows:#?}"
    );
    assert!(rows[3].contains("Second"), "{rows:#?}");
    reader.press("d").shows("2 Jan 2020");
}

#[test]
fn how_it_looks_is_remembered() {
    let (folder, reader) = body(&paragraphs(60));
    let reader = reader.press("--Z<esc>dV").press("<enter>");
    let (measure, split) = (reader.app.presentation.measure, reader.app.split);
    let mut reader = reader.press("q");
    let bookmark = reader.effects.iter().rev().find_map(|effect| match effect {
        Effect::Bookmark(bookmark) => Some(bookmark.clone()),
        _ => None,
    });
    let mut next = Reader::open(folder.path(), (80, 24));
    next.act(Action::Bookmark(bookmark));
    let next = next.load();
    assert_eq!(
        (next.app.presentation.measure, next.app.split),
        (measure, split)
    );
    assert!(next.app.zen && next.app.stacked && next.app.is_alone());
    assert_eq!(next.app.browser.density, reader.app.browser.density);
    // What was never changed is as the settings say.
    reader.effects.clear();
    let (_folder, reader) = body(&paragraphs(3));
    let kept = reader.press("q");
    let looks = kept.effects.iter().rev().find_map(|effect| match effect {
        Effect::Bookmark(bookmark) => Some(bookmark.shown.looks.clone()),
        _ => None,
    });
    assert_eq!(looks, Some(newsreader::content::bookmark::Looks::default()));
}

#[test]
fn whoever_reads_for_the_first_time_is_told_the_keys_that_matter() {
    let mut reader = Reader::open(&sample(), (80, 24));
    reader.act(Action::First);
    reader.act(Action::Bookmark(None));
    let keys = "1 of 30 · j k move · Enter read · / search · Tab section · ? keys · q quit";
    let reader = reader.load().shows(keys);
    // Nothing is wrong, and it is not painted as if.
    let (buffer, _) = reader.draw(&Theme::COLOURS);
    assert_eq!(buffer[(1, 23)].fg, ratatui::style::Color::Reset);
    reader.press("j").hides("j k move");
    let mut single = Reader::open(&sample().join("food/lemon-and-barley-soup.md"), (80, 24));
    single.act(Action::First);
    single.load().shows("Esc back").hides("j k move");
}

#[test]
fn the_window_is_called_after_what_is_read() {
    let title = |reader: &Reader| newsreader::app::status::title(&reader.app).to_string();
    let (_folder, reader) = body("Text.");
    assert_eq!(title(&reader), "A title – newsreader");
    let mut reader = reader.press("<esc>");
    assert_eq!(title(&reader), "newsreader");
    reader.app.presentation.title = newsreader::text::Clean::line("The Herald");
    assert_eq!(title(&reader), "The Herald – newsreader");
}

#[test]
fn a_folder_that_cannot_be_watched_is_looked_at_when_one_comes_back() {
    let mut reader = Reader::open(&sample(), (80, 24)).load();
    let scans = |reader: &Reader| {
        let scans = reader
            .effects
            .iter()
            .filter(|effect| **effect == Effect::Scan);
        scans.count()
    };
    reader.act(Action::Focus);
    assert_eq!(scans(&reader), 0);
    reader.act(Action::Polling(newsreader::text::Clean::line(
        "Too many folders.",
    )));
    reader.act(Action::Focus);
    assert_eq!(scans(&reader), 1);
}
