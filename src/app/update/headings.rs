//! From heading to heading: one after the other, and by the list of all.
//! Which headings there are is known by `app::outline`.

use crate::app::outline::{self, Outline};
use crate::app::update::history;
use crate::app::update::travel::rows;
use crate::app::{App, Mode};
use crate::text::Clean;

/// To the heading `by` further on; before the first one is the start of the article.
pub(super) fn step(app: &mut App, by: isize) {
    let height = app.panes().column.height;
    let reader = &mut app.reader;
    let here = reader.offset();
    match outline::step(&reader.document, here, by) {
        Some(heading) => reader.jump(heading, height),
        None if by < 0 => reader.start(height),
        None => app.notice = Some(Clean::line("There is no heading below.")),
    }
}

/// Opens the list, at the heading whose text is read.
pub(super) fn open(app: &mut App) {
    let here = app.reader.offset();
    let mut outline = Outline::new(&app.reader.document, here);
    if outline.rows.is_empty() {
        app.notice = Some(Clean::line("This article has no headings."));
        return;
    }
    let here = outline.current.unwrap_or(0);
    outline.cursor.select(here, outline.rows.len(), rows(app));
    app.mode = Mode::Outline(outline);
}

/// Goes to the selected heading.
pub(super) fn choose(app: &mut App) {
    let height = app.panes().column.height;
    if let Mode::Outline(outline) = std::mem::take(&mut app.mode)
        && let Some(heading) = outline.rows.get(outline.cursor.at)
    {
        history::leave(app);
        app.reader.jump(heading.at, height);
    }
}
