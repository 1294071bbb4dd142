//! Faults under the store: the n-th operation on its files fails, for every n until none does; kills, full disks and two
//! instances by the thousand; a file with any one byte flipped, or cut anywhere. All of it: `cargo test --test soak state -- --ignored`.

use std::collections::HashMap;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use newsreader::content::marks::{Kind, Marks};
use newsreader::store::{self, Said};
use tempfile::TempDir;

use super::{FILE, NAME, id, start};

/// So many marks are there before, and so many are made while operations fail.
const MARKS: usize = 8;

fn name(what: &str, n: usize) -> String {
    format!("{what}-{n}.md")
}

/// A folder in memory, if there is such a place: the disk is not what is tried.
fn folder() -> TempDir {
    let memory = tempfile::tempdir_in("/dev/shm");
    memory.unwrap_or_else(|_| tempfile::tempdir().unwrap())
}

/// Makes marks, and returns those that were said to be safe in time.
fn mark(file: &Path, what: &str, patience: Duration) -> Vec<String> {
    let (sender, said) = channel();
    let say = move |it| sender.send(it).is_ok();
    let store = store::spawn(file.to_owned(), vec![b"/news".to_vec()], say).unwrap();
    let mut marks = Marks::default();
    let names: Vec<String> = (0..MARKS).map(|n| name(what, n)).collect();
    for name in &names {
        store.save(vec![marks.set(&id(name), Kind::Read, 1).unwrap()]);
    }
    let end = Instant::now() + patience;
    let mut safe = Vec::new();
    while safe.len() < MARKS {
        let Ok(said) = said.recv_timeout(end.saturating_duration_since(Instant::now())) else {
            break;
        };
        if let Said::Marks(rows) = said {
            let is_safe = |name: &&String| rows.iter().any(|row| row.id == id(name));
            safe.extend(names.iter().filter(is_safe).cloned());
        }
    }
    store.finish();
    safe
}

/// No test, but the process whose operations fail: makes marks, says which are safe, and that it came to its end.
#[test]
#[ignore = "the other tests start it"]
fn marker() {
    let Some(file) = std::env::var_os(FILE) else {
        return;
    };
    let mut out = std::io::stdout().lock();
    for name in mark(Path::new(&file), "new", Duration::from_millis(700)) {
        writeln!(out, "safe {name}").unwrap();
    }
    writeln!(out, "end").unwrap();
}

/// What is read of the file without any fault, and what was told of it.
fn load(file: &Path) -> (Marks, Vec<Said>) {
    let (sender, said) = channel();
    let say = move |it| sender.send(it).is_ok();
    let store = store::spawn(file.to_owned(), vec![b"/news".to_vec()], say).unwrap();
    // However long it takes: what it says ends with it.
    store.finish();
    let (mut marks, mut told) = (Marks::default(), Vec::new());
    for said in said {
        match said {
            Said::Marks(rows) => marks.merge_all(&rows),
            other => told.push(other),
        }
    }
    (marks, told)
}

fn read(marks: &Marks) -> Vec<String> {
    let mut names: Vec<String> = marks
        .articles()
        .filter(|id| marks.is_read(id))
        .map(|id| String::from_utf8_lossy(&id.path).into_owned())
        .collect();
    names.sort();
    names
}

/// The bytes of a file with some marks.
fn sound() -> Vec<u8> {
    let folder = folder();
    let file = folder.path().join(store::FILE);
    assert_eq!(mark(&file, "old", Duration::from_secs(20)).len(), MARKS);
    fs::read(file).unwrap()
}

/// The same with one page of the index of articles overwritten: every mark can be saved.
fn damaged(sound: &[u8]) -> Vec<u8> {
    let pages = sound.len() / 4096;
    let broken = |page: &usize| {
        let folder = folder();
        let file = folder.path().join(store::FILE);
        fs::write(&file, without(sound, *page)).unwrap();
        let (marks, told) = load(&file);
        let is_told = told.iter().any(|said| matches!(said, Said::Told(_)));
        is_told && read(&marks).len() == MARKS
    };
    let page = (1..pages).find(broken).unwrap();
    without(sound, page)
}

fn without(sound: &[u8], page: usize) -> Vec<u8> {
    let mut bytes = sound.to_vec();
    bytes[page * 4096..(page + 1) * 4096].fill(0x55);
    bytes
}

/// What fails: calls as strace knows them, and how.
const FAULTS: [(&str, &str); 4] = [
    ("write,pwrite64,ftruncate,fallocate,openat,mkdir", "ENOSPC"),
    ("write,pwrite64,ftruncate,fsync,fdatasync,openat", "EIO"),
    (
        "rename,renameat,renameat2,link,linkat,unlink,unlinkat,flock",
        "EIO",
    ),
    (
        "read,pread64,lseek,fcntl,mmap,fstat,newfstatat,statx,stat",
        "EIO",
    ),
];

