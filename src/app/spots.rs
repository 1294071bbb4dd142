//! Where one can go from a text: its links, pictures and references to notes, each with its place.
//! Found from the styles of the document when they are asked for; nothing is kept.

use std::ops::Range;

use crate::layout::line::{Line, Span};
use crate::markdown::document::{Block, BlockId, Document, Kind};

/// A stretch of the text that leads somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Where it stands in the document's text.
    pub text: Range<u32>,
    /// Where it leads.
    pub goal: Goal,
}

/// Where a spot leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Goal {
    /// To a link or a picture: an index into the document's links.
    Link(u32),
    /// To the note of this number.
    Note(u32),
    /// Nowhere: it opens and folds a container.
    Fold(BlockId),
    /// Nowhere: it is code, to be copied.
    Code,
    /// To the whole of a table or code that begins with this leaf.
    Sheet(BlockId),
    /// Nowhere: it is a picture, to be seen on the whole screen.
    Picture(BlockId),
}

/// The first spot that begins at or after `offset`.
pub fn next(document: &Document, offset: u32) -> Option<Spot> {
    let first = document.runs.partition_point(|run| run.start < offset);
    let begins = |index: &usize| begins(document, *index);
    let leading = (first..document.runs.len())
        .find(begins)
        .and_then(|index| spot(document, index));
    let fold = folds(document).find(|fold| fold.text.start >= offset);
    leading
        .into_iter()
        .chain(fold)
        .min_by_key(|spot| spot.text.start)
}

/// The last spot that begins before `offset`.
pub fn previous(document: &Document, offset: u32) -> Option<Spot> {
    let end = document.runs.partition_point(|run| run.start < offset);
    let begins = |index: &usize| begins(document, *index);
    let leading = (0..end)
        .rev()
        .find(begins)
        .and_then(|index| spot(document, index));
    let fold = folds(document)
        .take_while(|fold| fold.text.start < offset)
        .last();
    leading
        .into_iter()
        .chain(fold)
        .max_by_key(|spot| spot.text.start)
}

/// The labels of what can be folded, in order.
fn folds(document: &Document) -> impl Iterator<Item = Spot> {
    let blocks = (0..).zip(&document.blocks);
    blocks.filter_map(|(id, block)| fold(document, id, block))
}

/// The spot that a block is, if it is the label of what can be folded.
fn fold(document: &Document, id: BlockId, block: &Block) -> Option<Spot> {
    if block.kind != Kind::Label || block.continued {
        return None;
    }
    Some(Spot {
        text: block.text.clone(),
        goal: Goal::Fold(document.foldable(id)?),
    })
}

/// The spots on some lines, each once, with the offset of its first text there.
pub fn on<'a>(document: &Document, lines: impl Iterator<Item = &'a Line>) -> Vec<(u32, Spot)> {
    let folds: Vec<Spot> = folds(document).collect();
    let mut found: Vec<(u32, Spot)> = Vec::new();
    // Right-to-left text is not painted in the order in which it stands in the document.
    let in_order = |line: &'a Line| {
        let mut ranges: Vec<_> = line.spans.iter().filter_map(Span::range).collect();
        ranges.sort_by_key(|range| range.start);
        ranges
    };
    for range in lines.flat_map(in_order) {
        // A long link is looked at once, not for each of its spans.
        let holds = |(_, known): &(u32, Spot)| known.text.contains(&range.start);
        if found.last().is_some_and(holds) {
            continue;
        }
        let after = document
            .runs
            .partition_point(|run| run.start <= range.start);
        let leading = start(document, after.saturating_sub(1)).and_then(|i| spot(document, i));
        let folding = || {
            folds
                .iter()
                .find(|fold| fold.text.contains(&range.start))
                .cloned()
        };
        let Some(spot) = leading.or_else(folding) else {
            continue;
        };
        if !found.iter().any(|(_, known)| *known == spot) {
            found.push((range.start, spot));
        }
    }
    found
}

/// Where the note of this number begins.
pub fn note(document: &Document, number: u32) -> Option<u32> {
    let blocks = &document.blocks;
    let is_note = |kind: &Kind| matches!(kind, Kind::Note { number: n } if *n == number);
    let index = blocks.iter().position(|block| is_note(&block.kind))?;
    let mut within = blocks.iter().skip(index + 1);
    let leaf = within.find(|block| !block.kind.is_container())?;
    Some(leaf.text.start)
}

