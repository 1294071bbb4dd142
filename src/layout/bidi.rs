//! Right-to-left text in the order in which it is painted, by the Unicode bidirectional algorithm (UAX #9).
//! Lines are broken before, in the order in which one reads; here their spans are put from left to right.
//! Called by whatever sets lines, and by the view for short texts.

use std::borrow::Cow;
use std::ops::Range;

use unicode_bidi::{BidiInfo, Direction, Level, get_base_direction_full};

use crate::layout::line::{Content, Span};
use crate::layout::spans::{made, push_blanks};
use crate::layout::typesetting::Measure;
use crate::markdown::document::Document;
use crate::text::{graphemes, width};

/// Signs that open and close: each is painted as the other where it stands in right-to-left text.
const PAIRS: &str =
    "()[]{}<>«»‹›≤≥≪≫⟨⟩⟦⟧⦅⦆⌈⌉⌊⌋❨❩❪❫❬❭❰❱❲❳❴❵⟪⟫⟮⟯「」『』【】〈〉《》〔〕（）［］｛｝＜＞";

/// How the text of a leaf or a cell runs.
pub(super) struct Turning {
    /// Where it begins in the document's text.
    start: u32,
    /// Whether it is to be aligned right.
    pub(super) right: bool,
    /// The level of each of its bytes: odd where it runs from right to left.
    levels: Vec<Level>,
}

impl Turning {
    /// None where all of it runs from left to right, as nearly always.
    pub(super) fn new(document: &Document, range: &Range<u32>, measure: Measure) -> Option<Self> {
        let right = measure.bidi && is_right(document.slice(range));
        Self::from_side(document, range, measure, right)
    }

    /// The same for code: it begins at the left, whatever it says.
    pub(super) fn of_code(
        document: &Document,
        range: &Range<u32>,
        measure: Measure,
    ) -> Option<Self> {
        Self::from_side(document, range, measure, false)
    }

    fn from_side(
        document: &Document,
        range: &Range<u32>,
        measure: Measure,
        right: bool,
    ) -> Option<Self> {
        let text = document.slice(range);
        (measure.bidi && any(text)).then(|| Self {
            start: range.start,
            right,
            levels: levels(text, right),
        })
    }

    /// Puts the spans of one line from left to right.
    pub(super) fn turn(&self, document: &Document, spans: Vec<Span>) -> Vec<Span> {
        let mut parts: Vec<(Level, Span)> = Vec::with_capacity(spans.len() + 2);
        for span in spans {
            let Content::Text(range) = &span.content else {
                // Blanks between words run as what they stand behind.
                let level = parts.last().map_or(Level::ltr(), |part| part.0);
                parts.push((level, span));
                continue;
            };
            let first = (range.start - self.start) as usize;
            for (level, part) in runs(document.slice(range), |at| self.level(first + at)) {
                let (from, to) = (
                    range.start + part.start as u32,
                    range.start + part.end as u32,
                );
                let content = Content::Text(from..to);
                parts.push((
                    level,
                    Span {
                        content,
                        ..span.clone()
                    },
                ));
            }
        }
        let levels: Vec<Level> = parts.iter().map(|part| part.0).collect();
        let order = BidiInfo::reorder_visual(&levels);
        let turned = order.into_iter().filter_map(|at| parts.get(at));
        turned
            .map(|(level, span)| turned_span(document, *level, span))
            .collect()
    }

    fn level(&self, at: usize) -> Level {
        self.levels.get(at).copied().unwrap_or(Level::ltr())
    }
}

fn turned_span(document: &Document, level: Level, span: &Span) -> Span {
    let content = match &span.content {
        Content::Text(range) if level.is_rtl() => {
            Content::Turned(range.clone(), turned(document.slice(range)).into())
        }
        other => other.clone(),
    };
    Span {
        content,
        ..span.clone()
    }
}

/// Whether a text is to be aligned right: the first of its characters that has a direction runs from right to left.
pub fn is_right(text: &str) -> bool {
    any(text) && get_base_direction_full(text) == Direction::Rtl
}

/// A text on one line as it is painted; `right` if it, or what it is part of, is aligned right.
pub fn visual(text: &str, right: bool) -> Cow<'_, str> {
    if any(text) {
        ordered(text, &levels(text, right)).into()
    } else {
        text.into()
    }
}

/// What stands before a line that is aligned right goes behind it: `spans` on `columns` columns, `before` in all.
pub(super) fn right(
    document: &Document,
    before: &[Span],
    row: Vec<Span>,
    columns: usize,
) -> Vec<Span> {
    let wide = |spans: &[Span]| {
        spans
            .iter()
            .map(|span| width(span.text(document)))
            .sum::<usize>()
    };
    let free = columns.saturating_sub(wide(before) + wide(&row));
    let mut out = Vec::with_capacity(row.len() + before.len() + 1);
    push_blanks(&mut out, free);
    out.extend(row);
    out.extend(before.iter().rev().map(|span| {
        let sign = span.text(document);
        let levels = levels(sign, true);
        made(ordered(sign, &levels), span.role)
    }));
    out
}

/// Whether anything in a text runs from right to left. Most texts are told by their bytes alone.
pub(super) fn any(text: &str) -> bool {
    // The first bytes of the characters of `runs_left`.
    let may = |byte: &u8| matches!(*byte, 0xd6..=0xe0 | 0xef..);
    let chunks = text.as_bytes().chunks(64);
    let mut chunks = chunks.map(|chunk| chunk.iter().fold(false, |any, byte| any | may(byte)));
    chunks.any(|any| any) && text.chars().any(runs_left)
}

