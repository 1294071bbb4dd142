//! All that can happen, and all that we ask of the rim.
//! A [`Command`] is what a key can be bound to; it has a name, so that keys can be configured and listed.

use std::ops::Range;
use std::time::Duration;

use jiff::Timestamp;

use crate::app::backlinks::Mention;
use crate::app::code::Code;
use crate::app::opened::Opened;
use crate::app::outside::{Copy, Errand};
use crate::app::pointer::Pointer;
use crate::content::aim::Aim;
use crate::content::article::{Article, ArticleId};
use crate::content::bookmark::Bookmark;
use crate::content::marks::{Printed, Row};
use crate::content::seek::{Candidate, Hit};
use crate::layout::frames::Look;
use crate::layout::tokens::Token;
use crate::markdown::parse::Head;
use crate::text::Clean;

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// The reader asked for something, so many times.
    Command(Command, Option<u16>),
    /// The reader typed into a box.
    Edit(Edit),
    /// The mouse did something.
    Mouse(Pointer),
    /// The window has the focus again.
    Focus,
    /// The terminal has a new size, in columns and rows.
    Resize(u16, u16),
    /// It is now so late.
    Clock(Timestamp),
    /// A new day begins.
    Midnight,
    /// A scan found articles.
    Loaded(Vec<Article>),
    /// These articles are new or were changed on disk, and these are gone.
    Changed(Vec<Article>, Vec<ArticleId>),
    /// Pictures changed on disk.
    Pictures,
    /// So much changed on disk that a scan is needed.
    Stale,
    /// The same, because changes came faster than they could be told.
    Overrun,
    /// The disk cannot be watched, and why; it is scanned from time to time instead.
    Polling(Clean),
    /// A scan is over.
    Scanned(Scan),
    /// An article that was asked for is here.
    Opened(ArticleId, Box<Opened>),
    /// Words of code, of the request with this number: those of a block that begins at this offset.
    Coloured(u64, u32, Vec<(Range<u32>, Token)>),
    /// What is known of a picture of this article, by its link, now that it was fetched or could not be.
    Fetched(ArticleId, u32, Look),
    /// These pictures of this article, by their links, may have been on the screen long enough to be fetched unasked.
    Linger(ArticleId, Vec<u32>),
    /// An article has links that may be meant by the request with this number; none: all were looked through.
    Backlinks(u64, Option<(ArticleId, Vec<Mention>)>),
    /// What the search with this number found in texts since the last time.
    Found(u64, Vec<Hit>, usize, bool),
    /// The visit of this number was long enough for its article to count as read.
    Dwelt(u64),
    /// Marks of earlier days, of another instance, or our own once they are kept.
    Marks(Vec<Row>),
    /// Nothing was ever read before.
    First,
    /// Where the last use of these folders ended, if that is known.
    Bookmark(Option<Box<Bookmark>>),
    /// What was searched for in these folders, the oldest first.
    Searches(Vec<String>),
    /// Files were read for their prints.
    Printed(Vec<Printed>),
    /// The text with this print that was read, if it is kept.
    Recalled(i64, Option<String>),
    /// Marks cannot be kept, and why; or they can again.
    Unsaved(Option<Clean>),
    /// A cell of the terminal has so many pixels, across and down.
    Cell(u16, u16),
    /// The terminal said how its background looks.
    Background(Background),
    /// There is time for work that could wait.
    Idle,
    /// A copy was not saved: there is a file already.
    Occupied(Copy),
    /// The rim has something to tell.
    Notice(Clean),
}

/// How the background of a terminal looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Background {
    /// Dark, with light text.
    Dark,
    /// Light, with dark text.
    Light,
}

/// What a scan saw beside the articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scan {
    /// Hidden entries that were skipped.
    pub hidden: usize,
    /// Entries skipped because an ignore file says so.
    pub ignored: usize,
    /// Pipes, sockets and devices that were skipped.
    pub special: usize,
    /// Links that lead out of their root, skipped.
    pub outside: usize,
    /// What could not be read: a sentence each, with the path.
    pub problems: Vec<Clean>,
}

