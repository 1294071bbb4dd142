//! In the reading pane: finding, and going from heading to heading.
//! Uses the reader without a terminal of `screens`.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use newsreader::app::action::{Action, Effect};
use newsreader::app::opened::Opened;
use newsreader::app::update::update;
use newsreader::content::article::ArticleId;
use newsreader::layout::line::Role;
use newsreader::markdown::document::Style as Inline;
use newsreader::markdown::parse::Head;
use newsreader::markdown::syntax::Syntax;
use newsreader::view::theme::Theme;

use super::{Reader, rows};

/// A reader of some files that has opened the one that is first by name.
pub(super) fn reading(files: &[(&str, &str)], size: (u16, u16)) -> (tempfile::TempDir, Reader) {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let reader = Reader::open(folder.path(), size).load().press("<enter>");
    (folder, reader)
}

/// An article of its own whose text is `body`.
pub(super) fn body(body: &str) -> (tempfile::TempDir, Reader) {
    let text = format!("---\ntitle: A title\n---\n{body}");
    reading(&[("a.md", &text)], (80, 24))
}

/// So many paragraphs, each with its number.
pub(super) fn paragraphs(count: usize) -> String {
    let paragraph = |n| format!("Paragraph number {n:03} of them.\n\n");
    (1..=count).map(paragraph).collect()
}

impl Reader {
    /// What is painted on the screen as `role`, row by row.
    pub(super) fn painted(&self, role: Role) -> Vec<String> {
        let (buffer, _) = self.draw(&Theme::COLOURS);
        let style = Theme::COLOURS.text(role, Inline::PLAIN);
        let mut found = Vec::new();
        for y in 0..buffer.area.height {
            let cells = (0..buffer.area.width).map(|x| &buffer[(x, y)]);
            let same = |cell: &&ratatui::buffer::Cell| {
                cell.modifier == style.add_modifier && cell.fg == style.fg.unwrap_or_default()
            };
            let text: String = cells
                .filter(same)
                .map(ratatui::buffer::Cell::symbol)
                .collect();
            if !text.is_empty() {
                found.push(text);
            }
        }
        found
    }

    #[track_caller]
    pub(super) fn points_at(self, text: &str) -> Self {
        assert_eq!(
            self.painted(Role::Here),
            [text],
            "\n{}",
            self.rows().join("\n")
        );
        self
    }
}

#[test]
fn words_are_found_as_one_types() {
    let (_folder, reader) = body("One fish, two **fi**sh, red Fish.\n\nNo more.");
    let reader = reader
        .press("/fi")
        .shows("1 of 3")
        .press("s")
        .points_at("fis");
    assert_eq!(reader.painted(Role::Hit), ["fisFis"]);
    let reader = reader.press("h<enter>").shows("“fish” 1 of 3");
    let reader = reader.press("nn").shows("“fish” 3 of 3").points_at("Fish");
    let reader = reader.press("n").shows("“fish” 1 of 3 · on from the start");
    let reader = reader
        .press("N")
        .shows("3 of 3 · on from the end")
        .press("2N")
        .shows("“fish” 1 of 3");
    let reader = reader.press("/F<enter>").shows("“F” 1 of 1").points_at("F");
    let reader = reader.press("<esc>").hides("“F”").shows("One fish");
    assert!(reader.painted(Role::Here).is_empty());
    reader.press("n").shows("Nothing is looked for yet.");
}

#[test]
fn the_search_moves_no_more_than_it_must_and_comes_back() {
    let (_folder, reader) = body(&paragraphs(60));
    let reader = reader.press("/number 030").points_at("number 030");
    let reader = reader
        .press("<esc>")
        .shows("number 001")
        .hides("number 030");
    let reader = reader.press("/number 00<enter>nn").shows("3 of 9");
    let reader = reader
        .shows("number 001")
        .press("/060<enter>")
        .points_at("060");
    // From the screen one has scrolled to, not from the hit one was at.
    let reader = reader
        .press("gg/number<enter>")
        .shows("1 of 60")
        .press("G")
        .press("N");
    reader
        .hides("number 002")
        .press("/xyz<enter>")
        .shows("“xyz” is not in this article.");
}

