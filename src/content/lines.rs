//! A text line by line, whatever ends its lines. Keeps the offsets, which front matter and headings need.
//! Used by `front_matter` and `name`.

use memchr::memchr2;

/// A line of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Line<'a> {
    /// Where it begins.
    pub(crate) at: usize,
    /// The line without its end.
    pub(crate) text: &'a str,
    /// Where the next one begins.
    pub(crate) next: usize,
}

impl Line<'_> {
    pub(crate) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// The lines of a text, ended by LF, CR LF or CR, mixed as they may be.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let end = memchr2(b'\n', b'\r', rest.as_bytes());
        let (line, after) = rest.split_at_checked(end.unwrap_or(rest.len()))?;
        let ending = if after.starts_with("\r\n") {
            2
        } else {
            after.len().min(1)
        };
        let this = Line {
            at,
            text: line,
            next: at + line.len() + ending,
        };
        at = this.next;
        Some(this)
    })
}
