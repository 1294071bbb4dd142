//! Bodies that are made to be slow: something that opens, many times, something in the middle, something that follows, many
//! times; and the inputs on which other readers of Markdown were. Each is opened as far as its first screen.

use std::time::{Duration, Instant};

use newsreader::layout::{Layout, Position, Typesetting};
use newsreader::markdown::parse::{Head, parse};

/// What opens.
pub(crate) const PREFIXES: [&str; 31] = [
    "> ", ">", "* ", "- ", "+ ", "1. ", "1) ", "9. ", "  - ", " > ", ">> ", "> - ", "- > ",
    "* 1. ", "[^a]: ", ": ", "    ", "\t", "# ", "```\n", "~~~\n", "<div>", "<b>", "[", "![", "*",
    "_", "`", "|a", "[[", "a\n",
];

/// What stands between.
pub(crate) const MIDDLES: [&str; 11] = [
    "",
    "a",
    "a\n",
    "\n",
    "    x\n",
    "```\n",
    "|a|b|\n|-|-|\n",
    "<div>\n",
    "# a\n",
    "---\n",
    "[a]: x\n",
];

/// What follows.
pub(crate) const SUFFIXES: [&str; 36] = [
    "\n",
    "a\n",
    " \n",
    "    \n",
    "  a\n",
    "> \n",
    ">\n",
    "> a\n",
    "- a\n",
    "* \n",
    "1. a\n",
    "```\n",
    "~~~\n",
    "|a|b|\n",
    "|\n",
    "---\n",
    "===\n",
    "# \n",
    "<b>\n",
    "</b>\n",
    "<div>\n",
    "</div>\n",
    "<!--\n",
    "*a\n",
    "**a**\n",
    "`a\n",
    "[a]\n",
    "[a](b)\n",
    "![a](b)\n",
    "[^a]\n",
    "[^a]: b\n",
    "\\\n",
    "&amp;\n",
    "$a$\n",
    "{{a}}\n",
    "a",
];

/// One input of so many that there are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Case {
    pub(crate) prefix: &'static str,
    pub(crate) middle: &'static str,
    pub(crate) suffix: &'static str,
}

/// All of them.
pub(crate) fn cases() -> impl Iterator<Item = Case> {
    PREFIXES.iter().flat_map(|prefix| {
        MIDDLES.iter().flat_map(move |middle| {
            SUFFIXES.iter().map(move |suffix| Case {
                prefix,
                middle,
                suffix,
            })
        })
    })
}

impl Case {
    /// About so many bytes of it: both phases as often as each other, or the first at most so many times.
    pub(crate) fn body(&self, bytes: usize, most: usize) -> String {
        let both = bytes / (self.prefix.len() + self.suffix.len());
        let first = both.min(most);
        let rest = (bytes - first * self.prefix.len()) / self.suffix.len();
        let second = if first < both { rest } else { both };
        [
            &self.prefix.repeat(first),
            self.middle,
            &self.suffix.repeat(second),
        ]
        .concat()
    }
}

/// The inputs that the tests of cmark call pathological, of about so many bytes.
pub(crate) fn pathological(bytes: usize) -> Vec<(&'static str, String)> {
    let of = |piece: &str| piece.repeat(bytes / piece.len());
    let both = |open: &str, middle: &str, close: &str| {
        let n = bytes / (open.len() + close.len());
        [&open.repeat(n), middle, &close.repeat(n)].concat()
    };
    // As many as give so many bytes, where each is longer than the one before.
    let root = (2 * bytes).isqrt();
    vec![
        ("nested strong emphasis", both("*a **a ", "b", " a** a*")),
        ("emphasis closers without openers", of("a_ ")),
        ("emphasis openers without closers", of("_a ")),
        ("link closers without openers", of("a]")),
        ("link openers without closers", of("[a")),
        ("mismatched openers and closers", of("*a_ ")),
        (
            "openers and closers in threes",
            format!("a**b{}", of("c* ")),
        ),
        ("link openers and emphasis closers", of("[ a_")),
        ("a bracket, a parenthesis", of("[ (](")),
        ("pictures of links", of("![[]()")),
        ("links in emphasis", of("**x [a*b**c*](d)")),
        ("nested brackets", both("[", "a", "]")),
        ("nested block quotes", format!("{}a", of("> "))),
        (
            "nested lists",
            (0..root).map(|n| "  ".repeat(n / 2) + "* a\n").collect(),
        ),
        ("NULs", of("abc\0de\0")),
        (
            "ticks",
            (0..root).map(|n| "e".to_owned() + &"`".repeat(n)).collect(),
        ),
        ("unclosed links in angles", of("[a](<b")),
        ("unclosed links", of("[a](b")),
        ("unclosed comments", format!("</{}", of("<!--"))),
        ("empty lines in nested lists", both("- ", "x", "\n")),
        (
            "empty lines in nested lists in a quote",
            format!("> {}", both("- ", "x\n", ">\n")),
        ),
        ("emphasis in a deep quote", both(">", "", "a*")),
        ("references", both("[a]: u\n", "", "[a] ")),
        (
            "unclosed declarations",
            both("<?", "", "<!A ") + &of("<![CDATA["),
        ),
    ]
}

/// How long it takes until the first screen of a body could be drawn: guarded, read and set.
pub(crate) fn first_screen(body: &str) -> Duration {
    let start = Instant::now();
    let document = parse(&Head::default(), body);
    let mut layout = Layout::new(&document, 72, Typesetting::default());
    layout.forward(&document, Position::default(), 40);
    start.elapsed()
}

/// The most memory that this process ever had, in MiB; none where the system does not tell.
pub(crate) fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim()
        .strip_suffix(" kB")?
        .parse::<u64>()
        .ok()
        .map(|kib| kib >> 10)
}
