//! `newsreader check` from outside: every kind told and turned off, a closed pipe, other people's articles.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs
)]

#[path = "support/shared.rs"]
mod shared;

use std::fs;
use std::path::Path;
use std::process::{Command as Process, Stdio};

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use newsreader::content::front_matter::decode;
use newsreader::content::problem::Kind;
use serde_json::Value;
use tempfile::TempDir;

use crate::shared::shared;

/// What `newsreader check` finds in a folder, as JSON.
fn found(folder: &Path, args: &[&str]) -> Vec<Value> {
    let mut command = Command::new(cargo_bin!("newsreader"));
    command.env("XDG_CONFIG_HOME", env!("CARGO_TARGET_TMPDIR"));
    command
        .current_dir(folder)
        .args(["check", ".", "--format", "json"])
        .args(args);
    serde_json::from_slice(&command.assert().get_output().stdout).unwrap()
}

/// Articles with a problem of every kind, and one without any.
fn troubled() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let files: [(&str, &[u8]); 5] = [
        ("a.md", b"---\ntitle: Fine: not\ndate: 2020-13-01\n---\nA [link](no.md).\n\n![](no.png)\n\n```\ncode\n"),
        ("b.md", b"---\ntitle: Fine\ndate: 2020-01-01\n---\n[a](a.md) ![a](pic.png)\n"),
        ("c.md", b"---\ntitle: Fine\ndate: 2020-01-01\n---\n"),
        ("d.md", b"---\ntitle: Later\ndate: 2990-01-01\n---\ncaf\xe9\n"),
        ("pic.png", b""),
    ];
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    std::os::unix::fs::symlink("nowhere.md", folder.path().join("e.md")).unwrap();
    folder
}

#[test]
fn each_kind_is_told_and_can_be_turned_off() {
    let folder = troubled();
    let all = found(folder.path(), &[]);
    for kind in Kind::ALL.map(Kind::name) {
        let others: Vec<&Value> = all.iter().filter(|row| row["kind"] != kind).collect();
        assert!(others.len() < all.len(), "{kind} is not told: {all:#?}");
        let rest = found(folder.path(), &["--skip", kind]);
        assert_eq!(rest.iter().collect::<Vec<_>>(), others, "{kind}");
    }
    let names = Kind::ALL.map(Kind::name).join(",");
    assert_eq!(found(folder.path(), &["--skip", &names]), [Value::Null; 0]);
}

#[test]
fn what_is_wrong_comes_in_the_order_of_paths_and_places() {
    let folder = troubled();
    let places: Vec<_> = found(folder.path(), &["--skip", "unreadable"])
        .iter()
        .map(|row| {
            let number = |key: &str| row[key].as_u64().unwrap();
            (
                row["path"].as_str().unwrap().to_owned(),
                number("line"),
                number("column"),
            )
        })
        .collect();
    assert!(places.is_sorted() && places.len() > 6, "{places:?}");
}

#[test]
fn a_closed_pipe_ends_check_quietly() {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..400 {
        let text = "![](no.png)\n\n".repeat(50);
        fs::write(folder.path().join(format!("{n}.md")), text).unwrap();
    }
    let mut child = Process::new(cargo_bin!("newsreader"))
        .args(["check", folder.path().to_str().unwrap()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
    assert_eq!(ended.status.code(), Some(1));
}

#[test]
fn every_problem_of_other_peoples_articles_is_at_a_place_that_there_is() {
    let name = "every_problem_of_other_peoples_articles_is_at_a_place_that_there_is";
    let Some(shared) = shared(name) else {
        return;
    };
    let corpus = shared.join("corpus");
    let rows = found(&corpus, &[]);
    assert!(rows.len() > 100);
    for row in &rows {
        let bytes = fs::read(corpus.join(row["path"].as_str().unwrap())).unwrap();
        let text = decode(&bytes, true)
            .text
            .replace("\r\n", "\n")
            .replace('\r', "\n");
        let line = usize::try_from(row["line"].as_u64().unwrap()).unwrap();
        let column = usize::try_from(row["column"].as_u64().unwrap()).unwrap();
        let line = text.split('\n').nth(line - 1).expect("a line of the file");
        assert!((1..=line.chars().count() + 1).contains(&column), "{row}");
    }
}
