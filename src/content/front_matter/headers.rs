//! Front matter without fences: Pelican's `Title: …`, Nikola's `.. title: …` (also in an HTML comment) and link
//! definitions used as comments, `[#]: title: (…)`. Values are text as it stands.

use super::key::{Key, key};
use super::value::{Entries, Value};
use crate::content::lines::lines;

/// The forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// `Title: One`
    Pelican,
    /// `.. title: One`
    Nikola,
    /// `[#]: title: (One)`
    Comment,
}

impl Style {
    /// The key and value on a line of this form.
    pub(super) fn key(self, line: &str) -> Option<Key<'_>> {
        let rest = match self {
            Self::Pelican => Some(line).filter(|line| !line.starts_with([' ', '\t'])),
            Self::Nikola => line.trim_start().strip_prefix(".. "),
            Self::Comment => line.strip_prefix("[#]:"),
        };
        key(rest?).filter(|key| key.spaced)
    }
}

/// The entries of `matter`. Lines that are indented go on with the value above.
pub(super) fn read(matter: &str, style: Style) -> Entries<'static> {
    let mut entries = Entries::new();
    for line in lines(matter) {
        if let Some(key) = style.key(line.text) {
            let value = if style == Style::Comment {
                bare(key.value)
            } else {
                key.value
            };
            let name = if key.name == "subject" {
                "title"
            } else {
                key.name
            };
            entries.push((name.to_owned().into(), Value::Text(value.to_owned().into())));
        } else if let Some((_, Value::Text(text))) = entries
            .last_mut()
            .filter(|_| line.text.starts_with([' ', '\t']))
        {
            text.to_mut().extend([" ", line.text.trim()]);
        }
    }
    entries
}

/// `(text)` and `"text"` without what is around it.
fn bare(value: &str) -> &str {
    let within = |open, close| value.strip_prefix(open)?.strip_suffix(close);
    within('(', ')')
        .or_else(|| within('"', '"'))
        .unwrap_or(value)
        .trim()
}