#[test]
fn a_hit_goes_over_line_breaks_and_stays_through_a_resize() {
    let long = "word ".repeat(14) + "split here";
    let (_folder, reader) = reading(&[("a.md", &long)], (78, 24));
    let reader = reader.press("/word split here<enter>");
    assert_eq!(
        reader.painted(Role::Here).concat().replace(' ', ""),
        "wordsplithere"
    );
    let reader = reader.resize(40, 10).shows("1 of 1");
    assert_eq!(
        reader.painted(Role::Here).concat().replace(' ', ""),
        "wordsplithere"
    );
    let (_folder, reader) = body("e\u{301}te\u{301} et e\u{301}te\u{301}");
    let reader = reader.press("/e<enter>");
    assert!(
        rows(&reader.draw(&Theme::COLOURS).0)
            .join("")
            .contains("e\u{301}te\u{301} et")
    );
}

#[test]
fn a_slash_in_the_list_still_filters() {
    let (_folder, reader) = reading(
        &[("a.md", "# Apples\nx"), ("b.md", "# Pears\nx")],
        (120, 24),
    );
    reader
        .press("<esc>/pea")
        .shows("1 found")
        .press("<esc><enter>/x")
        .shows("1 of 1");
}

/// Three headings, one below another, and text between them.
fn chapters() -> String {
    let text = paragraphs(12);
    format!("Before.\n\n# One\n\n{text}\n\n## Two *and* more\n\n{text}\n\n# Three\n\n{text}")
}

#[test]
fn headings_are_gone_through() {
    let (_folder, reader) = body(&chapters());
    let top = |reader: &Reader| reader.rows()[2].trim_matches([' ', '│', '┃']).to_owned();
    let mut reader = reader;
    for (key, expected) in [
        ("]", "One"),
        ("]", "Two and more"),
        ("]", "Three"),
        ("[", "Two and more"),
        ("j[", "Two and more"),
        ("2[", "One"),
        ("2]", "Three"),
        ("[[[", "A title"),
    ] {
        reader = reader.press(key);
        assert_eq!(top(&reader), expected, "{key}");
    }
    reader.press("9]]").shows("no heading below");
}

#[test]
fn the_outline_shows_where_one_is_and_goes_where_one_likes() {
    let (_folder, reader) = body(&chapters());
    let reader = reader
        .press("t")
        .shows("3 headings")
        .shows("▌  One")
        .shows("     Two and more");
    let reader = reader.press("G<enter>").shows("91%").shows("Three");
    let reader = reader
        .press("gg]t")
        .shows("▌• One")
        .press("jj")
        .shows(" • One")
        .shows("▌  Three");
    let reader = reader
        .press("<esc>")
        .hides("▌")
        .press("tj<enter>t")
        .shows("▌• ");
    reader
        .press("<esc>gg")
        .resize(20, 6)
        .press("tG")
        .shows("▌")
        .press("kkk<enter>")
        .hides("▌");
    let (_folder, reader) = body("Text.");
    reader.press("t").shows("no headings");
}

#[test]
fn hyphens_and_wider_blanks_come_and_go_while_the_place_stays() {
    let words = "The representatives considered international responsibilities comprehensively. ";
    let text = format!(
        "---\ntitle: A\nlang: en\n---\n{}",
        format!("{}\n\n", words.repeat(8)).repeat(9)
    );
    let (_folder, reader) = reading(&[("a.md", &text)], (60, 24));
    let mut reader = reader.press("jjjjjjjj");
    let ends = |reader: &Reader| {
        reader
            .rows()
            .iter()
            .filter(|row| row.trim_end_matches([' ', '│', '┃']).ends_with('-'))
            .count()
    };
    let wide = |reader: &Reader| {
        reader
            .rows()
            .iter()
            .filter(|row| row.trim_matches([' ', '│', '┃']).contains("  "))
            .count()
    };
    let (top, plain) = (reader.app.reader.offset(), reader.rows());
    assert_eq!(ends(&reader), 0);
    reader = reader.press("_");
    assert!(ends(&reader) > 0);
    let before = wide(&reader);
    reader = reader.press("=");
    assert!(wide(&reader) > before);
    reader = reader.press("_=");
    assert_eq!(reader.rows(), plain);
    assert_eq!(reader.app.reader.offset(), top);
}

#[test]
fn right_to_left_text_is_found_and_gone_to_where_it_is_painted() {
    let text = "---\ntitle: שלום (עולם)\n---\nאחת [שתיים שלוש](https://example.org/x) ארבע.";
    let (_folder, reader) = reading(&[("a.md", text)], (80, 24));
    let reader = reader.shows("(םלוע) םולש");
    let reader = reader.shows(".עברא [1]שולש םייתש תחא");
    let reader = reader.press("/שתיים<enter>");
    assert_eq!(reader.painted(Role::Here), ["םייתש"]);
    let reader = reader.press("f").shows("שולש םיית");
    let reader = reader.press("<esc><tab>");
    assert_eq!(reader.painted(Role::Here).len(), 1);
}

