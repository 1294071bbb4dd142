//! Every path of ours on this machine. (The options of a config file will live here too.)
//! Nothing is made here; whoever writes a file makes its folder.

use std::path::PathBuf;

use directories::ProjectDirs;

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
