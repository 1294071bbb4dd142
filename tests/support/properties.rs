//! How properties are tried: the same cases at every run, and no files left behind.
//! `PROPTEST_RNG_SEED` and `PROPTEST_CASES` in the environment explore further.

use proptest::test_runner::{Config, RngSeed};

/// So many cases, unless the environment says otherwise.
pub(crate) fn properties(cases: u32) -> Config {
    let asked = Config::default();
    Config {
        cases: std::env::var_os("PROPTEST_CASES").map_or(cases, |_| asked.cases),
        rng_seed: match asked.rng_seed {
            RngSeed::Random => RngSeed::Fixed(1),
            fixed @ RngSeed::Fixed(_) => fixed,
        },
        failure_persistence: None,
        ..asked
    }
}
