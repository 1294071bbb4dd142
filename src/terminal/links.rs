//! Links (OSC 8) on their way to the terminal: in the buffer each cell begins and ends its own, which on a screen full of them
//! would be most of what is written.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use super::screen;
use crate::app::App;
use crate::pictures::Pictures;
use crate::view;
use crate::view::ansi::{LINK, UNLINK};
use crate::view::theme::Theme;

/// Paints the whole screen, with links where the terminal has them; returns where the cursor blinks, if anywhere.
pub(super) fn draw(
    app: &App,
    drawn: &Pictures,
    theme: &Theme,
    buffer: &mut Buffer,
) -> Option<Position> {
    let cursor = view::draw(app, drawn, theme, buffer);
    if screen::has_links() {
        view::links(app, buffer);
    }
    cursor
}

/// The same with links that end and begin again at once left to go on.
pub(super) fn joined(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open = None;
    for (n, part) in text.split(UNLINK).enumerate() {
        if let Some(rest) = open.and_then(|open| part.strip_prefix(open)) {
            out.push_str(rest);
        } else {
            out.push_str(if n > 0 { UNLINK } else { "" });
            out.push_str(part);
        }
        open = part.rfind(LINK).and_then(|at| {
            let (link, after) = part.get(at..)?.split_once("\x1b\\")?;
            part.get(at..part.len() - after.len())
                .filter(|_| !link.is_empty())
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_goes_on_in_the_next_cell() {
        let a = "\x1b]8;id=1;http://a/\x1b\\";
        let b = "\x1b]8;id=2;http://b/\x1b\\";
        let end = UNLINK;
        for (cells, expected) in [
            (format!("x{a}a{end}{a}b{end}y"), format!("x{a}ab{end}y")),
            (format!("{a}a{end}{b}b{end}"), format!("{a}a{end}{b}b{end}")),
            (
                format!("{a}a{end}{a}b{end}{b}c{end}{b}d{end}{a}e{end}"),
                format!("{a}ab{end}{b}cd{end}{a}e{end}"),
            ),
            (
                format!("{a}a{end}\x1b[2;1H{a}b{end}"),
                format!("{a}a{end}\x1b[2;1H{a}b{end}"),
            ),
            ("plain".to_owned(), "plain".to_owned()),
            (String::new(), String::new()),
        ] {
            assert_eq!(joined(&cells), expected, "{cells:?}");
        }
    }
}
