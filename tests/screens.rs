//! Keys in, screens out: the app on `sample-content`, drawn without a terminal, with its styles.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    missing_docs
)]

#[path = "screens/backlinks.rs"]
mod backlinks;
#[path = "screens/code.rs"]
mod code;
#[path = "screens/links.rs"]
mod links;
#[path = "screens/looks.rs"]
mod looks;
#[path = "screens/marks.rs"]
mod marks;
#[path = "screens/model.rs"]
mod model;
#[path = "screens/outside.rs"]
mod outside;
#[path = "screens/palette.rs"]
mod palette;
#[path = "screens/pictures.rs"]
mod pictures;
#[path = "screens/pointing.rs"]
mod pointing;
#[path = "screens/presentation.rs"]
mod presentation;
#[path = "support/properties.rs"]
mod properties;
#[path = "screens/reading.rs"]
mod reading;
#[path = "screens/resume.rs"]
mod resume;
#[path = "screens/saved.rs"]
mod saved;
#[path = "screens/searching.rs"]
mod searching;
#[path = "screens/selection.rs"]
mod selection;
#[path = "screens/sheet.rs"]
mod sheet;
#[path = "screens/themes.rs"]
mod themes;
#[path = "screens/topics.rs"]
mod topics;
#[path = "screens/twins.rs"]
mod twins;

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use newsreader::app::action::{Action, Effect};
use newsreader::app::opened::Opened;
use newsreader::app::update::update;
use newsreader::app::words::Calendar;
use newsreader::app::{App, Start};
use newsreader::content::query::Query;
use newsreader::content::seek::Candidate;
use newsreader::finder;
use newsreader::keys::{self, Keys};
use newsreader::loader::{self, Options, Roots};
use newsreader::markdown::parse::{parse, verbatim};
use newsreader::pictures::Pictures;
use newsreader::view::draw;
use newsreader::view::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

/// A reader without a terminal: effects are performed at once, timers never come due.
struct Reader {
    app: App,
    keys: Keys,
    roots: Roots,
    pictures: Pictures,
    effects: Vec<Effect>,
    /// Texts that were to be kept, by their prints.
    texts: std::collections::HashMap<i64, String>,
}

impl Reader {
    fn open(path: &Path, size: (u16, u16)) -> Self {
        Self::open_all(&[path], size)
    }

    fn open_all(paths: &[&Path], size: (u16, u16)) -> Self {
        let roots = loader::roots(paths).unwrap();
        let calendar = Calendar {
            now: "2026-11-24T12:00:00Z".parse::<Timestamp>().unwrap(),
            zone: TimeZone::UTC,
            absolute: false,
            tongue: None,
        };
        let sources = roots
            .labels()
            .enumerate()
            .map(|(n, _)| newsreader::text::Clean::line(&format!("folder {n}")))
            .collect();
        let app = App::new(Start {
            sources,
            query: Query::default(),
            resumes: true,
            opens: roots.only().filter(|_| paths.len() == 1),
            size,
            typesetting: newsreader::layout::Typesetting::default(),
            calendar,
            keys: keys::help(),
        });
        Self {
            app,
            keys: Keys::default(),
            roots,
            pictures: Pictures::default(),
            effects: Vec::new(),
            texts: std::collections::HashMap::new(),
        }
    }

    fn load(mut self) -> Self {
        let (articles, summary) = loader::load_all(&self.roots, Options::default());
        let scan = newsreader::app::action::Scan {
            hidden: summary.hidden,
            ..Default::default()
        };
        self.act(Action::Loaded(articles));
        self.act(Action::Scanned(scan));
        self
    }

    fn act(&mut self, action: Action) {
        let effects = update(&mut self.app, action);
        for effect in effects {
            if let Effect::Read(id, head) = &effect {
                let body = loader::read_body(&self.roots, id).unwrap();
                let opened = Opened::new(parse(head, &body.text));
                self.act(Action::Opened(id.clone(), Box::new(opened)));
            }
            match &effect {
                Effect::Print(ids) => {
                    let prints = ids
                        .iter()
                        .filter_map(|id| loader::read_print(&self.roots, id));
                    self.act(Action::Printed(prints.collect()));
                }
                Effect::Remember(print, text) => drop(self.texts.insert(*print, text.clone())),
                Effect::Recall(print) => {
                    let text = self.texts.get(print).cloned();
                    self.act(Action::Recalled(*print, text));
                }
                _ => {}
            }
            if let Effect::Source(id) = &effect {
                let opened = Opened {
                    source: true,
                    ..Opened::new(verbatim(&loader::read_source(&self.roots, id).unwrap()))
                };
                self.act(Action::Opened(id.clone(), Box::new(opened)));
            }
            if let Effect::Backlinks(number, aim, articles) = &effect {
                for found in self.backlinks(aim, articles) {
                    self.act(Action::Backlinks(*number, found));
                }
            }
            if let Effect::Search(number, texts, candidates) = &effect {
                self.look(*number, texts, candidates.clone());
            }
            self.effects.push(effect);
        }
    }

