//! What happens around the program, in a real terminal: sizes, floods and signals, disks and terminals that fail or do not answer, panics,
//! other programs on the same terminal. Each test begins with the name of its case. Uses the sessions of `pty`.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize};
use rustix::process::Signal;
use tempfile::TempDir;

use crate::sample;
use crate::terminal::{Session, command, data};

fn articles(texts: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in ('a'..='z').zip(texts) {
        fs::write(folder.path().join(format!("{name}.md")), text).unwrap();
    }
    folder
}

fn start(columns: u16, rows: u16) -> Session {
    Session::start(&[sample().to_str().unwrap()], columns, rows)
}

fn start_in(data: &Path) -> Session {
    Session::start_in(data, &[sample().to_str().unwrap()], 80, 24)
}

/// The program behind the words of a shell or a tracer, with folders of its own.
fn behind(words: &[&str], root: &Path) -> CommandBuilder {
    let mut outer = CommandBuilder::new(words[0]);
    outer.args(&words[1..]);
    outer.arg(env!("CARGO_BIN_EXE_newsreader"));
    outer.arg(root);
    for (name, value) in command(&data(), &[]).iter_extra_env_as_str() {
        outer.env(name, value);
    }
    outer
}

fn has_strace(test: &str) -> bool {
    let found = Command::new("strace").arg("-V").output().is_ok();
    if !found {
        println!("skipped: {test}: strace is absent");
    }
    found
}

#[test]
fn b14_no_size_is_too_small_or_too_large() {
    for (columns, rows) in [(1, 1), (2, 1), (1, 300), (3, 3), (500, 500), (65_535, 1)] {
        let mut session = start(columns, rows);
        session.until("drawn", |session| session.raw.lock().unwrap().len() > 50);
        session.press("j\r").press("?").press("q").press("\x03");
        assert_eq!(session.ends(), 0, "{columns} × {rows}");
    }
}

#[test]
fn b15_a_storm_of_sizes_ends_in_the_last_one() {
    let mut session = start(80, 24);
    session.shows("1 of 30").press("jj").shows("3 of 30");
    for number in 0..1000_u16 {
        let size = PtySize {
            rows: number % 50,
            cols: number * 7 % 200,
            pixel_width: 0,
            pixel_height: 0,
        };
        session.master.resize(size).unwrap();
    }
    session.resize(100, 30).press("\x0c");
    session.until("the last size", |session| {
        let rows = session.rows();
        rows.last().is_some_and(|row| row.contains("3 of 30"))
    });
    session.press("q");
    assert_eq!(session.ends(), 0);
}

#[test]
fn b16_a_flood_of_keys_and_of_the_mouse_does_not_keep_one_from_quitting() {
    let mut session = start(80, 24);
    session.shows("1 of 30");
    for _ in 0..10 {
        session.press(&"jk".repeat(1000));
        session.press(&"\x1b[<64;10;9M\x1b[<32;11;9M\x1b[I".repeat(100));
    }
    let start = Instant::now();
    session.press("\x1b[I").press("\x03");
    assert_eq!(session.ends(), 0);
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[test]
fn c6_what_is_shown_stays_readable_while_its_file_changes() {
    let folder = articles(&["# One\n\nFirst text.\n", "# Two\n\nOther.\n"]);
    let path = folder.path().join("a.md");
    let mut session = Session::start(&[folder.path().to_str().unwrap()], 100, 30);
    session.shows("1 of 2").press("/one\r").shows("with “one”");
    session.press("\r").shows("Esc back").shows("First text.");
    fs::write(&path, "# One\n\nSecond text.\n").unwrap();
    session.shows("Second text.");
    fs::write(&path, "").unwrap();
    fs::remove_file(&path).unwrap();
    session.until("gone", |session| !session.contents().contains("1 of 1"));
    session.press("\x03");
    assert_eq!(session.ends(), 0);
}

#[test]
fn c7_a_folder_that_goes_and_comes_back_is_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("root");
    let fill = || {
        fs::create_dir(&root).unwrap();
        fs::write(root.join("a.md"), "# Story A\n").unwrap();
    };
    fill();
    let mut session = Session::start(&[root.to_str().unwrap()], 100, 30);
    session.shows("1 of 1");
    fs::remove_dir_all(&root).unwrap();
    session.until("empty", |session| !session.contents().contains("1 of 1"));
    fill();
    session.shows("1 of 1").press("q");
    assert_eq!(session.ends(), 0);
}

