//! One paragraph → lines: which stretches of its text stand on one line.
//! Knows no blocks, prefixes or roles; called by `block` and, for each cell, by `table`.

use std::ops::Range;

use textwrap::core::Fragment;
use textwrap::wrap_algorithms::wrap_first_fit;

use crate::layout::hyphens::Language;
use crate::layout::typesetting::Measure;
use crate::layout::{greedy, spans, words};
use crate::markdown::document::{Document, Style};
use crate::text;

/// How the lines of a paragraph are filled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fit {
    /// Each line as full as it can be: quick.
    First,
    /// All lines as even as they can be: for reading.
    #[default]
    Optimal,
}

/// What a line costs besides the square of the columns that it leaves empty, so that there are no more
/// lines than need be. The scale is textwrap's.
const LINE_COST: u64 = 1000;
/// What a line costs that ends within a word, after a hyphen or between ideographs.
const PARTED_COST: u64 = 25;
/// What a line costs that ends with a hyphen, and once more if the line above does, too.
const HYPHEN_COST: u64 = 40;
/// What a last line costs that is a single word shorter than a quarter of the width: as much as thirty columns left
/// empty above it, but less than a line.
const LONELY_COST: u64 = 30 * 30;

/// Columns below which no word is parted by its language.
const NARROWEST: usize = 8;

/// A stretch that stays together, with the blanks after it.
#[derive(Clone, Copy, Debug)]
struct Word {
    start: usize,
    end: usize,
    width: usize,
    blanks: usize,
    /// Part of a word: where a line ends with it, a hyphen is shown.
    hyphen: bool,
}

impl Fragment for Word {
    fn width(&self) -> f64 {
        self.width as f64
    }
    fn whitespace_width(&self) -> f64 {
        self.blanks as f64
    }
    fn penalty_width(&self) -> f64 {
        f64::from(u8::from(self.hyphen))
    }
}

/// A line of a paragraph: which stretch of the text stands on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// Without the blanks at its ends.
    pub(super) text: Range<u32>,
    /// What follows it.
    pub(super) end: End,
}

/// How a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The text ends, or a line of it.
    Whole,
    /// The text goes on below.
    Open,
    /// A word goes on below: a hyphen is to be shown, which takes a column.
    Hyphen,
}

/// The lines of `range` of the document's text, without the blanks at their ends; at least one.
///
/// No line is wider than the measure, unless a single character is (a wide one in one column).
pub(super) fn wrap(document: &Document, range: &Range<u32>, measure: Measure) -> Vec<Range<u32>> {
    let lines = stretches(document, range, measure.plain());
    lines.into_iter().map(|line| line.text).collect()
}

/// The same with words parted by hyphens where the measure says so, and how each line ends. Full lines are found quickly where
/// their ends are plain to see.
pub(super) fn stretches(document: &Document, range: &Range<u32>, measure: Measure) -> Vec<Stretch> {
    let whole = document.slice(range);
    let marks = marks(document, range);
    let room = usize::from(measure.width);
    let language = measure.language.filter(|_| room >= NARROWEST);
    let measure = Measure {
        language,
        ..measure
    };
    let mut lines = Vec::with_capacity(whole.len() / room.max(8) + 1);
    let mut start = range.start as usize;
    for line in whole.split('\n') {
        let trimmed = line.trim_end_matches(is_blank);
        if trimmed.len() <= room || trimmed.len() <= room * 2 && text::width(trimmed) <= room {
            lines.push(Stretch {
                text: start as u32..(start + trimmed.len()) as u32,
                end: End::Whole,
            });
        } else {
            let mut from = 0;
            if measure.fit == Fit::First && measure.language.is_none() {
                let (full, rest) = greedy::fill(line, room);
                let place = |at| (start + at) as u32;
                lines.extend(full.into_iter().map(|line| Stretch {
                    text: place(line.start)..place(line.end),
                    end: End::Open,
                }));
                from = rest;
            }
            if let Some(rest) = line.get(from..).filter(|rest| !rest.is_empty()) {
                lines.extend(filled(document, (start + from, rest), &marks, measure));
            }
            if let Some(last) = lines.last_mut() {
                last.end = End::Whole;
            }
        }
        start += line.len() + 1;
    }
    lines
}

