//! What can be set, from where it comes, and every path of ours on this machine.
//! Nothing is made here; whoever writes a file makes its folder.

mod bindings;
mod layer;
mod load;
mod looks;
mod options;
mod programs;
mod searches;
mod tree;
mod written;

#[cfg(test)]
mod tests;

use std::path::PathBuf;

use directories::ProjectDirs;

pub use bindings::Own;
pub use layer::{Fault, Layer, Source, lay};
pub use load::{COLLECTION, Loaded, Wanted, load};
pub use looks::theme_names;
pub use options::Settings;
pub use programs::Programs;
pub use written::{default_file, schema};

/// The user's config file, there or not. None without a home.
pub fn config_file() -> Option<PathBuf> {
    let ours = ProjectDirs::from("", "", "newsreader")?;
    Some(ours.config_dir().join("config.yaml"))
}

/// Where what happens is written down: the state directory, where the system has none the local data directory.
/// None without a home.
pub fn state_directory() -> Option<PathBuf> {
    let ours = ProjectDirs::from("", "", "newsreader")?;
    Some(
        ours.state_dir()
            .unwrap_or_else(|| ours.data_local_dir())
            .to_owned(),
    )
}

/// Where what can be made anew is kept. None without a home.
pub fn cache_directory() -> Option<PathBuf> {
    let ours = ProjectDirs::from("", "", "newsreader")?;
    Some(ours.cache_dir().to_owned())
}

/// Where what must last is kept: the marks. None without a home.
pub fn data_directory() -> Option<PathBuf> {
    let ours = ProjectDirs::from("", "", "newsreader")?;
    Some(ours.data_dir().to_owned())
}
