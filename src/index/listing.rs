//! What is in a folder, as the index keeps it: names come into a folder and go from it only with a change of its own times, so
//! while its stamp is the same it need not be read. Of what is in its files that says nothing.

use rustix::fs::FileType;

use super::Stamp;

/// Names in the order of the folder, each with what it is: a byte for that, one for the length, the name.
#[derive(Debug)]
pub struct Listing {
    /// What the folder had before it was read.
    pub(super) stamp: Stamp,
    bytes: Vec<u8>,
    /// Whether a name was too long.
    broken: bool,
}

/// What is told apart; the place of each is its byte.
const KINDS: [FileType; 5] = [
    FileType::Unknown,
    FileType::RegularFile,
    FileType::Directory,
    FileType::Symlink,
    // Any other that is not read.
    FileType::Fifo,
];

impl Listing {
    /// Of a folder that has this stamp and is about to be read.
    pub fn new(stamp: Stamp) -> Self {
        Self::of_bytes(stamp, Vec::new())
    }

    /// Adds a name.
    pub fn push(&mut self, name: &[u8], kind: FileType) {
        let kind = KINDS.iter().position(|known| *known == kind);
        let kind = kind.unwrap_or(KINDS.len() - 1) as u8;
        match u8::try_from(name.len()) {
            Ok(length) => {
                self.bytes.extend_from_slice(&[kind, length]);
                self.bytes.extend_from_slice(name);
            }
            Err(_) => self.broken = true,
        }
    }

    /// Every name with what it is.
    pub fn iter(&self) -> impl Iterator<Item = (&[u8], FileType)> {
        let mut rest = self.bytes.as_slice();
        std::iter::from_fn(move || {
            let (&[kind, length], names) = rest.split_first_chunk()?;
            let (name, after) = names.split_at_checked(length.into())?;
            rest = after;
            Some((name, *KINDS.get(usize::from(kind))?))
        })
    }

    pub(super) fn of_bytes(stamp: Stamp, bytes: Vec<u8>) -> Self {
        Self {
            stamp,
            bytes,
            broken: false,
        }
    }

    /// Nothing if not every name is there.
    pub(super) fn bytes(&self) -> Option<&[u8]> {
        (!self.broken).then_some(&self.bytes)
    }
}
