//! What a scan has listed so far, by real path: links and overlapping roots lead to the same files again,
//! and each file is listed once. Links are looked up only while nothing is being walked, so the answer never
//! depends on which thread came first. Used by the queue.

use std::collections::{HashMap, HashSet};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::loader::rules::{self, Rules, Verdict};

/// A name below a root: a folder to walk, or a link that may lead to something.
#[derive(Clone)]
pub(super) struct Place {
    /// Which root.
    pub(super) source: u16,
    /// Path under the root by which it was reached; empty for the root itself.
    pub(super) path: Arc<[u8]>,
    /// Where it is in the file system.
    pub(super) real: PathBuf,
    /// The rules that judged it.
    pub(super) rules: Rules,
}

/// Folders and files by real path.
#[derive(Default)]
pub(super) struct Seen {
    folders: HashMap<PathBuf, (Arc<[u8]>, Rules)>,
    files: Arc<HashSet<PathBuf>>,
}

impl Seen {
    /// Notes a folder that was walked; its `rules` are those that judged what is in it.
    pub(super) fn add_folder(&mut self, folder: Place) {
        self.folders
            .insert(folder.real, (folder.path, folder.rules));
    }

    /// Notes a file that was listed for itself, not as part of its folder.
    pub(super) fn add_file(&mut self, real: PathBuf) {
        Arc::make_mut(&mut self.files).insert(real);
    }

    /// The files that were listed for themselves.
    pub(super) fn files(&self) -> Arc<HashSet<PathBuf>> {
        Arc::clone(&self.files)
    }

    /// Whether a folder was walked.
    pub(super) fn has_folder(&self, real: &Path) -> bool {
        self.folders.contains_key(real)
    }

    /// Whether a regular file was listed: for itself, or because its folder was walked and the rules there keep it.
    pub(super) fn has_file(&self, real: &Path) -> bool {
        let (Some(folder), Some(name)) = (real.parent(), real.file_name()) else {
            return false;
        };
        let kept = |(path, rules): &(Arc<[u8]>, Rules)| {
            let name = name.as_bytes();
            rules::is_article(name) && rules.judge(&join(path, name), false) == Verdict::Keep
        };
        self.files.contains(real) || self.folders.get(folder).is_some_and(kept)
    }
}

/// A path under a root and a name in it.
pub(super) fn join(folder: &[u8], name: &[u8]) -> Vec<u8> {
    let mut path = Vec::with_capacity(folder.len() + 1 + name.len());
    if !folder.is_empty() {
        path.extend_from_slice(folder);
        path.push(b'/');
    }
    path.extend_from_slice(name);
    path
}
