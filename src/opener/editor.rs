//! The editor: which one, and how each is told the line. Its words are split as a shell would, but nothing in them is expanded.
//! Only builds the command; the loop runs it.

use std::env;
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

use super::find;

/// The editor that POSIX promises.
const FALLBACK: &str = "vi";

/// How an editor is told the line.
enum Way {
    /// `+LINE FILE`
    Plus,
    /// `FILE:LINE`
    Colon,
    /// `--goto FILE:LINE`, and to wait until the file is closed.
    Goto,
    /// `--line LINE FILE`
    Long,
    /// It is not.
    Unknown,
}

fn way(program: &Path) -> Way {
    let name = program.file_name().map(|name| name.to_string_lossy());
    match name.as_deref().unwrap_or_default() {
        "vi" | "vim" | "nvim" | "view" | "gvim" | "vimx" | "ex" | "elvis" | "nvi" | "vis"
        | "nano" | "pico" | "emacs" | "emacsclient" | "kak" | "micro" | "joe" | "jed" | "ne"
        | "mg" | "zile" | "jmacs" | "gedit" | "mcedit" => Way::Plus,
        "hx" | "helix" | "subl" | "sublime_text" | "zed" | "zeditor" => Way::Colon,
        "code" | "code-insiders" | "codium" | "vscodium" | "cursor" => Way::Goto,
        "kate" | "mate" | "idea" | "pycharm" | "clion" | "webstorm" => Way::Long,
        _ => Way::Unknown,
    }
}

/// Splits what somebody would type at a shell.
///
/// # Errors
/// When a quotation does not end.
fn split(typed: &str) -> Result<Vec<String>, String> {
    shell_words::split(typed).map_err(|_| format!("a quotation does not end: {typed}"))
}

/// The command that opens a file at a line from 1. `own` is what the config file says; else it is `VISUAL`, `EDITOR` or vi.
///
/// # Errors
/// With a sentence, when there is no such program.
pub fn editor(own: &[String], path: &Path, line: u32) -> Result<Command, String> {
    let variable = |name| env::var(name).ok().filter(|value| !value.trim().is_empty());
    let words = if own.is_empty() {
        let typed = variable("VISUAL").or_else(|| variable("EDITOR"));
        split(typed.as_deref().unwrap_or(FALLBACK))?
    } else {
        own.to_owned()
    };
    let (name, args) = words.split_first().ok_or("no editor is set")?;
    let program = find(name).ok_or_else(|| {
        format!(
            "the editor “{name}” was not found; EDITOR or `editor` in the config file names one"
        )
    })?;
    let mut command = Command::new(&program);
    command.args(args).args(place(&program, args, path, line));
    Ok(command)
}

/// The arguments that name the file and the line. The path is absolute, so it is never taken for an option.
fn place(program: &Path, args: &[String], path: &Path, line: u32) -> Vec<OsString> {
    let file = path.as_os_str().to_owned();
    let number = line.to_string();
    let mut with_line = file.clone();
    with_line.push(format!(":{line}"));
    let waits = args.iter().any(|arg| arg == "-w" || arg == "--wait");
    match way(program) {
        Way::Plus => vec![format!("+{number}").into(), file],
        Way::Colon => vec![with_line],
        Way::Goto if waits => vec!["--goto".into(), with_line],
        Way::Goto => vec!["--wait".into(), "--goto".into(), with_line],
        Way::Long => vec!["--line".into(), number.into(), file],
        Way::Unknown => vec![file],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_editor_is_told_the_line_in_its_own_way() {
        let told = |program: &str, args: &[&str]| {
            let args: Vec<String> = args.iter().map(|arg| (*arg).to_owned()).collect();
            let words = place(Path::new(program), &args, Path::new("/a/-c!id.md"), 7);
            words.join(" ".as_ref()).into_string().unwrap()
        };
        for (program, args, wanted) in [
            ("/usr/bin/vim", &[][..], "+7 /a/-c!id.md"),
            ("emacsclient", &["-nw", "-a", ""], "+7 /a/-c!id.md"),
            ("/opt/hx", &[], "/a/-c!id.md:7"),
            ("code", &[], "--wait --goto /a/-c!id.md:7"),
            ("code", &["--wait"], "--goto /a/-c!id.md:7"),
            ("kate", &[], "--line 7 /a/-c!id.md"),
            ("/bin/ed", &[], "/a/-c!id.md"),
        ] {
            assert_eq!(told(program, args), wanted, "{program}");
        }
    }

    #[test]
    fn words_are_split_and_nothing_is_expanded() {
        let parts = |typed| split(typed).unwrap();
        assert_eq!(
            parts("emacsclient -nw -a ''"),
            ["emacsclient", "-nw", "-a", ""]
        );
        assert_eq!(
            parts("\"my editor\" $HOME `id` ; x"),
            ["my editor", "$HOME", "`id`", ";", "x"]
        );
        assert!(split("vim 'x").is_err());
        let own = |argv: &[&str]| {
            argv.iter()
                .map(|word| (*word).to_owned())
                .collect::<Vec<_>>()
        };
        let refused = editor(&own(&["no-such-editor"]), Path::new("/a"), 1);
        assert!(refused.unwrap_err().contains("no-such-editor"));
        let sh = editor(&own(&["/bin/sh", "-c"]), Path::new("/a b"), 3).unwrap();
        assert_eq!(sh.get_args().collect::<Vec<_>>(), ["-c", "/a b"]);
    }

    #[test]
    fn the_current_folder_is_no_place_for_programs() {
        assert!(find("sh").is_some_and(|path| path.is_absolute()));
        assert_eq!(find("Cargo.toml"), None);
        assert_eq!(find("./Cargo.toml"), None);
    }
}
