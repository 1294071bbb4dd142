//! The binary from outside, without a terminal: `list`, `show`, refusals, exit codes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    missing_docs
)]

#[path = "cli/choices.rs"]
mod choices;
#[path = "cli/forms.rs"]
mod forms;
#[path = "cli/manual.rs"]
mod manual;
#[path = "support/shared.rs"]
mod shared;
#[path = "cli/sifting.rs"]
mod sifting;

use std::fs;
use std::path::Path;
use std::process::{Command as Process, Stdio};

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use predicates::prelude::*;
use predicates::str::contains;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::shared::shared;

fn newsreader(args: &[&str]) -> Command {
    let mut command = Command::new(cargo_bin!("newsreader"));
    let cache = concat!(env!("CARGO_TARGET_TMPDIR"), "/no-cache");
    command
        .args(args)
        .env_remove("NO_COLOR")
        .env("XDG_CACHE_HOME", cache)
        .env("XDG_CONFIG_HOME", cache)
        .env(
            "XDG_DATA_HOME",
            concat!(env!("CARGO_TARGET_TMPDIR"), "/no-data"),
        );
    command
}

fn sample() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("sample-content")
        .to_str()
        .unwrap()
        .to_owned()
}

/// A folder of files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn two() -> TempDir {
    folder(&[
        (
            "old.md",
            "---\ntitle: Old\ndate: 2020-09-03-09-53-51\ncategories: [latest, Sports]\nfeatured: true\n---\nBody of old.\n",
        ),
        (
            "b/new.md",
            "---\ntitle: New\ndate: 2021-01-02T03:04:05+01:00\ntags: [x]\nauthor: Ada\n---\nBody of **new**.\n",
        ),
    ])
}

fn path(folder: &TempDir) -> &str {
    folder.path().to_str().unwrap()
}

fn out(command: &mut Command) -> String {
    String::from_utf8(command.assert().success().get_output().stdout.clone()).unwrap()
}

#[test]
fn without_a_terminal_the_reader_refuses() {
    let refused = newsreader(&[&sample()])
        .assert()
        .code(2)
        .stdout("")
        .get_output()
        .stderr
        .clone();
    let said = String::from_utf8(refused).unwrap();
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(
        !said.contains('\x1b') && said.contains("terminal"),
        "{said}"
    );
}

#[test]
fn what_is_not_there_is_one_sentence_and_code_2() {
    for args in [
        &["list", "/no/such/folder"][..],
        &["show", "/no/such/file.md"],
    ] {
        newsreader(args)
            .assert()
            .code(2)
            .stdout("")
            .stderr(contains("/no/such/").and(contains("\n").count(1)));
    }
    newsreader(&["show"]).assert().code(2);
    newsreader(&["--nonsense"]).assert().code(2);
}

#[test]
fn help_and_version_answer() {
    newsreader(&["--version"])
        .assert()
        .success()
        .stdout(contains(env!("CARGO_PKG_VERSION")));
    newsreader(&["--help"])
        .assert()
        .success()
        .stdout(contains("newsreader list").and(contains("--section")));
}

#[test]
fn list_orders_and_filters_like_the_reader() {
    let two = two();
    let paths = |args: &[&str]| {
        let all = [&["list", path(&two), "--format", "paths"], args].concat();
        out(&mut newsreader(&all)).replace(&format!("{}/", path(&two)), "")
    };
    assert_eq!(paths(&[]), "b/new.md\nold.md\n");
    assert_eq!(paths(&["--limit", "1"]), "b/new.md\n");
    assert_eq!(paths(&["--section", "sports"]), "old.md\n");
    assert_eq!(paths(&["--section", "SPORTS", "--featured"]), "old.md\n");
    assert_eq!(paths(&["--featured"]), "old.md\n");
    assert_eq!(paths(&["--section", "nothing"]), "");
    assert_eq!(
        out(&mut newsreader(&["list", path(&two)])),
        "2021-01-02 03:04                  New\n2020-09-03 09:53  latest, Sports  Old\n"
    );
}

