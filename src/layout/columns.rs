//! How wide the columns of a table are: as wide as their cells where there is room for that, else so that the rows together
//! are as low as can be had. Knows no lines and no styles; called by `table`.

use std::ops::RangeInclusive;

use crate::layout::words;
use crate::markdown::document::{Document, Table};
use crate::text;

/// Blanks between two columns.
pub(super) const GUTTER: usize = 2;
/// A longer word does not keep a column from being narrower.
const MAX_WORD: usize = 24;
/// Of so many columns each is tried with each.
const FEW: usize = 8;
/// So many cells tell how high the rows of their table become.
const SAMPLE: usize = 200;

/// The widths that the cells ask for if there is room; else those of the wide columns are narrower, but none than its longest
/// word. None where even that does not fit.
pub(super) fn fitting(document: &Document, table: &Table, width: usize) -> Option<Vec<usize>> {
    let count = table.align.len();
    let room = width.checked_sub(GUTTER * count.checked_sub(1)?)?;
    if count > room / 2 {
        return None;
    }
    let natural = widest(document, table, text::width);
    if natural.iter().sum::<usize>() <= room {
        return Some(natural);
    }
    let least = widest(document, table, longest_word);
    let left = room.checked_sub(least.iter().sum())?;
    let ranges = natural.iter().zip(&least);
    let ranges: Vec<_> = ranges
        .map(|(&natural, &least)| least..=natural.min(least + left).max(least))
        .collect();
    Some(Heights::new(document, table, &ranges).lowest(room))
}

/// The columns of a table, each as wide as its cells but at most `widest_column`.
pub(super) fn asked(document: &Document, table: &Table, widest_column: usize) -> usize {
    let widths = widest(document, table, text::width);
    let gutters = GUTTER * widths.len().saturating_sub(1);
    let columns = widths.iter().map(|width| width.min(&widest_column));
    columns.sum::<usize>() + gutters
}

/// The largest `measure` of a line in each column; at least two, for wide characters.
fn widest(document: &Document, table: &Table, measure: impl Fn(&str) -> usize) -> Vec<usize> {
    let mut widths = vec![2; table.align.len()];
    for row in table.cells.chunks(table.align.len().max(1)) {
        for (cell, width) in row.iter().zip(&mut widths) {
            let lines = document.slice(cell).split('\n').map(&measure);
            *width = lines.max().unwrap_or_default().max(*width);
        }
    }
    widths
}

fn longest_word(line: &str) -> usize {
    let words = parts(line).map(|word| text::width(word.trim_end()));
    words.max().unwrap_or_default().min(MAX_WORD)
}

/// What a line may be broken into, each with the blanks behind it.
fn parts(line: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    let ends = words::breaks(line).into_iter().chain([line.len()]);
    ends.map(move |end| {
        let part = line.get(start..end).unwrap_or_default();
        start = end;
        part
    })
}

/// How many lines cells have at each width that their columns may get.
struct Heights {
    columns: Vec<Column>,
}

/// The cells of one column.
struct Column {
    /// The narrowest that it may be.
    least: usize,
    /// For each width from there on, how many lines each of its cells has.
    lines: Vec<Vec<usize>>,
}

impl Heights {
    /// Each column may be as wide as its range says.
    fn new(document: &Document, table: &Table, ranges: &[RangeInclusive<usize>]) -> Self {
        let count = table.align.len().max(1);
        let sample = || table.cells.chunks(count).take(SAMPLE.div_ceil(count));
        let column = |(index, range): (usize, &RangeInclusive<usize>)| {
            let mut lines = vec![Vec::new(); range.clone().count()];
            for cell in sample().filter_map(|row| row.get(index)) {
                let heights = heights(document.slice(cell), range.clone());
                for (of_width, height) in lines.iter_mut().zip(heights) {
                    of_width.push(height);
                }
            }
            let least = *range.start();
            Column { least, lines }
        };
        let columns = ranges.iter().enumerate().map(column).collect();
        Self { columns }
    }

    /// Narrows one column after the other from what they ask for on, until all fit into `room`: always by what costs the fewest
    /// lines for the room that it gives.
    fn lowest(&self, room: usize) -> Vec<usize> {
        let mut widths: Vec<usize> = self.columns.iter().map(Column::widest).collect();
        while let Some(excess) = widths.iter().sum::<usize>().checked_sub(room + 1) {
            let Some(step) = self.best(&widths, excess + 1) else {
                break;
            };
            if let Some(width) = widths.get_mut(step.column) {
                *width -= step.room;
            }
        }
        while self.columns.len() <= FEW && self.exchange(&mut widths) {}
        widths
    }

    /// Lets one column give another what makes the rows lower, if any can.
    fn exchange(&self, widths: &mut Vec<usize>) -> bool {
        let before = self.lines(widths);
        let mut best = (before, widths.clone());
        for (from, giver) in self.columns.iter().enumerate() {
            for (to, taker) in self
                .columns
                .iter()
                .enumerate()
                .filter(|(to, _)| *to != from)
            {
                let mut tried = widths.clone();
                while let Ok([gives, takes]) = tried.get_disjoint_mut([from, to])
                    && *gives > giver.least
                    && *takes < taker.widest()
                {
                    (*gives, *takes) = (*gives - 1, *takes + 1);
                    let lines = self.lines(&tried);
                    if lines < best.0 {
                        best = (lines, tried.clone());
                    }
                }
            }
        }
        let lower = best.0 < before;
        *widths = best.1;
        lower
    }

