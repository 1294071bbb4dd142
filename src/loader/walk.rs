//! One folder: what is in it becomes files to read, folders to walk, links to follow, or a number in the
//! summary. Reads no file but those with rules. Called by the workers.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;
use std::sync::Arc;

use rustix::fs::{AtFlags, Dir, DirEntry, FileType, statat};

use crate::loader::open;
use crate::loader::outbox::Outbox;
use crate::loader::queue::{Files, Found, Queue};
use crate::loader::rules::{self, Verdict};
use crate::loader::seen::{Place, join};

/// So many files of one folder are a job for one worker.
const CHUNK: usize = 256;

/// A folder being walked.
struct Walk<'a, 'b> {
    place: Place,
    folder: Arc<OwnedFd>,
    /// Files that were listed for themselves already.
    listed: &'a HashSet<PathBuf>,
    queue: &'a Queue<'b>,
    outbox: &'a mut Outbox<'b>,
    /// The path of the entry at hand; its first `inner` bytes are the same for all.
    path: Vec<u8>,
    inner: usize,
    files: Vec<Arc<[u8]>>,
    /// How many times files were handed on.
    parts: u32,
    found: Found,
}

/// Walks a folder and hands all that is in it to `queue`, except for the last files, which are returned for
/// the caller to read; they are all of them in a folder of fewer than 256.
pub(super) fn walk<'b>(
    place: Place,
    listed: &HashSet<PathBuf>,
    queue: &Queue<'b>,
    outbox: &mut Outbox<'b>,
) -> Option<Files> {
    let (folder, entries) = match open(&place) {
        Ok(opened) => opened,
        Err(error) => {
            outbox.complain(place.source, &place.path, &open::reason(&error));
            queue.add(place, Found::default());
            return None;
        }
    };
    let rules = place.rules.enter(&folder, &place.path, |name, sentence| {
        outbox.complain(place.source, &join(&place.path, name.as_bytes()), sentence);
    });
    let path = join(&place.path, b"");
    let mut walk = Walk {
        inner: path.len(),
        path,
        place: Place { rules, ..place },
        folder: Arc::new(folder),
        listed,
        queue,
        outbox,
        files: Vec::new(),
        parts: 0,
        found: Found::default(),
    };
    walk.all(entries);
    let rest = walk.take_files();
    queue.add(walk.place, walk.found);
    Some(rest)
}

fn open(place: &Place) -> io::Result<(OwnedFd, Dir)> {
    let folder = open::folder(&place.real)?;
    let entries = Dir::read_from(&folder)?;
    Ok((folder, entries))
}

impl Walk<'_, '_> {
    fn all(&mut self, entries: Dir) {
        for entry in entries {
            match entry {
                Ok(entry) => self.entry(&entry),
                Err(error) => {
                    let error = io::Error::from(error);
                    let place = &self.place;
                    self.outbox
                        .complain(place.source, &place.path, &open::reason(&error));
                }
            }
            if self.files.len() >= CHUNK {
                let files = self.take_files();
                self.queue.add_files(files);
                if self.queue.stopped() {
                    return;
                }
            }
        }
    }

    fn entry(&mut self, entry: &DirEntry) {
        let name = entry.file_name().to_bytes();
        if matches!(name, b"." | b".." | b".git") {
            return;
        }
        let article = rules::is_article(name);
        let kind = match entry.file_type() {
            // Some file systems do not say.
            FileType::Unknown => {
                statat(&*self.folder, entry.file_name(), AtFlags::SYMLINK_NOFOLLOW)
                    .map_or(FileType::Unknown, |stat| {
                        FileType::from_raw_mode(stat.st_mode)
                    })
            }
            kind => kind,
        };
        let folder = kind == FileType::Directory;
        if !(article || folder || kind == FileType::Symlink) {
            return;
        }
        self.path.truncate(self.inner);
        self.path.extend_from_slice(name);
        match self.place.rules.judge(&self.path, folder) {
            Verdict::Keep => self.keep(name, kind),
            Verdict::Hidden if article || folder => self.outbox.summary.hidden += 1,
            Verdict::Ignored if article || folder => self.outbox.summary.ignored += 1,
            Verdict::Hidden | Verdict::Ignored => {}
        }
    }

    fn keep(&mut self, name: &[u8], kind: FileType) {
        match kind {
            FileType::Directory => self.found.folders.push(self.inside(name)),
            FileType::Symlink => self.found.links.push(self.inside(name)),
            FileType::RegularFile | FileType::Unknown if !self.is_listed(name) => {
                self.files.push(self.path.as_slice().into());
            }
            FileType::RegularFile | FileType::Unknown => {}
            _ => self.outbox.summary.special += 1,
        }
    }

    /// The entry at hand.
    fn inside(&self, name: &[u8]) -> Place {
        Place {
            path: self.path.as_slice().into(),
            real: self.place.real.join(OsStr::from_bytes(name)),
            rules: self.place.rules.clone(),
            source: self.place.source,
        }
    }

    fn is_listed(&self, name: &[u8]) -> bool {
        !self.listed.is_empty()
            && self
                .listed
                .contains(&self.place.real.join(OsStr::from_bytes(name)))
    }

    fn take_files(&mut self) -> Files {
        let number = self.parts;
        self.parts += 1;
        Files {
            source: self.place.source,
            folder: Arc::clone(&self.folder),
            part: (Arc::clone(&self.place.path), number),
            paths: std::mem::take(&mut self.files),
        }
    }
}
