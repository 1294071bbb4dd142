//! Bookmarks by the folders that were read: what was shown as JSON, the known articles in their own form.
//! Those of too many folders are forgotten, the oldest first.

use rusqlite::{Connection, Row, params};

use crate::content::bookmark::{Bookmark, Known};
use crate::store::database::Trouble;

/// So many folders have a bookmark.
const MOST: u32 = 100;

/// A folder's name and the rest of the row, as it is in the table.
pub(super) type Kept = (Vec<u8>, String, i64, Option<Vec<u8>>);

/// All rows as they are.
pub(super) const ALL: &str = "SELECT scope, shown, ended, known FROM bookmarks";

pub(super) fn row(row: &Row) -> rusqlite::Result<Kept> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
}

/// Keeps a bookmark; the known articles stay as they are where it has none.
pub(super) fn put(
    connection: &Connection,
    scope: &[u8],
    bookmark: &Bookmark,
) -> Result<(), Trouble> {
    let shown = serde_json::to_string(&bookmark.shown).unwrap_or_default();
    let known = bookmark.known.as_ref().map(Known::to_bytes);
    put_row(connection, &(scope.to_vec(), shown, bookmark.ended, known))
}

/// Puts a row in.
pub(super) fn put_row(
    connection: &Connection,
    (scope, shown, ended, known): &Kept,
) -> Result<(), Trouble> {
    let upsert = "INSERT INTO bookmarks VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE
        SET shown = excluded.shown, ended = excluded.ended, known = coalesce(excluded.known, known)";
    let oldest = "DELETE FROM bookmarks WHERE scope IN
        (SELECT scope FROM bookmarks ORDER BY ended DESC LIMIT -1 OFFSET ?)";
    connection.execute(upsert, params![scope, shown, ended, known])?;
    connection.execute(oldest, [MOST])?;
    Ok(())
}

/// Whether no folder has a bookmark.
pub(super) fn are_none(connection: &Connection) -> bool {
    let any = "SELECT EXISTS (SELECT 1 FROM bookmarks)";
    connection.query_row(any, [], |row| row.get(0)) == Ok(false)
}

/// The bookmark of these folders, if there is one.
pub(super) fn get(connection: &Connection, scope: &[u8]) -> Option<Bookmark> {
    let query = format!("{ALL} WHERE scope = ?");
    let (_, shown, ended, known) = connection.query_row(&query, [scope], row).ok()?;
    Some(Bookmark {
        // What another version wrote, and this one cannot read, is as good as nothing.
        shown: serde_json::from_str(&shown).unwrap_or_default(),
        ended,
        known: known.as_deref().map(Known::from_bytes),
    })
}
