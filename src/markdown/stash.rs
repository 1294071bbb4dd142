//! What is not Markdown is put aside before the parser sees it, and a sign stands in its place: what template engines
//! would run (`{{ x }}`, `{% x %}`, `{{< x >}}`, `{: .x}`), whose quotes and underscores must not become links or
//! emphasis, and math. Nothing is run. The builder puts back what stood there.

use std::ops::Range;

use memchr::memchr2;

use crate::markdown::math;
use crate::markdown::templates::{self, Listing, Template};

/// The sign is the number of the piece between these two characters of private use.
const OPEN: char = '\u{f8f0}';
const CLOSE: char = '\u{f8f1}';
/// Around the sign of a piece that has its lines to itself: such an instruction of HTML is a block of one line.
const BLOCK: (&str, &str) = ("<?", "?>");

/// A piece that was put aside.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// As it stood.
    pub(super) source: Box<str>,
    /// As it is shown, if not as it stood.
    pub(super) shown: Option<String>,
    /// Whether it had its lines to itself.
    block: bool,
}

/// A stretch of text: as it is, or a piece.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part<'a> {
    Text(&'a str),
    Piece(&'a Piece),
}

/// All pieces of a text, and where the text with the signs differs from it.
#[derive(Default, Debug)]
pub(super) struct Stash {
    pieces: Vec<Piece>,
    /// Where the two go on alike: in the text with signs, in the source.
    places: Vec<(usize, usize)>,
}

impl Stash {
    /// The text with signs for all pieces; none if there is nothing to put aside.
    pub(super) fn fill(text: &str) -> Option<(String, Self)> {
        if !(templates::any(text) || math::any(text)) || text.contains(OPEN) {
            return None;
        }
        let mut filling = Filling {
            text,
            out: String::new(),
            copied: 0,
            unclosed: false,
            stash: Self::default(),
        };
        let (mut start, mut fence) = (0, None);
        for line in text.split_inclusive('\n') {
            if start >= filling.copied {
                fence = match fence {
                    Some(open) => Some(open).filter(|&open| !closes(line, open)),
                    None => opened(line),
                };
                // Without one of these there is nothing to put aside.
                if fence.is_none() && memchr2(b'{', b'$', line.as_bytes()).is_some() {
                    filling.line(start..start + line.len());
                }
            }
            start += line.len();
        }
        filling.finish()
    }

    /// The place in the source of a place in the text with signs.
    pub(super) fn place(&self, at: usize) -> usize {
        let after = self.places.partition_point(|(own, _)| *own <= at);
        let place = after
            .checked_sub(1)
            .and_then(|index| self.places.get(index));
        place.map_or(at, |(own, source)| source + (at - own))
    }

    /// Whether there are signs in `text`.
    pub(super) fn signs(&self, text: &str) -> bool {
        !self.pieces.is_empty() && text.contains(OPEN)
    }

    /// The text and the pieces of a text with signs, in order.
    pub(super) fn parts<'a>(&'a self, text: &'a str) -> Vec<Part<'a>> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, piece, after)) = self.first(rest) {
            if !before.is_empty() {
                parts.push(Part::Text(before));
            }
            parts.push(Part::Piece(piece));
            rest = after;
        }
        if !rest.is_empty() {
            parts.push(Part::Text(rest));
        }
        parts
    }

    /// The source of a text with signs.
    pub(super) fn source(&self, text: &str) -> String {
        let sources = self.parts(text).into_iter().map(|part| match part {
            Part::Text(text) => text,
            Part::Piece(piece) => &piece.source,
        });
        sources.collect()
    }

    fn first<'a>(&'a self, text: &'a str) -> Option<(&'a str, &'a Piece, &'a str)> {
        let (before, rest) = text.split_once(OPEN)?;
        let (number, after) = rest.split_once(CLOSE)?;
        let piece = self.pieces.get(number.parse::<usize>().ok()?)?;
        let block = (before.strip_suffix(BLOCK.0), after.strip_prefix(BLOCK.1));
        Some(match block {
            (Some(before), Some(after)) if piece.block => (before, piece, after),
            _ => (before, piece, after),
        })
    }
}

struct Filling<'a> {
    text: &'a str,
    out: String,
    /// How much of the text is in `out`.
    copied: usize,
    /// Whether some listing is never closed.
    unclosed: bool,
    stash: Stash,
}

