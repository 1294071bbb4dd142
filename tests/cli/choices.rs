//! How `show` sets a text when one says so: hyphens, justified lines, first fit, typographic signs, right-to-left text.
//! Uses the binary from outside, as `cli` does.

use super::{newsreader, out};

/// What `show` writes of a text without colours.
fn show(text: &str, choices: &[&str]) -> String {
    let mut shown = newsreader(&["show", "-", "--color", "never", "--width", "32"]);
    shown.args(choices).write_stdin(text);
    out(&mut shown)
}

const ENGLISH: &str = "---\ntitle: T\nlang: en\n---\nUndoubtedly extraordinarily long \
    considerations concerning international communication continuously overwhelm narrow columns.\n";

#[test]
fn hyphens_part_words_when_asked_for() {
    let plain = show(ENGLISH, &[]);
    assert!(!plain.contains('-'), "{plain}");
    let parted = show(ENGLISH, &["--hyphenate"]);
    assert!(parted.lines().any(|line| line.ends_with('-')), "{parted}");
    let whole = |text: &str| text.replace("-\n", "").replace('\n', " ");
    assert_eq!(whole(&parted), whole(&plain), "nothing but hyphens is new");
}

#[test]
fn justified_lines_are_as_wide_as_their_column() {
    let text = "some words of about the same length in lines that have room for blanks ".repeat(4);
    let ragged = show(&text, &[]);
    let full = show(&text, &["--justify"]);
    let lines: Vec<&str> = full.lines().skip(2).collect();
    let (last, others) = lines.split_last().unwrap();
    assert!(others.iter().all(|line| line.len() == 32), "{full}");
    assert!(last.len() < 32);
    let words = |text: &str| {
        text.split_whitespace()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(words(&full), words(&ragged));
}

#[test]
fn first_fit_takes_each_line_as_it_comes() {
    let text = "aaaaaaaaaa bbbbbbbbbb ccccccccc dddddddddd eeeeeeeeeeeeeeeeeeeeeeee f\n";
    let first = show(text, &["--first-fit"]);
    assert!(
        first.contains("aaaaaaaaaa bbbbbbbbbb ccccccccc\n"),
        "{first}"
    );
    let even = show(text, &[]);
    assert!(even.contains("aaaaaaaaaa bbbbbbbbbb\n"), "{even}");
}

#[test]
fn typographic_signs_stand_for_plain_ones_when_asked_for() {
    let text = "\"So\" -- it's...\n";
    assert!(show(text, &[]).contains("\"So\" -- it's..."));
    assert!(show(text, &["--smart-punctuation"]).contains("“So” – it’s…"));
}

#[test]
fn right_to_left_text_is_turned_or_left_to_the_terminal() {
    let text = "שלום עולם\n";
    let turned = show(text, &["--bidi", "on"]);
    assert!(
        turned
            .lines()
            .any(|line| line.ends_with("םלוע םולש") && line.starts_with("   ")),
        "{turned}"
    );
    assert!(
        show(text, &["--bidi", "off"])
            .lines()
            .any(|line| line == "שלום עולם")
    );
}
