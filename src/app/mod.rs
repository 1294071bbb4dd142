//! What the reader is doing: one `App` that only [`update::update`] changes and the view only reads.
//! No I/O, no clock, no widgets: the rim sends actions and performs effects.

pub mod action;
pub mod address;
pub mod backlinks;
pub mod bar;
pub mod browser;
pub mod chooser;
pub mod code;
pub mod cursor;
pub mod find;
pub mod head;
pub mod hints;
pub mod history;
pub mod opened;
pub mod outline;
pub mod outside;
pub mod palette;
pub mod panes;
pub mod pictures;
pub mod place;
pub mod pointer;
pub mod presentation;
pub mod problems;
pub mod reader;
mod resume;
pub mod rows;
pub mod saved;
pub mod screen;
pub mod searches;
pub mod selection;
pub mod sheet;
mod sight;
pub mod spots;
pub mod status;
pub mod tally;
pub mod tongue;
pub mod twins;
pub mod undo;
pub mod update;
pub mod words;

use std::collections::HashSet;

use tui_input::Input;

use crate::app::action::{Background, Scan};
use crate::app::backlinks::Backlinks;
use crate::app::browser::{Browser, Tab, tabs};
use crate::app::chooser::Chooser;
use crate::app::hints::Hints;
use crate::app::history::{History, Place};
use crate::app::outline::Outline;
use crate::app::outside::Question;
use crate::app::palette::{Entry, Palette};
use crate::app::panes::Focus;
use crate::app::pictures::Fetching;
use crate::app::pointer::Mouse;
use crate::app::presentation::Presentation;
use crate::app::problems::Problems;
use crate::app::reader::Reader;
use crate::app::resume::Resume;
use crate::app::saved::SavedSearches;
use crate::app::searches::Searches;
use crate::app::selection::Selection;
use crate::app::sheet::Sheet;
use crate::app::tally::Tally;
use crate::app::undo::Undo;
use crate::app::words::Calendar;
use crate::content::article::{Article, ArticleId};
use crate::content::bookmark::Looks;
use crate::content::library::{Library, Slot};
use crate::content::marks::{Marks, Row};
use crate::content::query::Query;
use crate::layout::Typesetting;
use crate::markdown::document::BlockId;
use crate::text::Clean;

