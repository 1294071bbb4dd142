//! Entries → [`Meta`]: which key means what, and what a value of it can be. Whatever is not used for a field is
//! kept as `extra`. Knows nothing of YAML, TOML or JSON.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::entities;
use super::keys::{Field, field};
use super::report::Report;
use super::value::{Entries, Value};
use crate::content::date::Date;
use crate::content::fold;
use crate::content::lines::lines;
use crate::content::problem::{Kind, Note};
use crate::text::Neat;

/// What front matter says, before the file's name and system fill the gaps. Empty means not said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Meta<'a> {
    /// Its title, with HTML entities decoded.
    pub title: Neat<'a>,
    /// What the article is about, likewise.
    pub description: Neat<'a>,
    /// When it was published.
    pub date: Option<Date>,
    /// When it was last changed.
    pub updated: Option<Date>,
    /// Sections, each once, compared without regard to case.
    pub sections: Vec<Neat<'a>>,
    /// Tags, likewise.
    pub tags: Vec<Neat<'a>>,
    /// Who wrote it, likewise.
    pub authors: Vec<Neat<'a>>,
    /// Path or address of its main picture.
    pub image: Neat<'a>,
    /// Its own address on the web, `http` or `https`.
    pub url: Neat<'a>,
    /// Language tag.
    pub language: Neat<'a>,
    /// Every other key with its value as text, in the order of the file; 200 at most.
    pub extra: Vec<(Neat<'a>, Neat<'a>)>,
    /// Marked as featured, sticky or pinned.
    pub featured: bool,
    /// `draft: true` or `published: false`.
    pub draft: bool,
}

/// Lists up to this length are searched name by name.
const FEW: usize = 16;
/// More keys than these are not kept.
const MOST_EXTRA: usize = 200;

/// Where the entries were read, for what there is to say of them.
pub(super) struct Source<'a> {
    /// The front matter.
    pub(super) matter: &'a str,
    /// Where it begins in the file.
    pub(super) base: usize,
    pub(super) report: &'a mut Report,
}

impl Source<'_> {
    fn add(&mut self, at: usize, message: String, fix: &'static str) {
        self.report.add(self.base + at, message, fix);
    }

    /// Where the last line with this key is.
    fn find(&self, key: &str) -> usize {
        let has = |text: &str| {
            let text = text.trim_start_matches([' ', '\t', '"', '\'', '.', '[', '#', ']', ':']);
            let after = text
                .get(key.len()..)
                .map(|after| after.trim_start_matches(['"', '\'', ' ']));
            text.starts_with(key) && after.is_some_and(|after| after.starts_with([':', '=']))
        };
        lines(self.matter)
            .filter(|line| has(line.text))
            .last()
            .map_or(0, |line| line.at)
    }
}

/// Gives the entries their meaning.
pub(super) fn meta<'a>(entries: Entries<'a>, mut source: Source<'_>) -> Meta<'a> {
    let mut entries = once(entries, &mut source);
    let jigsaw = entries.iter().any(|(key, _)| key == "extends");
    // the key that counts most comes first, whatever the order of the file
    let mut ranked = Vec::with_capacity(entries.len());
    let mut at = 0;
    while let Some((key, value)) = entries.get_mut(at) {
        match field(key) {
            Some(_) if is_of_template(key, value, jigsaw) => *value = Value::Null,
            Some((Field::Nest, _)) if matches!(value, Value::Map(_)) => {
                if let Value::Map(fields) = std::mem::replace(value, Value::Null) {
                    entries.extend(fields);
                }
            }
            Some((field, rank)) => ranked.push((rank, at, field)),
            None => {}
        }
        at += 1;
    }
    ranked.sort_unstable_by_key(|(rank, at, _)| (*rank, *at));
    let mut meta = Meta::default();
    for (_, at, field) in ranked {
        let Some((key, value)) = entries.get_mut(at) else {
            continue;
        };
        if meta.take(field, (key, value), &mut source) {
            *value = Value::Null;
        }
    }
    let rest = entries
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .take(MOST_EXTRA);
    meta.extra = rest
        .map(|(key, value)| (Neat::line(key.clone()), text(value)))
        .collect();
    meta
}

/// Each key once: of those that come twice the last one that says something, as most site generators do.
fn once<'a>(entries: Entries<'a>, source: &mut Source<'_>) -> Entries<'a> {
    let few = || (1..entries.len()).all(|at| is_first(&entries, at));
    if entries.len() <= FEW && few() {
        return entries;
    }
    let mut places: HashMap<Cow<'_, str>, usize> = HashMap::new();
    let mut kept: Entries = Vec::with_capacity(entries.len());
    let mut twice = HashSet::new();
    for (key, value) in entries {
        let place = places.get(&key).and_then(|place| kept.get_mut(*place));
        let Some((key, old)) = place else {
            places.insert(key.clone(), kept.len());
            kept.push((key, value));
            continue;
        };
        if !value.is_empty() {
            *old = value;
        }
        if twice.len() < 4 && twice.insert(key.clone()) {
            let at = source.find(key);
            source.add(
                at,
                format!("`{key}` occurs more than once: the last one counts"),
                "Remove one",
            );
        }
    }
    kept
}

/// Whether no entry before has the same key.
fn is_first(entries: &Entries<'_>, at: usize) -> bool {
    let mut before = entries.iter().take(at);
    let key = entries.get(at).map(|(key, _)| key);
    before.all(|(other, _)| Some(other) != key)
}

