//! Lines as full as they can be, found where they end rather than word by word. A matter of speed alone: it gives up where a
//! line's end is not plain to see, and what it says is what `words` and first fit say. Called by `wrap`.

use std::ops::Range;

use crate::layout::words::{SIGN, part, seen, stay, typed};

/// The lines that fill `room` columns up to where it must be looked closer, and where that is: the end if it need not.
pub(super) fn fill(line: &str, room: usize) -> (Vec<Range<usize>>, usize) {
    let bytes = line.as_bytes();
    let mut lines = Vec::with_capacity(line.len() / room.max(8) + 1);
    let mut start = 0;
    while let Some(limit) = column(bytes, start, room) {
        if limit == bytes.len() {
            let end = last(bytes, start..limit);
            lines.push(start..end);
            return (lines, limit);
        }
        let plain = end(bytes, start..limit).filter(|(_, next)| fits(bytes, *next, room));
        let Some((end, next)) = plain else {
            break;
        };
        lines.push(start..end);
        start = next;
    }
    (lines, start)
}

/// Where the text `room` columns behind `start` ends: at most at the end. None where it has characters that may not be one
/// column wide.
fn column(bytes: &[u8], start: usize, room: usize) -> Option<usize> {
    let window = bytes.get(start..(start + room).min(bytes.len()))?;
    if window.is_ascii() {
        return Some(start + window.len());
    }
    let (mut at, mut left) = (start, room);
    while left > 0 && at < bytes.len() {
        at += match bytes.get(at..)? {
            [..=0x7f, ..] => 1,
            // Latin letters and signs; quotation marks, dashes and dots.
            [0xc2..=0xc5, ..] => 2,
            [
                0xe2,
                0x80,
                0x93 | 0x94 | 0x98 | 0x99 | 0x9c | 0x9d | 0xa6,
                ..,
            ] => 3,
            _ => return None,
        };
        left -= 1;
    }
    Some(at)
}

/// Where a line ends that may go up to the end of `range`, and where the next one begins, if both are plain to see.
fn end(bytes: &[u8], range: Range<usize>) -> Option<(usize, usize)> {
    let window = bytes.get(range.start..=range.end)?;
    let blank = range.start + memchr::memrchr(b' ', window)?;
    let end = last(bytes, range.start..blank);
    let next = blank + 1;
    let text = bytes.get(..end)?;
    let before = match *text.last()? {
        0x80.. => typed(*text.iter().nth_back(SIGN)?, bytes.get(end - SIGN..)?)?,
        byte => byte,
    };
    let (after, _) = seen(b' ', bytes.get(next..)?);
    let plain = end > range.start && part(before, after);
    (plain && holds(bytes, next, range.end)).then_some((end, next))
}

/// Whether what begins at `start` and stays together has room in a line: else it would be cut, and begin in the line before.
fn fits(bytes: &[u8], start: usize, room: usize) -> bool {
    let mut end = start;
    loop {
        let rest = bytes.get(end..).unwrap_or_default();
        end += memchr::memchr(b' ', rest).unwrap_or(rest.len());
        if end - start > room {
            return false;
        }
        let rest = bytes.get(end..).unwrap_or_default();
        let (Some(before), Some(blanks)) = (
            end.checked_sub(1).and_then(|last| bytes.get(last)),
            rest.iter().position(|byte| *byte != b' '),
        ) else {
            return true;
        };
        end += blanks;
        if bytes.get(end).is_some_and(|after| part(*before, *after)) {
            return true;
        }
    }
}

/// Whether a word is not parted before `limit`.
fn holds(bytes: &[u8], start: usize, limit: usize) -> bool {
    let (mut previous, mut at) = (b' ', start);
    while at <= limit {
        let (byte, len) = seen(previous, bytes.get(at..).unwrap_or_default());
        if byte == b' ' {
            return true;
        }
        if previous != b' ' && !stay(previous, byte) {
            return false;
        }
        (previous, at) = (byte, at + len);
    }
    true
}

/// Where a stretch ends without the blanks at its end.
fn last(bytes: &[u8], range: Range<usize>) -> usize {
    let text = bytes.get(range.clone()).unwrap_or_default();
    let end = text.iter().rposition(|byte| *byte != b' ');
    end.map_or(range.start, |last| range.start + last + 1)
}