/// All that is known.
#[expect(clippy::struct_excessive_bools, reason = "each says another thing")]
pub struct App {
    /// A label for each root.
    pub sources: Vec<Clean>,
    /// The articles.
    pub library: Library,
    /// How the articles want to be shown.
    pub presentation: Presentation,
    /// What was read, and more.
    pub marks: Marks,
    /// How many articles have marks.
    pub tally: Tally,
    /// Marks that can be taken back.
    pub undo: Undo,
    /// Whether an article shown beside the list counts as read after a while.
    pub previews: bool,
    /// When pictures are fetched from the web.
    pub fetching: Fetching,
    /// Why marks cannot be kept, if they cannot.
    pub unsaved: Option<Clean>,
    /// When these folders were last read, in seconds since 1970.
    pub since: Option<i64>,
    /// The list.
    pub browser: Browser,
    /// Searches that are tabs.
    pub saved: SavedSearches,
    /// What was searched for before.
    pub searches: Searches,
    /// The reading pane.
    pub reader: Reader,
    /// The places one came from.
    pub history: History,
    /// Where one is reading, or was the last time.
    reading: Option<Place>,
    /// Which pane has the keys.
    pub focus: Focus,
    /// What the keys do at the moment.
    pub mode: Mode,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// Pixels of a cell of the terminal, across and down; zero where it does not tell.
    pub cell: (u16, u16),
    /// How the background of the terminal looks, if it told.
    pub background: Option<Background>,
    /// The list's share of the width, or of the height, in per cent.
    pub split: u16,
    /// Whether the text is below the list, where there is room.
    pub stacked: bool,
    /// Whether one reads without seeing anything else.
    pub zen: bool,
    /// Whether one article was asked for, and no folder.
    pub single: bool,
    /// The names of the themes to choose from; none where there are no colours.
    pub themes: Vec<Clean>,
    /// Which of them is seen.
    pub theme: usize,
    /// Options that were set for this once: what is remembered does not count more than they do.
    pub held: Vec<String>,
    /// What of this was changed by keys, now or the last time.
    looks: Looks,
    /// The mouse.
    pub mouse: Mouse,
    /// How far the scan is.
    pub scan: Scanning,
    /// Whether there were changes that the scan under way may not have seen.
    pub stale: bool,
    /// Whether changes are looked for from time to time, because they cannot be watched.
    pub polling: bool,
    /// Something to tell, until the next key.
    pub notice: Option<Clean>,
    /// The keys that matter, for whoever reads for the first time, until the next key.
    pub welcome: Option<Clean>,
    /// The present, and how to say dates.
    pub calendar: Calendar,
    /// The keys, for the help and the hints.
    pub keys: Keys,
    /// The names of the commands that can be handed an article.
    pub pipes: Vec<Clean>,
    /// How often a thread was asked for something, so that every answer has its number.
    asked: u64,
    /// Marks that the rim does not have yet.
    fresh: Vec<Row>,
    /// How the last use of the folders goes on.
    resume: Resume,
    /// Marked articles whose files nobody knows yet.
    unprinted: Vec<ArticleId>,
    /// Texts that were read, with their prints, that the rim does not have yet.
    read: Vec<(i64, String)>,
    /// The article that was changed and is read again.
    reread: Option<ArticleId>,
    /// The article one looks at, if that counts.
    visit: Option<ArticleId>,
    /// How many visits there were, and other reasons why a wait for one of them is in vain.
    visits: u64,
}

/// What the keys do at the moment.
#[derive(Clone, Debug, Default)]
pub enum Mode {
    /// They move and act.
    #[default]
    Normal,
    /// They write the words to filter by.
    Filter(Filter),
    /// They write the words to find in the text.
    Find(Finding),
    /// They scroll the help; its first row on the screen.
    Help(usize),
    /// They answer whether this address shall be opened.
    Confirm(Clean),
    /// They answer whether these articles shall be marked as read.
    MarkRead(Vec<Slot>),
    /// They move in the list of problems.
    Problems(Problems),
    /// They choose one of the links on the screen by its letters.
    Hints(Hints),
    /// They select lines of the text.
    Selection(Selection),
    /// They move in the list of headings.
    Outline(Outline),
    /// They write letters of an action to choose.
    Palette(Palette),
    /// They move in the list of what links to an article.
    Backlinks(Backlinks),
    /// They move over a table or code.
    Sheet(Box<Sheet>),
    /// They go from one picture, on the whole screen, to another.
    Picture(BlockId),
    /// They move in the list of tags, authors, folders or sources.
    Topics(Chooser),
    /// They answer what must be known before an errand outside.
    Outside(Question),
}

/// The filter box, and where the reader was before it opened.
#[derive(Clone, Debug)]
pub struct Filter {
    /// The words and the cursor in them.
    pub input: Input,
    /// The article that was selected.
    pub selected: Option<Slot>,
    /// The pane that had the keys.
    pub focus: Focus,
}

/// The box for what to find, and where the reader was before it opened.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The words and the cursor in them.
    pub input: Input,
    /// Where the text on the screen began.
    pub from: u32,
    /// What was looked for before.
    pub before: String,
}

/// How far the scan is.
#[derive(Clone, Debug)]
pub enum Scanning {
    /// Under way; the articles seen so far, to know afterwards which are gone. The first time, none can be.
    Running(Option<HashSet<ArticleId>>),
    /// Under way for the watcher's sake: nothing of it is seen before it is over.
    Again(Again),
    /// Over.
    Done(Scan),
}

/// A scan that nobody waits for.
#[derive(Clone, Debug, Default)]
pub struct Again {
    /// What the last one found.
    pub before: Scan,
    /// The articles seen so far.
    pub seen: HashSet<ArticleId>,
    /// Those of them that are new or were changed.
    pub changed: Vec<Article>,
}

