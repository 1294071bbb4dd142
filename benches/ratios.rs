//! How long things take beside what others need for the like, in one run: figures of one machine at one time say little,
//! ratios more. The list of a folder and a search in its texts beside searches of it by ripgrep, the first screen of an article beside its parser alone,
//! `show` beside mdcat. `cargo bench --bench ratios`, or `… -- FOLDER` or `… -- ARTICLE` for articles of your own.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout
)]

#[path = "support/articles.rs"]
mod articles;

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use articles::Press;
use newsreader::content::front_matter;
use newsreader::content::library::Library;
use newsreader::content::seek::candidates;
use newsreader::finder;
use newsreader::layout::{Layout, Position, Typesetting};
use newsreader::loader::{self, Options, load_all};
use newsreader::markdown::document::Document;
use newsreader::markdown::parse::Head;
use newsreader::markdown::syntax::Syntax;
use pulldown_cmark::{self as parser, Parser};

const COLUMNS: u16 = 76;
const ROWS: usize = 40;
const ROUNDS: usize = 7;
/// Lists are made so often: their ratios are told apart by hundredths.
const LISTS: usize = 15;

fn main() {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let given = std::env::args_os()
        .skip(1)
        .find(|arg| !arg.to_string_lossy().starts_with("--"));
    if let Some(file) = given.as_ref().map(Path::new).filter(|file| file.is_file()) {
        first_screen(&fs::read_to_string(file).unwrap());
        return show(file);
    }
    let folders = match given {
        Some(folder) => vec![PathBuf::from(folder)],
        None => [1_000, 10_000, 100_000]
            .map(|count| corpus(target, count))
            .into(),
    };
    if folders.len() > 1 {
        for bytes in [100_000, 1_000_000, 8_000_000] {
            first_screen(&Press::new().article(1, bytes));
        }
        let long = target.join("ratios-long.md");
        fs::write(&long, Press::new().article(1, 8_000_000)).unwrap();
        show(&long);
    }
    if Command::new("rg").arg("--version").output().is_err() {
        println!("ripgrep (rg) is not installed: there is nothing to compare with.");
        return;
    }
    println!(
        "medians of {LISTS} and {ROUNDS} rounds, warm; a ratio of 1.00 is the time of rg in the same round"
    );
    for folder in folders {
        compare(&folder, &target.join("ratios-cache"));
        search(&folder);
    }
}

/// A folder of so many articles of 2 to 6 KB, by year and month; made once.
fn corpus(target: &Path, count: usize) -> PathBuf {
    let folder = target.join(format!("articles-{count}"));
    let done = folder.join(".done");
    if !done.exists() {
        let press = Press::new();
        for number in 0..count {
            let month = folder.join(format!(
                "{}/{:02}",
                2000 + number / 336 % 25,
                1 + number / 28 % 12
            ));
            fs::create_dir_all(&month).unwrap();
            let text = press.article(number, 2_000 + number * 7_919 % 4_000);
            fs::write(month.join(format!("story-{number}.md")), text).unwrap();
        }
        fs::write(done, "").unwrap();
        // What changed just now is not trusted to an index.
        std::thread::sleep(Duration::from_secs(4));
    }
    folder
}

fn compare(folder: &Path, cache: &Path) {
    let list = || {
        let mut list = Command::new(env!("CARGO_BIN_EXE_newsreader"));
        list.args(["list", "--format", "paths"])
            .arg(folder)
            .env("XDG_CACHE_HOME", cache);
        time(&mut list)
    };
    let mut times = [Vec::new(), Vec::new(), Vec::new()];
    for _ in 0..=LISTS {
        let mut search = Command::new("rg");
        times[0].push(time(
            search.args(["-c", "--no-messages", "zzqqxx"]).arg(folder),
        ));
        let _ = fs::remove_dir_all(cache);
        times[1].push(list());
        times[2].push(list());
    }
    // The first round warms the page cache.
    let times = times.map(|times| times[1..].to_vec());
    let ratio = |ours: &[Duration]| {
        let pairs = ours.iter().zip(&times[0]);
        let mut ratios: Vec<f64> = pairs
            .map(|(a, b)| a.as_secs_f64() / b.as_secs_f64())
            .collect();
        ratios.sort_by(f64::total_cmp);
        ratios[ratios.len() / 2]
    };
    let [rg, first, second] = [0, 1, 2].map(|which| median(&times[which]).as_secs_f64() * 1e3);
    println!(
        "{}: rg {rg:.0} ms; first start {first:.0} ms, {:.2}; second start {second:.0} ms, {:.2}",
        folder.file_name().unwrap_or(folder.as_os_str()).display(),
        ratio(&times[1]),
        ratio(&times[2]),
    );
}

