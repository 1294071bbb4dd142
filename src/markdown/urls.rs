//! Bare addresses in running text: `https://…`, `www.…` and e-mail, found as GitHub finds them.
//! Works on whole leaves, since the parser's text events may end in the middle of an address.

use std::ops::Range;

use linkify::{LinkFinder, LinkKind};

/// Longer words than this are no addresses (browsers agree on about 2,000), so a hostile one costs little.
const LONGEST: usize = 2048;
/// Places in one word at which `www.` is tried.
const TRIES: usize = 8;

/// Whether `text` can hold an address at all. First a pass without branches, since every leaf takes it.
pub(super) fn any(text: &str) -> bool {
    let bytes = text.as_bytes();
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    let part = |pair| matches!(pair, (_, &b'@') | (&b'/', &b'/') | (&b'w', &b'w'));
    pairs.fold(false, |found, pair| found | part(pair))
        && (text.contains('@') || text.contains("://") || text.contains("www."))
}

/// The addresses in `text`, ascending, each with its target.
pub(super) fn find(text: &str) -> Vec<(Range<usize>, String)> {
    let finder = LinkFinder::new();
    let mut found = Vec::new();
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        if word.len() <= LONGEST && any(word) {
            let word_at = |(range, target): (Range<usize>, String)| {
                (at + range.start..at + range.end, target)
            };
            found.extend(in_word(&finder, word.trim_end()).map(word_at));
        }
        at += word.len();
    }
    found
}

fn in_word(finder: &LinkFinder, word: &str) -> impl Iterator<Item = (Range<usize>, String)> {
    let links = finder.links(word).filter_map(|link| {
        if *link.kind() == LinkKind::Email {
            let address = mailbox(link.as_str());
            let start = link.end() - address.len();
            let named = !address.starts_with('@');
            return named.then(|| (start..link.end(), format!("mailto:{address}")));
        }
        let address = sentence_end(link.as_str());
        let end = link.start() + address.len();
        is_web(address).then(|| (link.start()..end, address.to_owned()))
    });
    let found: Vec<_> = links.collect();
    let www = found.is_empty().then(|| www(finder, word)).flatten();
    found.into_iter().chain(www)
}

/// The first address without a scheme.
fn www(finder: &LinkFinder, word: &str) -> Option<(Range<usize>, String)> {
    word.match_indices("www.").take(TRIES).find_map(|(at, _)| {
        let (before, rest) = word.split_at_checked(at)?;
        let part_of_word = |last: char| last.is_alphanumeric() || "/.:@-_".contains(last);
        if before.ends_with(part_of_word) {
            return None;
        }
        let whole = format!("http://{rest}");
        let link = finder
            .links(&whole)
            .next()
            .filter(|link| link.start() == 0)?;
        let target = sentence_end(link.as_str());
        let bare = target.strip_prefix("http://")?;
        let dots = bare.split('/').next()?.matches('.').count();
        (dots > 1).then(|| (at..at + bare.len(), target.to_owned()))
    })
}

/// An address without the sentence that goes on after it: CJK punctuation is never part of one.
fn sentence_end(address: &str) -> &str {
    let punctuation =
        |char: char| matches!(char, '\u{3000}'..='\u{303f}' | '\u{ff01}'..='\u{ff60}');
    address.split(punctuation).next().unwrap_or(address)
}

/// An e-mail address without the words that run into it.
fn mailbox(address: &str) -> &str {
    let (name, _) = address.split_once('@').unwrap_or((address, ""));
    let part = |char: char| char.is_ascii_alphanumeric() || "._+-".contains(char);
    let kept = name.len() - name.trim_end_matches(part).len();
    address.get(name.len() - kept..).unwrap_or(address)
}

/// Whether `address` is one of the schemes that are links in running text.
fn is_web(address: &str) -> bool {
    address.split_once("://").is_some_and(|(scheme, rest)| {
        !rest.is_empty()
            && (scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_where_their_sentence_goes_on() {
        for (text, address, target) in [
            (
                "see https://a.org/b_c.",
                "https://a.org/b_c",
                "https://a.org/b_c",
            ),
            ("(http://a.org/(b))", "http://a.org/(b)", "http://a.org/(b)"),
            ("HTTPS://A.org!", "HTTPS://A.org", "HTTPS://A.org"),
            ("at www.a.org/x?", "www.a.org/x", "http://www.a.org/x"),
            ("(www.a.org)", "www.a.org", "http://www.a.org"),
            ("to me+you@a.org.", "me+you@a.org", "mailto:me+you@a.org"),
            ("連絡先me@a.org", "me@a.org", "mailto:me@a.org"),
            (
                "参照https://a.org/b。次",
                "https://a.org/b",
                "https://a.org/b",
            ),
        ] {
            let found = find(text);
            let [(range, to)] = found.as_slice() else {
                panic!("{text}: {found:?}");
            };
            assert_eq!(
                (text.get(range.clone()), to.as_str()),
                (Some(address), target)
            );
        }
    }

    #[test]
    fn other_words_are_left_alone() {
        for text in [
            "a://b",
            "ftp://a.org",
            "javascript://x",
            "www.",
            "www.x",
            "@me",
            "me@host",
            "awww.a.org",
        ] {
            assert_eq!(find(text), [], "{text}");
        }
    }

    #[test]
    fn hostile_words_cost_little() {
        for piece in [
            "a:",
            "a://",
            "a@",
            "a.",
            "www.",
            "(www.",
            "http://",
            "a://a:",
            "@a.",
            "http://a@",
            "http://(",
        ] {
            let text = format!("{} ", piece.repeat(LONGEST / piece.len())).repeat(512);
            let start = std::time::Instant::now();
            find(&text);
            assert!(start.elapsed().as_secs() < 20, "{piece}");
        }
    }
}
