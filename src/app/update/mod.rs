//! `update(&mut App, Action) -> effects`: the only place where the app changes. One short arm per action.
//! No I/O: what the world must do is returned as effects.

mod backlinks;
mod bookmark;
mod changes;
mod choose;
pub(super) mod find;
mod headings;
mod history;
mod hunt;
mod links;
mod live;
mod looks;
mod marks;
mod order;
mod outside;
mod palette;
mod pictures;
mod pointer;
mod prints;
mod scan;
mod selection;
mod sheet;
mod source;
mod topics;
mod travel;

use std::time::Duration;

pub use looks::apply;

use crate::app::action::{Action, Command, Edit, Effect};
use crate::app::head::head;
use crate::app::opened::Opened;
use crate::app::outside::Question;
use crate::app::panes::Focus;
use crate::app::pictures::all;
use crate::app::problems::Problems;
use crate::app::update::choose::{abandon, ask, choose, next_source, turn, type_into, widen};
use crate::app::update::hunt::{found, hunt, mark};
use crate::app::update::live::change;
use crate::app::update::order::{arrange, recall};
use crate::app::update::scan::{loaded, reload, scanned, stale};
use crate::app::update::source::{show_problem, toggle_source};
use crate::app::update::travel::{enter, leave, scroll_help, scroll_rows, step, times, travel};
use crate::app::{App, Mode, code};
use crate::content::article::ArticleId;
use crate::content::marks::Kind;
use crate::content::search::Knowledge;
use crate::layout::Typesetting;
use crate::markdown::parse::parse;
use crate::text::Clean;

/// What the rim must do first.
pub fn begin(app: &App) -> Vec<Effect> {
    vec![Effect::Scan, midnight(app)]
}

/// At the next midnight every `today` is wrong.
fn midnight(app: &App) -> Effect {
    Effect::After(
        Duration::from_secs(app.calendar.until_midnight().unsigned_abs()),
        Action::Midnight,
    )
}

/// Does what `action` says; returns what the rim must do.
pub fn update(app: &mut App, action: Action) -> Vec<Effect> {
    let mut effects = Vec::new();
    let again = hunt::begins_again(app, &action);
    match action {
        Action::Command(command, count) => {
            (app.notice, app.welcome) = (None, None);
            app.browser.chosen = true;
            effects = obey(app, command, count);
        }
        Action::Edit(edit) => effects = write(app, &edit),
        Action::Mouse(pointer) => effects = pointer::point(app, pointer),
        Action::Resize(columns, rows) => resize(app, (columns, rows)),
        Action::Clock(now) => (app.calendar.now, app.browser.now) = (now, now.as_second()),
        Action::Midnight => {
            scan::count(app);
            effects = vec![midnight(app)];
        }
        Action::Loaded(batch) => effects = loaded(app, batch),
        Action::Pictures => effects = live::pictures(app),
        Action::Changed(loaded, gone) => {
            let ids: Vec<_> = loaded.iter().map(|it| it.id.clone()).collect();
            effects = change(app, loaded, &gone.into_iter().collect());
            effects.extend(prints::look(app, Some(&ids)));
            effects.extend(prints::compare_some(app, &ids));
        }
        // What cannot be watched is looked at when somebody comes back to it.
        Action::Focus if !app.polling => {}
        Action::Stale | Action::Focus => effects = stale(app),
        Action::Overrun => effects = scan::overrun(app),
        Action::Polling(why) => (app.polling, app.notice) = (true, Some(why)),
        Action::Scanned(scan) => effects = scanned(app, scan),
        Action::Opened(id, opened) => effects = fill(app, &id, *opened),
        Action::Coloured(number, start, tokens) => {
            if app.reader.asked == Some(number) {
                app.reader.tokens.add(start, tokens);
            }
        }
        Action::Fetched(id, link, look) => pictures::fetched(app, &id, link, look),
        Action::Linger(id, links) => effects = pictures::lingered(app, &id, &links),
        Action::Backlinks(number, found) => backlinks::hear(app, number, found),
        Action::Found(number, hits, looked, over) => found(app, number, (hits, looked, over)),
        Action::Dwelt(visit) => marks::dwelt(app, visit),
        Action::Marks(rows) => effects = Vec::from_iter(marks::hear(app, &rows)),
        Action::First => bookmark::welcome(app),
        Action::Bookmark(bookmark) => bookmark::hear(app, bookmark.map(|it| *it)),
        Action::Searches(past) => app.searches.hear(&past),
        Action::Recalled(print, text) => changes::show(app, print, text.as_deref()),
        Action::Printed(prints) => effects = Vec::from_iter(prints::hear(app, &prints)),
        Action::Unsaved(why) => app.unsaved = why,
        Action::Cell(across, down) => app.cell = (across, down),
        Action::Background(background) => app.background = Some(background),
        Action::Idle => idle(app),
        Action::Occupied(copy) => app.mode = Mode::Outside(Question::Over(copy)),
        Action::Notice(notice) => app.notice = Some(notice),
    }
    effects.extend(hunt(app, again));
    effects.extend(follow(app));
    effects.extend(pictures::linger(app));
    history::watch(app);
    marks::watch_end(app);
    // What must be kept is on its way before the end.
    let kept = marks::keep(app);
    kept.into_iter().chain(effects).collect()
}

