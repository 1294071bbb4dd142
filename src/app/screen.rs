//! Where things are on the screen of the app: the panes as one has arranged them, and the box of what lies over them.
//! The arithmetic is in `panes`; `update`, the view and the mouse ask here.

use crate::app::panes::{
    Focus, OVERLAY, Overlay, Panes, SMALLEST, STACKED, alone, overlay, panes, stacked,
};
use crate::app::{App, HelpRow, Mode};
use crate::layout::label::label;

/// Columns for the keys in the help.
pub const KEYS: u16 = 18;
/// Lines of a row of the help, at most.
const ROWS: usize = 4;

impl App {
    /// Where things are on the screen.
    pub fn panes(&self) -> Panes {
        let (columns, rows) = self.size;
        // A list of one article says nothing while that is read.
        let hidden = self.single && self.focus == Focus::Reader;
        let panes = if columns < SMALLEST.0 || rows < SMALLEST.1 {
            Panes::default()
        } else if self.is_alone() {
            alone(self.size)
        } else if hidden {
            panes(self.size, 0, self.focus)
        } else if self.stacked && rows >= STACKED {
            stacked(self.size, self.split)
        } else {
            panes(self.size, self.split, self.focus)
        };
        panes.narrowed(self.presentation.measure)
    }

    /// Whether the text is all that is to be seen.
    pub fn is_alone(&self) -> bool {
        self.zen && self.focus == Focus::Reader
    }

    /// The help in lines as wide as its box: keys and what they do; without keys, a heading.
    pub fn help(&self) -> Vec<(Option<String>, String)> {
        let columns = self.overlay().rows.width.saturating_sub(2 + KEYS);
        let lines = |row: &HelpRow| {
            if row.keys.is_empty() {
                return vec![(None, row.help.clone())];
            }
            let keys = label(&row.keys, KEYS - 1, ROWS);
            let help = label(&row.help, columns, ROWS);
            let line = |n| {
                let part = |parts: &[String]| parts.get(n).cloned().unwrap_or_default();
                (Some(part(&keys)), part(&help))
            };
            (0..keys.len().max(help.len())).map(line).collect()
        };
        self.keys.rows.iter().flat_map(lines).collect()
    }

    /// Where a list that lies over the panes is on the screen.
    pub fn overlay(&self) -> Overlay {
        let widest = match self.mode {
            Mode::Problems(_) => u16::MAX,
            _ => OVERLAY,
        };
        overlay(self.size, widest)
    }
}
