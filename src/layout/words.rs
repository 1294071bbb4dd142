//! Where a line may end: the Unicode line breaking rules, with our few exceptions.
//! Knows no widths and no lines; called by `wrap`, and by `table` for the narrowest column.

use std::ops::Range;

use textwrap::WordSeparator::UnicodeBreakProperties;

use crate::text;

/// Bytes of a quotation mark or a dash as it is set in print.
pub(super) const SIGN: usize = 3;

/// The places in `line` before which the next line may begin, ascending, without both ends.
///
/// The rules of UAX #14, except: a word is also parted after a hyphen before a letter, and an address
/// (`…://…`) is not parted. The line is first taken apart at the blanks where the rules look no further
/// than the characters on both sides, so that most words never reach the segmenter.
pub(super) fn breaks(line: &str) -> Vec<usize> {
    let bytes = line.as_bytes();
    let mut places = Vec::with_capacity(line.len() / 6);
    let (mut start, mut calm) = (0, true);
    let (mut previous, mut before) = (b' ', b' ');
    let mut next = 0;
    while let Some(&byte) = bytes.get(next) {
        let at = next;
        next += 1;
        if byte.is_ascii_alphanumeric() && previous.is_ascii_alphanumeric() {
            (previous, before) = (byte, byte);
            continue;
        }
        let (byte, len) = seen(previous, bytes.get(at..).unwrap_or_default());
        next = at + len;
        if byte != b' ' {
            if previous != b' ' {
                calm &= stay(previous, byte);
            } else if part(before, byte) {
                if !calm {
                    segment(line, start..at, &mut places);
                }
                places.push(at);
                (start, calm) = (at, true);
            } else {
                calm &= at == 0;
            }
            before = byte;
        }
        previous = byte;
    }
    if !calm {
        segment(line, start..line.len(), &mut places);
    }
    places
}

/// The byte that `rest` begins with in the eyes of the rules, and how many bytes of it that is.
pub(super) fn seen(before: u8, rest: &[u8]) -> (u8, usize) {
    match rest {
        [0xe2, ..] if let Some(typed) = typed(before, rest) => (typed, SIGN),
        [byte, ..] => (*byte, 1),
        [] => (b' ', 1),
    }
}

/// What stands for the sign of print that `rest` begins with, in the eyes of the rules: a quotation mark before or after a
/// word is `"`, a dash between blanks a sign like any other.
pub(super) fn typed(before: u8, rest: &[u8]) -> Option<u8> {
    match rest {
        [0xe2, 0x80, 0x98 | 0x9c, after, ..] if after.is_ascii_alphanumeric() => Some(b'"'),
        [0xe2, 0x80, 0x99 | 0x9d, ..] if before != b' ' => Some(b'"'),
        [0xe2, 0x80, 0x93 | 0x94, b' ', after, ..]
            if before == b' ' && after.is_ascii_graphic() =>
        {
            Some(b'=')
        }
        _ => None,
    }
}

/// Whether blanks between two words always end in a break, whatever is further away.
pub(super) fn part(before: u8, after: u8) -> bool {
    before.is_ascii_graphic()
        && after.is_ascii_graphic()
        && !matches!(before, b'(' | b'[' | b'{')
        && !matches!(
            after,
            b')' | b']' | b'}' | b'!' | b'?' | b'/' | b',' | b'.' | b':' | b';'
        )
}

/// Whether two characters of a word are never parted, whatever is further away.
pub(super) fn stay(before: u8, after: u8) -> bool {
    if before.is_ascii_alphanumeric() {
        return after.is_ascii();
    }
    let closes = matches!(
        after,
        b')' | b']' | b'}' | b'!' | b'?' | b'/' | b',' | b'.' | b':' | b';'
    );
    match before {
        0x80.. => false,
        b'-' => after.is_ascii() && !after.is_ascii_alphabetic(),
        _ if closes || matches!(after, b'"' | b'\'' | b'-' | b'|') => true,
        b'/' | b'?' | b'!' | b'|' | b'}' => false,
        b')' | b']' | b',' | b'.' | b':' | b';' | b'%' | b'$' | b'+' | b'\\' => {
            after.is_ascii_alphanumeric()
        }
        _ => after.is_ascii(),
    }
}

