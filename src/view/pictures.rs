//! Rows of pictures in the text column, over the room that the layout left for them.
//! What is not drawn yet stays blank; what cannot be drawn says why.

use ratatui::layout::Rect;

use crate::app::panes::Panes;
use crate::app::pictures::rows;
use crate::pictures::Pictures;
use crate::view::canvas::{Canvas, first, from, row};
use crate::view::theme::Part;

/// Paints them.
pub(super) fn draw(canvas: &mut Canvas, panes: &Panes, pictures: &Pictures) {
    for part in rows(canvas.app) {
        let (x, y) = part.place;
        let line = row(panes.column, y.into());
        let place: Rect = from(line, line.x.saturating_add(x));
        let area = first(place, part.picture.frame.columns).intersection(canvas.buffer.area);
        if area.is_empty() {
            continue;
        }
        let why = pictures.paint((&part.picture, part.row), area, canvas.buffer);
        if let Some(why) = why {
            canvas.put_cut(place, &format!("({why})"), Part::Quiet);
        }
    }
}
