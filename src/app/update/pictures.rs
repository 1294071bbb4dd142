//! A picture over the whole screen: which one, and the next. Pictures from the web: when, and which.
//! Where they stand is known by `app::pictures`.

use std::time::Duration;

use crate::app::action::{Action, Effect};
use crate::app::hints::Hints;
use crate::app::pictures::{Fetching, all, away, seen};
use crate::app::spots::{Goal, Spot};
use crate::app::update::times;
use crate::app::words::count as counted;
use crate::app::{App, Mode};
use crate::content::article::ArticleId;
use crate::layout::frames::Look;
use crate::markdown::document::BlockId;
use crate::text::Clean;

/// Nothing is fetched unasked that one only passes by.
const PASSING: Duration = Duration::from_millis(300);

/// Shows the picture on the screen; puts letters on several, to choose one.
pub(super) fn open(app: &mut App) {
    match seen(app).as_slice() {
        [] => app.notice = Some(Clean::line("There is no picture on this screen.")),
        [only] => app.mode = Mode::Picture(*only),
        several => {
            let spot = |block: &BlockId| {
                let text = app
                    .reader
                    .document
                    .blocks
                    .get(*block as usize)?
                    .text
                    .clone();
                let goal = Goal::Picture(*block);
                Some((text.start, Spot { text, goal }))
            };
            let spots = several.iter().filter_map(spot).collect();
            app.mode = Mode::Hints(Hints::new(spots, false));
        }
    }
}

/// Shows the picture `by` further on, if there is one.
pub(super) fn step(app: &mut App, block: BlockId, count: Option<u16>, forward: bool) {
    let all = all(&app.reader);
    let Some(here) = all.iter().position(|one| *one == block) else {
        app.mode = Mode::Normal;
        return;
    };
    let by = times(count);
    let there = here.saturating_add_signed(if forward { by } else { -by });
    let there = there.min(all.len() - 1);
    if there == here {
        let which = if forward { "last" } else { "first" };
        let said = format!("This is the {which} picture.");
        app.notice = Some(Clean::line(&said));
    }
    if let Some(block) = all.get(there) {
        app.mode = Mode::Picture(*block);
    }
}

/// Fetches the pictures of the open article that are on the web and not here.
pub(super) fn fetch(app: &mut App) -> Vec<Effect> {
    let looks = app.reader.frames.looks.iter();
    let away = looks.filter(|(_, look)| matches!(look, Look::Away(_) | Look::Failed(_)));
    let effects = ask(app, away.map(|(link, _)| *link));
    let said = match effects.first() {
        Some(Effect::Fetch(_, wanted)) => {
            format!("Fetching {} …", counted(wanted.len(), "picture"))
        }
        _ => "This article has no pictures on the web that are not here.".to_owned(),
    };
    app.notice = Some(Clean::line(&said));
    effects
}

/// Waits a moment before pictures that came to the screen are fetched unasked, if they are.
pub(super) fn linger(app: &mut App) -> Option<Effect> {
    if app.fetching == Fetching::Asked {
        return None;
    }
    let mut away = away(app);
    away.retain(|link| !app.reader.answered.contains(link));
    if away == app.reader.passing {
        return None;
    }
    app.reader.passing.clone_from(&away);
    let id = app.reader.article.clone().filter(|_| !away.is_empty())?;
    Some(Effect::After(PASSING, Action::Linger(id, away)))
}

/// The moment is over: those that are still there are fetched.
pub(super) fn lingered(app: &App, id: &ArticleId, links: &[u32]) -> Vec<Effect> {
    if app.reader.article.as_ref() != Some(id) || links != app.reader.passing {
        return Vec::new();
    }
    ask(app, links.iter().copied())
}

/// The effect that fetches pictures of the open article, if there are any.
fn ask(app: &App, links: impl Iterator<Item = u32>) -> Vec<Effect> {
    let reader = &app.reader;
    let target = |link: u32| Some(reader.document.links.get(link as usize)?.target.clone());
    let wanted: Vec<_> = links
        .filter_map(|link| Some((link, target(link)?)))
        .collect();
    let id = reader.article.clone().filter(|_| !wanted.is_empty());
    id.map(|id| Effect::Fetch(id, wanted)).into_iter().collect()
}

/// A picture was fetched, or could not be: there is room for it from now on, and the text stays where it is.
pub(super) fn fetched(app: &mut App, id: &ArticleId, link: u32, look: Look) {
    let height = app.panes().column.height;
    let reader = &mut app.reader;
    let known = reader.frames.looks.get_mut(&link);
    if let Some(known) = known.filter(|_| reader.article.as_ref() == Some(id)) {
        *known = look;
        reader.answered.insert(link);
        reader.again(height);
    }
}
