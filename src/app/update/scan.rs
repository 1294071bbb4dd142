//! Loading: what a scan found goes into the library, and what it did not find goes out.
//! The selection stays where it is. What nobody asked for is seen only when it is over.

use std::collections::HashSet;
use std::mem;

use crate::app::action::{Effect, Scan};
use crate::app::update::live::{change, is_known, read_again};
use crate::app::update::{bookmark, marks, prints};
use crate::app::{Again, App, Scanning};
use crate::content::article::{Article, ArticleId};
use crate::content::library::Slot;
use crate::text::Clean;

pub(super) fn reload(app: &mut App) -> Vec<Effect> {
    match app.scan {
        Scanning::Running(_) => Vec::new(),
        Scanning::Again(_) => {
            app.stale = true;
            Vec::new()
        }
        Scanning::Done(_) => {
            app.scan = Scanning::Running(Some(HashSet::new()));
            let read = read_again(app);
            std::iter::once(Effect::Scan).chain(read).collect()
        }
    }
}

/// Scans because more changed than could be told.
pub(super) fn overrun(app: &mut App) -> Vec<Effect> {
    app.notice = Some(Clean::line("Very much changed on disk: all is read again."));
    stale(app)
}

/// Scans because something changed; after the scan under way, since that may have passed the place before.
pub(super) fn stale(app: &mut App) -> Vec<Effect> {
    let Scanning::Done(before) = &mut app.scan else {
        app.stale = true;
        return Vec::new();
    };
    app.scan = Scanning::Again(Again {
        before: mem::take(before),
        ..Again::default()
    });
    vec![Effect::Scan]
}

pub(super) fn loaded(app: &mut App, mut batch: Vec<Article>) -> Vec<Effect> {
    let library = &app.library;
    let ids = || batch.iter().map(|article| article.id.clone());
    match &mut app.scan {
        Scanning::Running(seen) => seen.iter_mut().for_each(|seen| seen.extend(ids())),
        Scanning::Again(again) => {
            again.seen.extend(ids());
            again.changed.extend(
                batch
                    .into_iter()
                    .filter(|article| !is_known(library, article)),
            );
            return Vec::new();
        }
        Scanning::Done(_) => {}
    }
    batch.retain(|article| !is_known(library, article));
    if batch.is_empty() {
        return Vec::new();
    }
    let ids: Vec<ArticleId> = batch.iter().map(|article| article.id.clone()).collect();
    app.library.insert(batch);
    arrived(app, &ids);
    marks::refresh(app);
    bookmark::arrive(app);
    Vec::new()
}

/// These articles are in the library now.
pub(super) fn arrived(app: &mut App, ids: &[ArticleId]) {
    if app.resume.known.is_some() {
        let slots: Vec<Slot> = ids.iter().filter_map(|id| app.library.slot(id)).collect();
        bookmark::note(app, &slots);
    }
}

/// Counts what the saved searches find, once all articles are here.
pub(super) fn count(app: &mut App) {
    if app.scan.found().is_some() {
        app.saved.count();
    }
}

/// The scan is over: what it did not see is gone from the disk.
pub(super) fn scanned(app: &mut App, scan: Scan) -> Vec<Effect> {
    // A change within the second of the one before, of the same length, is seen only by reading.
    let doubt = matches!(app.scan, Scanning::Again(_)) && !app.polling;
    let (seen, changed) = match mem::replace(&mut app.scan, Scanning::Done(scan)) {
        Scanning::Running(seen) => (seen, Vec::new()),
        Scanning::Again(again) => (Some(again.seen), again.changed),
        Scanning::Done(_) => (None, Vec::new()),
    };
    let all = app.library.newest().iter();
    let ids = all.filter_map(|slot| Some(&app.library.get(*slot)?.id));
    let is_gone = |id: &&ArticleId| seen.as_ref().is_some_and(|seen| !seen.contains(*id));
    let gone = ids.filter(is_gone).cloned().collect();
    let mut effects = change(app, changed, &gone);
    if doubt && effects.is_empty() {
        effects = read_again(app);
    }
    app.library.settle();
    count(app);
    effects.extend(prints::look(app, None));
    effects.extend(prints::compare(app));
    bookmark::arrive(app);
    if !mem::replace(&mut app.resume.noted, true) {
        effects.extend(bookmark::tell_all(app));
    }
    if mem::take(&mut app.stale) {
        effects.extend(stale(app));
    }
    effects
}
