//! The list of what links to an article as an overlay; what stands in it is made in `app::backlinks`.
//! One row for each article, cut where it does not fit.

use crate::app::backlinks::Backlinks;
use crate::app::panes::Overlay;
use crate::app::words::count;
use crate::view::canvas::{Canvas, from, row};
use crate::view::help::frame;
use crate::view::theme::Part;

/// Paints the list over everything but the status line.
pub(super) fn draw(canvas: &mut Canvas, list: &Backlinks) {
    let Overlay {
        frame: area,
        rows: inner,
    } = canvas.app.overlay();
    let verb = if list.rows.len() == 1 {
        "leads"
    } else {
        "lead"
    };
    let more = if list.over { "" } else { " · looking…" };
    let title = count(list.rows.len(), "article");
    frame(canvas, area, &format!(" {title} {verb} here{more} "));
    let shown = list.rows.iter().enumerate().skip(list.cursor.top);
    for (n, (i, article)) in shown.take(inner.height.into()).enumerate() {
        let line = row(inner, n);
        let selected = i == list.cursor.at;
        canvas.pick(line, selected);
        let part = if selected { Part::Unread } else { Part::Title };
        canvas.put_cut(from(line, line.x + 2), &article.said, part);
    }
    if list.rows.is_empty() && list.over {
        let line = row(inner, 0);
        canvas.put(
            from(line, line.x + 2),
            "No article leads here.",
            Part::Quiet,
        );
    }
}
