//! Refuses inputs on which the parser would be quadratic, before it starts: one pass over the lines.
//! It estimates, never parses: the depth of a line is at most what its own markers and its indent can make it.
//! Called by `parse`, which then shows the plain text.

use memchr::memchr2_iter;

/// More bytes than this are not parsed.
const LONGEST: usize = 8 << 20;
/// Deeper containers than this are not parsed.
const DEEPEST: usize = 100;
/// The parser's work grows with the sum of the depths of all lines; this much takes it well under a second.
const COSTLIEST: usize = 2_000_000;

/// Why `body` must not be parsed, if it must not.
pub fn refuses(body: &str) -> Option<&'static str> {
    if body.len() > LONGEST {
        return Some("it is longer than 8 MiB");
    }
    let (mut depth, mut cost, mut seen) = (0, 0, 0);
    for line in lines(body.as_bytes()) {
        let (indent, markers) = lead(line);
        depth = depth.max(seen.min(indent / 2) + markers);
        seen += markers;
        cost += depth;
        if depth > DEEPEST {
            return Some("it is nested more than 100 levels deep");
        }
        if cost > COSTLIEST {
            return Some("it is nested too deeply for its length");
        }
    }
    None
}

/// The lines of `body`, whatever they end with; what follows the last end is one, too.
fn lines(body: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut start = 0;
    let ends = memchr2_iter(b'\n', b'\r', body).chain([body.len()]);
    ends.filter_map(move |at| {
        // Both together are one end.
        if body.get(at..at + 2) == Some(b"\r\n") {
            return None;
        }
        let line = body.get(start..at)?;
        start = at + 1;
        Some(line.strip_suffix(b"\r").unwrap_or(line))
    })
}

/// Columns of white space and number of container markers before the text of a line.
fn lead(mut line: &[u8]) -> (usize, usize) {
    let (mut indent, mut markers) = (0, 0);
    loop {
        line = match line {
            [b' ', rest @ ..] => {
                indent += 1;
                rest
            }
            [b'\t', rest @ ..] => {
                indent += 4;
                rest
            }
            _ => match marker(line) {
                Some(rest) => {
                    markers += 1;
                    rest
                }
                None => return (indent, markers),
            },
        }
    }
}

/// What follows the container marker that `line` begins with.
fn marker(line: &[u8]) -> Option<&[u8]> {
    match line {
        [b'>', rest @ ..] => Some(rest),
        [b'-' | b'*' | b'+' | b':', rest @ ..] => blank(rest),
        [b'[', b'^', rest @ ..] => {
            let end = rest.iter().position(|&byte| byte == b']')?;
            rest.get(end + 1..)?.strip_prefix(b":")
        }
        [b'0'..=b'9', ..] => {
            let digits = line.iter().take_while(|byte| byte.is_ascii_digit()).count();
            match line.get(digits..)? {
                [b'.' | b')', rest @ ..] => blank(rest),
                _ => None,
            }
        }
        _ => None,
    }
}

/// `rest` if a marker that needs a blank after it may end there.
fn blank(rest: &[u8]) -> Option<&[u8]> {
    matches!(rest, [] | [b' ' | b'\t', ..]).then_some(rest)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::properties::properties;

    #[test]
    fn markers_are_counted_where_they_can_stand() {
        for (line, expected) in [
            ("plain", (0, 0)),
            ("> a", (1, 1)),
            (">>- 1. a", (2, 4)),
            ("    - a", (5, 1)),
            ("-a", (0, 0)),
            ("12) a", (1, 1)),
            ("12.a", (0, 0)),
            ("[^note]: a", (1, 1)),
            ("[^note] a", (0, 0)),
            ("\t* ", (5, 1)),
            ("-", (0, 1)),
        ] {
            assert_eq!(lead(line.as_bytes()), expected, "{line:?}");
        }
    }

    proptest! {
        #![proptest_config(properties(256))]
        #[test]
        fn lines_end_as_elsewhere(body in "[ab\r\n]{0,12}") {
            let slow = body.lines().flat_map(|line| line.split('\r'));
            let last = body.is_empty() || body.ends_with('\n');
            let slow: Vec<&[u8]> = slow.chain(last.then_some("")).map(str::as_bytes).collect();
            prop_assert_eq!(lines(body.as_bytes()).collect::<Vec<_>>(), slow);
        }
    }

    #[test]
    fn honest_articles_pass_and_bombs_do_not() {
        let refused = |body: &str| refuses(body).is_some();
        assert!(!refused(""));
        assert!(!refused(&"> - a\n".repeat(100_000)));
        assert!(!refused(&"text\n".repeat(1_000_000)));
        assert!(!refused(&format!("{}a", "> ".repeat(100))));
        assert!(refused(&format!("{}a", "> ".repeat(101))));
        assert!(refused(&format!(
            "{}a\n{}",
            ">".repeat(90),
            "b\n".repeat(30_000)
        )));
        assert!(refused(&format!(
            "{}    x\n{}",
            "* ".repeat(16_384),
            "\n".repeat(32_768)
        )));
        let step = |level| ["  ".repeat(level), "- a\n".to_owned()].concat();
        let stairs: String = (0..200).map(step).collect();
        assert!(refused(&stairs));
        let old_line_ends = [">".repeat(90), "b\r".repeat(30_000)].concat();
        assert!(refused(&old_line_ends));
        assert!(refused(&"a".repeat(LONGEST + 1)));
    }
}