/// What a key can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// One article or line down.
    Down,
    /// One article or line up.
    Up,
    /// Half a page down.
    HalfPageDown,
    /// Half a page up.
    HalfPageUp,
    /// A page down.
    PageDown,
    /// A page up.
    PageUp,
    /// To the first article or line.
    Start,
    /// To the last article or line.
    End,
    /// Into the reading pane, or yes to a question.
    Read,
    /// Out of wherever one is: reading pane, filter, help, question.
    Back,
    /// The next article of the list, also while reading.
    NextArticle,
    /// The previous article of the list, also while reading.
    PreviousArticle,
    /// The section to the right.
    NextSection,
    /// The section to the left.
    PreviousSection,
    /// The n-th tab from 1.
    Section(u8),
    /// Type words to filter by.
    Filter,
    /// Type words to find in the text.
    Find,
    /// The next place where they are.
    NextHit,
    /// The place before.
    PreviousHit,
    /// Letters on every link on the screen, to choose one.
    Hints,
    /// The next link of the text.
    NextLink,
    /// The link before.
    PreviousLink,
    /// Where the selected link leads.
    Follow,
    /// What is folded, opened, or folded again.
    Fold,
    /// The address of the selected link, or of one to choose, to the clipboard.
    Copy,
    /// The code on the screen, or a block to choose, to the clipboard.
    CopyCode,
    /// The path of the article's file.
    CopyPath,
    /// Its title.
    CopyTitle,
    /// Its text as it is written.
    CopyArticle,
    /// The article's file in the editor.
    Edit,
    /// The article's text to a command.
    Pipe,
    /// A copy of the article's file under another path.
    SaveCopy,
    /// Ask to open the picture on the screen in the browser.
    OpenPicture,
    /// The table or the long code on the screen, or one to choose, as wide as it asks for.
    Sheet,
    /// Lines of the text, to be selected.
    Select,
    /// The other end of them, to be moved.
    OtherEnd,
    /// To the left.
    Left,
    /// To the right.
    Right,
    /// Back to where one was before one followed a link or chose a heading.
    Earlier,
    /// The other way.
    Later,
    /// The pictures of the article that are on the web, fetched from there.
    Fetch,
    /// The picture on the screen, or one to choose, over all of the screen.
    Picture,
    /// The headings of the text, to choose from.
    Outline,
    /// The articles that lead here, to choose from.
    Backlinks,
    /// The next heading.
    NextHeading,
    /// The heading before.
    PreviousHeading,
    /// Words parted with hyphens, or whole again.
    Hyphenate,
    /// Lines as wide as their column, or ragged again.
    Justify,
    /// The tags, authors, folders and sources.
    Topics,
    /// Only featured articles, or all again.
    Featured,
    /// What changed in the article since it was read, or its text again.
    Changes,
    /// Only unread articles, or all again.
    Unread,
    /// Only starred articles, or all again.
    Starred,
    /// The article is read, or is not.
    ToggleRead,
    /// The article gets a star, or loses it.
    ToggleStar,
    /// Ask to mark the whole list as read.
    ReadAll,
    /// The same with what is above the selected article.
    ReadAbove,
    /// The same with what is below it.
    ReadBelow,
    /// Take the last mark back.
    Undo,
    /// Make it again.
    Redo,
    /// A page down; from the end of an article to the next unread one.
    Onward,
    /// The next order of the list.
    Order,
    /// The same order the other way round.
    Reverse,
    /// What a search found in the order of the list, or the best first again.
    Ranked,
    /// Words are looked for in the texts, too, or no longer.
    Texts,
    /// The search before, in the box.
    EarlierSearch,
    /// The one after it.
    LaterSearch,
    /// Drafts too, or not.
    Drafts,
    /// The next source: all, the first root, the second …
    NextSource,
    /// What is wrong with the articles.
    Problems,
    /// The article's file as it is, or its text again.
    Source,
    /// Ask to open the article's link or picture in the browser.
    Open,
    /// Look at the disk again.
    Reload,
    /// A wider list.
    WiderList,
    /// A narrower list.
    NarrowerList,
    /// A wider text.
    WiderText,
    /// A narrower text.
    NarrowerText,
    /// More or less of each article in the list.
    Density,
    /// The text below the list, or beside it again.
    Stack,
    /// Nothing but the text, or all again.
    Zen,
    /// The next theme.
    Theme,
    /// The mouse for the terminal, or for the reader again.
    Mouse,
    /// Every action by its name.
    Palette,
    /// The keys.
    Help,
    /// Leave the terminal to the shell for a while.
    Suspend,
    /// Draw the whole screen again.
    Redraw,
    /// The end.
    Quit,
}

/// A change of the text in a box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A character typed or a text pasted.
    Insert(String),
    /// The character before the cursor goes.
    Backspace,
    /// The character under the cursor goes.
    Delete,
    /// The word before the cursor goes.
    BackspaceWord,
    /// All before the cursor goes.
    BackspaceLine,
    /// To the left.
    Left,
    /// To the right.
    Right,
    /// To the start.
    Start,
    /// To the end.
    End,
}

/// Something that only the rim can do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Scan the roots (again).
    Scan,
    /// Read and parse an article's body; it comes back as [`Action::Opened`]. A newer request replaces an older one.
    Read(ArticleId, Head),
    /// Read an article's file as it is; it comes back as [`Action::Opened`], too.
    Source(ArticleId),
    /// Find the words of code; they come back as [`Action::Coloured`] with this number. A newer request replaces an older one.
    Colour(u64, Vec<Code>),
    /// Fetch pictures of an article from the web, by their links; each comes back as [`Action::Fetched`]. A newer request
    /// replaces an older one.
    Fetch(ArticleId, Vec<(u32, Clean)>),
    /// Look through articles for links to one; they come back as [`Action::Backlinks`] with this number. A newer request
    /// replaces an older one.
    Backlinks(u64, Aim, Vec<ArticleId>),
    /// Stop that.
    NoBacklinks,
    /// Read files for their prints; they come back as [`Action::Printed`].
    Print(Vec<ArticleId>),
    /// Keep a text that was read, by its print.
    Remember(i64, String),
    /// The text of this print is wanted; it comes back as [`Action::Recalled`].
    Recall(i64),
    /// Look for these words in the texts of these articles; what is found comes as [`Action::Found`] with this number. The search
    /// before is over; without words that is all.
    Search(u64, Vec<String>, Vec<Candidate>),
    /// Keep what was searched for.
    Searched(String),
    /// What was searched for before is wanted; it comes back as [`Action::Searches`].
    Searches,
    /// Keep where one is in these folders.
    Bookmark(Box<Bookmark>),
    /// Keep marks.
    Save(Vec<Row>),
    /// Open an http(s) address in the browser.
    Browse(Clean),
    /// Put a text into the clipboard.
    Copy(Clean),
    /// Do something with an article outside.
    Outside(Errand),
    /// Send the action after a while.
    After(Duration, Action),
    /// Stop the process as Ctrl-Z does, and redraw when it goes on.
    Suspend,
    /// Take the mouse, or leave it to the terminal.
    Mouse(bool),
    /// Forget the pictures that were drawn.
    Pictures,
    /// Draw the whole screen again.
    Redraw,
    /// End the program.
    Quit,
}
