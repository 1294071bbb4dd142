//! Changes that come one after the other, until it is quiet for a moment or they have gone on for long enough. No files, no
//! clock: the present is an argument. Used by the watcher.

use std::collections::HashSet;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use notify::Event;

/// So long nothing happens after a burst.
const QUIET: Duration = Duration::from_millis(100);

/// Nobody waits longer for the end of a burst.
const LONGEST: Duration = Duration::from_millis(500);

/// More paths than this are quicker found by a scan than one by one.
const MANY: usize = 1000;

/// What happened since the last time it was looked at.
#[derive(Debug, Default)]
pub(super) struct Burst {
    paths: HashSet<PathBuf>,
    /// Whether the paths do not tell all.
    whole: bool,
    /// Whether events were lost.
    pub(super) overrun: bool,
    /// When it began, and when something happened last.
    times: Option<(Instant, Instant)>,
}

impl Burst {
    /// Notes an event, or that there should have been some.
    pub(super) fn add(&mut self, event: notify::Result<Event>, now: Instant) {
        match event {
            Ok(event) if !event.need_rescan() => self.found(Some(event.paths), now),
            Ok(_) | Err(_) => {
                self.overrun = true;
                self.found(None::<Vec<PathBuf>>, now);
            }
        }
    }

    /// Notes that something changed: these paths, or whatever.
    pub(super) fn found(&mut self, paths: Option<impl IntoIterator<Item = PathBuf>>, now: Instant) {
        let before = self.paths.len();
        let told = paths.is_some();
        self.paths.extend(paths.into_iter().flatten());
        if !told || self.paths.len() > MANY {
            self.whole = true;
            self.paths.clear();
        }
        if self.whole || self.paths.len() > before || self.times.is_some() {
            let first = self.times.map_or(now, |(first, _)| first);
            self.times = Some((first, now));
        }
    }

    /// When it is over; `None` where nothing happened.
    pub(super) fn due(&self) -> Option<Instant> {
        let (first, last) = self.times?;
        Some((last + QUIET).min(first + LONGEST))
    }

    /// Takes the paths out; `None` if they do not tell all.
    pub(super) fn take(&mut self) -> Option<HashSet<PathBuf>> {
        let burst = std::mem::take(self);
        (!burst.whole).then_some(burst.paths)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::EventKind;
    use notify::event::Flag;

    fn change(path: &str) -> Event {
        Event::new(EventKind::Any).add_path(path.into())
    }

    #[test]
    fn a_burst_ends_when_it_is_quiet_or_has_gone_on_for_long() {
        let start = Instant::now();
        let at = |millis| start + Duration::from_millis(millis);
        let mut burst = Burst::default();
        assert_eq!(burst.due(), None);
        burst.add(Ok(change("a")), at(0));
        assert_eq!(burst.due(), Some(at(100)));
        burst.add(Ok(change("a")), at(90));
        assert_eq!(burst.due(), Some(at(190)));
        for millis in (100..600).step_by(50) {
            burst.add(Ok(change("b")), at(millis));
        }
        assert_eq!(burst.due(), Some(at(500)));
        assert_eq!(burst.take().unwrap().len(), 2);
        assert_eq!(burst.due(), None);
    }

    #[test]
    fn too_many_paths_or_lost_events_are_no_list() {
        let now = Instant::now();
        let mut burst = Burst::default();
        for n in 0..=MANY {
            burst.add(Ok(change(&n.to_string())), now);
        }
        assert!(!burst.overrun);
        assert_eq!(burst.take(), None);
        burst.add(Ok(Event::new(EventKind::Other).set_flag(Flag::Rescan)), now);
        assert!(burst.overrun);
        assert_eq!(burst.take(), None);
        burst.found(None::<Vec<PathBuf>>, now);
        assert!(burst.due().is_some() && !burst.overrun);
        assert_eq!(burst.take(), None);
        burst.found(Some(Vec::new()), now);
        assert_eq!(burst.due(), None);
    }
}
