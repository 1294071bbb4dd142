//! Going on where the last use of a folder ended, what is new since then, and the way back through what was read.
//! Uses the reader without a terminal of `screens`.

use newsreader::app::action::{Action, Effect};
use newsreader::app::panes::Focus;
use newsreader::content::bookmark::Bookmark;

use super::{Reader, folder};

/// What was kept last.
pub(crate) fn bookmark(reader: &Reader) -> Bookmark {
    let mut known = None;
    let mut last = None;
    for effect in &reader.effects {
        if let Effect::Bookmark(bookmark) = effect {
            known = bookmark.known.clone().or(known);
            last = Some(Bookmark::clone(bookmark));
        }
    }
    let mut last = last.unwrap();
    last.known = known;
    last
}

/// Another visit, as the rim has it: marks first, then the bookmark, then the articles.
fn again(before: &Reader, folder: &tempfile::TempDir) -> Reader {
    let mut reader = Reader::open(folder.path(), (80, 24));
    reader.act(Action::Marks(before.saved()));
    reader.act(Action::Bookmark(Some(Box::new(bookmark(before)))));
    reader.load()
}

fn add(folder: &tempfile::TempDir, name: &str, date: &str) {
    let text = format!("---\ntitle: Added {name}\ndate: {date}\ncategories: [odd]\n---\nNew.\n");
    std::fs::write(folder.path().join(format!("{name}.md")), text).unwrap();
}

#[test]
fn the_next_visit_begins_where_the_last_one_ended() {
    let folder = folder(9);
    let reader = Reader::open(folder.path(), (80, 24)).load();
    let reader = reader.press("<tab><tab>jj<enter>q");
    let before = reader.rows();
    let reader = again(&reader, &folder);
    assert_eq!(reader.rows(), before);
    let reader = reader.press("<esc>/story 00<enter>ggjq");
    let title = reader.title();
    let reader = again(&reader, &folder).shows("with “story 00”");
    assert_eq!(reader.title(), title);
}

#[test]
fn a_single_file_is_read_at_once_wherever_its_folder_was_left() {
    let folder = folder(3);
    let file = folder.path().join("1.md");
    let reader = Reader::open(&file, (40, 10)).load();
    assert_eq!(reader.app.focus, Focus::Reader);
    let reader = reader.shows("Text of story 1.").press("<esc>");
    assert_eq!(reader.app.focus, Focus::List);
    let reader = reader.press("q");
    let mut next = Reader::open(&file, (40, 10));
    next.act(Action::Bookmark(Some(Box::new(bookmark(&reader)))));
    assert_eq!(next.load().app.focus, Focus::Reader);
    let other = folder.path().join("2.md");
    // There is no list to choose from, until one looks for it.
    let wide = Reader::open(&file, (120, 20)).load().hides("newest first");
    assert!(
        wide.press("<esc>")
            .shows("newest first")
            .press("<enter>")
            .app
            .panes()
            .list
            .is_empty()
    );
    let both = Reader::open_all(&[&file, &other], (40, 10)).load();
    assert_eq!(both.app.focus, Focus::List);
}

#[test]
fn what_was_read_in_the_unread_tab_is_still_there_to_go_on() {
    let folder = folder(3);
    let reader = Reader::open(folder.path(), (80, 24)).load();
    let reader = reader.press("<tab>j<enter>").dwell().press("q");
    let reader = again(&reader, &folder).shows("Text of story 1.");
    reader.press("<esc>").shows("Unread 2").shows("2 of 3");
}

#[test]
fn whoever_is_quicker_than_the_bookmark_stays_where_they_are() {
    let folder = folder(9);
    let reader = Reader::open(folder.path(), (80, 24)).load();
    let before = reader.press("<tab>jjj<enter>q");
    let mut reader = Reader::open(folder.path(), (80, 24)).load().press("j");
    reader.act(Action::Bookmark(Some(Box::new(bookmark(&before)))));
    reader.shows("All articles").shows("2 of 9");
}

#[test]
fn an_article_that_is_gone_is_not_waited_for() {
    let folder = folder(3);
    let reader = Reader::open(folder.path(), (80, 24)).load();
    let before = reader.press("j<enter>q");
    std::fs::remove_file(folder.path().join("1.md")).unwrap();
    let reader = again(&before, &folder).shows("1 of 2");
    add(&folder, "9", "2020-01-05");
    let mut reader = reader.press("r");
    reader.act(Action::Clock(reader.app.calendar.now));
    reader.load().shows("1 new since today 12:00");
}

#[test]
fn what_is_new_stands_above_a_line() {
    let folder = folder(30);
    let reader = Reader::open(folder.path(), (80, 24)).load();
    let before = reader.hides("new since").press("q");
    let reader = again(&before, &folder).hides("new since").press("q");
    add(&folder, "older", "2001-01-01");
    add(&folder, "newer", "2030-01-01");
    let mut reader = again(&reader, &folder);
    reader.app.browser.cursor = 0;
    let reader = reader.shows("── ↑ 2 new since today 12:00 ──").press("gg");
    let rows = reader.rows().join("\n");
    let at = |text: &str| rows.find(text).unwrap();
    assert!(at("Added newer") < at("Added older") && at("Added older") < at("new since"));
    assert!(at("new since") < at("Story 029"));
    // The line takes a row of its own, and the selection stays on the screen.
    let reader = reader.press("<c-d><c-d><c-u>G").shows("Story 000");
    let reader = reader.press("gg").shows("Added newer").press("<tab><tab>");
    let reader = reader.shows("Odd").shows("2 new since");
    // Not in what is found: that is ordered in another way.
    let reader = reader.press("/story<enter>").hides("new since");
    // The next time they are old.
    again(&reader.press("q"), &folder).hides("new since");
}

#[test]
fn one_goes_back_and_forward_through_what_was_read() {
    let folder = folder(9);
    let reader = Reader::open(folder.path(), (120, 24)).load();
    let reader = reader.press("<enter>J<esc>jjj<enter>J");
    assert_eq!(reader.title(), "Story 003");
    let mut reader = reader;
    for title in ["Story 004", "Story 007", "Story 008"] {
        reader = reader.press("<a-left>");
        assert_eq!(reader.title(), title);
    }
    for title in ["Story 007", "Story 004", "Story 003"] {
        reader = reader.press("<a-right>");
        assert_eq!(reader.title(), title);
    }
    reader
        .press("<a-right>")
        .shows("This is the last place of the way.");
}

#[test]
fn what_was_read_lately_is_a_tab() {
    let folder = folder(9);
    let reader = Reader::open(folder.path(), (80, 24)).load();
    let mut reader = reader.hides("Recent");
    for (minute, keys) in [(1, "5gg<enter>"), (2, "<esc>2gg<enter>"), (3, "J")] {
        let now = format!("2026-11-24T12:0{minute}:00Z").parse().unwrap();
        reader.act(Action::Clock(now));
        reader = reader.press(keys).dwell();
    }
    let reader = reader
        .press("<esc>gg<s-tab>")
        .shows("Recent 3")
        .shows("Read lately");
    let rows = reader.rows().join("\n");
    let at = |text: &str| rows.find(text).unwrap();
    assert!(at("Story 006") < at("Story 007") && at("Story 007") < at("Story 004"));
}
