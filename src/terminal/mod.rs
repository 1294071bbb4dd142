//! The loop: messages from the threads become actions, actions change the app, the app is drawn, effects are performed.
//! The rim of the program; everything that blocks is in a thread of its own and only sends values.

mod ask;
pub(crate) mod bodies;
mod colours;
mod crash;
mod decoder;
pub(crate) mod effects;
#[cfg(debug_assertions)]
mod faults;
mod fetches;
pub(crate) mod files;
mod input;
pub(crate) mod kept;
mod links;
mod live;
mod order;
pub(crate) mod outside;
mod pictures;
mod press;
mod prints;
mod query;
mod screen;
mod signals;
mod timers;
mod window;
#[cfg(debug_assertions)]
mod wire;

use std::io::{self, Write};
use std::mem;
use std::panic::PanicHookInfo;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::time::Instant;

use crossterm::event::KeyEvent;
use crossterm::queue;
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate, size};
use jiff::Timestamp;
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

use crate::app::action::Action;
use crate::app::code::Code;
use crate::app::pictures::Fetching;
use crate::app::pointer::Pointer;
use crate::app::presentation::Presentation;
use crate::app::saved::SavedSearches;
use crate::app::update::{apply, begin, update};
use crate::app::{App, Start};
use crate::content::article::ArticleId;
use crate::content::bookmark::Looks;
use crate::content::query::Saved;
use crate::fetcher::Shelf;
use crate::keys::{Keymap, Keys};
use crate::loader::{self, Halt, Options, Roots};
use crate::markdown::syntax::Syntax;
use crate::pictures::{Sources, Way};
use crate::settings::Programs;
use crate::store::Store;
use crate::terminal::ask::Asking;
use crate::terminal::fetches::Request;
use crate::terminal::input::Input;
use crate::terminal::links::draw;
pub use crate::terminal::order::turns_text;
use crate::terminal::pictures::{Painted, Painter};
use crate::terminal::query::{Answer, Wanted};
use crate::terminal::screen::Screen;
use crate::terminal::timers::Timers;
use crate::terminal::window::Window;
use crate::text::Clean;
use crate::view::theme::Themes;
use crate::watcher::Watcher;

/// Messages handled before the screen is drawn again, at most: a flood of keys must not hide its effect.
const BATCH: usize = 256;

/// What a thread has to say.
enum Message {
    Key(KeyEvent),
    Paste(String),
    Mouse(Pointer),
    Answered(Answer),
    Focus,
    Resized,
    Stop,
    Continued,
    Gone,
    Action(Action),
    Drawn(Box<Painted>),
}

/// What the loop starts with.
#[expect(clippy::struct_excessive_bools, reason = "one for each switch")]
pub struct Session {
    /// What to read.
    pub roots: Roots,
    /// How to look for it.
    pub options: Options,
    /// Where marks are kept, if they are.
    pub store: Option<PathBuf>,
    /// How the articles want to be shown.
    pub presentation: Presentation,
    /// Searches that are tabs.
    pub searches: Vec<Saved>,
    /// The keys.
    pub keys: Keymap,
    /// What is run outside.
    pub programs: Programs,
    /// Something to tell at the start.
    pub told: Option<Clean>,
    /// How the screen looks at first.
    pub looks: Looks,
    /// Options that were set for this once.
    pub held: Vec<String>,
    /// Whether the title of the window says what is read.
    pub titled: bool,
    /// Whether the mouse is ours.
    pub mouse: bool,
    /// Whether an article shown beside the list counts as read after a while.
    pub previews: bool,
    /// How it looks.
    pub themes: Themes,
    /// Whether pictures are shown.
    pub pictures: bool,
    /// How; none: in the best way that the terminal has.
    pub way: Option<Way>,
    /// Where pictures are kept that were fetched from the web; none if none are fetched.
    pub shelf: Option<Shelf>,
    /// When they are fetched.
    pub fetching: Fetching,
    /// What the app starts with; its size is set here.
    pub start: Start,
    /// How an article's text is read.
    pub syntax: Syntax,
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
    let mut store = None;
    let done = Loop::new(session, sender).and_then(|looped| looped.run(&receiver, &mut store));
    screen::restore();
    if let Some(store) = store {
        store.finish();
    }
    done
}

struct Loop {
    app: App,
    keys: Keys,
    programs: Programs,
    themes: Themes,
    terminal: Terminal<CrosstermBackend<Screen>>,
    timers: Timers,
    sender: Sender<Message>,
    input: Option<Input>,
    roots: Arc<Roots>,
    options: Options,
    scan: Option<loader::Handle>,
    search: Option<Halt>,
    watcher: Watcher,
    store: Option<Store>,
    prints: Sender<Vec<ArticleId>>,
    bodies: Sender<bodies::Asked>,
    colours: Sender<(u64, Vec<Code>)>,
    backlinks: Option<Halt>,
    syntax: Syntax,
    painter: Painter,
    fetches: Option<Sender<Request>>,
    asking: Asking,
    window: Window,
    over: bool,
}

