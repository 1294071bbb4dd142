//! What is asked before an errand outside: which command shall have the article, whether a file shall be written over.
//! The path of a copy is typed in the status line.

use ratatui::layout::Rect;

use crate::app::outside::Question;
use crate::text::Clean;
use crate::view::canvas::{Canvas, from, inside, row};
use crate::view::help::frame;
use crate::view::question;
use crate::view::theme::Part;

/// The widest box.
const WIDEST: u16 = 84;

/// Paints the question over the panes.
pub(super) fn draw(canvas: &mut Canvas, question: &Question) {
    match question {
        Question::Where(..) => {}
        Question::Over(copy) => {
            question::draw(
                canvas,
                "There is such a file. Write over it?",
                &Clean::line(&copy.path),
            );
        }
        Question::Which(_, cursor) => {
            let (columns, rows) = canvas.app.size;
            let width = columns.min(WIDEST);
            let area = Rect::new((columns - width) / 2, 0, width, rows - 1);
            frame(canvas, area, " Hand the article to ");
            let inner = Rect {
                y: 1,
                height: area.height.saturating_sub(2),
                ..inside(area, 1)
            };
            let app = canvas.app;
            let shown = app.pipes.iter().enumerate().skip(cursor.top);
            for (n, (i, name)) in shown.take(inner.height.into()).enumerate() {
                let line = row(inner, n);
                let selected = i == cursor.at;
                canvas.put(line, if selected { "▌" } else { " " }, Part::Focus);
                let part = if selected { Part::Unread } else { Part::Title };
                canvas.put_cut(from(line, line.x + 2), name, part);
            }
        }
    }
}
