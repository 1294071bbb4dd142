//! The metadata of the last scan, kept in one file of the cache directory, so that the next one reads only what changed.
//! An article's entry holds while its [`Stamp`] does, and what is in a folder while the folder's does. Whatever is wrong with
//! the index costs time alone: it is made anew.
//! Folder by folder, as a scan goes: a worker asks for the entries of the files at hand, and hands in what they are now.

mod file;
mod findings;
mod listing;

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rustix::fs::Stat;
use serde::{Deserialize, Serialize};

use crate::content::article::Facts;
use file::{Draft, Old};

pub use file::Piece;
pub use findings::Findings;
pub use listing::Listing;

/// Raised with every change of the format.
const FORMAT: u32 = 3;
/// Fewer articles are read as quickly as an index of them is.
const FEWEST: u64 = 200;
/// A file that changed this shortly before a scan may change again unseen, within one tick of its file system's clock.
const RACY: Duration = Duration::from_secs(2);

/// What a file system tells of a file that changes whenever the file does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    size: u64,
    inode: u64,
    /// Seconds since 1970 and nanoseconds: of the last change of the contents, and of the last change of anything.
    modified: (i64, u64),
    changed: (i64, u64),
}

impl Stamp {
    /// From what the system says.
    pub fn new(stat: &Stat) -> Self {
        Self {
            size: u64::try_from(stat.st_size).unwrap_or(0),
            inode: stat.st_ino,
            modified: (stat.st_mtime, nanoseconds(stat.st_mtime_nsec)),
            changed: (stat.st_ctime, nanoseconds(stat.st_ctime_nsec)),
        }
    }

    /// What the article keeps of it.
    pub fn facts(&self) -> Facts {
        Facts {
            size: self.size,
            modified: self.modified.0,
        }
    }

    /// Whether the file was left alone for a while at `now`, so that another change of it would show.
    fn has_settled(&self, now: SystemTime) -> bool {
        let changed = u64::try_from(self.changed.0.max(self.modified.0)).unwrap_or(0);
        UNIX_EPOCH + Duration::from_secs(changed) + RACY < now
    }
}

/// Not every system counts them without a sign.
fn nanoseconds(of: impl TryInto<u64>) -> u64 {
    of.try_into().unwrap_or(0)
}

/// An index, open for a scan.
#[derive(Debug)]
pub struct Index {
    old: Option<Old>,
    /// Where a new one is put together; none if nothing is kept.
    new: Option<Mutex<Draft>>,
    now: SystemTime,
}

impl Index {
    /// The index of a scan of what `scope` describes, from `folder`; empty if there is none that can be used. Without a
    /// folder nothing is kept.
    pub fn open(folder: Option<&Path>, scope: &[u8]) -> Self {
        let mut header = header();
        header.extend_from_slice(scope);
        let mut hasher = DefaultHasher::new();
        hasher.write(scope);
        let name = format!("index-{:016x}", hasher.finish());
        let file = folder.map(|folder| folder.join(name));
        Self {
            old: file.as_ref().and_then(|file| Old::open(file, &header).ok()),
            new: file.map(|file| Mutex::new(Draft::new(file, header))),
            now: SystemTime::now(),
        }
    }

    /// Writes what a whole scan found, if it differs from what was there. Failing that, the next scan takes longer.
    pub fn save(self, pieces: Vec<Piece>) {
        let (Some(new), old) = (self.new, self.old) else {
            return;
        };
        let before = old.as_ref().map_or(0, Old::len);
        let kept = pieces.iter().filter(|piece| piece.is_old()).count();
        let entries: u64 = pieces.iter().map(Piece::entries).sum();
        if entries >= FEWEST && (kept < pieces.len() || kept < before) {
            let new = new.into_inner().unwrap_or_else(PoisonError::into_inner);
            // Without it the next scan only takes longer.
            let _ = new.finish(old.as_ref(), pieces);
        }
    }
}

