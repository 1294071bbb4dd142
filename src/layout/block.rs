//! Leaves → lines: what each kind of leaf looks like, with its prefix and the gap above it.
//! Not how paragraphs are wrapped (`wrap`), nor where prefixes come from (`prefix`). Called by [`Layout`] and `all`.
//!
//! [`Layout`]: crate::layout::Layout

use std::ops::Range;

use crate::layout::frames::{Frame, Frames};
use crate::layout::line::{Line, Role, Span};
use crate::layout::prefix::{Gap, Prefix};
use crate::layout::spans::{self, made};
use crate::layout::table;
use crate::layout::wrap::{Fit, Measure, chop, wrap};
use crate::markdown::document::{Block, BlockId, Document, Kind};
use crate::text;

/// Columns of the short rule above notes and references.
const SHORT_RULE: usize = 16;
/// Columns of a language's name. A longer one is none.
const LONGEST_NAME: usize = 24;
/// Columns before a line of code.
const CODE_INDENT: usize = 2;

/// The lines of one leaf at `width` columns, with the blank line that stands before it, if any.
/// Pure and independent of every other leaf; a leaf has at least one line, a container none.
///
/// Every line fits into four columns and more. In fewer, signs are left out, and a wide character in
/// one column stands out of it.
pub fn leaf(document: &Document, block: BlockId, width: u16) -> Vec<Line> {
    let fit = Fit::Optimal;
    plain(document, block, Measure { width, fit })
}

/// The same with a choice of fit.
pub(super) fn plain(document: &Document, block: BlockId, measure: Measure) -> Vec<Line> {
    let set_so = Setting {
        measure,
        folded: false,
        frames: &Frames::default(),
    };
    set(document, block, &set_so)
}

/// How a leaf is set.
pub(super) struct Setting<'a> {
    /// The width, and how lines are broken.
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
    let inner = measure.narrowed(prefix.width);
    let mut rows = rows(document, id, inner, prefix.quoted);
    if let Kind::Picture(link) = block.kind
        && !block.continued
    {
        rows = pictured(rows, link, inner.width, setting.frames);
    }
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
        let spans = if signs.is_empty() {
            row
        } else {
            [signs.as_slice(), &row].concat()
        };
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

/// What stands for a picture, below the room for it, or with the reason why it is not drawn.
fn pictured(said: Vec<Vec<Span>>, link: u32, width: u16, frames: &Frames) -> Vec<Vec<Span>> {
    let reason = frames.reason(link).map(|why| {
        let why = made(format!("({why})"), Role::Picture);
        vec![why]
    });
    let room = frames.frame(link, width).into_iter().flat_map(|frame| {
        let blank = move |row| vec![made(" ".repeat(frame.columns.into()), Role::Pixels(row))];
        (0..frame.rows).map(blank)
    });
    room.chain(said).chain(reason).collect()
}

/// The role of a label: that of its callout.
fn label(document: &Document, block: &Block) -> Role {
    let parent = block.parent.and_then(|id| document.blocks.get(id as usize));
    match parent.map(|block| &block.kind) {
        Some(Kind::Callout { tone, .. }) => Role::Callout(*tone),
        _ => Role::Label,
    }
}

fn paragraph(document: &Document, block: &Block, measure: Measure, role: Role) -> Vec<Vec<Span>> {
    let lines = wrap(document, &block.text, measure);
    lines.iter().map(|line| row(document, line, role)).collect()
}

fn row(document: &Document, range: &Range<u32>, role: Role) -> Vec<Span> {
    let mut row = Vec::with_capacity(1);
    spans::push(document, range, role, &mut row);
    row
}

/// A heading, with a rule below it on the upper two levels, so that they are told apart without colours.
fn heading(document: &Document, id: BlockId, measure: Measure, level: u8) -> Vec<Vec<Span>> {
    let Some(block) = document.blocks.get(id as usize) else {
        return Vec::new();
    };
    let lines = wrap(document, &block.text, measure);
    let role = Role::Heading(level);
    let mut rows: Vec<_> = lines.iter().map(|line| row(document, line, role)).collect();
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
    let mut start = block.text.start;
    for line in whole.strip_suffix('\n').unwrap_or(whole).split('\n') {
        let mut signs = (spans::blanks(indent), Role::Code);
        for piece in chop(line, room) {
            let mut row = Vec::with_capacity(2);
            if indent > 0 && !line.is_empty() {
                row.push(made(signs.0, signs.1));
            }
            let range = start + piece.start as u32..start + piece.end as u32;
            spans::push(document, &range, Role::Code, &mut row);
            rows.push(row);
            signs = ("↪ ".into(), Role::Wrapped);
        }
        start += line.len() as u32 + 1;
    }
    rows
}
