//! The last look at a screen that is painted: the theme's own paper and ink, and signs that the terminal has.
//! Where it has only ASCII, lines and marks become signs that stand for them.

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Style};

use crate::view::theme::{Borders, Theme};

/// Signs with round corners, and the plain ones.
const ROUND: &[(&str, &str)] = &[("╭", "┌"), ("╮", "┐"), ("╰", "└"), ("╯", "┘")];

/// Goes over every cell.
pub(super) fn finish(theme: &Theme, buffer: &mut Buffer) {
    let own = theme.paper != Color::Reset || theme.ink != Color::Reset;
    if theme.borders == Borders::Rounded && !own {
        return;
    }
    let area = buffer.area;
    for (x, y) in area
        .rows()
        .flat_map(|row| row.columns().map(move |column| (column.x, row.y)))
    {
        let Some(cell) = buffer.cell_mut((x, y)) else {
            continue;
        };
        if own {
            cell.bg = if cell.bg == Color::Reset {
                theme.paper
            } else {
                cell.bg
            };
            cell.fg = if cell.fg == Color::Reset {
                theme.ink
            } else {
                cell.fg
            };
        }
        let sign = match theme.borders {
            Borders::Rounded => None,
            Borders::Plain => plain(cell.symbol()),
            Borders::Ascii => ascii(cell.symbol()),
        };
        if let Some(sign) = sign {
            buffer.set_stringn(x, y, sign, 1, Style::new());
        }
    }
}

fn plain(sign: &str) -> Option<&'static str> {
    let found = ROUND.iter().find(|(round, _)| *round == sign);
    found.map(|(_, plain)| *plain)
}

fn ascii(sign: &str) -> Option<&'static str> {
    Some(match sign.chars().next()? {
        '─' | '━' | '═' | '╌' | '┄' | '–' | '—' => "-",
        '│' | '┃' | '║' | '▏' | '▎' | '┆' => "|",
        '╭'..='╰' | '┌'..='╋' | '╒'..='╬' => "+",
        '▌' | '▶' | '›' | '↪' | '→' => ">",
        '‹' | '←' => "<",
        '●' | '★' | '✦' | '•' | '◦' | '▪' => "*",
        '…' | '·' => ".",
        '“' | '”' => "\"",
        '‘' | '’' => "'",
        '↑' => "^",
        '↓' => "v",
        '\u{a0}' => " ",
        _ => return None,
    })
}
