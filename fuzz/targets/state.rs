//! Any bytes as an export of marks to import, and any damage to a file of marks: what can be read is read, and the store always
//! starts and ends.
#![no_main]

use std::fs;
use std::path::Path;
use std::sync::LazyLock;
use std::sync::mpsc::channel;

use newsreader::content::article::ArticleId;
use newsreader::content::marks::{Kind, Marks};
use newsreader::store::{export, import, spawn};
use tempfile::TempDir;

/// Folders in memory, if there is such a place: a disk is slow.
fn folder() -> TempDir {
    let memory = tempfile::tempdir_in("/dev/shm");
    memory.or_else(|_| tempfile::tempdir()).expect("a folder")
}

static FOLDER: LazyLock<TempDir> = LazyLock::new(folder);

/// A file with some marks.
static SOUND: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let file = FOLDER.path().join("sound");
    let store = spawn(file.clone(), vec![b"/news".to_vec()], |_| true).expect("a thread");
    let mut marks = Marks::default();
    let row = |n: usize| {
        let id = ArticleId {
            source: 0,
            path: format!("{n}.md").into_bytes().into(),
        };
        marks.set(&id, Kind::ALL[n % 5], 1)
    };
    store.save((0..60).filter_map(row).collect());
    assert!(store.finish());
    fs::read(file).expect("the file is there")
});

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = fs::remove_dir_all(FOLDER.path());
    fs::create_dir_all(FOLDER.path()).expect("a folder");
    match data {
        [b'{', ..] => exchange(data),
        _ => damage(data),
    }
});

/// What was imported is exported, and that imported again is the same.
fn exchange(json: &[u8]) {
    let [one, other] = ["one", "other"].map(|name| FOLDER.path().join(name));
    if import(&one, json).is_err() {
        return;
    }
    let written = |file: &Path| {
        let mut out = Vec::new();
        export(file, &mut out).expect("what is kept can be exported");
        out
    };
    let first = written(&one);
    import(&other, first.as_slice()).expect("what was exported can be imported");
    assert_eq!(written(&other), first);
}

/// Changes bytes of a sound file, four bytes of the input for each: two for the place, one for the value, one for how many.
fn damage(changes: &[u8]) {
    let file = FOLDER.path().join("damaged");
    let mut bytes = SOUND.clone();
    for change in changes.chunks_exact(4).take(64) {
        let at = usize::from(u16::from_le_bytes([change[0], change[1]])) % bytes.len();
        match change[3] {
            255 => bytes.truncate(at.max(1)),
            many => bytes
                .iter_mut()
                .skip(at)
                .take(many.into())
                .for_each(|byte| *byte = change[2]),
        }
    }
    fs::write(&file, bytes).expect("the folder can be written to");
    let (sender, said) = channel();
    let store = spawn(file.clone(), vec![b"/news".to_vec()], move |it| {
        sender.send(it).is_ok()
    });
    // However slow the machine is: the thread ends, and lets go of its end.
    store.expect("a thread").finish();
    said.into_iter().for_each(drop);
    // What looks like the file of a newer version is left as it is.
    let _ = export(&file, &mut Vec::new());
}