impl Scanning {
    /// What the last scan found, if nobody waits for another.
    pub fn found(&self) -> Option<&Scan> {
        match self {
            Self::Running(_) => None,
            Self::Again(again) => Some(&again.before),
            Self::Done(scan) => Some(scan),
        }
    }
}

/// One row of the help: a heading where there are no keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HelpRow {
    /// The keys, as one presses them.
    pub keys: String,
    /// What they do.
    pub help: String,
}

/// The keys as words; they come from the one table of keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// The rows of the help.
    pub rows: Vec<HelpRow>,
    /// Every action of the list and of the reading pane, for the palette.
    pub entries: Vec<Entry>,
    /// Hints for the list: a key and a word.
    pub list: Vec<(String, &'static str)>,
    /// Hints for the reading pane.
    pub reader: Vec<(String, &'static str)>,
}

/// What an `App` starts with.
#[derive(Clone, Debug)]
pub struct Start {
    /// A label for each root.
    pub sources: Vec<Clean>,
    /// What the list shows first.
    pub query: Query,
    /// Whether to go on where the last use of the folders ended.
    pub resumes: bool,
    /// The only article that was asked for: it is read at once.
    pub opens: Option<ArticleId>,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// How texts are set.
    pub typesetting: Typesetting,
    /// The present, and how to say dates.
    pub calendar: Calendar,
    /// The keys, for the help and the hints.
    pub keys: Keys,
}

/// The list's share of the width at first, in per cent.
const SPLIT: u16 = 38;

impl App {
    /// An app whose first scan is under way.
    pub fn new(start: Start) -> Self {
        Self {
            sources: start.sources,
            library: Library::default(),
            presentation: Presentation::default(),
            marks: Marks::default(),
            tally: Tally::default(),
            undo: Undo::default(),
            previews: true,
            fetching: Fetching::default(),
            unsaved: None,
            since: None,
            browser: Browser::new(start.query, start.calendar.now.as_second()),
            saved: SavedSearches::default(),
            searches: Searches::default(),
            reader: Reader::new(start.typesetting),
            history: History::default(),
            reading: None,
            focus: Focus::List,
            mode: Mode::Normal,
            size: start.size,
            cell: (0, 0),
            background: None,
            split: SPLIT,
            stacked: false,
            zen: false,
            single: start.opens.is_some(),
            themes: Vec::new(),
            held: Vec::new(),
            theme: 0,
            looks: Looks::default(),
            mouse: Mouse::default(),
            scan: Scanning::Running(None),
            stale: false,
            polling: false,
            notice: None,
            welcome: None,
            calendar: start.calendar,
            keys: start.keys,
            pipes: Vec::new(),
            asked: 0,
            fresh: Vec::new(),
            resume: Resume {
                wanted: start.resumes && start.opens.is_none(),
                awaited: start.opens.map(|id| (id, true)),
                ..Resume::default()
            },
            unprinted: Vec::new(),
            read: Vec::new(),
            reread: None,
            visit: None,
            visits: 0,
        }
    }

    /// The tabs, in the order that is wanted.
    pub fn tabs(&self) -> Vec<Tab> {
        self.presentation
            .arrange(tabs(&self.library, self.tally, &self.saved))
    }

    /// The article that is selected in the list.
    pub fn selected(&self) -> Option<&Article> {
        self.browser
            .selected()
            .and_then(|slot| self.library.get(slot))
    }

    /// Whether there is work for [`action::Action::Idle`].
    pub fn busy(&self) -> bool {
        !self.reader.layout.complete() || self.saved.is_counting() || self.is_cold()
    }

    /// Whether what words are looked for in is still to be made, while they are typed.
    fn is_cold(&self) -> bool {
        matches!(self.mode, Mode::Filter(_))
            && self.scan.found().is_some()
            && !self.browser.is_warm(&self.library)
    }
}