    /// The lines of all rows.
    fn lines(&self, widths: &[usize]) -> usize {
        self.others(widths, usize::MAX).iter().sum()
    }

    /// The best step that gives at most so much room.
    fn best(&self, widths: &[usize], most: usize) -> Option<Step> {
        let mut best: Option<Step> = None;
        for (index, (column, &from)) in self.columns.iter().zip(widths).enumerate() {
            let others = self.others(widths, index);
            let before = cost(column.at(from), &others);
            for width in from.saturating_sub(most).max(column.least)..from {
                let step = Step {
                    column: index,
                    room: from - width,
                    cost: cost(column.at(width), &others) - before,
                };
                if best.as_ref().is_none_or(|best| step.is_better(best)) {
                    best = Some(step);
                }
            }
        }
        best
    }

    /// Of each row, the most lines that one of the other cells has.
    fn others(&self, widths: &[usize], but: usize) -> Vec<usize> {
        let mut most = Vec::new();
        for (index, (column, &width)) in self.columns.iter().zip(widths).enumerate() {
            let lines = column.at(width);
            most.resize(most.len().max(lines.len()), 0);
            for (most, &lines) in most.iter_mut().zip(lines).filter(|_| index != but) {
                *most = lines.max(*most);
            }
        }
        most
    }
}

/// A column that gives some of its room.
struct Step {
    column: usize,
    room: usize,
    /// How many lines more there are then.
    cost: usize,
}

impl Step {
    fn is_better(&self, other: &Self) -> bool {
        let (own, others) = (self.cost * other.room, other.cost * self.room);
        own < others || own == others && self.room > other.room
    }
}

impl Column {
    fn widest(&self) -> usize {
        self.least + self.lines.len().saturating_sub(1)
    }

    fn at(&self, width: usize) -> &[usize] {
        let index = width.saturating_sub(self.least);
        self.lines.get(index).map_or(&[], Vec::as_slice)
    }
}

/// The lines of all rows.
fn cost(own: &[usize], others: &[usize]) -> usize {
    own.iter()
        .zip(others)
        .map(|(own, others)| own.max(others))
        .sum()
}

/// How many lines a cell has at each of some widths.
fn heights(cell: &str, widths: RangeInclusive<usize>) -> impl Iterator<Item = usize> {
    let measure = |part: &str| (text::width(part.trim_end()), text::width(part));
    let lines: Vec<Vec<_>> = cell
        .split('\n')
        .map(|line| parts(line).map(measure).collect())
        .collect();
    widths.map(move |width| {
        let broken = |line: &Vec<(usize, usize)>| {
            let (mut rows, mut used) = (1, 0);
            for &(word, with_blanks) in line {
                if used > 0 && used + word > width {
                    rows += 1;
                    used = 0;
                }
                // A word that is longer than the column goes on in the next lines.
                rows += word.saturating_sub(1) / width.max(1);
                used += with_blanks;
            }
            rows
        };
        lines.iter().map(broken).sum()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::parse::{Head, parse};

    fn widths(rows: &[&[&str]], width: usize) -> Option<Vec<usize>> {
        let line = |row: &&[&str]| format!("|{}|\n", row.join("|"));
        let rule = format!("|{}\n", "---|".repeat(rows[0].len()));
        let body: String = rows.iter().map(line).collect();
        let document = parse(
            &Head::default(),
            &body.replacen('\n', &format!("\n{rule}"), 1),
        );
        fitting(&document, &document.tables[0], width)
    }

    #[test]
    fn columns_are_as_wide_as_their_cells_where_there_is_room() {
        let rows: &[&[&str]] = &[&["a", "b c"], &["some words", "x"]];
        assert_eq!(widths(rows, 80), Some(vec![10, 3]));
        assert_eq!(widths(rows, 15), Some(vec![10, 3]));
        assert_eq!(widths(rows, 3), None);
    }

    #[test]
    fn a_header_leaves_the_room_to_the_cells_that_need_it() {
        let long = "one two three four five six";
        let head: &[&str] = &["A number of words", "Text"];
        let rows: &[&[&str]] = &[head, &["1", long], &["2", long], &["3", long], &["4", long]];
        for (width, expected) in [
            (30, vec![15, 13]),
            (36, vec![7, 27]),
            (38, vec![9, 27]),
            (46, vec![17, 27]),
        ] {
            assert_eq!(widths(rows, width), Some(expected), "{width}");
        }
    }

    #[test]
    fn columns_alike_get_about_alike() {
        let long = "word ".repeat(40);
        let rows: &[&[&str]] = &[&["a", "b"], &[&long, &long]];
        let widths = widths(rows, 62).unwrap();
        assert_eq!(widths.iter().sum::<usize>(), 60);
        assert!(widths[0].abs_diff(widths[1]) <= 6, "{widths:?}");
    }

    #[test]
    fn heights_are_those_of_lines_filled_one_after_the_other() {
        for (cell, expected) in [
            ("", vec![1, 1, 1]),
            ("ab cd", vec![2, 2, 1]),
            ("abcde", vec![2, 2, 1]),
            ("ab\ncd ef", vec![3, 3, 2]),
        ] {
            assert_eq!(
                heights(cell, 3..=5).collect::<Vec<_>>(),
                expected,
                "{cell:?}"
            );
        }
    }
}
