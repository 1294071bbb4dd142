//! What may be asked for: folders and single files, several of them, one within another.

use newsreader::error::Error;
use newsreader::loader::{self, Options, read_body};

use crate::{Scan, Tree, id, soon};

#[test]
fn a_file_given_by_name_is_the_only_one_whatever_it_is_called() {
    let tree = Tree::new(&["notes.txt", "a.md", ".hidden", "b/.gitignore"]);
    for path in ["notes.txt", ".hidden", "b/.gitignore"] {
        let roots = loader::roots(&[tree.at(path)]).unwrap();
        let name = path.rsplit('/').next().unwrap();
        let scan = Scan::of(&roots, Options::default()).lists(&[name]);
        let body = read_body(&roots, &scan.articles[0].id).unwrap();
        assert_eq!(body.text, "text\n");
    }
}

#[test]
fn a_link_given_by_name_is_opened_wherever_it_leads() {
    let (tree, elsewhere) = (Tree::new(&[]), Tree::new(&["a.md"]));
    tree.link(elsewhere.at("a.md"), "link.md");
    tree.link(elsewhere.at(""), "folder");
    for name in ["link.md", "folder"] {
        let roots = loader::roots(&[tree.at(name)]).unwrap();
        Scan::of(&roots, Options::default()).lists(&["a.md"]);
    }
}

#[test]
fn roots_keep_their_names_as_typed() {
    let tree = Tree::new(&["a/x.md"]);
    let typed = tree.at("a/../a/./");
    let roots = loader::roots(&[&typed]).unwrap();
    let labels: Vec<&str> = roots.labels().map(|label| &**label).collect();
    assert_eq!(labels, [typed.to_str().unwrap()]);
    assert!(roots.path(&id("x.md")).unwrap().ends_with("a/x.md"));
}

#[test]
fn what_cannot_be_opened_at_all_is_named() {
    let tree = Tree::new(&["a.md"]);
    tree.fifo("pipe.md");
    tree.link("nowhere", "dangling");
    let refused = |name: &str| {
        let path = tree.at(name);
        soon(move || loader::roots(&[path])).unwrap_err()
    };
    assert!(matches!(refused("missing"), Error::Missing { .. }));
    assert!(matches!(refused("dangling"), Error::Missing { .. }));
    assert!(matches!(refused("pipe.md"), Error::Special { .. }));
    assert!(matches!(refused("a.md/b"), Error::Unreadable { .. }));
    for name in ["missing", "dangling", "pipe.md", "a.md/b"] {
        let error = refused(name).to_string();
        assert!(
            error.starts_with(tree.at(name).to_str().unwrap()),
            "{error}"
        );
    }
}

#[test]
fn overlapping_roots_list_a_file_once_for_the_first() {
    let tree = Tree::new(&["a.md", "in/b.md", "in/.c/d.md", "e.txt"]);
    let listed = |paths: &[&str]| -> Vec<String> {
        let paths: Vec<_> = paths.iter().map(|path| tree.at(path)).collect();
        let scan = Scan::of(&loader::roots(&paths).unwrap(), Options::default());
        let ids = scan.articles.iter().map(|article| &article.id);
        ids.map(|id| format!("{}:{}", id.source, id.label()))
            .collect()
    };
    assert_eq!(listed(&["", "in"]), ["0:a.md", "0:in/b.md"]);
    assert_eq!(listed(&["in", ""]), ["0:b.md", "1:a.md"]);
    assert_eq!(listed(&["in/b.md", "", "in/b.md"]), ["0:b.md", "1:a.md"]);
    assert_eq!(listed(&["", "in/b.md"]), ["0:a.md", "0:in/b.md"]);
    assert_eq!(listed(&["", "in/.c"]), ["0:a.md", "0:in/b.md", "1:d.md"]);
    assert_eq!(
        listed(&["", "in/.c/d.md"]),
        ["0:a.md", "0:in/b.md", "1:d.md"]
    );
    assert_eq!(
        listed(&["e.txt", "e.txt", ""]),
        ["0:e.txt", "2:a.md", "2:in/b.md"]
    );
}
