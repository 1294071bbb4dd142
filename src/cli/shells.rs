//! What shells are told to complete the arguments: as it is generated, and mended where that does not do.
//! The tests of the command line try it in the shells.

use std::fmt::Write;

use clap::{Arg, Command};
use clap_complete::{Shell, generate};

use super::teach::command;

/// What a shell is told to complete the arguments.
pub fn completions(shell: Shell) -> Vec<u8> {
    let mut command = command();
    let name = command.get_name().to_owned();
    let mut text = Vec::new();
    generate(shell, &mut command, name, &mut text);
    match shell {
        Shell::Zsh => paths_or_commands(&String::from_utf8_lossy(&text)).into_bytes(),
        Shell::Fish => {
            let text = without_values(&String::from_utf8_lossy(&text));
            (text + &values(&command)).into_bytes()
        }
        _ => text,
    }
}

/// Where a path may stand instead of a command, the generated function for zsh looks for the command behind the path.
/// Here the first word is either; what follows a path are paths.
fn paths_or_commands(text: &str) -> String {
    const COMMANDS: &str = "\":: :_newsreader_commands\" \\\n";
    const FIRST: &str =
        "'1: : _alternative \"commands:command:_newsreader_commands\" \"paths:path:_files\"' \\\n";
    let lines = text.split_inclusive('\n');
    let mut mended: String = lines
        .filter(|line| !line.starts_with("'::paths "))
        .collect::<String>()
        .replace(COMMANDS, FIRST)
        .replace("$line[2]", "$line[1]");
    // The last branches that are closed are those of the commands.
    if let Some(end) = mended.rfind("        esac\n    ;;\nesac\n}") {
        mended.insert_str(end, "            (*)\n_files && ret=0\n;;\n");
    }
    mended
}

/// The generated function for fish takes an option whose value is just typed for a mistake, and then knows of no command: it is
/// asked again without that option.
fn without_values(text: &str) -> String {
    const LOOK: &str = "argparse -s (__fish_newsreader_global_optspecs) -- $cmd";
    text.replace(
        &format!("{LOOK} 2>/dev/null\n"),
        &format!("{LOOK} 2>/dev/null\n    or {LOOK}[1..-2] 2>/dev/null\n"),
    )
}

/// What the generated lines for fish leave out: the values of arguments that are no options.
fn values(command: &Command) -> String {
    let mut lines = String::new();
    for command in command.get_subcommands() {
        let arguments = command.get_positionals();
        let values = arguments.flat_map(Arg::get_possible_values);
        let values: Vec<_> = values.map(|value| value.get_name().to_owned()).collect();
        if !values.is_empty() {
            let _ = writeln!(
                lines,
                "complete -c newsreader -n \"__fish_newsreader_using_subcommand {}\" -f -a \"{}\"",
                command.get_name(),
                values.join(" ")
            );
        }
    }
    lines
}
