//! Programs outside, on a real terminal: they have it while they run, get their arguments as they are, and give it back.
//! Uses the sessions of `pty`.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use portable_pty::CommandBuilder;
use tempfile::TempDir;

use crate::terminal::Session;

/// A program that does what `script` says.
fn program(folder: &Path, name: &str, script: &str) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

/// A folder with an article of many lines, under a name that some would take for an option.
fn article(folder: &TempDir) -> PathBuf {
    let lines: Vec<String> = (6..300).map(|n| format!("This is line {n}.\\\n")).collect();
    let text = format!(
        "---\ntitle: Long\ndate: 2020-01-01\n---\n\n{}",
        lines.concat()
    );
    let path = folder.path().join("content/-c!id $(x).md");
    fs::create_dir(path.parent().unwrap()).unwrap();
    fs::write(&path, text).unwrap();
    path
}

fn start(folder: &TempDir, variables: &[(&str, &str)], args: &[&str]) -> Session {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_newsreader"));
    for name in ["XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"] {
        command.env(name, folder.path().join("own"));
    }
    for name in ["VISUAL", "EDITOR", "NO_COLOR", "DISPLAY", "WAYLAND_DISPLAY"] {
        command.env_remove(name);
    }
    command.env("TERM", "xterm-256color");
    for (name, value) in variables {
        command.env(name, value);
    }
    command.args(args);
    command.arg(folder.path().join("content"));
    command.cwd(folder.path());
    Session::spawn(command, 80, 24)
}

#[test]
fn the_editor_opens_at_the_line_that_is_read_and_the_edit_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let path = article(&folder);
    let said = folder.path().join("said");
    let script = format!(
        "for a; do printf '%s\\n' \"$a\"; done > '{0}'; stty -a | grep -o -- '-*icanon' >> '{0}'\n\
         echo EDITING; read answer; for file; do :; done\n\
         sed -i \"s/line ${{1#+}}[.]/line $answer./\" \"$file\"; stty raw -echo; exit 3",
        said.display()
    );
    // A name with a blank, and an argument with nothing in it.
    fs::create_dir(folder.path().join("my editors")).unwrap();
    let editor = program(&folder.path().join("my editors"), "vim", &script);
    let editor = format!("'{}'", editor.display());
    let mut session = start(&folder, &[("EDITOR", &editor)], &[]);
    session.shows("Long").press("\r").shows("Top").press("  ");
    session.until("further down", |session| {
        !session.contents().contains("line 6.")
    });
    let top = session.contents().lines().nth(2).unwrap().to_owned();
    let digits = |text: &str| {
        text.chars()
            .take_while(char::is_ascii_digit)
            .collect::<String>()
    };
    let line: u32 = digits(top.split("line ").nth(1).unwrap()).parse().unwrap();
    session.press("e").shows("EDITING");
    assert!(session.is_cooked());
    // Ctrl-C is for the editor, which here would only be killed; what is typed is for it, too.
    session
        .press("edited\r")
        .shows("ended with code 3")
        .shows("This is line edited.");
    let said = fs::read_to_string(&said).unwrap();
    assert_eq!(
        said,
        format!(
            "+{line}\n{}\nicanon\n",
            fs::canonicalize(&path).unwrap().display()
        )
    );
    session.press("gg").shows("Long").press("q");
    assert_eq!(session.ends(), 0);
}

#[test]
fn an_editor_that_is_not_there_is_told() {
    let folder = tempfile::tempdir().unwrap();
    article(&folder);
    let mut session = start(&folder, &[("VISUAL", "no-such-editor -x")], &[]);
    session
        .shows("Long")
        .press("e")
        .shows("“no-such-editor” was not found");
    session.press("q");
    assert_eq!(session.ends(), 0);
    let mut session = start(&folder, &[("VISUAL", "vim 'x")], &["--fresh"]);
    session
        .shows("Long")
        .press("e")
        .shows("a quotation does not end")
        .press("q");
    session.ends();
}

#[test]
fn a_command_reads_the_article_and_ctrl_c_ends_it_alone() {
    let folder = tempfile::tempdir().unwrap();
    article(&folder);
    let count = program(
        folder.path(),
        "count",
        "echo \"args $*\"; grep -c 'This is'",
    );
    let wait = program(folder.path(), "wait", "echo WAITING; exec sleep 60");
    let set = format!(
        "pipes={{count: ['{}', '$HOME', a b], wait: ['{}']}}",
        count.display(),
        wait.display()
    );
    let mut session = start(&folder, &[], &["--set", &set]);
    session
        .shows("Long")
        .press("|")
        .shows("Hand the article to")
        .press("\r");
    session
        .shows("args $HOME a b")
        .shows("294")
        .shows("Enter goes back");
    session.press("\r").shows("count has it.");
    session.press("|j\r").shows("WAITING").press("\x03");
    // The screen still says so from before; what is typed too early is lost.
    session
        .until("asked again", |session| {
            session.contents().matches("Enter goes back").count() == 2
        })
        .press("\r")
        .shows("wait was ended by a signal.");
    session.press("q");
    assert_eq!(session.ends(), 0);
}