fn obey(app: &mut App, command: Command, count: Option<u16>) -> Vec<Effect> {
    match (&app.mode, command) {
        (_, Command::Quit) => {
            marks::leave(app);
            let told = bookmark::tell_all(app);
            return told.into_iter().chain([Effect::Quit]).collect();
        }
        (_, Command::Suspend) => return vec![Effect::Suspend],
        (_, Command::Redraw) => return vec![Effect::Redraw],
        (Mode::Normal, _) => return act(app, command, count),
        (Mode::Filter(_), Command::Back) => abandon(app),
        (Mode::Filter(_), Command::Read) => return order::search(app),
        (Mode::Help(_), Command::Back | Command::Help | Command::Read)
        | (
            Mode::Confirm(_)
            | Mode::MarkRead(_)
            | Mode::Problems(_)
            | Mode::Outline(_)
            | Mode::Topics(_)
            | Mode::Palette(_)
            | Mode::Hints(_)
            | Mode::Sheet(_)
            | Mode::Picture(_),
            Command::Back,
        ) => {
            app.mode = Mode::Normal;
        }
        (Mode::Find(_), _) => find::obey(app, command),
        (Mode::Backlinks(_), _) => return backlinks::obey(app, command, count),
        (Mode::Filter(_), Command::Down | Command::Up) => travel(app, command, count),
        (Mode::Filter(_), Command::EarlierSearch | Command::LaterSearch) => recall(app, command),
        (Mode::Filter(_), Command::Texts | Command::Ranked) => arrange(app, command),
        (Mode::Help(_), Command::Palette) => palette::open(app),
        (Mode::Help(top), _) => app.mode = Mode::Help(scroll_help(app, *top, command, count)),
        (Mode::Confirm(url), Command::Read | Command::Open) => {
            let effect = Effect::Browse(url.clone());
            app.mode = Mode::Normal;
            return vec![effect];
        }
        (Mode::MarkRead(_), Command::Read) => marks::mark_all(app),
        (Mode::Outline(_), Command::Read) => headings::choose(app),
        (Mode::Palette(_), Command::Read) => return palette::choose(app),
        (&Mode::Picture(here), Command::Down | Command::Up) => {
            pictures::step(app, here, count, command == Command::Down);
        }
        (Mode::Problems(_), Command::Read) => return show_problem(app),
        (Mode::Selection(_), _) => return selection::obey(app, command, count),
        (Mode::Sheet(_), _) => sheet::pan(app, command, count),
        (Mode::Topics(_), _) => topics::obey(app, command, count),
        (Mode::Outside(_), _) => return outside::obey(app, command, count),
        (Mode::Problems(_) | Mode::Outline(_) | Mode::Palette(_), _) => {
            scroll_rows(app, command, count);
        }
        _ => {}
    }
    Vec::new()
}

