//! Errands outside: the terminal is given to an editor or a command and taken again; copies go to the clipboard and to files.
//! While somebody else has the terminal, the loop waits for it.

use std::io::{self, Write};
use std::process::{Command, ExitStatus, Stdio};
use std::thread;

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::position;
use crossterm::queue;
use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};

use crate::app::action::Action;
use crate::app::outside::{At, Errand, Part};
use crate::content::article::ArticleId;
use crate::loader;
use crate::opener;
use crate::terminal::{Loop, files, input, screen, signals};
use crate::text::Clean;

/// As base64, it is about the 75,000 bytes that many terminals take at most.
const MOST: usize = 54 << 10;

/// What is said of an errand.
pub(crate) type Said = Result<String, String>;

impl Loop {
    /// Runs an errand, and says how it went.
    pub(super) fn run_errand(&mut self, errand: Errand) -> io::Result<()> {
        let said = match errand {
            Errand::Edit(id, at) => self.edit(&id, &at)?,
            Errand::Pipe(id, n) => self.pipe(&id, n)?,
            Errand::Copy(id, part) => self.copy_part(&id, part)?,
            Errand::Save(copy) => match files::save(&self.roots, &copy) {
                Ok(Some(said)) => Ok(said),
                Ok(None) => return self.act(Action::Occupied(copy)),
                Err(said) => Err(said),
            },
        };
        let (Ok(said) | Err(said)) = said;
        if said.is_empty() {
            return Ok(());
        }
        self.act(Action::Notice(Clean::line(&said)))
    }

    /// Puts a text into the clipboards there are: through the terminal, if it can take so much, and the system's.
    pub(super) fn copy(&mut self, text: &str) -> io::Result<bool> {
        let kept = opener::copy(text);
        if text.len() > MOST {
            return Ok(kept);
        }
        queue!(
            self.terminal.backend_mut(),
            CopyToClipboard::to_clipboard_from(text)
        )?;
        Ok(true)
    }

    fn copy_part(&mut self, id: &ArticleId, part: Part) -> io::Result<Said> {
        let (text, what) = match part {
            Part::Path => match files::path(&self.roots, id) {
                Ok(path) => (path.to_string_lossy().into_owned(), "path"),
                Err(said) => return Ok(Err(said)),
            },
            Part::Markdown => match loader::read_body(&self.roots, id) {
                Ok(body) => (body.text, "text"),
                Err(said) => return Ok(Err(said.to_string())),
            },
        };
        let clean = match part {
            Part::Path => Clean::line(&text),
            Part::Markdown => Clean::block(text.trim_end()),
        };
        if part == Part::Path && *clean != *text {
            let said = "This path has characters that cannot be copied safely.";
            return Ok(Err(said.to_owned()));
        }
        if !self.copy(&clean)? {
            let said = format!("This {what} is too long to be copied through the terminal.");
            return Ok(Err(said));
        }
        Ok(Ok(match part {
            Part::Path => format!("Copied {clean}"),
            Part::Markdown => format!(
                "Copied the text, {} lines of Markdown.",
                clean.lines().count()
            ),
        }))
    }

    fn edit(&mut self, id: &ArticleId, at: &At) -> io::Result<Said> {
        let line = match at {
            At::Line(line) => *line,
            At::Near(..) => files::line(&self.roots, id, at),
        };
        let command = files::path(&self.roots, id)
            .and_then(|path| opener::editor(&self.programs.editor, &path, line));
        let mut command = match command {
            Ok(command) => command,
            Err(said) => return Ok(Err(said)),
        };
        let ended = self.give_way(&mut command, None)?;
        // The watcher may take a moment; who comes back sees what was written.
        let body = loader::read_body(&self.roots, id);
        if let (Ok(body), Some(_)) = (body, self.app.scan.found()) {
            self.act(Action::Changed(vec![body.article], Vec::new()))?;
        }
        Ok(told("The editor", ended))
    }

    fn pipe(&mut self, id: &ArticleId, n: usize) -> io::Result<Said> {
        let Some((name, words)) = self.programs.pipes.get(n).cloned() else {
            return Ok(Ok(String::new()));
        };
        let program = words.first().and_then(|name| opener::find(name));
        let (Some(program), Some((_, args))) = (program, words.split_first()) else {
            return Ok(Err(format!("{name}: there is no such program.")));
        };
        let text = match loader::read_body(&self.roots, id) {
            Ok(body) => Clean::block(&body.text).to_string(),
            Err(said) => return Ok(Err(said.to_string())),
        };
        let ended = self.give_way(Command::new(program).args(args), Some(text))?;
        let said = told(&name, ended);
        Ok(said.map(|said| {
            if said.is_empty() {
                format!("{name} has it.")
            } else {
                said
            }
        }))
    }

    /// Runs a program in the foreground, with the terminal; what it shall read is written to it. Waits until it ends.
    fn give_way(
        &mut self,
        command: &mut Command,
        text: Option<String>,
    ) -> io::Result<io::Result<ExitStatus>> {
        if let Some(input) = self.input.take() {
            input.stop();
        }
        screen::restore();
        signals::give_way(true);
        let ended = foreground(command, text);
        signals::give_way(false);
        self.resume()?;
        Ok(ended)
    }
}

/// What is said of a program that ended.
pub(crate) fn told(name: &str, ended: io::Result<ExitStatus>) -> Said {
    match ended {
        Ok(status) if status.success() => Ok(String::new()),
        Ok(status) => Err(status.code().map_or_else(
            || format!("{name} was ended by a signal."),
            |code| format!("{name} ended with code {code}."),
        )),
        Err(error) => Err(format!("{name} could not be run: {error}.")),
    }
}

/// Runs a program with the terminal, in our process group; the terminal's modes are afterwards as they were.
fn foreground(command: &mut Command, text: Option<String>) -> io::Result<ExitStatus> {
    let terminal = input::terminal()?;
    let modes = tcgetattr(&terminal)?;
    let reads = text.is_some();
    // A row of its own, so that it is seen whether anything was written below.
    let before = reads.then(cursor).flatten();
    command.stdin(if reads {
        Stdio::piped()
    } else {
        terminal.try_clone()?.into()
    });
    let mut child = command.spawn()?;
    if let (Some(text), Some(mut to)) = (text, child.stdin.take()) {
        // A command need not read all of it.
        let hand_over = move || drop(to.write_all(text.as_bytes()));
        thread::Builder::new()
            .name("pipe".into())
            .spawn(hand_over)?;
    }
    let ended = child.wait();
    tcsetattr(&terminal, OptionalActions::Now, &modes)?;
    if reads && (before.is_none() || before != position().ok()) {
        pause(&terminal)?;
    }
    ended
}

/// Where the cursor is, on a row that is not the last; none where the terminal does not tell.
fn cursor() -> Option<(u16, u16)> {
    let mut out = io::stdout();
    out.write_all(b"\r\n\x1b[A").ok()?;
    out.flush().ok()?;
    position().ok()
}

/// Waits until what was written was read.
fn pause(terminal: &impl std::os::fd::AsFd) -> io::Result<()> {
    let mut out = io::stdout();
    out.write_all("\r\nEnter goes back to the reader ".as_bytes())?;
    out.flush()?;
    let mut byte = [0];
    while rustix::io::read(terminal, &mut byte)? == 1 && byte != *b"\n" {}
    Ok(())
}
