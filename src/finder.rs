//! Looks for words in the texts of articles: threads read one after the other and send what they find as they find it.
//! There is no index that could be out of date. Knows neither the app nor how an article came to be a candidate.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use std::{mem, thread};

use crate::content;
use crate::content::article::{Article, ArticleId};
use crate::content::library::Slot;
use crate::content::seek::{Candidate, Hit, Seeker};
use crate::content::snippet::Stretch;
use crate::loader::{self, Halt, Options, Raw, Roots, Summary, workers};

/// So many articles are taken at a time.
const SOME: usize = 32;
/// What a thread found it tells so often, but at once what it finds first: each time another thread is woken for it.
const PULSE: Duration = Duration::from_millis(20);
/// What is found is sent on so often, the first at once; then half as long again each time, up to `SLOWEST`: who takes it in
/// has work with it, on the same processors.
const PACE: Duration = Duration::from_millis(60);
const SLOWEST: Duration = Duration::from_millis(400);

/// What was found since the last time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The articles.
    pub hits: Vec<Hit>,
    /// How many articles were looked at altogether.
    pub looked: usize,
    /// Whether that was all.
    pub over: bool,
}

/// Begins to look for `texts` in the candidates and returns at once. When `send` answers false, nobody listens any more.
pub fn spawn(
    roots: Arc<Roots>,
    texts: &[String],
    candidates: Vec<Candidate>,
    send: impl Fn(Found) -> bool + Send + 'static,
) -> Halt {
    let stop = Arc::new(AtomicBool::new(false));
    let seekers: Vec<Seeker> = texts.iter().map(|text| Seeker::new(text)).collect();
    let stopped = Arc::clone(&stop);
    // Without threads there is nothing to search with; the search then stays without an answer.
    let _ = thread::Builder::new().name("finder".into()).spawn(move || {
        let search = Search {
            roots: &roots,
            seekers,
            candidates,
            next: AtomicUsize::new(0),
            stop: &stopped,
        };
        search.run(send);
    });
    Halt::new(stop)
}

/// Which of `texts` each candidate has, once all are looked at: a bit for each.
pub fn all(
    roots: &Roots,
    texts: &[String],
    candidates: Vec<Candidate>,
) -> impl Iterator<Item = (Slot, u64)> + use<> {
    let (sender, receiver) = channel();
    let search = Search {
        roots,
        seekers: texts.iter().map(|text| Seeker::new(text)).collect(),
        candidates,
        next: AtomicUsize::new(0),
        stop: &AtomicBool::new(false),
    };
    search.run(move |found| sender.send(found.hits).is_ok());
    let hits = receiver.into_iter().flatten();
    hits.map(|hit| (hit.slot, hit.bits))
}

/// Gives everything under `roots` to `take` that may answer a search which nothing answers without its texts. Returned is which
/// of these each has, as far as it was looked at.
pub fn sift(
    roots: &Roots,
    options: Options,
    search: &content::search::Search,
    take: impl FnMut(Vec<Article>),
) -> (Summary, Vec<(ArticleId, u64)>) {
    let seekers: Vec<Seeker> = search.texts.iter().map(|text| Seeker::new(text)).collect();
    let found = Mutex::new(Vec::new());
    let wanted = |text: &[u8], id: Option<&ArticleId>| {
        let bits = bits(text, &seekers).0;
        let may = search.may_answer(bits);
        if let Some(id) = id.filter(|_| may) {
            let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
            found.push((id.clone(), bits));
        }
        may
    };
    let summary = loader::sift(roots, options, &wanted, take);
    let found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    (summary, found)
}

/// Which texts are there, a bit for each, and where the first of them begins.
fn bits(text: &[u8], seekers: &[Seeker]) -> (u64, usize) {
    let mut found = (0, usize::MAX);
    for (bit, seeker) in seekers.iter().enumerate() {
        if let Some(place) = seeker.find(text) {
            found = (found.0 | 1 << bit, found.1.min(place.start));
        }
    }
    found
}

struct Search<'a> {
    roots: &'a Roots,
    seekers: Vec<Seeker>,
    candidates: Vec<Candidate>,
    /// The first candidate that nobody has taken.
    next: AtomicUsize,
    stop: &'a AtomicBool,
}

/// When to tell what was found: the first of it at once, then from time to time.
struct Beat {
    /// How long not.
    pace: Duration,
    last: Instant,
    begun: bool,
}

impl Beat {
    fn new(pace: Duration) -> Self {
        Self {
            pace,
            last: Instant::now(),
            begun: false,
        }
    }

    /// Whether it is time, now that there is something or nothing to tell.
    fn is_due(&mut self, something: bool) -> bool {
        let first = something && !self.begun;
        let due = first || self.last.elapsed() >= self.pace;
        if due {
            self.begun |= first;
            self.last = Instant::now();
        }
        due
    }
}

impl Search<'_> {
    /// Hires the workers and passes on what they find.
    fn run(&self, send: impl Fn(Found) -> bool) {
        let (sender, receiver) = channel::<(Vec<Hit>, usize)>();
        thread::scope(|scope| {
            for _ in 0..workers() {
                let sender = sender.clone();
                // One that cannot be hired leaves its work to the others.
                let _ = thread::Builder::new()
                    .name("finder".into())
                    .spawn_scoped(scope, move || self.work(&sender));
            }
            drop(sender);
            let mut found = Found::default();
            let mut beat = Beat::new(PACE);
            while !found.over && !self.stop.load(Ordering::Relaxed) {
                match receiver.recv_timeout(beat.pace) {
                    Ok((hits, looked)) => {
                        found.hits.extend(hits);
                        found.looked += looked;
                    }
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => found.over = true,
                }
                if beat.is_due(!found.hits.is_empty()) || found.over {
                    beat.pace = SLOWEST.min(beat.pace * 3 / 2);
                    let (looked, over) = (found.looked, found.over);
                    if !send(mem::take(&mut found)) {
                        self.stop.store(true, Ordering::Relaxed);
                    }
                    (found.looked, found.over) = (looked, over);
                }
            }
        });
    }

    fn work(&self, sender: &Sender<(Vec<Hit>, usize)>) {
        let mut raw = Raw::new(self.roots);
        let (mut hits, mut looked) = (Vec::new(), 0);
        let mut beat = Beat::new(PULSE);
        loop {
            let from = self.next.fetch_add(SOME, Ordering::Relaxed);
            let rest = self.candidates.get(from..).unwrap_or_default();
            let some = rest.get(..SOME).unwrap_or(rest);
            for candidate in some {
                if self.stop.load(Ordering::Relaxed) {
                    return;
                }
                hits.extend(self.hit(&mut raw, candidate));
            }
            looked += some.len();
            if beat.is_due(!hits.is_empty()) || some.is_empty() {
                let told = (mem::take(&mut hits), mem::take(&mut looked));
                if sender.send(told).is_err() || some.is_empty() {
                    return;
                }
            }
        }
    }

    /// What cannot be read has nothing in it.
    fn hit(&self, raw: &mut Raw, candidate: &Candidate) -> Option<Hit> {
        let text = raw.text(&candidate.id, candidate.body).ok()?;
        let (bits, first) = bits(text, &self.seekers);
        (bits != 0).then(|| Hit {
            slot: candidate.slot,
            bits,
            stretch: Stretch::new(text, first),
        })
    }
}