impl Filling<'_> {
    /// Puts aside what begins in a line that is no code.
    fn line(&mut self, line: Range<usize>) {
        let mut at = line.start;
        while let Some(found) = self.next(at..line.end) {
            at = found.end.max(at + 1);
        }
    }

    /// Deals with the next thing in `range` that may be a piece or hide one; says what is done.
    fn next(&mut self, range: Range<usize>) -> Option<Range<usize>> {
        let rest = self.text.get(range.clone())?;
        let opens = |byte: u8| matches!(byte, b'{' | b'$' | b'`' | b'\\');
        let start = range.start + rest.bytes().position(opens)?;
        let (before, rest) = self.text.split_at_checked(start)?;
        if rest.starts_with('`') {
            let line = rest.get(..range.end - start).unwrap_or(rest);
            return Some(start..start + code_span(line));
        }
        if rest.starts_with('\\') {
            return Some(start..start + 2);
        }
        if let Some(template) = templates::first(before, rest) {
            if let Some(listing) = templates::listing(before, rest, &template)
                && let Some(end) = self.end_of_listing(start, listing.close)
            {
                return Some(self.listing(start..start + template.len, end, &listing));
            }
            return Some(self.template(start, &template));
        }
        if let Some(found) = math::first(before, rest) {
            let shown = math::unicode(rest.get(found.inner)?);
            let block = found.display && alone(self.text, start..start + found.len);
            return Some(self.put(start..start + found.len, block, shown));
        }
        Some(start..start + 1)
    }

    /// Where the tag stands that closes a listing. Once one has none, none is looked for: that would take long.
    fn end_of_listing(&mut self, start: usize, close: &str) -> Option<Range<usize>> {
        let rest = self.text.get(start..).filter(|_| !self.unclosed)?;
        let found = rest
            .find(close)
            .map(|at| start + at..start + at + close.len());
        let end = found.filter(|end| alone(self.text, end.clone()));
        self.unclosed = end.is_none();
        end
    }

    fn template(&mut self, start: usize, template: &Template) -> Range<usize> {
        let range = start..start + template.len;
        let block = template.block && alone(self.text, range.clone());
        self.put(range, block, None)
    }

    /// Sets a sign for a piece.
    fn put(&mut self, range: Range<usize>, block: bool, shown: Option<String>) -> Range<usize> {
        let number = self.stash.pieces.len();
        self.stash.pieces.push(Piece {
            source: self.text.get(range.clone()).unwrap_or_default().into(),
            shown,
            block,
        });
        let (open, close) = if block { BLOCK } else { ("", "") };
        self.replace(
            range.clone(),
            &format!("{open}{OPEN}{number}{CLOSE}{close}"),
        );
        range
    }

    /// Sets fences for the lines that open and close a listing; what the first says beside the language stands above.
    fn listing(
        &mut self,
        open: Range<usize>,
        end: Range<usize>,
        listing: &Listing<'_>,
    ) -> Range<usize> {
        let code = self.text.get(open.end..end.start).unwrap_or_default();
        let fence = "~".repeat(if code.contains("~~~~~~") { 240 } else { 6 });
        let first = format!("{fence}{}", listing.language);
        if listing.captioned {
            self.put(open.clone(), true, None);
            self.out.push('\n');
            self.out.push_str(&first);
            self.stash.places.push((self.out.len(), open.end));
        } else {
            self.replace(open.clone(), &first);
        }
        self.replace(end.clone(), &fence);
        open.start..end.end
    }

    fn replace(&mut self, range: Range<usize>, by: &str) {
        let before = self.text.get(self.copied..range.start);
        self.out.push_str(before.unwrap_or_default());
        self.out.push_str(by);
        self.stash.places.push((self.out.len(), range.end));
        self.copied = range.end;
    }

    fn finish(mut self) -> Option<(String, Stash)> {
        let rest = self.text.get(self.copied..).unwrap_or_default();
        self.out.push_str(rest);
        (!self.stash.places.is_empty()).then_some((self.out, self.stash))
    }
}

/// What may stand before a block in its line: white space and the marks of quotations and items.
fn without_marks(line: &str) -> &str {
    let marks = |char: char| char.is_ascii_digit() || " \t>-*+.)".contains(char);
    line.trim_start_matches(marks)
}

/// The fence that a line opens: its character and length.
fn opened(line: &str) -> Option<(char, usize)> {
    let line = without_marks(line);
    let sign = line.chars().next().filter(|sign| "`~".contains(*sign))?;
    let info = line.trim_start_matches(sign);
    let len = line.len() - info.len();
    (len >= 3 && !(sign == '`' && info.contains('`'))).then_some((sign, len))
}

