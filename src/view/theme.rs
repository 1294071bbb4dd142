//! The theme: roles and parts of the screen → styles. The only place with colours.
//! Readable on light and dark terminals alike: the terminal's own colours for text, and few others of middling brightness.

mod builtin;
mod depth;

use ratatui::style::{Color, Modifier, Style};

use crate::app::action::Background;
use crate::layout::line::Role;
use crate::layout::tokens::Token;
use crate::markdown::document;
use crate::text::Clean;

/// A part of the screen around the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A tab.
    Tab,
    /// The chosen tab.
    Chosen,
    /// A rule, a divider, the scrollbar's track.
    Rule,
    /// The rule above the pane that has the keys, the scrollbar's thumb.
    Focus,
    /// A title in the list.
    Title,
    /// A title in the list that was not read.
    Unread,
    /// The marks for featured, starred and unread.
    Mark,
    /// What stands back: dates, sections, hints.
    Quiet,
    /// A key in the help and the hints.
    Key,
    /// A problem, a notice.
    Notice,
    /// Below the selected row of a list.
    Selected,
}

pub(super) use builtin::number;
pub use builtin::{ROLES, THEMES, colour, named};
pub use depth::{Depth, is_unicode};

/// The lines around what is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Borders {
    /// With round corners.
    Rounded,
    /// With plain corners.
    Plain,
    /// Of ASCII signs, as all other marks are then.
    Ascii,
}

/// The themes to choose from while one reads.
#[derive(Clone, Debug)]
pub struct Themes {
    /// All of them.
    pub all: Vec<Choice>,
    /// Which one is the first to be seen.
    pub chosen: usize,
}

/// A theme by its name.
#[derive(Clone, Debug)]
pub struct Choice {
    /// What it is called.
    pub name: Clean,
    /// As it is for a terminal that does not tell how its background looks.
    pub unknown: Theme,
    /// For a dark one.
    pub dark: Theme,
    /// For a light one.
    pub light: Theme,
}

impl Themes {
    /// The theme of this number, for a background, if that is known.
    pub fn of(&self, number: usize, background: Option<Background>) -> &Theme {
        let Some(choice) = self.all.get(number) else {
            return &Theme::PLAIN;
        };
        match background {
            None => &choice.unknown,
            Some(Background::Dark) => &choice.dark,
            Some(Background::Light) => &choice.light,
        }
    }

    /// Whether there are no colours.
    pub fn are_plain(&self) -> bool {
        self.all.iter().all(|choice| choice.unknown.is_plain())
    }

    /// Their names; none where there are no colours, and nothing to choose.
    pub fn names(&self) -> Vec<Clean> {
        let all = self.all.iter().filter(|_| !self.are_plain());
        all.map(|choice| choice.name.clone()).collect()
    }
}

/// How everything looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    pub(super) paper: Color,
    pub(super) ink: Color,
    pub(super) borders: Borders,
    selection: Color,
    accent: Color,
    quiet: Color,
    code: Color,
    warning: Color,
    text: Color,
    constant: Color,
    function: Color,
    kind: Color,
}

impl Theme {
    /// Colours of the 256 whose contrast is at least 3.9 to 1 on black and on white.
    pub const COLOURS: Self = Self {
        paper: Color::Reset,
        ink: Color::Reset,
        borders: Borders::Rounded,
        selection: Color::Reset,
        accent: Color::Indexed(31),
        quiet: Color::Indexed(243),
        code: Color::Indexed(130),
        warning: Color::Indexed(160),
        text: Color::Indexed(28),
        constant: Color::Indexed(133),
        function: Color::Indexed(98),
        kind: Color::Indexed(30),
    };

    /// No colours at all: `NO_COLOR`. Nothing but `Reset`, which prints nothing; any other colour would print an escape that
    /// also resets bold.
    pub const PLAIN: Self = Self {
        paper: Color::Reset,
        ink: Color::Reset,
        borders: Borders::Rounded,
        selection: Color::Reset,
        accent: Color::Reset,
        quiet: Color::Reset,
        code: Color::Reset,
        warning: Color::Reset,
        text: Color::Reset,
        constant: Color::Reset,
        function: Color::Reset,
        kind: Color::Reset,
    };

    /// Whether it has any colours, and words of code are worth finding.
    pub fn is_plain(&self) -> bool {
        self.accent == Color::Reset
    }

