//! The reader without a screen: actions are typed at a prompt, and what comes of them is said in plain text, in the order of
//! reading. For screen readers, braille and scripts: no escape is written, the terminal is asked nothing and not changed.
//! The app is the same; here is what stands in for the screen.

mod effects;
mod lists;
mod orders;
mod said;
mod text;

use std::io::{self, BufRead, IsTerminal, Read, Write};
use std::mem;
use std::panic;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use crate::app::action::{Action, Command};
use crate::app::saved::SavedSearches;
use crate::app::update::{begin, update};
use crate::app::{App, Mode, Scanning, Start};
use crate::keys::Keymap;
use crate::layout::label::label;
use crate::linear::said::{Place, Seen};
use crate::loader::{Halt, Handle, Options, Roots};
use crate::markdown::syntax::Syntax;
use crate::settings::Programs;
use crate::store::Store;
use crate::terminal::{self, Session, kept};
use crate::text::{Clean, width};

/// What asks for a line.
const PROMPT: &str = "newsreader> ";
/// Columns and rows of the screen that there is none of: they say how long a page is.
const SIZE: (u16, u16) = (80, 24);
/// Bytes of a line that are read.
const LONGEST: u64 = 64 << 10;
/// A thread that says nothing for so long is not waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// Runs until the reader quits or the input ends.
///
/// # Errors
/// When there can be no thread, or standard output cannot be written to.
pub fn run(session: Session) -> io::Result<()> {
    let report = session.report;
    panic::set_hook(Box::new(report));
    let mut linear = Linear::new(session)?;
    let done = match linear.converse() {
        // Whoever listened is gone.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        done => done,
    };
    linear.act(Action::Command(Command::Quit, None));
    if let Some(store) = linear.store.take() {
        store.finish();
    }
    if let Some(scan) = linear.scan.take() {
        scan.finish();
    }
    done
}

struct Linear {
    app: App,
    keys: Keymap,
    programs: Programs,
    roots: Arc<Roots>,
    options: Options,
    syntax: Syntax,
    sender: Sender<Action>,
    receiver: Receiver<Action>,
    scan: Option<Handle>,
    search: Option<Halt>,
    backlinks: Option<Halt>,
    store: Option<Store>,
    /// Answers of the store that are on their way.
    awaited: usize,
    timers: Vec<(Instant, Action)>,
    /// How far the text and the lists were said.
    place: Place,
    /// What is to be said.
    out: String,
    over: bool,
}

impl Linear {
    fn new(session: Session) -> io::Result<Self> {
        let (sender, receiver) = channel();
        let roots = Arc::new(session.roots);
        let mut start = Start {
            size: SIZE,
            ..session.start
        };
        // Whoever has the text read out wants its letters in their own order.
        start.typesetting.bidi = false;
        let mut app = App::new(start);
        // Nothing is seen in passing.
        app.previews = false;
        app.presentation = session.presentation;
        app.saved = SavedSearches::new(session.searches);
        app.notice = session.told;
        app.pipes = session.programs.names();
        let answers = sender.clone();
        let pass_on = move |action| answers.send(action).is_ok();
        let store = kept::open(session.store, (&roots, session.options), pass_on)?;
        Ok(Self {
            app,
            keys: session.keys,
            programs: session.programs,
            roots,
            options: session.options,
            syntax: session.syntax,
            sender,
            receiver,
            scan: None,
            search: None,
            backlinks: None,
            awaited: usize::from(store.is_some()),
            store,
            timers: Vec::new(),
            place: Place::default(),
            out: String::new(),
            over: false,
        })
    }

    fn converse(&mut self) -> io::Result<()> {
        let asks = io::stdin().is_terminal();
        let effects = begin(&self.app);
        self.perform(effects);
        self.settle();
        self.greet();
        while !self.over {
            if asks {
                self.out.push_str(PROMPT);
            }
            self.flush()?;
            let Some(line) = line()? else {
                if asks {
                    self.out.push('\n');
                }
                break;
            };
            self.catch_up();
            let before = Seen::of(&self.app);
            self.obey(line.trim());
            self.settle();
            self.tell(&before);
        }
        self.flush()
    }

