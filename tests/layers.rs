//! The house keeps its plan: who may use whom, which file may name which crate, what a file looks like.
//! Reads the source text of `src`, not what the compiler made of it, and names file and line of each fault.
//! A new module or dependency gets its row here in the same commit.

#[path = "layers/source.rs"]
mod source;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

use source::{File, layer_of};

/// Who may use whom, as on the map. A module is a file or a folder of `src`; the last row may use all.
const LAYERS: &str = "
    text                               | –
    error, content                     | text
    markdown                           | text
    layout                             | text, markdown
    check                              | text, content, markdown::survey
    app                                | text, content, markdown, layout
    keys                               | app, content::search
    view                               | text, app, content, markdown::document, layout, keys, pictures
    settings                           | error, text, content, app::presentation, keys, view::theme
    store                              | error, content, text, settings
    index                              | error, content, text
    loader                             | error, content, text, index
    watcher, finder                    | content, text, loader
    fetcher                            | text
    pictures                           | error, text, content, markdown::document, app, layout, loader, fetcher
    backlinks                          | text, content, markdown, app, loader
    highlighter, opener                | error, text, layout, settings
    cli                                | content::order, content::problem, content::search, keys, settings
    print                              | error, text, content, check, markdown, layout, app, keys, view::theme, view::ansi, cli, settings, loader, finder, highlighter, store
    journal                            | text, settings, loader
    terminal                           | everything above
    linear                             | everything above
    report                             | text, settings, journal
    looks                              | app::action, content::bookmark, text, layout, markdown::syntax, settings, view::theme, pictures, terminal
    lib, main, commands                | everything
";

/// Who may name which crate, or which part of one. Of the rows that a path begins with, the longest decides.
const NAMES: &str = "
    crossterm                          | keys, terminal
    ratatui                            | view, terminal
    ratatui::layout::Rect              | view, terminal, app::panes, pictures
    ratatui::buffer, ratatui::style    | view, terminal, pictures
    ratatui::widgets::Widget           | view, terminal, pictures
    ratatui::layout::Size              | view, terminal, app::panes, pictures
    ratatui_image, image               | view, pictures
    tui_input                          | app, view::bar
    url                                | app::address, fetcher
    ureq                               | fetcher
    hashbrown                          | content
    postcard, crc32fast                | index
    rusqlite                           | store
    unicode_width                      | text
    unicode_segmentation               | text, markdown
    serde_yaml, toml                   | content::front_matter, settings
    memchr                             | content, markdown, layout::greedy
    nucleo_matcher                     | content, app::palette
    serde_json                         | content::front_matter, index, settings, store, print
    serde                              | content, keys, view::theme, index, settings, store, print
    jiff                               | content, app::words, app::tongue, app::action, the rim
    pure_rust_locales                  | app::tongue
    pulldown_cmark, linkify, emojis    | markdown
    similar                            | markdown
    miniz_oxide                        | store
    html5gum                           | markdown, content::front_matter
    textwrap                           | layout
    unicode_bidi, hypher, whatlang     | layout
    directories                        | settings
    ignore                             | loader, watcher
    notify                             | watcher
    syntect, two_face                  | highlighter
    open                               | opener
    signal_hook                        | terminal
    rustix                             | the rim
    clap, clap_complete, clap_mangen   | cli
    strsim                             | settings
    shell_words                        | opener, settings
    thiserror                          | error, the rim
    std::fs, std::net                  | the rim
    std::thread, std::process          | the rim
    std::env                           | the rim
    std::time::SystemTime              | the rim
";

/// Those that touch the world: files, threads, clocks, processes, the environment.
const RIM: &str = "loader, watcher, finder, backlinks, fetcher, pictures, highlighter, store, settings, index, opener, terminal, print, linear, report, looks, commands, journal, lib, main";

/// Calls that only the rim may make, by whatever path they are named.
const CLOCKS: &str = "Instant::now, SystemTime::now, Timestamp::now, Zoned::now, TimeZone::system";

const BAD_MODULES: &str = "util, utils, common, helpers, prelude, types, manager";

/// What lies at the top of the repository, beside what `.gitignore` names there.
const TOP_LEVEL: &str = "Cargo.toml, Cargo.lock, clippy.toml, README.md, LICENSE, CHANGELOG.md, \
    .gitignore, .git, .ci, src, tests, benches, fuzz, sample-content";

/// The one file with unsafe code.
const UNSAFE: &str = "terminal/crash.rs";

const LONGEST_FILE: usize = 400;

