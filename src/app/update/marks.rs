//! Marking: read, starred, the place in a text; by keys, by reading, and taken back. Every mark goes through [`put`], which
//! asks the rim to keep it.

use std::collections::HashSet;
use std::time::Duration;
use std::{iter, mem};

use crate::app::action::{Action, Command, Effect};
use crate::app::panes::Focus;
use crate::app::tally::Tally;
use crate::app::undo::{Change, Step};
use crate::app::update::{bookmark, changes, prints, scan};
use crate::app::words::count;
use crate::app::{App, Mode};
use crate::content::article::ArticleId;
use crate::content::library::Slot;
use crate::content::marks::{Kind, Row};
use crate::text::Clean;

/// An article shown for so long counts as read.
const DWELL: Duration = Duration::from_secs(2);

/// Marks as one step that can be taken back.
fn mark(app: &mut App, marks: impl IntoIterator<Item = (ArticleId, Kind, i64)>) {
    let mut step = Step::new();
    // What is the same as a marked article is marked, too: the list shows one of them.
    let twins = |(id, kind, value): (ArticleId, Kind, i64)| {
        let slot = app.library.slot(&id);
        let others = slot
            .into_iter()
            .flat_map(|slot| app.browser.twins.others(slot));
        let ids = others.filter_map(|slot| Some(app.library.get(slot)?.id.clone()));
        let ids: Vec<ArticleId> = iter::once(id).chain(ids).collect();
        ids.into_iter().map(move |id| (id, kind, value))
    };
    let marks: Vec<_> = marks.into_iter().flat_map(twins).collect();
    for (id, kind, value) in marks {
        let before = app.marks.get(&id, kind);
        if put(app, &id, kind, value) {
            prints::want(app, &id);
            let values = (before, value);
            step.push(Change { id, kind, values });
        }
    }
    app.undo.done(step);
}

/// Makes one mark; whether it changed anything.
pub(super) fn put(app: &mut App, id: &ArticleId, kind: Kind, value: i64) -> bool {
    let before = app.marks.get(id, kind);
    let Some(row) = app.marks.set(id, kind, value) else {
        return false;
    };
    if (before == 0) != (value == 0) && app.library.slot(id).is_some() {
        app.tally.change(&row);
    }
    app.fresh.push(row);
    if app.saved.asks_marks() {
        scan::count(app);
    }
    true
}

/// What was marked since the last time, for the rim to keep.
pub(super) fn keep(app: &mut App) -> Vec<Effect> {
    let rows = mem::take(&mut app.fresh);
    let wanted = mem::take(&mut app.unprinted);
    let save = (!rows.is_empty()).then_some(Effect::Save(rows));
    let print = (!wanted.is_empty()).then_some(Effect::Print(wanted));
    let texts = mem::take(&mut app.read);
    let texts = texts
        .into_iter()
        .map(|(print, text)| Effect::Remember(print, text));
    let told = save.as_ref().and_then(|_| bookmark::tell(app));
    let kept = save.into_iter().chain(print).chain(texts);
    kept.chain(told).collect()
}

/// Marks came from the store: old ones, or of another instance. (Our own come back, too, and tell nothing new.)
pub(super) fn hear(app: &mut App, rows: &[Row]) -> Option<Effect> {
    let is_news = |row: &&Row| app.marks.get(&row.id, row.kind) != row.mark.value;
    let news: Vec<Row> = rows.iter().filter(is_news).cloned().collect();
    app.marks.merge_all(rows);
    if news.is_empty() {
        return None;
    }
    app.browser.hear(&news);
    refresh(app);
    if app.focus == Focus::List && app.reader.offset() == 0 {
        resume(app);
        if !app.reader.waiting {
            super::arrive(app);
        }
    }
    // Before all articles are here, each would seem to be lost.
    let scanned = app.scan.found().is_some();
    scanned.then(|| prints::look(app, None)).flatten()
}

/// The library changed, or the marks did elsewhere.
pub(super) fn refresh(app: &mut App) {
    app.browser.refresh(&app.library);
    app.tally = Tally::new(&app.library, &app.marks);
    scan::count(app);
}

