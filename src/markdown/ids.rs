//! The names of places in the text that a link can end with (`#name`): `{#id}` behind a heading, `id` and `name` in HTML.
//! A name waits for the text that comes next, which may be raw for long. Kept by the builder.

use crate::text::Clean;

/// A longer name is none, in bytes.
const LONGEST: usize = 256;

/// The names found so far.
#[derive(Default)]
pub(super) struct Ids {
    /// Those whose place is known, each with the offset in the document's text.
    pub(super) found: Vec<(u32, Clean)>,
    /// The others, each with the offset in the raw text that is being read.
    waiting: Vec<(usize, Clean)>,
}

impl Ids {
    /// A name of what stands at or behind this offset of the raw text.
    pub(super) fn name(&mut self, name: &str, at: usize) {
        let name = name.trim();
        if !name.is_empty() && name.len() <= LONGEST {
            self.waiting.push((at, Clean::line(name)));
        }
    }

    /// The raw text up to `end` begins at `start` in the document's text.
    pub(super) fn settle(&mut self, end: usize, start: u32) {
        let reached = self.waiting.iter().take_while(|(at, _)| *at < end).count();
        let reached = self.waiting.drain(..reached);
        self.found.extend(reached.map(|(_, name)| (start, name)));
    }

    /// The raw text that was read is not shown: its names are those of what comes next.
    pub(super) fn put_off(&mut self) {
        for (at, _) in &mut self.waiting {
            *at = 0;
        }
    }
}
