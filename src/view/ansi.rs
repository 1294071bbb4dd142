//! A line of text as a terminal without a screen shows it: styles as SGR escapes, or none at all.
//! For `show` and `check`; every escape written here is made from a style, never from text.

use std::fmt::Write;

use ratatui::style::{Color, Modifier, Style};

use crate::layout::line::Line;
use crate::markdown::document::{self, Document};
use crate::view::theme::{Part, Theme};

/// Adds `line` of `text` to `out` without a line break; with escapes where a theme is given. Blanks at the end are left out.
pub fn line(line: &Line, text: &Document, theme: Option<&Theme>, out: &mut String) {
    let start = out.len();
    let mut struck = false;
    for span in &line.spans {
        // Without styles, what was struck out must not read as if it were meant.
        let strike = theme.is_none() && span.style.has(document::Style::STRIKE);
        if strike != struck {
            out.push_str("~~");
            struck = strike;
        }
        let style = theme
            .map(|theme| sgr(theme.text(span.role, span.style)))
            .unwrap_or_default();
        let text = span.text(text);
        if style.is_empty() {
            out.push_str(text);
        } else {
            let _ = write!(out, "\x1b[{style}m{text}\x1b[0m");
        }
    }
    if struck {
        out.push_str("~~");
    }
    let used = out.get(start..).unwrap_or("").trim_end_matches(' ').len();
    out.truncate(start + used);
}

/// Adds a text in the style of a part of the screen.
pub fn part(text: &str, part: Part, theme: Option<&Theme>, out: &mut String) {
    let style = theme.map(|theme| sgr(theme.part(part))).unwrap_or_default();
    if style.is_empty() {
        out.push_str(text);
    } else {
        let _ = write!(out, "\x1b[{style}m{text}\x1b[0m");
    }
}

/// The parameters of the escape that sets `style`; empty for the terminal's own.
fn sgr(style: Style) -> String {
    let mut codes: Vec<String> = Vec::new();
    let modifiers = [
        (Modifier::BOLD, "1"),
        (Modifier::DIM, "2"),
        (Modifier::ITALIC, "3"),
        (Modifier::UNDERLINED, "4"),
        (Modifier::REVERSED, "7"),
        (Modifier::CROSSED_OUT, "9"),
    ];
    codes.extend(
        modifiers
            .iter()
            .filter(|(m, _)| style.add_modifier.contains(*m))
            .map(|(_, code)| (*code).to_owned()),
    );
    if let Some(Color::Indexed(n)) = style.fg {
        codes.push(format!("38;5;{n}"));
    }
    codes.join(";")
}
