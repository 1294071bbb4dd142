//! Splits a file into front matter and body and reads the front matter into a [`Meta`].
//! Total: whatever is wrong becomes a `Problem` and costs one field at most. No file system: the loader
//! hands in bytes, decoded by [`decode`], and the same two calls give the body when an article is opened.

mod decode;
pub(super) mod entities;
mod entry;
mod headers;
mod json;
mod key;
mod keys;
mod lenient;
mod meta;
mod plain;
mod report;
mod scalar;
mod split;
mod toml;
mod value;
mod yaml;

pub use decode::{Decoded, decode, decode_all};
pub(crate) use keys::field_of;
pub use meta::Meta;
pub use yaml::refusal;

use std::ops::Range;

use crate::content::lines::{Line, lines};
use crate::content::problem::Problem;
use json::Json;
use report::Report;
use split::{Form, Split};
use value::Entries;

/// What the beginning of a file gave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Head<'a> {
    /// What the front matter says.
    pub meta: Meta<'a>,
    /// Where the body begins, in bytes of the decoded text; always at a character.
    pub body: usize,
    /// What was wrong, in the order of the file.
    pub problems: Vec<Problem>,
}

/// Front matter that is not closed within this many bytes never is: [`parse`] asks for no more.
pub const HEAD_MAX: usize = 256 * 1024;

/// Reads the front matter of a file from its decoded text or, unless it is `whole`, from the beginning of
/// it. `None`: the front matter does not end within this text, hand in more (never asked of a whole file,
/// nor past [`HEAD_MAX`]).
pub fn parse(text: &str, whole: bool) -> Option<Head<'_>> {
    if let Some(plain) = plain::read(text) {
        let read = (plain.entries, Report::default());
        return Some(head(text, (plain.matter, plain.body), read));
    }
    let whole = whole || text.len() >= HEAD_MAX;
    let mut split = split::split(text, whole)?;
    let mut report = Report::default();
    let entries = if split.form == Form::Json {
        json(text, &mut split, whole, &mut report)?
    } else {
        entries(text, &mut split, &mut report)
    };
    Some(head(text, (split.matter, split.body), (entries, report)))
}

/// Puts together what was read: where the front matter and the body are, and what the one says.
fn head<'a>(
    text: &str,
    (matter, body): (Range<usize>, usize),
    (entries, mut report): (Entries<'a>, Report),
) -> Head<'a> {
    let source = meta::Source {
        matter: text.get(matter.clone()).unwrap_or_default(),
        base: matter.start,
        report: &mut report,
    };
    Head {
        meta: meta::meta(entries, source),
        body,
        problems: report.finish(text),
    }
}

/// Reads a JSON object and, now that one knows, sets where it ends. What is no JSON belongs to the body.
fn json(
    text: &str,
    split: &mut Split,
    whole: bool,
    report: &mut Report,
) -> Option<Entries<'static>> {
    let from = split.body;
    let object = text.get(from..).unwrap_or_default();
    let (entries, length) = match json::read(object, from, report) {
        Json::Entries(entries, length) => (entries, length),
        Json::Unfinished if !whole => return None,
        Json::Unfinished | Json::Broken => {
            *split = Split::none();
            return Some(Entries::new());
        }
    };
    let end = from + length;
    let rest = lines(text.get(end..).unwrap_or_default()).next();
    if rest.is_none_or(|rest| end + rest.next == text.len()) && !whole {
        return None;
    }
    split.matter = from..end;
    split.body = end + rest.filter(Line::is_blank).map_or(0, |rest| rest.next);
    Some(entries)
}

fn entries(text: &str, split: &mut Split, report: &mut Report) -> Entries<'static> {
    let base = split.matter.start;
    let matter = text.get(split.matter.clone()).unwrap_or_default();
    if split.open {
        let fix = "Close it with a line like the one that opens it";
        report.add(base, "The front matter is never closed", fix);
    }
    match split.form {
        Form::Yaml => {
            let yaml = yaml::read(matter, base);
            if yaml.mended && !split.open && split::has_prose(matter) {
                *split = split::unclosed(text, base, Form::Yaml);
                return entries(text, split, report);
            }
            report.extend(yaml.notes);
            yaml.entries
        }
        Form::Toml => toml::read(matter, base, report),
        Form::Headers(style) => headers::read(matter, style),
        Form::None | Form::Json => Entries::new(),
    }
}

#[cfg(test)]
mod tests;
