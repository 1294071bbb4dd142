//! The reading pane: a slice of ready lines, the rule above and the scrollbar.
//! Nothing is wrapped or measured here but the progress in the rule.

use ratatui::layout::Rect;

use crate::app::panes::{Focus, Panes};
use crate::app::status::progress;
use crate::view::browser::rule;
use crate::view::canvas::{Canvas, inside, row};
use crate::view::theme::Part;

/// Paints the pane.
pub(super) fn draw(canvas: &mut Canvas, panes: &Panes) {
    rule(canvas, panes.reader_rule, Focus::Reader);
    let said = progress(canvas.app);
    if !said.is_empty() {
        canvas.put_right(
            inside(panes.reader_rule, 2),
            &format!(" {said} "),
            Part::Quiet,
        );
    }
    let reader = &canvas.app.reader;
    for (n, line) in reader.lines().take(panes.column.height.into()).enumerate() {
        let mut rest = row(panes.column, n);
        for span in &line.spans {
            let style = canvas.theme.text(span.role, span.style);
            rest = canvas.put_styled(rest, span.text(&reader.document), style);
        }
    }
    scrollbar(canvas, panes.scrollbar);
}

fn scrollbar(canvas: &mut Canvas, area: Rect) {
    let (from, to) = canvas.app.reader.view(area.height);
    let whole = (from, to) == (0, 1000);
    if area.is_empty() || whole || canvas.app.reader.article.is_none() {
        return;
    }
    let rows = usize::from(area.height);
    let size = (usize::from(to - from) * rows)
        .div_ceil(1000)
        .clamp(1, rows);
    let top = match to {
        1000 => rows - size,
        _ => (usize::from(from) * rows / 1000)
            .max(usize::from(from > 0))
            .min(rows - size),
    };
    for n in 0..rows {
        if (top..top + size).contains(&n) {
            canvas.put(row(area, n), "┃", Part::Focus);
        } else {
            canvas.put(row(area, n), "│", Part::Rule);
        }
    }
}
