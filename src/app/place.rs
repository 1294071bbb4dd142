//! Places in a text: where one is in a newer version of it, and those that one wants to go to. What did not change is
//! found exactly; what lies among changes, by its line; what was changed itself, about where it was. Knows nothing of
//! lines on a screen.

use crate::app::outline;
use crate::markdown::document::Document;

/// A place to go to in a text that may still be on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A line of the file, from 1.
    Line(u32),
    /// An offset in the text.
    Offset(u32),
    /// A place as [`place`](super::reader::Reader::place) gives it.
    Place(u32),
    /// The first place of what is looked for.
    Hit,
    /// A heading, by what stands behind the `#` of an address.
    Heading(String),
}

impl Wanted {
    /// Whether it is a place in the file as it is, rather than in the text.
    pub(super) fn in_source(&self) -> bool {
        matches!(self, Self::Line(_))
    }

    /// Its offset in the text; none if there is no such place.
    pub(super) fn offset(&self, document: &Document) -> Option<u32> {
        match self {
            Self::Offset(offset) => Some(*offset),
            Self::Hit => None,
            Self::Place(place) => {
                Some((beginning(document) + place).min(document.text.len() as u32))
            }
            Self::Heading(name) => outline::find(document, name),
            Self::Line(..2) => Some(0),
            Self::Line(line) => {
                let mut ends = document.text.match_indices('\n');
                let end = ends.nth(*line as usize - 2);
                Some(end.map_or(0, |(at, _)| at as u32 + 1))
            }
        }
    }
}

/// The offset in `new` of what stands at `at` in `old`.
pub(super) fn moved(old: &str, new: &str, at: u32) -> u32 {
    let place = at as usize;
    let same = |(a, b): &(u8, u8)| a == b;
    let before = old.bytes().zip(new.bytes()).take_while(same).count();
    if place <= before {
        return at.min(new.len() as u32);
    }
    let most = old.len().min(new.len()) - before;
    let backwards = old.bytes().rev().zip(new.bytes().rev());
    let after = backwards.take(most).take_while(same).count();
    let shifted = |place: usize| (place + new.len()).saturating_sub(old.len());
    if place + after >= old.len() {
        return shifted(place).min(new.len()) as u32;
    }
    // Among the changes: the first line from here on that is still there, where it is nearest to where it was.
    let start = old.get(..place).and_then(|text| text.rfind('\n'));
    let start = start.map_or(0, |end| end + 1);
    let mut from = start;
    for line in old.get(start..).unwrap_or_default().split_inclusive('\n') {
        let found = nearest(new, line, from).filter(|_| !line.trim().is_empty());
        if let Some(found) = found {
            return (found + place.saturating_sub(from)) as u32;
        }
        from += line.len();
        if from + after >= old.len() {
            break;
        }
    }
    new.floor_char_boundary(before.max(shifted(start.max(before)).min(start))) as u32
}

/// Where `new` has a line, as near to `place` as can be.
fn nearest(new: &str, line: &str, place: usize) -> Option<usize> {
    let whole = |at: &usize| *at == 0 || new.as_bytes().get(at - 1) == Some(&b'\n');
    let places = new.match_indices(line).map(|(at, _)| at).filter(whole);
    places.min_by_key(|at| at.abs_diff(place))
}

/// Where the body begins, below what stands above it.
pub fn beginning(document: &Document) -> u32 {
    let mut blocks = document.blocks.iter();
    let first = blocks.find(|block| !block.kind.is_container() && !block.source.is_empty());
    first.map_or(0, |block| block.text.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "Title\none one\ntwo two\nthree three\nfour four\n";

    #[track_caller]
    fn stays(new: &str, at: &str, there: &str) {
        let place = OLD.find(at).unwrap() as u32;
        let moved = moved(OLD, new, place) as usize;
        let found = new.get(moved..).unwrap();
        assert!(found.starts_with(there), "{found:?}");
    }

    #[test]
    fn a_line_above_or_below_does_not_move_it() {
        stays(
            "Title\nzero\none one\ntwo two\nthree three\nfour four\n",
            "three\n",
            "three\n",
        );
        stays("Title\nthree three\nfour four\n", "three\n", "three\n");
        stays("Title\none one\ntwo two\nthree three\n", "two\n", "two\n");
        stays(
            "Ti\nten\none one\ntwo two\nthree three\nfour\n5\n",
            "three\n",
            "three\n",
        );
        stays(OLD, "four four", "four four");
    }

    #[test]
    fn a_line_that_went_leaves_the_next_one() {
        stays(
            "T\none one\ntwo two\nfour four\nx\n",
            "three three",
            "four four",
        );
    }

    #[test]
    fn a_line_that_was_changed_keeps_its_place() {
        stays(
            "Title\none one\ntwo two\nthree, three\nfour four\n",
            "three three",
            "three, three",
        );
        stays("Title!\n", "three\n", "");
        let moved = moved("aé\nb\n", "bè\nc\n", 3);
        assert!("bè\nc\n".is_char_boundary(moved as usize));
        assert_eq!(super::moved("", "", 7), 0);
    }
}
