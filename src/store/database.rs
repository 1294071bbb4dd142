//! The database file: how it is opened, read and written. Several instances may have it open at once; each
//! write is one transaction that is on the disk when it returns. Errors are told apart by what can be done about them.

use std::fmt::Write;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior, params};

use crate::content::marks::{Kind, Mark};
use crate::store::tables::{self, VERSION};
use crate::store::{Entry, HIGHEST};
use crate::text::Clean;

/// The bytes of a page.
const PAGE: u64 = 4096;
/// So long a write waits for another instance's.
const BUSY: Duration = Duration::from_millis(100);

/// The newer of two marks stays; the greater value where both are as new.
const UPSERT: &str = "
    INSERT INTO marks VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE
    SET counter = excluded.counter, value = excluded.value, written = excluded.written
    WHERE (excluded.counter, excluded.value) > (marks.counter, marks.value)";

const ALL: &str = "SELECT root, path, kind, counter, value FROM marks JOIN articles ON article = id
    WHERE written > ?1";

/// Why something cannot be done.
#[derive(Debug)]
pub(super) enum Trouble {
    /// Another instance is writing: soon it can.
    Busy,
    /// The file is damaged.
    Corrupt,
    /// Anything else, in a sentence's end.
    Other(Clean),
}

impl From<rusqlite::Error> for Trouble {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Corrupt,
            Some(ErrorCode::DiskFull) => Self::Other(Clean::line("the disk is full")),
            Some(ErrorCode::ReadOnly) => Self::Other(Clean::line("the file cannot be written to")),
            _ => Self::Other(Clean::line(&error.to_string())),
        }
    }
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        Self::Other(Clean::line(&error.to_string()))
    }
}

/// The open file.
pub(super) struct Database {
    pub(super) connection: Connection,
    /// Why it cannot be written to.
    pub(super) sealed: Option<Clean>,
    /// Device and inode: a file of this name that was set aside is another one.
    inode: Option<(u64, u64)>,
    /// The last write that was seen.
    seen: i64,
    /// The number `SQLite` has for what others wrote.
    version: i64,
}

impl Database {
    /// Opens the file, which is made if there is none. What can only be read is opened all the same.
    pub(super) fn open(file: &Path) -> Result<Self, Trouble> {
        prepare(file)?;
        match writable(file) {
            Err(Trouble::Other(why)) => Self::sealed(file, why),
            Ok(connection) => Ok(Self::new(file, connection, None)),
            Err(trouble) => Err(trouble),
        }
    }

    /// Opens the file for reading alone.
    pub(super) fn sealed(file: &Path, why: Clean) -> Result<Self, Trouble> {
        let connection = readable(file)?;
        connection.prepare(ALL).map_err(|error| {
            match Trouble::from(error) {
                // Without our tables, or in no state to be read.
                Trouble::Other(_) => Trouble::Other(why.clone()),
                trouble => trouble,
            }
        })?;
        Ok(Self::new(file, connection, Some(why)))
    }

    fn new(file: &Path, connection: Connection, sealed: Option<Clean>) -> Self {
        Self {
            connection,
            sealed,
            inode: inode(file),
            seen: -1,
            version: -1,
        }
    }

    /// Whether the file was set aside by somebody since it was opened.
    pub(super) fn is_stale(&self, file: &Path) -> bool {
        inode(file) != self.inode
    }

    /// What was written since the last time; the first time, everything.
    pub(super) fn news(&mut self) -> Result<Vec<Entry>, Trouble> {
        let pragma = "PRAGMA data_version";
        let version = self.connection.query_row(pragma, [], |row| row.get(0))?;
        if version == self.version {
            return Ok(Vec::new());
        }
        let transaction = self.connection.unchecked_transaction()?;
        let entries = since(&transaction, self.seen)?;
        self.seen = clock(&transaction)?.1;
        self.version = version;
        Ok(entries)
    }

    /// Writes marks that are newer than whatever is there, and returns them as they are now, with what others wrote.
    pub(super) fn write(&mut self, entries: Vec<Entry>) -> Result<Vec<Entry>, Trouble> {
        let begin = TransactionBehavior::Immediate;
        let transaction = self.connection.transaction_with_behavior(begin)?;
        let (counter, written) = clock(&transaction)?;
        let news = since(&transaction, self.seen)?;
        let fresh = |mut entry: Entry| {
            entry.mark.counter = entry.mark.counter.max(counter + 1);
            entry
        };
        let entries: Vec<Entry> = entries.into_iter().map(fresh).collect();
        put(&transaction, &entries, written + 1)?;
        transaction.commit()?;
        self.seen = written + 1;
        Ok(news.into_iter().chain(entries).collect())
    }

    /// Puts in marks of elsewhere; the newer ones stay.
    pub(super) fn merge(&mut self, entries: &[Entry]) -> Result<(), Trouble> {
        let begin = TransactionBehavior::Immediate;
        let transaction = self.connection.transaction_with_behavior(begin)?;
        let (_, written) = clock(&transaction)?;
        put(&transaction, entries, written + 1)?;
        transaction.commit()?;
        // Others may have written before: the next look shows it.
        self.version = -1;
        Ok(())
    }

    /// All marks.
    pub(super) fn all(&self) -> Result<Vec<Entry>, Trouble> {
        Ok(since(&self.connection, -1)?)
    }
}

