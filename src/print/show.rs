//! `newsreader show`: one article as the reading pane shows it, all at once.
//! One thread reads it, others set what was read and colour its code, one writes: a long article takes neither long nor
//! much memory.

use std::collections::{HashMap, HashSet};
use std::io::{self, Write};
use std::num::NonZero;
use std::ops::Range;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, OnceLock};
use std::thread::{self, Scope};
use std::time::{Duration, Instant};

use crate::app::code::{Code, Uncoloured};
use crate::highlighter::Highlighter;
use crate::layout::tokens::{Token, Tokens};
use crate::layout::{Typesetting, some};
use crate::markdown::document::{BlockId, Document};
use crate::markdown::parse::Head;
use crate::markdown::parts::Part;
use crate::markdown::syntax::Syntax;
use crate::print::to_stdout;
use crate::view::ansi::{self, Escapes};
use crate::view::theme::Theme;

/// What is not found in an article's code by then stays plain.
const LONGEST: Duration = Duration::from_secs(5);

/// Blocks of one share, unless the next is a further piece of the last.
const SHARE: usize = 256;
/// Shares that may wait for a thread, and texts for the one that writes.
const AHEAD: usize = 8;

/// What is shown.
#[derive(Clone, Copy)]
pub struct Text<'a> {
    /// What stands above the body.
    pub head: &'a Head,
    /// The body.
    pub body: &'a str,
    /// How it is read.
    pub syntax: Syntax,
}

/// In which colours.
#[derive(Clone, Copy)]
pub struct Colours<'a> {
    /// How text looks.
    pub theme: &'a Theme,
    /// Whether texts may be links to the web.
    pub links: bool,
}

/// Writes `text` set in so many columns; without colours, plain text.
///
/// # Errors
/// When standard output cannot be written to.
pub fn show(
    text: Text<'_>,
    how: (u16, Typesetting),
    colours: Option<Colours<'_>>,
) -> io::Result<()> {
    let highlighter = OnceLock::new();
    let setting = Setting {
        text,
        how,
        colours,
        highlighter: &highlighter,
        start: Instant::now(),
    };
    to_stdout(|out| setting.write(workers(), out))
}

/// As many as the machine does at once.
fn workers() -> usize {
    thread::available_parallelism()
        .map_or(1, NonZero::get)
        .min(8)
}

/// Languages that are made ready before their code is reached.
const LANGUAGES: usize = 8;

/// Some blocks of an article, with what is to be coloured in them.
struct Share {
    document: Arc<Document>,
    blocks: Range<BlockId>,
    codes: Vec<Code>,
}

/// What the words of codes are that were looked at before: articles repeat themselves.
type Known = HashMap<(String, String), Vec<(Range<u32>, Token)>>;

/// A text and how it is written.
#[derive(Clone, Copy)]
struct Setting<'a> {
    text: Text<'a>,
    how: (u16, Typesetting),
    colours: Option<Colours<'a>>,
    highlighter: &'a OnceLock<Highlighter>,
    start: Instant,
}

impl<'a> Setting<'a> {
    /// Writes all shares in order; `workers` threads set one after the other in turn, while another reads on.
    fn write(self, workers: usize, out: &mut dyn Write) -> io::Result<()> {
        if workers < 2 {
            return self.write_alone(out);
        }
        thread::scope(|scope| {
            // Should there be no thread for it, whoever meets code first does it.
            let _ = thread::Builder::new().spawn_scoped(scope, move || self.prepare());
            let hired = (0..workers).filter_map(|_| self.hire(scope));
            let (shares, texts): (Vec<_>, Vec<_>) = hired.unzip();
            let read = move || {
                let mut turns = shares.iter().cycle();
                self.read(&mut |share| {
                    // Whoever does not take it has ended, since nobody wants to read on.
                    let _ = turns.next().map(|worker| worker.send(share));
                });
            };
            if texts.is_empty() || thread::Builder::new().spawn_scoped(scope, read).is_err() {
                return self.write_alone(out);
            }
            // The first that has no more in its turn was given no more.
            for text in texts.iter().cycle().map_while(|worker| worker.recv().ok()) {
                out.write_all(text.as_bytes())?;
            }
            Ok(())
        })
    }

    /// Makes the grammars ready of the languages that code seems to name: that takes long, and at first there is nothing to set.
    fn prepare(self) {
        if self.colours.is_none() {
            return;
        }
        let mut ready = HashSet::new();
        let behind = |fence| self.text.body.split(fence).skip(1);
        for text in behind("```").chain(behind("~~~")) {
            let (first, code) = text.split_once('\n').unwrap_or((text, ""));
            let language = first.split_whitespace().next().unwrap_or_default();
            let is_name = language.starts_with(|c: char| c.is_alphabetic());
            if is_name && ready.insert(language) {
                let highlighter = self.highlighter.get_or_init(Highlighter::default);
                highlighter.tokens(language, code, || self.start.elapsed() < LONGEST);
            }
            if ready.len() >= LANGUAGES {
                return;
            }
        }
    }

    /// The same without threads.
    fn write_alone(self, out: &mut dyn Write) -> io::Result<()> {
        let mut done = Ok(());
        let mut known = Known::new();
        self.read(&mut |share| {
            if done.is_ok() {
                done = out.write_all(self.set(&share, &mut known).as_bytes());
            }
        });
        done
    }

