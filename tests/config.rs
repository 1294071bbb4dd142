//! Settings from outside: files, variables and flags of the binary, and what it says about them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    missing_docs
)]

use std::fs;
use std::path::Path;
use std::process::{Command as Process, Stdio};

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use predicates::prelude::*;
use predicates::str::{contains, is_empty};
use tempfile::TempDir;

const TEXT: &str = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen\n";

/// A home with this config file, and a folder with an article beside a collection's settings.
fn home(config: &str, collection: &str) -> TempDir {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("newsreader");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("config.yaml"), config).unwrap();
    fs::write(home.path().join(".newsreader.yaml"), collection).unwrap();
    fs::write(home.path().join("a.md"), TEXT).unwrap();
    home
}

fn newsreader(home: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(cargo_bin!("newsreader"));
    command.args(args).current_dir(home);
    command.env("XDG_CONFIG_HOME", home);
    command.env("XDG_CACHE_HOME", home.join("cache"));
    command
}

/// The width of the longest line of the article.
fn widest(command: &mut Command) -> usize {
    let output = command.output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| line.chars().count()).max().unwrap()
}

#[test]
fn flags_come_before_variables_and_these_before_files() {
    let home = home("measure: 50\n", "measure: 20\n");
    let show = |args: &[&str]| newsreader(home.path(), &[&["show", "a.md"], args].concat());
    assert!((45..=50).contains(&widest(&mut show(&[]))));
    assert!((30..=40).contains(&widest(show(&[]).env("NEWSREADER_MEASURE", "40"))));
    let mut both = show(&["--set", "measure=30"]);
    assert!((20..=30).contains(&widest(both.env("NEWSREADER_MEASURE", "40"))));
    assert!(widest(&mut show(&["--no-config"])) > 60);
}

#[test]
fn a_search_of_the_settings_can_be_listed_by_its_name() {
    let config =
        "searches:\n- {name: Long, query: 'text:fifteen'}\n- {name: Wrong, query: 'a (b'}\n";
    let home = home(config, "");
    for (name, found) in [("long", "a.md\n"), ("Wrong", "")] {
        let args = ["list", "--format", "paths", "--section", name, "."];
        newsreader(home.path(), &args)
            .assert()
            .success()
            .stdout(predicates::str::ends_with(found))
            .stderr(contains(
                "“Wrong”: at 3 in its query: this “(” is not closed",
            ));
    }
}

#[test]
fn what_is_wrong_is_said_and_the_file_stays_as_it_is() {
    let wrong = "measur: 50\nbidi: 7\n";
    let home = home(wrong, "keep: 1\n");
    let path = home.path().join("newsreader/config.yaml");
    newsreader(home.path(), &["list", "."])
        .assert()
        .success()
        .stdout(contains("a.md").or(contains("A")))
        .stderr(contains(
            "config.yaml:1:1: There is no option “measur”; “measure” is the nearest",
        ))
        .stderr(contains(
            "config.yaml:2:7: bidi: “7” is not one of auto, on, off",
        ))
        .stderr(contains(".newsreader.yaml:1:1: There is no option “keep”"));
    newsreader(home.path(), &["config", "--check"])
        .assert()
        .code(1)
        .stdout(contains("config.yaml:1:1"));
    assert_eq!(fs::read_to_string(&path).unwrap(), wrong);
    newsreader(home.path(), &["list", "--no-config", "."])
        .assert()
        .success()
        .stderr(is_empty());
}

#[test]
fn variables_and_flags_are_told_by_their_names() {
    let home = home("", "");
    newsreader(home.path(), &["config", "--check", "--set", "justfy=yes"])
        .env("NEWSREADER_MEASURE", "wide")
        .assert()
        .code(1)
        .stdout(contains(
            "NEWSREADER_MEASURE: measure: “wide” is no number from 20 to 400",
        ))
        .stdout(contains(
            "--set justfy: There is no option “justfy”; “justify” is the nearest",
        ));
}

#[test]
fn the_printed_file_and_schema_are_whole() {
    let home = home("", "");
    let printed = newsreader(home.path(), &["config", "--print"])
        .output()
        .unwrap();
    let file = home.path().join("printed.yaml");
    fs::write(&file, &printed.stdout).unwrap();
    let named = file.to_str().unwrap();
    newsreader(home.path(), &["config", "--check", "--config", named])
        .assert()
        .success()
        .stdout(is_empty());
    newsreader(home.path(), &["config", "--path"])
        .assert()
        .success()
        .stdout(contains("newsreader/config.yaml"));
    for flag in ["--schema", "--collection-schema"] {
        let schema = newsreader(home.path(), &["config", flag]).output().unwrap();
        let schema: serde_json::Value = serde_json::from_slice(&schema.stdout).unwrap();
        assert!(schema["properties"]["measure"]["maximum"].is_number());
    }
}

