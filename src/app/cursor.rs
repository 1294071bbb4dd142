//! Where one is in a list that lies over the panes: the selected row, and the rows on the screen.
//! What the rows are, `problems` and `outline` know.

/// The selected row and the first one on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    /// Index of the selected row.
    pub at: usize,
    /// Index of the first row on the screen.
    pub top: usize,
}

impl Cursor {
    /// Selects another of so many rows and brings it onto a list of `height`.
    pub fn select(&mut self, at: usize, rows: usize, height: usize) {
        self.at = at.min(rows.saturating_sub(1));
        let lowest = (self.at + 1).saturating_sub(height.max(1));
        self.top = self.top.clamp(lowest, self.at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_selected_row_is_on_the_screen() {
        let mut cursor = Cursor::default();
        for (at, top) in [(3, 0), (4, 1), (2, 1), (0, 0), (99, 6)] {
            cursor.select(at, 10, 4);
            assert_eq!(cursor.top, top, "at {at}");
        }
        assert_eq!(cursor.at, 9);
    }
}
