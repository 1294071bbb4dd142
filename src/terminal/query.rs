//! The one question to the terminal and what its answers mean: how it shows pictures, how large a cell is, whether it is dark.
//! Asked after the first frame and when the window has the focus again. The last answer, which every terminal gives, ends
//! it; nothing waits for any. Reads and writes nothing.

use crate::app::action::Background;
use crate::pictures::Way;

/// Whether it knows kitty's images: one of a single pixel, looked at and not kept. Placeholders need no answer of their own.
const KITTY: &str = "\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\";
/// What it is called, and its version (XTVERSION).
const NAME: &str = "\x1b[>q";
/// Its background colour (OSC 11).
const BACKGROUND: &str = "\x1b]11;?\x1b\\";
/// The pixels of a cell.
const CELL: &str = "\x1b[16t";
/// What it is (DA1): the end, since terminals answer in order.
const END: &str = "\x1b[c";
/// The first version of kitty that has placeholders.
const PLACES: (u32, u32) = (0, 28);
/// The first version of tmux that hands links on, if the terminal outside has them.
const LINKS: (u32, u32) = (3, 4);
/// A longer name is cut.
const LONGEST_NAME: usize = 100;

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// It shows images of the kitty protocol.
    Kitty,
    /// What it is called.
    Name(String),
    /// How its background looks.
    Background(Background),
    /// A cell has so many pixels, across and down.
    Cell(u16, u16),
    /// The end of all answers; whether it shows sixels.
    End(bool),
}

/// The answers to one question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Known {
    kitty: bool,
    sixel: bool,
    name: String,
    /// The pixels of a cell; zero if it does not say.
    pub(super) cell: (u16, u16),
    /// How its background looks, if it says.
    pub(super) background: Option<Background>,
}

/// What is to be asked.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Wanted {
    /// How to show pictures.
    pub(super) way: bool,
    /// How large a cell is.
    pub(super) cell: bool,
    /// What counts where there are colours: how the background looks, whether it has links.
    pub(super) looks: bool,
}

/// The question, under these variables; none if there is nothing to ask or nobody who understands.
pub(super) fn question(
    wanted: Wanted,
    variable: impl Fn(&str) -> Option<String>,
) -> Option<String> {
    let is = |name, value| variable(name).is_some_and(|found| found.starts_with(value));
    // The consoles of kernels write parts of such strings on the screen.
    if is("TERM", "linux") || is("TERM", "dumb") {
        return None;
    }
    // So does this one with the one for kitty. Multiplexers keep it to themselves, and show no images.
    let kitty = wanted.way && !is("TERM_PROGRAM", "Apple_Terminal") && !inside(&variable);
    let parts = [
        (kitty, KITTY),
        (wanted.way || wanted.looks, NAME),
        (wanted.looks, BACKGROUND),
        (wanted.cell, CELL),
    ];
    let parts: String = parts
        .iter()
        .filter(|(wanted, _)| *wanted)
        .map(|(_, part)| *part)
        .collect();
    (!parts.is_empty()).then(|| parts + END)
}

/// Whether a multiplexer stands between us and the terminal.
fn inside(variable: impl Fn(&str) -> Option<String>) -> bool {
    let term = variable("TERM").unwrap_or_default();
    variable("TMUX").is_some() || term.starts_with("tmux") || term.starts_with("screen")
}

impl Known {
    /// Takes an answer; whether it was the last one.
    pub(super) fn take(&mut self, answer: Answer) -> bool {
        match answer {
            Answer::Kitty => self.kitty = true,
            Answer::Name(name) => self.name = name,
            Answer::Background(background) => self.background = Some(background),
            Answer::Cell(across, down) => self.cell = (across, down),
            Answer::End(sixel) => {
                self.sixel = sixel;
                return true;
            }
        }
        false
    }

    /// The best way to show pictures that is known to work.
    pub(super) fn way(&self, variable: impl Fn(&str) -> Option<String>) -> Way {
        let name = self.name.to_lowercase();
        let called = |names: &[&str]| names.iter().any(|one| name.starts_with(one));
        // What a multiplexer says of itself does not tell what the terminal outside can do.
        if inside(variable) || called(&["tmux", "screen", "zellij"]) {
            return Way::Blocks;
        }
        if called(&["wezterm", "iterm2"]) {
            return Way::Iterm;
        }
        // Others take images, but do not know the placeholders by which they scroll with the text.
        let version = name.strip_prefix("kitty(").and_then(version);
        let places = version.is_some_and(|version| version >= PLACES) || called(&["ghostty"]);
        if self.kitty && places {
            return Way::Kitty;
        }
        // Konsole leaves sixels behind where they were.
        if self.sixel && !called(&["konsole"]) {
            return Way::Sixel;
        }
        Way::Blocks
    }

    /// Whether it is known to have links (OSC 8): others may write their addresses on the screen.
    pub(super) fn links(&self) -> bool {
        let name = self.name.to_lowercase();
        let known = [
            "contour", "foot", "ghostty", "iterm2", "kitty", "konsole", "mintty", "vte", "wezterm",
        ];
        let tmux = name.strip_prefix("tmux ").and_then(version);
        known.iter().any(|known| name.starts_with(known)) || tmux >= Some(LINKS)
    }
}

