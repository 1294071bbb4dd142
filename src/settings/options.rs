//! Every option: its name, what it may be, what it is for. Files, environment, flags, the printed default and the schema
//! for editors all read this one table. Here is nothing about where a value comes from.

use std::ops::RangeInclusive;

use super::bindings::Own;
use super::programs::Programs;
use crate::app::presentation::Presentation;
use crate::content::query::Saved;
use crate::keys::PRESETS;
use crate::text::Clean;
use crate::view::theme::Theme;

/// All that can be set.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "one for each switch")]
pub struct Settings {
    /// How the collection is shown.
    pub presentation: Presentation,
    /// The preset of keys.
    pub keymap: &'static str,
    /// Keys that the user bound.
    pub bindings: Vec<Own>,
    /// The theme, or `auto`.
    pub theme: String,
    /// The user's own themes.
    pub themes: Vec<(String, Theme)>,
    /// When colours are used.
    pub color: &'static str,
    /// The lines around what is shown.
    pub borders: &'static str,
    /// Searches that are tabs.
    pub searches: Vec<Saved>,
    /// What is run outside.
    pub programs: Programs,
    /// Whether to put right-to-left text into the order in which it is painted.
    pub bidi: &'static str,
    /// Whether each line is filled as it comes.
    pub first_fit: bool,
    /// Whether words are parted.
    pub hyphenate: bool,
    /// Whether lines are as wide as their column.
    pub justify: bool,
    /// Whether quotes, dashes and dots are made typographic.
    pub smart_punctuation: bool,
    /// Whether pictures are shown.
    pub images: bool,
    /// Whether pictures are fetched from the web.
    pub remote_images: bool,
    /// How pictures are shown.
    pub pictures: &'static str,
    /// What the list says of an article.
    pub density: &'static str,
    /// Where the text is.
    pub text: &'static str,
    /// The list's share of the screen, in per cent.
    pub list_share: u16,
    /// Whether one reads without seeing anything else.
    pub zen: bool,
    /// Whether there is a prompt rather than a screen.
    pub linear: bool,
    /// Whether the title of the window says what is read.
    pub window_title: bool,
    /// Whether the mouse is ours.
    pub mouse: bool,
    /// Whether an article counts as read only once it was opened.
    pub unread_previews: bool,
    /// Whether dates are never relative.
    pub absolute_dates: bool,
    /// Whether marks are kept.
    pub state: bool,
    /// Whether ignore files are heeded.
    pub ignore: bool,
    /// Whether hidden files are read.
    pub hidden: bool,
    /// Whether links out of the folder are followed.
    pub follow: bool,
    /// Whether drafts are shown.
    pub drafts: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            presentation: Presentation::default(),
            keymap: "vim",
            bindings: Vec::new(),
            theme: "auto".to_owned(),
            themes: Vec::new(),
            color: "auto",
            borders: "auto",
            searches: Vec::new(),
            programs: Programs::default(),
            bidi: "auto",
            first_fit: false,
            hyphenate: false,
            justify: false,
            smart_punctuation: false,
            images: true,
            remote_images: false,
            pictures: "auto",
            density: "normal",
            text: "beside",
            list_share: 38,
            zen: false,
            linear: false,
            window_title: true,
            mouse: true,
            unread_previews: false,
            absolute_dates: false,
            state: true,
            ignore: true,
            hidden: false,
            follow: false,
            drafts: true,
        }
    }
}

/// A row of the table.
pub(super) struct Opt {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) about: &'static str,
    /// Lines of YAML that show what it may be, for options that are no single word.
    pub(super) example: &'static str,
}

/// What an option may be, and where in the settings it goes.
#[derive(Clone)]
pub(super) enum Kind {
    Switch(fn(&mut Settings) -> &mut bool),
    Number(RangeInclusive<u16>, fn(&mut Settings) -> &mut u16),
    Name(
        &'static [&'static str],
        fn(&mut Settings) -> &mut &'static str,
    ),
    Text(fn(&mut Settings) -> &mut Clean),
    Sections,
    Searches,
    Keys,
    Editor,
    Pipes,
    Theme,
    Themes,
}

/// Those that a collection may set as well: how it looks, never what is run, pressed, fetched or kept.
pub(super) const FOR_COLLECTIONS: &[&str] =
    &["title", "sections", "other_sections", "measure", "theme"];

/// What the ways of showing pictures are called.
pub(super) const PICTURES: &[&str] = &["auto", "blocks", "kitty", "sixel", "iterm"];
/// When colours are used.
pub(super) const COLOR: &[&str] = &["auto", "always", "never"];
/// What lines there are.
pub(super) const BORDERS: &[&str] = &["auto", "rounded", "plain", "ascii"];
/// How much the list says.
pub(super) const DENSITY: &[&str] = &["compact", "normal", "full"];
/// Where the text is.
pub(super) const TEXT: &[&str] = &["beside", "below"];
/// When right-to-left text is turned.
pub(super) const BIDI: &[&str] = &["auto", "on", "off"];

const fn row(name: &'static str, kind: Kind, about: &'static str) -> Opt {
    let example = "";
    Opt {
        name,
        kind,
        about,
        example,
    }
}

