//! What stands before the lines of a leaf, from the containers around it: bars, bullets, numbers, indents;
//! and whether anything stands between it and the leaf before. Called by `block` only.

use std::borrow::Cow;

use crate::layout::line::{Role, Span};
use crate::layout::spans::{made, push_blanks};
use crate::markdown::document::{Block, BlockId, Document, Fold, Kind, Style};
use crate::text;

/// Columns that prefixes may take in all, however deep a leaf lies.
const MAX_INDENT: usize = 16;

/// What separates a leaf from the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nothing.
    None,
    /// A blank line.
    Blank,
    /// A blank line and a short rule: notes and references begin.
    Rule,
}

/// The prefix of one leaf.
#[derive(Debug)]
pub(super) struct Prefix {
    /// Before its first line.
    pub(super) first: Vec<Span>,
    /// Before the others.
    pub(super) rest: Vec<Span>,
    /// On the blank line above it: the bars it shares with the leaf before.
    pub(super) shared: Vec<Span>,
    /// Columns of `first` and of `rest`.
    pub(super) width: usize,
    /// What the blank line is for.
    pub(super) gap: Gap,
    /// Whether it is part of a quotation.
    pub(super) quoted: bool,
}

/// What one container adds.
struct Unit {
    container: BlockId,
    sign: Cow<'static, str>,
    /// A bar goes on beside every line, a marker stands on the first line only.
    role: Role,
    /// Columns of the sign and a blank.
    width: usize,
}

impl Prefix {
    /// Looks at the containers of `leaf` and at the leaf before it, and at nothing else.
    /// `folded` if the leaf is the label of what is folded.
    pub(super) fn new(document: &Document, leaf: BlockId, width: usize, folded: bool) -> Self {
        let chain = chain(document, leaf);
        let before = leaf_before(document, leaf);
        let common = before.and_then(|before| common(document, before, leaf));
        let units = units(document, &chain, (width, folded));
        let fresh = |unit: &&Unit| before.is_none_or(|before| unit.container > before);
        let continued = block(document, leaf).is_some_and(|block| block.continued);
        let (mut first, after_first) = spans(units.iter(), |unit| !continued && fresh(&unit));
        let (mut rest, after_rest) = spans(units.iter(), |_| false);
        let around = |unit: &&Unit| common.is_some_and(|common| unit.container <= common);
        let (shared, _) = spans(units.iter().filter(around), |_| false);
        push_blanks(&mut first, after_first);
        push_blanks(&mut rest, after_rest);
        Self {
            first,
            rest,
            shared,
            width: units.iter().map(|unit| unit.width).sum(),
            gap: gap(document, leaf, before, common),
            quoted: chain
                .iter()
                .any(|&id| matches!(kind(document, id), Some(Kind::Quote))),
        }
    }
}

fn block(document: &Document, id: BlockId) -> Option<&Block> {
    document.blocks.get(id as usize)
}

fn kind(document: &Document, id: BlockId) -> Option<&Kind> {
    block(document, id).map(|block| &block.kind)
}

/// The containers of a leaf and the leaf itself, from the outermost to the innermost.
fn chain(document: &Document, leaf: BlockId) -> Vec<BlockId> {
    let parent = |&id: &BlockId| block(document, id)?.parent;
    let mut chain: Vec<_> = std::iter::successors(Some(leaf), parent).collect();
    chain.reverse();
    chain
}

fn leaf_before(document: &Document, leaf: BlockId) -> Option<BlockId> {
    (0..leaf)
        .rev()
        .find(|&id| kind(document, id).is_some_and(|kind| !kind.is_container()))
}

/// The innermost container of both. Containers stand before what they hold, so the later one is the inner.
fn common(document: &Document, mut a: BlockId, mut b: BlockId) -> Option<BlockId> {
    while a != b {
        let later = if a > b { &mut a } else { &mut b };
        *later = block(document, *later)?.parent?;
    }
    Some(a)
}