/// The lines of a line of the text that begins at `start` in it, word by word. None of them begins at one of `marks`.
fn filled(
    document: &Document,
    (start, line): (usize, &str),
    marks: &[usize],
    measure: Measure,
) -> Vec<Stretch> {
    let room = usize::from(measure.width);
    let mut places = words::breaks(line);
    places.retain(|at| marks.binary_search(&(start + at)).is_err());
    let soft = match measure.language {
        Some(language) => soft(document, (start, line), &mut places, language),
        None => Vec::new(),
    };
    let words = words_of(line, &places, room, &soft);
    let filled = match measure.fit {
        Fit::First => wrap_first_fit(&words, &[measure.width.max(1).into()]),
        Fit::Optimal => fill_evenly(&words, room),
    };
    let stretch = |words: &[Word]| {
        let end = words.last().map_or(0, |word| word.end);
        let first = words.first().map_or(0, |word| word.start);
        let hyphen = words.last().is_some_and(|word| word.hyphen);
        Stretch {
            text: (start + first) as u32..(start + end) as u32,
            end: if hyphen { End::Hyphen } else { End::Open },
        }
    };
    filled.into_iter().map(stretch).collect()
}

/// Adds the places where the words of a line may be parted with a hyphen, and returns these. `start` is where the line
/// begins in the document's text. What is code, or stands for something, is not parted.
fn soft(
    document: &Document,
    (start, line): (usize, &str),
    places: &mut Vec<usize>,
    language: Language,
) -> Vec<usize> {
    let stiff = [Style::CODE, Style::IMAGE, Style::MADE, Style::QUIET];
    let mut soft = Vec::new();
    let mut from = 0;
    for to in places.iter().copied().chain([line.len()]) {
        let parts = language.places(line.get(from..to).unwrap_or_default());
        let range = (start + from) as u32..(start + to) as u32;
        let is_stiff = || {
            let mut runs = spans::runs(document, &range).iter();
            runs.any(|run| stiff.iter().any(|style| run.style.has(*style)))
        };
        if !parts.is_empty() && !is_stiff() {
            soft.extend(parts.iter().map(|part| from + part));
        }
        from = to;
    }
    places.extend(&soft);
    places.sort_unstable();
    soft
}

/// The lines that cost least in all.
///
/// The cheapest lines up to a word are the cheapest up to the word that the last of them begins with, and
/// that line. No more words are tried than fit on a line: for lines that can be read this is several times
/// as fast as an algorithm that is linear at any width.
fn fill_evenly(words: &[Word], room: usize) -> Vec<&[Word]> {
    // For each word, and the end: the least cost of all lines before it, and where the last of them begins.
    let mut best = Vec::with_capacity(words.len() + 1);
    best.push((0, 0));
    for (last, word) in words.iter().enumerate() {
        let ends = last + 1 == words.len();
        let parted = match () {
            () if ends || word.blanks > 0 => 0,
            () if word.hyphen => HYPHEN_COST,
            () => PARTED_COST,
        };
        let hyphen = word.hyphen;
        let mut cheapest = (u64::MAX, last);
        let mut columns = usize::from(hyphen && !ends);
        for ((start, word), &(before, _)) in words.iter().enumerate().zip(&best).rev() {
            columns += word.width + if start < last { word.blanks } else { 0 };
            if columns > room && start < last {
                break;
            }
            let left = room.saturating_sub(columns);
            let above = start.checked_sub(1).and_then(|above| words.get(above));
            let goes_on = above.is_some_and(|above| above.hyphen);
            let gap = match () {
                () if !ends => (left * left) as u64,
                () if (start == last || goes_on) && columns < room / 4 => LONELY_COST,
                () => 0,
            };
            let again = if goes_on && hyphen { HYPHEN_COST } else { 0 };
            cheapest = cheapest.min((before + LINE_COST + parted + again + gap, start));
        }
        best.push(cheapest);
    }
    let mut lines = Vec::new();
    let mut end = words.len();
    while let Some(&(_, start)) = best.get(end).filter(|_| end > 0) {
        lines.extend(words.get(start..end));
        end = start;
    }
    lines.reverse();
    lines
}

