//! The list of everything that is wrong, as an overlay: one row for each problem, the article's own place in each.
//! Made when it is opened; how it is painted is the view's business.

use crate::app::App;
use crate::app::cursor::Cursor;
use crate::content::library::Slot;
use crate::text::Clean;

/// The open list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    /// What is wrong, article by article, then what the scan could not read.
    pub rows: Vec<Row>,
    /// Where one is in them.
    pub cursor: Cursor,
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
        self.rows.get(self.cursor.at)
    }
}
