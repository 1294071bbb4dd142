//! The leaf being read: raw text with style runs, decoded but not yet cleaned.
//! Knows how words meet at line breaks and where a long text may be cut; not what kinds of blocks there are.

use std::ops::Range;

use unicode_segmentation::GraphemeCursor;

use crate::markdown::document::{Run, Style};

/// A leaf longer than this many bytes is cut into pieces.
pub(super) const PIECE: usize = 16 << 10;

/// Raw text with style runs; their starts are offsets in it.
#[derive(Default)]
pub(super) struct Leaf {
    pub(super) raw: String,
    pub(super) runs: Vec<Run>,
    soft: bool,
}

impl Leaf {
    /// Adds text in one style.
    pub(super) fn write(&mut self, text: &str, style: Style, link: Option<u32>) {
        let Some(first) = text.chars().next() else {
            return;
        };
        if std::mem::take(&mut self.soft) && !self.joins(first) {
            self.gap(' ', style, link);
        }
        self.run(style, link);
        self.raw.push_str(text);
    }

    /// Adds text of HTML: white space collapses.
    pub(super) fn write_collapsed(&mut self, text: &str, style: Style, link: Option<u32>) {
        for (at, word) in text.split(is_space).enumerate() {
            if at > 0 && !self.raw.is_empty() && !self.raw.ends_with([' ', '\n']) {
                self.gap(' ', style, link);
            }
            self.write(word, style, link);
        }
    }

    /// A line break in the source: a blank, or nothing between two characters of a script without blanks.
    pub(super) fn soft_break(&mut self) {
        self.soft = true;
    }

    /// A line break in the text.
    pub(super) fn hard_break(&mut self, style: Style, link: Option<u32>) {
        self.soft = false;
        if !self.raw.is_empty() {
            self.gap('\n', style, link);
        }
    }

    /// Begins a new line, unless one was just begun.
    pub(super) fn new_line(&mut self) {
        if !self.raw.ends_with('\n') {
            self.hard_break(Style::PLAIN, None);
        }
    }

    /// Drops everything.
    pub(super) fn clear(&mut self) {
        self.truncate(0);
        self.soft = false;
    }

    /// Drops white space at the end.
    pub(super) fn trim_end(&mut self) {
        self.truncate(self.raw.trim_end_matches(is_space).len());
    }

    /// Keeps the first `len` bytes.
    pub(super) fn truncate(&mut self, len: usize) {
        self.raw.truncate(len);
        self.runs.truncate(
            self.runs
                .partition_point(|run| (run.start as usize) < self.raw.len()),
        );
    }

    /// The parts of the text that `wanted` says yes to, neighbours joined.
    pub(super) fn parts(&self, wanted: impl Fn(Style) -> bool) -> Vec<Range<usize>> {
        let mut parts: Vec<Range<usize>> = Vec::new();
        let ends = self.runs.iter().skip(1).map(|run| run.start as usize);
        for (run, end) in self.runs.iter().zip(ends.chain([self.raw.len()])) {
            let start = run.start as usize;
            match parts.last_mut() {
                _ if !wanted(run.style) => {}
                Some(part) if part.end == start => part.end = end,
                _ => parts.push(start..end),
            }
        }
        parts
    }

    /// Lays links over plain text: ascending ranges, each with the link it becomes.
    pub(super) fn lay(&mut self, found: &[(Range<usize>, u32)]) {
        let mut old = std::mem::take(&mut self.runs).into_iter().peekable();
        let mut style = Style::PLAIN;
        let mut link = None;
        for (range, target) in found {
            let (start, end) = (range.start as u32, range.end as u32);
            while let Some(run) = old.next_if(|run| run.start < start) {
                (style, link) = (run.style, run.link);
                self.runs.push(run);
            }
            let mut at = start;
            while let Some(run) = old.next_if(|run| run.start < end) {
                if run.start > at {
                    self.set(at, style.with(Style::LINK), Some(*target));
                }
                at = run.start;
                (style, link) = (run.style, run.link);
            }
            self.set(at, style.with(Style::LINK), Some(*target));
            if old.peek().is_none_or(|run| run.start > end) {
                self.set(end, style, link);
            }
        }
        self.runs.extend(old);
        let len = self.raw.len();
        self.truncate(len);
    }

