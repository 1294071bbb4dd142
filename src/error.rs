//! The few errors that end the program before anything is drawn, each naming its path.
//! Not for what is wrong with one article or one folder of many: that is a `Problem` or a line of the
//! loader's summary. Made by the rim, printed by `main`.

use crate::text::Clean;

/// Why there is nothing to read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A path that does not exist.
    #[error("{path}: there is no such file or folder")]
    Missing {
        /// As it was typed.
        path: Clean,
    },
    /// A path that the system does not let us read.
    #[error("{path}: {reason}")]
    Unreadable {
        /// As it was typed.
        path: Clean,
        /// In the system's words.
        reason: Clean,
    },
    /// A path that cannot be written to.
    #[error("{path}: cannot be written: {reason}")]
    Unwritable {
        /// The path.
        path: Clean,
        /// In the system's words.
        reason: Clean,
    },
    /// A pipe, socket or device.
    #[error("{path}: is neither a folder nor a regular file")]
    Special {
        /// As it was typed.
        path: Clean,
    },
    /// Nowhere to draw or no keys to read.
    #[error(
        "the reader needs a terminal; `newsreader list` and `newsreader show` write to files and pipes, and `newsreader --linear` needs none"
    )]
    NoTerminal,
    /// The terminal failed.
    #[error("the terminal cannot be used: {0}")]
    Terminal(Clean),
    /// Standard output failed.
    #[error("standard output cannot be written to: {0}")]
    Output(Clean),
    /// A folder where a file was asked for.
    #[error("{0}: is a folder; name one article of it")]
    Folder(Clean),
    /// An article that was asked for by name cannot be read.
    #[error("{0}")]
    Body(Clean),
    /// Nowhere to keep settings or marks.
    #[error("settings and marks are kept below the home directory, and there is none")]
    NoHome,
    /// What was to be imported are no marks.
    #[error("these marks cannot be imported: {0}")]
    Import(Clean),
    /// More paths than articles can name.
    #[error("{path}: is one path too many; {} are read at most", u16::MAX)]
    TooMany {
        /// The first that is too many.
        path: Clean,
    },
}

impl Error {
    /// The terminal's words.
    pub fn terminal(error: &std::io::Error) -> Self {
        Self::Terminal(Clean::line(&error.to_string()))
    }

    /// Standard output's words.
    pub fn output(error: &std::io::Error) -> Self {
        Self::Output(Clean::line(&error.to_string()))
    }
}
