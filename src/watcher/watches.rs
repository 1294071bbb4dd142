//! The watched folders, one by one: what is ignored needs no watch, and a tree of many files has few folders. Made when the
//! first is watched; given up for good when one of them cannot be. Used by the watcher.

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use notify::event::{ModifyKind, RenameMode};
use notify::{
    Config, ErrorKind, Event, EventKind, EventKindMask, RecommendedWatcher, RecursiveMode, Watcher,
};

use crate::loader;
use crate::text::Clean;

type Hear = dyn Fn(notify::Result<Event>) + Send + Sync;

/// See the top of the file.
pub(super) struct Watches {
    hear: Arc<Hear>,
    watcher: Option<RecommendedWatcher>,
    folders: HashSet<PathBuf>,
    /// Why nothing is watched.
    refused: Option<Clean>,
}

impl Watches {
    /// Watches nothing yet; `hear` gets every event.
    pub(super) fn new(hear: impl Fn(notify::Result<Event>) + Send + Sync + 'static) -> Self {
        Self {
            hear: Arc::new(hear),
            watcher: None,
            folders: HashSet::new(),
            refused: None,
        }
    }

    /// Watches these folders and no others. Returns those of which it is not known what happened since the scan began: those
    /// that were not watched before, and `all` of them after events were lost.
    ///
    /// # Errors
    /// With a sentence, when they cannot all be watched; then none is.
    pub(super) fn set(
        &mut self,
        folders: HashSet<PathBuf>,
        all: bool,
    ) -> Result<Vec<PathBuf>, Clean> {
        if let Some(why) = &self.refused {
            return Err(why.clone());
        }
        self.replace(folders, all).map_err(|error| {
            let why = refusal(&error);
            (self.watcher, self.refused) = (None, Some(why.clone()));
            why
        })
    }

    fn replace(&mut self, folders: HashSet<PathBuf>, all: bool) -> notify::Result<Vec<PathBuf>> {
        if folders.is_empty() {
            return Ok(Vec::new());
        }
        let watcher = match &mut self.watcher {
            Some(watcher) => watcher,
            none => {
                let hear = Arc::clone(&self.hear);
                none.insert(RecommendedWatcher::new(move |event| hear(event), config())?)
            }
        };
        // First these: a folder that was moved has one watch, whatever its path.
        for gone in self.folders.difference(&folders) {
            let _ = watcher.unwatch(gone);
        }
        let (mut kept, mut fresh) = (HashSet::new(), Vec::new());
        for folder in folders {
            let known = self.folders.contains(&folder);
            if !known || all {
                match watcher.watch(&folder, RecursiveMode::NonRecursive) {
                    Ok(()) => fresh.push(folder.clone()),
                    // It went after the scan, and may be back by now: that is looked up.
                    Err(error) if is_gone(&error) || !folder.exists() => {
                        fresh.push(folder);
                        continue;
                    }
                    // What we may not read has nothing of ours.
                    Err(error) if is_denied(&error) => continue,
                    Err(error) => return Err(error),
                }
            }
            kept.insert(folder);
        }
        self.folders = kept;
        Ok(fresh)
    }

    /// After a folder went, whatever lies in its place needs a watch of its own.
    pub(super) fn forget(&mut self, event: &Event) {
        let went = matches!(
            event.kind,
            EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(RenameMode::From))
        );
        let Some(path) = event
            .paths
            .first()
            .filter(|path| went && self.folders.contains(*path))
        else {
            return;
        };
        let below = |folder: &&PathBuf| folder.starts_with(path);
        let gone: Vec<PathBuf> = self.folders.iter().filter(below).cloned().collect();
        for folder in gone {
            self.unwatch(&folder);
        }
    }

    fn unwatch(&mut self, folder: &Path) {
        self.folders.remove(folder);
        if let Some(watcher) = &mut self.watcher {
            // It may have noticed by itself.
            let _ = watcher.unwatch(folder);
        }
    }
}

/// What may be a change. That something is opened or read, by ourselves for the most part, is none, and wakes nobody.
fn config() -> Config {
    Config::default().with_event_kinds(EventKindMask::CORE | EventKindMask::ACCESS_CLOSE)
}

fn is_gone(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(error) => error.kind() == io::ErrorKind::NotFound,
        _ => false,
    }
}

fn is_denied(error: &notify::Error) -> bool {
    matches!(&error.kind, ErrorKind::Io(error) if error.kind() == io::ErrorKind::PermissionDenied)
}

fn refusal(error: &notify::Error) -> Clean {
    let sentence = match &error.kind {
        ErrorKind::MaxFilesWatch => {
            "There are more folders than may be watched (fs.inotify.max_user_watches)".to_owned()
        }
        ErrorKind::Io(error) => {
            format!("The folders cannot be watched ({})", loader::reason(error))
        }
        _ => "The folders cannot be watched".to_owned(),
    };
    Clean::line(&format!(
        "{sentence}: they are read again every few seconds."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_is_no_change() {
        let folder = tempfile::tempdir().unwrap();
        let [read, written] = ["read", "written"].map(|name| folder.path().join(name));
        std::fs::write(&read, "a").unwrap();
        let (sender, events) = std::sync::mpsc::channel();
        let mut watches = Watches::new(move |event| drop(sender.send(event)));
        let folders = HashSet::from([folder.path().to_owned()]);
        watches.set(folders, false).unwrap();
        std::fs::read(&read).unwrap();
        std::fs::write(&written, "b").unwrap();
        let first = events.recv().unwrap().unwrap();
        assert_eq!(first.paths, [written], "{first:?}");
    }

    #[test]
    fn a_folder_that_went_is_looked_up_and_ends_no_watch() {
        let folder = tempfile::tempdir().unwrap();
        let gone = folder.path().join("gone");
        let mut watches = Watches::new(|_| ());
        let folders = HashSet::from([folder.path().to_owned(), gone.clone()]);
        for _ in 0..2 {
            let fresh = watches.set(folders.clone(), false).unwrap();
            assert!(fresh.contains(&gone), "{fresh:?}");
        }
        assert_eq!(watches.folders, HashSet::from([folder.path().to_owned()]));
    }

    #[test]
    fn a_refusal_says_why_and_what_is_done_instead() {
        let limit = refusal(&notify::Error::new(ErrorKind::MaxFilesWatch));
        assert!(limit.contains("max_user_watches") && limit.contains("read again"));
        let files = std::io::Error::from_raw_os_error(24);
        let said = refusal(&notify::Error::io(files));
        assert_eq!(
            said.as_str(),
            "The folders cannot be watched (Too many open files): they are read again every few seconds."
        );
    }
}
