//! What articles can be looked through by, beside their sections: tags, authors, folders; each with its number of articles.
//! Values; what is shown of them is a question for `query`.

use std::collections::HashMap;
use std::sync::Arc;

use crate::content::article::Article;
use crate::content::fold;
use crate::content::library::Library;
use crate::text::Clean;

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    /// A tag, in whatever case it is written.
    Tag(Clean),
    /// An author, likewise.
    Author(Clean),
    /// A folder of a source by its path below it, with all that is in it.
    Folder(u16, Arc<[u8]>),
}

/// What kind of topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Tags.
    Tag,
    /// Authors.
    Author,
    /// Folders.
    Folder,
}

impl Topic {
    /// Whether an article belongs to it.
    pub fn has(&self, article: &Article) -> bool {
        match self {
            Self::Tag(name) => article.tags().any(|tag| fold::eq(tag, name)),
            Self::Author(name) => article.authors().any(|author| fold::eq(author, name)),
            Self::Folder(source, path) => {
                let below = article.id.path.strip_prefix(&**path);
                article.id.source == *source && below.is_some_and(|below| below.starts_with(b"/"))
            }
        }
    }

    /// Its name.
    pub fn name(&self) -> Clean {
        match self {
            Self::Tag(name) | Self::Author(name) => name.clone(),
            Self::Folder(_, path) => Clean::bytes(path),
        }
    }
}

/// The topics of a kind with their numbers of articles: the most frequent first, folders by their paths.
pub fn topics(library: &Library, kind: Kind) -> Vec<(Topic, usize)> {
    let slots = library.newest().iter();
    let articles = slots.filter_map(|slot| library.get(*slot));
    let mut topics = match kind {
        Kind::Folder => return folders(articles),
        Kind::Tag => named(articles.flat_map(Article::tags), Topic::Tag),
        Kind::Author => named(articles.flat_map(Article::authors), Topic::Author),
    };
    topics.sort_by_cached_key(|(topic, count)| {
        let name = topic.name().to_lowercase();
        (usize::MAX - count, name)
    });
    topics
}

/// Names with how often they occur, as they are written first.
fn named<'a>(
    names: impl Iterator<Item = &'a str>,
    topic: fn(Clean) -> Topic,
) -> Vec<(Topic, usize)> {
    let mut counts: HashMap<String, (&str, usize)> = HashMap::new();
    for name in names {
        counts.entry(name.to_lowercase()).or_insert((name, 0)).1 += 1;
    }
    let counts = counts.into_values();
    counts
        .map(|(name, count)| (topic(Clean::line(name)), count))
        .collect()
}

fn folders<'a>(articles: impl Iterator<Item = &'a Article>) -> Vec<(Topic, usize)> {
    let mut counts: HashMap<(u16, &[u8]), usize> = HashMap::new();
    for article in articles {
        let path: &[u8] = &article.id.path;
        let ends = path.iter().enumerate().filter(|(_, byte)| **byte == b'/');
        for folder in ends.filter_map(|(end, _)| path.get(..end)) {
            *counts.entry((article.id.source, folder)).or_default() += 1;
        }
    }
    let mut counts: Vec<((u16, &[u8]), usize)> = counts.into_iter().collect();
    counts.sort_unstable();
    let topic = |((source, path), count): ((u16, &[u8]), usize)| {
        let topic = Topic::Folder(source, path.into());
        (topic, count)
    };
    counts.into_iter().map(topic).collect()
}
