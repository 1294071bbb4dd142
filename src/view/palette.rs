//! The palette as an overlay: the actions found, each with its name, what it does and its key.
//! What is typed stands in the status line; what is found is known by `app::palette`.

use crate::app::palette::Palette;
use crate::app::panes::Overlay;
use crate::text::width;
use crate::view::canvas::{Canvas, first, from, inside, row};
use crate::view::help::frame;
use crate::view::theme::Part;

/// Columns for a name.
const NAME: u16 = 20;

/// Paints the list over everything but the status line.
pub(super) fn draw(canvas: &mut Canvas, palette: &Palette) {
    let app = canvas.app;
    let Overlay {
        frame: area,
        rows: inner,
    } = app.overlay();
    frame(canvas, area, " Actions ");
    let shown = palette.rows.iter().enumerate().skip(palette.cursor.top);
    for (n, (i, entry)) in shown.take(inner.height.into()).enumerate() {
        let Some(entry) = app.keys.entries.get(*entry) else {
            continue;
        };
        let line = row(inner, n);
        let selected = i == palette.cursor.at;
        canvas.pick(line, selected);
        let keys = entry.keys(app.focus);
        canvas.put_right(inside(line, 1), keys, Part::Key);
        let room = line.width.saturating_sub(width(keys) as u16 + 4);
        let text = first(from(line, line.x + 2), room);
        let part = if selected { Part::Unread } else { Part::Title };
        canvas.put_cut(text, entry.name, part);
        let help = from(text, text.x + NAME.min(text.width));
        canvas.put_cut(help, &entry.help, Part::Quiet);
    }
}
