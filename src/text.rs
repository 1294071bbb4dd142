//! Text that is safe to show: the one sanitiser and the one `width()`.
//! Everything that comes from an article, a file name or an error passes through here, after it was
//! decoded and before anything else sees it. Knows nothing of articles, Markdown or terminals.

mod neat;

use std::borrow::Cow;
use std::fmt;
use std::mem;
use std::ops::Deref;

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

pub use neat::Neat;
use neat::{is_clean_line, stays};

/// Columns between two tab stops.
const TAB: usize = 4;
/// Zero-width scalars in a row on one base; Hebrew with points and accents needs as many.
const MAX_MARKS: u8 = 4;
/// Conjoining jamo in one grapheme: a leading consonant, a vowel, a trailing consonant.
const MAX_JAMO: u8 = 3;
/// A grapheme has at most so many bytes or, if it is longer, …
const MAX_GRAPHEME_BYTES: usize = 24;
/// … so many scalars: the longest emoji, a family with skin tones, has eleven.
const MAX_GRAPHEME_SCALARS: u8 = 12;
/// Halfwidth (semi-)voiced sound marks: they extend a grapheme, yet are painted in a column of their own.
const SOUND_MARKS: [char; 2] = ['\u{ff9e}', '\u{ff9f}'];

/// Text without anything a terminal could take for a command or hide from its reader: no controls but
/// (in blocks) `\n`, no bidirectional overrides, no invisible characters, bounded graphemes.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clean(Box<str>);

impl Clean {
    /// One line: line breaks and tabs become blanks, runs of blanks one blank, and the ends have none.
    pub fn line(raw: &str) -> Self {
        if is_clean_line(raw) {
            return Self(raw.into());
        }
        let mut cleaner = Cleaner {
            one_line: true,
            ..Cleaner::default()
        };
        cleaner.push(raw, &mut []);
        Self(cleaner.out.trim_end_matches(' ').into())
    }

    /// Several lines: line breaks are `\n`, tabs become blanks up to the next multiple of four columns.
    pub fn block(raw: &str) -> Self {
        if stays(raw) {
            return Self(raw.into());
        }
        let mut cleaner = Cleaner::default();
        cleaner.push(raw, &mut []);
        cleaner.finish()
    }

    /// One line from bytes that may not be UTF-8 (file names): what does not decode becomes U+FFFD.
    pub fn bytes(raw: &[u8]) -> Self {
        Self::line(&String::from_utf8_lossy(raw))
    }

