//! All that ever goes to the terminal: text that may be shown, and these escape sequences. In builds with assertions everything
//! written is held against it before it is out, so that what slips past the defences before is seen by the first test that meets
//! it. Builds for use do not have it.

use crate::text::is_showable;

/// Modes that are set and reset.
const MODES: [&str; 7] = ["?25", "?1002", "?1004", "?1006", "?1049", "?2004", "?2026"];
/// The strings that are asked or said as they are.
const OSCS: [&str; 2] = ["11;?", "8;;"];
const FILE: &str = "1337;File=inline=1;size=";
/// The end of a string.
const END: &str = "\x1b\\";

/// Panics over what is none of it.
#[expect(clippy::panic, reason = "so that no test can pass over it")]
pub(super) fn check(bytes: &[u8]) {
    if let Some(foreign) = foreign(bytes) {
        panic!("this must never be written to a terminal: {foreign}");
    }
}

/// The first of what must not be written. Sequences are whole: they are collected before they are written.
fn foreign(bytes: &[u8]) -> Option<String> {
    let Ok(mut rest) = std::str::from_utf8(bytes) else {
        return Some("what is no UTF-8".to_owned());
    };
    while !rest.is_empty() {
        let (plain, escapes) = rest.split_at(rest.find('\x1b').unwrap_or(rest.len()));
        if let Some(c) = plain.chars().find(|c| !is_showable(*c)) {
            return Some(format!("{c:?}"));
        }
        rest = match after(escapes) {
            Some(rest) => rest,
            None => {
                return Some(format!(
                    "{:?}",
                    escapes.chars().take(80).collect::<String>()
                ));
            }
        };
    }
    None
}

/// What is behind a sequence of ours.
fn after(text: &str) -> Option<&str> {
    if text.is_empty() {
        return Some(text);
    }
    let text = text.strip_prefix('\x1b')?;
    if let Some(text) = text.strip_prefix('[') {
        let end = text.find(|c| matches!(c, '@'..='~'))?;
        let (parameters, rest) = text.split_at(end);
        let mut rest = rest.chars();
        return is_control(parameters, rest.next()?).then_some(rest.as_str());
    }
    if let Some(picture) = text.strip_prefix(']').filter(|text| text.starts_with(FILE)) {
        let (file, rest) = picture.split_once('\x07')?;
        return is_file(file).then_some(rest);
    }
    // Around pictures, the place of the cursor is kept and taken again.
    if let Some(text) = text.strip_prefix(['7', '8']) {
        return Some(text);
    }
    let (string, rest) = text.split_once(END)?;
    let mut chars = string.chars();
    let known = match chars.next()? {
        ']' => is_command(chars.as_str()),
        'P' => is_sixel(chars.as_str()),
        '_' => is_kitty(chars.as_str()),
        _ => false,
    };
    known.then_some(rest)
}

fn is_control(parameters: &str, last: char) -> bool {
    let numbers = |text: &str| text.bytes().all(|byte| matches!(byte, b'0'..=b';'));
    match last {
        'm' => numbers(parameters),
        // The cursor is put somewhere; below pictures, cells are emptied and it goes down and up.
        'H' | 'A' | 'B' | 'X' => numbers(parameters) && !parameters.contains(':'),
        'J' => matches!(parameters, "" | "2"),
        'h' | 'l' => MODES.contains(&parameters),
        't' => matches!(parameters, "16" | "22;0" | "23;0"),
        'c' => parameters.is_empty(),
        'q' => parameters == ">",
        _ => false,
    }
}

/// The title of the window, a question, a copy, a link or its end.
fn is_command(string: &str) -> bool {
    OSCS.contains(&string)
        || string.strip_prefix("8;id=").is_some_and(is_link)
        || string
            .strip_prefix("2;")
            .is_some_and(|title| title.chars().all(is_showable))
        || string.strip_prefix("52;c;").is_some_and(is_base64)
}

/// A number and an address of the web.
fn is_link(string: &str) -> bool {
    let web = |address: &str| {
        ["http://", "https://"]
            .iter()
            .any(|scheme| address.starts_with(scheme))
    };
    string.split_once(';').is_some_and(|(number, address)| {
        number.bytes().all(|byte| byte.is_ascii_digit())
            && web(address)
            && address.bytes().all(|byte| byte.is_ascii_graphic())
    })
}

/// A picture for iTerm2: the whole file, and never a name or a path.
fn is_file(file: &str) -> bool {
    let words = |text: &str| {
        let known = |c: char| c.is_ascii_alphanumeric() || matches!(c, ';' | '=');
        text.chars().all(known) && !text.contains("name")
    };
    file.strip_prefix(FILE)
        .and_then(|file| file.split_once(':'))
        .is_some_and(|(keys, data)| words(keys) && is_base64(data))
}

/// A picture in sixels.
fn is_sixel(string: &str) -> bool {
    let number = |byte: u8| byte.is_ascii_digit() || byte == b';';
    let sixel = |byte: u8| number(byte) || matches!(byte, b'!'..=b'$' | b'-' | b'?'..=b'~');
    string
        .split_once('q')
        .is_some_and(|(numbers, data)| numbers.bytes().all(number) && data.bytes().all(sixel))
}

/// A picture for kitty: sent as it is (`t=d`), and never by the path of a file; or one that is taken away.
fn is_kitty(string: &str) -> bool {
    let Some(string) = string.strip_prefix('G') else {
        return false;
    };
    let (keys, data) = string.split_once(';').unwrap_or((string, ""));
    let known = |key: &str| {
        key.split_once('=').is_some_and(|(key, value)| match key {
            "t" => value == "d",
            "a" => matches!(value, "T" | "q" | "d"),
            "d" | "o" => value.len() == 1,
            "q" | "i" | "U" | "f" | "s" | "v" | "m" => {
                value.bytes().all(|byte| byte.is_ascii_digit())
            }
            _ => false,
        })
    };
    keys.split(',').all(known) && is_base64(data)
}

