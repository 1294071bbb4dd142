//! What the list shows, as one value, and the function that answers it: ordered articles of the library.
//! Pure: the library and the marks are arguments, the answer a list of slots.

use std::cmp::Reverse;

use crate::content::article::{Article, ArticleId};
use crate::content::fold;
use crate::content::library::{Library, Slot};
use crate::content::marks::{Kind, Marks};
use crate::content::order::{Order, Sort};
use crate::content::prepared::Prepared;
use crate::content::search::judge::Judge;
use crate::content::search::{Knowledge, Lines, Search, Texts, read};
use crate::content::topic::Topic;
use crate::text::Clean;

/// What the list shows. The default is every article, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "one for each filter")]
pub struct Query {
    /// Only articles of this root.
    pub source: Option<u16>,
    /// Only articles with this tag, of this author, in this folder.
    pub topic: Option<Topic>,
    /// Only articles of this section.
    pub section: Section,
    /// Only featured ones (besides the section).
    pub featured: bool,
    /// Only unread ones.
    pub unread: bool,
    /// Only starred ones.
    pub starred: bool,
    /// No drafts.
    pub published: bool,
    /// What was typed into the search box.
    pub words: String,
    /// Where its words are looked for.
    pub scope: Scope,
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
    /// The unread ones.
    Unread,
    /// The starred ones.
    Starred,
    /// Those that were read lately, the last first.
    Recent,
    /// Those of one section, compared without regard to case.
    Named(Clean),
    /// Those that answer a search with a name.
    Saved(Saved),
}

/// A search with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// What its tab is called.
    pub name: Clean,
    /// What is looked for.
    pub words: String,
}

impl Saved {
    /// Whether it is meant by this name, in whatever case that is written.
    pub fn is_called(&self, name: &str) -> bool {
        fold::eq(&self.name, name)
    }
}

/// Where words are looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// In what articles say of themselves.
    #[default]
    Heads,
    /// In their texts, too.
    Texts,
}

impl Query {
    /// What is looked for: what was typed, among what answers the saved search where one is shown.
    pub fn search(&self) -> Search {
        let typed = read(&self.words, self.scope == Scope::Texts);
        match &self.section {
            Section::Saved(saved) => typed.within(read(&saved.words, false)),
            _ => typed,
        }
    }

    /// Whether anything is looked for.
    pub fn searches(&self) -> bool {
        matches!(self.section, Section::Saved(_)) || !self.words.trim().is_empty()
    }

    /// Whether a filter is on that Esc undoes.
    pub fn is_narrowed(&self) -> bool {
        self.featured || self.unread || self.starred || self.topic.is_some()
    }
}

impl Marks {
    /// Whether the marks of an article are as the query wants them.
    fn answer(&self, query: &Query, id: &ArticleId) -> bool {
        let unread = query.unread || query.section == Section::Unread;
        let starred = query.starred || query.section == Section::Starred;
        let recent = query.section == Section::Recent;
        !(unread && self.is_read(id)
            || starred && !self.is_starred(id)
            || recent && self.get(id, Kind::Opened) == 0)
    }
}

/// The articles that answer `query`, in its order.
pub fn select(library: &Library, known: Knowledge<'_>, query: &Query) -> Vec<Slot> {
    let mut prepared = Prepared::default();
    prepared.ready(library, query);
    answer(library, known, query, &prepared)
}

/// The same for who asks again and again; `prepared` is ready for the query.
pub fn answer(
    library: &Library,
    known: Knowledge<'_>,
    query: &Query,
    prepared: &Prepared,
) -> Vec<Slot> {
    let fits = fitting(library, known.marks, query);
    let order = prepared.order(library).iter().copied();
    let mut slots: Vec<Slot> = match query.searches().then(|| query.search()) {
        None => order.filter(|slot| fits(*slot)).collect(),
        Some(search) => {
            let none = Lines::default();
            let lines = prepared.lines().unwrap_or(&none);
            let mut judge = Judge::new(&search, known, lines);
            // By slot, as they lie in memory: that is much faster than from the newest on.
            let some: Vec<Slot> = match known.texts {
                // In the others is nothing that could answer.
                Texts::Found(found) if !search.may_answer(0) => found.slots().collect(),
                _ => library.slots().collect(),
            };
            let mut ranks: Vec<Option<u32>> = vec![None; library.places()];
            for slot in some.into_iter().filter(|slot| fits(*slot)) {
                if let Some(rank) = ranks.get_mut(slot.place()) {
                    *rank = judge.rank(library, slot);
                }
            }
            let rank = |slot: Slot| Some((ranks.get(slot.place()).copied()??, slot));
            let mut ranked: Vec<(u32, Slot)> = order.filter_map(rank).collect();
            if search.ranks && !query.sort.unranked {
                ranked.sort_by_key(|(rank, _)| *rank);
            }
            ranked.into_iter().map(|(_, slot)| slot).collect()
        }
    };
    if query.section == Section::Recent {
        let opened = |slot: &Slot| Some(known.marks.get(&library.get(*slot)?.id, Kind::Opened));
        slots.sort_by_cached_key(|slot| Reverse(opened(slot)));
    }
    if query.sort.by == Order::Unread {
        let is_read = |slot: &Slot| {
            let article = library.get(*slot);
            article.is_some_and(|article| known.marks.is_read(&article.id))
        };
        slots.sort_by_cached_key(|slot| is_read(slot) != query.sort.reversed);
    }
    slots
}