    fn act(&mut self, action: Action) {
        match action {
            Action::Bookmark(_) | Action::Recalled(..) => {
                self.awaited = self.awaited.saturating_sub(1);
            }
            Action::Unsaved(Some(_)) => self.awaited = 0,
            _ => {}
        }
        let effects = update(&mut self.app, action);
        self.perform(effects);
    }

    fn command(&mut self, command: Command, count: Option<u16>) {
        self.act(Action::Command(command, count));
    }

    fn notice(&mut self, sentence: &str) {
        self.act(Action::Notice(Clean::line(sentence)));
    }

    /// What happened while nobody typed.
    fn catch_up(&mut self) {
        self.act(Action::Clock(Timestamp::now()));
        if let Some(store) = &self.store {
            store.look();
        }
        let now = Instant::now();
        let due = self.timers.extract_if(.., |(when, _)| *when <= now);
        let due: Vec<Action> = due.map(|(_, action)| action).collect();
        for action in due {
            self.act(action);
        }
        self.receive(None);
    }

    /// Whoever heard an article to its end was there long enough for it to count as read.
    fn dwell(&mut self) {
        let dwelt = |(_, action): &mut (Instant, Action)| matches!(action, Action::Dwelt(_));
        let visits: Vec<_> = self.timers.extract_if(.., dwelt).collect();
        for (_, visit) in visits {
            self.act(visit);
        }
    }

    /// Waits until all that was asked for is here.
    fn settle(&mut self) {
        while self.waits() {
            let Ok(action) = self.receiver.recv_timeout(PATIENCE) else {
                self.say("This takes long. It goes on; “status” says how far it is.");
                break;
            };
            self.receive(Some(action));
        }
        self.receive(None);
        while self.app.busy() {
            update(&mut self.app, Action::Idle);
        }
    }

    fn waits(&self) -> bool {
        let hunt = &self.app.browser.hunt;
        let looks = matches!(&self.app.mode, Mode::Backlinks(list) if !list.over);
        self.awaited > 0
            || !matches!(self.app.scan, Scanning::Done(_))
            || hunt.looked < hunt.all
            || looks
    }

    /// Articles that come one batch after the other go in at once: putting some in costs as much as there are already.
    fn receive(&mut self, first: Option<Action>) {
        let actions: Vec<Action> = first.into_iter().chain(self.receiver.try_iter()).collect();
        let mut loaded = Vec::new();
        for action in actions {
            if let Action::Loaded(batch) = action {
                loaded.extend(batch);
                continue;
            }
            if !loaded.is_empty() {
                self.act(Action::Loaded(mem::take(&mut loaded)));
            }
            self.act(action);
        }
        if !loaded.is_empty() {
            self.act(Action::Loaded(loaded));
        }
    }

    /// Adds a line to what is said.
    fn say(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn flush(&mut self) -> io::Result<()> {
        let said = mem::take(&mut self.out);
        let said = match terminal::columns() {
            Some(columns) => wrapped(&said, columns),
            None => said,
        };
        let mut out = io::stdout().lock();
        out.write_all(said.as_bytes())?;
        out.flush()
    }
}

/// Lines broken between words, as a terminal would not: what reads it out by its rows would cut words.
fn wrapped(said: &str, columns: u16) -> String {
    let lines = said.split_inclusive('\n');
    let rows = lines.map(|line| {
        if width(line.trim_end_matches('\n')) <= columns.into() {
            return line.to_owned();
        }
        let mut rows = label(line, columns, line.len()).join("\n");
        rows.extend(line.ends_with('\n').then_some('\n'));
        rows
    });
    rows.collect()
}

/// The next line that is typed; none at the end.
fn line() -> io::Result<Option<Clean>> {
    let mut input = io::stdin().lock();
    let mut line = Vec::new();
    let read = (&mut input).take(LONGEST).read_until(b'\n', &mut line)?;
    Ok((read > 0).then(|| Clean::line(&String::from_utf8_lossy(&line))))
}
