//! Two versions of a text → one document of what was taken out and what was put in, word by word.
//! The texts are plain: what a document shows, not what it was made from.

use std::time::Duration;

use similar::{ChangeTag, TextDiff};

use crate::markdown::build::Builder;
use crate::markdown::document::{Document, Kind, Style};
use crate::markdown::leaf::Leaf;

/// A shorter account is not looked for any longer than this.
const LONGEST: Duration = Duration::from_millis(200);

/// What changed from `old` to `new`, and where in the document the first change is.
pub fn changes(old: &str, new: &str) -> (Document, u32) {
    let diff = TextDiff::configure().timeout(LONGEST).diff_words(old, new);
    let (mut taken, mut put) = (0, 0);
    for change in diff
        .iter_all_changes()
        .filter(|change| !change.value().trim().is_empty())
    {
        match change.tag() {
            ChangeTag::Delete => taken += 1,
            ChangeTag::Insert => put += 1,
            ChangeTag::Equal => {}
        }
    }
    let words = |count| {
        if count == 1 {
            "1 word".to_owned()
        } else {
            format!("{count} words")
        }
    };
    let mut build = Builder::default();
    let mut leaf = Leaf::default();
    leaf.write(&words(taken), Style::STRIKE, None);
    leaf.write(" taken out, ", Style::PLAIN, None);
    leaf.write(&words(put), Style::MARKED, None);
    leaf.write(" put in since this was read.", Style::PLAIN, None);
    build.put(&Kind::Notice, &leaf);
    leaf.clear();
    let (mut blocks, mut first) = (1, None);
    for change in diff.iter_all_changes() {
        let style = match change.tag() {
            ChangeTag::Delete => Style::STRIKE,
            ChangeTag::Insert => Style::MARKED,
            ChangeTag::Equal => Style::PLAIN,
        };
        if style != Style::PLAIN {
            first.get_or_insert(blocks);
        }
        for (number, line) in change.value().split('\n').enumerate() {
            if number > 0 {
                blocks += usize::from(paragraph(&mut build, &mut leaf));
            }
            leaf.write(line, style, None);
        }
    }
    paragraph(&mut build, &mut leaf);
    let document = build.into_document();
    let first = first.and_then(|block| document.blocks.get(block));
    let first = first.map_or(0, |block| block.text.start);
    (document, first)
}

/// Ends a paragraph; whether there was one.
fn paragraph(build: &mut Builder, leaf: &mut Leaf) -> bool {
    leaf.trim_end();
    let some = !leaf.raw.is_empty();
    if some {
        build.put(&Kind::Paragraph, leaf);
    }
    leaf.clear();
    some
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with `[-…-]` and `{+…+}` around what changed.
    fn said(old: &str, new: &str) -> String {
        let (document, _) = changes(old, new);
        let text = document.text.as_str();
        let ends = document.runs.iter().skip(1).map(|run| run.start as usize);
        let ends = ends.chain([text.len()]);
        let mut said = String::new();
        for (run, end) in document.runs.iter().zip(ends) {
            let piece = text.get(run.start as usize..end).unwrap();
            let words = piece.trim_end();
            let (before, after) = match run.style {
                style if words.is_empty() || style == Style::PLAIN => ("", ""),
                style if style.has(Style::STRIKE) => ("[-", "-]"),
                _ => ("{+", "+}"),
            };
            let blank = piece.strip_prefix(words).unwrap();
            said.extend([before, words, after, blank]);
        }
        said
    }

    #[test]
    fn words_are_taken_out_and_put_in() {
        let said = said(
            "Title\nThe mayor won 52 votes.\nAll were glad.\n",
            "Title\nThe mayor won 25 votes.\nAll were glad.\nA correction.\n",
        );
        assert!(
            said.starts_with("[-1 word-] taken out, {+3 words+} put in"),
            "{said}"
        );
        assert!(
            said.contains("The mayor won [-52-]{+25+} votes.\nAll were glad.\n{+A correction.+}"),
            "{said}"
        );
    }

    #[test]
    fn nothing_is_hidden_and_the_first_change_is_known() {
        let (document, first) = changes("a\nb\nc\n", "a\nB\nc\n");
        let text = document.text.as_str();
        assert!(
            text.ends_with("a\nbB\nc\n") || text.ends_with("a\nb\nB\nc\n"),
            "{text:?}"
        );
        let (_, rest) = text.split_at(first as usize);
        assert!(rest.starts_with('b'), "{text:?} {first}");
        assert_eq!(changes("same", "same").1, 0);
        assert!(changes("", "x\u{1b}[31m").0.text.contains("[31m"));
    }
}