/// The words of `line` between `places`, of which `soft` show a hyphen; those that are wider than `room` are cut.
fn words_of(line: &str, places: &[usize], room: usize, soft: &[usize]) -> Vec<Word> {
    let mut words = Vec::with_capacity(places.len() + 1);
    let mut start = 0;
    for end in places.iter().copied().chain([line.len()]) {
        let word = line.get(start..end).unwrap_or_default();
        let (bare, width, blanks) = measured(word);
        let hyphen = soft.binary_search(&end).is_ok();
        let room = room - usize::from(hyphen);
        let whole = Word {
            start,
            end: start + bare.len(),
            width,
            blanks,
            hyphen,
        };
        if whole.width <= room {
            words.push(whole);
        } else {
            cut(bare, start, room, &mut words);
            if let Some(last) = words.last_mut() {
                last.blanks = whole.blanks;
                last.hyphen = hyphen;
            }
        }
        start = end;
    }
    words
}

/// A word without the blanks after it, and the columns of both. Most are told by their bytes alone.
fn measured(word: &str) -> (&str, usize, usize) {
    let end = word.bytes().rposition(|byte| byte != b' ');
    let parts = word.split_at_checked(end.map_or(0, |last| last + 1));
    let (bare, blanks) = parts.unwrap_or((word, ""));
    if bare.bytes().all(|byte| byte.is_ascii_graphic()) {
        return (bare, bare.len(), blanks.len());
    }
    let bare = word.trim_end_matches(is_blank);
    let blanks = word.get(bare.len()..).unwrap_or_default();
    (bare, text::width(bare), text::width(blanks))
}

/// Cuts a word that is wider than `room`: after the signs where an address may be parted, and where
/// that does not help, wherever a line is full.
fn cut(word: &str, offset: usize, room: usize, words: &mut Vec<Word>) {
    let mut start = 0;
    let signs = word.match_indices(['/', '?', '&', '=', '-', '.']);
    let ends = signs
        .map(|(at, sign)| at + sign.len())
        .filter(|&end| {
            let rest = word.get(end..).unwrap_or_default();
            rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
                && !word.get(..end).unwrap_or_default().ends_with("//")
        })
        .chain([word.len()]);
    for end in ends {
        for piece in chop(word.get(start..end).unwrap_or_default(), room) {
            words.push(Word {
                start: offset + start + piece.start,
                end: offset + start + piece.end,
                width: text::width(
                    word.get(start + piece.start..start + piece.end)
                        .unwrap_or_default(),
                ),
                blanks: 0,
                hyphen: false,
            });
        }
        start = end;
    }
}

/// Pieces of `line`, each as many graphemes as fit in `room`, or up to a blank in the last quarter of it; at least one
/// piece. A grapheme that is wider than the room is itself cut, between its characters.
pub(super) fn chop(line: &str, room: usize) -> Vec<Range<usize>> {
    if line.len() <= room {
        return vec![Range {
            start: 0,
            end: line.len(),
        }];
    }
    let mut pieces = Vec::new();
    let (mut start, mut column) = (0, 0);
    // Where the text after the last blank begins, and in which column.
    let mut word = (0, 0);
    for (at, grapheme, width) in text::graphemes(line) {
        if column + width > room && at > start {
            let end = if word.1 > room * 3 / 4 {
                word
            } else {
                (at, column)
            };
            pieces.push(start..end.0);
            (start, column, word) = (end.0, column - end.1, (0, 0));
        }
        column += width;
        if grapheme == " " {
            word = (at + 1, column);
        }
        if width > room {
            for (inner, c) in grapheme.char_indices() {
                let to = at + inner + c.len_utf8();
                if text::width(line.get(start..to).unwrap_or_default()) > room && at + inner > start
                {
                    pieces.push(start..at + inner);
                    start = at + inner;
                }
            }
            column = text::width(line.get(start..at + grapheme.len()).unwrap_or_default());
        }
    }
    pieces.push(start..line.len());
    pieces
}

