//! `newsreader show`: one article as the reading pane shows it, all at once.
//! Line by line, so that a long article needs no more memory than its text.

use std::io::{self, Write};

use crate::layout::{Fit, all};
use crate::markdown::document::Document;
use crate::print::to_stdout;
use crate::view::ansi::{self, Escapes};

/// Writes `document` set in `width` columns; without escapes, plain text.
///
/// # Errors
/// When standard output cannot be written to.
pub fn show(document: &Document, width: u16, escapes: Option<Escapes>) -> io::Result<()> {
    to_stdout(|out| write(document, width, escapes, out))
}

fn write(
    document: &Document,
    width: u16,
    escapes: Option<Escapes>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut text = String::new();
    for line in all(document, width, Fit::Optimal) {
        text.clear();
        ansi::line(&line, document, escapes, &mut text);
        text.push('\n');
        out.write_all(text.as_bytes())?;
    }
    Ok(())
}
