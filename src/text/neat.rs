//! A clean line that may still lie where it was read, so that what is put together from many lines takes no memory for
//! each of them. Whoever keeps one makes it a [`Clean`].

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use super::{Clean, columns_alone};

/// See the top of the file.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Neat<'a>(Cow<'a, str>);

impl<'a> Neat<'a> {
    /// The same text as [`Clean::line`] makes of `raw`.
    pub fn line(raw: impl Into<Cow<'a, str>>) -> Self {
        let raw = raw.into();
        Self(if is_clean_line(&raw) {
            raw
        } else {
            Clean::line(&raw).as_str().to_owned().into()
        })
    }

    /// Each of the pieces of `raw` between what `is_between` says yes to.
    pub fn lines(raw: Cow<'a, str>, is_between: impl Fn(char) -> bool) -> Vec<Self> {
        match raw {
            Cow::Borrowed(raw) => raw.split(is_between).map(Self::line).collect(),
            Cow::Owned(raw) => {
                let pieces = raw.split(is_between);
                pieces.map(|piece| Self::line(piece.to_owned())).collect()
            }
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<Clean> for Neat<'_> {
    fn from(clean: Clean) -> Self {
        Self(Cow::Owned(clean.0.into()))
    }
}

impl Deref for Neat<'_> {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Neat<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// So many bytes are looked at together.
const CHUNK: usize = 32;

/// Whether each scalar stands for itself, so that [`Clean::block`] would change nothing. A matter of speed alone.
pub(super) fn stays(raw: &str) -> bool {
    let bytes = raw.as_bytes();
    let odd = |any, byte: &u8| any | !matches!(byte, b'\n' | b' '..=b'~' | 0x80..);
    let alone = |at: usize| {
        let c = raw.get(at..).and_then(|rest| rest.chars().next());
        c.is_some_and(|c| columns_alone(c).is_some())
    };
    // Most of a text is ASCII, even where not all of it is.
    let stay = |(number, chunk): (usize, &[u8])| {
        let mut leads = chunk.iter().enumerate().filter(|(_, byte)| **byte >= 0xC0);
        chunk.is_ascii() || leads.all(|(at, _)| alone(number * CHUNK + at))
    };
    !bytes.iter().fold(false, odd) && bytes.chunks(CHUNK).enumerate().all(stay)
}

/// Whether [`Clean::line`] would change nothing: one line, single blanks, none at the ends. A matter of speed alone.
pub(super) fn is_clean_line(raw: &str) -> bool {
    let bytes = raw.as_bytes();
    // Two loops without a way out, so that the processor compares many bytes at once.
    let odd = |any, byte: &u8| any | !matches!(byte, b' '..=b'~');
    let blanks = |pair: &[u8; 2]| *pair == [b' '; 2];
    let pairs = bytes.array_windows();
    let double = pairs.fold(false, |any, pair| any | blanks(pair));
    let single = !(double || raw.starts_with(' ') || raw.ends_with(' '));
    single && (!bytes.iter().fold(false, odd) || !bytes.contains(&b'\n') && stays(raw))
}
