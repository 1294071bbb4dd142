//! What links to an article: found by the thread that reads the others, shown as a list, gone to and back.
//! Uses the reader without a terminal of `screens`.

use std::sync::Arc;
use std::sync::mpsc::channel;

use newsreader::app::action::{Action, Effect};
use newsreader::app::backlinks::Mention;
use newsreader::backlinks::{Search, spawn};
use newsreader::content::aim::Aim;
use newsreader::content::article::ArticleId;
use newsreader::markdown::syntax::Syntax;

use super::Reader;
use super::reading::{paragraphs, reading};

/// What an article was found to have; none: that was all.
type Found = Option<(ArticleId, Vec<Mention>)>;

impl Reader {
    /// What the rim finds.
    pub(super) fn backlinks(&self, aim: &Aim, articles: &[ArticleId]) -> Vec<Found> {
        let search = Search {
            roots: Arc::new(self.roots.clone()),
            syntax: Syntax::default(),
            aim: aim.clone(),
            articles: articles.to_vec(),
        };
        let (sender, receiver) = channel();
        let _handle = spawn(search, move |found| sender.send(found).is_ok()).unwrap();
        receiver.iter().collect()
    }
}

fn linked() -> (tempfile::TempDir, Reader) {
    let article = |title: &str, day: u8, text: &str| {
        format!("---\ntitle: {title}\ndate: 2020-01-0{day}\nsection: notes\n---\n{text}\n")
    };
    let far = format!(
        "# One\n\n{}See [it](/posts/first/#x).\n\n{0}",
        paragraphs(40)
    );
    let files = [
        ("a/first.md", article("First", 9, "To [itself](first.md).")),
        ("b/first.md", article("Other first", 1, "Text.")),
        ("a/one.md", article("One", 8, &far)),
        ("b/two.md", article("Two", 7, "To [the other](first.md).")),
        (
            "b/three.md",
            article(
                "Three",
                6,
                "[by name]: /2020/01/09/First/\n\nThe [by name] link.",
            ),
        ),
        (
            "b/four.md",
            article("Four", 5, "<a href=\"../a/first.html\">first</a>"),
        ),
        (
            "b/five.md",
            article(
                "Five",
                4,
                "The word first, ![first](../a/first.md), https://x.example/first.",
            ),
        ),
    ];
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (*path, text.as_str()))
        .collect();
    reading(&files, (80, 24))
}

#[test]
fn articles_that_link_here_are_listed_and_one_comes_back() {
    let (_folder, reader) = linked();
    let reader = reader.press("B");
    let rows = reader.rows();
    assert!(rows[0].contains("3 articles lead here ─"), "{}", rows[0]);
    assert!(
        rows[1].contains("One · notes") && rows[3].contains("Four · notes"),
        "{rows:?}"
    );
    let reader = reader.shows("Three").hides("Two").hides("Five");
    let reader = reader.press("<enter>").shows("See it").hides("number 040");
    assert!(reader.effects.contains(&Effect::NoBacklinks));
    assert_eq!(reader.title(), "One");
    let reader = reader.press("<bs>").shows("To itself").press("Bj<enter>");
    assert_eq!(reader.title(), "Three");
    reader
        .press("B")
        .shows("0 articles lead here")
        .shows("No article leads here.")
        .press("<esc>")
        .shows("by name");
}

#[test]
fn an_answer_that_nobody_waits_for_changes_nothing() {
    let (_folder, mut reader) = linked();
    let answer = || Action::Backlinks(1, None);
    reader.act(answer());
    let mut reader = reader.press("B<esc>B");
    reader.act(answer());
    reader.shows("3 articles lead here");
}
