//! Where the last use of a folder ended, so that the next one goes on there: what the list showed, which article was read, which
//! articles there were. Values; keeping them is the business of `store`.

use serde::{Deserialize, Serialize};

use crate::content::article::ArticleId;
use crate::content::marks::print;
use crate::content::query::{Query, Saved, Section};
use crate::content::topic::Topic;
use crate::text::Clean;

/// How the use of a folder ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bookmark {
    /// What was on the screen.
    pub shown: Shown,
    /// When, in seconds since 1970.
    pub ended: i64,
    /// The articles there were, if they were all seen.
    pub known: Option<Known>,
}

/// What was on the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "one for each filter")]
pub struct Shown {
    tab: Tab,
    words: String,
    featured: bool,
    unread: bool,
    starred: bool,
    source: Option<u16>,
    topic: Option<About>,
    /// The source and the path of the article.
    article: Option<(u16, Vec<u8>)>,
    /// Whether it was read, rather than selected in the list.
    pub reading: bool,
    /// How the screen was made to look.
    pub looks: Looks,
}

/// How a screen looks, as far as it is said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Looks {
    /// The widest text column.
    pub measure: Option<u16>,
    /// The list's share of the screen, in per cent.
    pub split: Option<u16>,
    /// What the list says of an article.
    pub density: Option<Density>,
    /// Whether the text is below the list rather than beside it.
    pub stacked: Option<bool>,
    /// Whether nothing but the text is shown while one reads.
    pub zen: Option<bool>,
    /// The theme, by its name.
    pub theme: Option<String>,
}

impl Looks {
    /// Without what these options of the settings are for.
    #[must_use]
    pub fn without(mut self, options: &[String]) -> Self {
        for option in options {
            match option.as_str() {
                "measure" => self.measure = None,
                "list_share" => self.split = None,
                "density" => self.density = None,
                "text" => self.stacked = None,
                "zen" => self.zen = None,
                "theme" => self.theme = None,
                _ => {}
            }
        }
        self
    }
}

/// What a list says of an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Density {
    /// Its title, on one row.
    Compact,
    /// Its title, and date and sections below.
    #[default]
    Normal,
    /// That and its description.
    Full,
}

/// A section, without a promise that its name can be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
enum Tab {
    #[default]
    All,
    Featured,
    Unread,
    Starred,
    Recent,
    Named(String),
    /// A saved search by its name: what it looks for may have become another thing.
    Saved(String),
}

/// A topic, likewise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum About {
    Tag(String),
    Author(String),
    Folder(u16, Vec<u8>),
}

impl About {
    fn new(topic: &Topic) -> Self {
        match topic {
            Topic::Tag(name) => Self::Tag(name.to_string()),
            Topic::Author(name) => Self::Author(name.to_string()),
            Topic::Folder(source, path) => Self::Folder(*source, path.to_vec()),
        }
    }

    fn topic(&self) -> Topic {
        match self {
            Self::Tag(name) => Topic::Tag(Clean::line(name)),
            Self::Author(name) => Topic::Author(Clean::line(name)),
            Self::Folder(source, path) => Topic::Folder(*source, path.as_slice().into()),
        }
    }
}

impl Shown {
    /// What a query shows, with this article.
    pub fn new(query: &Query, article: Option<&ArticleId>, reading: bool) -> Self {
        let tab = match &query.section {
            Section::All => Tab::All,
            Section::Featured => Tab::Featured,
            Section::Unread => Tab::Unread,
            Section::Starred => Tab::Starred,
            Section::Recent => Tab::Recent,
            Section::Named(name) => Tab::Named(name.to_string()),
            Section::Saved(saved) => Tab::Saved(saved.name.to_string()),
        };
        Self {
            tab,
            words: query.words.clone(),
            featured: query.featured,
            unread: query.unread,
            starred: query.starred,
            source: query.source,
            topic: query.topic.as_ref().map(About::new),
            article: article.map(|id| (id.source, id.path.to_vec())),
            reading,
            looks: Looks::default(),
        }
    }

