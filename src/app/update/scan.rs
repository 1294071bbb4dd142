//! Loading: what a scan found goes into the library, and what it did not find goes out.
//! The selection stays where it is.

use std::collections::HashSet;
use std::mem;

use crate::app::action::{Effect, Scan};
use crate::app::head::head;
use crate::app::{App, Scanning};
use crate::content::article::Article;

pub(super) fn reload(app: &mut App) -> Vec<Effect> {
    if matches!(app.scan, Scanning::Running(_)) {
        return Vec::new();
    }
    app.scan = Scanning::Running(HashSet::new());
    let open = app
        .selected()
        .filter(|article| app.reader.article.as_ref() == Some(&article.id));
    let read = open.map(|article| {
        if app.reader.source {
            Effect::Source(article.id.clone())
        } else {
            Effect::Read(article.id.clone(), head(article, &app.calendar))
        }
    });
    std::iter::once(Effect::Scan).chain(read).collect()
}

pub(super) fn loaded(app: &mut App, batch: Vec<Article>) -> Vec<Effect> {
    if let Scanning::Running(seen) = &mut app.scan {
        seen.extend(batch.iter().map(|article| article.id.clone()));
    }
    app.library.insert(batch);
    app.browser.refresh(&app.library);
    Vec::new()
}

/// The scan is over: what it did not see is gone from the disk.
pub(super) fn scanned(app: &mut App, scan: Scan) {
    if let Scanning::Running(seen) = mem::replace(&mut app.scan, Scanning::Done(scan)) {
        app.library.retain(|article| seen.contains(&article.id));
    }
    app.library.settle();
    app.browser.refresh(&app.library);
}
