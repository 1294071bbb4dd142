//! `newsreader show`: one article as the reading pane shows it, all at once.
//! Line by line, so that a long article needs no more memory than its text.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use crate::app::code;
use crate::highlighter::Highlighter;
use crate::layout::tokens::Tokens;
use crate::layout::{Typesetting, all};
use crate::markdown::document::Document;
use crate::print::to_stdout;
use crate::view::ansi::{self, Escapes};

/// What is not found in an article's code by then stays plain.
const LONGEST: Duration = Duration::from_secs(5);

/// What the words of the document's code are.
pub fn tokens(document: &Document) -> Tokens {
    let mut tokens = Tokens::default();
    let codes = code::to_colour(document);
    if codes.is_empty() {
        return tokens;
    }
    let highlighter = Highlighter::default();
    let start = Instant::now();
    for code in codes {
        let goes_on = || start.elapsed() < LONGEST;
        let found = highlighter.tokens(&code.language, &code.text, goes_on);
        tokens.add(code.start, found);
    }
    tokens
}

/// Writes `document` set in `width` columns; without escapes, plain text.
///
/// # Errors
/// When standard output cannot be written to.
pub fn show(
    document: &Document,
    (width, typesetting): (u16, Typesetting),
    escapes: Option<Escapes>,
) -> io::Result<()> {
    to_stdout(|out| write(document, (width, typesetting), escapes, out))
}

fn write(
    document: &Document,
    (width, typesetting): (u16, Typesetting),
    escapes: Option<Escapes>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut text = String::new();
    for line in all(document, width, typesetting) {
        text.clear();
        ansi::line(&line, document, escapes, &mut text);
        text.push('\n');
        out.write_all(text.as_bytes())?;
    }
    Ok(())
}
