//! What the thread of the store does: opens the database, writes what it is given, tries again what failed, tells what others
//! wrote. It sleeps unless there is something to do or to try again.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use crate::content::bookmark::Bookmark;
use crate::content::marks::Row;
use crate::store::database::{Database, Trouble};
use crate::store::known::row;
use crate::store::salvage::salvage;
use crate::store::{Ask, Entry, Said, bookmarks, searches, texts};
use crate::text::Clean;

/// What failed is tried again after so long, then after twice as long, and so on,
const SOON: Duration = Duration::from_millis(50);
/// to this.
const LATE: Duration = Duration::from_secs(30);
/// No more texts and searches wait to be written; they are of use, but no more.
const WAITING: usize = 100;
/// After so many failures the reader is told.
const TRIES: u32 = 4;

/// See the top of the file.
pub(super) struct Keeper<'a> {
    file: PathBuf,
    folders: Vec<Vec<u8>>,
    say: &'a dyn Fn(Said) -> bool,
    database: Option<Database>,
    /// What is still to be written, the latest of each mark.
    pending: BTreeMap<(Vec<u8>, Vec<u8>, u8), Entry>,
    /// Texts to keep, compressed.
    texts: Vec<(i64, Vec<u8>)>,
    /// Searches to keep, with their folders,
    searched: Vec<(Vec<u8>, String)>,
    /// and folders whose searches are wanted.
    searches: Option<Vec<u8>>,
    /// Folders whose bookmark is wanted,
    opened: Option<Vec<u8>>,
    /// and a bookmark to keep.
    left: Option<(Vec<u8>, Box<Bookmark>)>,
    /// Prints of texts that are wanted.
    wanted: Vec<i64>,
    /// What was written, in case that somebody sets the file aside.
    written: BTreeMap<(Vec<u8>, Vec<u8>, u8), Entry>,
    /// The answer to that.
    found: Option<Said>,
    failures: u32,
    said: Option<Clean>,
}

impl<'a> Keeper<'a> {
    pub(super) fn new(file: PathBuf, folders: Vec<Vec<u8>>, say: &'a dyn Fn(Said) -> bool) -> Self {
        Self {
            file,
            folders,
            say,
            database: None,
            pending: BTreeMap::new(),
            texts: Vec::new(),
            searched: Vec::new(),
            searches: None,
            opened: None,
            left: None,
            wanted: Vec::new(),
            written: BTreeMap::new(),
            found: None,
            failures: 0,
            said: None,
        }
    }

