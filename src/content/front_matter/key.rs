//! What a line of front matter looks like: `key: value` or `- item`, as a person would see it.
//! Looks at one line only; `split`, `lenient` and `headers` decide what it means.

/// A line of the form `key: value`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Key<'a> {
    /// The key without quotes.
    pub(super) name: &'a str,
    /// The value, trimmed; it is the end of the trimmed line.
    pub(super) value: &'a str,
    /// Whether a blank or the end of the line follows the colon, as YAML wants it.
    pub(super) spaced: bool,
    /// Whether it is one plain word.
    pub(super) plain: bool,
}

/// The longest key, in bytes.
const LONGEST: usize = 60;

/// Takes a line for a key with its value if a person would. `key:value` is one if nothing speaks against it.
pub(super) fn key(line: &str) -> Option<Key<'_>> {
    let line = line.trim();
    let quote = line.chars().next().filter(|c| matches!(c, '"' | '\''));
    let (name, value) = match quote {
        Some(quote) => {
            let (name, rest) = line.get(1..)?.split_once(quote)?;
            (name, rest.trim_start().strip_prefix(':')?)
        }
        None => line.split_once(':')?,
    };
    let spaced = value.is_empty() || value.starts_with([' ', '\t']);
    let word = name
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    let plain = word && quote.is_none() && name.starts_with(|c: char| c.is_ascii_alphabetic());
    let tight = plain && !value.starts_with([':', '\\']) && !value.starts_with("//");
    let named = name.len() <= LONGEST && (plain || may_be_name(name));
    (named && (spaced || tight)).then_some(Key {
        name: name.trim_end(),
        value: value.trim(),
        spaced,
        plain: plain && spaced,
    })
}

fn may_be_name(name: &str) -> bool {
    let begins = name.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$');
    begins && !name.contains(|c| "[]{}#&*!|>'\"%@`,\t".contains(c)) && name.split(' ').count() <= 4
}

/// The trimmed text after the `-` of a list item.
pub(super) fn item(line: &str) -> Option<&str> {
    let rest = line.trim().strip_prefix('-')?;
    (rest.is_empty() || rest.starts_with([' ', '\t'])).then(|| rest.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_what_a_person_takes_for_one() {
        let read = |line| key(line).map(|key| (key.name, key.value));
        for (line, expected) in [
            ("title: One", Some(("title", "One"))),
            ("  Title :  One: two ", Some(("Title", "One: two"))),
            ("tags:", Some(("tags", ""))),
            ("date:2019-07-16", Some(("date", "2019-07-16"))),
            ("image:/a.png", Some(("image", "/a.png"))),
            (
                "\"first_name\": \"Leah\",",
                Some(("first_name", "\"Leah\",")),
            ),
            ("Image alt: a cat", Some(("Image alt", "a cat"))),
            ("日付: 今日", Some(("日付", "今日"))),
            ("https://example.org", None),
            ("a::b", None),
            ("She said to all of them: no", None),
            ("no colon", None),
            ("[a]: b", None),
            (": x", None),
            ("", None),
        ] {
            assert_eq!(read(line), expected, "{line}");
        }
    }

    #[test]
    fn items_begin_with_a_dash_and_a_blank() {
        assert_eq!(item("  - a b "), Some("a b"));
        assert_eq!(item("-"), Some(""));
        assert_eq!(item("-a"), None);
        assert_eq!(item("---"), None);
    }
}
