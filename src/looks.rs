//! How all looks, as settings say: themes, in as many colours as the terminal has, with the lines that it can show; how
//! text is set, and pictures are shown. Asks the environment; what a theme looks like is the theme's business.

use std::io;

use crate::content::bookmark::{Density, Looks};
use crate::layout::{Fit, Typesetting};
use crate::markdown::parse::{Parse, parse, parse_smart};
use crate::markdown::parts::{self, Parts};
use crate::pictures::Way;
use crate::settings::Settings;
use crate::terminal;
use crate::view::theme::{Borders, Depth, Theme, Themes, is_unicode};

/// The themes of the reader.
pub(crate) fn themes(settings: &Settings) -> Themes {
    let depth = match settings.color {
        "never" => Depth::None,
        "always" => some(),
        _ if unwanted() => Depth::None,
        _ => Depth::of(variable),
    };
    let borders = match settings.borders {
        "rounded" => Borders::Rounded,
        "plain" => Borders::Plain,
        "ascii" => Borders::Ascii,
        _ if is_unicode(variable) => Borders::Rounded,
        _ => Borders::Ascii,
    };
    let named = |name: &str| {
        let theme = settings.theme_named(name).unwrap_or(Theme::COLOURS);
        theme.within(depth).with(borders)
    };
    let (unknown, dark, light) = match settings.theme.as_str() {
        "auto" => ("middle", "night", "day"),
        one => (one, one, one),
    };
    Themes {
        unknown: named(unknown),
        dark: named(dark),
        light: named(light),
    }
}

/// The theme of what is written to standard output, which is not asked for its background.
pub(crate) fn printed(settings: &Settings) -> Theme {
    let name = match settings.theme.as_str() {
        "auto" => "middle",
        one => one,
    };
    let theme = settings.theme_named(name).unwrap_or(Theme::COLOURS);
    theme.within(some())
}

/// Whether what is written to standard output has colours.
pub(crate) fn coloured(settings: &Settings) -> bool {
    let forced =
        || variable("CLICOLOR_FORCE").is_some_and(|value| !value.is_empty() && value != "0");
    match settings.color {
        "always" => true,
        "never" => false,
        _ => !unwanted() && (forced() || rustix::termios::isatty(io::stdout())),
    }
}

/// As many colours as the terminal has, and not none.
fn some() -> Depth {
    match Depth::of(variable) {
        Depth::None => Depth::Indexed,
        depth => depth,
    }
}

/// Whether `NO_COLOR` is set and not empty (<https://no-color.org>), or `CLICOLOR` is 0 (<https://bixense.com/clicolors>).
fn unwanted() -> bool {
    variable("NO_COLOR").is_some_and(|value| !value.is_empty())
        || variable("CLICOLOR").is_some_and(|value| value == "0")
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// How pictures are shown; none if the terminal shall say it.
pub(crate) fn way(name: &str) -> Option<Way> {
    match name {
        "blocks" => Some(Way::Blocks),
        "kitty" => Some(Way::Kitty),
        "sixel" => Some(Way::Sixel),
        "iterm" => Some(Way::Iterm),
        _ => None,
    }
}

/// How the screen is divided at first.
pub(crate) fn screen(settings: &Settings) -> Looks {
    Looks {
        density: Some(match settings.density {
            "compact" => Density::Compact,
            "full" => Density::Full,
            _ => Density::Normal,
        }),
        stacked: Some(settings.text == "below"),
        split: Some(settings.list_share),
        zen: Some(settings.zen),
        measure: None,
    }
}

/// How text is set.
pub(crate) fn typesetting(settings: &Settings) -> Typesetting {
    Typesetting {
        fit: if settings.first_fit {
            Fit::First
        } else {
            Fit::Optimal
        },
        bidi: match settings.bidi {
            "on" => true,
            "off" => false,
            _ => !terminal::turns_text(),
        },
        hyphenate: settings.hyphenate,
        justify: settings.justify,
    }
}

/// How an article's text is read.
pub(crate) fn parser(settings: &Settings) -> Parse {
    if settings.smart_punctuation {
        parse_smart
    } else {
        parse
    }
}

/// The same part by part.
pub(crate) fn parts(settings: &Settings) -> Parts {
    if settings.smart_punctuation {
        parts::parts_smart
    } else {
        parts::parts
    }
}
