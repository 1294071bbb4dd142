//! The terminal's modes: taking it, giving it back, and the signals and panics after which it must be given back.
//! One `restore`, safe to call from any thread and inside a signal handler, any number of times. Draws nothing.

use std::io::{self, Write};
use std::os::fd::OwnedFd;
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};

use super::input;
use super::links::joined;
#[cfg(debug_assertions)]
use super::wire;
use crate::view::ansi::UNLINK;

/// Whether the terminal is ours at the moment. Nothing is written to it while it is not.
static OURS: AtomicBool = AtomicBool::new(false);

/// Reports of buttons and of what moves while one is down, in the form without limits (SGR). What only moves is not told of,
/// so that nothing wakes up.
pub(super) const MOUSE: &str = "\x1b[?1002h\x1b[?1006h";
/// No reports.
pub(super) const NO_MOUSE: &str = "\x1b[?1006l\x1b[?1002l";

/// The alternate screen, pastes as pastes, a word when the window has the focus again, no cursor.
const TAKE: &str = "\x1b[?1049h\x1b[?2004h\x1b[?1004h\x1b[?25l";
/// Ends what may have been written in part, a string or a frame, and takes back what `TAKE` and `MOUSE` did.
pub(super) const GIVE_BACK: &str =
    "\x1b\\\x1b[?2026l\x1b[0m\x1b[?1006l\x1b[?1002l\x1b[?1004l\x1b[?2004l\x1b[?1049l\x1b[?25h";

/// Ends a string.
const END: &str = "\x1b\\";
/// The window's title is remembered by the terminal (XTWINOPS); afterwards it is empty where it was not.
const REMEMBER: &str = "\x1b[22;0t";
pub(super) const RECALL: &str = "\x1b]2;\x1b\\\x1b[23;0t";
/// Whether it is to be recalled.
static TITLED: AtomicBool = AtomicBool::new(false);

/// Whether it is known to have links.
static LINKED: AtomicBool = AtomicBool::new(false);

/// Where the modes are set.
static TERMINAL: OnceLock<OwnedFd> = OnceLock::new();
/// The modes that the terminal had.
static FOUND: Mutex<Option<Termios>> = Mutex::new(None);
/// Whether it is not to be taken any more.
static OVER: AtomicBool = AtomicBool::new(false);
/// Whether a part of a frame is being written.
static WRITING: AtomicBool = AtomicBool::new(false);

/// How long `restore` waits for a terminal that does not take what is written,
const PATIENCE: Timespec = Timespec {
    tv_sec: 0,
    tv_nsec: 200_000_000,
};
/// and how often so long for other threads.
const GLANCES: u8 = 50;
const GLANCE: Timespec = Timespec {
    tv_sec: 0,
    tv_nsec: 1_000_000,
};

/// Takes the terminal: raw mode and a screen of ours.
pub(super) fn enter() -> io::Result<()> {
    let opened = input::terminal()?;
    let terminal = TERMINAL.get_or_init(|| opened);
    let found = tcgetattr(terminal)?;
    let mut raw = found.clone();
    raw.make_raw();
    let mut kept = FOUND.lock().unwrap_or_else(PoisonError::into_inner);
    *kept = Some(found);
    OURS.store(true, Ordering::SeqCst);
    if OVER.load(Ordering::SeqCst) {
        OURS.store(false, Ordering::SeqCst);
        return Err(Errno::INTR.into());
    }
    // Under the lock: who restores in between waits for the end of this.
    tcsetattr(terminal, OptionalActions::Now, &raw)?;
    drop(kept);
    let mut screen = Screen::default();
    screen.write_all(TAKE.as_bytes())?;
    screen.flush()
}

/// What has the terminal remember the title of its window, until it is given back.
pub(super) fn remember_title() -> &'static str {
    TITLED.store(true, Ordering::SeqCst);
    REMEMBER
}

/// Says whether it is known to have links.
pub(super) fn set_links(has: bool) {
    LINKED.store(has, Ordering::SeqCst);
}

/// Whether it is known to have links.
pub(super) fn has_links() -> bool {
    LINKED.load(Ordering::SeqCst)
}

