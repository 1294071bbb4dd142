//! What the app asks of the world, done: each effect is one arm here, or handed to the thread that does such things.
//! Stopping and going on again belongs here, too, since a signal does the same as the key.

use std::io::{self, Write};
use std::sync::Arc;
use std::time::Instant;

use ratatui::layout::Rect;

use crate::app::action::{Action, Effect, Scan};
use crate::app::update::update;
use crate::backlinks;
use crate::content::aim::Aim;
use crate::content::article::ArticleId;
use crate::content::seek::Candidate;
use crate::finder;
use crate::journal;
use crate::loader;
use crate::opener;
use crate::terminal::input::Input;
use crate::terminal::{Loop, Message, screen, signals};
use crate::text::Clean;

impl Loop {
    pub(super) fn perform(&mut self, effects: Vec<Effect>) -> io::Result<()> {
        for effect in effects {
            match effect {
                Effect::Scan => self.scan(),
                Effect::Read(id, head) => drop(self.bodies.send((id, Some(head)))),
                Effect::Source(id) => drop(self.bodies.send((id, None))),
                Effect::Colour(number, codes) => {
                    if !self.themes.are_plain() {
                        drop(self.colours.send((number, codes)));
                    }
                }
                Effect::Search(number, texts, candidates) => {
                    self.search(number, &texts, candidates);
                }
                Effect::Fetch(id, pictures) => {
                    if let Some(fetches) = &self.fetches {
                        drop(fetches.send((id, pictures)));
                    }
                }
                Effect::Backlinks(number, aim, articles) => {
                    self.look_for_links(number, aim, articles);
                }
                Effect::NoBacklinks => self.backlinks = None,
                Effect::Print(ids) => drop(self.prints.send(ids)),
                Effect::Bookmark(_)
                | Effect::Save(_)
                | Effect::Searched(_)
                | Effect::Searches
                | Effect::Remember(..)
                | Effect::Recall(_) => {
                    self.ask_store(effect);
                }
                Effect::Browse(url) => self.browse(&url),
                Effect::Copy(text) => drop(self.copy(&text)?),
                Effect::Outside(errand) => self.run_errand(errand)?,
                Effect::After(delay, action) => self.timers.add(Instant::now() + delay, action),
                Effect::Pictures => {
                    let escapes = self.painter.forget();
                    self.terminal.backend_mut().write_all(escapes.as_bytes())?;
                }
                Effect::Mouse(_) => self.take_mouse()?,
                Effect::Suspend => self.suspend()?,
                Effect::Redraw => self.clear()?,
                Effect::Quit => self.over = true,
            }
        }
        Ok(())
    }

    /// Without a store, nothing is known of earlier days.
    fn ask_store(&mut self, effect: Effect) {
        match (&self.store, effect) {
            (Some(store), Effect::Save(rows)) => store.save(rows),
            (Some(store), Effect::Bookmark(bookmark)) => {
                store.leave(self.roots.scope(self.options), bookmark);
            }
            (Some(store), Effect::Searched(words)) => {
                store.searched(self.roots.scope(self.options), words);
            }
            (Some(store), Effect::Searches) => store.searches(self.roots.scope(self.options)),
            (Some(store), Effect::Remember(print, text)) => store.remember(print, text),
            (Some(store), Effect::Recall(print)) => store.recall(print),
            (None, Effect::Recall(print)) => {
                update(&mut self.app, Action::Recalled(print, None));
            }
            _ => {}
        }
    }

    fn scan(&mut self) {
        let sender = self.sender.clone();
        let watcher = self.watcher.clone();
        watcher.begin();
        let begun = Instant::now();
        let pass_on = move |message| {
            let say = |action| sender.send(Message::Action(action)).is_ok();
            match message {
                loader::Message::Loaded(batch) => say(Action::Loaded(batch)),
                loader::Message::Finished(summary, visited) => {
                    journal::scanned(&summary, begun.elapsed());
                    let said = say(Action::Scanned(scan(summary)));
                    // Only now: what the watcher says next is newer than all that the scan said.
                    watcher.visited(visited);
                    said
                }
            }
        };
        self.scan = Some(loader::spawn(&self.roots, self.options, pass_on));
    }

    fn look_for_links(&mut self, number: u64, aim: Aim, articles: Vec<ArticleId>) {
        let search = backlinks::Search {
            roots: Arc::clone(&self.roots),
            syntax: self.syntax,
            aim,
            articles,
        };
        let sender = self.sender.clone();
        let pass_on = move |found| {
            let action = Action::Backlinks(number, found);
            sender.send(Message::Action(action)).is_ok()
        };
        self.backlinks = backlinks::spawn(search, pass_on).ok();
        if self.backlinks.is_none() {
            // Without a thread there is nothing to look with.
            update(&mut self.app, Action::Backlinks(number, None));
        }
    }

    /// Ends the search in texts that is under way, and begins another.
    fn search(&mut self, number: u64, texts: &[String], candidates: Vec<Candidate>) {
        self.search = None;
        if texts.is_empty() {
            return;
        }
        let sender = self.sender.clone();
        let pass_on = move |found: finder::Found| {
            let action = Action::Found(number, found.hits, found.looked, found.over);
            sender.send(Message::Action(action)).is_ok()
        };
        self.search = Some(finder::spawn(
            Arc::clone(&self.roots),
            texts,
            candidates,
            pass_on,
        ));
    }

    fn browse(&mut self, url: &Clean) {
        let notice = match opener::browse(url) {
            Ok(()) => format!("Asked the browser to open {url}"),
            Err(error) => format!("The browser could not be started: {error}"),
        };
        update(&mut self.app, Action::Notice(Clean::line(&notice)));
    }

    pub(super) fn suspend(&mut self) -> io::Result<()> {
        if !signals::can_stop() {
            let notice = "Not stopped: there is no shell that could bring the reader back.";
            return self.act(Action::Notice(Clean::line(notice)));
        }
        if let Some(input) = self.input.take() {
            input.stop();
        }
        screen::restore();
        signals::stop();
        self.resume()
    }

    /// After a stop: the terminal is taken again and drawn whole. It is given back first, since whoever stopped us may have
    /// changed its modes.
    pub(super) fn resume(&mut self) -> io::Result<()> {
        screen::restore();
        screen::enter()?;
        if self.input.is_none() {
            self.input = Some(Input::start(self.sender.clone())?);
        }
        self.take_window()?;
        let action = Self::resized()?;
        self.act(action)?;
        self.clear()?;
        self.ask_again()
    }

    /// Forgets what is on the screen, so that all of it is drawn again. (`Terminal::clear` would ask the terminal where its
    /// cursor is and wait for the answer, which the input thread reads.)
    fn clear(&mut self) -> io::Result<()> {
        let escapes = self.painter.forget();
        self.terminal.backend_mut().write_all(escapes.as_bytes())?;
        let (columns, rows) = self.app.size;
        self.terminal.resize(Rect::new(0, 0, columns, rows))
    }
}

impl Drop for Loop {
    /// Before what draws goes: it shows the cursor then, and panics where the terminal takes nothing any more.
    fn drop(&mut self) {
        screen::restore();
    }
}

/// What the app is told of a scan.
pub(crate) fn scan(summary: loader::Summary) -> Scan {
    let problem = |(path, sentence): (Clean, Clean)| Clean::line(&format!("{path}: {sentence}"));
    Scan {
        hidden: summary.hidden,
        ignored: summary.ignored,
        special: summary.special,
        outside: summary.outside,
        problems: summary.problems.into_iter().map(problem).collect(),
    }
}
