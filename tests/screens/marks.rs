//! Marking: by reading, by keys, all at once, and taken back.
//! Uses the reader without a terminal of `screens`; time passes when a test says so.

use newsreader::app::action::{Action, Effect};
use newsreader::content::article::ArticleId;
use newsreader::content::marks::{Kind, Marks, Row};

use super::reading::{paragraphs, reading};
use super::{Reader, folder};

impl Reader {
    /// Lets all timers of visits come due.
    pub(super) fn dwell(mut self) -> Self {
        let due = self.effects.iter().filter_map(|effect| match effect {
            Effect::After(_, action @ Action::Dwelt(_)) => Some(action.clone()),
            _ => None,
        });
        for action in due.collect::<Vec<_>>() {
            self.act(action);
        }
        self
    }

    /// What the rim was asked to keep, in order.
    pub(super) fn saved(&self) -> Vec<Row> {
        let saved = self.effects.iter().filter_map(|effect| match effect {
            Effect::Save(rows) => Some(rows.clone()),
            _ => None,
        });
        saved.flatten().collect()
    }

    pub(super) fn value(&self, path: &str, kind: Kind) -> i64 {
        self.app.marks.get(&id(path), kind)
    }
}

fn id(path: &str) -> ArticleId {
    ArticleId {
        source: 0,
        path: path.as_bytes().into(),
    }
}

fn three() -> (tempfile::TempDir, Reader) {
    let folder = folder(3);
    let reader = Reader::open(folder.path(), (80, 24)).load();
    (folder, reader)
}

/// Two articles, of which the first is several screens long.
fn long() -> (tempfile::TempDir, Reader) {
    let long = format!(
        "---\ntitle: Long\ndate: 2020-01-02\n---\n{}",
        paragraphs(60)
    );
    let short = "---\ntitle: Short\ndate: 2020-01-01\n---\nFew words.\n";
    reading(&[("long.md", &long), ("short.md", short)], (80, 24))
}

#[test]
fn two_seconds_make_an_article_read_but_not_a_glance() {
    let (_folder, reader) = three();
    let reader = reader.press("<enter>J").dwell().press("<esc>");
    let reader = reader.shows("● Story 002").shows("  Story 001");
    assert_eq!(reader.value("1.md", Kind::Read), 1);
    assert_eq!(
        reader.value("1.md", Kind::Finished),
        1,
        "all of it was seen"
    );
    reader.shows("Unread 2");
}

#[test]
fn a_preview_counts_unless_it_shall_not() {
    let folder = folder(3);
    let open = || Reader::open(folder.path(), (120, 24)).load();
    open().dwell().shows("  Story 002");
    let mut reader = open();
    reader.app.previews = false;
    let reader = reader.press("j").dwell().shows("● Story 001");
    reader
        .press("<enter>")
        .dwell()
        .press("<esc>")
        .shows("  Story 001");
}

#[test]
fn the_end_of_a_text_makes_it_read_at_once() {
    let (_folder, reader) = long();
    let reader = reader.press(" ");
    assert_eq!(reader.value("long.md", Kind::Read), 0);
    let reader = reader.press("G");
    assert_eq!(reader.value("long.md", Kind::Read), 1);
    assert_eq!(reader.value("long.md", Kind::Finished), 1);
    // What is marked unread while it is shown stays so.
    let reader = reader.press("m").dwell().press("kj");
    assert_eq!(reader.value("long.md", Kind::Read), 0);
}

#[test]
fn space_goes_on_to_the_next_unread_article() {
    let (_folder, reader) = long();
    let reader = reader.press("G ").shows("Few words.");
    let reader = reader.dwell().press(" ");
    reader
        .shows("All articles of this list are read.")
        .shows("Few words.");
    let (_folder, reader) = long();
    let reader = reader.press("Jm").press(" ");
    assert_eq!(reader.title(), "Long", "round the end");
}

#[test]
fn keys_mark_and_unmark_and_take_it_back() {
    let (_folder, reader) = three();
    let reader = reader.press("jm").shows("  Story 001").shows("Unread 2");
    let reader = reader.press("s").shows("✦").shows("Starred 1");
    let reader = reader
        .press("U")
        .hides("✦")
        .shows("is without a star again");
    let reader = reader.press("U").shows("● Story 001").shows("Unread 3");
    let reader = reader.press("U").shows("no mark to be taken back");
    let reader = reader.press("<c-r><c-r>").shows("✦").shows("Unread 2");
    let reader = reader.press("<c-r>").shows("no mark to be done again");
    // Another mark ends what could be done again.
    reader.press("Us<c-r>").shows("no mark to be done again");
}

#[test]
fn all_above_or_below_are_marked_after_a_question() {
    let (_folder, reader) = three();
    let reader = reader
        .press("jMk")
        .shows("Mark as read?")
        .shows("1 article ");
    let reader = reader.press("<esc>").shows("Unread 3").press("Mk<enter>");
    let reader = reader
        .shows("  Story 002")
        .shows("Unread 2")
        .press("Mj<enter>");
    let reader = reader.shows("  Story 000").shows("● Story 001");
    let reader = reader.press("Ma<enter>").shows("Unread 0").press("Ma");
    let reader = reader.shows("There is nothing unread.");
    reader.press("UUU").shows("Unread 3");
    let (_folder, reader) = three();
    let reader = reader
        .press("Ma<enter>")
        .shows("3 articles marked")
        .press("U");
    reader
        .shows("3 articles are unread again.")
        .shows("Unread 3");
}

