//! Looking for words in the bytes of texts, without regard to case, as fast as they can be read: a candidate for each
//! place of two rare letters, then a comparison. Every white space between words is a blank. What is found is a [`Hit`].

use std::ops::Range;

use memchr::memchr3;

use crate::content::article::ArticleId;
use crate::content::fold::{folded, rarity};
use crate::content::library::{Library, Slot};
use crate::content::pair::Pair;
use crate::content::snippet::Stretch;

/// An article whose text is to be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Its handle.
    pub slot: Slot,
    /// Its file.
    pub id: ArticleId,
    /// Where its text begins, in bytes.
    pub body: u32,
}

/// So many articles are looked at in the order given; the rest in that in which they came, which is that of their folders on
/// the disk, and of the articles in memory.
const FOREMOST: usize = 2048;

/// These articles, in the order in which to look at them.
pub fn candidates(library: &Library, mut slots: Vec<Slot>) -> Vec<Candidate> {
    if let Some(rest) = slots.get_mut(FOREMOST..) {
        rest.sort_unstable();
    }
    let candidate = |slot: Slot| {
        let article = library.get(slot)?;
        Some(Candidate {
            slot,
            id: article.id.clone(),
            body: article.body,
        })
    };
    slots.into_iter().filter_map(candidate).collect()
}

/// What was found in an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The article.
    pub slot: Slot,
    /// A bit for each of the texts that were looked for.
    pub bits: u64,
    /// Around the first place.
    pub stretch: Stretch,
}

/// A word or phrase to look for.
#[derive(Clone, Debug)]
pub struct Seeker {
    folded: Vec<char>,
    anchor: Anchor,
}

/// Which bytes to stop at.
#[derive(Clone, Copy, Debug)]
enum Anchor {
    /// Two ASCII letters, so many bytes behind the beginning.
    Letters(usize, Pair),
    /// What a character that is none begins with in the cases it has.
    Lead([u8; 3]),
}

impl Seeker {
    /// Of words with single blanks between them.
    pub fn new(text: &str) -> Self {
        let folded: Vec<char> = folded(text).collect();
        let ascii = folded.iter().take_while(|c| c.is_ascii_graphic());
        let ascii: Vec<u8> = ascii.map(|c| *c as u8).collect();
        let anchor = anchor(&ascii).unwrap_or_else(|| {
            let first = folded.first().copied();
            Anchor::Lead(leads(first.unwrap_or(' ')))
        });
        Self { folded, anchor }
    }

    /// The first place in a text.
    pub fn find(&self, text: &[u8]) -> Option<Range<usize>> {
        self.all(text).next()
    }

    /// Every place in a text, ascending.
    pub fn all(&self, text: &[u8]) -> impl Iterator<Item = Range<usize>> {
        let mut from = 0;
        std::iter::from_fn(move || {
            loop {
                let rest = text.get(from..)?;
                let (found, offset) = match self.anchor {
                    Anchor::Letters(offset, pair) => (pair.find(rest), offset),
                    Anchor::Lead([a, b, c]) => (memchr3(a, b, c, rest), 0),
                };
                let place = from + found?;
                from = place + 1;
                let start = place.checked_sub(offset);
                let found = start.and_then(|start| Some(start..self.end(text, start)?));
                if found.is_some() {
                    return found;
                }
            }
        })
    }

    /// Where what is looked for ends, if it begins at `start`.
    fn end(&self, text: &[u8], start: usize) -> Option<usize> {
        let (mut at, mut sought) = (start, self.folded.iter().copied());
        let mut next = sought.next();
        while let Some(wanted) = next {
            let byte = *text.get(at)?;
            if wanted == ' ' {
                let rest = text.get(at..)?;
                let blanks = rest.iter().take_while(|byte| byte.is_ascii_whitespace());
                at += Some(blanks.count()).filter(|blanks| *blanks > 0)?;
                next = sought.next();
            } else if byte.is_ascii() {
                if char::from(byte.to_ascii_lowercase()) != wanted {
                    return None;
                }
                at += 1;
                next = sought.next();
            } else {
                let c = character(text.get(at..)?)?;
                at += c.len_utf8();
                for c in folded(c.encode_utf8(&mut [0; 4])) {
                    if next != Some(c) {
                        return None;
                    }
                    next = sought.next();
                }
            }
        }
        (at > start).then_some(at)
    }
}

