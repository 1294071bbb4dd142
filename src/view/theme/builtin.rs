//! The themes that come with the program, and their colours by name, for themes of a user's own.
//! All but two leave the terminal's paper as it is.

use ratatui::style::Color;

use super::Theme;

/// The names of the themes.
pub const THEMES: &[&str] = &["middle", "night", "day", "paper", "contrast", "ansi"];

/// A theme by its name.
pub fn named(name: &str) -> Option<Theme> {
    Some(match name {
        "middle" => Theme::COLOURS,
        "night" => NIGHT,
        "day" => DAY,
        "paper" => PAPER,
        "contrast" => CONTRAST,
        "ansi" => ANSI,
        _ => return None,
    })
}

const fn rgb(colour: u32) -> Color {
    Color::Rgb((colour >> 16) as u8, (colour >> 8) as u8, colour as u8)
}

/// For dark terminals.
const NIGHT: Theme = Theme {
    selection: rgb(0x23_2e_38),
    accent: rgb(0x7f_bb_e3),
    quiet: rgb(0x9a_9a_a5),
    code: rgb(0xe0_a8_6c),
    warning: rgb(0xff_7b_72),
    text: rgb(0x9c_cc_78),
    constant: rgb(0xd9_9a_e0),
    function: rgb(0xb4_a7_ff),
    kind: rgb(0x6c_cf_c4),
    ..Theme::PLAIN
};

/// For light terminals.
const DAY: Theme = Theme {
    selection: rgb(0xe4_ee_f6),
    accent: rgb(0x00_55_8c),
    quiet: rgb(0x66_66_6e),
    code: rgb(0x8a_4b_08),
    warning: rgb(0xb0_10_10),
    text: rgb(0x2b_6b_1e),
    constant: rgb(0x8a_2a_8f),
    function: rgb(0x54_3f_b5),
    kind: rgb(0x00_66_60),
    ..Theme::PLAIN
};

/// Brown ink on paper of its own.
const PAPER: Theme = Theme {
    paper: rgb(0xf6_f0_e2),
    ink: rgb(0x33_2b_22),
    selection: rgb(0xea_df_c8),
    accent: rgb(0x8b_2f_1f),
    quiet: rgb(0x6f_64_55),
    code: rgb(0x6b_46_12),
    warning: rgb(0xa8_10_20),
    text: rgb(0x3c_60_1c),
    constant: rgb(0x7a_2f_74),
    function: rgb(0x35_46_8f),
    kind: rgb(0x1d_5f_63),
    ..Theme::PLAIN
};

/// At least 10 to 1 everywhere, on black of its own.
const CONTRAST: Theme = Theme {
    paper: rgb(0x00_00_00),
    ink: rgb(0xff_ff_ff),
    selection: rgb(0x20_20_20),
    accent: rgb(0xff_e1_4d),
    quiet: rgb(0xd0_d0_d0),
    code: rgb(0x7f_e8_ff),
    warning: rgb(0xff_b0_a8),
    text: rgb(0x9c_f5_9c),
    constant: rgb(0xff_b8_ff),
    function: rgb(0xd6_ca_ff),
    kind: rgb(0x8c_f2_e4),
    ..Theme::PLAIN
};

/// The terminal's own 16 colours alone, as a base of other themes; chosen as it is, it goes by the background.
const ANSI: Theme = Theme {
    accent: Color::Blue,
    quiet: Color::DarkGray,
    code: Color::Yellow,
    warning: Color::Red,
    text: Color::Green,
    constant: Color::Magenta,
    function: Color::LightBlue,
    kind: Color::Cyan,
    ..Theme::PLAIN
};

/// A role's name and its place in a theme.
type Role = (&'static str, fn(&mut Theme) -> &mut Color);

/// What a user's theme may say.
pub const ROLES: &[Role] = &[
    ("paper", |theme| &mut theme.paper),
    ("selection", |theme| &mut theme.selection),
    ("ink", |theme| &mut theme.ink),
    ("accent", |theme| &mut theme.accent),
    ("quiet", |theme| &mut theme.quiet),
    ("code", |theme| &mut theme.code),
    ("warning", |theme| &mut theme.warning),
    ("string", |theme| &mut theme.text),
    ("constant", |theme| &mut theme.constant),
    ("function", |theme| &mut theme.function),
    ("type", |theme| &mut theme.kind),
];

/// The 16 colours of a terminal by name, in its order.
pub(super) const COLOURS: &[(&str, Color)] = &[
    ("black", Color::Black),
    ("red", Color::Red),
    ("green", Color::Green),
    ("yellow", Color::Yellow),
    ("blue", Color::Blue),
    ("magenta", Color::Magenta),
    ("cyan", Color::Cyan),
    ("grey", Color::Gray),
    ("dark-grey", Color::DarkGray),
    ("light-red", Color::LightRed),
    ("light-green", Color::LightGreen),
    ("light-yellow", Color::LightYellow),
    ("light-blue", Color::LightBlue),
    ("light-magenta", Color::LightMagenta),
    ("light-cyan", Color::LightCyan),
    ("white", Color::White),
];

/// Which of the 16 colours of a terminal it is.
pub(in crate::view) fn number(colour: Color) -> Option<usize> {
    COLOURS.iter().position(|(_, named)| *named == colour)
}

/// A colour as a user writes it: `#rrggbb`, 0 to 255, a name, or `none` for the terminal's own.
pub fn colour(written: &str) -> Option<Color> {
    let written = written.to_lowercase();
    if written == "none" {
        return Some(Color::Reset);
    }
    if let Some(hex) = written.strip_prefix('#').filter(|hex| hex.len() == 6) {
        return u32::from_str_radix(hex, 16).ok().map(rgb);
    }
    let named = COLOURS.iter().find(|(name, _)| *name == written);
    let indexed = || written.parse().ok().map(Color::Indexed);
    named.map(|(_, colour)| *colour).or_else(indexed)
}
