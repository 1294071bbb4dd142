//! Selecting lines of the text and copying their words. Which words these are is known by `app::selection`.
//! The selection ends when the text is set anew: its lines are others then.

use crate::app::action::{Command, Effect};
use crate::app::selection::{Selection, words};
use crate::app::words::count;
use crate::app::{App, Mode};
use crate::layout::Position;
use crate::text::Clean;

use super::links::LONGEST_CODE;

/// Begins with the line of the selected link or the place that was found, if it is on the screen; else with the first one.
pub(super) fn begin(app: &mut App) {
    let height = app.panes().column.height;
    let reader = &mut app.reader;
    let chosen = reader.link.as_ref().map(|link| link.text.start);
    let found = reader.find.current().map(|hit| hit.start);
    let marked = [chosen, found].into_iter().flatten();
    let seen = marked.filter(|at| reader.sees(*at, height)).min();
    let line = match seen {
        Some(at) => reader.layout.line_at(&reader.document, at),
        None => reader.top,
    };
    app.mode = Mode::Selection(Selection {
        from: line,
        at: line,
    });
}

/// What a command does while lines are selected.
pub(super) fn obey(app: &mut App, command: Command, count: Option<u16>) -> Vec<Effect> {
    let Mode::Selection(selection) = &mut app.mode else {
        return Vec::new();
    };
    match command {
        Command::Back => app.mode = Mode::Normal,
        Command::Read => return copy(app),
        Command::OtherEnd => {
            std::mem::swap(&mut selection.from, &mut selection.at);
            let at = selection.at;
            extend(app, at);
        }
        _ => {
            if let Some(at) = moved(app, command, count) {
                extend(app, at);
            }
        }
    }
    Vec::new()
}

/// Moves an end to a line and brings it onto the screen.
pub(super) fn extend(app: &mut App, to: Position) {
    let height = app.panes().column.height;
    if let Mode::Selection(selection) = &mut app.mode {
        selection.at = to;
        app.reader.bring(to, height);
    }
}

/// Where a command moves the end that moves.
fn moved(app: &mut App, command: Command, count: Option<u16>) -> Option<Position> {
    let Mode::Selection(Selection { at, .. }) = app.mode else {
        return None;
    };
    let height = usize::from(app.panes().column.height);
    let n = usize::from(count.unwrap_or(1));
    let (half, page) = ((height / 2).max(1), height.saturating_sub(2).max(1));
    let (document, layout) = (&app.reader.document, &mut app.reader.layout);
    Some(match command {
        Command::Down => layout.forward(document, at, n),
        Command::Up => layout.back(document, at, n),
        Command::HalfPageDown => layout.forward(document, at, n * half),
        Command::HalfPageUp => layout.back(document, at, n * half),
        Command::PageDown => layout.forward(document, at, n * page),
        Command::PageUp => layout.back(document, at, n * page),
        Command::Start => Position::default(),
        Command::End => layout.last_top(document, 1),
        _ => return None,
    })
}

/// Copies the words of the lines.
fn copy(app: &mut App) -> Vec<Effect> {
    let Mode::Selection(selection) = std::mem::take(&mut app.mode) else {
        return Vec::new();
    };
    let (first, last) = selection.ends();
    let (document, layout) = (&app.reader.document, &mut app.reader.layout);
    let before = layout.offset_of(document, first);
    let after = layout.offset_of(document, last);
    let mut effects = Vec::new();
    // Looked at first, so that a long text need not be set whole to learn that it is too long.
    let said = if after.saturating_sub(before) as usize > LONGEST_CODE {
        "This is too long to be copied.".to_owned()
    } else {
        for leaf in first.leaf..=last.leaf {
            layout.lines_of(document, leaf);
        }
        let mut lines = 0;
        let selected = layout.lines_from(first).take_while(|(at, _)| *at <= last);
        let selected = selected.map(|(_, line)| line).inspect(|_| lines += 1);
        let text = Clean::block(words(document, selected).trim_end());
        if text.trim().is_empty() {
            "There are no words in these lines.".to_owned()
        } else {
            effects.push(Effect::Copy(text));
            format!("Copied {}.", count(lines, "line"))
        }
    };
    app.notice = Some(Clean::line(&said));
    effects
}
