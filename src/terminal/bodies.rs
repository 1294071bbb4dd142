//! The thread that reads and parses articles: the newest request first, older ones forgotten.
//! Its panics are caught: one article fails to render, the reader goes on.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::{io, thread};

use super::Message;
#[cfg(debug_assertions)]
use super::faults;
use crate::app::action::Action;
use crate::app::opened::Opened;
use crate::content::article::ArticleId;
use crate::loader::{self, Roots};
use crate::markdown::document::Document;
use crate::markdown::parse::{Head, verbatim};
use crate::markdown::syntax::Syntax;
use crate::pictures::{Sources, looks};
use crate::text::Clean;

/// From so many bytes on, the beginning of a body is here noticeably sooner than all of it.
const LONG: usize = 64 << 10;

/// An article and the head that its text is read under; none to read the file as it is.
pub(super) type Asked = (ArticleId, Option<Head>);

/// Starts the thread, which looks at pictures, too, if they are shown; requests go into what it returns, answers come as
/// [`Action::Opened`].
pub(super) fn start(
    sources: Sources,
    pictures: bool,
    sender: Sender<Message>,
    syntax: Syntax,
) -> io::Result<Sender<Asked>> {
    let (ask, asked) = channel();
    thread::Builder::new()
        .name("bodies".into())
        .spawn(move || answer((&sources, pictures, syntax), &asked, &sender))?;
    Ok(ask)
}

fn answer(
    (sources, pictures, syntax): (&Sources, bool, Syntax),
    asked: &Receiver<Asked>,
    sender: &Sender<Message>,
) {
    while let Ok(first) = asked.recv() {
        let (id, head) = asked.try_iter().last().unwrap_or(first);
        let send = |mut opened: Opened| {
            if pictures && !opened.source {
                opened.pictures = looks(sources, &id, &opened.document);
            }
            sender.send(Message::Action(Action::Opened(
                id.clone(),
                Box::new(opened),
            )))
        };
        let open = || {
            #[cfg(debug_assertions)]
            faults::while_reading();
            send(open(
                (&sources.roots, syntax),
                &id,
                head.as_ref(),
                &mut |first| drop(send(first)),
            ))
        };
        let told = catch_unwind(AssertUnwindSafe(open)).unwrap_or_else(|_| {
            send(Opened {
                source: head.is_none(),
                trouble: Some(Clean::line("This article failed to render.")),
                ..Opened::new(Document::default())
            })
        });
        if told.is_err() {
            return;
        }
    }
}

/// Reads and parses one article under its head; without one, its file as it is. If it is long, `first` is given its beginning
/// before the rest is read.
pub(crate) fn open(
    (roots, syntax): (&Roots, Syntax),
    id: &ArticleId,
    head: Option<&Head>,
    first: &mut dyn FnMut(Opened),
) -> Opened {
    let Some(head) = head else {
        let read = loader::read_source(roots, id);
        let (text, trouble) =
            read.map_or_else(|why| (String::new(), Some(why)), |text| (text, None));
        return Opened {
            source: true,
            trouble,
            ..Opened::new(verbatim(&text))
        };
    };
    let read = loader::read_body(roots, id);
    let (text, trouble) = match read {
        Ok(body) => (body.text, body.cut.map(cut)),
        Err(why) => (String::new(), Some(why)),
    };
    let document = if text.len() < LONG {
        syntax.parse(head, &text)
    } else {
        syntax.parse_early(head, &text, &mut |document| {
            first(Opened {
                beginning: true,
                ..Opened::new(document)
            });
        })
    };
    Opened {
        trouble,
        ..Opened::new(document)
    }
}

/// The sentence for an article of which so many bytes were left out.
fn cut(bytes: u64) -> Clean {
    Clean::line(&format!(
        "This article is very long: its last {bytes} bytes are left out."
    ))
}
