//! `newsreader check`: what is wrong with the articles, by path and place, for people or as JSON.
//! Reads each article whole, some hundred at a time on all processors; the rules are those of `check`.

use std::io::{self, Write};
use std::num::NonZero;
use std::panic::resume_unwind;
use std::thread;

use serde::Serialize;

use crate::check::{self as rules, Known, Text, World};
use crate::cli::{Check, Report};
use crate::content::article::Article;
use crate::content::library::Library;
use crate::content::marks::Marks;
use crate::content::problem::{Kind, Problem, problems};
use crate::content::query::{Query, select};
use crate::content::search::Knowledge;
use crate::loader::{Options, Roots, load_all, read_body};
use crate::print::to_stdout;
use crate::text::{Clean, width};
use crate::view::ansi;
use crate::view::theme::{Part, Theme};

/// Articles that are held in memory at a time.
const ROUND: usize = 256;
/// Bytes of a line that are shown before and after the place of a problem.
const AROUND: usize = 120;

/// Where and how to look.
#[derive(Clone, Copy)]
pub struct Looking<'a> {
    /// The sources.
    pub roots: &'a Roots,
    /// How to look for articles.
    pub options: Options,
    /// Which of the articles to judge.
    pub query: &'a Query,
    /// Seconds since 1970.
    pub now: i64,
    /// How it looks; none for plain text.
    pub theme: Option<&'a Theme>,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// How much is wrong.
    pub problems: usize,
    /// The sum in a sentence; none where nothing is wrong, or nobody was there to read all of it.
    pub sentence: Option<String>,
}

/// Writes what is wrong and sums it up.
///
/// # Errors
/// When standard output cannot be written to.
pub fn check(looking: &Looking, args: &Check) -> io::Result<Sum> {
    let (mut articles, summary) = load_all(looking.roots, looking.options);
    articles.sort_unstable_by(|a, b| a.id.cmp(&b.id));
    let known = Known::new(&articles);
    let judge = |article: &Article| judge(article, looking, (&known, &args.skip));
    let mut library = Library::default();
    library.insert(articles.clone());
    let slots = select(
        &library,
        Knowledge::new(&Marks::default(), 0),
        looking.query,
    );
    let mut chosen: Vec<&Article> = slots.iter().filter_map(|slot| library.get(*slot)).collect();
    chosen.sort_unstable_by(|a, b| a.id.cmp(&b.id));

    let mut report = Writer {
        json: args.format == Report::Json,
        theme: looking.theme,
        count: 0,
    };
    let (mut wrong, mut whole) = (0, false);
    to_stdout(|out| {
        if !args.skip.contains(&Kind::Unreadable) {
            for (path, sentence) in &summary.problems {
                report.write(&unread(path, sentence), out)?;
            }
        }
        for round in chosen.chunks(ROUND) {
            for found in all(round, judge) {
                wrong += usize::from(!found.is_empty());
                for finding in &found {
                    report.write(finding, out)?;
                }
            }
        }
        whole = true;
        report.end(out)
    })?;
    let (one, many) = (chosen.len() == 1, report.count);
    let problems = if many == 1 { "problem" } else { "problems" };
    let articles = if one { "article" } else { "articles" };
    let all = chosen.len();
    let sentence = || format!("{many} {problems} in {wrong} of {all} {articles}");
    Ok(Sum {
        problems: many,
        sentence: (whole && many > 0).then(sentence),
    })
}

/// `judge` on each article, on all processors, in the order of the articles.
fn all(
    articles: &[&Article],
    judge: impl Fn(&Article) -> Vec<Finding> + Sync,
) -> Vec<Vec<Finding>> {
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    let share = articles.len().div_ceil(workers).max(1);
    let judge = &judge;
    thread::scope(|scope| {
        let shares = articles.chunks(share);
        let work = |share: &'_ [&Article]| share.iter().map(|article| judge(article)).collect();
        let running: Vec<_> = shares
            .map(|share| scope.spawn(move || -> Vec<Vec<Finding>> { work(share) }))
            .collect();
        let done = running.into_iter();
        done.flat_map(|worker| worker.join().unwrap_or_else(|panic| resume_unwind(panic)))
            .collect()
    })
}

