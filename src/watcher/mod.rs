//! Changes on disk: the folders that a scan went through are watched, a burst of changes is waited for, and what changed
//! is read again, or a new scan is asked for. While a scan runs all is held back, so that nothing older than what it says
//! is said after it. Where nothing can be watched, scans are asked for from time to time. Knows nothing of the app.
//! [`spawn`] → [`Watcher::begin`] and [`Watcher::visited`] for each scan → [`Message`]s.

mod burst;
mod watches;

use std::ffi::OsStr;
use std::path::Path;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant, SystemTime};
use std::{io, thread};

use notify::Event;

use crate::content::article::{Article, ArticleId};
use crate::loader::{Again, Visited};
use crate::text::Clean;
use crate::watcher::burst::Burst;
use crate::watcher::watches::Watches;

/// Without watching, a scan is asked for no more often than this …
const POLL: Duration = Duration::from_secs(2);

/// … and so many times more rarely than a scan takes.
const SHARE: u32 = 20;

/// How the names of pictures end.
const PICTURES: [&str; 6] = ["png", "jpg", "jpeg", "gif", "webp", "bmp"];

/// What the watcher has to say.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    /// These articles are new or were changed, and these are gone.
    Changed(Vec<Article>, Vec<ArticleId>),
    /// Some pictures changed.
    Pictures,
    /// So much changed that a scan is needed.
    Stale,
    /// Changes came faster than they could be told; a scan is needed, and was asked for.
    Overrun,
    /// Nothing can be watched; scans are asked for from time to time instead. A sentence says why.
    Polling(Clean),
}

/// What the thread is told.
enum Told {
    Event(notify::Result<Event>),
    Begun,
    Visited(Box<Visited>),
}

/// The running watcher; it ends when this is dropped.
#[derive(Clone)]
pub struct Watcher(Sender<Told>);

impl Watcher {
    /// A scan begins.
    pub fn begin(&self) {
        let _ = self.0.send(Told::Begun);
    }

    /// A scan is over, and went there.
    pub fn visited(&self, visited: Box<Visited>) {
        let _ = self.0.send(Told::Visited(visited));
    }
}

/// Starts the watcher, which watches nothing before the first scan is over. When `say` answers false, it ends.
///
/// # Errors
/// When the system has no thread for it.
pub fn spawn(say: impl Fn(Message) -> bool + Send + 'static) -> io::Result<Watcher> {
    let (sender, told) = mpsc::channel();
    let events = sender.clone();
    thread::Builder::new()
        .name("watcher".into())
        .spawn(move || {
            let state = State {
                say: Box::new(say),
                watches: Watches::new(move |event| {
                    let _ = events.send(Told::Event(event));
                }),
                visited: None,
                burst: Burst::default(),
                begun: None,
                poll: None,
                polls: false,
            };
            state.run(&told);
        })?;
    Ok(Watcher(sender))
}

struct State {
    say: Box<dyn Fn(Message) -> bool + Send>,
    watches: Watches,
    /// Where the last scan has been.
    visited: Option<Box<Visited>>,
    burst: Burst,
    /// When the scan that runs was begun.
    begun: Option<(Instant, SystemTime)>,
    /// When to ask for the next scan without any event.
    poll: Option<Instant>,
    /// Whether it was said that nothing can be watched.
    polls: bool,
}

impl State {
    fn run(mut self, told: &Receiver<Told>) {
        loop {
            let next = match self.due() {
                None => told.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(due) => told.recv_timeout(due.saturating_duration_since(Instant::now())),
            };
            match next {
                Ok(Told::Event(event)) => self.notice(event),
                Ok(Told::Begun) => self.begun = Some((Instant::now(), SystemTime::now())),
                Ok(Told::Visited(visited)) => self.arrive(visited),
                Err(RecvTimeoutError::Timeout) => {
                    if !self.look() {
                        return;
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// When there is something to do, if nothing happens before.
    fn due(&self) -> Option<Instant> {
        if self.begun.is_some() {
            return None;
        }
        [self.burst.due(), self.poll].into_iter().flatten().min()
    }

    fn notice(&mut self, event: notify::Result<Event>) {
        if let Ok(event) = &event {
            self.watches.forget(event);
        }
        self.burst.add(event, Instant::now());
    }

    /// A scan is over: what it went through is watched, and what changed before that is not missed.
    fn arrive(&mut self, visited: Box<Visited>) {
        let Some((begun, clock)) = self.begun.take() else {
            return;
        };
        let fresh = self.watches.set(visited.folders(), self.burst.overrun);
        match fresh {
            Ok(fresh) => {
                let fresh: Vec<_> = fresh.iter().map(std::path::PathBuf::as_path).collect();
                let missed = visited.since(&fresh, clock);
                // Our own reading may have filled the queue; whether anything was lost has just been looked up.
                self.burst.overrun = false;
                self.burst.found(missed, Instant::now());
            }
            Err(why) => {
                if !self.polls {
                    self.polls = true;
                    (self.say)(Message::Polling(why));
                }
            }
        }
        let lost = visited.lost();
        self.poll = (self.polls || lost).then(|| {
            let pause = POLL.max(begun.elapsed() * SHARE);
            Instant::now() + pause
        });
        self.visited = Some(visited);
    }

    /// Says what changed; false when nobody listens any more.
    fn look(&mut self) -> bool {
        let now = Instant::now();
        if self.poll.is_some_and(|due| due <= now) {
            self.poll = None;
            return (self.say)(Message::Stale);
        }
        if self.burst.due().is_none_or(|due| due > now) {
            return true;
        }
        if self.burst.overrun {
            // Until the scan is over, the burst knows what it must look up.
            self.burst.take();
            self.burst.overrun = true;
            return (self.say)(Message::Overrun);
        }
        let Some(paths) = self.burst.take() else {
            return (self.say)(Message::Pictures) && (self.say)(Message::Stale);
        };
        // Said first: an article that changed with its pictures is read after that.
        if paths.iter().any(|path| is_picture(path)) && !(self.say)(Message::Pictures) {
            return false;
        }
        match self.visited.as_ref().map(|visited| visited.again(&paths)) {
            Some(Again::Some(loaded, gone)) if loaded.is_empty() && gone.is_empty() => true,
            Some(Again::Some(loaded, gone)) => (self.say)(Message::Changed(loaded, gone)),
            Some(Again::All) | None => (self.say)(Message::Stale),
        }
    }
}

fn is_picture(path: &Path) -> bool {
    let ending = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    PICTURES
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known))
}
