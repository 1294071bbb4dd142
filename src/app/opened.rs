//! What the rim answers when a text is asked for.
//! Made by the thread that reads articles; the reader is filled with it.

use std::collections::BTreeMap;

use crate::app::words;
use crate::layout::frames::Look;
use crate::markdown::document::Document;
use crate::text::Clean;

/// An article's text as it came back from the rim.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// Whether this is the file as it is rather than its text.
    pub source: bool,
    /// Whether this is no more than the beginning, while the rest is still being read.
    pub beginning: bool,
    /// The document; only the head where the body could not be read.
    pub document: Document,
    /// Whole minutes to read it.
    pub minutes: usize,
    /// What is known of its pictures, by their links; nothing where pictures are off.
    pub pictures: BTreeMap<u32, Look>,
    /// Why the body could not be read or was cut short.
    pub trouble: Option<Clean>,
}

impl Opened {
    /// All of a text, without pictures and trouble. To count its words takes as long as to read a short article.
    pub fn new(document: Document) -> Self {
        Self {
            source: false,
            beginning: false,
            minutes: words::minutes(&document.text),
            document,
            pictures: BTreeMap::new(),
            trouble: None,
        }
    }
}
