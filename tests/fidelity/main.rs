//! Word for word: what we show of a text has the words that another renderer's HTML has, in the same order.
#![cfg(test)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    missing_docs
)]

mod alike;
mod compare;
mod reference;
#[path = "../support/shared.rs"]
mod shared;
#[path = "../support/specification.rs"]
mod specification;
mod specifications;

use std::collections::BTreeMap;
use std::path::Path;
use std::thread;

use newsreader::content::article::Article;
use newsreader::layout::line::Content;
use newsreader::layout::{Typesetting, all};
use newsreader::loader::{self, Options};
use newsreader::markdown::document::{Document, Kind, Style};
use newsreader::markdown::parse::{Head, parse};
use newsreader::text::Clean;

use crate::compare::{Differences, compare};
use crate::shared::shared;

/// Articles that differ: how many words of the reference we do not show, how many we show that it has not, and why.
const DIFFERENCES: &[(&str, usize, usize, &str)] = &[
    (
        "18f/content/posts/2015-12-08-using-emoji-for-knowledge-sharing.md",
        1,
        1,
        "a name behind a colon is no emoji to us, nor to GitHub",
    ),
    (
        "broken/rust-blog/7a423387__2024-10-02-gccrs-an-alternative-compiler-for-rust.md",
        1,
        1,
        "we read the escapes in a bare address, as CommonMark does in any text",
    ),
    (
        "hexo-theme-test/source/_posts/tag-plugins.md",
        16,
        2,
        "listings between tags of Hexo are code to us, and text with grave accents in it to the reference",
    ),
    (
        "jekyll/docs/_docs/liquid/tags.md",
        1,
        0,
        "headings are given ids between braces, as site generators read them",
    ),
    (
        "jekyll/docs/_docs/themes.md",
        1,
        0,
        "headings are given ids between braces, as site generators read them",
    ),
    (
        "jekyll/docs/_posts/2013-05-08-jekyll-1-0-1-released.markdown",
        8,
        0,
        "the tag alone in its line is a block to us, so that the line after it defines a link, which no renderer shows",
    ),
    (
        "jekyll/docs/_posts/2013-05-12-jekyll-1-0-2-released.markdown",
        8,
        0,
        "the tag alone in its line is a block to us, so that the line after it defines a link, which no renderer shows",
    ),
    (
        "jekyll/docs/_posts/2013-06-07-jekyll-1-0-3-released.markdown",
        8,
        0,
        "the tag alone in its line is a block to us, so that the line after it defines a link, which no renderer shows",
    ),
    (
        "jekyll/docs/_posts/2013-07-14-jekyll-1-1-0-released.markdown",
        8,
        0,
        "the tag alone in its line is a block to us, so that the line after it defines a link, which no renderer shows",
    ),
    (
        "jekyll/docs/_posts/2020-05-27-jekyll-4-1-0-released.markdown",
        11,
        0,
        "the tag alone in its line is a block to us, so that the line after it defines a link, which no renderer shows",
    ),
    (
        "rust-blog/content/gccrs-an-alternative-compiler-for-rust.md",
        1,
        1,
        "we read the escapes in a bare address, as CommonMark does in any text",
    ),
    (
        "rust-blog/content/inside-rust/stage0-redesign/index.md",
        10,
        0,
        "headings are given ids between braces, as site generators read them",
    ),
    (
        "rust-blog/content/project-goals-2026-04.md",
        24,
        0,
        "tasks in quotations have boxes, which we make; the reference shows the brackets",
    ),
];

/// What is set of a document, without what we made and the list of references. The lines of cells stand side by side, so
/// that each block is put in order.
fn set(document: &Document) -> String {
    let mut parts: Vec<(u32, u32, bool)> = Vec::new();
    for line in all(document, 80, Typesetting::default()) {
        let block = &document.blocks[line.block as usize];
        if matches!(block.kind, Kind::Reference(_)) {
            continue;
        }
        parts.extend(line.spans.iter().filter_map(|span| match &span.content {
            Content::Text(range) | Content::Turned(range, _) => {
                Some((range.start, range.end, span.style.has(Style::MADE)))
            }
            Content::Made(_) => None,
        }));
    }
    parts.sort_unstable();
    let (mut text, mut at) = (String::new(), 0);
    for (start, end, made) in parts {
        let shown = document.slice(&(start..end));
        // What lies between two parts is a blank or a line break at which a line was broken.
        if start > at || (made && shown.starts_with("[image")) {
            text.push(' ');
        }
        if !made {
            text.push_str(shown);
        }
        at = end;
    }
    text
}

