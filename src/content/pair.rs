//! Two bytes at a distance, without regard to the case of ASCII letters: where they are first in a text. A processor compares
//! many bytes at once, as long as nothing is asked of them one by one.

/// Bytes that are compared at once.
const CHUNK: usize = 32;
/// Makes the two cases of a letter the same; other bytes may become the same as well, so what is found is to be looked at.
const CASE: u8 = 0x20;

/// See the top of the file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    letters: [u8; 2],
    distance: usize,
}

impl Pair {
    /// The second letter so many bytes behind the first.
    pub(super) fn new(letters: [u8; 2], distance: usize) -> Self {
        Self {
            letters: letters.map(|byte| byte | CASE),
            distance,
        }
    }

    /// Where the first letter is. Every place of the two is found, and some of others.
    pub(super) fn find(self, text: &[u8]) -> Option<usize> {
        let shifted = text.get(self.distance..)?;
        let [first, second] = self.letters;
        let is = |(a, b): (&u8, &u8)| ((a | CASE) ^ first) | ((b | CASE) ^ second) == 0;
        let (chunks, others) = (text.as_chunks::<CHUNK>().0, shifted.as_chunks::<CHUNK>().0);
        let has = |(chunk, other): &(&[u8; CHUNK], &[u8; CHUNK])| {
            let pairs = chunk.iter().zip(other.iter());
            pairs.fold(0, |any, pair| any | u8::from(is(pair))) != 0
        };
        let skipped = chunks.iter().zip(others).take_while(|it| !has(it)).count() * CHUNK;
        let rest = text.get(skipped..)?.iter();
        let place = rest.zip(shifted.get(skipped..)?).position(is);
        place.map(|place| skipped + place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::properties::properties;
    use proptest::prelude::*;

    proptest! {

        #![proptest_config(properties(256))]
        #[test]
        fn the_first_place_is_found(text in "[ab.]{0,120}[abxX]{0,40}", distance in 0..40_usize) {
            let bytes = text.to_ascii_lowercase().into_bytes();
            let plainly = (0..bytes.len()).find(|at| bytes[*at] == b'x' && bytes.get(at + distance) == Some(&b'a'));
            prop_assert_eq!(Pair::new([b'x', b'a'], distance).find(text.as_bytes()), plainly);
        }
    }
}
