//! The reading pane: one document, laid out as far as it is needed, and the place in it.
//! The place is kept as an offset in the text, so that it survives a new width and a new version of the text.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::app::action::Opened;
use crate::app::find::Find;
use crate::app::outline;
use crate::app::spots::Spot;
use crate::content::article::ArticleId;
use crate::content::library::Slot;
use crate::layout::line::{Line, Role};
use crate::layout::tokens::Tokens;
use crate::layout::{Layout, Position};
use crate::markdown::document::{Block, BlockId, Document, Kind};

use super::place::moved;
use super::words;

/// Bytes of text laid out in one step of idle work: a few milliseconds.
const SLICE: usize = 64 * 1024;

/// The article that is open.
#[derive(Debug, Default)]
pub struct Reader {
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
    filled_with_source: bool,
    /// Whole minutes to read it.
    pub minutes: usize,
    /// Whether the file is shown as it is, rather than its text.
    pub source: bool,
    /// Where to go when the text is here.
    pub wanted: Option<Wanted>,
    /// The containers of which only the label is shown.
    folded: BTreeSet<BlockId>,
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

/// A place to go to in a text that may still be on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A line of the file, from 1.
    Line(u32),
    /// An offset in the text.
    Offset(u32),
    /// The first place of what is looked for.
    Hit,
    /// A heading, by what stands behind the `#` of an address.
    Heading(String),
}

impl Wanted {
    /// Whether it is a place in the file as it is, rather than in the text.
    fn in_source(&self) -> bool {
        matches!(self, Self::Line(_))
    }

    /// Its offset in the text; none if there is no such place.
    fn offset(&self, document: &Document) -> Option<u32> {
        match self {
            Self::Offset(offset) => Some(*offset),
            Self::Hit => None,
            Self::Heading(name) => outline::find(document, name),
            Self::Line(..2) => Some(0),
            Self::Line(line) => {
                let mut ends = document.text.match_indices('\n');
                let end = ends.nth(*line as usize - 2);
                Some(end.map_or(0, |(at, _)| at as u32 + 1))
            }
        }
    }
}

/// How much of the screen stays above a place that was not on it: a third.
const ABOVE: u16 = 3;

impl Reader {
    /// Opens another article; `head` is a document of its head alone, until the body comes.
    pub fn open(&mut self, article: ArticleId, head: Document, width: u16) {
        let layout = Layout::new(&head, width);
        *self = Self {
            article: Some(article),
            document: head,
            layout,
            waiting: true,
            ..Self::default()
        };
    }

    /// The text is here, for the first time or again: the place stays.
    pub fn fill(&mut self, opened: Opened, width: u16, height: u16) {
        self.minutes = words::minutes(&opened.document.text);
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
        if self.waiting || folded.len() != self.document.folded().len() {
            self.folded = folded;
        }
        if self.document != opened.document {
            self.tokens = Tokens::default();
            self.asked = None;
        }
        self.document = opened.document;
        self.lay_out(width);
        self.trouble = opened.trouble;
        self.waiting = false;
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
        self.anchor = offset;
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

    /// Whether the text at `offset` is on the screen.
    pub fn sees(&self, offset: u32, height: u16) -> bool {
        let mut spans = self
            .lines()
            .take(height.into())
            .flat_map(|line| &line.spans);
        spans.any(|span| span.holds(offset))
    }

    /// Where the text on the screen begins.
    pub fn offset(&mut self) -> u32 {
        if self.top == Position::default() {
            0
        } else {
            self.layout.offset_of(&self.document, self.top)
        }
    }

    /// A new width: the same words stay at the top.
    pub fn resize(&mut self, width: u16, height: u16) {
        if self.layout.width() != width {
            self.lay_out(width);
        }
        self.settle(height);
    }

    fn lay_out(&mut self, width: u16) {
        self.layout = Layout::folded(&self.document, width, self.folded.clone());
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
            self.layout.line_at(&self.document, self.anchor)
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

    fn go(&mut self, to: Position, height: u16) {
        self.top = to;
        self.anchor = self.offset();
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

    /// What stands out in a stretch of the text: the selected link, what was looked for, the words of code.
    pub fn marked(&self, range: Range<u32>) -> Vec<(Range<u32>, Role)> {
        let touches = |link: &&Spot| link.text.start < range.end && range.start < link.text.end;
        let link = self.link.as_ref().filter(touches);
        let link = link.map(|link| (link.text.clone(), Role::Here));
        let hits = self.find.within(&range).map(|(hit, here)| {
            let role = if here { Role::Here } else { Role::Hit };
            (hit.clone(), role)
        });
        let words = self.tokens.within(&range);
        link.into_iter().chain(hits).chain(words).collect()
    }

    /// The lines on the screen.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.layout.lines_from(self.top).map(|(_, line)| line)
    }

    /// The stretch of the text on a screen of `height` rows, as parts of a thousand: for the scrollbar and the per cent.
    pub fn view(&self, height: u16) -> (u16, u16) {
        let of = |offset: usize| (offset * 1000 / self.document.text.len().max(1)).min(1000) as u16;
        let shown: Vec<&Line> = self.lines().take(usize::from(height) + 1).collect();
        let offsets = |line: &&Line| {
            line.spans
                .iter()
                .find_map(crate::layout::line::Span::offset)
        };
        let first = if self.top == Position::default() {
            0
        } else {
            shown.iter().find_map(offsets).unwrap_or(0)
        };
        let after = shown.get(usize::from(height)..).unwrap_or_default();
        match after.iter().find_map(offsets) {
            Some(end) => (of(first as usize), of(end as usize)),
            None if after.is_empty() => (of(first as usize), 1000),
            None => (
                of(first as usize),
                of(shown.iter().rev().find_map(offsets).unwrap_or(0) as usize),
            ),
        }
    }
}
