//! Programs outside: the browser. An argument of its own, never a shell, nothing of its output on our screen.
//! Called by the loop, after the reader has seen the address and said yes.

use std::io;

/// Asks the desktop to open an http(s) address (see `app::address`), detached from us.
///
/// # Errors
/// When no browser can be started.
pub fn browse(url: &str) -> io::Result<()> {
    open::that_detached(url)
}