#[test]
fn list_writes_json_with_dates_as_written() {
    let two = two();
    let text = out(&mut newsreader(&["list", path(&two), "--format", "json"]));
    let rows: Value = serde_json::from_str(&text).unwrap();
    let expected = json!({
        "path": format!("{}/old.md", path(&two)), "title": "Old", "date": "2020-09-03T09:53:51", "updated": null,
        "sections": ["latest", "Sports"], "tags": [], "featured": true, "draft": false, "description": null,
        "authors": [], "image": null, "problems": [],
    });
    assert_eq!(rows[1], expected);
    let keys: Vec<&String> = rows[0].as_object().unwrap().keys().collect();
    let order =
        "path title date updated sections tags featured draft description authors image problems";
    assert_eq!(keys, order.split(' ').collect::<Vec<_>>());
    assert_eq!(
        (&rows[0]["date"], &rows[0]["authors"], &rows[0]["tags"]),
        (
            &json!("2021-01-02T03:04:05+01:00"),
            &json!(["Ada"]),
            &json!(["x"])
        )
    );
    let lines = out(&mut newsreader(&["list", path(&two), "--format", "jsonl"]));
    let lines: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(Value::Array(lines), rows);
}

#[test]
fn nothing_is_lost_whatever_is_wrong_with_it() {
    let folder = folder(&[
        (
            "broken.md",
            "---\ntitle: Lara: a story\ndate: 2024-13-45\n---\nThe body.\n",
        ),
        ("empty.md", ""),
    ]);
    fs::write(
        folder.path().join("binary.md"),
        [0x7f, b'E', b'L', b'F', 0, 0, 1, 2, 0xff],
    )
    .unwrap();
    fs::write(folder.path().join("latin.md"), b"# Caf\xe9\n\nA caf\xe9.\n").unwrap();
    let text = out(&mut newsreader(&[
        "list",
        path(&folder),
        "--format",
        "json",
    ]));
    let rows: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(rows.as_array().unwrap().len(), 4);
    let find = |name: &str| {
        rows.as_array()
            .unwrap()
            .iter()
            .find(|row| row["path"].as_str().unwrap().ends_with(name))
            .unwrap()
    };
    assert_eq!(find("broken.md")["title"], "Lara: a story");
    assert_ne!(find("broken.md")["problems"], json!([]));
    assert_ne!(find("binary.md")["problems"], json!([]));
    assert_ne!(find("latin.md")["problems"], json!([]));
    let show = |name: &str| {
        out(&mut newsreader(&[
            "show",
            folder.path().join(name).to_str().unwrap(),
        ]))
    };
    assert!(show("broken.md").contains("The body."));
    assert!(show("latin.md").contains("A caf\u{fffd}."));
    show("binary.md");
    show("empty.md");
}

#[test]
fn show_sets_an_article_in_plain_text() {
    let two = two();
    let file = two.path().join("b/new.md");
    let file = file.to_str().unwrap();
    let plain = out(&mut newsreader(&[
        "show", file, "--color", "never", "--width", "40",
    ]));
    assert!(
        plain.starts_with("New\n") && plain.contains("Body of new."),
        "{plain}"
    );
    assert!(!plain.contains('\x1b'));
    assert_eq!(
        plain,
        out(&mut newsreader(&["show", file, "--width", "40"])),
        "a pipe has no colours"
    );
    let styled = out(&mut newsreader(&[
        "show", file, "--color", "always", "--width", "40",
    ]));
    assert!(styled.contains("\x1b[1mnew\x1b[0m"), "{styled}");
    let mut piped = newsreader(&["show", "-", "--width", "40"]);
    piped.write_stdin(fs::read(file).unwrap());
    assert_eq!(out(&mut piped), plain);
    let longest = |width: &str| {
        let text = "---\ntitle: T\n---\n".to_owned() + &"word ".repeat(200);
        let mut command = newsreader(&["show", "-", "--width", width]);
        command.write_stdin(text);
        out(&mut command).lines().map(str::len).max().unwrap()
    };
    assert!(longest("30") <= 30 && longest("100") > 90);
}

