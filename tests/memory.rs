//! What an article costs in memory beyond its text, asked of the system. By itself in its process, so that nothing else counts.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, missing_docs)]

use std::fs;
use std::ops::Range;

use newsreader::content::article::{Article, ArticleId, Facts};
use newsreader::content::library::Library;
use newsreader::content::marks::Marks;
use newsreader::content::query::{Query, select};
use newsreader::content::search::Knowledge;

const ARTICLES: usize = 30_000;
/// As many bytes may an article take beyond the text of its fields.
const MOST: usize = 250;

#[test]
fn an_article_is_little_more_than_its_text() {
    // What the first ones need once and for all does not count.
    drop(articles(0..100).collect::<Vec<_>>());
    let before = resident();
    let mut library = Library::default();
    for batch in 0..ARTICLES / 250 {
        library.insert(articles(batch * 250..(batch + 1) * 250).collect());
    }
    let rows = select(
        &library,
        Knowledge::new(&Marks::default(), 0),
        &Query::default(),
    );
    let taken = resident() - before;
    assert_eq!(rows.len(), ARTICLES);
    let all = rows.iter().map(|slot| library.get(*slot).unwrap());
    let text: usize = all.map(text).sum();
    let each = (taken - text) / ARTICLES;
    println!("{each} bytes an article beyond {} of text", text / ARTICLES);
    assert!(each <= MOST, "{each} bytes an article beyond its text");
    assert!(
        text > taken / 4,
        "{text} of {taken} bytes are text: that is no fair sample"
    );
}

/// Articles in the form of the first one.
fn articles(numbers: Range<usize>) -> impl Iterator<Item = Article> {
    numbers.map(|number| {
        let path = format!("2020/{:02}/a-story-with-a-name-{number}.md", number % 12 + 1);
        let id = ArticleId {
            source: 0,
            path: path.into_bytes().into(),
        };
        let text = format!(
            "---\nextends: _layouts.post\nsection: content\nimage: https://example.org/{number}.jpg\n\
             title: The title of story {number} tells what it is about\n\
             description: In a sentence or two of about a hundred characters, as most descriptions are, number {number}.\n\
             date: 2020-09-{:02}-09-53-51\ncategories: [latest, sports]\nfeatured: false\n---\nText.\n",
            number % 28 + 1,
        );
        Article::read(id, text.as_bytes(), true, Facts::default()).unwrap()
    })
}

/// The bytes of all that an article says, and of its name.
fn text(article: &Article) -> usize {
    let lists = article
        .sections()
        .chain(article.tags())
        .chain(article.authors());
    let singles = [
        article.title(),
        article.description(),
        article.image(),
        article.url(),
        article.language(),
    ];
    let extra = article.extra().flat_map(|(key, value)| [key, value]);
    let all = lists.chain(singles).chain(extra);
    article.id.path.len() + all.map(str::len).sum::<usize>()
}

/// Memory of this process that is its own, in bytes.
fn resident() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("RssAnon:"));
    let kibibytes = line.unwrap().split_whitespace().nth(1).unwrap();
    kibibytes.parse::<usize>().unwrap() * 1024
}
