//! A word to look for in what an article says of itself: without regard to case, and to accents where it has none itself.
//! In titles it is also found with letters left out ("gvrnment"), by nucleo; phrases are not.

use memchr::memchr_iter;
use memchr::memmem::Finder;
use nucleo_matcher::chars::normalize;
use nucleo_matcher::{Config, Matcher, Utf32Str, Utf32String};
use std::borrow::Cow;
use std::mem;

use crate::content::fold::{Needle, folded};
use crate::content::search::letters::Letters;

/// Shorter words are not found with letters left out: they would be found everywhere.
const FUZZY: usize = 3;
/// The score that nucleo gives to each letter found; one that is missing costs, a beginning of a word counts more.
const LETTER: usize = 16;

/// See the top of the file.
#[derive(Clone, Debug)]
pub(super) struct Word {
    needle: Needle,
    /// Without accents and capitals.
    pub(super) bare: Finder<'static>,
    /// The same for nucleo.
    letters: Option<Utf32String>,
    /// Whether accents count.
    accents: bool,
}

impl Word {
    pub(super) fn new(text: &str, exact: bool) -> Self {
        let words: Vec<&str> = text.split_whitespace().collect();
        let text = words.join(" ");
        let accents = bare(&text).chars().ne(folded(&text));
        let plain = if accents {
            folded(&text).collect()
        } else {
            bare(&text).to_lowercase()
        };
        let fuzzy = !exact && plain.chars().count() >= FUZZY;
        let mut without = String::new();
        add_bare(&mut without, &text);
        Self {
            needle: Needle::new(&plain),
            bare: Finder::new(&without).into_owned(),
            letters: fuzzy.then(|| Utf32String::from(plain)),
            accents,
        }
    }

    /// Whether it occurs in a text as it is.
    pub(super) fn is_in(&self, text: &str) -> bool {
        self.needle.is_in(text)
            || !self.accents && !text.is_ascii() && self.needle.is_in(&bare(text))
    }

    /// Whether one of several texts has it with its accents, where it has some; without them, one has it.
    pub(super) fn has_accents_of<'a>(&self, mut texts: impl Iterator<Item = &'a str>) -> bool {
        !self.accents || texts.any(|text| self.needle.is_in(text))
    }

    /// Whether it occurs in a text with letters left out; `bare` is the text as [`add_bare`] gives it, with its letters.
    pub(super) fn is_nearly_in<'a>(
        &self,
        (bare, has): (&str, Letters),
        text: impl FnOnce() -> &'a str,
        fuzzy: &mut Fuzzy,
    ) -> bool {
        let Some(letters) = self
            .letters
            .as_ref()
            .filter(|letters| letters.len() < bare.len())
        else {
            return false;
        };
        if self.accents {
            let text = text();
            return !text.is_ascii()
                && fuzzy.finds(letters.slice(..), &folded(text).collect::<String>());
        }
        let word = letters.slice(..);
        if let Utf32Str::Ascii(word) = word
            && (!has.may_have(word) || bare.is_ascii() && !may_be_in(word, bare.as_bytes()))
        {
            return false;
        }
        fuzzy.finds(letters.slice(..), bare)
    }
}

/// A name, or the beginning of a word of one; the whole name, where it was quoted.
#[derive(Clone, Debug)]
pub(super) struct Name {
    text: String,
    whole: bool,
}

impl Name {
    pub(super) fn new(text: &str, whole: bool) -> Self {
        let text = text.trim();
        let text = bare(text).to_lowercase();
        Self { text, whole }
    }

    pub(super) fn is(&self, name: &str) -> bool {
        if name.is_ascii() && self.text.is_ascii() {
            return self.is_ascii(name.as_bytes());
        }
        let name = bare(name);
        let name = if name.is_ascii() || !self.text.is_ascii() {
            Cow::from(name.to_lowercase())
        } else {
            name
        };
        if self.whole {
            return name == self.text;
        }
        let starts = |at: usize| {
            let before = name.get(..at).and_then(|before| before.chars().next_back());
            before.is_none_or(|c| !c.is_alphanumeric())
        };
        name.match_indices(&self.text).any(|(at, _)| starts(at))
    }

