//! Marks on a real terminal: kept through quitting and killing, taken away and brought back, or not kept at all.
//! Uses the sessions of `pty`.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::Signal;
use tempfile::TempDir;

use crate::terminal::Session;

/// A folder of three articles.
fn articles() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, day) in [("one", 3), ("two", 2), ("three", 1)] {
        let text = format!("---\ntitle: Story {name}\ndate: 2020-01-0{day}\n---\nText.\n");
        fs::write(folder.path().join(format!("{name}.md")), text).unwrap();
    }
    folder
}

fn open(data: &TempDir, articles: &TempDir) -> Session {
    let path = articles.path().to_str().unwrap();
    Session::start_in(data.path(), &[path], 80, 24)
}

#[test]
fn what_was_marked_is_there_again_after_quitting_and_after_a_kill() {
    let (data, articles) = (tempfile::tempdir().unwrap(), articles());
    let mut session = open(&data, &articles);
    session.shows("Unread 3").press("sjm").shows("Unread 2");
    session.press("q");
    assert_eq!(session.ends(), 0);
    let mut session = open(&data, &articles);
    session.shows("Unread 2").shows("Starred 1").press("jjm");
    session.shows("Unread 1");
    // By then it must be safe.
    thread::sleep(Duration::from_millis(200));
    session.signal(Signal::KILL);
    session.child.wait().unwrap();
    let mut session = open(&data, &articles);
    session.shows("Unread 1").shows("Starred 1");
}

#[test]
fn a_signal_that_ends_the_reader_keeps_the_marks() {
    let (data, articles) = (tempfile::tempdir().unwrap(), articles());
    for (signal, key, left) in [
        (Signal::TERM, "m", "Unread 2"),
        (Signal::HUP, "jm", "Unread 1"),
    ] {
        let mut session = open(&data, &articles);
        session.shows("Story three").press(key).shows(left);
        thread::sleep(Duration::from_millis(200));
        session.signal(signal);
        session.ends();
        open(&data, &articles).shows(left);
    }
}

#[test]
fn two_readers_see_each_others_marks() {
    let (data, articles) = (tempfile::tempdir().unwrap(), articles());
    let (mut one, mut two) = (open(&data, &articles), open(&data, &articles));
    one.shows("Unread 3").press("m").shows("Unread 2");
    two.shows("Story three");
    let start = Instant::now();
    while !two.contents().contains("Unread 2") && start.elapsed() < Duration::from_secs(10) {
        two.press("k");
        thread::sleep(Duration::from_millis(50));
    }
    two.shows("Unread 2").press("jm").shows("Unread 1");
}

#[test]
fn without_state_nothing_is_kept() {
    let (data, articles) = (tempfile::tempdir().unwrap(), articles());
    let path = articles.path().to_str().unwrap();
    let mut session = Session::start_in(data.path(), &["--no-state", path], 80, 24);
    session
        .shows("Unread 3")
        .press("m")
        .shows("Unread 2")
        .press("q");
    session.ends();
    assert!(fs::read_dir(data.path()).unwrap().next().is_none());
}

#[test]
fn searches_of_other_days_come_back_into_the_box() {
    let (data, articles) = (tempfile::tempdir().unwrap(), articles());
    let mut session = open(&data, &articles);
    session
        .shows("Unread 3")
        .press("/two\r")
        .shows("with “two”");
    session.press("\x1b").shows("2 of 3");
    session
        .press("/three\r")
        .shows("with “three”")
        .press("\x1b");
    session.shows("3 of 3").press("q");
    session.ends();
    let mut session = open(&data, &articles);
    // Where one left comes from the same file, just before them.
    session.shows("3 of 3").press("/").shows("3 found");
    session.press("\x1b[A").shows("/three");
    session.press("\x1b[A").shows("/two").press("\r");
    session.shows("with “two”").press("q");
    session.ends();
    let path = articles.path().to_str().unwrap();
    let mut session = Session::start_in(data.path(), &["--no-state", path], 80, 24);
    session.shows("Unread 3").press("/\x1b[A").shows("3 found");
    assert!(!session.contents().contains("/two"));
}

#[test]
fn where_nothing_can_be_written_the_reader_reads_and_says_so() {
    let (data, articles) = (tempfile::tempdir().unwrap(), articles());
    fs::write(data.path().join("newsreader"), "in the way").unwrap();
    let mut session = open(&data, &articles);
    session.shows("Story one").press("m").shows("Unread 2");
    session.press("j").shows("marks are not saved").press("q");
    assert_eq!(session.ends(), 0);
}

