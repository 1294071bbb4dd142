//! Errands: what is to be done with an article outside the program, and what is asked before.
//! The rim knows the files and the programs; here is only what is wanted.

use tui_input::Input;

use crate::app::App;
use crate::app::code::whole;
use crate::app::cursor::Cursor;
use crate::app::reader::Reader;
use crate::content::article::ArticleId;
use crate::markdown::document::Block;

/// A place in an article's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    /// A line, from 1.
    Line(u32),
    /// About at this byte of the text behind the front matter, where these words are.
    Near(u32, String),
}

/// So many characters tell a line from those around it.
const WORDS: usize = 24;

impl At {
    /// The byte of that text where it is.
    pub fn byte(&self, text: &str) -> usize {
        let Self::Near(byte, words) = self else {
            return 0;
        };
        let about = text.floor_char_boundary(*byte as usize);
        let from = text.floor_char_boundary(about.saturating_sub(AROUND));
        let to = text.floor_char_boundary(about + AROUND);
        let around = text.get(from..to).unwrap_or_default();
        // Between two words there may be markup.
        let first = words.split_whitespace().next().unwrap_or_default();
        let mut sought = [words.as_str(), first]
            .into_iter()
            .filter(|sought| !sought.is_empty());
        let nearest = sought.find_map(|sought| {
            let places = around.match_indices(sought).map(|(at, _)| from + at);
            places.min_by_key(|at| at.abs_diff(about))
        });
        nearest.unwrap_or(about)
    }
}

/// As far away, in bytes, are words looked for.
const AROUND: usize = 1000;

/// What of an article only the rim can copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The path of its file.
    Path,
    /// Its text as it is written.
    Markdown,
}

/// Something to be done outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Errand {
    /// Open the file in the editor.
    Edit(ArticleId, At),
    /// Put a part of it into the clipboard.
    Copy(ArticleId, Part),
    /// Hand the text to the n-th of the commands that are set.
    Pipe(ArticleId, usize),
    /// Save a copy of the file under a path, as it was typed.
    Save(Copy),
}

/// A copy to be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    /// Of which article.
    pub article: ArticleId,
    /// Where to.
    pub path: String,
    /// Whether a file that is there is written over.
    pub over: bool,
}

/// What is asked before an errand.
#[derive(Clone, Debug)]
pub enum Question {
    /// Where to save a copy of an article.
    Where(ArticleId, Input),
    /// Whether the file that is there shall be written over.
    Over(Copy),
    /// Which command shall have an article.
    Which(ArticleId, Cursor),
}

/// The article that an errand is about: the one that is read, else the selected one.
pub fn article(app: &App) -> Option<ArticleId> {
    use crate::app::panes::Focus;
    let open = app.reader.article.as_ref();
    let open = open.filter(|_| app.focus == Focus::Reader);
    let selected = || app.selected().map(|article| &article.id);
    open.or_else(selected).cloned()
}

/// Where in the file of `article` one reads; its beginning, if that is another one.
pub fn place(reader: &mut Reader, article: &ArticleId) -> At {
    let is_here = reader.article.as_ref() == Some(article) && !reader.waiting && !reader.changes;
    if !is_here || !reader.has_moved() {
        return At::Line(1);
    }
    let offset = reader.offset();
    let document = &reader.document;
    if reader.source {
        let before = document.text.get(..offset as usize).unwrap_or_default();
        return At::Line(before.matches('\n').count() as u32 + 1);
    }
    let from_file = |block: &&Block| {
        !block.kind.is_container() && !block.source.is_empty() && block.text.end > offset
    };
    let found = (0..)
        .zip(&document.blocks)
        .find(|(_, block)| from_file(block));
    let Some((id, block)) = found else {
        return At::Line(1);
    };
    let leaf = whole(document, id);
    // What is written is a little longer than what is shown: as far down in the one as in the other.
    let into = u64::from(offset.saturating_sub(leaf.start));
    let (text, source) = (leaf.len() as u64, block.source.len() as u64);
    let words = document.text.get(offset as usize..).unwrap_or_default();
    let words = words.lines().next().unwrap_or_default().trim();
    let about = block.source.start + (into * source / text.max(1)) as u32;
    At::Near(about, words.chars().take(WORDS).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_where_they_are_nearest() {
        let text = "one two\nthree **four** five\none two\nsix é";
        let at = |byte, words: &str| At::Near(byte, words.to_owned()).byte(text);
        assert_eq!(at(3, "one two"), 0);
        assert_eq!(at(25, "one two"), 28);
        assert_eq!(at(0, "three four five"), 8);
        assert_eq!(at(38, "seven"), 38);
        assert_eq!(at(42, "é"), 40);
        assert_eq!(at(99, ""), text.len());
        assert_eq!(At::Line(7).byte(text), 0);
    }
}
