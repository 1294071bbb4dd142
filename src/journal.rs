//! What happened, line by line with its time, in a file of the state directory, if `-v` asks for it; two files of a bounded size.
//! Paths and sentences only: nothing of what articles say, nothing that was typed. Without `-v` every note goes nowhere.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use jiff::Timestamp;

use crate::loader::Summary;
use crate::settings::state_directory;
use crate::text::Clean;

/// What the files are called.
const NAME: &str = "newsreader.log";
const BEFORE: &str = "newsreader.log.1";

/// Bytes of a file. A longer one is set aside at the next start, and one that reaches it says no more.
const MOST: u64 = 1 << 20;

/// Paths of one scan that could not be read are written down up to so many.
const TROUBLES: usize = 100;

/// The open file. Each note is one write, so that several programs can share it.
static FILE: OnceLock<File> = OnceLock::new();

/// How much was written.
static WRITTEN: AtomicU64 = AtomicU64::new(0);

/// Begins to write things down; where.
///
/// # Errors
/// When there is no such place, or it cannot be written to.
pub(crate) fn start() -> io::Result<PathBuf> {
    let folder = state_directory().ok_or_else(|| io::Error::other("there is no home directory"))?;
    fs::create_dir_all(&folder)?;
    let path = folder.join(NAME);
    let size = fs::metadata(&path).map_or(0, |known| known.len());
    if size > MOST / 2 {
        fs::rename(&path, folder.join(BEFORE))?;
    } else {
        WRITTEN.store(size, Ordering::Relaxed);
    }
    let file = OpenOptions::new()
        .append(true)
        .create(true)
        .mode(0o600)
        .open(&path)?;
    let _ = FILE.set(file);
    Ok(path)
}

/// Whether things are written down, so that they need not be put into words in vain.
pub(crate) fn listens() -> bool {
    FILE.get().is_some()
}

/// Writes a sentence down. What cannot be written is no reason to stop.
pub(crate) fn note(sentence: &str) {
    let Some(mut file) = FILE.get() else {
        return;
    };
    let now = Timestamp::now();
    let id = std::process::id();
    let line = format!("{now:.3} {id} {}\n", Clean::line(sentence));
    if WRITTEN.fetch_add(line.len() as u64, Ordering::Relaxed) < MOST {
        let _ = file.write_all(line.as_bytes());
    }
}

/// Writes down what a scan found.
pub(crate) fn scanned(summary: &Summary, took: Duration) {
    if !listens() {
        return;
    }
    let (files, troubles) = (summary.files, summary.problems.len());
    note(&format!(
        "scan: {files} articles in {took:.1?}, {troubles} paths could not be read"
    ));
    for (path, sentence) in summary.problems.iter().take(TROUBLES) {
        note(&format!("{path}: {sentence}"));
    }
}
