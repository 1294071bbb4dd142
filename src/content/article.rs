//! The article as the list knows it: metadata only, compact, because there may be 100,000 of them.
//! Bodies are read again when an article is opened. Made by `front_matter` and the loader.

use std::sync::Arc;

use crate::content::date::Date;
use crate::content::front_matter::{self, Head, Meta};
use crate::content::name;
use crate::content::problem::Problem;
use crate::content::texts::Texts;
use crate::text::{Clean, Neat};

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
    pub(super) texts: Texts,
    /// When it was published: front matter, else the date in the file name or its folders.
    pub date: Option<Date>,
    /// Marked as featured, sticky or pinned.
    pub featured: bool,
    /// Not published: `draft: true` or `published: false`.
    pub draft: bool,
    /// Where the body begins, in bytes of the decoded text (see `front_matter::decode`).
    pub body: u32,
    /// Size of the file in bytes.
    pub size: u64,
    /// Last change of the file, in seconds since 1970 (UTC).
    pub modified: i64,
    pub(super) rare: Option<Box<Rare>>,
}

/// What few articles have.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Rare {
    updated: Option<Date>,
    problems: Box<[Problem]>,
}

impl Rare {
    /// Nothing where there is nothing to keep.
    pub(super) fn boxed(updated: Option<Date>, problems: Vec<Problem>) -> Option<Box<Self>> {
        (updated.is_some() || !problems.is_empty()).then(|| {
            let problems = problems.into();
            Box::new(Self { updated, problems })
        })
    }
}

/// What the file system says of an article's file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Size in bytes.
    pub size: u64,
    /// Last change, in seconds since 1970 (UTC).
    pub modified: i64,
}

/// A heading that is to be the title is looked for in so many bytes of a file, at least.
const HEADING_MAX: usize = 4096;

impl Article {
    /// Reads an article from the bytes of its file or, unless they are the `whole` of it, the first few
    /// hundred. `None`: its front matter does not end within them, or has no title, which may stand below: hand in more.
    pub fn read(id: ArticleId, bytes: &[u8], whole: bool, facts: Facts) -> Option<Self> {
        let decoded = front_matter::decode(bytes, whole);
        let mut head = front_matter::parse(&decoded.text, whole)?;
        if head.meta.title.is_empty() && !whole && bytes.len() < HEADING_MAX {
            return None;
        }
        if !decoded.problems.is_empty() {
            head.problems.splice(0..0, decoded.problems);
        }
        Some(Self::new(id, head, &decoded.text, facts))
    }

    /// Puts an article together from its front matter and text; the title and the date that the front
    /// matter does not give come from the first heading and from the path.
    pub fn new(id: ArticleId, head: Head<'_>, text: &str, facts: Facts) -> Self {
        let mut meta = head.meta;
        let body = text.get(head.body..).unwrap_or_default();
        let date = meta
            .date
            .or_else(|| Date::from_path(&id.path))
            .or_else(|| address(&meta).find_map(|path| Date::from_path(path.as_bytes())));
        let named = || name::heading(body).unwrap_or_else(|| name::readable(&id.path));
        if meta.title.is_empty() {
            meta.title = named().into();
        }
        Self {
            texts: Texts::new(&meta),
            date,
            featured: meta.featured,
            draft: meta.draft,
            body: u32::try_from(head.body).unwrap_or(u32::MAX),
            size: facts.size,
            modified: facts.modified,
            rare: Rare::boxed(meta.updated, head.problems),
            id,
        }
    }

    /// Its texts.
    pub(super) fn texts(&self) -> &Texts {
        &self.texts
    }

    /// Never empty: the front matter's, else the first heading, else the file name made readable.
    pub fn title(&self) -> &str {
        self.texts.title()
    }

    /// Whether it has no title but its file's name.
    pub fn is_untitled(&self) -> bool {
        self.title() == name::readable(&self.id.path).as_str()
    }

    /// What it is about, in a sentence or two.
    pub fn description(&self) -> &str {
        self.texts.single(0)
    }

    /// When it was published, in seconds since 1970; see [`Date::timestamp`].
    pub(crate) fn when(&self) -> Option<i64> {
        self.date.map(|date| date.timestamp())
    }

    /// When it was last changed, by its own account.
    pub fn updated(&self) -> Option<Date> {
        self.rare.as_ref()?.updated
    }

    /// Sections in the order given, each once, compared without regard to case.
    pub fn sections(&self) -> impl Iterator<Item = &str> + Clone {
        self.texts.list(0)
    }

    /// Tags, likewise.
    pub fn tags(&self) -> impl Iterator<Item = &str> + Clone {
        self.texts.list(1)
    }

    /// Who wrote it.
    pub fn authors(&self) -> impl Iterator<Item = &str> + Clone {
        self.texts.list(2)
    }

    /// Path or address of its main picture.
    pub fn image(&self) -> &str {
        self.texts.single(1)
    }

    /// Its own address on the web.
    pub fn url(&self) -> &str {
        self.texts.single(2)
    }

    /// Language tag such as `de`.
    pub fn language(&self) -> &str {
        self.texts.single(3)
    }

    /// Every other key of the front matter with its value as text, in order.
    pub fn extra(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts.extra()
    }

    /// What is wrong with it.
    pub fn problems(&self) -> &[Problem] {
        self.rare.as_ref().map_or(&[], |rare| &rare.problems)
    }
}

/// Where an article says that it is published: Zola's `path` and the address often name the day.
fn address<'a>(meta: &'a Meta<'a>) -> impl Iterator<Item = &'a Neat<'a>> {
    let paths = meta
        .extra
        .iter()
        .filter(|(key, _)| key.eq_ignore_ascii_case("path"));
    paths.map(|(_, value)| value).chain([&meta.url])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(path: &str, text: &str) -> Article {
        let path = path.as_bytes().into();
        Article::read(
            ArticleId { source: 0, path },
            text.as_bytes(),
            true,
            Facts::default(),
        )
        .unwrap()
    }

    #[test]
    fn a_date_is_looked_for_in_the_head_the_path_and_the_address() {
        let day = |path: &str, text: &str| read(path, text).date.map(|date| date.iso());
        let some = |day: &str| Some(day.to_owned());
        let dated = "---\ndate: 2020-01-02\n---\n";
        assert_eq!(day("2016-04-21-a.md", dated), some("2020-01-02"));
        assert_eq!(
            day("2016-04-21-a.md", "---\nurl: /2014/12/12/a\n---\n"),
            some("2016-04-21")
        );
        assert_eq!(
            day("a.md", "+++\npath = \"2014/12/12/a\"\n+++\n"),
            some("2014-12-12")
        );
        assert_eq!(
            day("a.md", "---\nurl: https://example.org/2014/12/12/a\n---\n"),
            some("2014-12-12")
        );
        assert_eq!(day("a.md", "---\nurl: https://example.org/a\n---\n"), None);
    }
}