/// The words of a text; each character of a script that sets no blanks is one, since line breaks between them say nothing.
fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for char in text.chars() {
        let alone = matches!(char, '\u{2e80}'..='\u{312f}' | '\u{3190}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}'
            | '\u{fe30}'..='\u{fe4f}' | '\u{ff01}'..='\u{ffee}' | '\u{20000}'..='\u{3ffff}');
        if char.is_whitespace() || alone {
            words.push(String::new());
        }
        if !char.is_whitespace() {
            words.last_mut().unwrap().push(char);
        }
        if alone {
            words.push(String::new());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// How many words a body has to the reference, and how what we show differs.
fn measure(body: &str) -> (usize, Differences) {
    let (markdown, templates) = alike::Templates::taken(body);
    let theirs = templates.restored(&reference::shown(&reference::html(&markdown)));
    let theirs = words(&alike::digits(&Clean::block(&theirs)));
    let ours = set(&parse(&Head::default(), body));
    let ours = words(&alike::digits(&ours));
    (theirs.len(), compare(&theirs, &ours))
}

/// Each article of a folder by its name, measured.
fn measured(folder: &Path) -> Vec<(String, usize, Differences)> {
    let roots = loader::roots(&[folder]).unwrap();
    let options = Options {
        hidden: true,
        no_ignore: true,
    };
    let (articles, _) = loader::load_all(&roots, options);
    let look = |article: &Article| {
        let body = loader::read_body(&roots, &article.id).unwrap();
        let (count, found) = measure(&body.text);
        (article.id.label().to_string(), count, found)
    };
    thread::scope(|scope| {
        let halves = articles.chunks(articles.len() / 2 + 1);
        let threads: Vec<_> = halves
            .map(|half| scope.spawn(move || half.iter().map(look).collect::<Vec<_>>()))
            .collect();
        threads
            .into_iter()
            .flat_map(|it| it.join().unwrap())
            .collect()
    })
}

#[test]
fn real_articles_have_the_words_that_another_renderer_gives_them() {
    let test = "real_articles_have_the_words_that_another_renderer_gives_them";
    let Some(shared) = shared(test) else {
        return;
    };
    if !reference::available() {
        println!("skipped: {test}: cmark-gfm is absent");
        return;
    }
    let all = measured(&shared.join("corpus"));
    assert!(all.len() > 1700, "{}", all.len());
    let (mut total, mut lost, mut different) = (0, 0, BTreeMap::new());
    for (name, count, found) in &all {
        total += count;
        let missing = found.iter().filter(|(sign, _)| *sign == '-').count();
        lost += missing;
        if !found.is_empty() {
            different.insert(name.as_str(), (missing, found.len() - missing));
        }
    }
    println!(
        "{} of {total} words, in {} articles",
        total - lost,
        all.len()
    );
    let known = DIFFERENCES.iter();
    let known: BTreeMap<_, _> = known
        .map(|(name, lost, more, _)| (*name, (*lost, *more)))
        .collect();
    for (name, _, found) in all
        .iter()
        .filter(|it| known.get(it.0.as_str()) != different.get(it.0.as_str()))
    {
        let found = found.iter().take(100);
        println!(
            "{name}: {:?}",
            found
                .map(|(sign, word)| format!("{sign}{word}"))
                .collect::<Vec<_>>()
        );
    }
    assert_eq!(
        different, known,
        "each difference is known, with its reason"
    );
    assert!(lost * 1000 <= total, "{lost} of {total} words are lost");
}

#[test]
fn what_differs_is_found() {
    let compared = |theirs: &str, ours: &str| {
        let found = compare(&words(theirs), &words(ours));
        found
            .iter()
            .map(|(sign, word)| format!("{sign}{word}"))
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(compared("a b c", "a b c"), "");
    assert_eq!(compared("a b c", "a c d"), "-b +d");
    assert_eq!(compared("", "a"), "+a");
    assert_eq!(compared("日本 語", "日 本"), "-語");
    if reference::available() {
        assert_eq!(
            measure(
                "a *b*c[^x] ![d](e) :tada: {{ f }} x<sup>2</sup>\n\n|g|\n|-|\n|h|\n\n[^x]: i\n"
            ),
            (11, vec![])
        );
    }
}
