//! The list of headings as an overlay; what stands in it is made in `app::outline`.
//! One row for each, further to the right where it is below another; a dot marks the one whose text is read.

use crate::app::outline::Outline;
use crate::app::panes::Overlay;
use crate::app::words::count;
use crate::view::canvas::{Canvas, from, row};
use crate::view::help::frame;
use crate::view::theme::Part;

/// Paints the list over everything but the status line.
pub(super) fn draw(canvas: &mut Canvas, outline: &Outline) {
    let Overlay {
        frame: area,
        rows: inner,
    } = canvas.app.overlay();
    let title = count(outline.rows.len(), "heading");
    frame(canvas, area, &format!(" {title} "));
    let least = outline.rows.iter().map(|row| row.level).min().unwrap_or(1);
    let shown = outline.rows.iter().enumerate().skip(outline.cursor.top);
    for (n, (i, heading)) in shown.take(inner.height.into()).enumerate() {
        let line = row(inner, n);
        let selected = i == outline.cursor.at;
        canvas.pick(line, selected);
        if outline.current == Some(i) {
            canvas.put(from(line, line.x + 1), "•", Part::Mark);
        }
        let part = if selected { Part::Unread } else { Part::Title };
        let indent = 3 + 2 * u16::from(heading.level - least);
        canvas.put_cut(from(line, line.x + indent), &heading.title, part);
    }
}
