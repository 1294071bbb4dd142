//! The metadata of the last scan, kept in one file of the cache directory, so that the next one reads only what changed.
//! A file's entry holds while its [`Stamp`] does. Whatever is wrong with the index costs time alone: it is made anew.
//! The file: a header that says who wrote it and for which scan; a seed; entries, each a length and its `postcard`; their hashes
//! and places; their number; a CRC-32 of all that. It is written under another name and renamed, by one instance at a time.

use std::fs::{self, DirBuilder, File};
use std::hash::{BuildHasher, DefaultHasher, Hasher, RandomState};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::{DirBuilderExt, FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use hashbrown::HashTable;
use rustix::fs::Stat;
use serde::{Deserialize, Serialize};

use crate::content::article::{Article, ArticleId, Facts};
use crate::content::packed::Packed;

/// Raised with every change of the format.
const FORMAT: u32 = 1;
/// Fewer articles are read as quickly as an index of them is.
const FEWEST: usize = 200;
/// A file that changed this shortly before a scan may change again unseen, within one tick of its file system's clock.
const RACY: Duration = Duration::from_secs(2);
/// A new index that nobody finished for so long was left behind by a crash.
const STALE: Duration = Duration::from_mins(1);
/// Bytes of a length and of a checksum.
const WORD: usize = 4;
/// So many threads read a large index: most of the time goes into getting memory for it.
const READERS: usize = 2;

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
            modified: (stat.st_mtime, stat.st_mtime_nsec),
            changed: (stat.st_ctime, stat.st_ctime_nsec),
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

/// One article of the file.
#[derive(Serialize, Deserialize)]
struct Entry<'a> {
    #[serde(borrow)]
    key: Key<'a>,
    stamp: Stamp,
    #[serde(borrow)]
    packed: Packed<'a>,
}

/// What an article is looked up by: its id.
#[derive(PartialEq, Serialize, Deserialize)]
struct Key<'a> {
    source: u16,
    path: &'a [u8],
}

impl<'a> Key<'a> {
    fn new(id: &'a ArticleId) -> Self {
        Self {
            source: id.source,
            path: &id.path,
        }
    }

    /// Not to be foretold without the seed, so that nobody can name files to make a search slow.
    fn hash(&self, seed: [u8; 8]) -> u32 {
        let mut hasher = DefaultHasher::new();
        hasher.write(&seed);
        hasher.write(self.path);
        hasher.finish() as u32
    }
}

/// Where the entry is whose key has this hash.
#[derive(Clone, Copy, Debug)]
struct Place {
    hash: u32,
    at: u32,
}

impl Place {
    const SIZE: usize = 2 * WORD;

    fn bytes(self) -> [[u8; WORD]; 2] {
        [self.hash.to_le_bytes(), self.at.to_le_bytes()]
    }

    /// For the table, which uses both ends of a hash.
    fn spread(hash: u32) -> u64 {
        u64::from(hash) << 32 | u64::from(hash)
    }
}

/// An index, open for a scan.
#[derive(Debug)]
pub struct Index {
    file: Option<PathBuf>,
    header: Vec<u8>,
    seed: [u8; 8],
    bytes: Vec<u8>,
    places: HashTable<Place>,
    now: SystemTime,
}