/// Whether an article is one of those that the query wants, whatever is looked for in them. To be asked of many.
fn fitting(library: &Library, marks: &Marks, query: &Query) -> impl Fn(Slot) -> bool {
    let named = match &query.section {
        Section::Named(name) => Some(library.in_section(name)),
        _ => None,
    };
    let plain = Query {
        section: query.section.clone(),
        words: query.words.clone(),
        scope: query.scope,
        sort: query.sort,
        ..Query::default()
    };
    // Then the articles need not be looked at.
    let all = *query == plain
        && matches!(
            query.section,
            Section::All | Section::Named(_) | Section::Saved(_)
        );
    let looked = move |article: &Article| {
        query
            .source
            .is_none_or(|source| source == article.id.source)
            && query.topic.as_ref().is_none_or(|topic| topic.has(article))
            && (article.featured || !query.featured)
            && !(article.draft && query.published)
            && (article.featured || query.section != Section::Featured)
            && marks.answer(query, &article.id)
    };
    move |slot| {
        named.as_ref().is_none_or(|named| named(slot))
            && (all || library.get(slot).is_some_and(&looked))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::article::Facts;

    fn library(files: &[(&str, &str)]) -> Library {
        let mut library = Library::default();
        let read = |(path, text): &(&str, &str)| {
            let id = ArticleId {
                source: u16::from(path.starts_with('/')),
                path: path.as_bytes().into(),
            };
            Article::read(id, text.as_bytes(), true, Facts::default()).unwrap()
        };
        library.insert(files.iter().map(read).collect());
        library
    }

    #[track_caller]
    fn shows(query: &Query, expected: &[&str]) {
        let library = library(&[
            (
                "a",
                "---\ntitle: Roma\ndate: 2020-01-03\nfeatured: true\ncategories: [Sports, Latest]\n---\n",
            ),
            (
                "b",
                "---\ntitle: ÉCOLE\ndate: 2020-01-02\ndescription: about a school in Rome\n---\n",
            ),
            (
                "/c",
                "---\ntitle: Third\ncategories: sports\ntags: [Naïve]\n---\n",
            ),
        ]);
        let mut marks = Marks::default();
        let read = ArticleId {
            source: 0,
            path: b"b".as_slice().into(),
        };
        marks.set(&read, Kind::Read, 1);
        let slots = select(&library, Knowledge::new(&marks, 0), query);
        let titles: Vec<&str> = slots
            .iter()
            .map(|slot| library.get(*slot).unwrap().title())
            .collect();
        assert_eq!(titles, expected, "{query:?}");
    }

    #[test]
    fn a_query_narrows_the_list() {
        let all = Query::default();
        shows(&all, &["Roma", "ÉCOLE", "Third"]);
        shows(
            &Query {
                source: Some(1),
                ..all.clone()
            },
            &["Third"],
        );
        shows(
            &Query {
                featured: true,
                ..all.clone()
            },
            &["Roma"],
        );
        shows(
            &Query {
                unread: true,
                ..all.clone()
            },
            &["Roma", "Third"],
        );
        shows(
            &Query {
                section: Section::Featured,
                ..all.clone()
            },
            &["Roma"],
        );
        shows(
            &Query {
                section: Section::Named(Clean::line("SPORTS")),
                ..all.clone()
            },
            &["Roma", "Third"],
        );
        shows(
            &Query {
                section: Section::Named(Clean::line("Sport")),
                ..all
            },
            &[],
        );
    }

    #[test]
    fn every_word_must_occur_somewhere() {
        let words = |words: &str| Query {
            words: words.to_owned(),
            ..Query::default()
        };
        shows(&words("rom"), &["Roma", "ÉCOLE"]);
        shows(&words("rom SCHOOL"), &["ÉCOLE"]);
        shows(&words("école"), &["ÉCOLE"]);
        shows(&words("NAÏVE"), &["Third"]);
        shows(&words("sports third"), &["Third"]);
        shows(&words("  "), &["Roma", "ÉCOLE", "Third"]);
        shows(&words("rom xyz"), &[]);
    }
}