/// There is nothing else to do: a piece of what can wait.
fn idle(app: &mut App) {
    if app.is_cold() {
        app.browser.warm(&app.library);
    } else if app.reader.layout.complete() {
        let known = Knowledge::new(&app.marks, app.browser.now);
        app.saved.count_on(&app.library, known);
    } else {
        app.reader.advance();
    }
}

/// The reader types into a box.
fn write(app: &mut App, edit: &Edit) -> Vec<Effect> {
    match app.mode {
        Mode::Filter(_) => type_into(app, edit),
        Mode::Find(_) => find::type_into(app, edit),
        Mode::Palette(_) => palette::type_into(app, edit),
        Mode::Outside(_) => outside::type_into(app, edit),
        Mode::Hints(_) => return links::type_into(app, edit),
        _ => {}
    }
    Vec::new()
}

/// What a command does when no box or overlay has the keys.
fn act(app: &mut App, command: Command, count: Option<u16>) -> Vec<Effect> {
    match command {
        Command::Down | Command::Up | Command::Start | Command::End => travel(app, command, count),
        Command::HalfPageDown | Command::HalfPageUp | Command::PageDown | Command::PageUp => {
            travel(app, command, count);
        }
        Command::Read => enter(app),
        Command::Back => leave(app),
        Command::NextArticle => step(app, times(count)),
        Command::PreviousArticle => step(app, -times(count)),
        Command::NextSection => turn(app, times(count)),
        Command::PreviousSection => turn(app, -times(count)),
        Command::Section(n) => choose(app, usize::from(n).saturating_sub(1)),
        Command::Filter => return order::open(app),
        Command::Topics => topics::open(app),
        Command::Featured => ask(app, |query| query.featured = !query.featured),
        Command::Unread => ask(app, |query| query.unread = !query.unread),
        Command::Starred => ask(app, |query| query.starred = !query.starred),
        Command::Drafts => ask(app, |query| query.published = !query.published),
        Command::NextSource => next_source(app),
        Command::Order | Command::Reverse | Command::Ranked | Command::Texts => {
            arrange(app, command);
        }
        Command::Problems => app.mode = Mode::Problems(Problems::of(app)),
        Command::Source => return toggle_source(app),
        Command::Changes => return changes::toggle(app),
        Command::Open => outside::open(app),
        Command::Reload => return reload(app),
        Command::WiderList => widen(app, 4 * times(count)),
        Command::NarrowerList => widen(app, -4 * times(count)),
        Command::Mouse => return pointer::toggle(app),
        Command::Help => app.mode = Mode::Help(0),
        Command::Palette => palette::open(app),
        Command::ToggleRead => marks::toggle(app, Kind::Read),
        Command::ToggleStar => marks::toggle(app, Kind::Starred),
        Command::ReadAll | Command::ReadAbove | Command::ReadBelow => marks::ask(app, command),
        Command::Undo => marks::undo(app, false),
        Command::Redo => marks::undo(app, true),
        _ => return read(app, command, count),
    }
    Vec::new()
}

/// The commands of the text.
fn read(app: &mut App, command: Command, count: Option<u16>) -> Vec<Effect> {
    match command {
        Command::Onward => marks::onward(app, count),
        Command::Find => find::open(app),
        Command::NextHit => find::step(app, times(count)),
        Command::PreviousHit => find::step(app, -times(count)),
        Command::Outline => headings::open(app),
        Command::Backlinks => return backlinks::open(app),
        Command::NextHeading => headings::step(app, times(count)),
        Command::PreviousHeading => headings::step(app, -times(count)),
        Command::NextLink => links::step(app, times(count)),
        Command::PreviousLink => links::step(app, -times(count)),
        Command::Hints => links::hint(app, false),
        Command::Fold => links::fold(app),
        Command::Picture => pictures::open(app),
        Command::Fetch => return pictures::fetch(app),
        Command::Follow => return links::follow(app),
        Command::CopyCode => return links::copy_code(app),
        Command::Sheet => sheet::choose(app),
        Command::Select => selection::begin(app),
        Command::Hyphenate => typeset(app, |how| how.hyphenate = !how.hyphenate),
        Command::Justify => typeset(app, |how| how.justify = !how.justify),
        Command::Earlier => return history::earlier(app),
        Command::Later => return history::later(app),
        Command::WiderText
        | Command::NarrowerText
        | Command::Density
        | Command::Stack
        | Command::Theme
        | Command::Zen => looks::obey(app, command, count),
        _ => return outside::act(app, command),
    }
    Vec::new()
}

