//! Leaves → lines: what each kind of leaf looks like, with its prefix and the gap above it.
//! Not how paragraphs are wrapped (`wrap`), nor where prefixes come from (`prefix`). Called by [`Layout`] and `all`.
//!
//! [`Layout`]: crate::layout::Layout

use std::mem;

use crate::layout::bidi::{self, Turning};
use crate::layout::frames::{Frame, Frames};
use crate::layout::justify;
use crate::layout::line::{Line, Role, Span};
use crate::layout::prefix::{Gap, Prefix};
use crate::layout::spans::{self, made};
use crate::layout::table;
use crate::layout::typesetting::{Measure, Typesetting};
use crate::layout::wrap::{End, Stretch, chop, stretches, wrap};
use crate::markdown::document::{Block, BlockId, Document, Kind, Style};
use crate::text;

/// Columns of the short rule above notes and references.
const SHORT_RULE: usize = 16;
/// Columns of a language's name. A longer one is none.
const LONGEST_NAME: usize = 24;
/// Columns before a line of code.
pub(super) const CODE_INDENT: usize = 2;

/// The lines of one leaf at `width` columns, with the blank line that stands before it, if any.
/// Pure and independent of every other leaf; a leaf has at least one line, a container none.
///
/// Every line fits into four columns and more. In fewer, signs are left out, and a wide character in
/// one column stands out of it.
pub fn leaf(document: &Document, block: BlockId, width: u16) -> Vec<Line> {
    let measure = Measure::new(document, width, Typesetting::default());
    plain(document, block, measure)
}

/// The same with a choice of typesetting.
pub(super) fn plain(document: &Document, block: BlockId, measure: Measure) -> Vec<Line> {
    let set_so = Setting {
        measure,
        folded: false,
        frames: &Frames::default(),
    };
    set(document, block, &set_so)
}

/// The lines of a table or code without what is around it.
pub(super) fn alone(document: &Document, id: BlockId, measure: Measure) -> Vec<Line> {
    let block = document.blocks.get(id as usize);
    let measure = block.map_or(measure, |block| own(document, block, measure).0);
    let rows = rows(document, id, measure, false).into_iter();
    rows.map(|spans| Line { spans, block: id }).collect()
}

/// How a leaf is set.
pub(super) struct Setting<'a> {
    /// The width, and how it is filled.
    pub(super) measure: Measure,
    /// Whether what the leaf is the label of is folded.
    pub(super) folded: bool,
    /// The room of pictures.
    pub(super) frames: &'a Frames,
}

/// The link of the picture that a leaf is, and its room.
pub(super) fn frame(
    document: &Document,
    id: BlockId,
    measure: Measure,
    frames: &Frames,
) -> Option<(u32, Frame)> {
    let block = document.blocks.get(id as usize)?;
    let Kind::Picture(link) = block.kind else {
        return None;
    };
    let prefix = Prefix::new(document, id, measure.width.into(), false);
    let frame = frames.frame(link, measure.narrowed(prefix.width).width)?;
    Some((link, frame)).filter(|_| !block.continued)
}

/// The same as [`plain`] in all ways.
pub(super) fn set(document: &Document, id: BlockId, setting: &Setting) -> Vec<Line> {
    let measure = setting.measure;
    let Some(block) = document.blocks.get(id as usize) else {
        return Vec::new();
    };
    if block.kind.is_container() {
        return Vec::new();
    }
    let prefix = Prefix::new(document, id, measure.width.into(), setting.folded);
    let (measure, right) = own(document, block, measure);
    let join = |signs: &[Span], row: Vec<Span>| {
        if right {
            bidi::right(document, signs, row, measure.width.into())
        } else if signs.is_empty() {
            row
        } else {
            [signs, &row].concat()
        }
    };
    let inner = measure.narrowed(prefix.width);
    let rows = rows(document, id, inner, prefix.quoted);
    let rows = pictured(rows, block, inner.width, setting.frames);
    let mut lines = Vec::with_capacity(rows.len() + 2);
    let width = usize::from(measure.width);
    let mut label = language(block, inner.width);
    if prefix.gap != Gap::None {
        // The language stands in the blank line above the code; the rule of notes leaves no room there.
        let mut spans = prefix.shared;
        if prefix.gap == Gap::Blank && !label.is_empty() {
            let used = spans
                .iter()
                .map(|span| text::width(span.text(document)))
                .sum();
            spans::push_blanks(&mut spans, prefix.width.saturating_sub(used));
            spans.append(&mut label);
        } else if right {
            spans = join(&spans, Vec::new());
        }
        lines.push(Line { spans, block: id });
    }
    if prefix.gap == Gap::Rule {
        let spans = vec![made(spans::rule(SHORT_RULE.min(width)), Role::Rule)];
        lines.push(Line { spans, block: id });
    }
    let rows = if !label.is_empty() {
        [vec![label], rows].concat()
    } else if rows.is_empty() {
        vec![Vec::new()]
    } else {
        rows
    };
    for (index, row) in rows.into_iter().enumerate() {
        let signs = if index == 0 {
            &prefix.first
        } else {
            &prefix.rest
        };
        let spans = join(signs, row);
        lines.push(Line { spans, block: id });
    }
    lines
}

