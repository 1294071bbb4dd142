//! One YAML value on one line, read as a person reads it: whatever a strict parser makes of it, its words are
//! kept. Says when YAML may read it otherwise. Called by `lenient`, which finds the values.

use std::ops::Range;

use super::key::key;
use super::report::note;
use super::value::Value;
use crate::content::problem::Note;

/// How sure the reading is.
#[derive(Debug)]
pub(super) struct Doubts {
    /// YAML reads the very same.
    pub(super) sure: bool,
    /// YAML would lose a hashtag that cannot be quoted where it stands.
    pub(super) lossy: bool,
    /// Plain values with a ` #hashtag`, which YAML takes for a comment.
    pub(super) hashtags: Vec<Range<usize>>,
    /// What a strict parser refuses, and how it was read.
    pub(super) repairs: Vec<Note>,
}

impl Doubts {
    pub(super) fn new(sure: bool) -> Self {
        Self {
            sure,
            lossy: false,
            hashtags: Vec::new(),
            repairs: Vec::new(),
        }
    }

    pub(super) fn repair(&mut self, at: usize, message: impl Into<String>, fix: &'static str) {
        self.sure = false;
        self.repairs.push(note(at, message, fix));
    }
}

/// How a value is mended, nearly always.
const QUOTE: &str = "Put the value in quotes";

/// The value written as `raw`, which begins at `at` in the file and is trimmed.
pub(super) fn scalar(raw: &str, at: usize, doubts: &mut Doubts) -> Value<'static> {
    let Some(first) = raw.chars().next() else {
        return Value::Null;
    };
    let after = raw.get(first.len_utf8()..).unwrap_or_default();
    match first {
        '"' | '\'' => quoted(raw, first, at, doubts),
        '[' | '{' => flow(raw, at, doubts),
        '!' => {
            doubts.sure = false;
            let (_, value) = after.split_once(' ').unwrap_or_default();
            if value.is_empty() {
                Value::Text(raw.to_owned().into())
            } else {
                plain(value.trim(), at, doubts)
            }
        }
        '#' if after.is_empty() || after.starts_with([' ', '#']) => {
            doubts.sure = false;
            Value::Null
        }
        '&' | '*' | '@' | '`' | '%' | ',' | ']' | '}' | '|' | '>' => {
            doubts.repair(at, format!("A value cannot begin with `{first}`"), QUOTE);
            Value::Text(raw.to_owned().into())
        }
        '-' | '?' | ':' if after.is_empty() || after.starts_with(' ') => {
            doubts.repair(at, format!("A value cannot begin with `{first} `"), QUOTE);
            Value::Text(raw.to_owned().into())
        }
        _ => plain(raw, at, doubts),
    }
}

/// Unquoted text up to a comment; a `#` before a non-blank is a hashtag.
fn plain(raw: &str, at: usize, doubts: &mut Doubts) -> Value<'static> {
    let mut text = raw;
    let mut hashtag = raw.starts_with('#');
    let hashes = raw.bytes().enumerate().filter(|(_, byte)| *byte == b'#');
    for (hash, _) in hashes {
        let (before, after) = raw.split_at_checked(hash).unwrap_or((raw, ""));
        if before.ends_with([' ', '\t']) {
            if after.len() == 1 || after.starts_with("# ") || after.starts_with("#\t") {
                text = before.trim_end();
                doubts.sure = false;
                break;
            }
            hashtag = true;
        }
    }
    if hashtag {
        doubts.sure = false;
        doubts.hashtags.push(at..at + text.len());
    }
    let mut pairs = text.as_bytes().windows(2);
    let inside = pairs.position(|pair| pair == b": ");
    let colon = inside.or_else(|| text.ends_with(':').then(|| text.len() - 1));
    if let Some(colon) = colon {
        doubts.repair(at + colon, "A value with `: ` in it is not quoted", QUOTE);
    }
    if text.contains('\t')
        || !text.starts_with(|c: char| c.is_alphanumeric() || "/.$(_+".contains(c))
    {
        doubts.sure = false;
    }
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        _ => Value::Text(text.to_owned().into()),
    }
}

/// Text in quotes; text after them belongs to it.
fn quoted(raw: &str, quote: char, at: usize, doubts: &mut Doubts) -> Value<'static> {
    let inner = raw.get(1..).unwrap_or_default();
    let Some((text, rest)) = closing(inner, quote).and_then(|end| inner.split_at_checked(end))
    else {
        doubts.repair(at, "The quote is never closed", "Close the quote");
        // `'Tis the season`
        return Value::Text(if quote == '"' {
            unescaped(inner, quote, doubts).into()
        } else {
            raw.to_owned().into()
        });
    };
    let after = rest.get(1..).unwrap_or_default();
    match after.trim_start() {
        "" => return Value::Text(unescaped(text, quote, doubts).into()),
        "," => doubts.repair(
            at + raw.len() - 1,
            "There is a comma after the value",
            "Remove the comma",
        ),
        tail if tail.starts_with("# ") && after.starts_with(' ') => doubts.sure = false,
        tail => {
            let tail = at + raw.len() - tail.len();
            doubts.repair(
                tail,
                "There is text after the closing quote",
                "Put the whole value in quotes of the other kind",
            );
            // `"he said "yes""` has quotes within quotes; in `'One' of 'them'` they belong to the text
            let closes = after.starts_with(' ') && !text.ends_with(' ');
            let whole = inner.strip_suffix(quote).filter(|_| !closes).unwrap_or(raw);
            return Value::Text(whole.to_owned().into());
        }
    }
    Value::Text(unescaped(text, quote, doubts).into())
}

