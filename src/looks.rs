//! How all looks, as settings say: themes, in as many colours as the terminal has, with the lines that it can show; how
//! text is set, and pictures are shown. Asks the environment; what a theme looks like is the theme's business.

use std::io;

use crate::app::action::Background;
use crate::content::bookmark::{Density, Looks};
use crate::layout::{Fit, Typesetting};
use crate::markdown::syntax::Syntax;
use crate::pictures::Way;
use crate::settings::{Settings, theme_names};
use crate::terminal;
use crate::text::Clean;
use crate::view::theme::{Borders, Choice, Depth, Theme, Themes, is_unicode};

/// The themes of the reader: those that come with it, and the user's own.
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
    let choice = |name: &str| {
        let on = |background| theme(settings, name, (depth, background)).with(borders);
        Choice {
            name: Clean::line(name),
            unknown: on(None),
            dark: on(Some(Background::Dark)),
            light: on(Some(Background::Light)),
        }
    };
    let own = settings.themes.iter().map(|(name, _)| name.as_str());
    let mut names: Vec<&str> = theme_names().collect();
    names.extend(own.filter(|name| theme_names().all(|known| known != *name)));
    let chosen = names.iter().position(|name| *name == settings.theme);
    Themes {
        all: names.into_iter().map(choice).collect(),
        chosen: chosen.unwrap_or_default(),
    }
}

/// A theme by its name, in so many colours, on this background. Two go by that; one of them in the terminal's 16 colours.
fn theme(
    settings: &Settings,
    name: &str,
    (depth, background): (Depth, Option<Background>),
) -> Theme {
    let by_background = match background {
        None => "middle",
        Some(Background::Dark) => "night",
        Some(Background::Light) => "day",
    };
    // One that is chosen for a background is on it, even where the terminal does not tell.
    let background = background.or(match name {
        "night" => Some(Background::Dark),
        "day" => Some(Background::Light),
        _ => None,
    });
    let (name, depth) = match name {
        "auto" => (by_background, depth),
        "ansi" => (by_background, depth.min(Depth::Sixteen)),
        one => (one, depth),
    };
    let theme = settings.theme_named(name).unwrap_or(Theme::COLOURS);
    theme.within(depth, background)
}

/// The theme of what is written to standard output, which is not asked for its background.
pub(crate) fn printed(settings: &Settings) -> Theme {
    theme(settings, &settings.theme, (some(), None))
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
        theme: None,
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
pub(crate) fn syntax(settings: &Settings) -> Syntax {
    Syntax {
        smart: settings.smart_punctuation,
    }
}
