//! What the text says: Markdown (and the HTML inside it) → a [`document::Document`], by the ways of `syntax`.
//! The only place that names `pulldown_cmark`. Never fails and never loses a visible word.
//!
//! `stash` puts aside what is not Markdown (`templates`, `math`); `parse` and `html` read; the builder (`build`, with
//! `contain`, `write`, `shifts`, `finish`, `parts`) writes; a `leaf` or a `table` is kept until it is complete. `survey` only looks, for `check`.

mod build;
mod callout;
pub mod changes;
mod contain;
pub mod document;
mod element;
mod emoji;
mod finish;
pub mod guard;
mod html;
mod ids;
mod inline;
mod leaf;
mod links;
mod math;
mod notes;
pub mod parse;
pub mod parts;
mod shifts;
mod smart;
mod stash;
pub mod survey;
mod symbols;
pub mod syntax;
mod table;
mod templates;
mod urls;
mod write;
