//! From folders to articles: threads walk the roots, read the head of each article file and send batches.
//! Also reads the whole of one article when it is opened. Knows neither the app nor the screen.
//! [`roots`] → [`spawn`] → [`Message::Loaded`] … [`Message::Finished`]; [`read_body`] for what is opened.
//! Whatever the threads' order, a scan gives the same articles and the same [`Summary`].

mod again;
mod beside;
mod body;
mod halt;
mod head;
mod links;
mod open;
mod outbox;
mod queue;
mod raw;
mod roots;
mod rules;
mod seen;
mod sieve;
mod walk;
mod worker;

use std::num::NonZero;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, mpsc};
use std::thread::{self, JoinHandle};

use crate::content::article::Article;
use crate::index::{Index, Piece};
use crate::loader::outbox::{Outbox, Send as Outlet};
use crate::loader::queue::Queue;
use crate::loader::worker::Worker;
use crate::text::Clean;

pub use again::{Again, Visited};
pub use beside::{Refused, open_beside};
pub use body::{Body, open_article, read_body, read_print, read_source};
pub use halt::Halt;
pub use open::{BODY_MAX, reason};
pub use raw::Raw;
pub use roots::{Roots, roots};
pub use sieve::Wanted;

/// What is listed besides plain article files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// List what `.gitignore` and `.ignore` files exclude, too.
    pub no_ignore: bool,
    /// List what has a name that begins with a dot, too; but never what is in `.git`.
    pub hidden: bool,
}

/// What a scan has to say, in this order: any number of batches, then the end.
#[derive(Debug)]
pub enum Message {
    /// Some articles, each of them once in a scan.
    Loaded(Vec<Article>),
    /// That was all, and where the scan has been. Not sent by a scan that was stopped.
    Finished(Summary, Box<Visited>),
}

/// What a scan found, and what it passed over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Articles listed.
    pub files: usize,
    /// Articles and folders not listed for their names' dot.
    pub hidden: usize,
    /// Articles and folders not listed because a `.gitignore` or `.ignore` says so.
    pub ignored: usize,
    /// Pipes, sockets and devices by an article's name.
    pub special: usize,
    /// Links that lead out of their root.
    pub outside: usize,
    /// Paths for showing and what is wrong with them, in order: folders that cannot be read, links that were
    /// not followed, files with rules that are wrong.
    pub problems: Vec<(Clean, Clean)>,
}

/// A scan that runs. Dropping it stops the scan; nobody waits for the threads.
#[derive(Debug)]
pub struct Handle {
    _stop: Halt,
    thread: Option<JoinHandle<()>>,
}

impl Handle {
    /// Waits until the scan is over and the index of it is written.
    pub fn finish(mut self) {
        // What a thread of it panicked about was said when it did.
        self.thread.take().map(JoinHandle::join);
    }
}

/// Begins to load everything under `roots` and returns at once. `send` is called by several threads; when it
/// answers false, nobody listens any more and the scan stops.
pub fn spawn(
    roots: &Roots,
    options: Options,
    send: impl Fn(Message) -> bool + Send + Sync + 'static,
) -> Handle {
    let stop = Arc::new(AtomicBool::new(false));
    let roots = roots.clone();
    let run = {
        let stop = Arc::clone(&stop);
        Arc::new(move || Scan::new(&roots, options, &stop).run(&send))
    };
    let thread = {
        let run = Arc::clone(&run);
        thread::Builder::new()
            .name("loader".into())
            .spawn(move || run())
    };
    if thread.is_err() {
        run();
    }
    Handle {
        _stop: Halt::new(stop),
        thread: thread.ok(),
    }
}

