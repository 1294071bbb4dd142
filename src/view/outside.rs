//! What is asked before an errand outside: which command shall have the article, whether a file shall be written over.
//! The path of a copy is typed in the status line.

use crate::app::outside::Question;
use crate::app::panes::Overlay;
use crate::text::Clean;
use crate::view::canvas::{Canvas, from, row};
use crate::view::help::frame;
use crate::view::question;
use crate::view::theme::Part;

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
            let Overlay {
                frame: area,
                rows: inner,
            } = canvas.app.overlay();
            frame(canvas, area, " Hand the article to ");
            let app = canvas.app;
            let shown = app.pipes.iter().enumerate().skip(cursor.top);
            for (n, (i, name)) in shown.take(inner.height.into()).enumerate() {
                let line = row(inner, n);
                let selected = i == cursor.at;
                canvas.pick(line, selected);
                let part = if selected { Part::Unread } else { Part::Title };
                canvas.put_cut(from(line, line.x + 2), name, part);
            }
        }
    }
}
