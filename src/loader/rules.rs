//! Which names below a root are articles and folders of ours: the extension, hidden names, and the
//! `.gitignore` and `.ignore` files between the root and the name. Nothing outside of the root counts: no
//! parent's rules, none of the user's, nor those in `.git`. Used by the walk.

use std::ffi::OsStr;
use std::io::{self, Read};
use std::os::fd::AsFd;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::sync::Arc;

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::loader::{Options, open};

/// The extensions of Markdown, in lower case.
const EXTENSIONS: [&[u8]; 4] = [b"md", b"markdown", b"mdx", b"mkd"];

/// The names of files with rules. Whatever any `.ignore` says overrules every `.gitignore`, as in other programs.
const RULE_FILES: [&str; 2] = [".ignore", ".gitignore"];

/// More of a file with rules is not read, in bytes.
const RULES_MAX: u64 = 64 * 1024;

/// What is to become of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is ours.
    Keep,
    /// Its name begins with a dot.
    Hidden,
    /// A file with rules says so.
    Ignored,
}

/// The rules that hold in one folder, and with its own below it.
#[derive(Clone, Default)]
pub(super) struct Rules {
    hidden: bool,
    no_ignore: bool,
    /// For each of the rule files' names, from the root inwards; flat, because a chain of a thousand would be freed
    /// recursively.
    levels: [Arc<[Arc<Level>]>; 2],
}

/// The rules of one file.
struct Level {
    /// Where a path begins that is relative to the folder, in bytes of one that is relative to the root.
    base: usize,
    matcher: Gitignore,
}

impl Rules {
    /// The rules of a root.
    pub(super) fn new(options: Options) -> Self {
        Self {
            hidden: options.hidden,
            no_ignore: options.no_ignore,
            levels: Default::default(),
        }
    }

    /// What becomes of the article or folder at `path` below the root. Of the files of one name, the innermost that knows it
    /// wins.
    pub(super) fn judge(&self, path: &[u8], folder: bool) -> Verdict {
        if !self.hidden && name(path).starts_with(b".") {
            return Verdict::Hidden;
        }
        for level in self.levels.iter().flat_map(|levels| levels.iter().rev()) {
            let relative = Path::new(OsStr::from_bytes(path.get(level.base..).unwrap_or(path)));
            match level.matcher.matched(relative, folder) {
                Match::None => {}
                Match::Ignore(_) => return Verdict::Ignored,
                Match::Whitelist(_) => return Verdict::Keep,
            }
        }
        Verdict::Keep
    }

    /// These rules and those in the files of the open folder at `path`. Whatever is wrong with one of them
    /// goes to `complain` with its name.
    pub(super) fn enter(
        &self,
        folder: impl AsFd,
        path: &[u8],
        mut complain: impl FnMut(&str, &str),
    ) -> Self {
        if self.no_ignore {
            return self.clone();
        }
        let mut inner = self.clone();
        for (name, levels) in RULE_FILES.into_iter().zip(&mut inner.levels) {
            let text = match read(&folder, name) {
                Ok(text) => text,
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => {
                    complain(name, &open::reason(&error));
                    continue;
                }
            };
            let matcher = matcher(&text, |fault| complain(name, fault));
            let base = if path.is_empty() { 0 } else { path.len() + 1 };
            let level = Arc::new(Level { base, matcher });
            *levels = levels.iter().cloned().chain([level]).collect();
        }
        inner
    }
}

/// The text of a file with rules; a line that the limit cuts is left out.
fn read(folder: impl AsFd, name: &str) -> io::Result<String> {
    let (file, _) = open::file_in(folder, name)?;
    let mut bytes = Vec::new();
    file.take(RULES_MAX + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > RULES_MAX {
        let end = bytes.iter().rposition(|&byte| byte == b'\n').unwrap_or(0);
        bytes.truncate(end);
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The patterns of a file. The first line that is none goes to `complain`.
fn matcher(text: &str, mut complain: impl FnMut(&str)) -> Gitignore {
    let mut builder = GitignoreBuilder::new("");
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut bad = None;
    for (line, number) in text.lines().zip(1..) {
        if builder.add_line(None, line).is_err() {
            bad = bad.or(Some(number));
        }
    }
    if let Some(line) = bad {
        complain(&format!("line {line} is not a pattern and was passed over"));
    }
    builder.build().unwrap_or_else(|error| {
        complain(&format!("cannot be followed: {error}"));
        Gitignore::empty()
    })
}

/// The last part of a path.
pub(super) fn name(path: &[u8]) -> &[u8] {
    path.rsplit(|&byte| byte == b'/').next().unwrap_or(path)
}

/// Whether a file of this name has rules.
pub(super) fn is_rules(name: &[u8]) -> bool {
    RULE_FILES.iter().any(|file| file.as_bytes() == name)
}

/// Whether a name ends like that of an article.
pub(super) fn is_article(name: &[u8]) -> bool {
    let Some(dot) = name.iter().rposition(|&byte| byte == b'.') else {
        return false;
    };
    let (stem, dotted) = name.split_at(dot);
    !stem.is_empty()
        && EXTENSIONS.iter().any(|extension| {
            dotted
                .get(1..)
                .is_some_and(|e| e.eq_ignore_ascii_case(extension))
        })
}
