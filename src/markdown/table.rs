//! A table being read: its cells' text, row by row, until its shape is known. Then it becomes pieces of some rows
//! each, or, where no table could show it, a paragraph for each row. Called by `finish`.

use std::ops::Range;

use crate::markdown::build::Builder;
use crate::markdown::document::{Align, Kind, Run, Style, Table};
use crate::markdown::leaf::{Leaf, PIECE};

/// More columns than this make no table.
const COLUMNS: usize = 100;
/// More cells than this are not added to make rows equally long.
const PADDING: usize = 200_000;
/// Rows in one piece.
const ROWS: usize = 200;

/// A table being read.
#[derive(Default)]
pub(super) struct Draft {
    /// The columns' alignment as far as it is known.
    pub(super) align: Vec<Align>,
    /// Whether the first row is a header.
    pub(super) header: bool,
    /// How many tables are open in the open cell.
    pub(super) inner: usize,
    /// How many inline styles were open before the open cell, if one is open.
    pub(super) cell: Option<usize>,
    /// What is said above the rows.
    caption: Leaf,
    /// Whether it is being said.
    captioning: bool,
    text: Leaf,
    /// Where each cell's text lies.
    cells: Vec<Range<usize>>,
    /// The first cell of each row.
    rows: Vec<usize>,
}

impl Draft {
    /// A table with a header and its columns' alignment.
    pub(super) fn new(align: Vec<Align>) -> Self {
        Self {
            align,
            header: true,
            ..Self::default()
        }
    }

    /// Begins a row.
    pub(super) fn row(&mut self) {
        if self.rows.last() != Some(&self.cells.len()) {
            self.rows.push(self.cells.len());
        }
    }

    /// Begins a cell; in HTML each cell may say how it is set, and the first row speaks for the column.
    pub(super) fn open_cell(&mut self, inlines: usize) {
        if self.rows.is_empty() {
            self.row();
        }
        self.cell = Some(inlines);
    }

    /// Sets the alignment of the column of the cell that comes now, and whether that is in a header.
    pub(super) fn shape(&mut self, align: Align, header: bool) {
        if self.rows.len() <= 1 {
            self.header |= header;
            self.align.resize(self.cells.len(), Align::Left);
            self.align.push(align);
        }
    }

    /// So many bytes of text there are.
    pub(super) fn len(&self) -> usize {
        self.text.raw.len()
    }

    /// Ends a cell with its text.
    pub(super) fn close_cell(&mut self, leaf: &Leaf) {
        let base = self.text.raw.len();
        let moved = |run: &Run| Run {
            start: run.start + base as u32,
            ..*run
        };
        self.text.raw.push_str(&leaf.raw);
        self.text.runs.extend(leaf.runs.iter().map(moved));
        self.cells.push(base..self.text.raw.len());
        self.cell = None;
    }

    /// Takes what comes for no cell, if there is none before it.
    pub(super) fn begin_caption(&mut self) {
        self.captioning = self.rows.is_empty();
    }

    /// Whether that is so.
    pub(super) fn in_caption(&self) -> bool {
        self.captioning && self.inner == 0
    }

    /// What was said so far is no cell, if it was one alone.
    pub(super) fn end_caption(&mut self) {
        self.captioning = false;
        if self.cells.len() != 1 {
            return;
        }
        self.caption = std::mem::take(&mut self.text);
        for run in &mut self.caption.runs {
            run.style = run.style.with(Style::EMPHASIS);
        }
        self.cells.clear();
        self.rows.clear();
    }

    /// Adds the table to the document.
    pub(super) fn put(mut self, build: &mut Builder) {
        if !self.caption.raw.is_empty() {
            build.put(&Kind::Paragraph, &self.caption);
        }
        self.row();
        let lengths = self.rows.iter().zip(self.rows.iter().skip(1));
        let columns = lengths.map(|(row, next)| next - row).max().unwrap_or(0);
        let columns = columns.max(self.align.len());
        self.align.resize(columns, Align::Left);
        self.rows.pop();
        let padding = (columns * self.rows.len()).saturating_sub(self.cells.len());
        let long = |cell: &Range<usize>| cell.len() > PIECE;
        if columns > COLUMNS || padding > PADDING || self.cells.iter().any(long) {
            self.put_records(build);
        } else if !self.text.raw.trim().is_empty() {
            self.put_pieces(build);
        }
    }

    /// The cells of each row.
    fn row_cells(&self) -> impl Iterator<Item = &[Range<usize>]> {
        let ends = self.rows.iter().skip(1).copied().chain([self.cells.len()]);
        let row = |(start, end): (&usize, usize)| self.cells.get(*start..end).unwrap_or_default();
        self.rows.iter().zip(ends).map(row)
    }

    fn put_pieces(&self, build: &mut Builder) {
        let first = build.tables();
        let mut piece = Table {
            align: self.align.clone(),
            header: self.header,
            group: first..first,
            ..Table::default()
        };
        let mut bytes = 0;
        for row in self.row_cells() {
            let size: usize = row.iter().map(Range::len).sum();
            let full = piece.cells.len() >= ROWS * self.align.len() || bytes + size > PIECE;
            if full && !piece.cells.is_empty() {
                let mut next = piece.clone();
                next.header = false;
                next.cells.clear();
                build.put_table(std::mem::replace(&mut piece, next));
                bytes = 0;
            }
            bytes += size;
            for index in 0..self.align.len() {
                let cell = row.get(index).cloned().unwrap_or_default();
                let raw = self.text.raw.get(cell.clone()).unwrap_or_default();
                let runs = if raw.is_empty() {
                    &[]
                } else {
                    self.text.runs_in(&cell)
                };
                let text = build.add(raw, runs, cell.start);
                build.ids.settle(cell.end, text.start);
                piece.cells.push(text);
                build.newline();
            }
        }
        let last = piece.cells.last().map_or(0, |cell| cell.start);
        build.ids.settle(usize::MAX, last);
        build.put_table(piece);
        build.group(first);
    }

    fn put_records(&self, build: &mut Builder) {
        for row in self.row_cells() {
            let mut leaf = Leaf::default();
            for cell in row.iter().filter(|cell| !cell.is_empty()) {
                if !leaf.raw.is_empty() {
                    leaf.write(" ", Style::PLAIN, None);
                    leaf.write("· ", Style::MADE, None);
                }
                let runs = self.text.runs_in(cell);
                let ends = runs.iter().skip(1).map(|run| run.start as usize);
                for (run, end) in runs.iter().zip(ends.chain([cell.end])) {
                    let start = cell.start.max(run.start as usize);
                    let text = self.text.raw.get(start..end).unwrap_or_default();
                    leaf.write(text, run.style, run.link);
                }
            }
            if !leaf.raw.trim().is_empty() {
                build.put(&Kind::Paragraph, &leaf);
            }
        }
    }
}
