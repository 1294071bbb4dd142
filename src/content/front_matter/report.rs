//! Problems as they are found: noted by byte offset while reading; their lines and columns are counted once, at
//! the end, and no file reports more than a few.

use crate::content::article::Problem;
use crate::content::lines::{Line, lines};
use crate::text::Clean;

/// More problems than this in one file are left out.
const MOST: usize = 16;

/// Something wrong at a byte offset of the decoded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Note {
    pub(super) at: usize,
    pub(super) message: String,
    pub(super) fix: &'static str,
}

/// The notes of one file.
#[derive(Debug, Default)]
pub(super) struct Report {
    notes: Vec<Note>,
}

impl Report {
    pub(super) fn add(&mut self, at: usize, message: impl Into<String>, fix: &'static str) {
        self.notes.push(Note {
            at,
            message: message.into(),
            fix,
        });
    }

    pub(super) fn extend(&mut self, notes: Vec<Note>) {
        self.notes.extend(notes);
    }

    /// The notes in the order of the file, as problems.
    pub(super) fn finish(mut self, text: &str) -> Vec<Problem> {
        self.notes.sort_by_key(|note| note.at);
        self.notes.truncate(MOST);
        let mut line = Line::default();
        let mut rest = lines(text).enumerate().peekable();
        let mut number = 0;
        self.notes
            .iter()
            .map(|note| {
                while let Some((n, next)) = rest.next_if(|(_, next)| next.at <= note.at) {
                    (number, line) = (n, next);
                }
                let before = line.text.get(..note.at.saturating_sub(line.at));
                Problem {
                    line: number as u32 + 1,
                    column: before.unwrap_or(line.text).chars().count() as u32 + 1,
                    message: Clean::line(&note.message),
                    fix: Clean::line(note.fix),
                }
            })
            .collect()
    }
}
