//! What layout promises for any document at any width: nothing too wide, no word lost, doubled or moved, and
//! scrolling that always finds its way back. The documents are made by chance, or from Markdown in rows of tests.

#[path = "support/properties.rs"]
mod properties;
#[path = "support/shared.rs"]
mod shared;

use newsreader::layout::line::{Content, Line, Role};
use newsreader::layout::{Fit, Layout, Position, Typesetting, all, block};
use newsreader::markdown::document::{
    Align, Block, BlockId, Document, Fold, Kind, Link, Run, Style, Table, Tone,
};
use newsreader::markdown::parse::{Head, parse};
use newsreader::text::{self, Clean, Cleaner};
use proptest::prelude::*;

use crate::properties::properties;
use crate::shared::shared;

/// A document that is put together block by block.
#[derive(Default)]
struct Sample {
    text: Cleaner,
    document: Document,
    open: Vec<BlockId>,
}

impl Sample {
    fn block(&mut self, kind: Kind, start: usize) -> BlockId {
        let end = self.text.len();
        self.document.blocks.push(Block {
            kind,
            parent: self.open.last().copied(),
            text: start as u32..end as u32,
            source: 0..0,
            continued: false,
        });
        self.document.blocks.len() as u32 - 1
    }

    fn open(&mut self, kind: Kind) {
        let id = self.block(kind, self.text.len());
        self.open.push(id);
    }

    fn leaf(&mut self, kind: Kind, parts: &[(String, Style)]) {
        let start = self.text.len();
        self.words(parts);
        self.block(kind, start);
        self.text.push("\n", &mut []);
    }

    fn words(&mut self, parts: &[(String, Style)]) {
        for (part, style) in parts {
            self.document.runs.push(Run {
                start: self.text.len() as u32,
                style: *style,
                link: None,
            });
            self.text.push(part, &mut []);
        }
    }

    fn table(&mut self, columns: usize, header: bool, cells: &[Vec<(String, Style)>]) {
        let start = self.text.len();
        let mut ranges = Vec::new();
        for cell in cells {
            let from = self.text.len() as u32;
            self.words(cell);
            ranges.push(from..self.text.len() as u32);
            self.text.push("\n", &mut []);
        }
        let aligns = [Align::Left, Align::Right, Align::Centre];
        let index = self.document.tables.len() as u32;
        self.document.tables.push(Table {
            align: aligns.into_iter().cycle().take(columns).collect(),
            cells: ranges,
            header,
            group: index..index + 1,
        });
        self.block(Kind::Table(index), start);
        self.text.push("\n", &mut []);
    }

    fn done(mut self) -> Document {
        self.document.text = self.text.finish();
        self.document
    }
}

#[derive(Clone, Debug)]
enum Step {
    Open(Kind),
    Item(Option<u64>, Option<bool>),
    Close(usize),
    Leaf(Kind, Vec<(String, Style)>, bool),
    Table(usize, bool, Vec<Vec<(String, Style)>>),
}

fn document_of(steps: Vec<Step>) -> Document {
    let mut sample = Sample::default();
    for step in steps {
        match step {
            Step::Open(kind) if sample.open.len() < 14 => {
                let list = matches!(kind, Kind::List { .. });
                sample.open(kind);
                if list {
                    sample.open(Kind::Item {
                        number: None,
                        task: None,
                    });
                }
            }
            Step::Item(number, task) => {
                let item = sample.open.last().copied().unwrap_or_default() as usize;
                if matches!(
                    sample.document.blocks.get(item),
                    Some(Block {
                        kind: Kind::Item { .. },
                        ..
                    })
                ) {
                    sample.open.pop();
                    sample.open(Kind::Item { number, task });
                }
            }
            Step::Close(count) => sample
                .open
                .truncate(sample.open.len().saturating_sub(count)),
            Step::Leaf(kind, parts, continued) => {
                sample.leaf(kind, &parts);
                if let Some(block) = sample.document.blocks.last_mut() {
                    block.continued = continued;
                }
            }
            Step::Table(columns, header, cells) => {
                let whole = cells.len() / columns * columns;
                sample.table(columns, header, cells.get(..whole).unwrap_or_default());
            }
            Step::Open(_) => {}
        }
    }
    sample.document.links.push(Link {
        target: Clean::default(),
        title: Clean::default(),
        image: false,
        number: Some(12),
    });
    sample.done()
}