#[test]
fn d11_the_last_size_counts_from_the_start_on() {
    let mut session = start(80, 24);
    session.resize(101, 31).resize(120, 40);
    session.until("the last size", |session| {
        session
            .rows()
            .last()
            .is_some_and(|row| row.contains("of 30"))
    });
    session.press("q");
    assert_eq!(session.ends(), 0);
}

/// Readable in all of them, and nothing but text and our own sequences is written.
#[test]
fn d15_terminals_that_can_do_less_are_enough() {
    for term in ["vt100", "linux", "xterm", "unheard-of"] {
        let mut command = command(&data(), &[sample().to_str().unwrap()]);
        command.env("TERM", term);
        command.env("NO_COLOR", "1");
        let mut session = Session::spawn(command, 80, 24);
        session
            .shows("1 of 30")
            .press("\r")
            .shows("Esc back")
            .press("q");
        assert_eq!(session.ends(), 0, "{term}");
    }
}

/// Signals that nobody sends to a reader end it as they would, with the terminal given back.
#[test]
fn d12_other_signals_leave_nothing_half_done() {
    for (signal, name) in [
        (Signal::USR1, "User defined signal 1"),
        (Signal::USR2, "User defined signal 2"),
        (Signal::ALARM, "Alarm clock"),
    ] {
        let mut session = start(80, 24);
        session.shows("1 of 30").signal(signal).ends_by(name);
    }
    let mut session = start(80, 24);
    session.shows("1 of 30").signal(Signal::PIPE).press("j");
    session.shows("2 of 30").press("q");
    assert_eq!(session.ends(), 0);
}

/// Nobody reads what is drawn; a signal ends the program all the same, and what was marked is kept.
#[test]
fn b18_a_terminal_that_stops_reading_keeps_nobody() {
    let data = data();
    let mut session = Session::start_in(&data, &[sample().to_str().unwrap()], 200, 60);
    session.shows("1 of 30").press("s").shows("Starred 1");
    // The one who reads has the lock's other side until this is over.
    let screen = std::sync::Arc::clone(&session.screen);
    let held = screen.lock().unwrap();
    for _ in 0..40 {
        session.press("?").press("q");
        thread::sleep(Duration::from_millis(10));
    }
    let start = Instant::now();
    session.signal(Signal::TERM);
    while session.child.try_wait().unwrap().is_none() {
        assert!(start.elapsed() < Duration::from_secs(5), "lives on");
        thread::sleep(Duration::from_millis(5));
    }
    assert!(session.is_cooked());
    drop(held);
    start_in(&data).shows("Starred 1");
}

/// Every read of an article takes longer than the test would wait: keys are answered, and one can quit.
#[test]
fn c12_a_disk_that_does_not_answer_keeps_nobody() {
    if !has_strace("c12_a_disk_that_does_not_answer_keeps_nobody") {
        return;
    }
    let folder = articles(&["---\ntitle: Story\n---\nText.\n"]);
    let slow = folder.path().join("a.md");
    let words = [
        "strace",
        "-f",
        "-qq",
        "-o",
        "/dev/null",
        "-P",
        "a.md",
        "-P",
        slow.to_str().unwrap(),
        "-e",
        "trace=openat,read,pread64",
        "-e",
        "inject=openat,read,pread64:delay_enter=60000000",
    ];
    let mut session = Session::spawn(behind(&words, folder.path()), 80, 24);
    session.shows("Reading…").press("?").shows("Keys");
    assert!(!session.contents().contains("Story"));
    // Of the tracer the end is not waited for: it sees to the delays of what has ended.
    let tracer = session.pid().as_raw_nonzero();
    let children = fs::read_to_string(format!("/proc/{tracer}/task/{tracer}/children")).unwrap();
    let state = format!("/proc/{}/stat", children.trim());
    session.press("q").press("q");
    session.until("the end", |_| {
        fs::read_to_string(&state).map_or(true, |stat| stat.contains(") Z "))
    });
    session.assert_restored();
}

#[test]
fn d2_a_panic_says_what_happened_where_the_report_is_and_keeps_the_marks() {
    let data = data();
    let mut command = command(&data, &[sample().to_str().unwrap()]);
    command.env("NEWSREADER_FAULT", "panic 1500");
    let mut session = Session::spawn(command, 80, 24);
    session.shows("1 of 30").press("s").shows("Starred 1");
    assert_eq!(session.ends(), 101);
    session
        .shows("a mistake in the program")
        .shows("asked for while drawing");
    let own = fs::read_dir(data.join("newsreader")).unwrap();
    let reports: Vec<_> = own
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().contains("/panic-"))
        .collect();
    let report = fs::read_to_string(&reports[0]).unwrap();
    assert!(report.contains("asked for while drawing") && report.contains("fail_if_asked"));
    start_in(&data).shows("Starred 1");
}

