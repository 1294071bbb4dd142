//! Texts that are made to be slow or to hide something, each test named after its case; and where the cases are tried that have
//! a better place. What takes a terminal is tried in `pty`, what takes minutes in `soak` and in `cargo bench --bench matrix`.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

#[path = "support/matrix.rs"]
#[allow(dead_code)]
mod matrix;

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use matrix::{cases, first_screen, pathological};
use newsreader::layout::{Typesetting, all};
use newsreader::markdown::document::Kind;
use newsreader::markdown::parse::{Head, parse};
use newsreader::text::{Clean, width};

/// Which tests try a case.
const CASES: &str = include_str!("hostile/cases.txt");

/// So many cases are in each group.
const GROUPS: [(char, usize); 6] = [
    ('A', 20),
    ('B', 18),
    ('C', 14),
    ('D', 15),
    ('E', 12),
    ('F', 12),
];

#[test]
fn every_case_is_tried_by_tests_that_there_are() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rows = CASES.lines().filter(|line| !line.starts_with('#'));
    let rows: Vec<_> = rows.filter_map(|line| line.split_once('|')).collect();
    let names = rows.iter().map(|(case, _)| case.trim().to_owned());
    let all = GROUPS
        .iter()
        .flat_map(|(group, count)| (1..=*count).map(move |n| format!("{group}{n}")));
    assert_eq!(names.collect::<Vec<_>>(), all.collect::<Vec<_>>());
    for (case, tests) in rows {
        let mut tried = 0;
        // A reason stands behind the tests.
        let tests = tests.split("none: ").next().unwrap().split(", ");
        for (file, name) in tests.filter_map(|it| it.trim().split_once(' ')) {
            let text = fs::read_to_string(root.join(file)).unwrap();
            let Some((before, _)) = text.split_once(&format!("fn {name}(")) else {
                panic!("{case}: {name} is not in {file}");
            };
            // Of a property the name stands in a macro, and so does what makes it a test.
            let attributes = before.rsplit(['}', ';']).next().unwrap();
            assert!(attributes.contains("#[test]"), "{case}: {name} is no test");
            tried += 1;
        }
        assert!(tried > 0, "{case}");
    }
}

/// Ten times as long as on a machine that does nothing else, built to be quick.
const LONGEST: Duration = Duration::from_millis(2500);
/// Four times the size takes so many times the time, at most, where it takes long enough for that to be measured.
const GROWTH: u32 = 5;
const MEASURABLE: Duration = Duration::from_millis(100);

/// The rows of a body.
fn shown(body: &str) -> String {
    let document = parse(&Head::default(), body);
    let rows = all(&document, 72, Typesetting::default()).map(|line| {
        let row: String = line.spans.iter().map(|span| span.text(&document)).collect();
        assert!(width(&row) <= 72, "{row:?}");
        row + "\n"
    });
    rows.collect()
}

#[test]
fn a3_entities_become_no_escapes_wherever_they_stand() {
    for entity in [
        "&#27;]52;c;QQ==&#7;",
        "&#x9b;31m",
        "&Tab;&NewLine;",
        "&#x202e;",
    ] {
        for body in [
            entity.to_owned(),
            format!("# {entity}"),
            format!("[{entity}](x \"{entity}\")"),
            format!("![{entity}](x)"),
            format!("|{entity}|\n|-|\n|{entity}|"),
            format!("<p title=\"{entity}\">{entity}</p>"),
        ] {
            let text = shown(&body);
            let bad = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
            assert!(!text.contains(bad), "{body:?}: {text:?}");
        }
    }
}

#[test]
fn a4_nothing_is_decoded_twice() {
    for (body, text) in [
        ("~~&**#27;**[31mFAKE~~", "&#27;[31mFAKE"),
        ("&amp;#27;[31m", "&#27;[31m"),
        ("&#38;#27;", "&#27;"),
        ("<p>&amp;#27;[31m</p>", "&#27;[31m"),
    ] {
        assert_eq!(shown(body).trim(), text, "{body}");
    }
}

#[test]
fn a5_no_part_of_markdown_lets_an_escape_through() {
    let bad = "\x1b]0;x\x07\x1b[2J\u{9b}31m\u{202e}";
    for body in [
        format!("```rust{bad}\n{bad}\n```"),
        format!("    {bad}"),
        format!("# H {{#id{bad}}}\n\n[a](#id{bad})"),
        format!("a[^n{bad}]\n\n[^n{bad}]: {bad}"),
        format!("{bad}\n: {bad}"),
        format!("${bad}$ $$\n{bad}\n$$"),
        format!("[[{bad}|{bad}]] ![[{bad}]]"),
        format!("<b {bad}>a</b {bad}> <!--{bad}--> <{bad}>"),
        format!("<details {bad}><summary>{bad}</summary>{bad}</details>"),
        format!("> [!note] {bad}\n> {bad}"),
        format!("- [ ] {bad}\n1. {bad}"),
        format!("|{bad}|\n|-|\n|{bad}|"),
        format!("![{bad}]({bad} \"{bad}\") <https://a.org/{bad}>"),
        format!("{{{{< {bad} >}}}} {{% {bad} %}} {{{{ {bad} }}}} :{bad}:"),
        format!("***{bad}*** ~~{bad}~~ `{bad}` \\{bad} &{bad};"),
    ] {
        let bad = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
        let text = shown(&body);
        assert!(!text.contains(bad), "{body:?}: {text:?}");
        let document = parse(&Head::default(), &body);
        let languages = document
            .blocks
            .iter()
            .filter_map(|block| match &block.kind {
                Kind::Code(language) => Some(language.as_str()),
                _ => None,
            });
        let targets = document.links.iter().map(|link| link.target.as_str());
        assert!(
            !languages.chain(targets).any(|text| text.contains(bad)),
            "{body:?}"
        );
    }
}

