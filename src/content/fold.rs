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
    /// The first byte in lower and upper case, if the word is ASCII.
    ascii: Option<[u8; 2]>,
}

impl Needle {
    pub(crate) fn new(word: &str) -> Self {
        let folded: String = folded(word).collect();
        let first = folded.bytes().next().filter(|_| folded.is_ascii());
        Self {
            folded,
            ascii: first.map(|b| [b, b.to_ascii_uppercase()]),
        }
    }

    /// Whether the word occurs in `text`.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        match self.ascii {
            // of all other characters only these two become ASCII in lower case: U+212A, U+0130
            Some(first) => {
                self.is_in_ascii(text, first) || (text.contains(['K', 'İ']) && self.is_in_any(text))
            }
            None => self.is_in_any(text),
        }
    }

    fn is_in_ascii(&self, text: &str, [lower, upper]: [u8; 2]) -> bool {
        let needle = self.folded.as_bytes();
        let mut rest = text.as_bytes();
        while let Some(at) = rest.iter().position(|&b| b == lower || b == upper) {
            let (_, found) = rest.split_at_checked(at).unwrap_or_default();
            match found.get(..needle.len()) {
                Some(same) if same.eq_ignore_ascii_case(needle) => return true,
                Some(_) => rest = found.get(1..).unwrap_or_default(),
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

#[cfg(test)]
mod tests {
    use super::*;
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
        #[test]
        fn a_word_is_found_where_lower_case_copies_have_it(text in "[aAbBkKİiIéÉσΣς 字-]{0,12}", word in "[aAbBkKiIéÉσΣς字]{0,3}") {
            let plain = |text: &str| folded(text).collect::<String>();
            prop_assert_eq!(Needle::new(&word).is_in(&text), plain(&text).contains(&plain(&word)));
            prop_assert_eq!(eq(&text, &word), plain(&text) == plain(&word));
        }
    }
}
