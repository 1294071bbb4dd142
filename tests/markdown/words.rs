//! No word is lost, and nothing breaks: the published specifications, real articles, and random and hostile bodies.

use std::fs;
use std::path::Path;

use crate::properties::properties;
use crate::shared::shared;
use html5gum::{Token, Tokenizer};
use newsreader::layout::{Typesetting, all};
use newsreader::markdown::document::{Document, Style};
use newsreader::markdown::guard;
use newsreader::markdown::parse::{Head, parse};
use newsreader::text::Clean;
use newsreader::view::ansi;
use proptest::prelude::*;

use crate::document::{check, words_of_source};
use crate::read;
use crate::specification::examples;

/// Examples, by their beginning, whose HTML has words that we do not show, and why.
const EXCEPTIONS: &[(&str, &str)] = &[
    (
        "foo <!-- not a comment --",
        "CommonMark 0.31 made it a comment",
    ),
    (
        "foo <!--> foo -->\n\nfoo <!-- foo--->",
        "CommonMark 0.31 made it a comment",
    ),
    (
        "<strong> <title> <style>",
        "GitHub escapes tags that we drop",
    ),
    ("This is <xmp> not okay", "GitHub escapes tags that we drop"),
    (
        "[[*foo* bar]]",
        "brackets within brackets link notes, by their bare names",
    ),
    ("![[foo]]", "brackets within brackets link notes"),
    ("[[[foo]]]", "brackets within brackets link notes"),
    (
        "This is some text![^1]",
        "numbers and arrows of footnotes are made by us, and differ",
    ),
];

/// The words that a browser shows.
fn words_of_html(html: &str) -> Vec<String> {
    let mut text = String::new();
    let mut hidden = 0;
    for token in Tokenizer::new(html).flatten() {
        match token {
            Token::String(string) if hidden == 0 => {
                text.push_str(&String::from_utf8_lossy(&string.value));
            }
            Token::StartTag(tag) => match tag.name.as_slice() {
                b"script" | b"style" | b"title" => hidden += 1,
                b"br" | b"hr" | b"p" | b"li" | b"td" | b"th" => text.push(' '),
                _ => {}
            },
            Token::EndTag(tag)
                if matches!(tag.name.as_slice(), b"script" | b"style" | b"title") =>
            {
                hidden -= 1;
            }
            _ => {}
        }
    }
    text.split_whitespace().map(str::to_owned).collect()
}

/// What `show --color never` writes, without the numbers that it puts behind links and the signs around what is struck out.
fn plain_text(document: &Document) -> String {
    let mut document = document.clone();
    for run in &mut document.runs {
        run.style = run.style.without(Style::STRIKE);
    }
    let mut text = String::new();
    for line in all(&document, 200, Typesetting::default()) {
        ansi::line(&line, &document, None, &mut text);
        text.push('\n');
    }
    let numbers = (1..=document.links.len()).rev();
    numbers.fold(text, |text, n| text.replace(&format!("[{n}]"), ""))
}

fn stand_in_order(words: &[String], text: &str) -> bool {
    let mut rest = text;
    words.iter().all(|word| {
        let found = rest.split_once(word.as_str());
        rest = found.map_or("", |(_, after)| after);
        found.is_some()
    })
}

#[test]
fn every_word_of_the_specifications_is_shown_in_order() {
    let Some(folder) = shared("every_word_of_the_specifications").map(|shared| shared.join("spec"))
    else {
        return;
    };
    for file in [
        "commonmark-0.31.2.txt",
        "gfm-0.29.txt",
        "gfm-extensions.txt",
    ] {
        let spec = fs::read_to_string(folder.join(file)).unwrap();
        let examples = examples(&spec);
        assert!(examples.len() > 10, "{file}: {} examples", examples.len());
        for (markdown, html) in examples {
            let document = read(&markdown);
            let text = words_of_source(&document);
            let mut shown = text.split_whitespace();
            let words = words_of_html(&html);
            let lost = words.iter().find(|word| !shown.any(|other| other == *word));
            let excepted = EXCEPTIONS
                .iter()
                .any(|(start, _)| markdown.starts_with(start));
            let plain = plain_text(&document);
            assert!(
                excepted || stand_in_order(&words, &plain),
                "{file}: {words:?} of {markdown:?} in {plain:?}"
            );
            assert_eq!(
                lost.is_some(),
                excepted,
                "{file}: {lost:?} of {markdown:?} in {text:?}"
            );
        }
    }
}

#[test]
fn real_articles_are_read() {
    let Some(folder) = shared("real_articles_are_read").map(|shared| shared.join("corpus")) else {
        return;
    };
    let mut count = 0;
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if is_article(&path) {
                let body = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
                assert_eq!(guard::refuses(&body), None, "{}", path.display());
                read(&body);
                count += 1;
            }
        }
    }
    assert!(count > 1000, "{count} articles");
}

fn is_article(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default();
    ["md", "markdown", "html"]
        .iter()
        .any(|known| extension == *known)
}

