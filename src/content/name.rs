//! What to call an article that has no title: its first heading, else its file name made readable.
//! Only looks at text; `article` decides.

use crate::content::date;
use crate::content::front_matter::entities;
use crate::content::lines::lines;
use crate::text::Clean;

/// The first heading of a body, ATX or setext, without its marks. Code in fences has none.
pub(crate) fn heading(body: &str) -> Option<Clean> {
    let mut above: Option<&str> = None;
    let mut fence: Option<&str> = None;
    for line in lines(body) {
        let text = line.text.trim();
        let indented = line.text.starts_with("    ") || line.text.starts_with('\t');
        let marks = fenced(text).filter(|_| !indented);
        if let Some(open) = fence {
            fence = fence.filter(|_| {
                !(marks.is_some_and(|close| close.starts_with(open)) && marks == Some(text))
            });
            continue;
        }
        let found = match above {
            _ if indented => None,
            Some(above) if is_underline(text) => Some(above),
            _ => atx(text),
        };
        let title = found.map(plain).filter(|title| !title.is_empty());
        if title.is_some() {
            return title;
        }
        fence = marks;
        let paragraph = !text.is_empty()
            && !indented
            && marks.is_none()
            && !text.starts_with(['#', '>', '<', '|', '-', '*', '+', '=']);
        above = paragraph.then_some(text);
    }
    None
}

/// The run of marks that opens or closes a code fence.
fn fenced(text: &str) -> Option<&str> {
    let mark = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = text.len() - text.trim_start_matches(mark).len();
    text.get(..length).filter(|_| length >= 3)
}

fn is_underline(text: &str) -> bool {
    !text.is_empty() && (text.bytes().all(|b| b == b'=') || text.bytes().all(|b| b == b'-'))
}

fn atx(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches('#');
    let level = text.len() - rest.len();
    let inner = rest.trim().trim_end_matches('#');
    let inner = if inner.len() == rest.trim().len() || inner.ends_with(' ') {
        inner
    } else {
        rest
    };
    ((1..=6).contains(&level) && rest.starts_with([' ', '\t'])).then_some(inner.trim())
}

/// Inline text without its marks: emphasis, code, the targets of links, tags and `{#id}`. Only roughly so.
fn plain(text: &str) -> Clean {
    let text = match text.rsplit_once("{#") {
        Some((before, id)) if id.ends_with('}') => before,
        _ => text,
    };
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut previous = ' ';
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or(' ');
        match c {
            '\\' if next.is_ascii_punctuation() => out.extend(chars.next()),
            '*' | '`' | '[' => {}
            '_' | '~' if !(previous.is_alphanumeric() && next.is_alphanumeric()) => {}
            '!' if next == '[' => {}
            ']' => match next {
                '(' => skip(&mut chars, ')'),
                '[' => skip(&mut chars, ']'),
                _ => {}
            },
            '<' if next.is_ascii_alphabetic() || next == '/' => skip(&mut chars, '>'),
            c => out.push(c),
        }
        previous = c;
    }
    Clean::line(&entities::decoded(&out))
}

fn skip(chars: &mut impl Iterator<Item = char>, end: char) {
    let _ = chars.find(|c| *c == end);
}

/// A path made readable: `news/2016-04-21-my-great_post.md` is "My great post", an index has its folder's name.
pub(crate) fn readable(path: &[u8]) -> Clean {
    let path = String::from_utf8_lossy(path);
    let mut parts = path.rsplit('/');
    let file = parts.next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let folder = parts.next().filter(|_| matches!(stem, "index" | "_index"));
    let name = folder.unwrap_or(stem);
    let undated = date::without_prefix(name).trim_matches(['-', '_', ' ']);
    let name = if undated.is_empty() { name } else { undated };
    let spaced = if name == undated {
        name.replace(['-', '_'], " ")
    } else {
        name.to_owned()
    };
    let mut chars = spaced.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    let title = Clean::line(&first.chain(chars).collect::<String>());
    if title.is_empty() {
        Clean::line("(no name)")
    } else {
        title
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_heading_is_found() {
        for (body, expected) in [
            ("# One\n# Two", "One"),
            ("text\n\n## Two **bold** `code` ##\n", "Two bold code"),
            ("\n  Setext _title_\n===\n", "Setext title"),
            ("Sub\n---\n", "Sub"),
            ("```\n# not\n```\n# Yes", "Yes"),
            ("~~~~ sh\n# not\n~~~\n# nor\n~~~~\n# Yes", "Yes"),
            ("    # code\n\n# Yes", "Yes"),
            ("#hashtag\n# Yes", "Yes"),
            ("# C#\n", "C#"),
            ("# snake_case ~~no~~ {#id}", "snake_case no"),
            (
                "# [A link](https://example.org/) and ![a picture][x] <b>bold</b> &amp; R&#38;D",
                "A link and a picture bold & R&D",
            ),
            ("# 5 \\* 3", "5 * 3"),
            ("- item\n---\n", ""),
            ("\n---\n", ""),
            ("# \n## \n# Yes", "Yes"),
            ("no heading", ""),
        ] {
            assert_eq!(
                heading(body).as_deref().unwrap_or_default(),
                expected,
                "{body}"
            );
        }
    }

    #[test]
    fn a_path_becomes_a_title() {
        for (path, title) in [
            ("2016-04-21-my-great_post.md", "My great post"),
            ("news/20160421 slug.md", "Slug"),
            ("a/my-trip/index.md", "My trip"),
            ("2016-04-21-trip/index.md", "Trip"),
            ("index.md", "Index"),
            ("2016-04-21.md", "2016-04-21"),
            ("élan.md", "Élan"),
            ("README.md", "README"),
            ("v1.2.md", "V1.2"),
            (".md", "(no name)"),
            ("---.md", "---"),
        ] {
            assert_eq!(&*readable(path.as_bytes()), title, "{path}");
        }
    }
}
