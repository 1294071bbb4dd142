//! Lines of the text that are selected, and their words as they are copied: the lines of a paragraph are one, without the
//! hyphens of the layout, in the order in which they are read; cells of a row are parted by tabs.

use crate::layout::Position;
use crate::layout::line::{Line, Role, Span};
use crate::markdown::document::Document;

/// Lines from one to another one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The end that stays.
    pub from: Position,
    /// The end that moves.
    pub at: Position,
}

impl Selection {
    /// The first and the last line.
    pub fn ends(&self) -> (Position, Position) {
        (self.from.min(self.at), self.from.max(self.at))
    }

    /// Whether a line is selected.
    pub fn holds(&self, line: Position) -> bool {
        let (first, last) = self.ends();
        first <= line && line <= last
    }
}

/// Text that is copied without a break.
struct Piece {
    /// What the layout put before it.
    before: String,
    text: std::ops::Range<u32>,
    /// The lines where it stands.
    first: usize,
    last: usize,
}

/// The words of lines, as they are copied.
pub fn words<'a>(document: &Document, lines: impl Iterator<Item = &'a Line>) -> String {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut blank = Vec::new();
    for (n, line) in lines.enumerate() {
        blank.push(is_blank(document, line));
        // Right-to-left text is not painted in the order in which it is read.
        let mut spans: Vec<&Span> = line.spans.iter().collect();
        if spans
            .iter()
            .all(|span| span.range().is_some() || !is_said(span))
        {
            spans.sort_by_key(|span| span.offset());
        }
        let mut before = String::new();
        for span in spans {
            match span.range() {
                None if is_said(span) => before.push_str(span.text(document)),
                Some(text) if !text.is_empty() => {
                    let goes_on = |piece: &&mut Piece| {
                        piece.text.end <= text.start
                            && !document.slice(&(piece.text.end..text.start)).contains('\n')
                    };
                    let mut near = pieces
                        .iter_mut()
                        .rev()
                        .take_while(|piece| piece.last + 1 >= n);
                    if let Some(piece) = near.find(goes_on) {
                        (piece.text.end, piece.last) = (text.end, n);
                    } else {
                        pieces.push(Piece {
                            before: std::mem::take(&mut before),
                            text: text.clone(),
                            first: n,
                            last: n,
                        });
                    }
                }
                _ => {}
            }
        }
    }
    joined(document, &pieces, &blank)
}

/// The pieces with what parts them on the screen.
fn joined(document: &Document, pieces: &[Piece], blank: &[bool]) -> String {
    let mut out = String::new();
    let mut above: Option<&Piece> = None;
    for piece in pieces {
        let label = piece.before.trim();
        match above {
            Some(above) if above.last >= piece.first => {
                out.push_str(if label.is_empty() { "\t" } else { "" });
            }
            Some(above) => {
                let between = blank.get(above.last + 1..piece.first).unwrap_or_default();
                let blanks = between.iter().filter(|blank| **blank).count();
                out.push_str(&"\n".repeat(blanks + 1));
            }
            None => {}
        }
        if !label.is_empty() {
            out.push_str(label);
            out.push(' ');
        }
        out.push_str(document.slice(&piece.text).trim_end());
        above = Some(piece);
    }
    out
}

/// Whether what the layout made says something: a number, a bullet, the header of a record.
fn is_said(span: &Span) -> bool {
    span.range().is_none() && matches!(span.role, Role::Marker | Role::TableHead)
}

/// Whether a line has nothing but bars at its side.
fn is_blank(document: &Document, line: &Line) -> bool {
    line.spans.iter().all(|span| {
        matches!(span.role, Role::QuoteBar | Role::Callout(_))
            || span.text(document).trim().is_empty()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{Typesetting, all};
    use crate::markdown::parse::{Head, parse};

    #[track_caller]
    fn copied(text: &str, width: u16, expected: &str) {
        let document = parse(&Head::default(), text);
        let typesetting = Typesetting {
            bidi: true,
            hyphenate: true,
            justify: true,
            ..Typesetting::default()
        };
        let lines: Vec<Line> = all(&document, width, typesetting).collect();
        assert_eq!(words(&document, lines.iter()).trim(), expected);
    }

    #[test]
    fn lines_of_a_paragraph_are_one_without_hyphens() {
        let text = "The extraordinary representatives of **international** organisations congregated.\n\n\
            Another paragraph.";
        let expected = "The extraordinary representatives of international organisations congregated.\n\n\
            Another paragraph.";
        for width in [12, 20, 33, 80] {
            copied(text, width, expected);
        }
    }

    #[test]
    fn right_to_left_text_is_copied_as_it_is_read() {
        copied("אבגד הוזח abc טיכל\n", 10, "אבגד הוזח abc טיכל");
        copied("abc אבגד הוזח def\n", 40, "abc אבגד הוזח def");
    }

    #[test]
    fn lists_quotes_and_code_keep_their_lines() {
        let text = "- one and some more\n- two\n\n3. three\n4. four\n\n> quoted words here\n\n```\nlet a = 1;\n\n\n  b\n```\n";
        let expected = "• one and some more\n• two\n\n3. three\n4. four\n\nquoted words here\n\nlet a = 1;\n\n\n  b";
        copied(text, 14, expected);
    }

    #[test]
    fn cells_are_parted_by_tabs_and_records_keep_their_headers() {
        let text = "| Name | What it does there |\n|---|---|\n| one | the first of all |\n| two | the other |\n";
        copied(
            text,
            60,
            "Name\tWhat it does there\none\tthe first of all\ntwo\tthe other",
        );
        copied(
            text,
            18,
            "Name\tWhat it does there\none\tthe first of all\n\ntwo\tthe other",
        );
    }
}
