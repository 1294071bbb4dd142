//! What the fuzz targets hold against the library: a document is as its types promise, its lines fit their width and say
//! all its words. A target turns bytes into whatever it tries and calls one of these; a broken promise panics.

#[allow(dead_code, reason = "written for tests that need more of it")]
#[path = "../../tests/markdown/document.rs"]
mod document;
pub mod reader;

use std::ops::Range;

use newsreader::layout::line::Line;
use newsreader::layout::{Fit, Layout, Position, Typesetting, all};
use newsreader::markdown::document::{Block, Document, Kind};
use newsreader::markdown::parse::Head;
use newsreader::markdown::syntax::Syntax;
use newsreader::text::{Clean, width};

/// Text from any bytes, and some of the bytes that choose how it is tried: those at the end, so that files are seeds as they are.
pub fn text_and_choices<const N: usize>(data: &[u8]) -> (String, [u8; N]) {
    let (text, choices) = data.split_last_chunk().unwrap_or((data, &[b'\n'; N]));
    (String::from_utf8_lossy(text).into_owned(), *choices)
}

/// Reads a body as the choices want it, sets it in lines and panics where a promise is broken.
///
/// # Panics
/// Where a promise is broken.
pub fn read_and_set(body: &str, [columns, bits]: [u8; 2]) {
    let bit = |n: u8| bits >> n & 1 == 1;
    let language = ["", "de", "en", "fi"].map(Clean::line);
    let head = Head {
        language: language
            .into_iter()
            .nth((bits >> 6).into())
            .unwrap_or_default(),
        title: Clean::line(if bit(5) { "" } else { "A title" }),
        ..Head::default()
    };
    let mut first = None;
    let syntax = Syntax { smart: bit(0) };
    let document = syntax.parse_early(&head, body, &mut |begun| first = Some(begun));
    if let Some(first) = first {
        assert!(
            document.text.starts_with(first.text.as_str())
                && document.blocks.starts_with(&first.blocks),
            "a beginning is how the whole begins"
        );
    }
    document::check(&document);
    assert_eq!(
        Clean::block(&document.text),
        document.text,
        "clean text stays as it is"
    );
    let typesetting = Typesetting {
        fit: if bit(1) { Fit::First } else { Fit::Optimal },
        bidi: !bit(2),
        hyphenate: bit(3),
        justify: bit(4),
    };
    // Below four columns, a wide character and the sign of a line that goes on have no room.
    let columns = 4 + u16::from(columns) % 150;
    let lines: Vec<Line> = all(&document, columns, typesetting).collect();
    for line in &lines {
        let row: String = line.spans.iter().map(|span| span.text(&document)).collect();
        assert!(
            width(&row) <= columns.into(),
            "wider than {columns}: {row:?}"
        );
        assert!(!row.contains('\n'), "more than a line: {row:?}");
    }
    says_all(&document, &lines);
    goes_forward_and_back(&document, columns, typesetting, lines.len());
}

/// Every stretch of the text is shown once, in order, but for blanks.
fn says_all(document: &Document, lines: &[Line]) {
    let mut shown: Vec<Range<u32>> = lines
        .iter()
        .flat_map(|line| &line.spans)
        .filter_map(|span| span.range().cloned())
        .filter(|range| !range.is_empty())
        .collect();
    // The cells of a row stand side by side, and what runs from right to left in another order.
    shown.sort_by_key(|range| range.start);
    let mut shown = shown.into_iter().peekable();
    for stretch in document
        .blocks
        .iter()
        .flat_map(|block| stretches(document, block))
    {
        let mut at = stretch.start;
        while let Some(range) = shown.next_if(|range| range.end <= stretch.end) {
            let skipped = document.text.get(at as usize..range.start as usize);
            let skipped = skipped.unwrap_or_else(|| panic!("shown twice: {range:?}, after {at}"));
            assert!(skipped.trim().is_empty(), "lost: {skipped:?} at {at}");
            at = range.end;
        }
        let rest = document.slice(&(at..stretch.end));
        assert!(rest.trim().is_empty(), "lost: {rest:?} at {at}");
    }
    assert_eq!(shown.next(), None, "not of any block");
}

/// The parts of the text that have lines of their own.
fn stretches(document: &Document, block: &Block) -> Vec<Range<u32>> {
    match block.kind {
        Kind::Table(table) => document.tables[table as usize].cells.clone(),
        Kind::Rule => Vec::new(),
        _ if block.kind.is_container() => Vec::new(),
        _ => vec![block.text.clone()],
    }
}

/// Scrolling down by steps ends at the end, and as many steps up at the beginning.
fn goes_forward_and_back(document: &Document, columns: u16, how: Typesetting, total: usize) {
    let mut layout = Layout::new(document, columns, how);
    let mut at = Position::default();
    let steps = total / 7;
    for _ in 0..steps {
        at = layout.forward(document, at, 7);
    }
    for _ in 0..steps {
        at = layout.back(document, at, 7);
    }
    if steps * 7 < total {
        assert_eq!(at, Position::default(), "back where it began");
    }
}
