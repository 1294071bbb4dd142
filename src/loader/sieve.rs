//! Only those files become articles whose text has what is looked for: each is read whole, once, and most are put away before
//! their front matter is looked at. What is looked for is the caller's business. No index is read or written.

use std::fs::File;
use std::io;

use crate::content::article::{Article, ArticleId};
use crate::index::Stamp;
use crate::loader::head::Heads;
use crate::loader::raw::{Memory, is_wide, without_mark};

/// Whether bytes have what is looked for, or may have: first those of a whole file, then of its text alone, which is that of
/// an article. Called by several threads.
pub type Wanted<'a> = &'a (dyn Fn(&[u8], Option<&ArticleId>) -> bool + Sync);

/// See the top of the file.
pub(super) struct Sieve<'a> {
    wanted: Wanted<'a>,
    memory: Memory,
}

impl<'a> Sieve<'a> {
    pub(super) fn new(wanted: Wanted<'a>) -> Self {
        let memory = Memory::new();
        Self { wanted, memory }
    }

    /// The article in a file that was, or was not, opened, if it may be wanted. What cannot be read has nothing in it.
    pub(super) fn article(
        &mut self,
        id: ArticleId,
        opened: io::Result<(File, Stamp)>,
        heads: &mut Heads,
    ) -> Option<Article> {
        let (file, stamp) = opened.ok()?;
        let facts = stamp.facts();
        let bytes = self.memory.read(file, facts.size).ok()?;
        let head = |bytes| Some(heads.bytes(id, bytes, facts));
        // Nobody has decoded it yet: it is looked at again.
        if is_wide(bytes) {
            return head(bytes);
        }
        if !(self.wanted)(bytes, None) {
            return None;
        }
        let article = head(bytes)?;
        let text = without_mark(bytes).get(article.body as usize..);
        (self.wanted)(text.unwrap_or_default(), Some(&article.id)).then_some(article)
    }
}
