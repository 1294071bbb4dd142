//! Bytes from the terminal → keys, pastes, and answers to what it was asked. An answer may come late, in pieces or cut off:
//! nothing of it may ever pass for a key. (crossterm's parser takes an answer that is a string for a key and letters.)
//! Waits for nothing itself: `input` asks how long it may, and says when nothing more came.

use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::press;
use super::query::{self, Answer};
use crate::app::pointer::Pointer;

/// How long the rest of a key that begins with an escape may take to come; alone, an escape is a key itself.
const GLANCE: Duration = Duration::from_millis(25);
/// So much longer an escape waits while an answer is owed, which may begin with it.
const LOOK: Duration = Duration::from_millis(125);
/// What is not complete after that is forgotten, where no answer is owed.
const PATIENCE: Duration = Duration::from_secs(1);
/// Around what is pasted.
const PASTE: (&[u8], &[u8]) = (b"\x1b[200~", b"\x1b[201~");
/// Of more than this, only the beginning and the end are kept.
const LONGEST_PASTE: usize = 16 << 20;
const LONGEST: usize = 4 << 10;

/// What the terminal said.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Said {
    /// A key.
    Key(KeyEvent),
    /// A paste.
    Paste(String),
    /// The mouse did something.
    Mouse(Pointer),
    /// Its window has the focus again.
    Focus,
    /// An answer.
    Answer(Answer),
}

/// What was said and is not complete yet.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    held: Vec<u8>,
    /// So much of a paste has no end in it.
    searched: usize,
    /// Whether the terminal was asked and the last of its answers is not here.
    owed: bool,
    /// Whether an escape came that is a key or the beginning of an answer, and of no other key.
    lone: bool,
}

/// How a beginning of the bytes is to be taken.
enum Step {
    /// It says something, or nothing, and is so many bytes long.
    Said(Option<Said>, usize),
    /// More must come.
    More,
}

impl Decoder {
    /// The terminal was asked.
    pub(super) fn expect(&mut self) {
        self.owed = true;
    }

    /// Whether there is an answer to come.
    pub(super) fn expects(&self) -> bool {
        self.owed
    }

    /// Takes what came; returns what is complete.
    pub(super) fn feed(&mut self, bytes: &[u8]) -> Vec<Said> {
        let mut said = Vec::new();
        let goes_on = matches!(bytes.first(), None | Some(b'[' | b'P' | b']' | b'_'));
        if self.lone && !goes_on {
            said.extend(self.pause());
        }
        self.lone &= bytes.is_empty();
        self.held.extend_from_slice(bytes);
        let mut start = 0;
        while let Some(rest) = self.held.get(start..).filter(|rest| !rest.is_empty()) {
            let step = if rest.starts_with(PASTE.0) {
                paste(rest, &mut self.searched)
            } else {
                next(rest)
            };
            let Step::Said(what, used) = step else {
                break;
            };
            if let Some(Said::Answer(Answer::End(_))) = what {
                self.owed = false;
            }
            said.extend(what);
            start += used;
        }
        self.held.drain(..start);
        self.shorten();
        said
    }

    /// Keeps what does not end from growing: how it began and how it goes on.
    fn shorten(&mut self) {
        let pasted = self.held.starts_with(PASTE.0);
        let (most, first, last) = if pasted {
            (LONGEST_PASTE, PASTE.0.len(), PASTE.1.len() - 1)
        } else {
            (LONGEST, 2, 1)
        };
        if self.held.len() > most {
            self.held.drain(first..self.held.len() - last);
            self.searched = 0;
        }
    }

    /// How long to wait for the rest of what began to come; none: until it comes.
    pub(super) fn patience(&self) -> Option<Duration> {
        match (self.held.as_slice(), self.owed) {
            ([], _) => None,
            ([0x1b], _) if self.lone => Some(LOOK),
            ([0x1b], _) | ([0x1b, _], false) | ([0x1b, b'O'], true) => Some(GLANCE),
            (held, false) if !held.starts_with(PASTE.0) => Some(PATIENCE),
            _ => None,
        }
    }

    /// Nothing more came in that time: what can be a key by itself is one, all else is forgotten.
    pub(super) fn pause(&mut self) -> Option<Said> {
        let key = match *self.held.as_slice() {
            [0x1b] if self.owed && !self.lone => {
                self.lone = true;
                return None;
            }
            [0x1b] => Some(KeyCode::Esc.into()),
            [0x1b, byte @ 0x21..0x7f] => {
                Some(KeyEvent::new(KeyCode::Char(byte.into()), KeyModifiers::ALT))
            }
            _ => None,
        };
        self.held.clear();
        (self.searched, self.lone) = (0, false);
        key.map(Said::Key)
    }
}

