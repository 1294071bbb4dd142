//! YAML as a tree of words, and where in the text each of its parts stands.
//! `serde_yaml` tells places only of errors; so a part's place is found by reading the text again and failing there.

use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, Error as _, IgnoredAny, MapAccess,
    SeqAccess, VariantAccess, Visitor,
};

/// A part of the text. Numbers, truths and texts are words as they are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    Nothing,
    Word(String),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
}

/// Why a text cannot be read, and where: line and column from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refused {
    pub(super) at: Option<(usize, usize)>,
    pub(super) said: String,
}

/// Reads a text; what is bounded in articles is bounded here.
pub(super) fn read(text: &str) -> Result<Node, Refused> {
    if let Some((at, message)) = crate::content::front_matter::refusal(text) {
        return Err(Refused {
            at: Some(spot(text, at)),
            said: message.replace("front matter", "file"),
        });
    }
    Node::deserialize(serde_yaml::Deserializer::from_str(text)).map_err(|error| {
        let said = error.to_string();
        let said = said.split(" at line").next().unwrap_or_default();
        Refused {
            at: at(&error, text),
            said: format!("Not valid YAML, so nothing of it counts: {said}"),
        }
    })
}

/// Where an error is. Its own line is not asked for: to YAML, lines end where they do to no editor.
fn at(error: &serde_yaml::Error, text: &str) -> Option<(usize, usize)> {
    Some(spot(text, error.location()?.index()))
}

/// Line and column of a byte.
fn spot(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..text.floor_char_boundary(at)).unwrap_or_default();
    let row = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, row.chars().count() + 1)
}

/// Where the value stands that `path` leads to, by the number of the entry in each map or list; with `key`, where its key does.
pub(super) fn place(text: &str, path: &[usize], key: bool) -> Option<(usize, usize)> {
    let seek = Seek { path, key };
    let found = seek.deserialize(serde_yaml::Deserializer::from_str(text));
    found.err().and_then(|error| at(&error, text))
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Grow)
    }
}

struct Grow;

impl<'de> Visitor<'de> for Grow {
    type Value = Node;

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Nothing)
    }

    /// A text without anything in it.
    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Nothing)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Word(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Word(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Word(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Word(value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Word(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node, A::Error> {
        let mut nodes = Vec::new();
        while let Some(node) = list.next_element()? {
            nodes.push(node);
        }
        Ok(Node::List(nodes))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut entries = Vec::new();
        while let Some((key, value)) = map.next_entry()? {
            let key = match key {
                Node::Word(word) => word,
                Node::Nothing => "~".to_owned(),
                Node::List(_) | Node::Map(_) => String::new(),
            };
            entries.push((key, value));
        }
        Ok(Node::Map(entries))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Node, A::Error> {
        let (_, tagged): (IgnoredAny, _) = data.variant()?;
        tagged.newtype_variant()
    }
}

/// Goes along a path and fails at its end.
#[derive(Clone, Copy)]
struct Seek<'a> {
    path: &'a [usize],
    key: bool,
}

/// Fails at once, whatever comes: so the error has the place.
struct Stop;

impl Visitor<'_> for Stop {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("nothing")
    }
}

impl<'de> DeserializeSeed<'de> for Stop {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> DeserializeSeed<'de> for Seek<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        if self.path.is_empty() {
            Stop.deserialize(from)
        } else {
            from.deserialize_any(self)
        }
    }
}

impl<'de> Visitor<'de> for Seek<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("a map or a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let (first, rest) = self.path.split_first().ok_or(A::Error::custom("here"))?;
        for _ in 0..*first {
            list.next_element::<IgnoredAny>()?;
        }
        let path = Self { path: rest, ..self };
        list.next_element_seed(path)?;
        Err(A::Error::custom("not there"))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let (first, rest) = self.path.split_first().ok_or(A::Error::custom("here"))?;
        for _ in 0..*first {
            map.next_entry::<IgnoredAny, IgnoredAny>()?;
        }
        if self.key && rest.is_empty() {
            map.next_key_seed(Stop)?;
        } else {
            map.next_key::<IgnoredAny>()?;
        }
        map.next_value_seed(Self { path: rest, ..self })
    }
}
