//! One folder: what is in it becomes files to read, folders to walk, links to follow, or a number in the
//! summary. Reads no file but those with rules, and not the folder if the index still knows what is in it. Called by the workers.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;
use std::sync::Arc;

use rustix::fs::{AtFlags, Dir, DirEntry, FileType, statat};

use crate::index::{Findings, Listing};
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
    (outbox, findings): (&mut Outbox<'b>, &mut Findings<'_>),
) -> Option<Files> {
    let (folder, content) = match open(&place, findings) {
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
    match content {
        Content::Known(listing) => listing
            .iter()
            .for_each(|(name, kind)| walk.entry(name, kind)),
        Content::New(entries, listing) => {
            if let Some(listing) = walk.all(entries, listing) {
                findings.note_listing(walk.place.source, &walk.place.path, &listing);
            }
        }
    }
    let rest = walk.take_files();
    queue.add(walk.place, walk.found);
    Some(rest)
}

/// What is in a folder.
enum Content {
    /// As it was.
    Known(Listing),
    /// To be read, and to be known again by this if it can.
    New(Dir, Option<Listing>),
}

fn open(place: &Place, findings: &mut Findings<'_>) -> io::Result<(OwnedFd, Content)> {
    let folder = open::folder(&place.real)?;
    let stamp = open::folder_stamp(&folder);
    let known = stamp.and_then(|stamp| findings.listing(place.source, &place.path, stamp));
    let content = match known {
        Some(listing) => Content::Known(listing),
        None => Content::New(Dir::read_from(&folder)?, stamp.map(Listing::new)),
    };
    Ok((folder, content))
}

impl Walk<'_, '_> {
    /// Reads the folder. What was in it, if all of it was read and it can be known again.
    fn all(&mut self, entries: Dir, mut listing: Option<Listing>) -> Option<Listing> {
        for entry in entries {
            match entry {
                Ok(entry) => self.look(&entry, listing.as_mut()),
                Err(error) => {
                    let error = io::Error::from(error);
                    let place = &self.place;
                    self.outbox
                        .complain(place.source, &place.path, &open::reason(&error));
                    listing = None;
                }
            }
            if self.queue.stopped() {
                return None;
            }
        }
        listing
    }

    /// Whether an entry may be of interest, whatever the rules are.
    fn look(&mut self, entry: &DirEntry, listing: Option<&mut Listing>) {
        let name = entry.file_name().to_bytes();
        if matches!(name, b"." | b".." | b".git") {
            return;
        }
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
        if matches!(kind, FileType::Directory | FileType::Symlink) || rules::is_article(name) {
            if let Some(listing) = listing {
                listing.push(name, kind);
            }
            self.entry(name, kind);
        }
    }

    fn entry(&mut self, name: &[u8], kind: FileType) {
        let counts = kind == FileType::Directory || rules::is_article(name);
        self.path.truncate(self.inner);
        self.path.extend_from_slice(name);
        match self
            .place
            .rules
            .judge(&self.path, kind == FileType::Directory)
        {
            Verdict::Keep => self.keep(name, kind),
            Verdict::Hidden if counts => self.outbox.summary.hidden += 1,
            Verdict::Ignored if counts => self.outbox.summary.ignored += 1,
            Verdict::Hidden | Verdict::Ignored => {}
        }
        if self.files.len() >= CHUNK {
            let files = self.take_files();
            self.queue.add_files(files);
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
