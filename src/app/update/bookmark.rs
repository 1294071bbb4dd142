//! Going on where the last use of the folder ended, and what is new since then. What is on the screen is given to the rim from time
//! to time, so that it is known even if the program is killed.

use crate::app::action::{Command, Effect};
use crate::app::panes::Focus;
use crate::app::update::choose::ask;
use crate::app::update::{looks, marks};
use crate::app::{App, Mode};
use crate::content::article::ArticleId;
use crate::content::bookmark::{Bookmark, Known, Shown};
use crate::content::library::Slot;
use crate::text::Clean;

/// The bookmark of the last time is here, if there is one.
pub(super) fn hear(app: &mut App, bookmark: Option<Bookmark>) {
    let Some(bookmark) = bookmark else {
        return;
    };
    app.since = Some(bookmark.ended);
    looks::change(app, bookmark.shown.looks.clone().without(&app.held));
    app.resume.known = bookmark.known;
    let all = app.library.newest().to_vec();
    note(app, &all);
    let untouched = !app.browser.chosen && matches!(app.mode, Mode::Normal);
    if app.resume.wanted && untouched {
        let (shown, sources) = (&bookmark.shown, app.sources.len());
        app.resume.awaited = shown.article().map(|id| (id, shown.reading));
        let saved = app.saved.list.clone();
        ask(app, |query| shown.restore(query, sources, &saved));
        arrive(app);
    } else {
        marks::refresh(app);
    }
}

/// Whoever reads for the first time is told the keys that matter in the list, until a key is pressed.
pub(super) fn welcome(app: &mut App) {
    if app.browser.chosen || app.single {
        return;
    }
    let [down, up] = [Command::Down, Command::Up].map(|way| app.keys.of(way, Focus::List));
    let moving = format!("{down} {up} move");
    let others = app.keys.list.iter();
    let others = others.map(|(key, word)| format!("{key} {word}"));
    let said: Vec<String> = [moving].into_iter().chain(others).collect();
    app.welcome = Some(Clean::line(&said.join(" · ")));
}

/// Which of these articles are new since the last time.
pub(super) fn note(app: &mut App, slots: &[Slot]) {
    let Some(known) = &app.resume.known else {
        return;
    };
    let is_new = |slot: &&Slot| {
        let article = app.library.get(**slot);
        article.is_some_and(|article| !known.has(&article.id))
    };
    app.browser
        .arrivals
        .extend(slots.iter().filter(is_new).copied());
}

/// Articles came in: perhaps the one that was read the last time. Whoever chose another one meanwhile stays there.
pub(super) fn arrive(app: &mut App) {
    let Some((id, reading)) = app.resume.awaited.take() else {
        return;
    };
    if app.browser.chosen {
        return;
    }
    let Some(slot) = app.library.slot(&id) else {
        // It may still come.
        if app.scan.found().is_none() {
            app.resume.awaited = Some((id, reading));
        }
        return;
    };
    if app.browser.find(slot).is_none() {
        app.browser.keep(&app.library, &id);
    }
    if app.browser.go(Some(slot)) {
        app.browser.chosen = true;
        if reading {
            app.focus = Focus::Reader;
        }
    }
}

/// What is on the screen, if that is not known to the rim yet.
pub(super) fn tell(app: &mut App) -> Option<Effect> {
    let shown = shown(app);
    if app.resume.awaited.is_some() || app.resume.told.as_ref() == Some(&shown) {
        return None;
    }
    app.resume.told = Some(shown.clone());
    let ended = app.calendar.now.as_second();
    Some(Effect::Bookmark(Box::new(Bookmark {
        shown,
        ended,
        known: None,
    })))
}

/// The same with the articles there are, when all of them were seen.
pub(super) fn tell_all(app: &mut App) -> Option<Effect> {
    if app.scan.found().is_none() {
        return tell(app);
    }
    let slots = app.library.newest().iter();
    let articles = slots.filter_map(|slot| app.library.get(*slot));
    let known = Known::new(articles.map(|article| &article.id));
    let shown = shown(app);
    app.resume.told = Some(shown.clone());
    let ended = app.calendar.now.as_second();
    Some(Effect::Bookmark(Box::new(Bookmark {
        shown,
        ended,
        known: Some(known),
    })))
}

fn shown(app: &App) -> Shown {
    let reading = app.focus == Focus::Reader;
    let selected = || app.selected().map(|article| &article.id);
    let open: Option<&ArticleId> = app.reader.article.as_ref().filter(|_| reading);
    let mut shown = Shown::new(&app.browser.query, open.or_else(selected), reading);
    shown.looks = app.looks.clone();
    shown
}
