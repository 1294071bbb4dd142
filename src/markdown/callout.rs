//! GitHub's alerts and Obsidian's callouts: what the first line of a quotation says (`[!note]- Title`).
//! Finds only where that ends and what it means; `parse` makes the container and its label.

use crate::markdown::document::{Fold, Tone};

/// How a callout begins.
pub(super) struct Opening {
    pub(super) tone: Tone,
    pub(super) fold: Fold,
    /// What kind of callout it is, in words.
    pub(super) name: String,
    /// Bytes before the title.
    pub(super) len: usize,
}

/// The beginning of a callout, if the quotation that `text` starts with is one.
pub(super) fn opening(text: &str) -> Option<Opening> {
    let line = text.split(['\n', '\r']).next()?;
    let rest = line.strip_prefix('>')?.trim_start().strip_prefix("[!")?;
    let (kind, rest) = rest.split_once(']')?;
    let letter = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if kind.is_empty() || kind.len() > 32 || !kind.chars().all(letter) {
        return None;
    }
    let (fold, rest) = match rest.as_bytes().first() {
        Some(b'-') => (Fold::Folded, rest.get(1..)?),
        Some(b'+') => (Fold::Open, rest.get(1..)?),
        _ => (Fold::Never, rest),
    };
    let title = rest.trim_start();
    (title.len() < rest.len() || rest.is_empty()).then(|| Opening {
        tone: tone(&kind.to_ascii_lowercase()),
        fold,
        name: name(kind),
        len: line.len() - title.len(),
    })
}

/// What kinds mean (<https://help.obsidian.md/callouts>): those that nobody knows are notes.
fn tone(kind: &str) -> Tone {
    match kind {
        "tip" | "hint" | "success" | "check" | "done" => Tone::Tip,
        "important" => Tone::Important,
        "warning" | "attention" | "question" | "help" | "faq" => Tone::Warning,
        "caution" | "danger" | "error" | "failure" | "fail" | "missing" | "bug" => Tone::Caution,
        _ => Tone::Note,
    }
}

fn name(kind: &str) -> String {
    let (first, rest) = kind.split_at_checked(1).unwrap_or((kind, ""));
    let rest = rest.to_ascii_lowercase().replace(['-', '_'], " ");
    format!("{}{rest}", first.to_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_kind_in_brackets_makes_a_callout() {
        for (text, expected) in [
            ("> [!NOTE]\n> a", Some(("Note", Tone::Note, Fold::Never, 9))),
            (">[!tip]- A b", Some(("Tip", Tone::Tip, Fold::Folded, 9))),
            ("> [!bug]+\n", Some(("Bug", Tone::Caution, Fold::Open, 9))),
            (
                "> [!my-kind]  A",
                Some(("My kind", Tone::Note, Fold::Never, 14)),
            ),
            ("> [!note](x)", None),
            ("> [!note]: x", None),
            ("> [!note]a", None),
            ("> [!]", None),
            ("> [!a b]", None),
            ("> [note]", None),
            ("> a [!note]", None),
            ("> ![note]", None),
        ] {
            let found = opening(text);
            let found = found
                .as_ref()
                .map(|it| (it.name.as_str(), it.tone, it.fold, it.len));
            assert_eq!(found, expected, "{text}");
        }
    }
}
