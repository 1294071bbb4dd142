//! What the watcher says, as actions. The watcher hears of every scan from the loop.
//! Nothing is decided here.

use std::io;
use std::sync::mpsc::Sender;

use super::Message;
use crate::app::action::Action;
use crate::watcher::{self, Watcher};

/// Starts the watcher.
pub(super) fn start(sender: Sender<Message>) -> io::Result<Watcher> {
    watcher::spawn(move |said| {
        let action = match said {
            watcher::Message::Changed(loaded, gone) => Action::Changed(loaded, gone),
            watcher::Message::Pictures => Action::Pictures,
            watcher::Message::Stale => Action::Stale,
            watcher::Message::Overrun => Action::Overrun,
            watcher::Message::Polling(why) => Action::Polling(why),
        };
        sender.send(Message::Action(action)).is_ok()
    })
}
