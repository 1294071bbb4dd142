//! Keys: one table (`table`) of keys × where → command; help, hints, README and tests read it.
//! Here key presses become actions. Knows nothing of what they do.

mod keymap;
mod notation;
mod presets;
mod table;
mod words;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::app::action::{Action, Command, Edit};
use crate::app::outside::Question;
use crate::app::panes::Focus;
use crate::app::{App, Mode};
use crate::keys::table::{SCROLLING, TYPING};

pub use keymap::{Bound, Keymap, NONE, PRESETS, actions, places, sequence};
pub use table::{Binding, Group, Place, TABLE};
pub use words::{help, markdown};

/// The largest count that can be typed.
const MOST: u16 = 9999;

/// What the keys are, and what was typed of a sequence or a count.
#[derive(Debug, Default)]
pub struct Keys {
    map: Keymap,
    typed: String,
    count: Option<u16>,
}

impl Keys {
    /// With these keys.
    pub fn new(map: Keymap) -> Self {
        Self {
            map,
            ..Self::default()
        }
    }

    /// What a key press asks for, if it completes something.
    pub fn press(&mut self, app: &App, event: KeyEvent) -> Option<Action> {
        if event.kind == KeyEventKind::Release {
            return None;
        }
        let place = place(app);
        if self.counts(place, event) {
            return None;
        }
        let key = name(event)?;
        let typed = if self.typed.is_empty() {
            key
        } else {
            format!("{} {key}", self.typed)
        };
        let (exact, longer) = self.map.find(place, &typed);
        if longer && exact.is_none() {
            self.typed = typed;
            return None;
        }
        self.typed.clear();
        let count = self.count.take();
        exact
            .map(|command| Action::Command(command, count))
            .or_else(|| edit(place, event).map(Action::Edit))
    }

    /// Forgets what was typed of a sequence or a count: something else was done meanwhile.
    pub fn forget(&mut self) {
        self.typed.clear();
        self.count = None;
    }

    /// What a paste asks for: text for a box, else nothing.
    pub fn paste(&mut self, app: &App, text: String) -> Option<Action> {
        self.forget();
        TYPING
            .contains(&place(app))
            .then_some(Action::Edit(Edit::Insert(text)))
    }

    /// Takes a digit of a count.
    fn counts(&mut self, place: Place, event: KeyEvent) -> bool {
        let (KeyCode::Char(c), true) = (event.code, event.modifiers.is_empty()) else {
            return false;
        };
        let Some(digit) = c
            .to_digit(10)
            .filter(|digit| *digit > 0 || self.count.is_some())
        else {
            return false;
        };
        if !SCROLLING.contains(&place) || !self.typed.is_empty() {
            return false;
        }
        let count = self
            .count
            .unwrap_or(0)
            .saturating_mul(10)
            .saturating_add(digit as u16);
        self.count = Some(count.min(MOST));
        true
    }
}

impl Keymap {
    /// What keys do at the moment that are written as in the config file, if they do something.
    pub fn typed(&self, app: &App, keys: &str) -> Option<Command> {
        let place = place(app);
        self.find(place, &sequence(place, keys).ok()?).0
    }
}

/// Where the keys go at the moment.
fn place(app: &App) -> Place {
    match (&app.mode, app.focus) {
        (Mode::Normal, Focus::List) => Place::List,
        (Mode::Normal, Focus::Reader) => Place::Reader,
        (Mode::Filter(_), _) => Place::Filter,
        (Mode::Find(_), _) => Place::Find,
        (Mode::Help(_), _) => Place::Help,
        (Mode::Confirm(_) | Mode::MarkRead(_) | Mode::Outside(Question::Over(_)), _) => {
            Place::Question
        }
        (Mode::Outside(Question::Where(..)), _) => Place::Save,
        (Mode::Outside(Question::Which(..)), _) => Place::Pipes,
        (Mode::Problems(_), _) => Place::Problems,
        (Mode::Outline(_), _) => Place::Outline,
        (Mode::Palette(_), _) => Place::Palette,
        (Mode::Topics(_), _) => Place::Topics,
        (Mode::Hints(_), _) => Place::Hints,
        (Mode::Backlinks(_), _) => Place::Backlinks,
        (Mode::Selection(_), _) => Place::Selection,
        (Mode::Sheet(_), _) => Place::Sheet,
        (Mode::Picture(_), _) => Place::Picture,
    }
}

