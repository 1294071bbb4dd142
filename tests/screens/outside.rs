//! Errands outside: what is asked for, of which article and of which place in it, and what is asked before.
//! Uses the reader without a terminal of `screens`, which performs none of them.

use newsreader::app::action::{Action, Effect};
use newsreader::app::outside::{At, Copy, Errand, Part};
use newsreader::text::Clean;

use super::Reader;
use super::reading::reading;

const FIRST: &str = "---\ntitle: First\ndate: 2020-01-02\nurl: https://example.org/first\nimage: https://example.org/first.png\n---\n\
    See [the web](https://example.org/page).\n\n```sh\nls\n```\n\n";

fn two(size: (u16, u16)) -> (tempfile::TempDir, Reader) {
    let lines: Vec<String> = (8..200).map(|n| format!("Paragraph {n}.\n\n")).collect();
    let first = format!("{FIRST}{}", lines.concat());
    let second = "---\ntitle: Second\ndate: 2020-01-01\n---\nText.\n";
    reading(&[("a b.md", &first), ("b.md", second)], size)
}

fn errand(reader: &Reader) -> Errand {
    match reader.effects.last() {
        Some(Effect::Outside(errand)) => errand.clone(),
        other => panic!("{other:?}"),
    }
}

fn at(reader: &Reader) -> At {
    match errand(reader) {
        Errand::Edit(_, at) => at,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_editor_gets_the_line_that_is_read() {
    let (folder, reader) = two((80, 20));
    let reader = reader.press("e");
    assert_eq!(at(&reader), At::Line(1));
    let reader = reader.press("  ");
    let rows = reader.rows();
    let top = rows.iter().find(|row| row.contains("Paragraph")).unwrap();
    let wanted = top
        .split("Paragraph")
        .nth(1)
        .unwrap()
        .trim_matches(['┃', '│', ' '])
        .to_owned();
    let reader = reader.press("e");
    let At::Near(byte, words) = at(&reader) else {
        panic!("{:?}", at(&reader));
    };
    let file = std::fs::read_to_string(folder.path().join("a b.md")).unwrap();
    let body = file.split("---\n").nth(2).unwrap();
    let there = &body[At::Near(byte, words).byte(body)..];
    assert!(
        there.starts_with(&format!("Paragraph {wanted}\n")),
        "{there:.60}"
    );
    // In the file as it is, the line is known.
    let reader = reader.press("R<c-d>e");
    assert!(matches!(at(&reader), At::Line(2..)), "{:?}", at(&reader));
    let reader = reader.press("RJe");
    assert_eq!(at(&reader), At::Line(1));
}

#[test]
fn the_place_in_long_code_is_known_too() {
    let lines: Vec<String> = (0..5000).map(|n| format!("line number {n}\n")).collect();
    let body = format!("Text.\n\n```\n{}```\n", lines.concat());
    let (_folder, mut reader) = super::reading::body(&body);
    for keys in ["30<c-d>e", "100<c-d>e", "Gbe"] {
        reader = reader.press(keys);
        let At::Near(byte, words) = at(&reader) else {
            panic!("{:?}", at(&reader));
        };
        assert!(words.starts_with("line number"), "{words}");
        let there = &body[At::Near(byte, words.clone()).byte(&body)..];
        assert!(
            there.starts_with(&format!("{words}\n")),
            "{words}: {there:.40}"
        );
    }
}

#[test]
fn parts_of_an_article_are_copied() {
    let (_folder, reader) = two((80, 20));
    let copied = |reader: &Reader| match reader.effects.last() {
        Some(Effect::Copy(text)) => text.to_string(),
        other => panic!("{other:?}"),
    };
    let reader = reader.press("yt").shows("Copied First");
    assert_eq!(copied(&reader), "First");
    let reader = reader.press("yc").shows("Copied 1 line of code.");
    assert_eq!(copied(&reader), "ls");
    let reader = reader.press("yp");
    assert!(matches!(errand(&reader), Errand::Copy(_, Part::Path)));
    let reader = reader.press("ym");
    assert!(matches!(errand(&reader), Errand::Copy(_, Part::Markdown)));
    // In the list, the address is the article's.
    let reader = reader
        .press("<esc>yy")
        .shows("Copied https://example.org/first");
    assert_eq!(copied(&reader), "https://example.org/first");
    reader.press("jyy").shows("no web address of its own");
}

#[test]
fn the_browser_gets_the_link_the_address_or_the_picture() {
    let (_folder, reader) = two((80, 20));
    let reader = reader
        .press("o")
        .shows("https://example.org/first")
        .press("<esc>");
    let reader = reader
        .press("<tab><tab>o")
        .shows("https://example.org/page")
        .press("<esc>");
    let reader = reader
        .press("O")
        .shows("https://example.org/first.png")
        .press("<esc>");
    reader
        .press("<esc><esc>jlO")
        .shows("no picture here that is on the web");
}

#[test]
fn a_command_is_chosen_where_there_are_several() {
    let (_folder, mut reader) = two((80, 20));
    reader = reader.press("|").shows("No command is set");
    reader.app.pipes = vec![Clean::line("words")];
    reader = reader.press("|");
    assert!(matches!(errand(&reader), Errand::Pipe(_, 0)));
    reader.app.pipes.push(Clean::line("plain"));
    reader = reader
        .press("|")
        .shows("Hand the article to")
        .shows("▌ words");
    reader = reader
        .press("<esc>")
        .hides("words")
        .press("|j<enter>")
        .hides("words");
    assert!(matches!(errand(&reader), Errand::Pipe(_, 1)));
}

#[test]
fn a_copy_is_saved_and_nothing_is_written_over_unasked() {
    let (_folder, reader) = two((80, 20));
    let reader = reader.press("w").shows("save a copy as a b.md");
    let reader = reader.press("<c-u>x/y.md<enter>").hides("save a copy");
    let Errand::Save(copy) = errand(&reader) else {
        panic!("{:?}", errand(&reader));
    };
    assert_eq!((copy.path.as_str(), copy.over), ("x/y.md", false));
    let mut reader = reader;
    reader.act(Action::Occupied(copy.clone()));
    let reader = reader.shows("Write over it?").shows("x/y.md");
    let mut reader = reader.press("<esc>").hides("Write over it?");
    reader.act(Action::Occupied(copy.clone()));
    let reader = reader.press("<enter>").hides("Write over it?");
    assert_eq!(errand(&reader), Errand::Save(Copy { over: true, ..copy }));
    reader.press("w<esc>").hides("save a copy");
}
