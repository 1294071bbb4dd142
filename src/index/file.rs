//! The file of an index: a header that says who wrote it and for which scan; pieces, each the entries of some files of one
//! folder; the list of the pieces; its length, and a CRC-32 of header and list. A piece has a sum of its own in the list.
//! Written under another name while the scan goes on, by one instance at a time, and renamed at the end.

use std::fs::{self, DirBuilder, File};
use std::io::{self, Write};
use std::mem;
use std::os::unix::fs::{DirBuilderExt, FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// A new index that nobody finished for so long was left behind by a crash.
pub(super) const STALE: Duration = Duration::from_mins(1);
/// Bytes written at once.
const BUFFER: usize = 1 << 18;
/// Bytes of a length, or of a sum.
pub(super) const WORD: usize = 4;

/// Some files of one folder: those that one worker read at once.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Piece {
    source: u16,
    folder: Vec<u8>,
    /// Which part of the folder, from 0.
    number: u32,
    /// How many files it tells of.
    pub(super) entries: u32,
    at: u64,
    length: u32,
    sum: u32,
    /// Whether it is in the new file.
    #[serde(skip)]
    fresh: bool,
}

impl Piece {
    /// That part of a folder, of which nothing is known yet.
    pub(super) fn new(source: u16, folder: &[u8], number: u32) -> Self {
        Self {
            source,
            folder: folder.to_vec(),
            number,
            ..Self::default()
        }
    }

    fn place(&self) -> (u16, &[u8], u32) {
        (self.source, &self.folder, self.number)
    }

    /// Whether it is as it was.
    pub(super) fn is_old(&self) -> bool {
        !self.fresh
    }

    /// How many files it tells of.
    pub(super) fn entries(&self) -> u64 {
        self.entries.into()
    }
}

/// The index as it was found.
#[derive(Debug)]
pub(super) struct Old {
    file: File,
    /// In the order of their places.
    pieces: Vec<Piece>,
}

impl Old {
    /// Opens an index that was written with this header.
    pub(super) fn open(path: &Path, header: &[u8]) -> io::Result<Self> {
        let bad = || io::Error::from(io::ErrorKind::InvalidData);
        let file = File::open(path)?;
        let length = file.metadata()?.len();
        let mut ends = [0; 2 * WORD];
        let end = length.checked_sub(ends.len() as u64).ok_or_else(bad)?;
        file.read_exact_at(&mut ends, end)?;
        let [size, sum] = words(ends);
        let begin = end.checked_sub(size.into()).ok_or_else(bad)?;
        let mut head = vec![0; header.len()];
        file.read_exact_at(&mut head, 0)?;
        let mut list = vec![0; size as usize];
        file.read_exact_at(&mut list, begin)?;
        if head != header || checksum(&[&head, &list]) != sum {
            return Err(bad());
        }
        let pieces: Vec<Piece> = postcard::from_bytes(&list).map_err(|_| bad())?;
        let inside = |piece: &Piece| piece.at.saturating_add(piece.length.into()) <= begin;
        if !pieces.iter().all(inside) || !pieces.is_sorted_by_key(Piece::place) {
            return Err(bad());
        }
        Ok(Self { file, pieces })
    }

    /// How many pieces there are.
    pub(super) fn len(&self) -> usize {
        self.pieces.len()
    }

    /// What there is of `piece`, and its bytes, into `room`; nothing if they are not what was written.
    pub(super) fn read(&self, piece: &mut Piece, room: &mut Vec<u8>) {
        let found = self
            .pieces
            .binary_search_by(|known| known.place().cmp(&piece.place()));
        let Some(known) = found.ok().and_then(|at| self.pieces.get(at)) else {
            return;
        };
        room.resize(known.length as usize, 0);
        let read = self.file.read_exact_at(room, known.at);
        if read.is_ok() && checksum(&[room]) == known.sum {
            piece.clone_from(known);
        } else {
            room.clear();
        }
    }
}

