//! How much of a file is read: little of it for the list, all up to a limit when it is opened.

use std::fs;

use newsreader::loader::{BODY_MAX, read_body};

use crate::{Tree, id};

#[test]
fn a_body_comes_without_its_front_matter() {
    let tree = Tree::new(&[]);
    tree.file("a.md", "---\ntitle: Roma\n---\nThe **text**.\n");
    assert_eq!(tree.scan().articles[0].title(), "Roma");
    assert_eq!(tree.body("a.md").unwrap().trim_start(), "The **text**.\n");
}

#[test]
fn front_matter_is_read_to_its_end() {
    let tree = Tree::new(&[]);
    for lines in [100, 300, 1_000, 3_000] {
        let notes = "# twenty bytes long..\n".repeat(lines);
        let text = format!("---\n{notes}title: Roma\n---\nText\n");
        tree.file(format!("{lines}.md"), text);
    }
    for article in tree.scan().articles {
        assert_eq!(article.title(), "Roma", "{}", article.id.label());
    }
}

#[test]
fn a_body_past_the_limit_is_cut_between_characters() {
    let tree = Tree::new(&[]);
    let text = "xx字".repeat(BODY_MAX / 5 + 1_000);
    tree.file("a.md", &text);
    let body = read_body(&tree.root(), &id("a.md")).unwrap();
    assert_eq!(body.cut, Some((text.len() - BODY_MAX) as u64));
    assert!(text.starts_with(&body.text));
    assert!(body.text.len() > BODY_MAX - 3);
    assert!(body.article.problems().is_empty());
}

#[test]
fn a_body_of_the_limit_is_whole() {
    let tree = Tree::new(&[]);
    tree.file("a.md", vec![b'x'; BODY_MAX]);
    let body = read_body(&tree.root(), &id("a.md")).unwrap();
    assert_eq!((body.text.len(), body.cut), (BODY_MAX, None));
}

#[test]
fn a_terabyte_of_nothing_is_listed_and_cut() {
    let tree = Tree::new(&["a.md"]);
    let file = fs::File::options()
        .write(true)
        .open(tree.at("a.md"))
        .unwrap();
    if file.set_len(1 << 40).is_err() {
        println!("skipped: a_terabyte_of_nothing_is_listed_and_cut: no sparse files here");
        return;
    }
    tree.scan().lists(&["a.md"]);
    let body = read_body(&tree.root(), &id("a.md")).unwrap();
    assert_eq!(body.cut, Some((1 << 40) - BODY_MAX as u64));
}