/// Makes the folder and an empty file that only we can read; refuses what is no file, since opening it could wait for ever.
fn prepare(file: &Path) -> Result<(), Trouble> {
    match fs::metadata(file) {
        // Less than a page, yet not empty.
        Ok(it) if it.is_file() && (1..PAGE).contains(&it.len()) => return Err(Trouble::Corrupt),
        Ok(it) if it.is_file() => return Ok(()),
        Ok(_) => {
            let sentence = format!("{} is not a regular file", file.display());
            return Err(Trouble::Other(Clean::line(&sentence)));
        }
        Err(_) => {}
    }
    if let Some(folder) = file.parent() {
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)?;
    }
    let mut options: OpenOptions = File::options();
    options.append(true).create(true).mode(0o600).open(file)?;
    Ok(())
}

fn writable(file: &Path) -> Result<Connection, Trouble> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(file, flags)?;
    connection.busy_timeout(BUSY)?;
    if connection.is_readonly("main")? {
        return Err(Trouble::Other(Clean::line("the file cannot be written to")));
    }
    let version = pragma(&connection, "user_version")?;
    if version > VERSION {
        let why = "they were made by a newer version of newsreader";
        return Err(Trouble::Other(Clean::line(why)));
    }
    // Not every file system can have a shared log; then there is a private one.
    let shared = connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()));
    if let Err(error) = shared {
        match Trouble::from(error) {
            Trouble::Other(_) => {
                connection.query_row("PRAGMA journal_mode = TRUNCATE", [], |_| Ok(()))?;
            }
            trouble => return Err(trouble),
        }
    }
    connection.pragma_update(None, "synchronous", "FULL")?;
    tables::migrate(&mut connection)?;
    let sound: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if sound != "ok" || !tables::is_ours(&connection)? {
        return Err(Trouble::Corrupt);
    }
    connection.prepare(ALL).map_err(|_| Trouble::Corrupt)?;
    Ok(connection)
}

/// A connection that cannot write. Where the log cannot be shared either (a folder that is not ours), the file is read as it
/// stands.
pub(super) fn readable(file: &Path) -> Result<Connection, Trouble> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    connection.busy_timeout(BUSY)?;
    let tried = pragma(&connection, "user_version").map_err(Trouble::from);
    if !matches!(tried, Err(Trouble::Other(_))) {
        return Ok(connection);
    }
    let mut address = String::from("file:");
    for byte in std::path::absolute(file)?.as_os_str().as_encoded_bytes() {
        let plain = byte.is_ascii_alphanumeric() || b"/._-".contains(byte);
        if plain {
            address.push(char::from(*byte));
        } else {
            let _ = write!(address, "%{byte:02X}");
        }
    }
    address += "?immutable=1";
    let flags = flags | OpenFlags::SQLITE_OPEN_URI;
    Ok(Connection::open_with_flags(address, flags)?)
}

pub(super) fn pragma(connection: &Connection, name: &str) -> rusqlite::Result<i64> {
    connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get(0))
}

/// The highest counter and the number of the last write.
fn clock(connection: &Connection) -> rusqlite::Result<(u64, i64)> {
    let query = "SELECT counter, written FROM clock";
    connection.query_row(query, [], |row| {
        let counter: i64 = row.get(0)?;
        Ok((counter.max(0).cast_unsigned(), row.get(1)?))
    })
}

fn since(connection: &Connection, written: i64) -> rusqlite::Result<Vec<Entry>> {
    let mut query = connection.prepare(ALL)?;
    let entries = query.query_map([written], |row| {
        Ok(Entry {
            root: row.get(0)?,
            path: row.get(1)?,
            kind: row.get(2)?,
            mark: Mark {
                counter: row.get::<_, i64>(3)?.max(0).cast_unsigned(),
                value: row.get(4)?,
            },
        })
    })?;
    entries.collect()
}

/// Puts marks in where they are newer, as the write of this number.
fn put(transaction: &Transaction, entries: &[Entry], written: i64) -> rusqlite::Result<()> {
    let mut find = transaction.prepare("SELECT id FROM articles WHERE root = ? AND path = ?")?;
    let mut add =
        transaction.prepare("INSERT INTO articles (root, path) VALUES (?, ?) RETURNING id")?;
    let mut upsert = transaction.prepare(UPSERT)?;
    let mut highest = 0;
    for entry in entries.iter().filter(|entry| entry.is_sound()) {
        let key = params![entry.root, entry.path];
        let found = find.query_row(key, |row| row.get::<_, i64>(0));
        let id = match found {
            Err(rusqlite::Error::QueryReturnedNoRows) => add.query_row(key, |row| row.get(0))?,
            other => other?,
        };
        let counter = entry.mark.counter.cast_signed();
        upsert.execute(params![id, entry.kind, counter, entry.mark.value, written])?;
        highest = highest.max(counter);
    }
    let clock = "UPDATE clock SET counter = max(counter, ?), written = ?";
    transaction.execute(clock, params![highest, written])?;
    Ok(())
}

impl Entry {
    /// Whether it can be a mark of ours.
    pub(super) fn is_sound(&self) -> bool {
        self.root.first() == Some(&b'/')
            && usize::from(self.kind) < Kind::ALL.len()
            && (1..HIGHEST).contains(&self.mark.counter)
    }
}

fn inode(file: &Path) -> Option<(u64, u64)> {
    let it = fs::metadata(file).ok()?;
    Some((it.dev(), it.ino()))
}
