//! Hostile articles, names, pastes, sizes and signals, in a real terminal. Each test begins with the name of its case.
//! Uses the sessions of `pty`; what is foreign is found by every one of them when it ends.

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::PtySize;
use rustix::process::Signal;
use tempfile::TempDir;

use crate::sample;
use crate::terminal::{Session, command, data};

fn articles(files: &[(&[u8], &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let name = std::ffi::OsStr::from_bytes(name);
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn open(folder: &TempDir, columns: u16, rows: u16) -> Session {
    Session::start(&[folder.path().to_str().unwrap()], columns, rows)
}

fn start(columns: u16, rows: u16) -> Session {
    Session::start(&[sample().to_str().unwrap()], columns, rows)
}

#[test]
fn a2_hostile_metadata_is_harmless_in_every_view() {
    let bad = r#""HOSTILE\e]0;x\a\e[31m\x9b31m\u202Egpj.exe\0""#;
    let text = format!(
        "---\ntitle: {bad}\ndescription: {bad}\nauthor: {bad}\ncategories: [{bad}]\ntags: [{bad}]\ndate: {bad}\n---\nText.\n"
    );
    let folder = articles(&[(b"a.md", &text), (b"b.md", &text)]);
    let mut session = open(&folder, 120, 40);
    session.shows("HOSTILE").press("\r").shows("Esc back");
    session.press("?").shows("Keys").press("q");
    session
        .press("\x1b")
        .shows("Enter read")
        .press("/hostile\r");
    session.shows("with “hostile”").press("\t").press("q");
    assert_eq!(session.ends(), 0);
}

#[test]
fn a3_decoded_entities_are_no_escapes() {
    let bad = "&#27;]52;c;QQ==&#7;&#x9b;31m&Tab;&NewLine;&#x202e;";
    let text = format!(
        "# H {bad}\n\n{bad} [l {bad}](https://a.example \"{bad}\") ![p {bad}](x.png)\n\n| a {bad} |\n|-|\n| {bad} |\n\nEND\n"
    );
    let folder = articles(&[(b"a.md", &text)]);
    let mut session = open(&folder, 120, 40);
    session.shows("END").press("\r").shows("Esc back");
    session.shows("]52;c;QQ==").press("q");
    assert_eq!(session.ends(), 0);
}

#[test]
fn a6_hostile_names_are_listed_and_open() {
    let names: [&[u8]; 5] = [
        b"a\x1b[2J\x07.md",
        "\u{202e}gpj.md".as_bytes(),
        b"-rf.md",
        b"a\nb.md",
        b"\xff\xfe.md",
    ];
    let texts: Vec<_> = (0..5).map(|n| format!("Found {n}.\n")).collect();
    let files: Vec<_> = names
        .iter()
        .zip(&texts)
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    let folder = articles(&files);
    let mut session = open(&folder, 120, 40);
    session.shows("1 of 5");
    for number in 1..=5 {
        session.shows(&format!("{number} of 5")).shows("Found ");
        session.press("j");
    }
    session.press("q");
    assert_eq!(session.ends(), 0);
}

/// Whatever widths are thought of, the bar beside the list stands in one column.
#[test]
fn a15_what_is_narrow_wide_or_neither_keeps_the_border_straight() {
    let odd =
        "a\u{ad}b ⌚\u{fe0e} ❤\u{fe0f} 1\u{fe0f}\u{20e3} 👩\u{200d}👩\u{200d}👧 👍🏽 \u{3164} ｶﾞ 字";
    let files: Vec<_> = (0..8)
        .map(|n| {
            let text = format!("---\ntitle: \"{}{odd} {odd}\"\n---\n{odd}\n", "x".repeat(n));
            (format!("{n}.md"), text)
        })
        .collect();
    let files: Vec<_> = files
        .iter()
        .map(|(name, text)| (name.as_bytes(), text.as_str()))
        .collect();
    let folder = articles(&files);
    let mut session = open(&folder, 100, 30);
    session.shows("1 of 8");
    session.until("a straight border", |session| {
        let screen = session.screen.lock().unwrap();
        let screen = screen.screen();
        let is_bar = |row, column| {
            screen
                .cell(row, column)
                .is_some_and(|cell| cell.contents() == "│")
        };
        (0..100).any(|column| (2..28).all(|row| is_bar(row, column)))
    });
    session.press("q");
    assert_eq!(session.ends(), 0);
}

#[test]
fn a17_a_paste_is_text_and_no_key() {
    let mut session = start(80, 24);
    session.shows("1 of 30").press("/");
    let much = "x".repeat(1 << 20);
    session.press(&format!("\x1b[200~{much}\x1b[200~q\rq\x1b[201~"));
    session.until("the box", |session| {
        session.contents().contains("/x") || session.contents().contains("xxx")
    });
    session.press("\x15the").shows("/the").press("\r");
    session.shows("with “the”").press("q");
    assert_eq!(session.ends(), 0);
}

#[test]
fn b14_no_size_is_too_small_or_too_large() {
    for (columns, rows) in [(1, 1), (2, 1), (1, 300), (3, 3), (500, 500), (1000, 1)] {
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

/// Nobody reads what is drawn; a signal ends the program all the same.
#[test]
fn b18_a_terminal_that_stops_reading_keeps_nobody() {
    let mut session = start(200, 60);
    session.shows("1 of 30");
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
}

#[test]
fn c6_what_is_shown_stays_readable_while_its_file_changes() {
    let folder = articles(&[
        (b"a.md", "# One\n\nFirst text.\n"),
        (b"b.md", "# Two\n\nOther.\n"),
    ]);
    let path = folder.path().join("a.md");
    let mut session = open(&folder, 100, 30);
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

/// A real multiplexer shows what the test's terminal shows, and has its screen back.
#[test]
fn d14_it_works_inside_tmux() {
    let tmux = |args: &[&str]| {
        let name = format!("newsreader-{}", std::process::id());
        let mut tmux = std::process::Command::new("tmux");
        let done = tmux.args(["-f", "/dev/null", "-L", &name]).args(args);
        done.env("XDG_DATA_HOME", data())
            .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
            .output()
            .map(|done| String::from_utf8_lossy(&done.stdout).into_owned())
    };
    if tmux(&["-V"]).is_err() {
        println!("skipped: d14_it_works_inside_tmux: no tmux");
        return;
    }
    let sample = sample();
    let run = format!(
        "{} '{}'; echo ENDED; read x",
        env!("CARGO_BIN_EXE_newsreader"),
        sample.display()
    );
    tmux(&["new-session", "-d", "-x", "80", "-y", "24", &run]).unwrap();
    let begun = Instant::now();
    let until = |text: &str| loop {
        let shown = tmux(&["capture-pane", "-p"]).unwrap();
        if shown.contains(text) {
            return shown;
        }
        if begun.elapsed() > Duration::from_secs(20) {
            let _ = tmux(&["kill-server"]);
            panic!("never: {text}\n{shown}");
        }
        thread::sleep(Duration::from_millis(30));
    };
    until("1 of 30");
    tmux(&["send-keys", "j"]).unwrap();
    until("2 of 30");
    tmux(&["send-keys", "q"]).unwrap();
    let shown = until("ENDED");
    let _ = tmux(&["kill-server"]);
    assert!(!shown.contains("2 of 30"));
}
