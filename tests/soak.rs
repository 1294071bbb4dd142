//! Processes that mark articles and are killed at any moment: no mark that was said to be safe may be lost. Every way to end, at any
//! moment: the terminal is given back. Many articles, and bad ones. A few here, more of them on request: `cargo test --test soak -- --ignored`.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    missing_docs
)]

#[path = "soak/crash.rs"]
mod crash;
#[path = "soak/endings.rs"]
mod endings;
#[path = "soak/flood.rs"]
mod flood;
#[path = "support/matrix.rs"]
#[allow(dead_code)]
mod matrix;
#[path = "soak/state.rs"]
mod state;
#[path = "support/terminal.rs"]
mod terminal;

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant, UNIX_EPOCH};

use newsreader::content::article::ArticleId;
use newsreader::content::marks::{Kind, Marks, Row};
use newsreader::store::{self, Said};

/// Where the worker finds its file and its name.
const FILE: &str = "NEWSREADER_SOAK_FILE";
const NAME: &str = "NEWSREADER_SOAK_NAME";

/// Articles of each worker; each is marked again and again.
const ARTICLES: usize = 50;

fn id(path: &str) -> ArticleId {
    ArticleId {
        source: 0,
        path: path.as_bytes().into(),
    }
}

/// No test, but the process that is killed: marks, and says what is safe.
#[test]
#[ignore = "the other tests start it"]
fn worker() {
    let (Some(file), Ok(name)) = (std::env::var_os(FILE), std::env::var(NAME)) else {
        return;
    };
    let (sender, said) = channel();
    let say = move |it| sender.send(it).is_ok();
    let store = store::spawn(PathBuf::from(file), vec![b"/news".to_vec()], say).unwrap();
    let mut marks = Marks::default();
    let mut out = std::io::stdout().lock();
    // Every value is greater than those of the workers before.
    let now = || i64::try_from(UNIX_EPOCH.elapsed().unwrap().as_nanos()).unwrap();
    for number in 0_usize.. {
        let path = format!("{name}-{}", number % ARTICLES);
        let value = now();
        let row = marks.set(&id(&path), Kind::Place, value).unwrap();
        store.save(vec![row]);
        let is_it = |row: &Row| row.id == id(&path) && row.mark.value == value;
        let is_safe = |said: &Said| matches!(said, Said::Marks(rows) if rows.iter().any(is_it));
        said.iter().find(is_safe).unwrap();
        writeln!(out, "safe {path} {value}").unwrap();
    }
}

fn start(file: &Path, name: &str) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["worker", "--exact", "--ignored", "--nocapture"])
        .env(FILE, file)
        .env(NAME, name)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Lets workers mark for so long, kills them, and returns what they said is safe.
fn kill(file: &Path, workers: usize, after: Duration) -> HashMap<String, i64> {
    let children = (0..workers).map(|worker| start(file, &format!("w{worker}")));
    let mut children: Vec<Child> = children.collect();
    let listeners: Vec<_> = children
        .iter_mut()
        .map(|child| {
            let out = BufReader::new(child.stdout.take().unwrap());
            thread::spawn(move || {
                let mut safe = HashMap::new();
                for line in out.split(b'\n').map_while(Result::ok) {
                    let line = String::from_utf8(line).unwrap();
                    let words: Vec<&str> = line.split(' ').collect();
                    if let ["safe", path, value] = words[..] {
                        safe.insert(path.to_owned(), value.parse().unwrap());
                    }
                }
                safe
            })
        })
        .collect();
    thread::sleep(after);
    for child in &mut children {
        child.kill().unwrap();
        child.wait().unwrap();
    }
    let safe = listeners.into_iter().map(|it| it.join().unwrap());
    safe.flatten().collect()
}

/// The marks in the file; it must be in order.
fn load(file: &Path) -> Marks {
    let (sender, said) = channel();
    let say = move |it| sender.send(it).is_ok();
    let store = store::spawn(file.to_owned(), vec![b"/news".to_vec()], say).unwrap();
    assert!(store.finish());
    let mut marks = Marks::default();
    for said in said {
        match said {
            Said::Marks(rows) => marks.merge_all(&rows),
            other => assert_eq!(other, Said::Unsaved(None), "the file is in order"),
        }
    }
    marks
}

fn soak(rounds: u64, workers: usize) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("marks.sqlite");
    let mut safe: HashMap<String, i64> = HashMap::new();
    for round in 0..rounds {
        // From before the file is open to hundreds of marks.
        let after = Duration::from_millis(round.wrapping_mul(7919) % 160);
        safe.extend(kill(&file, workers, after));
        let marks = load(&file);
        for (path, value) in &safe {
            let kept = marks.get(&id(path), Kind::Place);
            assert!(
                kept >= *value,
                "round {round}: {path} was {value}, is {kept}"
            );
        }
    }
    assert!(!safe.is_empty(), "somebody marked something");
}

#[test]
fn a_killed_reader_loses_no_mark_that_was_safe() {
    soak(8, 1);
}

#[test]
fn four_readers_killed_at_once_lose_no_mark_that_was_safe() {
    soak(4, 4);
}

#[test]
#[ignore = "takes half a minute"]
fn two_hundred_kills() {
    soak(200, 1);
}

#[test]
#[ignore = "takes a minute"]
fn two_hundred_kills_of_four() {
    soak(200, 4);
}

/// What a start and a mark take with so many marks: `cargo test --release --test soak hundred_thousand -- --ignored --nocapture`.
#[test]
#[ignore = "takes some seconds, and tells times"]
fn a_hundred_thousand_marks_are_loaded_and_one_more_is_safe_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("marks.sqlite");
    let (sender, said) = channel();
    let say = move |it| sender.send(it).is_ok();
    let store = store::spawn(file.clone(), vec![b"/news".to_vec()], say).unwrap();
    let mut marks = Marks::default();
    let path = |number: usize| format!("2026/section-{}/article-{number}.md", number % 50);
    let rows: Vec<Row> = (0..100_000)
        .flat_map(|number| {
            let id = id(&path(number));
            let kinds = [Kind::Read, Kind::Size, Kind::Modified, Kind::File];
            kinds.map(|kind| marks.set(&id, kind, 1).unwrap())
        })
        .collect();
    let start = Instant::now();
    store.save(rows);
    let count = said.iter().find_map(|said| match said {
        Said::Marks(rows) if !rows.is_empty() => Some(rows.len()),
        _ => None,
    });
    println!("{count:?} marks written in {:?}", start.elapsed());
    assert!(store.finish());
    let start = Instant::now();
    let (sender, said) = channel();
    let say = move |it| sender.send(it).is_ok();
    let store = store::spawn(file, vec![b"/news".to_vec()], say).unwrap();
    let mut marks = Marks::default();
    if let Some(Said::Marks(rows)) = said.iter().find(|said| matches!(said, Said::Marks(_))) {
        let loaded = start.elapsed();
        marks.merge_all(&rows);
        println!(
            "{} marks loaded in {loaded:?}, taken in within {:?}",
            rows.len(),
            start.elapsed()
        );
    }
    assert_eq!(marks.articles().count(), 100_000);
    for number in 0..10 {
        let start = Instant::now();
        let row = marks.set(&id(&path(number)), Kind::Starred, 1).unwrap();
        store.save(vec![row]);
        said.iter()
            .find(|said| matches!(said, Said::Marks(_)))
            .unwrap();
        let elapsed = start.elapsed();
        println!("one more in {elapsed:?}");
        assert!(elapsed < Duration::from_millis(200) || number == 0);
    }
}