    /// The style of a part of the screen.
    pub fn part(&self, part: Part) -> Style {
        let plain = Style::new();
        match part {
            Part::Tab | Part::Quiet | Part::Rule => self.back(plain),
            Part::Chosen => plain
                .fg(self.accent)
                .add_modifier(Modifier::BOLD | Modifier::REVERSED),
            Part::Focus | Part::Mark => plain.fg(self.accent),
            Part::Title => plain,
            Part::Unread | Part::Key => plain.add_modifier(Modifier::BOLD),
            Part::Notice => plain.fg(self.warning),
            Part::Selected if self.selection == Color::Reset => plain,
            Part::Selected => plain.bg(self.selection),
        }
    }

    /// What stands back: quiet, or dim where there are no colours.
    fn back(&self, style: Style) -> Style {
        if self.is_plain() {
            return style.add_modifier(Modifier::DIM);
        }
        style.fg(self.quiet)
    }

    /// The style of a span of text.
    pub fn text(&self, role: Role, inline: document::Style) -> Style {
        let mut style = self.role(role);
        if matches!(role, Role::Hit | Role::Here) {
            return style;
        }
        let bits = [
            (document::Style::STRONG, Modifier::BOLD),
            (document::Style::EMPHASIS, Modifier::ITALIC),
            (document::Style::STRIKE, Modifier::CROSSED_OUT),
            (document::Style::MARKED, Modifier::REVERSED),
        ];
        for (bit, modifier) in bits {
            if inline.has(bit) {
                style = style.add_modifier(modifier);
            }
        }
        if matches!(role, Role::Callout(_)) {
            return style;
        }
        if inline.has(document::Style::CODE) {
            style = style.fg(self.code);
        }
        if inline.has(document::Style::QUIET) {
            style = self.back(style);
        }
        match (
            inline.has(document::Style::LINK),
            inline.has(document::Style::MADE),
        ) {
            (true, false) => style.fg(self.accent).add_modifier(Modifier::UNDERLINED),
            (_, true) if inline.has(document::Style::NOTE) => style.fg(self.accent),
            (_, true) => self.back(style),
            (false, false) => style,
        }
    }

    fn tone(&self, tone: document::Tone) -> Color {
        match tone {
            document::Tone::Note | document::Tone::Tip | document::Tone::Important => self.accent,
            document::Tone::Warning => self.code,
            document::Tone::Caution => self.warning,
        }
    }

    fn role(&self, role: Role) -> Style {
        let plain = Style::new();
        match role {
            Role::Text | Role::Quote => plain,
            Role::Title | Role::Heading(1 | 2) => {
                plain.fg(self.accent).add_modifier(Modifier::BOLD)
            }
            Role::TableHead | Role::Label | Role::Heading(3 | 4) => {
                plain.add_modifier(Modifier::BOLD)
            }
            Role::Heading(_) | Role::Deck => plain.add_modifier(Modifier::ITALIC),
            Role::Token(token) => self.token(token),
            Role::Code => plain.fg(self.code),
            Role::Callout(tone) => plain.fg(self.tone(tone)).add_modifier(Modifier::BOLD),
            Role::Hit => plain.add_modifier(Modifier::REVERSED),
            Role::Here => plain
                .fg(self.warning)
                .add_modifier(Modifier::REVERSED | Modifier::BOLD | Modifier::UNDERLINED),
            Role::Marker => plain.fg(self.accent),
            Role::Notice => plain.fg(self.warning),
            Role::Byline
            | Role::QuoteBar
            | Role::Language
            | Role::Wrapped
            | Role::Rule
            | Role::TableRule
            | Role::Picture
            | Role::Pixels(_)
            | Role::Reference => self.back(plain),
        }
    }

    /// Colours alone: code is read for its shape, which bold and slanted letters break.
    fn token(&self, token: Token) -> Style {
        let plain = Style::new();
        match token {
            Token::Plain => plain,
            Token::Comment => plain.fg(self.quiet),
            Token::Keyword => plain.fg(self.accent),
            Token::Text | Token::Added => plain.fg(self.text),
            Token::Constant => plain.fg(self.constant),
            Token::Function => plain.fg(self.function),
            Token::Type | Token::Name => plain.fg(self.kind),
            Token::Removed => plain.fg(self.warning),
        }
    }
}
