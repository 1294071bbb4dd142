//! A picture over the whole screen: which one, and the next.
//! Where it stands is known by `app::pictures`.

use crate::app::hints::Hints;
use crate::app::pictures::{all, seen};
use crate::app::spots::{Goal, Spot};
use crate::app::update::times;
use crate::app::{App, Mode};
use crate::markdown::document::BlockId;
use crate::text::Clean;

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
