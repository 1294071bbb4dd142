//! The file behind an article: shown as it is, and opened at the line where something is wrong.
//! The place in the text is kept, as far as text and file have the same.

use crate::app::action::Effect;
use crate::app::head::head;
use crate::app::panes::Focus;
use crate::app::place::Wanted;
use crate::app::update::history::select;
use crate::app::{App, Mode};
use crate::text::Clean;

/// From the text to the file, or back.
pub(super) fn toggle_source(app: &mut App) -> Vec<Effect> {
    let Some(article) = app.selected() else {
        return Vec::new();
    };
    let (id, head) = (article.id.clone(), head(article, &app.calendar));
    app.focus = Focus::Reader;
    app.reader.source = !app.reader.source && app.reader.article.as_ref() == Some(&id);
    if app.reader.source {
        vec![Effect::Source(id)]
    } else {
        vec![Effect::Read(id, head)]
    }
}

/// Opens the file of the selected problem at its line.
pub(super) fn show_problem(app: &mut App) -> Vec<Effect> {
    let Mode::Problems(problems) = &app.mode else {
        return Vec::new();
    };
    let Some((slot, line)) = problems.selected().and_then(|row| row.place) else {
        app.notice = Some(Clean::line("This is no article and cannot be shown."));
        app.mode = Mode::Normal;
        return Vec::new();
    };
    app.mode = Mode::Normal;
    select(app, slot);
    let mut effects = super::follow(app);
    let Some(id) = app.reader.article.clone() else {
        return effects;
    };
    app.reader.source = true;
    app.reader.wanted = Some(Wanted::Line(line));
    effects.push(Effect::Source(id));
    effects
}
