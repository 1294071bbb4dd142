//! `newsreader show`: one article as the reading pane shows it, all at once.
//! Share by share, set by several threads, so that a long article takes neither long nor much memory.

use std::io::{self, Write};
use std::num::NonZero;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::app::code::{self, Code};
use crate::highlighter::Highlighter;
use crate::layout::tokens::Tokens;
use crate::layout::{Typesetting, some};
use crate::markdown::document::Document;
use crate::print::to_stdout;
use crate::view::ansi::{self, Escapes};

/// What is not found in an article's code by then stays plain.
const LONGEST: Duration = Duration::from_secs(5);

/// Blocks of one share.
const SHARE: u32 = 256;
/// Shares that a thread may be ahead.
const AHEAD: usize = 4;

/// What the words of the document's code are; found by several threads, each of which looks at some of the blocks.
pub fn tokens(document: &Document) -> Tokens {
    let mut tokens = Tokens::default();
    let codes = code::to_colour(document);
    if codes.is_empty() {
        return tokens;
    }
    let highlighter = Highlighter::default();
    let start = Instant::now();
    let find = |code: &Code| {
        let goes_on = || start.elapsed() < LONGEST;
        let found = highlighter.tokens(&code.language, &code.text, goes_on);
        (code.start, found)
    };
    let workers = workers();
    let some = |first: usize| -> Vec<_> {
        let its = codes.iter().skip(first).step_by(workers);
        its.map(find).collect()
    };
    let mut found = thread::scope(|scope| {
        let hire = |first| thread::Builder::new().spawn_scoped(scope, move || some(first));
        let hired: Vec<_> = (1..workers).map(hire).collect();
        let mut found = some(0);
        for (first, worker) in (1..).zip(hired) {
            let its = worker.ok().and_then(|worker| worker.join().ok());
            found.extend(its.unwrap_or_else(|| some(first)));
        }
        found
    });
    found.sort_by_key(|(start, _)| *start);
    for (start, its) in found {
        tokens.add(start, its);
    }
    tokens
}

/// Writes `document` set in `width` columns; without escapes, plain text.
///
/// # Errors
/// When standard output cannot be written to.
pub fn show(
    document: &Document,
    (width, typesetting): (u16, Typesetting),
    escapes: Option<Escapes>,
) -> io::Result<()> {
    let setting = Setting {
        document,
        how: (width, typesetting),
        escapes,
    };
    to_stdout(|out| setting.write(workers(), out))
}

/// As many as the machine does at once.
fn workers() -> usize {
    thread::available_parallelism()
        .map_or(1, NonZero::get)
        .min(8)
}

/// A document and how it is written.
#[derive(Clone, Copy)]
struct Setting<'a> {
    document: &'a Document,
    how: (u16, Typesetting),
    escapes: Option<Escapes<'a>>,
}

impl Setting<'_> {
    /// Writes all blocks in order; `workers` threads set some of them each, one after the other a share. Those of a thread
    /// that does not come are set here.
    fn write(self, workers: usize, out: &mut dyn Write) -> io::Result<()> {
        let shares = (self.document.blocks.len() as u32).div_ceil(SHARE);
        if workers < 2 || shares < 2 {
            return self.write_alone(out);
        }
        thread::scope(|scope| {
            let hire = |first: usize| {
                let (sender, receiver) = sync_channel(AHEAD);
                let work = move || {
                    for share in (0..shares).skip(first).step_by(workers) {
                        if sender.send(self.text(share)).is_err() {
                            return;
                        }
                    }
                };
                let _ = thread::Builder::new().spawn_scoped(scope, work);
                receiver
            };
            let workers: Vec<Receiver<String>> = (0..workers).map(hire).collect();
            for (share, worker) in (0..shares).zip(workers.iter().cycle()) {
                let text = worker.recv().unwrap_or_else(|_| self.text(share));
                out.write_all(text.as_bytes())?;
            }
            Ok(())
        })
    }

    /// The same without threads.
    fn write_alone(self, out: &mut dyn Write) -> io::Result<()> {
        let shares = (self.document.blocks.len() as u32).div_ceil(SHARE);
        for share in 0..shares {
            out.write_all(self.text(share).as_bytes())?;
        }
        Ok(())
    }

    /// The lines of one share of the blocks.
    fn text(self, share: u32) -> String {
        let blocks = self.document.blocks.len() as u32;
        let first = share * SHARE;
        let mut text = String::new();
        for line in some(self.document, first..blocks.min(first + SHARE), self.how) {
            ansi::line(&line, self.document, self.escapes, &mut text);
            text.push('\n');
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::parse::{Head, parse};

    #[test]
    fn threads_write_what_one_would_write() {
        let one =
            |n: usize| format!("> - *Item* {n} [of](b{n}.md) some.\n\n| a | {n} |\n|---|---|\n\n");
        let body: Vec<String> = (0..2000).map(one).collect();
        let body = body.concat();
        let document = parse(&Head::default(), &body);
        let setting = Setting {
            document: &document,
            how: (40, Typesetting::default()),
            escapes: None,
        };
        let (mut alone, mut shared) = (Vec::new(), Vec::new());
        setting.write_alone(&mut alone).unwrap();
        setting.write(3, &mut shared).unwrap();
        assert!(alone == shared);
        let mut lines = String::new();
        for line in crate::layout::all(&document, 40, Typesetting::default()) {
            ansi::line(&line, &document, None, &mut lines);
            lines.push('\n');
        }
        assert!(lines.as_bytes() == alone);
    }
}
