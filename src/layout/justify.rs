//! Lines as wide as their column, by wider blanks between the words.
//! Called by `block` for the lines of prose, before they are put into the order in which they are painted.

use crate::layout::line::{Content, Span};
use crate::layout::spans::blanks;
use crate::markdown::document::{Document, Style};

/// Columns by which a blank is widened at most, on average: a line that needs more stays as it is.
const MOST: usize = 2;

/// Widens the blanks of a line so that it fills `free` columns more.
pub(super) fn widen(document: &Document, line: Vec<Span>, free: usize) -> Vec<Span> {
    let count: usize = line.iter().map(|span| gaps(document, span).count()).sum();
    if free == 0 || free > count * MOST {
        return line;
    }
    let mut out = Vec::with_capacity(line.len() + 2 * count.min(free));
    let mut seen = 0;
    for span in line {
        let Some(range) = span.range() else {
            out.push(span);
            continue;
        };
        let mut start = range.start;
        for gap in gaps(document, &span) {
            let due = (seen + 1) * free / count - seen * free / count;
            seen += 1;
            if due > 0 {
                let end = range.start + gap as u32;
                for content in [Content::Text(start..end), Content::Made(blanks(due))] {
                    out.push(Span { content, ..span });
                }
                start = end;
            }
        }
        if start < range.end {
            let content = Content::Text(start..range.end);
            out.push(Span { content, ..span });
        }
    }
    out
}

/// Where the blanks between the words of a span end; those within code are part of it.
fn gaps<'a>(document: &'a Document, span: &'a Span) -> impl Iterator<Item = usize> + 'a {
    let text = match &span.content {
        Content::Text(range) if !span.style.has(Style::CODE) => document.slice(range),
        _ => "",
    };
    let bytes = text.as_bytes();
    let ends = move |at: &usize| bytes.get(*at) != Some(&b' ');
    text.match_indices(' ').map(|(at, _)| at + 1).filter(ends)
}
