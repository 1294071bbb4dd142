//! What the words of code are: stretches of a document's text, each with a [`Token`].
//! Found by the `highlighter` after the text was set, and only painted: no line depends on them.

use std::ops::Range;

use crate::layout::line::Role;

/// What a word of code is; the theme says how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Token {
    /// Names of one's own, signs, blanks: whatever is none of the others.
    Plain,
    /// What the machine does not read.
    Comment,
    /// A word of the language.
    Keyword,
    /// A text within the code.
    Text,
    /// A number or another constant, a character given by its code.
    Constant,
    /// A function, where it is made or called.
    Function,
    /// A type.
    Type,
    /// An element, a key, an attribute.
    Name,
    /// A line that a change added.
    Added,
    /// A line that a change took away.
    Removed,
}

/// The tokens of a document, as far as they are known, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tokens(Vec<(Range<u32>, Token)>);

impl Tokens {
    /// Adds those of a stretch that begins at `start`, behind all that are known.
    pub fn add(&mut self, start: u32, tokens: impl IntoIterator<Item = (Range<u32>, Token)>) {
        let moved =
            |(range, token): (Range<u32>, _)| (range.start + start..range.end + start, token);
        self.0.extend(tokens.into_iter().map(moved));
    }

    /// Those that touch a stretch of the text, as roles.
    pub fn within(&self, range: &Range<u32>) -> impl Iterator<Item = (Range<u32>, Role)> {
        let first = self
            .0
            .partition_point(|(token, _)| token.end <= range.start);
        let rest = self.0.get(first..).unwrap_or_default();
        let end = range.end;
        let touching = rest.iter().take_while(move |(token, _)| token.start < end);
        touching.map(|(range, token)| (range.clone(), Role::Token(*token)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_found_by_their_place() {
        let mut tokens = Tokens::default();
        tokens.add(10, [(0..2, Token::Keyword), (3..6, Token::Name)]);
        tokens.add(20, [(0..1, Token::Text)]);
        let starts = |range| {
            let found = tokens.within(&range);
            found.map(|(found, _)| found.start).collect::<Vec<_>>()
        };
        assert_eq!(starts(0..10), Vec::<u32>::new());
        assert_eq!(starts(11..13), [10]);
        assert_eq!(starts(12..13), Vec::<u32>::new());
        assert_eq!(starts(11..21), [10, 13, 20]);
        assert_eq!(starts(21..30), Vec::<u32>::new());
    }
}
