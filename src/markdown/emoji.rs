//! Emoji by their names on GitHub (`:tada:`), in running text.
//! Only finds them; called at the end of a leaf, never for code.

use std::ops::Range;

/// The longest name there is, and some.
const LONGEST: usize = 64;

/// The emoji in `text` and where their names stand, in order.
pub(super) fn find(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text
        .get(at..)
        .and_then(|rest| rest.find(':'))
        .map(|it| at + it)
    {
        at = start + 1;
        let (before, rest) = text.split_at_checked(at).unwrap_or_default();
        let free = !before
            .strip_suffix(':')
            .unwrap_or_default()
            .ends_with(|c: char| c.is_alphanumeric() || ":/_".contains(c));
        let name = |byte: &u8| byte.is_ascii_alphanumeric() || b"_+-".contains(byte);
        let len = rest.bytes().take(LONGEST).take_while(name).count();
        let (name, after) = rest.split_at_checked(len).unwrap_or_default();
        if free
            && after.starts_with(':')
            && let Some(emoji) = emojis::get_by_shortcode(name)
        {
            let end = at + len + 1;
            found.push((start..end, emoji.as_str()));
            at = end;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_between_colons_are_emoji() {
        for (text, expected) in [
            (":tada:", "🎉"),
            ("a :+1: b (:heart:)", "👍 ❤️"),
            (":tada::heart:", "🎉"),
            ("a:tada: /:tada: ::tada:", ""),
            (":tada :nobody: 10:30:15 :: :", ""),
            (": tada:", ""),
        ] {
            let found: Vec<_> = find(text).into_iter().map(|(_, emoji)| emoji).collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }
}