fn words() -> impl Strategy<Value = Vec<(String, Style)>> {
    let words = "([a-z]{1,9} |[A-Za-z]{30,50}|[日本語。、「」한]|👨‍👩‍👧|❤️|🇩🇪|é|क्ष्म्य|\u{a0}|\u{3000}|well-known |https://a\\.org/b\\?c=d|[-.,!?()–“”]| {1,3}|\n){0,14}";
    let styles = vec![Style::PLAIN, Style::STRONG, Style::MADE, Style::CODE];
    prop::collection::vec((words, prop::sample::select(styles)), 0..4)
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let containers = prop::sample::select(vec![
        Kind::Quote,
        Kind::Callout {
            tone: Tone::Tip,
            fold: Fold::Open,
        },
        Kind::Details { fold: Fold::Folded },
        Kind::Definition,
        Kind::List { tight: true },
        Kind::List { tight: false },
        Kind::Note { number: 3 },
        Kind::References,
    ]);
    let leaves = prop::sample::select(vec![
        Kind::Paragraph,
        Kind::Paragraph,
        Kind::Title,
        Kind::Byline,
        Kind::Deck,
        Kind::Label,
        Kind::Heading(1),
        Kind::Heading(2),
        Kind::Heading(4),
        Kind::Code(Clean::default()),
        Kind::Picture(0),
        Kind::Reference(0),
    ]);
    let table = (
        1..6_usize,
        any::<bool>(),
        prop::collection::vec(words(), 0..24),
    );
    let step = prop_oneof![
        4 => (leaves, words(), prop::bool::weighted(0.1)).prop_map(|(kind, words, more)| Step::Leaf(kind, words, more)),
        1 => Just(Step::Leaf(Kind::Rule, Vec::new(), false)),
        1 => table.prop_map(|(columns, header, cells)| Step::Table(columns, header, cells)),
        3 => containers.prop_map(Step::Open),
        2 => (prop::option::of(0..2000_u64), prop::option::of(any::<bool>())).prop_map(|(number, task)| Step::Item(number, task)),
        2 => (1..5_usize).prop_map(Step::Close),
    ];
    prop::collection::vec(step, 0..24)
}

fn documents() -> impl Strategy<Value = Document> {
    steps().prop_map(document_of)
}

fn leaf_ids(document: &Document) -> impl Iterator<Item = BlockId> {
    let blocks = (0..).zip(&document.blocks);
    blocks
        .filter(|(_, block)| !block.kind.is_container())
        .map(|(id, _)| id)
}

fn slice(document: &Document, from: u32, to: u32) -> &str {
    document
        .text
        .get(from as usize..to as usize)
        .unwrap_or("(out of order)")
}

fn row(document: &Document, line: &Line) -> String {
    line.spans.iter().map(|span| span.text(document)).collect()
}

/// Markdown in, rows out.
fn rows(markdown: &str, width: u16) -> Vec<String> {
    let document = parse(&Head::default(), markdown);
    let rows = all(&document, width, Typesetting::default()).map(|line| row(&document, &line));
    rows.map(|row| row.trim_end().to_owned()).collect()
}

/// The stretches of text that must each appear in order: the cells of a table, else the whole leaf.
fn stretches(document: &Document, block: &Block) -> Vec<std::ops::Range<u32>> {
    match block.kind {
        Kind::Table(table) => {
            let table = document.tables.get(table as usize);
            table.map(|table| table.cells.clone()).unwrap_or_default()
        }
        _ => vec![block.text.clone()],
    }
}

/// Whether the text spans of `lines` say all of `block`, each character once and in order, but for blanks.
fn says_all(document: &Document, block: &Block, lines: &[Line]) -> Result<(), TestCaseError> {
    let spans = || lines.iter().flat_map(|line| &line.spans);
    let in_order = |line: &Line| {
        let mut ranges: Vec<_> = line
            .spans
            .iter()
            .filter_map(|span| span.range().cloned())
            .collect();
        // On one line, what runs from right to left stands in another order.
        ranges.sort_by_key(|range| range.start);
        ranges
    };
    let shown: Vec<_> = lines.iter().flat_map(in_order).collect();
    let mut counted = 0;
    for stretch in stretches(document, block) {
        let mut at = stretch.start;
        let inside = |range: &&std::ops::Range<u32>| {
            range.start >= stretch.start && range.end <= stretch.end
        };
        for range in shown.iter().filter(inside) {
            let skipped = slice(document, at, range.start);
            prop_assert!(skipped.trim().is_empty(), "{skipped:?} before {range:?}");
            at = range.end;
            counted += 1;
        }
        let rest = slice(document, at, stretch.end);
        prop_assert!(rest.trim().is_empty(), "lost: {rest:?}");
    }
    prop_assert_eq!(counted, shown.len());
    for span in spans() {
        if let Content::Made(made) = &span.content
            && !matches!(span.role, Role::TableHead | Role::Language)
        {
            let layout = |c: char| " ▎▸▾•◦▪☐☑.[]^─━↪".contains(c) || c.is_ascii_digit();
            prop_assert!(made.chars().all(layout), "made: {made:?}");
        }
    }
    Ok(())
}