/// Moves all marks of an article to another, which is the same by a new name. Whatever has the old name later is another one.
pub(super) fn carry(app: &mut App, old: &ArticleId, new: &ArticleId) {
    for kind in Kind::ALL {
        let value = app.marks.get(old, kind);
        if value != 0 {
            put(app, new, kind, value);
            put(app, old, kind, 0);
        }
    }
    app.undo.rename(old, new);
    app.history.rename(old, new);
    if let Some(reading) = app.reading.as_mut().filter(|place| place.article == *old) {
        reading.article = new.clone();
    }
}

/// The article that a key marks: the one that is open where the text has the keys, else the selected one.
fn meant(app: &App) -> Option<ArticleId> {
    match app.focus {
        Focus::Reader => app.reader.article.clone(),
        Focus::List => app.selected().map(|article| article.id.clone()),
    }
}

/// Marks, or takes the mark off.
pub(super) fn toggle(app: &mut App, kind: Kind) {
    let Some(id) = meant(app) else {
        return;
    };
    // What is marked unread while it is shown stays so.
    if kind == Kind::Read {
        app.visits += 1;
    }
    let value = i64::from(app.marks.get(&id, kind) == 0);
    if (kind, value) == (Kind::Read, 1) {
        changes::remember(app, &id);
        put(app, &id, Kind::Seen, 0);
    }
    mark(app, [(id, kind, value)]);
    app.notice = Some(Clean::line(match (kind, value) {
        (Kind::Starred, 0) => "The star is taken off.",
        (Kind::Starred, _) => "Starred.",
        (_, 0) => "Unread again.",
        _ => "Marked as read.",
    }));
}

/// Whether there is such an article, and it is unread.
fn is_unread(app: &App, slot: Slot) -> bool {
    let article = app.library.get(slot);
    article.is_some_and(|article| !app.marks.is_read(&article.id))
}

/// Asks whether all of the list shall be marked as read, or what is above or below the selected article.
pub(super) fn ask(app: &mut App, command: Command) {
    let (rows, at) = (&app.browser.rows, app.browser.cursor);
    let rows = match command {
        Command::ReadAbove => rows.get(..at),
        Command::ReadBelow => rows.get(at + 1..),
        _ => rows.get(..),
    };
    let rows = rows.unwrap_or_default().iter().copied();
    let unread: Vec<Slot> = rows.filter(|slot| is_unread(app, *slot)).collect();
    if unread.is_empty() {
        app.notice = Some(Clean::line("There is nothing unread."));
    } else {
        app.mode = Mode::MarkRead(unread);
    }
}

/// The answer was yes.
pub(super) fn mark_all(app: &mut App) {
    let Mode::MarkRead(slots) = mem::take(&mut app.mode) else {
        return;
    };
    let ids = slots.iter().filter_map(|slot| app.library.get(*slot));
    let marks: Vec<_> = ids
        .map(|article| (article.id.clone(), Kind::Read, 1))
        .collect();
    let marked = marks.len();
    mark(app, marks);
    let sentence = format!(
        "{} marked as read. U takes it back.",
        count(marked, "article")
    );
    app.notice = Some(Clean::line(&sentence));
}

/// Takes the last step back, or does it again.
pub(super) fn undo(app: &mut App, again: bool) {
    let step = if again {
        app.undo.again()
    } else {
        app.undo.back()
    };
    let Some(step) = step.cloned() else {
        let what = if again { "done again" } else { "taken back" };
        app.notice = Some(Clean::line(&format!("There is no mark to be {what}.")));
        return;
    };
    app.visits += 1;
    for change in &step {
        put(app, &change.id, change.kind, change.value(again));
    }
    app.notice = step.first().map(|first| said(app, first, &step, again));
}

fn said(app: &App, first: &Change, step: &Step, again: bool) -> Clean {
    let state = match (first.kind, first.value(again)) {
        (Kind::Starred, 0) => "without a star",
        (Kind::Starred, _) => "starred",
        (_, 0) => "unread",
        _ => "read",
    };
    let slot = |id: &ArticleId| app.library.slot(id);
    let changes = step.iter().filter(|change| change.kind == first.kind);
    // Those that are the same are one.
    let lead = |change: &Change| {
        let slot = slot(&change.id)?;
        app.browser.twins.others(slot).chain([slot]).min()
    };
    let (leads, gone): (Vec<_>, Vec<_>) = changes.map(lead).partition(Option::is_some);
    let articles = gone.len() + leads.into_iter().collect::<HashSet<_>>().len();
    let article = slot(&first.id).and_then(|slot| app.library.get(slot));
    Clean::line(&match article {
        Some(article) if articles == 1 => format!("“{}” is {state} again.", article.title()),
        _ if articles == 1 => format!("1 article is {state} again."),
        _ => format!("{} are {state} again.", count(articles, "article")),
    })
}