/// Loads everything under `roots`, in no particular order, and gives it to `take`. What is returned may still write the
/// index: [`Handle::finish`], when all else is done.
pub fn load(
    roots: &Roots,
    options: Options,
    mut take: impl FnMut(Vec<Article>),
) -> (Summary, Handle) {
    let (sender, receiver) = mpsc::channel();
    let handle = spawn(roots, options, move |message| sender.send(message).is_ok());
    for message in receiver {
        match message {
            Message::Loaded(batch) => take(batch),
            Message::Finished(summary, _) => return (summary, handle),
        }
    }
    (Summary::default(), handle)
}

/// Loads everything under `roots` and returns it, in no particular order.
pub fn load_all(roots: &Roots, options: Options) -> (Vec<Article>, Summary) {
    let mut all = Vec::new();
    let (summary, handle) = load(roots, options, |mut batch| all.append(&mut batch));
    handle.finish();
    (all, summary)
}

/// Loads what is wanted of everything under `roots`, in no particular order, and gives it to `take`. What did not come out of
/// a folder is loaded in any case.
pub fn sift(
    roots: &Roots,
    options: Options,
    wanted: Wanted<'_>,
    mut take: impl FnMut(Vec<Article>),
) -> Summary {
    let stop = AtomicBool::new(false);
    let scan = Scan {
        wanted: Some(wanted),
        ..Scan::new(roots, options, &stop)
    };
    let scan = &scan;
    let run =
        |sender: mpsc::Sender<Message>| move || scan.run(&|message| sender.send(message).is_ok());
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        let loader = thread::Builder::new().name("loader".into());
        if loader.spawn_scoped(scope, run(sender.clone())).is_err() {
            run(sender.clone())();
        }
        drop(sender);
        for message in receiver {
            match message {
                Message::Loaded(batch) => take(batch),
                Message::Finished(summary, _) => return summary,
            }
        }
        Summary::default()
    })
}

/// What a scan goes by.
struct Scan<'a> {
    roots: &'a Roots,
    options: Options,
    stop: &'a AtomicBool,
    wanted: Option<Wanted<'a>>,
}

impl<'a> Scan<'a> {
    fn new(roots: &'a Roots, options: Options, stop: &'a AtomicBool) -> Self {
        Self {
            roots,
            options,
            stop,
            wanted: None,
        }
    }

    fn run(&self, send: Outlet<'_>) {
        let (roots, options, stop) = (self.roots, self.options, self.stop);
        let queue = Queue::new(roots, options, stop);
        let cache = roots.cache.as_deref().filter(|_| self.wanted.is_none());
        let index = Index::open(cache, &roots.scope(options));
        let outbox = || Outbox::new(roots, send, stop);
        let work = || {
            Worker::new(&queue, &index, outbox())
                .sifting(self.wanted)
                .run()
        };
        let done: Vec<(Summary, Vec<Piece>)> = thread::scope(|scope| {
            let hire = |_| {
                thread::Builder::new()
                    .name("loader".into())
                    .spawn_scoped(scope, work)
                    .ok()
            };
            let hired: Vec<_> = (0..workers()).filter_map(hire).collect();
            if hired.is_empty() {
                return vec![work()];
            }
            let done = hired.into_iter().filter_map(|worker| worker.join().ok());
            done.collect()
        });
        let (summaries, pieces): (Vec<Summary>, Vec<_>) = done.into_iter().unzip();
        let mut summary = summaries.into_iter().fold(Summary::default(), Summary::and);
        summary.problems.sort();
        if !queue.stopped() {
            let visited = Box::new(Visited::new(roots, options, queue.seen()));
            send(Message::Finished(summary, visited));
            index.save(pieces.concat());
        }
    }
}

/// How many threads read files at once: two at least, because one of them may wait for the disk.
pub fn workers() -> usize {
    thread::available_parallelism()
        .map_or(2, NonZero::get)
        .clamp(2, 8)
}

impl Summary {
    fn and(mut self, other: Self) -> Self {
        self.files += other.files;
        self.hidden += other.hidden;
        self.ignored += other.ignored;
        self.special += other.special;
        self.outside += other.outside;
        self.problems.extend(other.problems);
        self
    }
}
