//! What is left of a damaged database: its intact rows go into a new file, and the old one is set aside.
//! A table is read from both ends to where it is broken, then what is missing is asked for one by one.

use std::collections::{BTreeMap, HashMap};
use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use rusqlite::{Connection, Row};

use crate::content::marks::Mark;
use crate::store::bookmarks::{self, Kept};
use crate::store::database::{Database, Trouble, readable};
use crate::store::{Entry, searches, texts};

/// What a salvage did.
#[derive(Debug)]
pub(super) struct Salvaged {
    /// Marks that were kept.
    pub(super) kept: usize,
    /// Where the damaged file is.
    pub(super) aside: PathBuf,
}

/// Puts a new database with the intact rows in the place of a damaged one. Of several instances one does it, the others are
/// told [`Trouble::Busy`]. None: another one did it already.
pub(super) fn salvage(file: &Path) -> Result<Option<Salvaged>, Trouble> {
    let lock = File::create(beside(file, "lock"))?;
    lock.try_lock().map_err(|_| Trouble::Busy)?;
    if !matches!(Database::open(file), Err(Trouble::Corrupt)) {
        return Ok(None);
    }
    let new = beside(file, "new");
    // A salvage that was broken off may have put the log aside already: what it had saved counts as well.
    let mut rescued = rescue(&new)?;
    rescued.extend(rescue(file)?);
    for old in parts(&new) {
        let _ = fs::remove_file(old);
    }
    let mut database = Database::open(&new)?;
    database.merge(&rescued.entries)?;
    let kept = database.all()?.len();
    texts::put(&mut database.connection, &rescued.texts)?;
    searches::put(&mut database.connection, &rescued.searches())?;
    for row in &rescued.bookmarks {
        bookmarks::put_row(&database.connection, row)?;
    }
    // One file, without a log beside it.
    let journal = "PRAGMA journal_mode = DELETE";
    database.connection.query_row(journal, [], |_| Ok(()))?;
    drop(database);
    let aside = free(file);
    // The damaged file keeps its name until the new one has it: there is always one of them. Its log must go before.
    fs::hard_link(file, &aside).or_else(|_| fs::copy(file, &aside).map(drop))?;
    let logs = parts(file).into_iter().zip(parts(&aside)).skip(1);
    for (old, new) in logs {
        match fs::rename(&old, &new) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    fs::rename(&new, file)?;
    Ok(Some(Salvaged { kept, aside }))
}

/// The file and those that `SQLite` keeps beside it.
fn parts(file: &Path) -> [PathBuf; 3] {
    ["", "-wal", "-shm"].map(|end| {
        let mut name: OsString = file.as_os_str().to_owned();
        name.push(end);
        name.into()
    })
}

fn beside(file: &Path, end: &str) -> PathBuf {
    file.with_extension(end)
}

/// A name that nothing has yet: the time is in it.
fn free(file: &Path) -> PathBuf {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let seconds = now.map_or(0, |since| since.as_secs());
    let name = |number: u64| beside(file, &format!("corrupt-{number}"));
    let mut number = seconds;
    while name(number).exists() {
        number += 1;
    }
    name(number)
}

/// What can still be read.
#[derive(Default)]
struct Rescued {
    entries: Vec<Entry>,
    texts: Vec<(i64, Vec<u8>)>,
    bookmarks: Vec<Kept>,
    searches: Vec<searches::Kept>,
}

impl Rescued {
    /// Adds what was found elsewhere, which is newer.
    fn extend(&mut self, other: Self) {
        self.entries.extend(other.entries);
        self.texts.extend(other.texts);
        self.bookmarks.extend(other.bookmarks);
        self.searches.extend(other.searches);
    }

    /// The oldest first.
    fn searches(&mut self) -> Vec<(Vec<u8>, String)> {
        self.searches.sort_by_key(|(_, _, number)| *number);
        let searches = self.searches.drain(..);
        searches.map(|(scope, words, _)| (scope, words)).collect()
    }
}

/// # Errors
/// When the file is there and cannot be opened, for another reason than that it is damaged: it may well be, later.
fn rescue(file: &Path) -> Result<Rescued, Trouble> {
    let connection = match readable(file) {
        Ok(connection) => connection,
        Err(Trouble::Corrupt) => return Ok(Rescued::default()),
        Err(_) if !file.exists() => return Ok(Rescued::default()),
        Err(trouble) => return Err(trouble),
    };
    // Else a file that is shorter than it should be is not read at all.
    let _ = connection.pragma_update(None, "writable_schema", true);
    let articles = articles(&connection);
    let marks = marks(&connection, &articles);
    let entries = marks.into_iter().filter_map(|((article, kind), mark)| {
        let (root, path) = articles.get(&article)?.clone();
        let kind = u8::try_from(kind).ok()?;
        let entry = Entry {
            root,
            path,
            kind,
            mark,
        };
        entry.is_sound().then_some(entry)
    });
    Ok(Rescued {
        entries: entries.collect(),
        texts: packed(&connection),
        bookmarks: read(&connection, bookmarks::ALL, bookmarks::row),
        searches: read(&connection, searches::ALL, searches::row),
    })
}

/// The oldest first. Whether one is whole is seen when it is unpacked.
fn packed(connection: &Connection) -> Vec<(i64, Vec<u8>)> {
    let one = |row: &Row| Ok((row.get(2)?, (row.get(0)?, row.get(1)?)));
    let mut found: BTreeMap<i64, (i64, Vec<u8>)> = BTreeMap::new();
    for order in ["", "DESC"] {
        let query =
            format!("SELECT print, packed, number FROM texts NOT INDEXED ORDER BY print {order}");
        found.extend(read(connection, &query, one));
    }
    found.into_values().collect()
}

type Articles = HashMap<i64, (Vec<u8>, Vec<u8>)>;

/// From the table and from its index, which has all of it, too.
fn articles(connection: &Connection) -> Articles {
    let one = |row: &Row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?)));
    let mut found = HashMap::new();
    for query in [
        "SELECT id, root, path FROM articles NOT INDEXED ORDER BY id",
        "SELECT id, root, path FROM articles NOT INDEXED ORDER BY id DESC",
        "SELECT id, root, path FROM articles INDEXED BY sqlite_autoindex_articles_1 ORDER BY root, path",
        "SELECT id, root, path FROM articles INDEXED BY sqlite_autoindex_articles_1 ORDER BY root DESC, path DESC",
    ] {
        for (id, names) in read(connection, query, one) {
            found.entry(id).or_insert(names);
        }
    }
    found
}

