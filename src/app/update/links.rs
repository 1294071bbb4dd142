//! Links of the open text: from one to the next, by letters, to where they lead, into the clipboard.
//! Which there are is known by `app::spots`; which article one means, by `content::linked`.

use crate::app::action::{Edit, Effect};
use crate::app::hints::Hints;
use crate::app::place::Wanted;
use crate::app::spots::{self, Goal, Spot};
use crate::app::update::{history, sheet};
use crate::app::{App, Mode, address, code, pictures};
use crate::content::linked::linked;
use crate::text::Clean;

/// A longer address is not copied (pictures may be given as data, and terminals have limits).
const LONGEST: usize = 8 << 10;
/// So many characters of a note are shown without going there.
const PREVIEW: usize = 300;
/// Nor is longer code: as base64, it is about the 75,000 bytes that many terminals take at most.
pub(super) const LONGEST_CODE: usize = 54 << 10;

/// Selects the link `by` further on, round the end: from the selected one, if it is on the screen, else from its top.
pub(super) fn step(app: &mut App, by: isize) {
    let height = app.panes().column.height;
    let reader = &mut app.reader;
    let seen = reader.link.take();
    let seen = seen.filter(|link| reader.sees(link.text.start, height));
    let mut at = match &seen {
        Some(link) if by > 0 => link.text.start + 1,
        Some(link) => link.text.start,
        None => reader.offset(),
    };
    let mut round = false;
    let mut found = None;
    for _ in 0..by.unsigned_abs() {
        let document = &reader.document;
        let (next, edge) = if by > 0 {
            (spots::next(document, at), 0)
        } else {
            (spots::previous(document, at), u32::MAX)
        };
        round |= next.is_none();
        let next = next.or_else(|| match by {
            1.. => spots::next(document, edge),
            _ => spots::previous(document, edge),
        });
        let Some(link) = next else {
            break;
        };
        at = link.text.start + u32::from(by > 0);
        found = Some(link);
    }
    let Some(link) = found else {
        app.notice = Some(Clean::line("This article has no links."));
        return;
    };
    reader.show(link.text.start, height);
    let said = said(app, &link);
    app.reader.link = Some(link);
    let end = if by > 0 { "start" } else { "end" };
    let round = if round {
        format!(" · on from the {end}")
    } else {
        String::new()
    };
    app.notice = Some(Clean::line(&format!("{said}{round}")));
}

/// Where a link leads, for the status line.
fn said(app: &App, spot: &Spot) -> String {
    match spot.goal {
        Goal::Note(number) => note(app, number),
        Goal::Fold(_) => "Enter opens it, or folds it again".to_owned(),
        Goal::Link(link) => address(app, link).map_or_else(String::new, |to| to.to_string()),
        Goal::Code | Goal::Sheet(_) | Goal::Picture(_) => String::new(),
    }
}

/// The beginning of a note, so that one need not go there.
fn note(app: &App, number: u32) -> String {
    let document = &app.reader.document;
    let start = spots::note(document, number).map(|start| start as usize);
    let text = start.and_then(|start| document.text.get(start..));
    let line = text
        .and_then(|text| text.lines().next())
        .unwrap_or_default();
    format!(
        "Note {number}: {}",
        line.chars().take(PREVIEW).collect::<String>()
    )
}

/// An address as it is shown, copied and opened.
fn address(app: &App, link: u32) -> Option<Clean> {
    let link = app.reader.document.links.get(link as usize)?;
    Some(address::web(&link.target).unwrap_or_else(|| link.target.clone()))
}

/// Folds the container of the selected label or else of the first one on the screen, or opens it.
pub(super) fn fold(app: &mut App) {
    let height = app.panes().column.height;
    let reader = &app.reader;
    let seen = spots::on(&reader.document, reader.lines().take(height.into()));
    let selected = reader
        .link
        .iter()
        .filter(|link| reader.sees(link.text.start, height));
    let spots = selected.chain(seen.iter().map(|(_, spot)| spot));
    let mut folds = spots.filter_map(|spot| match spot.goal {
        Goal::Fold(container) => Some(container),
        _ => None,
    });
    match folds.next() {
        Some(container) => app.reader.fold(container, height),
        None => app.notice = Some(Clean::line("There is nothing to fold on this screen.")),
    }
}

/// Puts letters on the links on the screen.
pub(super) fn hint(app: &mut App, copies: bool) {
    let height = app.panes().column.height;
    let lines = app.reader.lines().take(height.into());
    let spots = spots::on(&app.reader.document, lines);
    if spots.is_empty() {
        app.notice = Some(Clean::line("There is no link on this screen."));
    } else {
        app.mode = Mode::Hints(Hints::new(spots, copies));
    }
}

