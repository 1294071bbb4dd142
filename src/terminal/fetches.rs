//! The thread that fetches pictures from the web: those of the newest request, one after the other, older ones forgotten.
//! It has no connection before it is asked for one, and none afterwards.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::{io, thread};

use super::Message;
use crate::app::action::Action;
use crate::content::article::ArticleId;
use crate::fetcher::{Fetcher, Shelf};
use crate::pictures::fetch;
use crate::text::Clean;

/// An article and its pictures, by their links.
pub(super) type Request = (ArticleId, Vec<(u32, Clean)>);

/// Starts the thread; requests go into what it returns, answers come as [`Action::Fetched`].
pub(super) fn start(shelf: Shelf, sender: Sender<Message>) -> io::Result<Sender<Request>> {
    let (ask, asked) = channel();
    thread::Builder::new()
        .name("fetches".into())
        .spawn(move || answer(&shelf, &asked, &sender))?;
    Ok(ask)
}

fn answer(shelf: &Shelf, asked: &Receiver<Request>, sender: &Sender<Message>) {
    let mut fetcher = None;
    let mut newer: Option<Request> = None;
    while let Some((id, pictures)) = newer.take().or_else(|| asked.recv().ok()) {
        let fetcher = fetcher.get_or_insert_with(Fetcher::default);
        for (link, target) in pictures {
            newer = asked.try_iter().last();
            if newer.is_some() {
                break;
            }
            let look = fetch(fetcher, shelf, &target);
            let action = Action::Fetched(id.clone(), link, look);
            if sender.send(Message::Action(action)).is_err() {
                return;
            }
        }
    }
}
