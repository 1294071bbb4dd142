//! The theme that was chosen, and themes of a user's own: a base and some roles.
//! What their colours become on a terminal is the theme's business.

use super::layer::{Wrong, nearest};
use super::options::Settings;
use super::tree::Node;
use crate::view::theme::{ROLES, THEMES, Theme, colour, named};

/// The theme that goes by the terminal's background.
pub(super) const AUTO: &str = "auto";

/// The names of the themes that come with the program, and of the choice among them.
pub fn theme_names() -> impl Iterator<Item = &'static str> {
    [AUTO].into_iter().chain(THEMES.iter().copied())
}

impl Settings {
    /// A theme by its name: a user's own, or one that comes with the program.
    pub fn theme_named(&self, name: &str) -> Option<Theme> {
        let own = self.themes.iter().find(|(own, _)| own == name);
        own.map(|(_, theme)| *theme).or_else(|| named(name))
    }
}

/// Chooses a theme.
pub(super) fn theme(settings: &mut Settings, value: &Node) -> Vec<Wrong> {
    let Node::Word(name) = value else {
        return vec![Wrong::value("theme takes one value".to_owned())];
    };
    if name == AUTO || settings.theme_named(name).is_some() {
        settings.theme.clone_from(name);
        return Vec::new();
    }
    let own = settings.themes.iter().map(|(own, _)| own.as_str());
    let near = nearest(name, own.chain(THEMES.iter().copied()).chain([AUTO]));
    vec![Wrong::value(format!("There is no theme “{name}”{near}"))]
}

/// Takes themes of a user's own.
pub(super) fn themes(settings: &mut Settings, value: &Node) -> Vec<Wrong> {
    let Node::Map(entries) = value else {
        let said = "themes are written as `name: {role: colour}`";
        return vec![Wrong::value(said.to_owned())];
    };
    let mut wrongs = Vec::new();
    for (n, (name, roles)) in entries.iter().enumerate() {
        let mut own = Theme::COLOURS;
        let Node::Map(roles) = roles else {
            let said = "A theme is written as `role: colour`".to_owned();
            wrongs.push(Wrong::value(said).under(n));
            continue;
        };
        let base = roles.iter().find(|(role, _)| role == "base");
        if let Some((_, Node::Word(base))) = base {
            own = settings.theme_named(base).unwrap_or(own);
        }
        for (m, (role, value)) in roles.iter().enumerate() {
            let told = set(settings, &mut own, role, value);
            wrongs.extend(told.map(|wrong| wrong.under(m).under(n)));
        }
        settings.themes.retain(|(old, _)| old != name);
        settings.themes.push((name.clone(), own));
    }
    wrongs
}

/// Sets a role of a theme; what is wrong with it.
fn set(settings: &Settings, own: &mut Theme, role: &str, value: &Node) -> Option<Wrong> {
    let Node::Word(word) = value else {
        return Some(Wrong::value(format!("{role} takes one value")));
    };
    if role == "base" {
        let is_there = settings.theme_named(word).is_some();
        let near = nearest(word, THEMES.iter().copied());
        return (!is_there).then(|| Wrong::value(format!("There is no theme “{word}”{near}")));
    }
    let Some((_, place)) = ROLES.iter().find(|(name, _)| *name == role) else {
        let near = nearest(role, ROLES.iter().map(|(name, _)| *name));
        return Some(Wrong::key(format!("There is no role “{role}”{near}")));
    };
    match colour(word) {
        Some(colour) => *place(own) = colour,
        None => return Some(Wrong::value(format!("“{word}” is no colour"))),
    }
    None
}