#[test]
fn a6_an_error_names_a_hostile_path_harmlessly() {
    let path = OsStr::from_bytes(b"/no/a\x1b[2J\x07\xff\xe2\x80\xae.md");
    for order in ["list", "show", "check"] {
        let done = newsreader().arg(order).arg(path).output().unwrap();
        let said = String::from_utf8(done.stderr).unwrap();
        assert!(said.contains("/no/a[2J"), "{said:?}");
        let bad = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
        assert!(!said.contains(bad), "{said:?}");
    }
}

#[test]
fn a9_what_turns_text_around_is_left_out_and_counted() {
    let body = "a\u{202e}b\u{2067}c\n\n```\nd\u{200e}e\n```\n\n<https://a.org/\u{61c}x> f\u{ad}g\u{200b}h\n";
    let document = parse(&Head::default(), body);
    assert_eq!(
        document.hidden, 4,
        "soft hyphens and the like are no wonder"
    );
    let target = document.links.first().map(|link| link.target.as_str());
    assert_eq!(target, Some("https://a.org/x"));
    assert_eq!(shown(body).split_whitespace().next(), Some("abc"));
    assert_eq!(parse(&Head::default(), "a b").hidden, 0);
}

#[test]
fn a16_no_blank_moves_the_cursor_wherever_it_stands() {
    for blank in [
        "\r", "\u{b}", "\u{c}", "\u{85}", "\u{2028}", "\u{2029}", "\u{8}", "\t",
    ] {
        for column in 0..10 {
            let text = format!("{}{blank}b", "a".repeat(column));
            let title = Clean::line(&format!("x{text}"));
            assert!(!title.chars().any(char::is_control), "{text:?}");
            for body in [
                text.clone(),
                format!("# {text}"),
                format!("|{text}|\n|-|\n|{text}|"),
                format!("```\n{text}\n```"),
            ] {
                let rows = shown(&body);
                assert!(
                    !rows.contains(|c: char| c != '\n' && c.is_control()),
                    "{rows:?}"
                );
            }
        }
    }
    for column in 0..10 {
        let code = shown(&format!("```\n{}\tb\n```", "a".repeat(column)));
        let row = code.lines().find(|row| row.contains('b')).unwrap();
        let inner = row
            .trim_start()
            .strip_prefix('│')
            .unwrap_or(row.trim_start());
        let at = inner.find('b').unwrap() - inner.find('a').unwrap_or(0);
        assert!(column == 0 || at.is_multiple_of(4), "{row:?}");
    }
}

#[test]
fn a13_marks_without_end_become_four() {
    let many = format!("e{}x", "\u{301}".repeat(1_000_000));
    let four = format!("e{}x", "\u{301}".repeat(4));
    assert_eq!(Clean::line(&many).as_str(), four);
    // A text without a blank is parted somewhere.
    assert_eq!(shown(&many).replace('\n', ""), four);
}

#[test]
fn b1_pathological_texts_are_opened_in_time() {
    for (name, body) in pathological(64 << 10) {
        let time = first_screen(&body);
        assert!(time <= LONGEST, "{name}: {time:?}");
    }
}

#[test]
fn b2_some_of_the_matrix_is_opened_in_time_and_grows_no_faster_than_it_should() {
    let best = |body: &str, times: usize| (0..times).map(|_| first_screen(body)).min().unwrap();
    // The step has no divisor in common with the numbers of middles and suffixes, so that each of these comes.
    for (number, case) in cases().step_by(29).take(400).enumerate() {
        let most = if number % 2 == 0 { usize::MAX } else { 99 };
        let (small, large) = (case.body(16 << 10, most), case.body(64 << 10, most));
        let time = first_screen(&large);
        assert!(time <= LONGEST, "{case:?}: {time:?}");
        if time > MEASURABLE * GROWTH {
            let (first, second) = (best(&small, 3), best(&large, 3));
            let allowed = first.max(MEASURABLE) * GROWTH;
            assert!(second <= allowed, "{case:?}: {first:?}, then {second:?}");
        }
    }
}

