//! What a search found in the texts of articles, by slot: which of its texts each has, and the bytes around them. Perhaps every
//! article has one of them, so it lies in memory as the articles do. Found by others.

use crate::content::library::Slot;
use crate::content::seek::Hit;
use crate::content::snippet::Stretch;

/// A bit for each text that an article has.
#[derive(Clone, Debug, Default)]
pub struct Bits(Vec<u64>);

impl Bits {
    /// What the text of an article has.
    pub fn of(&self, slot: Slot) -> u64 {
        self.0.get(slot.place()).copied().unwrap_or(0)
    }

    /// The articles whose texts have any.
    pub fn slots(&self) -> impl Iterator<Item = Slot> {
        let places = self.0.iter().enumerate();
        let any = places.filter(|(_, bits)| **bits != 0);
        any.map(|(place, _)| Slot::at(place))
    }
}

impl Extend<(Slot, u64)> for Bits {
    fn extend<T: IntoIterator<Item = (Slot, u64)>>(&mut self, found: T) {
        for (slot, bits) in found {
            put(&mut self.0, slot, bits);
        }
    }
}

impl FromIterator<(Slot, u64)> for Bits {
    fn from_iter<T: IntoIterator<Item = (Slot, u64)>>(found: T) -> Self {
        let mut all = Self::default();
        all.extend(found);
        all
    }
}

/// See the top of the file.
#[derive(Debug, Default)]
pub struct Found {
    /// What each text has.
    pub bits: Bits,
    stretches: Vec<Option<Stretch>>,
}

impl Found {
    /// Takes in what was found in an article.
    pub fn add(&mut self, hit: Hit) {
        self.bits.extend([(hit.slot, hit.bits)]);
        put(&mut self.stretches, hit.slot, Some(hit.stretch));
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.stretches.is_empty()
    }

    /// What stands around it in the text of an article.
    pub fn stretch(&self, slot: Slot) -> Option<&Stretch> {
        self.stretches.get(slot.place())?.as_ref()
    }
}

/// Puts something in the place of a slot.
fn put<T: Clone + Default>(all: &mut Vec<T>, slot: Slot, it: T) {
    let place = slot.place();
    if all.len() <= place {
        all.resize(place + 1, T::default());
    }
    if let Some(at) = all.get_mut(place) {
        *at = it;
    }
}