#[test]
fn a_copy_is_saved_byte_by_byte() {
    let folder = tempfile::tempdir().unwrap();
    let path = article(&folder);
    let copy = folder.path().join("copy.md");
    let mut session = start(&folder, &[], &[]);
    session
        .shows("Long")
        .press("w")
        .shows("save a copy as -c!id $(x).md");
    session.press("\x15copy.md\r").shows("Saved as copy.md");
    assert_eq!(fs::read(&copy).unwrap(), fs::read(&path).unwrap());
    fs::write(&copy, "mine").unwrap();
    session
        .press("w\x15copy.md\r")
        .shows("Write over it?")
        .press("\x1b");
    session.until("no question", |session| {
        !session.contents().contains("over it?")
    });
    assert_eq!(fs::read(&copy).unwrap(), b"mine");
    session
        .press("w\x15copy.md\r")
        .shows("Write over it?")
        .press("\r")
        .shows("Saved as copy.md");
    assert_eq!(fs::read(&copy).unwrap(), fs::read(&path).unwrap());
    session
        .press("w\x15content\r")
        .shows("This is the article itself.");
    session
        .press("w\x15no/such/folder/x\r")
        .shows("no/such/folder/x:");
    session.press("yp").shows("Copied /");
    session.until("copied", |session| session.copied().len() == 1);
    session.press("q");
    assert_eq!(session.ends(), 0);
    let beside = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(beside, 3, "content, copy, own");
}

#[test]
fn f5_d13_an_editor_that_fails_in_any_way_gives_the_reader_back() {
    let folder = tempfile::tempdir().unwrap();
    article(&folder);
    let plain = folder.path().join("plain");
    fs::write(&plain, "no program").unwrap();
    let failing = |name, script| program(folder.path(), name, script);
    for (editor, said) in [
        (failing("absent", "exit 127"), "ended with code 127"),
        (failing("killed", "kill -9 $$"), "ended by a signal"),
        (
            failing(
                "raw",
                "stty raw -echo; printf '\\033[?1049l\\033[?25h\\033[31m'; exit 1",
            ),
            "ended with code 1",
        ),
        (plain, "was not found"),
    ] {
        let editor = editor.to_str().unwrap();
        let mut session = start(&folder, &[("EDITOR", editor)], &["--fresh"]);
        session.shows("Long").press("e").shows(said);
        assert!(!session.is_cooked());
        session.press("\r").shows("This is line 6.");
        session.until("taken again", |session| {
            session.screen.lock().unwrap().screen().alternate_screen()
        });
        session.press("q");
        assert_eq!(session.ends(), 0);
    }
}

/// Puts a script in the place of every program that opens addresses; where programs are looked for then.
fn browsers(folder: &TempDir, script: &str) -> String {
    let bin = folder.path().join("bin");
    fs::create_dir(&bin).unwrap();
    for name in ["xdg-open", "wslview", "gio", "open"] {
        program(&bin, name, script);
    }
    format!("{}:{}", bin.display(), std::env::var("PATH").unwrap())
}

/// It runs beside the reader, in a session of its own, and has nothing of the terminal.
#[test]
fn f1_f6_a_browser_that_floods_and_never_ends_is_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("content")).unwrap();
    let text = "# Links\n\n<http://a.example/$(touch_p)`id`;'%s%c&|\"\\>\n";
    fs::write(folder.path().join("content/a.md"), text).unwrap();
    let said = folder.path().join("said");
    let script = format!(
        "echo FLOOD; echo FLOOD >&2; printf '%s\\n' \"$#\" \"$1\" \"$$\" > '{0}.new'; echo FLOOD > /dev/tty; mv '{0}.new' '{0}'; exec sleep 99",
        said.display()
    );
    let path = browsers(&folder, &script);
    let mut session = start(&folder, &[("PATH", &path)], &[]);
    session.shows("Links").press("\r").shows("Esc back");
    let address = "http://a.example/$(touch_p)%60id%60;'%s%c&|%22/";
    session.press("\to").shows(address);
    session.press("\r").shows("Asked the browser");
    session.until("called", |_| said.exists());
    session.press("?").shows("Keys").press("q").press("q");
    assert_eq!(session.ends(), 0);
    let raw = session.raw.lock().unwrap();
    assert!(!raw.windows(5).any(|part| part == b"FLOOD"));
    // With one argument, the one that was shown, and still there after the reader ended.
    let said = fs::read_to_string(said).unwrap();
    let said: Vec<_> = said.lines().collect();
    assert_eq!(said[..2], ["1", address]);
    let killed = std::process::Command::new("kill").arg(said[2]).status();
    assert!(killed.unwrap().success(), "{said:?}");
}

/// What was started and has ended is asked how: nothing of it is left in the table of processes.
#[test]
fn f5_browsers_that_end_leave_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("content")).unwrap();
    let text = "# Links\n\n<http://a.example/>\n";
    fs::write(folder.path().join("content/a.md"), text).unwrap();
    let said = folder.path().join("said");
    let path = browsers(&folder, &format!("echo > '{}'; exit 3", said.display()));
    let mut session = start(&folder, &[("PATH", &path)], &[]);
    session.shows("Links").press("\r").shows("Esc back");
    session.press("\to").shows("http://a.example/").press("\r");
    session.until("called", |_| said.exists());
    let children = format!(
        "/proc/{0}/task/{0}/children",
        session.pid().as_raw_nonzero()
    );
    session.until("reaped", |_| {
        fs::read_to_string(&children).unwrap().trim().is_empty()
    });
    session.press("q");
    assert_eq!(session.ends(), 0);
}