fn closes(line: &str, (sign, len): (char, usize)) -> bool {
    let line = without_marks(line);
    let after = line.trim_start_matches(sign);
    line.len() - after.len() >= len && after.trim().is_empty()
}

/// The length of the code span that `line` begins with, or of its backticks if they open none.
fn code_span(line: &str) -> usize {
    let ticks = line.len() - line.trim_start_matches('`').len();
    let mut at = ticks;
    while let Some(from) = line
        .get(at..)
        .and_then(|rest| rest.find('`'))
        .map(|f| at + f)
    {
        let rest = line.get(from..).unwrap_or_default();
        let run = rest.len() - rest.trim_start_matches('`').len();
        at = from + run;
        if run == ticks {
            return at;
        }
    }
    ticks
}

/// Whether nothing else stands in the lines of `range`.
fn alone(text: &str, range: Range<usize>) -> bool {
    let before = text.get(..range.start).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    let line = templates::line_before(before).map(without_marks);
    line.is_some_and(str::is_empty) && templates::ends_line(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with the pieces that have their lines to themselves in ⟦⟧, the others in ⟨⟩.
    fn filled(text: &str) -> String {
        let Some((signs, stash)) = Stash::fill(text) else {
            return text.to_owned();
        };
        let parts = stash.parts(&signs).into_iter().map(|part| match part {
            Part::Text(text) => text.to_owned(),
            Part::Piece(piece) if piece.block => format!("⟦{}⟧", piece.source),
            Part::Piece(piece) => format!("⟨{}⟩", piece.source),
        });
        parts.collect()
    }

    #[test]
    fn templates_are_put_aside_where_they_are_no_code() {
        for (text, expected) in [
            ("a {{ b }} c", "a ⟨{{ b }}⟩ c"),
            ("{{ b }}", "⟨{{ b }}⟩"),
            ("{% b %}\nc", "⟦{% b %}⟧\nc"),
            ("- {% b %}", "- ⟦{% b %}⟧"),
            ("a {% b %}", "a ⟨{% b %}⟩"),
            ("{{< b\n c=\"d\" >}}", "⟦{{< b\n c=\"d\" >}}⟧"),
            ("{{< b\n\nc >}}", "{{< b\n\nc >}}"),
            ("[a]({{ b }}/c)", "[a](⟨{{ b }}⟩/c)"),
            ("`{{ a }}` ``{{ ` b }}``", "`{{ a }}` ``{{ ` b }}``"),
            ("`{{` a `}}`", "`{{` a `}}`"),
            ("```\n{{ a }}\n```\n{{ b }}", "```\n{{ a }}\n```\n⟨{{ b }}⟩"),
            ("a\n{: .b #c}", "a\n⟦{: .b #c}⟧"),
            ("![a](b){: .c}", "![a](b)⟨{: .c}⟩"),
            ("{:?} {a}", "{:?} {a}"),
            ("\\{{ a }}", "\\{{ a }}"),
            ("{{ a\n}}", "⟨{{ a\n}}⟩"),
            ("{{{ a }}}b", "⟨{{{ a }}}⟩b"),
        ] {
            assert_eq!(filled(text), expected, "{text}");
        }
    }

    #[test]
    fn listings_become_fences() {
        for (text, expected) in [
            (
                "{% highlight ruby %}\na {{ b }}\n{% endhighlight %}",
                "~~~~~~ruby\na {{ b }}\n~~~~~~",
            ),
            (
                "{{< highlight go \"x\" >}}\na\n{{< /highlight >}}",
                "~~~~~~go\na\n~~~~~~",
            ),
            (
                "{% codeblock lang:c %}\na\n{% endcodeblock %}",
                "~~~~~~c\na\n~~~~~~",
            ),
            (
                "{% highlight c linenos %}\na\n{% endhighlight %}",
                "~~~~~~c\na\n~~~~~~",
            ),
            (
                "{% codeblock A b lang:c mark:1 %}\na\n{% endcodeblock %}",
                "⟦{% codeblock A b lang:c mark:1 %}⟧\n~~~~~~c\na\n~~~~~~",
            ),
            ("{% highlight c %}\na", "⟦{% highlight c %}⟧\na"),
        ] {
            assert_eq!(filled(text), expected, "{text}");
        }
    }

    #[test]
    fn places_are_those_of_the_source() {
        let text = "é {{ a }} b {% c %} d";
        let (signs, stash) = Stash::fill(text).unwrap();
        for word in ["é", " b ", " d"] {
            assert_eq!(
                stash.place(signs.find(word).unwrap()),
                text.find(word).unwrap()
            );
        }
        assert_eq!(stash.source(&signs), text);
    }
}
