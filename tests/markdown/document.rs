//! What holds for every document, and a short way to write one down. Shared by the tests that read documents.

use std::ops::Range;

use newsreader::markdown::document::{Block, Document, Kind, Run, Style};

/// Panics, saying where, unless the document is as its types promise.
pub(crate) fn check(document: &Document) {
    check_blocks(document);
    check_runs(document);
    check_tables(document);
    let links = document.links.len();
    for run in &document.runs {
        assert!(
            run.link.is_none_or(|link| (link as usize) < links),
            "{run:?}"
        );
    }
    let references = document.blocks.iter().filter_map(|block| match block.kind {
        Kind::Reference(link) if !block.continued => document.links[link as usize].number,
        _ => None,
    });
    let numbers: Vec<_> = references.collect();
    let count = document.links.iter().filter_map(|link| link.number).max();
    assert_eq!(
        numbers,
        (1..=count.unwrap_or(0)).collect::<Vec<_>>(),
        "references"
    );
}

/// Containers stand before what is in them, nothing else between; the leaves tile the text in order.
fn check_blocks(document: &Document) {
    let mut at = 0;
    let mut open: Vec<usize> = Vec::new();
    for (index, block) in document.blocks.iter().enumerate() {
        while open.last().copied() != block.parent.map(|id| id as usize) {
            assert!(open.pop().is_some(), "block {index} is not in its parent");
        }
        let parent = block.parent.map(|id| &document.blocks[id as usize].kind);
        let in_list = matches!(parent, Some(Kind::List { .. }));
        assert_eq!(
            in_list,
            matches!(block.kind, Kind::Item { .. }),
            "block {index}"
        );
        assert!(block.source.start <= block.source.end, "block {index}");
        if block.kind.is_container() {
            open.push(index);
            assert!(block.text.is_empty() && !block.continued, "block {index}");
            continue;
        }
        if block.continued {
            let before = &document.blocks[index - 1];
            let same = std::mem::discriminant(&before.kind) == std::mem::discriminant(&block.kind);
            assert!(same && before.parent == block.parent, "block {index}");
        }
        assert!(
            document.text.len() < (20 << 10) || block.text.len() < (20 << 10),
            "block {index}"
        );
        assert_eq!(block.text.start, at, "block {index}");
        let next = document.blocks.get(index + 1);
        at = block.text.end;
        // A piece that ends within a word or a line of code goes on in the next.
        if next.is_none_or(|next| !next.continued || next.text.start > at) {
            assert_eq!(text_of(document, &(at..at + 1)), "\n");
            at += 1;
        }
    }
    assert_eq!(at as usize, document.text.len(), "text after the last leaf");
}

/// Runs ascend, on character borders; every leaf and cell begins with one.
fn check_runs(document: &Document) {
    for pair in document.runs.windows(2) {
        assert!(pair[0].start < pair[1].start, "{pair:?}");
    }
    let begins = |at: u32| {
        document
            .runs
            .binary_search_by_key(&at, |run| run.start)
            .is_ok()
    };
    for run in &document.runs {
        assert!(
            document.text.is_char_boundary(run.start as usize),
            "{run:?}"
        );
    }
    for (index, block) in document.blocks.iter().enumerate() {
        let leaf = !block.kind.is_container();
        assert!(
            !leaf || begins(block.text.start),
            "block {index} begins without a run"
        );
    }
    let mut cells = document.tables.iter().flat_map(|table| &table.cells);
    assert!(
        cells.all(|cell| begins(cell.start)),
        "a cell begins without a run"
    );
}

/// Cells tile their block, rows are full, groups are runs of tables.
fn check_tables(document: &Document) {
    let mut tables = 0;
    for block in &document.blocks {
        let Kind::Table(index) = block.kind else {
            continue;
        };
        assert_eq!(index, tables, "tables come in order");
        tables += 1;
        let table = &document.tables[index as usize];
        let mut at = block.text.start;
        for cell in &table.cells {
            assert_eq!(cell.start, at, "table {index}");
            at = cell.end + 1;
        }
        assert_eq!(at, block.text.end + 1, "table {index}");
        assert!(!table.align.is_empty(), "table {index}");
        assert_eq!(table.cells.len() % table.align.len(), 0, "table {index}");
        assert!(table.group.contains(&index), "table {index}");
        assert_eq!(block.continued, table.group.start < index, "table {index}");
        assert!(!(block.continued && table.header), "table {index}");
    }
    assert_eq!(tables as usize, document.tables.len());
}

