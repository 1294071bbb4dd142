//! The document: a flat arena of blocks over one clean text with style runs.
//! No widths and no colours; made by `parse`, laid out by `layout`.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::text::Clean;

/// Index of a block in [`Document::blocks`].
pub type BlockId = u32;

/// A whole article, ready to be laid out at any width.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The text of all leaves in reading order, each ended by `\n`. Offsets into it are the document's coordinates.
    pub text: Clean,
    /// Blocks in reading order; a container stands before everything in it.
    pub blocks: Vec<Block>,
    /// Style runs over `text`, ascending by start. A run lasts until the next one starts; a leaf (and a table cell)
    /// begins with a run of its own.
    pub runs: Vec<Run>,
    /// Where links and images lead. A run's `link` is an index into this.
    pub links: Vec<Link>,
    /// Tables. `Kind::Table` is an index into this.
    pub tables: Vec<Table>,
    /// The names that places in the text are given (`{#id}` behind a heading, `id` and `name` in HTML), each with its
    /// offset there, in order.
    pub ids: Vec<(u32, Clean)>,
    /// The language tag that the article gives itself; empty for none.
    pub language: Clean,
    /// How many characters of the source are not in the text, since they hide, reorder or command.
    pub hidden: usize,
}

impl Document {
    /// What stands in a stretch of the text; nothing where there is no such stretch.
    pub fn slice(&self, range: &Range<u32>) -> &str {
        let range = range.start as usize..range.end as usize;
        self.text.get(range).unwrap_or_default()
    }

    /// Whether a leaf is a piece that begins within a word or a line of code.
    pub fn is_joined(&self, block: &Block) -> bool {
        let before = self.text.get(..block.text.start as usize);
        block.continued && before.is_some_and(|before| !before.ends_with('\n'))
    }

    /// The containers that are folded at first.
    pub fn folded(&self) -> BTreeSet<BlockId> {
        let blocks = (0..).zip(&self.blocks);
        let folded = blocks.filter(|(_, block)| block.kind.fold() == Fold::Folded);
        folded.map(|(id, _)| id).collect()
    }

    /// The number of the footnote that a run refers to.
    pub fn note_number(&self, run: &Run) -> Option<u32> {
        if !run.style.has(Style::NOTE) {
            return None;
        }
        let text = self.text.get(run.start as usize..)?;
        let (number, _) = text.strip_prefix("[^")?.split_once(']')?;
        number.parse().ok()
    }

    /// The innermost container around a block that can be folded: what a key would fold there.
    pub fn foldable(&self, block: BlockId) -> Option<BlockId> {
        let parent = |&id: &BlockId| self.blocks.get(id as usize)?.parent;
        std::iter::successors(Some(block), parent).find(|&id| {
            let block = self.blocks.get(id as usize);
            block.is_some_and(|block| block.kind.fold() != Fold::Never)
        })
    }
}

/// One block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: Kind,
    /// The container it stands in.
    pub parent: Option<BlockId>,
    /// Its text, without the final `\n`, which only a piece does not have that ends within a word or a line of code; empty for
    /// containers. Line breaks within it are `\n`.
    pub text: Range<u32>,
    /// The bytes of the body it came from; empty for what we made.
    pub source: Range<u32>,
    /// A further piece of the leaf before it (long ones are cut, so that no layout step is long): no gap between them.
    pub continued: bool,
}

/// What a block is. The first eight hold other blocks; the rest are leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A block quotation.
    Quote,
    /// What is set apart from the text: GitHub's alerts, Obsidian's callouts. It begins with its label.
    Callout {
        /// How urgent it is.
        tone: Tone,
        /// Whether it can be folded.
        fold: Fold,
    },
    /// `<details>`. What can be folded begins with its label.
    Details {
        /// Whether it can be folded.
        fold: Fold,
    },
    /// What a term means (`<dd>`); the term is a paragraph above it.
    Definition,
    /// A list; tight when its items are not separated by blank lines.
    List {
        /// No blank line between items.
        tight: bool,
    },
    /// An item of the list that is its parent.
    Item {
        /// Its number in an ordered list.
        number: Option<u64>,
        /// Ticked or not, in a task list.
        task: Option<bool>,
    },
    /// A footnote's text, moved to the end of the document. The number is the one its references show.
    Note {
        /// From 1, in the order of first reference.
        number: u32,
    },
    /// The references at the end: the targets of links and images.
    References,

    /// The article's title, above the body.
    Title,
    /// Date, authors, sections below the title.
    Byline,
    /// The description below the byline.
    Deck,
    /// What is wrong with the article or with how it was read.
    Notice,
    /// What stands above a callout or details, and stays when it is folded.
    Label,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// Lines of code, white space kept. Its language, if any (for looking up only).
    Code(Clean),
    /// A thematic break; its text is empty.
    Rule,
    /// A table: index into [`Document::tables`]. The text holds its cells, each ended by `\n`.
    Table(u32),
    /// A picture that stands alone: index into [`Document::links`]. Its text is `[image: alt]`.
    Picture(u32),
    /// One reference: index into [`Document::links`]; its text is the target.
    Reference(u32),
}

