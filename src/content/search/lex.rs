//! The text of a search box → tokens with their places. Knows signs and quotation marks, not what they amount to.
//! Every text has tokens; a quotation mark that is never closed goes to the end and is told.

/// A piece of a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token<'a> {
    /// Where it begins, in characters from 1.
    pub(super) at: usize,
    pub(super) kind: Kind<'a>,
}

/// What it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind<'a> {
    Open,
    Close,
    Or,
    Not,
    /// A word, or what stands behind a key.
    Word(Word<'a>),
}

/// `word`, `"a phrase"`, `key:word`, `key:"a phrase"`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Word<'a> {
    pub(super) key: Option<&'a str>,
    pub(super) text: &'a str,
    pub(super) quoted: bool,
    /// Whether its quotation mark is closed, if it has one.
    pub(super) closed: bool,
}

impl Word<'_> {
    /// The word as one types it.
    pub(super) fn shown(&self) -> String {
        let key = self.key.map_or(String::new(), |key| format!("{key}:"));
        let quote = if self.quoted { "\"" } else { "" };
        format!("{key}{quote}{}{quote}", self.text)
    }
}

/// The tokens of a text.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let before = text.len() - rest.len();
        let at = text.get(..before).map_or(0, |text| text.chars().count()) + 1;
        let (kind, after) = token(rest, first);
        tokens.push(Token { at, kind });
        rest = after.trim_start();
    }
    tokens
}

/// The token that a text begins with, and what is behind it.
fn token(text: &str, first: char) -> (Kind<'_>, &str) {
    let behind = text.get(first.len_utf8()..).unwrap_or_default();
    match first {
        '(' => (Kind::Open, behind),
        ')' => (Kind::Close, behind),
        '-' => (Kind::Not, behind),
        '"' => phrase(behind, None),
        _ => word(text),
    }
}

fn word(text: &str) -> (Kind<'_>, &str) {
    let ends = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '"');
    let (word, behind) = split(text, text.find(ends).unwrap_or(text.len()));
    if word.eq_ignore_ascii_case("or") {
        return (Kind::Or, behind);
    }
    let (key, value) = match word.split_once(':').filter(|parts| is_field(*parts)) {
        Some((key, "")) if behind.starts_with('"') => {
            return phrase(behind.get(1..).unwrap_or_default(), Some(key));
        }
        Some((key, value)) => (Some(key), value),
        None => (None, word),
    };
    let word = Word {
        key,
        text: value,
        quoted: false,
        closed: true,
    };
    (Kind::Word(word), behind)
}

/// Whether `key:value` is a field, rather than an address or the time of day.
fn is_field((key, value): (&str, &str)) -> bool {
    let sound = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    key.starts_with(char::is_alphabetic) && key.chars().all(sound) && !value.starts_with("//")
}

/// A phrase whose first quotation mark was passed.
fn phrase<'a>(text: &'a str, key: Option<&'a str>) -> (Kind<'a>, &'a str) {
    let (inside, behind) = text.split_once('"').unwrap_or((text, ""));
    let word = Word {
        key,
        text: inside,
        quoted: true,
        closed: text.contains('"'),
    };
    (Kind::Word(word), behind)
}

fn split(text: &str, at: usize) -> (&str, &str) {
    text.split_at_checked(at).unwrap_or((text, ""))
}