fn next(bytes: &[u8]) -> Step {
    match bytes {
        [0x1b] | [] => Step::More,
        [0x1b, 0x1b, ..] => Step::Said(Some(Said::Key(KeyCode::Esc.into())), 1),
        [0x1b, b'[', rest @ ..] => control(rest),
        [0x1b, b'O', rest @ ..] => rest.first().map_or(Step::More, |last| {
            let key = press::letter(*last, KeyModifiers::NONE);
            Step::Said(key.map(Said::Key), 3)
        }),
        [0x1b, b'P' | b']' | b'_', rest @ ..] => string(rest),
        [0x1b, rest @ ..] => match plain(rest) {
            Step::Said(said, used) => Step::Said(said.map(with_alt), used + 1),
            Step::More => Step::More,
        },
        bytes => plain(bytes),
    }
}

fn with_alt(said: Said) -> Said {
    match said {
        Said::Key(mut key) => {
            key.modifiers |= KeyModifiers::ALT;
            Said::Key(key)
        }
        said => said,
    }
}

/// A key without an escape: a control character, or one of UTF-8.
fn plain(bytes: &[u8]) -> Step {
    let Some(byte) = bytes.first().copied() else {
        return Step::More;
    };
    if let Some(key) = press::control(byte) {
        return Step::Said(Some(Said::Key(key)), 1);
    }
    let length = match byte {
        ..0x80 => 1,
        0xc2..0xe0 => 2,
        0xe0..0xf0 => 3,
        0xf0..0xf5 => 4,
        _ => return Step::Said(None, 1),
    };
    let whole = bytes.get(..length);
    let goes_on = |byte: &u8| (0x80..0xc0).contains(byte);
    match whole.map(str::from_utf8) {
        Some(Ok(text)) => {
            let key = text.chars().next().map(press::character);
            Step::Said(key.map(Said::Key), length)
        }
        None if bytes.iter().skip(1).all(goes_on) => Step::More,
        _ => Step::Said(None, 1),
    }
}

/// What stands behind `ESC [`: parameters and a last byte. A control character breaks it off.
fn control(rest: &[u8]) -> Step {
    // The Linux console has two brackets for its first function keys.
    if let [b'[', after @ ..] = rest {
        return after.first().map_or(Step::More, |last| {
            Step::Said(press::console(*last).map(Said::Key), 4)
        });
    }
    // The old form of what the mouse did, from terminals that know no other: three bytes, whatever they are.
    if let [b'M', after @ ..] = rest {
        return if after.len() < 3 {
            Step::More
        } else {
            Step::Said(None, 6)
        };
    }
    let Some(end) = rest.iter().position(|byte| !(0x20..0x40).contains(byte)) else {
        return Step::More;
    };
    let (parameters, last) = rest.split_at(end);
    match (str::from_utf8(parameters), last.first()) {
        (Ok(""), Some(b'I')) => Step::Said(Some(Said::Focus), 3),
        (Ok(parameters), Some(last @ 0x40..0x7f)) => {
            let answer = query::control(parameters, *last).map(Said::Answer);
            let answer = answer.or_else(|| press::mouse(parameters, *last).map(Said::Mouse));
            let key = || press::control_sequence(parameters, *last).map(Said::Key);
            Step::Said(answer.or_else(key), end + 3)
        }
        _ => Step::Said(None, end + 2),
    }
}

/// A string of the terminal's, behind `ESC` and a byte: ended by `ESC \` or a bell, broken off by other control characters.
fn string(rest: &[u8]) -> Step {
    let Some(end) = rest.iter().position(|byte| *byte < 0x20) else {
        return Step::More;
    };
    let (body, after) = rest.split_at(end);
    let used = match after {
        [0x1b] => return Step::More,
        [0x1b, b'\\', ..] => end + 4,
        [0x07, ..] => end + 3,
        _ => return Step::Said(None, end + 2),
    };
    let answer = str::from_utf8(body).ok().and_then(query::string);
    Step::Said(answer.map(Said::Answer), used)
}

