//! Choosing: sections, filters, the filter box, the width of the list, the address to open.
//! Changes what is shown, never where one is in it.

use tui_input::{Input, InputRequest};

use crate::app::action::Edit;
use crate::app::panes::Focus;
use crate::app::update::looks;
use crate::app::{App, Filter, Mode};
use crate::content::bookmark::Looks;
use crate::content::query::Query;
use crate::text::Clean;

/// The most that a box takes, in characters.
const PASTE: usize = 4096;

/// Turns to the next source: all of them, the first root, the second …
pub(super) fn next_source(app: &mut App) {
    let roots = app.sources.len() as u16;
    if roots < 2 {
        app.notice = Some(Clean::line("All articles come from one source."));
        return;
    }
    ask(app, |query| {
        let next = query.source.map_or(0, |source| source + 1);
        query.source = Some(next).filter(|source| *source < roots);
    });
}

/// Closes the search box: all is as it was before.
pub(super) fn abandon(app: &mut App) {
    if let Mode::Filter(filter) = &app.mode {
        let (selected, focus) = (filter.selected, filter.focus);
        app.mode = Mode::Normal;
        ask(app, |query| query.words.clear());
        app.browser.go(selected);
        app.focus = focus;
    }
}

/// Turns to a tab `by` to the right, round the end.
pub(super) fn turn(app: &mut App, by: isize) {
    let tabs = app.tabs();
    let here = tabs
        .iter()
        .position(|tab| tab.is(&app.browser.query.section))
        .unwrap_or(0);
    let to = (here.cast_signed() + by).rem_euclid(tabs.len().cast_signed());
    choose(app, to.unsigned_abs());
}

pub(super) fn choose(app: &mut App, tab: usize) {
    if let Some(tab) = app.tabs().into_iter().nth(tab) {
        let selected = app.browser.selected();
        ask(app, |query| query.section = tab.section);
        // One who reads an article that is not in the section is taken to the list, not to another text.
        if !app.browser.go(selected) {
            app.browser.cursor = 0;
            app.focus = Focus::List;
        }
    }
}

pub(super) fn ask(app: &mut App, change: impl FnOnce(&mut Query)) {
    app.browser.ask(&app.library, &app.marks, change);
}

pub(super) fn widen(app: &mut App, by: isize) {
    split(
        app,
        app.split.saturating_add_signed(by.clamp(-100, 100) as i16),
    );
}

/// Gives the list this share, in per cent.
pub(super) fn split(app: &mut App, to: u16) {
    let split = Some(share(to));
    looks::change(
        app,
        Looks {
            split,
            ..Looks::default()
        },
    );
}

/// A share that leaves room for both panes.
pub(super) fn share(share: u16) -> u16 {
    share.clamp(20, 70)
}

pub(super) fn type_into(app: &mut App, edit: &Edit) {
    let Mode::Filter(Filter { input, .. }) = &mut app.mode else {
        return;
    };
    change(input, edit);
    let words = input.value().to_owned();
    ask(app, |query| query.words = words);
    app.browser.cursor = 0;
}

/// Changes the text in a box.
pub(super) fn change(input: &mut Input, edit: &Edit) {
    let room = PASTE.saturating_sub(input.value().chars().count());
    for request in requests(edit, room) {
        input.handle(request);
    }
}

fn requests(edit: &Edit, room: usize) -> Vec<InputRequest> {
    let one = match edit {
        Edit::Insert(text) => {
            let clean = Clean::line(text);
            // A blank typed alone is a blank; a pasted text is one clean line.
            let text = if text == " " { " " } else { clean.as_str() };
            return text
                .chars()
                .take(room)
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
