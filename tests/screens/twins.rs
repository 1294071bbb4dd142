//! Articles that are the same: one of them is listed, says so, and is marked for all.
//! Uses the reader without a terminal of `screens`.

use newsreader::app::action::{Action, Effect, Scan};
use newsreader::app::twins::Twins;
use newsreader::content::marks::Kind;

use super::Reader;
use super::reading::reading;

const ONE: &str = "---\ntitle: Twice\ndate: 2020-01-03\n---\nThe same text.\n";
const OTHER: &str = "---\ntitle: Twice\ndate: 2020-01-02\ntags: [late]\n---\n\nThe same text.\n\n";

fn twins() -> (tempfile::TempDir, Reader) {
    let files = [
        ("a.md", ONE),
        ("b/a.md", ONE),
        ("c.md", OTHER),
        (
            "d.md",
            "---\ntitle: Twice\ndate: 2020-01-01\n---\nAnother text.\n",
        ),
        ("e.md", "Without a title.\n"),
        ("f.md", "Without a title.\n"),
        ("g.md", "Without a trace.\n"),
    ];
    let (folder, reader) = reading(&files, (80, 24));
    (folder, reader.press("<esc>"))
}

#[test]
fn what_is_the_same_is_one_line_that_says_so() {
    let (_folder, reader) = twins();
    let reader = reader.shows("1 of 4").shows("in 3 files · 3 Jan 2020");
    let reader = reader
        .shows("the same as b/a.md, c.md")
        .shows("in 2 files · Undated");
    // Where the first of them is not found, the next one stands for all.
    let reader = reader
        .press("/late<enter>")
        .shows("1 of 1")
        .shows("2 Jan 2020");
    reader
        .press("<esc>j<enter>")
        .shows("2 of 4")
        .shows("Another text");
}

#[test]
fn a_mark_is_for_all_that_are_the_same() {
    let (_folder, reader) = twins();
    let reader = reader.shows("Unread 7").press("m").shows("Unread 4");
    for path in ["a.md", "b/a.md", "c.md"] {
        assert_eq!(reader.value(path, Kind::Read), 1, "{path}");
    }
    let reader = reader.press("<tab>").shows("of 3");
    let reader = reader
        .press("U")
        .shows("“Twice” is unread again.")
        .shows("Unread 7");
    let reader = reader
        .press("<s-tab>Ma")
        .shows("4 articles")
        .press("y")
        .shows("Unread 0");
    reader
        .press("U")
        .shows("4 articles are unread again.")
        .shows("Unread 7");
}

#[test]
fn a_file_that_cannot_be_read_is_asked_for_once() {
    let (folder, reader) = twins();
    std::fs::remove_file(folder.path().join("c.md")).unwrap();
    let mut reader = reader;
    reader.app.browser.twins = Twins::default();
    reader.effects.clear();
    reader.act(Action::Scanned(Scan::default()));
    let asked = reader
        .effects
        .iter()
        .filter(|effect| matches!(effect, Effect::Print(_)));
    assert_eq!(asked.count(), 1);
    reader.shows("in 2 files");
}

#[test]
fn what_is_edited_is_not_the_same_any_more() {
    let (folder, mut reader) = twins();
    let edited = OTHER.replace("same text", "same text, almost");
    std::fs::write(folder.path().join("c.md"), edited).unwrap();
    reader.act(Action::Stale);
    let reader = reader
        .load()
        .shows("1 of 5")
        .shows("in 2 files · 3 Jan 2020");
    std::fs::remove_file(folder.path().join("b/a.md")).unwrap();
    let mut reader = reader;
    reader.act(Action::Stale);
    reader.load().shows("1 of 5").hides("in 2 files · 3 Jan");
}
