//! Text → spans: one stretch of a line, cut where the style or the link changes; and what we make ourselves.
//! Called by whatever sets lines: `block`, `prefix`, `table`.

use std::borrow::Cow;
use std::ops::Range;

use crate::layout::bidi::Turning;
use crate::layout::line::{Content, Role, Span};
use crate::markdown::document::{Document, Run, Style};
use crate::text;

/// The runs that `range` lies in.
pub(super) fn runs<'a>(document: &'a Document, range: &Range<u32>) -> &'a [Run] {
    let runs = &document.runs;
    let first = runs.partition_point(|run| run.start <= range.start);
    let rest = runs.get(first.saturating_sub(1)..).unwrap_or_default();
    let count = rest.iter().take_while(|run| run.start < range.end).count();
    rest.get(..count).unwrap_or_default()
}

/// Adds the text of `range`, in spans; nothing where it is empty.
pub(super) fn push(document: &Document, range: &Range<u32>, role: Role, out: &mut Vec<Span>) {
    let runs = runs(document, range);
    let next = runs
        .iter()
        .skip(1)
        .map(|run| border(document, range, run.start));
    let mut start = range.start;
    for (run, end) in runs.iter().zip(next.chain([range.end])) {
        if end > start {
            out.push(Span {
                content: Content::Text(start..end),
                role,
                style: run.style,
                link: run.link,
            });
            start = end;
        }
    }
}

/// The text of a line in spans, in the order in which it is painted.
pub(super) fn line(
    document: &Document,
    range: &Range<u32>,
    role: Role,
    turning: Option<&Turning>,
) -> Vec<Span> {
    let mut line = Vec::with_capacity(1);
    push(document, range, role, &mut line);
    match turning {
        Some(turning) => turning.turn(document, line),
        None => line,
    }
}

/// The first place at or after `at` where a grapheme ends: a style that begins within one waits for its end,
/// so that the widths of spans add up to the width of their text.
fn border(document: &Document, range: &Range<u32>, at: u32) -> u32 {
    let place = at as usize;
    if document.text.as_bytes().get(place).is_none_or(u8::is_ascii) {
        return at;
    }
    text::graphemes(document.slice(range))
        .map(|(start, ..)| range.start + start as u32)
        .find(|&start| start >= at)
        .unwrap_or(range.end)
}

/// A span that the layout makes.
pub(super) fn made(content: impl Into<Cow<'static, str>>, role: Role) -> Span {
    Span {
        content: Content::Made(content.into()),
        role,
        style: Style::PLAIN,
        link: None,
    }
}

/// Adds so many blanks, in one span.
pub(super) fn push_blanks(out: &mut Vec<Span>, count: usize) {
    if count > 0 {
        out.push(made(blanks(count), Role::Text));
    }
}

/// So many blanks.
pub(super) fn blanks(count: usize) -> Cow<'static, str> {
    repeat(BLANKS, " ", count)
}

/// A rule so many columns long.
pub(super) fn rule(count: usize) -> Cow<'static, str> {
    repeat(RULE, "─", count)
}

fn repeat(ready: &'static str, one: &str, count: usize) -> Cow<'static, str> {
    match ready.get(..count * one.len()) {
        Some(text) => text.into(),
        None => one.repeat(count).into(),
    }
}

const BLANKS: &str =
    "                                                                                ";
const RULE: &str = "────────────────────────────────────────────────────────────────────────────────\
                    ────────────────────────────────────────────────────────────────────────────────";
