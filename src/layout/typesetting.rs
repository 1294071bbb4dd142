//! How text is set, as far as a reader may choose it, and how much room there is for it.
//! Knows no text; made at the rim, kept by the app, read by whatever sets lines.

use crate::layout::hyphens::Language;
use crate::layout::wrap::Fit;
use crate::markdown::document::Document;

/// What a reader may choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Typesetting {
    /// How lines are filled.
    pub fit: Fit,
    /// Whether right-to-left text is put into the order in which it is painted; a terminal may do that itself.
    pub bidi: bool,
    /// Whether words are parted with hyphens, by the language of the article.
    pub hyphenate: bool,
    /// Whether blanks are widened so that lines are as wide as their column.
    pub justify: bool,
}

impl Default for Typesetting {
    fn default() -> Self {
        Self {
            fit: Fit::Optimal,
            bidi: true,
            hyphenate: false,
            justify: false,
        }
    }
}

/// How much room there is, and how it is filled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Measure {
    /// Columns.
    pub(super) width: u16,
    /// How lines are filled.
    pub(super) fit: Fit,
    /// Whether right-to-left text is turned.
    pub(super) bidi: bool,
    /// The language by which words are parted, if they are.
    pub(super) language: Option<Language>,
    /// Whether lines are made as wide as there is room.
    pub(super) justify: bool,
}

impl Measure {
    /// So many columns for a document.
    pub(super) fn new(document: &Document, width: u16, typesetting: Typesetting) -> Self {
        let language = || Language::of(document);
        Self {
            width,
            fit: typesetting.fit,
            bidi: typesetting.bidi,
            language: typesetting.hyphenate.then(language).flatten(),
            justify: typesetting.justify,
        }
    }

    /// The same for what is no prose: its words are whole and its blanks as they are.
    pub(super) fn plain(self) -> Self {
        Self {
            language: None,
            justify: false,
            ..self
        }
    }

    /// The same with fewer columns, but at least one.
    pub(super) fn narrowed(self, columns: usize) -> Self {
        self.of(usize::from(self.width).saturating_sub(columns).max(1))
    }

    /// The same with so many columns.
    pub(super) fn of(self, columns: usize) -> Self {
        let width = u16::try_from(columns).unwrap_or(u16::MAX);
        Self { width, ..self }
    }
}
