//! A question: before an address is opened, all of the address, over as many rows as it needs; before articles are marked.
//! The end of a host name is what tells whose it is, so nothing of it is cut while there is a row left.

use ratatui::layout::Rect;

use crate::layout::label::label;
use crate::view::canvas::{Canvas, inside, row};
use crate::view::help::frame;
use crate::view::theme::Part;

/// Paints the question above the status line.
pub(super) fn draw(canvas: &mut Canvas, question: &str, about: &str) {
    let (columns, rows) = canvas.app.size;
    let room = usize::from(rows.saturating_sub(4)).max(1);
    let lines = label(about, columns.saturating_sub(4), room);
    let height = (lines.len() as u16 + 2).min(rows - 1);
    let area = Rect::new(0, rows - 1 - height, columns, height);
    frame(canvas, area, &format!(" {question} "));
    let inner = inside(area, 2);
    for (n, line) in lines.iter().enumerate().take(usize::from(height) - 2) {
        canvas.put(row(inner, n + 1), line, Part::Unread);
    }
}
