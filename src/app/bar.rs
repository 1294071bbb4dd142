//! The tab bar: which tabs there is room for, and where each stands. Painted by the view, pointed at with the mouse.
//! When they do not all fit, those around the chosen one are shown, with signs where more are hidden.

use crate::app::browser::Tab;
use crate::app::words::number;
use crate::content::query::Section;
use crate::text::{truncate, width};

/// The tabs that are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bar {
    /// Those that fit, from left to right.
    pub tabs: Vec<Placed>,
    /// Whether others are hidden before them.
    pub before: bool,
    /// The column of the sign that others are hidden behind them, if they are.
    pub after: Option<u16>,
}

/// A tab in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Its number, from 0.
    pub tab: usize,
    /// What stands there.
    pub label: String,
    /// Its first column.
    pub column: u16,
    /// Whether it is the chosen one.
    pub chosen: bool,
}

/// What a column of the bar is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pointed {
    /// The tab of this number.
    Tab(usize),
    /// The sign that tabs are hidden to the left.
    Before,
    /// The same to the right.
    After,
}

impl Bar {
    /// These tabs, that of `section` chosen, in so many columns.
    pub fn new(tabs: &[Tab], section: &Section, columns: u16) -> Self {
        let chosen = tabs.iter().position(|tab| tab.is(section));
        let start = start(tabs, chosen.unwrap_or(0), columns.into());
        let mut bar = Self {
            before: start > 0,
            ..Self::default()
        };
        let mut column = 1;
        for (i, tab) in tabs.iter().enumerate().skip(start) {
            let last = i + 1 == tabs.len();
            let left = usize::from(columns).saturating_sub(column);
            let room = left.saturating_sub(usize::from(!last));
            let label = label(tab);
            if width(&label) > room && i > start {
                bar.after = Some(column as u16);
                break;
            }
            let label = truncate(&label, room).into_owned();
            let wide = width(&label);
            bar.tabs.push(Placed {
                tab: i,
                label,
                column: column as u16,
                chosen: Some(i) == chosen,
            });
            column += wide;
        }
        bar
    }

    /// What stands at a column.
    pub fn at(&self, column: u16) -> Option<Pointed> {
        if column == 0 {
            return self.before.then_some(Pointed::Before);
        }
        if self.after.is_some_and(|after| column >= after) {
            return Some(Pointed::After);
        }
        let tab = self.tabs.iter().rfind(|tab| tab.column <= column)?;
        let inside = usize::from(column - tab.column) < width(&tab.label);
        inside.then_some(Pointed::Tab(tab.tab))
    }
}

fn label(tab: &Tab) -> String {
    let count = tab.count.map(|count| format!(" {}", number(count)));
    format!(" {}{} ", tab.name, count.unwrap_or_default())
}

/// The first tab to show, so that the chosen one fits in `columns` and as many before it as there is room for.
fn start(tabs: &[Tab], chosen: usize, columns: usize) -> usize {
    // Columns for the signs on both sides.
    let room = columns.saturating_sub(2);
    let (mut used, mut start) = (0, 0);
    for (i, tab) in tabs.iter().enumerate().take(chosen + 1).rev() {
        used += width(&label(tab));
        if used > room {
            start = (i + 1).min(chosen);
            break;
        }
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Clean;

    #[test]
    fn every_column_is_what_stands_there() {
        let tab = |name: &str| Tab {
            section: Section::Named(Clean::line(name)),
            name: Clean::line(name),
            count: Some(7),
        };
        let tabs = ["one", "two", "three", "four"].map(tab);
        let section = |name: &str| Section::Named(Clean::line(name));
        // ` one 7  two 7  three 7  four 7 `: 7 + 7 + 9 + 8 columns behind the first.
        let tests = [
            (40, "one", 0, None),
            (40, "one", 1, Some(Pointed::Tab(0))),
            (40, "one", 7, Some(Pointed::Tab(0))),
            (40, "one", 8, Some(Pointed::Tab(1))),
            (40, "one", 31, Some(Pointed::Tab(3))),
            (40, "one", 32, None),
            (20, "one", 14, Some(Pointed::Tab(1))),
            (20, "one", 15, Some(Pointed::After)),
            (20, "four", 0, Some(Pointed::Before)),
            (20, "four", 1, Some(Pointed::Tab(2))),
            (20, "four", 10, Some(Pointed::Tab(3))),
        ];
        for (columns, chosen, column, expected) in tests {
            let bar = Bar::new(&tabs, &section(chosen), columns);
            assert_eq!(bar.at(column), expected, "{columns} {chosen} {column}");
        }
    }
}