/// The lines of a leaf without what is around it.
fn rows(document: &Document, id: BlockId, measure: Measure, quoted: bool) -> Vec<Vec<Span>> {
    let Some(block) = document.blocks.get(id as usize) else {
        return Vec::new();
    };
    let prose = if quoted { Role::Quote } else { Role::Text };
    match block.kind {
        Kind::Title => paragraph(document, block, measure, Role::Title),
        Kind::Byline => paragraph(document, block, measure, Role::Byline),
        Kind::Deck => paragraph(document, block, measure, Role::Deck),
        Kind::Notice => paragraph(document, block, measure, Role::Notice),
        Kind::Picture(_) => paragraph(document, block, measure, Role::Picture),
        Kind::Reference(_) => paragraph(document, block, measure, Role::Reference),
        Kind::Label => paragraph(document, block, measure, label(document, block)),
        Kind::Heading(level) => heading(document, id, measure, level),
        Kind::Code(_) => code(document, block, measure),
        Kind::Rule => vec![vec![made(spans::rule(measure.width.into()), Role::Rule)]],
        Kind::Table(table) => table::rows(document, table, measure, prose),
        _ => paragraph(document, block, measure, prose),
    }
}

/// The rows of a leaf; those of a picture below the room for it, where its description needs no label, or with the reason
/// why it is not drawn.
fn pictured(said: Vec<Vec<Span>>, block: &Block, width: u16, frames: &Frames) -> Vec<Vec<Span>> {
    let Kind::Picture(link) = block.kind else {
        return said;
    };
    if block.continued {
        return said;
    }
    let reason = frames.reason(link, width);
    let reason = reason.map(|why| vec![made(why, Role::Picture)]);
    let frame = frames.frame(link, width);
    let said = if frame.is_some() {
        described(said)
    } else {
        said
    };
    let room = frame.into_iter().flat_map(|frame| {
        let blank = move |row| vec![made(" ".repeat(frame.columns.into()), Role::Pixels(row))];
        (0..frame.rows).map(blank)
    });
    room.chain(said).chain(reason).collect()
}

/// The description of a picture alone, if it has one: that it is a picture is seen.
fn described(mut said: Vec<Vec<Span>>) -> Vec<Vec<Span>> {
    let is_label = |span: &Span| span.style.has(Style::IMAGE) && span.style.has(Style::MADE);
    let describes = |span: &Span| span.style.has(Style::IMAGE) && !span.style.has(Style::MADE);
    if said.iter().flatten().any(describes) {
        for row in &mut said {
            row.retain(|span| !is_label(span));
        }
        said.retain(|row| !row.is_empty());
    }
    said
}

/// The role of a label: that of its callout.
fn label(document: &Document, block: &Block) -> Role {
    let parent = block.parent.and_then(|id| document.blocks.get(id as usize));
    match parent.map(|block| &block.kind) {
        Some(Kind::Callout { tone, .. }) => Role::Callout(*tone),
        _ => Role::Label,
    }
}

/// The measure of one leaf, and whether it is aligned right. Whether anything is to be turned is asked once, for all of
/// it.
fn own(document: &Document, block: &Block, measure: Measure) -> (Measure, bool) {
    let text = document.slice(&block.text);
    let bidi = measure.bidi && bidi::any(text);
    // The line below a title stands where that does.
    let title = document
        .blocks
        .first()
        .filter(|_| block.kind == Kind::Byline);
    let told = title.map_or(text, |title| document.slice(&title.text));
    let right = measure.bidi && is_prose(block) && bidi::any(told) && bidi::is_right(told);
    let measure = match block.kind {
        // A hyphen would stand at the wrong end of a word that runs the other way.
        Kind::Paragraph | Kind::Deck if right => Measure {
            language: None,
            ..measure
        },
        Kind::Paragraph | Kind::Deck => measure,
        _ => measure.plain(),
    };
    (Measure { bidi, ..measure }, right)
}

