//! Links in the reading pane: letters on them, from one to the next, where they lead, and back again.
//! Uses the reader without a terminal of `screens`.

use newsreader::app::action::{Action, Effect};

use super::Reader;
use super::reading::{body, paragraphs, reading};

/// Two articles that lead to one another, and a third in a folder.
fn linked() -> (tempfile::TempDir, Reader) {
    let first = "---\ntitle: First\ndate: 2020-01-03\n---\n\
        To [the second](b.md), its [far part](b.md#far-part), [nothing](none.md),\n\
        [the web](https://example.org/page) and a note.[^1]\n\n\
        [^1]: The text of the note.\n";
    let second = format!(
        "---\ntitle: Second\ndate: 2020-01-02\n---\n{}## Far part\n\nBack [to the first](/a), [on to the third](c/) and [no part](a.md#none).\n\n{0}",
        paragraphs(40),
    );
    let third = "---\ntitle: Third\ndate: 2020-01-01\n---\nThe end.\n";
    let files = [
        ("a.md", first),
        ("b.md", &second),
        ("posts/2020-01-01-c.md", third),
    ];
    reading(&files, (60, 20))
}

#[test]
fn letters_stand_on_the_links_and_choose_one() {
    let (_folder, reader) = linked();
    let reader = reader.press("f").shows("Type the letters of one");
    let reader = reader.shows("To fhe second[1]").shows("dothing[3]");
    // What has no letters changes nothing, and Esc takes them away.
    let reader = reader.press("zq").shows("To fhe second[1]");
    let reader = reader.press("<esc>").shows("To the second[1]");
    let reader = reader.press("ff");
    assert_eq!(reader.title(), "Second");
    reader.shows("number 001");
}

#[test]
fn letters_come_in_pairs_where_there_are_many_links() {
    let link = |n| format!("[link{n}](#x{n}) ");
    let links: Vec<String> = (0..20).map(link).collect();
    let (_folder, reader) = body(&links.concat());
    let reader = reader.press("f").shows("ffnk0").shows("fjnk1");
    let reader = reader.press("j").shows("jink15").shows("link0");
    reader
        .press("<bs>")
        .shows("ffnk0")
        .press("jjk")
        .hides("ffnk");
}

#[test]
fn one_goes_from_link_to_link() {
    let (_folder, reader) = linked();
    let reader = reader.press("<enter>").shows("No link is selected");
    let reader = reader
        .press("<tab>")
        .points_at("the second[1]")
        .shows("b.md");
    let reader = reader.press("3<tab>").points_at("the web[4]");
    let reader = reader.shows("https://example.org/page");
    let reader = reader.press("<tab>").points_at("[^1]").shows("Note 1");
    let reader = reader.press("<s-tab><s-tab>").points_at("nothing[3]");
    let reader = reader.press("<enter>").shows("not opened: none.md");
    let reader = reader
        .press("<s-tab><s-tab><s-tab>")
        .shows("on from the end");
    // Esc lets the link go first, and leaves the text then.
    let reader = reader.press("<esc><enter>").shows("No link is selected");
    let (_folder, none) = body("Nothing here.");
    none.press("<tab>").shows("This article has no links.");
    drop(reader);
}

#[test]
fn links_lead_to_articles_and_parts_of_them_and_one_comes_back() {
    let (_folder, reader) = linked();
    let reader = reader.press("<tab><tab><enter>").shows("Far part");
    assert_eq!(reader.title(), "Second");
    let reader = reader.hides("number 030").shows("to the first");
    let reader = reader.press("<tab><tab>").points_at("on to the third[2]");
    let reader = reader.press("<enter>").shows("The end.");
    let reader = reader.press("<bs>").shows("Far part").hides("number 030");
    let reader = reader.press("<a-left>").shows("To the second");
    let reader = reader.press("<a-right>").shows("Far part");
    let reader = reader.press("<a-right>").shows("The end.");
    let reader = reader.press("<a-right>").shows("the last place of the way");
    // Before the first place is the list.
    let reader = reader.press("<bs><bs>").shows("To the second");
    reader.press("<bs>j<enter>").shows("number 001");
}

