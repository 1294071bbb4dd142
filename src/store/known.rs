//! The marks of some folders, for who only asks: nothing is made, written or mended.
//! Where there is no file, nothing is marked.

use std::path::Path;

use crate::content::article::ArticleId;
use crate::content::marks::{Kind, Row};
use crate::error::Error;
use crate::store::Entry;
use crate::store::database::Database;
use crate::store::transfer::{error, patiently};
use crate::text::Clean;

/// The marks of the articles in these canonical folders, the n-th being that of the n-th source.
///
/// # Errors
/// When there is a file that cannot be read.
pub fn known(file: &Path, folders: &[Vec<u8>]) -> Result<Vec<Row>, Error> {
    if !file.exists() {
        return Ok(Vec::new());
    }
    let why = Clean::line("it is no file of marks");
    let entries = patiently(|| Database::sealed(file, why.clone())?.all());
    let entries = entries.map_err(|trouble| error(file, trouble))?;
    let rows = entries.into_iter().filter_map(|entry| row(folders, entry));
    Ok(rows.collect())
}

/// The mark by the names of this reader, if it is one of its folders.
pub(super) fn row(folders: &[Vec<u8>], entry: Entry) -> Option<Row> {
    let source = folders.iter().position(|it| *it == entry.root)?;
    Some(Row {
        id: ArticleId {
            source: u16::try_from(source).ok()?,
            path: entry.path.into(),
        },
        kind: *Kind::ALL.get(usize::from(entry.kind))?,
        mark: entry.mark,
    })
}
