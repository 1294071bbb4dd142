//! The binary in a terminal of its own: what only a real terminal can show.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    missing_docs
)]

#[path = "pty/answers.rs"]
mod answers;
#[path = "pty/faults.rs"]
mod faults;
#[path = "pty/hostile.rs"]
mod hostile;
#[path = "pty/marks.rs"]
mod marks;
#[path = "pty/multiplexer.rs"]
mod multiplexer;
#[path = "pty/outside.rs"]
mod outside;
#[cfg(target_os = "linux")]
#[path = "pty/privilege.rs"]
mod privilege;
#[path = "support/shared.rs"]
mod shared;
#[path = "support/terminal.rs"]
mod terminal;
#[path = "pty/window.rs"]
mod window;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use rustix::process::Signal;

use crate::shared::shared;
use crate::terminal::{Session, command, data, used};

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-content")
}

#[test]
fn draws_the_seed_reads_it_and_quits() {
    let Some(shared) = shared("draws_the_seed_reads_it_and_quits") else {
        return;
    };
    let seed = shared.join("seed/roma-smalling.md");
    let mut session = Session::start(&[seed.to_str().unwrap()], 80, 24);
    session
        .shows("Roma make breakthrough in bid to sign")
        .shows("Latest 1")
        .shows("Sports 1")
        .shows("Featured 1");
    session
        .shows("Thursday 3 September 2020, 09:53")
        .shows("Roma are said to finally be making");
    session.press("G").shows("lure him away");
    session.press("q");
    assert_eq!(session.ends(), 0);
}

#[test]
fn filters_reads_resizes_and_quits() {
    let mut session = Session::start(&[sample().to_str().unwrap()], 80, 24);
    session
        .shows("1 of ")
        .press("/the")
        .shows("found")
        .press("\r")
        .shows("with “the”");
    session
        .press("\r")
        .shows(" min")
        .resize(120, 40)
        .shows("│")
        .press("h")
        .resize(60, 20)
        .shows("›")
        .press("q");
    assert_eq!(session.ends(), 0);
}

#[test]
fn every_way_out_restores_the_terminal() {
    for (signal, name) in [
        (Signal::TERM, "Terminated"),
        (Signal::HUP, "Hangup"),
        (Signal::INT, "Interrupt"),
        (Signal::QUIT, "Quit"),
    ] {
        let mut session = Session::start(&[sample().to_str().unwrap()], 80, 24);
        session
            .shows("All ")
            .until("raw", |session| !session.is_cooked())
            .signal(signal);
        session.ends_by(name);
    }
    let mut session = Session::start(&[sample().to_str().unwrap()], 80, 24);
    session.shows("All ").press("\x03");
    assert_eq!(session.ends(), 0, "Ctrl-C");
}

#[test]
fn a_stop_gives_the_terminal_back_and_going_on_draws_again() {
    let mut shell = CommandBuilder::new("bash");
    shell.env("XDG_DATA_HOME", data());
    shell.env("XDG_CONFIG_HOME", data());
    shell.args(["--norc", "--noprofile", "--noediting", "-i"]);
    shell.env("PS1", "prompt> ");
    shell.env("TERM", "xterm-256color");
    let mut session = Session::spawn(shell, 80, 24).with_others();
    let reader = env!("CARGO_BIN_EXE_newsreader");
    session
        .shows("prompt> ")
        .press(&format!("{reader} {}\r", sample().display()))
        .shows("All ");
    for _ in 0..2 {
        session
            .press("\x1a")
            .shows("Stopped")
            .until("restored", Session::is_restored);
        session
            .press("clear; fg\r")
            .until("drawn again", |session| {
                session.screen.lock().unwrap().screen().alternate_screen()
                    && session.contents().contains("All ")
            });
    }
    session
        .press("q")
        .until("restored", Session::is_restored)
        .press("exit\r")
        .ends();
}

#[test]
fn without_a_shell_there_is_no_stop() {
    let mut session = Session::start(&[sample().to_str().unwrap()], 80, 24);
    session
        .shows("All ")
        .press("\x1a")
        .shows("Not stopped")
        .press("q");
    assert_eq!(session.ends(), 0);
}

