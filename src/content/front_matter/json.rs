//! JSON front matter: an object at the very beginning of a file. It says itself where it ends.
//! Called by the front matter reader, which moves the start of the body behind it.

use serde::de::Error as _;

use super::report::Report;
use super::value::{Entries, Value};

/// What a text that begins with an object holds.
pub(super) enum Json {
    /// The entries and where the object ends.
    Entries(Entries<'static>, usize),
    /// It goes on past the end of the text.
    Unfinished,
    /// It is not JSON.
    Broken,
}

/// Whether a text begins as an object does: `{"` or `{}`. (`{{`, `{%` and `{:` are templates.)
pub(super) fn begins(text: &str) -> bool {
    let inner = text.strip_prefix('{').map(str::trim_start);
    inner.is_some_and(|inner| inner.starts_with(['"', '}']))
}

/// Reads the object that `text`, which begins at `base` of the file's text, begins with.
pub(super) fn read(text: &str, base: usize, report: &mut Report) -> Json {
    let mut objects = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    match objects
        .next()
        .unwrap_or_else(|| Err(serde_json::Error::custom("empty")))
    {
        Ok(Value::Map(entries)) => Json::Entries(entries, objects.byte_offset()),
        Err(error) if error.is_eof() => Json::Unfinished,
        Ok(_) => Json::Broken,
        Err(error) => {
            report.add(
                base,
                format!("Not valid JSON: {error}"),
                "Correct it, or write the front matter in YAML",
            );
            Json::Broken
        }
    }
}