#[test]
fn a_file_that_was_named_must_be_there() {
    let home = home("", "");
    newsreader(home.path(), &["list", "--config", "nowhere.yaml"])
        .assert()
        .code(2)
        .stderr(contains("nowhere.yaml"));
    newsreader(home.path(), &["list", "--config", "."])
        .assert()
        .code(2)
        .stderr(contains("is no regular file"));
}

/// Holds the printed file against the schema: as it is, with every option at its default, with every example, and with values
/// that are wrong. Needs `python3` with `PyYAML` and `jsonschema`.
const CHECKER: &str = r#"
import json, re, sys, yaml, jsonschema
schema, printed = (open(path, encoding="utf-8").read() for path in sys.argv[1:])
schema = json.loads(schema)
jsonschema.Draft202012Validator.check_schema(schema)
valid = jsonschema.Draft202012Validator(schema).validate
defaults = re.sub(r"^#(?=\S)", "", printed, flags=re.M)
examples = re.sub(r"^#(\w+): .*\n((?:#   .*\n)+)",
    lambda found: found[1] + ":\n" + re.sub(r"^# ", "", found[2], flags=re.M), printed, flags=re.M)
options = set(schema["properties"])
for text, least in [(printed, set()), (defaults, options), (examples, {"keys", "themes", "searches", "pipes", "sections"})]:
    data = yaml.safe_load(text)
    valid(data)
    assert set(data or {}) >= least, (least, data)
for wrong in ["measure: 5", "measure: wide", "bogus: 1", "color: blue", "mouse: 7", "theme: 3", "searches: [{name: x}]",
              "keys: {panes: {x: nothing}}", "keys: {nowhere: {x: quit}}", "themes: {mine: {accnt: red}}", "- a", "text"]:
    try: valid(yaml.safe_load(wrong))
    except jsonschema.ValidationError: continue
    sys.exit("taken: " + wrong)
"#;

#[test]
fn an_independent_checker_takes_the_printed_file_and_no_wrong_one() {
    let known = Process::new("python3")
        .args(["-c", "import yaml, jsonschema"])
        .stderr(Stdio::null())
        .status();
    if !known.is_ok_and(|status| status.success()) {
        println!("skipped: python3 with PyYAML and jsonschema is absent");
        return;
    }
    let home = home("", "");
    let written = |flag: &str, name: &str| {
        let output = newsreader(home.path(), &["config", flag]).output().unwrap();
        let path = home.path().join(name);
        fs::write(&path, output.stdout).unwrap();
        path
    };
    let checked = Process::new("python3")
        .args(["-c", CHECKER])
        .arg(written("--schema", "schema.json"))
        .arg(written("--print", "printed.yaml"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&checked.stderr);
    assert!(checked.status.success(), "{said}");
}

#[test]
fn a_first_file_is_made_and_never_written_over() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("newsreader/config.yaml");
    let init = || newsreader(home.path(), &["config", "--init"]).assert();
    init().success().stdout(format!("{}\n", path.display()));
    let print = newsreader(home.path(), &["config", "--print"]).output();
    assert_eq!(fs::read(&path).unwrap(), print.unwrap().stdout);
    fs::write(&path, "measure: 50\n").unwrap();
    init().code(2).stderr(contains("there is one already"));
    assert_eq!(fs::read_to_string(&path).unwrap(), "measure: 50\n");
}

#[test]
fn options_of_every_command_may_stand_before_it() {
    let home = home("", "");
    let file = home.path().join("own.yaml");
    fs::write(&file, "measure: 50\n").unwrap();
    let own = format!("--config={}", file.display());
    for before in [
        &["--config", "own.yaml"][..],
        &[&own],
        &["-v", "--set", "measure=50"],
    ] {
        let args = [before, &["show", "a.md"]].concat();
        let mut show = newsreader(home.path(), &args);
        let show = show.env("XDG_STATE_HOME", home.path());
        assert!((45..=50).contains(&widest(show)), "{before:?}");
    }
    // Anything else before it says that it is a path.
    newsreader(home.path(), &["--featured", "list"])
        .assert()
        .code(2)
        .stderr(contains("list: there is no such file or folder").or(contains("terminal")));
}
