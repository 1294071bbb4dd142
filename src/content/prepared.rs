//! What a list asks of the library again and again, made once for each state of it: its articles in another order, and what
//! they say in one piece. Kept beside the list as long as it needs them.

use crate::content::library::{Library, Slot};
use crate::content::order::{Sort, ordered};
use crate::content::query::Query;
use crate::content::search::Lines;

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
        if self.version != library.version() {
            *self = Self {
                version: library.version(),
                ..Self::default()
            };
        }
        if query.searches() {
            self.lines.get_or_insert_with(|| Lines::new(library));
        } else {
            self.lines = None;
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
