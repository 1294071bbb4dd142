//! Front matter against an outside reader: what `PyYAML` accepts, we read alike. Needs `python3` with `PyYAML`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    missing_docs
)]

#[path = "support/shared.rs"]
mod shared;

use std::collections::HashMap;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;

use newsreader::content::date::Date;
use newsreader::loader::{self, Options};
use newsreader::text::Clean;
use serde_json::Value;

use crate::shared::shared;

/// Reads paths, writes for each whose front matter is strict YAML one line of JSON: the path and the mapping, every scalar as
/// it is written. Duplicate keys are no strict YAML, and a hashtag is no comment to people who write titles.
const READER: &str = r#"
import json, re, sys, yaml
class Strict(yaml.BaseLoader): pass
def mapping(loader, node):
    keys = [loader.construct_object(key, deep=True) for key, _ in node.value]
    if len(keys) != len(set(map(str, keys))): raise yaml.YAMLError("duplicate key")
    return yaml.BaseLoader.construct_mapping(loader, node, deep=True)
Strict.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, mapping)
for path in sys.stdin.read().split("\n"):
    try: text = open(path, encoding="utf-8", newline="").read()
    except Exception: continue
    found = re.match(r"---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*\r?$", text, re.S | re.M)
    if not found or re.search(r" #\S", found.group(1)): continue
    try: data = yaml.load(found.group(1), Loader=Strict)
    except Exception: continue
    if isinstance(data, dict): print(json.dumps([path, data]))
"#;

/// What the outside reader says of each of `paths`; none where there is no such reader.
fn strict(paths: &[PathBuf]) -> Option<HashMap<PathBuf, Value>> {
    let known = Command::new("python3")
        .args(["-c", "import yaml"])
        .stderr(Stdio::null())
        .status();
    if !known.is_ok_and(|status| status.success()) {
        println!("skipped: what_strict_yaml_says_is_what_we_say: python3 with PyYAML is absent");
        return None;
    }
    let mut reader = Command::new("python3")
        .args(["-c", READER])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut to = reader.stdin.take().unwrap();
    let list: Vec<&str> = paths.iter().filter_map(|path| path.to_str()).collect();
    let list = list.join("\n");
    let writer = thread::spawn(move || to.write_all(list.as_bytes()).unwrap());
    let out = reader.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(out.status.success());
    let rows = String::from_utf8(out.stdout).unwrap();
    let row = |line: &str| serde_json::from_str::<(PathBuf, Value)>(line).unwrap();
    Some(rows.lines().map(row).collect())
}

/// The letters and digits of all scalars in a value, small, in order, each list item once.
fn letters(value: &Value) -> String {
    let mut items = Vec::new();
    match value {
        Value::Array(values) => items.extend(values.iter().map(letters)),
        other => items.push(only_letters(other.as_str().unwrap_or_default())),
    }
    let mut once: Vec<String> = Vec::new();
    for item in items {
        if !once.contains(&item) {
            once.push(item);
        }
    }
    once.concat()
}

fn only_letters(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

fn names<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(only_letters).collect()
}

#[test]
fn what_strict_yaml_says_is_what_we_say() {
    let Some(shared) = shared("what_strict_yaml_says_is_what_we_say") else {
        return;
    };
    let roots = loader::roots(&[shared]).unwrap();
    let everything = Options {
        hidden: true,
        no_ignore: true,
    };
    let (articles, _) = loader::load_all(&roots, everything);
    let paths: Vec<PathBuf> = articles
        .iter()
        .filter_map(|article| roots.path(&article.id))
        .collect();
    let Some(strict) = strict(&paths) else { return };
    assert!(strict.len() > 800, "{}", strict.len());
    for (article, path) in articles.iter().zip(&paths) {
        let Some(said) = strict.get(path) else {
            continue;
        };
        let text = |key: &str| {
            said.get(key)
                .and_then(Value::as_str)
                .map(Clean::line)
                .filter(|text| !text.is_empty())
        };
        let name = path.display();
        // Entities are decoded by us, not by YAML.
        for (key, ours) in [
            ("title", article.title()),
            ("description", article.description()),
        ] {
            if let Some(theirs) =
                text(key).filter(|text| !text.contains('&') && *text.as_str() != *"null")
            {
                assert_eq!(ours, theirs.as_str(), "{name}: {key}");
            }
        }
        if let Some(theirs) = text("date").and_then(|date| Date::parse(&date).0) {
            assert_eq!(article.date, Some(theirs), "{name}: date");
        }
        if let Some(theirs) = said.get("tags").filter(|tags| tags.is_array()) {
            assert_eq!(names(article.tags()), letters(theirs), "{name}: tags");
        }
        if let Some(theirs) = said.get("categories").filter(|value| value.is_array()) {
            assert_eq!(
                names(article.sections()),
                letters(theirs),
                "{name}: categories"
            );
        }
        if let Some(theirs) = text("featured") {
            assert_eq!(article.featured, *theirs == *"true", "{name}: featured");
        }
    }
}
