//! How the screen is divided and the list is shown: the width of the text, the height of articles, where the panes are.
//! What was changed by keys is remembered with the folders, over what the settings say.

use crate::app::action::Command;
use crate::app::panes::{Focus, NARROWEST, WIDEST};
use crate::app::update::travel::{enter, times};
use crate::app::{App, update};
use crate::content::bookmark::{Density, Looks};
use crate::text::Clean;

/// Columns by which the text becomes wider or narrower.
const STEP: isize = 4;

/// Makes the screen look so, as far as it is said.
pub fn apply(app: &mut App, looks: &Looks) {
    let within = |measure: u16| measure.clamp(NARROWEST, WIDEST);
    if let Some(measure) = looks.measure {
        app.presentation.measure = within(measure);
    }
    app.split = looks.split.map_or(app.split, super::choose::share);
    app.browser.density = looks.density.unwrap_or(app.browser.density);
    app.stacked = looks.stacked.unwrap_or(app.stacked);
    app.zen = looks.zen.unwrap_or(app.zen);
    let named = |name: &String| app.themes.iter().position(|theme| **theme == **name);
    app.theme = looks.theme.as_ref().and_then(named).unwrap_or(app.theme);
    update::resize(app, app.size);
}

/// What a command changes; it is remembered.
pub(super) fn obey(app: &mut App, command: Command, count: Option<u16>) {
    let mut looks = Looks::default();
    match command {
        Command::WiderText => looks.measure = measure(app, STEP * times(count)),
        Command::NarrowerText => looks.measure = measure(app, -STEP * times(count)),
        Command::Stack => {
            looks.stacked = Some(!app.stacked);
            let said = if app.stacked {
                "The text is beside the list, where there is room."
            } else {
                "The text is below the list, where there is room."
            };
            app.notice = Some(Clean::line(said));
        }
        Command::Zen => {
            // From the list, it is the text that is asked for.
            looks.zen = Some(app.focus == Focus::List || !app.zen);
            enter(app);
        }
        Command::Density => {
            looks.density = Some(match app.browser.density {
                Density::Normal => Density::Full,
                Density::Full => Density::Compact,
                Density::Compact => Density::Normal,
            });
        }
        Command::Theme => looks.theme = theme(app, times(count)),
        _ => return,
    }
    change(app, looks);
}

/// Changes how the screen looks, and remembers it.
pub(super) fn change(app: &mut App, looks: Looks) {
    apply(app, &looks);
    let kept = &mut app.looks;
    kept.measure = looks.measure.or(kept.measure);
    kept.split = looks.split.or(kept.split);
    kept.density = looks.density.or(kept.density);
    kept.stacked = looks.stacked.or(kept.stacked);
    kept.zen = looks.zen.or(kept.zen);
    kept.theme = looks.theme.or(kept.theme.take());
}

/// The theme that is so much further on, round the end.
fn theme(app: &mut App, by: isize) -> Option<String> {
    let all = isize::try_from(app.themes.len()).ok()?;
    let to = (app.theme.cast_signed() + by).checked_rem_euclid(all)?;
    let name = app.themes.get(to.unsigned_abs())?.to_string();
    let said =
        format!("Theme {name}, here from now on; “theme: {name}” in the settings: everywhere.");
    app.notice = Some(Clean::line(&said));
    Some(name)
}

/// Another width of the text, from the one that is seen.
fn measure(app: &mut App, by: isize) -> Option<u16> {
    let (wanted, seen) = (app.presentation.measure, app.panes().column.width);
    if by > 0 && seen > 0 && seen < wanted {
        app.notice = Some(Clean::line("The text is as wide as there is room for."));
        return None;
    }
    let from = if seen > 0 { seen } else { wanted };
    Some(from.saturating_add_signed(by.clamp(-400, 400) as i16))
}
