//! The articles that lead to one, as an overlay to choose from: they come as they are found, one row for each.
//! Where a link leads, `content::linked` knows; how the rows are painted is the view's business.

use crate::app::App;
use crate::app::cursor::Cursor;
use crate::content::aim::Aim;
use crate::content::article::ArticleId;
use crate::content::library::Slot;
use crate::content::linked::linked_among;
use crate::text::Clean;

/// The open list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Backlinks {
    /// The articles found so far, the newest first.
    pub rows: Vec<Row>,
    /// Where one is in them.
    pub cursor: Cursor,
    /// Whether all articles were looked through.
    pub over: bool,
    /// The number of the request.
    pub(super) number: u64,
    /// What they lead to.
    to: Option<Slot>,
    /// The articles that links with its names can mean.
    rivals: Vec<Slot>,
}

/// One article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Which one.
    pub article: ArticleId,
    /// Its title, and its sections.
    pub said: Clean,
    /// Where its first such link stands, as [`place`](crate::app::reader::Reader::place) gives it.
    pub place: u32,
}

/// A link that may lead to the article that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// As it is written.
    pub target: Clean,
    /// Where it stands, as [`place`](crate::app::reader::Reader::place) gives it.
    pub place: u32,
}

impl Backlinks {
    /// An empty list, for what links to `article`.
    pub(super) fn new(app: &App, article: &ArticleId, aim: &Aim, number: u64) -> Self {
        Self {
            number,
            to: app.library.slot(article),
            rivals: aim.rivals(&app.library),
            ..Self::default()
        }
    }
}

/// The row for an article with these links, if one of them leads to what was asked for.
pub(super) fn row(app: &App, list: &Backlinks, from: &ArticleId, links: &[Mention]) -> Option<Row> {
    let article = app.library.get(app.library.slot(from)?)?;
    let leads = |link: &&Mention| {
        let to = linked_among(&app.library, from, &link.target, &list.rivals);
        to.map(|to| to.article) == list.to
    };
    let link = links.iter().find(leads)?;
    let sections: Vec<&str> = article.sections().collect();
    let parts = [article.title().to_owned(), sections.join(", ")];
    let said: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Some(Row {
        article: from.clone(),
        said: Clean::line(&said.join(" · ")),
        place: link.place,
    })
}
