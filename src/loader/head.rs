//! One file → one article: its first few thousand bytes are read, more only while its front matter does not
//! end. A file that cannot be read is an article all the same, with a problem that says why.

use std::fs::File;
use std::io::{self, Read};

use crate::content::article::{Article, ArticleId, Facts};
use crate::content::front_matter::{HEAD_MAX, Head};
use crate::content::problem::{Kind, Problem};
use crate::index::Stamp;
use crate::loader::open;
use crate::text::Clean;

/// As many bytes are read first: most front matter ends within them, and copying more of each takes longer than asking again.
const FIRST: usize = 512;

/// Reads heads, one after the other, into the same memory.
pub(super) struct Heads {
    buffer: Vec<u8>,
}

impl Heads {
    pub(super) fn new() -> Self {
        Self {
            buffer: vec![0; HEAD_MAX],
        }
    }

    /// The article in a file that was, or was not, opened.
    pub(super) fn article(&mut self, id: ArticleId, opened: io::Result<(File, Stamp)>) -> Article {
        match opened {
            Ok((file, stamp)) => self
                .read(&id, file, stamp.facts())
                .unwrap_or_else(|error| unreadable(id, stamp.facts(), &error)),
            Err(error) => unreadable(id, Facts::default(), &error),
        }
    }

    /// The article in the bytes of a file.
    pub(super) fn bytes(&mut self, id: ArticleId, bytes: &[u8], facts: Facts) -> Article {
        self.read(&id, bytes, facts)
            .unwrap_or_else(|error| unreadable(id, facts, &error))
    }

    fn read(&mut self, id: &ArticleId, mut file: impl Read, facts: Facts) -> io::Result<Article> {
        let mut filled = 0;
        let mut size = FIRST;
        loop {
            let buffer = self.buffer.get_mut(..size).unwrap_or_default();
            let ended = fill(&mut file, buffer, &mut filled, facts.size)?;
            let whole = ended || size >= HEAD_MAX;
            let bytes = buffer.get(..filled).unwrap_or_default();
            if let Some(article) = Article::read(id.clone(), bytes, whole, facts) {
                return Ok(article);
            }
            if whole {
                return Ok(Article::new(id.clone(), Head::default(), "", facts));
            }
            size = HEAD_MAX.min(size * 4);
        }
    }
}

/// The article in what was read from the standard input.
pub(super) fn input(id: ArticleId, bytes: &[u8]) -> Article {
    let facts = Facts {
        size: bytes.len() as u64,
        ..Facts::default()
    };
    let read = Article::read(id.clone(), bytes, true, facts);
    read.unwrap_or_else(|| Article::new(id, Head::default(), "", facts))
}

/// Reads on from `filled` until the buffer is full or the file ends; whether it has ended. The `size` that the
/// system gave saves the read that finds nothing more.
fn fill(
    file: &mut impl Read,
    buffer: &mut [u8],
    filled: &mut usize,
    size: u64,
) -> io::Result<bool> {
    while let Some(rest) = buffer.get_mut(*filled..).filter(|rest| !rest.is_empty()) {
        match file.read(rest) {
            Ok(0) => return Ok(true),
            Ok(bytes) => *filled += bytes,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
        if *filled as u64 == size {
            return Ok(true);
        }
    }
    Ok(false)
}

fn unreadable(id: ArticleId, facts: Facts, error: &io::Error) -> Article {
    let problem = Problem {
        kind: Kind::Unreadable,
        at: 0,
        line: 1,
        column: 1,
        message: Clean::line(&format!(
            "This file cannot be read: {}.",
            open::reason(error)
        )),
        fix: Clean::default(),
    };
    let head = Head {
        problems: vec![problem],
        ..Head::default()
    };
    Article::new(id, head, "", facts)
}
