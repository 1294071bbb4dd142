//! YAML front matter read line by line, as a person reads it: every field that one would recognise, and whether
//! `serde_yaml` would say the same (then it need not be asked). Called by `yaml`; values are `scalar`'s.

use memchr::memchr3_iter;

use super::entry::{Open, Text};
use super::key::{Key, item, key};
use super::keys::is_known;
use super::scalar::Doubts;
use super::value::Entries;
use crate::content::lines::{Line, lines};

/// What was read, and what is doubtful about it.
pub(super) struct Reading {
    pub(super) entries: Entries<'static>,
    pub(super) doubts: Doubts,
}

/// Reads `matter`, which begins at `base` of the file's text.
pub(super) fn read(matter: &str, base: usize) -> Reading {
    let mut reader = Reader {
        entries: Vec::new(),
        open: None,
        doubts: Doubts::new(unprintable(matter).is_none()),
    };
    for line in lines(matter) {
        reader.line(line, base);
    }
    reader.close();
    Reading {
        entries: reader.entries,
        doubts: reader.doubts,
    }
}

/// The first character that YAML does not take.
pub(super) fn unprintable(matter: &str) -> Option<usize> {
    let plain = |byte: u8| matches!(byte, b'\n' | b'\r' | b' '..=b'~');
    let bytes = matter.as_bytes();
    // without a way out: so the processor takes many bytes at once
    let all = |all, byte: &u8| all & (plain(*byte) | !byte.is_ascii());
    // Beyond ASCII: U+0080 …, U+2028, U+2029, U+FEFF, U+FFFE, U+FFFF.
    let odd = |at: usize| {
        matches!(
            bytes.get(at..),
            Some(
                [0xC2, ..0xA0, ..]
                    | [0xE2, 0x80, 0xA8 | 0xA9, ..]
                    | [0xEF, 0xBB | 0xBF, 0xBE | 0xBF, ..]
            )
        )
    };
    if bytes.iter().fold(true, all) && !memchr3_iter(0xC2, 0xE2, 0xEF, bytes).any(odd) {
        return None;
    }
    matter.find(|c: char| match u8::try_from(c) {
        Ok(byte) if byte < 0xa0 => !plain(byte),
        _ => matches!(
            c,
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        ),
    })
}

struct Reader<'a> {
    entries: Entries<'static>,
    open: Option<Open<'a>>,
    doubts: Doubts,
}

/// A line without its blanks.
#[derive(Clone, Copy)]
struct Content<'a> {
    text: &'a str,
    /// Blanks before it.
    indent: usize,
    /// Where it begins in the file.
    at: usize,
}

impl Content<'_> {
    /// Where `tail`, the end of the line, begins in the file.
    fn at_end(&self, tail: &str) -> usize {
        self.at + self.text.len() - tail.len()
    }
}

impl<'a> Reader<'a> {
    fn line(&mut self, line: Line<'a>, base: usize) {
        let blanks = [' ', '\t'];
        let text = line.text.trim_start_matches(blanks);
        let indent = line.text.len() - text.len();
        let text = text.trim_end_matches(blanks);
        let content = Content {
            text,
            indent,
            at: base + line.at + indent,
        };
        if text.is_empty() {
            return;
        }
        if line
            .text
            .get(..indent)
            .is_some_and(|blanks| blanks.contains('\t'))
        {
            let at = content.at - indent;
            self.doubts
                .repair(at, "The line is indented with a tab", "Indent with blanks");
        }
        if self.goes_on(content) || text.starts_with('#') {
            return;
        }
        if let Some(value) = item(text) {
            self.item(content, value);
        } else if let Some(key) = key(text) {
            self.key(content, key);
        } else {
            self.other(content);
        }
    }

    /// Adds the line to a block or an open quote if it belongs to it.
    fn goes_on(&mut self, line: Content<'a>) -> bool {
        let Some(open) = &mut self.open else {
            return false;
        };
        let block = open.text.block && line.indent > open.items.unwrap_or(open.indent);
        let quote =
            open.text.quote.is_some() && key(line.text).is_none_or(|key| !is_known(key.name));
        if block || quote {
            open.text.add(line.text);
        }
        block || quote
    }

    fn item(&mut self, line: Content<'a>, value: &'a str) {
        let Some(open) = &mut self.open else {
            return self.doubts.repair(
                line.at,
                "A list item without a key was left out",
                "Put it below the key that it belongs to",
            );
        };
        if open.is_scalar() {
            self.doubts.repair(
                line.at,
                "A list item follows a value on the line of its key",
                "Make the value an item too",
            );
        }
        let text = match key(value).filter(|key| key.spaced) {
            Some(key) => {
                self.doubts.sure = false;
                Text::new(key.value, line.at_end(key.value)).of(key.name, true)
            }
            None => Text::new(value, line.at_end(value)),
        };
        open.item(line.indent, text, &mut self.doubts);
    }

    fn key(&mut self, line: Content<'a>, key: Key<'a>) {
        let text = Text::new(key.value, line.at_end(key.value));
        let Some(open) = self.open.as_mut().filter(|open| line.indent > open.indent) else {
            self.doubts.sure &= key.plain && line.indent == 0;
            if !key.spaced {
                self.doubts.repair(
                    line.at_end(key.value),
                    "There is no blank after the colon",
                    "Put a blank after the colon",
                );
            }
            return self.begin(line.indent, key, text);
        };
        if !open.is_scalar() {
            self.doubts.sure = false;
            return open.field(text.of(key.name, false), &mut self.doubts);
        }
        if !is_known(key.name) {
            return self.other(line);
        }
        let indent = open.indent;
        let message = format!("`{}` is indented more than the keys before it", key.name);
        self.doubts
            .repair(line.at, message, "Remove the blanks before it");
        self.begin(indent, key, text);
    }

    fn begin(&mut self, indent: usize, key: Key<'a>, text: Text<'a>) {
        self.close();
        self.open = Some(Open::new(key.name, indent, text));
    }

    /// A line that is no key and no item: more of the text before it.
    fn other(&mut self, line: Content<'a>) {
        let Some(open) = &mut self.open else {
            return self.doubts.repair(
                line.at,
                "A line without a key was left out",
                "Write it as `key: value`",
            );
        };
        match line.text.strip_prefix('-') {
            Some(value) if !open.is_scalar() => {
                self.doubts.repair(
                    line.at,
                    "There is no blank after the `-`",
                    "Put a blank after the `-`",
                );
                let value = value.trim();
                open.item(
                    line.indent,
                    Text::new(value, line.at_end(value)),
                    &mut self.doubts,
                );
            }
            _ => {
                if line.indent <= open.indent && !open.text.went_on() {
                    self.doubts.repair(
                        line.at,
                        "A line without a key was taken as more of the value before it",
                        "Indent the line",
                    );
                }
                open.text.add(line.text);
            }
        }
    }

    fn close(&mut self) {
        if let Some(open) = self.open.take() {
            self.entries.push(open.close(&mut self.doubts));
        }
    }
}
