//! Which letters a title has, and which of them words of it begin with: a look at two numbers tells of most titles that a word
//! cannot be in them with letters left out.

use nucleo_matcher::chars::{normalize, to_lower_case};

/// See the top of the file. A bit for each letter, one for all digits, one for all else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Letters {
    all: u32,
    initials: u32,
}

impl Letters {
    /// Those of a text without capitals.
    pub(super) fn of(text: &str) -> Self {
        let (mut letters, mut begins) = (Self::default(), true);
        for c in text.chars() {
            let bit = bit(c);
            letters.all |= bit;
            letters.initials |= if begins { bit } else { 0 };
            // Whether a word goes on behind other characters depends on what they are put together to.
            begins = !c.is_ascii_alphanumeric();
        }
        letters
    }

    /// Whether a text with these may have the letters of a word, in any order, the first of them at the beginning of a word.
    pub(super) fn may_have(self, word: &[u8]) -> bool {
        let first = word.first().map_or(0, |byte| bit((*byte).into()));
        let all = word.iter().fold(0, |all, byte| all | bit((*byte).into()));
        self.initials & first == first && self.all & all == all
    }
}

/// The bit of a character as nucleo compares it.
fn bit(c: char) -> u32 {
    match if c.is_ascii() {
        c
    } else {
        to_lower_case(normalize(c))
    } {
        c @ 'a'..='z' => 1 << (c as u32 - 'a' as u32),
        '0'..='9' => 1 << 26,
        _ => 1 << 27,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::search::word::{Fuzzy, Word, add_bare};
    use crate::properties::properties;
    use proptest::prelude::*;

    proptest! {

        #![proptest_config(properties(256))]
        #[test]
        fn letters_rule_out_nothing_that_is_nearly_there(text in "[aAbéÉ’ø\u{301}ा -]{1,12}", word in "[abéo]{3,4}") {
            let word = Word::new(&word, false);
            let mut bare = String::new();
            add_bare(&mut bare, &text);
            let mut fuzzy = Fuzzy::new();
            let any = Letters { all: u32::MAX, initials: u32::MAX };
            let own = Letters::of(&bare);
            let by_own = word.is_nearly_in((&bare, own), || &text, &mut fuzzy);
            prop_assert_eq!(by_own, word.is_nearly_in((&bare, any), || &text, &mut fuzzy));
        }
    }
}
