//! `update(&mut App, Action) -> effects`: the only place where the app changes. One short arm per action.
//! No I/O: what the world must do is returned as effects.

use std::collections::HashSet;
use std::mem;
use std::time::Duration;

use tui_input::{Input, InputRequest};

use crate::app::action::{Action, Command, Edit, Effect, Opened, Scan};
use crate::app::browser::tabs;
use crate::app::head::head;
use crate::app::panes::Focus;
use crate::app::{App, Mode, Scanning, address};
use crate::content::article::{Article, ArticleId};
use crate::content::query::Query;
use crate::markdown::parse::parse;
use crate::text::Clean;

/// An article shown for so long counts as read.
const DWELL: Duration = Duration::from_secs(2);
/// The most that is kept of a text pasted into a box, in characters.
const PASTE: usize = 4096;

/// What the rim must do first.
pub fn begin(app: &App) -> Vec<Effect> {
    vec![Effect::Scan, midnight(app)]
}

/// At the next midnight every `today` is wrong.
fn midnight(app: &App) -> Effect {
    Effect::After(
        Duration::from_secs(app.calendar.until_midnight().unsigned_abs()),
        Action::Midnight,
    )
}

/// Does what `action` says; returns what the rim must do.
pub fn update(app: &mut App, action: Action) -> Vec<Effect> {
    let mut effects = Vec::new();
    match action {
        Action::Command(command, count) => {
            app.notice = None;
            app.browser.chosen = true;
            effects = obey(app, command, count);
        }
        Action::Edit(edit) => type_into(app, &edit),
        Action::Resize(columns, rows) => resize(app, (columns, rows)),
        Action::Clock(now) => app.calendar.now = now,
        Action::Midnight => effects = vec![midnight(app)],
        Action::Loaded(batch) => effects = loaded(app, batch),
        Action::Scanned(scan) => scanned(app, scan),
        Action::Opened(id, opened) => fill(app, &id, *opened),
        Action::Dwelt(id) => {
            if app.reader.article.as_ref() == Some(&id) {
                app.marks.set_read(&id);
            }
        }
        Action::Idle => {
            app.reader.advance();
        }
        Action::Notice(notice) => app.notice = Some(notice),
    }
    effects.extend(follow(app));
    effects
}

fn obey(app: &mut App, command: Command, count: Option<u16>) -> Vec<Effect> {
    match (&app.mode, command) {
        (_, Command::Quit) => return vec![Effect::Quit],
        (_, Command::Suspend) => return vec![Effect::Suspend],
        (_, Command::Redraw) => return vec![Effect::Redraw],
        (Mode::Normal, _) => return act(app, command, count),
        (Mode::Filter(_), Command::Back) => {
            app.mode = Mode::Normal;
            ask(app, |query| query.words.clear());
        }
        (Mode::Filter(_), Command::Read)
        | (Mode::Help(_), Command::Back | Command::Help | Command::Read) => {
            app.mode = Mode::Normal;
        }
        (Mode::Filter(_), Command::Down | Command::Up) => travel(app, command, count),
        (Mode::Help(top), _) => app.mode = Mode::Help(scroll_help(app, *top, command, count)),
        (Mode::Confirm(url), Command::Read | Command::Open) => {
            let effect = Effect::Browse(url.clone());
            app.mode = Mode::Normal;
            return vec![effect];
        }
        (Mode::Confirm(_), Command::Back) => app.mode = Mode::Normal,
        (Mode::Filter(_) | Mode::Confirm(_), _) => {}
    }
    Vec::new()
}

