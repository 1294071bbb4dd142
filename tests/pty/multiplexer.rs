//! In a real multiplexer, which has its own screen and its own widths. Skipped where there is none.
//! Uses the folders of `pty`; the program is seen as `tmux` says that it shows it.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use crate::hostile::odd_widths;
use crate::sample;
use crate::terminal::{LIMIT, data};

/// Writes each line of a file and says in another where the cursor is then.
const ASK: &str = r#"
while IFS= read -r text <&3; do
    printf '\033[2J\033[H%s' "$text"
    IFS=';' read -rsd R -p $'\033[6n' row column
    echo "$column" >&4
done 3<"$1" 4>"$2"
echo ASKED
read x
"#;

/// A server of its own, which ends with it.
struct Tmux {
    name: String,
}

impl Tmux {
    /// Runs the program on a folder; none where there is no tmux.
    fn start(test: &str, folder: &Path, size: [&str; 2]) -> Option<Self> {
        let name = format!("newsreader-{test}-{}", std::process::id());
        let tmux = Self { name };
        if Command::new("tmux").arg("-V").output().is_err() {
            println!("skipped: {test}: no tmux");
            return None;
        }
        let run = format!(
            "{} '{}'; echo ENDED; read x",
            env!("CARGO_BIN_EXE_newsreader"),
            folder.display()
        );
        let [columns, rows] = size;
        tmux.say(&["new-session", "-d", "-x", columns, "-y", rows, &run]);
        Some(tmux)
    }

    /// What it answers.
    fn say(&self, order: &[&str]) -> String {
        let mut tmux = Command::new("tmux");
        tmux.args(["-u", "-f", "/dev/null", "-L", &self.name])
            .args(order);
        tmux.env("XDG_DATA_HOME", data())
            .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
            .env("LC_ALL", "C.UTF-8");
        String::from_utf8_lossy(&tmux.output().unwrap().stdout).into_owned()
    }

    /// The screen, once a text is on it.
    fn shows(&self, text: &str) -> String {
        let begun = Instant::now();
        loop {
            let shown = self.say(&["capture-pane", "-p"]);
            if shown.contains(text) {
                return shown;
            }
            assert!(begun.elapsed() < LIMIT, "never: {text}\n{shown}");
            thread::sleep(Duration::from_millis(30));
        }
    }

    /// In which column the cursor is behind each of these texts.
    fn columns(&self, texts: &[&str]) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let (asked, told) = (folder.path().join("asked"), folder.path().join("told"));
        fs::write(&asked, texts.join("\n") + "\n").unwrap();
        let files = [asked.to_str().unwrap(), told.to_str().unwrap()];
        self.say(&[
            "respawn-pane",
            "-k",
            "bash",
            "-c",
            ASK,
            "bash",
            files[0],
            files[1],
        ]);
        self.shows("ASKED");
        let told = fs::read_to_string(told).unwrap();
        told.lines().map(str::to_owned).collect()
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        self.say(&["kill-server"]);
    }
}

#[test]
fn d14_it_works_inside_tmux() {
    let Some(tmux) = Tmux::start("d14_it_works_inside_tmux", &sample(), ["80", "24"]) else {
        return;
    };
    tmux.shows("1 of 30");
    tmux.say(&["send-keys", "j"]);
    tmux.shows("2 of 30");
    tmux.say(&["send-keys", "q"]);
    assert!(!tmux.shows("ENDED").contains("2 of 30"));
}

/// Where the multiplexer thinks otherwise of a width, the bar beside the list would not stand in one column.
#[test]
fn a15_the_border_is_straight_inside_tmux() {
    let (test, folder) = ("a15_the_border_is_straight_inside_tmux", odd_widths());
    let Some(tmux) = Tmux::start(test, folder.path(), ["100", "30"]) else {
        return;
    };
    let shown = tmux.shows("1 of 8");
    let before: Vec<_> = shown
        .lines()
        .filter_map(|row| Some(row.split_once('│')?.0))
        .collect();
    assert!(before.len() > 20, "{shown}");
    let columns = tmux.columns(&before);
    assert_eq!(columns.len(), before.len());
    assert!(
        columns.iter().all(|column| *column == columns[0]),
        "{columns:?}\n{shown}"
    );
}
