//! The list of tags, authors, folders or sources, to choose from, each with its number of articles.
//! How it is painted is the view's business.

use crate::app::App;
use crate::app::cursor::Cursor;
use crate::content::topic::{Kind, Topic, topics};
use crate::text::Clean;

/// What there is to choose from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// Topics of one kind.
    Topics(Kind),
    /// The sources.
    Sources,
}

/// The pages in their order.
pub const PAGES: [Page; 4] = [
    Page::Topics(Kind::Tag),
    Page::Topics(Kind::Author),
    Page::Topics(Kind::Folder),
    Page::Sources,
];

impl Page {
    /// The page whose name stands at a column of the upper line of the box.
    pub fn at(column: u16) -> Option<Self> {
        let mut left = usize::from(column).checked_sub(2)?;
        PAGES.into_iter().find(|page| {
            let wide = page.label().len();
            let here = left < wide;
            left = left.wrapping_sub(wide);
            here
        })
    }

    /// Its name as it stands there.
    pub fn label(self) -> String {
        format!(" {} ", self.name())
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Topics(Kind::Tag) => "Tags",
            Self::Topics(Kind::Author) => "Authors",
            Self::Topics(Kind::Folder) => "Folders",
            Self::Sources => "Sources",
        }
    }
}

/// What one chooses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Articles of a topic.
    Topic(Topic),
    /// Articles of a source.
    Source(u16),
}

/// The open list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chooser {
    /// Which page.
    pub page: Page,
    /// What is on it: a name, how many articles, and what it is.
    pub rows: Vec<(Clean, usize, Choice)>,
    /// Where one is in them.
    pub cursor: Cursor,
}

impl Chooser {
    /// A page; what is shown now is selected.
    pub fn new(app: &App, page: Page) -> Self {
        let rows: Vec<_> = match page {
            Page::Topics(kind) => {
                let topics = topics(&app.library, kind).into_iter();
                let row = |(topic, count): (Topic, usize)| {
                    (name(app, &topic), count, Choice::Topic(topic))
                };
                topics.map(row).collect()
            }
            Page::Sources => {
                let row = |(source, label): (u16, &Clean)| {
                    let count = app.library.of_source(source);
                    (label.clone(), count, Choice::Source(source))
                };
                (0..).zip(&app.sources).map(row).collect()
            }
        };
        let query = &app.browser.query;
        let is_shown = |(_, _, choice): &(Clean, usize, Choice)| match choice {
            Choice::Topic(topic) => query.topic.as_ref() == Some(topic),
            Choice::Source(source) => query.source == Some(*source),
        };
        let at = rows.iter().position(is_shown).unwrap_or(0);
        let cursor = Cursor { at, top: 0 };
        Self { page, rows, cursor }
    }
}

fn name(app: &App, topic: &Topic) -> Clean {
    match topic {
        Topic::Folder(source, _) if app.sources.len() > 1 => {
            let source = app.sources.get(usize::from(*source));
            let source = source.map(Clean::as_str).unwrap_or_default();
            Clean::line(&format!("{source}: {}/", topic.name()))
        }
        Topic::Folder(..) => Clean::line(&format!("{}/", topic.name())),
        _ => topic.name(),
    }
}