/// The rarest letter of the beginning of a word and, if there is one, another that stands a fixed number of bytes from it: of
/// other characters only two become ASCII in lower case (U+212A, U+0130), so it is never behind or in the place of `k` and `i`.
fn anchor(word: &[u8]) -> Option<Anchor> {
    let (at, _) = { word.iter().enumerate() }.max_by_key(|(_, byte)| rarity(**byte))?;
    let is_firm = |(_, byte): &(usize, &u8)| !matches!(byte, b'k' | b'i');
    let (before, behind) = word.split_at_checked(at)?;
    let before = (0..at).zip(before).rev().take_while(is_firm);
    let behind = (at..).zip(behind).skip(1).take_while(is_firm);
    let other = before.chain(behind).max_by_key(|(_, byte)| rarity(**byte));
    let other = other.map_or(at, |(other, _)| other);
    let (first, last) = (at.min(other), at.max(other));
    let letters = [*word.get(first)?, *word.get(last)?];
    Some(Anchor::Letters(first, Pair::new(letters, last - first)))
}

/// The first bytes of a character in lower and upper case.
fn leads(c: char) -> [u8; 3] {
    let lead = |c: char| c.encode_utf8(&mut [0; 4]).bytes().next().unwrap_or(0);
    // The two small sigmas are one.
    let other = if c == 'σ' { 'ς' } else { c };
    [
        lead(c),
        c.to_uppercase().next().map_or(0, lead),
        lead(other),
    ]
}

/// The character that bytes begin with.
fn character(text: &[u8]) -> Option<char> {
    let most = text.get(..4).unwrap_or(text);
    let chunk = most.utf8_chunks().next()?;
    chunk.valid().chars().next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::properties::properties;
    use proptest::prelude::*;

    #[test]
    fn words_are_found_in_any_case() {
        for (text, words, found) in [
            ("The Harbour, the HARBOUR", "harbour", 2),
            ("a long\n  road", "long road", 1),
            ("École ÉCOLE ecole", "école", 2),
            ("ΟΔΟΣ οδος", "οδος", 2),
            ("報道は字である", "字", 1),
            ("the end", "ends", 0),
            ("", "a", 0),
        ] {
            assert_eq!(
                Seeker::new(words).all(text.as_bytes()).count(),
                found,
                "{words}"
            );
        }
    }

    proptest! {

        #![proptest_config(properties(256))]
        #[test]
        fn it_is_found_where_lower_case_copies_have_it(text in "[aAbBéÉσΣς字 .]{0,16}", word in "[aAbBéÉσΣς字]{1,3}") {
            let plain = |text: &str| folded(text).collect::<String>();
            let found = Seeker::new(&word).find(text.as_bytes());
            prop_assert_eq!(found.is_some(), plain(&text).contains(&plain(&word)));
            if let Some(range) = found {
                prop_assert_eq!(plain(text.get(range).unwrap()), plain(&word));
            }
        }

        #[test]
        fn two_letters_lead_to_what_one_does(text in "[aAbBkKiIzZKİé \n]{0,80}", word in "[abkiz]{1,4}( [abk]{1,2})?") {
            let seeker = Seeker::new(&word);
            let first = word.split(' ').next().unwrap();
            let rarest = first.bytes().enumerate().max_by_key(|(_, byte)| rarity(*byte));
            let (at, byte) = rarest.unwrap();
            let bytes = text.as_bytes();
            let places = memchr::memchr2_iter(byte, byte.to_ascii_uppercase(), bytes);
            let starts = places.filter_map(|place| place.checked_sub(at));
            let plainly: Vec<_> = starts.filter_map(|start| Some(start..seeker.end(bytes, start)?)).collect();
            prop_assert_eq!(seeker.all(bytes).collect::<Vec<_>>(), plainly);
        }

        #[test]
        fn no_bytes_are_too_odd(text in prop::collection::vec(any::<u8>(), 0..60), word in "\\PC{1,4}") {
            let seekers = [Seeker::new(&word)];
            for hit in seekers[0].all(&text) {
                let _ = Stretch::new(&text, hit.start).snippet(&seekers);
            }
        }
    }
}
