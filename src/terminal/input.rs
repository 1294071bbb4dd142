//! The input thread: waits on the terminal and on a pipe that wakes it, so that it can be stopped for a while and never reads
//! what was not meant for it. Sends key presses, pastes and answers; notices when the terminal is gone.

use std::fs::File;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::sync::mpsc::Sender;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use super::Message;
use super::decoder::{Decoder, Said};

/// So long after a question, answers to it are still taken off the terminal before somebody else reads there.
const SETTLED: Duration = Duration::from_millis(500);

/// The running thread.
pub(super) struct Input {
    wake: OwnedFd,
    thread: JoinHandle<()>,
}

impl Input {
    /// Starts to listen to the terminal.
    pub(super) fn start(sender: Sender<Message>) -> io::Result<Self> {
        let terminal = terminal()?;
        // Closed in every program that is started: one that stays would hold the end of it open, and us with it.
        let (woken, wake) = io::pipe()?;
        let (woken, wake) = (OwnedFd::from(woken), OwnedFd::from(wake));
        let thread = thread::Builder::new()
            .name("input".into())
            .spawn(move || listen(&terminal, &woken, &sender))?;
        Ok(Self { wake, thread })
    }

    /// The terminal will be asked: from now on, answers may come.
    pub(super) fn expect(&self) {
        // Of the thread that would hear it, the end is known otherwise.
        let _ = rustix::io::write(&self.wake, b"?");
    }

    /// Stops listening; what the terminal says from now on is for somebody else.
    pub(super) fn stop(self) {
        drop(self.wake);
        let _ = self.thread.join();
    }
}

/// The terminal whose modes crossterm sets: standard input if it is one, else the controlling terminal.
pub(super) fn terminal() -> io::Result<OwnedFd> {
    let stdin = io::stdin();
    if rustix::termios::isatty(&stdin) {
        stdin.as_fd().try_clone_to_owned()
    } else {
        Ok(File::open("/dev/tty")?.into())
    }
}

fn listen(terminal: &OwnedFd, woken: &OwnedFd, sender: &Sender<Message>) {
    let mut decoder = Decoder::default();
    let mut asked = None;
    loop {
        let mut fds = [
            PollFd::new(terminal, PollFlags::IN),
            PollFd::new(woken, PollFlags::IN),
        ];
        match poll(&mut fds, timespec(decoder.patience()).as_ref()) {
            Ok(0) => {
                if !send(decoder.pause(), sender) {
                    return;
                }
                continue;
            }
            Ok(_) => {}
            Err(Errno::INTR) => continue,
            Err(_) => return,
        }
        let [ours, pipe] = fds.map(|fd| fd.revents());
        if pipe.contains(PollFlags::IN) {
            if rustix::io::read(woken, &mut [0; 8]).is_ok_and(|read| read > 0) {
                asked = Some(Instant::now());
                decoder.expect();
            }
        } else if !pipe.is_empty() {
            if let Some(asked) = asked {
                settle(terminal, decoder, asked + SETTLED);
            }
            return;
        }
        let Some(said) = read(terminal, ours, &mut decoder) else {
            let _ = sender.send(Message::Gone);
            return;
        };
        if !send(said, sender) {
            return;
        }
    }
}

/// What the terminal said; none when it is gone.
fn read(terminal: &OwnedFd, ready: PollFlags, decoder: &mut Decoder) -> Option<Vec<Said>> {
    if ready.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
        return None;
    }
    if !ready.contains(PollFlags::IN) {
        return Some(Vec::new());
    }
    let mut bytes = [0; 4096];
    match rustix::io::read(terminal, &mut bytes) {
        Ok(0) => None,
        Ok(read) => Some(decoder.feed(bytes.get(..read)?)),
        Err(Errno::INTR | Errno::AGAIN) => Some(Vec::new()),
        Err(_) => None,
    }
}

/// Takes the answers that are owed off the terminal, or whoever reads there next would take them for keys.
fn settle(terminal: &OwnedFd, mut decoder: Decoder, deadline: Instant) {
    while decoder.expects() {
        let left = deadline.saturating_duration_since(Instant::now());
        let mut fds = [PollFd::new(terminal, PollFlags::IN)];
        let ready = poll(&mut fds, timespec(Some(left)).as_ref());
        let [ours] = fds.map(|fd| fd.revents());
        if !matches!(ready, Ok(1..)) || read(terminal, ours, &mut decoder).is_none() {
            return;
        }
    }
}

fn timespec(duration: Option<Duration>) -> Option<Timespec> {
    duration.and_then(|duration| duration.try_into().ok())
}

/// Sends what was said; false when nobody listens.
fn send(said: impl IntoIterator<Item = Said>, sender: &Sender<Message>) -> bool {
    said.into_iter().all(|said| {
        let message = match said {
            Said::Key(key) => Message::Key(key),
            Said::Paste(text) => Message::Paste(text),
            Said::Mouse(pointer) => Message::Mouse(pointer),
            Said::Focus => Message::Focus,
            Said::Answer(answer) => Message::Answered(answer),
        };
        sender.send(message).is_ok()
    })
}