/// A key press in the notation of the table.
fn name(event: KeyEvent) -> Option<String> {
    let mut shift = event.modifiers.contains(KeyModifiers::SHIFT);
    let key = match event.code {
        KeyCode::Char(' ') => "space".to_owned(),
        KeyCode::Char(c) => {
            shift = false;
            c.to_string()
        }
        KeyCode::BackTab => {
            shift = true;
            "tab".to_owned()
        }
        KeyCode::Tab => "tab".to_owned(),
        KeyCode::Enter => "enter".to_owned(),
        KeyCode::Esc => "esc".to_owned(),
        KeyCode::Backspace => "backspace".to_owned(),
        KeyCode::Delete => "delete".to_owned(),
        KeyCode::Left => "left".to_owned(),
        KeyCode::Right => "right".to_owned(),
        KeyCode::Up => "up".to_owned(),
        KeyCode::Down => "down".to_owned(),
        KeyCode::Home => "home".to_owned(),
        KeyCode::End => "end".to_owned(),
        KeyCode::PageUp => "pageup".to_owned(),
        KeyCode::PageDown => "pagedown".to_owned(),
        KeyCode::F(n) => format!("f{n}"),
        _ => return None,
    };
    let held = [
        ("ctrl-", event.modifiers.contains(KeyModifiers::CONTROL)),
        ("alt-", event.modifiers.contains(KeyModifiers::ALT)),
        ("shift-", shift),
    ];
    Some(
        held.into_iter()
            .filter(|(_, on)| *on)
            .map(|(prefix, _)| prefix)
            .collect::<String>()
            + &key,
    )
}

/// What a key does to the text of a box.
fn edit(place: Place, event: KeyEvent) -> Option<Edit> {
    if !TYPING.contains(&place) {
        return None;
    }
    let control = event.modifiers.contains(KeyModifiers::CONTROL);
    let alt = event.modifiers.contains(KeyModifiers::ALT);
    match event.code {
        KeyCode::Char('w') if control => Some(Edit::BackspaceWord),
        KeyCode::Char('u') if control => Some(Edit::BackspaceLine),
        KeyCode::Char('h') if control => Some(Edit::Backspace),
        KeyCode::Char('a') if control => Some(Edit::Start),
        KeyCode::Char('e') if control => Some(Edit::End),
        KeyCode::Char(c) if !control && !alt => Some(Edit::Insert(c.to_string())),
        KeyCode::Backspace if alt || control => Some(Edit::BackspaceWord),
        KeyCode::Backspace => Some(Edit::Backspace),
        KeyCode::Delete => Some(Edit::Delete),
        KeyCode::Left => Some(Edit::Left),
        KeyCode::Right => Some(Edit::Right),
        KeyCode::Home => Some(Edit::Start),
        KeyCode::End => Some(Edit::End),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presses_have_the_names_of_the_table() {
        let press = |code, modifiers| name(KeyEvent::new(code, modifiers)).unwrap();
        assert_eq!(press(KeyCode::Char('G'), KeyModifiers::SHIFT), "G");
        assert_eq!(press(KeyCode::BackTab, KeyModifiers::SHIFT), "shift-tab");
        assert_eq!(press(KeyCode::Char('d'), KeyModifiers::CONTROL), "ctrl-d");
        assert_eq!(press(KeyCode::Char('1'), KeyModifiers::ALT), "alt-1");
        assert_eq!(press(KeyCode::Char(' '), KeyModifiers::NONE), "space");
    }
}
