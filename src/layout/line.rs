//! The line: what layout makes and the view paints. Roles instead of colours.
//! Text is a range of the document, so that a line costs little and knows where it stands.

use std::borrow::Cow;
use std::ops::Range;

use crate::layout::tokens::Token;
use crate::markdown::document::{BlockId, Document, Style, Tone};
use crate::text::graphemes;

/// One row of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// From left to right; never wider in all than the layout's width.
    pub spans: Vec<Span>,
    /// The leaf it belongs to.
    pub block: BlockId,
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
    /// Made by the layout: indents, bars, bullets, padding.
    Made(Cow<'static, str>),
}

impl Span {
    /// Its text.
    pub fn text<'a>(&'a self, document: &'a Document) -> &'a str {
        match &self.content {
            Content::Text(range) => document.slice(range),
            Content::Made(text) => text,
        }
    }

    /// Its text in pieces of one role: that of the first mark that touches it, else its own. In whole graphemes.
    pub fn pieces<'a>(
        &'a self,
        document: &'a Document,
        marks: &[(Range<u32>, Role)],
    ) -> Vec<(&'a str, Role)> {
        let text = self.text(document);
        let Some(start) = self.offset().filter(|_| !marks.is_empty()) else {
            return vec![(text, self.role)];
        };
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
        let piece =
            |(cut, end): (&(usize, Role), usize)| (text.get(cut.0..end).unwrap_or_default(), cut.1);
        cuts.iter().zip(ends).map(piece).collect()
    }

    /// Offset in the document's text, unless the layout made it.
    pub fn offset(&self) -> Option<u32> {
        match &self.content {
            Content::Text(range) => Some(range.start),
            Content::Made(_) => None,
        }
    }

    /// Whether it shows the text at `offset`.
    pub fn holds(&self, offset: u32) -> bool {
        matches!(&self.content, Content::Text(range) if range.contains(&offset))
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