/// Where the numbers of references begin (`[1]`): they stay with the word before them.
fn marks(document: &Document, range: &Range<u32>) -> Vec<usize> {
    spans::runs(document, range)
        .iter()
        .filter(|run| run.style.has(Style::MADE) && range.contains(&run.start))
        .map(|run| run.start as usize)
        .filter(|&at| {
            let (before, after) = document.text.split_at_checked(at).unwrap_or_default();
            after.starts_with('[') && !before.ends_with(is_blank)
        })
        .collect()
}

/// White space that may be dropped at the end of a line: all but the kinds that bind.
fn is_blank(c: char) -> bool {
    c == ' ' || c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}')
}

#[cfg(test)]
mod tests {
    use crate::properties::properties;
    use proptest::prelude::*;

    use super::*;
    use crate::markdown::document::Run;
    use crate::text::Clean;

    fn document(text: &str) -> Document {
        Document {
            text: Clean::block(text),
            ..Document::default()
        }
    }

    fn lines(document: &Document, width: u16, fit: Fit) -> Vec<&str> {
        let range = 0..document.text.len() as u32;
        let measure = Measure {
            width,
            fit,
            ..Measure::default()
        };
        wrap(document, &range, measure)
            .iter()
            .map(|line| document.slice(line))
            .collect()
    }

    #[test]
    fn a_paragraph_is_wrapped_between_words() {
        for (text, width, expected) in [
            ("", 10, vec![""]),
            ("one two three", 9, vec!["one two", "three"]),
            ("one   two", 4, vec!["one", "two"]),
            ("c a.bbb", 4, vec!["c a.", "bbb"]),
            ("c a.b )cd", 5, vec!["c a.", "b )cd"]),
            ("one\ntwo three", 20, vec!["one", "two three"]),
            ("abcdefghij kl", 4, vec!["abcd", "efgh", "ij", "kl"]),
            (
                "at https://a.org/bc/de now",
                12,
                vec!["at", "https://a.", "org/bc/de", "now"],
            ),
            ("10\u{a0}km far", 5, vec!["10\u{a0}km", "far"]),
            ("日本語。", 6, vec!["日本", "語。"]),
            ("日本", 1, vec!["日", "本"]),
            ("👨‍👩‍👧👨‍👩‍👧", 3, vec!["👨‍👩‍👧", "👨‍👩‍👧"]),
            ("क्ष्म्य", 2, vec!["क्ष्", "म्य"]),
        ] {
            assert_eq!(
                lines(&document(text), width, Fit::First),
                expected,
                "{text:?}"
            );
        }
    }

    #[test]
    fn an_optimal_paragraph_is_even_and_has_no_lonely_last_word() {
        let text = "This is a demo of the short last line penalty.";
        let even = ["This is a demo of the short last", "line penalty."];
        assert_eq!(lines(&document(text), 37, Fit::Optimal), even);
    }

    #[test]
    fn a_reference_number_stays_with_its_word() {
        let mut document = document("some (text)[1] here");
        let run = |start, style| Run {
            start,
            style,
            link: None,
        };
        document.runs = vec![
            run(0, Style::PLAIN),
            run(11, Style::MADE),
            run(14, Style::PLAIN),
        ];
        assert_eq!(
            lines(&document, 13, Fit::First),
            ["some", "(text)[1]", "here"]
        );
    }

