//! A second look at what a scan has seen: which article a changed path is, read again under the same rules, so that the
//! answer is what a new scan would give. Says so where only a new scan can tell: folders, links, files with rules.
//! Used by the watcher; reads the heads of single files, walks nothing.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fmt;
use std::fs::{self, FileType, Metadata};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::content::article::{Article, ArticleId};
use crate::loader::head::Heads;
use crate::loader::roots::Roots;
use crate::loader::seen::Seen;
use crate::loader::{Options, open, rules};

/// The clock of a file system lags behind the system's by a tick or two.
const LAG: Duration = Duration::from_millis(50);

/// Where a scan has been.
pub struct Visited {
    seen: Seen,
    options: Options,
    roots: Vec<PathBuf>,
}

impl fmt::Debug for Visited {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Visited").finish_non_exhaustive()
    }
}

/// What a change comes to.
#[derive(Debug, PartialEq)]
pub enum Again {
    /// These articles are as they are given here, and these are gone.
    Some(Vec<Article>, Vec<ArticleId>),
    /// Only a scan can tell.
    All,
}

/// What a changed path is now.
enum Now {
    /// Nothing of ours.
    Other,
    /// A file to be read.
    Article(ArticleId),
    /// An article that was, if it was one.
    Gone(ArticleId),
    /// Something that other articles depend on.
    More,
}

impl Visited {
    pub(super) fn new(roots: &Roots, options: Options, seen: Seen) -> Self {
        Self {
            seen,
            options,
            roots: roots.folders().map(Path::to_owned).collect(),
        }
    }

    /// Whether a root is not there: nothing tells when it comes back.
    pub fn lost(&self) -> bool {
        self.roots.iter().any(|root| !root.exists())
    }

    /// Every folder in which a change may concern us, by real path.
    pub fn folders(&self) -> HashSet<PathBuf> {
        self.seen.all_folders().map(Path::to_owned).collect()
    }

    /// Reads what lies at these paths again.
    pub fn again<'a>(&self, paths: impl IntoIterator<Item = &'a PathBuf>) -> Again {
        let mut heads = Heads::new();
        let (mut loaded, mut gone) = (Vec::new(), Vec::new());
        for path in paths {
            match self.now(path) {
                Now::Other => {}
                Now::More => return Again::All,
                Now::Gone(id) => gone.push(id),
                Now::Article(id) => match open::file(path) {
                    // It went between the two looks.
                    Err(error) if error.kind() == io::ErrorKind::NotFound => gone.push(id),
                    opened => loaded.push(heads.article(id, opened)),
                },
            }
        }
        Again::Some(loaded, gone)
    }

    /// What changed in `folders` since then, as far as can be told without reading any file; `None` if something
    /// is there no more that cannot be named.
    pub fn since(&self, folders: &[&Path], then: SystemTime) -> Option<HashSet<PathBuf>> {
        let then = then.checked_sub(LAG).unwrap_or(UNIX_EPOCH);
        let late = |it: &Metadata| {
            let seconds = Duration::from_secs(it.ctime().unsigned_abs());
            let changed = seconds + Duration::from_nanos(it.ctime_nsec().unsigned_abs());
            it.ctime() >= 0 && UNIX_EPOCH + changed >= then
        };
        let mut paths = HashSet::new();
        for folder in folders {
            if self.seen.folder(folder).is_none() {
                let files = self.seen.files();
                let here = files
                    .iter()
                    .filter(|file| file.parent() == Some(folder))
                    .cloned();
                paths.extend(here);
            } else if fs::metadata(folder).map_or(true, |it| late(&it)) {
                return None;
            } else {
                let entries = fs::read_dir(folder).into_iter().flatten().flatten();
                let articles =
                    entries.filter(|entry| rules::is_article(entry.file_name().as_bytes()));
                let changed = articles.filter(|entry| entry.metadata().is_ok_and(|it| late(&it)));
                paths.extend(changed.map(|entry| entry.path()));
            }
        }
        Some(paths)
    }

    fn now(&self, path: &Path) -> Now {
        if let Some(id) = self.seen.id(path) {
            return Self::listed(path, id);
        }
        let (Some(folder), Some(name)) = (path.parent(), path.file_name().map(OsStr::as_bytes))
        else {
            return Now::Other;
        };
        let kind = fs::symlink_metadata(path).map(|it| it.file_type()).ok();
        let known = self.seen.folder(path).is_some() || self.seen.has_link(path);
        if known {
            return Now::More;
        }
        let Some(folder) = self.seen.folder(folder).filter(|_| name != b".git") else {
            return Now::Other;
        };
        if rules::is_rules(name) {
            return if self.options.no_ignore {
                Now::Other
            } else {
                Now::More
            };
        }
        let article = rules::is_article(name);
        let Some(id) = folder.keeps(name, kind.is_some_and(|kind| kind.is_dir())) else {
            return Now::Other;
        };
        match kind {
            None if article => Now::Gone(id),
            Some(kind) if kind.is_dir() || kind.is_symlink() => Now::More,
            Some(kind) if article && kind.is_file() => Now::Article(id),
            Some(_) if article => Now::More,
            _ => Now::Other,
        }
    }

    /// A file that was listed for itself: given by name, or reached by a link.
    fn listed(path: &Path, id: &ArticleId) -> Now {
        let file = |it: Metadata| FileType::is_file(&it.file_type());
        if fs::symlink_metadata(path).is_ok_and(file) {
            Now::Article(id.clone())
        } else {
            Now::More
        }
    }
}
