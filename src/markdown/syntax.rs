//! The ways to read a body: as a whole, with its beginning before the rest, part by part.
//! Called by whoever shows articles; how it is done is in `parse`.

use crate::markdown::document::Document;
use crate::markdown::parse::{Head, read};
use crate::markdown::parts::{Early, Take};

/// How bodies are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Syntax {
    /// Whether the signs of printers are set for those of typewriters: `“…”` for `"…"`, `–` for `--`, `…` for three dots.
    pub smart: bool,
}

impl Syntax {
    /// Reads a body (no front matter) under its head. A first heading that only repeats the title is left out.
    /// What the parser could not read in reasonable time is shown as [`plain`](super::parse::plain) text, with a notice.
    pub fn parse(self, head: &Head, body: &str) -> Document {
        read(head, body, self, Early::Nothing).document
    }

    /// Does what [`parse`](Self::parse) does. If the document is long, `first` is given what is more than a screen of it as
    /// soon as that is read: the same blocks, text and runs, and the links and ids that they have.
    pub fn parse_early(self, head: &Head, body: &str, first: &mut dyn FnMut(Document)) -> Document {
        read(head, body, self, Early::Beginning(first)).document
    }

    /// Reads what [`parse`](Self::parse) reads, in parts.
    pub fn parts(self, head: &Head, body: &str, take: Take<'_>) {
        let last = read(head, body, self, Early::Parts(&mut *take));
        take(last);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::markdown::parts::SCREEN;
    use crate::pieces::PIECES;
    use crate::properties::properties;

    proptest! {
        #![proptest_config(properties(64))]
        #[test]
        fn a_beginning_is_how_the_whole_begins(pieces in prop::collection::vec(prop::sample::select(PIECES), 1..1200)) {
            let body = pieces.join("\n\n");
            let mut first = None;
            let whole = Syntax::default().parse_early(&Head::default(), &body, &mut |document| {
                assert!(first.replace(document).is_none(), "it is given once");
            });
            prop_assert_eq!(&whole, &Syntax::default().parse(&Head::default(), &body));
            if let Some(first) = first {
                prop_assert!(first.text.len() >= SCREEN);
                prop_assert!(whole.text.starts_with(first.text.as_str()));
                prop_assert!(whole.blocks.starts_with(&first.blocks));
                prop_assert!(whole.runs.starts_with(&first.runs));
                prop_assert!(whole.tables.starts_with(&first.tables));
                prop_assert!(whole.links.starts_with(&first.links));
                prop_assert!(whole.ids.starts_with(&first.ids));
            }
        }
    }
}