    /// Looks for words in texts, as the rim does.
    fn look(&mut self, number: u64, texts: &[String], candidates: Vec<Candidate>) {
        if texts.is_empty() {
            return;
        }
        let (sender, receiver) = std::sync::mpsc::channel();
        let roots = Arc::new(self.roots.clone());
        let _search = finder::spawn(roots, texts, candidates, move |found| {
            sender.send(found).is_ok()
        });
        for found in receiver {
            self.act(Action::Found(number, found.hits, found.looked, found.over));
        }
    }

    /// Presses keys: characters as they are, others as `<enter>`, `<c-d>`, `<a-1>`.
    fn press(mut self, keys: &str) -> Self {
        let mut rest = keys;
        while let Some(c) = rest.chars().next() {
            let (event, used) = match rest
                .strip_prefix('<')
                .and_then(|after| after.split_once('>'))
            {
                Some((name, _)) if !name.is_empty() => (named(name), name.len() + 2),
                _ => (
                    KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE),
                    c.len_utf8(),
                ),
            };
            rest = &rest[used..];
            if let Some(action) = self.keys.press(&self.app, event) {
                self.act(action);
            }
        }
        self
    }

    fn resize(mut self, columns: u16, rows: u16) -> Self {
        self.act(Action::Resize(columns, rows));
        self
    }

    fn draw(&self, theme: &Theme) -> (Buffer, Option<Position>) {
        let (columns, rows) = self.app.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
        let cursor = draw(&self.app, &self.pictures, theme, &mut buffer);
        (buffer, cursor)
    }

    fn rows(&self) -> Vec<String> {
        let (buffer, _) = self.draw(&Theme::COLOURS);
        rows(&buffer)
    }

    /// Asserts that a text is on the screen.
    #[track_caller]
    fn shows(self, text: &str) -> Self {
        let rows = self.rows().join("\n");
        assert!(rows.contains(text), "no {text:?} in\n{rows}");
        self
    }

    #[track_caller]
    fn hides(self, text: &str) -> Self {
        let rows = self.rows().join("\n");
        assert!(!rows.contains(text), "{text:?} in\n{rows}");
        self
    }

    fn title(&self) -> String {
        self.app
            .selected()
            .map(|article| article.title().to_owned())
            .unwrap_or_default()
    }

    /// The screen with a map of its styles: a letter for each, explained below.
    fn picture(&self) -> String {
        let (buffer, cursor) = self.draw(&Theme::COLOURS);
        let mut styles: Vec<Style> = vec![Style::reset()];
        let mut out = String::new();
        for (y, row) in rows(&buffer).iter().enumerate() {
            let letters: String = (0..buffer.area.width)
                .map(|x| {
                    let style = buffer[(x, y as u16)].style();
                    let n = styles
                        .iter()
                        .position(|known| *known == style)
                        .unwrap_or_else(|| {
                            styles.push(style);
                            styles.len() - 1
                        });
                    if n == 0 {
                        ' '
                    } else {
                        char::from(b'a' + (n as u8 - 1))
                    }
                })
                .collect();
            let _ = writeln!(out, "|{}\n>{}", row.trim_end(), letters.trim_end());
        }
        for (n, style) in styles.iter().enumerate().skip(1) {
            let of = format!(
                "{:?} {:?}",
                style.fg.unwrap_or_default(),
                style.add_modifier
            );
            let _ = writeln!(out, "{} = {of}", char::from(b'a' + (n as u8 - 1)));
        }
        out + &cursor
            .map(|at| format!("cursor {},{}\n", at.x, at.y))
            .unwrap_or_default()
    }
}