/// The document, a line for each block: its depth as indent, its kind, its text with the styles in braces.
pub(crate) fn outline(document: &Document) -> String {
    let lines = document.blocks.iter().map(|block| {
        let mut depth = 0;
        let mut parent = block.parent;
        while let Some(id) = parent {
            depth += 1;
            parent = document.blocks[id as usize].parent;
        }
        let plus = if block.continued { "+" } else { "" };
        let text = if let Kind::Table(index) = block.kind {
            let cells = &document.tables[index as usize].cells;
            let cells = cells
                .iter()
                .map(|cell| styled(document, cell.start, cell.end));
            cells.collect::<Vec<_>>().join(" | ")
        } else {
            styled(document, block.text.start, block.text.end)
        };
        format!(
            "{}{plus}{} {text}",
            "  ".repeat(depth),
            name(document, block)
        )
        .trim_end()
        .to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A part of the text.
pub(crate) fn text_of<'a>(document: &'a Document, part: &Range<u32>) -> &'a str {
    let text = document.text.get(part.start as usize..part.end as usize);
    text.expect("a part ends on character borders")
}

/// The text without the words that we made.
pub(crate) fn words_of_source(document: &Document) -> String {
    let ends = document.runs.iter().skip(1).map(|run| run.start);
    let ends = ends.chain([document.text.len() as u32]);
    let mut words = String::new();
    for (run, end) in document.runs.iter().zip(ends) {
        let text = text_of(document, &(run.start..end));
        if run.style.has(Style::MADE) {
            words.extend(text.chars().filter(|&char| char == '\n'));
        } else {
            words.push_str(text);
        }
    }
    words
}

fn name(document: &Document, block: &Block) -> String {
    match &block.kind {
        Kind::Quote => "quote".into(),
        Kind::Callout { tone, fold } => format!("callout({tone:?}, {fold:?})"),
        Kind::Details { fold } => format!("details({fold:?})"),
        Kind::Label => "label".into(),
        Kind::Definition => "definition".into(),
        Kind::List { tight } => if *tight { "list" } else { "loose list" }.into(),
        Kind::Item { number, task } => {
            let number = number.map_or("-".into(), |number| format!("{number}."));
            let task = task.map_or("", |done| if done { " [x]" } else { " [ ]" });
            format!("{number}{task}")
        }
        Kind::Note { number } => format!("note {number}"),
        Kind::References => "references".into(),
        Kind::Title => "title".into(),
        Kind::Byline => "byline".into(),
        Kind::Deck => "deck".into(),
        Kind::Notice => "notice".into(),
        Kind::Heading(level) => format!("h{level}"),
        Kind::Paragraph => "p".into(),
        Kind::Code(language) => format!("code({language})"),
        Kind::Rule => "rule".into(),
        Kind::Table(index) => format!("table({:?})", document.tables[*index as usize].align),
        Kind::Picture(link) => format!("picture({})", document.links[*link as usize].target),
        Kind::Reference(link) => {
            format!("{:?}.", document.links[*link as usize].number.unwrap_or(0))
        }
    }
}

fn styled(document: &Document, start: u32, end: u32) -> String {
    let mut text = String::new();
    let runs = document
        .runs
        .iter()
        .filter(|run| (start..end).contains(&run.start));
    let mut runs = runs.peekable();
    while let Some(run) = runs.next() {
        let end = runs.peek().map_or(end, |next| next.start);
        let part = text_of(document, &(run.start..end)).replace('\n', "⏎");
        match letters(run) {
            letters if letters.is_empty() => text.push_str(&part),
            letters => text.extend(["{", &letters, " ", &part, "}"]),
        }
    }
    text
}

fn letters(run: &Run) -> String {
    let styles = [
        (Style::STRONG, 'B'),
        (Style::EMPHASIS, 'I'),
        (Style::STRIKE, 'S'),
        (Style::CODE, 'C'),
        (Style::LINK, 'L'),
        (Style::IMAGE, 'P'),
        (Style::MADE, 'M'),
        (Style::MARKED, 'K'),
        (Style::QUIET, 'Q'),
        (Style::NOTE, 'N'),
    ];
    styles
        .iter()
        .filter(|(style, _)| run.style.has(*style))
        .map(|(_, letter)| letter)
        .collect()
}