impl<'a> Meta<'a> {
    /// Uses the value of a key; `false`: it has no use for it.
    fn take(&mut self, field: Field, entry: (&str, &Value<'a>), source: &mut Source<'_>) -> bool {
        let (key, value) = entry;
        match field {
            Field::Title => fill(&mut self.title, prose(value)),
            Field::Description | Field::Image if is_truth(value) => true,
            Field::Description => fill(&mut self.description, prose(value)),
            Field::Date => self.date.is_none() && dated(&mut self.date, entry, source),
            Field::Updated => self.updated.is_none() && dated(&mut self.updated, entry, source),
            Field::Published if is_truth(value) => {
                self.draft |= !is_true(value);
                true
            }
            Field::Published => self.take(Field::Date, entry, source),
            Field::Sections => add(
                &mut self.sections,
                names(value, key.eq_ignore_ascii_case("categories")),
            ),
            Field::Tags => add(&mut self.tags, names(value, false)),
            Field::Authors => add(&mut self.authors, names(value, false)),
            Field::Image => fill(&mut self.image, picture(value)),
            Field::Url => {
                value.as_text().is_some_and(is_address) && fill(&mut self.url, text(value))
            }
            Field::Language => fill(&mut self.language, text(value)),
            Field::Featured if is_truth(value) || is_true(value) => {
                self.featured |= is_true(value);
                true
            }
            Field::Draft => {
                self.draft |= is_true(value);
                true
            }
            Field::Featured | Field::Nest | Field::Other => false,
        }
    }
}

/// Whether a key says which part of which template a site is built with, as Jigsaw's `extends` and `section` do.
fn is_of_template(key: &str, value: &Value, jigsaw: bool) -> bool {
    key == "extends" || (key == "section" && (jigsaw || value.as_text() == Some("content")))
}

/// Puts `text` where nothing is yet.
fn fill<'a>(place: &mut Neat<'a>, text: Neat<'a>) -> bool {
    let free = place.is_empty() && !text.is_empty();
    if free {
        *place = text;
    }
    free
}

fn text<'a>(value: &Value<'a>) -> Neat<'a> {
    Neat::line(value.text())
}

/// Text in which HTML entities stand for characters.
fn prose<'a>(value: &Value<'a>) -> Neat<'a> {
    Neat::line(match value.text() {
        Cow::Borrowed(text) => entities::decoded(text),
        Cow::Owned(text) => entities::decoded(&text).into_owned().into(),
    })
}

fn is_truth(value: &Value) -> bool {
    let words = ["true", "false", "yes", "no", "on", "off"];
    let text = value.as_text().map(str::trim);
    text.is_some_and(|text| words.iter().any(|word| word.eq_ignore_ascii_case(text)))
}

/// `true`, `yes`, `on`, or a number other than 0.
fn is_true(value: &Value) -> bool {
    let Some(text) = value.as_text().map(str::trim) else {
        return false;
    };
    let word = ["true", "yes", "on"]
        .iter()
        .any(|word| word.eq_ignore_ascii_case(text));
    word || text.parse::<f64>().is_ok_and(|number| number > 0.0)
}

fn is_address(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

/// A date as far as one can be had. A value that is none is reported, and kept.
fn dated(place: &mut Option<Date>, (key, value): (&str, &Value), source: &mut Source<'_>) -> bool {
    if value.is_empty() {
        return true;
    }
    let text = value.text();
    let (date, doubt) = Date::parse(&text);
    if let Some(doubt) = doubt {
        let at = source.find(key);
        source.report.extend([Note {
            kind: Kind::Date,
            at: source.base + at,
            message: format!("`{key}: {text}`: {doubt}"),
            fix: "Write it as 2026-11-24 or 2026-11-24T08:30:00+01:00",
        }]);
    }
    *place = date;
    date.is_some()
}

/// The path or address of a picture, also from a map.
fn picture<'a>(value: &Value<'a>) -> Neat<'a> {
    if value.as_text().is_some() {
        return text(value);
    }
    let named = value.field(&[
        "src", "url", "path", "file", "filename", "feature", "image", "name",
    ]);
    let first = value
        .leaves()
        .map(|(_, leaf)| leaf)
        .find(|leaf| !leaf.trim().is_empty());
    Neat::line(named.or(first).unwrap_or_default().to_owned())
}

/// The names in a list, however nested, or in a text with commas or, if `spaced`, blanks between them.
fn names<'a>(value: &Value<'a>, spaced: bool) -> Vec<Neat<'a>> {
    if let Some(text) = value.as_text() {
        let blanks = spaced && !text.contains(',');
        return Neat::lines(value.text(), |c| c == ',' || (blanks && c.is_whitespace()));
    }
    let mut found = Vec::new();
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Value::List(items) => open.extend(items.iter().rev()),
            Value::Map(_) => match value.field(&["name", "title", "slug", "label"]) {
                Some(name) => found.push(Neat::line(name.to_owned())),
                None => found.extend(value.leaves().map(|(_, leaf)| Neat::line(leaf.to_owned()))),
            },
            Value::Null => {}
            Value::Text(_) | Value::Literal(_) => found.push(text(value)),
        }
    }
    found
}

/// Adds the names that are not there yet, compared without regard to case.
fn add<'a>(list: &mut Vec<Neat<'a>>, names: Vec<Neat<'a>>) -> bool {
    let mut seen: HashSet<String> = HashSet::new();
    for name in names.into_iter().filter(|name| !name.is_empty()) {
        let new = if list.len() < FEW {
            !list.iter().any(|old| fold::eq(old, &name))
        } else {
            if seen.is_empty() {
                seen.extend(list.iter().map(|old| fold::folded(old).collect::<String>()));
            }
            seen.insert(fold::folded(&name).collect())
        };
        if new {
            list.push(name);
        }
    }
    true
}