#[test]
fn show_colours_code() {
    let text = "```rust\nlet a = \"b\";\n```\n\n```nosuch\nlet\n```\n";
    let show = |color: &str| {
        let mut shown = newsreader(&["show", "-", "--color", color]);
        shown.write_stdin(text);
        out(&mut shown)
    };
    let coloured = show("always");
    let line = "\x1b[38;5;31mlet\x1b[0m a = \x1b[38;5;28m\"b\"\x1b[0m;\n";
    assert!(coloured.contains(line), "{coloured}");
    assert!(
        coloured.contains("\x1b[38;5;130mlet\x1b[0m\n"),
        "{coloured}"
    );
    let plain = show("never");
    assert!(plain.contains("  let a = \"b\";\n") && !plain.contains('\x1b'));
}

#[test]
fn what_is_struck_out_reads_so_without_styles() {
    let mut shown = newsreader(&["show", "-", "--color", "never"]);
    shown.write_stdin("# T\n\na ~~b **c**~~ d\n");
    assert!(out(&mut shown).contains("a ~~b c~~ d\n"));
}

#[test]
fn the_standard_input_is_an_article() {
    let text = "---\ntitle: Piped\ndate: 2020-01-01\n---\nThe body.\n";
    let two = two();
    let mut listed = newsreader(&["list", "-", path(&two), "--format", "jsonl"]);
    listed.write_stdin(text);
    let listed = out(&mut listed);
    assert_eq!(listed.lines().count(), 3);
    let last: Value = serde_json::from_str(listed.lines().last().unwrap()).unwrap();
    assert_eq!(
        (&last["path"], &last["title"]),
        (&json!("-"), &json!("Piped"))
    );
    let mut untitled = newsreader(&["show", "-"]);
    untitled.write_stdin("Only text.");
    assert_eq!(out(&mut untitled), "Standard input\n\nOnly text.\n");
}

#[test]
fn drafts_can_be_left_out() {
    let folder = folder(&[
        ("a.md", "---\ntitle: A\n---\n"),
        ("b.md", "---\ntitle: B\ndraft: true\n---\n"),
        ("c.md", "---\ntitle: C\npublished: false\n---\n"),
    ]);
    let titles = |args: &[&str]| {
        let table = out(&mut newsreader(&[&["list", path(&folder)], args].concat()));
        table.split_whitespace().collect::<String>()
    };
    assert_eq!(titles(&[]), "ABC");
    assert_eq!(titles(&["--no-drafts"]), "A");
}

#[cfg(unix)]
#[test]
fn links_out_of_the_folder_are_followed_only_when_asked() {
    let outside = two();
    let folder = folder(&[("a.md", "---\ntitle: A\n---\n")]);
    std::os::unix::fs::symlink(outside.path(), folder.path().join("out")).unwrap();
    std::os::unix::fs::symlink(
        outside.path().join("old.md"),
        folder.path().join("again.md"),
    )
    .unwrap();
    std::os::unix::fs::symlink(folder.path(), outside.path().join("back")).unwrap();
    let list = |args: &[&str]| {
        out(&mut newsreader(
            &[&["list", path(&folder), "--format", "paths"], args].concat(),
        ))
    };
    assert_eq!(list(&[]).lines().count(), 1);
    assert_eq!(
        list(&["--follow"]).lines().count(),
        3,
        "each file once: {}",
        list(&["--follow"])
    );
}

#[test]
fn a_closed_pipe_ends_quietly() {
    for args in [
        &["list", &sample()][..],
        &["show", &format!("{}/../README.md", sample())],
        &["--help"],
    ] {
        let mut child = Process::new(cargo_bin!("newsreader"))
            .args(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let ended = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8_lossy(&ended.stderr), "", "{args:?}");
        assert!(ended.status.success(), "{args:?}: {:?}", ended.status);
    }
}

#[test]
fn an_article_past_8_mib_is_shown_up_to_there() {
    let folder = folder(&[]);
    let file = folder.path().join("long.md");
    fs::write(&file, "word ".repeat(2 * 1024 * 1024)).unwrap();
    let shown = newsreader(&["show", file.to_str().unwrap()])
        .assert()
        .success()
        .stderr(contains("left out"));
    let words = shown
        .get_output()
        .stdout
        .split(u8::is_ascii_whitespace)
        .filter(|word| *word == b"word")
        .count();
    assert!((1_600_000..1_700_000).contains(&words), "{words}");
}

