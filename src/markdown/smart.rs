//! Where the signs of printers would spoil an address: there what was typed stays.
//! The parser sets them; used by `parse` on what it says.

use std::ops::Range;

use pulldown_cmark::Event;

/// Bytes of a word on either side of a sign that are looked at.
const NEAR: usize = 1024;

/// The event as it is, or with what stands in `text` at `range` if that is a sign within an address.
pub(super) fn outside_addresses<'a>(
    text: &'a str,
    event: Event<'a>,
    range: &Range<usize>,
) -> Event<'a> {
    let is_sign = |said: &str| matches!(said, "–" | "—" | "…" | "‘" | "’" | "“" | "”");
    match event {
        Event::Text(said) if is_sign(&said) => match text.get(range.clone()) {
            Some(typed) if in_address(text, range) => Event::Text(typed.into()),
            _ => Event::Text(said),
        },
        other => other,
    }
}

fn in_address(text: &str, range: &Range<usize>) -> bool {
    let from = text.floor_char_boundary(range.start.saturating_sub(NEAR));
    let to = text.floor_char_boundary(range.end.saturating_add(NEAR));
    let before = text.get(from..range.start).unwrap_or_default();
    let after = text.get(range.end..to).unwrap_or_default();
    let before = before
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or_default();
    let goes_on = after.starts_with(|c: char| c.is_alphanumeric() || "-/_?&=#%.".contains(c));
    let begun = ["://", "www.", "@"]
        .iter()
        .any(|sign| before.contains(sign));
    // A name before the sign of e-mail.
    let rest = after.split(char::is_whitespace).next().unwrap_or_default();
    goes_on && (begun || !before.is_empty() && rest.contains('@'))
}