fn ratatui_width(document: &Document, line: &Line) -> usize {
    let spans: Vec<_> = line
        .spans
        .iter()
        .map(|span| ratatui::text::Span::raw(span.text(document)))
        .collect();
    ratatui::text::Line::from(spans).width()
}

proptest! {

    #![proptest_config(properties(256))]

    #[test]
    fn no_line_is_wider_than_its_width(document in documents(), width in 4..200_u16) {
        for fit in [Fit::First, Fit::Optimal] {
            for line in all(&document, width, Typesetting { fit, ..Typesetting::default() }) {
                let columns: usize = line.spans.iter().map(|span| text::width(span.text(&document))).sum();
                prop_assert!(columns <= width.into(), "{columns} > {width}: {:?}", row(&document, &line));
                prop_assert_eq!(ratatui_width(&document, &line), columns);
            }
        }
    }

    #[test]
    fn every_word_is_shown_once_and_in_order(document in documents(), width in 0..100_u16) {
        for id in leaf_ids(&document) {
            let lines = block::leaf(&document, id, width);
            prop_assert!(!lines.is_empty());
            says_all(&document, &document.blocks[id as usize], &lines)?;
        }
    }

    #[test]
    fn a_leaf_is_the_same_whatever_was_laid_out_before(document in documents(), width in 0..100_u16, order in any::<prop::sample::Index>()) {
        let mut other = Layout::new(&document, width / 2, Typesetting::default());
        while other.advance(&document, 100) {}
        let mut layout = Layout::new(&document, width, Typesetting::default()).after(other);
        prop_assume!(!layout.leaves.is_empty());
        let leaf = order.index(layout.leaves.len());
        layout.lines_of(&document, leaf as u32);
        while layout.advance(&document, 100) {}
        prop_assert!(layout.complete());
        for (leaf, id) in leaf_ids(&document).enumerate() {
            let lines = block::leaf(&document, id, width);
            prop_assert_eq!(layout.get(leaf as u32), Some(lines.as_slice()));
        }
    }

    #[test]
    fn forward_and_back_are_inverse(document in documents(), width in 1..100_u16, far in 0..60_usize, near in 0..60_usize) {
        let total = all(&document, width, Typesetting::default()).count();
        prop_assume!(total > 0);
        let (far, near) = (far % total, near % total);
        let mut layout = Layout::new(&document, width, Typesetting::default());
        let there = layout.forward(&document, Position::default(), far);
        prop_assert_eq!(layout.back(&document, there, far), Position::default());
        let further = layout.forward(&document, there, near);
        if far + near < total {
            prop_assert_eq!(layout.back(&document, further, near), there);
        } else {
            let last = layout.last_top(&document, 1);
            prop_assert_eq!(further, last);
            prop_assert_eq!(layout.back(&document, last, total - 1), Position::default());
        }
        let shown = layout.lines_from(there).count();
        prop_assert!(shown >= (total - far).min(near + 1));
    }

    #[test]
    fn the_words_at_the_top_stay_there_at_any_width(document in documents(), width in 4..100_u16, other in 4..100_u16, down in 0..40_usize) {
        let mut layout = Layout::new(&document, width, Typesetting::default());
        prop_assume!(!layout.leaves.is_empty());
        let top = layout.forward(&document, Position::default(), down);
        let offset = layout.offset_of(&document, top);
        let mut layout = Layout::new(&document, other, Typesetting::default());
        let top = layout.line_at(&document, offset);
        let mut below = layout.lines_of(&document, top.leaf).iter().skip(top.line as usize);
        let shown = below.find_map(Line::offset);
        let shown = shown.unwrap_or(offset);
        prop_assert!(shown <= offset || slice(&document, offset, shown).trim().is_empty());
        let back = layout.offset_of(&document, top);
        prop_assert_eq!(layout.line_at(&document, back), top);
    }

    #[test]
    fn nothing_fails_in_three_columns_or_none(document in documents(), width in 0..4_u16) {
        prop_assert!(all(&document, width, Typesetting::default()).count() >= leaf_ids(&document).count());
    }
}

