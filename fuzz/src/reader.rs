//! A reader without a terminal on a library made by chance: effects are performed at once, on texts that are in memory.
//! After every action all that it points at is there, and it can be drawn.

use std::collections::HashMap;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use newsreader::app::action::{Action, Background, Effect, Scan};
use newsreader::app::cursor::Cursor;
use newsreader::app::opened::Opened;
use newsreader::app::pointer::{Did, Pointer, Turn};
use newsreader::app::update::{begin, update};
use newsreader::app::words::Calendar;
use newsreader::app::{App, Mode, Start};
use newsreader::content::article::{Article, ArticleId, Facts};
use newsreader::content::front_matter;
use newsreader::content::marks::{Printed, print};
use newsreader::content::query::Query;
use newsreader::content::seek::Hit;
use newsreader::content::snippet::Stretch;
use newsreader::keys::{self, Keys};
use newsreader::layout::Typesetting;
use newsreader::markdown::parse::verbatim;
use newsreader::markdown::syntax::Syntax;
use newsreader::pictures::Pictures;
use newsreader::text::Clean;
use newsreader::view::draw;
use newsreader::view::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// What articles are made of.
const PIECES: [&str; 16] = [
    "Words of a paragraph, long enough for more than one line of a narrow pane, and then some.\n\n",
    "# A heading\n\n",
    "## Another *one*\n\n",
    "- [ ] a\n- [x] b\n  1. c\n\n",
    "> [!note]- Folded\n> text\n\n",
    "```rust\nfn main() {}\n```\n\n",
    "|a|b|\n|-|-:|\n|1|a long cell of words that ask for room|\n\n",
    "A [link](1.md#another-one), [[a-2]] and <https://a.org/b>.\n\n",
    "![a picture](a.png)\n\n",
    "Said[^1].\n\n[^1]: A note.\n\n",
    "שלום עולם 日本語 👩‍💻 e\u{301}\u{301}\n\n",
    "<details><summary>More</summary>\n\nof it\n\n</details>\n\n",
    "$$\n\\frac{1}{2}\n$$\n\n",
    "---\n\n",
    "one\n\n\n\ntwo\n\n",
    "",
];

/// See the top of the file.
pub struct Reader {
    app: App,
    keys: Keys,
    files: HashMap<ArticleId, String>,
    /// Actions that would come after a while.
    later: Vec<Action>,
    texts: HashMap<i64, String>,
    /// Answers to answers: there must be an end to them.
    depth: usize,
    over: bool,
}

impl Reader {
    /// A reader of a library that these bytes make.
    pub fn new(seed: &[u8]) -> Self {
        let sources = vec![Clean::line("one"), Clean::line("two")];
        let calendar = Calendar {
            now: Timestamp::UNIX_EPOCH,
            zone: TimeZone::UTC,
            absolute: false,
            tongue: None,
        };
        let app = App::new(Start {
            sources,
            query: Query::default(),
            resumes: true,
            opens: None,
            size: (80, 24),
            typesetting: Typesetting::default(),
            calendar,
            keys: keys::help(),
        });
        let files = seed.chunks(3).take(40).enumerate();
        let mut reader = Self {
            app,
            keys: Keys::default(),
            files: files.map(|(n, seed)| file(n, seed)).collect(),
            later: Vec::new(),
            texts: HashMap::new(),
            depth: 0,
            over: false,
        };
        let effects = begin(&reader.app);
        reader.perform(effects);
        reader.scan();
        reader
    }

    /// Does what a byte of the input stands for: printable ones are keys as they are.
    pub fn take(&mut self, byte: u8) {
        const KEYS: [KeyCode; 13] = [
            KeyCode::Up,
            KeyCode::Down,
            KeyCode::Left,
            KeyCode::Right,
            KeyCode::Home,
            KeyCode::End,
            KeyCode::PageUp,
            KeyCode::PageDown,
            KeyCode::Tab,
            KeyCode::BackTab,
            KeyCode::Delete,
            KeyCode::Backspace,
            KeyCode::F(1),
        ];
        if self.over {
            return;
        }
        let key = |code, modifiers| KeyEvent::new(code, modifiers);
        let plain = KeyModifiers::NONE;
        match byte {
            b'\n' | b'\r' => self.press(key(KeyCode::Enter, plain)),
            0x1B => self.press(key(KeyCode::Esc, plain)),
            0x08 | 0x7F => self.press(key(KeyCode::Backspace, plain)),
            0x00..0x20 => self.press(key(
                KeyCode::Char(char::from(byte | 0x60)),
                KeyModifiers::CONTROL,
            )),
            0x20..0x7F => self.press(key(KeyCode::Char(char::from(byte)), plain)),
            0x80..0x8D => self.press(key(KEYS[usize::from(byte - 0x80)], plain)),
            0x8D..0xA0 => self.happens(byte - 0x8D),
            0xA0..0xC0 => self.act(Action::Resize(
                u16::from(byte - 0xA0) * 6,
                u16::from(byte & 7) * 6,
            )),
            0xC0..0xFC => self.point(byte - 0xC0),
            0xFC.. => self.press(key(KeyCode::Char('é'), plain)),
        }
    }

