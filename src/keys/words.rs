//! The keys in words: for the help overlay, the hints of the status line, the palette and the README.
//! How a key is pressed is said by `notation`; what it does stands in the table.

use std::fmt::Write;

use crate::app::action::Command;
use crate::app::palette::Entry;
use crate::app::{HelpRow, Keys as Help};
use crate::content::search::EXAMPLES;
use crate::keys::keymap::Keymap;
use crate::keys::table::{Binding, Place, TABLE, bindings};

/// The rows of the help and the hints, for the app; of the keys as they come.
pub fn help() -> Help {
    Keymap::default().help()
}

/// The table as the README shows it, in Markdown; of the keys as they come.
pub fn markdown() -> String {
    Keymap::default().markdown()
}

/// The table with the number of each binding.
fn numbered() -> impl Iterator<Item = (&'static str, Vec<(usize, &'static Binding)>)> {
    let mut all = bindings().enumerate();
    TABLE
        .iter()
        .map(move |(heading, group)| (*heading, all.by_ref().take(group.len()).collect()))
}

impl Keymap {
    /// The keys and what they do, under headings.
    pub fn rows(&self) -> Vec<HelpRow> {
        let mut rows = Vec::new();
        for (heading, group) in numbered() {
            rows.push(HelpRow {
                keys: String::new(),
                help: heading.to_owned(),
            });
            let helped = group.iter().filter(|(_, binding)| !binding.help.is_empty());
            let helped = helped.map(|(n, binding)| HelpRow {
                keys: self.keys_of(*n, None).join(" "),
                help: binding.help.replace('`', ""),
            });
            rows.extend(helped.filter(|row| !row.keys.is_empty()));
        }
        rows
    }

    /// The rows of the help, the hints and the palette, for the app.
    pub fn help(&self) -> Help {
        let mut rows = self.rows();
        rows.push(HelpRow {
            keys: String::new(),
            help: "In the search box".to_owned(),
        });
        rows.extend(EXAMPLES.iter().map(|(example, what)| HelpRow {
            keys: (*example).to_owned(),
            help: what.replace('`', ""),
        }));
        Help {
            rows,
            entries: self.entries(),
            list: self.hints(Place::List),
            reader: self.hints(Place::Reader),
        }
    }

    fn hints(&self, place: Place) -> Vec<(String, &'static str)> {
        let hinted = bindings().enumerate().filter(|(_, binding)| {
            let is_wanted = place == Place::Reader || binding.command != Command::Back;
            is_wanted && !binding.hint.is_empty() && binding.places.contains(&place)
        });
        let hinted = hinted.filter_map(|(n, binding)| {
            let keys = self.keys_of(n, Some(place)).into_iter().next()?;
            Some((keys, binding.hint))
        });
        hinted.collect()
    }

    /// Every action that the panes have, once.
    fn entries(&self) -> Vec<Entry> {
        let mut entries: Vec<Entry> = Vec::new();
        for (n, binding) in bindings().enumerate() {
            let keys = |place| {
                let here = binding.places.contains(&place);
                here.then(|| self.keys_of(n, Some(place)).join(" "))
            };
            let entry = Entry {
                name: binding.name,
                help: binding.help.replace('`', ""),
                command: binding.command,
                list: keys(Place::List),
                reader: keys(Place::Reader),
            };
            let is_here = entry.list.is_some() || entry.reader.is_some();
            match entries.iter_mut().find(|old| old.name == entry.name) {
                Some(old) => {
                    old.list = joined(old.list.take(), entry.list);
                    old.reader = joined(old.reader.take(), entry.reader);
                }
                None if is_here && binding.command != Command::Palette => entries.push(entry),
                None => {}
            }
        }
        entries
    }

    /// The table of keys in Markdown.
    pub fn markdown(&self) -> String {
        let mut out = String::from("| Keys | Name | What they do |\n|---|---|---|\n");
        for (heading, group) in numbered() {
            let _ = writeln!(out, "| | | **{heading}** |");
            for (n, binding) in group.iter().filter(|(_, binding)| !binding.help.is_empty()) {
                let keys = self.keys_of(*n, None);
                // In a table, a bar must be told from its lines.
                let code = |keys: &String| format!("`{}`", keys.replace('|', "\\|"));
                let keys: Vec<String> = keys.iter().map(code).collect();
                let keys = keys.join(" ");
                let _ = writeln!(out, "| {keys} | {} | {} |", binding.name, binding.help);
            }
        }
        out
    }
}

fn joined(one: Option<String>, two: Option<String>) -> Option<String> {
    match (one, two) {
        (Some(one), Some(two)) => Some(format!("{one} {two}").trim().to_owned()),
        (one, two) => one.or(two),
    }
}
