//! The order of the list, where words are looked for, and searches that are taken up again.
//! Changes what is asked, never what the answer is.

use tui_input::Input;

use crate::app::action::Command;
use crate::app::update::choose::ask;
use crate::app::{App, Filter, Mode};
use crate::content::query::Scope;

/// Puts the list into another order, or looks in other places.
pub(super) fn arrange(app: &mut App, command: Command) {
    ask(app, |query| {
        let sort = &mut query.sort;
        match command {
            Command::Order => (sort.by, sort.reversed) = (sort.by.next(), false),
            Command::Reverse => sort.reversed = !sort.reversed,
            Command::Ranked => sort.unranked = !sort.unranked,
            Command::Texts => {
                query.scope = match query.scope {
                    Scope::Heads => Scope::Texts,
                    Scope::Texts => Scope::Heads,
                };
            }
            _ => {}
        }
    });
}

/// Takes an earlier search into the box, or a later one.
pub(super) fn recall(app: &mut App, command: Command) {
    let Mode::Filter(Filter { input, .. }) = &mut app.mode else {
        return;
    };
    let words = match command {
        Command::EarlierSearch => app.searches.earlier(input.value()),
        _ => app.searches.later(),
    };
    let Some(words) = words.map(str::to_owned) else {
        return;
    };
    *input = Input::new(words.clone());
    ask(app, |query| query.words = words);
    app.browser.cursor = 0;
}