impl Kind {
    /// Whether it holds other blocks rather than text.
    pub fn is_container(&self) -> bool {
        matches!(
            self,
            Self::Quote
                | Self::Callout { .. }
                | Self::Details { .. }
                | Self::Definition
                | Self::List { .. }
                | Self::Item { .. }
                | Self::Note { .. }
                | Self::References
        )
    }

    /// Whether it can be folded, and is at first.
    pub fn fold(&self) -> Fold {
        match self {
            Self::Callout { fold, .. } | Self::Details { fold } => *fold,
            _ => Fold::Never,
        }
    }
}

/// Whether a container can be folded, so that only its label is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fold {
    /// It cannot.
    #[default]
    Never,
    /// It can; at first it is not.
    Open,
    /// It can, and is at first.
    Folded,
}

/// How urgent a callout is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Worth knowing.
    #[default]
    Note,
    /// Helpful.
    Tip,
    /// Must be known.
    Important,
    /// Needs care.
    Warning,
    /// May do harm.
    Caution,
}

/// Where a style begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Offset in the document's text.
    pub start: u32,
    /// How the text is set.
    pub style: Style,
    /// The link it belongs to.
    pub link: Option<u32>,
}

/// Inline styles, any of which may be combined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Style(u16);

impl Style {
    /// Nothing special.
    pub const PLAIN: Self = Self(0);
    /// `**strong**`
    pub const STRONG: Self = Self(1);
    /// `*emphasis*`
    pub const EMPHASIS: Self = Self(1 << 1);
    /// `~~struck~~`
    pub const STRIKE: Self = Self(1 << 2);
    /// `` `code` ``
    pub const CODE: Self = Self(1 << 3);
    /// The text of a link.
    pub const LINK: Self = Self(1 << 4);
    /// What stands for an image.
    pub const IMAGE: Self = Self(1 << 5);
    /// Made by us, not in the source: reference numbers, labels.
    pub const MADE: Self = Self(1 << 6);
    /// Markup that is shown as it stands but is not prose (shortcodes, raw math).
    pub const QUIET: Self = Self(1 << 7);
    /// `<mark>`, `<kbd>`
    pub const MARKED: Self = Self(1 << 8);
    /// The number of a footnote (with [`Self::MADE`]).
    pub const NOTE: Self = Self(1 << 9);

    /// Both.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// This without the other.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether it has all of `other`.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

/// Where a link or an image leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The target as shown, copied and opened.
    pub target: Clean,
    /// Its title, if any.
    pub title: Clean,
    /// An image rather than a link.
    pub image: bool,
    /// Its number in the list of references; none where the text already says the target.
    pub number: Option<u32>,
}

/// A table's shape. Cells are stored row by row, every row `align.len()` cells long. A long table is cut into pieces
/// of some rows each; what no table can show (too many columns, a cell longer than a screen) comes as paragraphs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// One for each column.
    pub align: Vec<Align>,
    /// The text of each cell; `\n` within it is a line break.
    pub cells: Vec<Range<u32>>,
    /// Whether the first row is a header.
    pub header: bool,
    /// The tables that are pieces of one, this among them (indices into [`Document::tables`]): their columns are
    /// set alike.
    pub group: Range<u32>,
}

/// How a column is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// To the left, also when nothing is said.
    #[default]
    Left,
    /// In the middle.
    Centre,
    /// To the right.
    Right,
}
