//! newsreader reads a folder of Markdown articles in the terminal.
//!
//! **Bytes become articles, articles become documents, documents become lines; keys become actions, actions change one
//! [`app::App`]; the view only reads it; the world is at the rim.**
//!
//! # The map
//!
//! | room | what it knows | what it never sees |
//! |---|---|---|
//! | [`text`] | which text is safe to show, how wide it is | everything else |
//! | [`content`] | what an article is: front matter, dates, the library, queries, marks | files, the terminal |
//! | [`markdown`] | what the text says: Markdown and HTML → [`markdown::document::Document`] | widths, colours |
//! | [`layout`] | where each word goes at a width: [`layout::line::Line`]s with roles | colours, scrolling |
//! | [`check`] | what is wrong with articles: dead links, doubles, open fences | files: it asks whether one is there |
//! | [`app`] | what the reader is doing: `update(&mut App, Action) -> effects` | I/O, clocks, widgets |
//! | [`keys`] | the one table of keys; help, hints and README come from it | what a command does |
//! | [`view`] | how it looks: `draw(&App, &Pictures, &Theme, &mut Buffer)`; the theme | wrapping, parsing, changes |
//! | [`index`] | the cache of metadata that makes a second start quick | what a scan is |
//! | [`store`] | the marks in a database: loaded, written at once, saved from a damaged file | what a mark is for |
//! | [`loader`] | threads that walk folders and read articles | the app |
//! | [`finder`] | what the texts of articles say: threads that look for words in them | the app |
//! | [`watcher`] | which folders to watch, and when a burst of changes is over | the app |
//! | [`settings`] | every option, from where its value comes, the paths that are ours on this machine | what an option does |
//! | [`pictures`] | pictures of articles: found, decoded, drawn, under limits | what is on the screen |
//! | [`fetcher`] | pictures on the web: fetched when asked for, under rules, and kept | what a picture is |
//! | [`highlighter`] | what the words of code are, by grammars: a text and a language → tokens | documents, colours |
//! | [`backlinks`] | which texts have links that may lead to an article | the library, which knows where they lead |
//! | [`opener`] | programs outside: browser, editor, clipboard; arguments, never a shell | |
//! | [`terminal`] | raw mode, signals, the input thread, the loop, the effects | |
//! | [`linear`] | the same without a screen: actions typed at a prompt, what comes of them in plain text | the screen |
//! | [`mod@print`] | the same model on standard output: `list`, `show`, `check` | |
//! | `journal` | what happened, written down if that is asked for | |
//! | [`cli`], [`error`] | what the user typed, and what help and manual say of it; the errors that end the program | |
//!
//! Who may use whom, and which file may name which crate, is checked by `tests/layers.rs`.
//!
//! # Invariants
//!
//! * Articles are untrusted. Every text that can be shown is a [`text::Clean`] (or a slice of one), made after decoding.
//! * Every regular article file is listed, whatever is wrong with it. Parsers are total: they return what they could read
//!   and a list of [`content::problem::Problem`]s.
//! * Every visible word of a body reaches the screen once, in order; the layout addresses text by its offset in the document.
//! * Nothing recurses over content; reads are bounded; no frame waits for the end of a long document or of a scan.
//! * Only `app::update` changes the app; drawing cannot. Threads send values and share nothing else.
//! * When there is nothing to do, nothing wakes up.
//!
//! # Words
//!
//! *article*: one file, as metadata · *section*: what a tab shows · *library*: all articles · *query*: what the list shows ·
//! *document*: an article's text as blocks · *block*, *leaf*: a paragraph, a heading …, or what holds them · *run*: a stretch
//! of text with one style · *fold*: to show of a container its label alone · *spot*: what one can go to from a text ·
//! *frame*: the room of a picture · *sheet*: a table or code alone, as wide as it asks for ·
//! *typesetting*: how lines are filled, and whether words are parted and turned ·
//! *line*, *span*: a row of the layout and its parts · *role*: what a span is for · *token*: what a word of code is · *action*: what
//! happened · *effect*: what the rim must do · *pane*: a part of the screen · *mark*: read, starred … ·
//! *bookmark*: where the use of a folder ended · *print*: a number that tells files apart · *twins*: articles that are the same ·
//! *topic*: a tag, an author, a folder · *problem*: what is
//! wrong with an article · *slot*: a handle to an article of the library.

