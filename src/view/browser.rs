//! The list pane: only the articles on the screen are built.
//! How many rows an article takes is decided in `app::rows`.

use ratatui::layout::Rect;

use crate::app::panes::{Focus, Panes};
use crate::app::rows::{INDENT, about, description_rows, title_rows};
use crate::app::status::{caption, empty, since};
use crate::content::article::Article;
use crate::content::bookmark::Density;
use crate::content::snippet::Snippet;
use crate::layout::bidi::is_right;
use crate::layout::label::label;
use crate::layout::line::Role;
use crate::markdown::document::Style;
use crate::text::{truncate, width};
use crate::view::canvas::{Canvas, first, from, inside, row};
use crate::view::theme::Part;

/// Paints the list and the rule above it.
pub(super) fn draw(canvas: &mut Canvas, panes: &Panes) {
    rule(canvas, panes.list_rule, Focus::List);
    let area = inside(panes.list_rule, 2);
    let area = canvas.put(area, " ", Part::Quiet);
    let area = canvas.put_cut(area, &caption(canvas.app), Part::Quiet);
    canvas.put(area, " ", Part::Quiet);
    if canvas.app.browser.rows.is_empty() {
        return nothing(canvas, inside(panes.list, 2));
    }
    let app = canvas.app;
    let list = (panes.list.width, panes.list.height);
    for (i, rows) in app.browser.on_screen(&app.library, list) {
        let slot = app.browser.rows.get(i).copied();
        let Some((slot, article)) = slot.and_then(|slot| Some((slot, app.library.get(slot)?)))
        else {
            break;
        };
        let start = rows.start as u16;
        let below = Rect {
            y: panes.list.y + start,
            height: panes.list.height.saturating_sub(start),
            ..panes.list
        };
        let selected = i == app.browser.cursor;
        let mut used = usize::from(entry(canvas, article, selected, below));
        if let Some(snippet) = app.browser.snippet(slot) {
            excerpt(canvas, &snippet, selected, row(below, used));
            used += 1;
        }
        if i + 1 == app.browser.new {
            line(canvas, row(below, used));
        }
    }
}

/// The line below what is new since the last time.
fn line(canvas: &mut Canvas, area: Rect) {
    let area = inside(area, 1);
    canvas.fill(area, "─", Part::Rule);
    let area = canvas.put(from(area, area.x + INDENT - 1), " ", Part::Quiet);
    let said = format!("↑ {}", since(canvas.app));
    let area = canvas.put_cut(area, &said, Part::Quiet);
    canvas.put(area, " ", Part::Quiet);
}

/// A rule above a pane: heavy where the keys are.
pub(super) fn rule(canvas: &mut Canvas, area: Rect, pane: Focus) {
    if canvas.app.focus == pane {
        canvas.fill(area, "━", Part::Focus);
    } else {
        canvas.fill(area, "─", Part::Rule);
    }
}

fn nothing(canvas: &mut Canvas, area: Rect) {
    let lines = label(&empty(canvas.app), area.width, usize::from(area.height));
    for (n, line) in lines.iter().enumerate() {
        canvas.put(row(area, n + 1), line, Part::Quiet);
    }
}

/// Paints one article at the top of `area`; returns its height.
fn entry(canvas: &mut Canvas, article: &Article, selected: bool, area: Rect) -> u16 {
    let density = canvas.app.browser.density;
    let unread = !canvas.app.marks.is_read(&article.id);
    let part = if unread || selected {
        Part::Unread
    } else {
        Part::Title
    };
    let compact = density == Density::Compact;
    let signs = signs(canvas, article);
    // On one row, the signs take their room from the title.
    let taken = if compact { room_of(signs) } else { 0 };
    let titles = title_rows(article.title(), area.width.saturating_sub(taken), density);
    let right = is_right(article.title());
    for (n, title) in titles.iter().enumerate() {
        cursor(canvas, row(area, n), selected);
        let line = text(row(area, n));
        let title = canvas.visual(title, right);
        if right && canvas.app.reader.typesetting.bidi {
            canvas.put_right(first(line, line.width.saturating_sub(taken)), &title, part);
        } else {
            canvas.put(line, &title, part);
        }
    }
    let mark = Rect {
        x: area.x + 1,
        ..first(row(area, 0), 1)
    };
    canvas.put(mark, if unread { "●" } else { " " }, Part::Mark);
    if compact {
        canvas.put_right(text(row(area, 0)), signs, Part::Mark);
        return 1;
    }
    let mut used = titles.len();
    cursor(canvas, row(area, used), selected);
    below(canvas, article, signs, text(row(area, used)));
    used += 1;
    for line in description_rows(article, area.width, density) {
        cursor(canvas, row(area, used), selected);
        canvas.put_cut(text(row(area, used)), &line, Part::Quiet);
        used += 1;
    }
    used as u16
}

/// The signs of an article.
fn signs(canvas: &Canvas, article: &Article) -> &'static str {
    let starred = canvas.app.marks.is_starred(&article.id);
    match (starred, article.featured) {
        (false, false) => "",
        (false, true) => "★",
        (true, false) => "✦",
        (true, true) => "✦ ★",
    }
}

/// The columns of signs, and of a blank before them.
fn room_of(signs: &str) -> u16 {
    width(signs) as u16 + u16::from(!signs.is_empty())
}

/// Paints the line below a title.
fn below(canvas: &mut Canvas, article: &Article, signs: &str, line: Rect) {
    let mut room = first(line, line.width.saturating_sub(room_of(signs)));
    if canvas.app.marks.is_changed(&article.id) {
        room = canvas.put(room, "changed · ", Part::Notice);
    }
    let slot = canvas.app.library.slot(&article.id);
    let twins = slot.map_or(0, |slot| canvas.app.browser.twins.others(slot).count());
    if twins > 0 {
        room = canvas.put(room, &format!("in {} files · ", twins + 1), Part::Quiet);
    }
    let about = about(article, &canvas.app.calendar, &canvas.app.sources);
    canvas.put_cut(room, &about, Part::Quiet);
    canvas.put_right(line, signs, Part::Mark);
}

/// Paints what was found in an article's text, the words marked.
fn excerpt(canvas: &mut Canvas, snippet: &Snippet, selected: bool, line: Rect) {
    cursor(canvas, line, selected);
    let (mut rest, mut at) = (text(line), 0);
    let hit = canvas.theme.text(Role::Hit, Style::default());
    let piece = |from: usize, to: usize| snippet.text.get(from..to).unwrap_or_default();
    for range in &snippet.hits {
        rest = canvas.put(rest, piece(at, range.start), Part::Quiet);
        rest = canvas.put_styled(rest, piece(range.start, range.end), hit);
        at = range.end;
    }
    let end = piece(at, snippet.text.len());
    canvas.put(rest, &truncate(end, rest.width.into()), Part::Quiet);
}

/// The bar beside the selected article: thick where the keys are.
fn cursor(canvas: &mut Canvas, line: Rect, selected: bool) {
    if selected {
        canvas.pick(line, true);
    }
    if selected && canvas.app.focus == Focus::Reader {
        canvas.put(line, "▏", Part::Focus);
    }
}

/// Where the text of a row stands: behind the cursor and the mark, a blank free at the end.
fn text(line: Rect) -> Rect {
    let line = from(line, line.x + INDENT.min(line.width));
    Rect {
        width: line.width.saturating_sub(1),
        ..line
    }
}
