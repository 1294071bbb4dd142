//! The status line in words: where one is, what is filtered, what the scan found, what is wrong.
//! Made here, so that a mode without a screen says the same.

use crate::app::browser::capitalised;
use crate::app::outside::Question;
use crate::app::panes::Focus;
use crate::app::pictures::description;
use crate::app::update::find::said;
use crate::app::words::{count, duration, number};
use crate::app::{App, Mode, Scanning};
use crate::content::article::Article;
use crate::content::query::{Query, Scope, Section};
use crate::content::search::read;
use crate::text::Clean;

/// More characters of a title are not shown in that of the window.
const LONGEST_TITLE: usize = 200;

/// What is going on, from the most to the least important.
pub fn status(app: &App) -> String {
    match &app.mode {
        Mode::Confirm(_) => return "Enter opens, Esc does not".to_owned(),
        Mode::MarkRead(_) => return "Enter marks, Esc does not".to_owned(),
        Mode::Help(_) => return "/ finds an action by its name, Esc closes".to_owned(),
        Mode::Problems(_) => return "Enter shows the place, Esc closes".to_owned(),
        Mode::Hints(hints) if hints.copies => {
            return "Type the letters of what to copy, Esc does not".to_owned();
        }
        Mode::Hints(_) => return "Type the letters of one, Esc closes".to_owned(),
        Mode::Outside(Question::Over(_)) => return "Enter writes over it, Esc does not".to_owned(),
        Mode::Outside(Question::Which(..)) => return "Enter runs it, Esc closes".to_owned(),
        Mode::Outline(_) | Mode::Backlinks(_) => return "Enter goes there, Esc closes".to_owned(),
        Mode::Selection(_) => {
            return "y copies these lines, o moves the other end, Esc ends".to_owned();
        }
        Mode::Sheet(sheet) => return sheet.said(app.size),
        &Mode::Picture(block) if app.notice.is_none() => {
            return description(&app.reader, block)
                .map_or_else(String::new, |said| said.to_string());
        }
        Mode::Topics(_) => {
            return "Enter shows its articles, Tab another page, Esc closes".to_owned();
        }
        Mode::Outside(Question::Where(..))
        | Mode::Filter(_)
        | Mode::Find(_)
        | Mode::Palette(_)
        | Mode::Picture(_)
        | Mode::Normal => {}
    }
    if let Some(notice) = &app.notice {
        return notice.to_string();
    }
    if let Some(keys) = &app.welcome {
        return format!("{} · {keys}", position(app));
    }
    let finding = app.focus == Focus::Reader && !app.reader.find.words.is_empty();
    let mut parts = Vec::from_iter(finding.then(|| said(app)));
    parts.push(position(app));
    let unsaved = app.unsaved.as_ref();
    parts.extend(unsaved.map(|why| format!("marks are not saved: {why}")));
    let open = app.reader.article.as_ref();
    if app.focus == Focus::Reader && open.is_some_and(|id| app.marks.is_changed(id)) {
        parts.push("changed since it was read, c shows how".to_owned());
    }
    parts.extend(twins(app));
    parts.extend(filters(app));
    parts.extend(hunting(app));
    // Beside the list, too, where it is all that there is to show.
    let told = app.focus == Focus::Reader || app.reader.document.text.is_empty();
    let trouble = app.reader.trouble.as_ref().filter(|_| told);
    parts.extend(trouble.map(ToString::to_string));
    let hidden = app.reader.document.hidden;
    let removed = || format!("{} removed", count(hidden, "hidden character"));
    parts.extend((app.focus == Focus::Reader && hidden > 0).then(removed));
    parts.extend(scan(app));
    parts.join(" · ")
}

fn position(app: &App) -> String {
    let rows = app.browser.rows.len();
    if rows == 0 {
        "No article".to_owned()
    } else {
        format!("{} of {}", number(app.browser.cursor + 1), number(rows))
    }
}

/// How far the search in texts is.
fn hunting(app: &App) -> Option<String> {
    let hunt = &app.browser.hunt;
    (hunt.looked < hunt.all)
        .then(|| format!("searched {} of {}", number(hunt.looked), number(hunt.all)))
}

