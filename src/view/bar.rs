//! The tab bar above and the status line below.
//! What they say is made in `app`; here is where it goes when there is not room for all of it.

use ratatui::layout::{Position, Rect};
use tui_input::Input;

use crate::app::bar::Bar;
use crate::app::outside::Question;
use crate::app::palette::Palette;
use crate::app::panes::Focus;
use crate::app::status::{found, status as status_words};
use crate::app::{Filter, Finding, Mode};
use crate::content::query::Scope;
use crate::text::{Clean, graphemes, truncate, width};
use crate::view::canvas::{Canvas, first, from, inside};
use crate::view::theme::Part;

/// Paints the tabs.
pub(super) fn tabs(canvas: &mut Canvas, area: Rect) {
    let app = canvas.app;
    let bar = Bar::new(&app.tabs(), &app.browser.query.section, area.width);
    let sign = if bar.before { "‹" } else { " " };
    canvas.put(area, sign, Part::Quiet);
    for tab in &bar.tabs {
        let part = if tab.chosen { Part::Chosen } else { Part::Tab };
        canvas.put(from(area, area.x + tab.column), &tab.label, part);
    }
    if let Some(column) = bar.after {
        canvas.put(from(area, area.x + column), "›", Part::Quiet);
    }
}

/// Paints the status line or a box to type in; returns where the cursor blinks in the latter.
pub(super) fn status(canvas: &mut Canvas, area: Rect) -> Option<Position> {
    let area = inside(area, 1);
    let app = canvas.app;
    if let Mode::Filter(Filter { input, .. })
    | Mode::Find(Finding { input, .. })
    | Mode::Palette(Palette { input, .. })
    | Mode::Outside(Question::Where(_, input)) = &app.mode
    {
        return Some(input_box(canvas, area, input));
    }
    let urgent = app.notice.is_some()
        || matches!(
            app.mode,
            Mode::Confirm(_) | Mode::MarkRead(_) | Mode::Outside(_)
        );
    let calm = !urgent && app.welcome.is_none() && matches!(app.mode, Mode::Normal);
    if app.is_alone() && calm {
        return None;
    }
    let part = match () {
        () if urgent => Part::Notice,
        () if app.welcome.is_some() => Part::Title,
        () => Part::Quiet,
    };
    let rest = canvas.put_cut(area, &status_words(app), part);
    if calm {
        hints(canvas, rest);
    }
    None
}

fn input_box(canvas: &mut Canvas, area: Rect, input: &Input) -> Position {
    let app = canvas.app;
    // What is typed has half of the line, at least.
    let found = Clean::line(&found(app));
    let found = truncate(&found, usize::from(area.width / 2));
    let (input_area, count_area) = {
        let columns = area.width.saturating_sub(width(&found) as u16 + 2);
        (first(area, columns), from(area, area.x + columns))
    };
    let texts = app.browser.query.scope == Scope::Texts && matches!(app.mode, Mode::Filter(_));
    let sign = match &app.mode {
        Mode::Palette(_) => ":",
        Mode::Outside(_) => "save a copy as ",
        _ if texts => "texts /",
        _ => "/",
    };
    let rest = canvas.put(input_area, sign, Part::Key);
    // A column stays free for the cursor behind the last character.
    let room = usize::from(rest.width).saturating_sub(1);
    let hidden = input.visual_scroll(room);
    let shown = after(input.value(), hidden);
    let fault = match app.mode {
        Mode::Filter(_) => app.browser.search.fault.as_ref(),
        _ => None,
    };
    let sound = fault.map_or(usize::MAX, |fault| fault.at - 1);
    let before = input.value().chars().count() - shown.chars().count();
    let sound = shown
        .char_indices()
        .nth(sound.saturating_sub(before))
        .map_or(shown.len(), |(at, _)| at);
    let (sound, wrong) = shown.split_at_checked(sound).unwrap_or((shown, ""));
    let behind = canvas.put(first(rest, room as u16), sound, Part::Title);
    canvas.put(behind, wrong, Part::Notice);
    canvas.put_right(count_area, &found, Part::Quiet);
    let x = rest.x + input.visual_cursor().saturating_sub(hidden) as u16;
    Position::new(x.min(area.right().saturating_sub(1)), area.y)
}

/// `text` without its first `columns` columns.
fn after(text: &str, columns: usize) -> &str {
    let mut used = 0;
    let rest = graphemes(text).find(|(_, _, wide)| {
        used += wide;
        used > columns
    });
    rest.and_then(|(at, _, _)| text.get(at..)).unwrap_or("")
}

/// Paints the hints at the right, as many as there is room for: how to go on comes first, then how to get help and out.
fn hints(canvas: &mut Canvas, area: Rect) {
    let app = canvas.app;
    let hints = match app.focus {
        Focus::List => &app.keys.list,
        Focus::Reader => &app.keys.reader,
    };
    let columns = |n: &usize| {
        hints
            .get(*n)
            .map_or(0, |(key, word)| width(key) + width(word) + 3)
    };
    let order = (0..1).chain((1..hints.len()).rev());
    let mut used = 1;
    let mut shown: Vec<usize> = order
        .take_while(|n| {
            used += columns(n);
            used <= usize::from(area.width)
        })
        .collect();
    shown.sort_unstable();
    let total: usize = shown.iter().map(columns).sum();
    let left = area.right().saturating_sub(total.saturating_sub(2) as u16);
    let mut rest = from(area, left);
    for (key, word) in shown.into_iter().filter_map(|n| hints.get(n)) {
        rest = canvas.put(rest, key, Part::Key);
        rest = canvas.put(rest, &format!(" {word}  "), Part::Quiet);
    }
}
