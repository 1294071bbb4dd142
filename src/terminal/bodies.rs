//! The thread that reads and parses articles: the newest request first, older ones forgotten.
//! Its panics are caught: one article fails to render, the reader goes on.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::{io, thread};

use super::Message;
#[cfg(debug_assertions)]
use super::faults;
use crate::app::action::{Action, Opened};
use crate::content::article::ArticleId;
use crate::loader::{self, Roots};
use crate::markdown::parse::{Head, Parse, verbatim};
use crate::pictures::{Sources, looks};
use crate::text::Clean;

/// Starts the thread, which looks at pictures, too, if they are shown; requests go into what it returns, answers come as
/// [`Action::Opened`].
pub(super) fn start(
    sources: Sources,
    pictures: bool,
    sender: Sender<Message>,
    parse: Parse,
) -> io::Result<Sender<(ArticleId, Option<Head>)>> {
    let (ask, asked) = channel();
    thread::Builder::new()
        .name("bodies".into())
        .spawn(move || answer((&sources, pictures, parse), &asked, &sender))?;
    Ok(ask)
}

fn answer(
    (sources, pictures, parse): (&Sources, bool, Parse),
    asked: &Receiver<(ArticleId, Option<Head>)>,
    sender: &Sender<Message>,
) {
    while let Ok(first) = asked.recv() {
        let (id, head) = asked.try_iter().last().unwrap_or(first);
        let open = || {
            #[cfg(debug_assertions)]
            faults::while_reading();
            let mut opened = open((&sources.roots, parse), &id, head.as_ref());
            if pictures && !opened.source {
                opened.pictures = looks(sources, &id, &opened.document);
            }
            opened
        };
        let opened = catch_unwind(AssertUnwindSafe(open)).unwrap_or_else(|_| Opened {
            source: head.is_none(),
            trouble: Some(Clean::line("This article failed to render.")),
            ..Opened::default()
        });
        if sender
            .send(Message::Action(Action::Opened(id, Box::new(opened))))
            .is_err()
        {
            return;
        }
    }
}

/// Reads and parses one article under its head; without one, its file as it is.
pub(crate) fn open((roots, parse): (&Roots, Parse), id: &ArticleId, head: Option<&Head>) -> Opened {
    let Some(head) = head else {
        let read = loader::read_source(roots, id);
        let (text, trouble) =
            read.map_or_else(|why| (String::new(), Some(why)), |text| (text, None));
        return Opened {
            source: true,
            document: verbatim(&text),
            trouble,
            ..Opened::default()
        };
    };
    let read = loader::read_body(roots, id);
    let (text, trouble) = match read {
        Ok(body) => (body.text, body.cut.map(cut)),
        Err(why) => (String::new(), Some(why)),
    };
    Opened {
        source: false,
        document: parse(head, &text),
        trouble,
        ..Opened::default()
    }
}

/// The sentence for an article of which so many bytes were left out.
fn cut(bytes: u64) -> Clean {
    Clean::line(&format!(
        "This article is very long: its last {bytes} bytes are left out."
    ))
}
