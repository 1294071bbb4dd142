//! The table in words: for the help overlay, the hints of the status line and the README.
//! Says how a key is pressed; what it does stands in the table.

use std::fmt::Write;

use crate::app::action::Command;
use crate::app::{HelpRow, Keys as Help};
use crate::content::search::EXAMPLES;
use crate::keys::table::{Binding, Place, TABLE, bindings};

/// The rows of the help and the hints, for the app.
pub fn help() -> Help {
    let rows = TABLE.iter().flat_map(|(heading, bindings)| {
        let heading = HelpRow {
            keys: String::new(),
            help: (*heading).to_owned(),
        };
        let rows = bindings.iter().filter(|binding| !binding.help.is_empty());
        std::iter::once(heading).chain(rows.map(|binding| HelpRow {
            keys: shown(binding),
            help: binding.help.replace('`', ""),
        }))
    });
    let heading = HelpRow {
        keys: String::new(),
        help: "In the search box".to_owned(),
    };
    let examples = EXAMPLES.iter().map(|(example, what)| HelpRow {
        keys: (*example).to_owned(),
        help: what.replace('`', ""),
    });
    Help {
        rows: rows.chain([heading]).chain(examples).collect(),
        list: hints(Place::List),
        reader: hints(Place::Reader),
    }
}

fn hints(place: Place) -> Vec<(String, &'static str)> {
    let hinted =
        bindings().filter(|binding| !binding.hint.is_empty() && binding.places.contains(&place));
    let wanted =
        hinted.filter(|binding| place == Place::Reader || binding.command != Command::Back);
    wanted
        .map(|binding| {
            (
                binding
                    .keys
                    .first()
                    .map_or(String::new(), |keys| pressed(keys)),
                binding.hint,
            )
        })
        .collect()
}

/// The keys of a binding as one reads them: `j ↓`.
fn shown(binding: &Binding) -> String {
    binding
        .keys
        .iter()
        .map(|keys| pressed(keys))
        .collect::<Vec<_>>()
        .join(" ")
}

/// A key sequence as one reads it: `gg`, `Ctrl-d`, `↓`.
fn pressed(keys: &str) -> String {
    keys.split(' ').map(one_pressed).collect()
}

fn one_pressed(key: &str) -> String {
    let (held, key) = key
        .rsplit_once('-')
        .filter(|(held, _)| !held.is_empty())
        .map_or(("", key), |(held, key)| (held, key));
    let held: String = held
        .split('-')
        .filter(|part| !part.is_empty())
        .map(|part| capital(part) + "-")
        .collect();
    let key = match key {
        "down" => "↓".to_owned(),
        "up" => "↑".to_owned(),
        "left" => "←".to_owned(),
        "right" => "→".to_owned(),
        "pagedown" => "PgDn".to_owned(),
        "pageup" => "PgUp".to_owned(),
        long if long.len() > 1 => capital(long),
        _ => key.to_owned(),
    };
    held + &key
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// The table as the README shows it, in Markdown.
pub fn markdown() -> String {
    let mut out = String::from("| Keys | Name | What they do |\n|---|---|---|\n");
    for (heading, bindings) in TABLE {
        let _ = writeln!(out, "| | | **{heading}** |");
        for binding in bindings.iter().filter(|binding| !binding.help.is_empty()) {
            let keys: Vec<String> = binding
                .keys
                .iter()
                .map(|keys| format!("`{}`", pressed(keys)))
                .collect();
            let _ = writeln!(
                out,
                "| {} | {} | {} |",
                keys.join(" "),
                binding.name,
                binding.help
            );
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_shown_as_one_presses_them() {
        assert_eq!(
            [
                "g g",
                "ctrl-d",
                "shift-tab",
                "down",
                "pagedown",
                "-",
                "alt-1"
            ]
            .map(pressed),
            ["gg", "Ctrl-d", "Shift-Tab", "↓", "PgDn", "-", "Alt-1"]
        );
    }
}
