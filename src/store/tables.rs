//! The tables of the database, step by step as they came to be: a file of any earlier version is brought to this one, all steps
//! at once or none. A step that was ever released is never changed.

use rusqlite::{Connection, TransactionBehavior};

use crate::store::database::{Trouble, pragma};

/// Says whose file it is (`news`).
const APPLICATION: i64 = 0x6e65_7773;

/// What leads from each version to the next.
const STEPS: [&str; 4] = [
    "CREATE TABLE articles (id INTEGER PRIMARY KEY, root BLOB NOT NULL, path BLOB NOT NULL, UNIQUE (root, path)) STRICT;
    CREATE TABLE marks (article INTEGER NOT NULL, kind INTEGER NOT NULL, counter INTEGER NOT NULL,
        value INTEGER NOT NULL, written INTEGER NOT NULL, PRIMARY KEY (article, kind)) STRICT, WITHOUT ROWID;
    CREATE INDEX marks_written ON marks (written);
    CREATE TABLE clock (one INTEGER PRIMARY KEY, counter INTEGER NOT NULL, written INTEGER NOT NULL) STRICT;
    INSERT INTO clock VALUES (1, 0, 0);",
    "CREATE TABLE texts (print INTEGER PRIMARY KEY, packed BLOB NOT NULL, number INTEGER NOT NULL) STRICT;
    CREATE INDEX texts_number ON texts (number);",
    "CREATE TABLE bookmarks (scope BLOB PRIMARY KEY, shown TEXT NOT NULL, ended INTEGER NOT NULL, known BLOB) STRICT;",
    "CREATE TABLE searches (scope BLOB NOT NULL, words TEXT NOT NULL, number INTEGER NOT NULL,
        PRIMARY KEY (scope, words)) STRICT, WITHOUT ROWID;
    CREATE INDEX searches_number ON searches (number);",
];

/// The version of the tables.
pub(super) const VERSION: i64 = STEPS.len().cast_signed() as i64;

/// Brings the tables to this version.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), Trouble> {
    if pragma(connection, "user_version")? == VERSION {
        return Ok(());
    }
    let begin = TransactionBehavior::Immediate;
    let transaction = connection.transaction_with_behavior(begin)?;
    // Meanwhile another instance may have done it.
    let version = pragma(&transaction, "user_version")?;
    if version == 0 {
        let tables = "SELECT count(*) FROM sqlite_schema";
        let tables: i64 = transaction.query_row(tables, [], |row| row.get(0))?;
        if tables > 0 {
            return Err(Trouble::Corrupt);
        }
        transaction.pragma_update(None, "application_id", APPLICATION)?;
    }
    let done = usize::try_from(version).map_err(|_| Trouble::Corrupt)?;
    for step in STEPS.iter().skip(done) {
        transaction
            .execute_batch(step)
            .map_err(|error| match Trouble::from(error) {
                // Such tables are there already, or those that it builds on are not.
                Trouble::Other(_) if done > 0 => Trouble::Corrupt,
                trouble => trouble,
            })?;
    }
    transaction.pragma_update(None, "user_version", VERSION)?;
    Ok(transaction.commit()?)
}

/// Whether the file is one of ours.
pub(super) fn is_ours(connection: &Connection) -> rusqlite::Result<bool> {
    Ok(pragma(connection, "application_id")? == APPLICATION)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_any_version_gets_the_tables_of_this_one() {
        let schema = |connection: &Connection| -> Vec<String> {
            let mut query = connection
                .prepare("SELECT sql FROM sqlite_schema WHERE sql NOTNULL ORDER BY sql")
                .unwrap();
            let rows = query.query_map([], |row| row.get(0)).unwrap();
            rows.map(Result::unwrap).collect()
        };
        let mut new = Connection::open_in_memory().unwrap();
        migrate(&mut new).unwrap();
        for version in 1..STEPS.len() {
            let mut old = Connection::open_in_memory().unwrap();
            for step in &STEPS[..version] {
                old.execute_batch(step).unwrap();
            }
            old.pragma_update(None, "user_version", version.cast_signed() as i64)
                .unwrap();
            migrate(&mut old).unwrap();
            assert_eq!(schema(&old), schema(&new), "from {version}");
            assert_eq!(pragma(&old, "user_version").unwrap(), VERSION);
        }
    }

    #[test]
    fn what_is_no_such_version_is_left_as_it_is() {
        let mut odd = Connection::open_in_memory().unwrap();
        odd.execute_batch("CREATE TABLE texts (x)").unwrap();
        odd.pragma_update(None, "user_version", 1).unwrap();
        assert!(matches!(migrate(&mut odd), Err(Trouble::Corrupt)));
        assert_eq!(pragma(&odd, "user_version").unwrap(), 1);
    }
}
