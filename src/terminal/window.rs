//! What the terminal's window has of us: the mouse, and a title that says what is read. Both are taken at the start and after a
//! stop; that they are given back is the business of `screen`.

use std::io::{self, Write};

use crate::app::status::title;
use crate::terminal::{Loop, screen};

/// The title that the window has.
#[derive(Debug)]
pub(super) struct Window {
    /// Whether it may have one of ours.
    titled: bool,
    title: String,
}

impl Window {
    /// With a title of ours if it is wanted and the terminal has such a thing. The consoles of kernels write parts of it on the
    /// screen.
    pub(super) fn new(wanted: bool, variable: impl Fn(&str) -> Option<String>) -> Self {
        let term = variable("TERM").unwrap_or_default();
        Self {
            titled: wanted && !term.is_empty() && !["dumb", "linux"].contains(&term.as_str()),
            title: String::new(),
        }
    }
}

impl Loop {
    /// Takes the mouse, and has the terminal remember the title.
    pub(super) fn take_window(&mut self) -> io::Result<()> {
        self.window.title.clear();
        if self.window.titled {
            let escapes = screen::remember_title();
            self.terminal.backend_mut().write_all(escapes.as_bytes())?;
        }
        self.take_mouse()
    }

    /// Takes the mouse if it is to be ours, else leaves it to the terminal.
    pub(super) fn take_mouse(&mut self) -> io::Result<()> {
        let escapes = if self.app.mouse.on {
            screen::MOUSE
        } else {
            screen::NO_MOUSE
        };
        self.terminal.backend_mut().write_all(escapes.as_bytes())
    }

    /// Says in the title what is read now.
    pub(super) fn tell_title(&mut self) -> io::Result<()> {
        let title = title(&self.app);
        if !self.window.titled || self.window.title == *title {
            return Ok(());
        }
        let escapes = format!("\x1b]2;{title}\x1b\\");
        self.window.title = title.to_string();
        self.terminal.backend_mut().write_all(escapes.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_terminals_that_have_titles_get_one() {
        for (term, wanted, titled) in [
            ("xterm-256color", true, true),
            ("xterm-256color", false, false),
            ("linux", true, false),
            ("dumb", true, false),
            ("", true, false),
        ] {
            let window = Window::new(wanted, |_| Some(term.to_owned()));
            assert_eq!(window.titled, titled, "{term}");
        }
    }
}
