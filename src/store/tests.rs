//! The store with two instances, with damaged, newer and impossible files.
//! Threads say what they have to say into a channel.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use super::*;
use crate::content::article::ArticleId;
use crate::content::bookmark::{Known, Shown};
use crate::content::marks::{Kind, Marks};
use crate::content::query::Query;

struct Instance {
    store: Store,
    said: Receiver<Said>,
    marks: Marks,
}

impl Instance {
    fn start(file: &Path) -> Self {
        let (sender, said) = channel();
        let folders = vec![b"/news".to_vec(), Vec::new()];
        let store = spawn(file.to_owned(), folders, move |it| sender.send(it).is_ok()).unwrap();
        Self {
            store,
            said,
            marks: Marks::default(),
        }
    }

    /// Makes a mark and waits until it is safe.
    fn set(&mut self, path: &str, kind: Kind, value: i64) {
        let row = self.marks.set(&id(path), kind, value).unwrap();
        self.store.save(vec![row]);
        let is_it = |row: &Row| (&row.id, row.kind, row.mark.value) == (&id(path), kind, value);
        self.until(|_, said| matches!(said, Said::Marks(rows) if rows.iter().any(is_it)));
    }

    /// Listens until `done`, given the marks and what was said last.
    #[track_caller]
    fn until(&mut self, done: impl Fn(&Marks, &Said) -> bool) {
        let end = Instant::now() + Duration::from_secs(20);
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let said = self.said.recv_timeout(left).expect("said in time");
            if let Said::Marks(rows) = &said {
                self.marks.merge_all(rows);
            }
            if done(&self.marks, &said) {
                return;
            }
        }
    }

    /// Listens until nothing more is to be said, at the end.
    fn finish(mut self) -> Marks {
        assert!(self.store.finish());
        for said in self.said {
            if let Said::Marks(rows) = said {
                self.marks.merge_all(&rows);
            }
        }
        self.marks
    }
}

fn id(path: &str) -> ArticleId {
    ArticleId {
        source: 0,
        path: path.as_bytes().into(),
    }
}

fn load(file: &Path) -> Marks {
    Instance::start(file).finish()
}

fn read(marks: &Marks) -> Vec<String> {
    let read = marks.articles().filter(|id| marks.is_read(id));
    let mut read: Vec<String> = read.map(|id| id.label().to_string()).collect();
    read.sort();
    read
}

fn folder() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("data").join(FILE);
    (folder, file)
}

#[test]
fn what_was_marked_is_there_at_the_next_start() {
    let (_folder, file) = folder();
    let mut first = Instance::start(&file);
    first.set("a.md", Kind::Read, 1);
    first.set("b/ä.md", Kind::Place, 77);
    first.set("b/ä.md", Kind::Place, 78);
    first.finish();
    let marks = load(&file);
    assert_eq!(read(&marks), ["a.md"]);
    assert_eq!(marks.get(&id("b/ä.md"), Kind::Place), 78);
    assert_eq!(marks.get(&id("b/ä.md"), Kind::Read), 0);
}

#[test]
fn two_instances_lose_nothing_and_hear_of_each_other() {
    let (_folder, file) = folder();
    let (mut one, mut two) = (Instance::start(&file), Instance::start(&file));
    one.set("a", Kind::Read, 1);
    two.set("b", Kind::Read, 1);
    assert_eq!(read(&two.marks), ["a", "b"]);
    one.store.look();
    one.until(|marks, _| marks.is_read(&id("b")));
    // Whoever is later wins, even without having heard of the other.
    let row = |counter, value| Row {
        id: id("c"),
        kind: Kind::Starred,
        mark: Mark { counter, value },
    };
    one.store.save(vec![row(900, 1)]);
    one.until(|marks, _| marks.is_starred(&id("c")));
    two.store.save(vec![row(3, 0)]);
    two.until(|marks, _| marks.get(&id("c"), Kind::Starred) == 0);
    one.store.look();
    one.until(|marks, _| !marks.is_starred(&id("c")));
}

