//! The palette: opened, typed into, and its choice done.
//! An action of the other pane goes there first.

use super::choose::change;
use super::travel::{enter, leave};
use crate::app::action::{Edit, Effect};
use crate::app::palette::Palette;
use crate::app::panes::Focus;
use crate::app::{App, Mode};
use crate::text::Clean;

pub(super) fn open(app: &mut App) {
    app.mode = Mode::Palette(Palette::new(&app.keys.entries));
}

pub(super) fn type_into(app: &mut App, edit: &Edit) {
    if let Mode::Palette(palette) = &mut app.mode {
        change(&mut palette.input, edit);
        palette.find(&app.keys.entries);
    }
}

/// Does what is selected.
pub(super) fn choose(app: &mut App) -> Vec<Effect> {
    let Mode::Palette(palette) = std::mem::take(&mut app.mode) else {
        return Vec::new();
    };
    let chosen = palette.rows.get(palette.cursor.at);
    let Some(entry) = chosen.and_then(|n| app.keys.entries.get(*n)).cloned() else {
        return Vec::new();
    };
    if !entry.is_for(app.focus) {
        match app.focus {
            Focus::List => enter(app),
            Focus::Reader => leave(app),
        }
    }
    if entry.is_for(app.focus) {
        return super::obey(app, entry.command, None);
    }
    app.notice = Some(Clean::line("There is no article to do that with."));
    Vec::new()
}
