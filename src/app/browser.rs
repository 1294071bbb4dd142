//! The list: what it shows (a query), which article is selected, which rows are on the screen.
//! Keeps the selection on the article, not on the row. Knows nothing of how it looks.

use std::collections::HashSet;
use std::mem;

use crate::app::saved::SavedSearches;
use crate::app::tally::Tally;
use crate::app::twins::Twins;
use crate::content::article::ArticleId;
use crate::content::bookmark::Density;
use crate::content::found::Found;
use crate::content::library::{Library, Slot};
use crate::content::marks::{Kind, Marks, Row};
use crate::content::order::{Order, Sort};
use crate::content::prepared::Prepared;
use crate::content::query::{Query, Section, answer};
use crate::content::search::{Knowledge, Search, Texts};
use crate::content::seek::{Candidate, Hit, Seeker, candidates};
use crate::content::snippet::Snippet;
use crate::text::Clean;

/// The list of articles.
#[derive(Debug, Default)]
pub struct Browser {
    /// What is shown.
    pub query: Query,
    /// Its words, as they were understood.
    pub search: Search,
    /// What the texts of articles say of it.
    pub hunt: Hunt,
    /// What is said of each article.
    pub density: Density,
    /// The articles that answer the query, in its order.
    pub rows: Vec<Slot>,
    /// Index into `rows` of the selected article; 0 where there is none.
    pub cursor: usize,
    /// Index into `rows` of the first article on the screen.
    pub top: usize,
    /// Whether the reader has chosen the selected article. Until then it is the first, whatever comes in.
    pub chosen: bool,
    /// The present, in seconds since 1970.
    pub now: i64,
    /// Articles that are the same.
    pub twins: Twins,
    /// How many articles are not shown because they are the same as others.
    pub folded: usize,
    /// Articles that are new since the last time.
    pub arrivals: HashSet<Slot>,
    /// How many of them are at the top of `rows`, above a line; 0 where there is no such line.
    pub new: usize,
    /// What counted as read when the unread view was entered: an article read there stays until one leaves it.
    seen: Marks,
    /// What the answer to the query needs.
    prepared: Prepared,
}

/// A search in the texts of articles.
#[derive(Debug, Default)]
pub struct Hunt {
    /// Its number: every one has another.
    pub number: u64,
    /// The query that it is for.
    query: Query,
    /// Which of the search's texts each article has, and where.
    found: Found,
    /// What is looked for.
    seekers: Vec<Seeker>,
    /// How many articles were looked at, of how many; over when they are equal.
    pub looked: usize,
    /// See `looked`.
    pub all: usize,
}

/// One tab of the bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// What choosing it shows.
    pub section: Section,
    /// Its name.
    pub name: Clean,
    /// Its number of articles, if that is known.
    pub count: Option<usize>,
}

impl Tab {
    /// Whether this is the tab of `section`.
    pub fn is(&self, section: &Section) -> bool {
        match (&self.section, section) {
            (Section::Named(a), Section::Named(b)) => a.to_lowercase() == b.to_lowercase(),
            (mine, other) => mine == other,
        }
    }
}

/// The tabs: All, Latest and Sports where they exist, Featured, Unread, Starred, the saved searches, then the other sections.
pub fn tabs(library: &Library, tally: Tally, saved: &SavedSearches) -> Vec<Tab> {
    let mut tabs = vec![Tab {
        section: Section::All,
        name: Clean::line("All"),
        count: Some(library.len()),
    }];
    let tab = |section, name, count| Tab {
        section,
        name: Clean::line(name),
        count: Some(count),
    };
    let mut marked = Vec::new();
    if library.featured() > 0 {
        marked.push(tab(Section::Featured, "Featured", library.featured()));
    }
    marked.push(tab(Section::Unread, "Unread", tally.unread(library)));
    if tally.starred() > 0 {
        marked.push(tab(Section::Starred, "Starred", tally.starred()));
    }
    marked.extend(saved.tabs());
    let sections = library.sections();
    let first = sections
        .iter()
        .take_while(|section| is_first(&section.name))
        .count();
    for (i, section) in sections.iter().enumerate() {
        if i == first {
            tabs.append(&mut marked);
        }
        let name = capitalised(&section.name);
        tabs.push(Tab {
            section: Section::Named(section.name.clone()),
            name,
            count: Some(section.count),
        });
    }
    tabs.append(&mut marked);
    // At the end, where it moves no other tab when the first article is read.
    if tally.opened() > 0 {
        tabs.push(tab(Section::Recent, "Recent", tally.opened()));
    }
    tabs
}

fn is_first(section: &str) -> bool {
    ["latest", "sports"].contains(&section.to_lowercase().as_str())
}

/// Section names are often written small; tabs begin with a capital.
pub(super) fn capitalised(name: &str) -> Clean {
    let mut chars = name.chars();
    chars.next().map_or_else(Clean::default, |first| {
        Clean::line(&first.to_uppercase().chain(chars).collect::<String>())
    })
}

impl Browser {
    /// A list of nothing yet.
    pub fn new(query: Query, now: i64) -> Self {
        Self {
            search: query.search(),
            query,
            now,
            ..Self::default()
        }
    }

    /// The selected article.
    pub fn selected(&self) -> Option<Slot> {
        self.rows.get(self.cursor).copied()
    }

