//! The options in writing: the commented default file and the schema for editors, both from the one table.
//! What the default file says is what the program does without one.

use std::fmt::Write;

use serde_json::{Map, Value, json};

use super::bindings::PANES;
use super::options::{FOR_COLLECTIONS, Kind, OPTIONS, Opt, Settings};
use crate::keys::{Place, actions, places};
use crate::view::theme::ROLES;

/// A config file in which every option is a comment with its default.
pub fn default_file() -> String {
    let mut out = String::from(
        "# Settings of newsreader. Every line without a blank after `#` is an option with its default:\n\
         # take the `#` away to set it. Flags and NEWSREADER_… variables (NEWSREADER_MEASURE=60) come before this file, a\n\
         # collection's .newsreader.yaml comes after it.\n",
    );
    for option in OPTIONS {
        let _ = write!(out, "\n# {}", option.about);
        if let Kind::Name(names, _) = &option.kind {
            let _ = write!(out, " ({})", names.join(", "));
        }
        let _ = writeln!(out, "\n#{}: {}", option.name, default(option));
        for line in option.example.lines() {
            let _ = writeln!(out, "# {line}");
        }
    }
    out
}

/// The default of an option in YAML.
fn default(option: &Opt) -> String {
    let mut settings = Settings::default();
    match &option.kind {
        Kind::Switch(place) => place(&mut settings).to_string(),
        Kind::Number(_, place) => place(&mut settings).to_string(),
        Kind::Name(_, place) => (*place(&mut settings)).to_owned(),
        Kind::Text(place) => format!("{:?}", place(&mut settings).as_str()),
        Kind::Sections | Kind::Searches | Kind::Editor => "[]".to_owned(),
        Kind::Keys | Kind::Pipes | Kind::Themes => "{}".to_owned(),
        Kind::Theme => settings.theme,
    }
}

/// A JSON schema of the config file, or of a collection's.
pub fn schema(collection: bool) -> Value {
    let options = OPTIONS.iter();
    let options = options.filter(|option| !collection || FOR_COLLECTIONS.contains(&option.name));
    let properties: Map<String, Value> = options
        .map(|option| (option.name.to_owned(), property(option)))
        .collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": if collection { "A collection of newsreader" } else { "Settings of newsreader" },
        "type": ["object", "null"],
        "additionalProperties": false,
        "properties": properties,
    })
}

fn property(option: &Opt) -> Value {
    let mut settings = Settings::default();
    let mut schema = match &option.kind {
        Kind::Switch(place) => json!({"type": "boolean", "default": *place(&mut settings)}),
        Kind::Number(range, place) => json!({
            "type": "integer",
            "minimum": range.start(),
            "maximum": range.end(),
            "default": *place(&mut settings),
        }),
        Kind::Name(names, place) => json!({"enum": names, "default": *place(&mut settings)}),
        Kind::Text(_) => json!({"type": "string"}),
        Kind::Sections => json!({"type": "array", "items": {"anyOf": [
            {"type": "string"},
            {"type": "object", "additionalProperties": {"type": "string"}, "minProperties": 1, "maxProperties": 1},
        ]}}),
        Kind::Keys => keys(),
        Kind::Editor => command(),
        Kind::Pipes => json!({"type": "object", "additionalProperties": command()}),
        Kind::Theme => json!({"type": "string", "default": settings.theme}),
        Kind::Themes => themes(),
        Kind::Searches => json!({"type": "array", "items": {
            "type": "object",
            "properties": {"name": {"type": "string"}, "query": {"type": "string"}},
            "required": ["name", "query"],
            "additionalProperties": false,
        }}),
    };
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("description".to_owned(), json!(option.about));
    }
    schema
}

/// The places, and in each the names of what can be bound.
fn keys() -> Value {
    let bound =
        |names: Vec<&str>| json!({"type": "object", "additionalProperties": {"enum": names}});
    let mut properties: Map<String, Value> = places()
        .map(|(place, name)| (name, bound(actions(place).collect())))
        .collect();
    let both = actions(Place::List).chain(actions(Place::Reader));
    properties.insert(PANES.to_owned(), bound(both.collect()));
    json!({"type": "object", "properties": properties, "additionalProperties": false})
}

/// Words, or a text that is split into words.
fn command() -> Value {
    json!({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": ["string", "number", "boolean"]}}]})
}

/// Themes by name, each of them roles with colours.
fn themes() -> Value {
    let names = ["base"]
        .into_iter()
        .chain(ROLES.iter().map(|(name, _)| *name));
    let colours = names.map(|name| (name.to_owned(), json!({"type": ["string", "integer"]})));
    let colours: Map<String, Value> = colours.collect();
    let theme = json!({"type": "object", "properties": colours, "additionalProperties": false});
    json!({"type": "object", "additionalProperties": theme})
}
