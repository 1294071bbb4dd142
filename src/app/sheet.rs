//! A table or code that fills the screen, and where one is in it: it is as wide as it asks for, and the screen moves over it.
//! The header of a table stays above and its first column at the left. How they are painted is the view's business.

use crate::app::code::{pieces, whole};
use crate::app::spots::{Goal, Spot};
use crate::layout::line::Line;
use crate::layout::sheet::{self, header};
use crate::layout::{Layout, Position, Typesetting};
use crate::markdown::document::{BlockId, Document, Kind};

/// Columns by which code is moved.
const STEP: usize = 8;
/// A first column stays at the left if the screen is so many times as wide, a header above likewise.
const SHARE: usize = 3;

/// The open table or code.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Its lines, as far as they were needed.
    pub layout: Layout,
    /// The first line below the header.
    pub top: Position,
    /// So many columns, behind those that stay, are hidden at the left.
    pub left: usize,
    /// Where its columns begin; none for code.
    columns: Vec<usize>,
    /// Lines of its header.
    header: usize,
}

/// What of a sheet stays where it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fixed {
    /// Columns at the left.
    pub columns: usize,
    /// Lines above.
    pub lines: usize,
}

impl Sheet {
    /// Opens what begins with the leaf `first`; none where it is no table and no code.
    pub fn new(document: &Document, first: BlockId, typesetting: Typesetting) -> Option<Self> {
        let mut layout = sheet::sheet(document, pieces(document, first), typesetting)?;
        let (columns, header) = match document.blocks.get(first as usize)?.kind {
            Kind::Table(_) => header(document, layout.lines_of(document, 0)),
            _ => (Vec::new(), 0),
        };
        Some(Self {
            layout,
            columns,
            header,
            ..Self::default()
        })
    }

    /// What stays where it is on a screen of `size`.
    pub fn fixed(&self, size: (usize, usize)) -> Fixed {
        let first = self.columns.get(1).copied().unwrap_or_default();
        Fixed {
            columns: first * usize::from(first * SHARE <= size.0),
            lines: self.header * usize::from(self.header * SHARE <= size.1),
        }
    }

    /// Moves down by lines, up where negative.
    pub fn scroll(&mut self, document: &Document, by: isize, size: (usize, usize)) {
        let lines = by.unsigned_abs();
        let to = if by < 0 {
            self.layout.back(document, self.top, lines)
        } else {
            self.layout.forward(document, self.top, lines)
        };
        let fixed = self.fixed(size);
        let room = size.1.saturating_sub(fixed.lines);
        let first = Position {
            leaf: 0,
            line: fixed.lines as u32,
        };
        let last = self.layout.last_top(document, room.max(1));
        self.top = to.min(last).max(first);
        self.layout.forward(document, self.top, room);
    }

    /// Moves to the right by so many columns of a table, or steps of code; to the left where negative.
    pub fn pan(&mut self, by: isize, size: (usize, usize)) {
        let fixed = self.fixed(size).columns;
        let room = size.0.saturating_sub(fixed).max(1);
        let last = usize::from(self.layout.width()).saturating_sub(fixed + room);
        for _ in 0..by.unsigned_abs().min(last + 1) {
            // A column wider than the screen is passed in steps that leave nothing out.
            let step = if self.columns.is_empty() {
                STEP
            } else {
                room.div_ceil(2)
            };
            let starts = self.columns.iter().filter_map(|at| at.checked_sub(fixed));
            self.left = if by > 0 {
                let next = starts.filter(|at| *at > self.left).min();
                let step = self.left + step;
                next.map_or(step, |next| next.min(step)).min(last)
            } else {
                let next = starts.filter(|at| *at < self.left).max();
                let step = self.left.saturating_sub(step);
                next.map_or(step, |next| next.max(step))
            };
        }
        self.left = self.left.min(last);
    }

    /// For the status line: which of its columns are on the screen.
    pub fn said(&self, size: (u16, u16)) -> String {
        let (columns, _) = room(size);
        let all = usize::from(self.layout.width());
        if all <= columns {
            return "Esc closes".to_owned();
        }
        let from = self.left + self.fixed(room(size)).columns;
        let shown = columns.saturating_sub(self.fixed(room(size)).columns);
        let to = (from + shown).min(all);
        let mut said = format!("columns {} to {to} of {all}", from + 1);
        said.push_str(" · h and l move it, Esc closes");
        said
    }
}

/// The tables on some lines, and the code that is wider than `columns`, each with the offset of its first text there.
pub fn on<'a>(
    document: &Document,
    lines: impl Iterator<Item = &'a Line>,
    columns: u16,
) -> Vec<(u32, Spot)> {
    let mut found: Vec<(u32, Spot)> = Vec::new();
    for line in lines {
        let Some((at, block)) = line.offset().zip(document.blocks.get(line.block as usize)) else {
            continue;
        };
        let known = |(_, spot): &(u32, Spot)| spot.text.contains(&at);
        let may = matches!(block.kind, Kind::Table(_) | Kind::Code(_));
        if !may || found.last().is_some_and(known) {
            continue;
        }
        let pieces = pieces(document, line.block);
        let wide = || sheet::width(document, pieces.clone()).is_some_and(|width| width > columns);
        if matches!(block.kind, Kind::Table(_)) || wide() {
            let text = whole(document, line.block);
            let goal = Goal::Sheet(pieces.start);
            found.push((at, Spot { text, goal }));
        }
    }
    found
}

/// Columns and rows for a sheet on a screen of `size`: the status line and a blank column on either side are free.
pub fn room((columns, rows): (u16, u16)) -> (usize, usize) {
    let less = |of: u16, by: u16| usize::from(of.saturating_sub(by)).max(1);
    (less(columns, 2), less(rows, 1))
}
