//! From folders to articles: threads walk the roots, read the head of each article file and send batches.
//! Also reads the whole of one article when it is opened. Knows neither the app nor the screen.
//! [`roots`] → [`spawn`] → [`Message::Loaded`] … [`Message::Finished`]; [`read_body`] for what is opened.
//! Whatever the threads' order, a scan gives the same articles and the same [`Summary`].

mod again;
mod body;
mod head;
mod links;
mod open;
mod outbox;
mod queue;
mod roots;
mod rules;
mod seen;
mod walk;

use std::num::NonZero;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;

use crate::content::article::{Article, ArticleId};
use crate::loader::head::Heads;
use crate::loader::outbox::{Outbox, Send as Outlet};
use crate::loader::queue::{Files, Job, Queue};
use crate::loader::rules::name;
use crate::loader::seen::Place;
use crate::text::Clean;

pub use again::{Again, Visited};
pub use body::{Body, read_body, read_source};
pub use open::{BODY_MAX, reason};
pub use roots::{Roots, roots};

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
    stop: Arc<AtomicBool>,
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
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
    let handle = Handle {
        stop: Arc::clone(&stop),
    };
    let roots = roots.clone();
    let run = Arc::new(move || scan(&roots, options, &stop, &send));
    let thread = {
        let run = Arc::clone(&run);
        thread::Builder::new()
            .name("loader".into())
            .spawn(move || run())
    };
    if thread.is_err() {
        run();
    }
    handle
}

/// Loads everything under `roots` and returns it, in no particular order.
pub fn load_all(roots: &Roots, options: Options) -> (Vec<Article>, Summary) {
    let (sender, receiver) = mpsc::channel();
    let _running = spawn(roots, options, move |message| sender.send(message).is_ok());
    let mut all = Vec::new();
    let mut summary = Summary::default();
    for message in receiver {
        match message {
            Message::Loaded(mut batch) => all.append(&mut batch),
            Message::Finished(end, _) => summary = end,
        }
    }
    (all, summary)
}

fn scan(roots: &Roots, options: Options, stop: &AtomicBool, send: Outlet<'_>) {
    let queue = Queue::new(roots, options, stop);
    let work = || work(&queue, Outbox::new(roots, send, stop));
    let mut summary = thread::scope(|scope| {
        let hire = |_| {
            thread::Builder::new()
                .name("loader".into())
                .spawn_scoped(scope, work)
                .ok()
        };
        let hired: Vec<_> = (0..workers()).filter_map(hire).collect();
        if hired.is_empty() {
            return work();
        }
        let done = hired.into_iter().filter_map(|worker| worker.join().ok());
        done.fold(Summary::default(), Summary::and)
    });
    summary.problems.sort();
    if !queue.stopped() {
        let visited = Box::new(Visited::new(roots, options, queue.seen()));
        send(Message::Finished(summary, visited));
    }
}

/// Two at least, because one of them may wait for the disk.
fn workers() -> usize {
    thread::available_parallelism()
        .map_or(2, NonZero::get)
        .clamp(2, 8)
}

/// What each worker does, until nothing is left.
fn work<'a>(queue: &Queue<'a>, mut outbox: Outbox<'a>) -> Summary {
    let mut heads = Heads::new();
    while let Some((job, _lease)) = queue.next(&mut outbox) {
        let files = match job {
            Job::Folder(place, listed) => walk::walk(place, &listed, queue, &mut outbox),
            Job::Files(files) => Some(files),
            Job::File(Place {
                source, path, real, ..
            }) => {
                let id = ArticleId { source, path };
                outbox.push(heads.article(id, open::file(&real)));
                None
            }
        };
        if let Some(files) = files {
            read(files, queue, &mut heads, &mut outbox);
        }
    }
    outbox.flush();
    outbox.summary
}

fn read(files: Files, queue: &Queue<'_>, heads: &mut Heads, outbox: &mut Outbox<'_>) {
    for path in files.paths {
        if queue.stopped() {
            return;
        }
        let opened = open::file_in(&*files.folder, name(&path));
        let id = ArticleId {
            source: files.source,
            path,
        };
        outbox.push(heads.article(id, opened));
    }
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
