//! Front matter that is as plain as most is: `key: value` and `- item` lines between two lines of `---`, which every YAML
//! parser reads the same way. A matter of speed alone: in doubt it says nothing, and the other readers are asked.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memchr2_iter};

use super::lenient::unprintable;
use super::value::{Entries, Value};

/// Plain front matter, and where it ends.
pub(super) struct Plain<'a> {
    pub(super) entries: Entries<'a>,
    /// What is between the fences, in bytes of the text.
    pub(super) matter: Range<usize>,
    /// Where the line after the closing fence begins.
    pub(super) body: usize,
}

/// The first line.
const FENCE: &str = "---\n";

/// Reads the front matter that `text` begins with. `None`: there is none, it is not closed, or it is not that plain.
pub(super) fn read(text: &str) -> Option<Plain<'_>> {
    let mut entries = Entries::with_capacity(12);
    let mut rest = text.strip_prefix(FENCE)?;
    let mut indent = None;
    loop {
        let (line, after) = rest.split_at_checked(memchr(b'\n', rest.as_bytes())?)?;
        rest = after.get(1..)?;
        match line.as_bytes() {
            b"---" => break,
            [] | [b'#', ..] => {}
            [b' ' | b'-', ..] => {
                let content = line.trim_start_matches(' ');
                let depth = line.len() - content.len();
                let item = value(content.strip_prefix("- ")?)?;
                match (&mut entries.last_mut()?.1, indent, &item) {
                    (_, _, Value::Null | Value::List(_)) => return None,
                    (Value::List(items), Some(before), _) if before == depth => items.push(item),
                    (list @ Value::Null, None, _) => *list = Value::List(vec![item]),
                    _ => return None,
                }
                indent = Some(depth);
            }
            _ => {
                indent = None;
                entries.push(entry(line)?);
            }
        }
    }
    let body = text.len() - rest.len();
    let end = body - FENCE.len();
    let matter = text.get(..body)?;
    let plain = unprintable(matter).is_none() && memchr(b'\r', matter.as_bytes()).is_none();
    (plain && !entries.is_empty()).then_some(Plain {
        entries,
        matter: FENCE.len()..end,
        body,
    })
}

fn entry(line: &str) -> Option<(Cow<'_, str>, Value<'_>)> {
    let (key, after) = line.split_at_checked(memchr(b':', line.as_bytes())?)?;
    let mut bytes = key.bytes();
    let word = bytes.next()?.is_ascii_alphabetic()
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
    let text = after.get(1..)?;
    if !word || key.len() > 60 || !(text.is_empty() || text.starts_with(' ')) {
        return None;
    }
    Some((key.into(), value(text)?))
}

fn value(raw: &str) -> Option<Value<'_>> {
    let text = unpadded(raw);
    let last = text.as_bytes().last().copied().unwrap_or_default();
    match text.as_bytes() {
        // There are blanks beyond ASCII, and not all parsers take them for such.
        _ if !last.is_ascii() && text.trim_end().len() < text.len() => None,
        [] => Some(Value::Null),
        [b'[', .., b']'] => list(text.get(1..text.len() - 1)?),
        [b'"' | b'\'', ..] => quoted(text),
        _ => scalar(text),
    }
}

/// Without the blanks around it. (`trim_matches` takes one character after the other, which took longer than all else here.)
fn unpadded(text: &str) -> &str {
    let is_blank = |byte: &&u8| **byte == b' ';
    let before = text.bytes().take_while(|byte| *byte == b' ').count();
    let text = text.get(before..).unwrap_or_default();
    let after = text.as_bytes().iter().rev().take_while(is_blank).count();
    text.get(..text.len() - after).unwrap_or_default()
}

fn scalar(text: &str) -> Option<Value<'_>> {
    let bytes = text.as_bytes();
    let at = |place: Option<usize>| place.and_then(|place| bytes.get(place));
    let mut marks = memchr2_iter(b':', b'#', bytes);
    let marked = marks.any(|mark| match at(Some(mark)) {
        Some(b'#') => at(mark.checked_sub(1)) == Some(&b' '),
        _ => matches!(at(Some(mark + 1)), Some(b' ') | None),
    });
    let begins = |c: char| c.is_alphanumeric() || "/.$(_+".contains(c);
    if marked || !text.starts_with(begins) {
        return None;
    }
    let null = matches!(text, "null" | "Null" | "NULL");
    (!null).then(|| Value::Text(text.into()))
}

/// A text in quotes with neither such quotes nor a backslash in it.
fn quoted(text: &str) -> Option<Value<'_>> {
    let quote = *text.as_bytes().first()?;
    let inner = text.get(1..text.len().checked_sub(1)?)?;
    let closed = text.len() > 1 && text.as_bytes().last() == Some(&quote);
    let odd = memchr2_iter(quote, b'\\', inner.as_bytes())
        .next()
        .is_some();
    (closed && !odd).then(|| Value::Text(inner.into()))
}

/// What stands between brackets: items of one kind or the other, without anything that could be more than text.
fn list(inner: &str) -> Option<Value<'_>> {
    if unpadded(inner).is_empty() {
        return Some(Value::List(Vec::new()));
    }
    // A comma within quotes leaves a piece with a quote that is not closed, and that is refused.
    inner
        .split(',')
        .map(item)
        .collect::<Option<_>>()
        .map(Value::List)
}

fn item(raw: &str) -> Option<Value<'_>> {
    let odd = |byte: u8| matches!(byte, b':' | b'?' | b'#' | b'[' | b']' | b'{' | b'}' | b'\\');
    let item = value(raw).filter(|item| *item != Value::Null)?;
    (!raw.bytes().any(odd)).then_some(item)
}
