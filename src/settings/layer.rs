//! One layer of settings, laid over those below it: what it says rightly counts, the rest is told with its place.
//! A bad value costs itself alone.

use std::fmt;

use super::options::{FOR_COLLECTIONS, Kind, OPTIONS, Opt, Settings};
use super::tree::{Node, place, read};
use super::{bindings, looks, programs, searches};
use crate::app::presentation::Named;
use crate::text::Clean;

/// Where a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A collection's file, which may say less.
    Collection,
    /// The user's file.
    User,
    /// A variable or a flag: one value, which has no line.
    Single,
}

/// Where values come from, and what they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer {
    /// What it is called where one tells of it: a path, a variable, a flag.
    pub name: Clean,
    /// What it is.
    pub source: Source,
    /// YAML.
    pub text: String,
}

/// What is wrong with a layer, and where: line and column from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What the layer is called.
    pub name: Clean,
    /// The place in a file; none in one value alone.
    pub at: Option<(usize, usize)>,
    /// A sentence.
    pub said: Clean,
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self.at {
            Some((line, column)) => {
                write!(out, "{}:{line}:{column}: {}", self.name, self.said)
            }
            None => write!(out, "{}: {}", self.name, self.said),
        }
    }
}

/// A fault by the way to it through the tree, to its value or its key.
pub(super) struct Wrong {
    pub(super) path: Vec<usize>,
    pub(super) key: bool,
    pub(super) said: String,
}

impl Wrong {
    pub(super) fn value(said: String) -> Self {
        let (path, key) = (Vec::new(), false);
        Self { path, key, said }
    }

    pub(super) fn key(said: String) -> Self {
        let key = true;
        Self {
            key,
            ..Self::value(said)
        }
    }

    /// The same, seen from a level above.
    pub(super) fn under(mut self, n: usize) -> Self {
        self.path.insert(0, n);
        self
    }
}

/// Lays one layer over `settings`.
pub fn lay(settings: &mut Settings, layer: &Layer) -> Vec<Fault> {
    let fault = |at, said: &str| Fault {
        name: layer.name.clone(),
        at,
        said: Clean::line(said),
    };
    let node = match read(&layer.text) {
        Ok(node) => node,
        Err(refused) => return vec![fault(refused.at, &refused.said)],
    };
    let wrongs = whole(settings, &node, layer.source == Source::Collection);
    let is_file = layer.source != Source::Single;
    let at = |path: &[usize], key| {
        let place = is_file.then(|| place(&layer.text, path, key));
        place.flatten()
    };
    let fresh = settings.bindings.iter_mut();
    for own in fresh.filter(|own| !own.path.is_empty()) {
        own.name = layer.name.clone();
        own.at = at(&own.path, true);
        own.path.clear();
    }
    let faults = wrongs
        .iter()
        .map(|wrong| fault(at(&wrong.path, wrong.key), &wrong.said));
    faults.collect()
}

fn whole(settings: &mut Settings, node: &Node, collection: bool) -> Vec<Wrong> {
    let entries = match node {
        Node::Map(entries) => entries,
        Node::Nothing => return Vec::new(),
        Node::Word(_) | Node::List(_) => {
            return vec![Wrong::value(
                "Options are written as `name: value`".to_owned(),
            )];
        }
    };
    let mut wrongs = Vec::new();
    // Themes come first, so that one can be chosen above them.
    let mut ordered: Vec<_> = entries.iter().enumerate().collect();
    ordered.sort_by_key(|(_, (key, _))| key != "themes");
    for (n, (key, value)) in ordered {
        let twice = entries.iter().take(n).any(|(other, _)| other == key);
        let said = match OPTIONS.iter().find(|option| option.name == key) {
            _ if twice => vec![Wrong::key(format!(
                "“{key}” is there twice; the first counts"
            ))],
            Some(_) if collection && !FOR_COLLECTIONS.contains(&key.as_str()) => {
                vec![Wrong::key(format!(
                    "“{key}” is for one's own settings; a collection cannot set it"
                ))]
            }
            Some(option) => {
                let wrongs = set(settings, option, value);
                let fresh = settings.bindings.iter_mut();
                fresh
                    .filter(|own| own.path.len() == 2)
                    .for_each(|own| own.path.insert(0, n));
                wrongs
            }
            None => vec![Wrong::key(format!(
                "There is no option “{key}”{}",
                nearest(key, OPTIONS.iter().map(|o| o.name))
            ))],
        };
        wrongs.extend(said.into_iter().map(|wrong| wrong.under(n)));
    }
    wrongs.sort_by(|one, two| one.path.cmp(&two.path));
    wrongs
}