/// The terminal is gone, whatever becomes of the signal that tells of it, even if none does: an end, and at once.
#[test]
fn d8_a_terminal_that_goes_away_ends_the_program() {
    let unheard = "exec env --block-signal=HUP";
    for way in ["exec", "trap '' HUP; exec", unheard] {
        let can_block = || {
            std::process::Command::new("env")
                .args(["--block-signal=HUP", "true"])
                .status()
        };
        if way == unheard && !can_block().is_ok_and(|done| done.success()) {
            println!(
                "skipped: d8_a_terminal_that_goes_away_ends_the_program: signals cannot be blocked here"
            );
            return;
        }
        let folder = tempfile::tempdir().unwrap();
        let told = folder.path().join("pid");
        let mut shell = CommandBuilder::new("sh");
        for (name, value) in command(&data(), &[]).iter_extra_env_as_str() {
            shell.env(name, value);
        }
        let run = format!("{way} sh -c 'echo $$ > \"$0\"; exec \"$@\"' \"$@\"");
        let reader = env!("CARGO_BIN_EXE_newsreader");
        shell.args(["-c", &run, "sh", told.to_str().unwrap(), reader]);
        shell.arg(sample());
        let mut session = Session::spawn(shell, 80, 24);
        session.shows("All ");
        let pid = fs::read_to_string(told).unwrap().trim().parse().unwrap();
        // The thread that reads lets go of its end after the next output; then ours goes, too.
        session.leaving.store(true, Ordering::SeqCst);
        let seen = session.raw.lock().unwrap().len();
        session
            .press("?")
            .until("output", |session| session.raw.lock().unwrap().len() > seen);
        thread::sleep(Duration::from_millis(50));
        drop(session.writer.take());
        session.master = native_pty_system()
            .openpty(PtySize::default())
            .unwrap()
            .master;
        let (start, before) = (Instant::now(), used(pid).unwrap_or_default());
        let mut work = before;
        while session.child.try_wait().unwrap().is_none() {
            work = used(pid).unwrap_or(work);
            assert!(start.elapsed() < Duration::from_secs(1), "{way}: lives on");
            thread::sleep(Duration::from_millis(5));
        }
        println!("{way}: gone after {:?}", start.elapsed());
        assert!(work - before <= 10, "{} ms of work", 10 * (work - before));
    }
}

/// What is never written is caught before it is, in builds with assertions.
#[test]
fn what_slips_past_the_defences_ends_a_build_for_tests() {
    let mut session = Session::start_with("foreign", 50, &[sample().to_str().unwrap()]);
    assert_eq!(session.ends(), 101);
    session.shows("this must never be written to a terminal");
}

/// The oracle hears each of these; a program of ours writes none.
#[test]
fn what_is_foreign_is_heard() {
    for foreign in [
        r"\033]52;c;QQ==\007",
        r"\033]0;t\007",
        r"\033[6;1;1t",
        r"\033]4;1;red\033\\",
        r"\007",
        r"\302\2331m",
        r"\342\200\256",
        r"\033_Gt=f;QQ==\033\\",
        r"\033Pq\001\033\\",
        r"\377",
    ] {
        let mut printf = CommandBuilder::new("printf");
        printf.arg(format!("{foreign}END"));
        let mut session = Session::spawn(printf, 80, 24);
        session.shows("END");
        let said = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            session.no_foreign_escape();
        }));
        assert!(said.is_err(), "{foreign}");
        std::mem::forget(session);
    }
}

#[test]
fn an_address_is_copied_by_way_of_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let text = "---\ntitle: T\n---\n<https://example.org/a>\n";
    std::fs::write(folder.path().join("a.md"), text).unwrap();
    let mut session = Session::start(&[folder.path().to_str().unwrap()], 120, 24);
    session
        .shows("example.org")
        .press("\r\tyy")
        .shows("Copied https://example.org/a")
        .until("copied", |session| {
            session.copied() == ["aHR0cHM6Ly9leGFtcGxlLm9yZy9h"]
        })
        .press("q");
    session.ends();
}

