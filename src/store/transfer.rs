//! Marks as JSON, from one machine to another: what comes in is merged, the newer of two marks stays, nothing is lost.
//! `articles` lists a root, a path and the marks by their names; bytes that are no UTF-8 are written as `%FF`, `%` as `%25`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Read, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::content::marks::{Kind, Mark};
use crate::error::Error;
use crate::store::Entry;
use crate::store::database::{Database, Trouble};
use crate::store::salvage::salvage;
use crate::text::Clean;

/// Raised when an older version could not read what is written.
const VERSION: u32 = 1;
/// What another process is waited for, in tries of a tenth of a second each.
const TRIES: usize = 50;

#[derive(Serialize, Deserialize)]
struct Transfer {
    newsreader_marks: u32,
    articles: Vec<Article>,
}

#[derive(Serialize, Deserialize)]
struct Article {
    root: String,
    path: String,
    marks: BTreeMap<String, Value>,
}

#[derive(Serialize, Deserialize)]
struct Value {
    value: i64,
    counter: u64,
}

/// Writes all marks.
///
/// # Errors
/// When the file of marks cannot be read, or the output not be written.
pub fn export(file: &Path, out: &mut dyn Write) -> Result<(), Error> {
    let entries = open(file).and_then(|database| database.all());
    let mut articles: BTreeMap<(Vec<u8>, Vec<u8>), BTreeMap<String, Value>> = BTreeMap::new();
    for entry in entries.map_err(|trouble| error(file, trouble))? {
        let Some(kind) = Kind::ALL.get(usize::from(entry.kind)) else {
            continue;
        };
        let Mark { counter, value } = entry.mark;
        let marks = articles.entry((entry.root, entry.path)).or_default();
        marks.insert(kind.name().to_owned(), Value { value, counter });
    }
    let articles = articles.into_iter().map(|((root, path), marks)| Article {
        root: written(&root),
        path: written(&path),
        marks,
    });
    let transfer = Transfer {
        newsreader_marks: VERSION,
        articles: articles.collect(),
    };
    let written = serde_json::to_writer_pretty(&mut *out, &transfer).map_err(io::Error::from);
    let written = written.and_then(|()| writeln!(out));
    written.map_err(|error| Error::output(&error))
}

/// Merges what was exported, and returns how many marks of it are newer than what was known.
///
/// # Errors
/// When it is no such export, or the file of marks cannot be written.
pub fn import(file: &Path, from: impl Read) -> Result<usize, Error> {
    let refused = |why: &str| Error::Import(Clean::line(why));
    let transfer: Transfer = serde_json::from_reader(io::BufReader::new(from))
        .map_err(|error| refused(&error.to_string()))?;
    if transfer.newsreader_marks > VERSION {
        return Err(refused("a newer version of newsreader wrote it"));
    }
    let mut entries = Vec::new();
    for article in &transfer.articles {
        let (root, path) = (read(&article.root), read(&article.path));
        for (name, mark) in &article.marks {
            // A kind that a later version has is nothing to us.
            let Some(kind) = Kind::named(name) else {
                continue;
            };
            let mark = Mark {
                counter: mark.counter,
                value: mark.value,
            };
            let entry = Entry {
                root: root.clone(),
                path: path.clone(),
                kind: kind as u8,
                mark,
            };
            if !entry.is_sound() {
                let what = format!("{name} of {} in {}", article.path, article.root);
                return Err(refused(&format!("{what} is no mark of ours")));
            }
            entries.push(entry);
        }
    }
    let merged = open(file).and_then(|mut database| match database.sealed.take() {
        Some(why) => Err(Trouble::Other(why)),
        None => merge(&mut database, &entries),
    });
    merged.map_err(|trouble| error(file, trouble))
}

fn merge(database: &mut Database, entries: &[Entry]) -> Result<usize, Trouble> {
    let before: BTreeMap<_, Mark> = marks(database.all()?);
    patiently(|| database.merge(entries))?;
    let newer = marks(entries.to_vec());
    let newer = newer
        .into_iter()
        .filter(|(key, mark)| before.get(key).is_none_or(|before| mark > before));
    Ok(newer.count())
}

/// The newest mark of each name.
fn marks(entries: Vec<Entry>) -> BTreeMap<(Vec<u8>, Vec<u8>, u8), Mark> {
    let mut marks = BTreeMap::new();
    for entry in entries {
        let place = marks
            .entry((entry.root, entry.path, entry.kind))
            .or_default();
        *place = entry.mark.max(*place);
    }
    marks
}

fn open(file: &Path) -> Result<Database, Trouble> {
    patiently(|| match Database::open(file) {
        Err(Trouble::Corrupt) => {
            salvage(file)?;
            Database::open(file)
        }
        opened => opened,
    })
}

/// Waits for other processes, but not for ever.
pub(super) fn patiently<T>(mut work: impl FnMut() -> Result<T, Trouble>) -> Result<T, Trouble> {
    for _ in 1..TRIES {
        match work() {
            Err(Trouble::Busy) => std::thread::sleep(std::time::Duration::from_millis(100)),
            done => return done,
        }
    }
    work()
}

pub(super) fn error(file: &Path, trouble: Trouble) -> Error {
    let reason = match trouble {
        Trouble::Busy => Clean::line("another program keeps it locked"),
        Trouble::Corrupt => Clean::line("it is damaged"),
        Trouble::Other(why) => why,
    };
    Error::Unreadable {
        path: Clean::line(&file.to_string_lossy()),
        reason,
    }
}

/// Bytes as a text that [`read`] reads.
fn written(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.utf8_chunks() {
        text += &chunk.valid().replace('%', "%25");
        for byte in chunk.invalid() {
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

fn read(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut parts = text.split('%');
    bytes.extend_from_slice(parts.next().unwrap_or_default().as_bytes());
    for part in parts {
        let byte = part
            .get(..2)
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        if let (Some(byte), Some(rest)) = (byte, part.get(2..)) {
            bytes.push(byte);
            bytes.extend_from_slice(rest.as_bytes());
        } else {
            bytes.push(b'%');
            bytes.extend_from_slice(part.as_bytes());
        }
    }
    bytes
}