/// A limit on the size of files stands in for a full disk: what is in the way is then taken away.
#[test]
#[cfg(target_os = "linux")]
fn where_there_is_no_room_the_reader_says_so_and_keeps_the_marks_as_soon_as_there_is() {
    use portable_pty::CommandBuilder;
    use rustix::process::{Resource, getrlimit, prlimit};
    let (data, articles) = (tempfile::tempdir().unwrap(), articles());
    let mut session = open(&data, &articles);
    session.shows("Unread 3").press("m").shows("Unread 2");
    session.press("q");
    session.ends();
    let mut command = CommandBuilder::new("sh");
    let program = env!("CARGO_BIN_EXE_newsreader");
    let limited = "trap '' XFSZ; ulimit -S -f 0; exec \"$@\"";
    command.args([
        "-c",
        limited,
        "sh",
        program,
        articles.path().to_str().unwrap(),
    ]);
    command.env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"));
    command.env("XDG_DATA_HOME", data.path());
    command.env("XDG_CONFIG_HOME", data.path());
    command.env("TERM", "xterm-256color");
    let mut session = Session::spawn(command, 80, 24);
    // What was kept before is there, and all else works.
    session.shows("Unread 2").press("ggjm").shows("Unread 1");
    session.press("k").shows("marks are not saved");
    session.press("js").shows("Starred 1");
    let pid = Some(session.pid());
    let mut limit = getrlimit(Resource::Fsize);
    limit.current = limit.maximum;
    prlimit(pid, Resource::Fsize, limit).unwrap();
    session.until("saved", |session| !session.contents().contains("not saved"));
    session.press("j").until("told", |session| {
        let screen = session.contents();
        screen.contains("3 of 3") && !screen.contains("not saved")
    });
    session.signal(Signal::KILL);
    session.child.wait().unwrap();
    let mut session = open(&data, &articles);
    session.shows("Unread 1").shows("Starred 1");
}

#[test]
fn marks_are_exported_and_imported() {
    let (here, there, articles) = (
        tempfile::tempdir().unwrap(),
        tempfile::tempdir().unwrap(),
        articles(),
    );
    let mut session = open(&here, &articles);
    session
        .shows("Unread 3")
        .press("m")
        .shows("Unread 2")
        .press("q");
    session.ends();
    let json = state(here.path(), &["export"]);
    let file = here.path().join("marks.json");
    fs::write(&file, &json).unwrap();
    assert!(String::from_utf8(json).unwrap().contains("one.md"));
    state(there.path(), &["import", file.to_str().unwrap()]);
    open(&there, &articles).shows("Unread 2");
}

fn state(data: &Path, args: &[&str]) -> Vec<u8> {
    let done = Command::new(env!("CARGO_BIN_EXE_newsreader"))
        .arg("state")
        .args(args)
        .env("XDG_DATA_HOME", data)
        .output()
        .unwrap();
    assert!(done.status.success(), "{done:?}");
    done.stdout
}

#[test]
fn the_next_visit_goes_on_where_the_last_one_ended_even_after_a_kill() {
    let (data, articles) = (tempfile::tempdir().unwrap(), articles());
    let mut session = open(&data, &articles);
    session
        .shows("Unread 3")
        .press("jj\r")
        .shows("Text.")
        .press("q");
    assert_eq!(session.ends(), 0);
    let text = "---\ntitle: Another story\ndate: 2020-02-01\n---\nText.\n";
    fs::write(articles.path().join("four.md"), text).unwrap();
    let mut session = open(&data, &articles);
    session.shows("Esc back").shows("Story three").press("\x1b");
    // What is marked brings the place along.
    session.shows("1 new since today").press("ggjm");
    session.shows("Marked as read.");
    thread::sleep(Duration::from_millis(200));
    session.signal(Signal::KILL);
    session.child.wait().unwrap();
    let mut session = open(&data, &articles);
    session.shows("2 of 4").press("q");
    session.ends();
    let path = articles.path().to_str().unwrap();
    let mut session = Session::start_in(data.path(), &["--fresh", path], 80, 24);
    session.shows("1 of 4").press("q");
    session.ends();
}
