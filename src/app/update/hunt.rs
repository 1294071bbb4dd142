//! Searching in the texts of articles: what the rim shall look for, what it found, where the words are marked.
//! Which articles come into question, and which answer, is decided in `content::search`.

use crate::app::App;
use crate::app::action::{Action, Effect};
use crate::app::place::Wanted;
use crate::content::seek::Hit;

/// Whether there are other articles to look into than at the last search.
pub(super) fn begins_again(app: &App, action: &Action) -> bool {
    match action {
        Action::Changed(..) | Action::Scanned(_) => true,
        // There was nothing to look into before.
        Action::Loaded(_) => app.browser.hunt.all == 0,
        _ => false,
    }
}

/// Begins another search, if the query is another one, or `again` because there are other articles.
pub(super) fn hunt(app: &mut App, again: bool) -> Option<Effect> {
    let (texts, candidates) = app.browser.hunt(&app.library, again)?;
    Some(Effect::Search(app.browser.hunt.number, texts, candidates))
}

/// Takes in what was found, unless it is of an earlier search.
pub(super) fn found(app: &mut App, number: u64, (hits, looked, over): (Vec<Hit>, usize, bool)) {
    if app.browser.hunt.number == number {
        let looked = if over { app.browser.hunt.all } else { looked };
        app.browser.found(&app.library, hits, looked);
    }
}

/// Marks the words in the open article, once for each search, and goes to the first of them.
pub(super) fn mark(app: &mut App) {
    let slot = app.browser.selected();
    let number = app.browser.hunt.number;
    let reader = &mut app.reader;
    if reader.sought == number || !slot.is_some_and(|slot| app.browser.has_snippet(slot)) {
        return;
    }
    reader.sought = number;
    let words = app.browser.search.sought();
    reader.find.look_all(&words, &reader.document);
    if reader.waiting {
        reader.wanted = Some(Wanted::Hit);
    } else if let Some(hit) = reader.find.current().map(|hit| hit.start) {
        let height = app.panes().column.height;
        app.reader.show(hit, height);
    }
}
