//! Any sequence of keys, sizes, pointing and changes on the disk, on a library made by chance: nothing fails, and whatever is
//! selected is there. Up to the first byte 255 the input makes the library.
#![no_main]

use newsreader_fuzz::reader::Reader;

/// As many keys are enough to get anywhere.
const MOST: usize = 200;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let mut parts = data.splitn(2, |byte| *byte == 255);
    let (first, second) = (parts.next().unwrap_or_default(), parts.next());
    let (seed, keys) = second.map_or((&b"abcdefghijklmnopqrstuvwxyz"[..], first), |keys| {
        (first, keys)
    });
    let mut reader = Reader::new(seed);
    keys.iter().take(MOST).for_each(|byte| reader.take(*byte));
});
