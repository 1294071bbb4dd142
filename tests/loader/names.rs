//! Which names are articles, which are hidden, and which ones `.gitignore` and `.ignore` exclude.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;
use std::time::{Duration, UNIX_EPOCH};

use crate::properties::properties;
use crate::shared::shared;
use newsreader::loader::{self, Options, read_body};
use proptest::prelude::*;

use crate::{EVERYTHING, Scan, Tree, soon};

#[test]
fn markdown_files_in_all_folders_are_listed() {
    Tree::new(&["a.md", "b.MARKDOWN", "c/d.Mdx", "c/e/f.mkd"])
        .scan()
        .lists(&["a.md", "b.MARKDOWN", "c/d.Mdx", "c/e/f.mkd"])
        .counts(0, 0)
        .complains(&[]);
}

#[test]
fn other_files_are_not() {
    Tree::new(&["a.txt", "md", "b.md.bak", "c/d.html", "e.md5"])
        .scan()
        .lists(&[])
        .counts(0, 0)
        .complains(&[]);
}

#[test]
fn an_empty_folder_has_no_articles_and_no_problems() {
    Tree::new(&[]).scan().lists(&[]).complains(&[]);
}

#[test]
fn size_and_time_are_those_of_the_file() {
    let tree = Tree::new(&["a.md"]);
    let file = fs::File::options()
        .write(true)
        .open(tree.at("a.md"))
        .unwrap();
    let time = UNIX_EPOCH + Duration::from_secs(1_599_126_831);
    file.set_modified(time).unwrap();
    let article = &tree.scan().articles[0];
    assert_eq!((article.size, article.modified), (5, 1_599_126_831));
}

#[test]
fn names_that_are_no_text_are_listed_and_read() {
    let tree = Tree::new(&[]);
    let long = [&[b'x'; 252][..], b".md"].concat();
    // Names that differ in little, and those that another system reserves.
    let names: [&[u8]; 15] = [
        b"\xff\xfe.md",
        b"a\nb.md",
        b"-rf.md",
        b"e\xcc\x81.md",
        b"\xc3\xa9.md",
        b"a.md",
        b"A.md",
        b"a .md",
        b"a..md",
        b"CON.md",
        b"aux.md",
        b"C:x.md",
        b"\\\\?\\x.md",
        b" .md",
        &long,
    ];
    for name in names {
        tree.file(OsStr::from_bytes(name), name);
    }
    let scan = tree.scan();
    let listed: BTreeSet<&[u8]> = scan
        .articles
        .iter()
        .map(|article| &*article.id.path)
        .collect();
    assert_eq!(listed, BTreeSet::from(names));
    for article in &scan.articles {
        assert!(!article.title().is_empty());
        assert!(read_body(&tree.root(), &article.id).is_ok());
    }
}

#[test]
fn hidden_articles_and_folders_are_counted_not_listed() {
    let tree = Tree::new(&["a.md", ".b.md", ".c/d.md", ".c/e.md", ".x", ".y.png"]);
    tree.scan().lists(&["a.md"]).counts(2, 0);
    tree.scan_with(EVERYTHING)
        .lists(&[".b.md", ".c/d.md", ".c/e.md", "a.md"])
        .counts(0, 0);
}

#[test]
fn git_keeps_no_articles_in_its_folder() {
    let tree = Tree::new(&["a.md", ".git/refs/heads/b.md", "in/.git"]);
    tree.scan_with(EVERYTHING).lists(&["a.md"]).counts(0, 0);
}

#[test]
fn ignored_articles_and_folders_are_counted_not_listed() {
    let tree = Tree::new(&[
        "a.md",
        "draft-b.md",
        "old/c.md",
        "old/d.md",
        "in/draft-e.md",
        "in/old.md",
        "draft-x.png",
    ]);
    tree.file(".gitignore", "draft-*\nold/\n");
    tree.scan().lists(&["a.md", "in/old.md"]).counts(0, 3);
    let no_ignore = Options {
        no_ignore: true,
        hidden: false,
    };
    let all = tree.scan_with(no_ignore).counts(0, 0);
    assert_eq!(all.articles.len(), 6);
}