    /// Sets other words for some ranges, ascending; what their styles were they keep.
    pub(super) fn replace(&mut self, found: &[(Range<usize>, &str)]) {
        if found.is_empty() {
            return;
        }
        let mut raw = String::with_capacity(self.raw.len());
        let mut runs = std::mem::take(&mut self.runs).into_iter().peekable();
        let mut from = 0;
        for (range, by) in found {
            while let Some(run) = runs.next_if(|run| (run.start as usize) <= range.start) {
                self.moved(run, raw.len() + run.start as usize - from);
            }
            raw.push_str(self.raw.get(from..range.start).unwrap_or_default());
            let start = raw.len();
            while let Some(run) = runs.next_if(|run| (run.start as usize) < range.end) {
                self.moved(run, start);
            }
            raw.push_str(by);
            from = range.end;
        }
        for run in runs {
            self.moved(run, raw.len() + run.start as usize - from);
        }
        raw.push_str(self.raw.get(from..).unwrap_or_default());
        self.raw = raw;
    }

    /// Adds a run that begins elsewhere now; of several at one place the last is in force.
    fn moved(&mut self, run: Run, start: usize) {
        let start = start as u32;
        if self.runs.last().is_some_and(|last| last.start == start) {
            self.runs.pop();
        }
        self.runs.push(Run { start, ..run });
    }

    /// The runs that are in force in a part of the text; the first may begin before it.
    pub(super) fn runs_in(&self, part: &Range<usize>) -> &[Run] {
        let upto = |end: usize| self.runs.partition_point(|run| (run.start as usize) < end);
        let first = upto(part.start + 1).saturating_sub(1);
        self.runs
            .get(first..upto(part.end).max(first))
            .unwrap_or_default()
    }

    /// Cuts the text into pieces: `lines` at line ends rather than at blanks. What it is cut at belongs to no piece; where one
    /// begins as another one ends, it is cut within a word, or a line of code.
    pub(super) fn pieces(&self, lines: bool) -> impl Iterator<Item = Range<usize>> {
        let mut next = Some(0);
        std::iter::from_fn(move || {
            let from = next?;
            let rest = self.raw.get(from..).unwrap_or_default();
            let (len, skipped) = cut(rest, lines);
            next = (len + skipped < rest.len()).then_some(from + len + skipped);
            Some(from..from + len)
        })
    }

    /// Whether nothing goes between the text so far and `next` in place of a line break.
    fn joins(&self, next: char) -> bool {
        match self.raw.chars().next_back() {
            Some(last) => is_space(last) || (without_blanks(last) && without_blanks(next)),
            None => true,
        }
    }

    /// Adds white space; it belongs to no label of ours.
    fn gap(&mut self, blank: char, style: Style, link: Option<u32>) {
        let made = |style: Style| style.has(Style::MADE);
        match self.runs.last() {
            Some(run) if !made(run.style) => {}
            _ if made(style) => self.run(Style::PLAIN, None),
            _ => self.run(style, link),
        }
        self.raw.push(blank);
    }

    /// The style of what is added next.
    fn run(&mut self, style: Style, link: Option<u32>) {
        let same = |run: &Run| run.style == style && run.link == link;
        if !self.runs.last().is_some_and(same) {
            self.set(self.raw.len() as u32, style, link);
        }
    }

    fn set(&mut self, start: u32, style: Style, link: Option<u32>) {
        self.runs.push(Run { start, style, link });
    }
}

/// How many bytes of `rest` make the next piece, and how many after them are dropped as its end.
fn cut(rest: &str, lines: bool) -> (usize, usize) {
    if rest.len() <= PIECE {
        return (rest.len(), 0);
    }
    let limit = rest.floor_char_boundary(PIECE);
    let head = rest.get(..limit).unwrap_or(rest);
    let found = |at: &usize| *at > 0;
    let end = if lines { &['\n'][..] } else { &[' ', '\n'] };
    if let Some(at) = head.rfind(end).filter(found) {
        return (at, 1);
    }
    let border = GraphemeCursor::new(limit, rest.len(), true).prev_boundary(rest, 0);
    (border.ok().flatten().filter(found).unwrap_or(limit), 0)
}

