//! What a list asks of the library again and again, made once for each state of it: its articles in another order, and what
//! they say in one piece. Kept beside the list as long as it needs them.

use crate::content::library::{Library, Slot};
use crate::content::order::{Sort, ordered};
use crate::content::query::Query;
use crate::content::search::Lines;

/// So many articles are looked at in one piece: a key that comes meanwhile waits for one or two thousandths of a second.
const PIECE: usize = 4096;

/// See the top of the file.
#[derive(Debug, Default)]
pub struct Prepared {
    /// The state of the library that it was made for.
    version: u64,
    lines: Option<Lines>,
    order: Option<(Sort, Vec<Slot>)>,
}

impl Prepared {
    /// Makes what the answer to a query needs, and forgets what it does not.
    pub fn ready(&mut self, library: &Library, query: &Query) {
        self.follow(library);
        if !query.searches() {
            self.lines = None;
        } else if query.search().reads_lines() {
            let lines = self.lines.get_or_insert_default();
            lines.grow(library, usize::MAX);
        }
        let sort = Sort {
            unranked: false,
            ..query.sort
        };
        if sort.is_newest() {
            self.order = None;
        } else if self.order.as_ref().is_none_or(|(made, _)| *made != sort) {
            self.order = Some((sort, ordered(library, sort)));
        }
    }

    /// Whether words can be looked for at once.
    pub fn is_warm(&self, library: &Library) -> bool {
        let all = |lines: &Lines| lines.places() >= library.places();
        self.version == library.version() && self.lines.as_ref().is_some_and(all)
    }

    /// Makes a piece of what words are looked for in: they are about to be typed.
    pub fn warm(&mut self, library: &Library) {
        self.follow(library);
        self.lines.get_or_insert_default().grow(library, PIECE);
    }

    /// Forgets what is no longer so.
    fn follow(&mut self, library: &Library) {
        if self.version != library.version() {
            let kept = |_: &Lines| library.has_kept_since(self.version);
            self.lines = self.lines.take().filter(kept);
            self.order = None;
            self.version = library.version();
        }
    }

    /// What the articles say; nothing where no words are looked for.
    pub(super) fn lines(&self) -> Option<&Lines> {
        self.lines.as_ref()
    }

    /// All articles in the order that is wanted.
    pub(super) fn order<'a>(&'a self, library: &'a Library) -> &'a [Slot] {
        self.order
            .as_ref()
            .map_or(library.newest(), |(_, order)| order)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::article::{Article, ArticleId, Facts};
    use crate::content::marks::Marks;
    use crate::content::query::{answer, select};
    use crate::content::search::Knowledge;
    use crate::properties::properties;
    use proptest::prelude::*;

    fn article((path, title): &(u8, String)) -> Article {
        let path = [*path].as_slice().into();
        let text = format!("---\ntitle: {title}\n---\n");
        Article::read(
            ArticleId { source: 0, path },
            text.as_bytes(),
            true,
            Facts::default(),
        )
        .unwrap()
    }

    proptest! {

        #![proptest_config(properties(128))]
        #[test]
        fn what_is_kept_and_added_to_is_as_what_is_made_anew(
            batches in prop::collection::vec((prop::collection::vec((0..9_u8, "[ab]{1,3}"), 0..4), 0..9_u8), 1..6),
            words in "[ab]{1,2}",
        ) {
            let (mut library, mut prepared) = (Library::default(), Prepared::default());
            let query = Query { words, ..Query::default() };
            let marks = Marks::default();
            let known = Knowledge::new(&marks, 0);
            for (batch, gone) in batches {
                library.insert(batch.iter().map(article).collect());
                let path = [gone].as_slice().into();
                library.remove_all([&ArticleId { source: 0, path }]);
                prepared.ready(&library, &query);
                let kept = answer(&library, known, &query, &prepared);
                prop_assert_eq!(kept, select(&library, known, &query));
            }
        }
    }
}