/// Runs the marker with the n-th of these calls failing, `when` in the words of strace; whether one did, and what was safe.
fn with_fault(folder: &Path, (calls, error): (&str, &str), when: &str) -> (bool, Vec<String>) {
    let file = folder.join(store::FILE);
    let log = folder.join("log");
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-o"]).arg(&log);
    for end in ["", "-wal", "-shm", "-journal"] {
        for name in [store::FILE, "marks.new"] {
            command.arg("-P").arg(folder.join(format!("{name}{end}")));
        }
    }
    command
        .arg("-P")
        .arg(folder)
        .arg("-P")
        .arg(folder.join("marks.lock"));
    let out = command
        .arg(format!("--trace={calls}"))
        .arg(format!("--inject={calls}:error={error}:when={when}"))
        .arg(std::env::current_exe().unwrap())
        .args(["state::marker", "--exact", "--ignored", "--nocapture"])
        .env(FILE, &file)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&out.stdout);
    assert!(
        out.status.success() && said.contains("\nend\n"),
        "{calls} {error} {when}: refused: {said}"
    );
    let safe = said.lines().filter_map(|line| line.strip_prefix("safe "));
    let safe = safe.map(str::to_owned).collect();
    (fs::read_to_string(&log).unwrap().contains("INJECTED"), safe)
}

fn has_strace(test: &str) -> bool {
    let found = Command::new("strace")
        .arg("-V")
        .stdout(Stdio::null())
        .status();
    let found = found.is_ok_and(|status| status.success());
    if !found {
        println!("skipped: {test}: strace is absent");
    }
    found
}

/// Every n of a step, until no call fails any more: whatever was there or was said to be safe is there afterwards.
fn every_operation_fails(before: Option<&[u8]>, step: usize, lasting: &str) {
    let old: Vec<String> =
        before.map_or(Vec::new(), |_| (0..MARKS).map(|n| name("old", n)).collect());
    for fault in FAULTS {
        let mut runs = 0;
        for n in (1..).step_by(step) {
            let folder = folder();
            let file = folder.path().join(store::FILE);
            if let Some(bytes) = before {
                fs::write(&file, bytes).unwrap();
            }
            let when = format!("{n}{lasting}");
            let (failed, safe) = with_fault(folder.path(), fault, &when);
            let (marks, told) = load(&file);
            let there = read(&marks);
            for name in old.iter().chain(&safe) {
                let names: Vec<_> = fs::read_dir(folder.path())
                    .unwrap()
                    .flatten()
                    .map(|it| it.file_name())
                    .collect();
                assert!(
                    there.contains(name),
                    "{fault:?} {when}: {name} is lost: {there:?} {told:?} {names:?}"
                );
            }
            runs += 1;
            if !failed {
                assert_eq!(safe.len(), MARKS, "{fault:?} {when}: nothing failed");
                break;
            }
        }
        println!(
            "{fault:?}{lasting}: {runs} runs, marks before: {}",
            old.len()
        );
    }
}

#[test]
fn e1_some_operations_fail_and_nothing_is_lost() {
    if has_strace("e1_some_operations_fail_and_nothing_is_lost") {
        every_operation_fails(Some(&sound()), 13, "");
    }
}

#[test]
#[ignore = "takes minutes"]
fn e1_any_operation_fails_and_nothing_is_lost() {
    if has_strace("e1_any_operation_fails_and_nothing_is_lost") {
        let sound = sound();
        for before in [None, Some(&sound[..]), Some(&damaged(&sound))] {
            every_operation_fails(before, 1, "");
        }
    }
}

#[test]
#[ignore = "takes minutes"]
fn e1_all_operations_fail_from_any_on_and_nothing_is_lost() {
    if has_strace("e1_all_operations_fail_from_any_on_and_nothing_is_lost") {
        let sound = sound();
        for before in [None, Some(&sound[..]), Some(&damaged(&sound))] {
            every_operation_fails(before, 1, "+");
        }
    }
}

