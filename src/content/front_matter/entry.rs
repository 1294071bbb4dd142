//! One entry of front matter while its lines are still coming in: the key, what was read, and the scalar that
//! may go on. `lenient` decides which line belongs to it.

use std::borrow::Cow;

use super::scalar::{Doubts, closing, open_quote, scalar};
use super::value::Value;

/// The entry that lines still go to.
pub(super) struct Open<'a> {
    pub(super) key: &'a str,
    /// Columns before its key.
    pub(super) indent: usize,
    /// Columns before its list items.
    pub(super) items: Option<usize>,
    pub(super) value: Value<'static>,
    /// The scalar that lines still go to.
    pub(super) text: Text<'a>,
}

/// A scalar that may go on.
#[derive(Default)]
pub(super) struct Text<'a> {
    /// The key that it is the value of in a map within the value.
    field: Option<&'a str>,
    /// Whether that key begins another map of a list.
    begins: bool,
    /// Whether it is a `|` or `>` scalar, which takes every line that is indented.
    pub(super) block: bool,
    /// The quote that no line has closed yet.
    pub(super) quote: Option<char>,
    raw: Cow<'a, str>,
    at: usize,
    lines: usize,
}

impl<'a> Text<'a> {
    /// The value `raw` at `at` of the file.
    pub(super) fn new(raw: &'a str, at: usize) -> Self {
        let mut header = raw.split(' ').next().unwrap_or_default().chars();
        let block = matches!(header.next(), Some('|' | '>'))
            && header.all(|c| matches!(c, '+' | '-' | '1'..='9'));
        Self {
            quote: open_quote(raw),
            raw: if block { "" } else { raw }.into(),
            at,
            block,
            lines: 1,
            ..Self::default()
        }
    }

    /// The same as the value of a key within a value, which may begin a map.
    pub(super) fn of(self, field: &'a str, begins: bool) -> Self {
        Self {
            field: Some(field),
            begins,
            ..self
        }
    }

    pub(super) fn add(&mut self, line: &str) {
        let raw = self.raw.to_mut();
        if !raw.is_empty() {
            raw.push(' ');
        }
        raw.push_str(line);
        self.lines += 1;
        self.quote = self.quote.filter(|quote| closing(line, *quote).is_none());
    }

    /// Whether it has more than one line.
    pub(super) fn went_on(&self) -> bool {
        self.lines > 1
    }

    fn close(self, doubts: &mut Doubts) -> Value<'static> {
        doubts.sure &= !self.block && self.lines == 1;
        let (hashtags, repairs) = (doubts.hashtags.len(), doubts.repairs.len());
        let value = if self.block {
            Value::Text(self.raw.into_owned().into())
        } else {
            scalar(&self.raw, self.at, doubts)
        };
        if self.lines > 1 {
            // columns mean nothing in lines that were joined
            let since = doubts.repairs.iter_mut().skip(repairs);
            since.for_each(|repair| repair.at = self.at);
            doubts.lossy |= doubts.hashtags.len() > hashtags;
            doubts.hashtags.truncate(hashtags);
        }
        value
    }
}

impl<'a> Open<'a> {
    pub(super) fn new(key: &'a str, indent: usize, text: Text<'a>) -> Self {
        Self {
            key,
            indent,
            items: None,
            value: Value::Null,
            text,
        }
    }

    /// Whether the key has text on its line, or had some since.
    pub(super) fn is_scalar(&self) -> bool {
        self.value == Value::Null && (self.text.block || !self.text.raw.is_empty())
    }

    /// Ends the scalar that is coming in and begins `next`.
    pub(super) fn turn(&mut self, next: Text<'a>, doubts: &mut Doubts) {
        let mut text = std::mem::replace(&mut self.text, next);
        let (field, begins) = (text.field.take(), text.begins);
        let value = text.close(doubts);
        match (&mut self.value, field) {
            (Value::List(items), None) => items.push(value),
            (Value::List(items), Some(name)) => match items.last_mut() {
                Some(Value::Map(fields)) if !begins => fields.push((name.to_owned().into(), value)),
                _ => items.push(Value::Map(vec![(name.to_owned().into(), value)])),
            },
            (Value::Map(fields), name) => {
                fields.push((name.unwrap_or_default().to_owned().into(), value));
            }
            (single, _) => *single = value,
        }
    }

    /// The next item of a list, at `indent`: what the key had before, if anything, is the first one.
    pub(super) fn item(&mut self, indent: usize, next: Text<'a>, doubts: &mut Doubts) {
        let bare = self.value == Value::Null;
        self.turn(next, doubts);
        if bare {
            let first = std::mem::replace(&mut self.value, Value::Null);
            self.value = Value::List(if first == Value::Null {
                Vec::new()
            } else {
                vec![first]
            });
        }
        doubts.sure &= *self.items.get_or_insert(indent) == indent;
    }

    /// The next key of a map within the value.
    pub(super) fn field(&mut self, next: Text<'a>, doubts: &mut Doubts) {
        let bare = self.value == Value::Null;
        self.turn(next, doubts);
        if bare {
            self.value = Value::Map(Vec::new());
        }
    }

    /// The key and all that was read.
    pub(super) fn close(mut self, doubts: &mut Doubts) -> (Cow<'static, str>, Value<'static>) {
        self.turn(Text::default(), doubts);
        (self.key.to_owned().into(), self.value)
    }
}