#[test]
fn every_file_of_the_house_keeps_the_plan() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for path in entries(&folder).unwrap() {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap();
                files.push(File::read(name, &fs::read_to_string(&path).unwrap()));
            }
        }
    }
    assert!(files.iter().any(|file| file.path == "lib.rs"));
    let faults: Vec<_> = files.iter().flat_map(faults).collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn the_plan_has_no_cycles() {
    let whom = |who| allowed(who).into_iter().flatten();
    let uses = rows(LAYERS).flat_map(|(who, _)| whom(who).map(move |path| (who, layer_of(path))));
    let uses = uses.collect();
    assert_eq!(cyclic(uses), []);
    let circle = vec![("a", "b"), ("b", "c"), ("c", "a"), ("d", "a"), ("b", "e")];
    assert_eq!(cyclic(circle), [("a", "b"), ("b", "c"), ("c", "a")]);
}

#[test]
fn unsafe_code_is_denied_but_for_one_file_that_proves_each_block() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    assert!(manifest.contains("\nunsafe_code = \"deny\""));
    let text = fs::read_to_string(root.join("src").join(UNSAFE)).unwrap();
    let blocks = text.matches("unsafe {").count();
    assert_eq!(blocks, text.matches("// SAFETY: ").count());
    let named = File::read(UNSAFE, &text).tokens;
    let named = named
        .iter()
        .filter(|(_, token)| token.starts_with("unsafe"));
    assert_eq!(named.count(), blocks + 1, "blocks alone, and one `allow`");
    assert!(text.lines().count() <= 40);
}

#[test]
fn every_dependency_has_its_row() {
    let manifest =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let dependencies = manifest.split("\n[dependencies]\n").nth(1).unwrap();
    let dependencies = dependencies.split("\n[").next().unwrap();
    let named: BTreeSet<_> = rows(NAMES).map(|(what, _)| what.to_owned()).collect();
    for (name, _) in dependencies
        .lines()
        .filter_map(|line| line.split_once(" = "))
    {
        assert!(
            named.contains(&name.replace('-', "_")),
            "who may name {name}? It has no row in NAMES"
        );
    }
}

#[test]
fn the_top_of_the_repository_is_tidy() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let ignored = fs::read_to_string(root.join(".gitignore")).unwrap();
    for path in entries(root).unwrap() {
        let name = path.file_name().unwrap().to_str().unwrap();
        let known =
            list(TOP_LEVEL).chain(ignored.lines().filter_map(|line| line.strip_prefix('/')));
        assert!(
            known.into_iter().any(|known| known == name),
            "{name} does not belong at the top"
        );
    }
}

/// A file, its code (`⏎` is a line break) after an opening of two lines, and the one fault to be found.
const BROKEN: &str = "
    content/date.rs     | use crate::app::App;                       | src/content/date.rs:3: content may not use app::App
    content/mod.rs      | use crate::{text::Clean, ⏎ view::{self}};  | src/content/mod.rs:4: content may not use view
    content/date.rs     | fn f() -> super::super::view::Theme {}     | src/content/date.rs:3: content may not use view::Theme
    text.rs             | fn f() { crate::content::date() }          | src/text.rs:3: text may not use content::date
    settings.rs         | use crate::view::{bar, theme};             | src/settings.rs:3: settings may not use view::bar
    cli.rs              | use crate::run;                            | src/cli.rs:3: cli may not use run
    layout/line.rs      | use ratatui::style::Style;                 | src/layout/line.rs:3: layout::line may not name ratatui::style::Style
    app/panes.rs        | use ratatui::{layout::{Rect, Layout}};     | src/app/panes.rs:3: app::panes may not name ratatui::layout::Layout
    app/mod.rs          | use ratatui::layout::Rect;                 | src/app/mod.rs:3: app may not name ratatui::layout::Rect
    markdown/links.rs   | #[derive(serde::Serialize)] struct A;      | src/markdown/links.rs:3: markdown::links may not name serde::Serialize
    app/update.rs       | use std::{mem, fs};                        | src/app/update.rs:3: app::update may not name std::fs
    app/update.rs       | use std as s; ⏎ fn f() -> s::fs::File {}   | src/app/update.rs:4: app::update may not name std::fs::File
    app/update.rs       | use ⏎ std ⏎ ::fs as disk;                  | src/app/update.rs:5: app::update may not name std::fs
    view/bar.rs         | fn f() { std::env::var(A) }                | src/view/bar.rs:3: view::bar may not name std::env::var
    app/scroll.rs       | fn f() { let now = Instant::now(); }       | src/app/scroll.rs:3: only the rim may call Instant::now
    content/date.rs     | fn f() { jiff::Zoned::now(); }             | src/content/date.rs:3: only the rim may call jiff::Zoned::now
    content/date.rs     | use super::*;                              | src/content/date.rs:3: use super::* outside tests
    text.rs             | fn f() { unsafe { g() } }                  | src/text.rs:3: unsafe
    terminal/mod.rs     | #[allow(unsafe_code)] ⏎ mod crash;         | src/terminal/mod.rs:3: unsafe_code
    shapes.rs           | fn f() {}                                  | src/shapes.rs:1: shapes has no row in LAYERS
    content/util.rs     | fn f() {}                                  | src/content/util.rs:1: a name that says nothing: util
    content/types/a.rs  | fn f() {}                                  | src/content/types/a.rs:1: a name that says nothing: types