/// From the bytes of a file in memory to the lines of its first screen, beside what the parser alone needs for all of them;
/// and how long the whole text takes.
fn first_screen(text: &str) {
    let (mut alone, mut ours, mut all) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..=ROUNDS {
        let begin = Instant::now();
        black_box(Parser::new_ext(text, parser::Options::ENABLE_TABLES).count());
        alone.push(begin.elapsed());
        let begin = Instant::now();
        let decoded = front_matter::decode(text.as_bytes(), true);
        let head = front_matter::parse(&decoded.text, true).unwrap();
        let body = decoded.text.get(head.body..).unwrap();
        let mut first = None;
        let mut lay_out = |document: &Document| {
            let mut layout = Layout::new(document, COLUMNS, Typesetting::default());
            layout.forward(document, Position::default(), ROWS);
            black_box(&layout);
            first.get_or_insert(begin.elapsed());
        };
        let document =
            Syntax::default().parse_early(&Head::default(), body, &mut |begun| lay_out(&begun));
        lay_out(&document);
        all.push(begin.elapsed());
        ours.push(first.unwrap());
    }
    let [alone, ours, all] = [alone, ours, all].map(|times| median(&times[1..]).as_secs_f64());
    println!(
        "first screen of {} bytes: {:.1} ms, {:.2} times pulldown-cmark alone; all of the text {:.1} ms, {:.2}",
        text.len(),
        ours * 1e3,
        ours / alone,
        all * 1e3,
        all / alone,
    );
}

/// The whole of a long article, beside mdcat: both without colours, then both with them.
fn show(file: &Path) {
    let mdcat = |colours: &[&str]| {
        let mut mdcat = Command::new("mdcat");
        mdcat.args(["--local", "--columns", "80"]).args(colours);
        mdcat.arg(file);
        mdcat
    };
    let ours = |arguments: &[&str]| {
        let mut show = Command::new(env!("CARGO_BIN_EXE_newsreader"));
        show.args(["show", "--width", "80"]).args(arguments);
        time(show.arg(file))
    };
    let runs = mdcat(&[]).stdout(Stdio::null()).status();
    if !runs.is_ok_and(|status| status.success()) {
        println!("mdcat is not installed: `show` has nothing to be compared with.");
        return;
    }
    let plain = ("without colours", &["--no-colour"][..], "--color=never");
    let coloured = ("with colours", &[][..], "--color=always");
    for (what, theirs, color) in [plain, coloured] {
        let mut times = [Vec::new(), Vec::new(), Vec::new()];
        for _ in 0..=2 * ROUNDS {
            times[0].push(time(&mut mdcat(theirs)));
            times[1].push(ours(&[color, "--first-fit"]));
            times[2].push(ours(&[color]));
        }
        let [mdcat, first, optimal] = times.map(|times| median(&times[1..]).as_secs_f64());
        println!(
            "show {what}: mdcat {:.0} ms; first fit {:.0} ms, {:.2} of that; optimal fit {:.0} ms, {:.2}",
            mdcat * 1e3,
            first * 1e3,
            first / mdcat,
            optimal * 1e3,
            optimal / mdcat,
        );
    }
}

/// What many texts have, what few have, and what none has.
const WORDS: [&str; 3] = ["harbour", "lighthouse keeper", "zzqqxx"];

/// Looks for words in the texts of a folder's articles, as the reader and as `list` does, beside `rg -il`.
fn search(folder: &Path) {
    let roots = Arc::new(loader::roots(&[folder]).unwrap());
    let mut library = Library::default();
    library.insert(load_all(&roots, Options::default()).0);
    let candidates = candidates(&library, library.newest().to_vec());
    for words in WORDS {
        let mut times = [Vec::new(), Vec::new(), Vec::new(), Vec::new()];
        let mut hits = 0;
        for _ in 0..=ROUNDS {
            let mut rg = Command::new("rg");
            times[0].push(time(rg.args(["-il", "--no-messages", words]).arg(folder)));
            let candidates = candidates.clone();
            let begin = Instant::now();
            let (sender, found) = channel();
            let texts = [words.to_owned()];
            let send = move |found| sender.send(found).is_ok();
            let search = finder::spawn(Arc::clone(&roots), &texts, candidates, send);
            let mut first = None;
            hits = 0;
            for found in found {
                hits += found.hits.len();
                first = first.or((hits > 0).then(|| begin.elapsed()));
            }
            times[1].push(first.unwrap_or_default());
            times[2].push(begin.elapsed());
            drop(search);
            let mut list = Command::new(env!("CARGO_BIN_EXE_newsreader"));
            let query = format!("text:\"{words}\"");
            list.args([
                "list",
                "--no-state",
                "--format",
                "paths",
                "--search",
                &query,
            ]);
            times[3].push(time(list.arg(folder)));
        }
        let [rg, first, all, list] = times.map(|times| median(&times[1..]));
        println!(
            "{}, “{words}” in texts: rg -il {:.0} ms; first hits {:.0} ms; all {hits} in {:.0} ms, {:.2}; list {:.0} ms, {:.2}",
            folder.file_name().unwrap_or(folder.as_os_str()).display(),
            rg.as_secs_f64() * 1e3,
            first.as_secs_f64() * 1e3,
            all.as_secs_f64() * 1e3,
            all.as_secs_f64() / rg.as_secs_f64(),
            list.as_secs_f64() * 1e3,
            list.as_secs_f64() / rg.as_secs_f64(),
        );
    }
}

fn time(command: &mut Command) -> Duration {
    let begin = Instant::now();
    command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    begin.elapsed()
}

fn median(times: &[Duration]) -> Duration {
    let mut times = times.to_vec();
    times.sort();
    times[times.len() / 2]
}
