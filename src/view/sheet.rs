//! A table or code that fills the screen: what stays, and beside and below it the part that one has moved to.
//! Where that is, is known by `app::sheet`; here its lines are cut.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::sheet::{Sheet, room};
use crate::layout::Position;
use crate::layout::line::Line;
use crate::text::{graphemes, width};
use crate::view::canvas::{Canvas, first, from, inside, row};
use crate::view::finish::signs;
use crate::view::reader::pieces;
use crate::view::theme::Part;

/// Paints it over everything but the status line.
pub(super) fn draw(canvas: &mut Canvas, sheet: &Sheet) {
    let app = canvas.app;
    let size = room(app.size);
    let area = Rect::new(0, 0, app.size.0, size.1 as u16);
    canvas
        .buffer
        .set_style(area.intersection(canvas.buffer.area), Style::reset());
    let fixed = sheet.fixed(size);
    let head = sheet.layout.lines_from(Position::default());
    let body = sheet.layout.lines_from(sheet.top);
    let mut lines = head.take(fixed.lines).chain(body).map(|(_, line)| line);
    let inner = inside(area, 1);
    let stays = first(inner, fixed.columns as u16);
    let moves = from(inner, stays.right());
    let hidden = fixed.columns + sheet.left;
    for n in 0..size.1 {
        canvas.fill(row(area, n), " ", Part::Quiet);
        let Some(line) = lines.next() else { continue };
        paint(canvas, row(stays, n), line, 0);
        paint(canvas, row(moves, n), line, hidden);
        // Signs at both sides where there is more of the line.
        if sheet.left > 0 {
            let before = from(row(area, n), moves.x - 1);
            canvas.put(first(before, 1), "‹", Part::Quiet);
        }
        let columns = line
            .spans
            .iter()
            .map(|span| width(span.text(&app.reader.document)));
        if columns.sum::<usize>() > hidden + usize::from(moves.width) {
            canvas.put(from(row(area, n), moves.right()), "›", Part::Quiet);
        }
    }
}

/// Paints a line without its first columns.
fn paint(canvas: &mut Canvas, mut rest: Rect, line: &Line, mut hidden: usize) {
    let (app, theme) = (canvas.app, canvas.theme);
    for span in &line.spans {
        let borders = canvas.borders_of(span);
        for (piece, style) in pieces(app, theme, span) {
            let (blanks, shown) = cut(piece, hidden);
            hidden = hidden.saturating_sub(width(piece));
            rest = canvas.put(rest, &" ".repeat(blanks), Part::Quiet);
            rest = canvas.put_styled(rest, &signs(borders, shown), style);
        }
    }
}

/// A text without its first columns, and how many blanks stand for the half of a wide character.
fn cut(text: &str, hidden: usize) -> (usize, &str) {
    let mut columns = 0;
    for (start, _, wide) in graphemes(text) {
        if columns >= hidden {
            return (columns - hidden, text.get(start..).unwrap_or_default());
        }
        columns += wide;
    }
    (columns.saturating_sub(hidden), "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_character_is_cut_in_half() {
        assert_eq!(cut("ab", 0), (0, "ab"));
        assert_eq!(cut("a日b", 1), (0, "日b"));
        assert_eq!(cut("a日b", 2), (1, "b"));
        assert_eq!(cut("a日", 2), (1, ""));
        assert_eq!(cut("a", 5), (0, ""));
    }
}