/// Adds the breaks within `range` by the whole of the rules.
fn segment(line: &str, range: Range<usize>, places: &mut Vec<usize>) {
    let part = line.get(range.clone()).unwrap_or_default();
    let mut borders = text::graphemes(part).map(|(at, ..)| at).peekable();
    let (mut at, mut address, mut blank) = (0, false, true);
    // The segmenter loses the last break of a line that ends with a hyphen.
    for word in UnicodeBreakProperties.find_words(part.trim_end_matches('-')) {
        // Rules and graphemes differ on a blank with a mark; whole graphemes are what has a width.
        let mut whole = || {
            while borders.next_if(|&border| border < at).is_some() {}
            borders.peek() == Some(&at)
        };
        let plain = word.starts_with(|c: char| c.is_ascii());
        if at > 0 && (blank || !address) && (plain || whole()) {
            places.push(range.start + at);
        }
        address = word.is_ascii() && (address && !blank || word.contains("://"));
        if !address {
            places.extend(hyphens(&word).map(|hyphen| range.start + at + hyphen));
        }
        blank = !word.whitespace.is_empty();
        at += word.len() + word.whitespace.len();
    }
}

/// The places after the hyphens of `word` where it may be parted: `well-known`, not `e-mail` or `2001-09`.
fn hyphens(word: &str) -> impl Iterator<Item = usize> {
    word.match_indices('-').filter_map(|(at, _)| {
        let (head, tail) = word.split_at_checked(at + 1)?;
        let mut head = head.chars().rev().skip(1);
        let known = head.next()?.is_alphanumeric() && head.next()?.is_alphanumeric();
        let follows = tail.starts_with(|c: char| c.is_lowercase() || c.is_uppercase());
        (known && follows).then_some(at + 1)
    })
}

#[cfg(test)]
mod tests {
    use crate::properties::properties;
    use proptest::prelude::*;

    use super::*;

    /// The line with `·` where it may be broken.
    fn parted(line: &str) -> String {
        let mut parted = line.to_owned();
        for at in breaks(line).into_iter().rev() {
            parted.insert(at, '·');
        }
        parted
    }

    #[test]
    fn a_line_is_parted_where_a_reader_expects_it() {
        for (line, expected) in [
            ("", ""),
            ("one two", "one ·two"),
            ("one  two ", "one  ·two "),
            ("a well-known fact", "a ·well-·known ·fact"),
            ("an e-mail of 2001-09-11", "an ·e-mail ·of ·2001-09-11"),
            ("and/or", "and/·or"),
            ("see (it) !", "see ·(it) !"),
            ("( here )", "( here )"),
            (
                "at https://a.org/b/c?d=e now",
                "at ·https://a.org/b/c?d=e ·now",
            ),
            ("10\u{a0}km", "10\u{a0}km"),
            ("他说：「你好。」", "他·说：·「你·好。」"),
            ("カード、ョ", "カー·ド、ョ"),
            ("“Oh” – she", "“Oh” ·– ·she"),
            ("text[1], and", "text[1], ·and"),
        ] {
            assert_eq!(parted(line), expected, "{line:?}");
        }
    }

    /// What the rules say about the whole line at once, with our exceptions put in afterwards.
    fn slow(line: &str) -> Vec<usize> {
        let mut places = Vec::new();
        segment(line, 0..line.len(), &mut places);
        places
    }

    proptest! {

        #![proptest_config(properties(256))]
        #[test]
        fn taking_a_line_apart_at_its_blanks_changes_nothing(line in r#"([ -~]|[ a-c1(\[{}\])!?/.,:;"'$%+\\|-]| ){0,30}"#) {
            prop_assume!(!line.ends_with('-'));
            prop_assert_eq!(breaks(&line), slow(&line));
        }

        #[test]
        fn nor_does_it_at_dashes(line in "([a-c1.!?)(]{1,3}| |[—–“”] ?){0,20}") {
            prop_assert_eq!(breaks(&line), slow(&line));
        }

        #[test]
        fn nor_does_it_at_quotes(line in "[a-c1“”’ ./:!(\"\\-é]{0,30}") {
            prop_assume!(!line.ends_with('-'));
            prop_assert_eq!(breaks(&line), slow(&line));
        }

        #[test]
        fn nor_does_it_among_other_scripts(line in "([ -~]|[ a1(\"/.-]|[  äß—–…“”«»‘’日。「」がア한א🇩👍🏽\u{200d}\u{301}\u{a0}\u{3000}]){0,20}") {
            prop_assume!(!line.ends_with('-'));
            prop_assert_eq!(breaks(&line), slow(&line));
        }
    }
}
