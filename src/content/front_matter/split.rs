//! Where front matter ends and the body begins, in every form seen. Only looks at lines; the readers of the
//! forms say what they mean. Never takes words of a body for front matter if it can help it.

use std::ops::Range;

use super::headers::Style;
use super::key::{item, key};
use super::keys::is_known;
use super::scalar::{closing, open_quote};
use crate::content::lines::{Line, lines};

/// How front matter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// There is none.
    None,
    /// `---`, also closed by `...`.
    Yaml,
    /// `+++`
    Toml,
    /// `{`: where it ends, only its reader can tell.
    Json,
    Headers(Style),
}

/// A file in two parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Split {
    pub(super) form: Form,
    /// What is between the fences, in bytes of the text.
    pub(super) matter: Range<usize>,
    /// Where the body begins.
    pub(super) body: usize,
    /// Whether a line that should close it is missing.
    pub(super) open: bool,
}

impl Split {
    fn new(form: Form, matter: Range<usize>, body: usize) -> Self {
        Self {
            form,
            matter,
            body,
            open: false,
        }
    }

    pub(super) fn none() -> Self {
        Self::new(Form::None, 0..0, 0)
    }
}

/// Splits a text. `None`: the text is not `whole` and its end was reached first.
pub(super) fn split(text: &str, whole: bool) -> Option<Split> {
    let seen = if whole {
        text
    } else {
        text.get(..=text.rfind('\n')?)?
    };
    let first = lines(seen).find(|line| !line.is_blank());
    let Some(first) = first else {
        return whole.then(Split::none);
    };
    let rest = seen.get(first.at..).unwrap_or_default();
    let fence = first.text.trim_end();
    let split = match fence {
        "+++" => fenced(rest, Form::Toml, fence, whole)?,
        _ if fence.len() >= 3 && fence.bytes().all(|b| b == b'-') => {
            fenced(rest, Form::Yaml, fence, whole)?
        }
        // What tells an object from a template may stand below.
        "{" if !whole && rest.trim() == "{" => return None,
        _ if fence.starts_with('{') && super::json::begins(rest) => Split::new(Form::Json, 0..0, 0),
        _ => unfenced(rest, first, whole)?,
    };
    let Split {
        form,
        matter,
        body,
        open,
    } = split;
    let from = if form == Form::None { 0 } else { first.at };
    Some(Split {
        form,
        matter: matter.start + from..matter.end + from,
        body: body + from,
        open,
    })
}

/// `text` begins with a fence.
fn fenced(text: &str, form: Form, fence: &str, whole: bool) -> Option<Split> {
    let mut inner = lines(text);
    let from = inner.next().map_or(0, |line| line.next);
    let mut keys = false;
    let mut words = false;
    for line in inner {
        let end = line.text.trim_end();
        if end == fence || (form == Form::Yaml && matches!(end, "---" | "...")) {
            let split = Split::new(form, from..line.at, line.next);
            return Some(if keys || !words { split } else { Split::none() });
        }
        if !keys {
            let comment = end.trim_start().starts_with('#');
            words |= !comment && !end.is_empty();
            keys = match form {
                Form::Toml => end.contains('=') || end.starts_with('['),
                _ => !comment && item(end).is_none() && key(end).is_some(),
            };
        }
    }
    whole.then(|| unclosed(text, from, form))
}

/// The front matter that begins at `from` and has no closing fence: the lines up to the first that is nothing of
/// the kind.
pub(super) fn unclosed(text: &str, from: usize, form: Form) -> Split {
    let end = from + run(text.get(from..).unwrap_or_default(), form);
    if end == from {
        return Split::none();
    }
    Split {
        open: true,
        ..Split::new(form, from..end, end)
    }
}

