//! Going to another place, in this article or another one, and back. Whichever way one came to read an article, one can go back.
//! The list shows the article that is read: where it would not, it shows all articles.

use crate::app::App;
use crate::app::action::Effect;
use crate::app::head::head;
use crate::app::history::{History, Place};
use crate::app::panes::Focus;
use crate::app::place::Wanted;
use crate::app::update::{arrive, follow};
use crate::content::library::Slot;
use crate::content::query::Query;
use crate::text::Clean;

/// Goes to a place, and remembers this one.
pub(super) fn go(app: &mut App, article: Slot, wanted: Wanted) -> Vec<Effect> {
    leave(app);
    visit(app, article, wanted)
}

/// Remembers this place: one goes on from here.
pub(super) fn leave(app: &mut App) {
    if let Some(here) = here(app) {
        app.history.leave(here);
    }
}

/// Back to the place before; without one, to the list.
pub(super) fn earlier(app: &mut App) -> Vec<Effect> {
    back(app, History::earlier).unwrap_or_else(|| {
        app.focus = Focus::List;
        Vec::new()
    })
}

/// To the place that one came back from.
pub(super) fn later(app: &mut App) -> Vec<Effect> {
    back(app, History::later).unwrap_or_else(|| {
        app.notice = Some(Clean::line("This is the last place of the way."));
        Vec::new()
    })
}

/// One step of the way, over places in articles that are gone; none if there is none.
fn back(
    app: &mut App,
    step: fn(&mut History, Option<Place>) -> Option<Place>,
) -> Option<Vec<Effect>> {
    let mut here = here(app);
    while let Some(place) = step(&mut app.history, here.take()) {
        let Some(slot) = app.library.slot(&place.article) else {
            continue;
        };
        if app.browser.query != place.query {
            let query = place.query;
            app.browser
                .ask(&app.library, &app.marks, |now| *now = query);
        }
        return Some(visit(app, slot, Wanted::Offset(place.at)));
    }
    None
}

/// After every action: where one reads. From an article to another one, whichever key it was, is a step of the way.
pub(super) fn watch(app: &mut App) {
    if app.focus != Focus::Reader {
        return;
    }
    let Some(here) = here(app) else {
        return;
    };
    if let Some(before) = app.reading.replace(here.clone())
        && before.article != here.article
    {
        app.history.leave(before);
    }
}

fn here(app: &mut App) -> Option<Place> {
    let at = app.reader.offset();
    Some(Place {
        article: app.reader.article.clone()?,
        at,
        query: app.browser.query.clone(),
    })
}

fn visit(app: &mut App, slot: Slot, wanted: Wanted) -> Vec<Effect> {
    // One leaves an article that was deleted, even for the one that took its place in the list.
    app.reader.gone = None;
    select(app, slot);
    // The step is made already.
    app.reading = None;
    let mut effects = follow(app);
    app.reader.wanted = Some(wanted);
    app.reader.link = None;
    if app.reader.source {
        app.reader.source = false;
        let article = app.selected();
        effects.extend(
            article.map(|article| Effect::Read(article.id.clone(), head(article, &app.calendar))),
        );
    } else if !app.reader.waiting {
        arrive(app);
    }
    effects
}

/// Selects an article and gives its text the keys.
pub(super) fn select(app: &mut App, slot: Slot) {
    if app.browser.find(slot).is_none() {
        let all = |query: &mut Query| *query = Query::default();
        app.browser.ask(&app.library, &app.marks, all);
    }
    app.browser.go(Some(slot));
    app.focus = Focus::Reader;
}
