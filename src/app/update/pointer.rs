//! What the mouse does: a click selects, opens, follows; the wheel scrolls what it is over; what parts the panes is moved.
//! What lies under it is known by `app::pointer`.

use crate::app::action::{Command, Effect};
use crate::app::outside::Question;
use crate::app::panes::Focus;
use crate::app::pointer::{Did, Pointer, Target, Turn, target};
use crate::app::spots::Goal;
use crate::app::update::choose::{choose, turn};
use crate::app::update::travel::enter;
use crate::app::update::{links, marks, obey, selection, topics};
use crate::app::{App, Mode};
use crate::text::Clean;

/// Lines for a notch of the wheel.
const NOTCH: u16 = 3;

/// Takes in what the mouse did.
pub(super) fn point(app: &mut App, pointer: Pointer) -> Vec<Effect> {
    if !app.mouse.on {
        return Vec::new();
    }
    match pointer.did {
        Did::Press => press(app, pointer.at),
        Did::Wheel(turn) => wheel(app, pointer.at, turn),
        Did::Release => {
            app.mouse.holds = false;
            Vec::new()
        }
        Did::Drag => {
            if app.mouse.holds {
                super::choose::split(app, app.panes().split_at(pointer.at));
            }
            Vec::new()
        }
    }
}

/// Lets the terminal have the mouse, or takes it again.
pub(super) fn toggle(app: &mut App) -> Vec<Effect> {
    app.mouse.on = !app.mouse.on;
    app.mouse.holds = false;
    let said = if app.mouse.on {
        "The mouse works here; with Shift, it is the terminal's."
    } else {
        "The mouse is the terminal's now."
    };
    app.notice = Some(Clean::line(said));
    vec![Effect::Mouse(app.mouse.on)]
}

fn press(app: &mut App, at: (u16, u16)) -> Vec<Effect> {
    (app.notice, app.welcome) = (None, None);
    app.browser.chosen = true;
    let target = target(app, at);
    let mut effects = Vec::new();
    if !matches!(target, Target::Nothing | Target::Divider) {
        effects = accept(app);
    }
    match target {
        Target::Tab(tab) => choose(app, tab),
        Target::Tabs(by) => turn(app, by),
        Target::Article(row) => select(app, row),
        Target::List => go_to_list(app),
        Target::Divider => app.mouse.holds = true,
        Target::Reader => enter(app),
        Target::Spot(spot) => {
            enter(app);
            // Of a picture there is no text to be selected.
            app.reader.link =
                Some(spot.clone()).filter(|spot| !matches!(spot.goal, Goal::Picture(_)));
            effects.extend(links::go(app, spot.goal));
        }
        Target::Line(down) => {
            let mut lines = app.reader.layout.lines_from(app.reader.top);
            let line = lines.nth(down).map(|(line, _)| line);
            drop(lines);
            if let Some(line) = line {
                selection::extend(app, line);
            }
        }
        Target::Row(row) => effects.extend(pick(app, row)),
        Target::Page(page) => topics::show_page(app, page),
        Target::Outside => effects.extend(obey(app, Command::Back, None)),
        Target::Inside | Target::Nothing => {}
    }
    effects
}

/// What was typed into a box stays, and letters go off the links.
fn accept(app: &mut App) -> Vec<Effect> {
    match app.mode {
        Mode::Filter(_) | Mode::Find(_) => obey(app, Command::Read, None),
        Mode::Hints(_) => obey(app, Command::Back, None),
        _ => Vec::new(),
    }
}

/// Selects an article, or opens the one that is selected.
fn select(app: &mut App, row: usize) {
    let there = app.browser.cursor == row && app.focus == Focus::List;
    go_to_list(app);
    app.reader.gone = None;
    app.browser.cursor = row;
    if there {
        enter(app);
    }
}

fn go_to_list(app: &mut App) {
    if app.focus == Focus::Reader {
        marks::leave(app);
        app.focus = Focus::List;
    }
}

/// Selects a row of the list over the panes, or does what the selected one is for.
fn pick(app: &mut App, row: usize) -> Vec<Effect> {
    let cursor = match &mut app.mode {
        Mode::Problems(list) => &mut list.cursor,
        Mode::Backlinks(list) => &mut list.cursor,
        Mode::Outline(list) => &mut list.cursor,
        Mode::Palette(list) => &mut list.cursor,
        Mode::Topics(list) => &mut list.cursor,
        Mode::Outside(Question::Which(_, cursor)) => cursor,
        _ => return Vec::new(),
    };
    if cursor.at == row {
        return obey(app, Command::Read, None);
    }
    cursor.at = row;
    Vec::new()
}

fn wheel(app: &mut App, at: (u16, u16), turn: Turn) -> Vec<Effect> {
    let command = match turn {
        Turn::Up => Command::Up,
        Turn::Down => Command::Down,
        Turn::Left => Command::Left,
        Turn::Right => Command::Right,
    };
    let by = match turn {
        Turn::Up => -1,
        Turn::Down => 1,
        Turn::Left | Turn::Right => 0,
    };
    let panes = app.panes();
    match (&app.mode, target(app, at)) {
        (Mode::Selection(_), _) => app
            .reader
            .scroll(by as i32 * i32::from(NOTCH), panes.column.height),
        (Mode::Picture(_) | Mode::Confirm(_) | Mode::MarkRead(_), _) => {}
        (Mode::Normal | Mode::Filter(_) | Mode::Find(_) | Mode::Hints(_), target) => {
            // Letters stand on the links of one screen.
            if matches!(app.mode, Mode::Hints(_)) {
                app.mode = Mode::Normal;
            }
            match target {
                Target::Article(_) | Target::List => {
                    app.browser.chosen = true;
                    let list = (panes.list.width, panes.list.height);
                    app.browser.roll(&app.library, by, list);
                }
                Target::Reader | Target::Spot(_) => {
                    let lines = by as i32 * i32::from(NOTCH);
                    app.reader.scroll(lines, panes.column.height);
                }
                _ => {}
            }
        }
        _ => return obey(app, command, Some(NOTCH)),
    }
    Vec::new()
}
