//! The loop: messages from the threads become actions, actions change the app, the app is drawn, effects are performed.
//! The rim of the program; everything that blocks is in a thread of its own and only sends values.

mod bodies;
mod colours;
mod input;
mod live;
mod screen;
mod signals;
mod timers;

use std::io::{self, Write};
use std::mem;
use std::panic::PanicHookInfo;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::time::Instant;

use crossterm::clipboard::CopyToClipboard;
use crossterm::event::KeyEvent;
use crossterm::queue;
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate, size};
use jiff::Timestamp;
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;

use crate::app::action::{Action, Effect, Scan};
use crate::app::code::Code;
use crate::app::update::{begin, update};
use crate::app::{App, Start};
use crate::content::article::ArticleId;
use crate::content::seek::Candidate;
use crate::finder;
use crate::keys::Keys;
use crate::loader::{self, Options, Roots};
use crate::markdown::parse::Head;
use crate::opener;
use crate::terminal::input::Input;
use crate::terminal::screen::Screen;
use crate::terminal::timers::Timers;
use crate::text::Clean;
use crate::view::draw;
use crate::view::theme::Theme;
use crate::watcher::Watcher;

/// Messages handled before the screen is drawn again, at most: a flood of keys must not hide its effect.
const BATCH: usize = 256;

/// What a thread has to say.
enum Message {
    Key(KeyEvent),
    Paste(String),
    Resized,
    Stop,
    Continued,
    Gone,
    Action(Action),
}

/// What the loop starts with.
pub struct Session {
    /// What to read.
    pub roots: Roots,
    /// How to look for it.
    pub options: Options,
    /// How it looks.
    pub theme: Theme,
    /// What the app starts with; its size is set here.
    pub start: Start,
    /// Writes the report of a panic.
    pub report: fn(&PanicHookInfo),
}

/// Whether there is a terminal to draw on and one to read keys from.
pub fn available() -> bool {
    rustix::termios::isatty(io::stdout()) && std::fs::File::open("/dev/tty").is_ok()
}

/// The terminal's width, if standard output is one.
pub fn columns() -> Option<u16> {
    let wide = rustix::termios::tcgetwinsize(io::stdout()).ok()?.ws_col;
    (wide > 0).then_some(wide)
}

/// Runs until the reader quits.
///
/// # Errors
/// When the terminal cannot be taken or written to.
pub fn run(session: Session) -> io::Result<()> {
    screen::restore_on_panic(session.report);
    let (sender, receiver) = channel();
    signals::listen(sender.clone())?;
    screen::enter()?;
    let done = Loop::new(session, sender).and_then(|looped| looped.run(&receiver));
    screen::restore();
    done
}

struct Loop {
    app: App,
    keys: Keys,
    theme: Theme,
    terminal: Terminal<CrosstermBackend<Screen>>,
    timers: Timers,
    sender: Sender<Message>,
    input: Option<Input>,
    roots: Arc<Roots>,
    options: Options,
    scan: Option<loader::Handle>,
    search: Option<finder::Handle>,
    watcher: Watcher,
    bodies: Sender<(ArticleId, Option<Head>)>,
    colours: Sender<(u64, Vec<Code>)>,
    over: bool,
}

impl Loop {
    fn new(session: Session, sender: Sender<Message>) -> io::Result<Self> {
        let (columns, rows) = size()?;
        let roots = Arc::new(session.roots);
        Ok(Self {
            app: App::new(Start {
                size: (columns, rows),
                ..session.start
            }),
            keys: Keys::default(),
            theme: session.theme,
            terminal: Terminal::new(CrosstermBackend::new(Screen::default()))?,
            timers: Timers::default(),
            input: Some(Input::start(sender.clone())?),
            bodies: bodies::start(Arc::clone(&roots), sender.clone())?,
            colours: colours::start(sender.clone())?,
            watcher: live::start(sender.clone())?,
            sender,
            roots,
            options: session.options,
            scan: None,
            search: None,
            over: false,
        })
    }

    fn run(mut self, receiver: &Receiver<Message>) -> io::Result<()> {
        self.draw()?;
        let effects = begin(&self.app);
        self.perform(effects)?;
        while !self.over {
            let first = self.wait(receiver);
            self.act(Action::Clock(Timestamp::now()))?;
            let messages = first.into_iter().chain(receiver.try_iter()).take(BATCH);
            self.receive_all(messages)?;
            for action in self.timers.due(Instant::now()) {
                self.act(action)?;
            }
            if !self.over {
                self.draw()?;
            }
        }
        Ok(())
    }

    /// The next message, or none when a timer is due. Work that could wait is done first; then the thread sleeps.
    fn wait(&mut self, receiver: &Receiver<Message>) -> Option<Message> {
        while self.app.busy() {
            match receiver.try_recv() {
                Ok(message) => return Some(message),
                Err(TryRecvError::Empty) => drop(update(&mut self.app, Action::Idle)),
                Err(TryRecvError::Disconnected) => break,
            }
        }
        let Some(next) = self.timers.next() else {
            return receiver.recv().ok();
        };
        receiver
            .recv_timeout(next.saturating_duration_since(Instant::now()))
            .ok()
    }

