//! The list of everything that is wrong, as an overlay: one row for each problem, the article's own place in each.
//! Made when it is opened; how it is painted is the view's business.

use crate::app::App;
use crate::content::library::Slot;
use crate::text::Clean;

/// The open list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    /// What is wrong, article by article, then what the scan could not read.
    pub rows: Vec<Row>,
    /// Index of the selected row.
    pub cursor: usize,
    /// Index of the first row on the screen.
    pub top: usize,
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The article and the line in its file; none for what is no article.
    pub place: Option<(Slot, u32)>,
    /// `sentence · path:line`: the sentence first, since paths are long and alike.
    pub said: Clean,
}

impl Problems {
    /// Everything that is wrong now.
    pub fn of(app: &App) -> Self {
        let slots = app.library.newest().iter();
        let articles = slots.filter_map(|slot| Some((*slot, app.library.get(*slot)?)));
        let mut rows: Vec<Row> = Vec::new();
        for (slot, article) in articles {
            rows.extend(article.problems().iter().map(|problem| Row {
                place: Some((slot, problem.line)),
                said: Clean::line(&format!(
                    "{} · {}:{}",
                    problem.message,
                    article.id.label(),
                    problem.line
                )),
            }));
        }
        if let Some(scan) = app.scan.found() {
            let said = scan.problems.iter().cloned();
            rows.extend(said.map(|said| Row { place: None, said }));
        }
        Self {
            rows,
            ..Self::default()
        }
    }

    /// The selected row.
    pub fn selected(&self) -> Option<&Row> {
        self.rows.get(self.cursor)
    }

    /// Selects another row and brings it onto a list of `height` rows.
    pub fn select(&mut self, cursor: usize, height: usize) {
        self.cursor = cursor.min(self.rows.len().saturating_sub(1));
        let height = height.max(1);
        let lowest = (self.cursor + 1).saturating_sub(height);
        self.top = self.top.clamp(lowest, self.cursor);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_selected_row_is_on_the_screen() {
        let row = Row {
            place: None,
            said: Clean::line("x"),
        };
        let mut problems = Problems {
            rows: vec![row; 10],
            ..Problems::default()
        };
        for (cursor, top) in [(3, 0), (4, 1), (2, 1), (0, 0), (99, 6)] {
            problems.select(cursor, 4);
            assert_eq!(problems.top, top, "at {cursor}");
        }
        assert_eq!(problems.cursor, 9);
    }
}
