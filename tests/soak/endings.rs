//! The eleven ways to end, each at any moment from before the first frame on: the terminal is given back, and the process ends as
//! it should. After a worker's panic the reader goes on.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::CommandBuilder;
use rustix::process::Signal;

use crate::terminal::{Session, command, data};

const WAYS: [&str; 11] = [
    "quit", "panic", "worker", "TERM", "HUP", "INT", "QUIT", "stop", "abort", "overflow", "memory",
];

/// Restored by then after a signal; more rarely where the machine has other things to do.
const LIMIT: Duration = Duration::from_millis(100);

fn sample() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-content");
    folder.to_str().unwrap().to_owned()
}

/// Keys that draw, for so long.
fn busy(session: &mut Session, moment: Duration) {
    let start = Instant::now();
    while start.elapsed() < moment {
        session.press("jjk");
        thread::sleep(Duration::from_millis(3).min(moment));
    }
}

/// Ends in one way after `moment`, and returns how long that took where the test began it.
fn end(way: &str, moment: Duration) -> Option<Duration> {
    let after = u64::try_from(moment.as_millis()).unwrap();
    let within = |start: Instant| Some(start.elapsed());
    match way {
        "quit" => {
            let mut session = Session::start(&[&sample()], 80, 24);
            busy(&mut session, moment);
            session.press("q");
            assert_eq!(session.ends(), 0);
            None
        }
        "panic" => {
            let mut session = Session::start_with(way, after, &[&sample()]);
            assert_eq!(session.ends(), 101);
            None
        }
        "worker" => {
            fail(after);
            None
        }
        "stop" => {
            stop(moment);
            None
        }
        "abort" | "overflow" | "memory" => {
            let mut session = Session::start_with(way, after, &[&sample()]);
            session.ends_by("Aborted");
            None
        }
        _ => {
            let (signal, name) = match way {
                "TERM" => (Signal::TERM, "Terminated"),
                "HUP" => (Signal::HUP, "Hangup"),
                "INT" => (Signal::INT, "Interrupt"),
                _ => (Signal::QUIT, "Quit"),
            };
            let mut session = Session::start(&[&sample()], 80, 24);
            thread::sleep(moment / 2);
            busy(&mut session, moment / 2);
            let start = Instant::now();
            session.signal(signal).ends_by(name);
            within(start)
        }
    }
}

/// The thread that reads articles fails once; the reader goes on, is told, and has its terminal.
fn fail(after: u64) {
    // What fails while articles are still found may be an article that a newer one takes the place of, unseen.
    let after = after + 1_000;
    let begun = Instant::now();
    let mut session = Session::start_with("worker", after, &[&sample()]);
    let failed = |session: &Session| session.contents().contains("failed to render");
    session.shows("All ");
    // By now it is asked for: the next article that is read fails.
    thread::sleep(Duration::from_millis(after + 100));
    while !failed(&session) {
        assert!(
            begun.elapsed() < crate::terminal::LIMIT,
            "{}",
            session.contents()
        );
        session.press("j");
        let pressed = Instant::now();
        while !failed(&session) && pressed.elapsed() < Duration::from_secs(5) {
            thread::sleep(Duration::from_millis(5));
        }
    }
    assert!(!session.is_cooked());
    session.press("?").shows("Keys").press("q").press("q");
    assert_eq!(session.ends(), 0);
}

/// Stopped from a shell, which finds its terminal as it was, brought back, and quit.
fn stop(moment: Duration) {
    let mut shell = CommandBuilder::new("bash");
    for (name, value) in command(&data(), &[]).iter_extra_env_as_str() {
        shell.env(name, value);
    }
    shell.args(["--norc", "--noprofile", "--noediting", "-i"]);
    shell.env("PS1", "prompt> ");
    let mut session = Session::spawn(shell, 80, 24).with_others();
    let reader = env!("CARGO_BIN_EXE_newsreader");
    session
        .shows("prompt> ")
        .press(&format!("{reader} {}\r", sample()))
        .shows("All ");
    busy(&mut session, moment);
    session.press("\x1a").shows("Stopped");
    session.until("restored", Session::is_restored);
    session
        .press("clear; fg\r")
        .until("drawn again", |session| {
            session.screen.lock().unwrap().screen().alternate_screen()
                && session.contents().contains("All ")
        });
    session.press("q").until("restored", Session::is_restored);
    session.press("exit\r").ends();
}

/// So many ends; how many of the signals restored the terminal late.
fn trials(count: u64) -> usize {
    let mut took = Vec::new();
    let mut random = 1_u64;
    for trial in 0..count {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        let way = WAYS[usize::try_from(trial).unwrap() % WAYS.len()];
        let moment = Duration::from_millis((random >> 33) % 200);
        let ended = end(way, moment);
        println!("{trial}: {way} after {moment:?}: {ended:?}");
        if let Some(ended) = ended {
            took.push(ended);
        }
    }
    took.sort_unstable();
    let late = took.iter().filter(|took| **took > LIMIT).count();
    println!(
        "{count} ends; of {} signals, the middle one restored the terminal after {:?}, the last after {:?}, {late} after more than 100 ms",
        took.len(),
        took[took.len() / 2],
        took[took.len() - 1]
    );
    late
}

#[test]
fn every_way_to_end_gives_the_terminal_back() {
    // How soon is no matter where other tests run beside it.
    trials(22);
}

#[test]
#[ignore = "takes some minutes"]
fn a_thousand_ends_give_the_terminal_back() {
    assert!(trials(1000) <= 10);
}
