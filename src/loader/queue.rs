//! The work of a scan that is left, shared by its workers. Files come before folders, so that only the folders
//! at hand are open. Roots and links are begun one at a time, in order, whenever all else is done: that makes
//! the real path win over a link, and the same link over another, on every run. No recursion, no deadlines.

use std::collections::{BTreeMap, HashSet};
use std::ffi::OsStr;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use crate::content::article::ArticleId;
use crate::loader::Options;
use crate::loader::head as heads;
use crate::loader::links::{self, Target};
use crate::loader::outbox::Outbox;
use crate::loader::roots::Roots;
use crate::loader::rules::Rules;
use crate::loader::seen::{Place, Seen};

/// Something for one worker to do.
pub(super) enum Job {
    /// Walk a folder; the files that were listed for themselves are not listed again.
    Folder(Place, Arc<HashSet<PathBuf>>),
    /// Read the heads of files of one folder.
    Files(Files),
    /// Read the head of one file that was reached by a link or given by name.
    File(Place),
}

/// Files of one open folder.
pub(super) struct Files {
    pub(super) source: u16,
    pub(super) folder: Arc<OwnedFd>,
    /// The folder's path under the root, and which part of its files these are, from 0.
    pub(super) part: (Arc<[u8]>, u32),
    /// Their paths under the root.
    pub(super) paths: Vec<Arc<[u8]>>,
}

/// What walking a folder brought up for later.
#[derive(Default)]
pub(super) struct Found {
    pub(super) folders: Vec<Place>,
    pub(super) links: Vec<Place>,
}

/// All the work of a scan.
pub(super) struct Queue<'a> {
    roots: &'a Roots,
    options: Options,
    stop: &'a AtomicBool,
    state: Mutex<State>,
    ready: Condvar,
}

#[derive(Default)]
struct State {
    next_root: u16,
    files: Vec<Files>,
    folders: Vec<Place>,
    /// A single file, reached by a link or given by name.
    file: Option<Place>,
    links: BTreeMap<Arc<[u8]>, Place>,
    seen: Seen,
    /// Workers that have a job.
    busy: usize,
}

/// Counts a worker as busy for as long as it lives, also when its job ends in a panic.
pub(super) struct Lease<'a>(&'a Queue<'a>);

impl Drop for Lease<'_> {
    fn drop(&mut self) {
        let mut state = self.0.lock();
        state.busy -= 1;
        if state.busy == 0 {
            self.0.ready.notify_all();
        }
    }
}

impl<'a> Queue<'a> {
    pub(super) fn new(roots: &'a Roots, options: Options, stop: &'a AtomicBool) -> Self {
        Self {
            roots,
            options,
            stop,
            state: Mutex::default(),
            ready: Condvar::new(),
        }
    }

    /// Waits for the next job; `None` when there will be none. The lease ends when its job is done.
    pub(super) fn next(&'a self, outbox: &mut Outbox<'_>) -> Option<(Job, Lease<'a>)> {
        let mut state = self.lock();
        loop {
            if self.stopped() {
                return None;
            }
            if let Some(job) = state.take() {
                state.busy += 1;
                return Some((job, Lease(self)));
            }
            if state.busy > 0 {
                outbox.flush();
                state = self
                    .ready
                    .wait(state)
                    .unwrap_or_else(PoisonError::into_inner);
            } else if !self.begin(&mut state, outbox) {
                return None;
            }
        }
    }

    /// Whether nobody wants the rest any more.
    pub(super) fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Adds files to be read.
    pub(super) fn add_files(&self, files: Files) {
        self.lock().files.push(files);
        self.ready.notify_one();
    }

    /// Notes that `folder` was walked, with the rules that hold in it, and adds what was found.
    pub(super) fn add(&self, folder: Place, found: Found) {
        let mut state = self.lock();
        state.folders.extend(found.folders);
        for link in &found.links {
            state.seen.add_link(link);
        }
        let links = found
            .links
            .into_iter()
            .map(|link| (Arc::clone(&link.path), link));
        state.links.extend(links);
        state.seen.add_folder(folder);
        drop(state);
        self.ready.notify_all();
    }

    /// What was seen, at the end.
    pub(super) fn seen(self) -> Seen {
        let state = self.state.into_inner();
        state.unwrap_or_else(PoisonError::into_inner).seen
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Follows the next link, or else begins the next root; false when there is none.
    fn begin(&self, state: &mut State, outbox: &mut Outbox<'_>) -> bool {
        if let Some((_, link)) = state.links.pop_first() {
            self.follow(state, link, outbox);
            return true;
        }
        let source = state.next_root;
        let Some(root) = self.roots.get(source) else {
            return false;
        };
        state.next_root += 1;
        let rules = Rules::new(self.options);
        let real = root.folder.clone();
        if let (Some(bytes), Some(name)) = (&root.input, &root.only) {
            let id = ArticleId {
                source,
                path: Arc::clone(name),
            };
            outbox.push(heads::input(id, bytes));
            return true;
        }
        match &root.only {
            None => state.folders.push(Place {
                source,
                path: Arc::default(),
                real,
                rules,
            }),
            Some(name) => {
                let real = real.join(OsStr::from_bytes(name));
                state.list(Place {
                    source,
                    path: Arc::clone(name),
                    real,
                    rules,
                });
            }
        }
        true
    }

    /// Adds what a link leads to, unless that was listed already.
    fn follow(&self, state: &mut State, link: Place, outbox: &mut Outbox<'_>) {
        let Some(root) = self.roots.get(link.source) else {
            return;
        };
        let inside = if self.roots.follow {
            Path::new("/")
        } else {
            &root.folder
        };
        match links::target(&link, inside) {
            Target::Folder(real) if !state.seen.has_folder(&real) => {
                state.folders.push(Place { real, ..link });
            }
            Target::File(real) => state.list(Place { real, ..link }),
            Target::Folder(_) | Target::Other => {}
            Target::Special => outbox.summary.special += 1,
            Target::Outside => {
                outbox.summary.outside += 1;
                outbox.complain(
                    link.source,
                    &link.path,
                    "is a link out of its root and was not followed",
                );
            }
            Target::Nothing(reason) => {
                outbox.complain(
                    link.source,
                    &link.path,
                    &format!("is a link that leads nowhere: {reason}"),
                );
            }
        }
    }
}

impl State {
    fn take(&mut self) -> Option<Job> {
        if let Some(file) = self.file.take() {
            return Some(Job::File(file));
        }
        if let Some(files) = self.files.pop() {
            return Some(Job::Files(files));
        }
        while let Some(folder) = self.folders.pop() {
            if !self.seen.has_folder(&folder.real) {
                return Some(Job::Folder(folder, self.seen.files()));
            }
        }
        None
    }

    /// Makes a job of a single file, unless it was listed already.
    fn list(&mut self, file: Place) {
        if !self.seen.has_file(&file.real) {
            self.seen.add_file(&file);
            self.file = Some(file);
        }
    }
}
