//! The inline styles that are open, Markdown's and HTML's, and the links among them.
//! Markdown's nest properly; HTML's need not, and never reach beyond what Markdown opened around them.

use crate::markdown::contain::Opener;
use crate::markdown::document::Style;

/// More styles than this are not opened by HTML.
const DEEPEST: usize = 100;

/// The open inline styles.
#[derive(Default)]
pub(super) struct Inlines {
    open: Vec<Inline>,
    anchors: Vec<Anchor>,
}

/// One of them: who opened it, and the style and link of text in it.
#[derive(Clone, Copy)]
struct Inline {
    by: Opener,
    style: Style,
    link: Option<u32>,
}

/// A link whose text is being read.
#[derive(Clone, Copy)]
pub(super) struct Anchor {
    /// The link.
    pub(super) link: u32,
    /// Where in the leaf its text began.
    pub(super) from: usize,
    /// Its place among the open styles.
    index: usize,
}

impl Inlines {
    /// The style and link of text that comes now.
    pub(super) fn current(&self) -> (Style, Option<u32>) {
        self.open
            .last()
            .map_or((Style::PLAIN, None), |inline| (inline.style, inline.link))
    }

    /// Opens a style, with a link of its own or the one it is in.
    pub(super) fn open(&mut self, by: Opener, style: Style, link: Option<u32>) {
        if by.is_some() && self.open.len() >= DEEPEST {
            return;
        }
        let (around, outer) = self.current();
        self.open.push(Inline {
            by,
            style: around.with(style),
            link: link.or(outer),
        });
    }

    /// Marks the style just opened as that of a link's text, which begins at `from`.
    pub(super) fn anchor(&mut self, link: u32, from: usize) {
        let index = self.open.len().saturating_sub(1);
        self.anchors.push(Anchor { link, from, index });
    }

    /// How many styles an end of `by` leaves open, if it ends any.
    pub(super) fn before(&self, by: Opener) -> Option<usize> {
        self.open
            .iter()
            .enumerate()
            .rev()
            .find(|(_, inline)| inline.by == by || inline.by.is_none())
            .filter(|(_, inline)| inline.by == by)
            .map(|(index, _)| index)
    }

    /// The innermost link that ends when `len` styles stay open; it is taken out.
    pub(super) fn take_anchor(&mut self, len: usize) -> Option<Anchor> {
        self.anchors.pop_if(|anchor| anchor.index >= len)
    }

    /// The open links, whose text goes on in the next leaf.
    pub(super) fn restart(&mut self) -> Vec<Anchor> {
        let open = self.anchors.clone();
        for anchor in &mut self.anchors {
            anchor.from = 0;
        }
        open
    }

    /// How many styles are open.
    pub(super) fn len(&self) -> usize {
        self.open.len()
    }

    /// Closes all but `len` styles.
    pub(super) fn truncate(&mut self, len: usize) {
        self.open.truncate(len);
        while self.take_anchor(len).is_some() {}
    }

    /// Closes the styles that HTML opened since there were `len`.
    pub(super) fn truncate_html(&mut self, len: usize) {
        let html = |inline: &Inline| inline.by.is_some();
        while self.open.len() > len && self.open.last().is_some_and(html) {
            self.truncate(self.open.len() - 1);
        }
    }
}
