//! What one worker of a scan finds: piece by piece, the entries that still hold and new ones, in the order of the folder.
//! A piece in which all holds is not written again; the first difference makes it a new one.

use std::collections::HashMap;
use std::sync::PoisonError;

use serde::{Deserialize, Serialize};

use crate::content::article::{Article, ArticleId};
use crate::content::packed::Packed;

use super::file::{Piece, WORD, checksum};
use super::{Index, Listing, Stamp};

/// The number of the piece that tells what is in a folder.
const LISTING: u32 = u32::MAX;

/// One file of a piece, by its name in the folder. A length stands before it.
#[derive(Serialize, Deserialize)]
struct Entry<'a> {
    name: &'a [u8],
    stamp: Stamp,
    #[serde(borrow)]
    packed: Packed<'a>,
}

/// See the top of the file.
#[derive(Debug)]
pub struct Findings<'a> {
    index: &'a Index,
    /// The piece at hand, and the entries it had.
    piece: Piece,
    old: Vec<u8>,
    /// Where the names of its files begin in their paths.
    inner: usize,
    /// Where in those the next file should be.
    next: usize,
    /// Where all of them are, once one was not.
    names: Option<HashMap<Vec<u8>, usize>>,
    /// Entries of the new piece; none while it is the old one.
    new: Option<Vec<u8>>,
    entries: u32,
    /// Memory of the last new piece.
    room: Vec<u8>,
    pub(super) done: Vec<Piece>,
}

impl<'a> Findings<'a> {
    /// Nothing yet.
    pub fn new(index: &'a Index) -> Self {
        Self {
            index,
            piece: Piece::default(),
            old: Vec::new(),
            inner: 0,
            next: 0,
            names: None,
            new: None,
            entries: 0,
            room: Vec::new(),
            done: Vec::new(),
        }
    }

    /// What is in a folder of a root, if that was noted when the folder had this stamp.
    pub fn listing(&mut self, source: u16, folder: &[u8], stamp: Stamp) -> Option<Listing> {
        let mut piece = Piece::new(source, folder, LISTING);
        let mut bytes = Vec::new();
        self.index.old.as_ref()?.read(&mut piece, &mut bytes);
        let (then, names): (Stamp, &[u8]) = postcard::take_from_bytes(&bytes).ok()?;
        let listing = (then == stamp).then(|| Listing::of_bytes(stamp, names.to_vec()))?;
        self.done.push(piece);
        Some(listing)
    }

    /// Notes what is in a folder of a root.
    pub fn note_listing(&mut self, source: u16, folder: &[u8], listing: &Listing) {
        let stamp = listing.stamp;
        let settled = stamp.has_settled(self.index.now);
        let (Some(names), Some(new)) = (listing.bytes().filter(|_| settled), &self.index.new)
        else {
            return;
        };
        // Writing to memory does not fail.
        let mut bytes = postcard::to_allocvec(&stamp).unwrap_or_default();
        bytes.extend_from_slice(names);
        let sum = checksum(&[&bytes]);
        let mut new = new.lock().unwrap_or_else(PoisonError::into_inner);
        let piece = Piece::new(source, folder, LISTING);
        self.done.extend(new.add(piece, &bytes, sum));
    }

    /// Begins with files of a folder of a root: its part of that number.
    pub fn begin(&mut self, source: u16, folder: &[u8], number: u32) {
        (self.next, self.names, self.new, self.entries) = (0, None, None, 0);
        self.piece = Piece::new(source, folder, number);
        self.inner = folder.len() + usize::from(!folder.is_empty());
        self.old.clear();
        if let Some(old) = &self.index.old {
            old.read(&mut self.piece, &mut self.old);
        }
        if self.old.is_empty() {
            self.change();
        }
    }

