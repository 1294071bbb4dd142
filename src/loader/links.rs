//! Where a symbolic link leads, seen from the root that it lies under. Opens nothing. Used by the queue.
//! Says in a sentence why a link is not followed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::loader::open;
use crate::loader::rules;
use crate::loader::seen::Place;
use crate::text::Clean;

/// The end of a link that may be of interest.
pub(super) enum Target {
    /// A folder under the root: its real path.
    Folder(PathBuf),
    /// A regular file under the root, and the link goes by an article's name: its real path.
    File(PathBuf),
    /// A pipe, socket or device under the root, by an article's name.
    Special,
    /// A folder, or anything by an article's name, that is not under the root.
    Outside,
    /// Not there, or a circle: why.
    Nothing(Clean),
    /// Something that would be passed over without a link, too.
    Other,
}

/// Where `link` leads.
pub(super) fn target(link: &Place, root: &Path) -> Target {
    let name = rules::name(&link.path);
    let article = rules::is_article(name);
    let (real, kind) = match end(&link.real) {
        Ok(end) => end,
        // `x.png` would have been no article and no folder; `posts` might have been one.
        Err(_) if !article && name.contains(&b'.') => return Target::Other,
        Err(error) => return Target::Nothing(open::reason(&error)),
    };
    if !article && !kind.is_dir() {
        Target::Other
    } else if !real.starts_with(root) {
        Target::Outside
    } else if kind.is_dir() {
        Target::Folder(real)
    } else if kind.is_file() {
        Target::File(real)
    } else {
        Target::Special
    }
}

fn end(link: &Path) -> io::Result<(PathBuf, fs::FileType)> {
    let real = fs::canonicalize(link)?;
    let kind = fs::symlink_metadata(&real)?.file_type();
    Ok((real, kind))
}
