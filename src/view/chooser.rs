//! The list of tags, authors, folders or sources as an overlay; what stands in it is made in `app::chooser`.
//! One row for each, with its number of articles at the right; the pages stand in the frame.

use ratatui::layout::Rect;

use crate::app::chooser::{Chooser, PAGES};
use crate::app::panes::Overlay;
use crate::app::words::number;
use crate::text::width;
use crate::view::canvas::{Canvas, from, inside, row};
use crate::view::help::frame;
use crate::view::theme::Part;

/// Paints the list over everything but the status line.
pub(super) fn draw(canvas: &mut Canvas, chooser: &Chooser) {
    let Overlay {
        frame: area,
        rows: inner,
    } = canvas.app.overlay();
    frame(canvas, area, "");
    let mut title = inside(row(area, 0), 2);
    for page in PAGES {
        let here = page == chooser.page;
        let part = if here { Part::Unread } else { Part::Quiet };
        title = canvas.put(title, &page.label(), part);
    }
    let shown = chooser.rows.iter().enumerate().skip(chooser.cursor.top);
    for (n, (i, (name, count, _))) in shown.take(inner.height.into()).enumerate() {
        let line = row(inner, n);
        let selected = i == chooser.cursor.at;
        canvas.pick(line, selected);
        let part = if selected { Part::Unread } else { Part::Title };
        let count = format!("{} ", number(*count));
        let room = Rect {
            width: line.width.saturating_sub(width(&count) as u16 + 1),
            ..line
        };
        canvas.put_cut(from(room, room.x + 2), name, part);
        canvas.put_right(line, &count, Part::Quiet);
    }
}
