//! Tables → lines: cells wrapped in their columns, whose widths are found in `columns`;
//! and records, one `header: value` a line, where the columns do not fit. Called by `block` only.

use std::ops::Range;

use crate::layout::bidi::Turning;
use crate::layout::columns::{GUTTER, fitting};
use crate::layout::line::{Role, Span};
use crate::layout::spans::{self, blanks, made, push_blanks};
use crate::layout::typesetting::Measure;
use crate::layout::wrap::wrap;
use crate::markdown::document::{Align, Document, Table};
use crate::text;

/// Columns of the rule between records.
const SHORT_RULE: usize = 8;

/// The lines of a table, or of a piece of one. All pieces have the columns that the first asks for.
pub(super) fn rows(
    document: &Document,
    table: u32,
    measure: Measure,
    role: Role,
) -> Vec<Vec<Span>> {
    let Some(own) = document.tables.get(table as usize) else {
        return Vec::new();
    };
    let group = document.tables.get(own.group.start as usize);
    let first = group.filter(|_| own.group.contains(&table)).unwrap_or(own);
    let piece = Piece {
        document,
        table: own,
        goes_on: own.group.contains(&table) && own.group.start != table,
        measure,
        role,
        column: None,
    };
    match fitting(document, first, measure.width.into()) {
        Some(widths) => grid(&piece, &widths),
        None => records(&piece, first),
    }
}

struct Piece<'a> {
    document: &'a Document,
    table: &'a Table,
    /// Not the first of its table.
    goes_on: bool,
    measure: Measure,
    role: Role,
    /// In records, where all values begin, if their headers leave room enough.
    column: Option<usize>,
}

/// Rows and columns, the header set off by a rule, rows of several lines by blank ones.
fn grid(piece: &Piece, widths: &[usize]) -> Vec<Vec<Span>> {
    let mut out = Vec::new();
    let count = widths.len();
    let mut tall_before = false;
    for (index, cells) in piece.table.cells.chunks(count.max(1)).enumerate() {
        let head = piece.table.header && index == 0;
        let below_rule = piece.table.header && index == 1;
        let role = if head { Role::TableHead } else { piece.role };
        let lines = grid_row(piece, cells, widths, role);
        let tall = lines.len() > 1;
        if (tall || tall_before) && !head && !below_rule && (index > 0 || piece.goes_on) {
            out.push(Vec::new());
        }
        tall_before = tall;
        out.extend(lines);
        if head {
            out.push(rule(widths));
        }
    }
    out
}

fn rule(widths: &[usize]) -> Vec<Span> {
    let mut row = Vec::with_capacity(widths.len() * 2);
    for &width in widths {
        if !row.is_empty() {
            row.push(made(blanks(GUTTER), Role::TableRule));
        }
        row.push(made(spans::rule(width), Role::TableRule));
    }
    row
}

fn grid_row(piece: &Piece, cells: &[Range<u32>], widths: &[usize], role: Role) -> Vec<Vec<Span>> {
    let document = piece.document;
    let columns = || widths.iter().copied();
    let set = |(cell, width)| {
        let turning = Turning::new(document, cell, piece.measure);
        (wrap(document, cell, piece.measure.of(width)), turning)
    };
    let wrapped: Vec<_> = cells.iter().zip(columns()).map(set).collect();
    let height = wrapped.iter().map(|(lines, _)| lines.len()).max();
    let row = |line: usize| {
        let mut row = Vec::with_capacity(cells.len() * 2);
        let mut due = 0;
        for (((lines, turning), width), align) in
            wrapped.iter().zip(columns()).zip(&piece.table.align)
        {
            if let Some(range) = lines.get(line).filter(|range| !range.is_empty()) {
                let free = width.saturating_sub(text::width(document.slice(range)));
                let before = match align {
                    Align::Left if turning.as_ref().is_some_and(|turning| turning.right) => free,
                    Align::Left => 0,
                    Align::Centre => free / 2,
                    Align::Right => free,
                };
                push_blanks(&mut row, due + before);
                row.extend(spans::line(document, range, role, turning.as_ref()));
                due = free - before;
            } else {
                due += width;
            }
            due += GUTTER;
        }
        row
    };
    (0..height.unwrap_or_default()).map(row).collect()
}

