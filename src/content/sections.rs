//! The sections of a library with their counts, in the order of the bar. `library` keeps it up to date.
//! Names are compared without regard to case; the first spelling met is the one shown.

use std::cmp::Reverse;
use std::collections::HashMap;

use hashbrown::DefaultHashBuilder;

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
    /// Where each is in the list, by every spelling met so far: folding a name costs more than looking it up.
    places: HashMap<Box<str>, usize, DefaultHashBuilder>,
    /// Whether the order stays as it is.
    settled: bool,
}

impl Sections {
    /// Counts an article in; `arrange` must follow.
    pub(crate) fn add<'a>(&mut self, names: impl Iterator<Item = &'a str>) {
        for name in names {
            let place = self.place(name).unwrap_or(self.list.len());
            match self.list.get_mut(place) {
                Some(section) => section.count += 1,
                None => self.begin(name),
            }
        }
    }

    /// Counts an article out; `arrange` must follow.
    pub(crate) fn take<'a>(&mut self, names: impl Iterator<Item = &'a str>) {
        for name in names {
            if let Some(section) = self.place(name).and_then(|place| self.list.get_mut(place)) {
                section.count = section.count.saturating_sub(1);
            }
        }
    }

    /// Where a section is in the list, in whatever case its name is written.
    fn place(&mut self, name: &str) -> Option<usize> {
        if let Some(place) = self.places.get(name) {
            return Some(*place);
        }
        let place = *self.places.get(&*folded(name).collect::<String>())?;
        self.places.insert(name.into(), place);
        Some(place)
    }

    fn begin(&mut self, name: &str) {
        self.places.insert(folded(name).collect(), self.list.len());
        self.list.push(SectionCount {
            name: Clean::line(name),
            count: 1,
        });
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
        let places = self.list.iter().enumerate();
        let places = places.map(|(at, section)| (folded(&section.name).collect(), at));
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
