//! Programs outside: the browser, the editor, the clipboard. An argument of its own for each word, never a shell.
//! Called by the loop, after the reader has seen the address and said yes.

mod clipboard;
mod editor;

use std::env;
use std::io;
use std::path::PathBuf;

use rustix::fs::{Access, access};

pub use clipboard::copy;
pub use editor::editor;

/// Asks the desktop to open an http(s) address (see `app::address`), detached from us.
///
/// # Errors
/// When no browser can be started.
pub fn browse(url: &str) -> io::Result<()> {
    open::that_detached(url)
}

/// Where a program is: a path as it is, a name in the folders of `PATH`, but never in the current one.
pub fn find(name: &str) -> Option<PathBuf> {
    let can_run = |path: &PathBuf| path.is_file() && access(path, Access::EXEC_OK).is_ok();
    if name.contains('/') {
        return Some(PathBuf::from(name)).filter(can_run);
    }
    let folders = env::var_os("PATH")?;
    let mut folders = env::split_paths(&folders).filter(|folder| folder.is_absolute());
    folders.find_map(|folder| Some(folder.join(name)).filter(can_run))
}
