//! Code in the reading pane: its colours, its language, and how one copies it.
//! Uses the reader without a terminal of `screens`; the words of code are found when a test says so.

use newsreader::app::action::{Action, Effect};
use newsreader::highlighter::Highlighter;
use newsreader::layout::line::Role;
use newsreader::layout::tokens::Token;

use super::reading::{body, paragraphs, reading};
use super::{Reader, at};

impl Reader {
    /// What the rim does for the code of the open article.
    fn answers(&self) -> Vec<Action> {
        let newest = self.effects.iter().rev().find_map(|effect| match effect {
            Effect::Colour(number, codes) => Some((*number, codes)),
            _ => None,
        });
        let highlighter = Highlighter::default();
        let answer = |(number, codes): (u64, &Vec<newsreader::app::code::Code>)| {
            let found = codes.iter().map(|code| {
                let tokens = highlighter.tokens(&code.language, &code.text, || true);
                Action::Coloured(number, code.start, tokens)
            });
            found.collect()
        };
        newest.map(answer).unwrap_or_default()
    }

    fn coloured(mut self) -> Self {
        for answer in self.answers() {
            self.act(answer);
        }
        self
    }

    fn words(&self, token: Token) -> Vec<String> {
        self.painted(Role::Token(token))
    }
}

const TWO: &str = "```rust\nlet a = 1; // one\n```\n\nText.\n\n> ```sh\n> ls 'b'\n> ```\n";

#[test]
fn code_is_plain_first_and_has_colours_later() {
    let (_folder, reader) = body(TWO);
    assert!(reader.words(Token::Text).is_empty());
    let before = reader.rows();
    let reader = reader.coloured();
    assert_eq!(reader.words(Token::Text), ["'b'"]);
    assert_eq!(reader.words(Token::Constant), ["1"]);
    assert_eq!(reader.words(Token::Function), ["ls"]);
    assert_eq!(reader.rows(), before, "no text moves");
    // What is found stands out of the colours.
    let reader = reader.press("/one<enter>");
    assert_eq!(reader.painted(Role::Here), ["one"]);
    let open = at(100, 30).press("/shoebox<enter><enter><pgdn>").coloured();
    insta::with_settings!({ snapshot_path => "../snapshots" }, {
        insta::assert_snapshot!("code_100x30", open.picture());
    });
}

#[test]
fn the_language_stands_above_the_code() {
    let (_folder, reader) = body(TWO);
    let rows = reader.rows();
    let row = |text: &str| rows.iter().position(|row| row.contains(text)).unwrap();
    assert_eq!(row("rust") + 1, row("let a"));
    assert_eq!(row(" sh") + 1, row("ls 'b'"));
    for odd in ["", "a=b", "{}", &"x".repeat(30)] {
        let (_folder, reader) = body(&format!("Text.\n\n```{odd}\nA line.\n```\n"));
        let rows = reader.rows();
        let at = rows.iter().position(|row| row.contains("A line.")).unwrap();
        let text = rows[at - 1].split('│').nth(1).unwrap_or_default();
        assert_eq!(text.trim(), "", "{odd}");
    }
}

#[test]
fn an_answer_to_another_text_is_dropped() {
    let files = [
        (
            "a.md",
            "---\ntitle: A\ndate: 2020-01-02\n---\n```sh\nls 'a'\n```\n",
        ),
        (
            "b.md",
            "---\ntitle: B\ndate: 2020-01-01\n---\n```sh\nls 'b'\n```\n",
        ),
    ];
    let (_folder, reader) = reading(&files, (80, 24));
    let stale = reader.answers();
    let mut reader = reader.press("J").coloured();
    assert_eq!(reader.words(Token::Text), ["'b'"]);
    for answer in stale.clone() {
        reader.act(answer);
    }
    assert_eq!(reader.words(Token::Text), ["'b'"]);
    // The file as it is has no colours, and coming back asks again.
    let mut reader = reader.press("R");
    for answer in stale {
        reader.act(answer);
    }
    assert!(reader.words(Token::Text).is_empty());
    assert_eq!(reader.press("R").coloured().words(Token::Text), ["'b'"]);
}

#[test]
fn nothing_is_asked_for_without_a_language() {
    let (_folder, reader) = body("```\nplain\n```\n\n    plain too\n");
    assert!(reader.answers().is_empty());
    let (_folder, reader) = body("```nosuch\nplain\n```\n");
    assert!(
        reader
            .coloured()
            .words(Token::Plain)
            .iter()
            .all(|row| !row.contains("plain"))
    );
}

#[test]
fn code_is_copied() {
    let copied = |reader: &Reader| match reader.effects.last() {
        Some(Effect::Copy(text)) => text.to_string(),
        other => panic!("{other:?}"),
    };
    let (_folder, reader) = body("Text.\n\n```rust\nlet a;\n\n    let b;\n```\n");
    let reader = reader.press("Y").shows("Copied 3 lines of code.");
    assert_eq!(copied(&reader), "let a;\n\n    let b;");
    // Of several, one is chosen.
    let (_folder, reader) = body(TWO);
    let reader = reader
        .press("Y")
        .shows("fet a = 1")
        .shows("js 'b'")
        .press("j");
    assert_eq!(copied(&reader.shows("Copied 1 line of code.")), "ls 'b'");
    // One that goes on above and below the screen is copied whole.
    let long = "let a = 1;\n".repeat(3000);
    let (_folder, reader) = body(&format!("```rust\n{long}```\n"));
    let reader = reader.press("<pgdn>Y").shows("Copied 3000 lines of code.");
    assert_eq!(copied(&reader), long.trim_end());
    let line = "let a = f(b, c);".repeat(1000);
    let (_folder, reader) = body(&format!("```rust\n{line}\nlet d;\n```\n"));
    let reader = reader.press("<pgdn>Y").shows("Copied 2 lines of code.");
    assert_eq!(copied(&reader), format!("{line}\nlet d;"));
    let (_folder, reader) = body(&format!("```rust\n{}```\n", long.repeat(4)));
    reader.press("<pgdn>Y").shows("too long to be copied");
    let (_folder, reader) = body(&format!("{}```rust\nlet\n```\n", paragraphs(40)));
    reader.press("Y").shows("There is no code on this screen.");
}