pub mod app;
pub mod backlinks;
pub mod check;
pub mod cli;
pub mod content;
pub mod error;
pub mod fetcher;
pub mod finder;
pub mod highlighter;
pub mod index;
pub mod keys;
pub mod layout;
pub mod linear;
pub mod loader;
pub mod markdown;
pub mod opener;
pub mod pictures;
pub mod print;
pub mod settings;
pub mod store;
pub mod terminal;
pub mod text;
pub mod view;
pub mod watcher;

mod commands;
mod journal;
mod looks;
mod report;

#[cfg(test)]
#[path = "../tests/support/pieces.rs"]
mod pieces;

#[cfg(test)]
#[path = "../tests/support/properties.rs"]
mod properties;

#[cfg(test)]
#[path = "../tests/support/shared.rs"]
mod shared;

use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::app::Start;
use crate::app::pictures::Fetching;
use crate::app::tongue::Tongue;
use crate::app::words::Calendar;
use crate::cli::{Choice, Cli, Command, Origin};
use crate::content::query::{Query, Section};
use crate::error::Error;
use crate::fetcher::Shelf;
use crate::loader::{Options, Roots};
use crate::settings::{Fault, Loaded, Settings, Wanted};
use crate::text::Clean;

/// Does what the arguments say. Exit codes: 0 done, 1 `check` or `config --check` found problems, 2 nothing could be done (what was typed, a path, no terminal).
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match cli::parse(args) {
        Ok(cli) => cli,
        Err(answer) => {
            // Help and version go to standard output and are no failure; a closed pipe is none of our business.
            let _ = answer.print();
            return ExitCode::from(if answer.use_stderr() { 2 } else { 0 });
        }
    };
    match obey(&cli) {
        Ok(sound) => ExitCode::from(u8::from(!sound)),
        Err(error) => {
            report::say(&error.to_string());
            ExitCode::from(2)
        }
    }
}

/// Whether nothing is wrong.
fn obey(cli: &Cli) -> Result<bool, Error> {
    let paths = match &cli.command {
        None => &cli.paths,
        Some(Command::List(args)) => &args.paths,
        Some(Command::Check(args)) => &args.paths,
        Some(_) => &Vec::new(),
    };
    begin(cli);
    let loaded = settings::load(&wanted(&cli.origin, paths))?;
    if journal::listens() {
        journal::note(&format!("settings from {:?}", loaded.layers));
    }
    let done = match &cli.command {
        None => read(cli, &loaded).map(|()| true),
        Some(command) => commands::run(command, &loaded),
    };
    // After the reader: the terminal is itself again. `config` tells them where it is asked to.
    if !matches!(cli.command, Some(Command::Config(_))) {
        for fault in &loaded.faults {
            report::say(&fault.to_string());
        }
    }
    journal::note("end");
    done
}

/// Begins to write things down, if that is asked for.
fn begin(cli: &Cli) {
    if cli.origin.verbose
        && let Err(error) = journal::start()
    {
        report::say(&format!("-v: nothing can be written down: {error}"));
    }
    journal::note(concat!("newsreader ", env!("CARGO_PKG_VERSION")));
}

/// Where settings are looked for.
fn wanted(origin: &Origin, paths: &[PathBuf]) -> Wanted {
    let here = [PathBuf::from(".")];
    let roots = if paths.is_empty() { &here } else { paths };
    Wanted {
        file: origin.config.clone(),
        none: origin.no_config,
        flags: [&origin.flags[..], &origin.sets[..]].concat(),
        roots: roots.to_vec(),
    }
}

