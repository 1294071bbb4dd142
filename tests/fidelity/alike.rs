//! What we do on purpose and the reference does not, made alike: each with its reason.

/// The signs around the number of a stand-in: letters to every reader of Markdown, and in no article.
const SIGNS: [char; 2] = ['\u{e000}', '\u{e001}'];

/// Longer tags are text to us.
const LONGEST: usize = 1024;

/// The tags of template engines. A site's engine takes them away before its Markdown is read; to a reader of Markdown they
/// are text with quotes and blanks, which breaks the links that they stand in. We show them as they are, in links too.
pub(crate) struct Templates {
    tags: Vec<String>,
}

impl Templates {
    /// The body with a stand-in for each tag, and listings as fences.
    pub(crate) fn taken(body: &str) -> (String, Self) {
        let (mut out, mut tags) = (String::new(), Vec::new());
        let (mut rest, mut listing) = (body, false);
        while let Some(at) = rest.find('{') {
            let (before, from) = rest.split_at(at);
            out.push_str(before);
            let Some(tag) = tag(from) else {
                out.push('{');
                rest = &from[1..];
                continue;
            };
            rest = &from[tag.len()..];
            let word = tag.trim_matches(['{', '%', '}', '-', ' ']);
            let alone = out.ends_with('\n') && rest.starts_with(['\n', '\r']);
            let opens = !listing && word.starts_with("highlight ") && !fenced(&out);
            if alone && (opens || listing && word == "endhighlight") {
                listing = opens;
                out.push_str("```````");
                continue;
            }
            out.push(SIGNS[0]);
            out.push_str(&tags.len().to_string());
            out.push(SIGNS[1]);
            tags.push(tag.to_owned());
        }
        out.push_str(rest);
        (out, Self { tags })
    }

    /// The tags again for their stand-ins.
    pub(crate) fn restored(&self, text: &str) -> String {
        let mut parts = text.split(SIGNS);
        let mut out = parts.next().unwrap_or_default().to_owned();
        while let (Some(number), Some(text)) = (parts.next(), parts.next()) {
            out.push_str(&self.tags[number.parse::<usize>().unwrap()]);
            out.push_str(text);
        }
        out
    }
}

/// Whether a fence is open at the end of a text.
fn fenced(text: &str) -> bool {
    text.lines().filter(|line| line.starts_with("```")).count() % 2 == 1
}

/// The tag that a text begins with.
fn tag(from: &str) -> Option<&str> {
    let close = [("{{", "}}"), ("{%", "%}"), ("{:", "}")]
        .into_iter()
        .find_map(|(open, close)| from.starts_with(open).then_some(close))?;
    let end = from.find(close)? + close.len();
    let tag = &from[..end];
    let attributes = close == "}"
        && (tag.contains('\n')
            || !from[end..]
                .trim_start_matches([' ', '\r'])
                .starts_with('\n'));
    let text = tag.contains("\n\n") || tag.contains('`') || tag.len() > LONGEST || attributes;
    (!text).then_some(tag)
}

/// The names of emoji, for which we show them: as GitHub does, but no reader of Markdown does by itself.
pub(crate) fn emoji(text: &str) -> String {
    let mut out = String::new();
    let mut parts = text.split(':').peekable();
    let mut colon = false;
    while let Some(part) = parts.next() {
        let emoji = emojis::get_by_shortcode(part).filter(|_| colon && parts.peek().is_some());
        if let Some(emoji) = emoji {
            out.push_str(emoji.as_str());
            colon = false;
            continue;
        }
        if colon {
            out.push(':');
        }
        out.push_str(part);
        colon = true;
    }
    out
}

/// Raised and lowered digits, for which a terminal has signs and HTML has tags.
pub(crate) fn digits(text: &str) -> String {
    let digit = |char| {
        let raised = "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|it| it == char);
        let lowered = || "₀₁₂₃₄₅₆₇₈₉".chars().position(|it| it == char);
        let digit = raised.or_else(lowered)?;
        char::from_digit(digit as u32, 10)
    };
    text.chars()
        .map(|char| digit(char).unwrap_or(char))
        .collect()
}
