//! Looking for words in the bytes of texts, without regard to case, as fast as they can be read: a candidate for each
//! place of the rarest letter, then a comparison. Every white space between words is a blank. What is found is a [`Hit`].

use std::ops::Range;

use memchr::{memchr2_iter, memchr3_iter};

use crate::content::article::ArticleId;
use crate::content::fold::{folded, rarity};
use crate::content::library::{Library, Slot};
use crate::content::snippet::Snippet;

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

impl Candidate {
    /// The article in a slot.
    pub fn new(library: &Library, slot: Slot) -> Option<Self> {
        let article = library.get(slot)?;
        Some(Self {
            slot,
            id: article.id.clone(),
            body: article.body,
        })
    }
}

/// What was found in an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The article.
    pub slot: Slot,
    /// A bit for each of the texts that were looked for.
    pub bits: u64,
    /// Around the first place.
    pub snippet: Snippet,
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
    /// An ASCII letter in both cases, so many bytes behind the beginning.
    Letter(usize, [u8; 2]),
    /// What a character that is none begins with in the cases it has.
    Lead([u8; 3]),
}

impl Seeker {
    /// Of words with single blanks between them.
    pub fn new(text: &str) -> Self {
        let folded: Vec<char> = folded(text).collect();
        let ascii = folded.iter().take_while(|c| c.is_ascii_graphic());
        let rarest = ascii.enumerate().max_by_key(|(_, c)| rarity(**c as u8));
        let anchor = match rarest {
            Some((at, c)) => Anchor::Letter(at, [*c as u8, c.to_ascii_uppercase() as u8]),
            None => Anchor::Lead(leads(folded.first().copied().unwrap_or(' '))),
        };
        Self { folded, anchor }
    }

    /// The first place in a text.
    pub fn find(&self, text: &[u8]) -> Option<Range<usize>> {
        self.all(text).next()
    }

    /// Every place in a text, ascending.
    pub fn all(&self, text: &[u8]) -> impl Iterator<Item = Range<usize>> {
        let (offset, places): (_, Box<dyn Iterator<Item = usize>>) = match self.anchor {
            Anchor::Letter(at, [a, b]) => (at, Box::new(memchr2_iter(a, b, text))),
            Anchor::Lead([a, b, c]) => (0, Box::new(memchr3_iter(a, b, c, text))),
        };
        let starts = places.filter_map(move |place| place.checked_sub(offset));
        starts.filter_map(|start| Some(start..self.end(text, start)?))
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
        fn no_bytes_are_too_odd(text in prop::collection::vec(any::<u8>(), 0..60), word in "\\PC{1,4}") {
            let seekers = [Seeker::new(&word)];
            for hit in seekers[0].all(&text) {
                Snippet::new(&text, hit.start, &seekers);
            }
        }
    }
}