fn read(cli: &Cli, loaded: &Loaded) -> Result<(), Error> {
    let settings = &loaded.settings;
    let linear = settings.linear || dumb();
    if !linear && !terminal::available() {
        return Err(Error::NoTerminal);
    }
    let roots = roots(&cli.paths, settings)?.cached(settings::cache_directory());
    let start = Start {
        sources: roots.labels().cloned().collect(),
        query: query(&cli.choice, settings),
        resumes: !cli.fresh && cli.choice.section.is_none() && !cli.choice.featured,
        opens: roots.only().filter(|_| cli.paths.len() == 1),
        size: (0, 0),
        typesetting: looks::typesetting(settings),
        calendar: calendar(settings.absolute_dates),
        keys: loaded.keys.help(),
    };
    let themes = looks::themes(settings);
    let session = terminal::Session {
        roots,
        options: options(settings),
        store: marks().filter(|_| settings.state),
        presentation: settings.presentation.clone(),
        searches: settings.searches.clone(),
        told: told(&loaded.faults),
        keys: loaded.keys.clone(),
        programs: settings.programs.clone(),
        previews: !settings.unread_previews,
        titled: settings.window_title,
        mouse: settings.mouse,
        looks: looks::screen(settings),
        held: {
            let typed = cli.origin.flags.iter().chain(&cli.origin.sets);
            typed.map(|(option, _)| option.clone()).collect()
        },
        pictures: settings.images && !themes.are_plain(),
        way: looks::way(settings.pictures),
        shelf: settings::cache_directory().map(|cache| Shelf::new(&cache)),
        fetching: if settings.remote_images {
            Fetching::Always
        } else {
            Fetching::Asked
        },
        themes,
        start,
        syntax: looks::syntax(settings),
        report: report::panicked,
    };
    if linear {
        return linear::run(session).map_err(|error| Error::output(&error));
    }
    terminal::run(session).map_err(|error| Error::terminal(&error))
}

/// Whether the terminal says that it can do nothing but write lines.
fn dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|name| name == "dumb")
        && std::io::stdin().is_terminal()
        && std::io::stdout().is_terminal()
}

/// The file of marks.
fn marks() -> Option<PathBuf> {
    Some(settings::data_directory()?.join(store::FILE))
}

/// The paths typed, else the current directory.
fn roots(paths: &[PathBuf], settings: &Settings) -> Result<Roots, Error> {
    let here = [PathBuf::from(".")];
    let roots = loader::roots(if paths.is_empty() { &here } else { paths })?;
    Ok(roots.following(settings.follow))
}

fn options(settings: &Settings) -> Options {
    Options {
        no_ignore: !settings.ignore,
        hidden: settings.hidden,
    }
}

fn query(choice: &Choice, settings: &Settings) -> Query {
    let section = choice.section.as_deref();
    let all = if choice.featured {
        Section::Featured
    } else {
        Section::All
    };
    Query {
        // With a section, featured narrows it; alone, it is a section of its own.
        featured: choice.featured && section.is_some(),
        section: section.map_or(all, |name| named(name, settings)),
        published: !settings.drafts,
        ..Query::default()
    }
}

/// What a name on the command line means: a saved search, else a section.
fn named(name: &str, settings: &Settings) -> Section {
    let saved = settings.searches.iter().find(|it| it.is_called(name));
    saved.map_or_else(
        || Section::Named(Clean::line(name)),
        |saved| Section::Saved(saved.clone()),
    )
}

/// What the reader is told at the start: the first fault of the settings, and how many there are.
fn told(faults: &[Fault]) -> Option<Clean> {
    let first = faults.first()?;
    let more = match faults.len() - 1 {
        0 => String::new(),
        n => format!(" (and {n} more: `newsreader config --check`)"),
    };
    Some(Clean::line(&format!("{first}{more}")))
}

fn calendar(absolute: bool) -> Calendar {
    Calendar {
        now: Timestamp::now(),
        zone: TimeZone::system(),
        absolute,
        tongue: Tongue::of(|name| std::env::var(name).ok()),
    }
}
