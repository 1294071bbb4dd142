//! Problems as they are found: noted by byte offset while reading; no file reports more than a few.
//! Their lines and columns are counted once, at the end.

use crate::content::problem::{Kind, Note, Problem, problems};

/// More problems than this in one file are left out.
const MOST: usize = 16;

/// A note on the front matter.
pub(super) fn note(at: usize, message: impl Into<String>, fix: &'static str) -> Note {
    Note {
        kind: Kind::FrontMatter,
        at,
        message: message.into(),
        fix,
    }
}

/// The notes of one file.
#[derive(Debug, Default)]
pub(super) struct Report {
    notes: Vec<Note>,
}

impl Report {
    pub(super) fn add(&mut self, at: usize, message: impl Into<String>, fix: &'static str) {
        self.extend([note(at, message, fix)]);
    }

    pub(super) fn extend(&mut self, notes: impl IntoIterator<Item = Note>) {
        self.notes.extend(notes);
    }

    /// The notes in the order of the file, as problems.
    pub(super) fn finish(mut self, text: &str) -> Vec<Problem> {
        self.notes.sort_by_key(|note| note.at);
        self.notes.truncate(MOST);
        problems(text, self.notes)
    }
}
