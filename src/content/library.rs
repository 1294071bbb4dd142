//! Every article by id, newest first, and the sections with their counts.
//! Changed only through `insert` and `remove`; asks nothing of the outside.

use crate::content::article::{Article, ArticleId};
use crate::text::Clean;

/// A handle to an article of the library: stays the same while the article is replaced by a newer version of
/// itself; never given to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot(u32);

/// All articles.
#[derive(Default)]
pub struct Library {
    /// One label for each root, in the order given.
    pub sources: Vec<Clean>,
}

/// A section's name, as first written, and how many articles it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionCount {
    /// Name for showing.
    pub name: Clean,
    /// Number of articles.
    pub count: usize,
}

impl Library {
    /// Puts articles in; one whose id is there already replaces the old one and keeps its slot. O(n + m log m).
    pub fn insert(&mut self, batch: Vec<Article>) {
        drop(batch);
    }

    /// Takes an article out.
    pub fn remove(&mut self, id: &ArticleId) -> Option<Article> {
        let _ = id;
        None
    }

    /// The article in a slot, unless it was removed.
    pub fn get(&self, slot: Slot) -> Option<&Article> {
        let _ = slot;
        None
    }

    /// The slot of an id.
    pub fn slot(&self, id: &ArticleId) -> Option<Slot> {
        let _ = id;
        None
    }

    /// Slots from the newest to the oldest article, then the undated ones; ties by title, then by id.
    pub fn newest(&self) -> &[Slot] {
        &[]
    }

    /// Number of articles.
    pub fn len(&self) -> usize {
        0
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of featured articles.
    pub fn featured(&self) -> usize {
        0
    }

    /// Number of problems of all articles.
    pub fn problems(&self) -> usize {
        0
    }

    /// Sections: Latest and Sports first where they exist, then by number of articles, then by name. Once
    /// [`Library::settle`] was called the order stays; sections that come later go to the end.
    pub fn sections(&self) -> &[SectionCount] {
        &[]
    }

    /// Fixes the order of the sections: all was loaded.
    pub fn settle(&mut self) {}
}
