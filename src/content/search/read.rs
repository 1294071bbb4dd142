//! Tokens → steps and terms, with the first thing that is wrong. Goes on behind every fault, so that a search that
//! is still being typed already finds. Nothing here recurses, and what is read is bounded.

use crate::content::search::lex::{self, Kind, Token, Word, tokens};
use crate::content::search::steps::{Builder, DEEPEST};
use crate::content::search::term::{Term, Test, test};
use crate::content::search::{Fault, MOST_TERMS, Search};

/// Reads what was typed. Where `bodies`, words are looked for in the texts of the articles, too.
pub fn read(text: &str, bodies: bool) -> Search {
    let mut reading = Reading {
        search: Search::default(),
        builder: Builder::new(),
        bodies,
        not: None,
        shown: Vec::new(),
        groups: Vec::new(),
    };
    for token in tokens(text) {
        reading.take(token);
    }
    reading.finish(text.chars().count())
}

struct Reading {
    search: Search,
    builder: Builder,
    bodies: bool,
    /// A `-` whose term is to come: where.
    not: Option<usize>,
    /// What was understood, piece by piece.
    shown: Vec<String>,
    /// How many pieces there were when each open parenthesis began.
    groups: Vec<usize>,
}

impl Reading {
    fn take(&mut self, Token { at, kind }: Token) {
        if matches!(kind, Kind::Or | Kind::Close) {
            self.pending();
        }
        match kind {
            Kind::Not => {
                self.pending();
                self.not = Some(at);
            }
            Kind::Or => {
                if self.builder.or() {
                    self.shown.push("or".to_owned());
                } else {
                    self.fault(at, "nothing stands before “or”");
                }
            }
            Kind::Open if self.builder.depth() >= DEEPEST => {
                self.fault(at, "there are too many parentheses in one another");
            }
            Kind::Open => {
                let negated = self.not.take().is_some();
                self.builder.open(at, negated);
                self.groups.push(self.shown.len());
                self.shown.push(if negated { "-(" } else { "(" }.to_owned());
            }
            Kind::Close => self.close(at),
            Kind::Word(word) => self.word(at, word),
        }
    }

    fn close(&mut self, at: usize) {
        if self.builder.depth() == 0 {
            return self.fault(at, "no “(” belongs to this “)”");
        }
        if self.builder.wants() {
            self.fault(at, "nothing stands behind “or”");
        }
        let any = self.builder.close();
        if !any {
            self.fault(at, "there is nothing in these parentheses");
        }
        self.shut(any);
    }

    /// Shows the end of parentheses; those with nothing in them are not shown.
    fn shut(&mut self, any: bool) {
        let before = self.groups.pop().unwrap_or(0);
        self.shown.pop_if(|last| last == "or");
        if any {
            self.shown.push(")".to_owned());
        } else {
            self.shown.truncate(before);
        }
    }

    fn word(&mut self, at: usize, word: Word) {
        if !word.closed {
            self.fault(at, "a quotation mark is not closed");
        }
        match test(&word) {
            Ok(test) => self.test(at, &word, test),
            Err(what) => {
                self.fault(at, &what);
                // As it stands, where it would be something else without its key.
                let odd = word.text.contains(':')
                    || word.text.starts_with('-')
                    || word.text.eq_ignore_ascii_case("or");
                let word = lex::Word {
                    key: None,
                    quoted: word.quoted || odd,
                    ..word
                };
                if let Ok(test) = test(&word) {
                    self.test(at, &word, test);
                }
            }
        }
        self.not = None;
    }

    fn test(&mut self, at: usize, word: &Word, test: Test) {
        // `""` asks for nothing.
        if word.text.trim().is_empty() && !matches!(test, Test::Has(_)) {
            return;
        }
        if self.search.terms.len() >= MOST_TERMS {
            return self.fault(at, "there are too many words");
        }
        let negated = self.not.is_some();
        let turned = self.builder.turned() != negated;
        let in_text = matches!(test, Test::Text) || self.bodies && matches!(test, Test::Words(_));
        let place = in_text.then(|| self.text(word.text));
        self.search.ranks |= !turned && matches!(test, Test::Words(_) | Test::Text);
        self.builder.test(self.search.terms.len(), negated);
        let sign = if negated { "-" } else { "" };
        self.shown.push(format!("{sign}{}", word.shown()));
        self.search.terms.push(Term {
            test,
            text: place,
            turned,
        });
    }

    /// The number of a text to look for.
    fn text(&mut self, text: &str) -> usize {
        let words: Vec<&str> = text.split_whitespace().collect();
        let text = words.join(" ");
        let texts = &mut self.search.texts;
        let known = texts.iter().position(|known| *known == text);
        known.unwrap_or_else(|| {
            texts.push(text);
            texts.len() - 1
        })
    }

    /// A `-` that nothing belongs to.
    fn pending(&mut self) {
        if let Some(at) = self.not.take() {
            self.fault(at, "nothing stands behind “-”");
        }
    }

    fn fault(&mut self, at: usize, what: &str) {
        let what = what.to_owned();
        self.search.fault.get_or_insert(Fault { at, what });
    }

    fn finish(mut self, length: usize) -> Search {
        self.pending();
        if self.builder.wants() {
            self.fault(length, "nothing stands behind “or”");
        }
        for any in self.builder.open_groups() {
            self.shut(any);
        }
        self.shown.pop_if(|last| last == "or");
        self.search.understood = joined(&self.shown);
        let (steps, open) = self.builder.finish();
        self.search.steps = steps;
        if let Some(at) = open {
            let what = "this “(” is not closed".to_owned();
            self.search.fault.get_or_insert(Fault { at, what });
        }
        self.search
    }
}

/// Pieces with blanks between them, but for those within parentheses.
fn joined(pieces: &[String]) -> String {
    let mut text = String::new();
    for piece in pieces {
        let apart = !text.is_empty() && !text.ends_with('(') && piece != ")";
        text += if apart { " " } else { "" };
        text += piece;
    }
    text
}
