//! The bytes of one article after the other, read into the same memory, for whoever looks for words in all of them.
//! Bounded like what is opened, and as careful: nothing that is not a file under its root is read.

use std::fs::File;
use std::io::{self, Read};
use std::os::fd::OwnedFd;

use crate::content::article::ArticleId;
use crate::content::front_matter;
use crate::loader::body::open_root;
use crate::loader::open::{self, BODY_MAX};
use crate::loader::roots::Roots;

/// See the top of the file.
#[derive(Debug)]
pub struct Raw<'a> {
    roots: &'a Roots,
    folders: Vec<Option<OwnedFd>>,
    /// The folder of the last article, of which root, and its path: most articles lie beside the one before.
    here: Option<(u16, Box<[u8]>, OwnedFd)>,
    memory: Memory,
    decoded: String,
}

impl<'a> Raw<'a> {
    /// A reader of what lies under `roots`.
    pub fn new(roots: &'a Roots) -> Self {
        let all = (0..=u16::MAX).map_while(|source| roots.get(source));
        Self {
            roots,
            folders: all.map(|root| open::folder(&root.folder).ok()).collect(),
            here: None,
            memory: Memory::new(),
            decoded: String::new(),
        }
    }

    /// The text of an article that begins at byte `body` of its file, as it is unless it is UTF-16.
    ///
    /// # Errors
    /// When it cannot be read, or now lies elsewhere.
    pub fn text(&mut self, id: &ArticleId, body: u32) -> io::Result<&[u8]> {
        let bytes = if let Some((file, size)) = self.plain(id) {
            self.memory.read(file, size)?
        } else {
            let (file, facts) = open_root(self.roots, id)?;
            self.memory.read(file, facts.size)?
        };
        let text = if is_wide(bytes) {
            self.decoded = front_matter::decode(bytes, true).text.into_owned();
            self.decoded.as_bytes()
        } else {
            without_mark(bytes)
        };
        Ok(text.get(body as usize..).unwrap_or_default())
    }

    /// A file on whose path there are no links: nearly every one.
    fn plain(&mut self, id: &ArticleId) -> Option<(File, u64)> {
        let slash = id.path.iter().rposition(|byte| *byte == b'/');
        let (path, name) = id
            .path
            .split_at_checked(slash.map_or(0, |slash| slash + 1))?;
        let stays = |here: &(u16, Box<[u8]>, _)| here.0 == id.source && *here.1 == *path;
        if !self.here.as_ref().is_some_and(stays) {
            let root = self.folders.get(usize::from(id.source))?.as_ref()?;
            self.here = Some((id.source, path.into(), folder_below(root, path)?));
        }
        let (.., folder) = self.here.as_ref()?;
        let (file, stamp) = open::file_in(folder, name).ok()?;
        Some((file, stamp.facts().size))
    }
}

/// A folder on whose path there are no links. The system is asked once, and cannot be led astray.
#[cfg(target_os = "linux")]
fn folder_below(root: &OwnedFd, path: &[u8]) -> Option<OwnedFd> {
    use rustix::fs::{Mode, OFlags, ResolveFlags, openat2};
    let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let within = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS;
    let path = if path.is_empty() { b"." } else { path };
    openat2(root, path, flags, Mode::empty(), within).ok()
}

#[cfg(not(target_os = "linux"))]
fn folder_below(_: &OwnedFd, _: &[u8]) -> Option<OwnedFd> {
    None
}

/// Whether bytes are UTF-16, by what they begin with.
pub(super) fn is_wide(bytes: &[u8]) -> bool {
    matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..])
}

/// Bytes without the mark that says they are UTF-8.
pub(super) fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

/// Memory for the bytes of one file after the other.
#[derive(Debug)]
pub(super) struct Memory(Vec<u8>);

impl Memory {
    pub(super) fn new() -> Self {
        Self(vec![0; 64 * 1024])
    }

    /// Reads until the file ends or is as long as the system said it was; no further than an article goes.
    pub(super) fn read(&mut self, mut file: impl Read, size: u64) -> io::Result<&[u8]> {
        let size = usize::try_from(size).unwrap_or(BODY_MAX).min(BODY_MAX);
        let mut filled = 0;
        if self.0.len() < size {
            self.0.resize(size, 0);
        }
        while filled < BODY_MAX {
            let Some(rest) = self.0.get_mut(filled..).filter(|rest| !rest.is_empty()) else {
                self.0.resize((2 * filled).min(BODY_MAX), 0);
                continue;
            };
            match file.read(rest) {
                Ok(0) => break,
                Ok(bytes) => filled += bytes,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
            if filled == size {
                break;
            }
        }
        Ok(self.0.get(..filled.min(BODY_MAX)).unwrap_or_default())
    }
}
