//! The order of the list, where words are looked for, and searches that are taken up again.
//! Changes what is asked, never what the answer is.

use tui_input::Input;

use crate::app::action::{Command, Effect};
use crate::app::panes::Focus;
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

/// Opens the search box.
pub(super) fn open(app: &mut App) -> Vec<Effect> {
    app.searches.begin();
    app.mode = Mode::Filter(Filter {
        input: Input::new(app.browser.query.words.clone()),
        selected: app.browser.selected(),
        focus: app.focus,
    });
    app.focus = Focus::List;
    // Others may have searched meanwhile.
    vec![Effect::Searches]
}

/// Closes the box: the search stays.
pub(super) fn search(app: &mut App) -> Vec<Effect> {
    app.mode = Mode::Normal;
    let words = app.browser.query.words.clone();
    if app.searches.keep(&words) {
        vec![Effect::Searched(words)]
    } else {
        Vec::new()
    }
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
