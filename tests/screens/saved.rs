//! Searches that are tabs: their counts, what they show, what is typed besides, where the next visit begins.

use newsreader::app::action::Action;
use newsreader::app::saved::SavedSearches;
use newsreader::content::query::Saved;
use newsreader::text::Clean;

use super::*;

fn open(folder: &tempfile::TempDir, searches: &[(&str, &str)]) -> Reader {
    let saved = |(name, words): &(&str, &str)| Saved {
        name: Clean::line(name),
        words: (*words).to_owned(),
    };
    let mut reader = Reader::open(folder.path(), (80, 24));
    reader.app.saved = SavedSearches::new(searches.iter().map(saved).collect());
    reader
}

/// Does what can wait.
fn idle(mut reader: Reader) -> Reader {
    while reader.app.busy() {
        reader.act(Action::Idle);
    }
    reader
}

const SEARCHES: &[(&str, &str)] = &[
    ("Twenties", "title:\"story 02\""),
    ("Fresh", "is:unread section:even"),
    ("Texts", "text:\"story 7\""),
];

#[test]
fn a_saved_search_is_a_tab_with_its_count() {
    let folder = folder(30);
    let reader = idle(open(&folder, SEARCHES).load());
    let tabs = reader.rows()[0].clone();
    assert_eq!(
        tabs,
        "  All 30  Unread 30  Twenties 10  Fresh 15  Texts  Even 15  Odd 15"
    );
    let reader = reader.press("<a-3>").shows("Twenties · newest first");
    let reader = reader.shows("1 of 10");
    assert_eq!(reader.title(), "Story 029");
    // What is typed is looked for in the tab.
    let reader = reader.press("/5<enter>").shows("1 of 1");
    assert_eq!(reader.title(), "Story 025");
    let reader = reader.press("<esc><tab>").shows("Fresh · newest first");
    let reader = reader
        .press("<tab>")
        .shows("1 of 1")
        .shows("Text of story 7.");
    let reader = reader.press("<tab>").shows("Even · newest first");
    reader.press("<s-tab>").shows("Texts · newest first");
}

#[test]
fn counts_go_with_marks_and_with_the_files() {
    let folder = folder(30);
    let reader = idle(open(&folder, SEARCHES).load())
        .press("<a-4>")
        .press("m");
    let reader = idle(reader).shows("Fresh 14");
    let reader = idle(reader.press("U")).shows("Fresh 15");
    std::fs::remove_file(folder.path().join("28.md")).unwrap();
    idle(reader.press("r").load())
        .shows("Fresh 14")
        .shows("Twenties 9");
}

#[test]
fn an_article_read_in_a_saved_search_stays_until_one_leaves_it() {
    let folder = folder(30);
    let reader = idle(open(&folder, SEARCHES).load()).press("<a-4>mk");
    let reader = reader.shows("1 of 15").press("<tab><s-tab>");
    reader.shows("of 14");
}

#[test]
fn a_saved_search_that_does_not_parse_says_where() {
    let folder = folder(30);
    let reader = open(&folder, &[("Odd ones", "story (03")]).load();
    reader
        .press("<a-3>")
        .shows("in “Odd ones” at 7: this “(” is not closed");
}

#[test]
fn the_next_visit_begins_in_the_saved_search() {
    let folder = folder(30);
    let before = open(&folder, SEARCHES).load().press("<a-3>jjq");
    let title = before.title();
    let mut reader = open(&folder, &[("Twenties", "02")]);
    let bookmark = before.effects.iter().rev().find_map(|effect| match effect {
        Effect::Bookmark(bookmark) => Some(bookmark.clone()),
        _ => None,
    });
    let bookmark = bookmark.unwrap();
    reader.act(Action::Bookmark(Some(bookmark.clone())));
    let reader = reader.load().shows("Twenties · newest first");
    assert_eq!(reader.title(), title);
    let mut reader = open(&folder, &[]);
    reader.act(Action::Bookmark(Some(bookmark)));
    reader.load().shows("All articles");
}
