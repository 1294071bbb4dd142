//! A line of an article's text around what was found in it, for the list. Shows words, not the signs of Markdown; what was
//! found among those (in an address) is shown as it stands. Which place to show is known by `seek`. A search keeps bytes
//! alone, of perhaps 100,000 articles: few of them are ever seen.

use std::ops::Range;

use crate::content::prose;
use crate::content::seek::Seeker;
use crate::text::Clean;

/// A stretch of an article's text, on one line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The stretch.
    pub text: Clean,
    /// Where in it the words are, ascending.
    pub hits: Vec<Range<usize>>,
}

/// So many bytes of a snippet stand before the first hit, and so many follow its beginning, at most.
const BEFORE: usize = 24;
const AFTER: usize = 400;

/// The bytes of a text around what was found in it, of which a [`Snippet`] is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch(Box<[u8]>);

impl Stretch {
    /// The stretch around what stands at `at`.
    pub fn new(text: &[u8], at: usize) -> Self {
        let before = text.get(at.saturating_sub(BEFORE)..at).unwrap_or_default();
        let start = if at <= BEFORE {
            Some(0)
        } else {
            // A word that is cut is left out; so is what belongs to another paragraph.
            let blank = before.iter().position(u8::is_ascii_whitespace);
            let paragraph = before.windows(2).rposition(|two| two == b"\n\n");
            paragraph.or(blank).map(|blank| at - before.len() + blank)
        };
        let rest = text.get(start.unwrap_or(at)..).unwrap_or_default();
        // One byte more says that there is more.
        Self(rest.get(..=AFTER).unwrap_or(rest).into())
    }

    /// What is to be seen of it.
    pub fn snippet(&self, seekers: &[Seeker]) -> Snippet {
        let cut = self.0.split_at_checked(AFTER);
        let cut = cut.and_then(|(cut, more)| (!more.is_empty()).then_some(cut));
        let stretch = String::from_utf8_lossy(cut.unwrap_or(&self.0));
        let stretch = match cut.and_then(|_| stretch.rsplit_once(char::is_whitespace)) {
            // Of the word at the end there may be more.
            Some((whole, _)) if whole.len() > AFTER / 2 => whole,
            _ => stretch.trim_end_matches('\u{fffd}'),
        };
        let words = Snippet::of(&prose::words(stretch), seekers);
        if words.hits.is_empty() {
            Snippet::of(stretch, seekers)
        } else {
            words
        }
    }
}

impl Snippet {
    fn of(stretch: &str, seekers: &[Seeker]) -> Self {
        let text = Clean::line(stretch.trim_start());
        let all = |seeker| Seeker::all(seeker, text.as_bytes());
        let mut hits: Vec<Range<usize>> = seekers.iter().flat_map(all).collect();
        hits.sort_by_key(|hit| hit.start);
        let mut end = 0;
        hits.retain(|hit| {
            let apart = hit.start >= end;
            end = end.max(hit.end);
            apart
        });
        Self { text, hits }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snippet(text: &str, words: &[&str]) -> Snippet {
        let seekers: Vec<Seeker> = words.iter().map(|words| Seeker::new(words)).collect();
        let at = seekers[0].find(text.as_bytes()).unwrap().start;
        Stretch::new(text.as_bytes(), at).snippet(&seekers)
    }

    #[test]
    fn a_snippet_begins_with_a_word_and_marks_what_was_found() {
        let text =
            "x".repeat(30) + " where the\nold Harbour meets the sea\u{1b}[2J. " + &"é".repeat(300);
        let snippet = snippet(&text, &["harbour", "sea"]);
        assert!(
            snippet
                .text
                .starts_with("where the old Harbour meets the sea"),
            "{:?}",
            snippet.text
        );
        let words: Vec<_> = snippet
            .hits
            .iter()
            .map(|hit| snippet.text.get(hit.clone()).unwrap())
            .collect();
        assert_eq!(words, ["Harbour", "sea"]);
        let first = Stretch::new(b"One.\n\nHarbour", 6).snippet(&[Seeker::new("harbour")]);
        assert_eq!(first.text.as_str(), "One. Harbour");
    }

    #[test]
    fn a_snippet_shows_words_and_an_address_only_where_it_was_found() {
        let text = "See **the** [old *harbour*](https://example.org/x) today.";
        assert_eq!(
            snippet(text, &["harbour"]).text.as_str(),
            "See the old harbour today."
        );
        assert_eq!(
            snippet(text, &["example.org"]).text.as_str(),
            "*harbour*](https://example.org/x) today."
        );
    }
}
