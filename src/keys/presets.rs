//! The presets: what other programs' users have in their fingers, as changes to the table.
//! `vim` is the table itself.

use crate::keys::keymap::{Bound, NONE};
use crate::keys::notation::read;
use crate::keys::table::{BOXES, LIST, PANES, Place, READER, SCROLLING};

/// Places, keys and the name of the action.
type Change = (&'static [Place], &'static str, &'static str);

#[rustfmt::skip] // one row is one line
const LESS: &[Change] = &[
    (SCROLLING, "g", "start"),
    (SCROLLING, "e", "down"),
    (SCROLLING, "ctrl-e", "down"),
    (SCROLLING, "ctrl-n", "down"),
    (SCROLLING, "y", "up"),
    (SCROLLING, "ctrl-y", "up"),
    (SCROLLING, "ctrl-p", "up"),
    (SCROLLING, "d", "half-page-down"),
    (SCROLLING, "u", "half-page-up"),
    (SCROLLING, "f", "page-down"),
    (SCROLLING, "ctrl-v", "page-down"),
    (SCROLLING, "alt-v", "page-up"),
    (SCROLLING, "<", "start"),
    (SCROLLING, ">", "end"),
    (READER, "F", "hints"),
    (LIST, "F", "featured"),
    (PANES, "X", "unread"),
    (PANES, "c c", "copy"),
    (PANES, "c p", "copy-path"),
    (PANES, "c t", "copy-title"),
    (PANES, "c m", "copy-article"),
    (PANES, "E", "edit"),
    (READER, "C", "copy-code"),
    (PANES, "{", "narrower-list"),
    (PANES, "}", "wider-list"),
    (PANES, "H", "help"),
    (PANES, "alt-m", "mouse"),
    (PANES, "alt-t", "theme"),
    (LIST, "alt-d", "density"),
    (PANES, "Q", "quit"),
];

#[rustfmt::skip] // one row is one line
const EMACS: &[Change] = &[
    (SCROLLING, "ctrl-n", "down"),
    (SCROLLING, "ctrl-p", "up"),
    (BOXES, "ctrl-n", "down"),
    (BOXES, "ctrl-p", "up"),
    (SCROLLING, "ctrl-v", "page-down"),
    (SCROLLING, "alt-v", "page-up"),
    (SCROLLING, "alt-<", "start"),
    (SCROLLING, "alt->", "end"),
    (LIST, "ctrl-f", "next-section"),
    (LIST, "ctrl-b", "previous-section"),
    (READER, "ctrl-f", NONE),
    (READER, "ctrl-b", NONE),
    (LIST, "ctrl-s", "filter"),
    (READER, "ctrl-s", "find"),
    (READER, "alt-n", "next-heading"),
    (READER, "alt-p", "previous-heading"),
    (READER, "alt-w", "copy"),
    (PANES, "ctrl-u", NONE),
    (PANES, "ctrl-d", NONE),
    (PANES, "ctrl-g", "back"),
    (BOXES, "ctrl-g", "cancel"),
    (&[Place::Help, Place::Problems, Place::Outline, Place::Hints, Place::Selection], "ctrl-g", "close"),
    (&[Place::Question], "ctrl-g", "no"),
    (PANES, "ctrl-x u", "undo"),
    (PANES, "ctrl-x ctrl-c", "quit"),
    (PANES, "alt-x", "palette"),
];

/// What a preset changes.
pub(super) fn changes(preset: &str) -> Vec<Bound> {
    let rows = match preset {
        "less" => LESS,
        "emacs" => EMACS,
        _ => &[],
    };
    let mut changes = Vec::new();
    for (places, keys, name) in rows {
        let keys = read(keys).unwrap_or_default();
        changes.extend(places.iter().map(|place| Bound {
            place: *place,
            keys: keys.clone(),
            name: (*name).to_owned(),
        }));
    }
    changes
}