    /// Articles that come one batch after the other go in at once: putting some in costs as much as there are already.
    fn receive_all(&mut self, messages: impl Iterator<Item = Message>) -> io::Result<()> {
        let mut loaded = Vec::new();
        for message in messages {
            if let Message::Action(Action::Loaded(batch)) = message {
                loaded.extend(batch);
                continue;
            }
            if !loaded.is_empty() {
                self.act(Action::Loaded(mem::take(&mut loaded)))?;
            }
            self.receive(message)?;
        }
        if loaded.is_empty() {
            return Ok(());
        }
        self.act(Action::Loaded(loaded))
    }

    fn receive(&mut self, message: Message) -> io::Result<()> {
        let action = match message {
            Message::Action(action) => Some(action),
            Message::Key(event) => self.keys.press(&self.app, event),
            Message::Paste(text) => self.keys.paste(&self.app, text),
            Message::Resized => Some(Self::resized()?),
            Message::Stop => return self.suspend(),
            Message::Continued => return self.resume(),
            Message::Gone => {
                self.over = true;
                None
            }
        };
        action.map_or(Ok(()), |action| self.act(action))
    }

    fn resized() -> io::Result<Action> {
        let (columns, rows) = size()?;
        Ok(Action::Resize(columns, rows))
    }

    fn act(&mut self, action: Action) -> io::Result<()> {
        let effects = update(&mut self.app, action);
        self.perform(effects)
    }

    fn perform(&mut self, effects: Vec<Effect>) -> io::Result<()> {
        for effect in effects {
            match effect {
                Effect::Scan => self.scan(),
                Effect::Read(id, head) => drop(self.bodies.send((id, Some(head)))),
                Effect::Source(id) => drop(self.bodies.send((id, None))),
                Effect::Colour(number, codes) => {
                    if !self.theme.is_plain() {
                        drop(self.colours.send((number, codes)));
                    }
                }
                Effect::Search(number, texts, candidates) => {
                    self.search(number, &texts, candidates);
                }
                Effect::Browse(url) => self.browse(&url),
                Effect::Copy(text) => {
                    queue!(
                        self.terminal.backend_mut(),
                        CopyToClipboard::to_clipboard_from(text.as_str())
                    )?;
                }
                Effect::After(delay, action) => self.timers.add(Instant::now() + delay, action),
                Effect::Suspend => self.suspend()?,
                Effect::Redraw => self.clear()?,
                Effect::Quit => self.over = true,
            }
        }
        Ok(())
    }

    fn scan(&mut self) {
        let sender = self.sender.clone();
        let watcher = self.watcher.clone();
        watcher.begin();
        let pass_on = move |message| {
            let say = |action| sender.send(Message::Action(action)).is_ok();
            match message {
                loader::Message::Loaded(batch) => say(Action::Loaded(batch)),
                loader::Message::Finished(summary, visited) => {
                    let said = say(Action::Scanned(scan(summary)));
                    // Only now: what the watcher says next is newer than all that the scan said.
                    watcher.visited(visited);
                    said
                }
            }
        };
        self.scan = Some(loader::spawn(&self.roots, self.options, pass_on));
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

    fn suspend(&mut self) -> io::Result<()> {
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
    fn resume(&mut self) -> io::Result<()> {
        screen::restore();
        screen::enter()?;
        if self.input.is_none() {
            self.input = Some(Input::start(self.sender.clone())?);
        }
        let action = Self::resized()?;
        self.act(action)?;
        self.clear()
    }

    /// Forgets what is on the screen, so that all of it is drawn again. (`Terminal::clear` would ask the terminal where its
    /// cursor is and wait for the answer, which the input thread reads.)
    fn clear(&mut self) -> io::Result<()> {
        let (columns, rows) = self.app.size;
        self.terminal.resize(Rect::new(0, 0, columns, rows))
    }

    fn draw(&mut self) -> io::Result<()> {
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        let (app, theme) = (&self.app, &self.theme);
        self.terminal.draw(|frame| {
            if let Some(cursor) = draw(app, theme, frame.buffer_mut()) {
                frame.set_cursor_position(cursor);
            }
        })?;
        queue!(self.terminal.backend_mut(), EndSynchronizedUpdate)?;
        self.terminal.backend_mut().flush()
    }
}

fn scan(summary: loader::Summary) -> Scan {
    let problem = |(path, sentence): (Clean, Clean)| Clean::line(&format!("{path}: {sentence}"));
    Scan {
        hidden: summary.hidden,
        ignored: summary.ignored,
        special: summary.special,
        outside: summary.outside,
        problems: summary.problems.into_iter().map(problem).collect(),
    }
}
