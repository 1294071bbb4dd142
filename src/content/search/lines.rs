//! What all articles say of themselves, without accents and capitals, in one piece of memory by slot: for every letter typed,
//! it is looked through from end to end, which takes a fraction of what a look at each article takes.

use std::ops::Range;

use crate::content::article::Article;
use crate::content::library::{Library, Slot};
use crate::content::search::word::add_bare;

/// See the top of the file.
#[derive(Debug, Default)]
pub struct Lines {
    text: String,
    /// Where the title of each slot ends, and then where its names and its description do.
    ends: Vec<(usize, usize)>,
    /// The first of these slots.
    first: usize,
}

/// What one article says.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Said<'a> {
    pub(super) title: &'a str,
    /// Description, sections, tags, authors: a line each.
    pub(super) about: &'a str,
}

impl Lines {
    /// Of all articles there are.
    pub fn new(library: &Library) -> Self {
        Self::of_some(library, 0..usize::MAX)
    }

    /// Of the articles in these places.
    pub(super) fn of_some(library: &Library, places: Range<usize>) -> Self {
        let mut lines = Self {
            first: places.start,
            ..Self::default()
        };
        lines.add(library.shelved().skip(places.start).take(places.len()));
        lines
    }

    /// Takes in the articles that came since; those that were there are to be the same.
    pub(crate) fn grow(&mut self, library: &Library) {
        self.add(library.shelved().skip(self.first + self.ends.len()));
    }

    fn add<'a>(&mut self, articles: impl Iterator<Item = Option<&'a Article>>) {
        for article in articles {
            let mut title = self.text.len();
            if let Some(article) = article {
                add_bare(&mut self.text, article.title());
                title = self.text.len();
                let names = article.sections().chain(article.tags());
                let names = names.chain(article.authors());
                for text in std::iter::once(article.description()).chain(names) {
                    add_bare(&mut self.text, text);
                    self.text.push('\n');
                }
            }
            self.ends.push((title, self.text.len()));
        }
    }

    pub(super) fn of(&self, slot: Slot) -> Said<'_> {
        let Some(at) = slot.place().checked_sub(self.first) else {
            return Said::default();
        };
        let before = at.checked_sub(1).and_then(|before| self.ends.get(before));
        let start = before.map_or(0, |(_, end)| *end);
        let (title, end) = self.ends.get(at).copied().unwrap_or((start, start));
        Said {
            title: self.text.get(start..title).unwrap_or_default(),
            about: self.text.get(title..end).unwrap_or_default(),
        }
    }
}
