//! Leaves → lines: indents, prefixes and gaps from the containers around them.

use crate::layout::line::Line;
use crate::markdown::document::{BlockId, Document};

/// The lines of one leaf at `width` columns, with the blank line that stands before it, if any.
/// Pure and independent of every other leaf; containers have no lines.
pub fn leaf(document: &Document, block: BlockId, width: u16) -> Vec<Line> {
    let _ = (document, block, width);
    Vec::new()
}
