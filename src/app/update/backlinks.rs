//! What links to the open article: asked for, heard of, gone to.
//! Which links those are is known by `app::backlinks`.

use crate::app::action::{Command, Effect};
use crate::app::backlinks::{Backlinks, Mention, row};
use crate::app::place::Wanted;
use crate::app::update::history;
use crate::app::update::travel::scroll_rows;
use crate::app::{App, Mode};
use crate::content::aim::{Aim, others};
use crate::content::article::ArticleId;

/// Opens the list, empty, and has the articles looked through.
pub(super) fn open(app: &mut App) -> Vec<Effect> {
    let Some(article) = app.selected() else {
        return Vec::new();
    };
    let (id, aim) = (article.id.clone(), Aim::at(article));
    app.asked += 1;
    app.mode = Mode::Backlinks(Backlinks::new(app, &id, &aim, app.asked));
    let articles = others(&app.library, &id);
    vec![Effect::Backlinks(app.asked, aim, articles)]
}

/// A command while the list is open.
pub(super) fn obey(app: &mut App, command: Command, count: Option<u16>) -> Vec<Effect> {
    let chosen = match (&app.mode, command) {
        (Mode::Backlinks(list), Command::Read) => list.rows.get(list.cursor.at).cloned(),
        (_, Command::Back) => None,
        _ => {
            scroll_rows(app, command, count);
            return Vec::new();
        }
    };
    app.mode = Mode::Normal;
    let mut effects = vec![Effect::NoBacklinks];
    let slot = chosen
        .as_ref()
        .and_then(|row| app.library.slot(&row.article));
    if let Some((slot, row)) = slot.zip(chosen) {
        effects.extend(history::go(app, slot, Wanted::Place(row.place)));
    }
    effects
}

/// An article has these links, which may be meant; without one, all were looked through.
pub(super) fn hear(app: &mut App, number: u64, found: Option<(ArticleId, Vec<Mention>)>) {
    let Mode::Backlinks(list) = &app.mode else {
        return;
    };
    if list.number != number {
        return;
    }
    let over = found.is_none();
    let row = found.and_then(|(from, links)| row(app, list, &from, &links));
    if let Mode::Backlinks(list) = &mut app.mode {
        list.rows.extend(row);
        list.over = over;
    }
}