    /// Lines that are clean already, with `\n` between them.
    pub fn lines<'a>(lines: impl Iterator<Item = &'a Neat<'a>> + Clone) -> Self {
        let length = lines.clone().map(|line| line.len() + 1).sum::<usize>();
        let mut all = String::with_capacity(length.saturating_sub(1));
        for (number, line) in lines.enumerate() {
            all.push_str(if number > 0 { "\n" } else { "" });
            all.push_str(line);
        }
        Self(all.into())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for Clean {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Clean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Clean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// Puts one clean text together from many raw ones, as a document is read.
///
/// Whether a scalar is let in depends on it and on what was let in before, on nothing else. So the
/// text is the same however it is cut into pushes, and cleaning it again changes nothing.
#[derive(Clone, Default)]
pub struct Cleaner {
    out: String,
    last: Grapheme,
    /// The last tab stop: its byte offset in `out` and its column.
    tab_stop: (usize, usize),
    dropped: usize,
    after_cr: bool,
    one_line: bool,
}

impl Cleaner {
    /// Bytes of clean text so far.
    pub fn len(&self) -> usize {
        self.out.len()
    }

    /// Whether nothing was added yet.
    pub fn is_empty(&self) -> bool {
        self.out.is_empty()
    }

    /// How many characters were left out so far, because they cannot or must not be shown; but for those that stand in good texts.
    pub fn dropped(&self) -> usize {
        self.dropped
    }

    /// Adds `raw` as a block (see [`Clean::block`]). `marks` are ascending byte positions in `raw`; each
    /// is replaced by the place in the whole clean text where what followed it now begins.
    pub fn push(&mut self, raw: &str, marks: &mut [usize]) {
        let mut marks = marks.iter_mut().peekable();
        let mut rest = raw;
        while !rest.is_empty() {
            let at = raw.len() - rest.len();
            let (plain, other) = rest.split_at(self.plain_len(rest));
            if plain.is_empty() {
                while let Some(mark) = marks.next_if(|mark| **mark <= at) {
                    *mark = self.out.len();
                }
                let mut scalars = rest.chars();
                if let Some(c) = scalars.next() {
                    self.add(c);
                }
                rest = scalars.as_str();
            } else {
                while let Some(mark) = marks.next_if(|mark| **mark < at + plain.len()) {
                    *mark = self.out.len() + mark.saturating_sub(at);
                }
                self.add_plain(plain);
                rest = other;
            }
        }
        marks.for_each(|mark| *mark = self.out.len());
    }

    /// The whole text.
    pub fn finish(self) -> Clean {
        Clean(self.out.into())
    }

    /// How many of the first bytes of `rest` stay as they are: printable ASCII, and in a block `\n`.
    fn plain_len(&self, rest: &str) -> usize {
        let blank = !self.one_line;
        let plain =
            |byte: &u8| matches!(byte, b'!'..=b'~') || blank && matches!(byte, b' ' | b'\n');
        let bytes = rest.as_bytes();
        if !bytes.first().is_some_and(plain) || self.after_cr && bytes.starts_with(b"\n") {
            return 0;
        }
        // The chunks are a matter of speed alone: without an early exit, all bytes of one are compared at once.
        let chunks = bytes.chunks_exact(32);
        let whole = chunks
            .take_while(|chunk| chunk.iter().fold(true, |all, byte| all & plain(byte)))
            .count();
        let tail = bytes.iter().skip(whole * 32);
        whole * 32 + tail.take_while(|byte| plain(byte)).count()
    }

    fn add_plain(&mut self, plain: &str) {
        self.out.push_str(plain);
        let last = plain.chars().next_back().map_or(0, char::len_utf8);
        self.last = Grapheme::new(self.out.len() - last);
        self.last.scalars = 1;
        self.after_cr = false;
    }

    fn add(&mut self, c: char) {
        let after_cr = mem::take(&mut self.after_cr);
        match c {
            '\n' if after_cr => {}
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                self.add_blank("\n");
                self.after_cr = c == '\r';
            }
            '\t' if !self.one_line => self.add_tab(),
            '\t' | ' ' => self.add_blank(" "),
            c if columns_alone(c).is_some() => self.add_plain(c.encode_utf8(&mut [0; 4])),
            c if is_showable(c) => self.add_showable(c),
            c => self.dropped += usize::from(!ORDINARY.contains(&c)),
        }
    }

    /// Adds `blank`, or in one line a single blank where none stands yet.
    fn add_blank(&mut self, blank: &str) {
        if !self.one_line {
            self.add_plain(blank);
        } else if !self.out.is_empty() && !self.out.ends_with(' ') {
            self.add_plain(" ");
        }
    }

    /// Adds blanks up to the next tab stop, having measured only what came after the last one.
    fn add_tab(&mut self) {
        let (from, column) = self.tab_stop;
        let since = self.out.get(from..).unwrap_or_default();
        let column = match since.rsplit_once('\n') {
            Some((_, line)) => width(line),
            None => column + width(since),
        };
        let blanks = TAB - column % TAB;
        self.add_plain("    ".get(..blanks).unwrap_or_default());
        self.tab_stop = (self.out.len(), column + blanks);
    }

    /// Adds `c` where the last grapheme has room for it or it begins a new one.
    fn add_showable(&mut self, c: char) {
        let end = self.out.len();
        self.out.push(c);
        let grapheme = if self.joins(end) {
            self.last.with(c, self.out.len())
        } else {
            Grapheme::new(end)
                .with(c, self.out.len())
                .filter(|new| new.marks == 0)
        };
        if let Some(grapheme) = grapheme {
            self.last = grapheme;
        } else {
            self.out.truncate(end);
            self.dropped += 1;
        }
    }

    /// Whether what stands at `end` belongs to the last grapheme. Its own text is all that decides it.
    fn joins(&self, end: usize) -> bool {
        let joined = self.out.get(self.last.start..).unwrap_or_default();
        let mut cursor = GraphemeCursor::new(end - self.last.start, joined.len(), true);
        cursor.is_boundary(joined, 0) == Ok(false)
    }
}

/// The last grapheme of a text that grows: all that decides what may follow.
#[derive(Clone, Copy, Default)]
struct Grapheme {
    /// Where it begins.
    start: usize,
    scalars: u8,
    /// Zero-width scalars at its end.
    marks: u8,
    jamo: u8,
}

impl Grapheme {
    fn new(start: usize) -> Self {
        Self {
            start,
            ..Self::default()
        }
    }

