//! Which keys mean what: the table, a preset laid over it, and what the user bound, which comes before both.
//! Where two bindings cannot both be typed, the user's stays, and it is told.

use crate::app::action::Command;
use crate::keys::notation::{pressed, read};
use crate::keys::presets::changes;
use crate::keys::table::{ANYWHERE, Binding, Place, SCROLLING, bindings};

/// What the presets are called.
pub const PRESETS: &[&str] = &["vim", "less", "emacs"];

/// A name that unbinds keys.
pub const NONE: &str = "none";

/// What a user bound: keys in one place to the name of an action, or to [`NONE`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// Where.
    pub place: Place,
    /// The keys in the notation of the table.
    pub keys: String,
    /// The name of the action.
    pub name: String,
}

/// All keys, as they are.
#[derive(Clone, Debug)]
pub struct Keymap {
    rows: Vec<Row>,
}

/// A key sequence in one place.
#[derive(Clone, Debug)]
struct Row {
    place: Place,
    keys: String,
    /// Index of the binding in the table.
    binding: usize,
    /// Whether the user bound it.
    own: bool,
}

impl Default for Keymap {
    fn default() -> Self {
        let mut rows = Vec::new();
        for (n, binding) in bindings().enumerate() {
            for place in binding.places {
                rows.extend(binding.keys.iter().map(|keys| Row {
                    place: *place,
                    keys: (*keys).to_owned(),
                    binding: n,
                    own: false,
                }));
            }
        }
        Self { rows }
    }
}

impl Keymap {
    /// The keys of a preset with what the user bound. Each conflict comes with the index of the binding that has it.
    pub fn new(preset: &str, own: &[Bound]) -> (Self, Vec<(usize, String)>) {
        let mut keymap = Self::default();
        for change in changes(preset) {
            keymap.bind(&change, false);
        }
        let mut conflicts = Vec::new();
        let (none, bound): (Vec<_>, Vec<_>) =
            (own.iter().enumerate()).partition(|(_, bound)| bound.name == NONE);
        for (n, bound) in none.into_iter().chain(bound) {
            conflicts.extend(keymap.bind(bound, true).into_iter().map(|said| (n, said)));
        }
        (keymap, conflicts)
    }

    /// Binds keys, or unbinds them; what is wrong with that.
    fn bind(&mut self, bound: &Bound, own: bool) -> Vec<String> {
        let Bound { place, keys, name } = bound;
        let mut said = Vec::new();
        let clash = |row: &Row| row.place == *place && collide(&row.keys, keys);
        let beside = |row: &&Row| own && row.own && clash(row) && row.keys != *keys;
        if let Some(other) = self.rows.iter().find(beside) {
            let (one, two) = (pressed(keys), pressed(&other.keys));
            return vec![format!(
                "“{one}” cannot be typed beside “{two}”, which is bound above"
            )];
        }
        let hidden = |row: &&Row| clash(row) && row.keys != *keys;
        for row in self.rows.iter().filter(hidden) {
            let lost = binding(row.binding).map_or("", |binding| binding.name);
            said.push(format!(
                "“{}” ({lost}) cannot be typed any more beside “{}”; bind it to {NONE} or to other keys",
                pressed(&row.keys),
                pressed(keys)
            ));
        }
        self.rows
            .retain(|row| !(clash(row) && (name != NONE || row.keys == *keys)));
        if let Some(n) = named(*place, name) {
            self.rows.push(Row {
                place: *place,
                keys: keys.clone(),
                binding: n,
                own,
            });
        } else {
            said.clear();
        }
        said
    }

    /// The command bound to a sequence, and whether a longer sequence begins with it.
    pub(super) fn find(&self, place: Place, typed: &str) -> (Option<Command>, bool) {
        let (mut exact, mut longer) = (None, false);
        for row in self.rows.iter().filter(|row| row.place == place) {
            if row.keys == typed {
                exact = exact.or(binding(row.binding).map(|binding| binding.command));
            }
            longer |= begins(&row.keys, typed);
        }
        (exact, longer)
    }

    /// The keys of the table's `n`-th binding; in `place` alone, if one is given.
    pub(super) fn keys_of(&self, n: usize, place: Option<Place>) -> Vec<String> {
        let mut keys: Vec<String> = Vec::new();
        let rows = self.rows.iter().filter(|row| row.binding == n);
        for row in rows.filter(|row| place.is_none_or(|place| row.place == place)) {
            let shown = pressed(&row.keys);
            if !keys.contains(&shown) {
                keys.push(shown);
            }
        }
        keys
    }
}

