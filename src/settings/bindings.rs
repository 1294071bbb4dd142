//! The keys that a user bound, read from the option `keys`: place → keys → the name of an action.
//! Whether they can all be typed is known only when every layer is there.

use super::layer::{Fault, Wrong, nearest};
use super::options::Settings;
use super::tree::Node;
use crate::keys::{Bound, Keymap, Place, actions, places, sequence};
use crate::text::Clean;

/// The name for the list and the reading pane together.
pub(super) const PANES: &str = "panes";

/// Keys that a user bound, and where that was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// The keys.
    pub bound: Bound,
    /// What the layer is called.
    pub name: Clean,
    /// Line and column in it.
    pub at: Option<(usize, usize)>,
    /// The way to it through the layer's tree.
    pub(super) path: Vec<usize>,
}

impl Settings {
    /// The keys as they are set, and what is wrong with them together.
    pub fn keys(&self) -> (Keymap, Vec<Fault>) {
        let bound: Vec<Bound> = self.bindings.iter().map(|own| own.bound.clone()).collect();
        let (keymap, conflicts) = Keymap::new(self.keymap, &bound);
        let fault = |(n, said): (usize, String)| {
            let own = self.bindings.get(n)?;
            Some(Fault {
                name: own.name.clone(),
                at: own.at,
                said: Clean::line(&said),
            })
        };
        // One key of both panes is in conflict in both, which is told once.
        let mut faults: Vec<Fault> = Vec::new();
        for fault in conflicts.into_iter().filter_map(fault) {
            if !faults.contains(&fault) {
                faults.push(fault);
            }
        }
        (keymap, faults)
    }
}

/// Takes the bindings of one layer.
pub(super) fn read(settings: &mut Settings, value: &Node) -> Vec<Wrong> {
    let Node::Map(entries) = value else {
        let said = "keys are written as `place: {keys: action}`";
        return vec![Wrong::value(said.to_owned())];
    };
    let mut wrongs = Vec::new();
    for (n, (name, keys)) in entries.iter().enumerate() {
        let here: Vec<Place> = places()
            .filter(|(place, other)| {
                other == name || name == PANES && matches!(place, Place::List | Place::Reader)
            })
            .map(|(place, _)| place)
            .collect();
        if here.is_empty() {
            let names: Vec<String> = places().map(|(_, name)| name).collect();
            let near = nearest(name, names.iter().map(String::as_str).chain([PANES]));
            let said = format!("There is no place “{name}” for keys{near}");
            wrongs.push(Wrong::key(said).under(n));
            continue;
        }
        let told = place(settings, &here, n, keys);
        wrongs.extend(told.into_iter().map(|wrong| wrong.under(n)));
    }
    wrongs
}

/// Takes the bindings of one entry, which may stand for several places.
fn place(settings: &mut Settings, here: &[Place], n: usize, keys: &Node) -> Vec<Wrong> {
    let Node::Map(keys) = keys else {
        let said = "keys are written as `keys: action`".to_owned();
        return Vec::from_iter((*keys != Node::Nothing).then(|| Wrong::value(said)));
    };
    let mut wrongs = Vec::new();
    for (m, (written, name)) in keys.iter().enumerate() {
        match one(here, written, name) {
            Ok(bounds) => {
                for bound in bounds {
                    // A later layer comes before an earlier one.
                    let same =
                        |own: &Own| own.bound.place == bound.place && own.bound.keys == bound.keys;
                    settings.bindings.retain(|own| !same(own));
                    settings.bindings.push(Own {
                        bound,
                        name: Clean::default(),
                        at: None,
                        path: vec![n, m],
                    });
                }
            }
            Err(wrong) => wrongs.push(wrong.under(m)),
        }
    }
    wrongs
}

fn one(here: &[Place], written: &str, name: &Node) -> Result<Vec<Bound>, Wrong> {
    let name = match name {
        Node::Word(name) => name,
        Node::Nothing => "none",
        Node::List(_) | Node::Map(_) => {
            return Err(Wrong::value("keys are bound to one action".to_owned()));
        }
    };
    let mut bounds = Vec::new();
    for place in here {
        if !actions(*place).any(|action| action == name) {
            continue;
        }
        let keys =
            sequence(*place, written).map_err(|said| Wrong::key(format!("“{written}”: {said}")))?;
        bounds.push(Bound {
            place: *place,
            keys,
            name: name.to_owned(),
        });
    }
    if bounds.is_empty() {
        let names = here.iter().flat_map(|place| actions(*place));
        let near = nearest(name, names);
        return Err(Wrong::value(format!(
            "There is no action “{name}” here{near}"
        )));
    }
    Ok(bounds)
}
