//! What changed in an article since it was read: the text that was read is given to the rim to keep, and asked for when the
//! reader wants to see the difference.

use crate::app::App;
use crate::app::action::Effect;
use crate::app::head::head;
use crate::app::opened::Opened;
use crate::app::panes::Focus;
use crate::app::update::marks::put;
use crate::content::article::ArticleId;
use crate::content::marks::{Kind, print};
use crate::markdown::changes::changes;
use crate::text::Clean;

/// A longer text is not kept, in bytes.
const LONGEST: usize = 1 << 20;

/// Remembers the text of an article that was read, if it is the open one.
pub(super) fn remember(app: &mut App, id: &ArticleId) {
    let Some(words) = words(app).filter(|_| app.reader.article.as_ref() == Some(id)) else {
        return;
    };
    let print = print(words.as_bytes());
    put(app, id, Kind::Text, print);
    if words.len() <= LONGEST {
        app.read.push((print, words));
    }
}

/// What the open article says: its title and its body.
fn words(app: &App) -> Option<String> {
    let reader = &app.reader;
    let slot = app.library.slot(reader.article.as_ref()?)?;
    let article = app.library.get(slot)?;
    let shown = !reader.waiting && !reader.source && !reader.changes && reader.trouble.is_none();
    shown.then(|| format!("{}\n{}", article.title(), reader.body()))
}

/// From the text to its changes, or back.
pub(super) fn toggle(app: &mut App) -> Vec<Effect> {
    let Some(article) = app.selected() else {
        return Vec::new();
    };
    let (id, head) = (article.id.clone(), head(article, &app.calendar));
    app.focus = Focus::Reader;
    if app.reader.changes {
        return vec![Effect::Read(id, head)];
    }
    let read = app.marks.get(&id, Kind::Text);
    let sentence = match words(app) {
        _ if read == 0 => "The text of this article was not read before.",
        Some(words) if print(words.as_bytes()) == read => "Nothing changed since this was read.",
        Some(_) => return vec![Effect::Recall(read)],
        None => "The text is not here yet.",
    };
    app.notice = Some(Clean::line(sentence));
    Vec::new()
}

/// The text that was read is here, or it is not kept any more.
pub(super) fn show(app: &mut App, read: i64, old: Option<&str>) {
    let (Some(id), Some(new)) = (app.reader.article.clone(), words(app)) else {
        return;
    };
    if app.marks.get(&id, Kind::Text) != read {
        return;
    }
    let Some(old) = old else {
        let sentence = "This was changed since it was read; how it was then is not kept.";
        app.notice = Some(Clean::line(sentence));
        return;
    };
    let (document, first) = changes(old, &new);
    let column = app.panes().column;
    app.reader
        .fill(Opened::new(document), column.width, column.height);
    app.reader.changes = true;
    app.reader.jump(first, column.height);
}
