//! Which options flags set, by the names that the config file has for them, and where settings come from.
//! A flag counts only if it was typed: its default is no wish.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::parser::ValueSource;
use clap::{Arg, ArgGroup, ArgMatches, Args, Command};

use crate::settings::theme_names;

/// Flags that set an option: the flag, the option, and what it sets it to; none: what was typed.
const FLAGS: &[(&str, &str, Option<&str>)] = &[
    ("color", "color", None),
    ("theme", "theme", None),
    ("bidi", "bidi", None),
    ("first_fit", "first_fit", Some("true")),
    ("hyphenate", "hyphenate", Some("true")),
    ("justify", "justify", Some("true")),
    ("smart_punctuation", "smart_punctuation", Some("true")),
    ("no_images", "images", Some("false")),
    ("remote_images", "remote_images", Some("true")),
    ("pictures", "pictures", None),
    ("linear", "linear", Some("true")),
    ("no_mouse", "mouse", Some("false")),
    ("unread_previews", "unread_previews", Some("true")),
    ("absolute_dates", "absolute_dates", Some("true")),
    ("no_state", "state", Some("false")),
    ("no_ignore", "ignore", Some("false")),
    ("hidden", "hidden", Some("true")),
    ("follow", "follow", Some("true")),
    ("no_drafts", "drafts", Some("false")),
];

/// Where settings come from.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Settings")]
pub struct Origin {
    /// Read settings from this file instead of the usual one
    #[arg(long, value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,
    /// Read no settings from files
    #[arg(long, global = true, conflicts_with = "config")]
    pub no_config: bool,
    /// Set any option of the config file, for this once
    #[arg(long = "set", value_name = "NAME=VALUE", global = true, value_parser = pair)]
    pub sets: Vec<(String, String)>,
    /// How it looks: one of these, or a theme of one's own
    #[arg(long, value_name = "NAME", global = true, value_parser = Themes)]
    pub theme: Option<String>,
    /// Write down what happens, in newsreader.log of the state directory
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// What other flags set.
    #[arg(skip)]
    pub flags: Vec<(String, String)>,
}

/// Options that every command takes and that are followed by a value.
const VALUED: &[&str] = &["--config", "--set", "--theme"];
/// Those that are not.
const BARE: &[&str] = &["--no-config", "-v", "--verbose"];

/// Moves options that every command takes behind the name of the command, if nothing else stands before it.
pub(super) fn behind(mut args: Vec<OsString>, is_command: impl Fn(&str) -> bool) -> Vec<OsString> {
    let word = |at: usize| args.get(at).and_then(|arg| arg.to_str());
    let mut at = 1;
    while let Some(option) = word(at) {
        let assigned = option.split_once('=').map_or("", |(name, _)| name);
        at += match option {
            _ if VALUED.contains(&option) => 2,
            _ if BARE.contains(&option) || VALUED.contains(&assigned) => 1,
            _ if is_command(option) => break,
            _ => return args,
        };
    }
    if let Some(leading) = args.get_mut(1..=at) {
        leading.rotate_right(1);
    }
    args
}

fn pair(typed: &str) -> Result<(String, String), String> {
    let parts = typed
        .split_once('=')
        .ok_or("it takes the form NAME=VALUE")?;
    Ok((parts.0.trim().to_owned(), parts.1.trim().to_owned()))
}

/// Any name, since themes may be one's own; shells complete those that come with the program.
#[derive(Clone)]
struct Themes;

impl TypedValueParser for Themes {
    type Value = String;

    fn parse_ref(
        &self,
        command: &Command,
        arg: Option<&Arg>,
        value: &OsStr,
    ) -> Result<String, clap::Error> {
        StringValueParser::new().parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(theme_names().map(PossibleValue::new)))
    }
}

/// What is asked of `newsreader config`.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("what").required(true))]
#[expect(clippy::struct_excessive_bools, reason = "one for each question")]
pub struct Config {
    /// Write a config file with every option, its default and what it is for
    #[arg(long, group = "what")]
    pub print: bool,
    /// Write that file where the config file is looked for, unless there is one
    #[arg(long, group = "what")]
    pub init: bool,
    /// Write the path of the config file
    #[arg(long, group = "what")]
    pub path: bool,
    /// Write a table of the keys as they are set, in Markdown
    #[arg(long, group = "what")]
    pub keys: bool,
    /// Write a JSON schema of the config file, for editors
    #[arg(long, group = "what")]
    pub schema: bool,
    /// The same for a collection's .newsreader.yaml
    #[arg(long, group = "what")]
    pub collection_schema: bool,
    /// Say what is wrong with the settings; exit code 1 if anything is
    #[arg(long, group = "what")]
    pub check: bool,
}

/// The options that flags set, at every level of commands.
pub(super) fn flags(matches: &ArgMatches) -> Vec<(String, String)> {
    let mut set = Vec::new();
    let mut level = Some(matches);
    while let Some(matches) = level {
        for id in matches.ids().map(clap::Id::as_str) {
            let flag = FLAGS.iter().find(|(flag, ..)| *flag == id);
            let typed = matches.value_source(id) == Some(ValueSource::CommandLine);
            let Some((_, option, value)) = flag.filter(|_| typed) else {
                continue;
            };
            let raw = matches.get_raw(id).and_then(|mut raw| raw.next_back());
            let raw = raw.map(|raw| raw.to_string_lossy().into_owned());
            let value = value.map(str::to_owned).or(raw).unwrap_or_default();
            set.push(((*option).to_owned(), value));
        }
        level = matches.subcommand().map(|(_, below)| below);
    }
    set
}