#[test]
fn the_seed_comes_out_whole() {
    let Some(shared) = shared("the_seed_comes_out_whole") else {
        return;
    };
    let seed = shared.join("seed/roma-smalling.md");
    let seed = seed.to_str().unwrap();
    let rows: Value =
        serde_json::from_str(&out(&mut newsreader(&["list", seed, "--format", "json"]))).unwrap();
    let row = &rows[0];
    assert_eq!(
        row["title"],
        "Roma make breakthrough in bid to sign Chris Smalling from Manchester United"
    );
    assert_eq!(row["date"], "2020-09-03T09:53:51");
    assert_eq!(row["sections"], json!(["latest", "sports"]));
    assert_eq!(
        (&row["featured"], &row["problems"]),
        (&json!(true), &json!([]))
    );
    assert!(
        row["description"]
            .as_str()
            .unwrap()
            .ends_with("a swift deal with Man United.")
    );
    let shown = out(&mut newsreader(&["show", seed, "--color", "never"]));
    assert!(!shown.contains("_layouts.post") && !shown.contains("section: content"));
    assert!(
        shown.trim_start().starts_with("Roma make breakthrough")
            && shown.contains("to lure him away.")
    );
}

const SITE: &[(&str, &str)] = &[
    ("img/there.png", "x"),
    (
        "a/one.md",
        "---\ntitle: One\ndate: 2020-01-02\n---\nA [dead](gone.md) and a [good](two.md#x) link.\n",
    ),
    (
        "a/two.md",
        "---\ntitle: Two\ndate: 2020-01-03\n---\n![](/img/there.png) ![x](/img/gone.png)\n\n```\nopen\n",
    ),
    (
        "b/two.md",
        "---\ntitle: Two\ndate: 2020-01-03\n---\n[by its name](/2020/01/02/one/) [web](https://example.org/x.md)\n",
    ),
    ("b/late.md", "---\ntitle: Late\ndate: 9020-01-03\n---\n"),
    ("b/bad.md", "---\ntitle: Bad\ndate: someday\n---\n"),
];

#[test]
fn check_says_what_is_wrong_and_where() {
    let site = folder(SITE);
    let mut command = newsreader(&["check", "--format", "json", path(&site)]);
    let output = command.assert().code(1).get_output().stdout.clone();
    let found: Value = serde_json::from_slice(&output).unwrap();
    let said: Vec<String> = found
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let file = row["path"].as_str().unwrap();
            let file = file.strip_prefix(path(&site)).unwrap();
            let kind = row["kind"].as_str().unwrap();
            format!("{file}:{}:{} {kind}", row["line"], row["column"])
        })
        .collect();
    assert_eq!(
        said,
        [
            "/a/one.md:5:3 dead-link",
            "/a/two.md:5:1 missing-alt",
            "/a/two.md:5:21 dead-image",
            "/a/two.md:7:1 unclosed-fence",
            "/b/bad.md:3:1 date",
            "/b/late.md:3:1 future-date",
            "/b/two.md:2:1 duplicate",
        ]
    );
    let first = &found[0];
    assert_eq!(first["message"], "Nothing is at `gone.md`");
    assert_eq!(first["fix"], "Correct the path, or take the link out");
    assert_eq!(
        first["text"],
        "A [dead](gone.md) and a [good](two.md#x) link."
    );
}

#[test]
fn check_for_people_shows_the_line_and_the_fix() {
    let site = folder(SITE);
    let file = format!("{}/a/one.md", path(&site));
    newsreader(&["check", &file])
        .assert()
        .code(1)
        .stdout(format!(
            "{file}:5:3: Nothing is at `gone.md` [dead-link]\n    \
         A [dead](gone.md) and a [good](two.md#x) link.\n      ^\n    \
         Correct the path, or take the link out\n"
        ))
        .stderr(contains("1 problem in 1 of 1 article"));
}

#[test]
fn check_leaves_out_what_it_is_told_to_and_ends_with_its_finding() {
    let site = folder(SITE);
    let kinds = "dead-link,dead-image,missing-alt,unclosed-fence,date,future-date,duplicate";
    newsreader(&["check", "--skip", kinds, path(&site)])
        .assert()
        .code(0)
        .stdout("");
    newsreader(&["check", "--skip", "taste", path(&site)])
        .assert()
        .code(2);
    newsreader(&["check", "/there/is/no/such"])
        .assert()
        .code(2)
        .stdout("");
    newsreader(&["check", "--help"])
        .assert()
        .code(0)
        .stdout(contains("unclosed-fence"));
    let clean = folder(&[("a.md", "---\ntitle: A\n---\nGood.\n")]);
    newsreader(&["check", "--format", "json", path(&clean)])
        .assert()
        .code(0)
        .stdout("[]\n");
}