";

#[test]
fn the_check_finds_what_breaks_the_plan() {
    for (path, rest) in BROKEN.lines().filter_map(|line| line.split_once('|')) {
        let (code, fault) = rest.split_once('|').unwrap();
        let code = format!("//! One.\n//! Two.\n{}", code.trim().replace('⏎', "\n"));
        assert_eq!(faults(&File::read(path.trim(), &code)), [fault.trim()]);
    }
}

#[test]
fn the_check_finds_what_is_too_long_or_does_not_say_what_it_is() {
    let long = format!(
        "//! One.\n//! Two.\n{}",
        "fn f() {}\n".repeat(LONGEST_FILE - 1)
    );
    for (code, fault) in [
        (
            "fn f() {}",
            "src/text.rs:1: opens with 0 lines of //!, not two to five",
        ),
        (
            "//! 1\nfn f() {}",
            "src/text.rs:1: opens with 1 lines of //!, not two to five",
        ),
        (
            "//! 1\n//! 2\n//! 3\n//! 4\n//! 5\n//! 6\nfn f() {}",
            "src/text.rs:1: opens with 6 lines of //!, not two to five",
        ),
        (&long, "src/text.rs:401: 401 lines of code, more than 400"),
    ] {
        assert_eq!(faults(&File::read("text.rs", code)), [fault]);
    }
}

/// A file and code in which nothing is to be found.
const SOUND: &str = r##"
    content/date.rs     | use crate::text::Clean; use jiff::civil::Date; use super::article::Article;
    text.rs             | /* use crate::view; /* */ unsafe */ const A: &str = "crate::app \" unsafe"; // crate::app
    text.rs             | const A: &str = r#""crate::app"#; const B: [char; 2] = ['"', '\'']; fn f<'a>(a: &'a str) {}
    text.rs             | fn f() {} ⏎#[cfg(test)]⏎mod tests { use super::*; use ratatui::text::Line; }
    text/tests.rs       | use super::*; use std::fs;
    settings.rs         | use crate::view::theme::Theme; use std::{env, fs}; use directories::ProjectDirs;
    loader/mod.rs       | mod open; use self::open::file; fn f() { open::folder() }
    loader/walk.rs      | use crate::{index, loader::open}; fn f() { open::folder(); spawn(|| Instant::now()); }
    app/panes.rs        | use ratatui::layout::{Rect, Size as Extent}; use std::{path::Path, time::Duration};
    terminal.rs         | use crate::{app::{self, App}, loader, view}; use crossterm::event;
    lib.rs              | pub mod text; pub fn run() { crate::terminal::run() }
    main.rs             | fn main() { newsreader::run() }
"##;

#[test]
fn the_check_lets_pass_what_keeps_the_plan() {
    for (path, code) in SOUND.lines().filter_map(|line| line.split_once('|')) {
        let code = format!("//! One.\n//! Two.\n{}", code.trim().replace('⏎', "\n"));
        assert_eq!(faults(&File::read(path.trim(), &code)), [""; 0], "{code}");
    }
    let tests = "fn f() {}\n".repeat(LONGEST_FILE);
    let short = format!("//! One.\n//! Two.\n\n#[cfg(test)]\nmod tests {{\n{tests}}}");
    let empty = "//! A place for what comes later.";
    for code in [&short, empty] {
        assert_eq!(faults(&File::read("text.rs", code)), [""; 0]);
    }
}

/// Whether a file lies in one of `modules`, of which `the rim` is several.
fn lies_in(file: &File, modules: &str) -> bool {
    list(modules)
        .any(|module| begins(&file.module, module) || module == "the rim" && lies_in(file, RIM))
}

