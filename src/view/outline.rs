//! The list of headings as an overlay; what stands in it is made in `app::outline`.
//! One row for each, further to the right where it is below another; a dot marks the one whose text is read.

use ratatui::layout::Rect;

use crate::app::outline::Outline;
use crate::app::words::count;
use crate::view::canvas::{Canvas, from, inside, row};
use crate::view::help::frame;
use crate::view::theme::Part;

/// The widest box.
const WIDEST: u16 = 84;

/// Paints the list over everything but the status line.
pub(super) fn draw(canvas: &mut Canvas, outline: &Outline) {
    let (columns, rows) = canvas.app.size;
    let width = columns.min(WIDEST);
    let area = Rect::new((columns - width) / 2, 0, width, rows - 1);
    let title = count(outline.rows.len(), "heading");
    frame(canvas, area, &format!(" {title} "));
    let inner = Rect {
        y: 1,
        height: area.height.saturating_sub(2),
        ..inside(area, 1)
    };
    let least = outline.rows.iter().map(|row| row.level).min().unwrap_or(1);
    let shown = outline.rows.iter().enumerate().skip(outline.cursor.top);
    for (n, (i, heading)) in shown.take(inner.height.into()).enumerate() {
        let line = row(inner, n);
        let selected = i == outline.cursor.at;
        canvas.put(line, if selected { "▌" } else { " " }, Part::Focus);
        if outline.current == Some(i) {
            canvas.put(from(line, line.x + 1), "•", Part::Mark);
        }
        let part = if selected { Part::Unread } else { Part::Title };
        let indent = 3 + 2 * u16::from(heading.level - least);
        canvas.put_cut(from(line, line.x + indent), &heading.title, part);
    }
}
