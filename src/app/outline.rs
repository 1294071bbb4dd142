//! The headings of the open text: as an overlay to choose from, one after the other, by the names that addresses give them.
//! How they are painted is the view's business.

use std::collections::HashMap;

use crate::app::cursor::Cursor;
use crate::markdown::document::{Block, Document, Kind};
use crate::text::Clean;

/// The open list of headings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// The headings, in order.
    pub rows: Vec<Heading>,
    /// Index of the heading whose text is read; none above the first.
    pub current: Option<usize>,
    /// Where one is in them.
    pub cursor: Cursor,
}

/// One heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its words in one line.
    pub title: Clean,
    /// Where it stands in the document's text.
    pub at: u32,
}

impl Outline {
    /// The headings of `document`; that which stands at or above `offset` is the current one.
    pub fn new(document: &Document, offset: u32) -> Self {
        let title = |(level, block): (u8, &Block)| Heading {
            level,
            title: Clean::line(document.slice(&block.text)),
            at: block.text.start,
        };
        let rows: Vec<Heading> = headings(document).map(title).collect();
        let current = rows.partition_point(|row| row.at <= offset).checked_sub(1);
        Self {
            rows,
            current,
            cursor: Cursor::default(),
        }
    }
}

/// Where the `by`-th heading after `offset` stands, before it where `by` is negative. None: there are none further on.
pub fn step(document: &Document, offset: u32, by: isize) -> Option<u32> {
    let starts: Vec<u32> = headings(document)
        .map(|(_, block)| block.text.start)
        .collect();
    let place = if by < 0 {
        starts.partition_point(|start| *start < offset)
    } else {
        starts.partition_point(|start| *start <= offset)
    };
    let last = starts.len().checked_sub(1)?;
    let to = match by {
        ..0 => place.checked_sub(1)?.saturating_add_signed(by + 1),
        _ if place > last => return None,
        _ => place.saturating_add_signed(by - 1).min(last),
    };
    starts.get(to).copied()
}

/// The place that an address means by what stands behind its `#`: one of this name, else a heading as GitHub names
/// them, else one with the same letters.
pub fn find(document: &Document, name: &str) -> Option<u32> {
    let written = name;
    let name = name.to_lowercase();
    if name.is_empty() || name == "top" {
        return Some(0);
    }
    let alike = |(_, id): &&(u32, Clean)| id.to_lowercase() == name;
    let same = document.ids.iter().find(|(_, id)| **id == *written);
    if let Some((at, _)) = same.or_else(|| document.ids.iter().find(alike)) {
        return Some(*at);
    }
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut alike = None;
    for (_, block) in headings(document) {
        let slug = slug(document.slice(&block.text));
        let times = seen.entry(slug.clone()).or_default();
        let own = if *times == 0 {
            slug
        } else {
            format!("{slug}-{times}")
        };
        *times += 1;
        if own == name {
            return Some(block.text.start);
        }
        let same = letters(&own).eq(letters(&name)) && letters(&name).next().is_some();
        alike = alike.or(same.then_some(block.text.start));
    }
    alike
}

/// Headings with their levels; a piece of one that was cut is none.
fn headings(document: &Document) -> impl Iterator<Item = (u8, &Block)> {
    let blocks = document.blocks.iter().filter(|block| !block.continued);
    blocks.filter_map(|block| match block.kind {
        Kind::Heading(level) => Some((level, block)),
        _ => None,
    })
}

/// Words as GitHub writes them in an address: lower case, no punctuation, `-` for each blank.
fn slug(words: &str) -> String {
    let kept = words.trim().chars().filter_map(|c| match c {
        ' ' | '\n' => Some('-'),
        c if c.is_alphanumeric() || matches!(c, '-' | '_') => Some(c),
        _ => None,
    });
    kept.flat_map(char::to_lowercase).collect()
}

fn letters(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(|c| c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::parse::{Head, parse};

    #[test]
    fn headings_are_found_by_the_names_that_addresses_give_them() {
        let text = "# What's new?\n\n## Part\n\n## Part\n\n## Über uns\n\n## Long – one\n\n## Named {#mine}\n\n\
            A line.\n\n<div id=box>\n\nIn it <a name=Far></a>far\n\n</div>\n<h2 id=box>Same</h2>\n\n\
            <table><tr><td>1<tr id=row><td>2</table>\n\n<style id=no>x</style><a id=far></a>\n";
        let document = parse(&Head::default(), text);
        let starts: Vec<u32> = headings(&document)
            .map(|(_, block)| block.text.start)
            .collect();
        for (name, heading) in [
            ("whats-new", Some(0)),
            ("part", Some(1)),
            ("Part-1", Some(2)),
            ("über-uns", Some(3)),
            ("long-one", Some(4)),
            ("mine", Some(5)),
            ("part-2", None),
            ("-", None),
        ] {
            let start = heading.and_then(|heading: usize| starts.get(heading).copied());
            assert_eq!(find(&document, name), start, "{name}");
        }
        let at = |words: &str| document.text.find(words).map(|at| at as u32);
        for (name, words) in [
            ("box", at("In it far")),
            ("Far", at("In it far")),
            ("far", Some(document.text.len() as u32)),
            ("row", at("2\n")),
            ("no", None),
            ("same", at("Same")),
        ] {
            assert_eq!(find(&document, name), words, "{name}");
        }
        assert_eq!(find(&document, ""), Some(0));
        assert_eq!(find(&document, "top"), Some(0));
    }
}
