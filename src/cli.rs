//! What the user typed.
//! Only the words; `lib.rs` gives them their meaning.

mod given;
mod manual;
mod shells;
mod teach;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, FromArgMatches, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;

pub use given::{Config, Origin};
pub use manual::pages;
pub use shells::completions;

use crate::content::order::Order;
use crate::content::problem::Kind;

/// Read a folder of Markdown articles in the terminal.
#[derive(Debug, Parser)]
#[command(name = "newsreader", version, args_conflicts_with_subcommands = true)]
#[expect(clippy::struct_excessive_bools, reason = "one for each switch")]
pub struct Cli {
    /// A command instead of the reader.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Folders or files to read, - for the standard input [default: the current directory]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Keep no marks and know none: what was read, starred, where one was
    #[arg(long)]
    pub no_state: bool,
    /// Begin at the top of all articles, not where the last visit to these folders ended
    #[arg(long)]
    pub fresh: bool,
    /// An article counts as read only once it was opened, not when it was shown beside the list
    #[arg(long)]
    pub unread_previews: bool,
    /// Write dates as dates, never as `Today` or a weekday
    #[arg(long)]
    pub absolute_dates: bool,
    /// Show what stands for pictures, never the pictures
    #[arg(long)]
    pub no_images: bool,
    /// Whether to use colours
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub color: Color,
    /// Fetch pictures from the web, too, without being asked for each article
    #[arg(long, conflicts_with = "no_images")]
    pub remote_images: bool,
    /// How to show pictures
    #[arg(long, value_enum, default_value_t = Pictures::Auto, value_name = "WAY")]
    pub pictures: Pictures,
    /// A prompt and plain text instead of the screen, for screen readers and braille; of itself where TERM is dumb
    #[arg(long)]
    pub linear: bool,
    /// Leave the mouse to the terminal
    #[arg(long)]
    pub no_mouse: bool,
    /// What to look at.
    #[command(flatten)]
    pub choice: Choice,
    /// How texts are set.
    #[command(flatten)]
    pub setting: Setting,
    /// Where settings come from.
    #[command(flatten)]
    pub origin: Origin,
}

/// How texts are set.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "How texts are set")]
#[expect(clippy::struct_excessive_bools, reason = "one for each switch")]
pub struct Setting {
    /// Whether to put right-to-left text into the order in which it is painted; `auto`: unless the terminal is known to
    /// do that itself
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Bidi::Auto)]
    pub bidi: Bidi,
    /// Fill each line as it comes, rather than all lines of a paragraph evenly
    #[arg(long)]
    pub first_fit: bool,
    /// Part words with hyphens, by the language of the article
    #[arg(long)]
    pub hyphenate: bool,
    /// Make lines as wide as their column
    #[arg(long)]
    pub justify: bool,
    /// Show “…” for "…", – for --, … for three dots
    #[arg(long)]
    pub smart_punctuation: bool,
}

/// Whether right-to-left text is put into the order in which it is painted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Bidi {
    /// Unless the terminal is known to do that itself
    #[default]
    Auto,
    /// Always
    On,
    /// Never
    Off,
}

/// What the arguments say, or the answer to them: help, version or what is wrong.
///
/// # Errors
/// With that answer.
pub fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Cli, clap::Error> {
    let command = teach::command();
    let args = given::behind(args.into_iter().collect(), |word| {
        command.find_subcommand(word).is_some()
    });
    let matches = command.try_get_matches_from(args)?;
    let mut cli = Cli::from_arg_matches(&matches)?;
    cli.origin.flags = given::flags(&matches);
    Ok(cli)
}

/// Without the reader, on the same articles.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// List the articles, newest first
    List(List),
    /// Write one article as the reading pane shows it
    Show(Show),
    /// Say what is wrong with the articles; exit code 1 if anything is
    Check(Check),
    /// Take marks (what was read, starred …) to another machine
    #[command(subcommand)]
    State(State),
    /// The settings: every option, where they lie, what is wrong with them
    Config(Config),
    /// Write what lets a shell complete the arguments
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: Shell,
    },
    /// Write the manual page, with the keys as they are set
    Man {
        /// Write a page for each command into this folder instead
        #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
        out: Option<PathBuf>,
    },
}

