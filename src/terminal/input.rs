//! The input thread: waits on the terminal and on a pipe that wakes it, so that it can be stopped for a while and never reads
//! what was not meant for it. Sends key presses and pastes; notices when the terminal is gone.

use std::fs::File;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::sync::mpsc::Sender;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crossterm::event::{self, Event};
use rustix::event::{PollFd, PollFlags, poll};

use super::Message;

/// How long crossterm may look for the rest of what the terminal began to say. Its own wait of zero never looks at all.
const GLANCE: Duration = Duration::from_millis(1);

/// The running thread.
pub(super) struct Input {
    wake: OwnedFd,
    thread: JoinHandle<()>,
}

impl Input {
    /// Starts to listen to the terminal.
    pub(super) fn start(sender: Sender<Message>) -> io::Result<Self> {
        let terminal = terminal()?;
        let (woken, wake) = rustix::pipe::pipe()?;
        let thread = thread::Builder::new()
            .name("input".into())
            .spawn(move || listen(&terminal, &woken, &sender))?;
        Ok(Self { wake, thread })
    }

    /// Stops listening; what the terminal says from now on is for somebody else.
    pub(super) fn stop(self) {
        drop(self.wake);
        let _ = self.thread.join();
    }
}

/// The terminal that crossterm reads too: standard input if it is one, else the controlling terminal.
fn terminal() -> io::Result<OwnedFd> {
    let stdin = io::stdin();
    if rustix::termios::isatty(&stdin) {
        stdin.as_fd().try_clone_to_owned()
    } else {
        Ok(File::open("/dev/tty")?.into())
    }
}

fn listen(terminal: &OwnedFd, woken: &OwnedFd, sender: &Sender<Message>) {
    let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
    loop {
        let mut fds = [
            PollFd::new(terminal, PollFlags::IN),
            PollFd::new(woken, PollFlags::IN),
        ];
        match poll(&mut fds, None) {
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(_) => return,
        }
        let [ours, pipe] = fds.map(|fd| fd.revents());
        if !pipe.is_empty() {
            return;
        }
        if ours.intersects(gone) || (ours.contains(PollFlags::IN) && !pass_on(sender)) {
            let _ = sender.send(Message::Gone);
            return;
        }
    }
}

/// Sends what the terminal said; false when it cannot be read any more or nobody listens.
fn pass_on(sender: &Sender<Message>) -> bool {
    loop {
        match event::poll(GLANCE) {
            Ok(false) => return true,
            Ok(true) => {}
            Err(_) => return false,
        }
        let message = match event::read() {
            Ok(Event::Key(key)) => Message::Key(key),
            Ok(Event::Paste(text)) => Message::Paste(text),
            Ok(_) => continue,
            Err(_) => return false,
        };
        if sender.send(message).is_err() {
            return false;
        }
    }
}