/// What a command does when no box or overlay has the keys.
fn act(app: &mut App, command: Command, count: Option<u16>) -> Vec<Effect> {
    match command {
        Command::Down | Command::Up | Command::Start | Command::End => travel(app, command, count),
        Command::HalfPageDown | Command::HalfPageUp | Command::PageDown | Command::PageUp => {
            travel(app, command, count);
        }
        Command::Read => enter(app),
        Command::Back => leave(app),
        Command::NextArticle => step(app, times(count)),
        Command::PreviousArticle => step(app, -times(count)),
        Command::NextSection => turn(app, times(count)),
        Command::PreviousSection => turn(app, -times(count)),
        Command::Section(n) => choose(app, usize::from(n).saturating_sub(1)),
        Command::Filter => {
            app.focus = Focus::List;
            app.mode = Mode::Filter(Input::new(app.browser.query.words.clone()));
        }
        Command::Featured => ask(app, |query| query.featured = !query.featured),
        Command::Unread => ask(app, |query| query.unread = !query.unread),
        Command::Open => open(app),
        Command::Reload => return reload(app),
        Command::WiderList => widen(app, 4 * times(count)),
        Command::NarrowerList => widen(app, -4 * times(count)),
        Command::Help => app.mode = Mode::Help(0),
        Command::Quit | Command::Suspend | Command::Redraw => {}
    }
    Vec::new()
}

fn times(count: Option<u16>) -> isize {
    isize::try_from(count.unwrap_or(1)).unwrap_or(1)
}

