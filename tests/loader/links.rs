//! Links of both kinds, and pipes, sockets and devices.

use std::fs;
use std::os::unix::net::UnixListener;

use newsreader::loader::{Options, Raw, read_body};

use crate::{Scan, Tree, id, soon};

#[test]
fn a_real_path_wins_over_every_link_to_it() {
    let tree = Tree::new(&["z/real.md", "z/deep/b.md"]);
    tree.link("z/real.md", "a.md");
    tree.link("z", "folder");
    tree.link("z/deep", "deep");
    tree.link(".", "self");
    tree.link("../..", "z/deep/up");
    tree.scan()
        .lists(&["z/deep/b.md", "z/real.md"])
        .complains(&[]);
}

#[test]
fn what_only_links_reach_is_listed_once_by_the_first() {
    let tree = Tree::new(&[
        ".store/a.md",
        ".store/sub/b.md",
        ".store/c.txt",
        "ignored/d.md",
        "plain.txt",
    ]);
    tree.file(".gitignore", "/ignored\n");
    tree.link("../.store", ".store/again");
    tree.link(".store", "two");
    tree.link(".store/sub", "three");
    tree.link(".store", "one");
    tree.link(".store/a.md", "first.md");
    tree.link(tree.at("ignored"), "news");
    tree.link("plain.txt", "plain.md");
    tree.link("plain.md", "plainer.md");
    tree.scan()
        .lists(&["first.md", "news/d.md", "one/sub/b.md", "plain.md"])
        .counts(1, 1)
        .complains(&[]);
    assert_eq!(tree.body("first.md").unwrap(), "text\n");
    assert_eq!(tree.body("one/sub/b.md").unwrap(), "text\n");
}

#[test]
fn links_out_of_the_root_are_not_followed() {
    let (tree, elsewhere) = (Tree::new(&["a.md"]), Tree::new(&["secret.md"]));
    tree.link(elsewhere.at("secret.md"), "b.md");
    tree.link(elsewhere.at(""), "c");
    tree.link("/dev/zero", "d.md");
    tree.link("/etc/passwd", "passwd");
    tree.link("/etc/passwd", ".hidden.md");
    let scan = tree.scan().lists(&["a.md"]).counts(1, 0);
    let scan = scan.complains(&["/b.md: is a link out of its root", "/c: ", "/d.md: "]);
    assert_eq!(scan.summary.outside, 3);
    assert!(tree.body("b.md").unwrap_err().contains("out of its root"));
    assert!(tree.body("c/secret.md").is_err());
    assert!(tree.body("../../../../../etc/passwd").is_err());
}

#[test]
fn links_that_lead_nowhere_are_problems() {
    let tree = Tree::new(&["a.md"]);
    tree.link("missing.md", "b.md");
    tree.link("c.md", "c.md");
    tree.link("e", "d");
    tree.link("d", "e");
    tree.link("missing.png", "f.png");
    tree.scan().lists(&["a.md"]).complains(&[
        "/b.md: is a link that leads nowhere",
        "/c.md: ",
        "/d: ",
        "/e: ",
    ]);
}

#[test]
fn hard_links_are_articles_of_their_own() {
    let tree = Tree::new(&["a.md"]);
    fs::hard_link(tree.at("a.md"), tree.at("b.md")).unwrap();
    tree.scan().lists(&["a.md", "b.md"]);
}

#[test]
fn pipes_sockets_and_devices_are_counted_and_never_opened() {
    let tree = Tree::new(&["a.md"]);
    tree.fifo("pipe.md");
    tree.fifo("pipe");
    tree.link("pipe.md", "link.md");
    let _socket = UnixListener::bind(tree.at("socket.md")).unwrap();
    let root = tree.root();
    let scan = soon(move || Scan::of(&root, Options::default()));
    let scan = scan.lists(&["a.md"]).complains(&[]);
    assert_eq!(scan.summary.special, 3);
    let root = tree.root();
    let refused = soon(move || read_body(&root, &id("pipe.md"))).unwrap_err();
    assert!(refused.contains("not a regular file"), "{refused}");
}

#[test]
fn one_text_after_the_other_is_read_from_its_own_folder() {
    let (tree, elsewhere) = (Tree::new(&[]), Tree::new(&["a.md"]));
    for path in ["a.md", "x/a.md", "x/b.md", "x/y/a.md"] {
        tree.file(path, format!("---\n{path}"));
    }
    tree.link("x", "z");
    let root = tree.root();
    let mut raw = Raw::new(&root);
    for (path, text) in [
        ("x/a.md", "x/a.md"),
        ("x/b.md", "x/b.md"),
        ("a.md", "a.md"),
        ("x/y/a.md", "x/y/a.md"),
        ("z/y/a.md", "x/y/a.md"),
        ("x/a.md", "x/a.md"),
    ] {
        assert_eq!(raw.text(&id(path), 4).unwrap(), text.as_bytes());
    }
    assert!(raw.text(&id("x/y/b.md"), 0).is_err());
    raw.text(&id("a.md"), 0).unwrap();
    fs::remove_dir_all(tree.at("x/y")).unwrap();
    tree.link(elsewhere.at(""), "x/y");
    let refused = raw.text(&id("x/y/a.md"), 0).unwrap_err().to_string();
    assert!(refused.contains("out of its root"), "{refused}");
}
