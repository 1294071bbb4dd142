//! The loop asks the terminal, and does what follows from its answers. Asked again when the window has the focus again, since
//! its colours may be others by then, and after a stop; never while an answer is owed.

use std::io::{self, Write};

use super::pictures;
use super::query::{Answer, Known, Wanted, question};
use super::screen;
use crate::app::action::Action;
use crate::terminal::Loop;

/// What the loop asks and was told.
#[derive(Debug)]
pub(super) struct Asking {
    /// What it would know.
    wanted: Wanted,
    /// The answers so far, while there are some to come.
    owed: Option<Known>,
    /// The pixels of a cell, as it said.
    cell: (u16, u16),
}

impl Asking {
    /// For what would be known.
    pub(super) fn new(wanted: Wanted) -> Self {
        Self {
            wanted,
            owed: None,
            cell: (0, 0),
        }
    }

    /// The pixels of a cell: what the system knows, else what the terminal said.
    pub(super) fn cell(&self) -> (u16, u16) {
        match pictures::cell() {
            (0, _) | (_, 0) => self.cell,
            known => known,
        }
    }
}

impl Loop {
    /// Asks, if there is anything to ask.
    pub(super) fn ask(&mut self) -> io::Result<()> {
        let asking = &mut self.asking;
        let wanted = Wanted {
            cell: asking.wanted.cell && pictures::cell() == (0, 0),
            ..asking.wanted
        };
        let (Some(question), Some(input), None) =
            (question(wanted, variable), &self.input, &asking.owed)
        else {
            return Ok(());
        };
        asking.owed = Some(Known::default());
        input.expect();
        let backend = self.terminal.backend_mut();
        backend.write_all(question.as_bytes())?;
        Write::flush(backend)
    }

    /// The window has the focus again: much may have changed.
    pub(super) fn regained(&mut self) -> io::Result<()> {
        self.look();
        self.act(Action::Focus)?;
        self.ask()
    }

    /// Asks again: whether the last question was answered, nobody knows.
    pub(super) fn ask_again(&mut self) -> io::Result<()> {
        self.asking.owed = None;
        self.ask()
    }

    /// Takes an answer; the last one makes all of them count.
    pub(super) fn answered(&mut self, answer: Answer) -> io::Result<()> {
        let Some(mut known) = self.asking.owed.take() else {
            return Ok(());
        };
        if !known.take(answer) {
            self.asking.owed = Some(known);
            return Ok(());
        }
        self.asking.cell = known.cell;
        screen::set_links(self.asking.wanted.looks && known.links());
        if self.asking.wanted.way {
            self.painter.show_by(known.way(variable));
        }
        self.measure()?;
        let background = known.background.map(Action::Background);
        background.map_or(Ok(()), |action| self.act(action))
    }
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
