//! Puts a document together, block by block: the one place that `parse` and `html` write to.
//! Here is what becomes the document; nesting is in `contain`, inline content in `write`, the ends of leaves in
//! `finish`.

use std::ops::Range;

use crate::markdown::contain::Open;
use crate::markdown::document::{Block, Document, Kind, Run, Style, Table};
use crate::markdown::element::Element;
use crate::markdown::ids::Ids;
use crate::markdown::inline::Inlines;
use crate::markdown::leaf::Leaf;
use crate::markdown::links::Links;
use crate::markdown::parts::{Part, Parting};
use crate::markdown::shifts::Shift;
use crate::markdown::stash::Stash;
use crate::markdown::table::Draft;
use crate::markdown::write::Image;
use crate::text::{Clean, Cleaner};

/// More open containers than this are not opened by HTML (the guard keeps Markdown's below it).
pub(super) const DEEPEST: usize = 100;

/// A document being put together.
#[derive(Default)]
pub(super) struct Builder {
    /// The source of what comes next.
    pub(super) at: Range<u32>,
    pub(super) links: Links,
    /// What was put aside, whose signs stand in the text that comes.
    pub(super) stash: Stash,
    pub(super) inlines: Inlines,
    pub(super) table: Option<Draft>,
    pub(super) leaf: Leaf,
    /// What the open leaf is; text that comes when there is none begins a paragraph.
    pub(super) kind: Option<Kind>,
    pub(super) source: Range<u32>,
    /// The title, folded, until some text of the body was seen.
    pub(super) title: Option<String>,
    /// The language that the head names.
    pub(super) language: Clean,
    /// The head's picture, until something of the body was seen.
    pub(super) picture: Option<u32>,
    /// The image whose description is being read.
    pub(super) image: Option<Image>,
    /// The raised or lowered text that is being read.
    pub(super) shift: Option<Shift>,
    /// Images in the open leaf.
    pub(super) images: usize,
    pub(super) open: Vec<Open>,
    pub(super) blocks: Vec<Block>,
    held: Vec<Held>,
    pub(super) text: Cleaner,
    pub(super) runs: Vec<Run>,
    pub(super) tables: Vec<Table>,
    pub(super) ids: Ids,
    pub(super) parting: Parting,
    marks: Vec<usize>,
}

/// Text that is hidden if its element ends; if it never does, the text is shown after all, unless it is code.
struct Held {
    by: Element,
    text: String,
}

impl Builder {
    /// Hides what comes until `element` ends.
    pub(super) fn hide(&mut self, by: Element) {
        if self.held.len() < DEEPEST {
            let text = String::new();
            self.held.push(Held { by, text });
        }
    }

    /// Ends what `element` hides.
    pub(super) fn unhide(&mut self, element: Element) {
        if let Some(index) = self.held.iter().rposition(|held| held.by == element) {
            self.held.truncate(index);
        }
    }

    /// Shows what an element hides that never ended, unless it is code.
    pub(super) fn release(&mut self) {
        for held in std::mem::take(&mut self.held) {
            if !matches!(held.by, Element::Hidden("script" | "style")) {
                self.text(&held.text);
            }
        }
    }

    /// Whether what comes is hidden.
    pub(super) fn hides(&self) -> bool {
        !self.held.is_empty()
    }

    /// Takes text that is hidden for now.
    pub(super) fn hold(&mut self, text: &str) {
        if let Some(held) = self.held.last_mut() {
            held.text.push_str(text);
        }
    }

    /// Adds a finished leaf, cut into pieces if it is long.
    pub(super) fn put(&mut self, kind: &Kind, leaf: &Leaf) {
        let parent = self.parent();
        let mut continued = false;
        let mut start = self.text_end();
        let mut pieces = leaf.pieces(matches!(kind, Kind::Code(_))).peekable();
        while let Some(piece) = pieces.next() {
            let raw = leaf.raw.get(piece.clone()).unwrap_or_default();
            let text = self.add(raw, leaf.runs_in(&piece), piece.start);
            if text.is_empty() && !leaf.raw.is_empty() {
                continue;
            }
            if pieces.peek().is_none_or(|next| next.start > piece.end) {
                self.newline();
            }
            start = text.start;
            self.ids.settle(piece.end, start);
            self.blocks.push(Block {
                kind: kind.clone(),
                parent,
                text,
                source: self.source.clone(),
                continued,
            });
            continued = true;
        }
        self.ids.settle(usize::MAX, start);
    }

    /// Adds a piece of a table whose cells were added.
    pub(super) fn put_table(&mut self, table: Table) {
        let first = table.cells.first().map_or(0, |cell| cell.start);
        let last = table.cells.last().map_or(first, |cell| cell.end);
        let kind = Kind::Table(self.tables.len() as u32);
        let parent = self.parent();
        self.blocks.push(Block {
            kind,
            parent,
            text: first..last,
            source: self.source.clone(),
            continued: self.tables.len() as u32 > table.group.start,
        });
        self.tables.push(table);
    }

    /// The end of the text so far.
    pub(super) fn text_end(&self) -> u32 {
        self.text.len() as u32
    }

    /// How many tables there are.
    pub(super) fn tables(&self) -> u32 {
        self.tables.len() as u32
    }

    /// Sets the group of the tables from `first` on: they are pieces of one.
    pub(super) fn group(&mut self, first: u32) {
        let group = first..self.tables();
        for table in self.tables.iter_mut().skip(first as usize) {
            table.group = group.clone();
        }
    }

    /// Adds raw text, cleaned, and its runs, whose starts count from `base`; says where it lies.
    pub(super) fn add(&mut self, raw: &str, runs: &[Run], base: usize) -> Range<u32> {
        // A line break that is added behind it counts for itself.
        let raw = raw.trim_end_matches('\r');
        let start = self.text.len();
        let relative = |run: &Run| (run.start as usize).saturating_sub(base);
        self.marks.clear();
        self.marks.extend(runs.iter().map(relative));
        self.text.push(raw, &mut self.marks);
        let mut marks = std::mem::take(&mut self.marks);
        if let Some(first) = marks.first_mut() {
            *first = start;
        } else {
            self.run(start, Style::PLAIN, None);
        }
        for (mark, run) in marks.iter().zip(runs) {
            self.run(*mark, run.style, run.link);
        }
        self.marks = marks;
        start as u32..self.text.len() as u32
    }

    /// Ends a leaf or a cell in the document's text.
    pub(super) fn newline(&mut self) {
        self.text.push("\n", &mut []);
    }

    /// The document, if no part of it was given away.
    pub(super) fn into_document(self) -> Document {
        self.into_part().document
    }

    /// The rest of the document, and what belongs to it as a whole.
    pub(super) fn into_part(mut self) -> Part {
        self.ids.settle(usize::MAX, self.text_end());
        let mut last = self.cut();
        last.document.links = self.links.all;
        last.document.ids = self.ids.found;
        last
    }

    fn run(&mut self, start: usize, style: Style, link: Option<u32>) {
        let start = start.min(self.text.len()) as u32;
        let run = Run { start, style, link };
        match self.runs.last_mut() {
            Some(last) if last.start == start => *last = run,
            _ => self.runs.push(run),
        }
    }
}
