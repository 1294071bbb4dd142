//! The folder of real articles, specifications and the first article, which lies beside the project where there is one.
//! A test that needs it skips without it, and says so in a line that `.ci/run` counts.
#![allow(clippy::print_stdout, reason = "saying so is the point")]

use std::path::{Path, PathBuf};

/// The folder, if it is there. `NEWSREADER_SHARED` in the environment names another place for it.
pub(crate) fn shared(test: &str) -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let folder = std::env::var_os("NEWSREADER_SHARED").map_or_else(beside, PathBuf::from);
    if !folder.is_dir() {
        println!("skipped: {test}: ../shared is absent");
        return None;
    }
    Some(folder)
}
