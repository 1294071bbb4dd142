//! What a scan has listed so far, by real path: links and overlapping roots lead to the same files again,
//! and each file is listed once. Links are looked up only while nothing is being walked, so the answer never
//! depends on which thread came first. Used by the queue.

use std::collections::{HashMap, HashSet};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::content::article::ArticleId;
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

/// A folder that was walked.
pub(super) struct Folder {
    source: u16,
    path: Arc<[u8]>,
    rules: Rules,
}

impl Folder {
    /// The article or folder of this name in it, unless the rules leave it out.
    pub(super) fn keeps(&self, name: &[u8], folder: bool) -> Option<ArticleId> {
        let path = join(&self.path, name);
        let kept = self.rules.judge(&path, folder) == Verdict::Keep;
        kept.then(|| ArticleId {
            source: self.source,
            path: path.into(),
        })
    }
}

/// Folders and files by real path.
#[derive(Default)]
pub(super) struct Seen {
    folders: HashMap<PathBuf, Folder>,
    files: Arc<HashSet<PathBuf>>,
    /// What they were listed as.
    ids: HashMap<PathBuf, ArticleId>,
    /// Links that were met, whatever became of them.
    links: HashSet<PathBuf>,
}

impl Seen {
    /// Notes a folder that was walked; its `rules` are those that judged what is in it.
    pub(super) fn add_folder(&mut self, folder: Place) {
        let Place {
            source,
            path,
            real,
            rules,
        } = folder;
        let folder = Folder {
            source,
            path,
            rules,
        };
        self.folders.insert(real, folder);
    }

    /// Notes a file that was listed for itself, not as part of its folder.
    pub(super) fn add_file(&mut self, file: &Place) {
        Arc::make_mut(&mut self.files).insert(file.real.clone());
        let id = ArticleId {
            source: file.source,
            path: Arc::clone(&file.path),
        };
        self.ids.insert(file.real.clone(), id);
    }

    /// Notes a link.
    pub(super) fn add_link(&mut self, link: &Place) {
        self.links.insert(link.real.clone());
    }

    /// Every folder that the answer depends on: those that were walked, and those of files that were listed for themselves.
    pub(super) fn all_folders(&self) -> impl Iterator<Item = &Path> {
        let parents = self.ids.keys().filter_map(|file| file.parent());
        self.folders.keys().map(PathBuf::as_path).chain(parents)
    }

    /// The folder that was walked at this place.
    pub(super) fn folder(&self, real: &Path) -> Option<&Folder> {
        self.folders.get(real)
    }

    /// What a file was listed as, if it was listed for itself.
    pub(super) fn id(&self, real: &Path) -> Option<&ArticleId> {
        self.ids.get(real)
    }

    /// Whether there was a link.
    pub(super) fn has_link(&self, real: &Path) -> bool {
        self.links.contains(real)
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
        let name = name.as_bytes();
        let kept = |folder: &Folder| rules::is_article(name) && folder.keeps(name, false).is_some();
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