    /// A thread that sets the shares that it is given; none if there cannot be another.
    fn hire<'scope>(
        self,
        scope: &'scope Scope<'scope, '_>,
    ) -> Option<(SyncSender<Share>, Receiver<String>)>
    where
        'a: 'scope,
    {
        let (give, shares) = sync_channel::<Share>(AHEAD);
        let (sender, texts) = sync_channel(AHEAD);
        let work = move || {
            let mut known = Known::new();
            for share in shares {
                if sender.send(self.set(&share, &mut known)).is_err() {
                    return;
                }
            }
        };
        let worker = thread::Builder::new().spawn_scoped(scope, work);
        worker.is_ok().then_some((give, texts))
    }

    /// Reads the text and gives its shares to `take`, in order.
    fn read(self, take: &mut dyn FnMut(Share)) {
        let Text { head, body, .. } = self.text;
        let mut uncoloured = Uncoloured::default();
        let mut part = |part: Part| {
            let document = Arc::new(part.document);
            for blocks in shares(&document, part.first) {
                let codes = match self.colours {
                    Some(_) => uncoloured.take(&document, blocks.clone()),
                    None => Vec::new(),
                };
                let document = Arc::clone(&document);
                take(Share {
                    document,
                    blocks,
                    codes,
                });
            }
        };
        // Where links lead is known in the end, and by which language words are parted, from the whole.
        if self.how.1.hyphenate || self.colours.is_some_and(|colours| colours.links) {
            part(Part::whole(self.text.syntax.parse(head, body)));
        } else {
            self.text.syntax.parts(head, body, &mut part);
        }
    }

    /// The lines of a share.
    fn set(self, share: &Share, known: &mut Known) -> String {
        let Share {
            document, blocks, ..
        } = share;
        let tokens = self.tokens(&share.codes, known);
        let escapes = self.colours.map(|Colours { theme, links }| Escapes {
            tokens: &tokens,
            theme,
            links,
        });
        let mut text = String::new();
        for line in some(document, blocks.clone(), self.how) {
            ansi::line(&line, document, escapes, &mut text);
            text.push('\n');
        }
        text
    }

    /// What the words of codes are.
    fn tokens(self, codes: &[Code], known: &mut Known) -> Tokens {
        let mut tokens = Tokens::default();
        for code in codes {
            let name = (code.language.clone(), code.text.clone());
            let found = known.entry(name).or_insert_with(|| {
                let highlighter = self.highlighter.get_or_init(Highlighter::default);
                let goes_on = || self.start.elapsed() < LONGEST;
                highlighter.tokens(&code.language, &code.text, goes_on)
            });
            tokens.add(code.start, found.iter().cloned());
        }
        tokens
    }
}

/// The blocks of a document from `first` on, in shares; no leaf is in two of them.
fn shares(document: &Document, first: BlockId) -> impl Iterator<Item = Range<BlockId>> {
    let mut from = first as usize;
    std::iter::from_fn(move || {
        let rest = document
            .blocks
            .get(from..)
            .filter(|rest| !rest.is_empty())?;
        let after = rest.iter().skip(SHARE);
        let more = after.take_while(|block| block.continued).count();
        let start = from;
        from += (SHARE + more).min(rest.len());
        Some(start as BlockId..from as BlockId)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::markdown::parse::parse;
    use crate::pieces::PIECES;
    use crate::properties::properties;

    /// What `workers` threads write of a body.
    fn written(body: &str, workers: usize, coloured: bool) -> String {
        let setting = Setting {
            text: Text {
                head: &Head::default(),
                body,
                syntax: Syntax::default(),
            },
            how: (40, Typesetting::default()),
            colours: coloured.then_some(Colours {
                theme: &Theme::COLOURS,
                links: false,
            }),
            highlighter: &OnceLock::new(),
            // However slow the machine is, all is coloured.
            start: Instant::now() + LONGEST * 1000,
        };
        let mut out = Vec::new();
        setting.write(workers, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// The lines of the whole of it, one after the other.
    fn slow(body: &str) -> String {
        let document = parse(&Head::default(), body);
        let mut lines = String::new();
        for line in crate::layout::all(&document, 40, Typesetting::default()) {
            ansi::line(&line, &document, None, &mut lines);
            lines.push('\n');
        }
        lines
    }

    #[test]
    fn threads_write_what_one_would_write() {
        let one = |n: usize| {
            format!(
                "> - *Item* {n} [of](b{n}.md) some.\n\n| a | {n} |\n|---|---|\n\n```c\nint {};\n```\n\n",
                n % 2
            )
        };
        let body: Vec<String> = (0..2000).map(one).collect();
        let body = body.concat();
        assert!(written(&body, 3, false) == slow(&body));
        assert!(written(&body, 1, false) == slow(&body));
        assert!(written(&body, 3, true) == written(&body, 1, true));
        let one_list = body.replace('\n', "\n  ");
        assert!(written(&format!("- {one_list}"), 3, false) == slow(&format!("- {one_list}")));
    }

    proptest! {
        #![proptest_config(properties(64))]
        #[test]
        fn parts_say_what_the_whole_says(pieces in prop::collection::vec(prop::sample::select(PIECES), 1..400)) {
            let body = pieces.join("\n\n");
            prop_assert_eq!(written(&body, 1, false), slow(&body));
        }
    }
}
