//! What the reader was asked to show: folders and single files, found and checked before anything else
//! happens. No walking and no reading; an article's id leads back to its file through here.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, Read};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::content::article::ArticleId;
use crate::error::Error;
use crate::loader::Options;
use crate::loader::open::{self, BODY_MAX};
use crate::text::Clean;

/// The sources of articles, in the order given. `ArticleId::source` counts them from 0.
#[derive(Clone, Debug, Default)]
pub struct Roots {
    all: Vec<Root>,
    /// Whether links that lead out of their root are followed.
    pub(super) follow: bool,
    /// Where an index of them may be kept.
    pub(super) cache: Option<PathBuf>,
}

/// One of them.
#[derive(Clone, Debug)]
pub(super) struct Root {
    /// The path as it was typed.
    pub(super) label: Clean,
    /// The folder or file, as it was typed; the folder with a `/` at its end.
    pub(super) typed: PathBuf,
    /// The folder, with every link on the way to it resolved.
    pub(super) folder: PathBuf,
    /// The name of the only file in it that is meant, if it is not the whole folder.
    pub(super) only: Option<Arc<[u8]>>,
    /// What was read from the standard input, if that is the root.
    pub(super) input: Option<Arc<[u8]>>,
}

/// Finds out what `paths` are: each must be a folder or a regular file that we may read.
///
/// # Errors
/// For the first path that is neither, or cannot be read.
pub fn roots<P: AsRef<Path>>(paths: &[P]) -> Result<Roots, Error> {
    if let Some(path) = paths.get(usize::from(u16::MAX)) {
        let path = label(path.as_ref());
        return Err(Error::TooMany { path });
    }
    paths
        .iter()
        .map(|path| root(path.as_ref()))
        .collect::<Result<_, _>>()
        .map(|all| Roots {
            all,
            ..Roots::default()
        })
}

impl Roots {
    /// The same, with links followed that lead out of their root, or not.
    #[must_use]
    pub fn following(self, follow: bool) -> Self {
        Self { follow, ..self }
    }

    /// The same, with an index kept in this folder.
    #[must_use]
    pub fn cached(self, folder: Option<PathBuf>) -> Self {
        Self {
            cache: folder,
            ..self
        }
    }

    /// What a scan of them depends on, besides the files.
    pub fn scope(&self, options: Options) -> Vec<u8> {
        let mut scope = format!("{options:?} {}", self.follow).into_bytes();
        for root in &self.all {
            for part in [
                root.folder.as_os_str().as_bytes(),
                root.only.as_deref().unwrap_or_default(),
            ] {
                scope.push(0);
                scope.extend_from_slice(part);
            }
        }
        scope
    }

    /// Their names for showing.
    pub fn labels(&self) -> impl Iterator<Item = &Clean> {
        self.all.iter().map(|root| &root.label)
    }

    /// What marks of their articles are kept by: the canonical folders, empty for the standard input.
    pub fn keys(&self) -> Vec<Vec<u8>> {
        let folders = self.all.iter().map(|root| root.folder.as_os_str());
        folders.map(|folder| folder.as_bytes().to_vec()).collect()
    }

    /// Where the file of an article is.
    pub fn path(&self, id: &ArticleId) -> Option<PathBuf> {
        let root = self.get(id.source)?;
        Some(root.folder.join(OsStr::from_bytes(&id.path)))
    }

    /// The same below what was typed, as other programs want it.
    pub fn typed(&self, id: &ArticleId) -> Option<PathBuf> {
        let parts = self.typed_parts(id)?.concat();
        Some(OsString::from_vec(parts).into())
    }

    /// The bytes of the same in two parts, without a copy of them.
    pub fn typed_parts<'a>(&'a self, id: &'a ArticleId) -> Option<[&'a [u8]; 2]> {
        let root = self.get(id.source)?;
        let below: &[u8] = if root.only.is_some() { b"" } else { &id.path };
        Some([root.typed.as_os_str().as_bytes(), below])
    }

    /// Whether there is something of this path under a root. A link counts as what it leads to, wherever that is; nothing
    /// is opened. Around the standard input nobody looks: everything is there.
    pub fn holds(&self, source: u16, path: &[u8]) -> bool {
        let there = |root: &Root| {
            root.input.is_some() || fs::metadata(root.folder.join(OsStr::from_bytes(path))).is_ok()
        };
        self.get(source).is_some_and(there)
    }

    /// The article, if the first root is a single file.
    pub fn only(&self) -> Option<ArticleId> {
        let path = self.all.first()?.only.clone()?;
        Some(ArticleId { source: 0, path })
    }

    /// The folders in which they lie.
    pub(super) fn folders(&self) -> impl Iterator<Item = &Path> {
        let on_disk = self.all.iter().filter(|root| root.input.is_none());
        on_disk.map(|root| root.folder.as_path())
    }

    pub(super) fn get(&self, source: u16) -> Option<&Root> {
        self.all.get(usize::from(source))
    }
}

fn root(path: &Path) -> Result<Root, Error> {
    if path == Path::new("-") {
        return input();
    }
    let refused = |error| refusal(path, &error);
    let real = fs::canonicalize(path).map_err(refused)?;
    let kind = fs::metadata(&real).map_err(refused)?;
    if kind.is_dir() {
        open::folder(&real).map_err(refused)?;
        return Ok(Root {
            label: label(path),
            typed: path.join(""),
            folder: real,
            only: None,
            input: None,
        });
    }
    let (Some(folder), Some(name), true) = (real.parent(), real.file_name(), kind.is_file()) else {
        return Err(Error::Special { path: label(path) });
    };
    open::file(&real).map_err(refused)?;
    Ok(Root {
        label: label(path),
        typed: path.to_owned(),
        folder: folder.to_owned(),
        only: Some(name.as_bytes().into()),
        input: None,
    })
}

/// The standard input as an article: read to its end, or as far as an article goes, now, since it can be read only once.
fn input() -> Result<Root, Error> {
    let refused = |reason: Clean| Error::Unreadable {
        path: Clean::line("-"),
        reason,
    };
    if rustix::termios::isatty(io::stdin()) {
        return Err(refused(Clean::line("the standard input is a terminal")));
    }
    let mut bytes = Vec::new();
    // One byte more than is shown tells that something was left out.
    let mut bounded = io::stdin().lock().take(BODY_MAX as u64 + 1);
    bounded
        .read_to_end(&mut bytes)
        .map_err(|error| refused(open::reason(&error)))?;
    Ok(Root {
        label: Clean::line("standard input"),
        typed: PathBuf::from("-"),
        folder: PathBuf::new(),
        only: Some(b"standard-input".as_slice().into()),
        input: Some(bytes.into()),
    })
}

fn refusal(path: &Path, error: &io::Error) -> Error {
    let path = label(path);
    match error.kind() {
        io::ErrorKind::NotFound => Error::Missing { path },
        _ => Error::Unreadable {
            path,
            reason: open::reason(error),
        },
    }
}

fn label(path: &Path) -> Clean {
    Clean::bytes(path.as_os_str().as_bytes())
}
