//! What the store says, as actions. Without a store nothing is kept, and nothing said.
//! Nothing is decided here.

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::Sender;

use super::{Loop, Message};
use crate::app::action::Action;
use crate::loader::{Options, Roots};
use crate::store::{self, Said, Store};

/// Starts the store of these sources in a file, if there shall be one.
pub(super) fn start(
    file: Option<PathBuf>,
    sources: (&Roots, Options),
    sender: Sender<Message>,
) -> io::Result<Option<Store>> {
    let pass_on = move |action| sender.send(Message::Action(action)).is_ok();
    open(file, sources, pass_on)
}

/// The same for whoever takes actions.
pub(crate) fn open(
    file: Option<PathBuf>,
    (roots, options): (&Roots, Options),
    pass_on: impl Fn(Action) -> bool + Send + 'static,
) -> io::Result<Option<Store>> {
    let Some(file) = file else {
        return Ok(None);
    };
    let say = move |said| {
        let action = match said {
            Said::Marks(rows) => Action::Marks(rows),
            Said::Unsaved(why) => Action::Unsaved(why),
            Said::First => Action::First,
            Said::Bookmark(bookmark) => Action::Bookmark(bookmark),
            Said::Searches(past) => Action::Searches(past),
            Said::Text(print, text) => Action::Recalled(print, text),
            Said::Told(sentence) => Action::Notice(sentence),
        };
        pass_on(action)
    };
    let store = store::spawn(file, roots.keys(), say)?;
    store.open(roots.scope(options));
    store.searches(roots.scope(options));
    Ok(Some(store))
}

impl Loop {
    /// While somebody is there, marks of other instances are worth a look.
    pub(super) fn look(&self) {
        if let Some(store) = &self.store {
            store.look();
        }
    }
}
