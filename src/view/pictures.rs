//! Rows of pictures in the text column, over the room that the layout left for them; or one picture on the whole screen.
//! What is not drawn yet stays blank; what cannot be drawn says why.

use ratatui::layout::Rect;

use crate::app::pictures::rows;
use crate::app::status::status;
use crate::pictures::Pictures;
use crate::view::canvas::{Canvas, first, from, inside, row};
use crate::view::theme::Part;

/// Paints one on the whole screen, and in the last row what it is.
pub(super) fn whole(canvas: &mut Canvas, pictures: &Pictures) {
    let (columns, rows) = canvas.app.size;
    let screen = Rect::new(0, 0, columns, rows);
    draw(canvas, screen, pictures);
    let last = row(screen, usize::from(rows.saturating_sub(1)));
    canvas.put_cut(inside(last, 1), &status(canvas.app), Part::Quiet);
}

/// Paints those of a text in their column, or the one that has all of the screen.
pub(super) fn draw(canvas: &mut Canvas, room: Rect, pictures: &Pictures) {
    for part in rows(canvas.app) {
        let (x, y) = part.place;
        let line = row(room, y.into());
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
