//! A line of text as a terminal without a screen shows it: styles as SGR escapes, or none at all.
//! For `show` and `check`; every escape written here is made from a style or from an address that may leave the program.

use std::fmt::Write;
use std::ops::Range;

use ratatui::style::{Color, Modifier, Style};

use crate::app::address::web;
use crate::layout::line::{Line, Role, Span};
use crate::layout::tokens::Tokens;
use crate::markdown::document::{self, Document};
use crate::view::theme::{Part, Theme, number};

/// How a link of the terminal begins (OSC 8).
pub const LINK: &str = "\x1b]8;id=";
/// How it ends.
pub const UNLINK: &str = "\x1b]8;;\x1b\\";
/// A longer address makes no link of its text: terminals have limits.
const LONGEST: usize = 2083;

/// Which escapes may be written.
#[derive(Clone, Copy, Debug)]
pub struct Escapes<'a> {
    /// How text looks.
    pub theme: &'a Theme,
    /// What the words of code are.
    pub tokens: &'a Tokens,
    /// Whether texts may be links to the web (OSC 8), as terminals know them but few pagers.
    pub links: bool,
}

/// Adds `line` of `text` to `out` without a line break; with escapes where they are given. Blanks at the end are left out.
pub fn line(line: &Line, text: &Document, escapes: Option<Escapes>, out: &mut String) {
    let theme = escapes.map(|escapes| escapes.theme);
    let links = escapes.is_some_and(|escapes| escapes.links);
    let start = out.len();
    let mut struck = false;
    for span in &line.spans {
        // Without styles, what was struck out must not read as if it were meant.
        let strike = theme.is_none() && span.style.has(document::Style::STRIKE);
        if strike != struck {
            out.push_str("~~");
            struck = strike;
        }
        let leads = links.then(|| link(span, text)).flatten();
        if let Some(leads) = &leads {
            out.push_str(leads);
        }
        let style = |role| theme.map(|theme| theme.text(role, span.style));
        let marks = marks(span, text, escapes);
        if marks.is_empty() {
            styled(span.text(text), style(span.role), out);
        } else {
            for (piece, role) in span.pieces(text, &marks) {
                styled(piece, style(role), out);
            }
        }
        if leads.is_some() {
            out.push_str(UNLINK);
        }
    }
    if struck {
        out.push_str("~~");
    }
    let used = out.get(start..).unwrap_or("").trim_end_matches(' ').len();
    out.truncate(start + used);
}

/// What the words of a span are, if it is code.
fn marks(span: &Span, text: &Document, escapes: Option<Escapes>) -> Vec<(Range<u32>, Role)> {
    let (Some(escapes), Some(at), Role::Code) = (escapes, span.offset(), span.role) else {
        return Vec::new();
    };
    let range = at..at + span.text(text).len() as u32;
    escapes.tokens.within(&range).collect()
}

/// The escape that makes a link of what follows, if the span leads to the web. The number joins the parts of one link, which
/// may stand on several lines.
pub(super) fn link(span: &Span, text: &Document) -> Option<String> {
    let number = span.link?;
    let address = web(&text.links.get(number as usize)?.target)?;
    (address.len() <= LONGEST).then(|| format!("{LINK}{number};{address}\x1b\\"))
}

/// Adds a text in the style of a part of the screen.
pub fn part(text: &str, part: Part, theme: Option<&Theme>, out: &mut String) {
    styled(text, theme.map(|theme| theme.part(part)), out);
}

fn styled(text: &str, style: Option<Style>, out: &mut String) {
    let styled = style.is_some_and(|style| sgr(style, out));
    out.push_str(text);
    if styled {
        out.push_str("\x1b[0m");
    }
}

/// Adds the escape that sets `style`; none, and no for an answer, for the terminal's own.
fn sgr(style: Style, out: &mut String) -> bool {
    let start = out.len();
    out.push_str("\x1b[");
    let before = out.len();
    let modifiers = [
        (Modifier::BOLD, "1;"),
        (Modifier::DIM, "2;"),
        (Modifier::ITALIC, "3;"),
        (Modifier::UNDERLINED, "4;"),
        (Modifier::REVERSED, "7;"),
        (Modifier::CROSSED_OUT, "9;"),
    ];
    for (modifier, code) in modifiers {
        if style.add_modifier.contains(modifier) {
            out.push_str(code);
        }
    }
    if let Some(colour) = style.fg {
        foreground(colour, out);
    }
    let any = out.len() > before;
    out.truncate(if any { out.len() - 1 } else { start });
    if any {
        out.push('m');
    }
    any
}

/// Adds the parameters that set a colour, each with `;` behind it; none for the terminal's own.
fn foreground(colour: Color, out: &mut String) {
    // Nothing that is written to a text fails.
    let _ = match colour {
        Color::Rgb(red, green, blue) => write!(out, "38;2;{red};{green};{blue};"),
        Color::Indexed(n) => write!(out, "38;5;{n};"),
        named => match number(named) {
            Some(n) if n < 8 => write!(out, "{};", 30 + n),
            Some(n) => write!(out, "{};", 82 + n),
            None => Ok(()),
        },
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{Typesetting, all};
    use crate::markdown::parse::{Head, parse};

    fn shown(markdown: &str, links: bool) -> String {
        let document = parse(&Head::default(), markdown);
        let theme = &Theme::PLAIN;
        let mut out = String::new();
        let first = all(&document, 80, Typesetting::default()).next();
        let escapes = Some(Escapes {
            theme,
            tokens: &Tokens::default(),
            links,
        });
        line(&first.unwrap(), &document, escapes, &mut out);
        out
    }

    #[test]
    fn every_kind_of_colour_is_written() {
        for (colour, expected) in [
            (Color::Rgb(1, 20, 255), "38;2;1;20;255;"),
            (Color::Indexed(243), "38;5;243;"),
            (Color::Blue, "34;"),
            (Color::DarkGray, "90;"),
            (Color::White, "97;"),
            (Color::Reset, ""),
        ] {
            let mut written = String::new();
            foreground(colour, &mut written);
            assert_eq!(written, expected, "{colour:?}");
        }
    }

    #[test]
    fn what_leads_to_the_web_is_a_link_of_the_terminal() {
        let text = shown("see <https://example.org/a;b> now", true);
        let link = "\x1b]8;id=0;https://example.org/a;b\x1b\\";
        let (before, after) = text.split_once(link).unwrap();
        let (_, after) = after.split_once("\x1b]8;;\x1b\\").unwrap();
        assert_eq!((before, after), ("see ", " now"));
        let long = format!("[x](https://example.org/{})", "x".repeat(LONGEST));
        for other in [
            "[x](b.md)",
            "[x](mailto:a@b.example)",
            "[x](javascript:y)",
            &long,
        ] {
            assert!(!shown(other, true).contains("\x1b]"), "{other}");
        }
        assert!(!shown("<https://example.org>", false).contains("\x1b]"));
    }
}
