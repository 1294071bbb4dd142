//! Files that an article names, as pictures: opened under its root and nowhere else.
//! What they are is not its business.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::{Component, Path, PathBuf};

use crate::loader::open;
use crate::loader::roots::Roots;

/// Why a file was not opened.
#[derive(Debug)]
pub enum Refused {
    /// It lies outside the root, or a link leads there.
    Outside,
    /// The system said so.
    Failed(io::Error),
}

/// Opens the regular file at `path` under a root; and how many bytes it has.
///
/// # Errors
/// With the reason. Nothing outside the root is opened, not even when a link is put in the way meanwhile.
pub fn open_beside(roots: &Roots, source: u16, path: &[u8]) -> Result<(File, u64), Refused> {
    let root = roots.get(source).filter(|root| root.input.is_none());
    let Some(root) = root else {
        return Err(Refused::Failed(io::ErrorKind::NotFound.into()));
    };
    let named = root.folder.join(OsStr::from_bytes(path));
    let real = fs::canonicalize(named).map_err(Refused::Failed)?;
    let (file, stamp) = match real.strip_prefix(&root.folder) {
        Ok(below) => step_by_step(&root.folder, below),
        Err(_) if roots.follow => open::file(&real),
        Err(_) => return Err(Refused::Outside),
    }
    .map_err(Refused::Failed)?;
    Ok((file, stamp.facts().size))
}

/// Opens a file folder by folder, none of which may be a link by now.
fn step_by_step(root: &Path, below: &Path) -> io::Result<(File, crate::index::Stamp)> {
    let folder = below.parent().map_or_else(PathBuf::new, Path::to_owned);
    let mut at = open::folder(root)?;
    for part in folder.components() {
        let Component::Normal(name) = part else {
            return Err(io::ErrorKind::InvalidInput.into());
        };
        at = open::folder_in(&at, name)?;
    }
    open::file_in(at, below.file_name().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    fn opened(root: &Path, path: &str) -> &'static str {
        let roots = crate::loader::roots(&[root]).unwrap();
        match open_beside(&roots, 0, path.as_bytes()) {
            Ok(_) => "opened",
            Err(Refused::Outside) => "outside",
            Err(Refused::Failed(_)) => "failed",
        }
    }

    #[test]
    fn only_files_under_the_root_are_opened() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("root");
        fs::create_dir_all(root.join("a/b")).unwrap();
        fs::write(folder.path().join("secret.png"), "x").unwrap();
        fs::write(root.join("a/b/c.png"), "x").unwrap();
        symlink("../../secret.png", root.join("a/out.png")).unwrap();
        symlink(folder.path(), root.join("up")).unwrap();
        symlink("b/c.png", root.join("a/in.png")).unwrap();
        symlink(root.join("a"), root.join("whole")).unwrap();
        for (path, expected) in [
            ("a/b/c.png", "opened"),
            ("a/in.png", "opened"),
            ("whole/b/c.png", "opened"),
            ("a/out.png", "outside"),
            ("up/secret.png", "outside"),
            ("../secret.png", "outside"),
            ("/etc/passwd", "outside"),
            ("a", "failed"),
            ("a/gone.png", "failed"),
            ("", "failed"),
        ] {
            assert_eq!(opened(&root, path), expected, "{path}");
        }
    }

    /// A root with links out of it, and what lies outside.
    fn trap() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("root");
        fs::create_dir_all(root.join("a/b")).unwrap();
        for inside in ["c", "a/c", "a/b/c"] {
            fs::write(root.join(inside), "inside").unwrap();
        }
        fs::write(folder.path().join("c"), "outside").unwrap();
        symlink("..", root.join("up")).unwrap();
        symlink("../../c", root.join("a/out")).unwrap();
        symlink("b", root.join("a/in")).unwrap();
        (folder, root)
    }

    fn read(roots: &Roots, path: &[u8]) -> Option<String> {
        let (file, _) = open_beside(roots, 0, path).ok()?;
        io::read_to_string(file).ok()
    }

    proptest::proptest! {
        #![proptest_config(crate::properties::properties(512))]

        #[test]
        fn c10_no_path_leads_out(parts in proptest::collection::vec(
            proptest::sample::select(vec!["..", ".", "", "a", "b", "c", "up", "out", "in", "root", "%2e%2e", "c\0.md", "/", "\\\\h"]), 0..7
        )) {
            let (_folder, root) = trap();
            let roots = crate::loader::roots(&[root]).unwrap();
            let read = read(&roots, parts.join("/").as_bytes());
            proptest::prop_assert!(read.is_none_or(|text| text == "inside"));
        }
    }

    /// A folder and a link out of the root take each other's place, as fast as it goes, while files in it are opened: often
    /// between the look at where the path leads and the opening.
    #[test]
    fn c11_ten_thousand_races_are_lost_by_the_link() {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        use std::sync::atomic::{AtomicBool, Ordering};
        let folder = tempfile::tempdir().unwrap();
        let (root, outside) = (folder.path().join("root"), folder.path().join("outside"));
        for (place, text) in [(root.join("a"), "inside"), (outside.clone(), "outside")] {
            fs::create_dir_all(&place).unwrap();
            fs::write(place.join("c"), text).unwrap();
        }
        symlink(&outside, root.join("b")).unwrap();
        let (a, b) = (root.join("a"), root.join("b"));
        let swap = || renameat_with(CWD, &a, CWD, &b, RenameFlags::EXCHANGE);
        if let Err(why) = swap() {
            println!("skipped: two names cannot be exchanged here: {why}");
            return;
        }
        let roots = crate::loader::roots(&[&root]).unwrap();
        let over = AtomicBool::new(false);
        let [inside, outside, refused, lost] = std::thread::scope(|scope| {
            scope.spawn(|| {
                while !over.load(Ordering::Relaxed) {
                    swap().unwrap();
                }
            });
            let mut counts = [0; 4];
            let mut tries = 0;
            // Where threads take turns for long, it takes more tries until they meet.
            while tries < 10_000 || counts[3] == 0 && tries < 200_000 {
                tries += 1;
                let which = match open_beside(&roots, 0, b"a/c") {
                    Ok((mut file, _)) => {
                        let mut text = [0; 2];
                        io::Read::read_exact(&mut file, &mut text).unwrap_or_default();
                        usize::from(&text != b"in")
                    }
                    Err(Refused::Outside) => 2,
                    // It was a folder when it was looked at, and a link when it was to be opened.
                    Err(Refused::Failed(_)) => 3,
                };
                counts[which] += 1;
            }
            over.store(true, Ordering::Relaxed);
            counts
        });
        println!("{inside} opened, {refused} seen to lead out, {lost} races met and lost");
        assert_eq!(outside, 0, "files outside the root were opened");
        assert!(inside > 0 && refused > 0 && lost > 0);
    }

    #[test]
    fn a_link_put_in_the_way_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("root");
        fs::create_dir_all(root.join("a")).unwrap();
        fs::create_dir_all(folder.path().join("b")).unwrap();
        fs::write(folder.path().join("b/c.png"), "x").unwrap();
        fs::remove_dir(root.join("a")).unwrap();
        symlink(folder.path().join("b"), root.join("a")).unwrap();
        assert!(step_by_step(&root, Path::new("a/c.png")).is_err());
    }
}
