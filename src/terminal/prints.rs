//! The thread that reads files for their prints, so that marks follow a file that was renamed and a change of one is seen.
//! In the order asked for; nobody waits for it.

use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::{io, thread};

use super::Message;
use crate::app::action::Action;
use crate::content::article::ArticleId;
use crate::loader::{self, Roots};

/// So many answers come at once.
const BATCH: usize = 500;

/// Starts the thread; articles go into what it returns, answers come as [`Action::Printed`].
pub(super) fn start(
    roots: Arc<Roots>,
    sender: Sender<Message>,
) -> io::Result<Sender<Vec<ArticleId>>> {
    let (ask, asked) = channel::<Vec<ArticleId>>();
    thread::Builder::new()
        .name("prints".into())
        .spawn(move || {
            for ids in asked {
                for ids in ids.chunks(BATCH) {
                    // What cannot be read tells nothing.
                    let prints = ids.iter().filter_map(|id| loader::read_print(&roots, id));
                    let printed = Action::Printed(prints.collect());
                    if sender.send(Message::Action(printed)).is_err() {
                        return;
                    }
                }
            }
        })?;
    Ok(ask)
}
