//! What the list shows, as one value, and the function that answers it: ordered articles of the library.

use crate::content::library::{Library, Slot};
use crate::content::marks::Marks;
use crate::text::Clean;

/// What the list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Only articles of this root.
    pub source: Option<u16>,
    /// Only articles of this section.
    pub section: Section,
    /// Only featured ones (besides the section).
    pub featured: bool,
    /// Only unread ones.
    pub unread: bool,
    /// Words that must all occur in title, description, sections or tags, without regard to case.
    pub words: String,
    /// Their order.
    pub sort: Sort,
}

/// A tab of the bar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Section {
    /// Every article.
    #[default]
    All,
    /// The featured ones.
    Featured,
    /// Those of one section, compared without regard to case.
    Named(Clean),
}

/// The order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Newest first, the undated last.
    #[default]
    Newest,
}

/// The articles that answer `query`, in its order.
pub fn select(library: &Library, marks: &Marks, query: &Query) -> Vec<Slot> {
    let _ = (library, marks, query);
    Vec::new()
}
