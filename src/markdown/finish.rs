//! The ends of things: a leaf's, a cell's, a table's, and what stands around the body: its head and the references.
//! The part of the builder that decides what is shown once only.

use std::ops::Range;

use crate::markdown::build::Builder;
use crate::markdown::document::{Align, Kind, Style};
use crate::markdown::emoji;
use crate::markdown::leaf::Leaf;
use crate::markdown::parse::Head;
use crate::markdown::table::Draft;
use crate::markdown::urls;
use crate::text::Clean;

/// More bytes of a target are not shown in the references (pictures may be given as data).
const LONGEST_TARGET: usize = 2048;

impl Builder {
    /// Adds the blocks above the body. The picture waits: the body may begin with it.
    pub(super) fn head(&mut self, head: &Head) {
        let parts = [
            (Kind::Title, &head.title),
            (Kind::Byline, &head.byline),
            (Kind::Deck, &head.deck),
        ];
        let notices = head.notices.iter().map(|notice| (Kind::Notice, notice));
        for (kind, text) in parts.into_iter().chain(notices) {
            if !text.is_empty() {
                let mut leaf = Leaf::default();
                leaf.write(text, Style::PLAIN, None);
                self.put(&kind, &leaf);
            }
        }
        self.language = head.language.clone();
        self.title = Some(fold(&head.title)).filter(|title| !title.is_empty());
        if !head.image.is_empty() {
            let link = self.links.add(&head.image, "", true);
            self.links.number(link);
            self.picture = Some(link);
        }
    }

    /// Begins a leaf.
    pub(super) fn begin(&mut self, kind: Kind) {
        self.end();
        if self.table.is_none() {
            self.settle();
            self.kind = Some(kind);
            self.source = self.at.clone();
        }
    }

    /// Ends the open leaf; in a table only its line.
    pub(super) fn end(&mut self) {
        if self.table.is_some() {
            return self.leaf.new_line();
        }
        self.finish_text();
        if let Some(kind) = self.kind.take() {
            let mut leaf = std::mem::take(&mut self.leaf);
            if matches!(kind, Kind::Code(_)) {
                leaf.truncate(leaf.raw.len() - usize::from(leaf.raw.ends_with(['\n', '\r'])));
            } else {
                leaf.trim_end();
            }
            self.finish_leaf(kind, &mut leaf);
            leaf.clear();
            self.leaf = leaf;
        }
        self.images = 0;
    }

    /// Adds a thematic break.
    pub(super) fn rule(&mut self) {
        self.end();
        if self.table.is_none() {
            self.settle();
            self.put_picture();
            self.source = self.at.clone();
            self.put(&Kind::Rule, &Leaf::default());
        }
    }

    /// Adds the head's picture, if it was not shown yet.
    pub(super) fn put_picture(&mut self) {
        let Some(link) = self.picture.take() else {
            return;
        };
        let mut leaf = Leaf::default();
        let made = Style::IMAGE.with(Style::MADE);
        leaf.write("[image]", made, Some(link));
        if let Some(number) = self.links.number(link) {
            let made = Style::LINK.with(Style::MADE);
            leaf.write(&format!("[{number}]"), made, Some(link));
        }
        let source = std::mem::take(&mut self.source);
        self.put(&Kind::Picture(link), &leaf);
        self.source = source;
    }

    /// Begins a row of the open table.
    pub(super) fn open_row(&mut self) {
        self.close_cell();
        match &mut self.table {
            Some(table) if table.inner == 0 => table.row(),
            _ => self.end(),
        }
    }

    /// Begins a cell. HTML says for each how it is set, and whether it is a header.
    pub(super) fn open_cell(&mut self, shape: Option<(Align, bool)>) {
        self.close_cell();
        let inlines = self.inlines.len();
        match &mut self.table {
            Some(table) if table.inner == 0 => {
                if let Some((align, header)) = shape {
                    table.shape(align, header);
                }
                table.open_cell(inlines);
            }
            _ => self.html_text(" "),
        }
    }

    /// Ends the open cell, unless a table in it is open.
    pub(super) fn close_cell(&mut self) {
        if self.table.as_ref().is_some_and(|table| table.inner == 0) {
            self.finish_cell();
        }
    }

    /// Begins what is said above the rows of the open table.
    pub(super) fn open_caption(&mut self) {
        self.end();
        if let Some(table) = &mut self.table {
            table.begin_caption();
        }
    }

    /// Ends it.
    pub(super) fn close_caption(&mut self) {
        self.end();
        if self.table.as_ref().is_some_and(Draft::in_caption) {
            self.finish_cell();
            self.table.iter_mut().for_each(Draft::end_caption);
        }
    }

    /// Ends the open table.
    pub(super) fn finish_table(&mut self) {
        self.finish_cell();
        if let Some(table) = self.table.take() {
            self.put_picture();
            self.title = None;
            table.put(self);
        }
    }

    /// Adds the list of references.
    pub(super) fn references(&mut self) {
        self.at = 0..0;
        self.source = 0..0;
        let listed = std::mem::take(&mut self.links.listed);
        self.open(None, Kind::References);
        for link in listed {
            let Some(to) = self.links.all.get(link as usize) else {
                continue;
            };
            let mut leaf = Leaf::default();
            let shown = to.target.floor_char_boundary(LONGEST_TARGET);
            let (shown, rest) = to.target.split_at_checked(shown).unwrap_or_default();
            leaf.write(shown, Style::LINK, Some(link));
            if !rest.is_empty() {
                leaf.write("…", Style::MADE, None);
            }
            if !to.title.is_empty() {
                leaf.write(&format!(" “{}”", to.title), Style::MADE, None);
            }
            self.put(&Kind::Reference(link), &leaf);
        }
        self.close();
    }

