//! What the system will not let us read: the rest is listed, and what is missing is said.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::process::Command;

use newsreader::error::Error;
use newsreader::loader;
use rustix::fs::{CWD, Mode, OFlags, mkdirat, openat};

use crate::Tree;

const NOBODY: u32 = 65_534;

#[test]
fn what_is_closed_is_said() {
    if rustix::process::geteuid().is_root() {
        closed_to_nobody();
        return;
    }
    let tree = Tree::new(&["a.md", "closed/b.md", "my-note.md"]);
    let set = |path: &str, mode| {
        fs::set_permissions(tree.at(path), fs::Permissions::from_mode(mode)).unwrap();
    };
    set("closed", 0);
    set("my-note.md", 0);
    let refused = loader::roots(&[tree.at("closed")]);
    assert!(matches!(refused, Err(Error::Unreadable { .. })));
    let scan = tree.scan().lists(&["a.md", "my-note.md"]);
    set("closed", 0o700);
    let scan = scan.complains(&["/closed: Permission denied"]);
    let note = &scan.articles[1];
    assert!(!note.title().is_empty());
    assert!(note.problems()[0].message.contains("Permission denied"));
    let sentence = tree.body("my-note.md").unwrap_err();
    assert!(sentence.contains("Permission denied"), "{sentence}");
}

/// Nothing is closed to root, so another user runs the same test again.
fn closed_to_nobody() {
    let again = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "unreadable::what_is_closed_is_said"])
        .env("TMPDIR", "/tmp")
        .current_dir("/")
        .gid(NOBODY)
        .uid(NOBODY)
        .output();
    match again {
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stdout);
            assert!(said.contains("1 passed"), "{said}");
        }
        Err(error) => println!("skipped: what_is_closed_is_said: only root may run this: {error}"),
    }
}

#[test]
fn a_path_that_is_too_long_is_a_problem_and_the_rest_is_listed() {
    let tree = Tree::new(&["a.md"]);
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let mut folder = openat(CWD, tree.at(""), flags, Mode::empty()).unwrap();
    for _ in 0..3_000 {
        mkdirat(&folder, "d", Mode::RWXU).unwrap();
        folder = openat(&folder, "d", flags, Mode::empty()).unwrap();
    }
    tree.scan()
        .lists(&["a.md"])
        .complains(&["File name too long"]);
}

#[test]
fn a_file_that_is_gone_is_said() {
    let tree = Tree::new(&["a.md"]);
    fs::remove_file(tree.at("a.md")).unwrap();
    let sentence = tree.body("a.md").unwrap_err();
    assert!(
        sentence.starts_with("a.md cannot be read: No such file"),
        "{sentence}"
    );
}