/// White space of HTML.
fn is_space(char: char) -> bool {
    matches!(char, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// Whether `char` is of a script that sets no blanks between words: wide characters that are not Hangul or emoji.
fn without_blanks(char: char) -> bool {
    matches!(char,
        '\u{2e80}'..='\u{312f}' | '\u{3190}'..='\u{31ff}' | '\u{3220}'..='\u{325f}' | '\u{3280}'..='\u{a4cf}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff01}'..='\u{ff9f}' | '\u{ffe0}'..='\u{ffee}'
        | '\u{1b000}'..='\u{1b16f}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaf(parts: &[(&str, Style)]) -> Leaf {
        let mut leaf = Leaf::default();
        for (text, style) in parts {
            leaf.write(text, *style, None);
        }
        leaf
    }

    #[test]
    fn a_soft_break_is_a_blank_where_the_script_has_blanks() {
        for (before, after, joined) in [
            ("one", "two", "one two"),
            ("日本", "語", "日本語"),
            ("日本。", "「語", "日本。「語"),
            ("日本", "Rust", "日本 Rust"),
            ("한국", "어", "한국 어"),
            ("⚽", "🏆", "⚽ 🏆"),
            ("line\n", "two", "line\ntwo"),
            ("", "two", "two"),
        ] {
            let mut leaf = leaf(&[(before, Style::PLAIN)]);
            leaf.soft_break();
            leaf.write(after, Style::PLAIN, None);
            assert_eq!(leaf.raw, joined);
        }
    }

    #[test]
    fn html_text_collapses() {
        let mut leaf = Leaf::default();
        leaf.write_collapsed("  one \n\t two", Style::PLAIN, None);
        leaf.write_collapsed(" ", Style::PLAIN, None);
        leaf.write_collapsed(" three  ", Style::STRONG, None);
        leaf.trim_end();
        assert_eq!(leaf.raw, "one two three");
        assert_eq!(leaf.runs.len(), 2);
    }

    #[test]
    fn a_blank_after_a_label_is_not_part_of_it() {
        let mut leaf = leaf(&[("a", Style::PLAIN), ("[1]", Style::MADE)]);
        leaf.soft_break();
        leaf.write("[image: ", Style::MADE, None);
        let plain = leaf.parts(|style| !style.has(Style::MADE));
        assert_eq!(plain, [0..1, 4..5]);
    }

    #[test]
    fn links_are_laid_over_runs() {
        let mut leaf = leaf(&[("ab", Style::PLAIN), ("cd", Style::STRONG)]);
        leaf.lay(&[(1..3, 7)]);
        let runs: Vec<_> = leaf
            .runs
            .iter()
            .map(|run| (run.start, run.style, run.link))
            .collect();
        assert_eq!(
            runs,
            [
                (0, Style::PLAIN, None),
                (1, Style::LINK, Some(7)),
                (2, Style::STRONG.with(Style::LINK), Some(7)),
                (3, Style::STRONG, None),
            ]
        );
    }

    #[test]
    fn replaced_words_keep_their_styles() {
        let mut leaf = leaf(&[
            ("ab", Style::PLAIN),
            ("cd", Style::STRONG),
            ("ef", Style::CODE),
        ]);
        leaf.replace(&[(0..1, "xyz"), (2..3, "")]);
        assert_eq!(leaf.raw, "xyzbdef");
        let runs: Vec<_> = leaf.runs.iter().map(|run| (run.start, run.style)).collect();
        assert_eq!(
            runs,
            [(0, Style::PLAIN), (4, Style::STRONG), (5, Style::CODE)]
        );
    }

    #[test]
    fn pieces_end_at_lines_blanks_or_graphemes() {
        let cuts = |text: String, lines| {
            let mut leaf = Leaf::default();
            leaf.write(&text, Style::PLAIN, None);
            leaf.pieces(lines).collect::<Vec<_>>()
        };
        assert_eq!(cuts(String::new(), false), vec![0..0]);
        assert_eq!(
            cuts(format!("{} b c\n{}", "a".repeat(PIECE - 4), "d"), false),
            [0..PIECE - 2, PIECE - 1..PIECE + 2]
        );
        assert_eq!(
            cuts(format!("a\n{}", "b c ".repeat(PIECE / 4)), true),
            [0..1, 2..PIECE + 2]
        );
        assert_eq!(
            cuts("b c ".repeat(PIECE / 4) + "d", true),
            [0..PIECE - 1, PIECE - 1..PIECE + 1]
        );
        let families = "👩‍💻".repeat(PIECE / 8);
        let long = "👩‍💻".len();
        assert!(
            cuts(families, false)
                .iter()
                .all(|piece| piece.len() % long == 0)
        );
        let marks = format!("e{}", "\u{301}".repeat(PIECE));
        assert_eq!(cuts(marks, false).len(), 3);
    }
}