/// The index as it will be. Nobody sees it before [`Draft::finish`]; without that nothing stays of it.
#[derive(Debug)]
pub(super) struct Draft {
    path: PathBuf,
    header: Vec<u8>,
    file: Option<File>,
    /// What was not written yet.
    buffer: Vec<u8>,
    written: u64,
    failed: bool,
}

impl Draft {
    pub(super) fn new(path: PathBuf, header: Vec<u8>) -> Self {
        Self {
            path,
            buffer: header.clone(),
            header,
            file: None,
            written: 0,
            failed: false,
        }
    }

    /// Adds a piece, whose `sum` the caller reckoned while others could add theirs; `place` says which it is.
    pub(super) fn add(&mut self, place: Piece, bytes: &[u8], sum: u32) -> Option<Piece> {
        let at = self.written + self.buffer.len() as u64;
        let length = u32::try_from(bytes.len()).ok()?;
        self.put(bytes).ok()?;
        Some(Piece {
            at,
            length,
            sum,
            fresh: true,
            ..place
        })
    }

    /// Copies the pieces of the old file that hold still, writes the list of all, and puts the file in its place.
    pub(super) fn finish(mut self, old: Option<&Old>, pieces: Vec<Piece>) -> io::Result<()> {
        let mut list = Vec::with_capacity(pieces.len());
        let mut room = Vec::new();
        for mut piece in pieces {
            if piece.fresh {
                list.push(piece);
            } else if let Some(old) = old {
                room.clear();
                old.read(&mut piece, &mut room);
                let sum = piece.sum;
                list.extend(self.add(piece, &room, sum).filter(|_| !room.is_empty()));
            }
        }
        list.sort_unstable_by(|a, b| a.place().cmp(&b.place()));
        let list = postcard::to_allocvec(&list).map_err(io::Error::other)?;
        let size = u32::try_from(list.len()).map_err(io::Error::other)?;
        let sum = checksum(&[&self.header, &list]);
        self.put(&list)?;
        self.put(&size.to_le_bytes())?;
        self.put(&sum.to_le_bytes())?;
        self.flush()?;
        fs::rename(new_name(&self.path), &self.path)?;
        self.file = None;
        Ok(())
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() < BUFFER {
            return Ok(());
        }
        self.flush()
    }

    /// One failure is the end: there would be a hole.
    fn flush(&mut self) -> io::Result<()> {
        let buffer = mem::take(&mut self.buffer);
        if mem::replace(&mut self.failed, true) {
            return Err(io::ErrorKind::Other.into());
        }
        let mut file = match self.file.take() {
            Some(file) => file,
            None => create(&new_name(&self.path))?,
        };
        let written = file.write_all(&buffer);
        self.file = Some(file);
        self.written += buffer.len() as u64;
        self.buffer = buffer;
        self.buffer.clear();
        self.failed = written.is_err();
        written
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if self.file.is_some() {
            // What cannot be removed is taken away by a later scan.
            let _ = fs::remove_file(new_name(&self.path));
        }
    }
}

fn new_name(path: &Path) -> PathBuf {
    path.with_extension("new")
}

/// Makes a file that only we can read. While it is there, no other instance writes an index of the same scan.
fn create(new: &Path) -> io::Result<File> {
    let age = fs::metadata(new).and_then(|it| it.modified());
    if age.is_ok_and(|then| then.elapsed().is_ok_and(|age| age > STALE)) {
        fs::remove_file(new)?;
    }
    if let Some(folder) = new.parent() {
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)?;
    }
    File::options()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(new)
}

pub(super) fn checksum(parts: &[&[u8]]) -> u32 {
    let mut sum = crc32fast::Hasher::new();
    for part in parts {
        sum.update(part);
    }
    sum.finalize()
}

fn words(bytes: [u8; 2 * WORD]) -> [u32; 2] {
    let (words, _) = bytes.as_chunks::<WORD>();
    let mut words = words.iter().map(|word| u32::from_le_bytes(*word));
    std::array::from_fn(|_| words.next().unwrap_or(0))
}