fn rows(buffer: &Buffer) -> Vec<String> {
    let mut rows = Vec::new();
    for y in 0..buffer.area.height {
        let (mut row, mut skip) = (String::new(), 0);
        for x in 0..buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            if skip == 0 {
                row += symbol;
                skip = newsreader::text::width(symbol).max(1);
            }
            skip -= 1;
        }
        rows.push(row.trim_end().to_owned());
    }
    rows
}

fn named(name: &str) -> KeyEvent {
    let (modifiers, key) = match name.split_once('-') {
        Some(("c", key)) => (KeyModifiers::CONTROL, key),
        Some(("a", key)) => (KeyModifiers::ALT, key),
        Some(("s", key)) => (KeyModifiers::SHIFT, key),
        _ => (KeyModifiers::NONE, name),
    };
    let code = match key {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "tab" if modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
        "tab" => KeyCode::Tab,
        "bs" => KeyCode::Backspace,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "pgdn" => KeyCode::PageDown,
        "pgup" => KeyCode::PageUp,
        one => KeyCode::Char(one.chars().next().unwrap()),
    };
    KeyEvent::new(code, modifiers)
}

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-content")
}

fn at(columns: u16, rows: u16) -> Reader {
    Reader::open(&sample(), (columns, rows)).load()
}

/// A folder with so many articles, one a day, the newest with the highest number.
fn folder(articles: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..articles {
        let section = if n % 2 == 0 { "even" } else { "Odd" };
        let day = jiff::civil::date(2020, 1, 1)
            .saturating_add(jiff::Span::new().days(i32::try_from(n).unwrap()));
        let text = format!(
            "---\ntitle: Story {n:03}\ndate: {day}\ncategories: [{section}]\n---\nText of story {n}.\n"
        );
        std::fs::write(folder.path().join(format!("{n}.md")), text).unwrap();
    }
    folder
}

#[test]
fn the_first_screens() {
    for (columns, rows) in [(120, 36), (80, 24), (60, 20), (40, 10)] {
        insta::assert_snapshot!(
            format!("start_{columns}x{rows}"),
            at(columns, rows).picture()
        );
        insta::assert_snapshot!(
            format!("reading_{columns}x{rows}"),
            at(columns, rows).press("<enter>").picture()
        );
    }
}

#[test]
fn overlays() {
    insta::assert_snapshot!("help_80x24", at(80, 24).press("?").picture());
    insta::assert_snapshot!("filter_80x24", at(80, 24).press("/har").picture());
}

#[test]
fn a_screen_too_small_says_so() {
    at(19, 10).shows("Too small");
    at(60, 4).shows("Too small");
    at(20, 5).hides("Too small");
    for (columns, rows) in [(0, 0), (1, 1), (2, 1), (3, 3), (1, 300)] {
        at(columns, rows).press("jk<enter>G/x<esc>?").rows();
    }
}

#[test]
fn the_selection_stays_on_its_article() {
    let folder = folder(30);
    let reader = Reader::open(folder.path(), (80, 24)).load().press("jjj");
    assert_eq!(reader.title(), "Story 026");
    // Filters that it passes keep it; the list around it changes.
    let reader = reader.press("/story 02<enter>");
    assert_eq!(reader.title(), "Story 029", "typing goes to the best match");
    let mut reader = reader.press("jj<esc>");
    assert_eq!(reader.title(), "Story 027");
    // A newer article comes in above it.
    let newer = std::fs::read_to_string(folder.path().join("0.md"))
        .unwrap()
        .replace("2020-01-01", "2024-01-01");
    std::fs::write(folder.path().join("new.md"), newer).unwrap();
    let (articles, _) = loader::load_all(&reader.roots, Options::default());
    reader.act(Action::Loaded(articles));
    assert_eq!(reader.title(), "Story 027");
}

#[test]
fn the_list_moves_by_article_line_and_page() {
    let folder = folder(30);
    let open = |keys| {
        Reader::open(folder.path(), (80, 24))
            .load()
            .press(keys)
            .title()
    };
    assert_eq!(open(""), "Story 029");
    assert_eq!(open("G"), "Story 000");
    assert_eq!(open("Ggg"), "Story 029");
    assert_eq!(open("5j"), "Story 024");
    assert_eq!(open("5j2k"), "Story 026");
    assert_eq!(open("10gg"), "Story 020");
    assert_eq!(open("<down><down><up>"), "Story 028");
    assert_eq!(open("<end><home>"), "Story 029");
    assert_eq!(open("<space>b"), "Story 029");
    assert_eq!(open("<pgdn><pgup>"), "Story 029");
    assert_ne!(open("<c-d>"), "Story 029");
    assert_eq!(open("<c-d><c-u>"), "Story 029");
    assert_eq!(open("zxv"), "Story 029", "unknown keys do nothing");
    assert_eq!(open("99999999j"), "Story 000");
}