fn marks(connection: &Connection, articles: &Articles) -> BTreeMap<(i64, i64), Mark> {
    let one = |row: &Row| {
        let counter = row.get::<_, i64>(2)?.max(0).cast_unsigned();
        let value = row.get(3)?;
        Ok(((row.get(0)?, row.get(1)?), Mark { counter, value }))
    };
    let columns = "SELECT article, kind, counter, value FROM marks";
    let mut found = BTreeMap::new();
    for order in ["", "DESC"] {
        let query = format!("{columns} ORDER BY article {order}, kind {order}");
        found.extend(read(connection, &query, one));
    }
    let missing = |id: &&i64| {
        found
            .range((**id, i64::MIN)..=(**id, i64::MAX))
            .next()
            .is_none()
    };
    let missing: Vec<i64> = articles.keys().filter(missing).copied().collect();
    for id in missing {
        let query = format!("{columns} WHERE article = {id}");
        found.extend(read(connection, &query, one));
    }
    found
}

/// What a query gives before it fails. It is asked twice then: what is damaged stays so, what failed by accident does not.
fn read<T>(
    connection: &Connection,
    query: &str,
    one: impl Fn(&Row) -> rusqlite::Result<T>,
) -> Vec<T> {
    let (mut first, whole) = ask(connection, query, &one);
    if !whole {
        let (second, _) = ask(connection, query, &one);
        if second.len() > first.len() {
            first = second;
        }
    }
    first
}

/// The rows up to the first that cannot be read, and whether there was none such.
fn ask<T>(
    connection: &Connection,
    query: &str,
    one: impl Fn(&Row) -> rusqlite::Result<T>,
) -> (Vec<T>, bool) {
    let mut rows = Vec::new();
    let all = || -> rusqlite::Result<()> {
        for row in connection.prepare(query)?.query_map([], one)? {
            rows.push(row?);
        }
        Ok(())
    };
    let whole = all().is_ok();
    (rows, whole)
}
