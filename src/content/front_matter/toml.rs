//! TOML front matter → entries. Numbers and dates stay as written; what is broken costs its own line.
//! Called by the front matter reader; does not know what keys mean.

use std::collections::HashMap;

use toml::de::{DeTable, DeValue};

use super::report::Report;
use super::value::{Entries, Value};
use crate::content::lines::lines;

/// The entries of `matter`, which begins at `base` of the file's text.
pub(super) fn read(matter: &str, base: usize, report: &mut Report) -> Entries<'static> {
    let (table, errors) = DeTable::parse_recoverable(matter);
    let mut entries = fields(table.into_inner());
    if let Some(error) = errors.first() {
        let at = base + error.span().map_or(0, |span| span.start);
        let message = error.message().lines().next().unwrap_or_default();
        let fix = "Write it as `key = \"value\"`, lists in brackets";
        report.add(at, format!("Not valid TOML: {message}"), fix);
        recover(matter, &mut entries);
    }
    entries
}

fn fields(table: DeTable<'_>) -> Entries<'static> {
    let entries = table.into_iter();
    entries
        .map(|(key, value)| {
            (
                key.into_inner().into_owned().into(),
                self::value(value.into_inner()),
            )
        })
        .collect()
}

/// As deep as `toml` goes: 80 levels.
fn value(from: DeValue<'_>) -> Value<'static> {
    match from {
        DeValue::String(text) => Value::Text(text.into_owned().into()),
        DeValue::Integer(number) => Value::Text(number.as_str().to_owned().into()),
        DeValue::Float(number) => Value::Text(number.as_str().to_owned().into()),
        DeValue::Boolean(truth) => Value::Text(truth.to_string().into()),
        DeValue::Datetime(date) => Value::Text(date.to_string().into()),
        DeValue::Array(items) => Value::List(
            items
                .into_iter()
                .map(|item| value(item.into_inner()))
                .collect(),
        ),
        DeValue::Table(table) => Value::Map(fields(table)),
    }
}

/// Takes the lines `key = value` before the first table that `toml` could not read.
fn recover(matter: &str, entries: &mut Entries<'static>) {
    let mut places: HashMap<String, usize> = entries
        .iter()
        .enumerate()
        .map(|(at, (key, _))| (key.to_string(), at))
        .collect();
    let outermost = lines(matter).take_while(|line| !line.text.trim_start().starts_with('['));
    for (key, value) in outermost.filter_map(|line| line.text.split_once('=')) {
        let key = key.trim();
        let word = !key.is_empty()
            && key
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
        let value = || Value::Text(value.trim().trim_matches(['"', '\'']).to_owned().into());
        match places.get(key).and_then(|at| entries.get_mut(*at)) {
            Some((_, old)) if old.is_empty() => *old = value(),
            None if word => {
                places.insert(key.to_owned(), entries.len());
                entries.push((key.to_owned().into(), value()));
            }
            _ => {}
        }
    }
}
