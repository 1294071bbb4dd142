//! The cache of laid-out leaves, and scrolling through them: every step lays out only what it passes.
//! No drawing and no keys; kept by the reader while an article is open, and redone when its width changes.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::layout::block;
use crate::layout::frames::{Frame, Frames};
use crate::layout::line::Line;
use crate::layout::typesetting::{Measure, Typesetting};
use crate::markdown::document::{Block, BlockId, Document, Kind};

/// Leaves of an earlier layout that one step lets go of: it takes less than to set as many.
const LET_GO: usize = 1024;

/// One line of a laid-out document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Index into [`Layout::leaves`].
    pub leaf: u32,
    /// Index into the lines of the leaf.
    pub line: u32,
}

/// A document's lines at one width, as far as anybody wanted to see them. Every method is to be given the
/// document that it was made for.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// The blocks that have lines, in reading order.
    pub leaves: Vec<BlockId>,
    measure: Measure,
    /// The containers of which only the label is shown.
    folded: BTreeSet<BlockId>,
    /// The room of its pictures.
    frames: Frames,
    /// Whether the leaves stand without what is around them.
    alone: bool,
    lines: Vec<Option<Box<[Line]>>>,
    /// Where idle work goes on.
    next: usize,
    /// How many leaves are laid out.
    done: usize,
    /// The lines of what was here before: to let go of those of a book takes longer than to set a screen.
    earlier: Vec<Option<Box<[Line]>>>,
}

impl Layout {
    /// Nothing is laid out yet; nothing is folded.
    pub fn new(document: &Document, width: u16, typesetting: Typesetting) -> Self {
        Self::folded(document, (width, typesetting), BTreeSet::new())
    }

    /// The same with some containers folded: of what is in them there are no leaves but their labels.
    pub fn folded(
        document: &Document,
        (width, typesetting): (u16, Typesetting),
        folded: BTreeSet<BlockId>,
    ) -> Self {
        let shown = |leaf: &BlockId| !hidden(document, *leaf, &folded);
        let leaves: Vec<_> = leaves(document).filter(shown).collect();
        Self {
            lines: vec![None; leaves.len()],
            leaves,
            measure: Measure::new(document, width, typesetting),
            folded,
            ..Self::default()
        }
    }

    /// Some leaves alone, without what is around them.
    pub(super) fn alone(
        document: &Document,
        leaves: Range<BlockId>,
        (width, typesetting): (u16, Typesetting),
    ) -> Self {
        let leaves: Vec<_> = leaves.collect();
        Self {
            lines: vec![None; leaves.len()],
            leaves,
            measure: Measure::new(document, width, typesetting),
            alone: true,
            ..Self::default()
        }
    }

    /// The same with room for pictures. To be said before anything is laid out.
    #[must_use]
    pub fn with(self, frames: Frames) -> Self {
        Self { frames, ..self }
    }

    /// The same in the place of another one, of which it lets go with every step of idle work.
    #[must_use]
    pub fn after(self, mut other: Self) -> Self {
        other.earlier.append(&mut other.lines);
        Self {
            earlier: other.earlier,
            ..self
        }
    }

    /// What is known of its pictures.
    pub fn frames(&self) -> &Frames {
        &self.frames
    }

    /// The link of the picture that a leaf is, and its room; none if it is none or is not drawn.
    pub fn frame(&self, document: &Document, leaf: BlockId) -> Option<(u32, Frame)> {
        block::frame(document, leaf, self.measure, &self.frames)
    }

    /// Whether every leaf is laid out and nothing earlier is left.
    pub fn complete(&self) -> bool {
        self.done >= self.leaves.len() && self.earlier.is_empty()
    }

    /// The columns that it is made for.
    pub fn width(&self) -> u16 {
        self.measure.width
    }

    /// The lines of a leaf; none if there is no such leaf.
    pub fn lines_of(&mut self, document: &Document, leaf: u32) -> &[Line] {
        let index = leaf as usize;
        let (Some(&block), Some(lines)) = (self.leaves.get(index), self.lines.get_mut(index))
        else {
            return &[];
        };
        lines.get_or_insert_with(|| {
            self.done += 1;
            self.next = index + 1;
            let set = block::Setting {
                measure: self.measure,
                folded: labels_any(document, block, &self.folded),
                frames: &self.frames,
            };
            if self.alone {
                block::alone(document, block, self.measure).into()
            } else {
                block::set(document, block, &set).into()
            }
        })
    }

    /// The lines of a leaf if they are laid out.
    pub fn get(&self, leaf: u32) -> Option<&[Line]> {
        self.lines.get(leaf as usize)?.as_deref()
    }

    /// The lines from `top` on, as far as they are laid out without a gap: what [`Layout::forward`] has passed.
    pub fn lines_from(&self, top: Position) -> impl Iterator<Item = (Position, &Line)> {
        (top.leaf..)
            .map_while(|leaf| Some((leaf, self.get(leaf)?)))
            .flat_map(|(leaf, lines)| {
                (0..)
                    .zip(lines)
                    .map(move |(line, it)| (Position { leaf, line }, it))
            })
            .skip(top.line as usize)
    }

    /// Lays out further leaves, first those after the last that was asked for, until `budget` bytes of text are
    /// used up. Whether there is more to do.
    pub fn advance(&mut self, document: &Document, mut budget: usize) -> bool {
        let kept = self.earlier.len().saturating_sub(LET_GO);
        self.earlier.truncate(kept);
        while self.done < self.leaves.len() && budget > 0 {
            if self.next >= self.leaves.len() {
                self.next = 0;
            }
            if self.get(self.next as u32).is_some() {
                self.next += 1;
            } else {
                let cost = self.text(document, self.next as u32).len();
                self.lines_of(document, self.next as u32);
                budget = budget.saturating_sub(cost.max(16));
            }
        }
        !self.complete()
    }

