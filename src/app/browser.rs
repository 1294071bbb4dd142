//! The list: what it shows (a query), which article is selected, which rows are on the screen.
//! Keeps the selection on the article, not on the row. Knows nothing of how it looks.

use std::ops::Range;

use crate::app::words::{Calendar, count};
use crate::content::article::Article;
use crate::content::library::{Library, Slot};
use crate::content::marks::Marks;
use crate::content::query::{Query, Scope, Section, select};
use crate::content::search::{Knowledge, Search, read};
use crate::layout::label::label;
use crate::text::Clean;

/// Columns left of a title: the cursor, the unread mark and a blank.
pub const INDENT: u16 = 3;
/// Rows that a title may take.
const TITLE_ROWS: usize = 2;

/// The list of articles.
#[derive(Debug, Default)]
pub struct Browser {
    /// What is shown.
    pub query: Query,
    /// Its words, as they were understood.
    pub search: Search,
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
    /// What counted as read when the unread view was entered: an article read there stays until one leaves it.
    seen: Marks,
}

/// One tab of the bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// What choosing it shows.
    pub section: Section,
    /// Its name.
    pub name: Clean,
    /// Its number of articles.
    pub count: usize,
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

/// The tabs: All, Latest and Sports where they exist, Featured, then the other sections.
pub fn tabs(library: &Library) -> Vec<Tab> {
    let mut tabs = vec![Tab {
        section: Section::All,
        name: Clean::line("All"),
        count: library.len(),
    }];
    let featured = Tab {
        section: Section::Featured,
        name: Clean::line("Featured"),
        count: library.featured(),
    };
    let sections = library.sections();
    let first = sections
        .iter()
        .take_while(|section| is_first(&section.name))
        .count();
    for (i, section) in sections.iter().enumerate() {
        if i == first && featured.count > 0 {
            tabs.push(featured.clone());
        }
        let name = capitalised(&section.name);
        tabs.push(Tab {
            section: Section::Named(section.name.clone()),
            name,
            count: section.count,
        });
    }
    if first == sections.len() && featured.count > 0 {
        tabs.push(featured);
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
            search: understood(&query),
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
        self.rows = select(library, Knowledge::new(&self.seen, self.now), &self.query);
        let found = selected.and_then(|slot| self.rows.iter().position(|row| *row == slot));
        let offset = self.cursor.saturating_sub(self.top);
        self.cursor = found
            .unwrap_or(self.cursor)
            .min(self.rows.len().saturating_sub(1));
        self.top = self.cursor.saturating_sub(offset);
    }

    /// Changes the query and answers it.
    pub fn ask(&mut self, library: &Library, marks: &Marks, change: impl FnOnce(&mut Query)) {
        change(&mut self.query);
        self.search = understood(&self.query);
        self.seen = marks.clone();
        self.refresh(library);
    }

    /// Selects an article, if it is in the list; whether it is.
    pub fn go(&mut self, slot: Option<Slot>) -> bool {
        let found = self.rows.iter().position(|row| Some(*row) == slot);
        self.cursor = found.unwrap_or(self.cursor);
        found.is_some()
    }

    /// Moves the selection by `by` articles.
    pub fn step(&mut self, by: isize) {
        let last = self.rows.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
    }

    /// Brings the selected article onto a list of `width` × `height`, moving no more than it must.
    pub fn scroll(&mut self, library: &Library, width: u16, height: u16) {
        self.top = self.top.min(self.cursor);
        let rows = |range: Range<usize>| -> usize {
            let slots = self.rows.get(range).unwrap_or_default();
            slots
                .iter()
                .filter_map(|slot| library.get(*slot))
                .map(|a| rows_of(a.title(), width))
                .sum()
        };
        // Articles are at most three rows high, so no more than a screen of them is ever measured.
        self.top = self
            .top
            .max(self.cursor.saturating_sub(usize::from(height)));
        while self.top < self.cursor && rows(self.top..self.cursor + 1) > usize::from(height) {
            self.top += 1;
        }
        // A list that became longer or a screen that grew: no empty rows below while articles are hidden above.
        let last = self.rows.len();
        while self.top > 0
            && last - self.top <= usize::from(height)
            && rows(self.top - 1..last) <= usize::from(height)
        {
            self.top -= 1;
        }
    }

    /// How many articles make a page of `height` rows: the ones on the screen less one, at least one.
    pub fn page(&self, library: &Library, width: u16, height: u16) -> isize {
        let mut used = 0;
        let slots = self.rows.get(self.top..).unwrap_or_default();
        let shown = slots
            .iter()
            .filter_map(|slot| library.get(*slot))
            .take_while(|article| {
                used += rows_of(article.title(), width);
                used <= usize::from(height)
            });
        (shown.count().max(2) - 1).cast_signed()
    }
}

fn understood(query: &Query) -> Search {
    read(&query.words, query.scope == Scope::Texts)
}

/// The rows that an article takes in the list: its title and the line below.
pub fn rows_of(title: &str, width: u16) -> usize {
    title_rows(title, width).len() + 1
}

/// A title as the list shows it.
pub fn title_rows(title: &str, width: u16) -> Vec<String> {
    label(title, width.saturating_sub(INDENT + 1), TITLE_ROWS)
}

/// The line below a title in the list: date, sections, what is special about the article.
pub fn about(article: &Article, calendar: &Calendar, sources: &[Clean]) -> String {
    // An article without sections is placed by its first tags.
    let mut places: Vec<&str> = article.sections().collect();
    if places.is_empty() {
        places.extend(article.tags().take(3));
    }
    let mut parts = Vec::from_iter(article.date.map(|date| calendar.short(date)));
    if parts.is_empty() {
        parts.push("Undated".to_owned());
    }
    if article.draft {
        parts.push("draft".to_owned());
    }
    match article.problems().len() {
        0 => {}
        n => parts.push(count(n, "problem")),
    }
    if !places.is_empty() {
        parts.push(places.join(", "));
    }
    if let (Some(source), true) = (
        sources.get(usize::from(article.id.source)),
        sources.len() > 1,
    ) {
        parts.push(source.to_string());
    }
    parts.join(" · ")
}