/// Where the quote closes in the text after it.
pub(super) fn closing(inner: &str, quote: char) -> Option<usize> {
    let mut chars = inner.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let escapes = if quote == '"' {
            c == '\\'
        } else {
            c == quote && chars.peek().is_some_and(|(_, next)| *next == quote)
        };
        if escapes {
            chars.next();
        } else if c == quote {
            return Some(at);
        }
    }
    None
}

/// The quote that a value begins with and does not close.
pub(super) fn open_quote(raw: &str) -> Option<char> {
    let quote = raw.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    closing(raw.get(1..)?, quote).is_none().then_some(quote)
}

/// The text within quotes. An escape that YAML does not know stays as it is.
fn unescaped(text: &str, quote: char, doubts: &mut Doubts) -> String {
    if quote == '\'' {
        doubts.sure &= !text.contains('\'');
        return text.replace("''", "'");
    }
    if !text.contains('\\') {
        return text.to_owned();
    }
    doubts.sure = false;
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let (c, length) = escape(after).unwrap_or(('\\', 0));
        out.push(c);
        rest = after.get(length..).unwrap_or_default();
    }
    out + rest
}

/// The character that an escape stands for, from the text after the backslash, and how much of it that takes.
fn escape(after: &str) -> Option<(char, usize)> {
    let hex =
        |from: usize, length: usize| u32::from_str_radix(after.get(from..from + length)?, 16).ok();
    let c = match after.chars().next()? {
        'n' | 'r' | 't' => ' ',
        c @ ('"' | '\\' | '/' | '\'') => c,
        'x' => return Some((char::from_u32(hex(1, 2)?)?, 3)),
        'u' => {
            let high = hex(1, 4)?;
            let Some(c) = char::from_u32(high) else {
                let low = hex(7, 4).filter(|_| after.get(5..7) == Some("\\u"))?;
                return Some((
                    char::decode_utf16([high as u16, low as u16]).next()?.ok()?,
                    11,
                ));
            };
            return Some((c, 5));
        }
        _ => return None,
    };
    Some((c, 1))
}

/// `[a, b]` and `{a: b}` on one level: what is nested deeper becomes part of the list.
fn flow(raw: &str, at: usize, doubts: &mut Doubts) -> Value<'static> {
    let (open, close) = if raw.starts_with('[') {
        ('[', ']')
    } else {
        ('{', '}')
    };
    if raw.starts_with("{{") || raw.starts_with("{%") {
        doubts.repair(at, "A value cannot begin with a template", QUOTE);
        return Value::Text(raw.to_owned().into());
    }
    let inner = raw.strip_prefix(open).unwrap_or(raw);
    let inner = match inner.strip_suffix(close) {
        Some(inner) => inner,
        None if inner.contains(close) => {
            doubts.repair(
                at,
                format!("There is text after the closing `{close}`"),
                QUOTE,
            );
            return Value::Text(raw.to_owned().into());
        }
        None => {
            doubts.repair(
                at,
                format!("The `{open}` is never closed"),
                "Close the bracket",
            );
            inner
        }
    };
    doubts.sure &= open == '[';
    let items = pieces(inner, doubts);
    if open == '[' {
        return Value::List(
            items
                .into_iter()
                .map(|(from, item)| scalar(item, at + 1 + from, doubts))
                .collect(),
        );
    }
    let field = |(_, item): (usize, &str)| {
        let (name, value) = key(item).map_or((item, ""), |key| (key.name, key.value));
        (
            name.to_owned().into(),
            Value::Text(value.trim_matches(['"', '\'']).to_owned().into()),
        )
    };
    Value::Map(items.into_iter().map(field).collect())
}

/// What stands between the commas and brackets outside quotes, with its offset.
fn pieces<'a>(inner: &'a str, doubts: &mut Doubts) -> Vec<(usize, &'a str)> {
    let mut found = Vec::new();
    let mut begin = 0;
    let mut quote = None;
    for (at, c) in inner.char_indices().chain([(inner.len(), ',')]) {
        let piece = inner.get(begin..at).unwrap_or_default();
        match (quote, c) {
            (None, ',' | '[' | ']' | '{' | '}') => {
                let item = piece.trim();
                doubts.sure &= c == ','
                    && !item.contains([':', '?', '#'])
                    && !(item.is_empty() && at < inner.len());
                if !item.is_empty() {
                    let blanks = piece.len() - piece.trim_start().len();
                    found.push((begin + blanks, item));
                }
                begin = at + 1;
            }
            (None, '"' | '\'') if piece.trim().is_empty() => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
    }
    if let (Some(_), Some(rest)) = (quote, inner.get(begin..)) {
        found.push((begin, rest));
    }
    found
}