#[test]
fn b3_what_the_parser_would_take_seconds_for_is_shown_plain() {
    let stairs: String = (0..577).map(|level| "  ".repeat(level) + "- a\n").collect();
    for body in [
        format!("{}a\n{}", ">".repeat(262_144), "b\n".repeat(262_144)),
        format!("{}    x\n{}", "* ".repeat(16_384), "\n".repeat(32_768)),
        format!("{stairs}```\n{}", "\n".repeat(666_000)),
    ] {
        let time = first_screen(&body);
        assert!(time <= LONGEST, "{time:?}");
        let document = parse(&Head::default(), &body);
        assert!(document.text.starts_with("Shown as plain text, since "));
    }
}

#[test]
fn b4_deep_quotes_and_lists_are_read_with_a_small_stack() {
    let read = || {
        for (piece, times) in [("> ", 10_000), ("> ", 500_000), ("- ", 30_000), ("> ", 99)] {
            let text = shown(&format!("{}word", piece.repeat(times)));
            assert!(text.contains("word"), "{piece} {times}");
        }
    };
    let thread = std::thread::Builder::new().stack_size(256 << 10);
    thread.spawn(read).unwrap().join().unwrap();
}

#[test]
fn b5_tables_of_any_size_are_opened_in_time_and_lose_no_cell() {
    for (columns, rows) in [(40, 10), (200, 10), (10_000, 2), (2, 20_000)] {
        let row = |what: &str| {
            let cells: Vec<_> = (0..columns).map(|n| format!("|{what}{n}")).collect();
            cells.concat() + "\n"
        };
        let rule = "|-".repeat(columns) + "\n";
        let body = [row("head"), rule, row("cell").repeat(rows)].concat();
        let time = first_screen(&body);
        assert!(time <= LONGEST, "{columns} × {rows}: {time:?}");
        let text = shown(&body);
        let last = format!("cell{}", columns - 1);
        assert_eq!(text.matches(&last).count(), rows, "{columns} × {rows}");
    }
    let missing = format!(
        "{}\n{}\n{}",
        "|a".repeat(512),
        "|-".repeat(512),
        "|b\n".repeat(512)
    );
    assert!(first_screen(&missing) <= LONGEST);
}

#[test]
fn b6_lines_without_an_end_are_opened_in_time() {
    // A body ends after 8 MiB, see the loader; longer ones are refused by the guard.
    for piece in ["a", "lorem ", "字", " ", "\n"] {
        for bytes in [8 << 20, 9 << 20] {
            let time = first_screen(&piece.repeat(bytes / piece.len()));
            assert!(time <= LONGEST * 4, "{piece:?} × {bytes}: {time:?}");
        }
    }
}

/// A file that is cut off under a map of it ends the program: none is mapped.
#[test]
fn c6_no_file_is_mapped_into_memory() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let names = fs::read_to_string(root.join("Cargo.lock")).unwrap();
    for name in ["memmap", "memmap2", "mmap-rs", "fmmap"] {
        assert!(!names.contains(&format!("name = \"{name}\"")), "{name}");
    }
}

fn newsreader() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_newsreader"));
    for name in ["XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"] {
        command.env(name, concat!(env!("CARGO_TARGET_TMPDIR"), "/no-own"));
    }
    command
}

#[test]
fn c14_a_config_file_that_cannot_be_read_is_told_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-content");
    let file = folder.path().join("newsreader/config.yaml");
    let list = || {
        let mut command = newsreader();
        command.env("XDG_CONFIG_HOME", folder.path());
        let done = command.arg("list").arg(&sample).output().unwrap();
        assert!(done.status.success() && !done.stdout.is_empty());
        String::from_utf8(done.stderr).unwrap()
    };
    fs::create_dir_all(&file).unwrap();
    assert!(list().contains("config.yaml"), "a folder");
    fs::remove_dir(&file).unwrap();
    let sparse = fs::File::create(&file).unwrap();
    sparse.set_len(1 << 30).unwrap();
    assert!(list().contains("config.yaml"), "a gigabyte");
    assert_eq!(fs::metadata(&file).unwrap().len(), 1 << 30);
    let text = "measure: 50\nmeasure: 60\nno_such: 1\nthemes: {own: {title: '#zzzzzz\x1b[2J'}}\n";
    fs::write(&file, text).unwrap();
    let said = list();
    assert!(
        said.contains("config.yaml:") && !said.contains('\x1b'),
        "{said:?}"
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
}

#[cfg(target_os = "linux")]
#[test]
fn d9_what_is_printed_to_a_full_disk_ends_without_a_panic() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-content");
    for order in ["list", "show", "check"] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let path = if order == "show" {
            sample.join("../README.md")
        } else {
            sample.clone()
        };
        let args = if order == "check" {
            &["--format", "json"][..]
        } else {
            &[]
        };
        let done = newsreader()
            .arg(order)
            .args(args)
            .arg(path)
            .stdout(full)
            .output()
            .unwrap();
        let said = String::from_utf8(done.stderr).unwrap();
        assert!(
            !said.contains("panicked") && said.lines().count() <= 2,
            "{said}"
        );
        assert!(
            done.status.code().is_some_and(|code| code <= 2),
            "{:?}",
            done.status
        );
    }
}
