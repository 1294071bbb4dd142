//! Help, manual pages and completions: they say the same as the program, and those they are for take them.

use std::fs;
use std::path::Path;
use std::process::Command as Process;

use predicates::prelude::*;
use predicates::str::contains;

use super::{newsreader, out};

const SHELLS: [&str; 5] = ["bash", "zsh", "fish", "elvish", "powershell"];

#[test]
fn help_shows_examples_first_and_exit_codes_last() {
    let help = out(&mut newsreader(&["--help"]));
    let at = |words: &str| {
        help.find(words)
            .unwrap_or_else(|| panic!("{words}: {help}"))
    };
    assert!(at("Examples:") < at("Usage:") && at("Usage:") < at("Exit codes:"));
    for command in [
        "list",
        "show",
        "check",
        "state",
        "config",
        "completions",
        "man",
    ] {
        let help = out(&mut newsreader(&[command, "--help"]));
        let (before, _) = help.split_once("Usage:").unwrap();
        assert!(before.contains("Examples:"), "{command}: {help}");
    }
}

#[test]
fn the_lines_of_the_help_are_short() {
    for line in out(&mut newsreader(&["--help"])).lines() {
        assert!(line.chars().count() <= 100, "{line}");
    }
}

/// A program that reads `text` and finds nothing wrong with it; whether it is there.
fn accepts(program: &str, args: &[&str], text: &str) -> bool {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("text");
    fs::write(&file, text).unwrap();
    let ran = Process::new(program)
        .args(args)
        .arg(&file)
        .env("LC_ALL", "C.UTF-8")
        .output();
    let Ok(ran) = ran else {
        println!("skipped: {program} is not installed");
        return false;
    };
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success() && said.is_empty(), "{program}: {said}");
    true
}

#[test]
fn shells_take_their_completions() {
    for shell in SHELLS {
        let text = out(&mut newsreader(&["completions", shell]));
        assert!(
            text.contains("newsreader") && text.contains("section"),
            "{shell}"
        );
        match shell {
            "powershell" => accepts("pwsh", &["-NoProfile", "-File"], &text),
            "elvish" => accepts("elvish", &["-compileonly"], &text),
            _ => accepts(shell, &["-n"], &text),
        };
    }
    newsreader(&["completions", "sh"]).assert().code(2);
}

#[test]
fn bash_completes_commands_and_options() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("completions");
    fs::write(&file, out(&mut newsreader(&["completions", "bash"]))).unwrap();
    let complete = |words: &str| {
        let script = format!(
            "source {}; COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); \
             _newsreader newsreader \"${{COMP_WORDS[-1]}}\" \"${{COMP_WORDS[-2]}}\"; echo \"${{COMPREPLY[@]}}\"",
            file.display()
        );
        let ran = Process::new("bash")
            .args(["--norc", "-c", &script])
            .output();
        ran.map(|ran| String::from_utf8(ran.stdout).unwrap())
    };
    if complete("newsreader").is_err() {
        println!("skipped: bash is not installed");
        return;
    }
    assert_eq!(complete("newsreader comp").unwrap(), "completions\n");
    assert_eq!(complete("newsreader list --form").unwrap(), "--format\n");
    assert_eq!(
        complete("newsreader list --format js").unwrap(),
        "json jsonl\n"
    );
}

/// What a shell runs, with our completions in `file`; none where it is not installed.
fn ran(shell: &str, args: &[&str], script: &str) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("_newsreader");
    fs::write(&file, out(&mut newsreader(&["completions", shell]))).unwrap();
    fs::write(folder.path().join("a.md"), "").unwrap();
    let ran = Process::new(shell)
        .args(args)
        .arg(script)
        .current_dir(folder.path())
        .env("LC_ALL", "C.UTF-8")
        .output();
    if ran.is_err() {
        println!("skipped: {shell} is not installed");
    }
    Some(String::from_utf8_lossy(&ran.ok()?.stdout).into_owned())
}

#[test]
fn fish_completes_commands_options_and_values() {
    for (typed, found) in [
        ("newsreader comp", "completions"),
        ("newsreader list --form", "--format"),
        ("newsreader list --format js", "jsonl"),
        ("newsreader completions e", "elvish"),
        ("newsreader --theme ni", "night"),
        ("newsreader list --theme ni", "night"),
    ] {
        let script = format!("source _newsreader; complete -C '{typed}'");
        let Some(said) = ran("fish", &["--no-config", "-c"], &script) else {
            return;
        };
        assert!(said.contains(found), "{typed}: {said}");
    }
}

