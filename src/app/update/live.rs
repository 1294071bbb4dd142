//! Changes on disk: what is selected and what is read stays so, also under another name. An article that was deleted stays
//! open while somebody reads it. Whatever a scan or the watcher found goes through here.

use std::collections::HashSet;

use crate::app::App;
use crate::app::action::Effect;
use crate::app::head::head;
use crate::app::panes::Focus;
use crate::app::reader::Gone;
use crate::app::update::marks;
use crate::app::update::scan::arrived;
use crate::content::article::{Article, ArticleId};
use crate::content::library::{Library, Slot};
use crate::text::Clean;

/// Puts in what is new or was changed, and takes out what is gone.
pub(super) fn change(
    app: &mut App,
    mut loaded: Vec<Article>,
    gone: &HashSet<ArticleId>,
) -> Vec<Effect> {
    let is_open = |article: &Article| app.reader.article.as_ref() == Some(&article.id);
    let reads = loaded.iter().any(is_open);
    loaded.retain(|article| !is_known(&app.library, article));
    let open = app.reader.article.clone().filter(|id| gone.contains(id));
    let selected = app.selected().map(|article| article.id.clone());
    let selected = selected.filter(|id| gone.contains(id));
    let renamed = |id: &ArticleId| renamed(app, id, &loaded, gone);
    let open_as = open.as_ref().and_then(renamed);
    let selected_as = selected.as_ref().and_then(renamed);
    if !loaded.is_empty() {
        let ids: Vec<ArticleId> = loaded.iter().map(|article| article.id.clone()).collect();
        app.library.insert(loaded);
        arrived(app, &ids);
    }
    if let (Some(old), Some(new)) = (&open, &open_as) {
        marks::carry(app, old, new);
        app.reader.article = Some(new.clone());
    }
    app.library.remove_all(gone);
    marks::refresh(app);
    if let Some(new) = selected_as {
        app.browser.go(app.library.slot(&new));
    }
    let left = open.is_some() && open_as.is_none() && app.focus == Focus::Reader;
    if left || app.reader.gone.is_some() {
        let instead = app.browser.selected();
        app.reader.gone = Some(Gone { instead });
    }
    if left {
        let sentence = "This article was deleted; it can be read here until you leave it.";
        app.notice = Some(Clean::line(sentence));
    }
    if reads || open_as.is_some() {
        return read_again(app);
    }
    Vec::new()
}

/// Asks for the text of the open article again.
pub(super) fn read_again(app: &App) -> Vec<Effect> {
    let id = app.reader.article.as_ref();
    let slot = id.and_then(|id| app.library.slot(id));
    let Some(article) = slot.and_then(|slot| app.library.get(slot)) else {
        return Vec::new();
    };
    let id = article.id.clone();
    vec![if app.reader.source {
        Effect::Source(id)
    } else {
        Effect::Read(id, head(article, &app.calendar))
    }]
}

/// Pictures changed: those of the open article are looked up and drawn again.
pub(super) fn pictures(app: &App) -> Vec<Effect> {
    if app.reader.frames.looks.is_empty() {
        return Vec::new();
    }
    let mut effects = vec![Effect::Pictures];
    effects.extend(read_again(app));
    effects
}

/// Whether the library has the article just so.
pub(super) fn is_known(library: &Library, article: &Article) -> bool {
    let slot = library.slot(&article.id);
    slot.and_then(|slot| library.get(slot)) == Some(article)
}

/// What an article that is gone is called now: a new one with the same file, by the same name or title at best.
fn renamed(
    app: &App,
    id: &ArticleId,
    loaded: &[Article],
    gone: &HashSet<ArticleId>,
) -> Option<ArticleId> {
    let old = app
        .library
        .slot(id)
        .and_then(|slot| app.library.get(slot))?;
    let name = |id: &ArticleId| {
        id.path
            .rsplit(|byte| *byte == b'/')
            .next()
            .map(<[u8]>::to_vec)
    };
    let likeness = |new: &&Article| (name(&new.id) == name(id), new.title() == old.title());
    let same = |new: &&Article| {
        (new.size, new.modified) == (old.size, old.modified)
            && !gone.contains(&new.id)
            && app.library.slot(&new.id).is_none()
    };
    let best = loaded.iter().filter(same).max_by_key(likeness)?;
    Some(best.id.clone())
}

/// Whether the open article was deleted and stays nevertheless; ends when one moves on.
pub(super) fn stays(app: &mut App) -> bool {
    let selected: Option<Slot> = app.browser.selected();
    let here = app.focus == Focus::Reader && app.panes().column.width > 0;
    app.reader.gone = app
        .reader
        .gone
        .filter(|gone| here && gone.instead == selected);
    app.reader.gone.is_some()
}
