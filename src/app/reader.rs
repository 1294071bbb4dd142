//! The reading pane: one document, laid out as far as it is needed, and the place in it.
//! The place is kept as an offset in the text, so that it survives a new width and a new version of the text.

use std::collections::BTreeSet;
use std::mem;

use crate::app::find::Find;
use crate::app::opened::Opened;
use crate::app::spots::Spot;
use crate::content::article::ArticleId;
use crate::content::library::Slot;
use crate::layout::frames::Frames;
use crate::layout::tokens::Tokens;
use crate::layout::{Layout, Position, Typesetting};
use crate::markdown::document::{Block, BlockId, Document, Kind};

use super::place::{Wanted, beginning, moved};

/// Bytes of text laid out in one step of idle work: a few milliseconds.
const SLICE: usize = 64 * 1024;

/// The article that is open.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each says another thing")]
pub struct Reader {
    /// How texts are set; it outlives the article.
    pub typesetting: Typesetting,
    /// Which one.
    pub article: Option<ArticleId>,
    /// Its text.
    pub document: Document,
    /// Its lines, as far as they were needed.
    pub layout: Layout,
    /// The first line on the screen.
    pub top: Position,
    /// The text at the top of the screen when the reader last moved.
    anchor: u32,
    /// So many lines without text of its own, as of a picture, lay between the top and that text.
    above: u32,
    filled_with_source: bool,
    /// Whole minutes to read it.
    pub minutes: usize,
    /// Whether the file is shown as it is, rather than its text.
    pub source: bool,
    /// Whether what changed in it is shown, rather than its text.
    pub changes: bool,
    /// Where to go when the text is here.
    pub wanted: Option<Wanted>,
    /// The containers of which only the label is shown.
    folded: BTreeSet<BlockId>,
    /// The room of its pictures.
    pub frames: Frames,
    /// The pictures on the web that were on the screen when it was last looked at, by their links.
    pub passing: Vec<u32>,
    /// Those that were asked for and answered.
    pub answered: BTreeSet<u32>,
    /// What is looked for in the text.
    pub find: Find,
    /// The number of the search in texts whose words are marked.
    pub sought: u64,
    /// The link that is selected.
    pub link: Option<Spot>,
    /// Whether the body is still on its way.
    pub waiting: bool,
    /// Set when the article was deleted while one read it: it stays until one moves on from the article that is selected
    /// instead.
    pub gone: Option<Gone>,
    /// What the words of its code are, as far as it is known.
    pub tokens: Tokens,
    /// The number of the request for them.
    pub asked: Option<u64>,
    /// Why the body is missing or cut short.
    pub trouble: Option<crate::text::Clean>,
}

/// The article that is open is not on the disk any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gone {
    /// What is selected in its place.
    pub instead: Option<Slot>,
}

/// How much of the screen stays above a place that was not on it: a third.
const ABOVE: u16 = 3;

impl Reader {
    /// No article is open yet.
    pub fn new(typesetting: Typesetting) -> Self {
        Self {
            typesetting,
            ..Self::default()
        }
    }

    /// Opens another article; `head` is a document of its head alone, until the body comes.
    pub fn open(&mut self, article: ArticleId, head: Document, width: u16) {
        let earlier = mem::take(&mut self.layout);
        self.close();
        self.layout = Layout::new(&head, width, self.typesetting).after(earlier);
        self.article = Some(article);
        self.document = head;
        self.waiting = true;
    }

    /// No article is open any more.
    pub fn close(&mut self) {
        *self = Self::new(self.typesetting);
    }

    /// The text is here, for the first time or again, or its beginning: the place stays.
    pub fn fill(&mut self, opened: Opened, width: u16, height: u16) {
        self.minutes = opened.minutes;
        if opened.source != self.filled_with_source {
            // Text and file are about alike: as far down in the one as in the other.
            let (old, new) = (
                self.document.text.len() as u64,
                opened.document.text.len() as u64,
            );
            self.anchor = (u64::from(self.anchor) * new / old.max(1)) as u32;
        } else if !self.waiting {
            self.anchor = moved(&self.document.text, &opened.document.text, self.anchor);
        }
        self.filled_with_source = opened.source;
        let folded = opened.document.folded();
        if self.waiting {
            // What was folded or opened in the beginning stays so.
            let changed = &self.folded ^ &self.document.folded();
            self.folded = &folded ^ &changed;
        } else if folded.len() != self.document.folded().len() {
            self.folded = folded;
        }
        if self.document != opened.document {
            self.tokens = Tokens::default();
            self.asked = None;
        }
        self.document = opened.document;
        self.frames.looks = opened.pictures;
        self.passing.clear();
        self.answered.clear();
        self.frames.fit(height);
        self.lay_out(width);
        self.trouble = opened.trouble;
        self.waiting = opened.beginning;
        self.link = None;
        self.find.again(&self.document);
        self.settle(height);
    }

    /// Goes where one wanted to go, now that the text is here; whether there is such a place.
    pub fn arrive(&mut self, height: u16) -> bool {
        let source = self.filled_with_source;
        let wanted = self.wanted.take_if(|wanted| wanted.in_source() == source);
        let Some(wanted) = wanted else {
            return true;
        };
        if wanted == Wanted::Hit {
            if let Some(hit) = self.find.current().map(|hit| hit.start) {
                self.show(hit, height);
            }
            return true;
        }
        let offset = wanted.offset(&self.document);
        if let Some(offset) = offset {
            self.jump(offset, height);
        }
        offset.is_some()
    }

