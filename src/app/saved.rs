//! The searches that are tabs, and how many articles answer each: counted a piece at a time when there is nothing else to do.
//! What needs the texts of articles is not counted: that takes reading all of them. What a tab shows is the browser's business.

use crate::app::browser::Tab;
use crate::content::library::Library;
use crate::content::query::{Saved, Section};
use crate::content::search::{Knowledge, Search, count, read};

/// So many articles are looked at in one piece: a key that comes meanwhile waits for one or two thousandths of a second.
const PIECE: usize = 1024;

/// See the top of the file.
#[derive(Debug, Default)]
pub struct SavedSearches {
    /// In the order of their tabs.
    pub list: Vec<Saved>,
    /// Each as it was understood.
    searches: Vec<Search>,
    /// How many articles answered each when they were last counted.
    counts: Vec<Option<usize>>,
    /// The count under way.
    counting: Option<Counting>,
}

#[derive(Debug, Default)]
struct Counting {
    /// Which search.
    which: usize,
    /// The place of the next article to look at.
    place: usize,
    /// How many were found.
    found: usize,
}

impl SavedSearches {
    /// These, of which nothing is counted yet.
    pub fn new(list: Vec<Saved>) -> Self {
        Self {
            searches: list.iter().map(|it| read(&it.words, false)).collect(),
            counts: vec![None; list.len()],
            list,
            counting: None,
        }
    }

    /// Their tabs.
    pub(super) fn tabs(&self) -> impl Iterator<Item = Tab> {
        let tab = |(saved, count): (&Saved, &Option<usize>)| Tab {
            section: Section::Saved(saved.clone()),
            name: saved.name.clone(),
            count: *count,
        };
        self.list.iter().zip(&self.counts).map(tab)
    }

    /// Whether marks decide about the answers to any of them.
    pub(super) fn asks_marks(&self) -> bool {
        self.searches.iter().any(Search::asks_marks)
    }

    /// Begins to count anew. Until that is done, the counts are the old ones.
    pub(super) fn count(&mut self) {
        self.counting = (!self.list.is_empty()).then(Counting::default);
    }

    /// Whether a count is under way.
    pub(super) fn is_counting(&self) -> bool {
        self.counting.is_some()
    }

    /// Goes on counting for a moment.
    pub(super) fn count_on(&mut self, library: &Library, known: Knowledge<'_>) {
        let Some(counting) = &mut self.counting else {
            return;
        };
        let (search, count_of) = (
            self.searches.get(counting.which),
            self.counts.get_mut(counting.which),
        );
        let (Some(search), Some(count_of)) = (search, count_of) else {
            self.counting = None;
            return;
        };
        let (which, end) = (counting.which, counting.place + PIECE);
        let needs_texts = !search.texts.is_empty();
        if !needs_texts {
            counting.found += count(library, known, search, counting.place..end);
            counting.place = end;
        }
        if needs_texts || end >= library.places() {
            *count_of = (!needs_texts).then_some(counting.found);
            *counting = Counting {
                which: which + 1,
                ..Counting::default()
            };
        }
    }
}
