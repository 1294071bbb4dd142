//! The pictures on the screen: which row of which picture stands where.
//! Asked by the view, which paints them, and by the rim, which has them drawn. No pixels here.

use crate::app::{App, Mode};
use crate::content::article::ArticleId;
use crate::layout::frames::Frame;
use crate::layout::line::{Line, Role};
use crate::text::{Clean, width};

/// A picture of an article at one size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The article that it stands in.
    pub article: ArticleId,
    /// Its path or address, as the article has it.
    pub target: Clean,
    /// Its room.
    pub frame: Frame,
}

/// A row of a picture on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Which picture.
    pub picture: Picture,
    /// Which row of it, from 0.
    pub row: u16,
    /// Where it stands: column and row in the text column.
    pub place: (u16, u16),
}

/// The rows of pictures on the screen, from top to bottom. None while a window lies over the text: pictures of some
/// terminals would shine through.
pub fn rows(app: &App) -> Vec<Row> {
    let covered = match app.mode {
        Mode::Help(_)
        | Mode::Confirm(_)
        | Mode::MarkRead(_)
        | Mode::Problems(_)
        | Mode::Outline(_)
        | Mode::Topics(_) => true,
        Mode::Normal | Mode::Filter(_) | Mode::Find(_) | Mode::Hints(_) => false,
    };
    let reader = &app.reader;
    let Some(article) = reader.article.as_ref().filter(|_| !covered) else {
        return Vec::new();
    };
    let lines = reader.lines().take(app.panes().column.height.into());
    let found = (0..).zip(lines).filter_map(|(y, line)| {
        let (x, row) = pixels(app, line)?;
        let (link, frame) = reader.layout.frame(&reader.document, line.block)?;
        let target = reader.document.links.get(link as usize)?.target.clone();
        let article = article.clone();
        let picture = Picture {
            article,
            target,
            frame,
        };
        let place = (x, y);
        Some(Row {
            picture,
            row,
            place,
        })
    });
    found.collect()
}

/// The column at which a row of a picture begins in a line, and which row that is.
fn pixels(app: &App, line: &Line) -> Option<(u16, u16)> {
    let mut x = 0;
    for span in &line.spans {
        if let Role::Pixels(row) = span.role {
            return Some((x, row));
        }
        x += width(span.text(&app.reader.document)) as u16;
    }
    None
}