/// What one worker of a scan found: which entries still hold, and new ones.
#[derive(Debug, Default)]
pub struct Findings {
    kept: Vec<Place>,
    /// Entries with their lengths, and where each begins in this text.
    fresh: Vec<u8>,
    places: Vec<Place>,
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
        let bytes = file.as_ref().and_then(|file| read(file).ok());
        let (bytes, sum) = bytes.unwrap_or_default();
        let mut index = Self {
            file,
            header,
            seed: RandomState::new().hash_one(0).to_le_bytes(),
            bytes,
            places: HashTable::new(),
            now: SystemTime::now(),
        };
        if index.fill(sum).is_none() {
            index.bytes = Vec::new();
            index.places = HashTable::new();
        }
        index
    }

    /// Finds the places of all entries. `None` if the file does not add up to `sum`, or is somebody else's.
    fn fill(&mut self, sum: u32) -> Option<()> {
        let (body, expected) = self.bytes.split_last_chunk::<WORD>()?;
        let (header, rest) = piece(body)?;
        let (seed, rest) = rest.split_first_chunk()?;
        if sum.to_le_bytes() != *expected || header != self.header {
            return None;
        }
        let (rest, count) = rest.split_last_chunk()?;
        let size = (u32::from_le_bytes(*count) as usize).checked_mul(Place::SIZE)?;
        let (_, places) = rest.split_at_checked(rest.len().checked_sub(size)?)?;
        self.seed = *seed;
        self.places = HashTable::with_capacity(places.len() / Place::SIZE);
        let (words, _) = places.as_chunks::<WORD>();
        let (pairs, _) = words.as_chunks::<2>();
        for [hash, at] in pairs.iter().map(|pair| pair.map(u32::from_le_bytes)) {
            let rehash = |place: &Place| Place::spread(place.hash);
            self.places
                .insert_unique(Place::spread(hash), Place { hash, at }, rehash);
        }
        Some(())
    }

    /// Whether nothing can be found.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The article as it was, if the file still has the same stamp; the entry goes to `findings`.
    pub fn article(
        &self,
        id: &ArticleId,
        stamp: Stamp,
        findings: &mut Findings,
    ) -> Option<Article> {
        let key = Key::new(id);
        let hash = key.hash(self.seed);
        let same = |place: &Place| {
            place.hash == hash && key_at(&self.bytes, place.at).as_ref() == Some(&key)
        };
        let place = *self.places.find(Place::spread(hash), same)?;
        let entry: Entry = postcard::from_bytes(entry_at(&self.bytes, place.at)?).ok()?;
        if entry.stamp != stamp {
            return None;
        }
        let article = entry.packed.unpack(id.clone(), stamp.facts())?;
        findings.kept.push(place);
        Some(article)
    }

    /// Notes an article that was read from a file with this stamp, for [`Index::save`].
    pub fn note(&self, article: &Article, stamp: Stamp, findings: &mut Findings) {
        let packed =
            Packed::new(article).filter(|_| self.file.is_some() && stamp.has_settled(self.now));
        let Some(packed) = packed else { return };
        let begin = findings.fresh.len();
        let key = Key::new(&article.id);
        findings.fresh.extend_from_slice(&[0; WORD]);
        let hash = key.hash(self.seed);
        let entry = Entry { key, stamp, packed };
        // Writing to memory does not fail.
        findings.fresh =
            postcard::to_extend(&entry, std::mem::take(&mut findings.fresh)).unwrap_or_default();
        let length = (findings.fresh.len() - begin).saturating_sub(WORD) as u32;
        if let Some(place) = findings.fresh.get_mut(begin..begin + WORD) {
            place.copy_from_slice(&length.to_le_bytes());
            let at = begin as u32;
            findings.places.push(Place { hash, at });
        }
    }

    /// Writes what a whole scan found, if it differs from what was there. Failing that, the next scan takes longer.
    pub fn save(self, findings: &[Findings]) {
        let kept: usize = findings.iter().map(|findings| findings.kept.len()).sum();
        let fresh: usize = findings.iter().map(|findings| findings.places.len()).sum();
        let changed = fresh > 0 || kept < self.places.len();
        if let Some(file) = self
            .file
            .as_ref()
            .filter(|_| changed && kept + fresh >= FEWEST)
        {
            let _ = self.write(file, findings);
        }
    }

    fn write(&self, file: &Path, findings: &[Findings]) -> io::Result<()> {
        let new = file.with_extension("new");
        let opened = create(&new)?;
        let written = self
            .write_to(opened, findings)
            .and_then(|()| fs::rename(&new, file));
        written.or_else(|error| {
            fs::remove_file(&new)?;
            Err(error)
        })
    }

    fn write_to(&self, file: File, findings: &[Findings]) -> io::Result<()> {
        let mut out = Summed {
            out: BufWriter::with_capacity(1 << 18, file),
            sum: crc32fast::Hasher::new(),
            written: 0,
        };
        out.write_all(&(self.header.len() as u32).to_le_bytes())?;
        out.write_all(&self.header)?;
        out.write_all(&self.seed)?;
        let mut places = Vec::new();
        let moved = |place: &Place, at: u32| Place { at, ..*place };
        for findings in findings {
            let fresh = findings.places.iter();
            places.extend(fresh.map(|place| moved(place, out.written + place.at)));
            out.write_all(&findings.fresh)?;
            for place in &findings.kept {
                let entry = entry_at(&self.bytes, place.at).unwrap_or_default();
                places.push(moved(place, out.written));
                out.write_all(&(entry.len() as u32).to_le_bytes())?;
                out.write_all(entry)?;
            }
        }
        for place in &places {
            out.write_all(place.bytes().as_flattened())?;
        }
        out.write_all(&(places.len() as u32).to_le_bytes())?;
        let sum = out.sum.clone().finalize();
        out.write_all(&sum.to_le_bytes())?;
        out.flush()
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

/// Makes a file that only we can read. While it is there, no other instance writes an index of the same scan.
fn create(new: &Path) -> io::Result<File> {
    let age = fs::metadata(new).and_then(|it| it.modified());
    if age.is_ok_and(|then| then.elapsed().is_ok_and(|age| age > STALE)) {
        fs::remove_file(new)?;
    }
    if let Some(folder) = new.parent() {
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)?;
    }
    File::options()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(new)
}

