//! The open containers, Markdown's and HTML's, and how they close: Markdown's always nest, HTML's end at the latest
//! with what Markdown opened around them. The part of the builder that knows nesting.

use crate::markdown::build::{Builder, DEEPEST};
use crate::markdown::document::{Block, BlockId, Fold, Kind, Style};
use crate::markdown::element::Element;
use crate::markdown::inline::Inlines;
use crate::markdown::table::Draft;

/// Who opened something: an HTML tag, or (`None`) Markdown.
pub(super) type Opener = Option<Element>;

const ORDERED: Element = Element::List { ordered: true };
const UNORDERED: Element = Element::List { ordered: false };

/// An item without a number.
const ITEM: Kind = Kind::Item {
    number: None,
    task: None,
};

/// An open container.
pub(super) struct Open {
    by: Opener,
    what: What,
    /// How many inline styles were open before it.
    inlines: usize,
    /// The next number, in an ordered list.
    next: Option<u64>,
}

impl Open {
    /// The number of an item that comes now; it may say its own.
    fn number(&mut self, value: Option<u64>) -> Option<u64> {
        let number = value.or(self.next).filter(|_| self.next.is_some())?;
        self.next = Some(number.saturating_add(1));
        Some(number)
    }
}

enum What {
    /// A block of the document.
    Block(BlockId),
    /// A table, kept aside until it is complete.
    Table,
    /// A table in a cell of a table: its text goes to that cell.
    Inner,
    /// Nothing of its own: a leaf, or a container in a cell.
    Flat,
}

impl Builder {
    /// Opens a container.
    pub(super) fn open(&mut self, by: Opener, kind: Kind) {
        if by.is_some() && self.open.len() >= DEEPEST {
            return;
        }
        self.end();
        let item = matches!(kind, Kind::Item { .. });
        if self.table.is_some() {
            if item {
                self.made("• ", None);
            }
            return self.enter(by, What::Flat);
        }
        self.put_picture();
        if !item {
            self.settle();
        }
        self.enter_block(by, kind);
    }

    /// Opens a leaf of Markdown: HTML that is opened in it ends with it.
    pub(super) fn open_leaf(&mut self, kind: Kind) {
        self.begin(kind);
        self.open_flat();
    }

    /// Opens something of Markdown that is no block of its own.
    pub(super) fn open_flat(&mut self) {
        self.enter(None, What::Flat);
    }

    /// Opens a table, or one in a cell of another.
    pub(super) fn open_table(&mut self, by: Opener, draft: Draft) {
        if by.is_some() && self.open.len() >= DEEPEST {
            return;
        }
        self.end();
        if let Some(outer) = &mut self.table {
            outer.inner += 1;
            self.enter(by, What::Inner);
        } else {
            self.settle();
            self.table = Some(draft);
            self.source = self.at.clone();
            self.enter(by, What::Table);
        }
    }

    /// Closes the innermost thing that Markdown opened, and what HTML opened in it.
    pub(super) fn close(&mut self) {
        let markdown = |open: &Open| open.by.is_none();
        let index = self.open.iter().rposition(markdown);
        self.close_from(index.unwrap_or(0));
    }

    /// Closes the innermost `element` and what is in it, unless Markdown's containers lie between.
    pub(super) fn close_element(&mut self, element: Element) {
        let index = self.innermost(element);
        self.close_from(index.unwrap_or(self.open.len()));
    }

    /// Closes the innermost details: with a label they fold. Those that never end must not hide the rest of an article.
    pub(super) fn close_details(&mut self) {
        self.end();
        let open = self
            .innermost(Element::Details)
            .and_then(|index| self.open.get(index));
        if let Some(Open {
            what: What::Block(id),
            ..
        }) = open
        {
            let id = *id;
            let label = self.blocks.get(id as usize + 1).map(|block| &block.kind);
            let labelled = label == Some(&Kind::Label);
            if let Some(Kind::Details { fold }) = self.kind_mut(id) {
                *fold = match fold {
                    _ if !labelled => Fold::Never,
                    Fold::Never => Fold::Folded,
                    _ => *fold,
                };
            }
        }
        self.close_element(Element::Details);
    }

    /// Opens a list of terms.
    pub(super) fn open_terms(&mut self) {
        self.end();
        if self.open.len() < DEEPEST {
            if self.table.is_none() {
                self.settle();
            }
            self.enter(Some(Element::Terms), What::Flat);
        }
    }

    /// Begins a term or its definition; the one before it need not have an end tag.
    pub(super) fn open_term(&mut self, element: Element) {
        self.close_term();
        if element == Element::Definition {
            self.open(Some(element), Kind::Definition);
        } else {
            self.open_paragraph(element, Style::STRONG);
        }
    }

    /// Begins a paragraph in a style, until `element` ends.
    pub(super) fn open_paragraph(&mut self, element: Element, style: Style) {
        if self.open.len() < DEEPEST {
            self.begin(Kind::Paragraph);
            self.enter(Some(element), What::Flat);
            self.open_style(Some(element), style);
        }
    }

    /// Ends the open term or definition of the innermost list.
    pub(super) fn close_term(&mut self) {
        self.end();
        let list = self.innermost(Element::Terms);
        for element in [Element::Term, Element::Definition] {
            if self.innermost(element) > list {
                self.close_element(element);
            }
        }
    }

    /// Begins the label of the details just opened; any other is a block of text.
    pub(super) fn open_label(&mut self) {
        self.end();
        let details = self
            .open
            .last()
            .filter(|open| open.by == Some(Element::Details));
        let first = |open: &Open| matches!(open.what, What::Block(id) if id as usize + 1 == self.blocks.len());
        if details.is_some_and(first) {
            self.begin(Kind::Label);
        }
    }

