//! The search box, the order of the list, searching in the texts.

use super::*;

#[test]
fn what_is_wrong_in_the_box_is_said_beside_it() {
    let folder = folder(30);
    let open = || Reader::open(folder.path(), (80, 24)).load();
    open()
        .press("/(028")
        .shows("at 1: this “(” is not closed · 1 found");
    open().press("/(028)").hides("at 1").shows("1 found");
    open()
        .press("/028 or 02")
        .shows("1 found")
        .press("7")
        .shows("2 found");
    open().press("/-028").shows("29 found");
}

#[test]
fn a_box_takes_no_more_than_so_much() {
    let folder = folder(3);
    let mut reader = Reader::open(folder.path(), (80, 24)).load().press("/");
    for text in ["x".repeat(3000), "\u{1b}[201~q".repeat(200_000)] {
        let action = reader.keys.paste(&reader.app, text).unwrap();
        reader.act(action);
    }
    assert_eq!(reader.app.browser.query.words.chars().count(), 4096);
    reader.shows("0 found");
}

#[test]
fn texts_are_searched_and_the_words_are_marked_where_they_are() {
    let folder = folder(3);
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    let long = "Nothing to see here.\n\n".repeat(60);
    write(
        "a.md",
        &format!("---\ntitle: A\ndate: 2019-01-01\n---\n{long}The old\nLIGHTHOUSE burned.\n"),
    );
    write(
        "b.md",
        "---\ntitle: About a lighthouse\ndate: 2018-01-01\n---\nThe keeper.\n",
    );
    let open = || Reader::open(folder.path(), (80, 24)).load();
    let reader = open().press("/text:lighthouse").shows("1 found");
    let reader = reader.shows("The old LIGHTHOUSE burned.").press("<enter>");
    // The list, then the text at the hit.
    reader
        .press("<enter>")
        .shows("LIGHTHOUSE burned.")
        .shows("“lighthouse” 1 of 1")
        .shows("End");
    open().press("/lighthouse or text:burned").shows("2 found");
    open()
        .press("/text:\"old lighthouse\" -text:keeper")
        .shows("1 found")
        .press("<esc>")
        .shows("of 5")
        .hides("burned");
    open().press("/text:nowhere").shows("0 found");
    open().press("/-text:keeper").shows("4 found");
}