/// A folder with these articles; the number is the day.
fn folder(articles: &[(u8, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (day, title) in articles {
        save(folder.path(), *day, title, "");
    }
    folder
}

/// Saves an article as editors do: under another name first. Its body is a hundred lines after what is `added`.
fn save(folder: &Path, day: u8, title: &str, added: &str) {
    let lines: Vec<_> = (1..=100)
        .map(|line| format!("{title}, line {line}.\n\n"))
        .collect();
    let lines = lines.concat();
    let text = format!("---\ntitle: {title}\ndate: 2020-01-{day:02}\n---\n{added}{lines}");
    fs::write(folder.join("half.tmp"), text).unwrap();
    fs::rename(folder.join("half.tmp"), folder.join(format!("{title}.md"))).unwrap();
}

#[test]
fn changes_on_disk_appear_and_the_place_stays() {
    let folder = folder(&[(1, "One"), (2, "Two"), (3, "Three")]);
    let path = folder.path();
    let mut session = Session::start(&[path.to_str().unwrap()], 100, 30);
    session.shows("Three").press("j\r").shows("Two, line 1.");
    session.press("\x04\x04").shows("Two, line 20.");
    let place = |session: &Session| {
        let screen = session.contents();
        let line = screen
            .lines()
            .find_map(|line| line.split("Two, line ").nth(1));
        line.map(|rest| rest.split('.').next().unwrap().to_owned())
    };
    let before = place(&session);
    save(path, 4, "Four", "");
    session.shows("Four").shows("3 of 4");
    save(path, 2, "Two", "A paragraph that was not there before.\n\n");
    fs::remove_file(path.join("Three.md")).unwrap();
    session.shows("2 of 3");
    assert_eq!(place(&session), before);
    session
        .press("gg")
        .shows("A paragraph that was not there before.");
    fs::create_dir(path.join("inner")).unwrap();
    save(&path.join("inner"), 5, "Five", "");
    session.shows("3 of 4");
    let aside = tempfile::tempdir().unwrap();
    fs::rename(path.join("inner"), aside.path().join("inner")).unwrap();
    session.shows("2 of 3");
    fs::rename(path.join("Two.md"), path.join("Renamed.md")).unwrap();
    session.shows("2 of 3").shows("Two, line 1.");
    fs::remove_file(path.join("One.md")).unwrap();
    session.shows("2 of 2").press("q");
    assert_eq!(session.ends(), 0);
}

#[cfg(target_os = "linux")]
#[test]
fn pictures_are_drawn_unless_they_are_off_and_again_when_they_change() {
    let folder = tempfile::tempdir().unwrap();
    let picture = |tall: u32| {
        let red = image::RgbImage::from_pixel(80, tall, image::Rgb([255, 0, 0]));
        red.save(folder.path().join("a.png")).unwrap();
    };
    picture(80);
    fs::write(
        folder.path().join("a.md"),
        "# A\n\nText.\n\n![A](a.png)\n\nEnd.\n",
    )
    .unwrap();
    let path = folder.path().to_str().unwrap();
    let mut without = Session::start(&["--no-images", path], 80, 24);
    without.shows("1 of 1").press("\r").shows("End.");
    assert!(!without.contents().contains('▀'));
    let mut with = Session::start(&[path], 80, 24);
    let rows = |session: &Session| session.contents().matches("▀▀▀▀").count();
    with.shows("1 of 1")
        .press("\r")
        .until("a picture", |session| rows(session) > 0);
    let before = rows(&with);
    picture(200);
    with.until("a taller picture", |session| rows(session) > before);
    with.press("q");
    assert_eq!(with.ends(), 0);
}

#[test]
fn an_idle_reader_does_not_wake_up() {
    let folder = folder(&[(1, "One"), (2, "Two")]);
    let mut session = Session::start(&[folder.path().to_str().unwrap()], 80, 24);
    session.shows("One").press("\rj").shows("Two, line 2.");
    let tasks = format!("/proc/{}/task", session.pid().as_raw_nonzero());
    let switches = || {
        let threads = fs::read_dir(&tasks).unwrap();
        let status = |thread: fs::DirEntry| fs::read_to_string(thread.path().join("status"));
        let counted = |line: &&str| line.contains("voluntary_ctxt_switches");
        let all: String = threads
            .filter_map(|thread| status(thread.unwrap()).ok())
            .collect();
        all.lines()
            .filter(counted)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let quiet = |_: &Session| {
        let before = switches();
        thread::sleep(Duration::from_millis(700));
        switches() == before
    };
    session.until("700 ms without a switch", quiet).press("q");
    assert_eq!(session.ends(), 0);
}
