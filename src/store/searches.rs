//! What was searched for in each folder, to be taken up again: each search once, those of the last time first to come back.
//! Those of all instances together; there is a bound for each folder and for all of them, the oldest go first.

use rusqlite::{Connection, Row, TransactionBehavior, params};

use crate::store::database::Trouble;

/// So many of one folder are kept.
const MOST: u32 = 100;
/// And so many of all.
const MOST_OF_ALL: u32 = 10_000;

/// A folder's name, the words, and a number that is greater the later they were looked for.
pub(super) type Kept = (Vec<u8>, String, i64);

/// All rows as they are.
pub(super) const ALL: &str = "SELECT scope, words, number FROM searches";

pub(super) fn row(row: &Row) -> rusqlite::Result<Kept> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
}

/// Keeps searches, the last one last.
pub(super) fn put(
    connection: &mut Connection,
    searches: &[(Vec<u8>, String)],
) -> Result<(), Trouble> {
    let begin = TransactionBehavior::Immediate;
    let transaction = connection.transaction_with_behavior(begin)?;
    for (scope, words) in searches {
        let insert = "INSERT OR REPLACE INTO searches
            SELECT ?, ?, 1 + coalesce(max(number), 0) FROM searches";
        let oldest = "DELETE FROM searches WHERE scope = ?1 AND number <=
            (SELECT number FROM searches WHERE scope = ?1 ORDER BY number DESC LIMIT 1 OFFSET ?2)";
        transaction.execute(insert, params![scope, words])?;
        transaction.execute(oldest, params![scope, MOST])?;
    }
    let oldest = "DELETE FROM searches WHERE number <=
        (SELECT number FROM searches ORDER BY number DESC LIMIT 1 OFFSET ?)";
    transaction.execute(oldest, [MOST_OF_ALL])?;
    Ok(transaction.commit()?)
}

/// The searches of a folder, the oldest first.
pub(super) fn get(connection: &Connection, scope: &[u8]) -> Result<Vec<String>, Trouble> {
    let mut query =
        connection.prepare("SELECT words FROM searches WHERE scope = ? ORDER BY number")?;
    let words = query.query_map([scope], |row| row.get(0))?;
    Ok(words.collect::<Result<_, _>>()?)
}