fn paste(bytes: &[u8], searched: &mut usize) -> Step {
    let rest = bytes.get(*searched..).unwrap_or_default();
    let (before, after) = PASTE;
    let Some(at) = rest.windows(after.len()).position(|end| end == after) else {
        *searched = bytes.len().saturating_sub(after.len()).max(before.len());
        return Step::More;
    };
    let end = *searched + at;
    *searched = 0;
    let pasted = bytes.get(before.len()..end).unwrap_or_default();
    let text = String::from_utf8_lossy(pasted).into_owned();
    Step::Said(Some(Said::Paste(text)), end + after.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(said: &[Said]) -> String {
        let one = |said: &Said| match said {
            Said::Key(key) => {
                let code = match key.code {
                    KeyCode::Char(char) => char.to_string(),
                    code => format!("{code:?}"),
                };
                let held = [
                    (KeyModifiers::CONTROL, "ctrl-"),
                    (KeyModifiers::ALT, "alt-"),
                ];
                let held = held.iter().filter(|(one, _)| key.modifiers.contains(*one));
                held.map(|(_, name)| *name).collect::<String>() + &code
            }
            Said::Paste(text) => format!("paste {text}"),
            Said::Mouse(pointer) => format!("{:?}{:?}", pointer.did, pointer.at),
            Said::Focus => "focus".to_owned(),
            Said::Answer(answer) => format!("{answer:?}"),
        };
        said.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    const ALL: &[(&str, &str)] = &[
        ("jG", "j G"),
        ("\r\t\x7f\x03\x1a", "Enter Tab Backspace ctrl-c ctrl-z"),
        ("é日👍", "é 日 👍"),
        (
            "\x1b[A\x1bOB\x1b[1;5C\x1b[1;3D",
            "Up Down ctrl-Right alt-Left",
        ),
        (
            "\x1b[5~\x1b[6~\x1b[3;3~\x1b[Z",
            "PageUp PageDown alt-Delete BackTab",
        ),
        ("\x1b[15~\x1b[24~\x1bOP\x1b[[B", "F(5) F(12) F(1) F(2)"),
        ("\x1b1\x1bé\x1b\x7f", "alt-1 alt-é alt-Backspace"),
        ("\x1b[106;5u\x1b[27;5;106~", "ctrl-j ctrl-j"),
        ("\x1b[200~a\x1b[Ab\x1b[201~c", "paste a\x1b[Ab c"),
        ("\x1b[200~\x1b[201~c", "paste  c"),
        ("\x1b[?62;4;22c", "End(true)"),
        ("\x1b[?4;6c\x1b[?62c", "End(false) End(false)"),
        ("\x1b[6;20;10t", "Cell(10, 20)"),
        ("\x1b_Gi=31;OK\x1b\\", "Kitty"),
        ("\x1b_Gi=31;EINVAL:q\x1b\\j", "j"),
        ("\x1b]11;rgb:0000/0000/0000\x07", "Background(Dark)"),
        ("\x1b]11;rgb:ff/ff/e0\x1b\\j", "Background(Light) j"),
        ("\x1b]11;q\x1b\\\x1b]10;rgb:0/0/0\x07j", "j"),
        ("\x1bP>|tmux 3.3a\x1b\\j", "Name(\"tmux 3.3a\") j"),
        ("\x1bP1$r0m\x1b\\\x1b[?1u\x1b[?2026;2$yj", "j"),
        ("\x1b[<0;3;4Mj\x1b[12;1Rj", "Press(2, 3) j j"),
        (
            "\x1b[<0;3;4m\x1b[<32;1;1M\x1b[<64;300;400M\x1b[<81;5;6M\x1b[<66;1;1M\x1b[<67;1;1M",
            "Release(2, 3) Drag(0, 0) Wheel(Up)(299, 399) Wheel(Down)(4, 5) Wheel(Left)(0, 0) Wheel(Right)(0, 0)",
        ),
        // Other buttons, with Shift, no cell, no numbers, the old form.
        ("\x1b[<2;3;4M\x1b[<1;3;4mj\x1b[<4;3;4M\x1b[<35;3;4M", "j"),
        ("\x1b[<0;0;4M\x1b[<0;3M\x1b[<;;M\x1b[<0;99999;1Mj", "j"),
        ("\x1b[M !!j\x1b[M\x1b[Mj", "j j"),
        ("\x1b_Gq\x03", "ctrl-c"),
        ("\x1b[12\x03", "ctrl-c"),
        ("\x1b]11;rgb\x1b[A", "Up"),
        ("\x1b[I\x1b[Oj", "focus j"),
    ];

    #[test]
    fn keys_pastes_and_answers_are_told_apart() {
        for (bytes, expected) in ALL {
            let mut decoder = Decoder::default();
            assert_eq!(
                shown(&decoder.feed(bytes.as_bytes())),
                *expected,
                "{bytes:?}"
            );
            assert_eq!(decoder.patience(), None, "{bytes:?}");
        }
    }

    #[test]
    fn pieces_say_the_same() {
        for (bytes, expected) in ALL {
            let mut decoder = Decoder::default();
            let pieces = bytes.as_bytes().chunks(1);
            let said: Vec<Said> = pieces.flat_map(|piece| decoder.feed(piece)).collect();
            assert_eq!(shown(&said), *expected, "{bytes:?}");
        }
    }

    /// What a decoder takes these beginnings for, when nothing more comes.
    fn paused(decoder: &mut Decoder, bytes: &str) -> String {
        assert_eq!(decoder.feed(bytes.as_bytes()), []);
        let said: Vec<_> = decoder.pause().into_iter().collect();
        shown(&said)
    }

    #[test]
    fn an_escape_alone_is_a_key_when_nothing_follows() {
        for (bytes, key) in [("\x1b", "Esc"), ("\x1bP", "alt-P"), ("\x1b[", "alt-[")] {
            assert_eq!(paused(&mut Decoder::default(), bytes), key);
        }
    }

    #[test]
    fn an_answer_that_is_owed_may_take_its_time() {
        for bytes in ["\x1b]", "\x1bP", "\x1b_", "\x1b[", "\x1b[?6", "\x1b]11;rg"] {
            let mut decoder = Decoder::default();
            decoder.expect();
            assert_eq!(decoder.feed(bytes.as_bytes()), []);
            assert_eq!(decoder.patience(), None, "{bytes:?}");
        }
        let mut decoder = Decoder::default();
        decoder.expect();
        assert_eq!(paused(&mut decoder, "\x1b"), "");
        assert_eq!(decoder.patience(), Some(LOOK));
        assert_eq!(shown(&decoder.feed(b"[?62c")), "End(false)");
    }

    #[test]
    fn an_escape_is_a_key_also_while_an_answer_is_owed() {
        let mut decoder = Decoder::default();
        decoder.expect();
        assert_eq!(paused(&mut decoder, "\x1b"), "");
        assert_eq!(shown(&decoder.feed(b"qj")), "Esc q j");
        assert_eq!(paused(&mut decoder, "\x1b"), "");
        assert_eq!(paused(&mut decoder, ""), "Esc");
        assert_eq!(shown(&decoder.feed(b"\x1bq")), "alt-q");
    }

    #[test]
    fn an_answer_that_is_cut_off_is_no_key() {
        for cut in [
            "\x1b_Gi=31;q",
            "\x1b[6;20",
            "\x1b]11;q",
            "\x1b[?62;",
            "\u{e9}",
        ] {
            let mut decoder = Decoder::default();
            let cut = cut.as_bytes();
            assert_eq!(decoder.feed(&cut[..cut.len() - 1]), []);
            assert_eq!(decoder.patience(), Some(PATIENCE));
            assert_eq!(decoder.pause(), None);
            assert_eq!(shown(&decoder.feed(b"j")), "j");
        }
    }

    #[test]
    fn what_never_ends_is_no_key_and_does_not_grow() {
        for start in ["\x1b_", "\x1b[", "\x1bP>|"] {
            let mut decoder = Decoder::default();
            let mut said = decoder.feed(start.as_bytes());
            for _ in 0..80 {
                said.extend(decoder.feed(&[b'1'; 1024]));
            }
            assert_eq!(said, []);
            assert!(decoder.held.len() <= LONGEST);
            assert_eq!(
                shown(&decoder.feed(b"\x1b\\\x03j")),
                if start == "\x1b[" {
                    "alt-\\ ctrl-c j"
                } else {
                    "ctrl-c j"
                }
            );
        }
    }

    #[test]
    fn a_character_of_several_bytes_that_is_cut_off_takes_no_key_with_it() {
        let mut decoder = Decoder::default();
        decoder.expect();
        assert_eq!(shown(&decoder.feed(b"\xe6\x97j\xffk")), "j k");
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_taken(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..64)) {
            let mut decoder = Decoder::default();
            decoder.feed(&bytes);
            decoder.pause();
            proptest::prop_assert!(decoder.held.is_empty());
        }
    }
}
