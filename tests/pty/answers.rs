//! The test plays the terminal that is asked what it can do: its answers come whole, in pieces, late, never, or are garbage.
//! Whatever it says, no byte of it may arrive as a key. Uses the sessions of `pty`.

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::CommandBuilder;
use tempfile::TempDir;

use crate::terminal::{LIMIT, Session, data};

/// The end of the question.
const END: &str = "\x1b[c";
const BACKGROUND: &str = "\x1b]11;?\x1b\\";
const KITTY: &str = "\x1b_Gi=31;OK\x1b\\\x1bP>|kitty(0.35.2)\x1b\\";
const XTERM: &str = "\x1bP>|XTerm(379)\x1b\\";
const LIGHT: &str = "\x1b]11;rgb:ffff/ffff/dddd\x1b\\";
const CELL: &str = "\x1b[6;20;10t";
const SIXEL: &str = "\x1b[?62;4;22c";
const NO_SIXEL: &str = "\x1b[?62;22c";

/// Two articles, the newer one with a picture.
fn articles() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let flag = image::RgbImage::from_pixel(40, 40, image::Rgb([255, 0, 0]));
    flag.save(folder.path().join("flag.png")).unwrap();
    let texts = [
        ("one", "![A flag](flag.png)"),
        ("two", "It is about a flag."),
    ];
    for (name, text) in texts {
        let head = format!("title: Story {name}\ndate: 2020-01-0{}", 5 - name.len() % 2);
        let text = format!("---\n{head}\n---\n{text}\n");
        fs::write(folder.path().join(format!("{name}.md")), text).unwrap();
    }
    folder
}

fn start(articles: &TempDir) -> Session {
    start_under(articles, &[])
}

fn start_under(articles: &TempDir, variables: &[(&str, &str)]) -> Session {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_newsreader"));
    command.env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"));
    command.env("XDG_DATA_HOME", data());
    command.env("TERM", "xterm-256color");
    for name in ["NO_COLOR", "TMUX", "TERM_PROGRAM"] {
        command.env_remove(name);
    }
    for (name, value) in variables {
        command.env(name, value);
    }
    command.arg(articles.path());
    Session::spawn(command, 100, 30)
}

fn count(session: &Session, wanted: &str) -> usize {
    let raw = session.raw.lock().unwrap();
    let parts = raw.windows(wanted.len());
    parts.filter(|part| *part == wanted.as_bytes()).count()
}

/// Waits until it is asked.
#[track_caller]
fn asked(session: &mut Session) -> &mut Session {
    session.until("asked", |session| count(session, END) == 1)
}

/// Types words into the filter box while `answer` is given: nothing but they may be there.
#[track_caller]
fn types_only_its_words(session: &mut Session, answer: impl Fn(&mut Session)) {
    session.press("/").shows("/");
    answer(session);
    session.press("flag").shows("/flag").press("\r");
    session.shows("with “flag”").press("q");
    assert_eq!(session.ends(), 0);
}

#[test]
fn the_first_frame_is_out_before_the_question() {
    let articles = articles();
    let mut session = start(&articles);
    asked(&mut session);
    let raw = session.raw.lock().unwrap();
    let place = |wanted: &[u8]| raw.windows(wanted.len()).position(|part| part == wanted);
    let drawn = place(b"\x1b[?2026l").unwrap();
    assert!(drawn < place(BACKGROUND.as_bytes()).unwrap());
}

#[test]
fn answers_are_no_keys_whether_whole_or_in_pieces() {
    let articles = articles();
    let answers = [KITTY, LIGHT, CELL, SIXEL].concat();
    for pause in [0, 3, 40] {
        let mut session = start(&articles);
        asked(&mut session);
        types_only_its_words(&mut session, |session| {
            if pause == 0 {
                session.press(&answers);
                return;
            }
            for piece in answers.split_inclusive(|_| true) {
                session.press(piece);
                thread::sleep(Duration::from_millis(pause));
            }
        });
    }
}

#[test]
fn answers_among_keys_garbage_and_silence_are_no_keys() {
    let articles = articles();
    let garbage = "\x1b]11;rgb:zz/q\x1b\\\x1b_Gi=31;ENOTSUP:qqq\x1b\\\x1bP1$r0 q\x1b\\\x1b[?1;2;q\x1b[6;q\x1b]4;1;#qqq\x07";
    for answer in [garbage, NO_SIXEL, "\x1b[?62;4c\x1b[?62;4c", ""] {
        let mut session = start(&articles);
        session.shows("Story one").press("jk");
        asked(&mut session);
        types_only_its_words(&mut session, |session| {
            session.press(answer);
        });
    }
}

