//! How many colours a terminal has, and a theme in so many: the nearest of 256, of 16, or none.
//! What the 16 look like is the terminal's business; they are compared as xterm shows them.

use ratatui::style::Color;

use super::builtin::{COLOURS, ROLES};
use super::{Borders, Theme};
use crate::app::action::Background;

/// How many colours there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// No colours.
    None,
    /// The terminal's own.
    Sixteen,
    /// xterm's.
    Indexed,
    /// All.
    True,
}

impl Depth {
    /// What the environment says of a terminal.
    pub fn of(variable: impl Fn(&str) -> Option<String>) -> Self {
        let term = variable("TERM").unwrap_or_default();
        let colorterm = variable("COLORTERM").unwrap_or_default();
        if term == "dumb" {
            Self::None
        } else if ["truecolor", "24bit"].contains(&colorterm.as_str()) || term.ends_with("-direct")
        {
            Self::True
        } else if ["linux", "vt", "ansi", "cygwin", "cons"]
            .iter()
            .any(|old| term.starts_with(old))
        {
            Self::Sixteen
        } else {
            Self::Indexed
        }
    }
}

/// Whether the locale is known to have more than ASCII: the first variable that is set decides.
pub fn is_unicode(variable: impl Fn(&str) -> Option<String>) -> bool {
    let set = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(|name| variable(name).filter(|value| !value.is_empty()));
    set.is_none_or(|locale| {
        let locale = locale.to_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

impl Theme {
    /// The same in fewer colours, on a terminal with this background, if that is known.
    #[must_use]
    pub fn within(mut self, depth: Depth, background: Option<Background>) -> Self {
        self.paper = nearest(self.paper, depth, &[]);
        let grounds = self.grounds(background);
        // The first two lie below what is read.
        for (_, role) in ROLES.iter().skip(2) {
            let place = role(&mut self);
            *place = nearest(*place, depth, &grounds);
        }
        // No two of 16 are so alike that one could lie below a text on the other.
        self.selection = match depth {
            Depth::Sixteen => Color::Reset,
            _ => nearest(self.selection, depth, &[]),
        };
        // Ink on paper that became one colour would be read by nobody.
        if self.paper == self.ink {
            (self.paper, self.ink) = (Color::Reset, Color::Reset);
        }
        self
    }

    /// The same with other lines around what is shown.
    #[must_use]
    pub fn with(self, borders: Borders) -> Self {
        Self { borders, ..self }
    }

    /// What texts may stand on.
    fn grounds(&self, background: Option<Background>) -> Vec<Rgb> {
        const BLACK: Rgb = (0, 0, 0);
        const WHITE: Rgb = (255, 255, 255);
        match (shown(self.paper), background) {
            (Some(paper), _) => vec![paper],
            (None, Some(Background::Dark)) => vec![BLACK],
            (None, Some(Background::Light)) => vec![WHITE],
            (None, None) => vec![BLACK, WHITE],
        }
    }
}

/// The nearest colour that a terminal has; of 16, one that can be told from these grounds.
fn nearest(colour: Color, depth: Depth, grounds: &[Rgb]) -> Color {
    let Some(wanted) = rgb(colour) else {
        return if depth == Depth::None {
            Color::Reset
        } else {
            colour
        };
    };
    match (depth, colour) {
        (Depth::None, _) => Color::Reset,
        (Depth::True, _) | (Depth::Indexed, Color::Indexed(_)) => colour,
        (Depth::Indexed, _) => {
            let far = |n: &u8| distance(wanted, indexed(*n));
            (16..=255).min_by_key(far).map_or(colour, Color::Indexed)
        }
        (Depth::Sixteen, _) => {
            let clear = |shown: Rgb| {
                let mut grounds = grounds.iter();
                grounds.all(|ground| contrast(*ground, shown) >= LEAST)
            };
            let all = COLOURS.iter().zip(SIXTEEN);
            let clear = all.filter(|(_, shown)| clear(*shown));
            let near =
                clear.min_by_key(|(_, shown)| (turn(wanted, *shown), distance(wanted, *shown)));
            near.map_or(colour, |((_, named), _)| *named)
        }
    }
}

/// The least contrast of one of 16: that of green on white.
const LEAST: f64 = 2.1;

type Rgb = (u8, u8, u8);

/// How far one colour is from the other on the wheel of hues, in degrees; a grey and a hue are as far as can be.
fn turn(one: Rgb, two: Rgb) -> i32 {
    match (hue(one), hue(two)) {
        (None, None) => 0,
        (Some(one), Some(two)) => (one - two).abs().min(360 - (one - two).abs()),
        _ => 180,
    }
}

/// The hue, in degrees; none of what is nearly grey.
fn hue((red, green, blue): Rgb) -> Option<i32> {
    const GREY: i32 = 40;
    let (red, green, blue) = (i32::from(red), i32::from(green), i32::from(blue));
    let most = red.max(green).max(blue);
    let range = most - red.min(green).min(blue);
    if range < GREY {
        return None;
    }
    Some(if most == red {
        (60 * (green - blue) / range).rem_euclid(360)
    } else if most == green {
        120 + 60 * (blue - red) / range
    } else {
        240 + 60 * (red - green) / range
    })
}

/// How bright a colour is, from 0 to 1, as WCAG has it.
fn luminance((red, green, blue): Rgb) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

/// The contrast of two colours, from 1 to 21.
fn contrast(one: Rgb, two: Rgb) -> f64 {
    let (one, two) = (luminance(one), luminance(two));
    (one.max(two) + 0.05) / (one.min(two) + 0.05)
}

/// What a colour looks like on the screen; one of the terminal's 16 as xterm shows it.
fn shown(colour: Color) -> Option<Rgb> {
    let named = || super::number(colour).and_then(|n| SIXTEEN.get(n).copied());
    rgb(colour).or_else(named)
}

/// What a colour looks like; none for those that are the terminal's own.
fn rgb(colour: Color) -> Option<Rgb> {
    match colour {
        Color::Rgb(red, green, blue) => Some((red, green, blue)),
        Color::Indexed(n) if n >= 16 => Some(indexed(n)),
        _ => None,
    }
}

/// xterm's colours 16 to 255: a cube, then greys.
fn indexed(n: u8) -> Rgb {
    if n >= 232 {
        let grey = 8 + 10 * (n - 232);
        return (grey, grey, grey);
    }
    let n = n.saturating_sub(16);
    let step = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
    (step(n / 36), step(n / 6 % 6), step(n % 6))
}

/// xterm's first 16.
const SIXTEEN: [Rgb; 16] = [
    (0, 0, 0),
    (205, 0, 0),
    (0, 205, 0),
    (205, 205, 0),
    (0, 0, 238),
    (205, 0, 205),
    (0, 205, 205),
    (229, 229, 229),
    (127, 127, 127),
    (255, 0, 0),
    (0, 255, 0),
    (255, 255, 0),
    (92, 92, 255),
    (255, 0, 255),
    (0, 255, 255),
    (255, 255, 255),
];

fn distance(one: Rgb, two: Rgb) -> u32 {
    let square = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
    2 * square(one.0, two.0) + 4 * square(one.1, two.1) + 3 * square(one.2, two.2)
}

#[cfg(test)]
mod tests {
    use super::super::builtin::{THEMES, named};
    use super::*;

    fn apart(one: Color, two: Color) -> f64 {
        contrast(shown(one).unwrap(), shown(two).unwrap())
    }

    #[test]
    fn every_theme_can_be_read_on_its_paper() {
        let (black, white) = (Color::Rgb(0, 0, 0), Color::Rgb(255, 255, 255));
        for (name, least) in [
            ("night", 7.0),
            ("day", 5.0),
            ("paper", 4.5),
            ("contrast", 10.0),
        ] {
            let theme = named(name).unwrap();
            for depth in [Depth::True, Depth::Indexed] {
                let mut theme = theme.within(depth, None);
                let paper = match name {
                    "night" => black,
                    "day" => white,
                    _ => theme.paper,
                };
                let inks = ROLES
                    .iter()
                    .skip(2)
                    .map(|(role, place)| (role, *place(&mut theme)));
                for (role, ink) in inks.filter(|(_, ink)| *ink != Color::Reset) {
                    let found = apart(paper, ink);
                    let least = if depth == Depth::True { least } else { 4.0 };
                    assert!(found >= least, "{name} {role} {depth:?}: {found}");
                }
                // Dates and sections in the selected row.
                let found = apart(theme.selection, theme.quiet);
                assert!(found >= 3.5, "{name} selection {depth:?}: {found}");
            }
        }
    }

    #[test]
    fn fewer_colours_are_the_nearest() {
        for (colour, depth, found) in [
            (Color::Rgb(0, 95, 135), Depth::Indexed, Color::Indexed(24)),
            (Color::Rgb(0, 95, 135), Depth::True, Color::Rgb(0, 95, 135)),
            (Color::Rgb(250, 10, 5), Depth::Sixteen, Color::LightRed),
            (Color::Indexed(243), Depth::Sixteen, Color::DarkGray),
            (Color::Red, Depth::Indexed, Color::Red),
            (Color::Red, Depth::None, Color::Reset),
            (Color::Reset, Depth::Sixteen, Color::Reset),
        ] {
            assert_eq!(nearest(colour, depth, &[]), found, "{colour:?} {depth:?}");
        }
        for name in THEMES {
            assert!(named(name).unwrap().within(Depth::None, None).is_plain());
        }
    }

    #[test]
    fn sixteen_colours_keep_their_hues_and_can_be_read() {
        let accent = |name: &str, background| {
            let theme = named(name).unwrap();
            theme.within(Depth::Sixteen, background).accent
        };
        let (dark, light) = (Some(Background::Dark), Some(Background::Light));
        assert_eq!(accent("night", dark), Color::Cyan);
        assert_eq!(accent("day", light), Color::LightBlue);
        assert_eq!(accent("middle", None), Color::LightBlue);
        assert_eq!(accent("paper", dark), Color::Red);
        for name in THEMES {
            for background in [None, dark, light] {
                let mut theme = named(name).unwrap().within(Depth::Sixteen, background);
                let grounds = theme.grounds(background);
                for (role, place) in ROLES.iter().skip(2) {
                    let Some(ink) = shown(*place(&mut theme)).filter(|_| *name != "ansi") else {
                        continue;
                    };
                    let clear = grounds.iter().all(|ground| contrast(*ground, ink) >= LEAST);
                    assert!(clear, "{name} {role} {background:?}");
                }
            }
        }
    }

    #[test]
    fn the_environment_says_how_many_colours_there_are() {
        for (term, colorterm, depth) in [
            ("xterm-256color", "truecolor", Depth::True),
            ("xterm-256color", "", Depth::Indexed),
            ("xterm-direct", "", Depth::True),
            ("linux", "", Depth::Sixteen),
            ("dumb", "truecolor", Depth::None),
            ("", "", Depth::Indexed),
        ] {
            let value = |name: &str| Some(if name == "TERM" { term } else { colorterm }.to_owned());
            assert_eq!(Depth::of(value), depth, "{term} {colorterm}");
        }
        let locale = |all: &'static str, lang: &'static str| {
            is_unicode(move |name| match name {
                "LC_ALL" => Some(all.to_owned()),
                "LANG" => Some(lang.to_owned()),
                _ => None,
            })
        };
        assert!(locale("", "de_DE.UTF-8") && locale("C.utf8", "C") && locale("", ""));
        assert!(!locale("C", "de_DE.UTF-8") && !locale("", "POSIX"));
    }
}
