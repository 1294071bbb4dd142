//! Changes on disk as the watcher tells them: a scan, a change, and then the same articles as a new scan gives.
//! Waits for what must come, never for a time.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use newsreader::content::article::{Article, ArticleId};
use newsreader::loader::{self, Handle, Options, Roots, load_all};
use newsreader::watcher::{self, Watcher};

/// Far more than anything takes.
const LIMIT: Duration = Duration::from_secs(20);

enum Said {
    Scan(loader::Message),
    Watcher(watcher::Message),
}

/// What the app would know of a folder, by what it is told.
struct Live {
    folder: tempfile::TempDir,
    roots: Roots,
    watcher: Watcher,
    sender: Sender<Said>,
    said: Receiver<Said>,
    scan: Option<Handle>,
    /// Titles by id, and those of the scan that runs.
    known: BTreeMap<ArticleId, String>,
    found: BTreeMap<ArticleId, String>,
    running: bool,
    stale: bool,
    scans: usize,
    /// How often pictures were said to have changed.
    pictures: usize,
}

impl Live {
    fn new(files: &[&str]) -> Self {
        Self::of(files, &[""])
    }

    /// Watches these paths of the folder.
    fn of(files: &[&str], paths: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for path in files {
            write(&folder.path().join(path), path);
        }
        let paths: Vec<PathBuf> = paths.iter().map(|path| folder.path().join(path)).collect();
        let roots = loader::roots(&paths).unwrap();
        let (sender, said) = channel();
        let tell = sender.clone();
        let watcher = watcher::spawn(move |message| tell.send(Said::Watcher(message)).is_ok());
        let mut live = Self {
            folder,
            roots,
            watcher: watcher.unwrap(),
            sender,
            said,
            scan: None,
            known: BTreeMap::new(),
            found: BTreeMap::new(),
            running: false,
            stale: false,
            scans: 0,
            pictures: 0,
        };
        live.rescan();
        live.agrees();
        live
    }

    fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, title: &str) {
        write(&self.at(path), title);
    }

    fn rename(&self, from: &str, to: &str) {
        fs::rename(self.at(from), self.at(to)).unwrap();
    }

    fn rescan(&mut self) {
        self.scans += 1;
        self.running = true;
        self.watcher.begin();
        let (sender, watcher) = (self.sender.clone(), self.watcher.clone());
        let pass_on = move |message| match message {
            loader::Message::Finished(summary, visited) => {
                let empty = loader::Message::Loaded(Vec::new());
                let _ = (summary, sender.send(Said::Scan(empty)));
                watcher.visited(visited);
                true
            }
            batch @ loader::Message::Loaded(_) => sender.send(Said::Scan(batch)).is_ok(),
        };
        self.scan = Some(loader::spawn(&self.roots, Options::default(), pass_on));
    }

    fn hear(&mut self, said: Said) {
        match said {
            Said::Scan(loader::Message::Loaded(batch)) if batch.is_empty() => {
                self.known = std::mem::take(&mut self.found);
                self.running = false;
                if std::mem::take(&mut self.stale) {
                    self.rescan();
                }
            }
            Said::Scan(loader::Message::Loaded(batch)) => {
                self.found.extend(batch.iter().map(titled));
            }
            Said::Scan(loader::Message::Finished(..)) => {}
            Said::Watcher(watcher::Message::Changed(loaded, gone)) => {
                self.known.retain(|id, _| !gone.contains(id));
                self.known.extend(loaded.iter().map(titled));
            }
            Said::Watcher(watcher::Message::Stale | watcher::Message::Overrun) => {
                if self.running {
                    self.stale = true;
                } else {
                    self.rescan();
                }
            }
            Said::Watcher(watcher::Message::Pictures) => self.pictures += 1,
            Said::Watcher(watcher::Message::Polling(why)) => panic!("{why}"),
        }
    }

    /// Waits until what is known is what is there.
    #[track_caller]
    fn agrees(&mut self) -> &mut Self {
        let start = Instant::now();
        loop {
            let (articles, _) = load_all(&self.roots, Options::default());
            let there: BTreeMap<_, _> = articles.iter().map(titled).collect();
            if !self.running && self.known == there {
                return self;
            }
            assert!(
                start.elapsed() < LIMIT,
                "known: {:?}\nthere: {there:?}",
                self.known
            );
            if let Ok(said) = self.said.recv_timeout(Duration::from_millis(50)) {
                self.hear(said);
            }
        }
    }

    #[track_caller]
    fn has(&mut self, titles: &[&str]) -> &mut Self {
        self.agrees();
        let mut known: Vec<_> = self.known.values().map(String::as_str).collect();
        known.sort_unstable();
        assert_eq!(known, titles);
        self
    }
}

fn titled(article: &Article) -> (ArticleId, String) {
    (article.id.clone(), article.title().to_owned())
}

fn write(path: &Path, title: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, format!("# {title}\n")).unwrap();
}