    fn press(&mut self, event: KeyEvent) {
        if let Some(action) = self.keys.press(&self.app, event) {
            self.act(action);
        }
    }

    /// Things that happen without the reader's doing.
    fn happens(&mut self, what: u8) {
        let first = || self.files.keys().min().cloned();
        match what {
            0 => self.act(Action::Idle),
            1 => self.act(Action::Midnight),
            2 => self.act(Action::Stale),
            3 => self.act(Action::Pictures),
            4 => std::mem::take(&mut self.later)
                .into_iter()
                .for_each(|it| self.act(it)),
            5 => self.act(Action::Background(Background::Light)),
            6 => self.act(Action::Clock(
                Timestamp::from_second(1_700_000_000).unwrap_or_default(),
            )),
            7 => self.act(Action::Notice(Clean::line("told"))),
            8 => self.act(Action::Focus),
            9 => self.act(Action::Searches(vec!["a".into(), "tag:b".into()])),
            10 => self.act(Action::Overrun),
            11 => {
                if let Some(id) = first() {
                    self.files.remove(&id);
                    self.act(Action::Changed(Vec::new(), vec![id]));
                }
            }
            12 => {
                if let Some(id) = first() {
                    let text = self.files.entry(id.clone()).or_default();
                    text.push_str("More words.\n");
                    let article = article(&id, text);
                    self.act(Action::Changed(vec![article], Vec::new()));
                }
            }
            13 => {
                let (id, text) = file(self.files.len() + 40, &[1, 2, 7]);
                let article = article(&id, &text);
                self.files.insert(id, text);
                self.act(Action::Changed(vec![article], Vec::new()));
            }
            14 => self.act(Action::Cell(8, 16)),
            15 => self.act(Action::Bookmark(None)),
            _ => self.act(Action::Unsaved(Some(Clean::line("why")))),
        }
    }

    fn point(&mut self, where_to: u8) {
        let at = (u16::from(where_to) % 8 * 11, u16::from(where_to) / 8 * 3);
        for did in [Did::Press, Did::Drag, Did::Release, Did::Wheel(Turn::Down)] {
            self.act(Action::Mouse(Pointer { did, at }));
        }
    }