#[test]
fn links_lead_to_what_html_names() {
    let named = format!(
        "{0}A <a name=\"Here\"></a>named place.\n\n{0}",
        paragraphs(40)
    );
    let first = "---\ntitle: First\ndate: 2020-01-02\n---\nTo [b](b.md#Here).\n";
    let (_folder, reader) = reading(&[("a.md", first), ("b.md", &named)], (60, 20));
    let reader = reader.press("<tab><enter>").shows("A named place.");
    reader.hides("number 040").press("<bs>").shows("To b");
}

#[test]
fn a_part_that_is_not_there_is_told_of() {
    let (_folder, reader) = linked();
    let reader = reader.press("<tab><tab><enter><tab><tab><tab><enter>");
    reader.shows("no such heading").shows("To the second");
}

#[test]
fn what_was_deleted_is_no_place_to_go_back_to() {
    let (_folder, reader) = linked();
    let mut reader = reader.press("<tab><tab><enter><tab><tab><enter>");
    let id = newsreader::content::article::ArticleId {
        source: 0,
        path: b"b.md".as_slice().into(),
    };
    reader.act(Action::Changed(Vec::new(), vec![id]));
    let reader = reader.shows("The end.").press("<bs>");
    reader
        .shows("To the second")
        .press("<a-right>")
        .shows("The end.");
}

#[test]
fn a_note_is_gone_to_and_left() {
    let text = format!("A note.[^n]\n\n{}[^n]: The text.\n", paragraphs(40));
    let (_folder, reader) = body(&text);
    let reader = reader.press("<tab><enter>").shows("The text.");
    reader.hides("A note.").press("<bs>").shows("A note.");
}

#[test]
fn a_link_out_of_the_section_shows_all_articles_until_one_is_back() {
    let files = [
        (
            "a.md",
            "---\nsection: one\ndate: 2020-01-02\n---\n[b](b.md)\n",
        ),
        ("b.md", "---\nsection: two\n---\nThe other one.\n"),
    ];
    let (_folder, reader) = reading(&files, (80, 24));
    let reader = reader.press("<right><right>");
    assert_eq!(reader.app.browser.rows.len(), 1);
    let reader = reader.press("<tab><enter>").shows("The other one.");
    assert_eq!(reader.app.browser.rows.len(), 2);
    assert_eq!(reader.press("<bs>").app.browser.rows.len(), 1);
}

#[test]
fn what_leads_to_the_web_asks_and_addresses_are_copied() {
    let (_folder, reader) = linked();
    let reader = reader.press("fk").shows("Open in the browser?");
    let reader = reader.shows("https://example.org/page").press("<esc>");
    let mut reader = reader.press("yyk").shows("Copied https://example.org/page");
    let copied = |effect: Option<Effect>| matches!(effect, Some(Effect::Copy(text)) if text.as_str() == "https://example.org/page");
    assert!(copied(reader.effects.pop()));
    let reader = reader.press("<tab>yy").shows("Copied b.md");
    reader.press("4<tab>yy").shows("There is no address");
}

#[test]
fn a_reload_takes_the_letters_away() {
    let (_folder, reader) = linked();
    let reader = reader.press("f").shows("fhe second");
    reader.resize(50, 20).shows("the second");
}

#[test]
fn what_is_folded_is_opened_by_a_key_by_letters_and_by_what_is_found_in_it() {
    let text = "Before.\n\n<details><summary>More of it</summary>\n\nHidden words.\n\n</details>\n\n\
        > [!tip]- Folded\n> Other words.\n";
    let (_folder, reader) = body(text);
    let reader = reader.shows("▸ More of it").hides("Hidden");
    let reader = reader
        .press("z")
        .shows("▾ More of it")
        .shows("Hidden words.");
    let reader = reader.press("z").hides("Hidden words.").hides("Other");
    let reader = reader
        .press("<tab><tab>")
        .shows("Enter opens it")
        .press("<enter>");
    let reader = reader
        .shows("Other words.")
        .hides("Hidden")
        .press("z")
        .hides("Other");
    let reader = reader.press("ff").shows("Hidden words.");
    let reader = reader
        .press("ff")
        .hides("Hidden words.")
        .press("/idden<enter>");
    reader.shows("Hidden words.").hides("Other");
}

#[test]
fn a_note_is_previewed_before_one_goes_there() {
    let (_folder, reader) = body("A note.[^1]\n\n[^1]: What it *says*.\n");
    reader.press("<tab>").shows("Note 1: What it says.");
}
