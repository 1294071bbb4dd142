//! What the app asks of the world, done without a screen: what a text or a file says is read at once, since whoever typed waits
//! for it; scans and searches are threads whose answers are awaited before anything is said.

use std::io::{IsTerminal, Write, stdin};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use crate::app::action::{Action, Effect};
use crate::app::outside::{At, Errand, Part};
use crate::backlinks;
use crate::content::article::ArticleId;
use crate::content::seek::Candidate;
use crate::finder;
use crate::linear::Linear;
use crate::loader;
use crate::markdown::parse::Head;
use crate::opener;
use crate::terminal::outside::{Said, told};
use crate::terminal::{bodies, effects, files};
use crate::text::Clean;

impl Linear {
    pub(super) fn perform(&mut self, wanted: Vec<Effect>) {
        for effect in wanted {
            match effect {
                Effect::Scan => self.scan(),
                Effect::Read(id, head) => self.read(id, Some(&head)),
                Effect::Source(id) => self.read(id, None),
                Effect::Search(number, texts, candidates) => {
                    self.search(number, &texts, candidates);
                }
                Effect::Backlinks(number, aim, articles) => {
                    let search = backlinks::Search {
                        roots: Arc::clone(&self.roots),
                        syntax: self.syntax,
                        aim,
                        articles,
                    };
                    let pass_on = self.passing(move |found| Action::Backlinks(number, found));
                    self.backlinks = backlinks::spawn(search, pass_on).ok();
                    if self.backlinks.is_none() {
                        self.act(Action::Backlinks(number, None));
                    }
                }
                Effect::NoBacklinks => self.backlinks = None,
                Effect::Print(ids) => {
                    let prints = ids.iter();
                    let prints = prints.filter_map(|id| loader::read_print(&self.roots, id));
                    let prints = Action::Printed(prints.collect());
                    self.act(prints);
                }
                Effect::Bookmark(_)
                | Effect::Save(_)
                | Effect::Searched(_)
                | Effect::Searches
                | Effect::Remember(..)
                | Effect::Recall(_) => self.keep(effect),
                Effect::Browse(url) => {
                    let said = opener::browse(&url).map_or_else(
                        |error| format!("The browser could not be started: {error}"),
                        |()| format!("Asked the browser to open {url}"),
                    );
                    self.notice(&said);
                }
                Effect::Copy(text) => drop(self.copy(&text)),
                Effect::Outside(errand) => self.run_errand(errand),
                Effect::After(delay, action) => self.timers.push((Instant::now() + delay, action)),
                Effect::Quit => self.over = true,
                // For the screen alone.
                Effect::Colour(..)
                | Effect::Fetch(..)
                | Effect::Pictures
                | Effect::Mouse(_)
                | Effect::Suspend
                | Effect::Redraw => {}
            }
        }
    }

    /// Hands what a thread says on, as actions.
    fn passing<T, F>(&self, action: F) -> impl Fn(T) -> bool + Send + Sync + 'static + use<T, F>
    where
        F: Fn(T) -> Action + Send + Sync + 'static,
    {
        let sender = self.sender.clone();
        move |said| sender.send(action(said)).is_ok()
    }

    fn scan(&mut self) {
        let pass_on = self.passing(|message| match message {
            loader::Message::Loaded(batch) => Action::Loaded(batch),
            loader::Message::Finished(summary, _) => Action::Scanned(effects::scan(summary)),
        });
        self.scan = Some(loader::spawn(&self.roots, self.options, pass_on));
    }

    /// Ends the search in texts that is under way, and begins another.
    fn search(&mut self, number: u64, texts: &[String], candidates: Vec<Candidate>) {
        self.search = None;
        if !texts.is_empty() {
            let pass_on = self.passing(move |found: finder::Found| {
                Action::Found(number, found.hits, found.looked, found.over)
            });
            let roots = Arc::clone(&self.roots);
            self.search = Some(finder::spawn(roots, texts, candidates, pass_on));
        }
    }

    fn read(&mut self, id: ArticleId, head: Option<&Head>) {
        let opened = bodies::open((&self.roots, self.syntax), &id, head, &mut drop);
        self.act(Action::Opened(id, Box::new(opened)));
    }