#[test]
fn sections_are_tabs() {
    let folder = folder(5);
    let reader = Reader::open(folder.path(), (80, 24))
        .load()
        .shows("All 5")
        .shows("Even 3")
        .shows("Odd 2");
    let reader = reader.press("<tab>").shows("Story 003").shows("Story 004");
    let reader = reader.press("<tab>").shows("Story 004").hides("Story 003");
    let reader = reader.press("<tab>").shows("Story 003").hides("Story 004");
    let reader = reader.press("<tab>").shows("Story 004").shows("Story 003");
    let reader = reader
        .press("<s-tab>")
        .hides("Story 004")
        .press("<left><left>")
        .shows("Story 004");
    reader
        .press("<a-1>")
        .shows("Story 003")
        .press("<a-3>")
        .hides("Story 003");
}

#[test]
fn the_filter_narrows_as_one_types() {
    let folder = folder(30);
    let open = || Reader::open(folder.path(), (80, 24)).load();
    open().press("/STORY 01").shows("11 found");
    open()
        .press("/even 028")
        .shows("1 found")
        .press("<enter>")
        .shows("1 of 1")
        .press("<esc>")
        .shows("of 30");
    open()
        .press("/nothing like it")
        .shows("Esc")
        .press("<esc>")
        .shows("1 of 30");
    open().press("/028<bs><bs><bs>").shows("30 found");
    open().press("/?q").shows("0 found");
}

#[test]
fn unread_articles_lose_their_mark_and_stay_while_one_looks() {
    let folder = folder(3);
    let reader = Reader::open(folder.path(), (80, 24))
        .load()
        .shows("● Story 002");
    let reader = reader
        .press("u<enter>")
        .dwell()
        .press("<esc>")
        .shows("  Story 002")
        .shows("1 of 3");
    reader.press("uu").hides("Story 002").shows("1 of 2");
}

#[test]
fn drafts_are_marked_and_can_be_hidden() {
    let folder = folder(2);
    std::fs::write(
        folder.path().join("d.md"),
        "---\ntitle: Secret\ndraft: true\n---\n",
    )
    .unwrap();
    let reader = Reader::open(folder.path(), (80, 24)).load();
    let reader = reader
        .shows("Secret")
        .shows("draft")
        .press("D")
        .hides("Secret");
    reader.shows("1 draft hidden").press("D").shows("Secret");
}

#[test]
fn the_file_itself_can_be_seen() {
    let folder = folder(2);
    let reader = Reader::open(folder.path(), (80, 24))
        .load()
        .press("<enter>");
    let reader = reader
        .hides("categories:")
        .press("R")
        .shows("categories: [Odd]")
        .shows("File");
    let reader = reader
        .press("J")
        .hides("categories:")
        .shows("Text of story 0.")
        .press("R");
    reader
        .shows("categories: [even]")
        .press("R")
        .hides("categories:")
        .shows("Text of story 0.");
}

#[test]
fn problems_are_listed_and_shown_where_they_are() {
    let folder = folder(2);
    let lines = "x: y\n".repeat(40);
    let broken = format!("---\ntitle: Broken\n{lines}date: 2024-13-45\n---\nText.\n");
    std::fs::write(folder.path().join("b.md"), broken).unwrap();
    let reader = Reader::open(folder.path(), (80, 24))
        .load()
        .shows("problem");
    let reader = reader.press("<tab>P").shows("b.md:43").press("G<enter>");
    let reader = reader.shows("date: 2024-13-45").shows("File");
    assert_eq!(reader.title(), "Broken");
    reader
        .press("P<esc>")
        .shows("date: 2024-13-45")
        .press("R")
        .shows("Text.");
    let clean = at(80, 24)
        .press("P")
        .shows("Nothing is wrong.")
        .press("<enter>");
    clean.press("jkG").hides("Nothing is wrong.");
}

