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
    // What was asked for before anything was found is looked for in what is found first.
    let mut early = Reader::open(folder.path(), (80, 24)).press("/text:keeper<enter>");
    let roots = loader::roots(&[folder.path()]).unwrap();
    early.act(Action::Loaded(
        loader::load_all(&roots, Options::default()).0,
    ));
    early.shows("The keeper.");
    // Where nothing comes into question, a search is over once, and nothing goes on behind it.
    let nowhere = open().press("/is:starred text:keeper<enter>jk");
    let is_search = |effect: &&Effect| matches!(effect, Effect::Search(..));
    let searches = nowhere.effects.iter().filter(is_search).count();
    assert!((1..=10).contains(&searches), "{searches} searches");
}

#[test]
fn the_list_is_put_into_other_orders() {
    let folder = folder(3);
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write(
        "z.md",
        "---\ntitle: “Ähre”\ncategories: zoo\n---\nNo date.\n",
    );
    let open = || Reader::open(folder.path(), (80, 24)).load();
    assert_eq!(
        open().shows("newest first").press("Igg").title(),
        "Story 000",
        "the undated stay at the end"
    );
    open().press("I").shows("oldest first");
    let reader = open().press("O").shows("last updated first");
    let reader = reader.press("O").shows("by title").press("gg");
    assert_eq!(reader.title(), "“Ähre”");
    let reader = reader.press("I").shows("by title, Z first").press("gg");
    assert_eq!(reader.title(), "Story 002");
    let reader = reader.press("O").shows("by section");
    let reader = reader.press("O").shows("shortest first").press("gg");
    assert_eq!(reader.title(), "“Ähre”");
    let reader = reader.press("O").shows("unread first").press("gg");
    let first = reader.title();
    // What was marked moves when the list is asked anew.
    let reader = reader.press("mIIgg");
    assert_ne!(reader.title(), first);
    reader.press("O").shows("newest first");
}

#[test]
fn what_was_found_is_ranked_or_in_order() {
    let folder = folder(3);
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write(
        "a.md",
        "---\ntitle: A\ndate: 2030-01-01\ndescription: the harbour\n---\n",
    );
    write("b.md", "---\ntitle: The harbour\ndate: 2019-01-01\n---\n");
    let reader = Reader::open(folder.path(), (80, 24)).load();
    let reader = reader
        .press("/harbour")
        .shows("best first")
        .shows("2 found");
    assert_eq!(reader.title(), "The harbour");
    let reader = reader.press("<c-o>").shows("newest first");
    assert_eq!(reader.press("<enter>gg").title(), "A");
}

#[test]
fn texts_are_searched_on_a_key() {
    let folder = folder(3);
    std::fs::write(folder.path().join("a.md"), "# A\n\nThe harbour.\n").unwrap();
    let reader = Reader::open(folder.path(), (80, 24)).load();
    let reader = reader.press("/harbour").shows("0 found");
    let reader = reader
        .press("<c-t>")
        .shows("texts /harbour")
        .shows("1 found");
    let reader = reader
        .press("<enter>")
        .shows("with “harbour”, also in texts");
    reader.press("<c-t>").shows("No article");
}

#[test]
fn earlier_searches_come_back_into_the_box() {
    let folder = folder(30);
    let reader = Reader::open(folder.path(), (80, 24)).load();
    let reader = reader.press("/028<enter>/<c-u>027<enter>/<c-u>dr");
    let reader = reader.press("<up>").shows("/027").shows("1 found");
    let reader = reader
        .press("<up>")
        .shows("/028")
        .press("<up>")
        .shows("/028");
    let reader = reader.press("<down><down>").shows("/dr");
    // The arrows do not move in the list; these keys do.
    let reader = reader.press("<c-u><c-n><c-n><c-p>");
    assert_eq!(reader.title(), "Story 028");
}

#[test]
fn what_words_are_looked_for_in_is_made_while_the_box_waits_for_them() {
    let folder = folder(30);
    let idle = |mut reader: Reader| {
        while reader.app.busy() {
            reader.act(Action::Idle);
        }
        reader
    };
    let reader = idle(Reader::open(folder.path(), (80, 24)).load()).press("/");
    assert!(reader.app.busy());
    let reader = idle(reader).press("028");
    assert!(!reader.app.busy());
    let reader = reader.shows("1 found").press("<enter>");
    assert!(!reader.app.busy());
}
