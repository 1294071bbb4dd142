//! What a power cut leaves of the store's files, and a file that somebody else holds locked.

use std::fs;
use std::path::Path;
use std::sync::mpsc::channel;
use std::time::Duration;

use newsreader::content::marks::{Kind, Marks};
use newsreader::store::{self, Said};

use super::{id, load, start};

/// What a disk writes at once, in bytes.
const SECTOR: usize = 512;
/// A third of what the log grows by.
const PIECE: usize = (4096 + 24) / 3;

/// What was written and not yet on the disk may be missing, from any place on, or be garbage in its last sector: the file is in order,
/// and has the marks up to some moment.
#[test]
fn e3_a_log_that_is_cut_or_torn_anywhere_leaves_an_older_state() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(store::FILE);
    let log = |file: &Path| file.with_file_name(format!("{}-wal", store::FILE));
    let mut child = start(&file, "one");
    while fs::metadata(log(&file)).map_or(0, |it| it.len()) < 300 << 10 {
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let (base, written) = (fs::read(&file).unwrap(), fs::read(log(&file)).unwrap());
    let known = |bytes: &[u8]| {
        let there = tempfile::tempdir().unwrap();
        let copy = there.path().join(store::FILE);
        fs::write(&copy, &base).unwrap();
        fs::write(log(&copy), bytes).unwrap();
        // Panics where more is said than marks: a file that was set aside, or that cannot be written.
        let marks = load(&copy);
        let places = (0..super::ARTICLES).map(|n| marks.get(&id(&format!("one-{n}")), Kind::Place));
        places.filter(|place| *place > 0).collect::<Vec<_>>()
    };
    let mut before = known(&[]);
    for end in (0..=written.len()).step_by(PIECE) {
        let after = known(&written[..end]);
        let is_later = before
            .iter()
            .zip(&after)
            .all(|(before, after)| before <= after);
        assert!(after.len() >= before.len() && is_later, "up to {end}");
        let torn = [&written[..end.saturating_sub(SECTOR)], &[0x55; SECTOR]].concat();
        assert!(known(&torn).len() <= after.len(), "torn at {end}");
        before = after;
    }
    assert!(before.len() > 3, "{before:?}");
}

/// Another program holds the file, as one that is stopped would: it is told, what is marked stays in mind, and is written later.
#[test]
fn e7_a_file_that_another_keeps_locked_is_told_and_written_later() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(store::FILE);
    let (sender, said) = channel();
    let say = move |it| sender.send(it).is_ok();
    let store = store::spawn(file.clone(), vec![b"/news".to_vec()], say).unwrap();
    let mut marks = Marks::default();
    let mut mark = |name: &str| store.save(vec![marks.set(&id(name), Kind::Read, 1).unwrap()]);
    mark("before");
    let is_safe = |said: &Said, name| matches!(said, Said::Marks(rows) if rows.iter().any(|row| row.id == id(name)));
    let until = |holds: &dyn Fn(&Said) -> bool| {
        while !holds(&said.recv_timeout(Duration::from_secs(20)).unwrap()) {}
    };
    until(&|said| is_safe(said, "before"));
    let other = rusqlite::Connection::open(&file).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    mark("meanwhile");
    until(
        &|said| matches!(said, Said::Unsaved(Some(why)) if why.contains("another program keeps the file locked")),
    );
    other.execute_batch("ROLLBACK").unwrap();
    until(&|said| *said == Said::Unsaved(None));
    until(&|said| is_safe(said, "meanwhile"));
}