#[test]
fn several_paths_are_sources_to_choose_from() {
    let (one, two) = (folder(1), folder(2));
    let own = "---\ntitle: Of its own\ndate: 2020-01-01\n---\nText.\n";
    std::fs::write(one.path().join("0.md"), own).unwrap();
    let reader = Reader::open_all(&[one.path(), two.path()], (80, 24))
        .load()
        .shows("1 of 3");
    let reader = reader
        .shows("folder 1")
        .press("S")
        .shows("1 of 1")
        .shows("All articles · folder 0");
    reader.press("S").shows("1 of 2").press("S").shows("1 of 3");
    Reader::open(one.path(), (80, 24))
        .load()
        .press("S")
        .shows("one source");
}

#[test]
fn reading_goes_on_to_the_next_article() {
    let folder = folder(3);
    let reader = Reader::open(folder.path(), (80, 24))
        .load()
        .press("<enter>")
        .shows("Text of story 2.");
    let reader = reader
        .press("J")
        .shows("Text of story 1.")
        .press("JJ")
        .shows("last article");
    reader
        .press("KKKK")
        .shows("first article")
        .shows("Text of story 2.")
        .press("h")
        .shows("Story 000");
}

#[test]
fn a_web_address_is_shown_before_it_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("a.md"),
        "---\nimage: https://example.org/a b.jpg\n---\nx",
    )
    .unwrap();
    let mut reader = Reader::open(folder.path(), (80, 24))
        .load()
        .press("o")
        .shows("https://example.org/a%20b.jpg");
    reader = reader.press("n");
    assert!(
        !reader
            .effects
            .iter()
            .any(|effect| matches!(effect, Effect::Browse(_)))
    );
    reader = reader.press("o<enter>");
    let opened = |effect: &Effect| matches!(effect, Effect::Browse(url) if url.as_str() == "https://example.org/a%20b.jpg");
    assert!(reader.effects.iter().any(opened));
    std::fs::write(
        folder.path().join("a.md"),
        "---\nurl: javascript:alert(1)\n---\nx",
    )
    .unwrap();
    Reader::open(folder.path(), (80, 24))
        .load()
        .press("o")
        .shows("no web address of its own");
}

#[test]
fn a_resize_keeps_the_same_words_at_the_top() {
    let folder = tempfile::tempdir().unwrap();
    let words: Vec<String> = (0..3000).map(|n| format!("word{n:04}")).collect();
    std::fs::write(folder.path().join("a.md"), words.join(" ")).unwrap();
    let reader = Reader::open(folder.path(), (80, 24))
        .load()
        .press("<enter><space><space>");
    let top = |reader: &Reader| {
        reader.rows()[2]
            .trim()
            .split(' ')
            .next()
            .unwrap()
            .to_owned()
    };
    let before = top(&reader);
    let reader = reader
        .resize(50, 20)
        .shows(&before)
        .resize(140, 50)
        .shows(&before)
        .resize(80, 24);
    assert_eq!(top(&reader), before);
}

#[test]
fn the_split_moves() {
    let divider = |reader: &Reader| reader.rows()[5].chars().position(|c| c == '│').unwrap();
    let reader = at(120, 30);
    let before = divider(&reader);
    let reader = reader.press(">");
    assert!(divider(&reader) > before);
    let reader = reader.press("<<");
    assert!(divider(&reader) < before);
}

#[test]
fn an_empty_folder_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let reader = Reader::open(folder.path(), (80, 24))
        .shows("Reading…")
        .load();
    reader
        .shows("There are no articles")
        .press("jkG<enter>JK<tab>fu/x<esc>?<esc>o")
        .shows("There are no articles");
}

#[test]
fn the_bar_scrolls_to_the_chosen_section() {
    let reader = at(40, 20);
    let tabs = reader.app.tabs();
    let mut reader = reader;
    for tab in tabs.iter().skip(1) {
        reader = reader.press("<tab>");
        assert!(
            reader.rows()[0].contains(tab.name.as_str()),
            "{} in {}",
            tab.name,
            reader.rows()[0]
        );
    }
}

#[test]
fn without_colour_only_modifiers_tell() {
    let reader = at(120, 36);
    let (buffer, _) = reader.draw(&Theme::PLAIN);
    assert!(
        buffer
            .content
            .iter()
            .all(|cell| cell.fg == ratatui::style::Color::Reset)
    );
    assert!(buffer.content.iter().any(|cell| !cell.modifier.is_empty()));
}
