//! Every body that is made to be slow, opened as far as its first screen: `cargo bench --bench matrix`. Prints the slowest and
//! fails where one takes too long, where time grows faster than size, or where memory does.
#![allow(missing_docs, clippy::print_stdout, clippy::panic)]

#[path = "../tests/support/matrix.rs"]
mod matrix;

use std::time::Duration;

use matrix::{cases, first_screen, pathological, peak};

/// So long may the first screen take,
const LONGEST: Duration = Duration::from_millis(250);
/// so much memory may all of it take, in MiB,
const MOST: u64 = 200;
/// and four times the size takes so many times the time, at most,
const GROWTH: u32 = 5;
/// where it takes long enough for that to be measured.
const MEASURABLE: Duration = Duration::from_millis(5);
/// Just below what the guard refuses, the parser has most to do.
const DEEP: usize = 99;

fn main() {
    let mut times = Vec::new();
    for case in cases() {
        for most in [usize::MAX, DEEP] {
            let time = first_screen(&case.body(64 << 10, most));
            times.push((time, format!("{case:?}, at most {most}")));
        }
    }
    told("two phases of 64 KiB", times);
    let mut times = Vec::new();
    for ((name, small), (_, large)) in pathological(64 << 10).iter().zip(pathological(256 << 10)) {
        let (first, second) = (best(small), best(&large));
        println!("{first:>10.1?} at 64 KiB, {second:>10.1?} at 256 KiB: {name}");
        assert!(
            second <= first.max(MEASURABLE) * GROWTH,
            "{name} grows too fast"
        );
        times.push((second, name.to_string()));
    }
    for (name, body) in pathological(1 << 20) {
        times.push((first_screen(&body), format!("{name}, 1 MiB")));
    }
    told("pathological", times);
    let peak = peak();
    println!("peak memory: {peak:?} MiB");
    assert!(peak.is_none_or(|peak| peak <= MOST), "too much memory");
}

fn best(body: &str) -> Duration {
    let times = (0..3).map(|_| first_screen(body));
    times.min().unwrap_or_default()
}

/// Prints the slowest, and panics where it is too slow.
fn told(what: &str, mut times: Vec<(Duration, String)>) {
    times.sort();
    let all: Duration = times.iter().map(|(time, _)| *time).sum();
    println!(
        "{what}: {} bodies, {:?} each",
        times.len(),
        all / times.len() as u32
    );
    for (time, name) in times.iter().rev().take(10) {
        println!("{time:>10.1?} {name}");
    }
    let slowest = times.last().map(|(time, _)| *time).unwrap_or_default();
    assert!(slowest <= LONGEST, "too slow: {slowest:?}");
}