    /// Closes everything.
    pub(super) fn close_all(&mut self) {
        self.close_from(0);
        self.inlines = Inlines::default();
    }

    /// Closes all but the outermost `len` containers.
    fn close_from(&mut self, len: usize) {
        self.end();
        while self.open.len() > len
            && let Some(open) = self.open.pop()
        {
            self.shut(&open);
        }
    }

    /// The place of the innermost `element` that Markdown's containers do not hide.
    fn innermost(&self, element: Element) -> Option<usize> {
        let html = |open: &&Open| open.by.is_some();
        let inside = self.open.iter().rev().take_while(html);
        let depth = inside
            .map(|open| open.by)
            .position(|by| by == Some(element))?;
        self.open.len().checked_sub(depth + 1)
    }

    /// Opens an item of HTML: the one before it need not have an end tag, nor the first one a list around it.
    pub(super) fn open_item(&mut self, value: Option<u64>) {
        self.end();
        let list = self.html_list();
        if self.innermost(Element::Item) > list {
            self.close_element(Element::Item);
        }
        let list = list.and_then(|index| self.open.get_mut(index));
        let number = list.and_then(|list| list.number(value));
        let in_list = |open: &Open| matches!(open.by, Some(Element::List { .. }));
        if !self.open.last().is_some_and(in_list) {
            let ordered = number.is_some();
            self.open(Some(Element::List { ordered }), Kind::List { tight: true });
            self.count_from(number.map(|number| number.saturating_add(1)));
        }
        let task = None;
        self.open(Some(Element::Item), Kind::Item { number, task });
    }

    /// Opens an item of Markdown.
    pub(super) fn open_next_item(&mut self) {
        let number = self.open.last_mut().and_then(|list| list.number(None));
        let task = None;
        self.open(None, Kind::Item { number, task });
    }

    /// Sets the first number of the list just opened, if it has numbers.
    pub(super) fn count_from(&mut self, number: Option<u64>) {
        if let Some(list) = self.open.last_mut() {
            list.next = number;
        }
    }

    /// The place of the innermost list of HTML.
    fn html_list(&self) -> Option<usize> {
        self.innermost(ORDERED).max(self.innermost(UNORDERED))
    }

    /// Notes that the innermost item is a task.
    pub(super) fn task(&mut self, done: bool) {
        for open in self.open.iter().rev() {
            let What::Block(id) = open.what else { continue };
            if let Some(Kind::Item { task, .. }) = self.kind_mut(id) {
                *task = Some(done);
            }
            return;
        }
    }

    /// Notes that a paragraph begins: an item that holds one makes its list loose.
    pub(super) fn loosen(&mut self) {
        let Some(What::Block(item)) = self.open.last().map(|open| &open.what) else {
            return;
        };
        let item = self.blocks.get(*item as usize);
        let list = item.filter(|item| matches!(item.kind, Kind::Item { .. }));
        if let Some(list) = list.and_then(|item| item.parent)
            && let Some(Kind::List { tight }) = self.kind_mut(list)
        {
            *tight = false;
        }
    }

    /// Whether no block of the document is open.
    pub(super) fn at_top(&self) -> bool {
        !self
            .open
            .iter()
            .any(|open| matches!(open.what, What::Block(_)))
    }

    fn enter(&mut self, by: Opener, what: What) {
        let inlines = self.inlines.len();
        let next = None;
        self.open.push(Open {
            by,
            what,
            inlines,
            next,
        });
    }

    /// Ends a container that was taken from the open ones.
    fn shut(&mut self, open: &Open) {
        match open.what {
            What::Table => self.finish_table(),
            What::Block(id) => self.shut_block(id),
            What::Inner => {
                if let Some(outer) = &mut self.table {
                    outer.inner = outer.inner.saturating_sub(1);
                }
            }
            What::Flat => {}
        }
        self.inlines.truncate(open.inlines);
    }

    /// An empty item or note still shows its marker; other empty containers show nothing.
    fn shut_block(&mut self, id: BlockId) {
        let Some(block) = self.blocks.get(id as usize) else {
            return;
        };
        if self.blocks.len() > id as usize + 1 {
            return;
        }
        if matches!(block.kind, Kind::Item { .. } | Kind::Note { .. }) {
            self.source = block.source.clone();
            let (parent, source) = (Some(id), block.source.clone());
            let text = self.add("", &[], 0);
            self.newline();
            self.blocks.push(Block {
                kind: Kind::Paragraph,
                parent,
                text,
                source,
                continued: false,
            });
        } else {
            self.blocks.pop();
        }
    }

    /// A list holds items only: what else comes in one is an item's.
    pub(super) fn settle(&mut self) {
        if let Some(What::Block(id)) = self.open.last().map(|open| &open.what)
            && let Some(Kind::List { .. }) = self.kind_mut(*id)
        {
            self.enter_block(Some(Element::Item), ITEM);
        }
    }

    /// The container of a block that comes now.
    pub(super) fn parent(&self) -> Option<BlockId> {
        self.open.iter().rev().find_map(|open| match open.what {
            What::Block(id) => Some(id),
            _ => None,
        })
    }

    fn enter_block(&mut self, by: Opener, kind: Kind) {
        let parent = self.parent();
        let at = self.text_end();
        self.blocks.push(Block {
            kind,
            parent,
            text: at..at,
            source: self.at.clone(),
            continued: false,
        });
        self.enter(by, What::Block(self.blocks.len() as u32 - 1));
    }

    fn kind_mut(&mut self, id: BlockId) -> Option<&mut Kind> {
        self.blocks
            .get_mut(id as usize)
            .map(|block| &mut block.kind)
    }
}
