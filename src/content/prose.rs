//! The words of a stretch of Markdown without its signs: addresses, emphasis, marks at the beginnings of lines. Cheap and by
//! rule of thumb, for a line in a list alone: a stretch may begin and end anywhere. What an article says is known by `markdown`.

use std::borrow::Cow;

use crate::content::front_matter::entities::decoded;

/// The words of a stretch; its lines stay lines.
pub(super) fn words(stretch: &str) -> String {
    let mut out = String::with_capacity(stretch.len());
    for (n, line) in stretch.split('\n').enumerate() {
        if n > 0 {
            out.push('\n');
        }
        inline(if n > 0 { inside(line) } else { line }, &mut out);
    }
    match decoded(&out) {
        Cow::Owned(decoded) => decoded,
        Cow::Borrowed(_) => out,
    }
}

/// A line without what says that it is a heading, a quotation, an item; nothing of a rule or a fence.
fn inside(line: &str) -> &str {
    let mut rest = line.trim_start();
    let rule = |c: char| matches!(c, '-' | '=' | '*' | '_' | '|' | ':' | ' ' | '\r');
    if rest.starts_with("```") || rest.starts_with("~~~") || rest.chars().all(rule) {
        return "";
    }
    loop {
        let bare = rest.trim_start_matches(['>', '#', ' ']);
        let item = ["- ", "* ", "+ "]
            .iter()
            .find_map(|it| bare.strip_prefix(it));
        match item {
            Some(item) => rest = item.trim_start(),
            None => return bare,
        }
    }
}

/// Passes on what is to be read of a line.
fn inline(line: &str, out: &mut String) {
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let behind = rest.get(c.len_utf8()..).unwrap_or_default();
        rest = match c {
            '[' | '!' | ']' => link(rest, out),
            '<' => tag(rest, out),
            '{' => template(rest, out),
            '\\' if behind.starts_with(|c: char| c.is_ascii_punctuation()) => {
                let next = behind.chars().next();
                out.extend(next);
                behind.get(1..).unwrap_or_default()
            }
            '*' | '_' | '~' | '`' => run(rest, c, out),
            '|' => {
                out.push(' ');
                behind
            }
            _ => {
                out.push(c);
                behind
            }
        };
    }
}

/// A sign that is a part of a link or a picture, without where that leads.
fn link<'a>(rest: &'a str, out: &mut String) -> &'a str {
    if let Some(behind) = rest.strip_prefix("](") {
        return past(behind, '(', ')');
    }
    if let Some(behind) = rest.strip_prefix("][") {
        return past(behind, '[', ']');
    }
    let sign = if rest.starts_with("![") { 2 } else { 1 };
    let (sign, behind) = rest.split_at_checked(sign).unwrap_or((rest, ""));
    if sign.ends_with('[') {
        let after = past(behind, '[', ']');
        if behind.starts_with('^') {
            return after;
        }
        if after.starts_with(['(', '[']) {
            return behind;
        }
    }
    out.push_str(sign);
    behind
}

/// What is behind the end of what was opened before; nothing where it does not end.
fn past(text: &str, open: char, close: char) -> &str {
    let mut depth = 1;
    let end = text.char_indices().find(|(_, c)| {
        depth += i32::from(*c == open) - i32::from(*c == close);
        depth == 0
    });
    end.and_then(|(at, c)| text.get(at + c.len_utf8()..))
        .unwrap_or_default()
}

/// Nothing of a tag; an address in its place.
fn tag<'a>(rest: &'a str, out: &mut String) -> &'a str {
    let behind = rest.get(1..).unwrap_or_default();
    let named = |c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!');
    if let Some((inside, behind)) = behind.split_once('>').filter(|_| behind.starts_with(named)) {
        if inside.contains("://") && !inside.contains(' ') {
            out.push_str(inside);
        }
        behind
    } else {
        out.push('<');
        behind
    }
}

/// Nothing of what a site's generator fills in.
fn template<'a>(rest: &'a str, out: &mut String) -> &'a str {
    let ends = [("{{", "}}"), ("{%", "%}"), ("{:", "}")];
    let found = ends.iter().find_map(|(begin, end)| {
        let inside = rest.strip_prefix(begin)?;
        inside.split_once(end).map(|(_, behind)| behind)
    });
    found.unwrap_or_else(|| {
        out.push('{');
        rest.get(1..).unwrap_or_default()
    })
}

/// Nothing of signs of emphasis or code; signs with blanks around them, or within a word, are no such signs.
fn run<'a>(rest: &'a str, sign: char, out: &mut String) -> &'a str {
    let behind = rest.trim_start_matches(sign);
    let (before, after) = (out.chars().next_back(), behind.chars().next());
    let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let alone = blank(before) && blank(after) && !behind.is_empty();
    if alone
        || (sign == '_' || sign == '~' && rest.len() == behind.len() + 1)
            && letter(before)
            && letter(after)
    {
        out.push_str(rest.strip_suffix(behind).unwrap_or_default());
    }
    behind
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::properties::properties;
    use proptest::prelude::*;

    #[test]
    fn signs_are_left_out() {
        for (stretch, shown) in [
            ("a [text](http://a.b/c_(d)) b", "a text b"),
            (
                "text](http://a.b) and ![a *picture*](x.png)",
                "text and a picture",
            ),
            ("[![alt](a.png)](b) c", "alt c"),
            ("[text][ref] [sic] x[^1]", "text [sic] x"),
            ("cut [text](http://a", "cut text"),
            (
                "**bold**, __bold__, _it_, ~~gone~~, `code_x` 2 * 3",
                "bold, bold, it, gone, code_x 2 * 3",
            ),
            ("snake_case_name a~b", "snake_case_name a~b"),
            (
                "x\n## Head\n> - item\n---\n```sh\nend",
                "x\nHead\nitem\n\n\nend",
            ),
            (
                "1 < 2 <b>x</b> <http://a.b> &amp; y",
                "1 < 2 x http://a.b & y",
            ),
            ("{{< figure src=x >}}a{% include b %} {: .c} {d}", "a  {d}"),
            ("| a | b |", "  a   b  "),
            ("\\*no\\* emphasis", "*no* emphasis"),
        ] {
            assert_eq!(words(stretch), shown, "{stretch}");
        }
    }

    proptest! {

        #![proptest_config(properties(256))]
        #[test]
        fn plain_words_stay_as_they_are(text in "[a-zé ,.?'\"\n]{0,60}") {
            let lines: Vec<&str> = text.split('\n').collect();
            let shown = words(&text);
            let found: Vec<&str> = shown.split('\n').collect();
            prop_assert_eq!(lines[0], found[0]);
            let trimmed = lines.iter().skip(1).map(|line| line.trim_start());
            prop_assert!(trimmed.eq(found.iter().skip(1).copied()));
        }

        #[test]
        fn nothing_is_too_odd(text in "(\\[|\\]|\\(|\\)|!|<|>|\\{|%|\\}|\\*|_|`|~|\\\\|a|é|字| |\n|&|#|-){0,40}") {
            prop_assert!(words(&text).len() <= text.len());
        }
    }
}
