//! The presets: what other programs' users have in their fingers, as changes to the table.
//! `vim` is the table itself.

use crate::keys::keymap::{Bound, NONE};
use crate::keys::notation::read;
use crate::keys::table::{BOXES, LIST, PANES, Place, READER};

/// Places, keys and the name of the action.
type Change = (&'static [Place], &'static str, &'static str);

const LISTS: &[Place] = &[
    Place::List,
    Place::Reader,
    Place::Help,
    Place::Problems,
    Place::Outline,
    Place::Backlinks,
    Place::Sheet,
];

#[rustfmt::skip] // one row is one line
const LESS: &[Change] = &[
    (LISTS, "g", "start"),
    (LISTS, "e", "down"),
    (LISTS, "ctrl-e", "down"),
    (LISTS, "ctrl-n", "down"),
    (LISTS, "y", "up"),
    (LISTS, "ctrl-y", "up"),
    (LISTS, "ctrl-p", "up"),
    (LISTS, "d", "half-page-down"),
    (LISTS, "u", "half-page-up"),
    (LISTS, "f", "page-down"),
    (LISTS, "ctrl-v", "page-down"),
    (LISTS, "alt-v", "page-up"),
    (LISTS, "<", "start"),
    (LISTS, ">", "end"),
    (READER, "F", "hints"),
    (LIST, "F", "featured"),
    (PANES, "X", "unread"),
    (READER, "c", "copy"),
    (READER, "C", "copy-code"),
    (PANES, "{", "narrower-list"),
    (PANES, "}", "wider-list"),
    (PANES, "H", "help"),
    (PANES, "Q", "quit"),
];

#[rustfmt::skip] // one row is one line
const EMACS: &[Change] = &[
    (LISTS, "ctrl-n", "down"),
    (LISTS, "ctrl-p", "up"),
    (BOXES, "ctrl-n", "down"),
    (BOXES, "ctrl-p", "up"),
    (LISTS, "ctrl-v", "page-down"),
    (LISTS, "alt-v", "page-up"),
    (LISTS, "alt-<", "start"),
    (LISTS, "alt->", "end"),
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
    (&[Place::Help, Place::Problems, Place::Outline, Place::Hints], "ctrl-g", "close"),
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