/// Whether a run is the first of a spot.
fn begins(document: &Document, index: usize) -> bool {
    goal(document, index).is_some() && !goes_on(document, index)
}

/// Whether a run leads where the one before it leads, on the same line.
fn goes_on(document: &Document, index: usize) -> bool {
    let before = index.checked_sub(1).and_then(|at| goal(document, at));
    before.is_some() && before == goal(document, index) && !ends_line(document, index)
}

/// The first run of the spot that a run belongs to, if it belongs to one.
fn start(document: &Document, index: usize) -> Option<usize> {
    goal(document, index)?;
    let mut first = index;
    while goes_on(document, first) {
        first -= 1;
    }
    Some(first)
}

/// The spot that begins with a run.
fn spot(document: &Document, first: usize) -> Option<Spot> {
    let goal_of = |index: usize| goal(document, index);
    let goal = goal_of(first)?;
    let mut next = first + 1;
    while goal_of(next) == Some(goal) && !ends_line(document, next) {
        next += 1;
    }
    let range = document.runs.get(first)?.start..end(document, next - 1);
    let end = range.start + document.slice(&range).trim_end().len() as u32;
    Some(Spot {
        text: range.start..end,
        goal,
    })
}

/// Where a run leads.
fn goal(document: &Document, index: usize) -> Option<Goal> {
    let run = document.runs.get(index)?;
    if let Some(link) = run.link {
        return Some(Goal::Link(link));
    }
    document.note_number(run).map(Goal::Note)
}

/// Whether the text before a run ends a line, and with it a leaf or a cell.
fn ends_line(document: &Document, index: usize) -> bool {
    let start = document.runs.get(index).map_or(0, |run| run.start as usize);
    let before = start.checked_sub(1);
    before.is_some_and(|at| document.text.as_bytes().get(at) == Some(&b'\n'))
}

fn end(document: &Document, index: usize) -> u32 {
    let next = document.runs.get(index + 1).map(|run| run.start);
    next.unwrap_or(document.text.len() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::parse::{Head, parse};

    #[test]
    fn every_spot_is_gone_to_forwards_and_backwards() {
        let text = "[one](a) [**t**wo](b)[three](c)\n\n| x |\n|---|\n| [four](d) |\n\nA[^n] ![five](e.png)\n\n[^n]: text\n";
        let document = parse(&Head::default(), text);
        let mut forwards = Vec::new();
        let mut at = 0;
        while let Some(spot) = next(&document, at) {
            at = spot.text.start + 1;
            forwards.push(spot);
        }
        let words = |spot: &Spot| {
            let range = spot.text.start as usize..spot.text.end as usize;
            document.text.get(range).unwrap().to_owned()
        };
        let all: Vec<String> = forwards.iter().map(words).collect();
        let begin = ["one", "two", "three", "four", "[^1]", "[image: five]"];
        assert!(all.len() >= begin.len(), "{all:?}");
        for (spot, word) in all.iter().zip(begin) {
            assert!(spot.starts_with(word), "{spot} {word}");
        }
        let mut backwards = Vec::new();
        let mut at = u32::MAX;
        while let Some(spot) = previous(&document, at) {
            at = spot.text.start;
            backwards.push(spot);
        }
        backwards.reverse();
        assert_eq!(backwards, forwards);
    }

    #[test]
    fn a_link_of_many_pieces_costs_little() {
        let text = format!("[{}](a) [b](b)\n", "x*y*".repeat(100_000));
        let document = parse(&Head::default(), &text);
        let middle = document.text.len() as u32 / 2;
        let spot = next(&document, middle);
        assert!(spot.is_some_and(|spot| spot.text.start >= middle));
        assert!(previous(&document, middle).is_some_and(|spot| spot.text.start < middle));
        let layout = crate::layout::all(&document, 80, crate::layout::Typesetting::default());
        let lines: Vec<Line> = layout.take(500).collect();
        assert!(!on(&document, lines.iter()).is_empty());
    }
}
