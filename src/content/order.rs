//! The orders that a list can be in: which articles come before which, whatever the list shows of them.
//! What has nothing to be put in order by stands at the end, also where the order is turned round.

use crate::content::article::Article;
use crate::content::date::Date;
use crate::content::library::{Library, Slot};
use crate::content::search::add_bare;

/// The order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sort {
    /// What they are put in order by.
    pub by: Order,
    /// Whether it is the other way round.
    pub reversed: bool,
    /// Whether what a search found is in this order, too, rather than the best first.
    pub unranked: bool,
}

/// What articles are put in order by; ties are broken by date, the newest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Newest first, the undated last.
    #[default]
    Date,
    /// The last that was updated first; where nothing is said of that, the date counts.
    Updated,
    /// Title, without regard to case, accents and signs at its beginning.
    Title,
    /// First section; those in none last.
    Section,
    /// Length of the text, estimated from the size of the file; the shortest first.
    Length,
    /// Unread first.
    Unread,
}

impl Order {
    /// All of them, as a key goes through them.
    pub const ALL: [Self; 6] = [
        Self::Date,
        Self::Updated,
        Self::Title,
        Self::Section,
        Self::Length,
        Self::Unread,
    ];

    /// The one after it, round the end.
    #[must_use]
    pub fn next(self) -> Self {
        let all = Self::ALL.iter().cycle();
        let mut behind = all.skip_while(|order| **order != self).skip(1);
        behind.next().copied().unwrap_or_default()
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Updated => "updated",
            Self::Title => "title",
            Self::Section => "section",
            Self::Length => "length",
            Self::Unread => "unread",
        }
    }

    /// The order of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.name() == name)
    }
}

impl Sort {
    /// What stands first, in words.
    pub fn shown(self) -> &'static str {
        match (self.by, self.reversed) {
            (Order::Date, false) => "newest first",
            (Order::Date, true) => "oldest first",
            (Order::Updated, false) => "last updated first",
            (Order::Updated, true) => "first updated first",
            (Order::Title, false) => "by title",
            (Order::Title, true) => "by title, Z first",
            (Order::Section, false) => "by section",
            (Order::Section, true) => "by section, Z first",
            (Order::Length, false) => "shortest first",
            (Order::Length, true) => "longest first",
            (Order::Unread, false) => "unread first",
            (Order::Unread, true) => "read first",
        }
    }

    /// Whether the library has its articles in this order already, but for what depends on marks.
    pub(super) fn is_newest(self) -> bool {
        match self.by {
            Order::Date => !self.reversed,
            Order::Unread => true,
            _ => false,
        }
    }
}

/// What an article is put in order by. Most texts differ in their first bytes, which lie side by side.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Number(i64),
    Text(u64, String),
}

impl Key {
    fn of(article: &Article, by: Order) -> Option<Self> {
        let when = |date: Option<Date>| date.map(|date| Self::Number(-date.timestamp()));
        match by {
            Order::Date | Order::Unread => when(article.date),
            Order::Updated => when(article.updated().or(article.date)),
            Order::Title => Some(Self::text(article.title())),
            Order::Section => article.sections().next().map(Self::text),
            Order::Length => {
                let text = article.size.saturating_sub(article.body.into());
                Some(Self::Number(i64::try_from(text).unwrap_or(i64::MAX)))
            }
        }
    }

    fn text(text: &str) -> Self {
        let start = text.trim_start_matches(|c: char| !c.is_alphanumeric());
        let mut bare = String::new();
        add_bare(&mut bare, if start.is_empty() { text } else { start });
        let mut first = [0; 8];
        first
            .iter_mut()
            .zip(bare.bytes())
            .for_each(|(to, byte)| *to = byte);
        Self::Text(u64::from_be_bytes(first), bare)
    }
}

/// All articles in an order.
pub(super) fn ordered(library: &Library, sort: Sort) -> Vec<Slot> {
    let mut keyed = Vec::new();
    let mut rest = Vec::new();
    for slot in library.newest() {
        let key = library
            .get(*slot)
            .and_then(|article| Key::of(article, sort.by));
        match key {
            Some(key) => keyed.push((key, *slot)),
            None => rest.push(*slot),
        }
    }
    keyed.sort_by(|(a, _), (b, _)| if sort.reversed { b.cmp(a) } else { a.cmp(b) });
    let slots = keyed.into_iter().map(|(_, slot)| slot);
    slots.chain(rest).collect()
}
