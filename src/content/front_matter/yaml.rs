//! YAML front matter → entries. Plain heads are read line by line; the rest by `serde_yaml`, behind a guard, for
//! it is slow on deep nesting and explodes on aliases; what that refuses is taken as a person would read it.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, IgnoredAny, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};

use super::lenient::{self, Reading};
use super::report::note;
use super::value::{Entries, Value};
use crate::content::problem::Note;

/// The largest front matter that is given to `serde_yaml`, in bytes.
const LARGEST: usize = 64 * 1024;
/// The deepest nesting and the most brackets that are given to it: 5,000 nested ones take it 0.1 s.
const DEEPEST: usize = 64;
const MOST_BRACKETS: usize = 1_000;

/// What YAML says.
pub(super) struct Yaml {
    pub(super) entries: Entries<'static>,
    /// Whether it had to be mended: then it may be something else than front matter.
    pub(super) mended: bool,
    pub(super) notes: Vec<Note>,
}

/// Reads `matter`, which begins at `base` of the file's text.
pub(super) fn read(matter: &str, base: usize) -> Yaml {
    let mut reading = lenient::read(matter, base);
    let strict = if reading.doubts.sure {
        Ok(None)
    } else {
        strict(matter, base, &reading).map(Some)
    };
    let (entries, notes, mended) = match strict {
        Ok(None) => (reading.entries, Vec::new(), false),
        Ok(Some(entries)) => (
            entries,
            reading.doubts.hashtags.iter().map(hashtag).collect(),
            false,
        ),
        Err(refused) => {
            if reading.doubts.repairs.is_empty() {
                reading.doubts.repairs.push(refused);
            }
            (reading.entries, reading.doubts.repairs, true)
        }
    };
    Yaml {
        entries,
        mended,
        notes,
    }
}

fn hashtag(value: &Range<usize>) -> Note {
    note(
        value.start,
        "The text after ` #` would be lost as a comment",
        "Put the value in quotes",
    )
}

/// What `serde_yaml` reads, each scalar as it was written.
pub(super) fn strict(
    matter: &str,
    base: usize,
    reading: &Reading,
) -> Result<Entries<'static>, Note> {
    if let Some((at, message)) = refusal(matter) {
        return Err(note(base + at, message, ""));
    }
    if reading.doubts.lossy {
        return Err(note(
            base,
            "A `#` in a long text would be lost as a comment",
            "Put the text in quotes, or below `key: >`",
        ));
    }
    let source = quoted(matter, base, &reading.doubts.hashtags);
    let mut value = Value::deserialize(serde_yaml::Deserializer::from_str(&source))
        .map_err(|error| refused(&error, matter, base))?;
    if value.has_literal() {
        value = Written(&value)
            .deserialize(serde_yaml::Deserializer::from_str(&source))
            .map_err(|error| refused(&error, matter, base))?;
    }
    match value {
        Value::Map(entries) => Ok(entries),
        Value::Null => Ok(Vec::new()),
        Value::Text(_) | Value::Literal(_) | Value::List(_) => {
            let fix = "Write each field as `key: value` on a line of its own";
            Err(note(base, "The front matter has no keys", fix))
        }
    }
}

fn refused(error: &serde_yaml::Error, matter: &str, base: usize) -> Note {
    // it does not say where, but in its words, for characters that it does not take
    let place = error
        .location()
        .map(|location| location.index())
        .filter(|at| *at > 0);
    let at = place.or_else(|| lenient::unprintable(matter)).unwrap_or(0);
    let text = error.to_string();
    let message = text.split(" at ").next().unwrap_or(&text);
    let fix = if message.contains("escape") {
        "Double the backslash, or put the value in single quotes"
    } else if message.contains("control characters") {
        "Take the character out; no editor shows it"
    } else {
        "Put the value in quotes, or close what is open before this place"
    };
    note(base + at, format!("Not valid YAML: {message}"), fix)
}

