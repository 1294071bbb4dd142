//! Opens folders and regular files, and nothing else: a pipe, a device or a terminal that goes by an
//! article's name must neither block the reader nor notice it. Knows nothing of articles' text.

use std::fs::File;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::path::Path;

use rustix::fs::{CWD, FileType, Mode, OFlags, fstat, openat};
use rustix::path::Arg;

use crate::index::Stamp;
use crate::text::Clean;

/// More of an article is not shown, in bytes of its file.
pub const BODY_MAX: usize = 8 * 1024 * 1024;

/// Opens a folder that is no symbolic link.
pub(super) fn folder(path: &Path) -> io::Result<OwnedFd> {
    folder_in(CWD, path)
}

/// Opens the folder `name` in `folder`, which is no symbolic link.
pub(super) fn folder_in(folder: impl AsFd, name: impl Arg) -> io::Result<OwnedFd> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    Ok(openat(folder, name, flags, Mode::empty())?)
}

/// The stamp of a folder, where the system changes it whenever a name comes into the folder or goes: that is known of file
/// systems on disks and in memory, while those of other machines and of programs may tell old times, or any.
#[cfg(target_os = "linux")]
pub(super) fn folder_stamp(folder: impl AsFd) -> Option<Stamp> {
    /// ext2 to ext4, XFS, Btrfs, F2FS, tmpfs, and layers of them.
    const KNOWN: [u32; 6] = [
        0xEF53,
        0x5846_5342,
        0x9123_683E,
        0xF2F5_2010,
        0x0102_1994,
        0x794C_7630,
    ];
    let kind = rustix::fs::fstatfs(&folder).ok()?.f_type;
    let known = u32::try_from(kind).is_ok_and(|kind| KNOWN.contains(&kind));
    let stat = fstat(folder).ok().filter(|_| known)?;
    Some(Stamp::new(&stat))
}

/// No file system here is known well enough.
#[cfg(not(target_os = "linux"))]
pub(super) fn folder_stamp(_folder: impl AsFd) -> Option<Stamp> {
    None
}

/// Opens the regular file `name` in `folder`, which is no symbolic link, without ever waiting for it.
pub(super) fn file_in(folder: impl AsFd, name: impl Arg) -> io::Result<(File, Stamp)> {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
    let file = openat(folder, name, flags | OFlags::CLOEXEC, Mode::empty())?;
    let stat = fstat(&file)?;
    if FileType::from_raw_mode(stat.st_mode) != FileType::RegularFile {
        return Err(io::Error::other("is not a regular file"));
    }
    Ok((File::from(file), Stamp::new(&stat)))
}

/// Opens the regular file at `path`, as [`file_in`] does.
pub(super) fn file(path: &Path) -> io::Result<(File, Stamp)> {
    file_in(CWD, path)
}

/// What the system says went wrong, in its own words, without their number.
pub fn reason(error: &io::Error) -> Clean {
    let words = error.to_string();
    Clean::line(words.split(" (os error").next().unwrap_or_default())
}