fn is_base64(data: &str) -> bool {
    data.bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use ratatui::Terminal;
    use ratatui::backend::CrosstermBackend;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::{TerminalOptions, Viewport};

    use super::*;
    use crate::terminal::screen;
    use crate::terminal::screen::Screen;
    use crate::text::Clean;
    use crate::view::ansi::UNLINK;

    const FOREIGN: [&str; 29] = [
        "\x1b]52;c;?\x1b\\",
        "\x1b]52;p;QQ==\x1b\\",
        "\x1b]52;c;Q\x07",
        "\x1b]0;title\x1b\\",
        "\x1b]2;a\u{202e}b\x1b\\",
        "\x1b]2;a\x07",
        "\x1b]8;;http://a\x1b\\",
        "\x1b]8;id=1;file:///etc/passwd\x1b\\",
        "\x1b]8;id=1;http://a b\x1b\\",
        "\x1b]8;id=a;http://a\x1b\\",
        "\x1b]11;#fff\x1b\\",
        "\x1b]1337;File=name=QQ==:QQ==\x07",
        "\x1b]1337;File=inline=1;size=1;name=QQ==:QQ==\x07",
        "\x1b]1337;SetMark\x07",
        "\x1b[6n",
        "\x1b[?1003h",
        "\x1b[21t",
        "\x1b[8;1;1t",
        "\x1b[2K",
        "\x1bc",
        "\x1b9",
        "\x1b_Gt=f,a=T;L2V0Yy9wYXNzd2Q=\x1b\\",
        "\x1b_Ga=T;no base64\x1b\\",
        "\x1b_x\x1b\\",
        "\x1bP$q\"p\x1b\\",
        "\x1bPtmux;a\x1b\\",
        "\x1b^a\x1b\\",
        "\x1b[",
        "\x1b",
    ];

    #[test]
    fn what_is_foreign_is_found_wherever_it_stands() {
        for text in FOREIGN {
            for text in [
                text.to_owned(),
                format!("a\x1b[1m{text}b"),
                format!("\x1b]2;t\x1b\\{text}"),
            ] {
                assert!(foreign(text.as_bytes()).is_some(), "{text:?}");
            }
        }
        for c in [
            "\0",
            "\x07",
            "\x08",
            "\t",
            "\n",
            "\r",
            "\x7f",
            "\u{9b}",
            "\u{202e}",
            "\u{ad}",
            "\u{200b}",
            "\u{e0041}",
        ] {
            assert!(foreign(format!("a{c}b").as_bytes()).is_some(), "{c:?}");
        }
        assert!(foreign(b"\x9b31m").is_some());
    }

    #[test]
    fn what_is_ours_passes() {
        for text in [
            "",
            "Text, Ⓣⓔⓧⓣ, 字, e\u{301}, ❤\u{fe0f}",
            "\x1b[1;1Ha\x1b[0m\x1b[38;2;1;2;3;48;5;7mb\x1b[58;5;1m\x1b[4:3m",
            "\x1b]2;a; b\x1b\\\x1b[?2026h\x1b[2J\x1b[?25l\x1b[22;0t",
            "\x1b]52;c;QUJD\x1b\\",
            "\x1b]8;id=1;https://a/;b\x1b\\a\x1b]8;;\x1b\\",
            "\x1b_Gq=2,i=1,a=T,U=1,f=32,o=z,t=d,s=1,v=1,m=0;AAAA\x1b\\\x1b_Ga=d,d=I,i=7,q=2\x1b\\",
            "\x1b7\x1b[4X\x1b[1B\x1b[2A\x1bP9;1q\"1;1;4;4#0;2;0;0;0#0!4~-\x1b\\\x1b8",
            "\x1b[1X\x1b]1337;File=inline=1;size=9;width=1px;height=1px;doNotMoveCursor=1:QUJD\x07",
            "\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\\x1b[>q\x1b]11;?\x1b\\\x1b[16t\x1b[c",
        ] {
            assert_eq!(foreign(text.as_bytes()), None, "{text:?}");
        }
    }

    /// Draws a text as a cell has it: ratatui's own defences are behind this.
    #[expect(clippy::disallowed_methods, reason = "as if nobody had looked")]
    fn draw(symbol: &str) {
        let size = Rect::new(0, 0, 20, 1);
        let options = TerminalOptions {
            viewport: Viewport::Fixed(size),
        };
        let backend = CrosstermBackend::new(Screen::default());
        let mut terminal = Terminal::with_options(backend, options).unwrap();
        let paint = |buffer: &mut Buffer| {
            buffer[(0, 0)].set_symbol(symbol);
        };
        terminal.draw(|frame| paint(frame.buffer_mut())).unwrap();
        terminal.backend_mut().flush().unwrap();
    }

    #[test]
    fn what_was_not_made_clean_does_not_get_past_the_screen() {
        for hostile in ["\x1b]0;pwned\x1b\\", "a\u{202e}b", "\u{9b}31m"] {
            draw(Clean::line(hostile).as_str());
            let done = std::panic::catch_unwind(|| draw(hostile));
            assert!(done.is_err(), "{hostile:?}");
        }
    }

    /// It is said without being looked at: it may have to be said by a signal handler.
    #[test]
    fn what_gives_the_terminal_back_is_ours() {
        let given = screen::GIVE_BACK.strip_prefix(END).unwrap();
        for said in [given, screen::RECALL, UNLINK] {
            check(said.as_bytes());
        }
    }
}
