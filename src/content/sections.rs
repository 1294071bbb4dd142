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
    /// Its bit in a [`Mask`].
    bit: Mask,
}

/// Which sections an article is in: a bit for each of the first 63, one for all others.
pub(crate) type Mask = u64;

/// The bit of the sections that have none of their own.
pub(crate) const OTHERS: Mask = 1 << 63;

/// All sections.
#[derive(Debug, Default)]
pub(crate) struct Sections {
    list: Vec<SectionCount>,
    /// Where each is in the list, by every spelling met so far: folding a name costs more than looking it up.
    places: HashMap<Box<str>, usize, DefaultHashBuilder>,
    /// Whether the order stays as it is.
    settled: bool,
    /// How many sections there have been.
    begun: u32,
}

impl Sections {
    /// Counts an article in; `arrange` must follow.
    pub(crate) fn add<'a>(&mut self, names: impl Iterator<Item = &'a str>) -> Mask {
        let mut mask = 0;
        for name in names {
            let place = self.place(name).unwrap_or_else(|| self.begin(name));
            if let Some(section) = self.list.get_mut(place) {
                section.count += 1;
                mask |= section.bit;
            }
        }
        mask
    }

    /// The bit of a section in the masks of its articles, in whatever case its name is written.
    pub(crate) fn bit(&self, name: &str) -> Option<Mask> {
        let place = self.places.get(&*folded(name).collect::<String>())?;
        Some(self.list.get(*place)?.bit)
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

    fn begin(&mut self, name: &str) -> usize {
        let place = self.list.len();
        self.places.insert(folded(name).collect(), place);
        // A bit is never given again: there may be articles in no list any more that have it.
        self.list.push(SectionCount {
            name: Clean::line(name),
            count: 0,
            bit: 1_u64.checked_shl(self.begun).unwrap_or(OTHERS),
        });
        self.begun += 1;
        place
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
