//! What every part of the view paints with: the app to look at, the theme, the buffer to fill.
//! Text is cut at the right end of its area, never wrapped and never measured twice.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::App;
use crate::layout::bidi::{is_right, visual};
use crate::text::{Clean, truncate, width};
use crate::view::theme::{Part, Theme};

/// See the head of the file.
pub(super) struct Canvas<'a> {
    pub(super) app: &'a App,
    pub(super) theme: &'a Theme,
    pub(super) buffer: &'a mut Buffer,
}

impl Canvas<'_> {
    /// Paints `text` from the left of `area`; returns what is left of the area.
    pub(super) fn put(&mut self, area: Rect, text: &str, part: Part) -> Rect {
        self.put_styled(area, text, self.theme.part(part))
    }

    /// The same in any style.
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
        let cut = truncate(&clean, usize::from(area.width));
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