    /// Answers the query again. The selection stays on its article; if that is gone, on the row where it was.
    pub fn refresh(&mut self, library: &Library) {
        let selected = self.selected().filter(|_| self.chosen);
        let texts = Texts::Found(&self.hunt.found.bits);
        let known = Knowledge {
            texts,
            ..Knowledge::new(&self.seen, self.now)
        };
        self.prepared.ready(library, &self.query);
        self.rows = answer(library, known, &self.query, &self.prepared);
        let all = self.rows.len();
        self.twins.fold(&mut self.rows);
        self.folded = all - self.rows.len();
        self.raise();
        let found = selected.and_then(|slot| self.find(slot));
        let offset = self.cursor.saturating_sub(self.top);
        self.cursor = found
            .unwrap_or(self.cursor)
            .min(self.rows.len().saturating_sub(1));
        self.top = self.cursor.saturating_sub(offset);
    }

    /// Puts what is new since the last time above the rest, where the order is that of time.
    fn raise(&mut self) {
        self.new = 0;
        let sort = self.query.sort;
        let ranked = !self.query.words.trim().is_empty()
            || self.query.section == Section::Recent
            || sort.by != Order::Date
            || sort.reversed;
        if !ranked && !self.arrivals.is_empty() {
            let (mut new, old): (Vec<Slot>, Vec<Slot>) = mem::take(&mut self.rows)
                .into_iter()
                .partition(|slot| self.arrivals.contains(slot));
            self.new = new.len();
            new.extend(old);
            self.rows = new;
        }
    }

    /// Shows an article as unread and never read until the query changes: one goes on reading it where the list has none but such.
    pub fn keep(&mut self, library: &Library, id: &ArticleId) {
        self.seen.set(id, Kind::Read, 0);
        self.refresh(library);
    }

    /// Changes the query and answers it.
    pub fn ask(&mut self, library: &Library, marks: &Marks, change: impl FnOnce(&mut Query)) {
        change(&mut self.query);
        self.search = self.query.search();
        self.seen = marks.clone();
        self.refresh(library);
    }

    /// Marks were made elsewhere: what is shown goes by them.
    pub fn hear(&mut self, news: &[Row]) {
        self.seen.merge_all(news);
    }

    /// Begins to look for the query's words in texts if it is another query, or `again`: the words, and where to look.
    pub fn hunt(
        &mut self,
        library: &Library,
        again: bool,
    ) -> Option<(Vec<String>, Vec<Candidate>)> {
        let texts = &self.search.texts;
        // In whatever order they are.
        let query = Query {
            sort: Sort::default(),
            ..self.query.clone()
        };
        let same = self.hunt.query == query;
        let (begins, goes_on) = (!texts.is_empty(), !self.hunt.seekers.is_empty());
        if same && !(again && begins) || !begins && !goes_on {
            return None;
        }
        let mut hunt = Hunt {
            number: self.hunt.number + 1,
            query,
            seekers: texts.iter().map(|text| Seeker::new(text)).collect(),
            ..Hunt::default()
        };
        if same {
            hunt.found = mem::take(&mut self.hunt.found);
        }
        let texts = texts.clone();
        let known = Knowledge {
            texts: Texts::Unknown,
            ..Knowledge::new(&self.seen, self.now)
        };
        let slots = if texts.is_empty() {
            Vec::new()
        } else {
            self.prepared.ready(library, &self.query);
            answer(library, known, &self.query, &self.prepared)
        };
        let candidates = candidates(library, slots);
        hunt.all = candidates.len();
        self.hunt = hunt;
        self.refresh(library);
        Some((texts, candidates))
    }

    /// Whether a word that is typed now is looked for at once.
    pub fn is_warm(&self, library: &Library) -> bool {
        self.prepared.is_warm(library)
    }

    /// Prepares for words that are about to be typed, for a moment.
    pub fn warm(&mut self, library: &Library) {
        self.prepared.warm(library);
    }

    /// Takes in what a search in texts found.
    pub fn found(&mut self, library: &Library, hits: Vec<Hit>, looked: usize) {
        self.hunt.looked = looked;
        if hits.is_empty() {
            return;
        }
        for hit in hits {
            self.hunt.found.add(hit);
        }
        self.refresh(library);
    }

    /// Whether there is something to show of an article's text.
    pub fn has_snippet(&self, slot: Slot) -> bool {
        self.hunt.found.stretch(slot).is_some()
    }

    /// What to show of an article's text.
    pub fn snippet(&self, slot: Slot) -> Option<Snippet> {
        let stretch = self.hunt.found.stretch(slot)?;
        Some(stretch.snippet(&self.hunt.seekers))
    }

    /// Where an article is in the list, or one that is the same.
    pub fn find(&self, slot: Slot) -> Option<usize> {
        let group = self.twins.group(slot);
        let is_it = |row: &Slot| *row == slot || group.is_some() && self.twins.group(*row) == group;
        self.rows.iter().position(is_it)
    }

    /// Selects an article, if it is in the list; whether it is.
    pub fn go(&mut self, slot: Option<Slot>) -> bool {
        let found = slot.and_then(|slot| self.find(slot));
        self.cursor = found.unwrap_or(self.cursor);
        found.is_some()
    }

    /// Moves the selection by `by` articles.
    pub fn step(&mut self, by: isize) {
        let last = self.rows.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
    }
}
