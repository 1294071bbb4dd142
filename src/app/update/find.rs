//! Finding in the open text: the box, the hits one goes through, what is said about them.
//! The search itself is in `app::find`.

use tui_input::Input;

use crate::app::action::{Command, Edit};
use crate::app::update::choose::change;
use crate::app::words::number;
use crate::app::{App, Finding, Mode};
use crate::text::Clean;

/// Opens the box.
pub(super) fn open(app: &mut App) {
    app.mode = Mode::Find(Finding {
        input: Input::default(),
        from: app.reader.offset(),
        before: app.reader.find.words.clone(),
    });
}

/// Other words in the box: to the first hit from where the box was opened.
pub(super) fn type_into(app: &mut App, edit: &Edit) {
    let height = app.panes().column.height;
    let Mode::Find(Finding { input, from, .. }) = &mut app.mode else {
        return;
    };
    change(input, edit);
    let (words, from) = (input.value().to_owned(), *from);
    let reader = &mut app.reader;
    reader.find.look(&words, &reader.document);
    reader.find.at = reader.find.from(from);
    match reader.find.current().map(|hit| hit.start) {
        Some(hit) => reader.show(hit, height),
        None => reader.jump(from, height),
    }
}

/// A key in the box that does not write.
pub(super) fn obey(app: &mut App, command: Command) {
    match command {
        Command::Down | Command::NextHit => step(app, 1),
        Command::Up | Command::PreviousHit => step(app, -1),
        Command::Read => close(app, true),
        Command::Back => close(app, false),
        _ => {}
    }
}

/// Closes the box; what is in it stays looked for if it is to be kept, else what was looked for before.
fn close(app: &mut App, keep: bool) {
    let height = app.panes().column.height;
    let Mode::Find(Finding { from, before, .. }) = std::mem::take(&mut app.mode) else {
        return;
    };
    let reader = &mut app.reader;
    if !keep {
        reader.jump(from, height);
    }
    if !keep || reader.find.words.trim().is_empty() {
        reader.find.look(&before, &reader.document);
        reader.find.at = reader.find.from(from);
    }
    if keep && !reader.find.words.is_empty() && reader.find.hits.is_empty() {
        app.notice = Some(none(app));
    }
}

/// To the hit `by` further on, round the end. Where the hit one is at is off the screen, it is the screen that counts.
pub(super) fn step(app: &mut App, by: isize) {
    let height = app.panes().column.height;
    let reader = &mut app.reader;
    let count = reader.find.hits.len();
    if reader.find.words.is_empty() || count == 0 {
        app.notice = Some(match reader.find.words.as_str() {
            "" => Clean::line("Nothing is looked for yet. Press / and type."),
            _ => none(app),
        });
        return;
    }
    let seen = reader.find.current().map(|hit| hit.start);
    let seen = seen.is_some_and(|hit| reader.sees(hit, height));
    let from = if seen {
        reader.find.at.cast_signed()
    } else {
        let top = reader.offset();
        let below = reader.find.hits.partition_point(|hit| hit.start < top);
        below.cast_signed() - isize::from(by > 0)
    };
    let (to, count) = (from + by, count.cast_signed());
    reader.find.at = to.rem_euclid(count).unsigned_abs();
    if let Some(hit) = reader.find.current().map(|hit| hit.start) {
        reader.show(hit, height);
    }
    let round = match to {
        ..0 => "on from the end",
        to if to >= count => "on from the start",
        _ => return,
    };
    app.notice = Some(Clean::line(&format!("{} · {round}", said(app))));
}

/// What is not here may be in another article.
fn none(app: &App) -> Clean {
    let words = &app.reader.find.words;
    let mut entries = app.keys.entries.iter();
    let search = entries.find(|entry| entry.command == Command::Filter);
    let key = search.and_then(|entry| entry.list.as_deref()?.split(' ').next());
    let elsewhere = key.map(|key| format!(" In the list, {key} searches all articles."));
    let elsewhere = elsewhere.unwrap_or_default();
    Clean::line(&format!("“{words}” is not in this article.{elsewhere}"))
}

/// Which hit one is at: `“word” 3 of 17`.
pub(in crate::app) fn said(app: &App) -> String {
    let find = &app.reader.find;
    let words = Clean::line(&find.words);
    match find.hits.len() {
        0 => format!("“{words}” not found"),
        count => format!("“{words}” {} of {}", number(find.at + 1), number(count)),
    }
}
