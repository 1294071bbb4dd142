//! Markdown in, rows out: where lines end in many scripts, and what the choices of typesetting do to them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs
)]

#[path = "support/properties.rs"]
mod properties;

use newsreader::layout::{Layout, Typesetting, all};
use newsreader::markdown::document::Document;
use newsreader::markdown::parse::{Head, parse};
use newsreader::text::width;
use proptest::prelude::*;

use crate::properties::properties;

fn set(document: &Document, columns: u16, how: Typesetting) -> Vec<String> {
    let row = |line: newsreader::layout::line::Line| {
        let spans = line.spans.iter().map(|span| span.text(document));
        spans.collect::<String>()
    };
    all(document, columns, how).map(row).collect()
}

fn rows(markdown: &str, columns: u16) -> Vec<String> {
    let document = parse(&Head::default(), markdown);
    set(&document, columns, Typesetting::default())
}

#[test]
fn ideographs_need_no_blanks_and_keep_their_signs() {
    // Nothing that closes begins a line, and nothing that opens ends one.
    let text = "「吾輩は猫である。名前はまだ無い。どこで生れたか、とんと見当がつかぬ。」（夏目漱石）カード、ニュース、キャッチボール…";
    for columns in 12..40 {
        let rows = rows(text, columns);
        for (row, next) in rows.iter().zip(rows.iter().skip(1)) {
            let begins = next.chars().next().unwrap();
            let ends = row.chars().last().unwrap();
            assert!(!"、。」）ーュャッ…".contains(begins), "{columns}: {next}");
            assert!(!"「（".contains(ends), "{columns}: {row}");
        }
        assert_eq!(rows.concat(), text);
        let full = |row: &&String| width(row) + 8 > usize::from(columns);
        assert!(rows.iter().rev().skip(1).all(|row| full(&row)), "{rows:?}");
    }
}

#[test]
fn ideographs_and_words_stand_side_by_side() {
    let text = "今日はRust 1.95でテストしました。価格は100%安い$5です。";
    for columns in 8..30 {
        for row in rows(text, columns) {
            assert!(!row.ends_with("Ru") && !row.starts_with('%'), "{row}");
            assert!(!row.ends_with('$'), "{row}");
        }
    }
    let korean = rows(
        "나는 오늘 아침에 신문을 읽었다. 재미있는 기사가 많았다.",
        20,
    );
    assert_eq!(
        korean,
        [
            "나는 오늘 아침에",
            "신문을 읽었다. 재미",
            "있는 기사가 많았다."
        ]
    );
}

#[test]
fn thai_is_broken_between_whole_characters() {
    // No dictionary: what has no blanks is broken where a line is full, but never within a character.
    let text = "ภาษาไทยเขียนติดกันโดยไม่มีช่องว่างระหว่างคำ และเว้นวรรคเมื่อจบประโยคเท่านั้น";
    for columns in 4..50 {
        let rows = rows(text, columns);
        for row in &rows {
            assert!(width(row) <= columns.into());
            let first = row.chars().next().unwrap();
            assert!(
                !('\u{e31}'..='\u{e3a}').contains(&first)
                    || first == '\u{e32}'
                    || first == '\u{e33}',
                "{row}"
            );
            assert!(!('\u{e47}'..='\u{e4e}').contains(&first), "{row}");
        }
        assert_eq!(rows.concat().replace(' ', ""), text.replace(' ', ""));
    }
}

#[test]
fn addresses_are_broken_at_their_signs() {
    let text =
        "see https://example.org/2026/11/24/a-long-path/with-words?and=questions&more=of#them now";
    for columns in [20, 30, 40] {
        let rows = rows(text, columns);
        let address = rows.iter().skip_while(|row| !row.starts_with("https"));
        for row in address
            .take_while(|row| !row.contains("now"))
            .filter(|row| !row.ends_with("them"))
        {
            assert!(row.ends_with(['/', '?', '&', '=', '-', '.']), "{row}");
        }
        assert_eq!(rows.concat().replace(' ', ""), text.replace(' ', ""));
    }
}

#[test]
fn a_word_longer_than_any_screen_fills_its_lines() {
    let word = "x".repeat(283_399);
    let rows = rows(&word, 76);
    assert_eq!(rows.concat(), word);
    // It is laid out in pieces, each of which ends a line.
    let short = rows.iter().filter(|row| row.len() < 76);
    assert!(short.count() < 100);
}

proptest! {

    #![proptest_config(properties(256))]

    #[test]
    fn a_short_last_word_is_alone_only_where_it_must(text in "[a-z]{1,9}( [a-z]{1,9}){1,40}", columns in 20_u16..90) {
        let rows = rows(&text, columns);
        let columns = usize::from(columns);
        if let [.., before, last] = rows.as_slice()
            && !last.contains(' ')
            && last.len() < columns / 4
        {
            // The line above would be left half empty without its last word.
            let rest = before.rfind(' ').unwrap_or(0);
            prop_assert!(columns - rest >= 30.min(columns / 2), "{rows:#?}");
        }
    }
}

#[test]
fn right_to_left_text_stands_on_the_right_in_the_order_in_which_it_is_painted() {
    let text = "# כותרת\n\nשלום (peace) עולם 1,250\n\n- אחת\n\n3. plain word שתים\n\n5. אחת\n\n> ציטוט\n\n```\nא b\n```\n\n| a | b |\n|---|---|\n| שלום רב | c |\n| d | א |\n";
    let expected = [
        "                  תרתוכ",
        "                  ━━━━━",
        "",
        "1,250 םלוע (peace) םולש",
        "",
        "                  תחא •",
        "",
        "3. plain word םיתש",
        "",
        "                 תחא .4",
        "",
        "                טוטיצ ▎",
        "",
        "  א b",
        "",
        "a        b",
        "───────  ──",
        "בר םולש  c",
        "d         א",
    ];
    let rows = rows(text, 23);
    let trimmed: Vec<_> = rows.iter().map(|row| row.trim_end()).collect();
    assert_eq!(trimmed, expected);
    // As it is written, for terminals that turn it themselves.
    let document = parse(&Head::default(), "שלום (peace) עולם");
    let off = Typesetting {
        bidi: false,
        ..Typesetting::default()
    };
    assert_eq!(set(&document, 40, off), ["שלום (peace) עולם"]);
}

proptest! {

    #![proptest_config(properties(128))]

    #[test]
    fn every_offset_is_on_one_line_whatever_runs_right_to_left(
        text in "[-#>1 ]{0,3}[a-zא-ה(),.0-9ا-خ*`\u{5b0}\u{301}]{1,8}([ \n][a-zא-ה(),.0-9ا-خ*`]{1,8}){0,30}",
        columns in 4_u16..60,
    ) {
        let document = parse(&Head::default(), &text);
        let mut layout = Layout::new(&document, columns, Typesetting::default());
        let lines: Vec<_> = all(&document, columns, Typesetting::default()).collect();
        for (at, c) in document.text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            let offset = at as u32;
            let position = layout.line_at(&document, offset);
            let line = &layout.get(position.leaf).unwrap()[position.line as usize];
            prop_assert!(line.spans.iter().any(|span| span.holds(offset)), "{c} at {at}");
            let holding = lines.iter().flat_map(|line| &line.spans).filter(|span| span.holds(offset));
            prop_assert_eq!(holding.count(), 1);
        }
        for line in &lines {
            let wide: usize = line.spans.iter().map(|span| width(span.text(&document))).sum();
            prop_assert!(wide <= columns.into());
        }
    }
}
