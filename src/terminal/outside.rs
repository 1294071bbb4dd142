//! Errands outside: the terminal is given to an editor or a command and taken again; copies go to the clipboard and to files.
//! While somebody else has the terminal, the loop waits for it.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::{env, process, thread};

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::position;
use crossterm::queue;
use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};

use crate::app::action::Action;
use crate::app::outside::{At, Copy, Errand, Part};
use crate::content::article::ArticleId;
use crate::loader;
use crate::opener;
use crate::terminal::{Loop, input, screen, signals};
use crate::text::Clean;

/// As base64, it is about the 75,000 bytes that many terminals take at most.
const MOST: usize = 54 << 10;

/// What is said of an errand.
type Said = Result<String, String>;

impl Loop {
    /// Runs an errand, and says how it went.
    pub(super) fn run_errand(&mut self, errand: Errand) -> io::Result<()> {
        let said = match errand {
            Errand::Edit(id, at) => self.edit(&id, &at)?,
            Errand::Pipe(id, n) => self.pipe(&id, n)?,
            Errand::Copy(id, part) => self.copy_part(&id, part)?,
            Errand::Save(copy) => match self.save(&copy) {
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
            Part::Path => match self.file(id) {
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
            Part::Markdown => Clean::block(&text),
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

    /// The path of an article's file.
    fn file(&self, id: &ArticleId) -> Result<PathBuf, String> {
        let path = self.roots.path(id).filter(|path| path.is_absolute());
        path.ok_or_else(|| "What came from the standard input has no file.".to_owned())
    }

    fn edit(&mut self, id: &ArticleId, at: &At) -> io::Result<Said> {
        let line = match at {
            At::Line(line) => *line,
            At::Near(..) => self.line(id, at),
        };
        let command = self
            .file(id)
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

    /// The line in the file of a place behind its front matter.
    fn line(&self, id: &ArticleId, at: &At) -> u32 {
        let Ok(body) = loader::read_body(&self.roots, id) else {
            return 1;
        };
        let before = body.text.get(..at.byte(&body.text)).unwrap_or_default();
        let lines = |text: &str| text.matches('\n').count() as u32;
        lines(&body.matter) + lines(before) + 1
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

    /// Saves a copy; none if there is a file that was not to be written over.
    fn save(&self, copy: &Copy) -> Result<Option<String>, String> {
        let path = self.target(copy)?;
        let refused = |error: io::Error| format!("{}: {}.", path.display(), loader::reason(&error));
        let mut from = loader::open_article(&self.roots, &copy.article).map_err(refused)?;
        match fs::canonicalize(&path) {
            Ok(real)
                if self
                    .roots
                    .path(&copy.article)
                    .and_then(|own| fs::canonicalize(own).ok())
                    .as_ref()
                    == Some(&real) =>
            {
                return Err("This is the article itself.".to_owned());
            }
            Ok(real) if !real.is_file() => return Err(format!("{} is no file.", path.display())),
            Ok(_) if !copy.over => return Ok(None),
            // Beside it first, so that nothing is lost if there is no room.
            Ok(real) => {
                let beside = beside(&real);
                let done = write(&beside, &mut from).and_then(|()| fs::rename(&beside, &real));
                if done.is_err() {
                    let _ = fs::remove_file(&beside);
                }
                done
            }
            Err(_) => write(&path, &mut from),
        }
        .map_err(refused)?;
        Ok(Some(format!("Saved as {}", path.display())))
    }

    /// The path that was typed: `~` is the home, and in a folder the file has its own name.
    fn target(&self, copy: &Copy) -> Result<PathBuf, String> {
        let typed = copy.path.trim();
        if typed.is_empty() {
            return Err("Nothing was saved: there was no path.".to_owned());
        }
        let home = typed.strip_prefix("~/").zip(env::var_os("HOME"));
        let path = home.map_or_else(
            || PathBuf::from(typed),
            |(rest, home)| Path::new(&home).join(rest),
        );
        if !path.is_dir() {
            return Ok(path);
        }
        let own = self.roots.path(&copy.article);
        let name = own.as_deref().and_then(Path::file_name);
        Ok(path.join(name.unwrap_or_default()))
    }
}

/// A name for what is not yet whole.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}", process::id()));
    path.with_file_name(name)
}

/// Writes a file that is not there yet; what cannot be written whole does not stay.
fn write(path: &Path, from: &mut dyn Read) -> io::Result<()> {
    let mut file: File = OpenOptions::new().write(true).create_new(true).open(path)?;
    let done = io::copy(from, &mut file).and_then(|_| file.sync_all());
    if done.is_err() {
        let _ = fs::remove_file(path);
    }
    done
}

/// What is said of a program that ended.
fn told(name: &str, ended: io::Result<ExitStatus>) -> Said {
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