/// Which program writes: an index is not read by another version, nor by another build of the same one.
fn header() -> Vec<u8> {
    let mut header = FORMAT.to_le_bytes().to_vec();
    header.extend_from_slice(env!("CARGO_PKG_VERSION").as_bytes());
    let program = std::env::current_exe().and_then(fs::metadata);
    let built = program.and_then(|program| Ok((program.len(), program.modified()?)));
    header.extend_from_slice(format!(" {:?} ", built.ok()).as_bytes());
    header
}

#[cfg(test)]
mod tests {
    use super::file::STALE;
    use super::*;
    use crate::content::article::{Article, ArticleId};
    use rustix::fs::{FileType, stat};
    use std::fs::File;
    use std::path::PathBuf;
    use tempfile::TempDir;

    /// A folder of articles, and one for the index of it.
    struct Site {
        content: TempDir,
        cache: TempDir,
    }

    impl Site {
        fn new(articles: usize) -> Self {
            let site = Self {
                content: tempfile::tempdir().unwrap(),
                cache: tempfile::tempdir().unwrap(),
            };
            (0..articles).for_each(|number| site.write(number, "A title"));
            site
        }

        fn write(&self, number: usize, title: &str) {
            let text = format!("---\ntitle: {title} – {number}\ntags: [a, b]\n---\nText.\n");
            fs::write(self.path(number), text).unwrap();
        }

        fn path(&self, number: usize) -> PathBuf {
            self.content.path().join(format!("{number}.md"))
        }

        /// The index as it would be opened some seconds from now.
        fn open(&self, scope: &str) -> Index {
            let mut index = Index::open(Some(&self.cache.path().join("new")), scope.as_bytes());
            index.now += RACY * 2;
            index
        }

        /// Scans all articles, with two workers; which of them had to be read, in order.
        fn scan(&self, index: Index) -> Vec<usize> {
            let mut read = Vec::new();
            let mut pieces = Vec::new();
            for half in 0..2_usize {
                let mut findings = Findings::new(&index);
                findings.begin(1, b"", half as u32);
                let there = |number: &usize| self.path(*number).exists();
                for number in (half..500).step_by(2).filter(there) {
                    let path = format!("{number}.md").into_bytes().into();
                    let id = ArticleId { source: 1, path };
                    let stamp = Stamp::new(&stat(self.path(number)).unwrap());
                    let bytes = fs::read(self.path(number)).unwrap();
                    let article = Article::read(id.clone(), &bytes, true, stamp.facts()).unwrap();
                    if let Some(known) = findings.article(&id, stamp) {
                        assert_eq!(known, article);
                    } else {
                        findings.note(&article, stamp);
                        read.push(number);
                    }
                }
                findings.end();
                pieces.extend(findings.pieces());
            }
            index.save(pieces);
            read.sort_unstable();
            read
        }