    /// The name of a file of the folder at hand, from its path.
    pub fn name<'p>(&self, path: &'p [u8]) -> &'p [u8] {
        path.get(self.inner..).unwrap_or_default()
    }

    /// Whether nothing can be found here.
    pub fn is_blank(&self) -> bool {
        self.old.is_empty()
    }

    /// The article as it was, if the file still has the same stamp.
    pub fn article(&mut self, id: &ArticleId, stamp: Stamp) -> Option<Article> {
        let (at, end) = self.find(self.name(&id.path))?;
        let bytes = entry_at(&self.old, at)?;
        let entry: Entry = postcard::from_bytes(bytes).ok()?;
        let holds = entry.stamp == stamp;
        let article = entry
            .packed
            .unpack(id.clone(), stamp.facts())
            .filter(|_| holds);
        if at != self.next || article.is_none() {
            self.change();
        }
        self.next = end;
        if article.is_some() {
            self.entries += 1;
            if let Some(new) = &mut self.new {
                new.extend_from_slice(self.old.get(at..end).unwrap_or_default());
            }
        }
        article
    }

    /// Where the entry of this name is, and where the one after it.
    fn find(&mut self, name: &[u8]) -> Option<(usize, usize)> {
        if self.old.is_empty() {
            return None;
        }
        let entry = |at: usize| {
            let bytes = entry_at(&self.old, at)?;
            let (found, _): (&[u8], _) = postcard::take_from_bytes(bytes).ok()?;
            Some((found, at + WORD + bytes.len()))
        };
        if let Some((_, end)) = entry(self.next).filter(|(found, _)| *found == name) {
            return Some((self.next, end));
        }
        let names = self.names.get_or_insert_with(|| {
            let mut at = 0;
            let all = std::iter::from_fn(|| {
                let here = at;
                let (found, end) = entry(here)?;
                at = end;
                Some((found.to_vec(), here))
            });
            all.collect()
        });
        let at = *names.get(name)?;
        Some((at, entry(at)?.1))
    }

    /// Notes an article that was read from a file with this stamp.
    pub fn note(&mut self, article: &Article, stamp: Stamp) {
        let now = self.index.now;
        let packed = Packed::new(article).filter(|_| stamp.has_settled(now));
        let (Some(packed), Some(_)) = (packed, &self.index.new) else {
            return;
        };
        self.change();
        let Some(new) = &mut self.new else { return };
        let begin = new.len();
        new.extend_from_slice(&[0; WORD]);
        let name = article.id.path.get(self.inner..).unwrap_or_default();
        let entry = Entry {
            name,
            stamp,
            packed,
        };
        // Writing to memory does not fail.
        *new = postcard::to_extend(&entry, std::mem::take(new)).unwrap_or_default();
        let length = new.len().saturating_sub(begin + WORD) as u32;
        if let Some(place) = new.get_mut(begin..begin + WORD) {
            place.copy_from_slice(&length.to_le_bytes());
            self.entries += 1;
        }
    }

    /// From here on the piece is a new one; what it has so far is as it was.
    fn change(&mut self) {
        if self.new.is_none() {
            let mut new = std::mem::take(&mut self.room);
            new.clear();
            new.extend_from_slice(self.old.get(..self.next).unwrap_or_default());
            self.new = Some(new);
        }
    }

    /// That was all of it.
    pub fn end(&mut self) {
        if self.next < self.old.len() {
            self.change();
        }
        let mut piece = std::mem::take(&mut self.piece);
        let Some(new) = self.new.take() else {
            self.done.push(piece);
            return;
        };
        piece.entries = self.entries;
        if let Some(index) = self.index.new.as_ref().filter(|_| !new.is_empty()) {
            let sum = checksum(&[&new]);
            let mut index = index.lock().unwrap_or_else(PoisonError::into_inner);
            self.done.extend(index.add(piece, &new, sum));
        }
        self.room = new;
    }

    /// All pieces, for [`Index::save`].
    pub fn pieces(self) -> Vec<Piece> {
        self.done
    }
}

fn entry_at(bytes: &[u8], at: usize) -> Option<&[u8]> {
    let (length, rest) = bytes.get(at..)?.split_first_chunk::<WORD>()?;
    rest.get(..u32::from_le_bytes(*length) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::article::Facts;
    use rustix::fs::stat;
    use std::fs;

    #[test]
    fn a_sound_sum_over_nonsense_is_no_harm() {
        let site = tempfile::tempdir().unwrap();
        let file = site.path().join("3.md");
        fs::write(&file, "---\ntitle: A title\ntags: [a, b]\n---\nText.\n").unwrap();
        let stamp = Stamp::new(&stat(&file).unwrap());
        let path = b"folder/3.md".as_slice().into();
        let id = ArticleId { source: 1, path };
        let bytes = fs::read(&file).unwrap();
        let article = Article::read(id.clone(), &bytes, true, Facts::default()).unwrap();
        let mut index = Index::open(Some(&site.path().join("cache")), b"");
        index.now += super::super::RACY * 2;
        let mut findings = Findings::new(&index);
        findings.begin(1, b"folder", 0);
        findings.note(&article, stamp);
        let whole = findings.new.clone().unwrap();
        let mut found = 0;
        for (position, change) in (0..whole.len()).flat_map(|at| [(at, 0x01), (at, 0xbb)]) {
            findings.old.clone_from(&whole);
            findings.old[position] ^= change;
            (findings.next, findings.names) = (0, None);
            found += usize::from(findings.article(&id, stamp).is_some());
        }
        assert!((1..whole.len()).contains(&found), "{found}");
    }
}
