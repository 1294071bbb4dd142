//! One worker of a scan: takes jobs until none is left, and makes each file an article, out of the index where that still
//! holds, else out of the file's head.

use rustix::fs::{AtFlags, statat};
use std::os::fd::OwnedFd;

use crate::content::article::{Article, ArticleId};
use crate::index::{Findings, Index, Piece, Stamp};
use crate::loader::head::Heads;
use crate::loader::outbox::Outbox;
use crate::loader::queue::{Files, Job, Queue};
use crate::loader::seen::Place;
use crate::loader::sieve::{Sieve, Wanted};
use crate::loader::{Summary, open, walk};

/// See the top of the file.
pub(super) struct Worker<'a> {
    queue: &'a Queue<'a>,
    outbox: Outbox<'a>,
    heads: Heads,
    findings: Findings<'a>,
    sieve: Option<Sieve<'a>>,
}

impl<'a> Worker<'a> {
    pub(super) fn new(queue: &'a Queue<'a>, index: &'a Index, outbox: Outbox<'a>) -> Self {
        Self {
            queue,
            outbox,
            heads: Heads::new(),
            findings: Findings::new(index),
            sieve: None,
        }
    }

    /// One that keeps what is wanted alone.
    pub(super) fn sifting(self, wanted: Option<Wanted<'a>>) -> Self {
        let sieve = wanted.map(Sieve::new);
        Self { sieve, ..self }
    }

    /// Works until nothing is left.
    pub(super) fn run(mut self) -> (Summary, Vec<Piece>) {
        let queue = self.queue;
        while let Some((job, _lease)) = queue.next(&mut self.outbox) {
            match job {
                Job::Folder(place, listed) => {
                    let to = (&mut self.outbox, &mut self.findings);
                    let files = walk::walk(place, &listed, queue, to);
                    if let Some(files) = files {
                        self.files(files);
                    }
                }
                Job::Files(files) => self.files(files),
                Job::File(Place {
                    source, path, real, ..
                }) => {
                    let id = ArticleId { source, path };
                    self.outbox.push(self.heads.article(id, open::file(&real)));
                }
            }
        }
        self.outbox.flush();
        (self.outbox.summary, self.findings.pieces())
    }

    fn files(&mut self, files: Files) {
        let (source, (folder, number)) = (files.source, files.part);
        self.findings.begin(source, &folder, number);
        for path in files.paths {
            if self.queue.stopped() {
                return;
            }
            let id = ArticleId { source, path };
            let article = match &mut self.sieve {
                Some(sieve) => {
                    let opened = open::file_in(&files.folder, self.findings.name(&id.path));
                    sieve.article(id, opened, &mut self.heads)
                }
                None => Some(self.article(id, &files.folder)),
            };
            if let Some(article) = article {
                self.outbox.push(article);
            }
        }
        self.findings.end();
    }

    fn article(&mut self, id: ArticleId, folder: &OwnedFd) -> Article {
        if let Some(article) = self.remembered(&id, folder) {
            return article;
        }
        let opened = open::file_in(folder, self.findings.name(&id.path));
        let stamp = opened.as_ref().ok().map(|(_, stamp)| *stamp);
        let article = self.heads.article(id, opened);
        if let Some(stamp) = stamp {
            self.findings.note(&article, stamp);
        }
        article
    }

    /// The article as the index has it, if its file did not change since.
    fn remembered(&mut self, id: &ArticleId, folder: &OwnedFd) -> Option<Article> {
        if self.findings.is_blank() {
            return None;
        }
        let stat = statat(
            folder,
            self.findings.name(&id.path),
            AtFlags::SYMLINK_NOFOLLOW,
        )
        .ok()?;
        self.findings.article(id, Stamp::new(&stat))
    }
}
