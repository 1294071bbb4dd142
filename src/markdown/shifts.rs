//! What HTML raises and lowers (`<sup>`, `<sub>`): as characters that stand higher or lower where all of it can be said
//! so, else behind a sign. Part of the builder; called by `html`.

use crate::markdown::build::Builder;
use crate::markdown::element::Element;

/// Raised and lowered text that is being read.
pub(super) struct Shift {
    by: Element,
    /// Where in the leaf its sign stands.
    from: usize,
}

const PLAIN: &str = "0123456789+-=()ni";
const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ";
const LOWERED: &str = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙᵢ";

impl Builder {
    /// Begins raised or lowered text, with a sign for now.
    pub(super) fn open_shift(&mut self, by: Element) {
        let before = self.leaf.raw.len();
        self.made(sign(by), None);
        let len = self.leaf.raw.len();
        // A blank that was due may have come before the sign.
        let from = len.saturating_sub(sign(by).len());
        self.shift = (len > before).then_some(Shift { by, from });
    }

    /// Ends it: the sign goes if there are characters for all of it.
    pub(super) fn close_shift(&mut self, by: Element) {
        let Some(Shift { from, .. }) = self.shift.take().filter(|shift| shift.by == by) else {
            return;
        };
        let start = from + sign(by).len();
        let text = self.leaf.raw.get(start..).unwrap_or_default();
        let to = if by == Element::Superscript {
            RAISED
        } else {
            LOWERED
        };
        let shifted: Option<Vec<_>> = text
            .char_indices()
            .map(|(at, char)| {
                let place = start + at..start + at + char.len_utf8();
                Some((place, other(char, to)?))
            })
            .collect();
        if let Some(mut found) = shifted {
            found.insert(0, (from..start, ""));
            self.leaf.replace(&found);
        }
    }
}

fn sign(by: Element) -> &'static str {
    if by == Element::Superscript { "^" } else { "_" }
}

/// The character of `to` that stands where `char` does in the plain ones.
fn other(char: char, to: &'static str) -> Option<&'static str> {
    let index = PLAIN.chars().position(|plain| plain == char)?;
    let (start, found) = to.char_indices().nth(index)?;
    to.get(start..start + found.len_utf8())
}
