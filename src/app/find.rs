//! Finding in the open text: the words, every hit as a range of the document, the hit one is at.
//! The text is searched, not the lines: styles, line breaks and the numbers of links do not part a hit.

use std::ops::Range;

use crate::markdown::document::{Document, Style};

/// What is looked for, and where it is.
#[derive(Debug, Default)]
pub struct Find {
    /// The words as typed; empty for none.
    pub words: String,
    /// Where they are in the document's text, ascending.
    pub hits: Vec<Range<u32>>,
    /// Index of the hit one is at.
    pub at: usize,
    /// What is looked for instead, if it is not those words as they stand.
    several: Vec<String>,
    /// The text as it is searched, made when it is first needed.
    text: Option<Folded>,
}

impl Find {
    /// Looks for other words.
    pub fn look(&mut self, words: &str, document: &Document) {
        words.clone_into(&mut self.words);
        self.several.clear();
        self.at = 0;
        self.search(document);
    }

    /// Looks for several words or phrases at once, without regard to case.
    pub fn look_all(&mut self, words: &[String], document: &Document) {
        self.several = words.iter().map(|words| words.to_lowercase()).collect();
        self.words = self.several.join(" ");
        self.at = 0;
        self.search(document);
    }

    /// Looks for the same words in a new text.
    pub fn again(&mut self, document: &Document) {
        self.text = None;
        if !self.words.is_empty() {
            self.search(document);
        }
        self.at = self.at.min(self.hits.len().saturating_sub(1));
    }

    /// Looks for nothing any more.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// The hit one is at.
    pub fn current(&self) -> Option<&Range<u32>> {
        self.hits.get(self.at)
    }

    /// Index of the first hit at or after `offset`; the first of all where there is none.
    pub fn from(&self, offset: u32) -> usize {
        let after = self.hits.partition_point(|hit| hit.start < offset);
        if after < self.hits.len() { after } else { 0 }
    }

    /// The hits that touch `range`, each with whether it is the one one is at.
    pub fn within(&self, range: &Range<u32>) -> impl Iterator<Item = (&Range<u32>, bool)> {
        let first = self.hits.partition_point(|hit| hit.end <= range.start);
        let end = range.end;
        let rest = self.hits.iter().enumerate().skip(first);
        rest.take_while(move |(_, hit)| hit.start < end)
            .map(|(index, hit)| (hit, index == self.at))
    }

    fn search(&mut self, document: &Document) {
        self.hits.clear();
        let exact = self.words.chars().any(char::is_uppercase);
        let text = self.text.take().filter(|text| text.exact == exact);
        let text = text.unwrap_or_else(|| Folded::of(document, exact));
        let alone = [self.words.clone()];
        let all = if self.several.is_empty() {
            &alone[..]
        } else {
            &self.several
        };
        for words in all.iter().filter(|words| !words.trim().is_empty()) {
            let mut needle = Folded::new(exact);
            needle.add(words, 0);
            let found = text.text.match_indices(&needle.text);
            self.hits
                .extend(found.map(|(at, hit)| text.range(at..at + hit.len(), document)));
        }
        self.hits.sort_by_key(|hit| hit.start);
        self.text = Some(text);
    }
}

/// A text made fit for searching: in lower case unless it shall be `exact`, every white space one blank, quotation marks
/// and apostrophes those of a keyboard, without the numbers of links.
#[derive(Debug, Default)]
struct Folded {
    exact: bool,
    text: String,
    /// Where this text and the document's do not go on byte by byte: offsets in both, ascending.
    jumps: Vec<(u32, u32)>,
}

impl Folded {
    fn new(exact: bool) -> Self {
        Self {
            exact,
            ..Self::default()
        }
    }

    fn of(document: &Document, exact: bool) -> Self {
        let mut folded = Self::new(exact);
        folded.text.reserve(document.text.len());
        let mut start = 0;
        let ends = document.runs.iter().skip(1).map(|run| run.start as usize);
        for (run, end) in document.runs.iter().zip(ends.chain([document.text.len()])) {
            if !run.style.has(Style::MADE) {
                continue;
            }
            let from = run.start as usize;
            let made = document.text.get(from..end).unwrap_or_default();
            if let Some(rest) = after_number(made) {
                folded.add(document.text.get(start..from).unwrap_or_default(), start);
                start = end - rest.len();
            }
        }
        folded.add(document.text.get(start..).unwrap_or_default(), start);
        folded
    }