/// All that is wrong with a file, each with its place.
fn faults(file: &File) -> Vec<String> {
    let faults = [looks(file), uses(file), naming(file)].concat();
    let place = |(line, fault)| format!("src/{}:{line}: {fault}", file.path);
    faults.into_iter().map(place).collect()
}

/// Faults of a file by itself.
fn looks(file: &File) -> Vec<(usize, String)> {
    let mut faults = Vec::new();
    let is_opening = |line: &&str| line.starts_with("//!");
    let opening = file.text.lines().take_while(is_opening).count();
    let is_open = opening >= 2 && (opening <= 5 || file.path == "lib.rs");
    if !is_open && !file.tokens.is_empty() {
        faults.push((
            1,
            format!("opens with {opening} lines of //!, not two to five"),
        ));
    }
    let lines = file.text.lines().count();
    if lines > LONGEST_FILE {
        faults.push((
            lines,
            format!("{lines} lines of code, more than {LONGEST_FILE}"),
        ));
    }
    for part in file.module.split("::") {
        if list(BAD_MODULES).any(|bad| bad == part) {
            faults.push((1, format!("a name that says nothing: {part}")));
        }
    }
    for words in file.tokens.windows(3) {
        let [(line, one), (_, two), (_, three)] = words else {
            continue;
        };
        if ["unsafe", "unsafe_code"].contains(&one.as_str()) && file.path != UNSAFE {
            faults.push((*line, one.clone()));
        }
        if one == "super" && two == "::" && three == "*" {
            faults.push((*line, "use super::* outside tests".to_owned()));
        }
    }
    faults
}

/// Faults against LAYERS.
fn uses(file: &File) -> Vec<(usize, String)> {
    let layer = layer_of(&file.module);
    let Some(allowed) = allowed(layer) else {
        return vec![(1, format!("{layer} has no row in LAYERS"))];
    };
    let mut faults = Vec::new();
    for (line, name) in &file.names {
        if let Some(name) = name.strip_prefix("crate::")
            && !begins(name, layer)
            && !allowed
                .iter()
                .any(|whom| *whom == "everything" || begins(name, whom))
        {
            faults.push((*line, format!("{layer} may not use {name}")));
        }
    }
    faults
}

/// Whom `layer` may use; none if the table does not know it.
fn allowed(layer: &str) -> Option<Vec<&'static str>> {
    let (_, whom) = rows(LAYERS).find(|(who, _)| *who == layer)?;
    let above = rows(LAYERS)
        .map(|(who, _)| who)
        .take_while(|who| *who != layer);
    Some(if whom == "everything above" {
        above.collect()
    } else {
        list(whom).collect()
    })
}

/// Faults against NAMES and CLOCKS.
fn naming(file: &File) -> Vec<(usize, String)> {
    let mut faults = Vec::new();
    for (line, name) in &file.names {
        let row = rows(NAMES)
            .filter(|(what, _)| begins(name, what))
            .max_by_key(|(what, _)| what.len());
        if row.is_some_and(|(_, allowed)| !lies_in(file, allowed)) {
            faults.push((*line, format!("{} may not name {name}", file.module)));
        } else if list(CLOCKS).any(|call| name.ends_with(call)) && !lies_in(file, RIM) {
            faults.push((*line, format!("only the rim may call {name}")));
        }
    }
    faults
}

/// What is left of `uses` without those that lead nowhere or come from nowhere: the cycles and what joins them.
fn cyclic<'a>(mut uses: Vec<(&'a str, &'a str)>) -> Vec<(&'a str, &'a str)> {
    loop {
        let (from, to): (BTreeSet<_>, BTreeSet<_>) = uses.iter().copied().unzip();
        let before = uses.len();
        uses.retain(|(one, other)| to.contains(one) && from.contains(other));
        if uses.len() == before {
            return uses;
        }
    }
}

/// Each row of a table; several in its first column are several rows.
fn rows(table: &str) -> impl Iterator<Item = (&str, &str)> {
    table
        .lines()
        .filter_map(|line| line.split_once('|'))
        .flat_map(|(whos, whom)| list(whos).map(move |who| (who, whom.trim())))
}

fn list(items: &str) -> impl Iterator<Item = &str> {
    items.split(',').map(str::trim).filter(|item| *item != "–")
}

/// Whether `path` is `start` or lies under it.
fn begins(path: &str, start: &str) -> bool {
    path.strip_prefix(start)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect()
}