/// The first two numbers of a version.
fn version(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.split(|char: char| !char.is_ascii_digit());
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

/// The answer of `ESC [`, parameters and a last byte.
pub(super) fn control(parameters: &str, last: u8) -> Option<Answer> {
    if last == b'c' {
        let mut attributes = parameters.strip_prefix('?')?.split(';').skip(1);
        return Some(Answer::End(attributes.any(|attribute| attribute == "4")));
    }
    let (down, across) = parameters.strip_prefix("6;")?.split_once(';')?;
    let cell = || Some(Answer::Cell(across.parse().ok()?, down.parse().ok()?));
    (last == b't').then(cell)?
}

/// The answer of a string.
pub(super) fn string(body: &str) -> Option<Answer> {
    if let Some(name) = body.strip_prefix(">|") {
        return Some(Answer::Name(name.chars().take(LONGEST_NAME).collect()));
    }
    if let Some(colour) = body.strip_prefix("11;") {
        return background(colour).map(Answer::Background);
    }
    (body == "Gi=31;OK").then_some(Answer::Kitty)
}

/// Whether a colour is a dark one: `rgb:` or `rgba:` and one to four hexadecimal digits for each part.
fn background(colour: &str) -> Option<Background> {
    let parts = colour
        .strip_prefix("rgb:")
        .or_else(|| colour.strip_prefix("rgba:"))?;
    let mut parts = parts.split('/').map(|part| {
        let most = 16_u32.checked_pow(part.len().try_into().ok()?)? - 1;
        let value = u32::from_str_radix(part, 16).ok()?;
        Some(value * 255 / most.max(1))
    });
    let (red, green, blue) = (parts.next()??, parts.next()??, parts.next()??);
    // How bright it looks, of 255,000 (ITU-R BT.601).
    let bright = 299 * red + 587 * green + 114 * blue;
    Some(if bright < 127_500 {
        Background::Dark
    } else {
        Background::Light
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTHING: fn(&str) -> Option<String> = |_| None;

    #[test]
    fn the_way_is_the_best_one_known_to_work() {
        for (name, kitty, sixel, way) in [
            ("kitty(0.35.2)", true, false, Way::Kitty),
            ("kitty(0.28.0)", true, false, Way::Kitty),
            ("kitty(1.0)", true, false, Way::Kitty),
            ("kitty(0.26.5)", true, false, Way::Blocks),
            ("kitty(new)", true, false, Way::Blocks),
            ("ghostty 1.0.1", true, false, Way::Kitty),
            ("WezTerm 20240203", true, true, Way::Iterm),
            ("iTerm2 3.5.0", false, true, Way::Iterm),
            ("Konsole 23.08.4", true, true, Way::Blocks),
            ("XTerm(379)", false, true, Way::Sixel),
            ("foot(1.16.2)", false, true, Way::Sixel),
            ("", false, true, Way::Sixel),
            ("", false, false, Way::Blocks),
            ("tmux 3.4", false, true, Way::Blocks),
            ("unheard of", true, false, Way::Blocks),
        ] {
            let mut known = Known::default();
            if kitty {
                assert!(!known.take(Answer::Kitty));
            }
            assert!(!known.take(Answer::Name(name.to_owned())));
            assert!(known.take(Answer::End(sixel)));
            assert_eq!(known.way(NOTHING), way, "{name}");
            let tmux = |name: &str| (name == "TMUX").then(|| "/tmp/x,1,0".to_owned());
            assert_eq!(known.way(tmux), Way::Blocks);
        }
    }

    #[test]
    fn links_are_there_where_they_are_known_to_be() {
        for (name, links) in [
            ("kitty(0.26.5)", true),
            ("VTE(7600)", true),
            ("tmux 3.4", true),
            ("tmux 3.3a", false),
            ("tmux next-3.6", false),
            ("XTerm(379)", false),
            ("", false),
        ] {
            let mut known = Known::default();
            known.take(Answer::Name(name.to_owned()));
            assert_eq!(known.links(), links, "{name}");
        }
    }

    #[test]
    fn backgrounds_are_dark_or_light() {
        for (colour, expected) in [
            ("rgb:0000/0000/0000", Some(Background::Dark)),
            ("rgb:ffff/ffff/ffff", Some(Background::Light)),
            ("rgb:00/00/ff", Some(Background::Dark)),
            ("rgb:f/f/0", Some(Background::Light)),
            ("rgba:fdfd/f6f6/e3e3/ffff", Some(Background::Light)),
            ("rgb:00/00", None),
            ("rgb:///", None),
            ("rgb:123456789/0/0", None),
            ("rgb:é/0/0", None),
            ("?", None),
        ] {
            assert_eq!(background(colour), expected, "{colour}");
        }
    }

    #[test]
    fn only_what_is_wanted_and_understood_is_asked() {
        let all = Wanted {
            way: true,
            cell: true,
            looks: true,
        };
        let whole = question(all, NOTHING).unwrap();
        assert_eq!(whole, [KITTY, NAME, BACKGROUND, CELL, END].concat());
        let looks = Wanted {
            looks: true,
            ..Wanted::default()
        };
        let colour = question(looks, NOTHING).unwrap();
        assert_eq!(colour, [NAME, BACKGROUND, END].concat());
        assert_eq!(question(Wanted::default(), NOTHING), None);
        let term = |term: &'static str| move |name: &str| (name == "TERM").then(|| term.to_owned());
        assert_eq!(question(all, term("linux")), None);
        assert!(!question(all, term("tmux-256color")).unwrap().contains('_'));
    }
}