#[test]
fn headings_are_told_apart_without_colours() {
    let expected = [
        "One",
        "━━━",
        "",
        "Two words",
        "─────────",
        "",
        "Three",
        "",
        "text",
    ];
    assert_eq!(rows("# One\n## Two words\n### Three\ntext", 20), expected);
    let close = [
        "One",
        "━━━",
        "text",
        "",
        "Two",
        "───",
        "• a",
        "",
        "Three",
        "─────",
        "",
        "  code",
    ];
    assert_eq!(
        rows("# One\ntext\n## Two\n- a\n## Three\n```\ncode", 20),
        close
    );
}

#[test]
fn attributes_stand_below_what_they_are_said_of() {
    for (markdown, expected) in [
        ("### One\n{: #a}\n\ntext", vec!["One", "{: #a}", "", "text"]),
        (
            "One\n{: .b}\n\n{: .c} two",
            vec!["One", "{: .b}", "", "{: .c} two"],
        ),
        (
            "One\n\n{% b %}\n\ntwo",
            vec!["One", "", "{% b %}", "", "two"],
        ),
    ] {
        assert_eq!(rows(markdown, 20), expected, "{markdown:?}");
    }
}

#[test]
fn lists_show_where_they_are() {
    for (markdown, expected) in [
        (
            "- a\n- b\n  - c\n    - d",
            vec!["• a", "• b", "  ◦ c", "    ▪ d"],
        ),
        ("- a\n\n- b\n", vec!["• a", "", "• b"]),
        (
            "9. a\n10. b c d e f g h i",
            vec![" 9. a", "10. b c d e f g", "    h i"],
        ),
        ("- [x] a\n- [ ] b", vec!["☑ a", "☐ b"]),
        ("- - a\n  - b", vec!["• ◦ a", "  ◦ b"]),
        ("- > a\n  > b", vec!["• ▎ a b"]),
        ("- a\n\n  b\n", vec!["• a", "", "  b"]),
        ("-\n- b", vec!["•", "• b"]),
        ("1. ```\n   a\n   ```", vec!["1.   a"]),
    ] {
        assert_eq!(rows(markdown, 18), expected, "{markdown:?}");
    }
}

#[test]
fn quotations_have_bars_that_go_on_through_their_gaps() {
    for (markdown, expected) in [
        ("> a\n>\n> b", vec!["▎ a", "▎", "▎ b"]),
        ("> a\n>\n> > b\n\nc", vec!["▎ a", "▎", "▎ ▎ b", "", "c"]),
        ("> a\n\n<!-- -->\n\n> b", vec!["▎ a", "", "▎ b"]),
        ("> a\n> - b\n> - c", vec!["▎ a", "▎", "▎ • b", "▎ • c"]),
    ] {
        assert_eq!(rows(markdown, 16), expected, "{markdown:?}");
    }
}

#[test]
fn callouts_have_bars_and_labels_and_details_an_indent() {
    for (markdown, expected) in [
        ("> [!NOTE]\n> a\n>\n> b", vec!["▎ Note", "▎ a", "▎", "▎ b"]),
        (
            "> [!tip]- Long enough title\n> a\n\nb",
            vec!["▎ ▾ Tip: Long", "▎   enough title", "▎ a", "", "b"],
        ),
        (
            "<details><summary>a</summary>\n\n- b\n\n</details>\n\nc",
            vec!["▾ a", "  • b", "", "c"],
        ),
    ] {
        assert_eq!(rows(markdown, 18), expected, "{markdown:?}");
    }
}

#[test]
fn definitions_stand_below_their_terms() {
    let expected = ["a", "  b", "", "  c", "", "d", "  e"];
    assert_eq!(rows("<dl><dt>a<dd>b<p>c<dt>d<dd>e</dl>", 18), expected);
}

#[test]
fn what_is_folded_shows_its_label_only() {
    for (markdown, expected) in [
        ("> [!tip]- A\n> a\n\nb", vec!["▎ ▸ Tip: A", "", "b"]),
        ("> [!tip]+ A\n> a\n\nb", vec!["▎ ▾ Tip: A", "▎ a", "", "b"]),
        (
            "<details><summary>a</summary>b<details><summary>c</summary>d</details></details>\n\ne",
            vec!["▸ a", "", "e"],
        ),
        (
            "<details open><summary>a</summary>b<details><summary>c</summary>d</details></details>\n\ne",
            vec!["▾ a", "  b", "", "  ▸ c", "", "e"],
        ),
    ] {
        let document = parse(&Head::default(), markdown);
        let mut layout = Layout::folded(&document, (30, Typesetting::default()), document.folded());
        while layout.advance(&document, 1000) {}
        let lines = layout.lines_from(Position::default());
        let rows: Vec<_> = lines
            .map(|(_, line)| row(&document, line).trim_end().to_owned())
            .collect();
        assert_eq!(rows, expected, "{markdown:?}");
    }
}