    /// Adds a stretch that begins at `offset` in the document.
    fn add(&mut self, text: &str, offset: usize) {
        self.jump(offset);
        let mut plain = 0;
        for (at, c) in text.char_indices() {
            let pending = text.get(plain..at).unwrap_or_default();
            let stays = match c {
                ' ' => !self.ends_blank(pending),
                '!'..='~' => true,
                '‘' | '’' | '“' | '”' => false,
                c => !c.is_whitespace() && (self.exact || !cased(c)),
            };
            if stays {
                continue;
            }
            self.copy(pending);
            plain = at + c.len_utf8();
            match c {
                c if c.is_whitespace() => {
                    let blank = (!self.ends_blank("")).then_some(' ');
                    self.text.extend(blank);
                }
                '‘' | '’' => self.text.push('\''),
                '“' | '”' => self.text.push('"'),
                c => self.text.extend(c.to_lowercase()),
            }
            self.jump(offset + plain);
        }
        self.copy(text.get(plain..).unwrap_or_default());
    }

    /// Whether what was added, `pending` behind it, ends with a blank.
    fn ends_blank(&self, pending: &str) -> bool {
        let last = pending.bytes().last().or(self.text.bytes().last());
        last == Some(b' ')
    }

    /// Adds what stays as long as it is.
    fn copy(&mut self, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        if let Some(new) = self.text.get_mut(start..).filter(|_| !self.exact) {
            new.make_ascii_lowercase();
        }
    }

    fn jump(&mut self, offset: usize) {
        let here = self.text.len() as u32;
        self.jumps.pop_if(|jump| jump.0 == here);
        self.jumps.push((here, offset as u32));
    }

    /// A range of this text as one of the document's.
    fn range(&self, range: Range<usize>, document: &Document) -> Range<u32> {
        let text = document.text.as_str();
        let start = text.floor_char_boundary(self.offset(range.start));
        let last = self.offset(range.end.saturating_sub(1));
        start as u32..text.ceil_char_boundary(last + 1) as u32
    }

    fn offset(&self, at: usize) -> usize {
        let next = self.jumps.partition_point(|jump| jump.0 as usize <= at);
        let (here, there) = self
            .jumps
            .get(next.saturating_sub(1))
            .map_or((0, 0), |jump| to(*jump));
        let straight = there + at.saturating_sub(here);
        // A character may be longer here than there.
        let next = self.jumps.get(next).map_or(usize::MAX, |jump| to(*jump).1);
        straight.min(next.saturating_sub(1))
    }
}

fn to((here, there): (u32, u32)) -> (usize, usize) {
    (here as usize, there as usize)
}

/// Whether lower case changes a character.
fn cased(c: char) -> bool {
    !c.to_lowercase().eq([c])
}

/// What stands behind the number of a link or a note (`[1]`, `[^1]`) that a text begins with.
fn after_number(text: &str) -> Option<&str> {
    let number = text.strip_prefix('[')?;
    let number = number.strip_prefix('^').unwrap_or(number);
    let rest = number.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.strip_prefix(']').filter(|_| rest.len() < number.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::parse::{Head, parse};

    /// The text of each hit.
    fn hits(body: &str, words: &str) -> Vec<String> {
        let document = parse(&Head::default(), body);
        let mut find = Find::default();
        find.look(words, &document);
        let text = |hit: &Range<u32>| {
            let range = hit.start as usize..hit.end as usize;
            document.text.get(range).unwrap().to_owned()
        };
        find.hits.iter().map(text).collect()
    }

    #[test]
    fn words_are_found_as_they_are_read() {
        for (body, words, found) in [
            ("Oslo, oslo", "oslo", &["Oslo", "oslo"][..]),
            ("Oslo, oslo", "Oslo", &["Oslo"]),
            (
                "a **bold**ly set\nword",
                "boldly set word",
                &["boldly set word"],
            ),
            ("one  \ntwo", "one two", &["one\ntwo"]),
            ("a [link](b) there", "link there", &["link[1] there"]),
            ("it[^1] is\n\n[^1]: so", "it is", &["it[^1] is"]),
            ("it’s “so”", "it's \"so", &["it’s “so"]),
            ("It's", "it’s", &["It's"]),
            ("İzmir İz", "z", &["z", "z"]),
            ("İzmir", "i̇z", &["İz"]),
            ("STRAẞE und", "straße", &["STRAẞE"]),
            ("ÉCOLE", "école", &["ÉCOLE"]),
            ("aaaa", "aa", &["aa", "aa"]),
            ("```\na    b\n```", "a b", &["a    b"]),
            ("[image](x.png)", "[", &[]),
            ("one", "  ", &[]),
            ("one", "", &[]),
        ] {
            assert_eq!(hits(body, words), found, "{words:?} in {body:?}");
        }
    }
}
