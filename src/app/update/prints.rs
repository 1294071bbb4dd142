//! What the files of marked articles are like: kept beside their marks. By that an article is found again that was renamed or
//! moved while nobody looked, and one is known that was changed since it was read.

use std::collections::{HashMap, HashSet};

use crate::app::App;
use crate::app::action::Effect;
use crate::app::update::marks::{carry, put};
use crate::content::article::{Article, ArticleId};
use crate::content::marks::{Kind, Printed};

/// Asks for the prints of files that may have been changed since they were marked, and of those that may be marked ones under
/// another name. Of `among` the new articles, or of all.
pub(super) fn look(app: &App, among: Option<&[ArticleId]>) -> Option<Effect> {
    let mut wanted: Vec<ArticleId> = match among {
        Some(ids) => ids
            .iter()
            .filter(|id| may_be_changed(app, id))
            .cloned()
            .collect(),
        None => app
            .marks
            .articles()
            .filter(|id| may_be_changed(app, id))
            .cloned()
            .collect(),
    };
    let sizes: HashSet<i64> = lost(app).map(|id| app.marks.get(id, Kind::Size)).collect();
    if !sizes.is_empty() {
        let is_candidate = |article: &&Article| {
            sizes.contains(&article.size.cast_signed()) && app.marks.is_blank(&article.id)
        };
        let slots = app.library.newest().iter();
        let articles = slots.filter_map(|slot| app.library.get(*slot));
        wanted.extend(
            articles
                .filter(is_candidate)
                .map(|article| article.id.clone()),
        );
    }
    (!wanted.is_empty()).then_some(Effect::Print(wanted))
}

/// Whether the file has another size or time than when its article was marked.
fn may_be_changed(app: &App, id: &ArticleId) -> bool {
    let article = app.library.slot(id).and_then(|slot| app.library.get(slot));
    article.is_some_and(|article| {
        let now = (article.size.cast_signed(), article.modified);
        let then = (
            app.marks.get(id, Kind::Size),
            app.marks.get(id, Kind::Modified),
        );
        app.marks.get(id, Kind::File) != 0 && now != then
    })
}

/// Marked articles whose files are gone, and which were not found under another name yet.
fn lost(app: &App) -> impl Iterator<Item = &ArticleId> {
    let is_lost =
        |id: &&ArticleId| app.marks.get(id, Kind::File) != 0 && app.library.slot(id).is_none();
    app.marks.articles().filter(is_lost)
}

/// Files were read.
pub(super) fn hear(app: &mut App, prints: &[Printed]) -> Option<Effect> {
    let (twins, library) = (&mut app.browser.twins, &app.library);
    let alike = prints.iter().filter(|printed| twins.hear(library, printed));
    let compares = alike.count() > 0;
    keep(app, prints);
    compares.then(|| compare(app)).flatten()
}

/// Keeps what the files of marked articles are like, and moves marks to those that have another name.
fn keep(app: &mut App, prints: &[Printed]) {
    let mut lost: Option<HashMap<(i64, i64), ArticleId>> = None;
    for printed in prints {
        let id = &printed.id;
        if app.marks.is_blank(id) {
            let lost = lost.get_or_insert_with(|| by_print(app));
            let old = lost.remove(&(printed.size, printed.file));
            if let Some(old) = old {
                carry(app, &old, id);
                if let Some(slot) = app.library.slot(id) {
                    app.browser.arrivals.remove(&slot);
                }
            } else {
                continue;
            }
        }
        put(app, id, Kind::Size, printed.size);
        put(app, id, Kind::Modified, printed.modified);
        put(app, id, Kind::File, printed.file);
        if app.marks.is_read(id) && app.marks.get(id, Kind::Seen) == 0 {
            put(app, id, Kind::Seen, printed.file);
        }
    }
}

/// Compares articles that may be the same, and asks for the prints of those that are not known yet.
pub(super) fn compare(app: &mut App) -> Option<Effect> {
    let wanted = app.browser.twins.compare(&app.library);
    app.browser.refresh(&app.library);
    (!wanted.is_empty()).then_some(Effect::Print(wanted))
}

/// The same after these articles were changed, if that may matter.
pub(super) fn compare_some(app: &mut App, changed: &[ArticleId]) -> Option<Effect> {
    let concerns = app.browser.twins.concerns(&app.library, changed);
    concerns.then(|| compare(app)).flatten()
}

fn by_print(app: &App) -> HashMap<(i64, i64), ArticleId> {
    let print = |id: &ArticleId| (app.marks.get(id, Kind::Size), app.marks.get(id, Kind::File));
    lost(app).map(|id| (print(id), id.clone())).collect()
}

/// The article was read as it is now: whatever changed before does not matter any more.
pub(super) fn renew(app: &mut App, id: &ArticleId) {
    put(app, id, Kind::Seen, 0);
    want(app, id);
}

/// An article was marked: its file is to be known.
pub(super) fn want(app: &mut App, id: &ArticleId) {
    let unseen = app.marks.is_read(id) && app.marks.get(id, Kind::Seen) == 0;
    if unseen || app.marks.get(id, Kind::File) == 0 {
        app.unprinted.push(id.clone());
    }
}