#[test]
fn code_keeps_its_lines_and_shows_where_it_was_cut() {
    let expected = ["  a  b", "", "  0123456789abcd", "↪ ef"];
    assert_eq!(rows("```\na  b\n\n0123456789abcdef\n```", 16), expected);
    let at_blanks = ["  let name =", "↪ value(1,2,3);", "  ab cdefghijklm", "↪ n"];
    assert_eq!(
        rows("```\nlet name = value(1,2,3);\nab cdefghijklmn\n```", 16),
        at_blanks
    );
    let long = rows(&format!("```\n{}\nshort\n```", "x".repeat(40_000)), 102);
    assert_eq!(long.len(), 402);
    let goes_on = |row: &String| row.starts_with("↪ x");
    assert!(long[1..401].iter().all(goes_on), "{long:?}");
}

#[test]
fn tables_stand_in_columns_where_they_fit() {
    let table = "|Name|No|Text|\n|:--|--:|:-:|\n|Ada|1|one|\n|Bo|22|two words or more|";
    let wide = [
        "Name  No        Text",
        "────  ──  ─────────────────",
        "Ada    1         one",
        "Bo    22  two words or more",
    ];
    assert_eq!(rows(table, 40), wide);
    let narrow = [
        "Name  No    Text",
        "────  ──  ─────────",
        "Ada    1     one",
        "",
        "Bo    22  two words",
        "           or more",
    ];
    assert_eq!(rows(table, 19), narrow);
    let tall = "|A|B|\n|-|-|\n|1|one|\n|2|two|\n|3|three words here|\n|4|four|\n|5|five|";
    let rows_of_many = [
        "A   B",
        "──  ───────────",
        "1   one",
        "2   two",
        "",
        "3   three words",
        "    here",
        "",
        "4   four",
        "5   five",
    ];
    assert_eq!(rows(tall, 15), rows_of_many);
    let records = [
        "Name: Ada",
        "No:   1",
        "Text: one",
        "────────",
        "Name: Bo",
        "No:   22",
        "Text: two",
        "      words or",
        "      more",
    ];
    assert_eq!(rows(table, 14), records);
    let close = "|A long header|B|\n|-|-|\n|0123456789abcdef|1|\n|x|2|";
    let expected = [
        "A long header:",
        "  0123456789abcdef",
        "B: 1",
        "────────",
        "A long header: x",
        "B: 2",
    ];
    assert_eq!(rows(close, 18), expected);
}

#[test]
fn notes_and_references_stand_at_the_end() {
    let markdown = "Words[^a] and [more](https://a.org/).\n\n[^a]: A note.";
    let expected = [
        "Words[^1] and more[1].",
        "",
        "────────────────",
        "[^1] A note.",
        "",
        "────────────────",
        "[1] https://a.org/",
    ];
    assert_eq!(rows(markdown, 40), expected);
}

#[test]
fn an_indent_ends_before_the_text_has_no_room() {
    let levels: Vec<_> = (0..30).map(|level| "  ".repeat(level) + "- a").collect();
    let deep = levels.join("\n");
    for row in rows(&deep, 30) {
        assert!(text::width(&row) <= 11, "{row:?}");
    }
}

#[test]
fn real_articles_keep_all_their_words() {
    let Some(shared) = shared("real_articles_keep_all_their_words") else {
        return;
    };
    let corpus = shared.join("corpus");
    let mut count = 0;
    for entry in ignore::Walk::new(corpus).flatten() {
        let markdown = entry
            .path()
            .extension()
            .is_some_and(|ending| ending == "md");
        let Some(bytes) = markdown
            .then(|| std::fs::read(entry.path()))
            .and_then(Result::ok)
        else {
            continue;
        };
        let document = parse(&Head::default(), &String::from_utf8_lossy(&bytes));
        for id in leaf_ids(&document) {
            let lines = block::leaf(&document, id, 60);
            let wide = lines
                .iter()
                .find(|line| ratatui_width(&document, line) > 60);
            assert!(wide.is_none(), "{}: {wide:?}", entry.path().display());
            let said = says_all(&document, &document.blocks[id as usize], &lines);
            assert!(said.is_ok(), "{}: {said:?}", entry.path().display());
        }
        count += 1;
    }
    assert!(count > 100, "{count} articles");
}
