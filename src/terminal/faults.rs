//! Faults on request, in builds with assertions: how the program ends after them can be tried. The variable says what shall happen
//! after how many milliseconds: `NEWSREADER_FAULT="abort 20"`.

use std::hint::black_box;
use std::io::{self, Write};
use std::process::abort;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use super::{Loop, Message};

const VARIABLE: &str = "NEWSREADER_FAULT";

/// Whether the thread that draws panics when it draws next,
static DRAWING: AtomicBool = AtomicBool::new(false);
/// writes what it never should,
static WRITING: AtomicBool = AtomicBool::new(false);
/// and the thread that reads articles panics over the next.
static READING: AtomicBool = AtomicBool::new(false);

#[expect(clippy::disallowed_methods, reason = "it is asked for")]
/// Lets happen what is asked for, when it is time.
pub(super) fn arm(sender: Sender<Message>) {
    let asked = std::env::var(VARIABLE).unwrap_or_default();
    let Some((kind, after)) = asked.split_once(' ') else {
        return;
    };
    let (kind, after) = (kind.to_owned(), after.parse().unwrap_or_default());
    thread::spawn(move || {
        thread::sleep(Duration::from_millis(after));
        match kind.as_str() {
            "abort" => abort(),
            "overflow" => drop(black_box(deep(1))),
            "memory" => drop(black_box(Vec::<u8>::with_capacity(isize::MAX as usize))),
            "worker" => READING.store(true, Ordering::SeqCst),
            "foreign" => WRITING.store(true, Ordering::SeqCst),
            _ => DRAWING.store(true, Ordering::SeqCst),
        }
        // Wakes the thread that draws.
        let _ = sender.send(Message::Resized);
    });
}

impl Loop {
    /// Does in the thread that draws what it was asked to.
    pub(super) fn fail_if_asked(&mut self) -> io::Result<()> {
        assert!(
            !DRAWING.swap(false, Ordering::SeqCst),
            "asked for while drawing"
        );
        if WRITING.swap(false, Ordering::SeqCst) {
            self.terminal.backend_mut().write_all(b"\x1b]52;c;?\x07")?;
        }
        Ok(())
    }
}

/// Panics if the thread that reads articles was asked to.
pub(super) fn while_reading() {
    assert!(
        !READING.swap(false, Ordering::SeqCst),
        "asked for while reading"
    );
}

/// Deeper than any stack.
fn deep(depth: u64) -> u64 {
    let here = black_box([depth; 64]);
    match black_box(depth) {
        0 => 0,
        _ => deep(depth + 1) + here.iter().sum::<u64>(),
    }
}
