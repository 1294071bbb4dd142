//! The line: what layout makes and the view paints. Roles instead of colours.
//! Text is a range of the document, so that a line costs little and knows where it stands.

use std::borrow::Cow;
use std::ops::Range;

use crate::layout::tokens::Token;
use crate::markdown::document::{BlockId, Document, Style, Tone};
use crate::text::{graphemes, width};

/// One row of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// From left to right; never wider in all than the layout's width.
    pub spans: Vec<Span>,
    /// The leaf it belongs to.
    pub block: BlockId,
}

impl Line {
    /// Where its text begins in the document's text, unless the layout made it all.
    pub fn offset(&self) -> Option<u32> {
        self.spans.iter().filter_map(Span::offset).min()
    }

    /// The span at a column, and in which of its own columns that is.
    pub fn at(&self, document: &Document, column: usize) -> Option<(&Span, usize)> {
        let mut left = column;
        self.spans.iter().find_map(|span| {
            let wide = width(span.text(document));
            let here = (left < wide).then_some((span, left));
            left = left.saturating_sub(wide);
            here.filter(|_| wide > 0)
        })
    }
}

/// A stretch of one row that is painted alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// What it says.
    pub content: Content,
    /// What it is for.
    pub role: Role,
    /// Inline style from the document.
    pub style: Style,
    /// Index into the document's links.
    pub link: Option<u32>,
}

/// Where a span's text comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Bytes of the document's text.
    Text(Range<u32>),
    /// Bytes of the document's text that run from right to left, and how they are painted: from the last grapheme
    /// to the first, as many bytes.
    Turned(Range<u32>, Box<str>),
    /// Made by the layout: indents, bars, bullets, padding.
    Made(Cow<'static, str>),
}

impl Span {
    /// Its text.
    pub fn text<'a>(&'a self, document: &'a Document) -> &'a str {
        match &self.content {
            Content::Text(range) => document.slice(range),
            Content::Turned(_, text) => text,
            Content::Made(text) => text,
        }
    }

    /// The stretch of the document's text that it shows, unless the layout made it.
    pub fn range(&self) -> Option<&Range<u32>> {
        match &self.content {
            Content::Text(range) | Content::Turned(range, _) => Some(range),
            Content::Made(_) => None,
        }
    }

    /// In which of its columns the text at `offset` begins.
    pub fn column(&self, document: &Document, offset: u32) -> usize {
        let Some(range) = self.range() else { return 0 };
        let before = width(document.slice(&(range.start..offset)));
        match &self.content {
            Content::Turned(_, text) => width(text).saturating_sub(before + 1),
            _ => before,
        }
    }

    /// Where the text in one of its columns begins, unless the layout made it.
    pub fn offset_at(&self, document: &Document, column: usize) -> Option<u32> {
        let range = self.range()?;
        let text = document.slice(range);
        let column = match &self.content {
            Content::Turned(..) => width(text).checked_sub(column + 1)?,
            _ => column,
        };
        let mut columns = 0;
        let mut letters = graphemes(text);
        let letter = letters.find(|(_, _, wide)| {
            columns += wide;
            columns > column
        });
        letter.map(|(at, _, _)| range.start + at as u32)
    }

