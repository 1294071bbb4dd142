//! The thread that finds the words of code: the newest request first, older ones broken off.
//! Its panics are caught: code that a grammar fails on stays plain.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};
use std::{io, thread};

use super::Message;
use crate::app::action::Action;
use crate::app::code::Code;
use crate::highlighter::Highlighter;

/// What is not found in an article by then stays plain.
const LONGEST: Duration = Duration::from_secs(5);

type Request = (u64, Vec<Code>);

/// Starts the thread; requests go into what it returns, answers come as [`Action::Coloured`], block by block.
pub(super) fn start(sender: Sender<Message>) -> io::Result<Sender<Request>> {
    let (ask, asked) = channel();
    thread::Builder::new()
        .name("colours".into())
        .spawn(move || answer(&asked, &sender))?;
    Ok(ask)
}

fn answer(asked: &Receiver<Request>, sender: &Sender<Message>) {
    // The grammars are read when there is code to read with them.
    let mut highlighter = None;
    let mut newer: Option<Request> = None;
    while let Some((number, codes)) = newer.take().or_else(|| asked.recv().ok()) {
        let highlighter = highlighter.get_or_insert_with(Highlighter::default);
        let start = Instant::now();
        for code in codes {
            let goes_on = || {
                newer = asked.try_iter().last().or_else(|| newer.take());
                newer.is_none() && start.elapsed() < LONGEST
            };
            let find = || highlighter.tokens(&code.language, &code.text, goes_on);
            let tokens = catch_unwind(AssertUnwindSafe(find)).unwrap_or_default();
            if newer.is_some() {
                break;
            }
            let found = Action::Coloured(number, code.start, tokens);
            if sender.send(Message::Action(found)).is_err() {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newer_request_breaks_off_an_older_one() {
        let code = |text: &str| Code {
            language: "rust".to_owned(),
            text: text.to_owned(),
            start: 7,
        };
        let (ask, asked) = channel();
        let (sender, answers) = channel();
        ask.send((1, vec![code(&"let a = 1;\n".repeat(5000)); 100]))
            .unwrap();
        ask.send((2, vec![code("let"), code("if")])).unwrap();
        drop(ask);
        answer(&asked, &sender);
        drop(sender);
        let numbers = answers.iter().map(|message| match message {
            Message::Action(Action::Coloured(number, 7, tokens)) => (number, tokens.len()),
            _ => (0, 0),
        });
        assert_eq!(numbers.collect::<Vec<_>>(), [(2, 1), (2, 1)]);
    }
}