#[test]
fn inner_rules_overrule_outer_ones() {
    let tree = Tree::new(&[
        "a.md",
        "c.md",
        "in/a.md",
        "in/b.md",
        "in/deep/a.md",
        "in/deep/c.md",
    ]);
    tree.file(".gitignore", "a.md\n");
    tree.file("in/.gitignore", "!a.md\n/b.md\ndeep/c.md\n");
    tree.file("in/deep/.gitignore", "\u{feff}a.md\n");
    tree.scan().lists(&["c.md", "in/a.md"]).counts(0, 4);
}

#[test]
fn dot_ignore_overrules_gitignore() {
    let tree = Tree::new(&["a.md", "b.md"]);
    tree.file(".gitignore", "*.md\n");
    tree.file(".ignore", "!b.md\n");
    tree.scan().lists(&["b.md"]).counts(0, 1);
}

#[test]
fn rules_outside_of_the_root_do_not_count() {
    let tree = Tree::new(&["root/a.md", "root/b.md"]);
    tree.file(".gitignore", "root/\n*.md\n");
    tree.file("root/.git/info/exclude", "*.md\n");
    let roots = loader::roots(&[tree.at("root")]).unwrap();
    Scan::of(&roots, Options::default())
        .lists(&["a.md", "b.md"])
        .counts(0, 0);
}

#[test]
fn rules_that_are_wrong_cost_themselves_only() {
    let tree = Tree::new(&["a.md", "b.md", "in/c.md", "out/d.md"]);
    tree.file(".gitignore", "# ok\n{a,b\n/a.md\n");
    tree.fifo("in/.gitignore");
    tree.link("/etc/passwd", "out/.ignore");
    let scan = soon(move || tree.scan());
    scan.lists(&["b.md", "in/c.md", "out/d.md"]).complains(&[
        "/.gitignore: line 2",
        "in/.gitignore: is not a regular file",
        "out/.ignore: ",
    ]);
}

const FILES: &str = r"([ab]|\.c|dd?)(/([ab]|\.c|dd?)){0,3}\.(md|txt)";
const RULE_FILES: &str = r"(([ab]|d)/){0,2}\.(gitignore|ignore)";
const RULES: &str = r"(!?/?([abd*?]|dd|\*\*/)/?[ab*]?(\.md)?\n){0,4}";

proptest! {

    #![proptest_config(properties(96))]

    /// Without links, the walk lists what the plain one of the crate `ignore` does, except that a hidden name
    /// stays hidden whatever the rules say.
    #[test]
    fn the_walk_agrees_with_a_plain_one(
        files in prop::collection::btree_set(FILES, 1..20),
        rules in prop::collection::vec((RULE_FILES, RULES), 0..5),
        hidden: bool,
        no_ignore: bool,
    ) {
        let tree = Tree::new(&files.iter().map(String::as_str).collect::<Vec<_>>());
        for (path, text) in rules {
            tree.file(path, text);
        }
        let plain: BTreeSet<String> = ignore::WalkBuilder::new(tree.at(""))
            .standard_filters(false)
            .hidden(false)
            .ignore(!no_ignore)
            .git_ignore(!no_ignore)
            .require_git(false)
            .build()
            .map(|entry| entry.unwrap().into_path())
            .filter(|path| path.extension() == Some("md".as_ref()) && path.is_file())
            .map(|path| path.strip_prefix(tree.at("")).unwrap().to_str().unwrap().to_owned())
            .filter(|path| hidden || !path.starts_with(".c") && !path.contains("/.c"))
            .collect();
        let walked = tree.scan_with(Options { no_ignore, hidden }).paths();
        prop_assert_eq!(BTreeSet::from_iter(walked), plain);
    }
}

#[test]
fn every_real_article_is_listed() {
    let Some(shared) = shared("every_real_article_is_listed") else {
        return;
    };
    let corpus = shared.join("corpus");
    let scan = Scan::of(&loader::roots(&[&corpus]).unwrap(), EVERYTHING);
    assert_eq!(scan.articles.len(), count(corpus));
    assert!(
        scan.articles
            .iter()
            .all(|article| !article.title().is_empty())
    );
}

/// Article files below a folder, counted in the plainest way.
fn count(corpus: PathBuf) -> usize {
    let mut folders = vec![corpus];
    let mut count = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.to_str().unwrap().to_lowercase();
            if path.is_dir() {
                folders.push(path);
            } else if [".md", ".markdown", ".mdx", ".mkd"]
                .iter()
                .any(|end| name.ends_with(end))
            {
                count += 1;
            }
        }
    }
    count
}