        /// The files in the cache directory, with their contents.
        fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
            let entries = fs::read_dir(self.cache.path().join("new"))
                .into_iter()
                .flatten();
            let paths = entries.map(|entry| entry.unwrap().path());
            paths
                .map(|path| (path.clone(), fs::read(path).unwrap()))
                .collect()
        }
    }

    #[test]
    fn only_what_changed_is_read_again() {
        let site = Site::new(300);
        assert_eq!(site.scan(site.open("a")).len(), 300);
        assert!(site.scan(site.open("a")).is_empty());
        let before = site.files();
        site.scan(site.open("a"));
        assert!(site.files() == before && before.len() == 1);
        site.write(7, "Another one");
        fs::remove_file(site.path(9)).unwrap();
        fs::rename(site.path(11), site.path(400)).unwrap();
        // An atomic save: another inode by the same name.
        fs::write(site.content.path().join("new"), "---\ntitle: Z\n---\n").unwrap();
        fs::rename(site.content.path().join("new"), site.path(13)).unwrap();
        assert_eq!(site.scan(site.open("a")), [7, 13, 400]);
        assert!(site.scan(site.open("a")).is_empty());
        assert_eq!(site.scan(site.open("another scope")).len(), 299);
        assert_eq!(site.files().len(), 2);
    }

    #[test]
    fn what_is_in_a_folder_is_known_while_the_folder_has_the_same_stamp() {
        let site = Site::new(FEWEST as usize);
        let stamp = || Stamp::new(&stat(site.content.path()).unwrap());
        let names = [b"a.md".as_slice(), b"b"].into_iter();
        let names = names.zip([FileType::RegularFile, FileType::Directory]);
        let (mut listing, mut long) = (Listing::new(stamp()), Listing::new(stamp()));
        names
            .clone()
            .for_each(|(name, kind)| listing.push(name, kind));
        long.push(&[b'a'; 256], FileType::RegularFile);
        let noted = |listing: &Listing, age: Duration| {
            let mut index = site.open("a");
            index.now -= age;
            let mut findings = Findings::new(&index);
            findings.note_listing(1, b"", listing);
            findings.done
        };
        assert_eq!(noted(&listing, Duration::ZERO).len(), 1);
        assert!(noted(&listing, RACY * 2).is_empty() && noted(&long, Duration::ZERO).is_empty());
        let index = site.open("a");
        let mut findings = Findings::new(&index);
        findings.note_listing(1, b"", &listing);
        findings.begin(1, b"", 0);
        for number in 0..FEWEST as usize {
            let path = format!("{number}.md").into_bytes().into();
            let article = Article::read(ArticleId { source: 1, path }, b"", true, Facts::default());
            findings.note(&article.unwrap(), stamp());
        }
        findings.end();
        let pieces = findings.pieces();
        index.save(pieces);
        let index = site.open("a");
        let known = |source, folder: &[u8]| Findings::new(&index).listing(source, folder, stamp());
        assert!(known(1, b"").unwrap().iter().eq(names));
        assert!(known(2, b"").is_none() && known(1, b"b").is_none());
        fs::remove_file(site.path(0)).unwrap();
        assert!(known(1, b"").is_none());
    }

    #[test]
    fn what_changed_just_now_or_has_problems_is_read_every_time() {
        let site = Site::new(300);
        fs::write(site.path(5), "---\ntitle: [\n---\n").unwrap();
        site.scan(site.open("a"));
        assert_eq!(site.scan(site.open("a")), [5]);
        let now = || Index::open(Some(site.cache.path()), b"a");
        assert_eq!(site.scan(now()).len(), 300);
        assert_eq!(site.scan(now()).len(), 300);
    }

    #[test]
    fn a_few_articles_have_no_index_and_no_folder_has_none() {
        let site = Site::new(FEWEST as usize - 1);
        site.scan(site.open("a"));
        assert!(site.files().is_empty());
        let site = Site::new(FEWEST as usize);
        site.scan(Index::open(None, b"a"));
        assert!(site.files().is_empty());
    }

    #[test]
    fn a_broken_index_is_made_anew() {
        let site = Site::new(FEWEST as usize);
        site.scan(site.open("a"));
        let [(path, whole)] = &site.files()[..] else {
            panic!()
        };
        let broken = |position: usize| {
            let mut bytes = whole.clone();
            bytes[position] ^= 0x10;
            bytes
        };
        let flipped = (0..whole.len()).step_by(whole.len() / 50).map(broken);
        let cut = (0..whole.len())
            .step_by(whole.len() / 20)
            .map(|length| whole[..length].to_vec());
        let longer = [whole.as_slice(), b"more"].concat();
        for bytes in flipped.chain(cut).chain([longer, b"\xff".repeat(5000)]) {
            fs::write(path, bytes).unwrap();
            assert!(!site.scan(site.open("a")).is_empty());
            assert!(site.scan(site.open("a")).is_empty());
        }
    }

    #[test]
    fn one_instance_writes_at_a_time_and_a_crash_does_not_last() {
        let site = Site::new(FEWEST as usize);
        site.scan(site.open("a"));
        let [(path, _)] = &site.files()[..] else {
            panic!()
        };
        fs::remove_file(path).unwrap();
        let new = path.with_extension("new");
        let other = File::create(&new).unwrap();
        site.scan(site.open("a"));
        assert!(!path.exists() && new.exists());
        other.set_modified(SystemTime::now() - STALE * 2).unwrap();
        site.scan(site.open("a"));
        assert!(path.exists() && !new.exists());
    }
}
