//! What all articles say of themselves, without accents and capitals, in one piece of memory by slot: for every letter typed,
//! it is looked through from end to end, which takes a fraction of what a look at each article takes.

use std::ops::Range;

use memchr::memmem::Finder;

use crate::content::article::Article;
use crate::content::library::{Library, Slot};
use crate::content::search::letters::Letters;
use crate::content::search::word::add_bare;

/// See the top of the file.
#[derive(Debug, Default)]
pub struct Lines {
    text: String,
    /// Where the title of each slot ends, and then where its names and its description do.
    ends: Vec<(usize, usize)>,
    /// Those of the titles.
    letters: Vec<Letters>,
    /// The first of these slots.
    first: usize,
}

/// What one article has of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Has {
    /// Nothing.
    #[default]
    None,
    /// In its description, sections, tags, authors.
    About,
    /// In its title.
    Title,
}

impl Lines {
    /// Of all articles there are.
    #[cfg(test)]
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

    /// Takes in articles that it has not, no more than so many; those that it has are to be the same.
    pub(crate) fn grow(&mut self, library: &Library, most: usize) {
        let rest = library.shelved().skip(self.first + self.ends.len());
        self.add(rest.take(most));
    }

    /// Of how many places it is.
    pub(crate) fn places(&self) -> usize {
        self.ends.len()
    }

    fn add<'a>(&mut self, articles: impl Iterator<Item = Option<&'a Article>>) {
        for article in articles {
            let start = self.text.len();
            let mut title = start;
            if let Some(article) = article {
                let names = article.sections().chain(article.tags());
                let names = names.chain(article.authors());
                let said = [article.title(), article.description()].into_iter();
                for (n, text) in said.chain(names).enumerate() {
                    add_bare(&mut self.text, text);
                    if n == 0 {
                        title = self.text.len();
                    }
                    // Nothing that is looked for goes on behind it.
                    self.text.push('\n');
                }
            }
            let own = self.text.get(start..title).unwrap_or_default();
            self.letters.push(Letters::of(own));
            self.ends.push((title, self.text.len()));
        }
    }

    /// What each place from the first on has of a word, which is as [`add_bare`] gives it.
    pub(super) fn look(&self, word: &Finder) -> Vec<Has> {
        let mut all = vec![Has::None; self.ends.len()];
        let mut places = all.iter_mut().zip(&self.ends);
        let mut from = 0;
        while let Some(at) = { self.text.as_bytes().get(from..) }.and_then(|rest| word.find(rest)) {
            let at = from + at;
            let Some((has, (title, end))) = places.find(|(_, (_, end))| at < *end) else {
                break;
            };
            *has = if at < *title { Has::Title } else { Has::About };
            from = *end;
        }
        all
    }

    /// The title of an article without accents and capitals, and its letters.
    pub(super) fn title(&self, slot: Slot) -> (&str, Letters) {
        let Some(at) = slot.place().checked_sub(self.first) else {
            return Default::default();
        };
        let before = at.checked_sub(1).and_then(|before| self.ends.get(before));
        let start = before.map_or(0, |(_, end)| *end);
        let title = self
            .ends
            .get(at)
            .and_then(|(title, _)| self.text.get(start..*title));
        let letters = self.letters.get(at).copied();
        (title.unwrap_or_default(), letters.unwrap_or_default())
    }

    /// The first of their places.
    pub(super) fn first(&self) -> usize {
        self.first
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::article::{ArticleId, Facts};
    use crate::properties::properties;
    use proptest::prelude::*;

    proptest! {

        #![proptest_config(properties(256))]
        #[test]
        fn all_lines_are_looked_through_as_each_would_be(
            articles in prop::collection::vec(("[abé ]{0,6}", "[abé ]{0,6}", prop::collection::vec("[abé]{1,3}", 0..3)), 1..6),
            word in "[abé]{1,3}",
        ) {
            let mut library = Library::default();
            let read = |(number, (title, about, tags)): (usize, &(String, String, Vec<String>))| {
                let path = [number as u8].as_slice().into();
                let text = format!("---\ntitle: 't{title}'\ndescription: '{about}'\ntags: [{}]\n---\n", tags.join(", "));
                Article::read(ArticleId { source: 0, path }, text.as_bytes(), true, Facts::default()).unwrap()
            };
            library.insert(articles.iter().enumerate().map(read).collect());
            let bare = |text: &str| {
                let mut bare = String::new();
                add_bare(&mut bare, text);
                bare
            };
            let wanted = bare(&word);
            let plainly = library.slots().map(|slot| {
                let article = library.get(slot).unwrap();
                let about = article.tags().chain(article.sections());
                let has = |text: &str| bare(text).contains(&wanted);
                if has(article.title()) {
                    Has::Title
                } else if has(article.description()) || { about }.any(has) {
                    Has::About
                } else {
                    Has::None
                }
            });
            let lines = Lines::new(&library);
            prop_assert_eq!(lines.look(&Finder::new(&wanted)), plainly.collect::<Vec<_>>());
        }
    }
}