    fn act(&mut self, action: Action) {
        self.depth += 1;
        assert!(self.depth < 100, "{action:?} has no end");
        let effects = update(&mut self.app, action);
        self.check();
        self.perform(effects);
        self.depth -= 1;
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Scan => self.scan(),
                Effect::Read(id, head) => {
                    let text = self.files.get(&id).cloned().unwrap_or_default();
                    let body = front_matter::parse(&text, true).map_or(0, |head| head.body);
                    let mut first = None;
                    let begin = &mut |begun| first = Some(begun);
                    let whole = Syntax::default().parse_early(&head, &text[body..], begin);
                    if let Some(document) = first {
                        let beginning = Opened {
                            beginning: true,
                            ..Opened::new(document)
                        };
                        self.open(id.clone(), beginning);
                    }
                    self.open(id, Opened::new(whole));
                }
                Effect::Source(id) => {
                    let document = verbatim(self.files.get(&id).map_or("", String::as_str));
                    self.open(
                        id,
                        Opened {
                            source: true,
                            ..Opened::new(document)
                        },
                    );
                }
                Effect::Backlinks(number, _, articles) => {
                    for id in articles.into_iter().take(3) {
                        self.act(Action::Backlinks(number, Some((id, Vec::new()))));
                    }
                    self.act(Action::Backlinks(number, None));
                }
                Effect::Search(number, _, candidates) => {
                    let hit = |slot| Hit {
                        slot,
                        bits: 1,
                        stretch: Stretch::new(b"some words that were found", 5),
                    };
                    let hits = candidates
                        .iter()
                        .step_by(2)
                        .map(|it| hit(it.slot))
                        .collect();
                    self.act(Action::Found(number, hits, candidates.len(), true));
                }
                Effect::Print(ids) => {
                    let prints = ids.into_iter().filter_map(|id| self.printed(id)).collect();
                    self.act(Action::Printed(prints));
                }
                Effect::Remember(print, text) => drop(self.texts.insert(print, text)),
                Effect::Recall(print) => {
                    let text = self.texts.get(&print).cloned();
                    self.act(Action::Recalled(print, text));
                }
                Effect::Save(rows) => self.act(Action::Marks(rows)),
                Effect::After(_, action) => self.later.push(action),
                Effect::Quit => self.over = true,
                _ => {}
            }
        }
    }

    fn open(&mut self, id: ArticleId, opened: Opened) {
        self.act(Action::Opened(id, Box::new(opened)));
    }

    fn printed(&self, id: ArticleId) -> Option<Printed> {
        let text = self.files.get(&id)?;
        let file = print(text.as_bytes());
        let size = i64::try_from(text.len()).ok()?;
        Some(Printed {
            id,
            file,
            text: file,
            size,
            modified: 1,
        })
    }

    fn scan(&mut self) {
        let articles = self
            .files
            .iter()
            .map(|(id, text)| article(id, text))
            .collect();
        self.act(Action::Loaded(articles));
        self.act(Action::Scanned(Scan::default()));
    }

    /// Whatever it points at is there, and it can be drawn.
    fn check(&self) {
        let app = &self.app;
        let browser = &app.browser;
        is_on(
            Cursor {
                at: browser.cursor,
                top: browser.top,
            },
            browser.rows.len(),
        );
        assert!(
            browser
                .rows
                .iter()
                .all(|slot| app.library.get(*slot).is_some())
        );
        let leaves = app.reader.layout.leaves.len();
        assert!(
            app.reader.top.leaf as usize <= leaves.saturating_sub(1),
            "{:?}",
            app.reader.top
        );
        match &app.mode {
            Mode::Problems(list) => is_on(list.cursor, list.rows.len()),
            Mode::Outline(list) => is_on(list.cursor, list.rows.len()),
            Mode::Topics(list) => is_on(list.cursor, list.rows.len()),
            Mode::Palette(list) => is_on(list.cursor, list.rows.len()),
            Mode::Backlinks(list) => is_on(list.cursor, list.rows.len()),
            _ => {}
        }
        let (columns, rows) = app.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
        if let Some(at) = draw(app, &Pictures::default(), &Theme::COLOURS, &mut buffer) {
            assert!(at.x < columns && at.y < rows, "the cursor is at {at}");
        }
    }
}

fn is_on(cursor: Cursor, rows: usize) {
    assert!(
        cursor.at <= rows.saturating_sub(1) && cursor.top <= cursor.at,
        "{cursor:?} of {rows}"
    );
}

/// The n-th file.
fn file(n: usize, seed: &[u8]) -> (ArticleId, String) {
    let [kind, pieces @ ..] = seed else {
        return (id(n), String::new());
    };
    let head = match kind % 4 {
        0 => String::new(),
        1 => format!("---\ntitle: Article {n}\n---\n"),
        2 => format!(
            "---\ntitle: Article {n}\ndate: 2020-01-{:02}\ntags: [a, b{kind}]\nauthor: Ada\ncategories: [c{}]\nfeatured: {}\n---\n",
            kind % 31 + 1,
            kind % 5,
            kind % 7 == 0
        ),
        _ => format!("---\ntitle: [{n}\ndate: 2020-99-99\ndraft: true\n"),
    };
    let body = pieces
        .iter()
        .flat_map(|it| [it & 15, it >> 4])
        .map(|it| PIECES[usize::from(it)]);
    (id(n), head + &body.collect::<String>())
}

fn id(n: usize) -> ArticleId {
    let source = u16::from(n % 3 == 2);
    ArticleId {
        source,
        path: format!("a/{n}.md").into_bytes().into(),
    }
}

fn article(id: &ArticleId, text: &str) -> Article {
    let facts = Facts {
        size: text.len() as u64,
        modified: 1,
    };
    Article::read(id.clone(), text.as_bytes(), true, facts).expect("a whole file is an article")
}
