//! What another renderer says: `cmark-gfm` makes HTML, a tokenizer of HTML finds the words that a browser would show.

use std::io::Write;
use std::process::{Command, Stdio};
use std::thread;

use crate::alike;
use html5gum::{StartTag, Token, Tokenizer};

/// With everything on that GitHub has on; tags are not escaped, since we show what they hold.
const ARGUMENTS: [&str; 13] = [
    "--unsafe",
    "-e",
    "footnotes",
    "-e",
    "table",
    "-e",
    "strikethrough",
    "-e",
    "autolink",
    "-e",
    "tasklist",
    "--to",
    "html",
];

/// What no browser shows.
const HIDDEN: [&[u8]; 6] = [
    b"script",
    b"style",
    b"title",
    b"template",
    b"head",
    b"iframe",
];

/// Where the names of emoji stand for themselves.
const CODE: [&[u8]; 5] = [b"code", b"pre", b"kbd", b"samp", b"tt"];

/// What stands within a word; every other tag ends it.
const WITHIN: [&[u8]; 28] = [
    b"a", b"abbr", b"b", b"bdi", b"bdo", b"big", b"cite", b"code", b"del", b"dfn", b"em", b"font",
    b"i", b"ins", b"kbd", b"mark", b"q", b"s", b"samp", b"small", b"span", b"strike", b"strong",
    b"sub", b"sup", b"tt", b"u", b"var",
];

/// Whether there is the program.
pub(crate) fn available() -> bool {
    let version = Command::new("cmark-gfm").arg("--version").output();
    version.is_ok_and(|output| output.status.success())
}

/// The HTML of a text.
pub(crate) fn html(markdown: &str) -> String {
    let mut child = Command::new("cmark-gfm")
        .args(ARGUMENTS)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let output = thread::scope(|scope| {
        scope.spawn(move || input.write_all(markdown.as_bytes()));
        child.wait_with_output().unwrap()
    });
    String::from_utf8(output.stdout).unwrap()
}

/// The text that a browser shows of some HTML, blanks between what stands apart.
pub(crate) fn shown(html: &str) -> String {
    let mut text = String::new();
    let mut hidden: Option<Vec<u8>> = None;
    let mut code = 0;
    for token in Tokenizer::new(html).flatten() {
        match token {
            Token::StartTag(tag) if hidden.is_none() => {
                code += usize::from(CODE.contains(&tag.name.as_slice()));
                if HIDDEN.contains(&tag.name.as_slice()) || made(&tag) {
                    hidden = Some(tag.name.to_vec());
                } else if tag.name.as_slice() == b"img" {
                    let alt = tag.attributes.get(b"alt".as_slice());
                    let alt = alt.map(|alt| String::from_utf8_lossy(alt));
                    text.extend([" ", &alt.unwrap_or_default()]);
                } else if !WITHIN.contains(&tag.name.as_slice()) {
                    text.push(' ');
                }
            }
            Token::EndTag(tag) => {
                code -= usize::from(code > 0 && CODE.contains(&tag.name.as_slice()));
                if hidden.as_deref() == Some(tag.name.as_slice()) {
                    hidden = None;
                } else if hidden.is_none() && !WITHIN.contains(&tag.name.as_slice()) {
                    text.push(' ');
                }
            }
            Token::String(string) if hidden.is_none() => {
                let string = String::from_utf8_lossy(&string.value);
                if code == 0 {
                    text.push_str(&alike::emoji(&string));
                } else {
                    text.push_str(&string);
                }
            }
            _ => {}
        }
    }
    text
}

/// Whether it is what `cmark-gfm` makes of footnotes: their numbers, and the arrows back.
fn made(tag: &StartTag<()>) -> bool {
    let class = tag.attributes.get(b"class".as_slice());
    class.is_some_and(|class| {
        [b"footnote-ref".as_slice(), b"footnote-backref"].contains(&class.as_slice())
    })
}