/// Whether `keys` begin with `start` and go on.
fn begins(keys: &str, start: &str) -> bool {
    keys.strip_prefix(start)
        .is_some_and(|rest| rest.starts_with(' '))
}

/// Whether two sequences cannot both be typed.
fn collide(one: &str, two: &str) -> bool {
    one == two || begins(one, two) || begins(two, one)
}

fn binding(n: usize) -> Option<&'static Binding> {
    bindings().nth(n)
}

/// The binding of the table that `name` means in a place.
fn named(place: Place, name: &str) -> Option<usize> {
    bindings().position(|binding| binding.name == name && binding.places.contains(&place))
}

/// What can be bound in a place.
pub fn actions(place: Place) -> impl Iterator<Item = &'static str> {
    let here = bindings().filter(move |binding| binding.places.contains(&place));
    here.map(|binding| binding.name).chain([NONE])
}

/// The places by their names.
pub fn places() -> impl Iterator<Item = (Place, String)> {
    ANYWHERE
        .iter()
        .map(|place| (*place, format!("{place:?}").to_lowercase()))
}

/// Keys as a user writes them, in the notation of the table.
///
/// # Errors
/// What is wrong with them.
pub fn sequence(place: Place, written: &str) -> Result<String, String> {
    let keys = read(written)?;
    let digit = keys.starts_with(|c: char| ('1'..='9').contains(&c));
    if digit && SCROLLING.contains(&place) {
        return Err("digits say how often a key counts".to_owned());
    }
    Ok(keys)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bound(place: Place, keys: &str, name: &str) -> Bound {
        Bound {
            place,
            keys: sequence(place, keys).unwrap(),
            name: name.to_owned(),
        }
    }

    #[test]
    fn the_users_keys_come_first() {
        let own = [
            bound(Place::Reader, "x", "next-link"),
            bound(Place::Reader, "]", NONE),
            bound(Place::Reader, "]]", "next-heading"),
            bound(Place::Reader, "q", NONE),
        ];
        let (keymap, conflicts) = Keymap::new("vim", &own);
        assert_eq!(conflicts, []);
        let find = |keys| keymap.find(Place::Reader, keys);
        assert_eq!(find("x"), (Some(Command::NextLink), false));
        assert_eq!(find("]"), (None, true));
        assert_eq!(find("] ]"), (Some(Command::NextHeading), false));
        assert_eq!(find("q"), (None, false));
        assert_eq!(keymap.find(Place::List, "q").0, Some(Command::Quit));
        assert_eq!(find("tab").0, Some(Command::NextLink));
    }

    #[test]
    fn conflicts_are_told() {
        let own = [
            bound(Place::List, "g", "end"),
            bound(Place::List, "x y", "undo"),
            bound(Place::List, "x", "redo"),
        ];
        let (keymap, conflicts) = Keymap::new("vim", &own);
        let told: Vec<_> = conflicts
            .iter()
            .map(|(n, said)| (*n, said.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                (
                    0,
                    "“gg” (start) cannot be typed any more beside “g”; bind it to none or to other keys"
                ),
                (
                    0,
                    "“gt” (theme) cannot be typed any more beside “g”; bind it to none or to other keys"
                ),
                (
                    0,
                    "“gm” (mouse) cannot be typed any more beside “g”; bind it to none or to other keys"
                ),
                (2, "“x” cannot be typed beside “xy”, which is bound above"),
            ]
        );
        assert_eq!(keymap.find(Place::List, "g"), (Some(Command::End), false));
    }

    #[test]
    fn every_preset_is_sound() {
        for preset in PRESETS {
            for change in changes(preset) {
                assert!(
                    actions(change.place).any(|name| name == change.name),
                    "{change:?}"
                );
            }
            let (keymap, _) = Keymap::new(preset, &[]);
            for (n, row) in keymap.rows.iter().enumerate() {
                let clash =
                    |other: &Row| row.place == other.place && collide(&row.keys, &other.keys);
                let other = keymap.rows.iter().skip(n + 1).find(|other| clash(other));
                assert!(other.is_none(), "{preset}: {row:?} {other:?}");
            }
            // Whatever one presses, one gets back and out.
            for place in ANYWHERE {
                let has = |command| {
                    let mut rows = keymap.rows.iter().filter(|row| row.place == *place);
                    rows.any(|row| binding(row.binding).unwrap().command == command)
                };
                assert!(
                    has(Command::Quit) && has(Command::Back),
                    "{preset} {place:?}"
                );
            }
        }
    }
}