/// Sets one option; nothing is a value that was not written yet.
fn set(settings: &mut Settings, option: &Opt, value: &Node) -> Vec<Wrong> {
    if *value == Node::Nothing {
        return Vec::new();
    }
    match (&option.kind, value) {
        (Kind::Sections, _) => return sections(settings, value),
        (Kind::Searches, _) => return searches::read(settings, value),
        (Kind::Keys, _) => return bindings::read(settings, value),
        (Kind::Editor, _) => return programs::editor(settings, value),
        (Kind::Pipes, _) => return programs::pipes(settings, value),
        (Kind::Theme, _) => return looks::theme(settings, value),
        (Kind::Themes, _) => return looks::themes(settings, value),
        (kind, Node::Word(word)) => match take(settings, kind, word) {
            Ok(()) => return Vec::new(),
            Err(said) => return vec![Wrong::value(format!("{}: {said}", option.name))],
        },
        _ => {}
    }
    vec![Wrong::value(format!("{} takes one value", option.name))]
}

/// Sets what is one word.
fn take(settings: &mut Settings, kind: &Kind, word: &str) -> Result<(), String> {
    match kind {
        Kind::Switch(place) => {
            *place(settings) = match word.to_lowercase().as_str() {
                "true" | "yes" | "on" => true,
                "false" | "no" | "off" => false,
                _ => {
                    return Err(format!(
                        "“{word}” is neither true nor false{}",
                        nearest(word, ["true", "false"])
                    ));
                }
            }
        }
        Kind::Number(range, place) => {
            let number = word.parse().ok().filter(|number| range.contains(number));
            *place(settings) = number.ok_or_else(|| {
                format!(
                    "“{word}” is no number from {} to {}",
                    range.start(),
                    range.end()
                )
            })?;
        }
        Kind::Name(names, place) => {
            let name = names.iter().find(|name| **name == word);
            *place(settings) = *name.ok_or_else(|| {
                let near = nearest(word, names.iter().copied());
                format!("“{word}” is not one of {}{near}", names.join(", "))
            })?;
        }
        Kind::Text(place) => *place(settings) = Clean::line(word),
        Kind::Sections
        | Kind::Searches
        | Kind::Keys
        | Kind::Editor
        | Kind::Pipes
        | Kind::Theme
        | Kind::Themes => {}
    }
    Ok(())
}

fn sections(settings: &mut Settings, value: &Node) -> Vec<Wrong> {
    let Node::List(items) = value else {
        return vec![Wrong::value("sections is a list".to_owned())];
    };
    let mut wrongs = Vec::new();
    let mut named = Vec::new();
    for (n, item) in items.iter().enumerate() {
        let (section, name) = match item {
            Node::Word(section) => (section, ""),
            Node::Map(entries) => match entries.as_slice() {
                [(section, Node::Word(name))] => (section, name.as_str()),
                _ => (&String::new(), ""),
            },
            Node::Nothing | Node::List(_) => (&String::new(), ""),
        };
        if section.is_empty() {
            wrongs.push(
                Wrong::value("A section is a name, or `section: name of the tab`".to_owned())
                    .under(n),
            );
            continue;
        }
        named.push(Named {
            section: Clean::line(section),
            name: Clean::line(name),
        });
    }
    settings.presentation.sections = named;
    wrongs
}

/// The name that was meant, as the end of a sentence; nothing if none is like it.
pub(super) fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> String {
    let word = word.to_lowercase();
    let far = |name: &&str| strsim::damerau_levenshtein(&word, name);
    let near = names.into_iter().min_by_key(far);
    let near = near.filter(|name| far(name) < name.chars().count().max(2));
    near.map_or(String::new(), |name| format!("; “{name}” is the nearest"))
}