fn gap(
    document: &Document,
    leaf: BlockId,
    before: Option<BlockId>,
    common: Option<BlockId>,
) -> Gap {
    let (Some(before), Some(this)) = (before, block(document, leaf)) else {
        return Gap::None;
    };
    let close = match this.kind {
        Kind::Byline => kind(document, before) == Some(&Kind::Title),
        Kind::Notice => kind(document, before) == Some(&Kind::Notice),
        // The rule below a heading parts it from its text.
        Kind::Paragraph if matches!(kind(document, before), Some(Kind::Heading(1 | 2))) => true,
        // Attributes belong to what they are said of.
        Kind::Paragraph if are_attributes(document, this) => true,
        // A definition belongs to its term.
        _ if begins_definition(document, this, before) => true,
        // What follows the label of a callout belongs to it.
        _ if kind(document, before) == Some(&Kind::Label) => {
            common.is_some() && common == block(document, before).and_then(|label| label.parent)
        }
        _ => false,
    };
    if this.continued || close {
        return Gap::None;
    }
    let tight = |id| matches!(kind(document, id), Some(Kind::List { tight: true }));
    let list = |id| block(document, id).and_then(|block| block.parent);
    match common.and_then(|id| Some((id, kind(document, id)?))) {
        Some((_, Kind::List { tight: true } | Kind::References)) => Gap::None,
        Some((item, Kind::Item { .. })) if list(item).is_some_and(tight) => Gap::None,
        Some(_) => Gap::Blank,
        None => match (outermost(document, before), outermost(document, leaf)) {
            (Some(Kind::Note { .. }), Some(Kind::Note { .. })) => Gap::None,
            (_, Some(Kind::Note { .. } | Kind::References)) => Gap::Rule,
            _ => Gap::Blank,
        },
    }
}

/// Whether a leaf is what kramdown says of the block above it, and nothing else: `{: #id .class}`.
fn are_attributes(document: &Document, block: &Block) -> bool {
    let text = document.slice(&block.text);
    let first = document
        .runs
        .partition_point(|run| run.start <= block.text.start);
    let run = first.checked_sub(1).and_then(|run| document.runs.get(run));
    let alone = text.starts_with("{:") && text.find('}') == Some(text.len() - 1);
    alone && run.is_some_and(|run| run.style.has(Style::QUIET))
}

fn outermost(document: &Document, leaf: BlockId) -> Option<&Kind> {
    chain(document, leaf)
        .first()
        .and_then(|&id| kind(document, id))
}

/// The prefixes that there is room for: the innermost, and as many from outside as fit with it.
fn units(document: &Document, chain: &[BlockId], (width, folded): (usize, bool)) -> Vec<Unit> {
    let room = width.saturating_sub(2);
    let limit = (width / 3).clamp(4, MAX_INDENT).min(room);
    let mut lists = 0;
    let mut all = Vec::new();
    for &id in chain {
        lists += usize::from(matches!(kind(document, id), Some(Kind::List { .. })));
        // A folded label and what it is the label of.
        let own = folded && chain.iter().rev().take(2).any(|last| *last == id);
        all.extend(unit(document, id, lists, own));
    }
    let Some(last) = all.pop().filter(|last| last.width <= room) else {
        return Vec::new();
    };
    let mut used = last.width;
    let mut units: Vec<_> = all
        .into_iter()
        .take_while(|unit| {
            used += unit.width;
            used <= limit
        })
        .collect();
    units.push(last);
    units
}

fn unit(document: &Document, id: BlockId, lists: usize, folded: bool) -> Option<Unit> {
    let this = block(document, id)?;
    let (sign, role) = match this.kind {
        Kind::Quote => ("▎".into(), Role::QuoteBar),
        Kind::Item { number, task } => {
            (marker(document, this, (number, task), lists), Role::Marker)
        }
        Kind::Callout { tone, .. } => ("▎".into(), Role::Callout(tone)),
        Kind::Details {
            fold: Fold::Open | Fold::Folded,
        } => (arrow(folded).into(), Role::Marker),
        Kind::Label if in_folding_callout(document, this) => (arrow(folded).into(), Role::Marker),
        Kind::Definition => (" ".into(), Role::Marker),
        Kind::Note { number } => (format!("[^{number}]").into(), Role::Marker),
        Kind::Reference(link) => (reference(document, link)?, Role::Marker),
        _ => return None,
    };
    Some(Unit {
        container: id,
        width: text::width(&sign) + 1,
        sign,
        role,
    })
}

