//! Inline content: text, labels, styles, links and images go into the open leaf. The part of the builder that
//! events of text reach first; the leaf's end is in `finish`.

use std::borrow::Cow;

use crate::markdown::build::Builder;
use crate::markdown::contain::Opener;
use crate::markdown::document::{Kind, Style};
use crate::markdown::inline::Anchor;
use crate::markdown::stash::{Part, Piece};
use crate::text::Clean;

/// An image whose description is being read.
pub(super) struct Image {
    link: u32,
    /// Where in the leaf its description begins.
    from: usize,
    /// Images in it, and itself: only the outermost is shown as one.
    depth: usize,
}

impl Builder {
    /// Text of Markdown.
    pub(super) fn text(&mut self, text: &str) {
        if self.hides() {
            return self.hold(text);
        }
        if self.stash.signs(text) {
            return self.pieces(text, Self::text);
        }
        let text = if self.leaf.raw.is_empty() && !self.in_code() {
            text.trim_start_matches([' ', '\n', '\t'])
        } else {
            text
        };
        if text.is_empty() {
            return;
        }
        self.ready();
        let (style, link) = self.inlines.current();
        if text.contains("  ") && !self.in_code() && !style.has(Style::CODE) {
            self.leaf.write(&single_blanks(text), style, link);
        } else {
            self.leaf.write(text, style, link);
        }
    }

    /// Text of HTML: its white space collapses, except in code.
    pub(super) fn html_text(&mut self, text: &str) {
        if self.hides() {
            self.hold(text);
        } else if self.stash.signs(text) {
            self.pieces(text, Self::html_text);
        } else if self.in_code() {
            let first_line = self.leaf.raw.is_empty().then(|| text.strip_prefix('\n'));
            self.text(first_line.flatten().unwrap_or(text));
        } else if !(self.leaf.raw.is_empty() && text.trim_ascii().is_empty()) {
            self.ready();
            let (style, link) = self.inlines.current();
            self.leaf.write_collapsed(text, style, link);
        }
    }

    /// Text with signs in it: `write` writes what is between them.
    fn pieces(&mut self, text: &str, write: fn(&mut Self, &str)) {
        let stash = std::mem::take(&mut self.stash);
        for part in stash.parts(text) {
            match part {
                Part::Text(text) => write(self, text),
                Part::Piece(piece) => self.piece(piece),
            }
        }
        self.stash = stash;
    }

    /// What was put aside: in code as it stood, else as it is shown or, markup that it is, quietly.
    fn piece(&mut self, piece: &Piece) {
        let (style, link) = self.inlines.current();
        if self.in_code() || style.has(Style::CODE) {
            return self.text(&piece.source);
        }
        self.ready();
        if let Some(shown) = &piece.shown {
            self.leaf.write_collapsed(shown, style, link);
        } else {
            let style = style.with(Style::QUIET);
            // Rows of a formula are lines of its source; of a template they mean nothing.
            let is_math = piece.source.starts_with("$$");
            let rows = piece.source.split(|c| is_math && c == '\n');
            for (number, row) in rows.enumerate() {
                if number > 0 {
                    self.leaf.hard_break(style, link);
                }
                self.leaf.write_collapsed(row, style, link);
            }
        }
    }

    /// A piece with its lines to itself, by its sign.
    pub(super) fn block_piece(&mut self, sign: &str) {
        if self.in_code() || self.hides() {
            return self.text(sign);
        }
        self.end();
        self.text(sign);
        self.end();
    }