    /// Without a store, nothing is known of earlier days.
    fn keep(&mut self, effect: Effect) {
        let scope = || self.roots.scope(self.options);
        match (&self.store, effect) {
            (Some(store), Effect::Save(rows)) => store.save(rows),
            (Some(store), Effect::Bookmark(bookmark)) => store.leave(scope(), bookmark),
            (Some(store), Effect::Searched(words)) => store.searched(scope(), words),
            (Some(store), Effect::Searches) => store.searches(scope()),
            (Some(store), Effect::Remember(print, text)) => store.remember(print, text),
            (Some(store), Effect::Recall(print)) => {
                store.recall(print);
                self.awaited += 1;
            }
            (None, Effect::Recall(print)) => self.act(Action::Recalled(print, None)),
            _ => {}
        }
    }

    /// Into the clipboard; whether there is one. Else it is said: somebody may take it from there.
    fn copy(&mut self, text: &str) -> bool {
        let copied = opener::copy(text);
        if !copied {
            self.notice("There is no clipboard here to copy to. This is the text");
            self.say(text.trim_end());
        }
        copied
    }

    fn run_errand(&mut self, errand: Errand) {
        let said = match errand {
            Errand::Edit(id, at) => self.edit(&id, &at),
            Errand::Pipe(id, n) => self.pipe(&id, n),
            Errand::Copy(id, Part::Path) => files::path(&self.roots, &id).map(|path| {
                let path = Clean::line(&path.to_string_lossy());
                let said = format!("Copied {path}");
                if self.copy(&path) {
                    said
                } else {
                    String::new()
                }
            }),
            Errand::Copy(id, Part::Markdown) => match loader::read_body(&self.roots, &id) {
                Ok(body) if self.copy(&Clean::block(&body.text)) => {
                    Ok("Copied the text.".to_owned())
                }
                Ok(_) => Ok(String::new()),
                Err(why) => Err(why.to_string()),
            },
            Errand::Save(copy) => match files::save(&self.roots, &copy) {
                Ok(Some(said)) => Ok(said),
                Ok(None) => return self.act(Action::Occupied(copy)),
                Err(said) => Err(said),
            },
        };
        let (Ok(said) | Err(said)) = said;
        if !said.is_empty() {
            self.notice(&said);
        }
    }

    fn edit(&mut self, id: &ArticleId, at: &At) -> Said {
        if !stdin().is_terminal() {
            return Err("There is no terminal to edit in.".to_owned());
        }
        let line = match at {
            At::Line(line) => *line,
            At::Near(..) => files::line(&self.roots, id, at),
        };
        let path = files::path(&self.roots, id)?;
        self.flush().map_err(|error| error.to_string())?;
        let ended = opener::editor(&self.programs.editor, &path, line)?.status();
        if let Ok(body) = loader::read_body(&self.roots, id) {
            self.act(Action::Changed(vec![body.article], Vec::new()));
        }
        told("The editor", ended)
    }

    /// Hands an article's text to a command, and waits until that ends.
    fn pipe(&mut self, id: &ArticleId, n: usize) -> Said {
        let Some((name, words)) = self.programs.pipes.get(n).cloned() else {
            return Ok(String::new());
        };
        let program = words.first().and_then(|name| opener::find(name));
        let (Some(program), Some((_, args))) = (program, words.split_first()) else {
            return Err(format!("{name}: there is no such program."));
        };
        let body = loader::read_body(&self.roots, id).map_err(|why| why.to_string())?;
        let text = Clean::block(&body.text).to_string();
        self.flush().map_err(|error| error.to_string())?;
        let mut command = Command::new(program);
        let child = command.args(args).stdin(Stdio::piped()).spawn();
        let ended = child.and_then(|mut child| {
            let to = child.stdin.take();
            // A command need not read all of it.
            let hand_over = move || to.map(|mut to| to.write_all(text.as_bytes()));
            let name = "pipe".to_owned();
            thread::Builder::new().name(name).spawn(hand_over)?;
            child.wait()
        });
        let said = told(&name, ended)?;
        Ok(if said.is_empty() {
            format!("{name} has it.")
        } else {
            said
        })
    }
}
