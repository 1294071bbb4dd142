//! The help overlay: the table of keys, scrolled.
//! Its rows come from the app; where it is scrolled to, too.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::panes::Overlay;
use crate::app::screen::KEYS;
use crate::view::canvas::{Canvas, first, from, inside, row};
use crate::view::theme::Part;

/// Paints the box over everything but the status line, from row `top` of the table.
pub(super) fn draw(canvas: &mut Canvas, top: usize) {
    let Overlay {
        frame: area,
        rows: inner,
    } = canvas.app.overlay();
    frame(canvas, area, " Keys ");
    let inner = inside(inner, 1);
    let rows = canvas.app.help();
    let shown = usize::from(inner.height);
    for (n, (keys, help)) in rows.iter().skip(top).take(shown).enumerate() {
        paint(canvas, row(inner, n), keys.as_deref(), help);
    }
    let below = rows.len().saturating_sub(top + shown);
    let said = if below > 0 {
        format!(" {below} more: j ")
    } else {
        " Esc closes ".to_owned()
    };
    canvas.put_right(
        Rect {
            y: inner.bottom(),
            height: 1,
            ..inner
        },
        &said,
        Part::Quiet,
    );
}

/// An empty box with a title.
pub(super) fn frame(canvas: &mut Canvas, area: Rect, title: &str) {
    let last = usize::from(area.height) - 1;
    for n in 0..=last {
        let line = row(area, n);
        canvas
            .buffer
            .set_style(line.intersection(canvas.buffer.area), Style::reset());
        let (left, middle, right, part) = match n {
            0 => ("╭", "─", "╮", Part::Focus),
            n if n == last => ("╰", "─", "╯", Part::Focus),
            _ => ("│", " ", "│", Part::Title),
        };
        canvas.fill(line, middle, part);
        canvas.put(line, left, Part::Focus);
        canvas.put_right(line, right, Part::Focus);
    }
    canvas.put(inside(row(area, 0), 2), title, Part::Key);
}

fn paint(canvas: &mut Canvas, line: Rect, keys: Option<&str>, help: &str) {
    let Some(keys) = keys else {
        canvas.put_cut(line, help, Part::Focus);
        return;
    };
    canvas.put_cut(first(line, KEYS - 1), keys, Part::Key);
    let help_area = from(line, line.x + KEYS.min(line.width));
    canvas.put_cut(help_area, help, Part::Title);
}
