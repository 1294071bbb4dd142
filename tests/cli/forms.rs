//! `show` in its three forms, and what `-v` writes down.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use serde_json::Value;

use super::{folder, newsreader, out, path, two};

const TEXT: &str = "---\ntitle: T\n---\nSee **the** [web](https://example.org/a).\n";

fn show(args: &[&str]) -> String {
    let mut command = newsreader(&[&["show", "-", "--no-config"], args].concat());
    out(command.write_stdin(TEXT))
}

#[test]
fn a_form_decides_about_escapes() {
    let (plain, ansi) = (show(&[]), show(&["--format", "ansi"]));
    assert!(!plain.contains('\x1b') && plain.contains("See the web"));
    assert!(ansi.contains("\x1b[1m") && !ansi.contains("\x1b]8"));
    assert_eq!(show(&["--format", "plain", "--color", "always"]), plain);
    assert_eq!(show(&["--format", "ansi", "--color", "never"]), plain);
    let linked = show(&["--format", "ansi", "--links"]);
    assert!(
        linked.contains("\x1b]8;id=0;https://example.org/a\x1b\\"),
        "{linked:?}"
    );
    // What less -R takes: colours and styles alone, and no line that it would have to fold.
    let escapes = ansi.split('\x1b').skip(1);
    for escape in escapes {
        let end = escape.find(|c: char| c.is_ascii_alphabetic()).unwrap();
        assert_eq!(&escape[end..=end], "m", "{escape:?}");
    }
}

#[test]
fn the_blocks_are_json() {
    let shown: Value = serde_json::from_str(&show(&["--format", "json"])).unwrap();
    assert_eq!(shown["blocks"][0]["kind"], "title");
    assert_eq!(shown["blocks"][0]["text"], "T");
    assert_eq!(shown["links"][0]["target"], "https://example.org/a");
}

#[test]
fn what_happens_is_written_down_if_that_is_asked_for() {
    let (articles, home) = (two(), folder(&[]));
    let run = |args: &[&str]| {
        let args = [&["list", path(&articles), "--no-config"], args].concat();
        let mut command = newsreader(&args);
        command.env("XDG_STATE_HOME", home.path());
        out(&mut command)
    };
    let own = home.path().join("newsreader");
    let listed = run(&[]);
    assert!(!own.exists());
    assert_eq!(run(&["-v"]), listed);
    let log = own.join("newsreader.log");
    let said = fs::read_to_string(&log).unwrap();
    assert!(
        said.contains("scan: 2 articles in ") && said.ends_with(" end\n"),
        "{said}"
    );
    assert!(!said.contains("Body of"));
    assert_eq!(
        fs::metadata(&log).unwrap().permissions().mode() & 0o777,
        0o600
    );
    // A long one is set aside.
    fs::write(&log, "x".repeat(1 << 20)).unwrap();
    run(&["-v"]);
    assert!(fs::metadata(&log).unwrap().len() < 10_000);
    assert_eq!(
        fs::metadata(own.join("newsreader.log.1")).unwrap().len(),
        1 << 20
    );
    // Where nothing can be written, nothing is missed.
    fs::remove_file(&log).unwrap();
    fs::create_dir(&log).unwrap();
    assert_eq!(run(&["-v"]), listed);
}
