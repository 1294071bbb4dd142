//! How it looks: `draw(&App, &Pictures, &Theme, &mut Buffer)` is pure. It paints lines that are ready; it never wraps, parses or
//! changes anything. Called by the terminal loop and by the screen tests.

pub mod ansi;
mod backlinks;
mod bar;
mod browser;
mod canvas;
mod chooser;
mod finish;
mod help;
mod links;
mod outline;
mod outside;
mod palette;
mod pictures;
mod problems;
mod question;
mod reader;
mod sheet;
pub mod theme;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::panes::{Focus, Panes, SMALLEST};
use crate::app::words::count;
use crate::app::{App, Mode};
use crate::layout::label::label;
use crate::pictures::Pictures;
use crate::view::canvas::{Canvas, row};
use crate::view::theme::{Part, Theme};

pub use links::links;

/// Paints the whole screen; returns where the cursor blinks, if anywhere.
pub fn draw(app: &App, drawn: &Pictures, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    let cursor = paint(app, drawn, theme, buffer);
    finish::finish(theme, buffer);
    cursor
}

fn paint(app: &App, drawn: &Pictures, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    let canvas = &mut Canvas { app, theme, buffer };
    let (columns, rows) = app.size;
    if columns < SMALLEST.0 || rows < SMALLEST.1 {
        too_small(canvas);
        return None;
    }
    if let Mode::Picture(_) = app.mode {
        pictures::whole(canvas, drawn);
        return None;
    }
    let panes = app.panes();
    bar::tabs(canvas, panes.tabs);
    browser::draw(canvas, &panes);
    reader::draw(canvas, &panes);
    pictures::draw(canvas, panes.column, drawn);
    if !panes.is_stacked() {
        divider(canvas, &panes);
    }
    match &app.mode {
        Mode::Help(top) => help::draw(canvas, *top),
        Mode::Problems(list) => problems::draw(canvas, list),
        Mode::Outline(list) => outline::draw(canvas, list),
        Mode::Topics(list) => chooser::draw(canvas, list),
        Mode::Palette(list) => palette::draw(canvas, list),
        Mode::Confirm(address) => question::draw(canvas, "Open in the browser?", address),
        Mode::MarkRead(articles) => {
            let articles = count(articles.len(), "article");
            question::draw(canvas, "Mark as read?", &articles);
        }
        Mode::Outside(question) => outside::draw(canvas, question),
        Mode::Backlinks(list) => backlinks::draw(canvas, list),
        Mode::Sheet(sheet) => sheet::draw(canvas, sheet),
        Mode::Hints(hints) => reader::hints(canvas, &panes, hints),
        Mode::Selection(_) | Mode::Normal | Mode::Filter(_) | Mode::Find(_) | Mode::Picture(_) => {}
    }
    bar::status(canvas, panes.status)
}

/// The line between the panes; at its top it joins the rule that is heavy.
fn divider(canvas: &mut Canvas, panes: &Panes) {
    let joint = if canvas.app.focus == Focus::List {
        "┑"
    } else {
        "┍"
    };
    for n in 0..usize::from(panes.divider.height) {
        let sign = if n == 0 { joint } else { "│" };
        canvas.put(row(panes.divider, n), sign, Part::Rule);
    }
}

fn too_small(canvas: &mut Canvas) {
    let said = format!("Too small: {}×{} at least", SMALLEST.0, SMALLEST.1);
    let (columns, rows) = canvas.app.size;
    let lines = label(&said, columns, usize::from(rows).max(1));
    for (n, line) in lines.iter().enumerate() {
        canvas.put(row(Rect::new(0, 0, columns, rows), n), line, Part::Title);
    }
}
