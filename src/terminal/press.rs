//! What the terminal sends for a key → the key: control characters, letters behind an escape, numbers.
//! Whole sequences only; where one ends is known by `decoder`.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::app::pointer::{Did, Pointer, Turn};

/// Parts of an escape sequence that are looked at.
const PARTS: usize = 8;

/// In the number of a button: it was pressed with Alt, with Control,
const ALT: u16 = 8;
const CONTROL: u16 = 16;
/// and the mouse moved while it was down.
const MOVED: u16 = 32;

/// The key of a control character.
pub(super) fn control(byte: u8) -> Option<KeyEvent> {
    let held = |char: u8| KeyEvent::new(KeyCode::Char(char.into()), KeyModifiers::CONTROL);
    Some(match byte {
        b'\r' => KeyCode::Enter.into(),
        b'\t' => KeyCode::Tab.into(),
        0x7f => KeyCode::Backspace.into(),
        0 => held(b' '),
        0x01..=0x1a => held(byte - 1 + b'a'),
        0x1c..=0x1f => held(byte - 0x1c + b'4'),
        _ => return None,
    })
}

/// The key of any other character.
pub(super) fn character(char: char) -> KeyEvent {
    let shift = if char.is_uppercase() {
        KeyModifiers::SHIFT
    } else {
        KeyModifiers::NONE
    };
    KeyEvent::new(KeyCode::Char(char), shift)
}

/// The function key of the Linux console behind `ESC [ [`.
pub(super) fn console(last: u8) -> Option<KeyEvent> {
    let number = last.checked_sub(b'A')? + 1;
    (number <= 5).then(|| KeyCode::F(number).into())
}

/// The key of `ESC [`, parameters and a last byte.
pub(super) fn control_sequence(parameters: &str, last: u8) -> Option<KeyEvent> {
    if parameters.starts_with(|char: char| !char.is_ascii_digit() && char != ';') {
        return None;
    }
    let number = |part: &str| part.split(':').next().and_then(|part| part.parse().ok());
    let numbers: Vec<u16> = parameters
        .split(';')
        .take(PARTS)
        .map(|part| number(part).unwrap_or(0))
        .collect();
    let first = numbers.first().copied().unwrap_or(0);
    let held = modifiers(numbers.get(1).copied().unwrap_or(0));
    let code = match (last, numbers.as_slice()) {
        (b'Z', _) => return Some(KeyEvent::new(KeyCode::BackTab, KeyModifiers::SHIFT)),
        (b'~', [27, _, code]) | (b'u', [code, ..]) => coded(*code)?,
        (b'~', _) => numbered(first)?,
        _ => return letter(last, held),
    };
    Some(KeyEvent::new(code, held))
}

fn modifiers(number: u16) -> KeyModifiers {
    let bits = number.saturating_sub(1);
    let all = [
        KeyModifiers::SHIFT,
        KeyModifiers::ALT,
        KeyModifiers::CONTROL,
    ];
    let held = (0..).zip(all).filter(|(bit, _)| bits & (1 << bit) != 0);
    held.map(|(_, modifier)| modifier).collect()
}

/// What the mouse did (SGR reports, <https://invisible-island.net/xterm/ctlseqs/ctlseqs.html#h2-Mouse-Tracking>): a number for
/// the button, column and row from 1. With Shift, it is the terminal's; other buttons mean nothing here.
pub(super) fn mouse(parameters: &str, last: u8) -> Option<Pointer> {
    let mut numbers = parameters.strip_prefix('<')?.split(';');
    let mut number = || numbers.next()?.parse::<u16>().ok();
    let (button, column, row) = (number()?, number()?, number()?);
    let did = match (button & !(ALT | CONTROL), last) {
        (0, b'M') => Did::Press,
        (0, b'm') => Did::Release,
        (MOVED, b'M') => Did::Drag,
        (64, b'M') => Did::Wheel(Turn::Up),
        (65, b'M') => Did::Wheel(Turn::Down),
        (66, b'M') => Did::Wheel(Turn::Left),
        (67, b'M') => Did::Wheel(Turn::Right),
        _ => return None,
    };
    let at = (column.checked_sub(1)?, row.checked_sub(1)?);
    Some(Pointer { did, at })
}

/// The key that a letter stands for behind `ESC O` or `ESC [`.
pub(super) fn letter(last: u8, held: KeyModifiers) -> Option<KeyEvent> {
    let code = match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'H' => KeyCode::Home,
        b'F' => KeyCode::End,
        b'M' => KeyCode::Enter,
        b'P' | b'Q' | b'S' => KeyCode::F(last - b'P' + 1),
        _ => return None,
    };
    Some(KeyEvent::new(code, held))
}

/// The key of a number before `~`.
fn numbered(number: u16) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => KeyCode::F(number as u8 - 10),
        17..=21 => KeyCode::F(number as u8 - 11),
        23..=26 => KeyCode::F(number as u8 - 12),
        _ => return None,
    })
}

/// The key of a character's number.
fn coded(code: u16) -> Option<KeyCode> {
    Some(match code {
        9 => KeyCode::Tab,
        13 => KeyCode::Enter,
        27 => KeyCode::Esc,
        127 => KeyCode::Backspace,
        code => KeyCode::Char(char::from_u32(code.into()).filter(|char| !char.is_control())?),
    })
}
