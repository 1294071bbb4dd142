//! The commands beside the reader: what was typed and set → what `print` and `store` are asked.
//! What the reader needs as well (paths, options, the first query) is in `lib.rs`.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use jiff::Timestamp;

use crate::app::{head, words};
use crate::cli::{self, Check, Command, Form, List, Show, State};
use crate::content;
use crate::content::marks::Marks;
use crate::content::order::Sort;
use crate::content::query::Query;
use crate::error::Error;
use crate::settings::{self, Loaded, Settings};
use crate::text::Clean;
use crate::{
    calendar, journal, loader, looks, marks, options, print, query, report, roots, store, terminal,
};

/// Does what a command asks for; whether nothing is wrong.
pub(crate) fn run(command: &Command, loaded: &Loaded) -> Result<bool, Error> {
    let settings = &loaded.settings;
    let output = |error: io::Error| Error::output(&error);
    let done = match command {
        Command::List(args) => list(args, settings),
        Command::Show(args) => show(args, settings),
        Command::Check(args) => return check(args, settings),
        Command::State(args) => state(args),
        Command::Config(args) if args.init => init(),
        Command::Config(args) => return print::config(args, loaded).map_err(output),
        Command::Completions { shell } => print::text(&cli::completions(*shell)).map_err(output),
        Command::Man { out } => man(out.as_deref(), loaded),
    };
    done.map(|()| true)
}

/// Writes the manual page, or all of them into a folder.
fn man(folder: Option<&Path>, loaded: &Loaded) -> Result<(), Error> {
    let pages = cli::pages(&loaded.keys);
    let Some(folder) = folder else {
        let page = pages.first().map_or("", |(_, text)| text.as_str());
        return print::text(page.as_bytes()).map_err(|error| Error::output(&error));
    };
    let refused = |path: &Path, error: &io::Error| Error::Unwritable {
        path: Clean::line(&path.to_string_lossy()),
        reason: loader::reason(error),
    };
    fs::create_dir_all(folder).map_err(|error| refused(folder, &error))?;
    for (name, text) in pages {
        let path: PathBuf = folder.join(name);
        fs::write(&path, text).map_err(|error| refused(&path, &error))?;
    }
    Ok(())
}

/// Writes a config file to begin with; never over one.
fn init() -> Result<(), Error> {
    let path = settings::config_file().ok_or(Error::NoHome)?;
    let refused = |error: io::Error| Error::Unwritable {
        path: Clean::line(&path.to_string_lossy()),
        reason: match error.kind() {
            io::ErrorKind::AlreadyExists => Clean::line("there is one already"),
            _ => loader::reason(&error),
        },
    };
    let folder = path.parent().unwrap_or(&path);
    fs::create_dir_all(folder).map_err(refused)?;
    let mut file = File::create_new(&path).map_err(refused)?;
    file.write_all(settings::default_file().as_bytes())
        .map_err(refused)?;
    print::text(format!("{}\n", path.display()).as_bytes()).map_err(|error| Error::output(&error))
}

fn state(args: &State) -> Result<(), Error> {
    let file = marks().ok_or(Error::NoHome)?;
    match args {
        State::Export => store::export(&file, &mut io::stdout().lock()),
        State::Import { file: from } => {
            let newer = if from.as_os_str() == "-" {
                store::import(&file, io::stdin().lock())
            } else {
                let refused = |error: io::Error| Error::Unreadable {
                    path: Clean::line(&from.to_string_lossy()),
                    reason: loader::reason(&error),
                };
                store::import(&file, File::open(from).map_err(refused)?)
            }?;
            report::say(&format!("{} came in.", words::count(newer, "newer mark")));
            Ok(())
        }
    }
}

fn list(args: &List, settings: &Settings) -> Result<(), Error> {
    let roots = roots(&args.paths, settings)?.cached(settings::cache_directory());
    let words = args.search.clone().unwrap_or_default();
    let search = content::search::read(&words, false);
    if let Some(fault) = &search.fault {
        let understood = Clean::line(&search.understood);
        report::say(&format!(
            "--search: at {}: {}; what is looked for: {understood}",
            fault.at, fault.what
        ));
    }
    let mut known = Marks::default();
    if let Some(file) = marks().filter(|_| settings.state) {
        known.merge_all(&store::known(&file, &roots.keys())?);
    }
    let sort = Sort {
        by: args.sort.unwrap_or_default(),
        reversed: args.reverse,
        unranked: args.sort.is_some(),
    };
    let query = Query {
        words,
        sort,
        ..query(&args.choice, settings)
    };
    let asked = print::Asked {
        roots: &roots,
        options: options(settings),
        query: &query,
        marks: &known,
        now: Timestamp::now().as_second(),
    };
    let begun = Instant::now();
    let summary = print::list(&asked, args).map_err(|error| Error::output(&error))?;
    journal::scanned(&summary, begun.elapsed());
    for (path, sentence) in &summary.problems {
        report::say(&format!("{path}: {sentence}"));
    }
    Ok(())
}

fn show(args: &Show, settings: &Settings) -> Result<(), Error> {
    let roots = loader::roots(&[&args.file])?;
    let folder = || Error::Folder(Clean::line(&args.file.to_string_lossy()));
    let id = roots.only().ok_or_else(folder)?;
    let body = loader::read_body(&roots, &id).map_err(Error::Body)?;
    let text = print::Text {
        head: &head::head(&body.article, &calendar(true)),
        body: &body.text,
        syntax: looks::syntax(settings),
    };
    if args.format == Some(Form::Json) {
        print::blocks(&text.syntax.parse(text.head, text.body))
            .map_err(|error| Error::output(&error))?;
        cut(args, body.cut);
        return Ok(());
    }
    let coloured = match args.format {
        Some(Form::Ansi) => settings.color != "never",
        Some(_) => false,
        None => looks::coloured(settings),
    };
    let theme = looks::printed(settings);
    let colours = coloured.then(|| print::Colours {
        theme: &theme,
        links: args.links || rustix::termios::isatty(io::stdout()),
    });
    let width = args.width.unwrap_or_else(|| {
        terminal::columns()
            .unwrap_or(u16::MAX)
            .min(settings.presentation.measure)
    });
    let how = (width, looks::typesetting(settings));
    print::show(text, how, colours).map_err(|error| Error::output(&error))?;
    cut(args, body.cut);
    Ok(())
}

/// Says what is left out of an article.
fn cut(args: &Show, cut: Option<u64>) {
    if let Some(bytes) = cut {
        let file = args.file.display();
        report::say(&format!("{file}: its last {bytes} bytes are left out."));
    }
}

/// Whether nothing is wrong.
fn check(args: &Check, settings: &Settings) -> Result<bool, Error> {
    let theme = looks::printed(settings);
    let looking = print::Looking {
        roots: &roots(&args.paths, settings)?,
        options: options(settings),
        query: &query(&args.choice, settings),
        now: Timestamp::now().as_second(),
        theme: looks::coloured(settings).then_some(&theme),
    };
    let sum = print::check(&looking, args).map_err(|error| Error::output(&error))?;
    if let Some(sentence) = &sum.sentence {
        report::say(sentence);
    }
    Ok(sum.problems == 0)
}