    /// The line on which the text at `offset` stands; where it is a blank at the end of a line, that line.
    pub fn line_at(&mut self, document: &Document, offset: u32) -> Position {
        let block = |&id: &BlockId| document.blocks.get(id as usize);
        let after = |id: &BlockId| block(id).is_none_or(|block| block.text.start <= offset);
        let leaf = self.leaves.partition_point(after).saturating_sub(1) as u32;
        let lines = self.lines_of(document, leaf);
        let starts = || lines.iter().map(Line::offset);
        let line = lines
            .iter()
            .position(|line| line.spans.iter().any(|span| span.holds(offset)))
            .or_else(|| starts().rposition(|start| start.is_some_and(|start| start <= offset)))
            .or_else(|| starts().position(|start| start.is_some()));
        Position {
            leaf,
            line: line.unwrap_or_default() as u32,
        }
    }

    /// Where the first text at or after a line begins in the document's text.
    pub fn offset_of(&mut self, document: &Document, position: Position) -> u32 {
        let lines = self.lines_of(document, position.leaf);
        let mut below = lines.iter().skip(position.line as usize);
        let offset = below.find_map(Line::offset);
        let text = self.text(document, position.leaf);
        let next = self.text(document, position.leaf + 1);
        let after = if text.is_empty() {
            text.start
        } else {
            text.end.max(next.start)
        };
        offset.unwrap_or(after as u32)
    }

    /// `count` lines further down, at most the last line.
    pub fn forward(&mut self, document: &Document, from: Position, count: usize) -> Position {
        let mut at = from;
        let mut left = count;
        loop {
            let below = self
                .lines_of(document, at.leaf)
                .len()
                .saturating_sub(at.line as usize + 1);
            if left <= below || at.leaf as usize + 1 >= self.leaves.len() {
                at.line += left.min(below) as u32;
                return at;
            }
            left -= below + 1;
            at = Position {
                leaf: at.leaf + 1,
                line: 0,
            };
        }
    }

    /// `count` lines further up, at most the first line.
    pub fn back(&mut self, document: &Document, from: Position, count: usize) -> Position {
        let mut at = from;
        let mut left = count;
        while left > at.line as usize {
            let Some(leaf) = at.leaf.checked_sub(1) else {
                return Position::default();
            };
            left -= at.line as usize + 1;
            let last = self.lines_of(document, leaf).len().saturating_sub(1) as u32;
            at = Position { leaf, line: last };
        }
        at.line -= left as u32;
        at
    }

    /// The top of the last screen, `height` lines high.
    pub fn last_top(&mut self, document: &Document, height: usize) -> Position {
        let leaf = self.leaves.len().saturating_sub(1) as u32;
        let line = self.lines_of(document, leaf).len().saturating_sub(1) as u32;
        self.back(document, Position { leaf, line }, height.saturating_sub(1))
    }

    fn text(&self, document: &Document, leaf: u32) -> std::ops::Range<usize> {
        let block = self
            .leaves
            .get(leaf as usize)
            .and_then(|&id| document.blocks.get(id as usize));
        block.map_or(0..0, |Block { text, .. }| {
            text.start as usize..text.end as usize
        })
    }
}

/// All lines of a document, one leaf after the other: for what is printed rather than scrolled through.
pub fn all(
    document: &Document,
    width: u16,
    typesetting: Typesetting,
) -> impl Iterator<Item = Line> {
    let blocks = 0..document.blocks.len() as BlockId;
    some(document, blocks, (width, typesetting))
}

/// The lines of some blocks: as all are independent of one another, several threads may share them.
pub fn some(
    document: &Document,
    blocks: Range<BlockId>,
    (width, typesetting): (u16, Typesetting),
) -> impl Iterator<Item = Line> {
    let measure = Measure::new(document, width, typesetting);
    let is_leaf = |id: &BlockId| {
        let block = document.blocks.get(*id as usize);
        block.is_some_and(|block| !block.kind.is_container())
    };
    let leaves = blocks.filter(is_leaf);
    leaves.flat_map(move |leaf| block::plain(document, leaf, measure))
}

/// Whether a leaf is in one of `folded`, and not its label.
fn hidden(document: &Document, leaf: BlockId, folded: &BTreeSet<BlockId>) -> bool {
    if folded.is_empty() {
        return false;
    }
    let parent = |id: BlockId| document.blocks.get(id as usize)?.parent;
    let own = labels_any(document, leaf, folded);
    let first = parent(leaf).and_then(|id| if own { parent(id) } else { Some(id) });
    std::iter::successors(first, |&id| parent(id)).any(|id| folded.contains(&id))
}

/// Whether a leaf is the label of one of `folded`.
fn labels_any(document: &Document, leaf: BlockId, folded: &BTreeSet<BlockId>) -> bool {
    let block = document.blocks.get(leaf as usize);
    let label = block.filter(|block| block.kind == Kind::Label);
    label
        .and_then(|label| label.parent)
        .is_some_and(|id| folded.contains(&id))
}

fn leaves(document: &Document) -> impl Iterator<Item = BlockId> {
    let blocks = (0..).zip(&document.blocks);
    blocks
        .filter(|(_, block)| !block.kind.is_container())
        .map(|(id, _)| id)
}