    /// The same of nearly all names, without a copy of any.
    fn is_ascii(&self, name: &[u8]) -> bool {
        let text = self.text.as_bytes();
        if self.whole {
            return name.eq_ignore_ascii_case(text);
        }
        let mut begins = true;
        let mut places = name.windows(text.len().max(1)).filter(|window| {
            let first = window.first().is_some_and(u8::is_ascii_alphanumeric);
            mem::replace(&mut begins, !first)
        });
        text.is_empty() || places.any(|window| window.eq_ignore_ascii_case(text))
    }
}

/// What nucleo works with.
pub(super) struct Fuzzy {
    matcher: Matcher,
    letters: Vec<char>,
    places: Vec<u32>,
}

impl Fuzzy {
    pub(super) fn new() -> Self {
        Self {
            matcher: Matcher::new(Config::DEFAULT),
            letters: Vec::new(),
            places: Vec::new(),
        }
    }

    /// Whether the letters are there in their order from the beginning of a word on, with at most half as many others
    /// among them, or as many within one word: more would be found by chance.
    fn finds(&mut self, letters: Utf32Str, text: &str) -> bool {
        let text = Utf32Str::new(text, &mut self.letters);
        let score = self.matcher.fuzzy_match(text, letters);
        if score.is_none_or(|score| usize::from(score) < LETTER * letters.len()) {
            return false;
        }
        self.places.clear();
        self.matcher.fuzzy_indices(text, letters, &mut self.places);
        let (Some(first), Some(last)) = (self.places.first(), self.places.last()) else {
            return false;
        };
        let (first, last) = (*first as usize, *last as usize);
        let mut around = text.chars().skip(first.saturating_sub(1));
        let starts = first == 0 || around.next().is_some_and(|c| !c.is_alphanumeric());
        let others = (last + 1 - first).saturating_sub(letters.len());
        let mut within = around.take(last - first);
        starts
            && (others <= letters.len() / 2
                || others <= letters.len() && within.all(char::is_alphanumeric))
    }
}

/// Whether a text may have the letters as [`Fuzzy::finds`] wants them: a look that costs little and rules out most texts.
fn may_be_in(letters: &[u8], text: &[u8]) -> bool {
    let Some((first, rest)) = letters.split_first() else {
        return false;
    };
    memchr_iter(*first, text).any(|at| {
        let before = at.checked_sub(1).and_then(|before| text.get(before));
        let mut around = text.iter().skip(at + 1).take(2 * rest.len() + 1);
        before.is_none_or(|byte| !byte.is_ascii_alphanumeric())
            && rest.iter().all(|letter| around.any(|byte| byte == letter))
    })
}

/// A text without accents; without capitals, too, unless it is plain ASCII.
fn bare(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return text.into();
    }
    let is_accent = |c: &char| ('\u{300}'..='\u{36f}').contains(c);
    let bare = folded(text).map(normalize).filter(|c| !is_accent(c));
    bare.flat_map(char::to_lowercase).collect::<String>().into()
}

/// Adds a text without accents and capitals.
pub(crate) fn add_bare(to: &mut String, text: &str) {
    let from = to.len();
    to.push_str(&bare(text));
    if let Some(added) = to.get_mut(from..).filter(|_| text.is_ascii()) {
        added.make_ascii_lowercase();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::properties::properties;
    use proptest::prelude::*;

    proptest! {

        #![proptest_config(properties(256))]
        #[test]
        fn names_are_found_by_the_beginnings_of_their_words(name in "[aB -]{0,8}", text in "[Ab -]{0,4}", whole: bool) {
            let (lower, wanted) = (name.to_lowercase(), text.trim().to_lowercase());
            let starts = |at: &usize| *at == 0 || !lower.as_bytes()[at - 1].is_ascii_alphanumeric();
            let found = (0..=lower.len()).filter(starts).any(|at| lower.get(at..).unwrap().starts_with(&wanted));
            let plainly = if whole { lower == wanted } else { found };
            prop_assert_eq!(Name::new(&text, whole).is(&name), plainly);
        }
    }
}