/// Where the selected article is, too.
fn twins(app: &App) -> Option<String> {
    let others = app.browser.twins.others(app.browser.selected()?);
    let others = others.filter_map(|slot| app.library.get(slot));
    let mut paths: Vec<String> = others.map(|it| it.id.label().to_string()).collect();
    paths.sort();
    (!paths.is_empty()).then(|| format!("the same as {}", paths.join(", ")))
}

fn filters(app: &App) -> Vec<String> {
    let query = &app.browser.query;
    let mut parts = Vec::new();
    if query.featured {
        parts.push("featured only".to_owned());
    }
    if query.unread {
        parts.push("unread only".to_owned());
    }
    if query.starred {
        parts.push("starred only".to_owned());
    }
    parts.extend(saved(query));
    if query.published && app.library.drafts() > 0 {
        parts.push(format!("{} hidden", count(app.library.drafts(), "draft")));
    }
    if app.browser.folded > 0 {
        let copies = match app.browser.folded {
            1 => "1 copy".to_owned(),
            n => format!("{} copies", number(n)),
        };
        parts.push(format!("{copies} not listed"));
    }
    if !query.words.trim().is_empty() && !matches!(app.mode, Mode::Filter(_)) {
        let search = &app.browser.search;
        let words = match &search.fault {
            Some(_) => &search.understood,
            None => &query.words,
        };
        let words = Clean::line(words);
        let texts = match query.scope {
            Scope::Heads => "",
            Scope::Texts => ", also in texts",
        };
        parts.push(format!("with “{words}”{texts}"));
    }
    parts
}

/// What is wrong with the saved search that is shown.
fn saved(query: &Query) -> Option<String> {
    let Section::Saved(saved) = &query.section else {
        return None;
    };
    let fault = read(&saved.words, false).fault?;
    let (name, at, what) = (&saved.name, fault.at, fault.what);
    Some(format!("in “{name}” at {at}: {what}"))
}

fn scan(app: &App) -> Vec<String> {
    let mut parts = Vec::new();
    let mut problems = app.library.problems();
    match app.scan.found() {
        None => parts.push(format!(
            "reading, {} so far",
            count(app.library.len(), "article")
        )),
        Some(scan) => {
            problems += scan.problems.len();
            let skipped = [
                (scan.hidden, "hidden"),
                (scan.ignored, "ignored"),
                (scan.special, "special"),
                (scan.outside, "outside"),
            ];
            let skipped: Vec<String> = skipped
                .into_iter()
                .filter(|(n, _)| *n > 0)
                .map(|(n, what)| format!("{} {what}", number(n)))
                .collect();
            if !skipped.is_empty() {
                parts.push(format!("{} skipped", skipped.join(", ")));
            }
        }
    }
    if problems > 0 {
        parts.insert(0, count(problems, "problem"));
    }
    if app.polling {
        parts.push("not watched, read again every few seconds".to_owned());
    }
    parts
}

/// What the list shows, and in which order.
pub fn caption(app: &App) -> String {
    let query = &app.browser.query;
    let section = match &query.section {
        Section::All => "All articles",
        Section::Featured => "Featured",
        Section::Unread => "Unread",
        Section::Starred => "Starred",
        Section::Recent => "Read lately",
        Section::Saved(saved) => &saved.name,
        Section::Named(name) => &capitalised(name),
    };
    let source = query
        .source
        .and_then(|source| app.sources.get(usize::from(source)));
    let source = source
        .map(|source| format!(" · {source}"))
        .unwrap_or_default();
    let topic = query.topic.as_ref();
    let topic = topic.map(|topic| format!(" · {}", topic.name()));
    let topic = topic.unwrap_or_default();
    let ranked = app.browser.search.ranks && !query.sort.unranked;
    let first = match query.sort.shown() {
        "newest first" if ranked => "best first".to_owned(),
        first if ranked => format!("best first, {first}"),
        first => first.to_owned(),
    };
    let order = match &query.section {
        Section::Recent => "the last first",
        _ => &first,
    };
    let title = match app.presentation.title.as_str() {
        "" => String::new(),
        title => format!("{title} · "),
    };
    format!("{title}{section}{source}{topic} · {order}")
}

