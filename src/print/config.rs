//! `newsreader config`: the options in writing, where they lie, what is wrong with those that were set.
//! Writes to standard output only.

use std::io;

use crate::cli::Config;
use crate::settings::{self, Loaded};

/// Writes what was asked for; whether nothing is wrong.
///
/// # Errors
/// When standard output cannot be written to.
pub fn config(args: &Config, loaded: &Loaded) -> io::Result<bool> {
    let faults = &loaded.faults;
    super::to_stdout(|out| {
        if args.print {
            return out.write_all(settings::default_file().as_bytes());
        }
        if args.path {
            let path = settings::config_file().unwrap_or_default();
            return writeln!(out, "{}", path.display());
        }
        if args.keys {
            return out.write_all(loaded.keys.markdown().as_bytes());
        }
        if args.check {
            return faults.iter().try_for_each(|fault| writeln!(out, "{fault}"));
        }
        let schema = settings::schema(args.collection_schema);
        writeln!(out, "{schema:#}")
    })?;
    Ok(!args.check || faults.is_empty())
}
