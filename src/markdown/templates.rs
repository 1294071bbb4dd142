//! The tags of template engines: Liquid's and Jinja's `{{ x }}` and `{% x %}`, Hugo's `{{< x >}}` and `{{% x %}}`,
//! kramdown's `{: .x}`. Finds where they end; they are never run. Called by `stash`.

use memchr::memchr_iter;

/// Longer ones are text.
const LONGEST: usize = 1024;

/// How a tag opens and closes, whether it may go over several lines, and whether it can stand for a block. The first
/// that fits is meant.
const TAGS: [(&str, &str, bool, bool); 6] = [
    ("{{<", ">}}", true, true),
    ("{{%", "%}}", true, true),
    ("{{{", "}}}", false, false),
    ("{{", "}}", true, false),
    ("{%", "%}", true, true),
    ("{:", "}", false, true),
];

/// Tags around code, and what closes them.
const LISTINGS: [(&str, &str); 3] = [
    ("{% highlight ", "{% endhighlight %}"),
    ("{% codeblock ", "{% endcodeblock %}"),
    ("{{< highlight ", "{{< /highlight >}}"),
];

/// A tag.
pub(super) struct Template {
    /// Bytes.
    pub(super) len: usize,
    /// Whether it can stand for a block.
    pub(super) block: bool,
}

/// Whether there can be tags in `text`.
pub(super) fn any(text: &str) -> bool {
    let bytes = text.as_bytes();
    let opens = |at| matches!(bytes.get(at + 1), Some(b'{' | b'%' | b':'));
    memchr_iter(b'{', bytes).any(opens)
}

/// The tag that `rest` begins with.
pub(super) fn first(before: &str, rest: &str) -> Option<Template> {
    let (open, close, lines, block) = *TAGS.iter().find(|(open, ..)| rest.starts_with(open))?;
    let limit = rest.floor_char_boundary(LONGEST);
    let inner = rest.get(open.len()..limit)?;
    let inner = inner.get(..inner.find(close)?)?;
    let len = open.len() + inner.len() + close.len();
    let whole = !inner.trim().is_empty() && !inner.contains('`');
    let lines = if lines {
        !inner.contains("\n\n")
    } else {
        !inner.contains('\n')
    };
    let fits = open != "{:" || attributes(before, inner, rest.get(len..)?);
    (whole && lines && fits).then_some(Template { len, block })
}

/// Whether this is a list of attributes: names, classes and ids, at the end of a line.
fn attributes(before: &str, inner: &str, after: &str) -> bool {
    let names = inner.trim_start().trim_start_matches(['.', '#']);
    let letter = names.starts_with(|c: char| c.is_ascii_alphabetic());
    let end = after.is_empty() || after.starts_with(['\n', '\r']);
    let stands = before.is_empty() || before.ends_with(['\n', ' ', ')', '>', '`', '*', '_', '\t']);
    letter && end && stands && !inner.contains('{')
}

/// What stands before a place in its line, unless that is long: lines may be as long as articles.
pub(super) fn line_before(before: &str) -> Option<&str> {
    let window = before.ceil_char_boundary(before.len().saturating_sub(LONGEST));
    let near = before.get(window..)?;
    match near.rsplit_once('\n') {
        Some((_, line)) => Some(line),
        None => (window == 0).then_some(near),
    }
}

/// Whether nothing else stands in a line.
pub(super) fn ends_line(after: &str) -> bool {
    let rest = after.trim_start_matches([' ', '\t', '\r']);
    rest.is_empty() || rest.starts_with('\n')
}

/// Code between tags.
pub(super) struct Listing<'a> {
    /// The tag that closes it.
    pub(super) close: &'static str,
    /// The language of the code.
    pub(super) language: &'a str,
    /// Whether the tag says more: a caption, a link.
    pub(super) captioned: bool,
}

/// The listing which `rest` begins with.
pub(super) fn listing<'a>(before: &str, rest: &'a str, opening: &Template) -> Option<Listing<'a>> {
    let (open, close) = LISTINGS.iter().find(|(open, _)| rest.starts_with(open))?;
    let inner = rest.get(open.len()..opening.len)?;
    let words = || {
        inner
            .split_whitespace()
            .filter(|word| !word.contains(['%', '>', '"', '=']))
    };
    let said = words().find_map(|word| word.strip_prefix("lang:"));
    let bare = |word: &&str| !word.contains(':') || word.contains("://");
    let mut bare = words().filter(bare).filter(|word| *word != "linenos");
    let first = if open.contains("highlight") {
        bare.next()
    } else {
        None
    };
    let indent = line_before(before).filter(|line| line.len() <= 3)?;
    let alone = indent.trim().is_empty() && ends_line(rest.get(opening.len..)?);
    alone.then_some(Listing {
        close,
        language: first.or(said).unwrap_or_default(),
        captioned: bare.next().is_some(),
    })
}
