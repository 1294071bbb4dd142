//! Looking through articles by tag, author, folder or source: the list of these is opened, turned to another page, chosen from.
//! What is on a page is known by `app::chooser`.

use crate::app::action::Command;
use crate::app::chooser::{Choice, Chooser, PAGES, Page};
use crate::app::panes::Focus;
use crate::app::update::choose::ask;
use crate::app::update::travel::{rows, scroll_rows};
use crate::app::{App, Mode};
use crate::content::query::Query;
use crate::text::Clean;

/// Opens the first page that has something, at what is shown now.
pub(super) fn open(app: &mut App) {
    let pages = PAGES.map(|page| Chooser::new(app, page));
    let shown = |chooser: &&Chooser| {
        let query = &app.browser.query;
        let row = chooser.rows.get(chooser.cursor.at);
        row.is_some_and(|(_, _, choice)| match choice {
            Choice::Topic(topic) => query.topic.as_ref() == Some(topic),
            Choice::Source(source) => query.source == Some(*source),
        })
    };
    let some = |chooser: &&Chooser| !chooser.rows.is_empty();
    let page = pages.iter().find(shown).or_else(|| pages.iter().find(some));
    match page.cloned() {
        Some(chooser) => show(app, chooser),
        None => app.notice = Some(Clean::line("There is nothing to choose from.")),
    }
}

/// Turns to a page, if it has something.
pub(super) fn show_page(app: &mut App, page: Page) {
    let chooser = Chooser::new(app, page);
    if !chooser.rows.is_empty() {
        show(app, chooser);
    }
}

fn show(app: &mut App, mut chooser: Chooser) {
    let at = chooser.cursor.at;
    chooser.cursor.select(at, chooser.rows.len(), rows(app));
    app.mode = Mode::Topics(chooser);
}

/// What a command does in the list.
pub(super) fn obey(app: &mut App, command: Command, count: Option<u16>) {
    match command {
        Command::Read => choose(app),
        Command::NextSection => turn(app, 1),
        Command::PreviousSection => turn(app, -1),
        _ => scroll_rows(app, command, count),
    }
}

/// Turns to a page further on that has something, round the end.
fn turn(app: &mut App, by: isize) {
    let Mode::Topics(chooser) = &app.mode else {
        return;
    };
    let here = PAGES.iter().position(|page| *page == chooser.page);
    let step = if by < 0 { PAGES.len() - 1 } else { 1 };
    let at = here.unwrap_or(0);
    let mut others = PAGES
        .iter()
        .cycle()
        .skip(at)
        .step_by(step)
        .take(PAGES.len());
    let next = others
        .by_ref()
        .skip(1)
        .map(|page| Chooser::new(app, *page))
        .find(|chooser| !chooser.rows.is_empty());
    if let Some(chooser) = next {
        show(app, chooser);
    }
}

/// Shows the articles of what is selected, in all sections.
fn choose(app: &mut App) {
    let Mode::Topics(chooser) = std::mem::take(&mut app.mode) else {
        return;
    };
    let Some((_, _, choice)) = chooser.rows.into_iter().nth(chooser.cursor.at) else {
        return;
    };
    let (topic, source) = match choice {
        Choice::Topic(topic) => (Some(topic), None),
        Choice::Source(source) => (None, Some(source)),
    };
    ask(app, |query| {
        *query = Query {
            topic,
            source,
            published: query.published,
            ..Query::default()
        };
    });
    app.browser.cursor = 0;
    app.focus = Focus::List;
}
