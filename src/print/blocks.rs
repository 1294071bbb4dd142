//! `newsreader show --format json`: the blocks of a document in reading order, with where their links lead.
//! Flat, as the document is: a block names the one that it stands in. Pieces that only the layout needs are one block again.

use std::io;

use serde::Serialize;
use serde_json::{Value, json};

use crate::markdown::document::{
    Align, Block, BlockId, Document, Fold, Kind, Run, Style, Table, Tone,
};
use crate::print::to_stdout;

/// What styles are called.
const STYLES: [(Style, &str); 9] = [
    (Style::STRONG, "strong"),
    (Style::EMPHASIS, "emphasis"),
    (Style::STRIKE, "strike"),
    (Style::CODE, "code"),
    (Style::LINK, "link"),
    (Style::IMAGE, "image"),
    (Style::MARKED, "marked"),
    (Style::NOTE, "note"),
    (Style::MADE, "made"),
];

/// Writes the blocks of a document.
///
/// # Errors
/// When standard output cannot be written to.
pub fn blocks(document: &Document) -> io::Result<()> {
    to_stdout(|out| {
        serde_json::to_writer_pretty(&mut *out, &whole(document)).map_err(io::Error::from)?;
        out.write_all(b"\n")
    })
}

/// A document as JSON.
#[derive(Serialize)]
struct Whole<'a> {
    language: Option<&'a str>,
    blocks: Vec<Row>,
    links: Vec<Value>,
}

/// A block as JSON. What else there is to know of its kind stands beside.
#[derive(Serialize)]
struct Row {
    kind: &'static str,
    /// The index of the block that it stands in.
    parent: Option<usize>,
    #[serde(flatten)]
    more: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    /// The text in pieces of one style, where it has any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    spans: Vec<Span>,
}

#[derive(Serialize)]
struct Span {
    text: String,
    styles: Vec<&'static str>,
    /// The index of the link that it belongs to.
    link: Option<u32>,
}

fn whole(document: &Document) -> Whole<'_> {
    let mut rows: Vec<Row> = Vec::new();
    // Where each block went.
    let mut places: Vec<usize> = Vec::new();
    for block in &document.blocks {
        let later = match block.kind {
            Kind::Table(table) => first(document, table) != table,
            _ => block.continued,
        };
        if later {
            if let Some(row) = rows.last_mut() {
                go_on(row, document, block);
            }
        } else {
            let parent = |id: BlockId| places.get(id as usize).copied();
            rows.push(row(document, block, block.parent.and_then(parent)));
        }
        places.push(rows.len().saturating_sub(1));
    }
    let is_plain = |span: &Span| span.styles.is_empty() && span.link.is_none();
    for row in &mut rows {
        if row.spans.iter().all(is_plain) {
            row.spans.clear();
        }
    }
    let link = |link: &crate::markdown::document::Link| {
        let title = (!link.title.is_empty()).then_some(link.title.as_str());
        json!({"target": link.target.as_str(), "title": title, "image": link.image})
    };
    let language = document.language.as_str();
    Whole {
        language: (!language.is_empty()).then_some(language),
        blocks: rows,
        links: document.links.iter().map(link).collect(),
    }
}

fn row(document: &Document, block: &Block, parent: Option<usize>) -> Row {
    let (kind, more) = kind(document, &block.kind);
    let is_prose = !matches!(block.kind, Kind::Table(_) | Kind::Code(_) | Kind::Rule);
    let leaf = !block.kind.is_container();
    let has_text = leaf && !matches!(block.kind, Kind::Table(_) | Kind::Rule);
    Row {
        kind,
        parent,
        more,
        text: has_text.then(|| document.slice(&block.text).to_owned()),
        spans: if leaf && is_prose {
            spans(document, block)
        } else {
            Vec::new()
        },
    }
}

/// Adds a further piece of the same block.
fn go_on(row: &mut Row, document: &Document, block: &Block) {
    if let Kind::Table(_) = block.kind {
        // The first piece has the rows of all.
        return;
    }
    let gap = match block.kind {
        _ if document.is_joined(block) => "",
        Kind::Code(_) => "\n",
        _ => " ",
    };
    if let Some(text) = &mut row.text {
        text.push_str(gap);
        text.push_str(document.slice(&block.text));
    }
    if let Some(span) = row.spans.last_mut() {
        span.text.push_str(gap);
        row.spans.extend(spans(document, block));
    }
}

/// The pieces of a leaf's text.
fn spans(document: &Document, block: &Block) -> Vec<Span> {
    let from = document
        .runs
        .partition_point(|run| run.start <= block.text.start)
        .saturating_sub(1);
    let runs = document.runs.get(from..).unwrap_or_default();
    let runs: Vec<Run> = runs
        .iter()
        .take_while(|run| run.start < block.text.end)
        .copied()
        .collect();
    let ends = runs
        .iter()
        .skip(1)
        .map(|run| run.start)
        .chain([block.text.end]);
    let span = |(run, end): (&Run, u32)| {
        let styles = STYLES.iter().filter(|(style, _)| run.style.has(*style));
        Span {
            text: document
                .slice(&(run.start.max(block.text.start)..end))
                .to_owned(),
            styles: styles.map(|(_, name)| *name).collect(),
            link: run.link,
        }
    };
    runs.iter().zip(ends).map(span).collect()
}

