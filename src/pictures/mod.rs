//! Pictures of articles: found under the root, decoded under limits, drawn for a size, kept as long as there is room.
//! [`looks`] tells their sizes when an article is read; [`draw`] does the slow part, in a thread of its own; [`Pictures`] is
//! what the view paints from. Nothing here knows what is on the screen.

mod decode;
mod draw;
mod find;

use std::collections::BTreeMap;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::pictures::Picture;
use crate::content::article::ArticleId;
use crate::layout::frames::Look;
use crate::loader::Roots;
use crate::markdown::document::{Document, Kind};
use crate::pictures::draw::Drawn;
use crate::text::Clean;

/// Further pictures of an article stay what stands for them: each costs an open file when the article is read.
const MOST_OF_ARTICLE: usize = 256;
/// So many drawn pictures are kept,
const KEPT: usize = 48;
/// as long as they take no more bytes than this.
const KEPT_BYTES: usize = 32 << 20;

/// How a terminal is made to show pictures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// Cells with two colours: everywhere.
    #[default]
    Blocks,
    /// The graphics protocol of kitty, with placeholders for cells.
    Kitty,
    /// Sixels.
    Sixel,
    /// The inline images of iTerm2.
    Iterm,
}

/// What is known of the screen that one draws for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Screen {
    /// How it shows pictures.
    pub way: Way,
    /// Pixels of a cell; zero where they are not known.
    pub cell: (u16, u16),
    /// Whether it has all colours rather than 256.
    pub deep: bool,
    /// A number for the picture, no other's: where the terminal keeps it, it goes by that.
    pub number: u32,
}

/// A picture drawn, or why it could not be.
pub struct Painting(Result<Drawn, Clean>);

/// What is known of the pictures of an article, by their links.
pub fn looks(roots: &Roots, article: &ArticleId, document: &Document) -> BTreeMap<u32, Look> {
    let links = document.blocks.iter().filter_map(|block| match block.kind {
        Kind::Picture(link) if !block.continued => Some(link),
        _ => None,
    });
    let look = |link: u32| {
        let target = &document.links.get(link as usize)?.target;
        let found = find::open(roots, article, target);
        let size = found.and_then(|(file, bytes)| decode::size(file, bytes));
        Some(match size {
            Ok((across, down)) => Look::Pixels(across, down),
            Err(why) => Look::Unseen(why),
        })
    };
    let links = links.take(MOST_OF_ARTICLE);
    links.filter_map(|link| Some((link, look(link)?))).collect()
}

/// Draws a picture for a screen.
pub fn draw(roots: &Roots, picture: &Picture, screen: Screen) -> Painting {
    let found = find::open(roots, &picture.article, &picture.target);
    let decoded = found.and_then(|(file, bytes)| decode::picture(file, bytes));
    Painting(decoded.and_then(|decoded| draw::draw(&decoded, picture.frame, screen)))
}

/// The pictures that are drawn; the one that was added last comes last.
#[derive(Default)]
pub struct Pictures {
    kept: Vec<Kept>,
    /// Those on the screen: they stay.
    seen: Vec<Picture>,
    /// Those that were asked for last.
    asked: Vec<Picture>,
}

struct Kept {
    picture: Picture,
    painting: Painting,
    bytes: usize,
    number: u32,
}

impl Pictures {
    /// What is on the screen now; returns what of it must be drawn, unless that was asked for just before.
    pub fn see(&mut self, seen: Vec<Picture>) -> Vec<Picture> {
        let missing = seen.iter().filter(|picture| self.get(picture).is_none());
        let missing: Vec<_> = missing.cloned().collect();
        self.seen = seen;
        if missing == self.asked {
            return Vec::new();
        }
        self.asked.clone_from(&missing);
        missing
    }

    /// Adds a picture; returns the numbers of those that went to make room.
    pub fn add(&mut self, picture: Picture, painting: Painting, screen: Screen) -> Vec<u32> {
        let drawn = painting.0.as_ref().ok();
        let bytes = drawn.map_or(0, |drawn| drawn.bytes(picture.frame, screen));
        self.kept.push(Kept {
            picture,
            painting,
            bytes,
            number: screen.number,
        });
        let mut gone = Vec::new();
        let full = |kept: &[Kept]| {
            kept.len() > KEPT || kept.iter().map(|kept| kept.bytes).sum::<usize>() > KEPT_BYTES
        };
        while full(&self.kept) {
            let mut kept = self.kept.iter();
            let Some(oldest) = kept.position(|kept| !self.seen.contains(&kept.picture)) else {
                break;
            };
            gone.push(self.kept.remove(oldest).number);
        }
        gone
    }

    /// Whether a picture is drawn, or known not to be.
    pub fn has(&self, picture: &Picture) -> bool {
        self.get(picture).is_some()
    }

    /// Forgets all; returns their numbers.
    pub fn clear(&mut self) -> Vec<u32> {
        self.asked.clear();
        self.kept.drain(..).map(|kept| kept.number).collect()
    }

    /// Paints one row of a picture over an area one row high; why it cannot be drawn, if so, for its first row.
    pub fn paint(
        &self,
        (picture, row): (&Picture, u16),
        area: Rect,
        buffer: &mut Buffer,
    ) -> Option<&Clean> {
        match &self.get(picture)?.painting.0 {
            Ok(drawn) => {
                drawn.paint(row, area, buffer);
                None
            }
            Err(why) => Some(why).filter(|_| row == 0),
        }
    }

    fn get(&self, picture: &Picture) -> Option<&Kept> {
        self.kept.iter().find(|kept| kept.picture == *picture)
    }
}
