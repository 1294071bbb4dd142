//! The clipboard of the system, by the program that keeps it. Over SSH it would be that of another machine, and is left alone.
//! A thread waits for the program; nobody waits for the thread.

use std::env;
use std::io::Write;
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};
use std::thread;

use super::find;

/// A variable that says the program can be of use, the program, its arguments.
const PROGRAMS: [(&str, &str, &[&str]); 3] = [
    ("WAYLAND_DISPLAY", "wl-copy", &[]),
    ("DISPLAY", "xclip", &["-selection", "clipboard", "-in"]),
    ("DISPLAY", "xsel", &["--clipboard", "--input"]),
];

/// Puts a text there; whether there is a program for that.
pub fn copy(text: &str) -> bool {
    let Some(mut command) = command() else {
        return false;
    };
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        // What it leaves behind lives on when the terminal is closed.
        .process_group(0);
    let text = text.to_owned();
    let put = move || {
        if let Ok(mut child) = command.spawn() {
            // A program that does not want all of it is its own business.
            let _ = child
                .stdin
                .take()
                .map(|mut to| to.write_all(text.as_bytes()));
            let _ = child.wait();
        }
    };
    thread::Builder::new()
        .name("clipboard".into())
        .spawn(put)
        .is_ok()
}

fn command() -> Option<Command> {
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    if set("SSH_CONNECTION") || set("SSH_TTY") {
        return None;
    }
    let mut known = PROGRAMS.iter().filter(|(variable, ..)| set(variable));
    let found = known.find_map(|(_, name, args)| {
        let mut command = Command::new(find(name)?);
        command.args(*args);
        Some(command)
    });
    let mac = || {
        cfg!(target_os = "macos")
            .then(|| find("pbcopy").map(Command::new))
            .flatten()
    };
    found.or_else(mac)
}