/// One record a row, one field a line, for tables that are too wide.
fn records(piece: &Piece, first: &Table) -> Vec<Vec<Span>> {
    let count = first.align.len().max(1);
    let labels = if first.header {
        first.cells.get(..count)
    } else {
        None
    };
    let labels = labels.unwrap_or_default();
    let widths = labels
        .iter()
        .map(|label| text::width(piece.document.slice(label)));
    let column = widths.max().map(|widest| widest + GUTTER);
    let piece = &Piece {
        column: column.filter(|column| *column <= usize::from(piece.measure.width) / 2),
        ..*piece
    };
    let own_header = usize::from(piece.table.header);
    let mut out = Vec::new();
    let mut first_record = !piece.goes_on;
    for cells in piece.table.cells.chunks(count).skip(own_header) {
        if !first_record || piece.goes_on {
            let width = SHORT_RULE.min(piece.measure.width.into());
            out.push(vec![made(spans::rule(width), Role::TableRule)]);
        }
        for (column, cell) in cells.iter().enumerate() {
            let label = labels.get(column).filter(|label| !label.is_empty());
            if first_record || !cell.is_empty() {
                field(
                    piece,
                    label.map(|label| (label, first_record)),
                    cell,
                    &mut out,
                );
            }
        }
        first_record = false;
    }
    if first_record {
        for label in labels {
            field(piece, Some((label, true)), &(0..0), &mut out);
        }
    }
    out
}

/// `header: value`. The header's own words are shown in the first record, copies of them in the others.
fn field(
    piece: &Piece,
    label: Option<(&Range<u32>, bool)>,
    cell: &Range<u32>,
    out: &mut Vec<Vec<Span>>,
) {
    let document = piece.document;
    let width = usize::from(piece.measure.width);
    let (mut indent, mut gap) = (0, 1);
    let mut open = None;
    if let Some((label, original)) = label {
        let lines = wrap(document, label, piece.measure.narrowed(1));
        let mut rows: Vec<_> = lines
            .iter()
            .map(|line| label_row(piece, label, line, original))
            .collect();
        let taken = 1 + lines
            .last()
            .map_or(0, |line| text::width(document.slice(line)));
        if let Some(last) = rows.last_mut().filter(|_| taken <= width) {
            last.push(made(":", Role::TableHead));
        }
        let value = document.slice(cell);
        gap = piece
            .column
            .map_or(1, |column| column.saturating_sub(taken));
        let short = !value.contains('\n') && taken < width && text::width(value) < width - taken;
        indent = if width > 6 { GUTTER } else { 0 };
        if lines.len() == 1 && (taken < width / 2 || short) {
            indent = taken + gap;
            open = rows.pop();
        }
        out.append(&mut rows);
    }
    let turning = Turning::new(document, cell, piece.measure);
    let lines = wrap(document, cell, piece.measure.narrowed(indent));
    for line in lines.iter().filter(|line| !line.is_empty()) {
        let started = open.take().map(|row| (row, gap));
        let (mut row, blanks) = started.unwrap_or((Vec::new(), indent));
        push_blanks(&mut row, blanks);
        row.extend(spans::line(document, line, piece.role, turning.as_ref()));
        out.push(row);
    }
    out.extend(open);
}

fn label_row(piece: &Piece, label: &Range<u32>, line: &Range<u32>, original: bool) -> Vec<Span> {
    let turning = Turning::new(piece.document, label, piece.measure);
    let mut row = spans::line(piece.document, line, Role::TableHead, turning.as_ref());
    if !original {
        for span in &mut row {
            *span = made(span.text(piece.document).to_owned(), Role::TableHead);
        }
    }
    row
}
