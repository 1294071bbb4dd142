//! What goes to standard error: one clean sentence each, and the report of a panic.
//! For what ends the program or must be said beside its output; notices of the reader go to its status line.

use std::backtrace::Backtrace;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::panic::PanicHookInfo;
use std::{fs, process};

use crate::journal;
use crate::settings::state_directory;
use crate::text::Clean;

/// Prints `newsreader: sentence`. A closed standard error is no reason to fail.
pub(crate) fn say(sentence: &str) {
    journal::note(sentence);
    let _ = writeln!(io::stderr(), "newsreader: {}", Clean::line(sentence));
}

/// Prints what happened, and where the whole report is; without a state directory the report itself.
pub(crate) fn panicked(info: &PanicHookInfo) {
    let mut report = String::new();
    let _ = write!(
        report,
        "newsreader {} {info}\n\n{}",
        env!("CARGO_PKG_VERSION"),
        Backtrace::force_capture()
    );
    let file = state_directory().and_then(|directory| {
        fs::create_dir_all(&directory).ok()?;
        let file = directory.join(format!("panic-{}.txt", process::id()));
        fs::write(&file, &report).ok().map(|()| file)
    });
    match file {
        Some(file) => say(&format!(
            "a mistake in the program: {info}. The report is in {}",
            file.display()
        )),
        None => say(&report),
    }
}
