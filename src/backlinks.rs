//! Looks through the texts of articles for links to one of them: a thread reads one after the other and sends what it finds.
//! Which links they are worth asking for, `content::aim` knows; where they really lead, the app asks its library.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::{io, thread};

use crate::app::backlinks::Mention;
use crate::app::place::beginning;
use crate::content::aim::Aim;
use crate::content::article::ArticleId;
use crate::loader::{Halt, Roots, read_body, read_source};
use crate::markdown::document::Document;
use crate::markdown::parse::Head;
use crate::markdown::syntax::Syntax;
use crate::text::Clean;

/// What is looked for, and where.
pub struct Search {
    /// Where the articles lie.
    pub roots: Arc<Roots>,
    /// How their texts are read.
    pub syntax: Syntax,
    /// What links shall lead to.
    pub aim: Aim,
    /// What is looked through.
    pub articles: Vec<ArticleId>,
}

/// Begins to look and returns at once. `send` gets an article and its links that may be meant; none at the end. When it
/// answers false, nobody listens any more.
///
/// # Errors
/// When there is no thread to be had.
pub fn spawn(
    search: Search,
    send: impl Fn(Option<(ArticleId, Vec<Mention>)>) -> bool + Send + 'static,
) -> io::Result<Halt> {
    let stop = Arc::new(AtomicBool::new(false));
    let stopped = Arc::clone(&stop);
    let work = move || {
        for id in &search.articles {
            if stopped.load(Ordering::Relaxed) {
                return;
            }
            let looking = catch_unwind(AssertUnwindSafe(|| mentions(&search, id)));
            let found = looking.unwrap_or_default();
            if !found.is_empty() && !send(Some((id.clone(), found))) {
                return;
            }
        }
        send(None);
    };
    thread::Builder::new()
        .name("backlinks".into())
        .spawn(work)?;
    Ok(Halt::new(stop))
}

/// The links of an article that may be meant. What cannot be read has none.
fn mentions(search: &Search, id: &ArticleId) -> Vec<Mention> {
    let source = read_source(&search.roots, id).unwrap_or_default();
    if !search.aim.may_be_in(&source) {
        return Vec::new();
    }
    let Ok(body) = read_body(&search.roots, id) else {
        return Vec::new();
    };
    // With its title, the text is the one that a reader sees.
    let head = Head {
        title: Clean::line(body.article.title()),
        ..Head::default()
    };
    let document = search.syntax.parse(&head, &body.text);
    let links = (0..).zip(&document.links).filter(|(_, link)| !link.image);
    let meant = links.filter(|(_, link)| search.aim.may_be(&link.target));
    let mention = |(number, link): (u32, &crate::markdown::document::Link)| Mention {
        target: link.target.clone(),
        place: place(&document, number),
    };
    meant.map(mention).collect()
}

/// Where a link stands in the body.
fn place(document: &Document, link: u32) -> u32 {
    let mut runs = document.runs.iter();
    let run = runs.find(|run| run.link == Some(link));
    let at = run.map_or(0, |run| run.start);
    at.saturating_sub(beginning(document))
}