/// What a kind is called, and what else there is to know of it.
fn kind(document: &Document, kind: &Kind) -> (&'static str, Value) {
    let nothing = || json!({});
    match kind {
        Kind::Quote => ("quote", nothing()),
        Kind::Callout { tone, fold } => (
            "callout",
            json!({"tone": called(*tone), "folded": *fold == Fold::Folded}),
        ),
        Kind::Details { fold } => ("details", json!({"folded": *fold == Fold::Folded})),
        Kind::Definition => ("definition", nothing()),
        Kind::List { tight } => ("list", json!({"tight": tight})),
        Kind::Item { number, task } => ("item", json!({"number": number, "ticked": task})),
        Kind::Note { number } => ("note", json!({"number": number})),
        Kind::References => ("references", nothing()),
        Kind::Title => ("title", nothing()),
        Kind::Byline => ("byline", nothing()),
        Kind::Deck => ("deck", nothing()),
        Kind::Notice => ("notice", nothing()),
        Kind::Label => ("label", nothing()),
        Kind::Heading(level) => ("heading", json!({"level": level})),
        Kind::Paragraph => ("paragraph", nothing()),
        Kind::Code(language) => (
            "code",
            json!({"language": (!language.is_empty()).then_some(language.as_str())}),
        ),
        Kind::Rule => ("rule", nothing()),
        Kind::Table(table) => ("table", shape(document, *table)),
        Kind::Picture(link) => ("picture", json!({"link": link})),
        Kind::Reference(link) => ("reference", json!({"link": link})),
    }
}

fn called(tone: Tone) -> &'static str {
    match tone {
        Tone::Note => "note",
        Tone::Tip => "tip",
        Tone::Important => "important",
        Tone::Warning => "warning",
        Tone::Caution => "caution",
    }
}

/// The table of which this one is a piece.
fn first(document: &Document, table: u32) -> u32 {
    let group = document
        .tables
        .get(table as usize)
        .map(|table| &table.group);
    group.map_or(table, |group| group.start.min(table))
}

/// The rows of a table, with those of all pieces that belong to it.
fn shape(document: &Document, index: u32) -> Value {
    let tables = &document.tables;
    let Some(table) = tables.get(index as usize) else {
        return json!({});
    };
    let group = table.group.start as usize..(table.group.end.max(index + 1)) as usize;
    let pieces = tables.get(group).unwrap_or_default();
    let cells = |table: &'_ Table| -> Vec<Vec<String>> {
        let rows = table.cells.chunks(table.align.len().max(1));
        let texts = |row: &[std::ops::Range<u32>]| {
            row.iter()
                .map(|cell| document.slice(cell).to_owned())
                .collect()
        };
        rows.map(texts).collect()
    };
    let align = table.align.iter().map(|align| match align {
        Align::Left => "left",
        Align::Centre => "centre",
        Align::Right => "right",
    });
    json!({
        "header": table.header,
        "align": align.collect::<Vec<_>>(),
        "rows": pieces.iter().flat_map(cells).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::parse::{Head, parse};

    fn shown(markdown: &str) -> Value {
        serde_json::to_value(whole(&parse(&Head::default(), markdown))).unwrap()
    }

    #[test]
    fn blocks_say_what_they_are() {
        let shown = shown(
            "## A *b*\n\n- [x] one [two](c.md \"t\")\n\n```rust\nfn a() {}\n```\n\n| x | y |\n|--:|---|\n| 1 | 2 |\n\n> [!tip]\n> Text.\n",
        );
        let blocks = shown["blocks"].as_array().unwrap();
        let found = |kind: &str| blocks.iter().find(|block| block["kind"] == kind).unwrap();
        let heading = json!({"kind": "heading", "parent": null, "level": 2, "text": "A b", "spans": [
            {"text": "A ", "styles": [], "link": null},
            {"text": "b", "styles": ["emphasis"], "link": null},
        ]});
        assert_eq!(*found("heading"), heading);
        assert_eq!(found("item")["ticked"], true);
        assert_eq!(found("item")["parent"], 1);
        assert_eq!(
            shown["links"][0],
            json!({"target": "c.md", "title": "t", "image": false})
        );
        assert_eq!(found("code")["language"], "rust");
        assert_eq!(found("code")["text"], "fn a() {}");
        let table = found("table");
        assert_eq!(table["rows"], json!([["x", "y"], ["1", "2"]]));
        assert_eq!(table["align"], json!(["right", "left"]));
        assert_eq!(found("callout")["tone"], "tip");
    }

    #[test]
    fn pieces_are_one_block_again() {
        let word = "word ".repeat(20_000);
        let rows = "| a | b |\n".repeat(500);
        let code = "line\n".repeat(20_000);
        let shown = shown(&format!(
            "{word}\n\n| h | i |\n|---|---|\n{rows}\n```\n{code}```\n"
        ));
        let blocks = shown["blocks"].as_array().unwrap();
        let of = |kind: &str| -> Vec<&Value> {
            blocks
                .iter()
                .filter(|block| block["kind"] == kind)
                .collect()
        };
        assert_eq!(of("paragraph").len(), 1);
        assert_eq!(of("paragraph")[0]["text"], word.trim());
        assert_eq!(of("table").len(), 1);
        assert_eq!(of("table")[0]["rows"].as_array().unwrap().len(), 501);
        assert_eq!(of("code").len(), 1);
        assert_eq!(of("code")[0]["text"], code.trim_end());
    }
}
