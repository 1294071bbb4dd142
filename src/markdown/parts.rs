//! What is known of a document before all of it is read: its beginning, for the first screen, and parts that follow each
//! other, for what is printed rather than scrolled through. The part of the builder that knows where nothing is open.
//! Asked for in `syntax`.

use std::mem;

use crate::markdown::build::Builder;
use crate::markdown::document::{Block, BlockId, Document, Kind};

/// Bytes of text that a beginning has at least: more than a screen shows, where one is read on.
pub(super) const SCREEN: usize = 8 << 10;
/// Bytes of text that the first part has at least: it is wanted soon.
const SMALLEST: usize = 2 << 10;
/// Each is twice as long as the one before it, up to this.
const LARGEST: usize = 32 << 10;

/// Consecutive blocks of a document as a document of their own: set one after the other, the parts have the lines of the
/// whole. Its links and ids are in the last part.
#[derive(Debug)]
pub struct Part {
    /// The part; offsets and ids count from its own beginning.
    pub document: Document,
    /// Its first block. Before it stands at most one, empty, for what the part before ends with.
    pub first: BlockId,
}

impl Part {
    /// A document that is not parted.
    pub fn whole(document: Document) -> Self {
        Self { document, first: 0 }
    }
}

/// Who is given the parts, in order.
pub type Take<'a> = &'a mut dyn FnMut(Part);

/// What is wanted before all is read.
#[derive(Default)]
pub(super) enum Early<'a> {
    /// Nothing.
    #[default]
    Nothing,
    /// Each part but the last.
    Parts(Take<'a>),
    /// The beginning, once.
    Beginning(&'a mut dyn FnMut(Document)),
}

/// How far a document was given away.
pub(super) struct Parting {
    /// The first block of the part that is being read.
    first: BlockId,
    /// Bytes of text that it is to have.
    enough: usize,
}

impl Default for Parting {
    fn default() -> Self {
        let (first, enough) = (0, SMALLEST);
        Self { first, enough }
    }
}

impl Builder {
    /// What is finished, if it is enough and nothing is open.
    pub(super) fn part(&mut self) -> Option<Part> {
        let enough = self.text.len() >= self.parting.enough && self.is_between();
        enough.then(|| self.cut())
    }

    /// What was read so far, if it fills a screen and nothing is open.
    pub(super) fn beginning(&self) -> Option<Document> {
        let enough = self.text.len() >= SCREEN && self.is_between();
        enough.then(|| Document {
            hidden: self.text.dropped(),
            text: self.text.clone().finish(),
            blocks: self.blocks.clone(),
            runs: self.runs.clone(),
            tables: self.tables.clone(),
            language: self.language.clone(),
            links: self.links.all.clone(),
            ids: self.ids.found.clone(),
        })
    }

    /// Takes out what is there. Something empty of the last one's kind stays in its place: what follows keeps its distance
    /// from that.
    pub(super) fn cut(&mut self) -> Part {
        let last = self.blocks.last().map(|last| last.kind.clone());
        let before = Block {
            kind: last.unwrap_or(Kind::Paragraph),
            parent: None,
            text: 0..0,
            source: 0..0,
            continued: false,
        };
        let document = Document {
            hidden: self.text.dropped(),
            text: mem::take(&mut self.text).finish(),
            blocks: mem::replace(&mut self.blocks, vec![before]),
            runs: mem::take(&mut self.runs),
            tables: mem::take(&mut self.tables),
            language: self.language.clone(),
            ..Document::default()
        };
        let enough = (self.parting.enough * 2).min(LARGEST);
        let parting = mem::replace(&mut self.parting, Parting { first: 1, enough });
        let first = parting.first;
        Part { document, first }
    }

    /// Whether nothing that comes can change what was read so far.
    fn is_between(&self) -> bool {
        self.open.is_empty()
            && self.kind.is_none()
            && self.table.is_none()
            && self.image.is_none()
            && self.shift.is_none()
            && self.inlines.len() == 0
            && self.leaf.raw.is_empty()
            && !self.hides()
    }
}
