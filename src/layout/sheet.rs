//! A table or code alone, with as much room as it asks for: the columns of its widest lines.
//! For a view that is moved over it rather than scrolled through; its lines are set as everywhere.

use std::ops::Range;

use crate::layout::columns::asked;
use crate::layout::line::{Line, Role};
use crate::layout::typesetting::Typesetting;
use crate::layout::{Layout, block};
use crate::markdown::document::{BlockId, Document, Kind};
use crate::text;

/// What a column of a table counts for at most where the width of all is asked for; what is longer goes on below.
const WIDEST: usize = 60;

/// Lays out a leaf, given with all its pieces, at the width that it asks for; none where it is no table and no code.
pub fn sheet(
    document: &Document,
    pieces: Range<BlockId>,
    typesetting: Typesetting,
) -> Option<Layout> {
    let width = width(document, pieces.clone())?;
    Some(Layout::alone(document, pieces, (width, typesetting)))
}

/// The columns that a table or code asks for.
pub fn width(document: &Document, pieces: Range<BlockId>) -> Option<u16> {
    let blocks = document
        .blocks
        .get(pieces.start as usize..pieces.end as usize)?;
    let columns = match blocks.first()?.kind {
        Kind::Table(table) => asked(document, document.tables.get(table as usize)?, WIDEST),
        Kind::Code(_) => {
            let lines = blocks
                .iter()
                .flat_map(|block| document.slice(&block.text).split('\n'));
            lines.map(text::width).max()? + block::CODE_INDENT
        }
        _ => return None,
    };
    Some(u16::try_from(columns).unwrap_or(u16::MAX))
}

/// Where the columns of a table begin, and how many of its first lines are its header, with the rule below it.
/// Nothing where it has no header.
pub fn header(document: &Document, lines: &[Line]) -> (Vec<usize>, usize) {
    let is_rule = |line: &&Line| {
        let first = line.spans.first();
        first.is_some_and(|span| span.role == Role::TableRule)
    };
    let Some((at, rule)) = (0..).zip(lines).find(|(_, line)| is_rule(line)) else {
        return (Vec::new(), 0);
    };
    let mut columns = 0;
    let starts = rule.spans.iter().filter_map(|span| {
        let start = columns;
        let text = span.text(document);
        columns += text::width(text);
        (!text.starts_with(' ')).then_some(start)
    });
    (starts.collect(), at + 1)
}