/// Whether a leaf is aligned by the direction of its text.
fn is_prose(block: &Block) -> bool {
    !matches!(
        block.kind,
        Kind::Code(_) | Kind::Rule | Kind::Table(_) | Kind::Reference(_)
    )
}

fn paragraph(document: &Document, block: &Block, measure: Measure, role: Role) -> Vec<Vec<Span>> {
    let turning = Turning::new(document, &block.text, measure);
    let row = |stretch: &Stretch| {
        let mut line = Vec::with_capacity(1);
        spans::push(document, &stretch.text, role, &mut line);
        let hyphen = (stretch.end == End::Hyphen).then(|| made("-", role));
        if measure.justify && stretch.end != End::Whole {
            let columns =
                text::width(document.slice(&stretch.text)) + usize::from(hyphen.is_some());
            let free = usize::from(measure.width).saturating_sub(columns);
            line = justify::widen(document, line, free);
        }
        if let Some(turning) = &turning {
            line = turning.turn(document, line);
        }
        line.extend(hyphen);
        line
    };
    let lines = stretches(document, &block.text, measure);
    lines.iter().map(row).collect()
}

/// A heading, with a rule below it on the upper two levels, so that they are told apart without colours.
fn heading(document: &Document, id: BlockId, measure: Measure, level: u8) -> Vec<Vec<Span>> {
    let Some(block) = document.blocks.get(id as usize) else {
        return Vec::new();
    };
    let lines = wrap(document, &block.text, measure);
    let mut rows = paragraph(document, block, measure, Role::Heading(level));
    let sign = match level {
        1 => "━",
        2 => "─",
        _ => return rows,
    };
    let widths = lines.iter().map(|line| text::width(document.slice(line)));
    let width = widths.max().unwrap_or_default();
    let goes_on = document
        .blocks
        .get(id as usize + 1)
        .is_some_and(|next| next.continued);
    if width > 0 && !goes_on {
        rows.push(vec![made(sign.repeat(width), Role::Rule)]);
    }
    rows
}

/// The name of code's language at the right of `width` columns, if there is room; nothing where it cannot be a name.
fn language(block: &Block, width: u16) -> Vec<Span> {
    let Kind::Code(language) = &block.kind else {
        return Vec::new();
    };
    let of_names = |char: char| char.is_alphanumeric() || "+#-_./".contains(char);
    let is_name = !language.is_empty() && language.chars().all(of_names);
    let columns = text::width(language);
    let before = usize::from(width).saturating_sub(columns);
    if block.continued || !is_name || columns > LONGEST_NAME || before == 0 {
        return Vec::new();
    }
    let mut spans = Vec::with_capacity(2);
    spans::push_blanks(&mut spans, before);
    spans.push(made(language.to_string(), Role::Language));
    spans
}

/// Lines of code as they are; what does not fit goes on below, behind a sign.
fn code(document: &Document, block: &Block, measure: Measure) -> Vec<Vec<Span>> {
    let indent = if measure.width > 6 { CODE_INDENT } else { 0 };
    let room = measure.narrowed(indent).width.into();
    let whole = document.slice(&block.text);
    let mut rows = Vec::new();
    let turning = Turning::of_code(document, &block.text, measure);
    let mut start = block.text.start;
    let sign = || ("↪ ".into(), Role::Wrapped);
    let mut goes_on = document.is_joined(block);
    for line in whole.strip_suffix('\n').unwrap_or(whole).split('\n') {
        let mut signs = if mem::take(&mut goes_on) {
            sign()
        } else {
            (spans::blanks(indent), Role::Code)
        };
        for piece in chop(line, room) {
            let mut row = Vec::with_capacity(2);
            if indent > 0 && !line.is_empty() {
                row.push(made(signs.0, signs.1));
            }
            let range = start + piece.start as u32..start + piece.end as u32;
            row.extend(spans::line(document, &range, Role::Code, turning.as_ref()));
            rows.push(row);
            signs = sign();
        }
        start += line.len() as u32 + 1;
    }
    rows
}
