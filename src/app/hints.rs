//! Letters on the links of the screen, by which one of them is chosen. All labels are of one length, so that none is
//! the start of another.

use crate::app::spots::Spot;

/// The letters of labels: those under the fingers first.
const LETTERS: [char; 14] = [
    'f', 'j', 'd', 'k', 's', 'l', 'a', 'g', 'h', 'e', 'i', 'r', 'u', 'w',
];

/// The links that can be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// They, from top to bottom.
    pub rows: Vec<Hint>,
    /// The letters typed so far.
    pub typed: String,
    /// Whether the address is to be copied rather than followed.
    pub copies: bool,
}

/// One link with its letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The letters.
    pub label: String,
    /// The offset of the text that they are painted on.
    pub at: u32,
    /// The link.
    pub spot: Spot,
}

impl Hints {
    /// Letters for these links, each given with the offset of its first text on the screen.
    pub fn new(spots: Vec<(u32, Spot)>, copies: bool) -> Self {
        let labels = labels(spots.len());
        let rows = labels.into_iter().zip(spots);
        Self {
            rows: rows
                .map(|(label, (at, spot))| Hint { label, at, spot })
                .collect(),
            typed: String::new(),
            copies,
        }
    }

    /// Takes a letter; the link, once it is chosen. A letter that no label has next changes nothing.
    pub fn letter(&mut self, letter: char) -> Option<Spot> {
        self.typed.extend(letter.to_lowercase());
        let mut left = self.left();
        let Some(first) = left.next() else {
            drop(left);
            self.typed.pop();
            return None;
        };
        (first.label == self.typed).then(|| first.spot.clone())
    }

    /// The links that can still be meant.
    pub fn left(&self) -> impl Iterator<Item = &Hint> {
        let typed = self.typed.as_str();
        self.rows
            .iter()
            .filter(move |hint| hint.label.starts_with(typed))
    }
}

/// So many different labels, of one length.
fn labels(count: usize) -> Vec<String> {
    let mut labels: Vec<String> = LETTERS.map(String::from).into();
    while labels.len() < count {
        let longer = |label: &String| LETTERS.map(|letter| format!("{label}{letter}"));
        labels = labels.iter().flat_map(longer).collect();
    }
    labels.truncate(count);
    labels
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_label_is_another() {
        for count in [0, 1, 14, 15, 196, 197, 3000] {
            let labels = labels(count);
            let lengths: HashSet<usize> = labels.iter().map(String::len).collect();
            let different: HashSet<&String> = labels.iter().collect();
            assert_eq!(different.len(), count);
            assert!(lengths.len() <= 1);
        }
    }
}
