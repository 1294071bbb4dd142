//! Footnotes: their numbers in the order of first reference, and their texts until the end of the document.
//! Does not read them: `parse` puts texts in and takes them out again.

use std::collections::HashMap;

/// The footnotes of a document; `T` is the text of one as it was found.
#[derive(Default)]
pub(super) struct Notes<T> {
    /// Labels in the order of their numbers.
    order: Vec<String>,
    numbers: HashMap<String, u32>,
    /// Texts in the order of the source, until they are taken.
    texts: Vec<Option<T>>,
    /// The first text for each label.
    defined: HashMap<String, usize>,
    /// How many numbers were taken, and how many texts were looked at once the numbers had run out.
    taken: (usize, usize),
}

impl<T> Notes<T> {
    /// The number that a reference shows.
    pub(super) fn number(&mut self, label: &str) -> u32 {
        let next = self.order.len() as u32 + 1;
        *self
            .numbers
            .entry(label.to_lowercase())
            .or_insert_with_key(|label| {
                self.order.push(label.clone());
                next
            })
    }

    /// Keeps a text for the end.
    pub(super) fn define(&mut self, label: &str, text: T) {
        self.defined
            .entry(label.to_lowercase())
            .or_insert(self.texts.len());
        self.texts.push(Some(text));
    }

    /// The next note and its number: those referred to in their order, then the others.
    pub(super) fn take(&mut self) -> Option<(u32, T)> {
        while let Some(label) = self.order.get(self.taken.0) {
            self.taken.0 += 1;
            let index = self.defined.get(label).copied();
            let text = index.and_then(|index| self.texts.get_mut(index)?.take());
            if let Some(text) = text {
                return Some((self.taken.0 as u32, text));
            }
        }
        while let Some(text) = self.texts.get_mut(self.taken.1) {
            self.taken.1 += 1;
            if let Some(text) = text.take() {
                let number = self.order.len() as u32 + 1;
                self.order.push(String::new());
                self.taken.0 = self.order.len();
                return Some((number, text));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_come_in_the_order_of_their_references_and_none_is_lost() {
        let mut notes = Notes::default();
        for (label, text) in [("a", 1), ("B", 2), ("unused", 3), ("a", 4), ("c", 5)] {
            notes.define(label, text);
        }
        assert_eq!(notes.number("b"), 1);
        assert_eq!(notes.number("A"), 2);
        assert_eq!(notes.take(), Some((1, 2)));
        assert_eq!(notes.number("c"), 3);
        assert_eq!(notes.take(), Some((2, 1)));
        assert_eq!(notes.take(), Some((3, 5)));
        assert_eq!(notes.take(), Some((4, 3)));
        assert_eq!(notes.take(), Some((5, 4)));
        assert_eq!(notes.take(), None);
    }
}
