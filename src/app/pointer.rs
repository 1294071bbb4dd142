//! The mouse: what it did, and what it points at. Where things are is asked of those who say it to the view, too;
//! nothing here changes anything.

use std::iter::once;

use crate::app::bar::{Bar, Pointed};
use crate::app::chooser::Page;
use crate::app::outside::Question;
use crate::app::panes::Part;
use crate::app::spots::{self, Goal, Spot};
use crate::app::{App, Mode};
use crate::layout::line::{Line, Role};

/// Something that the mouse did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pointer {
    /// What.
    pub did: Did,
    /// The cell it pointed at: column and row, from 0.
    pub at: (u16, u16),
}

/// What is done with the mouse.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mouse {
    /// Whether it is ours; else the terminal's.
    pub on: bool,
    /// Whether it holds what parts the panes.
    pub(super) holds: bool,
}

/// What a mouse can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Did {
    /// Its first button went down.
    Press,
    /// It moved while that was down.
    Drag,
    /// The button went up.
    Release,
    /// The wheel turned by one notch.
    Wheel(Turn),
}

/// Where a wheel turns to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Towards the start.
    Up,
    /// Towards the end.
    Down,
    /// To the left.
    Left,
    /// To the right.
    Right,
}

/// What the mouse points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// The tab of this number.
    Tab(usize),
    /// The sign that there are more tabs so far to the right.
    Tabs(isize),
    /// An article: an index into the rows of the list.
    Article(usize),
    /// The list where it is empty.
    List,
    /// What parts the panes.
    Divider,
    /// The reading pane.
    Reader,
    /// Something in the text that leads somewhere.
    Spot(Spot),
    /// A row of the text while lines are selected, from the first on the screen.
    Line(usize),
    /// A row of the list that lies over the panes, from its first one.
    Row(usize),
    /// A page of that list.
    Page(Page),
    /// The box of that list otherwise.
    Inside,
    /// What lies around it.
    Outside,
    /// What cannot be pointed at.
    Nothing,
}

/// What lies at a cell.
pub fn target(app: &App, at: (u16, u16)) -> Target {
    match &app.mode {
        Mode::Normal | Mode::Filter(_) | Mode::Find(_) | Mode::Hints(_) => panes(app, at),
        Mode::Selection(_) => match app.panes().part(at) {
            Some(Part::Text(_, down)) => Target::Line(down.into()),
            _ => Target::Nothing,
        },
        Mode::Help(_) => over(app, at, None, 0),
        Mode::Problems(list) => over(app, at, Some(list.cursor.top), list.rows.len()),
        Mode::Outline(list) => over(app, at, Some(list.cursor.top), list.rows.len()),
        Mode::Palette(list) => over(app, at, Some(list.cursor.top), list.rows.len()),
        Mode::Backlinks(list) => over(app, at, Some(list.cursor.top), list.rows.len()),
        Mode::Outside(Question::Which(_, cursor)) => {
            over(app, at, Some(cursor.top), app.pipes.len())
        }
        Mode::Topics(list) => {
            let page = app.overlay().title(at).and_then(Page::at);
            page.map_or_else(
                || over(app, at, Some(list.cursor.top), list.rows.len()),
                Target::Page,
            )
        }
        // A question is answered with a key: a click too many must not be a yes.
        Mode::Confirm(_)
        | Mode::MarkRead(_)
        | Mode::Outside(_)
        | Mode::Sheet(_)
        | Mode::Picture(_) => Target::Nothing,
    }
}

/// What lies at a cell of a list over the panes, of so many rows of which this is the first one there.
fn over(app: &App, at: (u16, u16), top: Option<usize>, rows: usize) -> Target {
    let overlay = app.overlay();
    let row = overlay.row(at).zip(top).map(|(down, top)| top + down);
    match row.filter(|row| *row < rows) {
        Some(row) => Target::Row(row),
        None if overlay.holds(at) => Target::Inside,
        None => Target::Outside,
    }
}

fn panes(app: &App, at: (u16, u16)) -> Target {
    let panes = app.panes();
    match panes.part(at) {
        None => Target::Nothing,
        Some(Part::Divider) => Target::Divider,
        Some(Part::Reader) => Target::Reader,
        Some(Part::Tabs(column)) => {
            let bar = Bar::new(&app.tabs(), &app.browser.query.section, panes.tabs.width);
            match bar.at(column) {
                Some(Pointed::Tab(tab)) => Target::Tab(tab),
                Some(Pointed::Before) => Target::Tabs(-1),
                Some(Pointed::After) => Target::Tabs(1),
                None => Target::Nothing,
            }
        }
        Some(Part::List(down)) => {
            let list = (panes.list.width, panes.list.height);
            let mut shown = app.browser.on_screen(&app.library, list);
            let down = usize::from(down);
            let article = shown.find(|(_, rows)| rows.contains(&down));
            article.map_or(Target::List, |(row, _)| Target::Article(row))
        }
        Some(Part::Text(across, down)) => {
            let line = app.reader.lines().nth(down.into());
            let spot = line.and_then(|line| spot(app, line, across.into()));
            spot.map_or(Target::Reader, Target::Spot)
        }
    }
}

/// What leads somewhere at a column of a line.
fn spot(app: &App, line: &Line, column: usize) -> Option<Spot> {
    let document = &app.reader.document;
    let (span, within) = line.at(document, column)?;
    if let Role::Pixels(_) = span.role {
        let goal = Goal::Picture(line.block);
        return Some(Spot { text: 0..0, goal });
    }
    let offset = span.offset_at(document, within)?;
    let mut spots = spots::on(document, once(line)).into_iter();
    let found = spots.find(|(_, spot)| spot.text.contains(&offset));
    found.map(|(_, spot)| spot)
}