/// A worker whose files may have so many blocks.
fn limited(file: &Path, name: &str, blocks: u64) -> std::process::Child {
    let limit = format!("trap '' XFSZ; ulimit -S -f {blocks}; exec \"$@\"");
    Command::new("sh")
        .args(["-c", &limit, "sh"])
        .arg(std::env::current_exe().unwrap())
        .args(["worker", "--exact", "--ignored", "--nocapture"])
        .env(FILE, file)
        .env(NAME, name)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Workers are killed, alone, in pairs or where files can only grow so far; what they said is safe stays safe.
fn trials(count: u64) {
    let folder = tempfile::tempdir().unwrap();
    let file: PathBuf = folder.path().join(store::FILE);
    let mut safe: HashMap<String, i64> = HashMap::new();
    let (mut acknowledged, mut random) = (0, 1_u64);
    for trial in 0..count {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let chance = random >> 33;
        let mut children = match trial % 4 {
            0 | 1 => vec![start(&file, "one")],
            2 => vec![start(&file, "one"), start(&file, "two")],
            _ => vec![limited(&file, "full", chance % 160)],
        };
        std::thread::sleep(Duration::from_millis(chance % 50));
        for child in &mut children {
            child.kill().unwrap();
            child.wait().unwrap();
        }
        for child in &mut children {
            let mut said = String::new();
            child
                .stdout
                .take()
                .unwrap()
                .read_to_string(&mut said)
                .unwrap();
            for line in said
                .split_inclusive('\n')
                .filter(|line| line.ends_with('\n'))
            {
                if let ["safe", path, value] = line.trim_end().split(' ').collect::<Vec<_>>()[..] {
                    safe.insert(path.to_owned(), value.parse().unwrap());
                    acknowledged += 1;
                }
            }
        }
        let (marks, told) = load(&file);
        assert!(
            !told.iter().any(|said| matches!(said, Said::Told(_))),
            "trial {trial}: {told:?}"
        );
        for (path, value) in &safe {
            let kept = marks.get(&id(path), Kind::Place);
            assert!(
                kept >= *value,
                "trial {trial}: {path} was {value}, is {kept}"
            );
        }
    }
    println!("{count} trials, {acknowledged} marks said to be safe, none lost");
    assert!(acknowledged > 0);
}

#[test]
fn e2_twenty_kills_and_full_disks_lose_nothing() {
    trials(20);
}

#[test]
#[ignore = "takes a quarter of an hour"]
fn e2_ten_thousand_kills_and_full_disks_lose_nothing() {
    trials(10_000);
}

/// Opens a file with these bytes and returns what is read of it, and whether it was said to be damaged.
fn opened(folder: &Path, bytes: &[u8]) -> (Vec<String>, bool) {
    for old in fs::read_dir(folder).unwrap().flatten() {
        fs::remove_file(old.path()).unwrap();
    }
    let file = folder.join(store::FILE);
    fs::write(&file, bytes).unwrap();
    let (marks, told) = load(&file);
    let told: Vec<_> = told
        .into_iter()
        .filter(|said| *said != Said::Unsaved(None))
        .collect();
    let damaged = told.iter().any(|said| matches!(said, Said::Told(_)));
    let sealed = told
        .iter()
        .any(|said| matches!(said, Said::Unsaved(Some(_))));
    (read(&marks), damaged || sealed)
}

#[test]
#[ignore = "takes minutes"]
fn e5_a_byte_flipped_anywhere_is_told_or_costs_nothing() {
    let (folder, sound) = (folder(), sound());
    let all: Vec<String> = (0..MARKS).map(|n| name("old", n)).collect();
    let (mut told, mut unharmed, mut silent, mut kept) = (0, 0, Vec::new(), 0);
    for at in 0..sound.len() {
        let mut bytes = sound.clone();
        bytes[at] ^= 1 << (at % 8);
        let (there, is_told) = opened(folder.path(), &bytes);
        kept += there.iter().filter(|name| all.contains(name)).count();
        match is_told {
            true => told += 1,
            false if there == all => unharmed += 1,
            false => silent.push((at, there)),
        }
    }
    let share = kept as f64 / (sound.len() * MARKS) as f64;
    println!(
        "{} bytes: {told} told, {unharmed} unharmed, {} silent; {share:.4} of the marks kept",
        sound.len(),
        silent.len()
    );
    // The rows have no sums: a value that became another one is not seen, and costs its mark alone.
    let costs_one = |(_, there): &(usize, Vec<String>)| there.len() + 1 >= MARKS;
    assert!(
        silent.len() < 50 && silent.iter().all(costs_one),
        "{silent:?}"
    );
    assert!(share > 0.9);
}

#[test]
#[ignore = "takes minutes"]
fn e5_a_file_cut_anywhere_is_told_and_opens() {
    let (folder, sound) = (folder(), sound());
    let all: Vec<String> = (0..MARKS).map(|n| name("old", n)).collect();
    for length in 1..sound.len() {
        let (there, is_told) = opened(folder.path(), &sound[..length]);
        assert!(is_told || there == all, "cut at {length}: {there:?}");
    }
}
