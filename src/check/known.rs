//! What is known of all articles together: the names by which pages link to them, and who has which title and date.
//! Made once, before any article is looked at; lent to all threads.

use std::collections::{HashMap, HashSet};

use crate::content::address::{own_names, slug, undated};
use crate::content::article::{Article, ArticleId};

/// See the top of the file.
#[derive(Debug, Default)]
pub struct Known<'a> {
    names: HashSet<String>,
    first: HashMap<(&'a str, i64, &'a str), &'a ArticleId>,
    /// Numbers of articles by year, by year and month, by day.
    dated: HashMap<Vec<u16>, usize>,
}

impl<'a> Known<'a> {
    /// Of these articles, in the order in which one is the double of another.
    pub fn new(articles: impl IntoIterator<Item = &'a Article>) -> Self {
        let mut known = Self::default();
        for article in articles {
            known.names.extend(names(article));
            for day in days(article) {
                *known.dated.entry(day).or_default() += 1;
            }
            if let Some(key) = key(article) {
                known.first.entry(key).or_insert(&article.id);
            }
        }
        known
    }

    /// Whether some article, section or tag is published under this name (the last part of an address, in lower case).
    /// A number is that of a year's or a month's list, or of a further page of one.
    pub(super) fn answers(&self, name: &str) -> bool {
        name.bytes().all(|b| b.is_ascii_digit())
            || self.names.contains(name)
            || self.names.contains(undated(name))
    }

    /// Whether there are other articles than this one of a year, month or day.
    pub(super) fn has_others_of(&self, day: &[u16], article: &Article) -> bool {
        let own = days(article).filter(|own| own == day).count();
        self.dated.get(day).is_some_and(|count| *count > own)
    }

    /// The article before this one that has the same title, date and language.
    pub(super) fn double(&self, article: &Article) -> Option<&'a ArticleId> {
        let first = self.first.get(&key(article)?).copied()?;
        (*first != article.id).then_some(first)
    }
}

/// The year, the month and the day of an article.
fn days(article: &Article) -> impl Iterator<Item = Vec<u16>> + use<> {
    let civil = article.date.map(|date| date.civil);
    let day = civil.map(|civil| {
        let (year, month, day) = (civil.year(), civil.month(), civil.day());
        [year, month.into(), day.into()].map(i16::unsigned_abs)
    });
    let ends = day
        .into_iter()
        .flat_map(|day| (1..=3).map(move |end| (day, end)));
    ends.map(|(day, end)| day.into_iter().take(end).collect())
}

fn key(article: &Article) -> Option<(&str, i64, &str)> {
    Some((
        article.title(),
        article.date?.timestamp(),
        article.language(),
    ))
}

/// The names under which an article may be published, and those of what it is listed under.
fn names(article: &Article) -> impl Iterator<Item = String> + '_ {
    let path = String::from_utf8_lossy(&article.id.path).to_lowercase();
    let folders: Vec<String> = path.rsplit('/').skip(1).map(str::to_owned).collect();
    let lists = article
        .sections()
        .chain(article.tags())
        .chain(article.authors());
    let names = own_names(article).into_iter().chain(folders);
    let names = names.chain(lists.map(slug));
    names.filter(|name| !name.is_empty())
}