#[test]
fn ten_instances_at_once_lose_nothing() {
    let (_folder, file) = folder();
    let threads = (0..10).map(|who| {
        let file = file.clone();
        std::thread::spawn(move || {
            let mut it = Instance::start(&file);
            for number in 0..20 {
                it.set(&format!("{who}-{number}"), Kind::Read, 1);
            }
            it.finish();
        })
    });
    let threads: Vec<_> = threads.collect();
    for it in threads {
        it.join().unwrap();
    }
    assert_eq!(read(&load(&file)).len(), 200);
}

#[test]
fn nothing_is_kept_of_the_standard_input() {
    let (_folder, file) = folder();
    let it = Instance::start(&file);
    let mut marks = Marks::default();
    let source = ArticleId {
        source: 1,
        ..id("standard-input")
    };
    it.store
        .save(vec![marks.set(&source, Kind::Read, 1).unwrap()]);
    it.finish();
    assert_eq!(load(&file).articles().count(), 0);
}

/// A file of many marks, closed.
fn full() -> (tempfile::TempDir, PathBuf, Vec<u8>) {
    let (folder, file) = folder();
    let it = Instance::start(&file);
    let mut marks = Marks::default();
    let names = (0..400).map(|number| id(&format!("2020/a-story-{number}.md")));
    let rows = names.map(|id| marks.set(&id, Kind::Read, 1).unwrap());
    it.store.save(rows.collect());
    it.finish();
    let bytes = fs::read(&file).unwrap();
    (folder, file, bytes)
}