    /// A target or a title without signs.
    fn whole<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if self.stash.signs(text) {
            self.stash.source(text).into()
        } else {
            text.into()
        }
    }

    /// A code span.
    pub(super) fn code(&mut self, text: &str) {
        self.inlines.open(None, Style::CODE, None);
        self.text(text);
        self.close_style(None);
    }

    /// Words of ours, perhaps with a link.
    pub(super) fn made(&mut self, text: &str, link: Option<u32>) {
        if !self.hides() {
            self.ready();
            let (style, outer) = self.inlines.current();
            let style = if link.is_some() {
                style.with(Style::LINK)
            } else {
                style
            };
            self.leaf
                .write(text, style.with(Style::MADE), link.or(outer));
        }
    }

    /// The number of a footnote.
    pub(super) fn note(&mut self, number: u32) {
        self.open_style(None, Style::NOTE);
        self.made(&format!("[^{number}]"), None);
        self.close_style(None);
    }

    /// A line break in the source.
    pub(super) fn soft_break(&mut self) {
        if self.hides() {
            self.hold("\n");
        } else {
            self.leaf.soft_break();
        }
    }

    /// A line break in the text.
    pub(super) fn hard_break(&mut self) {
        if self.hides() {
            self.hold("\n");
        } else {
            let (style, link) = self.inlines.current();
            self.leaf.hard_break(style, link);
        }
    }

    /// Opens a style.
    pub(super) fn open_style(&mut self, by: Opener, style: Style) {
        self.inlines.open(by, style, None);
    }

    /// Closes the innermost style that `by` opened, and those in it.
    pub(super) fn close_style(&mut self, by: Opener) {
        if let Some(len) = self.inlines.before(by) {
            while let Some(anchor) = self.inlines.take_anchor(len) {
                self.number(anchor);
            }
            self.inlines.truncate(len);
        }
    }

    /// Opens a link; [`Self::close_style`] ends it.
    pub(super) fn open_link(&mut self, by: Opener, target: &str, title: &str) {
        if self.in_image() || target.trim().is_empty() {
            return self.inlines.open(by, Style::PLAIN, None);
        }
        let link = self
            .links
            .add(&self.whole(target), &self.whole(title), false);
        let before = self.inlines.len();
        self.inlines.open(by, Style::LINK, Some(link));
        if self.inlines.len() > before {
            self.inlines.anchor(link, self.leaf.raw.len());
        }
    }

    /// Opens an image; what comes is its description.
    pub(super) fn open_image(&mut self, target: &str, title: &str) {
        if let Some(image) = &mut self.image {
            image.depth += 1;
            return self.inlines.open(None, Style::PLAIN, None);
        }
        let link = self
            .links
            .add(&self.whole(target), &self.whole(title), true);
        self.inlines.open(None, Style::IMAGE, Some(link));
        self.made("[image: ", None);
        self.images += 1;
        self.image = Some(Image {
            link,
            from: self.leaf.raw.len(),
            depth: 1,
        });
    }

    /// Ends an image.
    pub(super) fn close_image(&mut self) {
        if let Some(image) = &mut self.image {
            image.depth -= 1;
            if image.depth > 0 {
                return self.close_style(None);
            }
        }
        if let Some(image) = self.image.take().filter(|_| !self.hides()) {
            if self
                .leaf
                .raw
                .get(image.from..)
                .is_none_or(|alt| alt.trim().is_empty())
            {
                self.leaf.truncate(image.from.saturating_sub(": ".len()));
            }
            self.made("]", None);
            self.close_style(None);
            self.reference(image.link);
        } else {
            self.close_style(None);
        }
    }

    /// Whether what comes is the description of an image.
    pub(super) fn in_image(&self) -> bool {
        self.image.is_some()
    }

    /// What only a browser can show: a label with its link.
    pub(super) fn media(&mut self, name: &str, target: &str, title: &str) {
        let link = self.links.add(&self.whole(target), "", false);
        let colon = if title.trim().is_empty() { "" } else { ": " };
        self.made(&format!("[{name}{colon}{}]", title.trim()), Some(link));
        self.reference(link);
    }

    /// Whether the open leaf is code.
    pub(super) fn in_code(&self) -> bool {
        matches!(self.kind, Some(Kind::Code(_)))
    }

    /// Whether the open leaf is a label.
    pub(super) fn in_label(&self) -> bool {
        self.kind == Some(Kind::Label)
    }

    /// Sets the language of the code that begins, from a class of HTML.
    pub(super) fn language(&mut self, class: &str) {
        let mut names = class.split_ascii_whitespace();
        let name = |class: &str| Some(Clean::line(class.strip_prefix("language-")?));
        if let (Some(Kind::Code(language)), Some(name)) = (&mut self.kind, names.find_map(name)) {
            *language = name;
        }
    }

    /// Numbers the text of a link that ends, or goes on in the next leaf.
    pub(super) fn number(&mut self, anchor: Anchor) {
        let text = self.leaf.raw.get(anchor.from..).unwrap_or_default();
        if !text.trim().is_empty() && !self.links.says(text, anchor.link) {
            self.reference(anchor.link);
        }
    }

    /// Makes the open leaf ready for text: what comes without one is a paragraph, or a cell.
    fn ready(&mut self) {
        if let Some(table) = &mut self.table {
            if table.cell.is_none() {
                table.open_cell(self.inlines.len());
            }
        } else if self.kind.is_none() {
            self.settle();
            self.kind = Some(Kind::Paragraph);
            self.source = self.at.clone();
        }
        self.source.end = self.source.end.max(self.at.end);
    }

    /// The number of a link, unless it stands there already.
    fn reference(&mut self, link: u32) {
        if let Some(number) = self.links.number(link) {
            let label = format!("[{number}]");
            if !self.leaf.raw.ends_with(&label) {
                self.made(&label, Some(link));
            }
        }
    }
}

/// Two blanks behind a full stop are a typist's habit: no reader of a page sees them.
fn single_blanks(text: &str) -> String {
    let mut last = None;
    let follows = |c: &char| last.replace(*c) != Some(' ') || *c != ' ';
    text.chars().filter(follows).collect()
}