    /// This grapheme with `c` at its end, in a text that ends at `end`, unless that is too much.
    fn with(self, c: char, end: usize) -> Option<Self> {
        let grown = Self {
            start: self.start,
            scalars: self.scalars.saturating_add(1),
            marks: if columns(c) == 0 { self.marks + 1 } else { 0 },
            jamo: self.jamo + u8::from(is_jamo(c)),
        };
        let short = end - self.start <= MAX_GRAPHEME_BYTES || grown.scalars <= MAX_GRAPHEME_SCALARS;
        (short && grown.marks <= MAX_MARKS && grown.jamo <= MAX_JAMO).then_some(grown)
    }
}

/// Left out, and still no wonder in a good text: soft hyphens, places to break or not to, the form of an emoji, BOM.
const ORDINARY: [char; 6] = [
    '\u{ad}', '\u{34f}', '\u{200b}', '\u{2060}', '\u{fe0e}', '\u{feff}',
];

/// The allowlist: whether `c` may be shown at all, if the text before it has room for it.
pub fn is_showable(c: char) -> bool {
    !matches!(c,
        '\0'..='\x1f' | '\x7f'..='\u{9f}' // C0, DEL, C1
        | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{70f}' // soft hyphen, joiner, Arabic and Syriac marks
        | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{3164}' | '\u{ffa0}' // fillers
        | '\u{180b}'..='\u{180f}' | '\u{fe00}'..='\u{fe0e}' // variation selectors, but for U+FE0F
        | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}' // zero-width blank, direction marks, BOM
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' // embeddings, overrides, isolates, operators
        | '\u{fff0}'..='\u{fffb}' | '\u{13430}'..='\u{1343f}' // annotations, hieroglyph controls
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' // shorthand and music controls
        | '\u{fdd0}'..='\u{fdef}' | '\u{e0000}'..='\u{e0fff}' // noncharacters, tags
        // Prepend: they would hide in the grapheme that follows them.
        | '\u{600}'..='\u{605}' | '\u{6dd}' | '\u{890}' | '\u{891}' | '\u{8e2}' | '\u{d4e}'
        | '\u{110bd}' | '\u{110cd}' | '\u{111c2}' | '\u{111c3}' | '\u{113d1}' | '\u{1193f}' | '\u{11941}'
        | '\u{11a84}'..='\u{11a89}' | '\u{11d46}' | '\u{11f02}'
    ) && u32::from(c) & 0xfffe != 0xfffe // the last two of each plane: noncharacters
}

/// Hangul letters that join into syllables.
fn is_jamo(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{a960}'..='\u{a97f}' | '\u{d7b0}'..='\u{d7ff}')
}

/// The columns of one scalar by itself.
fn columns(c: char) -> usize {
    if SOUND_MARKS.contains(&c) {
        1
    } else {
        c.width().unwrap_or(0)
    }
}

/// The columns of `c` if it never joins what stands before it: a quick answer for most of what is written.
fn columns_alone(c: char) -> Option<usize> {
    match c {
        '\n' => Some(0),
        ' '..='~'
        | '\u{c0}'..='\u{2ff}'
        | '\u{370}'..='\u{377}'
        | '\u{384}'..='\u{482}'
        | '\u{2010}'..='\u{2027}' => Some(1),
        '\u{3001}'..='\u{3029}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30a0}'..='\u{30ff}'
        | '\u{4e00}'..='\u{9fff}' => Some(2),
        _ => None,
    }
}