/// `newsreader state`
#[derive(Debug, Subcommand)]
pub enum State {
    /// Write all marks as JSON to the standard output
    Export,
    /// Merge marks that were exported: the newer of two stays, none is lost
    Import {
        /// What `export` wrote; `-` for the standard input
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

/// Which articles.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Which articles")]
#[expect(clippy::struct_excessive_bools, reason = "one for each switch")]
pub struct Choice {
    /// Only this section, or what this saved search finds
    #[arg(long, value_name = "NAME")]
    pub section: Option<String>,
    /// Only featured articles
    #[arg(long)]
    pub featured: bool,
    /// Read what .gitignore and .ignore files leave out, too
    #[arg(long)]
    pub no_ignore: bool,
    /// Read hidden files and folders, too
    #[arg(long)]
    pub hidden: bool,
    /// Follow symbolic links that lead out of the folder
    #[arg(long)]
    pub follow: bool,
    /// Leave out drafts and what is not published
    #[arg(long)]
    pub no_drafts: bool,
}

/// How a terminal is made to show pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Pictures {
    /// In the best way that the terminal says it has
    Auto,
    /// In cells of two colours, in every terminal
    Blocks,
    /// By the graphics protocol of kitty
    Kitty,
    /// As sixels
    Sixel,
    /// As inline images of iTerm2
    Iterm,
}

/// `newsreader list`
#[derive(Debug, Args)]
pub struct List {
    /// Folders or files to read, - for the standard input [default: the current directory]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Only what answers this search, written as in the box of the reader: `is:unread section:sports`
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    pub search: Option<String>,
    /// Their order [default: date, or what fits a search best first]
    #[arg(long, value_name = "ORDER", value_parser = orders())]
    pub sort: Option<Order>,
    /// The other way round
    #[arg(long)]
    pub reverse: bool,
    /// Know no marks: nothing was read or starred
    #[arg(long)]
    pub no_state: bool,
    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// At most so many articles
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// What to look at.
    #[command(flatten)]
    pub choice: Choice,
}

/// The forms of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Date, sections and title in columns
    Table,
    /// One JSON array
    Json,
    /// One JSON object per line
    Jsonl,
    /// One path per line
    Paths,
}

/// `newsreader show`
#[derive(Debug, Args)]
pub struct Show {
    /// The article; `-` reads standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Columns to set the text in [default: 76, or the terminal's width if that is less]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub width: Option<u16>,
    /// How to write it [default: ansi on a terminal, else plain; as `--color` says]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: Option<Form>,
    /// Make links of web addresses (OSC 8) also where it does not go to a terminal
    #[arg(long)]
    pub links: bool,
    /// Whether to use colours and styles
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    pub color: Color,
    /// How the text is set.
    #[command(flatten)]
    pub setting: Setting,
}

/// The forms of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// With colours and styles
    Ansi,
    /// Without a single escape
    Plain,
    /// Its blocks as one JSON object
    Json,
}

/// `newsreader check`
#[derive(Debug, Args)]
pub struct Check {
    /// Folders or files to look at, `-` for the standard input [default: the current directory]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Kinds of problems to leave out
    #[arg(long, value_name = "KIND,…", value_delimiter = ',', value_parser = kinds())]
    pub skip: Vec<Kind>,
    /// How to write them
    #[arg(long, value_enum, default_value_t = Report::Human)]
    pub format: Report,
    /// Whether to use colours and styles
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    pub color: Color,
    /// What to look at.
    #[command(flatten)]
    pub choice: Choice,
}

/// The forms of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Report {
    /// `path:line:column: message`, the line and the fix
    Human,
    /// One JSON array
    Json,
}

/// The kinds of problems by their names.
fn kinds() -> impl TypedValueParser<Value = Kind> {
    let values = Kind::ALL.map(|kind| PossibleValue::new(kind.name()).help(kind.about()));
    PossibleValuesParser::new(values).try_map(|name| Kind::named(&name).ok_or("no such kind"))
}

/// The orders by their names.
fn orders() -> impl TypedValueParser<Value = Order> {
    let values = Order::ALL.map(Order::name);
    PossibleValuesParser::new(values).try_map(|name| Order::named(&name).ok_or("no such order"))
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set or `CLICOLOR` is 0
    Auto,
    /// Always
    Always,
    /// Never: plain text without a single escape
    Never,
}
