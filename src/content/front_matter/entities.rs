//! HTML entities in a title or description, decoded once: `&#039;`, `&pound;`, `&nbsp;`. The tables are those of
//! `html5gum`; in its text-only state it decodes them and leaves everything else alone.

use std::borrow::Cow;

use html5gum::{State, Token, Tokenizer};
use memchr::memchr;

/// `text` with its entities decoded.
pub(crate) fn decoded(text: &str) -> Cow<'_, str> {
    if memchr(b'&', text.as_bytes()).is_none() {
        return text.into();
    }
    let mut tokens = Tokenizer::new(text);
    tokens.set_state(State::RcData);
    let mut out = String::with_capacity(text.len());
    for token in tokens.flatten() {
        if let Token::String(text) = token {
            out.push_str(&String::from_utf8_lossy(&text));
        }
    }
    out.into()
}
