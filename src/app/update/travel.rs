//! Moving: the selection in the list, the lines of the text, the rows of the help; in and out of the reading pane.
//! One function for each place that scrolls.

use crate::app::action::Command;
use crate::app::outside::Question;
use crate::app::panes::Focus;
use crate::app::update::choose::ask;
use crate::app::update::marks;
use crate::app::{App, Mode};
use crate::text::Clean;

/// A count that was typed, or one.
pub(super) fn times(count: Option<u16>) -> isize {
    isize::try_from(count.unwrap_or(1)).unwrap_or(1)
}

/// Moves the selection or the text, whichever has the keys.
pub(super) fn travel(app: &mut App, command: Command, count: Option<u16>) {
    let panes = app.panes();
    if app.focus == Focus::Reader {
        return scroll(app, command, count);
    }
    let page = app
        .browser
        .page(&app.library, panes.list.width, panes.list.height);
    let half = (page / 2).max(1);
    let last = app.browser.rows.len().cast_signed();
    let by = match command {
        Command::Down => times(count),
        Command::Up => -times(count),
        Command::HalfPageDown => half * times(count),
        Command::HalfPageUp => -half * times(count),
        Command::PageDown => page * times(count),
        Command::PageUp => -page * times(count),
        _ => 0,
    };
    match (command, count) {
        (Command::Start | Command::End, Some(n)) => {
            app.browser.cursor = usize::from(n).saturating_sub(1);
        }
        (Command::Start, None) => app.browser.cursor = 0,
        (Command::End, None) => app.browser.step(last),
        _ => app.browser.step(by),
    }
    app.browser.step(0);
}

fn scroll(app: &mut App, command: Command, count: Option<u16>) {
    let height = app.panes().column.height;
    let rows = i32::from(height);
    let n = i32::from(count.unwrap_or(1));
    let reader = &mut app.reader;
    match command {
        Command::Down => reader.scroll(n, height),
        Command::Up => reader.scroll(-n, height),
        Command::HalfPageDown => reader.scroll(n * (rows / 2).max(1), height),
        Command::HalfPageUp => reader.scroll(-n * (rows / 2).max(1), height),
        // Two lines of the last page stay, so that the eye finds its place.
        Command::PageDown => reader.scroll(n * (rows - 2).max(1), height),
        Command::PageUp => reader.scroll(-n * (rows - 2).max(1), height),
        Command::Start => reader.start(height),
        Command::End => reader.end(height),
        _ => {}
    }
}

/// Moves in the list that lies over the panes.
pub(super) fn scroll_rows(app: &mut App, command: Command, count: Option<u16>) {
    let height = rows(app);
    let (cursor, rows) = match &mut app.mode {
        Mode::Problems(list) => (&mut list.cursor, list.rows.len()),
        Mode::Backlinks(list) => (&mut list.cursor, list.rows.len()),
        Mode::Outline(list) => (&mut list.cursor, list.rows.len()),
        Mode::Palette(list) => (&mut list.cursor, list.rows.len()),
        Mode::Topics(list) => (&mut list.cursor, list.rows.len()),
        Mode::Outside(Question::Which(_, cursor)) => (cursor, app.pipes.len()),
        _ => return,
    };
    let to = selected(cursor.at, rows, (command, count), height);
    cursor.select(to, rows, height);
}

/// How many rows of a list, or of the help, are on the screen.
pub(super) fn rows(app: &App) -> usize {
    usize::from(app.size.1.saturating_sub(3))
}

/// The row to select of a list of `height` rows, from `cursor` on; at most `last`.
fn selected(
    cursor: usize,
    last: usize,
    (command, count): (Command, Option<u16>),
    height: usize,
) -> usize {
    let page = height.max(2) - 1;
    match (
        command,
        moved(command, usize::from(count.unwrap_or(1)), page),
    ) {
        (Command::Start, _) => 0,
        (Command::End, _) => last,
        (_, by) => cursor.saturating_add_signed(by.unwrap_or(0)).min(last),
    }
}

/// How far a command moves, in rows, where it moves by a distance.
fn moved(command: Command, n: usize, page: usize) -> Option<isize> {
    let half = (page / 2).max(1);
    let by = |rows: usize| (n * rows).cast_signed();
    match command {
        Command::Down => Some(by(1)),
        Command::Up => Some(-by(1)),
        Command::HalfPageDown => Some(by(half)),
        Command::HalfPageUp => Some(-by(half)),
        Command::PageDown => Some(by(page)),
        Command::PageUp => Some(-by(page)),
        _ => None,
    }
}

pub(super) fn scroll_help(app: &App, top: usize, command: Command, count: Option<u16>) -> usize {
    let height = rows(app);
    let last = app.help().len().saturating_sub(height.max(2) - 1);
    selected(top, last, (command, count), height)
}

pub(super) fn step(app: &mut App, by: isize) {
    let before = app.browser.cursor;
    // What is selected in the place of an article that is gone is the next one.
    let left = app.reader.gone.take().is_some();
    app.browser.step(if left && by > 0 { by - 1 } else { by });
    if left {
        return;
    }
    if app.browser.cursor == before && app.focus == Focus::Reader {
        let end = if by > 0 {
            "This is the last article of the list."
        } else {
            "This is the first article of the list."
        };
        app.notice = Some(Clean::line(end));
    }
}

pub(super) fn enter(app: &mut App) {
    if app.selected().is_some() {
        app.focus = Focus::Reader;
    }
}

/// One step out: of the selected link, of what is looked for in the text, of the reading pane, of the filter.
pub(super) fn leave(app: &mut App) {
    if app.focus == Focus::Reader && app.reader.link.is_some() {
        app.reader.link = None;
    } else if app.focus == Focus::Reader && !app.reader.find.words.is_empty() {
        app.reader.find.clear();
    } else if app.focus == Focus::Reader {
        marks::leave(app);
        app.focus = Focus::List;
    } else if !app.browser.query.words.is_empty() {
        ask(app, |query| query.words.clear());
    } else if app.browser.query.is_narrowed() {
        ask(app, |query| {
            (query.featured, query.unread, query.starred) = (false, false, false);
            query.topic = None;
        });
    }
}