/// Sets the text in another way; the words at the top stay there.
fn typeset(app: &mut App, change: impl FnOnce(&mut Typesetting)) {
    change(&mut app.reader.typesetting);
    let column = app.panes().column;
    app.reader.again(column.height);
}

fn resize(app: &mut App, size: (u16, u16)) {
    app.size = size;
    // Letters stand on the links of one screen, and this is another one; its lines are others, too.
    if matches!(app.mode, Mode::Hints(_) | Mode::Selection(_)) {
        app.mode = Mode::Normal;
    }
    sheet::pan(app, Command::Redraw, None);
    let column = app.panes().column;
    if column.width > 0 {
        app.reader.resize(column.width, column.height);
    }
}

fn fill(app: &mut App, id: &ArticleId, opened: Opened) -> Vec<Effect> {
    if app.reader.article.as_ref() != Some(id) || app.reader.source != opened.source {
        return Vec::new();
    }
    // A beginning is of use only to who would see nothing yet.
    let is_wanted = app.reader.waiting && app.reader.wanted.is_none();
    if opened.beginning && !is_wanted {
        return Vec::new();
    }
    let column = app.panes().column;
    app.reader.frames.key = app.keys.of(Command::Fetch, Focus::Reader);
    app.reader.fill(opened, column.width, column.height);
    app.reader.changes = false;
    // What these point at is another text now.
    let gone = match &app.mode {
        Mode::Hints(_) | Mode::Outline(_) | Mode::Sheet(_) | Mode::Selection(_) => true,
        Mode::Picture(block) => !all(&app.reader).contains(block),
        _ => false,
    };
    if gone {
        app.mode = Mode::Normal;
    }
    if app.reader.waiting {
        return Vec::new();
    }
    arrive(app);
    colour(app)
}

/// Asks for the words of the text's code, unless they are on their way or here.
fn colour(app: &mut App) -> Vec<Effect> {
    let reader = &mut app.reader;
    if reader.asked.is_some() {
        return Vec::new();
    }
    let codes = code::to_colour(&reader.document);
    if codes.is_empty() {
        return Vec::new();
    }
    app.asked += 1;
    reader.asked = Some(app.asked);
    vec![Effect::Colour(app.asked, codes)]
}

/// Goes to the place in the text that was wanted before the text was here.
fn arrive(app: &mut App) {
    if !app.reader.arrive(app.panes().column.height) {
        app.notice = Some(Clean::line("There is no such heading in this article."));
    }
}

/// After every action: the list shows its selection, and the reading pane, where it is seen, the selected article.
fn follow(app: &mut App) -> Vec<Effect> {
    let panes = app.panes();
    app.browser
        .scroll(&app.library, panes.list.width, panes.list.height);
    app.reader.frames.cell = app.cell;
    if live::stays(app) {
        app.reader.resize(panes.column.width, panes.column.height);
        return Vec::new();
    }
    let Some(article) = app.selected() else {
        marks::leave(app);
        app.reader.close();
        app.focus = Focus::List;
        return Vec::from_iter(marks::watch(app));
    };
    let id = article.id.clone();
    let mut effects = Vec::new();
    if panes.column.width > 0 && app.reader.article.as_ref() != Some(&id) {
        let head = head(article, &app.calendar);
        marks::leave(app);
        app.reader
            .open(id.clone(), parse(&head, ""), panes.column.width);
        marks::resume(app);
        effects = vec![Effect::Read(id, head)];
    }
    if panes.column.width > 0 {
        app.reader.resize(panes.column.width, panes.column.height);
        mark(app);
    }
    effects.extend(marks::watch(app));
    effects
}
