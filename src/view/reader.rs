//! The reading pane: a slice of ready lines, the rule above and the scrollbar.
//! Nothing is wrapped or measured here but the progress in the rule.

use ratatui::layout::Rect;

use crate::app::hints::Hints;
use crate::app::panes::{Focus, Panes};
use crate::app::status::progress;
use crate::layout::line::{Role, Span};
use crate::text::{graphemes, width};
use crate::view::browser::rule;
use crate::view::canvas::{Canvas, from, inside, row};
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
            rest = paint(canvas, rest, span);
        }
    }
    scrollbar(canvas, panes.scrollbar);
}

/// Paints a span; what is found in it stands out, in whole graphemes.
fn paint(canvas: &mut Canvas, mut rest: Rect, span: &Span) -> Rect {
    let reader = &canvas.app.reader;
    let text = span.text(&reader.document);
    let style = |role| canvas.theme.text(role, span.style);
    let marked = span
        .offset()
        .map_or_else(Vec::new, |at| reader.marked(at..at + text.len() as u32));
    if marked.is_empty() {
        return canvas.put_styled(rest, text, style(span.role));
    }
    let start = span.offset().unwrap_or_default();
    let role = |at: usize, grapheme: &str| {
        let from = start + at as u32;
        let to = from + grapheme.len() as u32;
        let mut marks = marked.iter();
        let mark = marks.find(|(mark, _)| mark.start < to && from < mark.end);
        mark.map_or(span.role, |(_, role)| *role)
    };
    let mut pieces: Vec<(usize, Role)> = Vec::new();
    for (at, grapheme, _) in graphemes(text) {
        let role = role(at, grapheme);
        if pieces.last().is_none_or(|last| last.1 != role) {
            pieces.push((at, role));
        }
    }
    let ends = pieces.iter().skip(1).map(|piece| piece.0);
    for ((from, role), to) in pieces.iter().zip(ends.chain([text.len()])) {
        let piece = text.get(*from..to).unwrap_or_default();
        rest = canvas.put_styled(rest, piece, canvas.theme.text(*role, span.style));
    }
    rest
}

/// Paints the letters of the links that can still be meant over the beginnings of their texts.
pub(super) fn hints(canvas: &mut Canvas, panes: &Panes, hints: &Hints) {
    let reader = &canvas.app.reader;
    for (n, line) in reader.lines().take(panes.column.height.into()).enumerate() {
        let mut at = row(panes.column, n);
        for span in &line.spans {
            let text = span.text(&reader.document);
            for hint in hints.left().filter(|hint| span.holds(hint.at)) {
                let before = hint.at - span.offset().unwrap_or(hint.at);
                let before = width(text.get(..before as usize).unwrap_or_default());
                let place = from(at, at.x.saturating_add(before as u16));
                let letters = hint.label.strip_prefix(hints.typed.as_str());
                // At the right edge the letters go to the left, over the text before.
                let room = place.right().saturating_sub(hint.label.len() as u16);
                let place = from(at, place.x.min(room).max(panes.column.x));
                canvas.put(place, letters.unwrap_or(&hint.label), Part::Chosen);
            }
            at = from(at, at.x.saturating_add(width(text) as u16));
        }
    }
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
