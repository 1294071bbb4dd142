//! The loader against real folders: what is listed, what is passed over and counted, what is never opened.
//! Every tree is made in a temporary folder; what only the front matter decides is tested in `content`.
#![cfg(test)]
#![cfg(unix)]

mod bodies;
mod index;
mod links;
mod names;
#[path = "../support/properties.rs"]
mod properties;
mod roots;
#[path = "../support/shared.rs"]
mod shared;
mod threads;
mod unreadable;

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use newsreader::content::article::{Article, ArticleId};
use newsreader::loader::{self, Options, Roots, Summary, load_all, read_body};
use rustix::fs::{CWD, FileType, Mode, mknodat};

const EVERYTHING: Options = Options {
    no_ignore: true,
    hidden: true,
};

/// A folder that goes with the test.
struct Tree(tempfile::TempDir);

impl Tree {
    fn new(files: &[&str]) -> Self {
        let tree = Self(tempfile::tempdir().unwrap());
        for path in files {
            tree.file(path, "text\n");
        }
        tree
    }

    fn at(&self, path: impl AsRef<Path>) -> PathBuf {
        self.0.path().join(path)
    }

    fn file(&self, path: impl AsRef<Path>, text: impl AsRef<[u8]>) {
        let path = self.at(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn link(&self, target: impl AsRef<Path>, path: &str) {
        symlink(target, self.at(path)).unwrap();
    }

    fn fifo(&self, path: &str) {
        mknodat(CWD, self.at(path), FileType::Fifo, Mode::RWXU, 0).unwrap();
    }

    fn root(&self) -> Roots {
        loader::roots(&[self.0.path()]).unwrap()
    }

    fn scan(&self) -> Scan {
        self.scan_with(Options::default())
    }

    fn scan_with(&self, options: Options) -> Scan {
        Scan::of(&self.root(), options)
    }

    fn body(&self, path: &str) -> Result<String, String> {
        let body = read_body(&self.root(), &id(path));
        body.map(|body| body.text)
            .map_err(|sentence| sentence.to_string())
    }
}

fn id(path: &str) -> ArticleId {
    ArticleId {
        source: 0,
        path: path.as_bytes().into(),
    }
}

/// What came out of a scan, in order of source and path.
struct Scan {
    articles: Vec<Article>,
    summary: Summary,
}

impl Scan {
    fn of(roots: &Roots, options: Options) -> Self {
        let (mut articles, summary) = load_all(roots, options);
        articles.sort_by(|a, b| a.id.cmp(&b.id));
        assert_eq!(articles.len(), summary.files);
        Self { articles, summary }
    }

    fn paths(&self) -> Vec<String> {
        let path = |article: &Article| article.id.label().to_string();
        self.articles.iter().map(path).collect()
    }

    fn lists(self, paths: &[&str]) -> Self {
        assert_eq!(self.paths(), paths);
        self
    }

    fn counts(self, hidden: usize, ignored: usize) -> Self {
        let counted = (self.summary.hidden, self.summary.ignored);
        assert_eq!(counted, (hidden, ignored), "(hidden, ignored)");
        self
    }

    /// There is one problem for each of these parts of `path: sentence`, in order.
    fn complains(self, parts: &[&str]) -> Self {
        let problems = self.summary.problems.iter();
        let said: Vec<String> = problems
            .map(|(path, sentence)| format!("{path}: {sentence}"))
            .collect();
        assert_eq!(said.len(), parts.len(), "{said:?}");
        for (said, part) in said.iter().zip(parts) {
            assert!(said.contains(part), "{said:?} does not say {part:?}");
        }
        self
    }
}

/// Fails when `work` takes longer than two seconds, as opening a pipe would.
fn soon<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || sender.send(work()));
    receiver
        .recv_timeout(Duration::from_secs(2))
        .expect("it hangs")
}
