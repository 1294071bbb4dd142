//! Settings from everywhere, each over the one before: defaults, collection, the user's file, environment, flags.
//! Reads files and variables; writes nothing, ever.

use std::fs::OpenOptions;
use std::io::{self, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;

use super::config_file;
use super::layer::{Fault, Layer, Source, lay};
use super::options::{OPTIONS, Settings};
use crate::error::Error;
use crate::keys::Keymap;
use crate::text::Clean;

/// What a collection's settings are called, at its root.
pub const COLLECTION: &str = ".newsreader.yaml";
/// The most that is read of a file: one byte more than a file may have.
const MOST: u64 = 64 * 1024 + 1;

/// Where to look beside the environment.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The config file that was named.
    pub file: Option<PathBuf>,
    /// Whether no file shall be read.
    pub none: bool,
    /// What flags say: name and value of an option.
    pub flags: Vec<(String, String)>,
    /// Folders that may be collections with settings of their own.
    pub roots: Vec<PathBuf>,
}

/// What came of it.
#[derive(Debug)]
pub struct Loaded {
    /// The settings.
    pub settings: Settings,
    /// The keys they make.
    pub keys: Keymap,
    /// What is wrong with them.
    pub faults: Vec<Fault>,
    /// From where they are, the last laid last.
    pub layers: Vec<Clean>,
}

/// The settings, and what is wrong with them.
///
/// # Errors
/// Where the config file that was named cannot be read.
pub fn load(wanted: &Wanted) -> Result<Loaded, Error> {
    let mut layers = Vec::new();
    let mut faults: Vec<Fault> = Vec::new();
    if !wanted.none {
        // The first folder is the last laid.
        let collections = wanted.roots.iter().rev();
        layers.extend(
            collections.filter_map(|root| file(&root.join(COLLECTION), Source::Collection).ok()),
        );
        if let Some(named) = &wanted.file {
            layers.push(file(named, Source::User).map_err(|error| unreadable(named, &error))?);
        } else if let Some(path) = config_file() {
            match file(&path, Source::User) {
                Ok(layer) => layers.push(layer),
                Err(error) if is_absent(&error) => {}
                // Nobody named it: the reader starts without.
                Err(error) => faults.push(Fault {
                    name: Clean::line(&path.to_string_lossy()),
                    at: None,
                    said: Clean::line(&format!("cannot be read: {error}")),
                }),
            }
        }
    }
    for option in OPTIONS {
        let name = format!("NEWSREADER_{}", option.name.to_uppercase());
        let value = std::env::var(&name).ok().filter(|value| !value.is_empty());
        layers.extend(value.map(|value| one(&name, option.name, &value)));
    }
    let flags = wanted.flags.iter();
    layers.extend(flags.map(|(name, value)| one(&format!("--set {name}"), name, value)));
    let mut settings = Settings::default();
    faults.extend(layers.iter().flat_map(|layer| lay(&mut settings, layer)));
    let (keys, conflicts) = settings.keys();
    faults.extend(conflicts);
    Ok(Loaded {
        settings,
        keys,
        faults,
        layers: layers.into_iter().map(|layer| layer.name).collect(),
    })
}

/// A layer of one value. It is YAML, or a word if it cannot be.
fn one(from: &str, name: &str, value: &str) -> Layer {
    let name = name.replace('\'', "''");
    let plain = format!("'{name}': {value}");
    let is_yaml = super::tree::read(&plain).is_ok() && !value.contains('\n');
    let quoted = || format!("'{name}': '{}'", value.replace('\'', "''"));
    Layer {
        name: Clean::line(from),
        source: Source::Single,
        text: if is_yaml { plain } else { quoted() },
    }
}

/// Reads a file, if it is a regular one: neither waits for a pipe nor takes more than it should.
fn file(path: &Path, source: Source) -> io::Result<Layer> {
    let flags = (OFlags::NONBLOCK | OFlags::NOCTTY).bits().cast_signed();
    let file = OpenOptions::new()
        .read(true)
        .custom_flags(flags)
        .open(path)?;
    if !file.metadata()?.is_file() {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "is no regular file",
        ));
    }
    let mut bytes = Vec::new();
    file.take(MOST).read_to_end(&mut bytes)?;
    Ok(Layer {
        name: Clean::line(&path.to_string_lossy()),
        source,
        text: String::from_utf8_lossy(&bytes).into_owned(),
    })
}

fn is_absent(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

fn unreadable(path: &Path, error: &io::Error) -> Error {
    Error::Unreadable {
        path: Clean::line(&path.to_string_lossy()),
        reason: Clean::line(&error.to_string()),
    }
}
