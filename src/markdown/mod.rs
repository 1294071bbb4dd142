//! What the text says: Markdown (and the HTML inside it) → a [`document::Document`].
//! The only place that names `pulldown_cmark`. Never fails and never loses a visible word.

pub mod document;
pub mod guard;
mod html;
pub mod parse;
