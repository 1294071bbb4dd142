//! The last look at a screen that is painted: the theme's own paper and ink; and signs that the terminal has.
//! Where it has only ASCII, lines and marks become signs that stand for them; what articles say stays as it is.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::style::Color;

use crate::view::theme::{Borders, Theme};

/// Gives every cell paper and ink.
pub(super) fn finish(theme: &Theme, buffer: &mut Buffer) {
    if theme.paper == Color::Reset && theme.ink == Color::Reset {
        return;
    }
    for cell in &mut buffer.content {
        if cell.bg == Color::Reset {
            cell.bg = theme.paper;
        }
        if cell.fg == Color::Reset {
            cell.fg = theme.ink;
        }
    }
}

/// A text that is ours, in the signs that the terminal has, each as wide as what it stands for.
pub(super) fn signs(borders: Borders, text: &str) -> Cow<'_, str> {
    let other = match borders {
        Borders::Rounded => return text.into(),
        Borders::Plain => plain,
        Borders::Ascii => ascii,
    };
    if text.is_ascii() {
        return text.into();
    }
    let sign = |sign: char| other(sign).unwrap_or(sign);
    text.chars().map(sign).collect::<String>().into()
}

fn plain(sign: char) -> Option<char> {
    Some(match sign {
        '╭' => '┌',
        '╮' => '┐',
        '╰' => '└',
        '╯' => '┘',
        _ => return None,
    })
}

fn ascii(sign: char) -> Option<char> {
    Some(match sign {
        '─' | '━' | '═' | '╌' | '┄' | '–' | '—' => '-',
        '│' | '┃' | '║' | '▏' | '▎' | '┆' => '|',
        '╭'..='╰' | '┌'..='╋' | '╒'..='╬' => '+',
        '▌' | '▶' | '›' | '↪' | '→' => '>',
        '‹' | '←' => '<',
        '●' | '★' | '✦' | '•' | '◦' | '▪' => '*',
        '☐' => 'o',
        '☑' => 'x',
        '…' | '·' => '.',
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        '↑' => '^',
        '↓' => 'v',
        '\u{a0}' => ' ',
        _ => return None,
    })
}