    /// Brings the text at `offset` to the top.
    pub fn jump(&mut self, offset: u32, height: u16) {
        self.reveal(offset);
        (self.anchor, self.above) = (offset, 0);
        self.settle(height);
    }

    /// Brings the text at `offset` onto the screen, if it is not there.
    pub fn show(&mut self, offset: u32, height: u16) {
        self.reveal(offset);
        if !self.sees(offset, height) {
            let line = self.layout.line_at(&self.document, offset);
            let top = self
                .layout
                .back(&self.document, line, usize::from(height / ABOVE));
            let last = self.layout.last_top(&self.document, usize::from(height));
            self.go(top.min(last), height);
        }
    }

    /// Where the text on the screen begins.
    pub fn offset(&mut self) -> u32 {
        if self.top == Position::default() {
            0
        } else {
            self.layout.offset_of(&self.document, self.top)
        }
    }

    /// Where one is in the body: the offset behind its beginning, which no date and no problem above it moves.
    pub fn place(&mut self) -> u32 {
        let offset = self.offset();
        offset.saturating_sub(beginning(&self.document))
    }

    /// The text of the body.
    pub fn body(&self) -> &str {
        let beginning = beginning(&self.document) as usize;
        self.document.text.get(beginning..).unwrap_or_default()
    }

    /// Goes to such a place once the text is here.
    pub fn resume(&mut self, place: u32) {
        if place > 0 {
            self.wanted = Some(Wanted::Place(place));
        }
    }

    /// Whether one is further down than at the first line.
    pub fn has_moved(&self) -> bool {
        self.top != Position::default()
    }

    /// A new width: the same words stay at the top.
    pub fn resize(&mut self, width: u16, height: u16) {
        self.frames.fit(height);
        let frames = self.layout.frames();
        let room = (frames.most, frames.cell) != (self.frames.most, self.frames.cell);
        if self.layout.width() != width || room && !self.frames.looks.is_empty() {
            self.lay_out(width);
        }
        self.settle(height);
    }

    fn lay_out(&mut self, width: u16) {
        let how = (width, self.typesetting);
        let layout = Layout::folded(&self.document, how, self.folded.clone());
        let earlier = mem::take(&mut self.layout);
        self.layout = layout.with(self.frames.clone()).after(earlier);
    }

    /// The text is to be set in another way: the same words stay at the top.
    pub fn again(&mut self, height: u16) {
        self.lay_out(self.layout.width());
        self.settle(height);
    }

    /// Folds a container, or opens it.
    pub fn fold(&mut self, container: BlockId, height: u16) {
        if !self.folded.remove(&container) {
            self.folded.insert(container);
        }
        self.anchor = self.offset();
        self.lay_out(self.layout.width());
        self.settle(height);
    }

    /// Opens what the text at `offset` is folded in; its label alone is always there.
    fn reveal(&mut self, offset: u32) {
        let ends_after = |block: &Block| !block.kind.is_container() && block.text.end > offset;
        let Some(leaf) = self.document.blocks.iter().position(ends_after) else {
            return;
        };
        let blocks = &self.document.blocks;
        let parent = |id: &BlockId| blocks.get(*id as usize)?.parent;
        let label = blocks
            .get(leaf)
            .is_some_and(|block| block.kind == Kind::Label);
        let around = std::iter::successors(parent(&(leaf as u32)), parent).skip(usize::from(label));
        let folded: Vec<BlockId> = around.filter(|id| self.folded.contains(id)).collect();
        if !folded.is_empty() {
            self.folded.retain(|id| !folded.contains(id));
            self.lay_out(self.layout.width());
        }
    }

    fn settle(&mut self, height: u16) {
        let last = self.layout.last_top(&self.document, usize::from(height));
        let top = if self.anchor == 0 {
            Position::default()
        } else {
            let line = self.layout.line_at(&self.document, self.anchor);
            Position {
                line: line.line.saturating_sub(self.above),
                ..line
            }
        };
        self.top = top.min(last);
        self.prepare(height);
    }

    /// Scrolls by lines, down where positive.
    pub fn scroll(&mut self, by: i32, height: u16) {
        let lines = by.unsigned_abs() as usize;
        let to = if by < 0 {
            self.layout.back(&self.document, self.top, lines)
        } else {
            let to = self.layout.forward(&self.document, self.top, lines);
            to.min(self.layout.last_top(&self.document, usize::from(height)))
                .max(self.top)
        };
        self.go(to, height);
    }

    /// To the first line.
    pub fn start(&mut self, height: u16) {
        self.go(Position::default(), height);
    }

    /// To the last line.
    pub fn end(&mut self, height: u16) {
        let last = self.layout.last_top(&self.document, usize::from(height));
        self.go(last, height);
    }

    /// Brings a line onto the screen, moving no more than it must.
    pub fn bring(&mut self, line: Position, height: u16) {
        let rows = usize::from(height).saturating_sub(1);
        let highest = self.layout.back(&self.document, line, rows);
        let top = self.top.clamp(highest, line);
        if top != self.top {
            self.go(top, height);
        }
    }

    fn go(&mut self, to: Position, height: u16) {
        self.top = to;
        self.anchor = self.offset();
        let line = self.layout.line_at(&self.document, self.anchor);
        let same = line.leaf == to.leaf;
        self.above = line.line.saturating_sub(to.line) * u32::from(same);
        self.prepare(height);
    }

    /// Lays out what the screen shows.
    fn prepare(&mut self, height: u16) {
        self.layout
            .forward(&self.document, self.top, usize::from(height));
    }

    /// One step of layout below the screen; whether there is more to do.
    pub fn advance(&mut self) -> bool {
        self.layout.advance(&self.document, SLICE)
    }
}
