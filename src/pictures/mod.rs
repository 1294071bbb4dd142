//! Pictures of articles: found under the root, decoded under limits, drawn for a size, kept as long as there is room.
//! [`looks`] tells their sizes when an article is read; [`draw`] does the slow part, in a thread of its own; [`Pictures`] is
//! what the view paints from. Nothing here knows what is on the screen.

mod decode;
mod draw;
mod find;

use std::collections::BTreeMap;
use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::pictures::Picture;
use crate::content::article::ArticleId;
use crate::fetcher::{Fetcher, Shelf};
use crate::layout::frames::Look;
use crate::loader::Roots;
use crate::markdown::document::{Document, Kind};
use crate::pictures::draw::Drawn;
use crate::pictures::find::Missing;
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

/// Where pictures come from.
#[derive(Clone)]
pub struct Sources {
    /// The folders of the articles.
    pub roots: Arc<Roots>,
    /// Pictures that were fetched from the web, if they are kept.
    pub shelf: Option<Shelf>,
}

/// A picture drawn, or why it could not be.
pub struct Painting(Result<Drawn, Clean>);

/// What is known of the pictures of an article, by their links.
pub fn looks(sources: &Sources, article: &ArticleId, document: &Document) -> BTreeMap<u32, Look> {
    let links = document.blocks.iter().filter_map(|block| match block.kind {
        Kind::Picture(link) if !block.continued => Some(link),
        _ => None,
    });
    let known = |link: u32| {
        let target = &document.links.get(link as usize)?.target;
        Some(match find::open(sources, article, target) {
            Ok((file, bytes)) => look(decode::size(file, bytes)),
            Err(Missing::Never(why)) => Look::Unseen(why),
            Err(Missing::Away(why)) => Look::Away(why),
        })
    };
    let links = links.take(MOST_OF_ARTICLE);
    links
        .filter_map(|link| Some((link, known(link)?)))
        .collect()
}

fn look(size: Result<(u32, u32), Clean>) -> Look {
    match size {
        Ok((across, down)) => Look::Pixels(across, down),
        Err(why) => Look::Unseen(why),
    }
}

/// Fetches a picture from the web and keeps it, if it is one; what is known of it then.
pub fn fetch(fetcher: &Fetcher, shelf: &Shelf, target: &str) -> Look {
    let target = target.trim();
    let failed = |why: &str| Look::Failed(find::not_fetched(target, why));
    let bytes = match fetcher.get(target) {
        Ok(bytes) => bytes,
        Err(why) => return failed(&why),
    };
    let size = decode::size(bytes.as_slice(), bytes.len() as u64);
    match size.as_ref().map(|_| shelf.put(target, &bytes)) {
        Ok(Err(error)) => failed(&crate::loader::reason(&error)),
        Err(why) => failed(why),
        Ok(Ok(())) => look(size),
    }
}

/// Draws a picture for a screen.
pub fn draw(sources: &Sources, picture: &Picture, screen: Screen) -> Painting {
    let found = find::open(sources, &picture.article, &picture.target);
    let found = found.map_err(|missing| match missing {
        Missing::Never(why) | Missing::Away(why) => why,
    });
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};
    use std::net::TcpListener;
    use std::thread;

    use crate::markdown::parse::{Head, parse};

    fn serve(bodies: Vec<Vec<u8>>) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let at = listener.local_addr().unwrap();
        thread::spawn(move || {
            for body in bodies {
                let (mut stream, _) = listener.accept().unwrap();
                let _ = stream.read(&mut [0; 4096]);
                let _ = write!(stream, "HTTP/1.0 200 OK\r\n\r\n");
                let _ = stream.write_all(&body);
            }
        });
        format!("http://{at}")
    }

    #[test]
    fn a_picture_of_the_web_is_away_until_it_was_fetched_and_kept_if_it_is_one() {
        let mut png = Vec::new();
        let picture = image::DynamicImage::new_rgb8(30, 20);
        let mut file = std::io::Cursor::new(&mut png);
        picture
            .write_to(&mut file, image::ImageFormat::Png)
            .unwrap();
        let web = serve(vec![png, b"<html>".to_vec()]);
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::new(folder.path());
        let sources = Sources {
            roots: Arc::default(),
            shelf: Some(shelf.clone()),
        };
        let id = ArticleId {
            source: 0,
            path: b"a.md".as_slice().into(),
        };
        let (one, two) = (format!("{web}/one.png"), format!("{web}/two.png"));
        let document = parse(&Head::default(), &format!("![A]({one})\n\n![B]({two})\n"));
        let known = || {
            looks(&sources, &id, &document)
                .into_values()
                .collect::<Vec<_>>()
        };
        let away = Look::Away(Clean::line("not fetched from 127.0.0.1"));
        assert_eq!(known(), [away.clone(), away.clone()]);
        let fetcher = Fetcher::local();
        let first = fetch(&fetcher, &shelf, &one);
        assert_eq!(first, Look::Pixels(30, 20));
        let why = "not fetched from 127.0.0.1: not a picture of a kind that is known";
        assert_eq!(
            fetch(&fetcher, &shelf, &two),
            Look::Failed(Clean::line(why))
        );
        assert_eq!(known(), [first, away]);
        let frame = crate::layout::frames::Frame {
            columns: 3,
            rows: 1,
        };
        let picture = Picture {
            article: id.clone(),
            target: Clean::line(&one),
            frame,
        };
        assert!(draw(&sources, &picture, Screen::default()).0.is_ok());
    }
}
