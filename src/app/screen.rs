//! Where things are on the screen of the app: the panes as one has arranged them, and the box of what lies over them.
//! The arithmetic is in `panes`; `update`, the view and the mouse ask here.

use crate::app::panes::{
    Focus, OVERLAY, Overlay, Panes, SMALLEST, STACKED, alone, overlay, panes, stacked,
};
use crate::app::{App, Mode};

impl App {
    /// Where things are on the screen.
    pub fn panes(&self) -> Panes {
        let (columns, rows) = self.size;
        let panes = if columns < SMALLEST.0 || rows < SMALLEST.1 {
            Panes::default()
        } else if self.is_alone() {
            alone(self.size)
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

    /// Where a list that lies over the panes is on the screen.
    pub fn overlay(&self) -> Overlay {
        let widest = match self.mode {
            Mode::Problems(_) => u16::MAX,
            _ => OVERLAY,
        };
        overlay(self.size, widest)
    }
}