/// What hides no word that stands between blanks; pieces between `¦`.
const MARKUP: &str = concat!(
    "**¦*¦_¦~~s~~¦`c`¦> ¦- ¦+ ¦1. ¦7) ¦# ¦### ¦\n¦\n¦\n\n¦\n\n¦    ¦  \n¦---\n¦===\n¦[¦](x)¦![¦](y \"z\")¦",
    "][r]¦- [x] ¦&amp;¦&#27;¦\\¦https://a.org/b¦me@a.org¦<https://c.org>¦<b>¦</b>¦<i>¦</i>¦<a href=x>¦</a>¦",
    "<br>¦<p>¦</p>¦<div>¦</div>¦<ul>¦<ol start=4>¦<li>¦</li>¦</ul>¦</ol>¦<blockquote>¦</blockquote>¦<table>¦",
    "<tr>¦<td>¦<th align=center>¦</td>¦</tr>¦</table>¦<pre>¦</pre>¦<h2>¦</h2>¦<hr>¦<img src=y>¦<title>¦<sup>¦",
    "</sup>¦<figure>¦</figure>¦<figcaption>¦<dl>¦<dt>¦<dd>¦</dl>¦</dd>¦<sub>¦</sub>¦<details>¦<summary>¦</summary>¦</details>¦<details open>¦<video src=v>¦<code>¦</code>¦\u{feff}¦\t¦\r\n",
);

/// What may hide anything, or break what is not careful.
const HOSTILE: &str = concat!(
    "```¦~~~ a¦|¦|--|¦|a|b|\n|:-|-:|\n¦[^a]¦[^a]: ¦[r]: x¦<!--¦-->¦<script>¦</script>¦<style>¦<template>¦",
    "</template>¦<head>¦<iframe src=x>¦</iframe>¦<b ¦<¦>¦<?¦<![CDATA[¦\0¦\u{1b}[31m¦\u{202e}¦\u{301}¦é¦日本¦한¦",
    "👩\u{200d}💻¦\u{2028}¦> [!note]¦> [!a]- ¦</details>¦[[¦]]¦![[a|¦ {#a}\n¦:tada:¦$x^2$¦$$\n\\frac{1}{¦}$$¦$¦{{ a }}¦{{< ¦ >}}¦{% a %}¦{% highlight c %}\n¦{% endhighlight %}\n¦{: .a}\n¦\u{f8f0}0\u{f8f1}¦&#0;¦&Tab;¦!¦<table><tr><td><table>¦www.¦@¦://¦\u{1100}¦</title>¦a",
);

/// Bodies of both kinds of pieces.
fn bodies() -> impl Strategy<Value = String> {
    let pieces = MARKUP.split('¦').chain(HOSTILE.split('¦'));
    let piece = proptest::sample::select(pieces.collect::<Vec<_>>());
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// A body of markup with words `w0x`, `w1x`, … in it, and how many.
fn words_in_markup() -> impl Strategy<Value = (String, usize)> {
    let markup: Vec<_> = MARKUP.split('¦').collect();
    proptest::collection::vec(0..markup.len() * 2, 0..60).prop_map(move |pieces| {
        let mut words = 0;
        let mut body = String::new();
        for piece in pieces {
            if let Some(markup) = markup.get(piece) {
                body.push_str(markup);
            } else {
                body.extend([" w", &words.to_string(), "x "]);
                words += 1;
            }
        }
        (body, words)
    })
}

proptest! {

    #![proptest_config(properties(2000))]

    #[test]
    fn each_word_is_shown_once_in_order((body, words) in words_in_markup()) {
        let text = words_of_source(&read(&body));
        let shown = text.split('w').filter_map(|word| word.split_once('x')?.0.parse().ok());
        prop_assert_eq!(shown.collect::<Vec<usize>>(), (0..words).collect::<Vec<_>>(), "{:?}", text);
    }

    #[test]
    fn hostile_bodies_break_nothing(body in bodies(), title in "[a-z#* ]{0,4}") {
        let title = Clean::line(&title);
        let head = Head { image: Clean::line("y"), title, ..Head::default() };
        check(&parse(&head, &body));
    }

    #[test]
    fn any_text_breaks_nothing(body in any::<String>()) {
        read(&body);
    }
}

/// Each of these, repeated, costs time or memory out of proportion in a reader that is not careful.
const COSTLY: &str = concat!(
    "<b>¦</b>¦<b></b>¦<i><b></i>¦<div>¦<ul><li>¦</ul>¦<li>¦<blockquote>¦<table>¦<td>¦<tr><td>¦<a href=x>¦",
    "<a href=x>a¦<p>¦<p><a href=x>¦<pre>¦<script>¦<title>¦<template>¦<head>a¦<!--¦<b ¦<a b=¦*a ¦**a¦*a <p>¦",
    "[a](x) ¦![¦![a](x)¦[a¦a\n¦- a\n¦|¦|a|\n|-|\n¦[^a]¦[^a]: a\n¦www.a.org ¦(www.¦a@a.org ¦a@¦https://¦",
    "https://a.org/¦&amp;¦\u{301}¦👩\u{200d}💻¦日本\n¦\\¦`¦``a¦<br>¦\r¦[[¦[[a¦![[a|¦:tada:¦:¦$¦$$¦$x^2$¦$a_b ¦${a}$¦{% a %}¦{% highlight c %}\n¦{: .a} ¦{% highlight c %}¦> [!a]- ¦<details>¦<details><summary>¦</details>¦<dl>¦<dd>¦<dt>a¦<sup>¦<sup>1¦{{ ¦{{a}}¦{% a %}\n¦{{< a\n¦{% highlight a %}\n¦{:a}\n",
);

#[test]
fn large_hostile_bodies_are_read_in_time() {
    let size = 256 << 10;
    for piece in COSTLY.split('¦') {
        let body = piece.repeat(size / piece.len());
        let start = std::time::Instant::now();
        read(&body);
        let seconds = start.elapsed().as_secs();
        assert!(seconds < 10, "{piece}: {seconds} s");
    }
}
