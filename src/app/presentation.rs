//! How a collection wants to be shown: its title, its sections as tabs, the width of its text.
//! Settings say it; nothing of it changes while one reads.

use crate::app::browser::Tab;
use crate::app::panes::MEASURE;
use crate::content::query::Section;
use crate::text::Clean;

/// What can be said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presentation {
    /// What the articles are called together; empty for nothing.
    pub title: Clean,
    /// The widest text column.
    pub measure: u16,
    /// The sections that come first as tabs, in this order.
    pub sections: Vec<Named>,
    /// Whether the other sections are tabs, too.
    pub others: bool,
}

/// A section and the name of its tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// As articles have it, in any case.
    pub section: Clean,
    /// As the tab has it; empty for the same.
    pub name: Clean,
}

impl Default for Presentation {
    fn default() -> Self {
        Self {
            title: Clean::default(),
            measure: MEASURE,
            sections: Vec::new(),
            others: true,
        }
    }
}

impl Presentation {
    /// Puts tabs into the order that is wanted: all articles, the sections that are named, what is marked, the others, searches.
    pub(super) fn arrange(&self, mut tabs: Vec<Tab>) -> Vec<Tab> {
        if self.sections.is_empty() && self.others {
            return tabs;
        }
        let first: Vec<Tab> = (self.sections.iter())
            .filter_map(|named| {
                let section = Section::Named(named.section.clone());
                let at = tabs.iter().position(|tab| tab.is(&section))?;
                let tab = tabs.remove(at);
                let name = if named.name.is_empty() {
                    tab.name
                } else {
                    named.name.clone()
                };
                Some(Tab { name, ..tab })
            })
            .collect();
        let is_section = |tab: &Tab| matches!(tab.section, Section::Named(_));
        let is_saved = |tab: &Tab| matches!(tab.section, Section::Saved(_));
        let (saved, tabs): (Vec<_>, Vec<_>) = tabs.into_iter().partition(is_saved);
        let (others, mut marked): (Vec<_>, Vec<_>) = tabs.into_iter().partition(is_section);
        let after_all = 1.min(marked.len());
        let marked_only = marked.split_off(after_all);
        let others = others.into_iter().filter(|_| self.others);
        let tabs = marked.into_iter().chain(first).chain(marked_only);
        tabs.chain(others).chain(saved).collect()
    }
}
