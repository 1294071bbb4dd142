//! Pictures that were fetched, as files in our cache: one each, named after its address, the oldest removed when there are too
//! many bytes. A file begins with its address, so that no two are mistaken for one another.

use std::fs::{self, File};
use std::hash::{DefaultHasher, Hasher};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// They take no more bytes than these.
const MOST: u64 = 100 << 20;

/// Where they are kept.
#[derive(Clone, Debug)]
pub struct Shelf {
    folder: PathBuf,
    most: u64,
}

impl Shelf {
    /// In a cache directory. Nothing is made before the first picture.
    pub fn new(cache: &Path) -> Self {
        Self {
            folder: cache.join("pictures"),
            most: MOST,
        }
    }

    /// The picture of an address, if it is here, and how many bytes it has.
    pub fn open(&self, address: &str) -> Option<(File, u64)> {
        let mut file = File::open(self.file(address)).ok()?;
        let mut begins = vec![0; address.len() + 1];
        file.read_exact(&mut begins).ok()?;
        let (end, name) = begins.split_last()?;
        if *end != b'\n' || name != address.as_bytes() {
            return None;
        }
        let rest = file
            .metadata()
            .ok()?
            .len()
            .checked_sub(begins.len() as u64)?;
        Some((file, rest))
    }

    /// Puts a picture there.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn put(&self, address: &str, bytes: &[u8]) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let half = self.folder.join(format!("{}.half", std::process::id()));
        let mut file = File::create(&half)?;
        file.write_all(address.as_bytes())?;
        file.write_all(b"\n")?;
        file.write_all(bytes)?;
        fs::rename(half, self.file(address))?;
        self.make_room()
    }

    fn file(&self, address: &str) -> PathBuf {
        let mut hasher = DefaultHasher::new();
        hasher.write(address.as_bytes());
        self.folder.join(format!("{:016x}", hasher.finish()))
    }

    /// Removes the oldest until the others take no more than they may.
    fn make_room(&self) -> io::Result<()> {
        let mut files = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            let Ok(facts) = entry.metadata() else {
                continue;
            };
            let when = facts.modified().unwrap_or(SystemTime::UNIX_EPOCH);
            files.push((when, facts.len(), entry.path()));
        }
        files.sort();
        let mut all: u64 = files.iter().map(|(_, bytes, _)| bytes).sum();
        for (_, bytes, path) in files {
            if all <= self.most {
                break;
            }
            // Another reader may have done so.
            let _ = fs::remove_file(path);
            all -= bytes;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn read(shelf: &Shelf, address: &str) -> Option<Vec<u8>> {
        let (mut file, bytes) = shelf.open(address)?;
        let mut read = Vec::new();
        file.read_to_end(&mut read).unwrap();
        assert_eq!(read.len() as u64, bytes);
        Some(read)
    }

    #[test]
    fn what_was_put_there_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::new(folder.path());
        assert_eq!(read(&shelf, "http://a/"), None);
        shelf.put("http://a/", b"one").unwrap();
        shelf.put("http://b/", b"two").unwrap();
        shelf.put("http://a/", b"three").unwrap();
        assert_eq!(read(&shelf, "http://a/").unwrap(), b"three");
        assert_eq!(read(&shelf, "http://b/").unwrap(), b"two");
        fs::copy(shelf.file("http://a/"), shelf.file("http://c/")).unwrap();
        assert_eq!(read(&shelf, "http://c/"), None, "another's");
    }

    #[test]
    fn the_oldest_go_when_there_are_too_many_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf {
            most: 300,
            ..Shelf::new(folder.path())
        };
        for (age, address) in [(30, "http://a/"), (20, "http://b/"), (10, "http://c/")] {
            shelf.put(address, &[0; 120]).unwrap();
            let when = SystemTime::now() - Duration::from_secs(age);
            let file = File::options().append(true).open(shelf.file(address));
            file.unwrap().set_modified(when).unwrap();
        }
        let here = |address| shelf.open(address).is_some();
        assert!(!here("http://a/") && here("http://b/") && here("http://c/"));
        shelf.put("http://d/", &[0; 1000]).unwrap();
        assert_eq!(fs::read_dir(&shelf.folder).unwrap().count(), 0);
    }
}