#[test]
fn pictures_are_shown_in_the_way_that_the_terminal_has() {
    let articles = articles();
    let sixels = [XTERM, CELL, SIXEL].concat();
    let kitty = [KITTY, CELL, NO_SIXEL].concat();
    let tmux = [("TMUX", "/tmp/tmux-0/default,1,0"), ("TERM", "screen")];
    for (answers, variables, way) in [
        (sixels.as_str(), &[][..], "\x1bP9;"),
        (&kitty, &[], "a=T,U=1"),
        (&sixels, &tmux, "▀"),
        (NO_SIXEL, &[], "▀"),
        (SIXEL, &[], "▀"),
    ] {
        let mut session = start_under(&articles, variables);
        asked(&mut session).press(answers);
        session
            .until(way, |session| count(session, way) > 0)
            .press("q");
        session.ends();
        let others = ["\x1bP9;", "a=T,U=1"].iter().filter(|other| **other != way);
        assert!(others.into_iter().all(|other| count(&session, other) == 0));
    }
}

#[test]
fn what_leads_to_the_web_is_a_link_of_terminals_that_have_them() {
    let articles = tempfile::tempdir().unwrap();
    let text = "---\ntitle: T\n---\nSee [all of it](https://example.org/a) and [b](b.md).\n";
    fs::write(articles.path().join("a.md"), text).unwrap();
    let whole = "\x1b]8;id=0;https://example.org/a\x1b\\all of it\x1b]8;;\x1b\\";
    for (name, links) in [("\x1bP>|foot(1.16.2)\x1b\\", true), (XTERM, false)] {
        let mut session = start(&articles);
        session.press("\r").shows("all of it");
        asked(&mut session).press(&[name, NO_SIXEL].concat());
        if links {
            session.until("linked", |session| count(session, whole) > 0);
        }
        session.press("?").shows("Keys").press("qq");
        assert_eq!(session.ends(), 0);
        let raw = session.raw.lock().unwrap();
        let said = String::from_utf8_lossy(&raw);
        assert_eq!(said.contains(whole), links, "{name:?}");
        assert_eq!(said.contains("\x1b]8;"), links, "{name:?}");
    }
}

#[test]
fn it_is_asked_again_when_the_window_has_the_focus_again() {
    let articles = articles();
    let mut session = start(&articles);
    let times = |session: &Session| count(session, BACKGROUND);
    asked(&mut session)
        .press("\x1b[O\x1b[I")
        .press("?")
        .shows("Keys");
    assert_eq!(times(&session), 1, "while an answer is owed");
    session.press(LIGHT).press(NO_SIXEL).press("\x1b[O\x1b[I");
    session.until("asked again", |session| times(session) == 2);
    session.press(LIGHT).press(NO_SIXEL).press("qq");
    assert_eq!(session.ends(), 0);
}

#[test]
fn an_answer_that_comes_while_one_quits_is_not_left_for_the_shell() {
    let articles = articles();
    let mut shell = CommandBuilder::new("bash");
    shell.env("XDG_DATA_HOME", data());
    shell.env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"));
    shell.env("TERM", "xterm-256color");
    let reader = env!("CARGO_BIN_EXE_newsreader");
    let script = format!(
        "{reader} {}; read -rs -n 1 -t 1 left; echo \"left <$left>\"",
        articles.path().display()
    );
    shell.args(["--norc", "-c", &script]);
    let mut session = Session::spawn(shell, 80, 24).with_others();
    asked(&mut session).press("q");
    thread::sleep(Duration::from_millis(100));
    session.press(&[KITTY, LIGHT, SIXEL].concat());
    session.shows("left <>");
}

#[test]
fn without_colours_nothing_is_asked() {
    let articles = articles();
    let mut session = start_under(&articles, &[("NO_COLOR", "1")]);
    session.shows("Story one").press("j").press("q");
    session.ends();
    assert_eq!(count(&session, END), 0);
}

#[test]
fn nothing_on_this_machine_is_connected_to_for_an_article() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let at = listener.local_addr().unwrap();
    let articles = tempfile::tempdir().unwrap();
    let text =
        format!("---\ntitle: T\nimage: http://{at}/a.png\n---\n![B](http://localhost:80/b.png)\n");
    fs::write(articles.path().join("a.md"), text).unwrap();
    let mut session = start(&articles);
    session
        .shows("(not fetched from 127.0.0.1 – i fetches it)")
        .shows("(not fetched from localhost – i fetches it)");
    session.press("\r");
    let said = [
        "127.0.0.1: not an address of the web",
        "localhost: no public address",
    ];
    let start = Instant::now();
    // An article that was just written may be read twice.
    while !said.iter().all(|said| session.contents().contains(said)) {
        assert!(start.elapsed() < LIMIT, "{}", session.contents());
        session.press("i");
        thread::sleep(Duration::from_millis(50));
    }
    session.press("q");
    assert_eq!(session.ends(), 0);
    assert!(listener.accept().is_err());
}
