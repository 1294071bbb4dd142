//! The code of a document: what is to be coloured, within limits, and the block that one copies.
//! A block that was cut into pieces for the layout is whole again here.

use std::ops::Range;

use crate::layout::line::Line;
use crate::markdown::document::{BlockId, Document, Kind};

/// Bytes of one block that are coloured; what follows stays plain.
const BLOCK: usize = 64 << 10;
/// Bytes of one article that are coloured.
const ARTICLE: usize = 256 << 10;

/// Code to be coloured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// Its language, as the article names it.
    pub language: String,
    /// What it says.
    pub text: String,
    /// Where it begins in the document's text.
    pub start: u32,
}

/// The code of a document in the order of its text: what names its language, as much of it as is to be coloured.
pub fn to_colour(document: &Document) -> Vec<Code> {
    Uncoloured::default().take(document, 0..document.blocks.len() as BlockId)
}

/// How many more bytes of an article are coloured.
pub struct Uncoloured(usize);

impl Default for Uncoloured {
    fn default() -> Self {
        Self(ARTICLE)
    }
}

impl Uncoloured {
    /// What is to be coloured in some blocks, after those before them.
    pub fn take(&mut self, document: &Document, blocks: Range<BlockId>) -> Vec<Code> {
        let mut found = Vec::new();
        for id in blocks {
            let Some(block) = document.blocks.get(id as usize) else {
                break;
            };
            let Kind::Code(language) = &block.kind else {
                continue;
            };
            if language.is_empty() || block.continued || self.0 == 0 {
                continue;
            }
            let range = whole(document, id);
            let text = beginning(document.slice(&range), BLOCK.min(self.0));
            self.0 -= text.len();
            found.push(Code {
                language: language.to_string(),
                text: text.to_owned(),
                start: range.start,
            });
        }
        found
    }
}

/// As many whole lines of `text` as `most` bytes hold.
fn beginning(text: &str, most: usize) -> &str {
    if text.len() <= most {
        return text;
    }
    let held = text.as_bytes().get(..most).unwrap_or_default();
    let end = held.iter().rposition(|byte| *byte == b'\n').unwrap_or(0);
    text.get(..end).unwrap_or_default()
}

/// The blocks of code on some lines, each with the offset of its first text there.
pub fn on<'a>(
    document: &Document,
    lines: impl Iterator<Item = &'a Line>,
) -> Vec<(u32, Range<u32>)> {
    let mut found: Vec<(u32, Range<u32>)> = Vec::new();
    for line in lines {
        let block = document.blocks.get(line.block as usize);
        let is_code = block.is_some_and(|block| matches!(block.kind, Kind::Code(_)));
        let Some(at) = line.offset().filter(|_| is_code) else {
            continue;
        };
        if found.last().is_none_or(|(_, known)| !known.contains(&at)) {
            found.push((at, whole(document, line.block)));
        }
    }
    found
}

/// A leaf with all its pieces.
pub(super) fn pieces(document: &Document, id: BlockId) -> Range<BlockId> {
    let at = id as usize;
    let blocks = &document.blocks;
    let before = blocks.iter().take(at + 1).rev();
    let before = before.take_while(|block| block.continued).count();
    let after = blocks.iter().skip(at + 1);
    let after = after.take_while(|block| block.continued).count();
    id.saturating_sub(before as u32)..id + 1 + after as u32
}

/// The text of a block with all its pieces.
pub(super) fn whole(document: &Document, id: BlockId) -> Range<u32> {
    let pieces = pieces(document, id);
    let block = |id: BlockId| document.blocks.get(id as usize);
    let start = block(pieces.start).map_or(0, |block| block.text.start);
    start..block(pieces.end - 1).map_or(start, |block| block.text.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::parse::{Head, parse};

    fn codes(markdown: &str) -> Vec<Code> {
        to_colour(&parse(&Head::default(), markdown))
    }

    #[test]
    fn what_names_a_language_is_coloured() {
        let found =
            codes("a\n\n```rust\nfn a() {}\n\nb\n```\n\n    plain\n\n> - ```sh\n>   ls\n>   ```\n");
        let said: Vec<_> = found
            .iter()
            .map(|code| (code.language.as_str(), code.text.as_str()))
            .collect();
        assert_eq!(said, [("rust", "fn a() {}\n\nb"), ("sh", "ls")]);
        assert_eq!(found[0].start, 2);
    }

    #[test]
    fn long_code_is_whole_but_coloured_within_limits() {
        let long = format!("```c\n{}```\n", "int a = 1;\n".repeat(20_000));
        let found = codes(&long);
        assert_eq!(found.len(), 1);
        assert!(found[0].text.len() <= BLOCK && found[0].text.len() > BLOCK - 20);
        assert!(found[0].text.ends_with("int a = 1;"));
        let many = codes(&long.repeat(20));
        assert!(many.iter().map(|code| code.text.len()).sum::<usize>() <= ARTICLE);
        let line = codes(&format!("```c\n{}\n```\n", "x".repeat(1 << 20)));
        assert!(line.iter().all(|code| code.text.len() <= BLOCK));
    }
}
