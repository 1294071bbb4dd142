//! Comparing text without regard to case, in any script, without making copies. Used by the library, its queries
//! and the front matter.

/// The characters in lower case; the two small sigmas are one.
pub(crate) fn folded(text: &str) -> impl Iterator<Item = char> + Clone {
    text.chars()
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'ς' { 'σ' } else { c })
}

/// Whether two texts differ in case at most.
pub(crate) fn eq(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b) || (!(a.is_ascii() && b.is_ascii()) && folded(a).eq(folded(b)))
}

/// A word to look for.
#[derive(Clone, Debug)]
pub(crate) struct Needle {
    folded: String,
    /// Where its rarest byte is, and that byte in lower and upper case, if the word is ASCII.
    rarest: Option<(usize, [u8; 2])>,
}

/// Letters of European languages, the commonest first. What is not here is rarer still.
const COMMONEST: &[u8] = b" etaoinsrhldcumfpgwybvkxjqz";

/// How rare a byte is in texts; the more, the rarer.
pub(crate) fn rarity(byte: u8) -> usize {
    let place = COMMONEST.iter().position(|b| *b == byte);
    place.unwrap_or(COMMONEST.len())
}

impl Needle {
    pub(crate) fn new(word: &str) -> Self {
        let folded: String = folded(word).collect();
        let rarest = folded
            .bytes()
            .enumerate()
            .max_by_key(|(_, byte)| rarity(*byte));
        Self {
            rarest: rarest
                .filter(|_| folded.is_ascii())
                .map(|(at, b)| (at, [b, b.to_ascii_uppercase()])),
            folded,
        }
    }

    /// Whether the word occurs in `text`.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        match self.rarest {
            // of all other characters only these two become ASCII in lower case: U+212A, U+0130
            Some((at, byte)) => {
                let odd = || !text.is_ascii() && text.contains(['K', 'İ']);
                self.is_in_ascii(text.as_bytes(), at, byte) || (odd() && self.is_in_any(text))
            }
            None => self.folded.is_empty() || (!text.is_ascii() && self.is_in_any(text)),
        }
    }

    /// Looks at each place where the rarest byte of the word is.
    fn is_in_ascii(&self, text: &[u8], rarest: usize, byte: [u8; 2]) -> bool {
        let needle = self.folded.as_bytes();
        let mut from = rarest;
        while let Some(at) = text.get(from..).and_then(|rest| find(rest, byte)) {
            let begin = from + at - rarest;
            match text.get(begin..begin + needle.len()) {
                Some(same) if same.eq_ignore_ascii_case(needle) => return true,
                Some(_) => from += at + 1,
                None => return false,
            }
        }
        false
    }

    fn is_in_any(&self, text: &str) -> bool {
        let mut from = folded(text);
        loop {
            let mut here = from.clone();
            if self.folded.chars().all(|c| here.next() == Some(c)) {
                return true;
            }
            if from.next().is_none() {
                return false;
            }
        }
    }
}

/// Where one of two bytes is first.
fn find(text: &[u8], [lower, upper]: [u8; 2]) -> Option<usize> {
    let is = |byte: u8| byte == lower || byte == upper;
    let (chunks, _) = text.as_chunks::<32>();
    // without a way out of the chunk: so the processor takes many bytes at once
    let skipped = chunks
        .iter()
        .take_while(|chunk| !chunk.iter().fold(false, |any, byte| any | is(*byte)))
        .count()
        * 32;
    let rest = text.get(skipped..)?;
    rest.iter()
        .position(|byte| is(*byte))
        .map(|at| skipped + at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::properties::properties;
    use proptest::prelude::*;

    #[test]
    fn case_does_not_matter() {
        for (text, word) in [
            ("École", "éCOLE"),
            ("ΟΔΟΣ", "οδος"),
            ("İstanbul", "i"),
            ("5 K", "k"),
            ("x", ""),
        ] {
            assert!(Needle::new(word).is_in(text), "{word} in {text}");
        }
        assert!(eq("ÉCOLE", "école") && eq("Latest", "latest") && !eq("a", "aa"));
        assert!(!Needle::new("ecole").is_in("école"));
    }

    proptest! {

        #![proptest_config(properties(256))]
        #[test]
        fn a_word_is_found_where_lower_case_copies_have_it(text in "[aAbBkKİiIéÉσΣς 字-]{0,12}", word in "[aAbBkKiIéÉσΣς字]{0,3}") {
            let plain = |text: &str| folded(text).collect::<String>();
            prop_assert_eq!(Needle::new(&word).is_in(&text), plain(&text).contains(&plain(&word)));
            prop_assert_eq!(eq(&text, &word), plain(&text) == plain(&word));
        }
    }
}