#[test]
fn what_becomes_read_stays_in_the_unread_view_until_one_leaves_it() {
    let (_folder, reader) = three();
    let reader = reader.press("<tab>").shows("Unread · newest");
    let reader = reader.press("m").shows("  Story 002").shows("Unread 2");
    let reader = reader.press("<tab><s-tab>").hides("Story 002");
    let reader = reader.press("Ma<enter><tab><s-tab>").shows("All is read.");
    let reader = reader.press("<a-1>s").press("*").shows("Story 002");
    reader.hides("Story 001").press("<esc>").shows("Story 001");
}

#[test]
fn one_goes_on_reading_where_one_was() {
    let (folder, reader) = long();
    let reader = reader.press("  ").dwell();
    let first = reader.rows()[3].clone();
    let reader = reader.press("<esc>");
    let saved = reader.saved();
    let mut again = Reader::open(folder.path(), (80, 24)).load();
    again.act(Action::Marks(saved));
    let again = again.press("<enter>");
    // A blank line that was above it is scrolled away.
    assert_eq!(again.rows()[2], first);
    // At the end of it one begins anew.
    let again = again.press("GJK").shows("Paragraph number 001");
    assert_eq!(again.value("long.md", Kind::Place), 0);
    assert!(!first.contains("number 001"));
}

#[test]
fn marks_of_another_instance_are_shown() {
    let (_folder, mut reader) = three();
    let mut other = Marks::default();
    let row = other.set(&id("2.md"), Kind::Read, 1).unwrap();
    reader.act(Action::Marks(vec![row]));
    let mut reader = reader.shows("  Story 002").shows("Unread 2");
    reader.act(Action::Unsaved(Some(newsreader::text::Clean::line(
        "the disk is full",
    ))));
    let mut reader = reader.shows("marks are not saved: the disk is full");
    reader.act(Action::Unsaved(None));
    reader.hides("not saved");
}

/// The articles as they are on the disk now, in a new reader that knows the marks and texts of another.
pub(super) fn at_the_next_start(before: &Reader, folder: &tempfile::TempDir) -> Reader {
    let mut reader = Reader::open(folder.path(), (80, 24));
    reader.texts.clone_from(&before.texts);
    reader.effects.push(Effect::Save(before.saved()));
    reader.act(Action::Marks(before.saved()));
    reader.load()
}

#[test]
fn marks_follow_a_file_that_was_renamed_between_two_visits() {
    let (folder, reader) = three();
    let reader = reader.press("jms");
    std::fs::create_dir(folder.path().join("old")).unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::rename(path("1.md"), path("old/moved.md")).unwrap();
    // As long, but another text.
    let other = std::fs::read_to_string(path("0.md"))
        .unwrap()
        .replace("000", "009");
    std::fs::write(path("9.md"), other).unwrap();
    let reader = at_the_next_start(&reader, &folder);
    assert_eq!(reader.value("old/moved.md", Kind::Read), 1);
    assert_eq!(reader.value("old/moved.md", Kind::Starred), 1);
    assert!(reader.app.marks.is_blank(&id("9.md")));
    let reader = reader.shows("Unread 3").shows("Starred 1");
    // Another article by the old name is unread.
    assert_eq!(reader.value("1.md", Kind::Read), 0);
    let again = at_the_next_start(&reader, &folder);
    assert!(
        !again
            .effects
            .iter()
            .any(|effect| matches!(effect, Effect::Print(_)))
    );
    std::fs::rename(path("old/moved.md"), path("1.md")).unwrap();
    let reader = at_the_next_start(&again, &folder);
    assert_eq!(reader.value("1.md", Kind::Starred), 1, "back again");
}

#[test]
fn what_was_changed_since_it_was_read_says_so_and_shows_how() {
    let (folder, reader) = long();
    let reader = reader.press("J").dwell().press("K");
    let edited = "---\ntitle: Short\ndate: 2020-01-01\n---\nMany more words.\n";
    std::fs::write(folder.path().join("short.md"), edited).unwrap();
    let reader = at_the_next_start(&reader, &folder).shows("changed · 1 Jan 2020");
    let reader = reader
        .press("j<enter>")
        .shows("c shows how")
        .shows("Many more words.");
    let reader = reader.press("c").shows("1 word taken out, 2 words put in");
    let reader = reader.shows("FewMany more words.").shows("Changes · ");
    let reader = reader
        .press("c")
        .hides("taken out")
        .shows("Many more words.");
    // Read again, and left.
    let reader = reader.dwell().press("K<esc>").hides("changed · ");
    let reader = at_the_next_start(&reader, &folder).hides("changed · ");
    let reader = reader
        .press("j<enter>c")
        .shows("Nothing changed since this was read.");
    reader.press("Kc").shows("was not read before");
}

#[test]
fn a_file_that_was_touched_alone_is_not_changed() {
    let (folder, reader) = three();
    let reader = reader.press("m");
    let path = folder.path().join("2.md");
    let text = std::fs::read(&path).unwrap();
    std::fs::write(&path, text).unwrap();
    let later = std::time::SystemTime::now() + std::time::Duration::from_mins(1);
    std::fs::File::open(&path)
        .unwrap()
        .set_modified(later)
        .unwrap();
    let reader = at_the_next_start(&reader, &folder).hides("changed · ");
    assert_eq!(reader.value("2.md", Kind::Read), 1);
    assert!(
        reader
            .effects
            .iter()
            .any(|effect| matches!(effect, Effect::Print(_)))
    );
    let reader = at_the_next_start(&reader, &folder);
    assert!(!reader.app.marks.is_changed(&id("2.md")));
}
