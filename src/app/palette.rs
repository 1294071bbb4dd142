//! The palette: every action by its name, found by some of its letters.
//! What is chosen is done as if its key had been pressed.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use tui_input::Input;

use crate::app::Keys;
use crate::app::action::Command;
use crate::app::cursor::Cursor;
use crate::app::panes::Focus;
use crate::text::Clean;

/// An action as the palette lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it is called.
    pub name: &'static str,
    /// What it does, in words; may be empty.
    pub help: String,
    /// What it is.
    pub command: Command,
    /// Its keys in the list; none: it is not for the list.
    pub list: Option<String>,
    /// Its keys in the reading pane; none: it is not for that.
    pub reader: Option<String>,
}

impl Keys {
    /// The first key of a command in a pane; empty where it has none.
    pub fn of(&self, command: Command, focus: Focus) -> Clean {
        let entry = self.entries.iter().find(|entry| entry.command == command);
        let keys = entry.map_or("", |entry| entry.keys(focus));
        Clean::line(keys.split(' ').next().unwrap_or_default())
    }
}

impl Entry {
    /// Its keys where one is, else in the other pane.
    pub fn keys(&self, focus: Focus) -> &str {
        let (here, there) = match focus {
            Focus::List => (&self.list, &self.reader),
            Focus::Reader => (&self.reader, &self.list),
        };
        here.as_deref().or(there.as_deref()).unwrap_or_default()
    }

    /// Whether it is for the pane where one is.
    pub fn is_for(&self, focus: Focus) -> bool {
        match focus {
            Focus::List => self.list.is_some(),
            Focus::Reader => self.reader.is_some(),
        }
    }
}

/// The open palette.
#[derive(Clone, Debug, Default)]
pub struct Palette {
    /// What was typed.
    pub input: Input,
    /// Indices of the entries found, the best first.
    pub rows: Vec<usize>,
    /// Where one is in them.
    pub cursor: Cursor,
}

impl Palette {
    /// With all entries.
    pub fn new(entries: &[Entry]) -> Self {
        Self {
            rows: (0..entries.len()).collect(),
            ..Self::default()
        }
    }

    /// Finds anew what was typed: its letters in a name, in order; after those, its words in what an action does.
    pub fn find(&mut self, entries: &[Entry]) {
        let typed = self.input.value();
        let pattern = |kind| Pattern::new(typed, CaseMatching::Ignore, Normalization::Smart, kind);
        let (spread, whole) = (pattern(AtomKind::Fuzzy), pattern(AtomKind::Substring));
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut letters = Vec::new();
        let mut score = |pattern: &Pattern, text: &str| {
            pattern.score(Utf32Str::new(text, &mut letters), &mut matcher)
        };
        let found = entries.iter().enumerate().filter_map(|(n, entry)| {
            let name = score(&spread, &entry.name.replace('-', " "));
            let help = || score(&whole, &entry.help).map(|score| (false, score));
            let rank = name.map(|score| (true, score)).or_else(help)?;
            Some((rank, n))
        });
        let mut found: Vec<_> = found.collect();
        found.sort_by(|(one, _), (two, _)| two.cmp(one));
        self.rows = found.into_iter().map(|(_, n)| n).collect();
        self.cursor = Cursor::default();
    }
}
