//! What the help and the manual pages say beside the options: examples, exit codes, files, variables.
//! One table each; `--help` and the manual read the same.

use clap::{Command, CommandFactory};

use super::Cli;

/// A command line, and what it does.
type Example = (&'static str, &'static str);

/// Examples by the command that they are for; the reader's come first.
#[rustfmt::skip] // one row is one line
pub(super) const EXAMPLES: &[(&str, &[Example])] = &[
    ("newsreader", &[
        ("newsreader", "read the folder one is in"),
        ("newsreader ./content", "read everything in ./content"),
        ("newsreader --section sports ./content", "begin with the sports"),
        ("newsreader --linear ./content", "a prompt and plain text, for screen readers"),
        ("newsreader list --search is:unread .", "what is there to read, without the reader"),
        ("newsreader show article.md", "one article, set for the terminal"),
        ("newsreader check ./content", "what is wrong, where, and how to mend it"),
    ]),
    ("list", &[
        ("newsreader list ./content", "a table, newest first"),
        ("newsreader list --format jsonl .", "one JSON object per article"),
        ("newsreader list --search 'is:unread section:sports' --sort title .", "as in the reader's search box"),
        ("newsreader list --format paths --limit 1 .", "the path of the newest article"),
    ]),
    ("show", &[
        ("newsreader show article.md", "as the reading pane shows it"),
        ("newsreader show --format ansi article.md | less -R", "with colours, page by page"),
        ("newsreader show --format json article.md | jq '.links[].target'", "where its links lead"),
        ("curl … | newsreader show -", "the standard input"),
    ]),
    ("check", &[
        ("newsreader check ./content", "path, line and column, and how to mend it"),
        ("newsreader check --skip missing-alt --format json .", "for other programs"),
    ]),
    ("state", &[
        ("newsreader state export > marks.json", "what was read, starred …"),
        ("newsreader state import marks.json", "merged with what is known here"),
    ]),
    ("config", &[
        ("newsreader config --init", "a config file to begin with, every option explained"),
        ("newsreader config --check", "what is wrong with it, if anything is"),
    ]),
    ("completions", &[
        ("newsreader completions bash > ~/.local/share/bash-completion/completions/newsreader", "bash"),
        ("newsreader completions zsh > ~/.zfunc/_newsreader", "zsh, where fpath has ~/.zfunc"),
        ("newsreader completions fish > ~/.config/fish/completions/newsreader.fish", "fish"),
    ]),
    ("man", &[
        ("newsreader man | man -l -", "read it now"),
        ("newsreader man --out ~/.local/share/man/man1", "for `man newsreader`"),
    ]),
];

/// The keys to begin with; the reader itself tells the rest.
const KEYS: &[(&str, &str)] = &[
    ("j k, Enter, Esc", "move, read, go back"),
    ("/", "search in the list, find in the text"),
    ("Tab", "the next section; in the text, the next link"),
    (
        "m s",
        "mark as read or unread, give a star; U takes it back",
    ),
    ("? :", "all keys; every action by its name"),
    ("q", "quit"),
];

/// What exit codes mean.
pub(super) const EXITS: &[(&str, &str)] = &[
    ("0", "done"),
    ("1", "`check` or `config --check` found problems"),
    (
        "2",
        "nothing could be done: a wrong argument, a path that is not there, no terminal",
    ),
];

/// Where things live.
pub(super) const FILES: &[(&str, &str)] = &[
    (
        "~/.config/newsreader/config.yaml",
        "the settings; `newsreader config --init` makes one in which every option is explained. They are never written to",
    ),
    (
        ".newsreader.yaml",
        "at the root of a folder of articles: how it wants to be shown, and nothing else",
    ),
    (
        "~/.local/share/newsreader/",
        "what was read, starred, where one was: one SQLite file",
    ),
    (
        "~/.cache/newsreader/",
        "what the last scan of a folder found, and fetched pictures; may be deleted at any time",
    ),
    (
        "~/.local/state/newsreader/",
        "reports of mistakes in the program; what `-v` writes down, two files of 1 MiB at most",
    ),
];

/// Variables that are heeded.
pub(super) const VARIABLES: &[(&str, &str)] = &[
    (
        "NEWSREADER_NAME",
        "any option of the config file by its name, in capitals: `NEWSREADER_MEASURE=60`",
    ),
    (
        "NO_COLOR, CLICOLOR, CLICOLOR_FORCE",
        "no colours where the first is set or the second is 0; colours also in a pipe where the third is set",
    ),
    (
        "VISUAL, EDITOR",
        "the editor, where the config file has none; the first that is set, else vi",
    ),
    (
        "PATH",
        "where programs are looked for, but never in the current folder",
    ),
    (
        "SSH_CONNECTION, SSH_TTY, WAYLAND_DISPLAY, DISPLAY",
        "whether there is a clipboard of the system, beside the terminal's",
    ),
    (
        "TERM, COLORTERM",
        "how many colours the terminal has; where TERM is dumb, there is a prompt instead of the screen",
    ),
    (
        "LC_ALL, LC_CTYPE, LANG",
        "without UTF-8, lines are drawn with ASCII",
    ),
    (
        "XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_CACHE_HOME, XDG_STATE_HOME",
        "where the files are, instead of the folders above",
    ),
];

/// The description of the command line, with examples above the options and exit codes below.
pub(super) fn command() -> Command {
    let mut command = Cli::command().help_template(TEMPLATE).after_help(format!(
        "In the reader:\n{}\nExit codes:\n{}\n`newsreader man | man -l -` has it all.",
        columns(KEYS),
        columns(EXITS)
    ));
    for (name, examples) in EXAMPLES {
        let shown = format!("Examples:\n{}", columns(examples));
        let teach = |command: Command| {
            command
                .help_template(TEMPLATE)
                .before_help(shown.trim_end().to_owned())
        };
        command = if *name == command.get_name() {
            teach(command)
        } else {
            command.mut_subcommand(name, teach)
        };
    }
    command
}

const TEMPLATE: &str = "\
{about-with-newline}
{before-help}{usage-heading} {usage}

{all-args}{after-help}";

/// Two columns, or two lines where the first is long.
fn columns(rows: &[(&str, &str)]) -> String {
    const WIDEST: usize = 40;
    let lengths = rows.iter().map(|(first, _)| first.chars().count());
    let widest = lengths
        .filter(|length| *length <= WIDEST)
        .max()
        .unwrap_or(0);
    let line = |(first, second): &(&str, &str)| {
        if first.chars().count() > WIDEST {
            format!("  {first}\n  {:widest$}  {second}\n", "")
        } else {
            format!("  {first:widest$}  {second}\n")
        }
    };
    rows.iter().map(line).collect()
}
