//! The reader without a screen, from outside: lines go in, plain text comes out, and nothing else.
//! Through pipes, and in a terminal that says it is dumb.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::time::Duration;

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use tempfile::TempDir;

/// A folder of articles, and one for what is kept.
fn folders() -> (TempDir, TempDir) {
    let articles = TempDir::new().unwrap();
    let files = [
        (
            "rome.md",
            "---\ntitle: Roma win\ndate: 2020-09-03\ncategories: [sports]\ntags: [football]\n---\n\
            # The match\n\nA [report](https://example.org/a) of *some* length.\n\n> It was close.\n\n## After\n\n- one\n- two\n",
        ),
        (
            "oslo.md",
            "---\ntitle: Snow in Oslo\ndate: 2020-09-02\ncategories: [weather]\n---\n\nMuch snow.\n",
        ),
        (
            "hostile.md",
            "---\ntitle: \"Evil \\e]0;x\\a\\u202e title\"\ndate: 2020-09-01\n---\n\nSo &#27;[31mred&#7; it\u{200b} is\x1b[2J.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n---\n\n```\ncode\x07\n```\n",
        ),
    ];
    for (name, text) in files {
        fs::write(articles.path().join(name), text).unwrap();
    }
    (articles, TempDir::new().unwrap())
}

fn environment(kept: &Path) -> impl Iterator<Item = (&'static str, String)> {
    let kept = kept.to_str().unwrap().to_owned();
    let kinds = [
        "XDG_CACHE_HOME",
        "XDG_CONFIG_HOME",
        "XDG_DATA_HOME",
        "XDG_STATE_HOME",
    ];
    let fixed = [("LC_ALL", "C.UTF-8"), ("TZ", "UTC"), ("SSH_TTY", "none")];
    let fixed = fixed.map(|(name, value)| (name, value.to_owned()));
    kinds
        .map(|name| (name, kept.clone()))
        .into_iter()
        .chain(fixed)
}

fn talk(articles: &Path, kept: &Path, lines: &[&str]) -> String {
    let done = Command::new(cargo_bin!("newsreader"))
        .arg("--linear")
        .arg(articles)
        .envs(environment(kept))
        .current_dir(kept)
        .write_stdin(lines.join("\n"))
        .timeout(Duration::from_mins(1))
        .assert()
        .success();
    let said = String::from_utf8(done.get_output().stdout.clone()).unwrap();
    assert_plain(&said);
    said
}

/// Nothing but what can be read out.
fn assert_plain(said: &str) {
    let bad: Vec<char> = said
        .chars()
        .filter(|c| {
            c.is_control() && *c != '\n'
                || ('\u{2500}'..='\u{259f}').contains(c)
                || "\u{202e}\u{200b}".contains(*c)
        })
        .collect();
    assert!(bad.is_empty(), "{bad:?}\n{said}");
}

#[test]
fn lines_are_answered_in_plain_text() {
    let (articles, kept) = folders();
    let lines = [
        "1",
        "links",
        "follow 1",
        "no",
        "outline",
        "2",
        "star",
        "back",
        "list",
        "section weather",
        "section all",
        "search snow",
        "back",
        "s",
        "xyz",
        "topics",
        "back",
        "undo",
        "status",
        "3",
        "",
        "quit",
    ];
    insta::assert_snapshot!(talk(articles.path(), kept.path(), &lines));
}

#[test]
fn words_behind_a_slash_are_looked_for_where_one_is() {
    let (articles, kept) = folders();
    let said = talk(
        articles.path(),
        kept.path(),
        &["/snow", "1", "/much", "read"],
    );
    assert!(
        said.contains("All articles, best first. 1 article.\n1. Snow in Oslo."),
        "{said}"
    );
    assert!(said.contains("“much” 1 of 1"), "{said}");
    // The text once more.
    assert_eq!(said.matches("Much snow.").count(), 3, "{said}");
}

#[test]
fn what_was_done_is_kept() {
    let (articles, kept) = folders();
    let said = talk(articles.path(), kept.path(), &["2", "star", "", "list"]);
    assert!(said.contains("End of the article"), "{said}");
    let said = talk(articles.path(), kept.path(), &["list"]);
    assert!(
        said.contains("2. Snow in Oslo. weather. Wednesday 2 September 2020. read, starred."),
        "{said}"
    );
}

#[test]
fn every_word_of_the_help_is_known() {
    let (articles, kept) = folders();
    let help = talk(articles.path(), kept.path(), &["help"]);
    let words: Vec<&str> = help
        .lines()
        .skip_while(|line| !line.starts_with("Type"))
        .skip(1)
        .collect();
    let words = words
        .iter()
        .filter_map(|line| line.split_once(": "))
        .map(|(word, _)| word);
    let words: Vec<&str> = words
        .filter(|word| *word != "NUMBER" && *word != "quit")
        .collect();
    assert!(words.len() > 15, "{help}");
    for word in words {
        let said = talk(articles.path(), kept.path(), &[word]);
        assert!(!said.contains("There is no “"), "{word}: {said}");
    }
}

#[test]
fn every_action_can_be_typed_and_none_ends_the_talk() {
    let (articles, kept) = folders();
    let actions = talk(articles.path(), kept.path(), &["actions"]);
    let names = actions.lines().skip_while(|line| !line.starts_with("down"));
    let names: Vec<&str> = names
        .filter_map(|line| line.split([':', ' ']).next())
        .collect();
    assert!(
        names.contains(&"toggle-star") && names.len() > 60,
        "{actions}"
    );
    // Those that go out of the program are tested elsewhere.
    let names = names
        .into_iter()
        .filter(|name| !["quit", "edit", "open", "open-picture"].contains(name));
    let mut lines: Vec<&str> = names
        .flat_map(|name| ["back", "1", name, "", "no"])
        .collect();
    lines.extend(["back", "back", "list"]);
    let said = talk(articles.path(), kept.path(), &lines);
    assert!(said.trim_end().ends_with("chooses."), "{said}");
}

#[test]
fn a_dumb_terminal_gets_no_escape() {
    let (articles, kept) = folders();
    let long = format!(
        "---\ntitle: Long\ndate: 2020-01-01\n---\n\n{}\n",
        "harbour ".repeat(40)
    );
    fs::write(articles.path().join("long.md"), long).unwrap();
    let pty = native_pty_system();
    let pair = pty
        .openpty(PtySize {
            rows: 24,
            cols: 80,
            pixel_width: 0,
            pixel_height: 0,
        })
        .unwrap();
    let mut command = CommandBuilder::new(cargo_bin!("newsreader"));
    command.arg(articles.path());
    command.env("TERM", "dumb");
    for (name, value) in environment(kept.path()) {
        command.env(name, value);
    }
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().unwrap();
    let mut writer = pair.master.take_writer().unwrap();
    writer.write_all(b"4\n3\nquit\n").unwrap();
    let mut said = Vec::new();
    // The end of a terminal is an error on some systems.
    let _ = reader.read_to_end(&mut said);
    assert!(child.wait().unwrap().success());
    let said = String::from_utf8(said).unwrap().replace("\r\n", "\n");
    assert_plain(&said);
    assert!(
        said.contains("newsreader> ") && said.contains("Evil ]0;x title"),
        "{said}"
    );
    // No row cuts a word.
    assert!(said.lines().all(|row| row.chars().count() <= 80), "{said}");
    let words = said.split_whitespace().filter(|word| *word == "harbour");
    assert_eq!(words.count(), 40, "{said}");
}
