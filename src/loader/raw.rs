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
    buffer: Vec<u8>,
}

impl<'a> Raw<'a> {
    /// A reader of what lies under `roots`.
    pub fn new(roots: &'a Roots) -> Self {
        let all = (0..=u16::MAX).map_while(|source| roots.get(source));
        Self {
            roots,
            folders: all.map(|root| open::folder(&root.folder).ok()).collect(),
            buffer: vec![0; 64 * 1024],
        }
    }

    /// The text of an article that begins at byte `body` of its file, as it is unless it is UTF-16.
    ///
    /// # Errors
    /// When it cannot be read, or now lies elsewhere.
    pub fn text(&mut self, id: &ArticleId, body: u32) -> io::Result<&[u8]> {
        let mut filled = 0;
        if let Some((file, size)) = self.plain(id) {
            self.fill(file, size, &mut filled)?;
        } else {
            let (file, facts) = open_root(self.roots, id)?;
            self.fill(file, facts.size, &mut filled)?;
        }
        let bytes = self.buffer.get(..filled).unwrap_or_default();
        if let [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] = bytes {
            let text = front_matter::decode(bytes, true).text.into_owned();
            filled = text.len();
            self.buffer.resize(self.buffer.len().max(filled), 0);
            if let Some(place) = self.buffer.get_mut(..filled) {
                place.copy_from_slice(text.as_bytes());
            }
        }
        let bytes = self.buffer.get(..filled).unwrap_or_default();
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        Ok(bytes.get(body as usize..).unwrap_or_default())
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

    /// Reads on until the file ends or is as long as the system said it was; no further than an article goes.
    fn fill(&mut self, mut file: impl Read, size: u64, filled: &mut usize) -> io::Result<()> {
        let size = usize::try_from(size).unwrap_or(BODY_MAX).min(BODY_MAX);
        if self.buffer.len() < size {
            self.buffer.resize(size, 0);
        }
        while *filled < BODY_MAX {
            let Some(rest) = self
                .buffer
                .get_mut(*filled..)
                .filter(|rest| !rest.is_empty())
            else {
                self.buffer.resize((2 * *filled).min(BODY_MAX), 0);
                continue;
            };
            match file.read(rest) {
                Ok(0) => break,
                Ok(bytes) => *filled += bytes,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
            if *filled == size {
                break;
            }
        }
        *filled = (*filled).min(BODY_MAX);
        Ok(())
    }
}
