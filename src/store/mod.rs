//! Marks ↔ the database in the data directory: one thread that loads, writes and tells what other instances wrote.
//! What [`Store::save`] was given comes back as [`Said::Marks`] once it is safe on the disk; until then it is tried again.
//! Whatever is wrong with the file, the reader goes on: what cannot be kept is said.

mod bookmarks;
mod database;
mod keeper;
mod known;
mod salvage;
mod searches;
mod tables;
#[cfg(test)]
mod tests;
mod texts;
mod transfer;

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;
use std::{io, thread};

use crate::content::bookmark::Bookmark;
use crate::content::marks::{Mark, Row};
use crate::store::keeper::Keeper;
use crate::text::Clean;

pub use known::known;
pub use transfer::{export, import};

/// The name of the file in the data directory.
pub const FILE: &str = "marks.sqlite";
/// Quitting waits so long for what is still to be written, at most.
const PATIENCE: Duration = Duration::from_secs(2);
/// Counters beyond this are nobody's: a mark with one could never be changed again.
const HIGHEST: u64 = 1 << 53;

/// What the store has to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Marks that were loaded, written, or made by another instance.
    Marks(Vec<Row>),
    /// Marks are not saved, and why; or they are again.
    Unsaved(Option<Clean>),
    /// No folder was ever read before.
    First,
    /// Where the last use of the folders ended, if that is known.
    Bookmark(Option<Box<Bookmark>>),
    /// What was searched for in the folders, the oldest first.
    Searches(Vec<String>),
    /// The text of this print, if it is kept.
    Text(i64, Option<String>),
    /// Something to tell the reader once.
    Told(Clean),
}

/// What the thread is asked for.
#[derive(Debug)]
enum Ask {
    Save(Vec<Row>),
    Open(Vec<u8>),
    Leave(Vec<u8>, Box<Bookmark>),
    Remember(i64, String),
    Recall(i64),
    Searched(Vec<u8>, String),
    Searches(Vec<u8>),
}

/// A mark with the names that last: a canonical folder and a path under it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    root: Vec<u8>,
    path: Vec<u8>,
    /// The number of a [`crate::content::marks::Kind`].
    kind: u8,
    mark: Mark,
}

/// The running thread.
#[derive(Debug)]
pub struct Store {
    ask: Sender<Ask>,
    over: Receiver<()>,
}

impl Store {
    /// Writes these marks as soon as can be.
    pub fn save(&self, rows: Vec<Row>) {
        let _ = self.ask.send(Ask::Save(rows));
    }

    /// Asks for the bookmark of folders, by a name for them and for how they are read; it comes as [`Said::Bookmark`].
    pub fn open(&self, scope: Vec<u8>) {
        let _ = self.ask.send(Ask::Open(scope));
    }

    /// Keeps a bookmark; one without known articles leaves those as they are.
    pub fn leave(&self, scope: Vec<u8>, bookmark: Box<Bookmark>) {
        let _ = self.ask.send(Ask::Leave(scope, bookmark));
    }

    /// Keeps a text that was read by its print, until there are too many.
    pub fn remember(&self, print: i64, text: String) {
        let _ = self.ask.send(Ask::Remember(print, text));
    }

    /// Asks for the text of a print; it comes as [`Said::Text`].
    pub fn recall(&self, print: i64) {
        let _ = self.ask.send(Ask::Recall(print));
    }

    /// Keeps what was searched for in folders, until there is too much.
    pub fn searched(&self, scope: Vec<u8>, words: String) {
        let _ = self.ask.send(Ask::Searched(scope, words));
    }

    /// Asks for what was searched for in folders; it comes as [`Said::Searches`].
    pub fn searches(&self, scope: Vec<u8>) {
        let _ = self.ask.send(Ask::Searches(scope));
    }

    /// Looks whether other instances wrote something. Costs next to nothing.
    pub fn look(&self) {
        self.save(Vec::new());
    }

    /// Waits until all is written, but not for ever; whether it is.
    pub fn finish(self) -> bool {
        drop(self.ask);
        let over = self.over.recv_timeout(PATIENCE);
        !matches!(over, Err(RecvTimeoutError::Timeout))
    }
}

/// Starts the thread. `folders` are the canonical folders of the sources; nothing is kept of those that are empty. `say` is
/// called by the thread; when it answers false, nobody listens any more.
///
/// # Errors
/// When there can be no thread.
pub fn spawn(
    file: PathBuf,
    folders: Vec<Vec<u8>>,
    say: impl Fn(Said) -> bool + Send + 'static,
) -> io::Result<Store> {
    let (ask, asked) = channel();
    let (done, over) = channel();
    thread::Builder::new().name("marks".into()).spawn(move || {
        Keeper::new(file, folders, &say).run(&asked);
        drop(done);
    })?;
    Ok(Store { ask, over })
}