#[test]
fn single_files_come_change_and_go_without_a_scan() {
    let mut live = Live::new(&["a.md", "deep/down/b.md"]);
    let scans = live.scans;
    live.write("deep/down/new.md", "new");
    live.has(&["a.md", "deep/down/b.md", "new"]);
    live.write("a.md", "edited");
    live.has(&["deep/down/b.md", "edited", "new"]);
    // As editors save.
    live.write(".a.md.tmp", "saved");
    live.rename(".a.md.tmp", "a.md");
    live.write("4913", "x");
    fs::remove_file(live.at("4913")).unwrap();
    live.has(&["deep/down/b.md", "new", "saved"]);
    live.rename("a.md", "deep/c.md");
    live.has(&["deep/down/b.md", "new", "saved"]);
    fs::remove_file(live.at("deep/down/b.md")).unwrap();
    live.has(&["new", "saved"]);
    // One scan more where the folder had just been made when it was begun.
    assert!(live.scans <= scans + 1, "{} scans", live.scans);
}

#[test]
fn pictures_that_change_are_told_of_without_a_scan() {
    let mut live = Live::new(&["a.md", "assets/b.md"]);
    live.write("c.md", "c.md");
    live.has(&["a.md", "assets/b.md", "c.md"]);
    // What was made while the first scan ran may be looked up by another one.
    for _ in 0..2 {
        (live.pictures, live.scans) = (0, 0);
        fs::write(live.at("assets/c.PNG"), "a picture").unwrap();
        fs::write(live.at("assets/d.txt"), "no picture").unwrap();
        let start = Instant::now();
        while live.pictures == 0 && start.elapsed() < LIMIT {
            if let Ok(said) = live.said.recv_timeout(Duration::from_millis(50)) {
                live.hear(said);
            }
        }
        live.agrees();
    }
    assert_eq!((live.pictures, live.scans), (1, 0));
}

#[test]
fn folders_are_moved_in_out_and_about() {
    let mut live = Live::of(&["in/a.md", "in/x/y/b.md", "out/c/d.md"], &["in"]);
    live.rename("out/c", "in/c");
    live.has(&["in/a.md", "in/x/y/b.md", "out/c/d.md"]);
    live.write("in/c/new.md", "new");
    live.has(&["in/a.md", "in/x/y/b.md", "new", "out/c/d.md"]);
    live.rename("in/x", "in/z");
    live.agrees();
    live.write("in/z/y/b.md", "edited");
    live.has(&["edited", "in/a.md", "new", "out/c/d.md"]);
    live.rename("in/z", "out/z");
    live.rename("in/c", "in/x");
    live.has(&["in/a.md", "new", "out/c/d.md"]);
    live.write("in/x/d.md", "moved twice");
    live.write("out/z/y/b.md", "unseen");
    live.has(&["in/a.md", "moved twice", "new"]);
    fs::remove_dir_all(live.at("in/x")).unwrap();
    live.write("in/x/e.md", "made again");
    live.has(&["in/a.md", "made again"]);
    live.write("in/x/e.md", "and edited");
    live.has(&["and edited", "in/a.md"]);
}

#[test]
fn rules_hidden_names_and_links_count_as_in_a_scan() {
    let mut live = Live::new(&["a.md", "b.md", "d/c.md"]);
    fs::write(live.at(".gitignore"), "b.md\n").unwrap();
    live.has(&["a.md", "d/c.md"]);
    live.write("b.md", "ignored");
    live.write(".hidden.md", "hidden");
    live.write(".git/x.md", "git");
    live.write("e.md", "e");
    live.has(&["a.md", "d/c.md", "e"]);
    fs::remove_file(live.at(".gitignore")).unwrap();
    live.has(&["a.md", "d/c.md", "e", "ignored"]);
    live.write(".store/s.md", "stored");
    symlink(".store/s.md", live.at("link.md")).unwrap();
    live.has(&["a.md", "d/c.md", "e", "ignored", "stored"]);
    live.write(".store/s.md", "edited behind the link");
    live.has(&["a.md", "d/c.md", "e", "edited behind the link", "ignored"]);
    fs::remove_file(live.at("link.md")).unwrap();
    live.has(&["a.md", "d/c.md", "e", "ignored"]);
}

#[test]
fn a_single_file_and_overlapping_roots_are_followed() {
    let mut live = Live::of(&["a.md", "b.md", "d/c.md"], &["a.md", "d", ""]);
    live.write("a.md.new", "saved");
    live.rename("a.md.new", "a.md");
    live.has(&["b.md", "d/c.md", "saved"]);
    live.write("d/c.md", "edited");
    live.has(&["b.md", "edited", "saved"]);
    let mut live = Live::of(&["a.md", "b.md"], &["a.md"]);
    live.write("b.md", "of no interest");
    live.write("a.md", "edited");
    live.has(&["edited"]);
}

#[test]
fn a_root_that_went_is_found_when_it_is_back() {
    let mut live = Live::of(&["in/a.md"], &["in"]);
    live.rename("in", "away");
    live.has(&[]);
    live.rename("away", "in");
    live.write("in/b.md", "new");
    live.has(&["in/a.md", "new"]);
    live.write("in/b.md", "edited");
    live.has(&["edited", "in/a.md"]);
}

#[test]
fn thousands_come_and_go_at_once() {
    let mut live = Live::new(&["a.md"]);
    for n in 0..2_000 {
        live.write(&format!("{}/{}/{n}.md", n % 7, n % 3), &n.to_string());
    }
    live.agrees();
    assert_eq!(live.known.len(), 2_001);
    for n in 0..2_000 {
        let path = live.at(&format!("{}/{}/{n}.md", n % 7, n % 3));
        if n % 2 == 0 {
            fs::remove_file(path).unwrap();
        } else {
            write(&path, &format!("again {n}"));
        }
    }
    live.agrees();
    assert_eq!(live.known.len(), 1_001);
}
