//! `newsreader list`: the articles of a query as a table, JSON or paths, in the order of the reader's list.
//! JSON says what is absent by null; paths are bytes, as the system has them.

use std::io::{self, Write};
use std::mem;
use std::thread;

use serde::Serialize;

use crate::cli::{Format, List};
use crate::content::article::{Article, ArticleId};
use crate::content::date::Date;
use crate::content::found::Bits;
use crate::content::library::{Library, Slot};
use crate::content::marks::Marks;
use crate::content::problem::Problem;
use crate::content::query::{Query, select};
use crate::content::search::{Knowledge, Texts};
use crate::content::seek::candidates;
use crate::finder;
use crate::loader::{Handle, Options, Roots, Summary, load};
use crate::print::to_stdout;
use crate::text::width;

/// Writes the articles that `query` asks for.
///
/// # Errors
/// When standard output cannot be written to.
pub fn list(asked: &Asked<'_>, args: &List) -> io::Result<Summary> {
    let roots = asked.roots;
    let Loaded {
        library,
        found,
        summary,
        scan,
    } = loaded(asked);
    let slots = answer(&library, asked, found);
    let slots = slots
        .get(..args.limit.unwrap_or(slots.len()).min(slots.len()))
        .unwrap_or_default();
    let chosen = slots.iter().filter_map(|slot| library.get(*slot));
    to_stdout(|out| match args.format {
        Format::Table => table(chosen.collect(), out),
        Format::Json => json(
            &chosen
                .map(|article| Row::new(roots, article))
                .collect::<Vec<_>>(),
            out,
        ),
        Format::Jsonl => jsonl(chosen.map(|article| Row::new(roots, article)), out),
        Format::Paths => paths(roots, &library, slots, out),
    })?;
    // The process is about to end: giving back 100,000 articles one by one takes a while.
    mem::forget(library);
    scan.into_iter().for_each(Handle::finish);
    Ok(summary)
}

/// What is to be listed, and what is known.
#[derive(Debug)]
pub struct Asked<'a> {
    /// Where the articles are.
    pub roots: &'a Roots,
    /// How they are read.
    pub options: Options,
    /// Which of them, in which order.
    pub query: &'a Query,
    /// What the reader did with them.
    pub marks: &'a Marks,
    /// The present, in seconds since 1970.
    pub now: i64,
}

/// Articles among which all are that answer.
struct Loaded {
    library: Library,
    /// What is known of their texts.
    found: Vec<(ArticleId, u64)>,
    summary: Summary,
    /// What may still write the index.
    scan: Option<Handle>,
}

/// Where nothing answers without its text, only what has the right one is loaded.
fn loaded(asked: &Asked<'_>) -> Loaded {
    let mut library = Library::default();
    let search = asked.query.search();
    let (found, summary, scan) = if search.may_answer(0) {
        let (summary, scan) = load(asked.roots, asked.options, |batch| library.add(batch));
        (Vec::new(), summary, Some(scan))
    } else {
        let add = |batch| library.add(batch);
        let (summary, found) = finder::sift(asked.roots, asked.options, &search, add);
        (found, summary, None)
    };
    library.arrange();
    Loaded {
        library,
        found,
        summary,
        scan,
    }
}

/// The articles in their order; their texts are read if the query asks for something in them that is not known yet.
fn answer(library: &Library, asked: &Asked<'_>, found: Vec<(ArticleId, u64)>) -> Vec<Slot> {
    let known = Knowledge::new(asked.marks, asked.now);
    let texts = asked.query.search().texts;
    if texts.is_empty() {
        return select(library, known, asked.query);
    }
    let slots = found
        .into_iter()
        .filter_map(|(id, bits)| Some((library.slot(&id)?, bits)));
    let mut found: Bits = slots.collect();
    // What no bytes could rule out (texts in UTF-16, the standard input) was loaded without a look at its text.
    if found.slots().count() < library.len() {
        let unknown = Knowledge {
            texts: Texts::Unknown,
            ..known
        };
        let mut slots = select(library, unknown, asked.query);
        slots.retain(|slot| found.of(*slot) == 0);
        let candidates = candidates(library, slots);
        found.extend(finder::all(asked.roots, &texts, candidates));
    }
    let known = Knowledge {
        texts: Texts::Found(&found),
        ..known
    };
    select(library, known, asked.query)
}

