//! What every part of the view paints with: the app to look at, the theme, the buffer to fill.
//! Text is cut at the right end of its area, never wrapped and never measured twice.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::App;
use crate::layout::bidi::{is_right, visual};
use crate::layout::line::{Content, Span};
use crate::text::{Clean, truncate, width};
use crate::view::finish::signs;
use crate::view::theme::{Borders, Part, Theme};

/// See the head of the file.
pub(super) struct Canvas<'a> {
    pub(super) app: &'a App,
    pub(super) theme: &'a Theme,
    pub(super) buffer: &'a mut Buffer,
}

impl Canvas<'_> {
    /// Paints `text` from the left of `area`; returns what is left of the area.
    pub(super) fn put(&mut self, area: Rect, text: &str, part: Part) -> Rect {
        self.put_styled(area, &self.signs(text, part), self.theme.part(part))
    }

    /// What is painted around texts, in signs that the terminal has; titles stay as they are.
    fn signs<'b>(&self, text: &'b str, part: Part) -> Cow<'b, str> {
        match part {
            Part::Title | Part::Unread => text.into(),
            _ => signs(self.theme.borders, text),
        }
    }

    /// In what signs a span is painted: what the layout made is ours, what an article says is not.
    pub(super) fn borders_of(&self, span: &Span) -> Borders {
        match span.content {
            Content::Made(_) => self.theme.borders,
            _ => Borders::Rounded,
        }
    }

    /// Paints the bar beside a row of a list, and the row as the selected one, if it is that.
    pub(super) fn pick(&mut self, line: Rect, selected: bool) {
        if selected {
            let style = self.theme.part(Part::Selected);
            self.buffer
                .set_style(line.intersection(self.buffer.area), style);
        }
        self.put(line, if selected { "▌" } else { " " }, Part::Focus);
    }

    /// The same in any style, and with its own signs.
    pub(super) fn put_styled(&mut self, area: Rect, text: &str, style: Style) -> Rect {
        let area = area.intersection(self.buffer.area);
        if area.is_empty() {
            return area;
        }
        let columns = usize::from(area.width);
        let (x, _) = self
            .buffer
            .set_stringn(area.x, area.y, text, columns, style);
        from(area, x)
    }

    /// The same, with a sign where the text is cut, and in the order in which it is painted; for what was not measured
    /// before.
    pub(super) fn put_cut(&mut self, area: Rect, text: &str, part: Part) -> Rect {
        let clean = Clean::line(text);
        let mut cut = truncate(&clean, usize::from(area.width));
        // The sign is ours, whatever the text is.
        if self.theme.borders == Borders::Ascii && cut.len() != clean.len() {
            cut = cut.trim_end_matches('…').to_owned().into();
        }
        let shown = self.visual(&cut, is_right(&cut));
        self.put(area, &shown, part)
    }

    /// A text on one line as it is painted; `right` if it is part of one that runs from right to left.
    pub(super) fn visual<'a>(&self, text: &'a str, right: bool) -> Cow<'a, str> {
        if self.app.reader.typesetting.bidi {
            visual(text, right)
        } else {
            text.into()
        }
    }

    /// Paints `text` so that it ends at the right of `area`.
    pub(super) fn put_right(&mut self, area: Rect, text: &str, part: Part) {
        let left = area.right().saturating_sub(width(text) as u16);
        self.put(from(area, left.max(area.x)), text, part);
    }

    /// Fills the first row of `area` with a sign.
    pub(super) fn fill(&mut self, area: Rect, sign: &str, part: Part) {
        self.put(area, &sign.repeat(usize::from(area.width)), part);
    }
}

/// The `n`-th row of an area; empty below it.
pub(super) fn row(area: Rect, n: usize) -> Rect {
    let inside = n < usize::from(area.height);
    let y = area.y.saturating_add(n as u16);
    Rect {
        y,
        height: u16::from(inside),
        ..area
    }
}

/// The part of an area from column `x` on.
pub(super) fn from(area: Rect, x: u16) -> Rect {
    Rect {
        x,
        width: area.right().saturating_sub(x),
        ..area
    }
}

/// The first columns of an area.
pub(super) fn first(area: Rect, columns: u16) -> Rect {
    Rect {
        width: columns.min(area.width),
        ..area
    }
}

/// An area without some columns at both sides.
pub(super) fn inside(area: Rect, columns: u16) -> Rect {
    let width = area.width.saturating_sub(2 * columns);
    Rect {
        x: area.x.saturating_add(columns),
        width,
        ..area
    }
}
