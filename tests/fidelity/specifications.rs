//! The examples of CommonMark, of GFM and of its extensions: what we show of each has the words that the reference's HTML
//! has, in the same order; where not, it stands in the list below with the reason.

use std::fs;

use crate::shared::shared;
use crate::specification::examples;
use crate::{measure, reference};

const FILES: [&str; 3] = [
    "commonmark-0.31.2.txt",
    "gfm-0.29.txt",
    "gfm-extensions.txt",
];

/// Examples that differ, by their beginning, with what differs (`-` for what the reference alone shows, `+` for what we alone
/// show) and why.
const DIFFERENCES: &[(&str, &str, &str)] = &[
    (
        "&nbsp &x;",
        "-\u{fffd} +&#87654321;",
        "a number that is no character stays as it is written: CommonMark 0.31 allows seven digits, the reference eight",
    ),
    (
        "<div id=\"foo\"\n*hi*",
        "+<div +id=\"foo\" +*hi*",
        "a tag that never ends: a browser drops it, we show it",
    ),
    (
        "<div class\nfoo",
        "+<div +class +foo",
        "a tag that never ends: a browser drops it, we show it",
    ),
    (
        "<div *???",
        "+<div +*???-&&&-<--- +*foo*",
        "a tag that never ends: a browser drops it, we show it",
    ),
    (
        "<textarea>\n\n*foo*",
        "-foo -bar +*foo* +_bar_",
        "text of this tag is as it is since CommonMark 0.31",
    ),
    (
        "*$*alpha.",
        "-£bravo. -€charlie. +*£*bravo. +*€*charlie.",
        "signs of money are punctuation since CommonMark 0.31",
    ),
    (
        "[link](<foo\nbar>)",
        "-[link]( -) +[link]()",
        "a tag of no known name: to the reference it ends a word",
    ),
    (
        "[[[foo]]]",
        "-[[[foo]]] -[[[foo]]]: +[foo] +[foo]:",
        "brackets within brackets link notes, by their bare names",
    ),
    (
        "[[*foo* bar]]",
        "-[foo -bar] +*foo* +bar",
        "brackets within brackets link notes, by their bare names",
    ),
    (
        "![[foo]]",
        "-![[foo]] -[[foo]]: +foo +foo:",
        "brackets within brackets link notes, by their bare names",
    ),
    (
        "foo <!-- this is a --",
        "-<!-- -this -is -a --- -comment -- -with -hyphens --->",
        "a comment since CommonMark 0.31",
    ),
    (
        "foo <!--> foo -->\n\nfoo <!--->",
        "-<!--> -<!--->",
        "a comment since CommonMark 0.31",
    ),
    (
        "foo <!-- not a comment --",
        "-<!-- -not -a -comment --- -two -hyphens --->",
        "a comment since CommonMark 0.31",
    ),
    (
        "foo <!--> foo -->\n\nfoo <!-- foo",
        "-<!--> -<!-- -foo--->",
        "a comment since CommonMark 0.31",
    ),
    (
        "<strong> <title> <style>",
        "+is +disallowed. +is +also +disallowed.",
        "text behind a title that never ends: a browser hides it, we show it",
    ),
    (
        "This is <xmp> not okay",
        "-okay -. +okay.",
        "a tag of no known name: to the reference it ends a word",
    ),
    (
        "This is some text![^1]",
        "+This +is +unused.",
        "a note that nothing refers to: the reference drops it, we show it",
    ),
];

#[test]
fn examples_have_the_words_that_another_renderer_gives_them() {
    let test = "examples_have_the_words_that_another_renderer_gives_them";
    let Some(folder) = shared(test).map(|shared| shared.join("spec")) else {
        return;
    };
    if !reference::available() {
        println!("skipped: {test}: cmark-gfm is absent");
        return;
    }
    let (mut unknown, mut met) = (Vec::new(), vec![false; DIFFERENCES.len()]);
    let mut count = 0;
    for file in FILES {
        let spec = fs::read_to_string(folder.join(file)).unwrap();
        let examples = examples(&spec);
        assert!(examples.len() > 10, "{file}: {} examples", examples.len());
        count += examples.len();
        for (markdown, _) in examples {
            let (_, found) = measure(&markdown);
            let found: Vec<_> = found
                .iter()
                .map(|(sign, word)| format!("{sign}{word}"))
                .collect();
            let found = found.join(" ");
            let known = |(begin, differs, _): &(&str, &str, &str)| {
                markdown.starts_with(begin) && *differs == found
            };
            match DIFFERENCES.iter().position(known) {
                Some(at) => met[at] = true,
                None if found.is_empty() => {}
                None => unknown.push(format!("{file}: {markdown:?}: {found}")),
            }
        }
    }
    assert!(
        unknown.is_empty(),
        "{} of {count} differ:\n{}",
        unknown.len(),
        unknown.join("\n")
    );
    let gone = DIFFERENCES.iter().zip(met).filter(|(_, met)| !met);
    assert_eq!(
        gone.count(),
        0,
        "what does not differ any more is no difference"
    );
}
