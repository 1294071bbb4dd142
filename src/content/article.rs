//! The article as the list knows it: metadata only, compact, because there may be 100,000 of them.
//! Bodies are read again when an article is opened. Made by `front_matter` and the loader.

use std::sync::Arc;

use crate::content::date::Date;
use crate::text::Clean;

/// Which article: the source (the n-th root given) and the raw bytes of its path under that root.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId {
    /// Index of the root.
    pub source: u16,
    /// Path under the root, `/` between its parts, never empty; raw, so not for showing.
    pub path: Arc<[u8]>,
}

impl ArticleId {
    /// The path made fit for showing.
    pub fn label(&self) -> Clean {
        Clean::bytes(&self.path)
    }
}

/// One article's metadata. An empty text means that there is none.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// Which one.
    pub id: ArticleId,
    /// Never empty: the front matter's, else the first heading, else the file name made readable.
    pub title: Clean,
    /// What it is about, in a sentence or two.
    pub description: Clean,
    /// When it was published: front matter, else the date in the file name or its folders.
    pub date: Option<Date>,
    /// When it was last changed, by its own account.
    pub updated: Option<Date>,
    /// Sections in the order given, each once, compared without regard to case.
    pub sections: Box<[Clean]>,
    /// Tags, likewise.
    pub tags: Box<[Clean]>,
    /// Who wrote it.
    pub authors: Box<[Clean]>,
    /// Path or address of its main picture.
    pub image: Clean,
    /// Its own address on the web.
    pub url: Clean,
    /// Language tag such as `de`.
    pub language: Clean,
    /// Every other key of the front matter with its value as text, in order.
    pub extra: Box<[(Clean, Clean)]>,
    /// Marked as featured, sticky or pinned.
    pub featured: bool,
    /// Not published: `draft: true` or `published: false`.
    pub draft: bool,
    /// Where the body begins, in bytes of the file.
    pub body: u32,
    /// Size of the file in bytes.
    pub size: u64,
    /// Last change of the file, in seconds since 1970 (UTC).
    pub modified: i64,
    /// What is wrong with it.
    pub problems: Box<[Problem]>,
}

/// Something wrong with an article that never keeps it from being listed and read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Line of the file, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// One clear sentence.
    pub message: Clean,
    /// How to mend it, if known; else empty.
    pub fix: Clean,
}