    fn finish_leaf(&mut self, mut kind: Kind, leaf: &mut Leaf) {
        if leaf.raw.trim().is_empty() {
            return self.ids.put_off();
        }
        let id = if matches!(kind, Kind::Heading(_)) {
            take_id(leaf)
        } else {
            None
        };
        if let Some(link) = self.is_picture(&kind, leaf) {
            if self.picture == Some(link) {
                self.picture = None;
            }
            kind = Kind::Picture(link);
        } else if self
            .title
            .take()
            .is_some_and(|title| self.repeats(&title, &kind, leaf))
        {
            return self.ids.put_off();
        }
        self.put_picture();
        if let Some(id) = id {
            self.ids.name(&id, 0);
        }
        if !matches!(kind, Kind::Code(_)) {
            set_emoji(leaf);
            self.lay_urls(leaf);
        }
        self.put(&kind, leaf);
    }

    fn finish_cell(&mut self) {
        let Some(inlines) = self.table.as_ref().and_then(|table| table.cell) else {
            return;
        };
        self.finish_text();
        let mut leaf = std::mem::take(&mut self.leaf);
        leaf.trim_end();
        set_emoji(&mut leaf);
        self.lay_urls(&mut leaf);
        if let Some(table) = &mut self.table {
            table.close_cell(&leaf);
        }
        leaf.clear();
        self.leaf = leaf;
        self.inlines.truncate_html(inlines);
    }

    /// Numbers the links that are open where a text ends: they go on in the next.
    fn finish_text(&mut self) {
        self.shift = None;
        for anchor in self.inlines.restart() {
            self.number(anchor);
        }
    }

    /// The picture, if the leaf is a paragraph of nothing else.
    fn is_picture(&self, kind: &Kind, leaf: &Leaf) -> Option<u32> {
        if self.images != 1 || *kind != Kind::Paragraph {
            return None;
        }
        let other = |style: Style| !style.has(Style::IMAGE) && !style.has(Style::MADE);
        let blank = |part: Range<usize>| {
            leaf.raw
                .get(part)
                .is_some_and(|text| text.trim().is_empty())
        };
        let image = leaf.runs.iter().find(|run| run.style.has(Style::IMAGE))?;
        leaf.parts(other)
            .into_iter()
            .all(blank)
            .then_some(image.link)?
    }

    /// Whether the leaf is a heading that only says the title again.
    fn repeats(&self, title: &str, kind: &Kind, leaf: &Leaf) -> bool {
        matches!(kind, Kind::Heading(_))
            && self.at_top()
            && leaf.parts(|style| style.has(Style::MADE)).is_empty()
            && fold(&Clean::line(&leaf.raw)) == title
    }

    /// Makes links of the addresses in running text.
    fn lay_urls(&mut self, leaf: &mut Leaf) {
        if !urls::any(&leaf.raw) {
            return;
        }
        let apart = [Style::CODE, Style::LINK, Style::IMAGE, Style::MADE];
        let mut found = Vec::new();
        for part in leaf.parts(|style| !apart.iter().any(|&other| style.has(other))) {
            let text = leaf.raw.get(part.clone()).unwrap_or_default();
            for (range, target) in urls::find(text) {
                let link = self.links.add(&target, "", false);
                found.push((part.start + range.start..part.start + range.end, link));
            }
        }
        leaf.lay(&found);
    }
}

/// Sets emoji for their names.
fn set_emoji(leaf: &mut Leaf) {
    if !leaf.raw.contains(':') {
        return;
    }
    let apart = [Style::CODE, Style::MADE, Style::QUIET];
    let mut found = Vec::new();
    for part in leaf.parts(|style| !apart.iter().any(|&other| style.has(other))) {
        let text = leaf.raw.get(part.clone()).unwrap_or_default();
        for (range, emoji) in emoji::find(text) {
            found.push((part.start + range.start..part.start + range.end, emoji));
        }
    }
    leaf.replace(&found);
}

/// Takes the id from the end of a heading: `{#id}` behind some words, and not in code.
fn take_id(leaf: &mut Leaf) -> Option<Clean> {
    let (words, id) = leaf.raw.strip_suffix('}')?.rsplit_once("{#")?;
    let letter = |c: char| c.is_alphanumeric() || "-_.:".contains(c);
    let whole = !id.is_empty() && id.chars().all(letter) && !words.trim().is_empty();
    let runs = leaf.runs_in(&(words.len()..leaf.raw.len()));
    if !whole || runs.iter().any(|run| run.style.has(Style::CODE)) {
        return None;
    }
    let (id, len) = (Clean::line(id), words.len());
    leaf.truncate(len);
    leaf.trim_end();
    Some(id)
}

/// A title as it is compared: without case, white space and the punctuation around it.
fn fold(text: &str) -> String {
    let words: Vec<_> = text
        .trim_matches(|char: char| !char.is_alphanumeric())
        .split_whitespace()
        .map(str::to_lowercase)
        .collect();
    words.join(" ")
}
