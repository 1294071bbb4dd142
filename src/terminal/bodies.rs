//! The thread that reads and parses articles: the newest request first, older ones forgotten.
//! Its panics are caught: one article fails to render, the reader goes on.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::{io, thread};

use super::Message;
use crate::app::action::{Action, Opened};
use crate::content::article::ArticleId;
use crate::loader::{self, Roots};
use crate::markdown::parse::{Head, parse};
use crate::text::Clean;

/// Starts the thread; requests go into what it returns, answers come as [`Action::Opened`].
pub(super) fn start(
    roots: Arc<Roots>,
    sender: Sender<Message>,
) -> io::Result<Sender<(ArticleId, Head)>> {
    let (ask, asked) = channel();
    thread::Builder::new()
        .name("bodies".into())
        .spawn(move || answer(&roots, &asked, &sender))?;
    Ok(ask)
}

fn answer(roots: &Roots, asked: &Receiver<(ArticleId, Head)>, sender: &Sender<Message>) {
    while let Ok(first) = asked.recv() {
        let (id, head) = asked.try_iter().last().unwrap_or(first);
        let opened =
            catch_unwind(AssertUnwindSafe(|| open(roots, &id, &head))).unwrap_or_else(|_| Opened {
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

/// Reads and parses one article.
pub(crate) fn open(roots: &Roots, id: &ArticleId, head: &Head) -> Opened {
    match loader::read_body(roots, id) {
        Ok(body) => Opened {
            document: parse(head, &body.text),
            trouble: body.cut.map(cut),
        },
        Err(sentence) => Opened {
            document: parse(head, ""),
            trouble: Some(sentence),
        },
    }
}

/// The sentence for an article of which so many bytes were left out.
pub(crate) fn cut(bytes: u64) -> Clean {
    Clean::line(&format!(
        "This article is very long: its last {bytes} bytes are left out."
    ))
}
