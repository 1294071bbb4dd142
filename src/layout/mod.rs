//! Where each word goes at a width: a document → lines. The only place that names textwrap.
//! Pure: no colours (see [`line::Role`]), no scrolling; each leaf is laid out by itself, so that the rest can wait.

pub mod bidi;
pub mod block;
mod columns;
pub mod frames;
mod greedy;
mod hyphens;
mod justify;
pub mod label;
pub mod line;
mod pages;
mod prefix;
pub mod sheet;
mod spans;
mod table;
pub mod tokens;
mod typesetting;
mod words;
mod wrap;

pub use pages::{Layout, Position, all, some};
pub use typesetting::Typesetting;
pub use wrap::Fit;