/// What is above the line in the list.
pub fn since(app: &App) -> String {
    let new = number(app.browser.new);
    let since = app.since.map(|second| app.calendar.since(second));
    format!("{new} new since {}", since.unwrap_or_default())
}

/// How many articles answer the search and what is wrong with it, or which of how many hits in the text one is at.
pub fn found(app: &App) -> String {
    let find = &app.reader.find;
    match &app.mode {
        Mode::Find(_) if find.words.trim().is_empty() => String::new(),
        Mode::Find(_) if find.hits.is_empty() => "not found".to_owned(),
        Mode::Find(_) => format!("{} of {}", number(find.at + 1), number(find.hits.len())),
        Mode::Palette(palette) => count(palette.rows.len(), "action"),
        Mode::Outside(_) => String::new(),
        _ => {
            let found = format!("{} found", number(app.browser.rows.len()));
            let found = hunting(app)
                .into_iter()
                .chain([found])
                .collect::<Vec<_>>()
                .join(" · ");
            let fault = app.browser.search.fault.as_ref();
            fault.map_or(found.clone(), |fault| {
                format!("at {}: {} · {found}", fault.at, fault.what)
            })
        }
    }
}

/// What an empty list says.
pub fn empty(app: &App) -> String {
    let query = &app.browser.query;
    if matches!(app.scan, Scanning::Running(_)) && app.library.is_empty() {
        return "Reading…".to_owned();
    }
    if app.library.is_empty() {
        let roots: Vec<&str> = app.sources.iter().map(Clean::as_str).collect();
        return format!(
            "There are no articles (.md, .markdown) in {}. Add some and press r, or press q.",
            roots.join(", ")
        );
    }
    if !query.words.trim().is_empty() {
        return "No article here answers this search. Esc undoes it.".to_owned();
    }
    let narrowed = [
        (query.unread, "unread"),
        (query.starred, "starred"),
        (query.featured, "featured"),
    ];
    let narrowed: Vec<&str> = narrowed
        .iter()
        .filter(|(on, _)| *on)
        .map(|(_, it)| *it)
        .collect();
    if !narrowed.is_empty() {
        let narrowed = narrowed.join(" and ");
        return format!("No article here is {narrowed}. Esc undoes the filter.");
    }
    match &query.section {
        Section::Named(name) => {
            format!("No article is in the section {name}. Press Tab for another section.")
        }
        Section::Unread => "All is read. Press Tab for another section.".to_owned(),
        Section::Saved(saved) => format!(
            "No article answers “{}”. Press Tab for another section.",
            Clean::line(&saved.words)
        ),
        _ => "No article here. Press Tab for another section.".to_owned(),
    }
}

/// The title of the window: what is read, or what the articles are called.
pub fn title(app: &App) -> Clean {
    let open = app
        .reader
        .article
        .as_ref()
        .and_then(|id| app.library.slot(id));
    let open = open.and_then(|slot| app.library.get(slot));
    let open = open
        .filter(|_| app.focus == Focus::Reader)
        .map(Article::title);
    let named = Some(app.presentation.title.as_str()).filter(|title| !title.is_empty());
    let Some(said) = open.or(named) else {
        return Clean::line("newsreader");
    };
    let short: String = said.chars().take(LONGEST_TITLE).collect();
    Clean::line(&format!("{short} – newsreader"))
}

/// Above the reading pane: how far one is, how long it takes.
pub fn progress(app: &App) -> String {
    if app.reader.article.is_none() || app.reader.waiting {
        return String::new();
    }
    let (from, to) = app.reader.view(app.panes().column.height);
    let percent = match (from, to) {
        (0, 1000) => "All".to_owned(),
        (0, _) => "Top".to_owned(),
        (_, 1000) => "End".to_owned(),
        (_, to) => format!("{}%", to / 10),
    };
    if app.reader.source {
        return format!("File · {percent}");
    }
    if app.reader.changes {
        return format!("Changes · {percent}");
    }
    format!("{percent} · {}", duration(app.reader.minutes))
}