/// `matter` with the values at `ranges` of the file in single quotes.
fn quoted<'a>(matter: &'a str, base: usize, ranges: &[Range<usize>]) -> Cow<'a, str> {
    let mut out = String::new();
    let mut done = 0;
    for range in ranges {
        let (from, to) = (
            range.start.saturating_sub(base),
            range.end.saturating_sub(base),
        );
        if let (Some(before), Some(value)) = (matter.get(done..from), matter.get(from..to)) {
            out.push_str(before);
            out.extend(["'", &value.replace('\'', "''"), "'"]);
            done = to;
        }
    }
    match matter.get(done..) {
        Some(rest) if done > 0 => Cow::Owned(out + rest),
        _ => Cow::Borrowed(matter),
    }
}

/// Why a text must not be given to `serde_yaml`, and at which byte: it is too large, too deep, or has aliases.
/// Lexical, so brackets and names in prose count as well.
pub fn refusal(matter: &str) -> Option<(usize, &'static str)> {
    if matter.len() > LARGEST {
        return Some((0, "The front matter is larger than 64 KiB"));
    }
    nested(matter)
        .map(|at| (at, "The front matter is nested too deeply"))
        .or_else(|| alias(matter).map(|at| (at, "Aliases (`*name`) are not followed")))
}

fn nested(matter: &str) -> Option<usize> {
    let (mut depth, mut brackets, mut markers, mut previous) = (0_usize, 0, 0, 0);
    for (at, byte) in matter.bytes().enumerate() {
        match byte {
            b'[' | b'{' => {
                depth += 1;
                brackets += 1;
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            b' ' | b'\t' if matches!(previous, b'-' | b'?' | b':') => markers += 1,
            b' ' | b'\t' | b'-' | b'?' | b':' => {}
            _ => markers = 0,
        }
        previous = byte;
        if depth > DEEPEST || brackets > MOST_BRACKETS || markers > DEEPEST {
            return Some(at);
        }
    }
    None
}

/// Where an alias is that has an anchor somewhere.
fn alias(matter: &str) -> Option<usize> {
    let names = |mark: char| {
        matter.match_indices(mark).filter_map(|(at, _)| {
            let rest = matter.get(at + 1..)?;
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'));
            let name = rest.get(..end.unwrap_or(rest.len()))?;
            (!name.is_empty()).then_some((at, name))
        })
    };
    let anchors: HashSet<&str> = names('&').map(|(_, name)| name).collect();
    names('*')
        .find(|(_, name)| anchors.contains(name))
        .map(|(at, _)| at)
}

/// Reads what was read before once more, asking for each scalar as a string: so `1.10` stays `1.10`.
struct Written<'a>(&'a Value<'static>);

impl<'de> DeserializeSeed<'de> for Written<'_> {
    type Value = Value<'static>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value<'static>, D::Error> {
        match self.0 {
            Value::Null => IgnoredAny::deserialize(from).map(|_| Value::Null),
            Value::Text(_) | Value::Literal(_) => {
                String::deserialize(from).map(|text| Value::Text(text.into()))
            }
            Value::List(_) | Value::Map(_) => from.deserialize_any(self),
        }
    }
}

impl<'de> Visitor<'de> for Written<'_> {
    type Value = Value<'static>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("what was read before")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value<'static>, A::Error> {
        let Value::List(shapes) = self.0 else {
            return Ok(Value::Null);
        };
        let mut items = Vec::with_capacity(shapes.len());
        for shape in shapes {
            items.extend(seq.next_element_seed(Written(shape))?);
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value<'static>, A::Error> {
        let Value::Map(shapes) = self.0 else {
            return Ok(Value::Null);
        };
        let mut fields = Vec::with_capacity(shapes.len());
        for (_, shape) in shapes {
            if let Some(key) = map.next_key::<String>()? {
                fields.push((key.into(), map.next_value_seed(Written(shape))?));
            }
        }
        Ok(Value::Map(fields))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Value<'static>, A::Error> {
        let (_, value) = tagged.variant::<String>()?;
        value.newtype_variant_seed(self)
    }
}
