//! An article's text in the order of reading: one leaf after the other, with words for what is seen otherwise.
//! No widths, no lines and no signs that are read out as such; paged through by `mod`.

use std::fmt::Write;
use std::ops::Range;

use crate::markdown::document::{Block, BlockId, Document, Fold, Kind, Style};

/// Adds what a leaf says to `out`; `before` is the leaf that was said before it.
pub(super) fn leaf(document: &Document, id: BlockId, before: Option<BlockId>, out: &mut String) {
    let Some(block) = document.blocks.get(id as usize) else {
        return;
    };
    let quotes = |leaf| quotes(document, leaf);
    let was = before.map_or(0, quotes);
    let is = quotes(id);
    if is < was {
        out.push_str("End of quotation.\n");
    } else if is > was {
        out.push_str("Quotation:\n");
    }
    let words = words(document, &block.text);
    match &block.kind {
        Kind::Heading(level) if !block.continued => {
            let _ = writeln!(out, "Heading {level}: {words}");
        }
        Kind::Byline => {
            let _ = writeln!(out, "{}", words.replace(" · ", ". "));
        }
        Kind::Notice => {
            let _ = writeln!(out, "Notice: {words}");
        }
        Kind::Rule => out.push_str("Break.\n"),
        Kind::Code(language) => {
            if !block.continued {
                let comma = if language.is_empty() { "" } else { ", " };
                let _ = writeln!(out, "Code{comma}{language}:");
            }
            out.push_str(document.slice(&block.text).trim_end_matches('\n'));
            out.push('\n');
            if !goes_on(document, id) {
                out.push_str("End of code.\n");
            }
        }
        Kind::Table(table) => self::table(document, block, *table, out),
        Kind::Reference(link) => {
            let number = document.links.get(*link as usize).and_then(|it| it.number);
            let number = number.map_or_else(String::new, |number| format!("[{number}] "));
            let _ = writeln!(out, "{number}{words}");
        }
        _ => {
            let sign = sign(document, block, id, before);
            let _ = writeln!(out, "{sign}{words}");
        }
    }
}

/// In how many quotations a leaf stands.
fn quotes(document: &Document, leaf: BlockId) -> usize {
    let kinds = around(document, leaf).into_iter();
    kinds.filter(|(_, block)| block.kind == Kind::Quote).count()
}

/// The containers of a leaf, the innermost first.
fn around(document: &Document, leaf: BlockId) -> Vec<(BlockId, &Block)> {
    let block = |id: BlockId| Some((id, document.blocks.get(id as usize)?));
    let first = document.blocks.get(leaf as usize).and_then(|it| it.parent);
    let up = |&(_, it): &(BlockId, &Block)| block(it.parent?);
    std::iter::successors(first.and_then(block), up).collect()
}

fn goes_on(document: &Document, id: BlockId) -> bool {
    let next = document.blocks.get(id as usize + 1);
    next.is_some_and(|next| next.continued)
}

/// What stands before a leaf: what the containers are that begin with it, and how deep an item lies.
fn sign(document: &Document, block: &Block, id: BlockId, before: Option<BlockId>) -> String {
    let containers = around(document, id);
    let mut sign = String::new();
    let lists = containers
        .iter()
        .filter(|(_, it)| matches!(it.kind, Kind::List { .. }))
        .count();
    let deeper = lists.saturating_sub(1);
    // Containers stand before what they hold: those behind the leaf before begin here.
    let fresh = |id: BlockId| before.is_none_or(|before| id > before) && !block.continued;
    for (_, it) in containers.iter().rev().filter(|(id, _)| fresh(*id)) {
        match it.kind {
            Kind::Item { number, task } => {
                let number = number.map_or_else(|| "- ".to_owned(), |it| format!("{it}. "));
                let _ = write!(sign, "{:1$}{number}", "", 2 * deeper);
                sign.push_str(match task {
                    Some(true) => "done: ",
                    Some(false) => "to do: ",
                    None => "",
                });
            }
            Kind::Note { number } => {
                let _ = write!(sign, "Note {number}: ");
            }
            Kind::Definition => sign.push_str("Definition: "),
            _ => {}
        }
    }
    if block.kind == Kind::Label {
        let holder = containers.first().map(|(_, it)| it.kind.fold());
        sign.push_str(match holder {
            Some(Fold::Open | Fold::Folded) => "Can be folded: ",
            _ => "Set apart: ",
        });
    }
    sign
}

/// A table: its columns, then a line for each row.
fn table(document: &Document, block: &Block, table: u32, out: &mut String) {
    let Some(table) = document.tables.get(table as usize) else {
        return;
    };
    let columns = table.align.len().max(1);
    let cell = |range: &Range<u32>| words(document, range);
    for (n, row) in table.cells.chunks(columns).enumerate() {
        let cells: Vec<String> = row.iter().map(cell).collect();
        let lead = match n {
            0 if !block.continued && table.header => "Table. Columns: ",
            0 if !block.continued => "Table. Row: ",
            _ => "Row: ",
        };
        let _ = writeln!(out, "{lead}{}.", cells.join("; "));
    }
}

/// A stretch of the text in one line, with signs round what is struck out: it must not read as if it were meant.
fn words(document: &Document, range: &Range<u32>) -> String {
    let mut out = String::new();
    let mut struck = false;
    let first = document
        .runs
        .partition_point(|run| run.start <= range.start);
    let mut at = range.start;
    for index in first.saturating_sub(1)..document.runs.len() {
        let Some(run) = document.runs.get(index).filter(|run| run.start < range.end) else {
            break;
        };
        let next = document.runs.get(index + 1);
        let end = next.map_or(range.end, |next| next.start.min(range.end));
        if run.style.has(Style::STRIKE) != struck {
            out.push_str("~~");
            struck = !struck;
        }
        out.push_str(document.slice(&(at..end.max(at))));
        at = end.max(at);
    }
    if struck {
        out.push_str("~~");
    }
    out.push_str(document.slice(&(at..range.end)));
    out.replace('\n', " ").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::parse::{Head, parse};

    fn said(markdown: &str) -> String {
        let document = parse(&Head::default(), markdown);
        let mut out = String::new();
        let mut before = None;
        for (id, block) in (0..).zip(&document.blocks) {
            if !block.kind.is_container() {
                leaf(&document, id, before, &mut out);
                before = Some(id);
            }
        }
        out
    }

    #[test]
    fn what_is_seen_otherwise_is_said() {
        let text = "## Part\n\n> Said *he*.\n\nText ~~not~~.\n\n1. one\n   - [x] two\n\n```rust\nfn a() {}\n```\n\n\
            | A | B |\n|---|---|\n| 1 | 2 |\n\n---\n\n> [!NOTE]\n> Mind.\n";
        let expected = "Heading 2: Part\nQuotation:\nSaid he.\nEnd of quotation.\nText ~~not~~.\n1. one\n  - done: two\n\
            Code, rust:\nfn a() {}\nEnd of code.\nTable. Columns: A; B.\nRow: 1; 2.\nBreak.\nSet apart: Note\nMind.\n";
        assert_eq!(said(text), expected);
    }

    #[test]
    fn every_word_is_said() {
        let text = "Term\n: means\n\nA[^1] [link](https://a.example/x).\n\n[^1]: below\n\n<details><summary>More</summary>\n\nin it\n\n</details>\n";
        let said = said(text);
        for word in [
            "Term",
            "means",
            "[^1]",
            "below",
            "https://a.example/x",
            "More",
            "in it",
        ] {
            assert!(said.contains(word), "{word}: {said}");
        }
    }
}
