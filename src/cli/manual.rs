//! The manual pages, from the description of the command line that parses it.
//! Only their texts; whoever asks writes them somewhere.

use clap::CommandFactory;
use clap_mangen::Man;
use clap_mangen::roff::{Inline, Roff, bold, roman};

use super::Cli;
use super::teach::{EXAMPLES, EXITS, FILES, VARIABLES};
use crate::content::search;
use crate::keys::Keymap;

/// When the pages of this version were written; the day of the building would make each build another one.
const DATE: &str = "2026-11-30";

const ABOUT: &str = "\
newsreader shows a folder of Markdown articles with front matter: a list of them, newest first, beside a reading pane that sets the
text as text should be set. Folders may hold a dozen articles or a hundred thousand. Broken ones are listed and readable like all
others, with a sentence that says what is wrong. Articles are never written to.

Without a command, newsreader is the reader: ? shows its keys, : every action by its name, q leaves it. The commands do the same for
other programs: they write to the standard output, and need no terminal.";

/// The manual pages, the reader's first, each with the name of its file.
pub fn pages(keys: &Keymap) -> Vec<(String, String)> {
    let mut whole = Cli::command()
        .disable_help_subcommand(true)
        .long_about(ABOUT);
    whole.build();
    let mut pages = Vec::new();
    let mut left = vec![whole];
    while let Some(mut command) = left.pop() {
        left.extend(command.get_subcommands().cloned());
        let name = command.get_name().to_owned();
        let own = own(&name, keys);
        let usage = command.render_usage().to_string();
        let usage = usage.trim_start_matches("Usage:").trim().to_owned();
        let man = Man::new(command.override_usage(usage)).date(DATE);
        pages.push((man.get_filename(), page(&man, &own)));
    }
    pages
}

/// What a page says beside the options.
fn own(name: &str, keys: &Keymap) -> Roff {
    let mut roff = Roff::new();
    if name == "newsreader" {
        let rows = keys.rows();
        let rows = rows
            .iter()
            .map(|row| (row.keys.as_str(), row.help.as_str()));
        section(&mut roff, "KEYS", rows);
        let searches = search::EXAMPLES.iter().copied();
        section(&mut roff, "SEARCH", searches);
        section(&mut roff, "FILES", FILES.iter().copied());
        section(&mut roff, "ENVIRONMENT", VARIABLES.iter().copied());
    }
    section(&mut roff, "EXIT STATUS", EXITS.iter().copied());
    let examples = EXAMPLES.iter().filter(|(of, _)| *of == name);
    let examples = examples.flat_map(|(_, examples)| examples.iter());
    section(&mut roff, "EXAMPLES", examples.copied());
    roff
}

/// A section of terms and what they mean; without a term, what is meant is a heading.
fn section<'a>(roff: &mut Roff, heading: &str, rows: impl Iterator<Item = (&'a str, &'a str)>) {
    let mut rows = rows.peekable();
    if rows.peek().is_some() {
        roff.control("SH", [heading]);
    }
    for (term, meaning) in rows {
        if term.is_empty() {
            roff.control("SS", [meaning]);
        } else {
            roff.control("TP", []);
            roff.text([bold(term)]);
            roff.text(words(meaning));
        }
    }
}

/// A text in which what stands between backticks is bold.
fn words(text: &str) -> Vec<Inline> {
    let pieces = text.split('`').zip([false, true].into_iter().cycle());
    let inline = |(piece, literal): (&str, bool)| if literal { bold(piece) } else { roman(piece) };
    pieces.map(inline).collect()
}

/// A page: what the options say, then what is our own.
fn page(man: &Man, own: &Roff) -> String {
    let mut text = Vec::new();
    // Writing into memory cannot fail.
    let _ = man.render(&mut text);
    let own = own.render();
    let own = own.strip_prefix(&Roff::new().render()).unwrap_or(&own);
    // A blank line between two breaks, which readers of manual pages warn of.
    let text = String::from_utf8_lossy(&text).replace(".br\n\n.br\n", ".sp\n");
    format!("{text}{own}")
}
