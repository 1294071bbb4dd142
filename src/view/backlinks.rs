//! The list of what links to an article as an overlay; what stands in it is made in `app::backlinks`.
//! One row for each article, cut where it does not fit.

use ratatui::layout::Rect;

use crate::app::backlinks::Backlinks;
use crate::app::words::count;
use crate::view::canvas::{Canvas, from, inside, row};
use crate::view::help::frame;
use crate::view::theme::Part;

/// The widest box.
const WIDEST: u16 = 84;

/// Paints the list over everything but the status line.
pub(super) fn draw(canvas: &mut Canvas, list: &Backlinks) {
    let (columns, rows) = canvas.app.size;
    let width = columns.min(WIDEST);
    let area = Rect::new((columns - width) / 2, 0, width, rows - 1);
    let verb = if list.rows.len() == 1 {
        "leads"
    } else {
        "lead"
    };
    let more = if list.over { "" } else { " · looking…" };
    let title = count(list.rows.len(), "article");
    frame(canvas, area, &format!(" {title} {verb} here{more} "));
    let inner = Rect {
        y: 1,
        height: area.height.saturating_sub(2),
        ..inside(area, 1)
    };
    let shown = list.rows.iter().enumerate().skip(list.cursor.top);
    for (n, (i, article)) in shown.take(inner.height.into()).enumerate() {
        let line = row(inner, n);
        let selected = i == list.cursor.at;
        canvas.put(line, if selected { "▌" } else { " " }, Part::Focus);
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
