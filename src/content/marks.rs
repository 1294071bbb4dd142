//! What the reader did with articles: read, later starred and where they were. A value; keeping it is the rim's business.
//! Empty at every start, until there is a store.

use std::collections::HashSet;

use crate::content::article::ArticleId;

/// Marks of this session.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    read: HashSet<ArticleId>,
}

impl Marks {
    /// Whether the article was read.
    pub fn is_read(&self, id: &ArticleId) -> bool {
        self.read.contains(id)
    }

    /// Marks the article as read.
    pub fn set_read(&mut self, id: &ArticleId) {
        self.read.insert(id.clone());
    }
}