/// The blocks of scripts that are written from right to left.
fn runs_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// The level of each byte; each line of the text runs by itself, all of them from the same side.
fn levels(text: &str, right: bool) -> Vec<Level> {
    let base = if right { Level::rtl() } else { Level::ltr() };
    BidiInfo::new(text, Some(base)).levels
}

/// The stretches of a text with one level, in whole graphemes.
fn runs(text: &str, level: impl Fn(usize) -> Level) -> Vec<(Level, Range<usize>)> {
    let mut runs: Vec<(Level, Range<usize>)> = Vec::new();
    for (at, grapheme, _) in graphemes(text) {
        let end = at + grapheme.len();
        match runs.last_mut().filter(|run| run.0 == level(at)) {
            Some(run) => run.1.end = end,
            None => runs.push((level(at), at..end)),
        }
    }
    runs
}

/// A text whose bytes have these levels, from left to right.
fn ordered(text: &str, levels: &[Level]) -> String {
    let runs = runs(text, |at| levels.get(at).copied().unwrap_or(Level::ltr()));
    let order: Vec<Level> = runs.iter().map(|run| run.0).collect();
    let order = BidiInfo::reorder_visual(&order);
    let ordered = order.into_iter().filter_map(|at| runs.get(at));
    let said = |(level, range): &(Level, Range<usize>)| {
        let part = text.get(range.clone()).unwrap_or_default();
        if level.is_rtl() {
            turned(part)
        } else {
            part.to_owned()
        }
    };
    ordered.map(said).collect()
}

/// A text from its last grapheme to its first, with its brackets the other way round. It keeps its length in bytes.
fn turned(text: &str) -> String {
    let graphemes = graphemes(text).rev();
    let mirrored = graphemes.map(|(_, grapheme, _)| mirror(grapheme));
    mirrored.collect()
}

/// The sign that a sign is painted as, if it is one of a pair.
fn mirror(grapheme: &str) -> &str {
    if grapheme.chars().any(char::is_alphanumeric) {
        return grapheme;
    }
    let Some(at) = PAIRS.find(grapheme) else {
        return grapheme;
    };
    let opens = PAIRS.get(..at).unwrap_or_default().chars().count() % 2 == 0;
    let (before, after) = PAIRS.split_at_checked(at).unwrap_or_default();
    let mut others = after
        .char_indices()
        .skip(1)
        .map(|(from, c)| (at + from, c.len_utf8()));
    let other = if opens {
        others.next()
    } else {
        before
            .char_indices()
            .next_back()
            .map(|(from, c)| (from, c.len_utf8()))
    };
    let partner = other.and_then(|(from, length)| PAIRS.get(from..from + length));
    partner
        .filter(|partner| partner.len() == grapheme.len())
        .unwrap_or(grapheme)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::properties::properties;

    #[test]
    fn words_are_painted_as_one_reads_them() {
        for (text, painted) in [
            ("plain (text)", "plain (text)"),
            ("שלום", "םולש"),
            ("the word שלום (peace)", "the word םולש (peace)"),
            ("שלום (peace) עולם", "םלוע (peace) םולש"),
            ("(שלום) א", "א (םולש)"),
            ("מחיר 1,250 ₪ ב-2026", "2026-ב ₪ 1,250 ריחמ"),
            ("اقرأ README.md الآن", "نآلا README.md أرقا"),
        ] {
            assert_eq!(visual(text, is_right(text)), painted, "{text}");
        }
    }

    #[test]
    fn pairs_are_pairs() {
        for pair in PAIRS.chars().collect::<Vec<_>>().chunks(2) {
            let [open, close] = [pair[0].to_string(), pair[1].to_string()];
            assert_eq!(
                (mirror(&open), mirror(&close)),
                (close.as_str(), open.as_str())
            );
            assert_eq!(open.len(), close.len());
        }
        assert_eq!((mirror("a"), mirror("–"), mirror("()")), ("a", "–", "()"));
    }

    proptest! {

        #![proptest_config(properties(256))]

        #[test]
        fn what_is_painted_is_what_was_said_in_another_order(text in "[a-c א-ה0-9()ا-خ,.–👍🏽\u{301}]{0,30}") {
            let painted = visual(&text, is_right(&text)).into_owned();
            prop_assert_eq!(painted.len(), text.len());
            let sorted = |text: &str| {
                let mut all: Vec<char> = text.chars().map(|c| if c == ')' { '(' } else { c }).collect();
                all.sort_unstable();
                all
            };
            prop_assert_eq!(sorted(&painted), sorted(&text));
        }

        #[test]
        fn it_is_what_the_algorithm_says_but_for_graphemes_and_brackets(text in "[a-c א-ה0-9ا-خ,.–]{0,30}") {
            let base = if is_right(&text) { Level::rtl() } else { Level::ltr() };
            let info = BidiInfo::new(&text, Some(base));
            let whole = info.paragraphs.first().map(|all| info.reorder_line(all, all.range.clone()));
            // The ends of a line have no blanks: those would go to the other side.
            prop_assume!(text.trim() == text);
            prop_assert_eq!(visual(&text, is_right(&text)), whole.unwrap_or_default());
        }
    }
}