/// How far the lines look like keys, their items and what is indented under them.
fn run(text: &str, form: Form) -> usize {
    let mut any = false;
    let belongs = |line: &Line<'_>| {
        let has_key = match form {
            Form::Toml => line
                .text
                .split_once('=')
                .is_some_and(|(key, _)| !key.trim().contains(' ')),
            _ => key(line.text).is_some(),
        };
        any |= has_key;
        !line.is_blank()
            && (has_key
                || (any && (item(line.text).is_some() || line.text.starts_with([' ', '\t']))))
    };
    lines(text)
        .take_while(belongs)
        .last()
        .map_or(0, |line| line.next)
}

/// `text` begins with its first line that is not blank, which is no fence.
fn unfenced(text: &str, first: Line<'_>, whole: bool) -> Option<Split> {
    if first.text.trim_end() == "<!--" {
        return commented(text, whole);
    }
    let style = [Style::Nikola, Style::Comment, Style::Pelican]
        .into_iter()
        .find(|style| style.key(first.text).is_some());
    let Some(style) = style else {
        return Some(Split::none());
    };
    if style != Style::Pelican {
        let end = ended(text, |line| style.key(line.text).is_some(), whole)?;
        return Some(Split::new(Form::Headers(style), 0..end, end));
    }
    if !key(first.text).is_some_and(|key| is_known(key.name)) {
        return Some(Split::none());
    }
    let end = run(text, Form::Yaml);
    let Some(next) = lines(text.get(end..).unwrap_or_default()).next() else {
        return whole.then(|| headers(text, end));
    };
    if next.text.trim_end() == "---" {
        return Some(Split::new(Form::Yaml, 0..end, end + next.next));
    }
    Some(if next.is_blank() {
        headers(text, end)
    } else {
        Split::none()
    })
}

/// Pelican's headers up to `end`, if they are such: with a title, or two keys that are known.
fn headers(text: &str, end: usize) -> Split {
    let matter = text.get(..end).unwrap_or_default();
    let names = || {
        lines(matter)
            .filter_map(|line| Style::Pelican.key(line.text))
            .map(|key| key.name)
    };
    let headed = names().any(|name| name.eq_ignore_ascii_case("title"))
        || names().filter(|name| is_known(name)).nth(1).is_some();
    let listed = lines(matter).any(|line| item(line.text).is_some());
    if headed && !listed {
        Split::new(Form::Headers(Style::Pelican), 0..end, end)
    } else {
        Split::none()
    }
}

/// Nikola's lines in an HTML comment.
fn commented(text: &str, whole: bool) -> Option<Split> {
    let from = lines(text).next().map_or(0, |line| line.next);
    let inner = text.get(from..).unwrap_or_default();
    let end = from
        + ended(
            inner,
            |line| line.is_blank() || Style::Nikola.key(line.text).is_some(),
            whole,
        )?;
    let close = lines(text.get(end..).unwrap_or_default())
        .next()
        .filter(|line| line.text.trim() == "-->");
    Some(match close {
        Some(close) if end > from => {
            Split::new(Form::Headers(Style::Nikola), from..end, end + close.next)
        }
        _ => Split::none(),
    })
}

/// Where the lines that belong end; `None` if that is not seen.
fn ended(text: &str, belongs: impl FnMut(&Line<'_>) -> bool, whole: bool) -> Option<usize> {
    let end = lines(text)
        .take_while(belongs)
        .last()
        .map_or(0, |line| line.next);
    (whole || end < text.len()).then_some(end)
}

/// Whether prose stands between the fences: a blank line, then a line of words. Then the fence that was taken for
/// the closing one is a line of the body.
pub(super) fn has_prose(matter: &str) -> bool {
    let mut blank = false;
    let mut quote = None;
    for line in lines(matter) {
        let text = line.text.trim_end();
        if let Some(key) = key(text).filter(|key| key.name.split(' ').count() < 3) {
            quote = open_quote(key.value);
        } else if quote.is_some_and(|quote| closing(text, quote).is_some()) {
            quote = None;
        } else if blank
            && quote.is_none()
            && !text.starts_with([' ', '\t', '#', '-'])
            && text.split(' ').count() > 2
        {
            return true;
        }
        blank = text.is_empty();
    }
    false
}
