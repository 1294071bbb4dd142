//! One worker's articles on their way out: sent in batches, small ones first so that a list begins at once.
//! Also counts what the worker passed over.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::content::article::Article;
use crate::loader::roots::Roots;
use crate::loader::{Message, Summary};
use crate::text::Clean;

/// The first batch has this many articles at most; each after it twice as many.
const FIRST: usize = 16;

/// No batch has more articles; with fewer, the library has more to do with them at the end.
const MOST: usize = 512;

/// The articles of a batch wait little longer for the others.
const PATIENCE: Duration = Duration::from_millis(20);

/// Takes messages; false when nobody is interested in more.
pub(super) type Send<'a> = &'a (dyn Fn(Message) -> bool + Sync);

/// See the top of the file.
pub(super) struct Outbox<'a> {
    /// What was passed over.
    pub(super) summary: Summary,
    roots: &'a Roots,
    send: Send<'a>,
    stop: &'a AtomicBool,
    batch: Vec<Article>,
    limit: usize,
    since: Instant,
}

impl<'a> Outbox<'a> {
    pub(super) fn new(roots: &'a Roots, send: Send<'a>, stop: &'a AtomicBool) -> Self {
        Self {
            summary: Summary::default(),
            roots,
            send,
            stop,
            batch: Vec::with_capacity(FIRST),
            limit: FIRST,
            since: Instant::now(),
        }
    }

    /// Adds an article, and sends the batch when it is full or old.
    pub(super) fn push(&mut self, article: Article) {
        if self.batch.is_empty() {
            self.since = Instant::now();
        }
        self.batch.push(article);
        // The clock is not asked at each.
        let late = || self.batch.len().is_multiple_of(8) && self.since.elapsed() >= PATIENCE;
        if self.batch.len() >= self.limit || late() {
            self.flush();
        }
    }

    /// Sends what there is. When nobody takes it, all workers stop.
    pub(super) fn flush(&mut self) {
        if self.batch.is_empty() {
            return;
        }
        self.limit = MOST.min(self.limit * 2);
        let batch = std::mem::replace(&mut self.batch, Vec::with_capacity(self.limit));
        self.summary.files += batch.len();
        if !(self.send)(Message::Loaded(batch)) {
            self.stop.store(true, Ordering::Relaxed);
        }
    }

    /// Notes what is wrong with a folder, a link or a file with rules.
    pub(super) fn complain(&mut self, source: u16, path: &[u8], sentence: &str) {
        let root = self
            .roots
            .get(source)
            .map(|root| &*root.label)
            .unwrap_or_default();
        let path = String::from_utf8_lossy(path);
        let slash = if path.is_empty() || root.ends_with('/') {
            ""
        } else {
            "/"
        };
        let path = Clean::line(&format!("{root}{slash}{path}"));
        self.summary.problems.push((path, Clean::line(sentence)));
    }
}
