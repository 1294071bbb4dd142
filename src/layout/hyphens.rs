//! Where a word may be parted with a hyphen, by the patterns of its language.
//! The language is what the article says, else what its text looks like. Called by `typesetting` and `wrap`.

use hypher::{Lang, hyphenate};

use crate::markdown::document::{Document, Kind};

/// Letters that a word must have to be parted.
const SHORTEST: usize = 5;
/// Bytes of a word that is looked at: longer than any that can be read.
const LONGEST: usize = 160;
/// Bytes of prose by which a language is told.
const SAMPLE: usize = 4096;

/// What `whatlang` calls the languages that there are patterns for.
const CODES: &str = "bul bg, cat ca, hrv hr, ces cs, dan da, nld nl, eng en, est et, fin fi, fra fr, deu de, ell el, \
                     ita it, lat la, lit lt, pol pl, por pt, rus ru, srp sr, slk sk, slv sl, spa es, swe sv, tur tr, ukr uk";

/// A language whose words can be parted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Language(Lang);

impl Language {
    /// The language of a document; none if it is not known, or how its words are parted is not.
    pub(super) fn of(document: &Document) -> Option<Self> {
        match code(&document.language) {
            Some(code) => Self::by(code),
            None => Self::told(&sample(document)),
        }
    }

    /// By its code of two letters.
    fn by(code: [u8; 2]) -> Option<Self> {
        Lang::from_iso(code).map(Self)
    }

    fn told(text: &str) -> Option<Self> {
        let told = whatlang::detect(text).filter(whatlang::Info::is_reliable)?;
        let mut pairs = CODES
            .split(',')
            .filter_map(|pair| pair.trim().split_once(' '));
        let (_, short) = pairs.find(|(long, _)| *long == told.lang().code())?;
        Self::by(code(short)?)
    }

    /// The places within `word` where it may be parted: none within what is no word of letters alone, or an acronym.
    pub(super) fn places(self, word: &str) -> Vec<usize> {
        let core = word.trim_matches(|c: char| !c.is_alphabetic());
        let parts = core.len() <= LONGEST
            && core.chars().all(char::is_alphabetic)
            && core.chars().count() >= SHORTEST
            && core.chars().any(char::is_lowercase);
        if !parts {
            return Vec::new();
        }
        let mut at = word.find(core).unwrap_or_default();
        let end = at + core.len();
        let ends = hyphenate(core, self.0).map(|part| {
            at += part.len();
            at
        });
        ends.filter(|&at| at < end).collect()
    }
}

/// The two letters of a language tag: `de`, `pt-BR`, `en_GB`.
fn code(tag: &str) -> Option<[u8; 2]> {
    let first = tag.split(['-', '_', '.']).next()?;
    let code = <[u8; 2]>::try_from(first.trim().as_bytes()).ok()?;
    code.iter()
        .all(u8::is_ascii_alphabetic)
        .then(|| code.map(|letter| letter.to_ascii_lowercase()))
}

/// The beginning of a document's prose.
fn sample(document: &Document) -> String {
    let mut sample = String::new();
    for block in document
        .blocks
        .iter()
        .filter(|block| block.kind == Kind::Paragraph)
    {
        sample.push_str(document.slice(&block.text));
        sample.push('\n');
        if sample.len() >= SAMPLE {
            sample.truncate(sample.floor_char_boundary(SAMPLE));
            break;
        }
    }
    sample
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Clean;

    fn parted(word: &str, code: &str) -> String {
        let language = Language::by(super::code(code).unwrap()).unwrap();
        let mut parted = word.to_owned();
        for at in language.places(word).into_iter().rev() {
            parted.insert(at, '-');
        }
        parted
    }

    #[test]
    fn words_are_parted_by_their_language() {
        for (word, code, expected) in [
            ("extensive,", "en", "ex-ten-sive,"),
            ("“hyphenation”", "en-US", "“hy-phen-ation”"),
            ("Silbentrennung", "de", "Sil-ben-tren-nung"),
            ("Ärztekammer", "de", "Ärz-te-kam-mer"),
            ("развитие", "ru", "раз-ви-тие"),
            ("word", "en", "word"),
            ("UNESCO", "en", "UNESCO"),
            ("example.org/extensive", "en", "example.org/extensive"),
            ("don’t", "en", "don’t"),
        ] {
            assert_eq!(parted(word, code), expected);
        }
        assert!(
            Language::by(*b"en")
                .unwrap()
                .places(&"extensive".repeat(1000))
                .is_empty()
        );
    }

    #[test]
    fn a_language_is_what_the_article_says_else_what_it_looks_like() {
        let of = |said: &str, text: &str| {
            let document = Document {
                language: Clean::line(said),
                ..crate::markdown::parse::parse(&crate::markdown::parse::Head::default(), text)
            };
            Language::of(&document)
        };
        let german =
            "Die Stadt hat am Dienstag beschlossen, den alten Hafen noch in diesem Jahr umzubauen.";
        assert_eq!(of("", german), Language::by(*b"de"));
        assert_eq!(of("en-GB", german), Language::by(*b"en"));
        assert_eq!(of("ja", german), None);
        assert_eq!(of("deutsch", german), Language::by(*b"de"));
        assert_eq!(of("", "x"), None);
    }

    #[test]
    fn every_language_that_is_told_has_patterns() {
        for pair in CODES.split(',') {
            let (long, short) = pair.trim().split_once(' ').unwrap();
            assert!(whatlang::Lang::from_code(long).is_some(), "{long}");
            assert!(
                Language::by(super::code(short).unwrap()).is_some(),
                "{short}"
            );
        }
    }
}