/// The columns that `text` takes on the screen, as ratatui paints it.
pub fn width(text: &str) -> usize {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.len();
    }
    let alone = text.chars().map(columns_alone).sum::<Option<usize>>();
    alone.unwrap_or_else(|| text.graphemes(true).map(grapheme_width).sum())
}

/// The columns of one grapheme. Controls, of which clean text has only `\n`, are not painted.
fn grapheme_width(grapheme: &str) -> usize {
    if grapheme.starts_with(char::is_control) {
        return 0;
    }
    grapheme.width() + grapheme.matches(SOUND_MARKS).count()
}

/// The graphemes of `text`, each with its byte offset and its width in columns.
pub fn graphemes(text: &str) -> impl DoubleEndedIterator<Item = (usize, &str, usize)> {
    text.grapheme_indices(true)
        .map(|(at, grapheme)| (at, grapheme, grapheme_width(grapheme)))
}

/// `text` if it fits in `columns`, else as much of it as fits with `…` after it, whole graphemes only.
pub fn truncate(text: &str, columns: usize) -> Cow<'_, str> {
    if text.len() <= columns {
        return text.into(); // no byte takes more than a column
    }
    let (mut kept, mut total) = (0, 0);
    for (at, grapheme, width) in graphemes(text) {
        total += width;
        if total > columns {
            let kept = text.get(..kept).unwrap_or_default().trim_end();
            return if columns == 0 {
                "".into()
            } else {
                format!("{kept}…").into()
            };
        }
        if total < columns {
            kept = at + grapheme.len();
        }
    }
    text.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    use std::time::Duration;

    use proptest::prelude::*;

    use crate::properties::properties;
    use ratatui::buffer::{Buffer, CellWidth};
    use ratatui::layout::Rect;
    use ratatui::text::Line;
    use ratatui::widgets::Widget;

    /// Whether `text` keeps the rules of the house, from their definition.
    fn is_clean(text: &str) -> bool {
        text.chars().all(|c| c == '\n' || is_showable(c)) && text.graphemes(true).all(is_bounded)
    }

    fn is_bounded(grapheme: &str) -> bool {
        let scalars: Vec<char> = grapheme.chars().collect();
        let has_base = grapheme == "\n" || columns(scalars[0]) > 0;
        let marks = scalars.split(|c| columns(*c) > 0).map(<[char]>::len).max();
        let jamo = scalars.iter().filter(|c| is_jamo(**c)).count();
        has_base && marks <= Some(4) && jamo <= 3 && (grapheme.len() <= 24 || scalars.len() <= 12)
    }

    /// The obvious sanitiser: a scalar stays if the whole text is still clean with it.
    fn slow_block(raw: &str) -> String {
        let mut out = String::new();
        for c in raw.replace("\r\n", "\n").chars() {
            let line = out.rsplit('\n').next().unwrap_or_default();
            let next = match c {
                '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => "\n".to_string(),
                '\t' => " ".repeat(4 - width(line) % 4),
                c => c.to_string(),
            };
            let with = out.clone() + &next;
            if is_clean(&with) {
                out = with;
            }
        }
        out
    }

    /// All that ratatui writes for `text` in a row, but for blanks: it leaves some in the second cell of what is wide.
    fn painted(text: &str) -> String {
        let mut row = Buffer::empty(Rect::new(0, 0, u16::try_from(text.len()).unwrap(), 1));
        Line::raw(text).render(row.area, &mut row);
        row.content()
            .iter()
            .map(ratatui::buffer::Cell::symbol)
            .collect::<String>()
            .replace(' ', "")
    }

    fn painted_width(text: &str) -> usize {
        let line = Line::raw(text);
        let graphemes = line.styled_graphemes(ratatui::style::Style::new());
        graphemes
            .map(|grapheme| usize::from(grapheme.symbol.cell_width()))
            .sum()
    }

    /// Scalars that are dangerous or invisible, or that join what stands beside them.
    const HOSTILE: &str = "\u{1b}]0;\u{7}\u{9b}m\0\u{7f}\r\n\t\u{b}\u{85}\u{2028}  \u{a0}\u{3000}ae1ñЖ漢\
        \u{202e}\u{2066}\u{61c}\u{ad}\u{34f}\u{200b}\u{200c}\u{200d}\u{2063}\u{feff}\u{fe0e}\u{fe0f}\u{20e3}\u{fffe}\
        \u{301}\u{489}\u{e31}\u{5b0}\u{ac00}\u{1100}\u{1161}\u{11a8}\u{a960}\u{d7b0}\u{1160}\u{644}\u{627}\u{600}\
        \u{1f1e6}\u{1f1fa}\u{1f468}\u{1f3fd}\u{2764}\u{1f3f4}\u{e0067}\u{e007f}\u{a9}\u{ff76}\u{ff9e}\u{2d31}\u{2d7f}\
        \u{915}\u{94d}\u{937}\u{93f}\u{17d2}\u{1780}\u{d4e}";

    fn hostile() -> impl Strategy<Value = String> {
        let scalar = || prop::sample::select(HOSTILE.chars().collect::<Vec<_>>());
        let few = prop::collection::vec(scalar(), 1..4).prop_map(String::from_iter);
        let pieces = prop_oneof![
            8 => scalar().prop_map(String::from),
            1 => (few, 1..20_usize).prop_map(|(few, times)| few.repeat(times)),
            1 => any::<char>().prop_map(String::from),
        ];
        prop::collection::vec(pieces, 0..32).prop_map(|pieces| pieces.concat())
    }

    #[test]
    fn a_line_is_one_line_without_loose_blanks() {
        for (raw, clean) in [
            ("", ""),
            (" \t\r\n ", ""),
            (
                "  Two\r\nlines,\ta tab  and\u{2028}more\n",
                "Two lines, a tab and more",
            ),
            (
                "\u{a0}kept\u{a0}\u{a0}as it is\u{a0}",
                "\u{a0}kept\u{a0}\u{a0}as it is\u{a0}",
            ),
            ("a\u{b}b\u{c}c\u{85}d\u{2029}e\rf", "a b c d e f"),
            (
                "\u{1b}]0;title\u{7}\u{1b}[31mred\u{9b}m",
                "]0;title[31mredm",
            ),
            ("\u{202e}gpj.exe\0", "gpj.exe"),
            (" \u{301}no base", "no base"),
            ("\u{feff}Zei\u{ad}tung", "Zeitung"),
            ("a \u{200b} b", "a b"),
        ] {
            assert_eq!(Clean::line(raw).as_str(), clean, "{raw:?}");
        }
    }

    #[test]
    fn a_block_keeps_its_lines_and_its_blanks() {
        for (raw, clean) in [
            ("  a  b \n\n c ", "  a  b \n\n c "),
            ("a\r\nb\rc\n\rd\r\r\ne", "a\nb\nc\n\nd\n\ne"),
            ("a\u{b}b\u{c}c\u{85}d\u{2028}e\u{2029}f", "a\nb\nc\nd\ne\nf"),
            (
                "\t1\n1\t2\n123\t4\n1234\t8\t\tx",
                "    1\n1   2\n123 4\n1234    8       x",
            ),
            (
                "漢\t4\ne\u{301}\t4\n\u{1b}\t4",
                "漢  4\ne\u{301}   4\n    4",
            ),
            ("a\n\u{301}b\u{1b}\u{301}", "a\nb\u{301}"),
        ] {
            assert_eq!(Clean::block(raw).as_str(), clean, "{raw:?}");
        }
    }

    #[test]
    fn bytes_that_are_not_text_are_shown_as_such() {
        assert_eq!(
            Clean::bytes(b"\xff\x1b[2Jcaf\xc3\xa9\n.md").as_str(),
            "\u{fffd}[2Jcafé .md"
        );
    }

    #[test]
    fn what_people_write_stays_as_it_is() {
        for text in [
            "می\u{200c}خواهم",
            "क्षि क्\u{200d}ष",
            "ที่นี่",
            "བསྒྲུབས",
            "ខ្មែរ",
            "بِسْمِ ٱللَّٰهِ",
            "בְּרֵאשִׁ֖ית",
            "Việt Nam",
            "Vie\u{302}\u{323}t",
            "\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}",
            "한글",
            "ｶﾞｷﾞ",
            "👨‍👩‍👧‍👦",
            "👨🏻‍👩🏽‍👧🏾‍👦🏿",
            "👩🏽‍❤️‍💋‍👨🏿",
            "🇩🇪🇫🇷",
            "1️⃣",
            "❤️",
            "👍🏽",
            "\u{e0b0}",
        ] {
            assert_eq!(Clean::line(text).as_str(), text);
        }
    }

    #[test]
    fn graphemes_are_bounded() {
        for (raw, clean) in [
            (
                "e".to_string() + &"\u{301}".repeat(1_000_000),
                "e".to_string() + &"\u{301}".repeat(4),
            ),
            ("\u{1100}".repeat(32_769), "\u{1100}".repeat(3)),
            ("\u{915}\u{94d}".repeat(10_000), "\u{915}\u{94d}".repeat(6)),
            (
                "\u{1f469}\u{200d}".repeat(100_000),
                "\u{1f469}\u{200d}".repeat(6),
            ),
            ("\u{600}".repeat(10_000) + "a", "a".to_string()),
        ] {
            assert_eq!(Clean::block(&raw).as_str(), clean);
        }
    }

    #[test]
    fn no_scalar_brings_a_forbidden_byte_into_a_cell() {
        let mut row = String::new();
        for c in '\0'..=char::MAX {
            let raw = format!("a{c}b");
            let (line, block) = (Clean::line(&raw), Clean::block(&raw));
            assert!(
                is_clean(&block) && is_clean(&line) && !line.contains('\n'),
                "{raw:?} → {block:?}"
            );
            assert!(
                line.starts_with('a') && line.ends_with('b'),
                "{raw:?} → {line:?}"
            );
            assert_eq!(width(&line), painted_width(&line), "{raw:?}");
            assert!(
                graphemes(&line).all(|(_, _, width)| width > 0),
                "{raw:?} → {line:?}"
            );
            let alone = Clean::line(c.encode_utf8(&mut [0; 4]));
            assert_eq!(width(&alone), painted_width(&alone), "{raw:?}");
            row.push_str(&line);
            if row.len() > 400 {
                assert_eq!(painted(&row), row.replace(' ', ""));
                row.clear();
            }
        }
    }

    #[test]
    fn what_hides_or_commands_is_left_out() {
        let forbidden = "\0\u{7}\u{8}\u{e}\u{1b}\u{1f}\u{7f}\u{80}\u{84}\u{86}\u{90}\u{9b}\u{9f}\u{ad}\u{34f}\u{61c}\u{70f}\
            \u{115f}\u{1160}\u{17b4}\u{17b5}\u{180b}\u{180e}\u{180f}\u{200b}\u{200e}\u{200f}\u{202a}\u{202e}\u{2060}\u{2066}\
            \u{206f}\u{3164}\u{fdd0}\u{fdef}\u{fe00}\u{fe0e}\u{feff}\u{ffa0}\u{fff0}\u{fff9}\u{fffb}\u{fffe}\u{ffff}\u{110bd}\
            \u{13430}\u{1343f}\u{1bca0}\u{1bca3}\u{1d173}\u{1d17a}\u{1fffe}\u{e0000}\u{e0001}\u{e007f}\u{e0100}\u{e0fff}\u{10ffff}";
        for c in forbidden.chars() {
            assert_eq!(Clean::line(&format!("a{c}b")).as_str(), "ab", "{c:?}");
        }
        let mut cleaner = Cleaner::default();
        cleaner.push(forbidden, &mut []);
        let hides = forbidden.chars().filter(|c| !ORDINARY.contains(c));
        assert_eq!(cleaner.dropped(), hides.count());
    }

    #[test]
    fn no_surviving_scalar_swallows_the_next_grapheme() {
        for c in ('\0'..=char::MAX).filter(|c| is_showable(*c)) {
            assert_eq!(
                format!("{c}a").graphemes(true).count(),
                2,
                "{c:?} is a Prepend"
            );
        }
    }

    #[test]
    fn what_stands_alone_joins_nothing_and_has_its_width() {
        for c in '\0'..=char::MAX {
            if let Some(columns) = columns_alone(c) {
                assert_eq!(columns, painted_width(c.encode_utf8(&mut [0; 4])), "{c:?}");
                for before in [
                    "a",
                    "\u{1f468}\u{200d}",
                    "\u{915}\u{94d}",
                    "\u{1f1e6}",
                    "\u{1100}",
                    "\u{ac00}",
                ] {
                    let text = format!("{before}{c}");
                    assert_eq!(
                        text.graphemes(true).next_back(),
                        text.get(before.len()..),
                        "{text:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn marks_follow_what_they_stand_before() {
        let mut cleaner = Cleaner::default();
        cleaner.push("a\u{1b}", &mut []);
        let mut marks = [0, 1, 2, 4, 5, 6, 7, 8, 99];
        cleaner.push("b\u{202e}\tc\r\nd", &mut marks);
        assert_eq!(marks, [1, 2, 2, 2, 4, 5, 6, 6, 7]);
        assert_eq!(
            (cleaner.len(), cleaner.dropped(), cleaner.is_empty()),
            (7, 2, false)
        );
        assert_eq!(cleaner.finish().as_str(), "ab  c\nd");
    }

    #[test]
    fn limits_hold_across_pushes() {
        let mut cleaner = Cleaner::default();
        (0..100).for_each(|_| cleaner.push("\u{301}", &mut []));
        cleaner.push("e", &mut []);
        (0..100).for_each(|_| cleaner.push("\u{301}", &mut []));
        cleaner.push("\r", &mut []);
        cleaner.push("\n\u{301}x", &mut []);
        assert_eq!(cleaner.dropped(), 100 + 96 + 1);
        assert_eq!(
            cleaner.finish().as_str(),
            "e\u{301}\u{301}\u{301}\u{301}\nx"
        );
    }

    /// What this thread has had of a processor, which does not depend on what else runs.
    fn used() -> Duration {
        let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
        let first = stat.split(' ').next().and_then(|time| time.parse().ok());
        first.map_or_else(Duration::default, Duration::from_nanos)
    }

    #[test]
    fn megabytes_of_anything_are_cleaned_in_linear_time() {
        let alone = HOSTILE.chars().map(String::from);
        let pairs = [
            "a\t",
            "e\u{301}",
            "a\u{1b}",
            "\u{915}\u{94d}",
            "\u{1f469}\u{200d}",
            "\u{e31}\t",
        ]
        .map(String::from);
        let pieces: Vec<String> = alone.chain(pairs).collect();
        let time = |bytes: usize| {
            let begin = used();
            for piece in &pieces {
                let text = Clean::block(&piece.repeat(bytes / piece.len()));
                assert!(width(&text) <= text.len());
            }
            used().saturating_sub(begin)
        };
        let (short, long) = (time(80_000), time(320_000));
        assert!(long <= short * 8, "{short:?}, then {long:?}");
    }

    #[test]
    fn widths_are_those_that_ratatui_paints() {
        for (text, columns) in [
            ("", 0),
            ("plain", 5),
            ("é", 1),
            ("e\u{301}", 1),
            ("漢字", 4),
            ("，", 2),
            ("한글", 4),
            ("❤️", 2),
            ("⁉️", 2),
            ("⌚", 2),
            ("1️⃣", 2),
            ("👨‍👩‍👧‍👦", 2),
            ("👨‍🦰", 2),
            ("👍🏽", 2),
            ("🇩🇪", 2),
            ("🇩", 1),
            ("ｶﾞ", 2),
            ("ﾊﾟﾞ", 3),
            ("क्षि", 3),
            ("ที่นี่", 2),
            ("لا", 2),
            ("\u{a0}", 1),
            ("\u{3000}", 2),
            ("…", 1),
            ("a\nb", 2),
            ("\u{e0b0}", 1),
        ] {
            assert_eq!(
                (width(text), painted_width(text)),
                (columns, columns),
                "{text}"
            );
        }
    }

    #[test]
    fn graphemes_know_their_place_and_width() {
        let found: Vec<_> = graphemes("a漢e\u{301}👍🏽").collect();
        assert_eq!(
            found,
            [(0, "a", 1), (1, "漢", 2), (4, "e\u{301}", 1), (7, "👍🏽", 2)]
        );
    }

    #[test]
    fn what_does_not_fit_is_cut_between_graphemes() {
        for (text, columns, cut) in [
            ("Roma", 9, "Roma"),
            ("Roma", 4, "Roma"),
            ("Roma", 3, "Ro…"),
            ("Roma", 1, "…"),
            ("Roma", 0, ""),
            ("", 0, ""),
            ("to be or", 4, "to…"),
            ("漢字", 4, "漢字"),
            ("漢字", 3, "漢…"),
            ("漢字", 2, "…"),
            ("👍🏽👍🏽", 3, "👍🏽…"),
            ("e\u{301}e\u{301}", 1, "…"),
        ] {
            assert_eq!(truncate(text, columns), cut, "{text} in {columns}");
        }
    }

    proptest! {

        #![proptest_config(properties(256))]
        #[test]
        fn the_cleaner_lets_in_what_the_obvious_one_does(raw in hostile()) {
            prop_assert_eq!(&*Clean::block(&raw), &*slow_block(&raw));
        }

        #[test]
        fn a_line_is_a_block_with_its_blanks_collapsed(raw in hostile()) {
            let line = Clean::line(&raw);
            prop_assert!(is_clean(&line) && !line.contains('\n') && !line.contains("  "), "{:?}", line);
            prop_assert_eq!(line.trim_matches(' '), line.as_str());
            let bare = |text: &str| text.replace([' ', '\n'], "");
            if !raw.contains(|c| columns(c) == 0) {
                prop_assert_eq!(bare(&line), bare(&Clean::block(&raw)));
            }
        }

        #[test]
        fn cleaning_again_changes_nothing(raw in hostile()) {
            let (line, block) = (Clean::line(&raw), Clean::block(&raw));
            prop_assert_eq!(Clean::line(&line), line);
            prop_assert_eq!(Clean::block(&block), block);
        }

        #[test]
        fn pushes_may_be_cut_anywhere(pieces in prop::collection::vec(hostile(), 0..5)) {
            let mut cleaner = Cleaner::default();
            let mut before = String::new();
            for piece in &pieces {
                let places: Vec<usize> = (0..=piece.len()).filter(|at| piece.is_char_boundary(*at)).collect();
                let mut marks = places.clone();
                cleaner.push(piece, &mut marks);
                for (place, mark) in places.iter().zip(marks) {
                    prop_assert_eq!(mark, Clean::block(&(before.clone() + piece.split_at(*place).0)).len());
                }
                before += piece;
            }
            prop_assert_eq!(cleaner.finish(), Clean::block(&before));
        }

        #[test]
        fn width_is_what_ratatui_paints(raw in hostile()) {
            prop_assert_eq!(width(&raw), painted_width(&raw));
            let line = Clean::line(&raw);
            prop_assert!(graphemes(&line).all(|(_, _, width)| width > 0), "{:?}", line);
            prop_assert_eq!(graphemes(&line).map(|(_, _, width)| width).sum::<usize>(), width(&line));
            let row = format!("|{line}"); // ratatui paints no row whose first grapheme is a lone sound mark
            prop_assert_eq!(painted(&row), row.replace(' ', ""));
        }

        #[test]
        fn a_cut_text_fits_and_is_the_beginning_of_the_whole(raw in hostile(), columns in 0..40_usize) {
            let line = Clean::line(&raw);
            let cut = truncate(&line, columns);
            prop_assert!(width(&cut) <= columns);
            prop_assert_eq!(cut == line.as_str(), width(&line) <= columns);
            prop_assert!(line.starts_with(cut.strip_suffix('…').unwrap_or(&cut)));
        }
    }
}
