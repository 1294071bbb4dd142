//! Files of articles, for errands outside: the path, the line of a place, copies under other paths.
//! A copy is written beside its place first, so that nothing is lost where there is no room.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::{env, process};

use crate::app::outside::{At, Copy};
use crate::content::article::ArticleId;
use crate::loader::{self, Roots};

/// The path of an article's file.
pub(crate) fn path(roots: &Roots, id: &ArticleId) -> Result<PathBuf, String> {
    let path = roots.path(id).filter(|path| path.is_absolute());
    path.ok_or_else(|| "What came from the standard input has no file.".to_owned())
}

/// The line in the file of a place behind its front matter.
pub(crate) fn line(roots: &Roots, id: &ArticleId, at: &At) -> u32 {
    let Ok(body) = loader::read_body(roots, id) else {
        return 1;
    };
    let before = body.text.get(..at.byte(&body.text)).unwrap_or_default();
    let lines = |text: &str| text.matches('\n').count() as u32;
    lines(&body.matter) + lines(before) + 1
}

/// Saves a copy; none if there is a file that was not to be written over.
pub(crate) fn save(roots: &Roots, copy: &Copy) -> Result<Option<String>, String> {
    let path = target(roots, copy)?;
    let refused = |error: io::Error| format!("{}: {}.", path.display(), loader::reason(&error));
    let mut from = loader::open_article(roots, &copy.article).map_err(refused)?;
    match fs::canonicalize(&path) {
        Ok(real)
            if roots
                .path(&copy.article)
                .and_then(|own| fs::canonicalize(own).ok())
                .as_ref()
                == Some(&real) =>
        {
            return Err("This is the article itself.".to_owned());
        }
        Ok(real) if !real.is_file() => return Err(format!("{} is no file.", path.display())),
        Ok(_) if !copy.over => return Ok(None),
        // Beside it first, so that nothing is lost if there is no room.
        Ok(real) => {
            let beside = beside(&real);
            let done = write(&beside, &mut from).and_then(|()| fs::rename(&beside, &real));
            if done.is_err() {
                let _ = fs::remove_file(&beside);
            }
            done
        }
        Err(_) => write(&path, &mut from),
    }
    .map_err(refused)?;
    Ok(Some(format!("Saved as {}", path.display())))
}

/// The path that was typed: `~` is the home, and in a folder the file has its own name.
fn target(roots: &Roots, copy: &Copy) -> Result<PathBuf, String> {
    let typed = copy.path.trim();
    if typed.is_empty() {
        return Err("Nothing was saved: there was no path.".to_owned());
    }
    let home = typed.strip_prefix("~/").zip(env::var_os("HOME"));
    let path = home.map_or_else(
        || PathBuf::from(typed),
        |(rest, home)| Path::new(&home).join(rest),
    );
    if !path.is_dir() {
        return Ok(path);
    }
    let own = roots.path(&copy.article);
    let name = own.as_deref().and_then(Path::file_name);
    Ok(path.join(name.unwrap_or_default()))
}

/// A name for what is not yet whole.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}", process::id()));
    path.with_file_name(name)
}

/// Writes a file that is not there yet; what cannot be written whole does not stay.
fn write(path: &Path, from: &mut dyn Read) -> io::Result<()> {
    let mut file: File = OpenOptions::new().write(true).create_new(true).open(path)?;
    let done = io::copy(from, &mut file).and_then(|_| file.sync_all());
    if done.is_err() {
        let _ = fs::remove_file(path);
    }
    done
}
