//! The texts that were read, compressed, by their prints: to show later what was changed in them. There is a bound for all of them
//! together; the oldest go first.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use rusqlite::{Connection, TransactionBehavior, params};

use crate::store::database::Trouble;

/// The most that all of them may take, in bytes.
const MOST: i64 = 32 << 20;
/// The longest text that is unpacked, in bytes.
const LONGEST: usize = 1 << 20;
/// How much work is put into packing, of 10.
const LEVEL: u8 = 6;

/// Compresses a text.
pub(super) fn pack(text: &str) -> Vec<u8> {
    compress_to_vec(text.as_bytes(), LEVEL)
}

/// Keeps packed texts.
pub(super) fn put(connection: &mut Connection, texts: &[(i64, Vec<u8>)]) -> Result<(), Trouble> {
    let begin = TransactionBehavior::Immediate;
    let transaction = connection.transaction_with_behavior(begin)?;
    for (print, packed) in texts {
        let insert = "INSERT OR REPLACE INTO texts
            SELECT ?, ?, 1 + coalesce(max(number), 0) FROM texts";
        transaction.execute(insert, params![print, packed])?;
    }
    let oldest = "DELETE FROM texts WHERE number <= (SELECT max(number) FROM
        (SELECT number, sum(length(packed)) OVER (ORDER BY number DESC) AS size FROM texts)
        WHERE size > ?)";
    transaction.execute(oldest, [MOST])?;
    Ok(transaction.commit()?)
}

/// The text of a print, if it is kept and whole.
pub(super) fn get(connection: &Connection, print: i64) -> Option<String> {
    let query = "SELECT packed FROM texts WHERE print = ?";
    let packed: Vec<u8> = connection
        .query_row(query, [print], |row| row.get(0))
        .ok()?;
    let bytes = decompress_to_vec_with_limit(&packed, LONGEST).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    (crate::content::marks::print(text.as_bytes()) == print).then_some(text)
}
