//! The reading pane: a slice of ready lines, the rule above and the scrollbar.
//! Nothing is wrapped or measured here but the progress in the rule.

use std::mem;

use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use crate::app::hints::{Hint, Hints};
use crate::app::panes::{Focus, Panes};
use crate::app::spots::Goal;
use crate::app::status::progress;
use crate::app::{App, Mode};
use crate::layout::line::{Role, Span};
use crate::text::width;
use crate::view::browser::rule;
use crate::view::canvas::{Canvas, from, inside, row};
use crate::view::finish::signs;
use crate::view::theme::{Part, Theme};

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
    // One colour over all of them, whatever their own are.
    let selected = Style::from((Color::Reset, Color::Reset)).add_modifier(Modifier::REVERSED);
    let lines = reader.layout.lines_from(reader.top);
    for (n, (at, line)) in lines.take(panes.column.height.into()).enumerate() {
        let mut rest = row(panes.column, n);
        for span in &line.spans {
            rest = paint(canvas, rest, span);
        }
        if let Mode::Selection(selection) = canvas.app.mode
            && selection.holds(at)
        {
            let line = row(panes.column, n).intersection(canvas.buffer.area);
            canvas.buffer.set_style(line, selected);
        }
    }
    scrollbar(canvas, panes.scrollbar);
}

/// Paints a span; words of code have their colours, and what is found in it stands out.
fn paint(canvas: &mut Canvas, mut rest: Rect, span: &Span) -> Rect {
    let borders = canvas.borders_of(span);
    for (piece, style) in pieces(canvas.app, canvas.theme, span) {
        rest = canvas.put_styled(rest, &signs(borders, piece), style);
    }
    rest
}

/// The text of a span in pieces of one style.
pub(super) fn pieces<'a>(app: &'a App, theme: &Theme, span: &'a Span) -> Vec<(&'a str, Style)> {
    let reader = &app.reader;
    let text = span.text(&reader.document);
    let marks = span
        .offset()
        .map_or_else(Vec::new, |at| reader.marked(at..at + text.len() as u32));
    let pieces = span.pieces(&reader.document, &marks).into_iter();
    pieces
        .map(|(piece, role)| (piece, theme.text(role, span.style)))
        .collect()
}

/// Paints the letters of the links that can still be meant over the beginnings of their texts, and those of pictures over
/// their first rows on the screen.
pub(super) fn hints(canvas: &mut Canvas, panes: &Panes, hints: &Hints) {
    let reader = &canvas.app.reader;
    let mut above = None;
    for (n, line) in reader.lines().take(panes.column.height.into()).enumerate() {
        let mut at = row(panes.column, n);
        let is_pixels = |span: &Span| matches!(span.role, Role::Pixels(_));
        let picture = line.spans.iter().any(is_pixels).then_some(line.block);
        let first = mem::replace(&mut above, picture) != picture;
        for span in &line.spans {
            let text = span.text(&reader.document);
            let pictured = first && is_pixels(span);
            let here = |hint: &&Hint| match hint.spot.goal {
                Goal::Picture(block) => pictured && block == line.block,
                _ => span.holds(hint.at),
            };
            for hint in hints.left().filter(here) {
                let before = span.column(&reader.document, hint.at);
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