    /// Its text in pieces of one role: that of the first mark that touches it, else its own. In whole graphemes.
    pub fn pieces<'a>(
        &'a self,
        document: &'a Document,
        marks: &[(Range<u32>, Role)],
    ) -> Vec<(&'a str, Role)> {
        let shown = self.text(document);
        let Some(range) = self.range().filter(|_| !marks.is_empty()) else {
            return vec![(shown, self.role)];
        };
        let (start, text) = (range.start, document.slice(range));
        let mut cuts: Vec<(usize, Role)> = Vec::new();
        for (at, grapheme, _) in graphemes(text) {
            let from = start + at as u32;
            let to = from + grapheme.len() as u32;
            let mut touching = marks.iter();
            let mark = touching.find(|(mark, _)| mark.start < to && from < mark.end);
            let role = mark.map_or(self.role, |(_, role)| *role);
            if cuts.last().is_none_or(|last| last.1 != role) {
                cuts.push((at, role));
            }
        }
        let ends = cuts.iter().skip(1).map(|cut| cut.0).chain([text.len()]);
        let turned = matches!(self.content, Content::Turned(..));
        let place = |from: usize, to| {
            if turned {
                text.len() - to..text.len() - from
            } else {
                from..to
            }
        };
        let piece = |(cut, end): (&(usize, Role), usize)| {
            (shown.get(place(cut.0, end)).unwrap_or_default(), cut.1)
        };
        let mut pieces: Vec<_> = cuts.iter().zip(ends).map(piece).collect();
        if turned {
            pieces.reverse();
        }
        pieces
    }

    /// Offset in the document's text, unless the layout made it.
    pub fn offset(&self) -> Option<u32> {
        self.range().map(|range| range.start)
    }

    /// Whether it shows the text at `offset`.
    pub fn holds(&self, offset: u32) -> bool {
        self.range().is_some_and(|range| range.contains(&offset))
    }
}

/// What a span is for; the theme says how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Prose.
    Text,
    /// The article's title.
    Title,
    /// The line below the title.
    Byline,
    /// The description.
    Deck,
    /// What is wrong with the article.
    Notice,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// Prose within a quotation.
    Quote,
    /// The bar beside a quotation.
    QuoteBar,
    /// The bar beside a callout, and its label.
    Callout(Tone),
    /// The label of details.
    Label,
    /// A bullet, number, task box or note number.
    Marker,
    /// Code lines.
    Code,
    /// The name of a language above code.
    Language,
    /// A sign that a line goes on (`↪`).
    Wrapped,
    /// A thematic break, a rule under a heading.
    Rule,
    /// A cell of a table's header, or a record's header.
    TableHead,
    /// The lines of a table.
    TableRule,
    /// What stands for a picture.
    Picture,
    /// Room for this row of a picture, counted from 0.
    Pixels(u16),
    /// The list of references.
    Reference,
    /// A word of code; set when it is painted.
    Token(Token),
    /// What was looked for and found; set when it is painted.
    Hit,
    /// The hit that one is at; set when it is painted.
    Here,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Clean;

    #[test]
    fn what_is_marked_in_turned_text_stands_where_it_is_painted() {
        let document = Document {
            text: Clean::line("אבגד"),
            ..Document::default()
        };
        let span = Span {
            content: Content::Turned(0..8, "דגבא".into()),
            role: Role::Text,
            style: Style::PLAIN,
            link: None,
        };
        let pieces = span.pieces(&document, &[(2..4, Role::Hit)]);
        assert_eq!(
            pieces,
            [("דג", Role::Text), ("ב", Role::Hit), ("א", Role::Text)]
        );
        assert_eq!(
            (span.column(&document, 0), span.column(&document, 6)),
            (3, 0)
        );
    }

    #[test]
    fn what_stands_in_a_column_is_found_there() {
        let document = Document {
            text: Clean::line("a日bאבגד"),
            ..Document::default()
        };
        let span = |content| Span {
            content,
            role: Role::Text,
            style: Style::PLAIN,
            link: None,
        };
        let line = Line {
            spans: vec![
                span(Content::Made("• ".into())),
                span(Content::Text(0..5)),
                span(Content::Turned(5..13, "דגבא".into())),
            ],
            block: 0,
        };
        let at = |column| {
            let (span, within) = line.at(&document, column)?;
            span.offset_at(&document, within)
        };
        let found: Vec<Option<u32>> = (0..11).map(at).collect();
        let text = [2, 3, 4, 5].map(|column| found[column].unwrap());
        assert_eq!((found[1], text, found[10]), (None, [0, 1, 1, 4], None));
        let turned = [6, 7, 8, 9].map(|column| found[column].unwrap());
        assert_eq!(turned, [11, 9, 7, 5]);
    }
}
