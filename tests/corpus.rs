//! Other people's articles: all of them load, and every one is set at several widths with all its words.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    missing_docs
)]

#[path = "support/shared.rs"]
mod shared;

use std::path::Path;

use newsreader::content::article::Article;
use newsreader::layout::{Typesetting, all};
use newsreader::loader::{self, Options, Roots};
use newsreader::markdown::document::Document;
use newsreader::markdown::parse::{Head, parse};
use newsreader::text::Clean;
use newsreader::text::width;

use crate::shared::shared;

fn load(folder: &Path) -> (Roots, Vec<Article>) {
    let roots = loader::roots(&[folder]).unwrap();
    let (articles, _) = loader::load_all(
        &roots,
        Options {
            hidden: true,
            no_ignore: true,
        },
    );
    (roots, articles)
}

/// Every character of the document that is not blank stands on exactly one line, and no line is too wide.
fn is_set_whole(document: &Document, columns: u16, name: &str) {
    let mut set = vec![0_u8; document.text.len()];
    for line in all(document, columns, Typesetting::default()) {
        let wide: usize = line
            .spans
            .iter()
            .map(|span| width(span.text(document)))
            .sum();
        assert!(
            wide <= usize::from(columns),
            "{name}: a line of {wide} columns at {columns}"
        );
        for span in &line.spans {
            if let Some(range) = span.range() {
                set[range.start as usize..range.end as usize]
                    .iter_mut()
                    .for_each(|count| *count += 1);
            }
        }
    }
    for (at, c) in document
        .text
        .char_indices()
        .filter(|(_, c)| !c.is_whitespace())
    {
        assert_eq!(
            set[at],
            1,
            "{name} at {columns}: {c:?} in {:?}",
            &document.text[at..document.text.len().min(at + 60)]
        );
    }
}

#[test]
fn every_article_is_set_with_all_its_words() {
    let Some(shared) = shared("every_article_is_set_with_all_its_words") else {
        return;
    };
    let (roots, articles) = load(&shared.join("corpus"));
    assert!(articles.len() > 1700, "{}", articles.len());
    let halves = articles.chunks(articles.len() / 2 + 1);
    std::thread::scope(|scope| {
        for half in halves {
            scope.spawn(|| half.iter().for_each(|article| set(&roots, article)));
        }
    });
}

fn set(roots: &Roots, article: &Article) {
    let name = article.id.label();
    let body = loader::read_body(roots, &article.id).unwrap();
    let head = Head {
        title: Clean::line(article.title()),
        deck: Clean::line(article.description()),
        image: Clean::line(article.image()),
        ..Head::default()
    };
    let document = parse(&head, &body.text);
    for columns in [40, 80, 120] {
        is_set_whole(&document, columns, &name);
    }
}

#[test]
fn every_sample_article_is_whole_and_well_formed() {
    let (roots, articles) = load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-content"));
    assert!(articles.len() >= 24);
    for article in &articles {
        assert!(
            article.problems().is_empty(),
            "{}: {:?}",
            article.title(),
            article.problems()
        );
        assert!(
            article.date.is_some_and(|date| date.timed)
                && article.sections().next().is_some()
                && !article.description().is_empty()
        );
        assert!(!article.image().is_empty());
        set(&roots, article);
    }
}