/// A letter, or one less.
pub(super) fn type_into(app: &mut App, edit: &Edit) -> Vec<Effect> {
    let Mode::Hints(hints) = &mut app.mode else {
        return Vec::new();
    };
    let chosen = if let Edit::Insert(text) = edit {
        text.chars().find_map(|letter| hints.letter(letter))
    } else {
        hints.typed.pop();
        None
    };
    let copies = hints.copies;
    let Some(spot) = chosen else {
        return Vec::new();
    };
    app.mode = Mode::Normal;
    if copies {
        copy_spot(app, &spot)
    } else {
        go(app, spot.goal)
    }
}

/// Follows the selected link.
pub(super) fn follow(app: &mut App) -> Vec<Effect> {
    if let Some(link) = app.reader.link.clone() {
        return go(app, link.goal);
    }
    let said = "No link is selected: Tab selects one, f puts letters on all.";
    app.notice = Some(Clean::line(said));
    Vec::new()
}

/// Copies the address of the selected link; without one, of one to choose.
pub(super) fn copy(app: &mut App) -> Vec<Effect> {
    if let Some(link) = app.reader.link.clone() {
        return copy_spot(app, &link);
    }
    hint(app, true);
    Vec::new()
}

/// Copies the code on the screen, or puts letters on its blocks to choose one.
pub(super) fn copy_code(app: &mut App) -> Vec<Effect> {
    let height = app.panes().column.height;
    let blocks = code::on(&app.reader.document, app.reader.lines().take(height.into()));
    let goal = Goal::Code;
    let spot = |(at, text)| (at, Spot { text, goal });
    let spots: Vec<_> = blocks.into_iter().map(spot).collect();
    match spots.as_slice() {
        [] => app.notice = Some(Clean::line("There is no code on this screen.")),
        [(_, only)] => return copy_spot(app, only),
        _ => app.mode = Mode::Hints(Hints::new(spots, true)),
    }
    Vec::new()
}

/// Copies code, or the address of a link.
fn copy_spot(app: &mut App, spot: &Spot) -> Vec<Effect> {
    if spot.goal != Goal::Code {
        return copy_goal(app, spot.goal);
    }
    // With a line break behind it, a shell would take its last line for an order.
    let text = app.reader.document.slice(&spot.text).trim_end();
    let lines = text.lines().count();
    let (said, effect) = if text.len() <= LONGEST_CODE {
        let s = if lines == 1 { "" } else { "s" };
        let said = format!("Copied {lines} line{s} of code.");
        (said, Some(Effect::Copy(Clean::block(text))))
    } else {
        ("This code is too long to be copied.".to_owned(), None)
    };
    app.notice = Some(Clean::line(&said));
    effect.into_iter().collect()
}

fn copy_goal(app: &mut App, goal: Goal) -> Vec<Effect> {
    let address = match goal {
        Goal::Link(link) => address(app, link),
        _ => None,
    };
    let (said, effect) = match address {
        Some(address) if address.len() <= LONGEST => {
            let said = format!("Copied {address}");
            (said, Some(Effect::Copy(address)))
        }
        Some(_) => ("This address is too long to be copied.".to_owned(), None),
        None => ("There is no address to copy.".to_owned(), None),
    };
    app.notice = Some(Clean::line(&said));
    effect.into_iter().collect()
}

/// Goes where a link leads: to a note, to an article, out to the web after a question.
pub(super) fn go(app: &mut App, goal: Goal) -> Vec<Effect> {
    let reader = &app.reader;
    let Some(here) = reader.article.as_ref() else {
        return Vec::new();
    };
    let said = match goal {
        Goal::Fold(container) => {
            let height = app.panes().column.height;
            app.reader.fold(container, height);
            return Vec::new();
        }
        Goal::Note(number) => {
            let place = spots::note(&reader.document, number).zip(app.library.slot(here));
            if let Some((at, slot)) = place {
                return history::go(app, slot, Wanted::Offset(at));
            }
            format!("There is no text for note {number}.")
        }
        Goal::Code => return Vec::new(),
        Goal::Sheet(block) => {
            sheet::open(app, block);
            return Vec::new();
        }
        Goal::Picture(block) => {
            app.mode = Mode::Picture(block);
            return Vec::new();
        }
        Goal::Link(link) => {
            if let Some(block) = pictures::of_link(reader, link) {
                app.mode = Mode::Picture(block);
                return Vec::new();
            }
            let Some(link) = reader.document.links.get(link as usize) else {
                return Vec::new();
            };
            if let Some(url) = address::web(&link.target) {
                app.mode = Mode::Confirm(url);
                return Vec::new();
            }
            if let Some(to) = linked(&app.library, here, &link.target) {
                let heading = to.heading.map(Wanted::Heading);
                return history::go(app, to.article, heading.unwrap_or(Wanted::Offset(0)));
            }
            format!(
                "This leads out of the articles and is not opened: {}",
                link.target
            )
        }
    };
    app.notice = Some(Clean::line(&said));
    Vec::new()
}
