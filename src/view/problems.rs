//! The list of problems as an overlay; what stands in it is made in `app::problems`.
//! One row for each, cut where it does not fit: Enter shows the place itself.

use crate::app::panes::Overlay;
use crate::app::problems::Problems;
use crate::app::words::count;
use crate::view::canvas::{Canvas, from, row};
use crate::view::help::frame;
use crate::view::theme::Part;

/// Paints the list over everything but the status line.
pub(super) fn draw(canvas: &mut Canvas, problems: &Problems) {
    let Overlay {
        frame: area,
        rows: inner,
    } = canvas.app.overlay();
    let title = count(problems.rows.len(), "problem");
    frame(canvas, area, &format!(" {title} "));
    let shown = problems.rows.iter().enumerate().skip(problems.cursor.top);
    for (n, (i, problem)) in shown.take(inner.height.into()).enumerate() {
        let line = row(inner, n);
        let selected = i == problems.cursor.at;
        canvas.pick(line, selected);
        let part = if selected { Part::Unread } else { Part::Title };
        canvas.put_cut(from(line, line.x + 2), &problem.said, part);
    }
    if problems.rows.is_empty() {
        canvas.put(
            from(row(inner, 0), inner.x + 2),
            "Nothing is wrong.",
            Part::Quiet,
        );
    }
}
