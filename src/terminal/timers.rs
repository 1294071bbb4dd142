//! Actions to come: what to do when. Holds no clock; the loop asks with the present.
//! A handful at a time, so a list will do.

use std::time::Instant;

use crate::app::action::Action;

/// Actions and when they are due.
#[derive(Debug, Default)]
pub(super) struct Timers(Vec<(Instant, Action)>);

impl Timers {
    /// Remembers an action.
    pub(super) fn add(&mut self, when: Instant, action: Action) {
        self.0.push((when, action));
    }

    /// When the next action is due.
    pub(super) fn next(&self) -> Option<Instant> {
        self.0.iter().map(|(when, _)| *when).min()
    }

    /// Takes out the actions that are due.
    pub(super) fn due(&mut self, now: Instant) -> Vec<Action> {
        let due = self.0.extract_if(.., |(when, _)| *when <= now);
        due.map(|(_, action)| action).collect()
    }
}