/// The sign of what can be folded.
fn arrow(folded: bool) -> &'static str {
    if folded { "▸" } else { "▾" }
}

/// Whether a leaf is the first of a definition; `before` is the leaf before it.
fn begins_definition(document: &Document, leaf: &Block, before: BlockId) -> bool {
    let own = leaf
        .parent
        .filter(|&id| kind(document, id) == Some(&Kind::Definition));
    own.is_some_and(|id| id > before)
}

/// Details say themselves that they can be folded; beside a callout goes its bar, so that its label has to.
fn in_folding_callout(document: &Document, label: &Block) -> bool {
    let parent = label.parent.and_then(|id| kind(document, id));
    parent.is_some_and(|kind| matches!(kind, Kind::Callout { fold, .. } if *fold != Fold::Never))
}

/// The sign of a list's item, `lists` lists deep.
fn marker(
    document: &Document,
    item: &Block,
    (number, task): (Option<u64>, Option<bool>),
    lists: usize,
) -> Cow<'static, str> {
    let tick = task.map(|done| if done { "☑" } else { "☐" });
    match (number, tick) {
        (None, Some(tick)) => tick.into(),
        (None, None) => match lists % 3 {
            1 => "•".into(),
            2 => "◦".into(),
            _ => "▪".into(),
        },
        (Some(number), tick) => {
            let last = item.parent.and_then(|list| last_number(document, list));
            let digits = digits(number).max(digits(last.unwrap_or_default()));
            let number = format!("{number:>digits$}.");
            tick.map_or(number.clone(), |tick| format!("{number} {tick}"))
                .into()
        }
    }
}

fn digits(number: u64) -> usize {
    number.checked_ilog10().unwrap_or_default() as usize + 1
}

/// The number of a list's last item. What a container holds follows it without a gap, so its end is found
/// in steps that double and then halve.
fn last_number(document: &Document, list: BlockId) -> Option<u64> {
    let parent = |&id: &BlockId| block(document, id)?.parent.filter(|&parent| parent >= list);
    let path = |id| std::iter::successors(Some(id), parent);
    let within = |id| path(id).last() == Some(list) && block(document, id).is_some();
    let (mut end, mut step) = (list, 1);
    while within(end.saturating_add(step)) {
        end += step;
        step *= 2;
    }
    while step > 0 {
        if within(end.saturating_add(step)) {
            end += step;
        }
        step /= 2;
    }
    let item =
        path(end).find(|&id| block(document, id).is_some_and(|block| block.parent == Some(list)));
    match kind(document, item?) {
        Some(&Kind::Item { number, .. }) => number,
        _ => None,
    }
}

/// `[1]`, as wide as the number of the last reference.
fn reference(document: &Document, link: u32) -> Option<Cow<'static, str>> {
    let number = |link: u32| document.links.get(link as usize)?.number;
    let last = match document.blocks.last()?.kind {
        Kind::Reference(link) => number(link),
        _ => None,
    };
    let own = format!("[{}]", number(link)?);
    let width = last.map_or(0, |last| digits(last.into()) + 2);
    Some(format!("{own:>width$}").into())
}

/// The signs of the units, those on one line only if they are `fresh`; and the blanks due after them.
fn spans<'a>(
    units: impl Iterator<Item = &'a Unit>,
    fresh: impl Fn(&Unit) -> bool,
) -> (Vec<Span>, usize) {
    let mut spans = Vec::new();
    let mut due = 0;
    for unit in units {
        if matches!(unit.role, Role::QuoteBar | Role::Callout(_)) || fresh(unit) {
            push_blanks(&mut spans, due);
            spans.push(made(unit.sign.clone(), unit.role));
            due = 1;
        } else {
            due += unit.width;
        }
    }
    (spans, due)
}
