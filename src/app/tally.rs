//! How many articles of the library are unread and how many have a star, kept up with every mark: counting them anew takes a look
//! at every mark there is.

use crate::content::library::Library;
use crate::content::marks::{Kind, Marks, Row};

/// Articles of the library that have a mark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    read: usize,
    starred: usize,
    opened: usize,
}

impl Tally {
    /// Counts.
    pub fn new(library: &Library, marks: &Marks) -> Self {
        let mut tally = Self::default();
        for id in marks.articles() {
            let (read, starred) = (marks.is_read(id), marks.is_starred(id));
            let opened = marks.get(id, Kind::Opened) != 0;
            if (read || starred || opened) && library.slot(id).is_some() {
                tally.opened += usize::from(opened);
                tally.read += usize::from(read);
                tally.starred += usize::from(starred);
            }
        }
        tally
    }

    /// A mark of an article of the library was made that was not there before, or taken off.
    pub fn change(&mut self, row: &Row) {
        let count = match row.kind {
            Kind::Read => &mut self.read,
            Kind::Starred => &mut self.starred,
            Kind::Opened => &mut self.opened,
            _ => return,
        };
        *count = match row.mark.value {
            0 => count.saturating_sub(1),
            _ => *count + 1,
        };
    }

    /// How many are unread.
    pub fn unread(&self, library: &Library) -> usize {
        library.len().saturating_sub(self.read)
    }

    /// How many were opened.
    pub fn opened(&self) -> usize {
        self.opened
    }

    /// How many have a star.
    pub fn starred(&self) -> usize {
        self.starred
    }
}
