//! What a key of front matter holds, whatever the language: text, list or map. Scalars are text, as written
//! where the reader can know it. Readers make values (nested 130 deep at most), `meta` gives them meaning.

use std::borrow::Cow;
use std::fmt;

use serde::de::{
    Deserialize, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor,
};

/// A value, which may borrow its text from the file's.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value<'a> {
    /// Nothing, `null`, `~`.
    Null,
    /// Text as written.
    Text(Cow<'a, str>),
    /// A number or a truth value, spelled by the parser: not always as written.
    Literal(String),
    List(Vec<Value<'a>>),
    /// In the order of the file; keys may come twice.
    Map(Entries<'a>),
}

/// Keys with their values, in order.
pub(super) type Entries<'a> = Vec<(Cow<'a, str>, Value<'a>)>;

impl<'a> Value<'a> {
    /// The text of a scalar.
    pub(super) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Literal(text) => Some(text),
            Self::Null | Self::List(_) | Self::Map(_) => None,
        }
    }

    /// All of it on one line: `a, b` and `key: value, key: value`.
    pub(super) fn text(&self) -> Cow<'a, str> {
        match self {
            Self::Text(text) => return text.clone(),
            Self::Literal(text) => return text.clone().into(),
            Self::Null | Self::List(_) | Self::Map(_) => {}
        }
        let mut out = String::new();
        for (key, leaf) in self.leaves() {
            let comma = if out.is_empty() { "" } else { ", " };
            let colon = if key.is_empty() { "" } else { ": " };
            out.extend([comma, key, colon, leaf]);
        }
        out.into()
    }

    /// Whether it says nothing: null, blank, or made of such.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Text(text) => is_blank(text),
            Self::Literal(text) => is_blank(text),
            Self::List(_) | Self::Map(_) => self.leaves().all(|(_, leaf)| is_blank(leaf)),
        }
    }

    /// Every scalar in order, with the key that leads to it (of a list, to its first item).
    pub(super) fn leaves(&self) -> impl Iterator<Item = (&str, &str)> {
        let mut open = vec![("", self)];
        std::iter::from_fn(move || {
            while let Some((key, value)) = open.pop() {
                match value {
                    Self::Null => {}
                    Self::Text(text) => return Some((key, &**text)),
                    Self::Literal(text) => return Some((key, &**text)),
                    Self::List(items) => {
                        // the first item stands behind the key of the list
                        let keys = std::iter::once(key).chain(std::iter::repeat(""));
                        let from = open.len();
                        open.extend(keys.zip(items));
                        open.get_mut(from..).unwrap_or_default().reverse();
                    }
                    Self::Map(fields) => {
                        open.extend(fields.iter().rev().map(|(key, field)| (&**key, field)));
                    }
                }
            }
            None
        })
    }

    /// The value of a map's first key among `keys` that holds text.
    pub(super) fn field(&self, keys: &[&str]) -> Option<&str> {
        let Self::Map(fields) = self else { return None };
        keys.iter().find_map(|key| {
            let found = fields
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case(key));
            found.and_then(|(_, value)| value.as_text())
        })
    }

    /// Whether a scalar may be spelled otherwise than it was written.
    pub(super) fn has_literal(&self) -> bool {
        let mut open = vec![self];
        while let Some(value) = open.pop() {
            match value {
                Self::Literal(_) => return true,
                Self::Null | Self::Text(_) => {}
                Self::List(items) => open.extend(items),
                Self::Map(fields) => open.extend(fields.iter().map(|(_, field)| field)),
            }
        }
        false
    }
}

fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

impl<'de> Deserialize<'de> for Value<'static> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Shape)
    }
}

/// Takes whatever a parser finds. The parsers bound the depth (`serde_json` and `serde_yaml` at 128).
struct Shape;

macro_rules! literals {
    ($($name:ident: $type:ty),*) => {
        $(fn $name<E>(self, value: $type) -> Result<Value<'static>, E> {
            Ok(Value::Literal(value.to_string()))
        })*
    };
}

impl<'de> Visitor<'de> for Shape {
    type Value = Value<'static>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    literals!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_i128: i128, visit_u128: u128, visit_f64: f64);

    fn visit_str<E>(self, text: &str) -> Result<Value<'static>, E> {
        Ok(Value::Text(text.to_owned().into()))
    }

    fn visit_unit<E>(self) -> Result<Value<'static>, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value<'static>, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value<'static>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value<'static>, A::Error> {
        let mut fields = Vec::new();
        while let Some((key, value)) = map.next_entry::<String, _>()? {
            fields.push((key.into(), value));
        }
        Ok(Value::Map(fields))
    }

    /// `!tag value`: the tag says nothing to us.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Value<'static>, A::Error> {
        let (_, value) = tagged.variant::<String>()?;
        value.newtype_variant()
    }
}