#[test]
fn a9_hidden_characters_are_counted_below_the_text() {
    let (_folder, reader) = body("Some \u{202e}words\u{202c} and \u{ad}more.\n");
    let last = reader.rows().pop().unwrap();
    assert!(last.contains("2 hidden characters removed"), "{last}");
    let (_folder, reader) = body("Some words.\n");
    let last = reader.rows().pop().unwrap();
    assert!(!last.contains("hidden"), "{last}");
}

#[test]
fn a_description_that_only_repeats_the_title_is_left_out() {
    let text = "---\ntitle: A tide\ndescription: a Tide\n---\nText\n";
    let (_folder, reader) = reading(&[("a.md", text)], (80, 24));
    reader.shows("A tide").hides("a Tide");
}

/// Opens the article below, whose text is on its way: what is asked for.
fn ask_for_next(reader: &mut Reader) -> (ArticleId, Head) {
    let key = KeyEvent::new(KeyCode::Char('J'), KeyModifiers::NONE);
    let action = reader.keys.press(&reader.app, key).unwrap();
    let asked = update(&mut reader.app, action).into_iter();
    let mut asked = asked.filter_map(|effect| match effect {
        Effect::Read(id, head) => Some((id, head)),
        _ => None,
    });
    asked.next().unwrap()
}

/// The beginning of a text, and all of it.
fn opened(head: &Head, body: &str) -> [Box<Opened>; 2] {
    let mut first = None;
    let whole = Syntax::default().parse_early(head, body, &mut |begun| first = Some(begun));
    [(first.unwrap(), true), (whole, false)].map(|(document, beginning)| {
        Box::new(Opened {
            beginning,
            ..Opened::new(document)
        })
    })
}

#[test]
fn a_long_text_is_read_from_its_beginning_before_the_rest_is_here() {
    let long = paragraphs(1000);
    let (_folder, mut reader) = reading(&[("a.md", "A text"), ("b.md", &long)], (80, 24));
    let (id, head) = ask_for_next(&mut reader);
    let [beginning, whole] = opened(&head, &long);
    reader = reader.hides("number");
    reader.act(Action::Opened(id.clone(), beginning));
    reader = reader.shows("number 001").hides("Top").hides("min");
    reader = reader.press("jjjj").hides("number 001").shows("number 004");
    let before = reader.rows();
    reader.act(Action::Opened(id, whole));
    // Of the whole, one knows how long it is.
    assert_eq!(reader.rows()[2..], before[2..]);
    reader.shows(" min").press("G").shows("number 1000");
}

#[test]
fn what_one_does_in_a_beginning_is_kept() {
    let long = "<details><summary>More</summary>\n\nHidden words.\n\n</details>\n\n".to_owned()
        + &paragraphs(1000);
    let (_folder, mut reader) = reading(&[("a.md", "A text"), ("b.md", &long)], (80, 24));
    let (id, head) = ask_for_next(&mut reader);
    let [beginning, whole] = opened(&head, &long);
    reader.act(Action::Opened(id.clone(), beginning));
    reader = reader.hides("Hidden words");
    let details = reader.app.reader.document.folded().into_iter().next();
    reader.app.reader.fold(details.unwrap(), 21);
    reader = reader.shows("Hidden words").press("jjjjjjjj");
    let before = reader.rows();
    reader.act(Action::Opened(id, whole));
    assert_eq!(reader.rows()[2..], before[2..]);
    // One who leaves before the rest is here comes back to the same place.
    let mut reader = reader.press("KJgg").shows("number 001").press("K");
    let (id, head) = ask_for_next(&mut reader);
    let [beginning, _] = opened(&head, &long);
    reader.act(Action::Opened(id, beginning));
    let reader = reader.press("<c-d>").hides("number 001").press("KJ");
    reader.hides("number 001").shows("number 009");
}

#[test]
fn one_who_was_further_on_waits_for_the_whole_text() {
    let long = paragraphs(1000);
    let (_folder, reader) = reading(&[("a.md", "A text"), ("b.md", &long)], (80, 24));
    let mut reader = reader.press("J/501<enter>").shows("number 501").press("K");
    let (id, head) = ask_for_next(&mut reader);
    let [beginning, whole] = opened(&head, &long);
    reader.act(Action::Opened(id.clone(), beginning.clone()));
    reader = reader.hides("number");
    reader.act(Action::Opened(id.clone(), whole));
    reader = reader.shows("number 501");
    // What is read again behind the screen is read as a whole.
    reader.act(Action::Opened(id, beginning));
    reader.shows("number 501");
}