/// Gives the terminal back once and for all: the process is about to end.
pub(super) fn restore_at_last() {
    OVER.store(true, Ordering::SeqCst);
    restore();
}

/// Gives the terminal back as it was. Says nothing of errors: there is nobody left to tell. Allocates nothing and waits for no
/// lock, so that it may be called wherever a signal comes.
pub(super) fn restore() {
    if !OURS.swap(false, Ordering::SeqCst) {
        return;
    }
    // What is being written ends before what gives back; a terminal that does not take it keeps nobody here.
    glance_until(|| !WRITING.load(Ordering::SeqCst));
    if has_links() {
        say(END);
        say(UNLINK);
    }
    if TITLED.swap(false, Ordering::SeqCst) {
        say(GIVE_BACK) && say(RECALL)
    } else {
        say(GIVE_BACK)
    };
    glance_until(|| {
        let Ok(found) = FOUND.try_lock() else {
            return false;
        };
        if let (Some(terminal), Some(found)) = (TERMINAL.get(), found.as_ref()) {
            let _ = tcsetattr(terminal, OptionalActions::Now, found);
        }
        true
    });
}

/// Looks again and again, but not for long, until something is so.
fn glance_until(holds: impl Fn() -> bool) {
    for _ in 0..GLANCES {
        if holds() {
            return;
        }
        let _ = poll(&mut [], Some(&GLANCE));
    }
}

/// Writes to the terminal a byte at a time: one that says it is ready takes one, but may keep us in a longer write. Not through the
/// buffered handle: another thread may hold its lock and never let go. Whether all was written. Only what stands in this file
/// is said, so that nothing has to look at it in a signal handler.
fn say(text: &'static str) -> bool {
    let stdout = rustix::stdio::stdout();
    text.bytes().all(|byte| {
        loop {
            let mut ready = [PollFd::new(&stdout, PollFlags::OUT)];
            match poll(&mut ready, Some(&PATIENCE)) {
                Err(Errno::INTR) => continue,
                Ok(1..) => {}
                _ => return false,
            }
            match rustix::io::write(stdout, &[byte]) {
                Err(Errno::INTR | Errno::AGAIN) => {}
                written => return written.is_ok(),
            }
        }
    })
}

/// Restores before the message of a panic in the thread that draws. A worker's panic is no reason to touch the terminal:
/// its work is caught and told of where it was asked for.
pub(super) fn restore_on_panic(report: impl Fn(&panic::PanicHookInfo) + Send + Sync + 'static) {
    let drawing = thread::current().id();
    panic::set_hook(Box::new(move |info| {
        if thread::current().id() == drawing {
            restore();
            report(info);
        }
    }));
}

/// Where the drawing goes: collected, then written at once, and dropped when the terminal is not ours.
#[derive(Default)]
pub(super) struct Screen {
    waiting: Vec<u8>,
}

impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.waiting.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let mut waiting = std::mem::take(&mut self.waiting);
        if has_links()
            && let Ok(text) = str::from_utf8(&waiting)
        {
            waiting = joined(text).into_bytes();
        }
        #[cfg(debug_assertions)]
        wire::check(&waiting);
        let mut rest = waiting.as_slice();
        while !rest.is_empty() {
            match write_if_ours(rest) {
                Ok(written) => rest = rest.get(written..).unwrap_or_default(),
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => {
                    let stdout = rustix::stdio::stdout();
                    poll(&mut [PollFd::new(&stdout, PollFlags::OUT)], None)?;
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }
}

/// Writes a part; all of it counts as written if the terminal is not ours.
fn write_if_ours(bytes: &[u8]) -> Result<usize, Errno> {
    // In this order, so that `restore` sees either that we write or that we do not begin to.
    WRITING.store(true, Ordering::SeqCst);
    let written = if OURS.load(Ordering::SeqCst) {
        rustix::io::write(rustix::stdio::stdout(), bytes)
    } else {
        Ok(bytes.len())
    };
    WRITING.store(false, Ordering::SeqCst);
    written
}