/// After every action: whether one looks at another article now, or at this one in another way. Asks to be told when it was
/// long enough.
pub(super) fn watch(app: &mut App) -> Option<Effect> {
    let counts = app.focus == Focus::Reader || app.previews;
    let shown = app.panes().column.width > 0 && counts;
    let visit = app.reader.article.clone().filter(|_| shown);
    if visit == app.visit {
        return None;
    }
    app.visits += 1;
    app.visit = visit;
    app.visit.as_ref()?;
    Some(Effect::After(DWELL, Action::Dwelt(app.visits)))
}

/// An article was shown for long enough, if it is still the same visit.
pub(super) fn dwelt(app: &mut App, visit: u64) {
    let Some(id) = app.visit.clone().filter(|_| visit == app.visits) else {
        return;
    };
    put(app, &id, Kind::Opened, app.calendar.now.as_second());
    if app.marks.is_changed(&id) {
        // What changed can be looked at until one leaves the text.
        app.reread = Some(id.clone()).filter(|_| app.focus == Focus::Reader);
    }
    read(app, id);
}

/// After every action in the text: at its end it is read, however short the time. What fits on one screen needs the time.
pub(super) fn watch_end(app: &mut App) {
    let scrolled = app.focus == Focus::Reader && app.reader.has_moved();
    if let Some(id) = app.visit.clone().filter(|_| scrolled && is_at_end(app))
        && app.marks.get(&id, Kind::Finished) == 0
    {
        read(app, id);
    }
}

/// Marks an article that is shown as read; as finished, too, where its end is seen.
fn read(app: &mut App, id: ArticleId) {
    if !app.marks.is_changed(&id) {
        changes::remember(app, &id);
    }
    let finished = is_at_end(app).then(|| (id.clone(), Kind::Finished, 1));
    mark(app, [(id, Kind::Read, 1)].into_iter().chain(finished));
}

/// Whether the end of the text is on the screen.
pub(super) fn is_at_end(app: &App) -> bool {
    let reader = &app.reader;
    let is_text = !reader.waiting && !reader.source && !reader.changes;
    is_text && reader.view(app.panes().column.height).1 == 1000
}

/// One is about to leave the text: where one was is remembered. At the end of it, one will begin anew.
pub(super) fn leave(app: &mut App) {
    let Some(id) = app.reader.article.clone() else {
        return;
    };
    if app.reread.take().as_ref() == Some(&id) {
        changes::remember(app, &id);
        prints::renew(app, &id);
    }
    let nothing = app.reader.waiting && app.reader.body().is_empty();
    if nothing || app.reader.source || app.reader.changes {
        return;
    }
    let place = if is_at_end(app) {
        0
    } else {
        app.reader.place()
    };
    put(app, &id, Kind::Place, i64::from(place));
}

/// Goes back to where one was in the article that was just opened.
pub(super) fn resume(app: &mut App) {
    let place = app
        .reader
        .article
        .as_ref()
        .map(|id| app.marks.get(id, Kind::Place));
    let place = place.and_then(|place| u32::try_from(place).ok());
    app.reader.resume(place.unwrap_or(0));
}

/// A page down; from the end of an article to the next one of the list that is unread.
pub(super) fn onward(app: &mut App, count: Option<u16>) {
    if !is_at_end(app) {
        return super::travel(app, Command::PageDown, count);
    }
    let rows = &app.browser.rows;
    let (before, after) = rows
        .split_at_checked(app.browser.cursor + 1)
        .unwrap_or((rows, &[]));
    let before = before.split_last().map_or(before, |(_, before)| before);
    let mut others = after.iter().chain(before).copied();
    let next = others.find(|slot| is_unread(app, *slot));
    if next.is_none() {
        app.notice = Some(Clean::line("All articles of this list are read."));
    }
    app.reader.gone = app.reader.gone.filter(|_| next.is_none());
    app.browser.go(next);
}
