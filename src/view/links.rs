//! What leads to the web becomes a link of the terminal (OSC 8), cell by cell, since any cell may be drawn anew without its
//! neighbours. Goes over a screen that is painted, and only for terminals that are known to have such links.

use ratatui::buffer::{Buffer, CellDiffOption, CellWidth};
use ratatui::layout::Rect;

use crate::app::{App, Mode};
use crate::text::width;
use crate::view::ansi::{UNLINK, link};
use crate::view::canvas::{first, from, row};

/// Goes over the text that is read, if nothing lies over it.
pub fn links(app: &App, buffer: &mut Buffer) {
    let bare = matches!(
        app.mode,
        Mode::Normal | Mode::Filter(_) | Mode::Find(_) | Mode::Selection(_)
    );
    if !bare {
        return;
    }
    let column = app.panes().column;
    let reader = &app.reader;
    for (n, line) in reader.lines().take(column.height.into()).enumerate() {
        let mut rest = row(column, n);
        for span in &line.spans {
            let columns = width(span.text(&reader.document)) as u16;
            if let Some(open) = link(span, &reader.document) {
                put(buffer, first(rest, columns), &open);
            }
            rest = from(rest, rest.x.saturating_add(columns));
        }
    }
}

/// Puts the beginning and the end of a link around what each cell says.
#[expect(
    clippy::disallowed_methods,
    reason = "around what was painted goes an address that may leave the program"
)]
fn put(buffer: &mut Buffer, area: Rect, open: &str) {
    let area = area.intersection(buffer.area);
    let mut x = area.x;
    while let Some(cell) = buffer.cell_mut((x, area.y)).filter(|_| x < area.right()) {
        let columns = cell.cell_width().max(1);
        let linked = format!("{open}{}{UNLINK}", cell.symbol());
        cell.set_symbol(&linked);
        cell.diff_option = columns
            .try_into()
            .map_or(CellDiffOption::None, CellDiffOption::ForcedWidth);
        x = x.saturating_add(columns);
    }
}
