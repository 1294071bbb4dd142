//! The rows of the screen that articles take in the list: how many each, which articles are on the screen, how they scroll.
//! What the articles are, `browser` knows; how they look, the view.

use std::ops::Range;

use crate::app::browser::Browser;
use crate::app::words::{Calendar, count};
use crate::content::article::Article;
use crate::content::bookmark::Density;
use crate::content::library::{Library, Slot};
use crate::layout::label::label;
use crate::text::Clean;

/// Columns left of a title: the cursor, the unread mark and a blank.
pub const INDENT: u16 = 3;
/// Rows that a title may take.
const TITLE_ROWS: usize = 2;
/// And a description.
const DESCRIPTION_ROWS: usize = 2;

impl Browser {
    /// Brings the selected article onto a list of `width` × `height`, moving no more than it must.
    pub fn scroll(&mut self, library: &Library, width: u16, height: u16) {
        let mut top = self.top.min(self.cursor);
        let rows = |range: Range<usize>| -> usize {
            range.map(|row| self.height(library, row, width)).sum()
        };
        // Articles are at least one row high, so no more than a screen of them is ever measured.
        top = top.max(self.cursor.saturating_sub(usize::from(height)));
        while top < self.cursor && rows(top..self.cursor + 1) > usize::from(height) {
            top += 1;
        }
        // A list that became longer or a screen that grew.
        self.top = self.filled(library, top, (width, height));
    }

    /// The first article of a screen that begins with this one at most: no empty rows below while articles are hidden above.
    fn filled(&self, library: &Library, mut top: usize, (width, height): (u16, u16)) -> usize {
        let (last, height) = (self.rows.len(), usize::from(height));
        let rows = |range: Range<usize>| -> usize {
            range.map(|row| self.height(library, row, width)).sum()
        };
        while top > 0 && last - top <= height && rows(top - 1..last) <= height {
            top -= 1;
        }
        top
    }

    /// The rows of the screen that a row of the list takes: the title, the line below, what was found in the text, and the line
    /// below what is new.
    fn height(&self, library: &Library, row: usize, width: u16) -> usize {
        let line = usize::from(row + 1 == self.new);
        let rows = |slot: &Slot| {
            let article = library.get(*slot)?;
            Some(rows_of(article, width, self.density) + usize::from(self.has_snippet(*slot)))
        };
        line + self.rows.get(row).and_then(rows).unwrap_or(0)
    }

    /// The articles on a screen of these columns and rows, with the rows of the screen that each takes.
    pub fn on_screen(
        &self,
        library: &Library,
        (width, height): (u16, u16),
    ) -> impl Iterator<Item = (usize, Range<usize>)> {
        let mut end = 0;
        (self.top..self.rows.len()).map_while(move |row| {
            let start = end;
            end += self.height(library, row, width);
            (start < height.into()).then_some((row, start..end))
        })
    }

    /// Moves the articles on the screen by so many; the selection comes along where it would be off it.
    pub fn roll(&mut self, library: &Library, by: isize, (width, height): (u16, u16)) {
        let last = self.rows.len().saturating_sub(1);
        let top = self.top.saturating_add_signed(by).min(last);
        self.top = self.filled(library, top, (width, height));
        let fits = |(_, rows): &(usize, Range<usize>)| rows.end <= height.into();
        let shown = self.on_screen(library, (width, height)).filter(fits);
        let lowest = shown.last().map_or(self.top, |(row, _)| row);
        self.cursor = self.cursor.clamp(self.top, lowest.max(self.top));
    }

    /// How many articles make a page of `height` rows: the ones on the screen less one, at least one.
    pub fn page(&self, library: &Library, width: u16, height: u16) -> isize {
        let mut used = 0;
        let shown = (self.top..self.rows.len()).take_while(|row| {
            used += self.height(library, *row, width);
            used <= usize::from(height)
        });
        (shown.count().max(2) - 1).cast_signed()
    }
}

/// The rows that an article takes in the list: its title, the line below, its description.
fn rows_of(article: &Article, width: u16, density: Density) -> usize {
    let about = usize::from(density != Density::Compact);
    title_rows(article.title(), width, density).len()
        + about
        + description_rows(article, width, density).len()
}

/// A title as the list shows it.
pub fn title_rows(title: &str, width: u16, density: Density) -> Vec<String> {
    let most = if density == Density::Compact {
        1
    } else {
        TITLE_ROWS
    };
    label(title, width.saturating_sub(INDENT + 1), most)
}

/// The description as the list shows it, if it does.
pub fn description_rows(article: &Article, width: u16, density: Density) -> Vec<String> {
    if density != Density::Full || article.description().is_empty() {
        return Vec::new();
    }
    let room = width.saturating_sub(INDENT + 1);
    label(article.description(), room, DESCRIPTION_ROWS)
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
