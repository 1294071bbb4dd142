//! Many articles, and bad ones: the reader answers meanwhile, and its memory does not grow.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::matrix::pathological;
use crate::terminal::Session;

fn folder() -> TempDir {
    let memory = tempfile::tempdir_in("/dev/shm");
    memory.unwrap_or_else(|_| tempfile::tempdir().unwrap())
}

/// Keys are answered while so many files are being found, and all are found.
fn many(files: usize) {
    let folder = folder();
    for n in 0..files {
        let path = folder.path().join(format!("{}/{n}.md", n % 100));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        // What is the same would stand in one line.
        fs::write(path, format!("{n}\n")).unwrap();
    }
    let deep: PathBuf = std::iter::repeat_n("d", 300).collect();
    fs::create_dir_all(folder.path().join(&deep)).unwrap();
    fs::write(folder.path().join(&deep).join("deep.md"), "# Deep\n").unwrap();
    let mut session = Session::start(&["--fresh", folder.path().to_str().unwrap()], 80, 24);
    session.shows("1 of ").press("?").shows("Keys").press("q");
    let digits = (files + 1).to_string();
    let (thousands, rest) = digits.split_at(digits.len() - 3);
    session.shows(&format!("of {thousands},{rest}"));
    session.press("G").shows(&format!("{thousands},{rest} of"));
    session.press("q");
    assert_eq!(session.ends(), 0);
}

#[test]
fn b12_thousands_of_files_and_deep_folders_are_found_while_keys_are_answered() {
    many(5_000);
}

#[test]
#[ignore = "takes a minute"]
fn b12_a_hundred_thousand_files_are_found_while_keys_are_answered() {
    many(100_000);
}

/// What the process has in memory, in KiB.
fn resident(session: &Session) -> usize {
    let status = format!("/proc/{}/status", session.pid().as_raw_nonzero());
    let status = fs::read_to_string(status).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    line.unwrap()
        .split_whitespace()
        .nth(1)
        .unwrap()
        .parse()
        .unwrap()
}

/// Articles that are made to be slow, one after the other under a key that is held down, and again from the first: the second
/// round takes no more memory than the first.
fn walk(copies: usize, rounds: usize) {
    let folder = folder();
    let bodies = pathological(16 << 10);
    for (n, (_, body)) in (0..copies).zip(bodies.iter().cycle()) {
        let text = format!("# {n}\n\n{body}");
        fs::write(folder.path().join(format!("{n}.md")), text).unwrap();
    }
    let path: &Path = folder.path();
    let mut session = Session::start(&["--fresh", "--no-state", path.to_str().unwrap()], 120, 40);
    let number = |n: usize| {
        if n < 1000 {
            n.to_string()
        } else {
            format!("{},{:03}", n / 1000, n % 1000)
        }
    };
    session.shows(&format!("1 of {}", number(copies)));
    let round = |session: &mut Session| {
        for _ in 0..copies {
            session.press("j");
            std::thread::sleep(Duration::from_millis(5));
        }
        session.shows(&format!("{} of {}", number(copies), number(copies)));
        session
            .press("gg")
            .shows(&format!("1 of {}", number(copies)));
        resident(session)
    };
    let begun = Instant::now();
    let first = round(&mut session);
    let last = (1..rounds).map(|_| round(&mut session)).max().unwrap();
    println!(
        "{copies} articles, {rounds} rounds in {:?}: {first} KiB, then {last} KiB at most",
        begun.elapsed()
    );
    assert!(last <= first + (20 << 10), "{first} KiB, then {last}");
    session.press("q");
    assert_eq!(session.ends(), 0);
}

#[test]
fn b13_bad_articles_under_a_held_key_take_no_more_and_more_memory() {
    walk(48, 3);
}

#[test]
#[ignore = "takes minutes"]
fn b13_ten_thousand_bad_articles_under_a_held_key_take_no_more_and_more_memory() {
    walk(9_999, 3);
}
