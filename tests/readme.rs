//! What the README says is true: its keys are the program's, its first commands are the ones promised.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs
)]

use std::fs;
use std::path::Path;

fn readme() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

#[test]
fn the_keys_are_the_programs() {
    let readme = readme();
    let table = newsreader::keys::markdown();
    assert!(
        readme.contains(&table),
        "the README's table of keys must read:\n\n{table}"
    );
}

#[test]
fn the_searches_are_the_programs() {
    let table = newsreader::content::search::markdown();
    assert!(
        readme().contains(&table),
        "the README's table of searches must read:\n\n{table}"
    );
}

#[test]
fn nothing_else_found_its_way_in() {
    let readme = readme();
    for foreign in [
        "backtrace",
        "panicked",
        "KEYTABLE",
        env!("CARGO_MANIFEST_DIR"),
    ] {
        assert!(!readme.contains(foreign), "{foreign}");
    }
}

#[test]
fn the_two_commands_come_first() {
    let readme = readme();
    let run = readme
        .find("cargo run --release -- sample-content")
        .unwrap();
    let test = readme.find("cargo test").unwrap();
    assert!(run < test && readme[..test].lines().count() < 15);
}

#[test]
fn contributors_are_shown_what_ci_runs() {
    let readme = readme();
    let ci = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(".ci/run")).unwrap();
    for command in [
        "cargo fmt --check",
        "cargo clippy --all-targets -- -D warnings",
        "RUSTDOCFLAGS=-Dwarnings cargo doc --no-deps",
    ] {
        assert!(readme.contains(command), "README: {command}");
        assert!(ci.contains(command), ".ci/run: {command}");
    }
}
