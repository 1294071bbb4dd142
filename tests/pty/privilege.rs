//! What the program does not do while it reads: run others, open sockets, open files outside its folders. Seen by strace; what it may
//! open besides is in `opened.txt`. Uses the sessions of `pty`.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use portable_pty::CommandBuilder;
use tempfile::TempDir;

use crate::sample;
use crate::shared::shared;
use crate::terminal::{Session, command};

const OPENED: &str = include_str!("opened.txt");

/// Articles that would have others opened, connected to and run.
fn hostile() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let texts = [
        "---\ntitle: !include /etc/passwd\nimage: file:///etc/passwd\n---\n![a](/etc/passwd) ![b](../../../../etc/passwd)\n",
        "---\ntitle: B\n---\n![c](https://127.0.0.1/a.png) ![d](//host/a.png) ![e](link.png)\n\n<https://example.org/$(id)>\n",
        "---\ntitle: C\n---\n<iframe src=\"https://example.org\"></iframe> [x](file:///etc/shadow)\n\n```sh\n$(touch /tmp/x)\n```\n",
    ];
    for (name, text) in ["a.md", "b.md", "-c!id $(x).md"].iter().zip(texts) {
        fs::write(folder.path().join(name), text).unwrap();
    }
    symlink("/etc/hostname", folder.path().join("link.png")).unwrap();
    symlink("/etc/passwd", folder.path().join("out.md")).unwrap();
    symlink("/etc", folder.path().join("etc")).unwrap();
    folder
}

/// Reads in a folder, and returns what was seen.
fn traced(own: &Path, root: &Path) -> String {
    let log = own.join("trace");
    let mut strace = CommandBuilder::new("strace");
    let calls = "trace=open,openat,openat2,creat,socket,connect,execve,execveat";
    strace.args(["-f", "-qq", "-y", "-e", calls, "-o"]);
    strace.arg(&log);
    strace.arg(env!("CARGO_BIN_EXE_newsreader"));
    strace.arg(root);
    for (name, value) in command(own, &[]).iter_extra_env_as_str() {
        strace.env(name, value);
    }
    strace.env("HOME", own);
    strace.env("XDG_CACHE_HOME", own);
    strace.cwd(own);
    let mut session = Session::spawn(strace, 120, 40);
    session.shows("1 of ").press("jk\r").shows("Esc back");
    session.press(" Gms?").shows("Keys").press("q\x1b");
    session.shows("Enter read").press("/the\r");
    session.shows("with “the”").press("q");
    assert_eq!(session.ends(), 0);
    fs::read_to_string(log).unwrap()
}

/// What was seen that must not be.
fn faults<'a>(trace: &'a str, own: &[&Path]) -> Vec<&'a str> {
    let listed = || {
        OPENED
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
    };
    let may_open = |path: &str| {
        own.iter().any(|folder| Path::new(path).starts_with(folder))
            || listed().any(|it| path == it || it.ends_with('/') && path.starts_with(it))
            // Under the number of the process.
            || path.starts_with("/proc/") && (path.contains("/task") || path.ends_with("/maps") || path.ends_with("/cgroup") || path.ends_with("/mountinfo"))
    };
    let is_fault = |line: &&str| {
        if line.contains("socket(") || line.contains("connect(") {
            return true;
        }
        let opened = line.rsplit_once(" = ").map_or("", |(_, result)| result);
        let path = opened
            .split_once('<')
            .and_then(|(_, path)| path.strip_suffix('>'));
        path.is_some_and(|path| !may_open(path))
    };
    let begun = trace.lines().filter(|line| line.contains("execve"));
    begun
        .skip(1)
        .chain(trace.lines().filter(is_fault))
        .collect()
}

#[test]
fn nothing_is_run_connected_to_or_opened_that_is_not_listed() {
    if Command::new("strace").arg("-V").output().is_err() {
        println!("skipped: nothing_is_run_connected_to_or_opened_that_is_not_listed: no strace");
        return;
    }
    let hostile = hostile();
    let seed = shared("nothing_is_run_connected_to_or_opened_that_is_not_listed")
        .map(|shared| shared.join("seed"));
    let roots = [Some(sample()), seed, Some(hostile.path().to_owned())];
    for root in roots.into_iter().flatten() {
        let own = tempfile::tempdir().unwrap();
        let root: PathBuf = fs::canonicalize(root).unwrap();
        let trace = traced(own.path(), &root);
        assert!(trace.lines().count() > 20, "{trace}");
        let found = faults(&trace, &[own.path(), &root]);
        assert_eq!(found, [""; 0], "{}", root.display());
    }
}

#[test]
fn what_must_not_be_is_seen_in_a_trace() {
    let own = [Path::new("/own")];
    let sound = "1 execve(\"/newsreader\") = 0\n1 openat(AT_FDCWD</>, \"a\") = 3</own/a.md>\n";
    assert_eq!(faults(sound, &own), [""; 0]);
    for line in [
        "2 execve(\"/bin/sh\", [\"sh\"]) = 0",
        "2 socket(AF_INET, SOCK_STREAM, 0) = 4<socket:[1]>",
        "2 openat(AT_FDCWD</>, \"/etc/passwd\", O_RDONLY) = 4</etc/passwd>",
        "2 openat(3</own>, \"link\", O_RDONLY) = 4</ownother/x>",
    ] {
        assert_eq!(faults(&format!("{sound}{line}"), &own), [line]);
    }
}
