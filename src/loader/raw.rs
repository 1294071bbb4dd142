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

    /// A file on whose path there are no links: nearly every one. The system is asked once, and cannot be led astray.
    #[cfg(target_os = "linux")]
    fn plain(&self, id: &ArticleId) -> Option<(File, u64)> {
        use rustix::fs::{FileType, Mode, OFlags, ResolveFlags, fstat, openat2};
        let folder = self.folders.get(usize::from(id.source))?.as_ref()?;
        let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
        let within = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS;
        let file = openat2(folder, &*id.path, flags, Mode::empty(), within).ok()?;
        let stat = fstat(&file).ok()?;
        let is_file = FileType::from_raw_mode(stat.st_mode) == FileType::RegularFile;
        let size = u64::try_from(stat.st_size).ok()?;
        is_file.then(|| (File::from(file), size))
    }

    #[cfg(not(target_os = "linux"))]
    fn plain(&self, _: &ArticleId) -> Option<(File, u64)> {
        None
    }
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
