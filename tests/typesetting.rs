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

use newsreader::layout::{Fit, Layout, Typesetting, all};
use newsreader::markdown::document::Document;
use newsreader::markdown::parse::{Head, parse};
use newsreader::markdown::syntax::Syntax;
use newsreader::text::{Clean, width};
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
fn a_byline_stands_where_its_title_does() {
    for (title, expected) in [
        ("כותרת", ["       תרתוכ", "       by me"]),
        ("Title", ["Title", "by me"]),
    ] {
        let head = Head {
            title: Clean::line(title),
            byline: Clean::line("by me"),
            ..Head::default()
        };
        let how = Typesetting {
            bidi: true,
            ..Typesetting::default()
        };
        assert_eq!(set(&parse(&head, "a"), 12, how)[..2], expected);
    }
}

#[test]
fn right_to_left_text_stands_on_the_right_in_the_order_in_which_it_is_painted() {
    let text = "# כותרת\n\nשלום (peace) עולם 1,250\n\n- אחת\n\n3. plain word שתים\n\n5. אחת\n\n> ציטוט\n\n```\nא b\n```\n\n| a | b |\n|---|---|\n| שלום רב | c |\n| d | א |\n";
    let expected = [
        "                  תרתוכ",
        "                  ━━━━━",
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

const GERMAN: &str = "Die Bürgermeisterin kündigte am Dienstagabend überraschend an, die Straßenbahnhaltestellen \
    entlang der Hauptverkehrsstraße barrierefrei umzubauen, obwohl die Finanzierung des Gesamtvorhabens noch ungeklärt \
    bleibt.";

const HYPHENS: Typesetting = Typesetting {
    fit: Fit::Optimal,
    bidi: true,
    hyphenate: true,
    justify: false,
};
const BOTH: Typesetting = Typesetting {
    justify: true,
    ..HYPHENS
};

#[test]
fn words_are_parted_by_the_language_of_the_article() {
    let document = parse(&Head::default(), GERMAN);
    let expected = [
        "Die Bürgermeisterin kündigte",
        "am Dienstagabend überraschend",
        "an, die Straßenbahnhaltestel-",
        "len entlang der Hauptverkehrs-",
        "straße barrierefrei umzubauen,",
        "obwohl die Finanzierung des",
        "Gesamtvorhabens noch ungeklärt",
        "bleibt.",
    ];
    let shown = set(&document, 30, HYPHENS);
    assert_eq!(shown, expected);
    let head = Head {
        language: Clean::line("ja"),
        ..Head::default()
    };
    let document = parse(&head, GERMAN);
    assert_eq!(
        set(&document, 30, HYPHENS),
        set(&document, 30, Typesetting::default())
    );
    let code = parse(
        &Head::default(),
        &format!("{GERMAN} `Straßenbahnhaltestellen`"),
    );
    assert!(
        set(&code, 40, HYPHENS)
            .concat()
            .ends_with("Straßenbahnhaltestellen")
    );
}

#[test]
fn lines_are_as_wide_as_their_column_where_that_takes_little() {
    let document = parse(&Head::default(), &format!("# Ein Titel\n\n> {GERMAN}"));
    let expected = [
        "Ein Titel",
        "━━━━━━━━━",
        "▎ Die Bürgermeisterin kündigte am",
        "▎ Dienstagabend  überraschend  an,   die",
        "▎ Straßenbahnhaltestellen  entlang   der",
        "▎ Hauptverkehrsstraße barrierefrei",
        "▎ umzubauen, obwohl die Finanzierung des",
        "▎ Gesamtvorhabens noch ungeklärt bleibt.",
    ];
    assert_eq!(set(&document, 40, BOTH), expected);
}

/// The text of each line, its spans in the order of the document.
fn said(document: &Document, columns: u16, how: Typesetting) -> String {
    let mut ranges: Vec<_> = all(document, columns, how)
        .flat_map(|line| line.spans)
        .filter_map(|span| span.range().cloned())
        .collect();
    ranges.sort_by_key(|range| range.start);
    let texts = ranges.iter().map(|range| document.slice(range));
    texts.collect::<String>().split_whitespace().collect()
}

proptest! {

    #![proptest_config(properties(128))]

    #[test]
    fn the_words_are_the_same_however_they_are_set(
        text in "[a-zA-Zäöüß]{1,24}([ ,.\n-]{1,2}[a-zא-ה`*äöü日本]{1,18}){0,40}",
        (columns, first, bidi, justify) in (4_u16..80, any::<bool>(), any::<bool>(), any::<bool>()),
        language in prop::sample::select(vec!["de", "en", "fi", "ru"]),
    ) {
        let head = Head { language: Clean::line(language), ..Head::default() };
        let document = parse(&head, &text);
        let fit = if first { Fit::First } else { Fit::Optimal };
        let how = Typesetting { fit, bidi, hyphenate: true, justify };
        let words = |text: &str| text.split_whitespace().collect::<String>();
        prop_assert_eq!(said(&document, columns, how), words(&document.text));
        let plain = Typesetting { fit, bidi: false, ..Typesetting::default() };
        prop_assert_eq!(said(&document, columns, plain), words(&document.text));
        for row in set(&document, columns, how) {
            prop_assert!(width(&row) <= columns.into(), "{row:?}");
        }
        if fit == Fit::Optimal && columns > 30 {
            let lines = |how| set(&document, columns, how).len();
            prop_assert!(lines(how) <= lines(plain));
        }
    }
}

#[test]
fn the_rows_of_a_formula_that_stays_as_it_is_are_lines() {
    let formula = "$$\n\\begin{aligned}\na &= b \\\\\n  &= \\oddity{c}\n\\end{aligned}\n$$";
    let expected = [
        "$$",
        "\\begin{aligned}",
        "a &= b \\\\",
        "&= \\oddity{c}",
        "\\end{aligned}",
        "$$",
    ];
    assert_eq!(rows(formula, 60), expected);
    assert_eq!(rows("$$\na +\nb\n$$", 60), ["a + b"]);
}

#[test]
fn signs_of_typewriters_become_those_of_printers_where_one_asks_for_it() {
    let text = "\"It's -- so he said -- done...\" `\"--\"` https://a.org/b--c o--o@a.org {{ \"a\" }} x--y\n\n    \"code\"";
    let document = Syntax { smart: true }.parse(&Head::default(), text);
    let shown = set(&document, 120, Typesetting::default());
    let expected =
        "“It’s – so he said – done…” \"--\" https://a.org/b--c o--o@a.org {{ \"a\" }} x–y";
    assert_eq!(shown, [expected, "", "  \"code\""]);
    assert!(rows(text, 120).concat().contains("\"It's -- so"));
}