/// All bytes of a file, and the CRC-32 of all but the last four.
fn read(path: &Path) -> io::Result<(Vec<u8>, u32)> {
    let file = File::open(path)?;
    let length = usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX);
    if u32::try_from(length).is_err() {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let mut bytes = vec![0; length];
    let summed = bytes.len().saturating_sub(WORD);
    let (body, end) = bytes.split_at_mut(summed);
    file.read_exact_at(end, summed as u64)?;
    let size = summed.div_ceil(READERS).max(1);
    let part = |(number, part): (usize, &mut [u8])| {
        file.read_exact_at(part, (number * size) as u64)?;
        let mut sum = crc32fast::Hasher::new();
        sum.update(part);
        Ok(sum)
    };
    let sums: io::Result<Vec<_>> = thread::scope(|scope| {
        let parts = body.chunks_mut(size).enumerate();
        let begin = |numbered| thread::Builder::new().spawn_scoped(scope, move || part(numbered));
        let threads: Vec<_> = parts.map(begin).collect();
        let panicked = |_| io::Error::other("a thread panicked");
        threads
            .into_iter()
            .map(|thread| thread?.join().map_err(panicked)?)
            .collect()
    });
    let mut whole = crc32fast::Hasher::new();
    sums?.iter().for_each(|sum| whole.combine(sum));
    Ok((bytes, whole.finalize()))
}

/// The bytes that a length stands before, and the rest.
fn piece(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<WORD>()?;
    rest.split_at_checked(u32::from_le_bytes(*length) as usize)
}

fn entry_at(bytes: &[u8], at: u32) -> Option<&[u8]> {
    Some(piece(bytes.get(at as usize..)?)?.0)
}

fn key_at(bytes: &[u8], at: u32) -> Option<Key<'_>> {
    Some(postcard::take_from_bytes(entry_at(bytes, at)?).ok()?.0)
}

/// Adds up what is written.
struct Summed<W> {
    out: W,
    sum: crc32fast::Hasher,
    /// Bytes so far.
    written: u32,
}

impl<W: Write> Write for Summed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.sum.update(bytes.get(..written).unwrap_or_default());
        let total = u32::try_from(written)
            .ok()
            .and_then(|more| self.written.checked_add(more));
        self.written = total.ok_or(io::ErrorKind::FileTooLarge)?;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustix::fs::stat;
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
            let mut findings = [Findings::default(), Findings::default()];
            let mut read = Vec::new();
            let there = |number: &usize| self.path(*number).exists();
            for number in (0..500).filter(there) {
                let findings = &mut findings[number % 2];
                let path = format!("{number}.md").into_bytes().into();
                let id = ArticleId { source: 1, path };
                let stamp = Stamp::new(&stat(self.path(number)).unwrap());
                let bytes = fs::read(self.path(number)).unwrap();
                let article = Article::read(id.clone(), &bytes, true, stamp.facts()).unwrap();
                if let Some(known) = index.article(&id, stamp, findings) {
                    assert_eq!(known, article);
                } else {
                    index.note(&article, stamp, findings);
                    read.push(number);
                }
            }
            index.save(&findings);
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
        let site = Site::new(FEWEST - 1);
        site.scan(site.open("a"));
        assert!(site.files().is_empty());
        let site = Site::new(FEWEST);
        site.scan(Index::open(None, b"a"));
        assert!(site.files().is_empty());
    }

    #[test]
    fn a_broken_index_is_made_anew() {
        let site = Site::new(FEWEST);
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
            assert_eq!(site.scan(site.open("a")).len(), FEWEST);
            assert!(site.scan(site.open("a")).is_empty());
        }
    }

    #[test]
    fn a_sound_sum_over_nonsense_is_no_harm() {
        let site = Site::new(FEWEST);
        site.scan(site.open("a"));
        let [(path, whole)] = &site.files()[..] else {
            panic!()
        };
        for position in (0..whole.len() - WORD).step_by(5) {
            let mut bytes = whole[..whole.len() - WORD].to_vec();
            bytes[position] = bytes[position].wrapping_add(0x7b);
            let sum = crc32fast::hash(&bytes).to_le_bytes();
            fs::write(path, [&bytes[..], &sum].concat()).unwrap();
            let index = site.open("a");
            let id = ArticleId {
                source: 1,
                path: b"3.md".as_slice().into(),
            };
            let stamp = Stamp::new(&stat(site.path(3)).unwrap());
            let _ = index.article(&id, stamp, &mut Findings::default());
        }
    }

    #[test]
    fn one_instance_writes_at_a_time_and_a_crash_does_not_last() {
        let site = Site::new(FEWEST);
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
