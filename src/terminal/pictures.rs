//! The thread that draws pictures: those of the newest screen, older ones forgotten.
//! Its panics are caught where bytes are decoded: a picture fails, the reader goes on.

use std::fmt::Write;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::{io, thread};

use crossterm::terminal::window_size;

use super::Message;
use crate::app::App;
use crate::app::pictures::{Picture, rows};
use crate::pictures::{Painting, Pictures, Screen, Sources, Way, draw};

/// Pictures of one screen to be drawn.
type Request = Vec<(Picture, Screen)>;

/// A picture that was drawn.
pub(super) struct Painted {
    pub(super) picture: Picture,
    pub(super) screen: Screen,
    pub(super) painting: Painting,
}

/// The pictures of the loop.
pub(super) struct Painter {
    /// Those that are drawn.
    pub(super) pictures: Pictures,
    /// How they are to be shown, where the size of cells is known.
    wanted: Way,
    /// The screen that they are drawn for.
    screen: Screen,
    ask: Option<Sender<Request>>,
}

impl Painter {
    /// With a thread that draws, unless pictures are off.
    pub(super) fn start(
        way: Option<Way>,
        sources: Sources,
        sender: Sender<Message>,
    ) -> io::Result<Self> {
        let ask = way.map(|_| start(sources, sender)).transpose()?;
        let deep =
            std::env::var("COLORTERM").is_ok_and(|depth| depth == "truecolor" || depth == "24bit");
        let screen = Screen {
            deep,
            number: std::process::id() << 16,
            ..Screen::default()
        };
        Ok(Self {
            pictures: Pictures::default(),
            wanted: way.unwrap_or_default(),
            screen,
            ask,
        })
    }

    /// Has the pictures drawn that are on the screen and not here.
    pub(super) fn look(&mut self, app: &App) {
        let Some(ask) = &self.ask else {
            return;
        };
        let mut seen: Vec<Picture> = Vec::new();
        for row in rows(app) {
            if seen.last() != Some(&row.picture) {
                seen.push(row.picture);
            }
        }
        let missing = self.pictures.see(seen);
        if missing.is_empty() {
            return;
        }
        let numbered = |picture| {
            self.screen.number += 1;
            (picture, self.screen)
        };
        drop(ask.send(missing.into_iter().map(numbered).collect()));
    }

    /// Takes a picture that was drawn, unless the screen is another one by now; returns what to write to the terminal.
    pub(super) fn take(&mut self, painted: Painted) -> String {
        let Painted {
            picture,
            screen,
            painting,
        } = painted;
        let same = (screen.way, screen.cell) == (self.screen.way, self.screen.cell);
        if !same || self.pictures.has(&picture) {
            return String::new();
        }
        let gone = self.pictures.add(picture, painting, screen);
        self.farewell(&gone)
    }

    /// Pictures are to be shown in this way, from the next time that cells are measured.
    pub(super) fn show_by(&mut self, way: Way) {
        self.wanted = way;
    }

    /// A cell has so many pixels from now on; returns what to write to the terminal.
    pub(super) fn show_on(&mut self, cell: (u16, u16)) -> String {
        let way = match cell {
            (0, _) | (_, 0) => Way::Blocks,
            _ => self.wanted,
        };
        if (way, cell) == (self.screen.way, self.screen.cell) {
            return String::new();
        }
        let gone = self.forget();
        (self.screen.way, self.screen.cell) = (way, cell);
        gone
    }

    /// Forgets what was drawn, since the terminal may have; returns what to write to it.
    pub(super) fn forget(&mut self) -> String {
        let gone = self.pictures.clear();
        self.farewell(&gone)
    }

    /// Has the terminal drop the images that it keeps.
    fn farewell(&self, gone: &[u32]) -> String {
        if self.screen.way != Way::Kitty {
            return String::new();
        }
        let mut escapes = String::new();
        for number in gone {
            // Writing into a string cannot fail.
            let _ = write!(escapes, "\u{1b}_Ga=d,d=I,i={number},q=2\u{1b}\\");
        }
        escapes
    }
}

/// Starts the thread; requests go into what it returns, answers come as [`Message::Drawn`].
fn start(sources: Sources, sender: Sender<Message>) -> io::Result<Sender<Request>> {
    let (ask, asked) = channel();
    thread::Builder::new()
        .name("pictures".into())
        .spawn(move || answer(&sources, &asked, &sender))?;
    Ok(ask)
}

fn answer(sources: &Sources, asked: &Receiver<Request>, sender: &Sender<Message>) {
    let mut newer: Option<Request> = None;
    while let Some(request) = newer.take().or_else(|| asked.recv().ok()) {
        for (picture, screen) in request {
            newer = asked.try_iter().last();
            if newer.is_some() {
                break;
            }
            let painting = draw(sources, &picture, screen);
            let painted = Painted {
                picture,
                screen,
                painting,
            };
            if sender.send(Message::Drawn(Box::new(painted))).is_err() {
                return;
            }
        }
    }
}

/// The pixels of a cell, across and down; none if the terminal does not tell the system.
pub(super) fn cell() -> (u16, u16) {
    window_size()
        .ok()
        .filter(|size| size.columns > 0 && size.rows > 0)
        .map_or((0, 0), |size| {
            (size.width / size.columns, size.height / size.rows)
        })
}