/// Moves the selection or the text, whichever has the keys.
fn travel(app: &mut App, command: Command, count: Option<u16>) {
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

fn scroll_help(app: &App, top: usize, command: Command, count: Option<u16>) -> usize {
    let page = usize::from(app.size.1.saturating_sub(4)).max(1);
    let last = app.keys.rows.len().saturating_sub(page);
    let n = usize::from(count.unwrap_or(1));
    let to = match command {
        Command::Down => top + n,
        Command::Up => top.saturating_sub(n),
        Command::HalfPageDown => top + n * (page / 2).max(1),
        Command::HalfPageUp => top.saturating_sub(n * (page / 2).max(1)),
        Command::PageDown => top + n * page,
        Command::PageUp => top.saturating_sub(n * page),
        Command::Start => 0,
        Command::End => last,
        _ => top,
    };
    to.min(last)
}

fn enter(app: &mut App) {
    if app.selected().is_some() {
        app.focus = Focus::Reader;
    }
}

/// One step out: of the reading pane, else of the filter.
fn leave(app: &mut App) {
    if app.focus == Focus::Reader {
        app.focus = Focus::List;
    } else if !app.browser.query.words.is_empty() {
        ask(app, |query| query.words.clear());
    } else if app.browser.query.featured || app.browser.query.unread {
        ask(app, |query| (query.featured, query.unread) = (false, false));
    }
}

fn step(app: &mut App, by: isize) {
    let before = app.browser.cursor;
    app.browser.step(by);
    if app.browser.cursor == before && app.focus == Focus::Reader {
        let end = if by > 0 {
            "This is the last article of the list."
        } else {
            "This is the first article of the list."
        };
        app.notice = Some(Clean::line(end));
    }
}

/// Turns to a tab `by` to the right, round the end.
fn turn(app: &mut App, by: isize) {
    let tabs = tabs(&app.library);
    let here = tabs
        .iter()
        .position(|tab| tab.is(&app.browser.query.section))
        .unwrap_or(0);
    let to = (here.cast_signed() + by).rem_euclid(tabs.len().cast_signed());
    choose(app, to.unsigned_abs());
}

fn choose(app: &mut App, tab: usize) {
    if let Some(tab) = tabs(&app.library).into_iter().nth(tab) {
        ask(app, |query| query.section = tab.section);
        app.browser.cursor = 0;
    }
}

fn ask(app: &mut App, change: impl FnOnce(&mut Query)) {
    app.browser.ask(&app.library, &app.marks, change);
}

fn widen(app: &mut App, by: isize) {
    app.split = app
        .split
        .saturating_add_signed(by.clamp(-100, 100) as i16)
        .clamp(20, 70);
    resize(app, app.size);
}

fn resize(app: &mut App, size: (u16, u16)) {
    app.size = size;
    let column = app.panes().column;
    if column.width > 0 {
        app.reader.resize(column.width, column.height);
    }
}

fn open(app: &mut App) {
    let Some(article) = app.selected() else {
        return;
    };
    match address::web(&article.url).or_else(|| address::web(&article.image)) {
        Some(url) => app.mode = Mode::Confirm(url),
        None => app.notice = Some(Clean::line("This article names no web address to open.")),
    }
}

fn type_into(app: &mut App, edit: &Edit) {
    let Mode::Filter(input) = &mut app.mode else {
        return;
    };
    for request in requests(edit) {
        input.handle(request);
    }
    let words = input.value().to_owned();
    ask(app, |query| query.words = words);
    app.browser.cursor = 0;
}

fn requests(edit: &Edit) -> Vec<InputRequest> {
    let one = match edit {
        Edit::Insert(text) => {
            let clean = Clean::line(text);
            // A blank typed alone is a blank; a pasted text is one clean line.
            let text = if text == " " { " " } else { clean.as_str() };
            return text
                .chars()
                .take(PASTE)
                .map(InputRequest::InsertChar)
                .collect();
        }
        Edit::Backspace => InputRequest::DeletePrevChar,
        Edit::Delete => InputRequest::DeleteNextChar,
        Edit::BackspaceWord => InputRequest::DeletePrevWord,
        Edit::BackspaceLine => InputRequest::DeleteFromStart,
        Edit::Left => InputRequest::GoToPrevChar,
        Edit::Right => InputRequest::GoToNextChar,
        Edit::Start => InputRequest::GoToStart,
        Edit::End => InputRequest::GoToEnd,
    };
    vec![one]
}

fn reload(app: &mut App) -> Vec<Effect> {
    if matches!(app.scan, Scanning::Running(_)) {
        return Vec::new();
    }
    app.scan = Scanning::Running(HashSet::new());
    let open = app
        .selected()
        .filter(|article| app.reader.article.as_ref() == Some(&article.id));
    let read = open.map(|article| Effect::Read(article.id.clone(), head(article, &app.calendar)));
    std::iter::once(Effect::Scan).chain(read).collect()
}

fn loaded(app: &mut App, batch: Vec<Article>) -> Vec<Effect> {
    if let Scanning::Running(seen) = &mut app.scan {
        seen.extend(batch.iter().map(|article| article.id.clone()));
    }
    app.library.insert(batch);
    app.browser.refresh(&app.library);
    Vec::new()
}

/// The scan is over: what it did not see is gone from the disk.
fn scanned(app: &mut App, scan: Scan) {
    if let Scanning::Running(seen) = mem::replace(&mut app.scan, Scanning::Done(scan)) {
        let all: Vec<ArticleId> = app
            .library
            .newest()
            .iter()
            .filter_map(|slot| app.library.get(*slot))
            .map(|article| article.id.clone())
            .collect();
        for id in all.iter().filter(|id| !seen.contains(id)) {
            app.library.remove(id);
        }
    }
    app.library.settle();
    app.browser.refresh(&app.library);
}

fn fill(app: &mut App, id: &ArticleId, opened: Opened) {
    if app.reader.article.as_ref() == Some(id) {
        let column = app.panes().column;
        app.reader.fill(opened, column.width, column.height);
    }
}

/// After every action: the list shows its selection, and the reading pane, where it is seen, the selected article.
fn follow(app: &mut App) -> Vec<Effect> {
    let panes = app.panes();
    app.browser
        .scroll(&app.library, panes.list.width, panes.list.height);
    let Some(article) = app.selected() else {
        app.reader = super::reader::Reader::default();
        app.focus = Focus::List;
        return Vec::new();
    };
    let id = article.id.clone();
    let mut effects = Vec::new();
    if panes.column.width > 0 && app.reader.article.as_ref() != Some(&id) {
        let head = head(article, &app.calendar);
        app.reader
            .open(id.clone(), parse(&head, ""), panes.column.width);
        effects = vec![
            Effect::Read(id.clone(), head),
            Effect::After(DWELL, Action::Dwelt(id.clone())),
        ];
    }
    if panes.column.width > 0 {
        app.reader.resize(panes.column.width, panes.column.height);
    }
    if app.focus == Focus::Reader {
        app.marks.set_read(&id);
    }
    effects
}