/// Writing to the terminal fails now and then, or from some time on.
#[test]
fn d9_what_cannot_be_written_is_written_later_or_ends_the_program_without_a_panic() {
    if !has_strace("d9_what_cannot_be_written_is_written_later_or_ends_the_program_without_a_panic")
    {
        return;
    }
    let traced = |fault: &str| {
        let script = format!(
            "exec strace -f -qq -o /dev/null -P \"$(tty)\" -e trace=write -e inject=write:{fault} \"$@\""
        );
        Session::spawn(behind(&["sh", "-c", &script, "sh"], &sample()), 80, 24)
    };
    for fault in ["error=EAGAIN:when=2+3", "error=EINTR:when=2+3"] {
        let mut session = traced(fault);
        session.shows("1 of 30").press("j").shows("2 of 30");
        session.press("?").shows("Keys").press("q").press("q");
        assert_eq!(session.ends(), 0, "{fault}");
    }
    for error in ["EIO", "EPIPE", "ENOSPC"] {
        // The first ones take the terminal; what shall give it back fails, too, but its modes are no matter of writing.
        let mut session = traced(&format!("error={error}:when=6+")).with_others();
        let start = Instant::now();
        let status = loop {
            if let Some(status) = session.child.try_wait().unwrap() {
                break status;
            }
            assert!(
                start.elapsed() < Duration::from_secs(20),
                "{error}: lives on"
            );
            let _ = session.writer.as_mut().map(|writer| writer.write_all(b"j"));
            thread::sleep(Duration::from_millis(20));
        };
        assert_eq!(status.exit_code(), 2, "{error}: {status:?}");
        assert!(session.is_cooked(), "{error}");
    }
}

#[test]
fn d10_keys_come_from_the_terminal_wherever_standard_input_leads() {
    for variables in [&[][..], &[("LANG", "C"), ("LC_ALL", "C")]] {
        let mut command = behind(&["sh", "-c", "exec \"$@\" < /dev/null", "sh"], &sample());
        for (name, value) in variables {
            command.env(name, value);
        }
        let mut session = Session::spawn(command, 80, 24);
        session.shows("1 of 30").press("j").shows("2 of 30");
        session.press("q");
        assert_eq!(session.ends(), 0);
    }
}

/// The window gets another size while an editor has it; then the file is gone.
#[test]
fn d11_d13_a_size_that_changes_under_an_editor_counts_and_a_file_may_go() {
    let folder = tempfile::tempdir().unwrap();
    for (name, day) in [("one", 2), ("two", 1)] {
        let text = format!("---\ntitle: Story {name}\ndate: 2020-01-0{day}\n---\nText.\n");
        fs::write(folder.path().join(format!("{name}.md")), text).unwrap();
    }
    let editor = "sh -c 'echo EDITING; read x; rm \"$0\"'";
    let mut command = command(&data(), &[folder.path().to_str().unwrap()]);
    command.env("EDITOR", editor);
    command.env_remove("VISUAL");
    let mut session = Session::spawn(command, 80, 24);
    session.shows("1 of 2").press("e").shows("EDITING");
    session.resize(120, 40).press("\r");
    session.until("the last size, and what is left", |session| {
        let rows = session.rows();
        rows.len() == 40 && rows[39].contains("1 of 1")
    });
    session.shows("Story two").press("q");
    assert_eq!(session.ends(), 0);
}

#[test]
fn d14_two_readers_take_turns_on_one_terminal() {
    let mut shell = CommandBuilder::new("bash");
    for (name, value) in command(&data(), &[]).iter_extra_env_as_str() {
        shell.env(name, value);
    }
    shell.args(["--norc", "--noprofile", "--noediting", "-i"]);
    shell.env("PS1", "prompt> ");
    let mut session = Session::spawn(shell, 80, 24).with_others();
    let run = format!(
        "{} {}\r",
        env!("CARGO_BIN_EXE_newsreader"),
        sample().display()
    );
    session.shows("prompt> ").press(&run).shows("1 of 30");
    session
        .press("jj")
        .shows("3 of 30")
        .press("\x1a")
        .shows("Stopped");
    session.press(&format!("clear; {run}")).shows("of 30");
    session.press("q").until("restored", Session::is_restored);
    session.press("clear; fg\r").shows("3 of 30").press("q");
    session.until("restored", Session::is_restored);
    session.press("exit\r").ends();
}