/// What is wrong with one article, in the order of its lines.
fn judge(article: &Article, looking: &Looking, (known, skip): (&Known, &[Kind])) -> Vec<Finding> {
    let path = looking
        .roots
        .typed(&article.id)
        .map(|path| path.to_string_lossy().into_owned())
        .unwrap_or_default();
    let (text, mut found) = match read_body(looking.roots, &article.id) {
        Err(_) => (String::new(), article.problems().to_vec()),
        Ok(body) => {
            let exists = |path: &[u8]| looking.roots.holds(article.id.source, path);
            let world = World {
                now: looking.now,
                exists: &exists,
            };
            let text = Text {
                matter: &body.matter,
                body: &body.text,
                whole: body.cut.is_none(),
            };
            let notes = rules::check(&body.article, text, known, world);
            let whole = [body.matter.as_str(), &body.text].concat();
            let mut found = problems(&whole, notes);
            found.extend_from_slice(body.article.problems());
            (whole, found)
        }
    };
    found.retain(|problem| !skip.contains(&problem.kind));
    found.sort_by_key(|problem| (problem.line, problem.column, problem.kind));
    let found = found.into_iter();
    found
        .map(|problem| Finding {
            path: path.clone(),
            line: Excerpt::new(&text, problem.at as usize),
            problem,
        })
        .collect()
}

/// What the scan could not read.
fn unread(path: &Clean, sentence: &Clean) -> Finding {
    Finding {
        path: path.to_string(),
        line: Excerpt::default(),
        problem: Problem {
            kind: Kind::Unreadable,
            at: 0,
            line: 1,
            column: 1,
            message: sentence.clone(),
            fix: Clean::default(),
        },
    }
}

/// A problem with its file and line.
struct Finding {
    path: String,
    line: Excerpt,
    problem: Problem,
}

/// A line of a file around a place; all of it, if it is not very long.
#[derive(Default)]
struct Excerpt {
    before: Clean,
    after: Clean,
}

impl Excerpt {
    fn new(text: &str, at: usize) -> Self {
        let at = text.floor_char_boundary(at);
        let from = text.floor_char_boundary(at.saturating_sub(AROUND));
        let to = text.floor_char_boundary(at.saturating_add(AROUND));
        let before = text.get(from..at).unwrap_or_default();
        let after = text.get(at..to).unwrap_or_default();
        let start = before.rsplit(['\n', '\r']).next().unwrap_or_default();
        let end = after.split(['\n', '\r']).next().unwrap_or_default();
        let more = |cut: bool| if cut { "…" } else { "" };
        let left = more(start.len() == before.len() && from > 0);
        let right = more(end.len() == after.len() && to < text.len());
        Self {
            before: Clean::block(&format!("{left}{}", start.trim_start())),
            after: Clean::block(&format!("{}{right}", end.trim_end())),
        }
    }

    fn text(&self) -> String {
        format!("{}{}", self.before, self.after)
    }
}

/// A problem as JSON.
#[derive(Serialize)]
struct Row<'a> {
    path: &'a str,
    line: u32,
    column: u32,
    kind: &'a str,
    message: &'a str,
    /// Null where nobody knows.
    fix: Option<&'a str>,
    /// The line of the file, or the part of it around the place.
    text: String,
}

/// Writes findings one by one.
struct Writer<'a> {
    json: bool,
    theme: Option<&'a Theme>,
    count: usize,
}

impl Writer<'_> {
    fn write(&mut self, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
        self.count += 1;
        if self.json {
            out.write_all(if self.count == 1 { b"[\n" } else { b",\n" })?;
            let problem = &finding.problem;
            let row = Row {
                path: &finding.path,
                line: problem.line,
                column: problem.column,
                kind: problem.kind.name(),
                message: &problem.message,
                fix: Some(problem.fix.as_str()).filter(|fix| !fix.is_empty()),
                text: finding.line.text(),
            };
            return serde_json::to_writer(out, &row).map_err(io::Error::from);
        }
        out.write_all(self.lines(finding).as_bytes())
    }

    fn end(&self, out: &mut dyn Write) -> io::Result<()> {
        match (self.json, self.count) {
            (true, 0) => out.write_all(b"[]\n"),
            (true, _) => out.write_all(b"\n]\n"),
            (false, _) => Ok(()),
        }
    }

    /// `path:line:column: message`, and beneath it the line and the fix.
    fn lines(&self, finding: &Finding) -> String {
        let (problem, theme) = (&finding.problem, self.theme);
        let mut text = String::new();
        let place = format!(
            "{}:{}:{}:",
            Clean::line(&finding.path),
            problem.line,
            problem.column
        );
        ansi::part(&place, Part::Key, theme, &mut text);
        text.push(' ');
        ansi::part(&problem.message, Part::Notice, theme, &mut text);
        let kind = format!(" [{}]", problem.kind.name());
        ansi::part(&kind, Part::Quiet, theme, &mut text);
        text.push('\n');
        let line = finding.line.text();
        if !line.trim().is_empty() {
            let blank = " ".repeat(width(&finding.line.before));
            text.extend(["    ", &line, "\n    ", &blank, "^\n"]);
        }
        if !problem.fix.is_empty() {
            ansi::part(
                &format!("    {}\n", problem.fix),
                Part::Quiet,
                theme,
                &mut text,
            );
        }
        text
    }
}