#[cfg(target_os = "linux")] // elsewhere the cache directory has another name
#[test]
fn the_second_start_says_the_same_as_the_first_whatever_became_of_the_index() {
    let Some(shared) = shared("the second start") else {
        return;
    };
    let posts = shared.join("corpus/18f/content/posts");
    let cache = tempfile::tempdir().unwrap();
    let list = |format: &str| {
        let mut command = newsreader(&["list", "--format", format, posts.to_str().unwrap()]);
        out(command.env("XDG_CACHE_HOME", cache.path()))
    };
    let kept = || {
        let files = fs::read_dir(cache.path().join("newsreader")).unwrap();
        let paths: Vec<_> = files.map(|file| file.unwrap().path()).collect();
        let [path] = &paths[..] else {
            panic!("{paths:?}")
        };
        (path.clone(), fs::read(path).unwrap())
    };
    let first = list("jsonl");
    let (path, index) = kept();
    assert!(first.lines().count() > 400 && index.len() > 100_000);
    assert_eq!(list("jsonl"), first);
    assert!(
        kept().1 == index,
        "nothing changed, and it was written again"
    );
    fs::write(&path, &index[..index.len() / 2]).unwrap();
    assert_eq!(list("jsonl"), first);
    assert_eq!(kept().1.len(), index.len());
    fs::remove_dir_all(cache.path().join("newsreader")).unwrap();
    fs::write(cache.path().join("newsreader"), "no folder").unwrap();
    assert_eq!(list("jsonl"), first);
}

#[test]
fn list_takes_searches_and_orders() {
    let folder = folder(&[
        (
            "a.md",
            "---\ntitle: Rome\ndate: 2020-01-01\ntags: x\n---\nA long text about the old harbour.\n",
        ),
        (
            "b.md",
            "---\ntitle: Athens\ndate: 2021-01-01\ndescription: not Rome\n---\nShort.\n",
        ),
        ("c.md", "---\ntitle: Oslo\n---\nThe  old\nHarbour.\n"),
    ]);
    let listed = |args: &[&str]| {
        let mut command = newsreader(&["list", "--format", "jsonl"]);
        let done = command.args(args).arg(folder.path()).assert().success();
        let out = String::from_utf8(done.get_output().stdout.clone()).unwrap();
        let title = |line: &str| serde_json::from_str::<Value>(line).unwrap()["title"].clone();
        let titles: Vec<String> = out
            .lines()
            .map(|line| title(line).as_str().unwrap().to_owned())
            .collect();
        titles.join(" ")
    };
    assert_eq!(listed(&["--search", "rome"]), "Rome Athens");
    assert_eq!(
        listed(&["--search", "rome", "--sort", "date"]),
        "Athens Rome"
    );
    assert_eq!(listed(&["--search", "-rome"]), "Oslo");
    assert_eq!(
        listed(&["--search", "text:\"old harbour\" or tag:y"]),
        "Rome Oslo"
    );
    assert_eq!(listed(&["--search", "-text:harbour"]), "Athens");
    assert_eq!(listed(&["--search", "is:unread"]), "Athens Rome Oslo");
    assert_eq!(listed(&["--search", "is:starred"]), "");
    assert_eq!(listed(&["--sort", "title"]), "Athens Oslo Rome");
    assert_eq!(
        listed(&["--sort", "length", "--reverse"]),
        "Rome Oslo Athens"
    );
    assert_eq!(listed(&["--reverse"]), "Rome Athens Oslo");
    newsreader(&["list", "--search", "rome ("])
        .arg(folder.path())
        .assert()
        .success()
        .stderr(contains(
            "at 6: this “(” is not closed; what is looked for: rome",
        ));
    newsreader(&["list", "--sort", "colour", "."])
        .assert()
        .code(2);
}