/// Every option.
#[rustfmt::skip] // one row is one line
pub(super) const OPTIONS: &[Opt] = &[
    row("title", Kind::Text(|s| &mut s.presentation.title), "What the articles are called together, above the list"),
    Opt {
        name: "sections",
        kind: Kind::Sections,
        about: "Sections that are the first tabs, in this order; a tab may have another name than its section",
        example: "  - sports\n  - world: The world\n",
    },
    row("other_sections", Kind::Switch(|s| &mut s.presentation.others), "Whether the sections not named above are tabs, too"),
    row("measure", Kind::Number(20..=400, |s| &mut s.presentation.measure), "The widest text column, in columns"),
    row("theme", Kind::Theme, "How it looks: auto (night or day, as the terminal is; middle, if it does not tell), middle, night, day, paper, contrast, ansi or one's own"),
    Opt {
        name: "themes",
        kind: Kind::Themes,
        about: "Themes of one's own: a base, and roles (paper, selection, ink, accent, quiet, code, warning, string, constant, function, type) as #rrggbb, 0 to 255, names of the terminal's 16 colours, or none",
        example: "  mine:\n    base: paper\n    accent: \"#005f87\"\n    warning: light-red\n",
    },
    row("color", Kind::Name(COLOR, |s| &mut s.color), "Whether to use colours; auto: on a terminal, unless NO_COLOR is set or CLICOLOR is 0"),
    row("borders", Kind::Name(BORDERS, |s| &mut s.borders), "The lines around what is shown; auto: rounded, or ascii where the locale has nothing else"),
    Opt {
        name: "searches",
        kind: Kind::Searches,
        about: "Searches that are tabs, behind the sections: a name, and what one would type into the search box",
        example: "  - name: Penalties\n    query: verrin penalties\n  - name: New on Rome\n    query: 'is:unread age:<7d (rome or \"eternal city\")'\n",
    },
    row("keymap", Kind::Name(PRESETS, |s| &mut s.keymap), "The keys to begin with"),
    Opt {
        name: "keys",
        kind: Kind::Keys,
        about: "Keys: where, which, the name of the action (`newsreader config --keys` lists them) or none",
        example: "  panes:\n    x: toggle-read\n    ctrl-x ctrl-c: quit\n  reader:\n    \"]\": none\n    \"]]\": next-heading\n",
    },
    Opt {
        name: "editor",
        kind: Kind::Editor,
        about: "The editor and its arguments, as a list of words; without one, VISUAL, EDITOR or vi",
        example: "  - nvim\n  - -p\n",
    },
    Opt {
        name: "pipes",
        kind: Kind::Pipes,
        about: "Commands that can be handed an article's text, by name, each a list of words",
        example: "  words: [wc, -w]\n  plain: [pandoc, -t, plain]\n",
    },
    row("first_fit", Kind::Switch(|s| &mut s.first_fit), "Fill each line as it comes, rather than all lines of a paragraph evenly"),
    row("hyphenate", Kind::Switch(|s| &mut s.hyphenate), "Part words with hyphens, by the language of the article"),
    row("justify", Kind::Switch(|s| &mut s.justify), "Make lines as wide as their column"),
    row("smart_punctuation", Kind::Switch(|s| &mut s.smart_punctuation), "Show “…” for \"…\", – for --, … for three dots"),
    row("bidi", Kind::Name(BIDI, |s| &mut s.bidi), "Whether to put right-to-left text into the order in which it is painted; auto: unless the terminal does"),
    row("images", Kind::Switch(|s| &mut s.images), "Show pictures, not only what stands for them"),
    row("pictures", Kind::Name(PICTURES, |s| &mut s.pictures), "How to show pictures; auto: in the best way that the terminal says it has"),
    row("remote_images", Kind::Switch(|s| &mut s.remote_images), "Fetch pictures from the web"),
    row("density", Kind::Name(DENSITY, |s| &mut s.density), "What the list says of an article: its title, date and sections, too, or all that and its description"),
    row("text", Kind::Name(TEXT, |s| &mut s.text), "Where the text is, where there is room for it and the list"),
    row("list_share", Kind::Number(20..=70, |s| &mut s.list_share), "The list's share of the screen beside or above the text, in per cent"),
    row("zen", Kind::Switch(|s| &mut s.zen), "Show nothing but the text while one reads"),
    row("linear", Kind::Switch(|s| &mut s.linear), "A prompt and plain text instead of the screen: for screen readers and braille"),
    row("window_title", Kind::Switch(|s| &mut s.window_title), "Say in the title of the terminal's window what is read"),
    row("mouse", Kind::Switch(|s| &mut s.mouse), "Let the mouse select, open, scroll; with Shift, it is the terminal's all the same"),
    row("unread_previews", Kind::Switch(|s| &mut s.unread_previews), "An article counts as read only once it was opened, not when it was shown beside the list"),
    row("absolute_dates", Kind::Switch(|s| &mut s.absolute_dates), "Write dates as dates, never as Today or a weekday"),
    row("state", Kind::Switch(|s| &mut s.state), "Keep marks: what was read, starred, where one was"),
    row("ignore", Kind::Switch(|s| &mut s.ignore), "Leave out what .gitignore and .ignore files leave out"),
    row("hidden", Kind::Switch(|s| &mut s.hidden), "Read hidden files and folders, too"),
    row("follow", Kind::Switch(|s| &mut s.follow), "Follow symbolic links that lead out of the folder"),
    row("drafts", Kind::Switch(|s| &mut s.drafts), "Show drafts and what is not published"),
];