    /// Words one by one; too long ones in pieces.
    fn slow(text: &str, width: usize) -> Vec<String> {
        let mut lines = vec![String::new()];
        for word in text.split_inclusive(' ') {
            let (bare, blanks) = word.split_at(word.trim_end().len());
            let letters: Vec<char> = bare.chars().collect();
            let pieces: Vec<String> = letters.chunks(width).map(String::from_iter).collect();
            for piece in pieces {
                let line = lines.last_mut().unwrap();
                if line.is_empty() || line.len() + piece.len() <= width {
                    line.push_str(&piece);
                } else {
                    lines.push(piece);
                }
            }
            lines.last_mut().unwrap().push_str(blanks);
        }
        lines
            .iter()
            .map(|line| line.trim_end().to_owned())
            .collect()
    }

    proptest! {

        #![proptest_config(properties(256))]
        #[test]
        fn first_fit_is_the_obvious_greedy_loop(text in "[a-c]{1,9}( {1,3}[a-c]{1,9}){0,12}", width in 1..30_u16) {
            let document = document(&text);
            prop_assert_eq!(lines(&document, width, Fit::First), slow(&text, width.into()));
        }

        #[test]
        fn full_lines_are_those_of_the_words(
            words in prop::collection::vec("[a-c]{1,4}|[a-c]{1,3}[-/,.;:!?’”)][a-c’”]{0,3}|[£“(\\[‘é][a-c]{1,3}|[a-c]{1,2}([.&=?/-][a-c1]{1,3}){1,4}|–|—|…|[0-9]{1,4}[.]?|日本", 1..40),
            blanks in " {1,2}",
            width in 1..30_u16,
        ) {
            let document = document(&words.join(&blanks));
            let words = words_of(&document.text, &words::breaks(&document.text), width.into(), &[]);
            let expected: Vec<_> = wrap_first_fit(&words, &[width.into()])
                .into_iter()
                .map(|line| document.slice(&(line[0].start as u32..line[line.len() - 1].end as u32)))
                .collect();
            prop_assert_eq!(lines(&document, width, Fit::First), expected);
        }

        #[test]
        fn even_lines_are_the_cheapest_of_all(text in "[a-z]{1,9}([ -][a-z]{1,9}){0,9}", width in 9..40_u16) {
            let places = words::breaks(&text);
            let words = words_of(&text, &places, width.into(), &[]);
            let even = cost(&words, &fill_evenly(&words, width.into()), width.into());
            let best = every(&words).into_iter().filter_map(|lines| cost(&words, &lines, width.into())).min();
            prop_assert_eq!(even, best);
        }
    }

    /// Every way to put words on lines.
    fn every(words: &[Word]) -> Vec<Vec<&[Word]>> {
        let ways = 0..1_u32 << words.len().saturating_sub(1);
        let broken = |way: u32| move |at: &usize| way >> (at - 1) & 1 == 1;
        ways.map(|way| {
            let ends = (1..words.len()).filter(broken(way)).chain([words.len()]);
            ends.scan(0, |start, end| {
                Some(&words[std::mem::replace(start, end)..end])
            })
            .collect()
        })
        .collect()
    }

    /// What lines cost, unless one is too wide.
    fn cost(words: &[Word], lines: &[&[Word]], room: usize) -> Option<u64> {
        let costs = lines.iter().enumerate().map(|(index, line)| {
            let last = line.last()?;
            let columns = line
                .iter()
                .map(|word| word.width + word.blanks)
                .sum::<usize>()
                - last.blanks;
            let left = room.checked_sub(columns)? as u64;
            let ends = index + 1 == lines.len();
            Some(
                LINE_COST
                    + match (ends, line.len() == 1 && columns < room / 4) {
                        (true, true) if !words.is_empty() => LONELY_COST,
                        (true, _) => 0,
                        (false, _) if last.blanks == 0 => left * left + PARTED_COST,
                        (false, _) => left * left,
                    },
            )
        });
        costs.sum()
    }
}