    /// Makes a query show it again, with so many sources and these saved searches.
    pub fn restore(&self, query: &mut Query, sources: usize, saved: &[Saved]) {
        query.section = match &self.tab {
            Tab::All => Section::All,
            Tab::Featured => Section::Featured,
            Tab::Unread => Section::Unread,
            Tab::Starred => Section::Starred,
            Tab::Recent => Section::Recent,
            Tab::Named(name) => Section::Named(Clean::line(name)),
            Tab::Saved(name) => {
                let saved = saved.iter().find(|saved| saved.is_called(name));
                saved.map_or(Section::All, |saved| Section::Saved(saved.clone()))
            }
        };
        query.topic = self.topic.as_ref().map(About::topic);
        query.words = Clean::line(&self.words).to_string();
        (query.featured, query.unread, query.starred) = (self.featured, self.unread, self.starred);
        query.source = self
            .source
            .filter(|source| usize::from(*source) < sources && sources > 1);
    }

    /// The article.
    pub fn article(&self) -> Option<ArticleId> {
        let (source, path) = self.article.clone()?;
        let path = path.into();
        Some(ArticleId { source, path })
    }
}

/// Articles, each as 32 bits of the print of its name: of 100,000 known ones, one in 40,000 new ones is taken for known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known(Vec<u32>);

impl Known {
    /// These articles.
    pub fn new<'a>(ids: impl Iterator<Item = &'a ArticleId>) -> Self {
        let mut known: Vec<u32> = ids.map(short).collect();
        known.sort_unstable();
        known.dedup();
        Self(known)
    }

    /// Whether an article is one of them.
    pub fn has(&self, id: &ArticleId) -> bool {
        self.0.binary_search(&short(id)).is_ok()
    }

    /// As bytes: the distance of each number from the one before, in groups of seven bits, the lowest first.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut before = 0;
        for number in &self.0 {
            let mut rest = number - before;
            while rest > 0x7f {
                bytes.push(rest as u8 | 0x80);
                rest >>= 7;
            }
            bytes.push(rest as u8);
            before = *number;
        }
        bytes
    }

    /// What [`Known::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let (mut known, mut before, mut distance, mut shift) = (Vec::new(), 0_u32, 0_u32, 0);
        for byte in bytes {
            distance |= u32::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
            shift += 7;
            if byte & 0x80 == 0 {
                before = before.saturating_add(distance);
                known.push(before);
                (distance, shift) = (0, 0);
            }
        }
        Self(known)
    }
}

fn short(id: &ArticleId) -> u32 {
    let name = [id.source.to_le_bytes().as_slice(), &id.path].concat();
    let long = print(&name).cast_unsigned();
    (long ^ long >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(path: &str) -> ArticleId {
        ArticleId {
            source: 1,
            path: path.as_bytes().into(),
        }
    }

    #[test]
    fn known_articles_are_known_after_they_were_kept() {
        let ids: Vec<ArticleId> = (0..5000).map(|n| id(&format!("{n}.md"))).collect();
        let known = Known::new(ids.iter());
        let bytes = known.to_bytes();
        assert!(bytes.len() < 4 * ids.len(), "{}", bytes.len());
        let again = Known::from_bytes(&bytes);
        assert_eq!(again, known);
        assert!(ids.iter().all(|id| again.has(id)));
        assert!(!again.has(&id("new.md")));
        // Whatever the bytes are, they are read.
        for end in [&[0xff; 99][..], &[0x80], &[]] {
            Known::from_bytes(end);
        }
    }

    #[test]
    fn what_was_shown_is_shown_again() {
        let query = Query {
            section: Section::Named(Clean::line("Sport")),
            words: "rome".to_owned(),
            unread: true,
            source: Some(1),
            topic: Some(Topic::Folder(1, b"a/b".as_slice().into())),
            ..Query::default()
        };
        let shown = Shown::new(&query, Some(&id("a.md")), true);
        let mut again = Query::default();
        shown.restore(&mut again, 2, &[]);
        assert_eq!((&again, shown.article()), (&query, Some(id("a.md"))));
        shown.restore(&mut again, 1, &[]);
        assert_eq!(again.source, None);
    }
}
