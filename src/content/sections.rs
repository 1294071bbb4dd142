//! The sections of a library with their counts, in the order of the bar. `library` keeps it up to date.
//! Names are compared without regard to case; the first spelling met is the one shown.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::content::fold::folded;
use crate::text::Clean;

/// A section's name, as first written, and how many articles it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionCount {
    /// Name for showing.
    pub name: Clean,
    /// Number of articles.
    pub count: usize,
}

/// All sections.
#[derive(Debug, Default)]
pub(crate) struct Sections {
    list: Vec<SectionCount>,
    /// Where each is in the list, by its name in lower case.
    places: HashMap<String, usize>,
    /// Whether the order stays as it is.
    settled: bool,
}

impl Sections {
    /// Counts an article in; `arrange` must follow.
    pub(crate) fn add(&mut self, names: &[Clean]) {
        for name in names {
            let place = *self
                .places
                .entry(folded(name).collect())
                .or_insert(self.list.len());
            match self.list.get_mut(place) {
                Some(section) => section.count += 1,
                None => self.list.push(SectionCount {
                    name: name.clone(),
                    count: 1,
                }),
            }
        }
    }

    /// Counts an article out; `arrange` must follow.
    pub(crate) fn take(&mut self, names: &[Clean]) {
        for name in names {
            let place = self.places.get(&folded(name).collect::<String>());
            if let Some(section) = place.and_then(|place| self.list.get_mut(*place)) {
                section.count = section.count.saturating_sub(1);
            }
        }
    }

    /// Drops what is empty and puts the rest in order, unless that is settled.
    pub(crate) fn arrange(&mut self) {
        self.list.retain(|section| section.count > 0);
        if !self.settled {
            self.list.sort_by(|a, b| {
                rank(a)
                    .cmp(&rank(b))
                    .then_with(|| folded(&a.name).cmp(folded(&b.name)))
            });
        }
        self.places.clear();
        let places = self
            .list
            .iter()
            .enumerate()
            .map(|(at, section)| (folded(&section.name).collect(), at));
        self.places.extend(places);
    }

    pub(crate) fn list(&self) -> &[SectionCount] {
        &self.list
    }

    pub(crate) fn settle(&mut self) {
        self.settled = true;
    }
}

/// Latest and Sports come first, then what has most articles.
fn rank(section: &SectionCount) -> (usize, Reverse<usize>) {
    let first = ["latest", "sports"]
        .iter()
        .position(|name| section.name.eq_ignore_ascii_case(name));
    (first.unwrap_or(2), Reverse(section.count))
}
