//! The pictures on the screen: which row of which picture stands where, in the text or over the whole screen.
//! Asked by the view, which paints them, and by the rim, which has them drawn. No pixels here.

use crate::app::outside::Question;
use crate::app::reader::Reader;
use crate::app::{App, Mode};
use crate::content::article::ArticleId;
use crate::layout::frames::{Frame, Look};
use crate::layout::line::{Line, Role};
use crate::markdown::document::{BlockId, Kind, Style};
use crate::text::{Clean, width};

/// When pictures are fetched from the web.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fetching {
    /// Those of an article, when they are asked for.
    #[default]
    Asked,
    /// Every one that is on the screen for a moment.
    Always,
}

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
    /// Where it stands: column and row in the text column, or on the screen if it has all of that.
    pub place: (u16, u16),
}

/// The rows of pictures on the screen, from top to bottom. None while a window lies over the text: pictures of some
/// terminals would shine through.
pub fn rows(app: &App) -> Vec<Row> {
    if let Mode::Picture(block) = app.mode {
        return whole(app, block).unwrap_or_default();
    }
    let covered = match app.mode {
        Mode::Help(_)
        | Mode::Confirm(_)
        | Mode::MarkRead(_)
        | Mode::Problems(_)
        | Mode::Palette(_)
        | Mode::Outline(_)
        | Mode::Backlinks(_)
        | Mode::Sheet(_)
        | Mode::Picture(_)
        | Mode::Outside(Question::Over(_) | Question::Which(..))
        | Mode::Topics(_) => true,
        Mode::Outside(Question::Where(..))
        | Mode::Normal
        | Mode::Filter(_)
        | Mode::Find(_)
        | Mode::Hints(_)
        | Mode::Selection(_) => false,
    };
    let reader = &app.reader;
    let Some(article) = reader.article.as_ref().filter(|_| !covered) else {
        return Vec::new();
    };
    let lines = reader.lines().take(app.panes().column.height.into());
    let found = (0..).zip(lines).filter_map(|(y, line)| {
        let (x, row) = pixels(app, line)?;
        let (link, frame) = reader.layout.frame(&reader.document, line.block)?;
        let picture = Picture {
            article: article.clone(),
            target: reader.document.links.get(link as usize)?.target.clone(),
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

/// The rows of a picture in the middle of the screen, of which the last row is left for its caption.
fn whole(app: &App, block: BlockId) -> Option<Vec<Row>> {
    let reader = &app.reader;
    let link = link(reader, block)?;
    let (columns, rows) = (app.size.0, app.size.1.saturating_sub(1));
    let frame = reader.frames.whole(link, (columns, rows))?;
    let picture = Picture {
        article: reader.article.clone()?,
        target: reader.document.links.get(link as usize)?.target.clone(),
        frame,
    };
    let left = (columns - frame.columns.min(columns)) / 2;
    let top = (rows - frame.rows.min(rows)) / 2;
    let at = |row| Row {
        picture: picture.clone(),
        row,
        place: (left, top + row),
    };
    Some((0..frame.rows).map(at).collect())
}

/// The link of a picture that can be drawn, by its block.
fn link(reader: &Reader, block: BlockId) -> Option<u32> {
    let block = reader.document.blocks.get(block as usize)?;
    let Kind::Picture(link) = block.kind else {
        return None;
    };
    let look = reader.frames.looks.get(&link);
    (!block.continued && matches!(look, Some(Look::Pixels(..)))).then_some(link)
}

/// Where a picture that can be drawn is.
pub fn target(reader: &Reader, block: BlockId) -> Option<Clean> {
    let link = reader.document.links.get(link(reader, block)? as usize)?;
    Some(link.target.clone())
}

/// The pictures of the text that can be drawn, in order.
pub fn all(reader: &Reader) -> Vec<BlockId> {
    let blocks = 0..reader.document.blocks.len() as BlockId;
    blocks
        .filter(|block| link(reader, *block).is_some())
        .collect()
}

/// Those of which a part is on the screen.
pub fn seen(app: &App) -> Vec<BlockId> {
    let lines = app.reader.lines().take(app.panes().column.height.into());
    let mut seen: Vec<_> = lines
        .filter(|line| pixels(app, line).is_some())
        .map(|line| line.block)
        .collect();
    seen.dedup();
    seen
}

/// Those on the web that are not here and of which the description is on the screen, by their links.
pub fn away(app: &App) -> Vec<u32> {
    let reader = &app.reader;
    let lines = reader.lines().take(app.panes().column.height.into());
    let link = |line: &Line| match reader.document.blocks.get(line.block as usize)?.kind {
        Kind::Picture(link) => Some(link),
        _ => None,
    };
    let is_away = |link: &u32| matches!(reader.frames.looks.get(link), Some(Look::Away(_)));
    let mut away: Vec<u32> = lines.filter_map(link).filter(is_away).collect();
    away.dedup();
    away
}

/// The first that a link leads to, if it is one of a picture.
pub fn of_link(reader: &Reader, wanted: u32) -> Option<BlockId> {
    let mut all = all(reader).into_iter();
    all.find(|block| link(reader, *block) == Some(wanted))
}

/// What is said of a picture: its description, else where it is; and which of how many it is.
pub fn description(reader: &Reader, block: BlockId) -> Option<Clean> {
    let all = all(reader);
    let number = all.iter().position(|one| *one == block)? + 1;
    let document = &reader.document;
    let target = &document.links.get(link(reader, block)? as usize)?.target;
    let text = &document.blocks.get(block as usize)?.text;
    let ends = document.runs.iter().skip(1).map(|run| run.start);
    let runs = document.runs.iter().zip(ends.chain([u32::MAX]));
    let said: String = runs
        .filter(|(run, _)| !run.style.has(Style::MADE))
        .map(|(run, end)| run.start.max(text.start)..end.min(text.end))
        .filter(|part| part.start < part.end)
        .map(|part| document.slice(&part))
        .collect();
    let said = if said.trim().is_empty() {
        target
    } else {
        said.as_str()
    };
    Some(Clean::line(&match all.len() {
        1 => said.to_owned(),
        several => format!("{number} of {several} · {said}"),
    }))
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