fn files(file: &Path) -> Vec<String> {
    let entries = fs::read_dir(file.parent().unwrap()).unwrap();
    let names = entries.map(|it| it.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

/// Puts a damaged file in place, and returns what is still known at a start, once a new mark was kept, too.
fn after(file: &Path, bytes: &[u8]) -> usize {
    for name in files(file) {
        fs::remove_file(file.parent().unwrap().join(name)).unwrap();
    }
    fs::write(file, bytes).unwrap();
    let mut it = Instance::start(file);
    it.set("new", Kind::Read, 1);
    it.finish();
    let marks = load(file);
    assert!(marks.is_read(&id("new")));
    marks.articles().count() - 1
}

#[test]
fn a_file_that_was_cut_short_keeps_what_it_has() {
    let (_folder, file, bytes) = full();
    assert_eq!(after(&file, &bytes), 400);
    let step = bytes.len() / 23;
    for length in (0..bytes.len()).step_by(step).skip(1) {
        after(&file, &bytes[..length]);
        assert!(files(&file).iter().any(|name| name.contains("corrupt")));
    }
    // The last page alone is missing: hardly anything is lost.
    let kept = after(&file, &bytes[..bytes.len() - 4096]);
    assert!(kept > 200, "{kept}");
}

#[test]
fn a_file_with_flipped_bytes_never_stops_us() {
    let (_folder, file, bytes) = full();
    let mut kept = Vec::new();
    for at in (3..bytes.len()).step_by(bytes.len() / 61) {
        let mut broken = bytes.clone();
        broken[at] ^= 0xff;
        kept.push(after(&file, &broken));
    }
    let whole = kept.iter().filter(|kept| **kept >= 399).count();
    assert!(whole > kept.len() / 3, "{kept:?}");
}

#[test]
fn a_page_that_is_gone_costs_its_rows_alone() {
    let (_folder, file, bytes) = full();
    let mut kept = Vec::new();
    for page in 1..bytes.len() / 4096 {
        let mut broken = bytes.clone();
        broken[page * 4096..(page + 1) * 4096].fill(0x55);
        kept.push(after(&file, &broken));
    }
    let most = kept.iter().filter(|kept| **kept > 200).count();
    assert!(most >= kept.len() / 2, "{kept:?}");
}

#[test]
fn what_is_no_database_is_set_aside() {
    let (_folder, file, _) = full();
    assert_eq!(
        after(&file, b"not a database at all, but a letter to somebody"),
        0
    );
    assert_eq!(after(&file, &[0; 5000]), 0);
    assert!(files(&file).iter().any(|name| name.contains("corrupt")));
}

#[test]
fn an_instance_whose_file_was_set_aside_writes_into_the_new_one() {
    let (_folder, file) = folder();
    let mut old = Instance::start(&file);
    old.set("old", Kind::Read, 1);
    for end in ["", "-wal", "-shm"] {
        let name = |name: &str| file.with_file_name(format!("{name}{end}"));
        fs::rename(name(FILE), name("gone")).unwrap();
    }
    let mut new = Instance::start(&file);
    new.set("new", Kind::Read, 1);
    old.set("later", Kind::Read, 1);
    assert_eq!(read(&load(&file)), ["later", "new", "old"]);
}

#[test]
fn a_newer_file_is_read_and_left_as_it_is() {
    let (_folder, file, _) = full();
    let newer = rusqlite::Connection::open(&file).unwrap();
    newer.pragma_update(None, "user_version", 99).unwrap();
    newer.execute_batch("CREATE TABLE more (x)").unwrap();
    drop(newer);
    let bytes = fs::read(&file).unwrap();
    let mut it = Instance::start(&file);
    it.until(|_, said| matches!(said, Said::Unsaved(Some(why)) if why.contains("newer")));
    it.until(|marks, _| read(marks).len() == 400);
    let row = it.marks.set(&id("new"), Kind::Read, 1).unwrap();
    it.store.save(vec![row]);
    it.finish();
    assert_eq!(fs::read(&file).unwrap(), bytes);
}

#[test]
fn without_a_place_the_reader_is_told_and_it_is_tried_again() {
    let (folder, file) = folder();
    fs::write(
        folder.path().join("data"),
        "a file where the folder should be",
    )
    .unwrap();
    let mut it = Instance::start(&file);
    let row = it.marks.set(&id("a"), Kind::Read, 1).unwrap();
    it.store.save(vec![row]);
    it.until(|_, said| matches!(said, Said::Unsaved(Some(_))));
    fs::remove_file(folder.path().join("data")).unwrap();
    it.until(|_, said| *said == Said::Unsaved(None));
    it.finish();
    assert_eq!(read(&load(&file)), ["a"]);
}

#[test]
fn a_full_disk_is_told_and_what_did_not_fit_is_written_once_it_does() {
    let (_folder, file) = folder();
    let mut database = database::Database::open(&file).unwrap();
    let entries: Vec<Entry> = (0..2000)
        .map(|number| Entry {
            root: b"/news".to_vec(),
            path: format!("a-story-{number}.md").into_bytes(),
            kind: Kind::Read as u8,
            mark: Mark {
                counter: 1,
                value: 1,
            },
        })
        .collect();
    database.write(entries[..1].to_vec()).unwrap();
    let most = |database: &database::Database, pages: i64| {
        let pages = format!("PRAGMA max_page_count = {pages}");
        database
            .connection
            .query_row(&pages, [], |_| Ok(()))
            .unwrap();
    };
    let pages = database::pragma(&database.connection, "page_count").unwrap();
    most(&database, pages + 2);
    let full = database.write(entries.clone()).unwrap_err();
    assert!(matches!(full, database::Trouble::Other(why) if why.as_str() == "the disk is full"));
    assert_eq!(read(&load(&file)).len(), 1);
    most(&database, 1 << 30);
    database.write(entries).unwrap();
    assert_eq!(read(&load(&file)).len(), 2000);
}

#[test]
fn what_is_no_file_is_not_opened() {
    let (_folder, file) = folder();
    fs::create_dir_all(&file).unwrap();
    let mut it = Instance::start(&file);
    it.until(|_, said| matches!(said, Said::Unsaved(Some(why)) if why.contains("regular")));
}

#[test]
fn marks_go_from_machine_to_machine_and_the_newer_ones_stay() {
    let (_one, here) = folder();
    let (_two, there) = folder();
    let mut it = Instance::start(&here);
    it.set("a 100%.md", Kind::Read, 1);
    it.set("b", Kind::Read, 1);
    let bytes = ArticleId {
        source: 0,
        path: b"b\xff%41.md".as_slice().into(),
    };
    it.store
        .save(vec![it.marks.set(&bytes, Kind::Read, 1).unwrap()]);
    it.finish();
    let mut it = Instance::start(&there);
    it.set("b", Kind::Starred, 1);
    for _ in 0..9 {
        it.set("b", Kind::Read, 1);
        it.set("b", Kind::Read, 0);
    }
    it.finish();
    let mut out = Vec::new();
    export(&here, &mut out).unwrap();
    assert_eq!(import(&there, out.as_slice()).unwrap(), 2);
    assert_eq!(import(&there, out.as_slice()).unwrap(), 0);
    let marks = load(&there);
    assert!(marks.is_read(&id("a 100%.md")) && marks.is_read(&bytes));
    assert!(marks.is_starred(&id("b")) && !marks.is_read(&id("b")));
    let refused = |text: &str| import(&there, text.as_bytes()).unwrap_err().to_string();
    assert!(refused("{}").contains("cannot be imported"));
    assert!(refused("{\"newsreader_marks\": 7, \"articles\": []}").contains("newer"));
    let poison = String::from_utf8(out)
        .unwrap()
        .replace("\"counter\": 1", "\"counter\": 18446744073709551615");
    assert!(refused(&poison).contains("no mark"));
}

#[test]
fn a_mark_is_safe_within_a_fifth_of_a_second() {
    let (_folder, file) = folder();
    let mut it = Instance::start(&file);
    it.set("first", Kind::Read, 1);
    let mut times: Vec<Duration> = (0..40)
        .map(|number| {
            let start = Instant::now();
            it.set(&number.to_string(), Kind::Read, 1);
            start.elapsed()
        })
        .collect();
    times.sort();
    println!("median {:?}, longest {:?}", times[20], times[39]);
    assert!(times[20] < Duration::from_millis(200));
}

#[test]
fn texts_are_kept_by_their_prints() {
    let (_folder, file) = folder();
    let text = "A text that was read. ".repeat(99);
    let print = crate::content::marks::print(text.as_bytes());
    let it = Instance::start(&file);
    it.store.remember(print, text.clone());
    it.finish();
    let mut it = Instance::start(&file);
    it.store.recall(7);
    it.until(|_, said| *said == Said::Text(7, None));
    it.store.recall(print);
    it.until(|_, said| *said == Said::Text(print, Some(text.clone())));
    it.finish();
    // Of too many the oldest go.
    let mut database = rusqlite::Connection::open(&file).unwrap();
    for number in 0..40 {
        texts::put(&mut database, &[(number, vec![0; 1 << 20])]).unwrap();
    }
    let sum = "SELECT sum(length(packed)), min(print) FROM texts";
    let row = database.query_row(sum, [], |row| Ok((row.get(0)?, row.get(1)?)));
    assert_eq!(row, Ok((32_i64 << 20, 8_i64)));
    assert_eq!(texts::get(&database, print), None);
}

fn bookmark(ended: i64, known: Option<Known>) -> Bookmark {
    let query = Query {
        words: "rome".to_owned(),
        ..Query::default()
    };
    let shown = Shown::new(&query, Some(&id("a.md")), true);
    Bookmark {
        shown,
        ended,
        known,
    }
}

#[test]
fn a_bookmark_is_kept_for_each_folder_and_what_is_known_stays() {
    let (_folder, file) = folder();
    let known = Known::new([id("a.md"), id("b.md")].iter());
    let mut it = Instance::start(&file);
    it.store.open(b"one".to_vec());
    it.until(|_, said| *said == Said::First);
    it.until(|_, said| *said == Said::Bookmark(None));
    it.store
        .leave(b"one".to_vec(), Box::new(bookmark(5, Some(known.clone()))));
    it.store.leave(b"one".to_vec(), Box::new(bookmark(6, None)));
    it.finish();
    let it = Instance::start(&file);
    it.store.leave(b"one".to_vec(), Box::new(bookmark(7, None)));
    it.finish();
    let mut it = Instance::start(&file);
    it.store.open(b"two".to_vec());
    it.until(|_, said| *said == Said::Bookmark(None));
    it.store.open(b"one".to_vec());
    let kept = Box::new(bookmark(7, Some(known)));
    it.until(|_, said| *said == Said::Bookmark(Some(kept.clone())));
    it.finish();
    // Those of too many folders are forgotten.
    let it = Instance::start(&file);
    for number in 0..200 {
        let scope = format!("{number}").into_bytes();
        let connection = rusqlite::Connection::open(&file).unwrap();
        bookmarks::put(&connection, &scope, &bookmark(number, None)).unwrap();
    }
    it.finish();
    let connection = rusqlite::Connection::open(&file).unwrap();
    assert_eq!(bookmarks::get(&connection, b"one"), None);
    assert_eq!(bookmarks::get(&connection, b"199").unwrap().ended, 199);
}

#[test]
fn a_bookmark_that_is_asked_for_is_the_one_from_before() {
    let (_folder, file) = folder();
    let it = Instance::start(&file);
    it.store.leave(b"one".to_vec(), Box::new(bookmark(5, None)));
    it.finish();
    // All of it is asked at once: the thread has the file to open first.
    let mut it = Instance::start(&file);
    it.store.open(b"one".to_vec());
    it.store.leave(b"one".to_vec(), Box::new(bookmark(6, None)));
    let kept = Box::new(bookmark(5, None));
    it.until(|_, said| *said == Said::Bookmark(Some(kept.clone())));
}

#[test]
fn searches_of_all_instances_are_kept_for_each_folder() {
    let (_folder, file) = folder();
    let (mut one, two) = (Instance::start(&file), Instance::start(&file));
    let scope = || b"one".to_vec();
    one.store.searched(scope(), "rome".to_owned());
    one.store.searches(scope());
    one.until(|_, said| *said == Said::Searches(vec!["rome".to_owned()]));
    two.store.searched(scope(), "oslo".to_owned());
    two.store.searched(b"two".to_vec(), "paris".to_owned());
    two.finish();
    one.store.searched(scope(), "rome".to_owned());
    one.store.searches(scope());
    let both = Said::Searches(vec!["oslo".to_owned(), "rome".to_owned()]);
    one.until(|_, said| *said == both);
    one.finish();
    // Of too many the oldest go, and those of no other folder.
    let mut database = rusqlite::Connection::open(&file).unwrap();
    let many: Vec<_> = (0..300).map(|n| (scope(), n.to_string())).collect();
    searches::put(&mut database, &many).unwrap();
    let kept = searches::get(&database, b"one").unwrap();
    assert_eq!(
        (kept.len(), kept[0].as_str(), kept[99].as_str()),
        (100, "200", "299")
    );
    assert_eq!(searches::get(&database, b"two").unwrap(), ["paris"]);
    let many = (0..10_000_u32).map(|n| (n.to_be_bytes().to_vec(), String::new()));
    searches::put(&mut database, &many.collect::<Vec<_>>()).unwrap();
    let all = "SELECT count(*) FROM searches";
    assert_eq!(database.query_row(all, [], |row| row.get(0)), Ok(10_000));
}

#[test]
fn texts_are_saved_from_a_damaged_file() {
    let (_folder, file) = folder();
    let mut it = Instance::start(&file);
    let text = |number: i64| format!("Text {number}. ").repeat(999);
    for number in 0..9 {
        it.set(&number.to_string(), Kind::Read, 1);
        let text = text(number);
        let print = crate::content::marks::print(text.as_bytes());
        it.store.remember(print, text);
    }
    it.store.leave(b"one".to_vec(), Box::new(bookmark(5, None)));
    for words in ["oslo", "rome"] {
        it.store.searched(b"one".to_vec(), words.to_owned());
    }
    it.finish();
    // The index of the marks is gone, and nothing else.
    let database = rusqlite::Connection::open(&file).unwrap();
    let page = "SELECT rootpage FROM sqlite_schema WHERE name = 'marks_written'";
    let page: i64 = database.query_row(page, [], |row| row.get(0)).unwrap();
    let page = usize::try_from(page).unwrap();
    drop(database);
    let mut bytes = fs::read(&file).unwrap();
    bytes[(page - 1) * 4096..page * 4096].fill(0x55);
    fs::write(&file, bytes).unwrap();
    let mut it = Instance::start(&file);
    it.until(|_, said| matches!(said, Said::Told(_)));
    it.until(|marks, _| read(marks).len() == 9);
    for number in 0..9 {
        let text = text(number);
        let print = crate::content::marks::print(text.as_bytes());
        it.store.recall(print);
        it.until(|_, said| *said == Said::Text(print, Some(text.clone())));
    }
    it.store.open(b"one".to_vec());
    let kept = Box::new(bookmark(5, None));
    it.until(|_, said| *said == Said::Bookmark(Some(kept.clone())));
    it.store.searches(b"one".to_vec());
    let kept = Said::Searches(vec!["oslo".to_owned(), "rome".to_owned()]);
    it.until(|_, said| *said == kept);
}

#[test]
fn a_file_of_the_first_version_keeps_its_marks_and_learns_to_keep_texts() {
    let (_folder, file) = folder();
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    let old = rusqlite::Connection::open(&file).unwrap();
    old.execute_batch(
        "PRAGMA journal_mode = WAL;
        CREATE TABLE articles (id INTEGER PRIMARY KEY, root BLOB NOT NULL, path BLOB NOT NULL, UNIQUE (root, path)) STRICT;
        CREATE TABLE marks (article INTEGER NOT NULL, kind INTEGER NOT NULL, counter INTEGER NOT NULL,
            value INTEGER NOT NULL, written INTEGER NOT NULL, PRIMARY KEY (article, kind)) STRICT, WITHOUT ROWID;
        CREATE INDEX marks_written ON marks (written);
        CREATE TABLE clock (one INTEGER PRIMARY KEY, counter INTEGER NOT NULL, written INTEGER NOT NULL) STRICT;
        INSERT INTO articles VALUES (1, x'2f6e657773', x'61'), (2, x'2f6e657773', x'62');
        INSERT INTO marks VALUES (1, 0, 1, 1, 1), (2, 0, 2, 1, 2), (2, 1, 3, 1, 3);
        INSERT INTO clock VALUES (1, 3, 3);
        PRAGMA application_id = 0x6e657773;
        PRAGMA user_version = 1;",
    )
    .unwrap();
    drop(old);
    let mut it = Instance::start(&file);
    it.until(|marks, _| read(marks) == ["a", "b"] && marks.is_starred(&id("b")));
    it.set("c", Kind::Read, 1);
    let print = crate::content::marks::print(b"text");
    it.store.remember(print, "text".to_owned());
    it.finish();
    let mut it = Instance::start(&file);
    it.store.recall(print);
    it.until(|_, said| *said == Said::Text(print, Some("text".to_owned())));
    assert_eq!(read(&it.finish()), ["a", "b", "c"]);
}
