//! What the fuzz targets hold against the program, here on a few texts and on all that they once found. (With it, their common part
//! is built by every run of the tests.)
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    unreachable_pub,
    missing_docs
)]

#[path = "../fuzz/src/lib.rs"]
#[allow(
    dead_code,
    clippy::too_many_lines,
    reason = "the targets need all of it"
)]
mod fuzz;

use fuzz::read_and_set;
use fuzz::reader::Reader;

/// Bodies that broke a promise.
const BODIES: [&str; 3] = ["a \r\r\ta\r", "\ta\r\r\n\nb", "<div>\n\r\r\ta\r\n"];

#[test]
fn bodies_that_were_found_are_read_and_set() {
    for body in BODIES {
        for choices in [[0x61, 0x61], [0, 0], [20, 0x1e]] {
            read_and_set(body, choices);
        }
    }
}

#[test]
fn keys_that_were_found_leave_everything_in_its_place() {
    for keys in [&b"jjj\rjjjGgg q"[..], b"/rome\r\rjj\x1bs m u"] {
        let mut reader = Reader::new(b"abcdefghijklmnopqrstuvwxyz");
        for byte in keys {
            reader.take(*byte);
        }
    }
}