/// What zsh makes of `$TYPED` and Tab. Its completion needs a terminal, which it has a module for.
const ZPTY: &str = r#"
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell 'PS1=; fpath=($PWD $fpath); autoload -U compinit; compinit -u -D; bindkey "^I" complete-word'
zpty -w shell 'show() { print -r -- "<$BUFFER>" }; zle -N show; bindkey "^X" show; unsetopt auto_list; echo REA""DY'
zpty -r shell line '*READY*'
zpty -n -w shell "$TYPED"$'\t\x18'
zpty -r shell line '*<*>*'
print -r -- $line
zpty -d shell
"#;

#[test]
fn zsh_completes_what_follows_a_command() {
    for (typed, found) in [
        ("newsreader comp", "completions"),
        ("newsreader list --form", "--format"),
        ("newsreader list --format pa", "paths"),
        ("newsreader completions el", "elvish"),
        ("newsreader --theme ni", "night"),
        ("newsreader a", "a.md"),
    ] {
        let script = format!("TYPED='{typed}'\n{ZPTY}");
        let Some(said) = ran("zsh", &["-f", "-c"], &script) else {
            return;
        };
        let made = said.rsplit('<').next().unwrap();
        assert!(made.contains(found), "{typed}: {said}");
    }
}

#[test]
fn the_manual_is_a_page_for_each_command() {
    let folder = tempfile::tempdir().unwrap();
    let pages = folder.path().join("man1");
    newsreader(&["man", "--out", pages.to_str().unwrap()])
        .assert()
        .success()
        .stdout("");
    for name in [
        "newsreader.1",
        "newsreader-list.1",
        "newsreader-state-import.1",
    ] {
        assert!(pages.join(name).is_file(), "{name}");
    }
    let page = out(&mut newsreader(&["man"]));
    assert_eq!(
        page,
        fs::read_to_string(pages.join("newsreader.1")).unwrap()
    );
    let headings = page.lines().filter_map(|line| line.strip_prefix(".SH "));
    let headings: Vec<_> = headings.collect();
    for heading in [
        "NAME",
        "SYNOPSIS",
        "OPTIONS",
        "KEYS",
        "SEARCH",
        "FILES",
        "ENVIRONMENT",
        "\"EXIT STATUS\"",
        "EXAMPLES",
    ] {
        assert!(headings.contains(&heading), "{heading}: {headings:?}");
    }
    for entry in fs::read_dir(&pages).unwrap() {
        let page = fs::read_to_string(entry.unwrap().path()).unwrap();
        accepts("groff", &["-man", "-Tutf8", "-ww", "-z", "-k"], &page);
        accepts("mandoc", &["-Tlint", "-Wwarning"], &page);
    }
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let below = file.join("man1");
    let refused = newsreader(&["man", "--out", below.to_str().unwrap()])
        .assert()
        .code(2);
    refused.stderr(contains("cannot be written").and(contains("\n").count(1)));
}

#[test]
fn the_manual_has_the_keys_as_they_are_set() {
    let page = out(&mut newsreader(&["man"]));
    assert!(page.contains("mark the article as read") && page.contains("section:sports"));
    let set = newsreader(&["man", "--set", "keymap=emacs"])
        .output()
        .unwrap();
    let set = String::from_utf8(set.stdout).unwrap();
    assert!(
        !page.contains("Alt\\-w") && set.contains("Alt\\-w"),
        "{set}"
    );
}

#[test]
fn packages_have_what_is_made_for_them() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    let script = fs::read_to_string(root.join(".ci/package")).unwrap();
    let made = manifest
        .split('"')
        .filter_map(|word| word.strip_prefix("target/package/"));
    let made: Vec<_> = made.map(|path| path.trim_end_matches("/*")).collect();
    assert_eq!(made.len(), 8, "{made:?}");
    for path in made {
        assert!(script.contains(&format!("\"$files/{path}\"")), "{path}");
    }
    for folder in [
        "share/man/man1",
        "bash-completion/completions",
        "zsh/vendor-completions",
        "zsh/site-functions",
        "fish/vendor_completions.d",
    ] {
        assert!(manifest.contains(folder), "{folder}");
    }
}