impl Loop {
    fn new(session: Session, sender: Sender<Message>) -> io::Result<Self> {
        let (columns, rows) = size()?;
        let roots = Arc::new(session.roots);
        let mut app = App::new(Start {
            size: (columns, rows),
            ..session.start
        });
        app.previews = session.previews;
        app.mouse.on = session.mouse;
        (app.themes, app.theme) = (session.themes.names(), session.themes.chosen);
        app.held = session.held;
        apply(&mut app, &session.looks);
        app.presentation = session.presentation;
        app.saved = SavedSearches::new(session.searches);
        app.notice = session.told;
        app.fetching = session.fetching;
        app.pipes = session.programs.names();
        let shelf = session.shelf.filter(|_| session.pictures);
        let sources = Sources {
            roots: Arc::clone(&roots),
            shelf: shelf.clone(),
        };
        let fetch = |shelf| fetches::start(shelf, sender.clone());
        let asking = Asking::new(Wanted {
            way: session.pictures && session.way.is_none(),
            cell: session.pictures,
            looks: !session.themes.are_plain(),
        });
        let way = session.pictures.then(|| session.way.unwrap_or_default());
        Ok(Self {
            app,
            keys: Keys::new(session.keys),
            programs: session.programs,
            themes: session.themes,
            terminal: Terminal::new(CrosstermBackend::new(Screen::default()))?,
            timers: Timers::default(),
            input: Some(Input::start(sender.clone())?),
            bodies: bodies::start(
                sources.clone(),
                session.pictures,
                sender.clone(),
                session.syntax,
            )?,
            painter: Painter::start(way, sources, sender.clone())?,
            fetches: shelf.map(fetch).transpose()?,
            colours: colours::start(sender.clone())?,
            prints: prints::start(Arc::clone(&roots), sender.clone())?,
            store: kept::start(session.store, (&roots, session.options), sender.clone())?,
            watcher: live::start(sender.clone())?,
            sender,
            roots,
            options: session.options,
            scan: None,
            backlinks: None,
            syntax: session.syntax,
            asking,
            window: Window::new(session.titled, |name| std::env::var(name).ok()),
            search: None,
            over: false,
        })
    }

    /// The store outlives the loop, so that the terminal is given back before the last marks are kept.
    fn run(mut self, receiver: &Receiver<Message>, store: &mut Option<Store>) -> io::Result<()> {
        self.measure()?;
        self.take_window()?;
        self.draw()?;
        self.ask()?;
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
        *store = self.store.take();
        let escapes = self.painter.forget();
        self.terminal.backend_mut().write_all(escapes.as_bytes())?;
        self.terminal.backend_mut().flush()?;
        if let Some(input) = self.input.take() {
            input.stop();
        }
        Ok(())
    }

    /// The next message, or none when a timer is due. Work that could wait is done first; then the thread sleeps.
    fn wait(&mut self, receiver: &Receiver<Message>) -> Option<Message> {
        let worked = self.app.busy();
        while self.app.busy() {
            match receiver.try_recv() {
                Ok(message) => return Some(message),
                Err(TryRecvError::Empty) => drop(update(&mut self.app, Action::Idle)),
                Err(TryRecvError::Disconnected) => break,
            }
        }
        if worked {
            // What came of it may be on the screen.
            return None;
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
            Message::Key(event) => {
                self.look();
                self.keys.press(&self.app, event)
            }
            Message::Mouse(pointer) => {
                self.look();
                self.keys.forget();
                Some(Action::Mouse(pointer))
            }
            Message::Paste(text) => self.keys.paste(&self.app, text),
            Message::Answered(answer) => return self.answered(answer),
            Message::Focus => return self.regained(),
            Message::Resized => {
                self.measure()?;
                Some(Self::resized()?)
            }
            Message::Stop => return self.suspend(),
            Message::Continued => return self.resume(),
            Message::Drawn(answer) => {
                let escapes = self.painter.take(*answer);
                return self.terminal.backend_mut().write_all(escapes.as_bytes());
            }
            Message::Gone => {
                self.over = true;
                None
            }
        };
        action.map_or(Ok(()), |action| self.act(action))
    }

    /// Looks how many pixels a cell has.
    fn measure(&mut self) -> io::Result<()> {
        let (across, down) = self.asking.cell();
        let escapes = self.painter.show_on((across, down));
        self.terminal.backend_mut().write_all(escapes.as_bytes())?;
        self.act(Action::Cell(across, down))
    }

    fn resized() -> io::Result<Action> {
        let (columns, rows) = size()?;
        Ok(Action::Resize(columns, rows))
    }

    fn act(&mut self, action: Action) -> io::Result<()> {
        let effects = update(&mut self.app, action);
        self.perform(effects)
    }

    fn draw(&mut self) -> io::Result<()> {
        #[cfg(debug_assertions)]
        self.fail_if_asked()?;
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        self.painter.look(&self.app);
        self.tell_title()?;
        let theme = self.themes.of(self.app.theme, self.app.background);
        let (app, pictures) = (&self.app, &self.painter.pictures);
        self.terminal.draw(|frame| {
            if let Some(cursor) = draw(app, pictures, theme, frame.buffer_mut()) {
                frame.set_cursor_position(cursor);
            }
        })?;
        queue!(self.terminal.backend_mut(), EndSynchronizedUpdate)?;
        self.terminal.backend_mut().flush()
    }
}
