//! The same model written to standard output: `list`, `show` and `check`.
//! For pipes and scripts: no terminal is needed, no escape is written that was not asked for.

mod blocks;
mod check;
mod config;
mod list;
mod show;

use std::io::{self, BufWriter, Write};

pub use blocks::blocks;
pub use check::{Looking, Sum, check};
pub use config::config;
pub use list::{Asked, list};
pub use show::{Colours, Text, show};

/// Writes a text that is ready.
///
/// # Errors
/// When standard output cannot be written to.
pub fn text(text: &[u8]) -> io::Result<()> {
    to_stdout(|out| out.write_all(text))
}

/// Runs `write` on standard output. A reader that closes the pipe ends it quietly.
fn to_stdout(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
            // What is still buffered has nowhere to go; dropping the buffer would try again.
            let _ = out.into_parts();
            Ok(())
        }
        done => done,
    }
}
