//! What the reader was asked to show: folders and single files, found and checked before anything else
//! happens. No walking and no reading; an article's id leads back to its file through here.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::content::article::ArticleId;
use crate::error::Error;
use crate::loader::open;
use crate::text::Clean;

/// The sources of articles, in the order given. `ArticleId::source` counts them from 0.
#[derive(Clone, Debug, Default)]
pub struct Roots(Vec<Root>);

/// One of them.
#[derive(Clone, Debug)]
pub(super) struct Root {
    /// The path as it was typed.
    pub(super) label: Clean,
    /// The folder or file, as it was typed.
    pub(super) typed: PathBuf,
    /// The folder, with every link on the way to it resolved.
    pub(super) folder: PathBuf,
    /// The name of the only file in it that is meant, if it is not the whole folder.
    pub(super) only: Option<Arc<[u8]>>,
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
        .map(Roots)
}

impl Roots {
    /// Their names for showing.
    pub fn labels(&self) -> impl Iterator<Item = &Clean> {
        self.0.iter().map(|root| &root.label)
    }

    /// Where the file of an article is.
    pub fn path(&self, id: &ArticleId) -> Option<PathBuf> {
        let root = self.get(id.source)?;
        Some(root.folder.join(OsStr::from_bytes(&id.path)))
    }

    /// The same below what was typed, as other programs want it.
    pub fn typed(&self, id: &ArticleId) -> Option<PathBuf> {
        let root = self.get(id.source)?;
        match root.only {
            Some(_) => Some(root.typed.clone()),
            None => Some(root.typed.join(OsStr::from_bytes(&id.path))),
        }
    }

    /// The article, if the first root is a single file.
    pub fn only(&self) -> Option<ArticleId> {
        let path = self.0.first()?.only.clone()?;
        Some(ArticleId { source: 0, path })
    }

    pub(super) fn get(&self, source: u16) -> Option<&Root> {
        self.0.get(usize::from(source))
    }
}

fn root(path: &Path) -> Result<Root, Error> {
    let refused = |error| refusal(path, &error);
    let real = fs::canonicalize(path).map_err(refused)?;
    let kind = fs::metadata(&real).map_err(refused)?;
    if kind.is_dir() {
        open::folder(&real).map_err(refused)?;
        return Ok(Root {
            label: label(path),
            typed: path.to_owned(),
            folder: real,
            only: None,
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
