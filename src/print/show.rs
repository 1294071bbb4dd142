//! `newsreader show`: one article as the reading pane shows it, all at once.
//! Line by line, so that a long article needs no more memory than its text.

use std::io::{self, Write};

use crate::layout::{Fit, all};
use crate::markdown::document::Document;
use crate::print::to_stdout;
use crate::view::ansi;
use crate::view::theme::Theme;

/// Writes `document` set in `width` columns; without a theme, plain text without a single escape.
///
/// # Errors
/// When standard output cannot be written to.
pub fn show(document: &Document, width: u16, theme: Option<&Theme>) -> io::Result<()> {
    to_stdout(|out| write(document, width, theme, out))
}

fn write(
    document: &Document,
    width: u16,
    theme: Option<&Theme>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut text = String::new();
    for line in all(document, width, Fit::Optimal) {
        text.clear();
        ansi::line(&line, document, theme, &mut text);
        text.push('\n');
        out.write_all(text.as_bytes())?;
    }
    Ok(())
}
