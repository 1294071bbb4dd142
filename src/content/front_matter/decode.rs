//! Bytes of a file → text: byte order marks, UTF-16, and what is not text at all. Lossy, never failing.
//! Called for the head of a file and for the whole of it; both give the same text as far as they go.

use std::borrow::Cow;
use std::char::REPLACEMENT_CHARACTER;

use memchr::memchr;

use crate::content::problem::{Kind, Note, Problem, problems};

/// A file, or the beginning of one, as text.
#[derive(Clone, Debug, PartialEq)]
pub struct Decoded<'a> {
    /// The text without its byte order mark. That of a beginning is a beginning of that of the whole.
    pub text: Cow<'a, str>,
    /// What had to be replaced; one problem at most.
    pub problems: Vec<Problem>,
}

/// Decodes a file or, unless it is `whole`, the beginning of one, which may end within a character.
pub fn decode(bytes: &[u8], whole: bool) -> Decoded<'_> {
    let (text, bad) = match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes, whole),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes, whole),
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest, whole),
        _ => utf8(bytes, whole),
    };
    decoded(text, &bad)
}

/// The same of bytes that nobody needs any more: valid text stays where it is.
pub fn decode_all(bytes: Vec<u8>, whole: bool) -> Decoded<'static> {
    match String::from_utf8(bytes) {
        Ok(mut text) => {
            let mark = text.starts_with('\u{feff}');
            text.drain(..if mark { '\u{feff}'.len_utf8() } else { 0 });
            decoded(text.into(), &Bad::default())
        }
        Err(invalid) => {
            let Decoded { text, problems } = decode(invalid.as_bytes(), whole);
            let text = text.into_owned().into();
            Decoded { text, problems }
        }
    }
}

/// The text, and what had to be replaced in it.
fn decoded<'a>(text: Cow<'a, str>, bad: &Bad) -> Decoded<'a> {
    let note = |at, message, fix| Note {
        kind: Kind::Encoding,
        at,
        message,
        fix,
    };
    let nul = memchr(0, text.as_bytes()).map(|at| {
        let message = "This file is not text: it has NUL bytes".to_owned();
        let fix = "Save it as text in UTF-8, or give it another ending";
        note(at, message, fix)
    });
    let bad = (bad.count > 0).then(|| {
        let places = if bad.count == 1 {
            "One place is"
        } else {
            "Some places are"
        };
        let message = format!("{places} not valid text and shown as � ({})", bad.count);
        note(bad.first, message, "Save the file as UTF-8")
    });
    let problems = problems(&text, nul.or(bad).into_iter().collect());
    Decoded { text, problems }
}

/// What could not be decoded.
#[derive(Default)]
struct Bad {
    /// Where the first is, in bytes of the decoded text.
    first: usize,
    count: usize,
}

impl Bad {
    fn push(&mut self, out: &mut String) {
        if self.count == 0 {
            self.first = out.len();
        }
        self.count += 1;
        out.push(REPLACEMENT_CHARACTER);
    }
}

fn utf8(bytes: &[u8], whole: bool) -> (Cow<'_, str>, Bad) {
    let bytes = if whole { bytes } else { complete(bytes) };
    let mut bad = Bad::default();
    if let Ok(text) = str::from_utf8(bytes) {
        return (text.into(), bad);
    }
    let mut out = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        out.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            bad.push(&mut out);
        }
    }
    (out.into(), bad)
}

/// `bytes` without a last character of which some bytes may be missing.
fn complete(bytes: &[u8]) -> &[u8] {
    let lead = bytes.iter().rposition(|byte| byte & 0xC0 != 0x80);
    let Some((before, last)) = lead.and_then(|at| bytes.split_at_checked(at)) else {
        return bytes;
    };
    let length = match last.first() {
        Some(0xC2..=0xDF) => 2,
        Some(0xE0..=0xEF) => 3,
        Some(0xF0..=0xF4) => 4,
        _ => 1,
    };
    if last.len() < length { before } else { bytes }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, whole: bool) -> (Cow<'static, str>, Bad) {
    let (pairs, odd) = bytes.as_chunks::<2>();
    let pairs = match pairs.split_last() {
        Some((last, before)) if !whole && (0xD800..0xDC00).contains(&unit(*last)) => before,
        _ => pairs,
    };
    let mut out = String::with_capacity(bytes.len());
    let mut bad = Bad::default();
    for decoded in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        match decoded {
            Ok(c) => out.push(c),
            Err(_) => bad.push(&mut out),
        }
    }
    if whole && !odd.is_empty() {
        bad.push(&mut out);
    }
    (out.into(), bad)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::properties::properties;
    use proptest::prelude::*;

    #[track_caller]
    fn decodes(bytes: &[u8], text: &str, problem: &str) {
        let decoded = decode(bytes, true);
        assert_eq!(decoded.text, text);
        let found = decoded
            .problems
            .first()
            .map(|p| format!("{}:{} {}", p.line, p.column, &*p.message));
        assert_eq!(found.unwrap_or_default(), problem);
        assert!(decoded.problems.len() <= 1);
    }

    #[test]
    fn every_encoding_becomes_text() {
        decodes(b"plain", "plain", "");
        decodes("\u{feff}é".as_bytes(), "é", "");
        decodes(b"\xFF\xFEh\0i\0", "hi", "");
        decodes(b"\xFE\xFF\0h\0i", "hi", "");
        decodes(b"\xFF\xFE\x3D\xD8\x00\xDE", "😀", "");
        decodes(
            b"\xFF\xFEh\0\x3D\xD8",
            "h�",
            "1:2 One place is not valid text and shown as � (1)",
        );
        decodes(
            b"\xFF\xFEh\0i",
            "h�",
            "1:2 One place is not valid text and shown as � (1)",
        );
        decodes(
            b"a\r\nb \xE9t\xE9",
            "a\r\nb �t�",
            "2:3 Some places are not valid text and shown as � (2)",
        );
        decodes(
            b"ELF\0\0\xFF",
            "ELF\0\0�",
            "1:4 This file is not text: it has NUL bytes",
        );
        decodes(b"", "", "");
    }

    proptest! {

        #![proptest_config(properties(256))]
        #[test]
        fn a_beginning_decodes_to_a_beginning(
            bom in prop::sample::select(vec![&b""[..], b"\xFF\xFE", b"\xFE\xFF", b"\xEF\xBB\xBF"]),
            parts in prop::collection::vec(prop_oneof![
                "\\PC".prop_map(String::into_bytes),
                prop::collection::vec(any::<u8>(), 0..4),
            ], 0..20),
            cut in any::<prop::sample::Index>(),
        ) {
            let bytes: Vec<u8> = bom.iter().copied().chain(parts.concat()).collect();
            let cut = cut.index(bytes.len() + 1).max(bom.len());
            let (whole, part) = (decode(&bytes, true), decode(&bytes[..cut], false));
            prop_assert!(whole.text.starts_with(&*part.text));
            prop_assert!(part.text.len() + 16 > 2 * whole.text.len() * cut / (bytes.len() + 1) / 12);
            prop_assert_eq!(decode_all(bytes[..cut].to_vec(), false), part);
            prop_assert_eq!(decode_all(bytes.clone(), true), whole);
        }

        #[test]
        fn utf8_is_decoded_as_the_standard_library_does(bytes: Vec<u8>) {
            prop_assume!(!bytes.starts_with(b"\xEF\xBB\xBF") && !bytes.starts_with(b"\xFF\xFE") && !bytes.starts_with(b"\xFE\xFF"));
            prop_assert_eq!(decode(&bytes, true).text, String::from_utf8_lossy(&bytes));
        }
    }
}