/// Paths as bytes, as the system has them, so that other programs can open them. In two threads: articles do not lie in
/// memory in this order, and most of the time goes into waiting for them.
fn paths(roots: &Roots, library: &Library, slots: &[Slot], out: &mut dyn Write) -> io::Result<()> {
    let lines = |slots: &[Slot]| {
        let articles = slots.iter().filter_map(|slot| library.get(*slot));
        // Memory that is not written to costs nothing, and growing does.
        let mut lines = Vec::with_capacity(slots.len() * 128);
        for [folder, name] in articles.filter_map(|article| roots.typed_parts(&article.id)) {
            lines.extend_from_slice(folder);
            lines.extend_from_slice(name);
            lines.push(b'\n');
        }
        lines
    };
    let (first, rest) = slots.split_at(slots.len() / 2);
    thread::scope(|scope| {
        let other = thread::Builder::new().spawn_scoped(scope, || lines(rest));
        out.write_all(&lines(first))?;
        let rest = match other {
            Ok(thread) => thread
                .join()
                .map_err(|_| io::Error::other("a thread panicked"))?,
            Err(_) => lines(rest),
        };
        out.write_all(&rest)
    })
}

fn table(articles: Vec<&Article>, out: &mut dyn Write) -> io::Result<()> {
    let rows = articles.into_iter().map(|article| {
        [
            date(article.date),
            names(article.sections()),
            article.title().to_owned(),
        ]
    });
    let rows: Vec<[String; 3]> = rows.collect();
    let widest = |column: usize| {
        rows.iter()
            .filter_map(|row| row.get(column))
            .map(|cell| width(cell))
            .max()
            .unwrap_or(0)
    };
    let (dates, sections) = (widest(0), widest(1).min(30));
    for [date, section, title] in &rows {
        let pad = |text: &str, to: usize| " ".repeat(to.saturating_sub(width(text)));
        let section = crate::text::truncate(section, sections);
        writeln!(
            out,
            "{date}{}  {section}{}  {title}",
            pad(date, dates),
            pad(&section, sections)
        )?;
    }
    Ok(())
}

fn date(date: Option<Date>) -> String {
    date.map(|date| {
        date.civil
            .strftime(if date.timed {
                "%Y-%m-%d %H:%M"
            } else {
                "%Y-%m-%d"
            })
            .to_string()
    })
    .unwrap_or_default()
}

fn names<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}

fn json(rows: &[Row], out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, rows).map_err(io::Error::from)?;
    out.write_all(b"\n")
}

fn jsonl<'a>(rows: impl Iterator<Item = Row<'a>>, out: &mut dyn Write) -> io::Result<()> {
    for row in rows {
        serde_json::to_writer(&mut *out, &row).map_err(io::Error::from)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// An article as JSON. What is absent is null or an empty list.
#[derive(Serialize)]
struct Row<'a> {
    /// As one would type it; bytes that are not UTF-8 become U+FFFD.
    path: String,
    title: &'a str,
    /// As written: RFC 3339 where there was an offset, else local ISO 8601 or the bare day.
    date: Option<String>,
    updated: Option<String>,
    sections: Vec<&'a str>,
    tags: Vec<&'a str>,
    featured: bool,
    draft: bool,
    description: Option<&'a str>,
    authors: Vec<&'a str>,
    image: Option<&'a str>,
    problems: Vec<Trouble<'a>>,
}

#[derive(Serialize)]
struct Trouble<'a> {
    line: u32,
    column: u32,
    message: &'a str,
    fix: Option<&'a str>,
}

impl<'a> Row<'a> {
    fn new(roots: &Roots, article: &'a Article) -> Self {
        let trouble = |problem: &'a Problem| Trouble {
            line: problem.line,
            column: problem.column,
            message: &problem.message,
            fix: some(&problem.fix),
        };
        Self {
            path: roots
                .typed(&article.id)
                .map(|path| path.to_string_lossy().into_owned())
                .unwrap_or_default(),
            title: article.title(),
            date: article.date.map(|date| date.iso()),
            updated: article.updated().map(|date| date.iso()),
            sections: article.sections().collect(),
            tags: article.tags().collect(),
            featured: article.featured,
            draft: article.draft,
            description: some(article.description()),
            authors: article.authors().collect(),
            image: some(article.image()),
            problems: article.problems().iter().map(trouble).collect(),
        }
    }
}

fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}
