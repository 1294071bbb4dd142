//! The terminal's modes: taking it, giving it back, and the signals and panics after which it must be given back.
//! One `restore`, safe to call from any thread, any number of times. Draws nothing.

use std::io::{self, Write};
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crossterm::cursor::{Hide, Show};
use crossterm::event::{
    DisableBracketedPaste, DisableFocusChange, EnableBracketedPaste, EnableFocusChange,
};
use crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{Command, queue};
use rustix::event::{PollFd, PollFlags, Timespec, poll};

/// Whether the terminal is ours at the moment. Nothing is written to it while it is not.
static OURS: AtomicBool = AtomicBool::new(false);

/// Reports of buttons and of what moves while one is down, in the form without limits (SGR). What only moves is not told of,
/// so that nothing wakes up.
pub(super) const MOUSE: &str = "\x1b[?1002h\x1b[?1006h";
/// No reports.
pub(super) const NO_MOUSE: &str = "\x1b[?1006l\x1b[?1002l";

/// The window's title is remembered by the terminal (XTWINOPS); afterwards it is empty where it was not.
const REMEMBER: &str = "\x1b[22;0t";
const RECALL: &str = "\x1b]2;\x1b\\\x1b[23;0t";
/// Whether it is to be recalled.
static TITLED: AtomicBool = AtomicBool::new(false);

/// How long `restore` waits for a terminal that does not take what is written.
const PATIENCE: Timespec = Timespec {
    tv_sec: 0,
    tv_nsec: 200_000_000,
};

/// Takes the terminal: raw mode, alternate screen, no cursor, pastes as pastes, a word when the window has the focus again.
pub(super) fn enter() -> io::Result<()> {
    enable_raw_mode()?;
    OURS.store(true, Ordering::SeqCst);
    let mut stdout = io::stdout();
    queue!(
        stdout,
        EnterAlternateScreen,
        EnableBracketedPaste,
        EnableFocusChange,
        Hide
    )?;
    stdout.flush()
}

/// What has the terminal remember the title of its window, until it is given back.
pub(super) fn remember_title() -> &'static str {
    TITLED.store(true, Ordering::SeqCst);
    REMEMBER
}

/// Gives the terminal back as it was. Says nothing of errors: there is nobody left to tell.
pub(super) fn restore() {
    if !OURS.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut escapes = String::from(NO_MOUSE);
    if TITLED.swap(false, Ordering::SeqCst) {
        escapes.push_str(RECALL);
    }
    let _ = DisableFocusChange.write_ansi(&mut escapes);
    let _ = DisableBracketedPaste.write_ansi(&mut escapes);
    let _ = LeaveAlternateScreen.write_ansi(&mut escapes);
    let _ = Show.write_ansi(&mut escapes);
    let stdout = rustix::stdio::stdout();
    let mut ready = [PollFd::new(&stdout, PollFlags::OUT)];
    if poll(&mut ready, Some(&PATIENCE)).is_ok_and(|n| n > 0) {
        // Not through the buffered handle: another thread may hold its lock and never let go.
        let _ = rustix::io::write(stdout, escapes.as_bytes());
    }
    let _ = disable_raw_mode();
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
        let waiting = std::mem::take(&mut self.waiting);
        let mut rest = waiting.as_slice();
        while !rest.is_empty() && OURS.load(Ordering::SeqCst) {
            match rustix::io::write(rustix::stdio::stdout(), rest) {
                Ok(written) => rest = rest.get(written..).unwrap_or_default(),
                Err(rustix::io::Errno::INTR) => {}
                Err(rustix::io::Errno::AGAIN) => {
                    let stdout = rustix::stdio::stdout();
                    poll(&mut [PollFd::new(&stdout, PollFlags::OUT)], None)?;
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }
}