    /// Works until nobody asks any more and all is written, or cannot be.
    pub(super) fn run(mut self, asked: &Receiver<Ask>) {
        let mut goes_on = self.work();
        while goes_on {
            match self.wait(asked) {
                Ok(ask) => {
                    self.take(ask);
                    for ask in asked.try_iter() {
                        self.take(ask);
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    // The last word: a few more tries, while somebody may wait for us.
                    while !self.is_done() && self.failures < TRIES && self.work() {
                        std::thread::sleep(self.pause());
                    }
                    return;
                }
            }
            goes_on = self.work();
        }
    }

    fn is_done(&self) -> bool {
        self.pending.is_empty()
            && self.texts.is_empty()
            && self.searched.is_empty()
            && self.left.is_none()
    }

    fn wait(&self, asked: &Receiver<Ask>) -> Result<Ask, RecvTimeoutError> {
        if self.failures == 0 {
            return asked.recv().map_err(|_| RecvTimeoutError::Disconnected);
        }
        asked.recv_timeout(self.pause())
    }

    fn pause(&self) -> Duration {
        let doubled = 1_u32.checked_shl(self.failures.min(20)).unwrap_or(u32::MAX);
        SOON.saturating_mul(doubled / 2).min(LATE)
    }

    fn take(&mut self, ask: Ask) {
        let rows = match ask {
            Ask::Save(rows) => rows,
            Ask::Remember(print, text) => {
                if self.texts.len() < WAITING {
                    self.texts.push((print, texts::pack(&text)));
                }
                return;
            }
            Ask::Recall(print) => return self.wanted.push(print),
            Ask::Searched(scope, words) => {
                if self.searched.len() < WAITING {
                    self.searched.push((scope, words));
                }
                return;
            }
            Ask::Searches(scope) => {
                self.searches = Some(scope);
                return;
            }
            Ask::Open(scope) => {
                self.opened = Some(scope);
                return;
            }
            Ask::Leave(scope, mut bookmark) => {
                let waiting = self.left.take();
                let known = waiting.and_then(|(_, waiting)| waiting.known);
                bookmark.known = bookmark.known.or(known);
                self.left = Some((scope, bookmark));
                return;
            }
        };
        for row in rows {
            if let Some(entry) = self.entry(&row) {
                self.pending.insert(key(&entry), entry);
            }
        }
    }

    /// Does what there is to do; false when nobody listens any more.
    fn work(&mut self) -> bool {
        let done = self.try_work();
        match done {
            Ok(news) => {
                self.failures = 0;
                let rows: Vec<Row> = news
                    .into_iter()
                    .filter_map(|entry| row(&self.folders, entry))
                    .collect();
                let sealed = self.database.as_ref().and_then(|it| it.sealed.clone());
                let told = self.tell(sealed);
                let heard = rows.is_empty() || (self.say)(Said::Marks(rows));
                // Behind the marks: the place in a text is one of them.
                let found = self.found.take();
                let found = found.is_none_or(|found| (self.say)(found));
                told && heard && found
            }
            Err(trouble) => {
                self.failures = self.failures.saturating_add(1);
                let why = match trouble {
                    Trouble::Busy if self.failures < TRIES => return true,
                    Trouble::Busy => Clean::line("another program keeps the file locked"),
                    Trouble::Corrupt => Clean::line("the file is damaged"),
                    Trouble::Other(why) => why,
                };
                self.database.take_if(|database| database.sealed.is_none());
                // Nothing is waiting to be written: it is tried again when there is.
                if self.pending.is_empty() && self.failures >= TRIES {
                    self.failures = 0;
                }
                self.tell(Some(why))
            }
        }
    }

    fn try_work(&mut self) -> Result<Vec<Entry>, Trouble> {
        let stale = |database: &Database| database.is_stale(&self.file);
        if self.database.as_ref().is_some_and(stale) {
            self.database = None;
        }
        let sealed = self.database.as_ref().and_then(|it| it.sealed.clone());
        if sealed.is_some() && !self.pending.is_empty() {
            let again = self.open()?;
            if let Some(why) = again.sealed {
                return Err(Trouble::Other(why));
            }
            self.database = Some(again);
        }
        if self.database.is_none() {
            self.database = Some(self.open()?);
        }
        // Before anything of this visit takes the place of what was asked for.
        self.answer();
        let Some(database) = &mut self.database else {
            return Ok(Vec::new());
        };
        if database.sealed.is_some() {
            self.left = None;
            self.searched.clear();
        }
        if !self.searched.is_empty() {
            searches::put(&mut database.connection, &self.searched)?;
            self.searched.clear();
        }
        if let Some(scope) = self.searches.take() {
            // A newer version may keep them in another way.
            let past = searches::get(&database.connection, &scope).unwrap_or_default();
            (self.say)(Said::Searches(past));
        }
        if let Some((scope, bookmark)) = &self.left {
            bookmarks::put(&database.connection, scope, bookmark)?;
            self.left = None;
        }
        if !self.texts.is_empty() && database.sealed.is_none() {
            texts::put(&mut database.connection, &self.texts)?;
            self.texts.clear();
        }
        if database.sealed.is_some() {
            return database.news();
        }
        if self.pending.is_empty() {
            return database.news();
        }
        let entries: Vec<Entry> = self.pending.values().cloned().collect();
        let news = database.write(entries)?;
        self.written.append(&mut self.pending);
        Ok(news)
    }

    /// Looks up texts and a bookmark that were asked for.
    fn answer(&mut self) {
        let Some(database) = &self.database else {
            return;
        };
        for print in std::mem::take(&mut self.wanted) {
            let text = texts::get(&database.connection, print);
            (self.say)(Said::Text(print, text));
        }
        if let Some(scope) = self.opened.take() {
            let bookmark = bookmarks::get(&database.connection, &scope);
            if bookmarks::are_none(&database.connection) {
                (self.say)(Said::First);
            }
            self.found = Some(Said::Bookmark(bookmark.map(Box::new)));
        }
    }

    fn open(&mut self) -> Result<Database, Trouble> {
        let mut database = match Database::open(&self.file) {
            Err(Trouble::Corrupt) => {
                if let Some(salvaged) = salvage(&self.file)? {
                    let sentence = format!(
                        "The file of marks was damaged: {} marks were saved, the file is now {}.",
                        salvaged.kept,
                        salvaged.aside.display()
                    );
                    (self.say)(Said::Told(Clean::line(&sentence)));
                }
                Database::open(&self.file)?
            }
            opened => opened?,
        };
        if database.sealed.is_none() && !self.written.is_empty() {
            let written: Vec<Entry> = self.written.values().cloned().collect();
            database.merge(&written)?;
        }
        Ok(database)
    }

    fn tell(&mut self, why: Option<Clean>) -> bool {
        if self.said == why {
            return true;
        }
        self.said.clone_from(&why);
        (self.say)(Said::Unsaved(why))
    }

    fn entry(&self, row: &Row) -> Option<Entry> {
        let root = self.folders.get(usize::from(row.id.source))?.clone();
        (!root.is_empty()).then(|| Entry {
            root,
            path: row.id.path.to_vec(),
            kind: row.kind as u8,
            mark: row.mark,
        })
    }
}

fn key(entry: &Entry) -> (Vec<u8>, Vec<u8>, u8) {
    (entry.root.clone(), entry.path.clone(), entry.kind)
}
