//! Other lists and questions in words: what lies over the panes, the words that can be typed, actions, sections, links.
//! Numbered, so that a number chooses.

use crate::app::Mode;
use crate::app::action::Command;
use crate::app::hints::Hint;
use crate::app::outline::Heading;
use crate::app::outside::Question;
use crate::app::spots::{Goal, Spot};
use crate::app::words::count;
use crate::linear::Linear;
use crate::linear::orders::{WORDS, spots_of};
use crate::linear::said::{PAGE, Seen, sentence};
use crate::text::Clean;

impl Linear {
    /// The rows of the list that lies over the panes, if one does.
    pub(super) fn rows(&self) -> Option<Vec<String>> {
        let app = &self.app;
        Some(match &app.mode {
            Mode::Problems(list) => list.rows.iter().map(|row| row.said.to_string()).collect(),
            Mode::Backlinks(list) => list.rows.iter().map(|row| row.said.to_string()).collect(),
            Mode::Outline(list) => {
                let row = |row: &Heading| format!("{} (level {})", row.title, row.level);
                list.rows.iter().map(row).collect()
            }
            Mode::Topics(list) => {
                let row =
                    |(name, n, _): &(Clean, usize, _)| format!("{name}: {}", count(*n, "article"));
                list.rows.iter().map(row).collect()
            }
            Mode::Hints(list) => {
                let document = &app.reader.document;
                let row = |row: &Hint| document.slice(&row.spot.text).replace('\n', " ");
                list.rows.iter().map(row).collect()
            }
            Mode::Outside(Question::Which(..)) => {
                app.pipes.iter().map(ToString::to_string).collect()
            }
            _ => return None,
        })
    }

    /// A question, what a box is for, or a page of a list.
    pub(super) fn overlay(&mut self, before: &Seen) {
        let question = match &self.app.mode {
            Mode::Filter(_) => {
                "Search for what? The next line is the search; an empty one searches nothing."
                    .to_owned()
            }
            Mode::Find(_) => "Find what in the text? The next line says it.".to_owned(),
            Mode::Confirm(url) => format!("Open {url} in the browser? yes or no."),
            Mode::MarkRead(slots) => {
                format!("Mark {} as read? yes or no.", count(slots.len(), "article"))
            }
            Mode::Outside(Question::Over(copy)) => {
                format!(
                    "There is a file {} already. Write over it? yes or no.",
                    Clean::line(&copy.path)
                )
            }
            Mode::Outside(Question::Where(_, input)) => {
                format!(
                    "Save the copy where? The next line is the path; an empty one is {}.",
                    Clean::line(input.value())
                )
            }
            _ => String::new(),
        };
        if !question.is_empty() {
            return self.say(&question);
        }
        let Some(rows) = self.rows() else {
            // What is for the eye alone.
            return self.command(Command::Back, None);
        };
        if !before.mode {
            self.place.rows = 0;
        }
        let all = rows.len();
        if all == 0 {
            self.say("There is nothing in this list.");
            return self.command(Command::Back, None);
        }
        if self.place.rows == 0 {
            let what = match &self.app.mode {
                Mode::Problems(_) => "Problems",
                Mode::Backlinks(_) => "Articles that link here",
                Mode::Outline(_) => "Headings",
                Mode::Topics(list) => list.page.name(),
                Mode::Hints(_) => "Which one",
                _ => "Commands",
            };
            self.say(&format!("{what}, {all}. “back” closes this list."));
        }
        let first = self.place.rows;
        for (n, row) in rows.iter().enumerate().skip(first).take(PAGE) {
            let said = sentence(row);
            self.say(&format!("{}. {said}", n + 1));
        }
        self.turned(all);
    }

    pub(super) fn help(&mut self) {
        self.say("Type one of these words, or the beginning of one, and Enter.");
        for (name, _, about) in WORDS {
            self.say(&format!("{name}: {about}."));
        }
    }

    pub(super) fn actions(&mut self) {
        for entry in self.app.keys.entries.clone() {
            let keys = entry.keys(self.app.focus);
            let keys = if keys.is_empty() {
                String::new()
            } else {
                format!(" Key: {keys}")
            };
            let about = if entry.help.is_empty() {
                String::new()
            } else {
                format!(": {}.", entry.help)
            };
            self.say(&format!("{}{about}{keys}", entry.name));
        }
    }

    pub(super) fn sections(&mut self) {
        let chosen = self.app.browser.query.section.clone();
        for (n, tab) in self.app.tabs().iter().enumerate() {
            let articles = tab.count.map(|n| format!(", {}", count(n, "article")));
            let here = if tab.is(&chosen) { ", shown now" } else { "" };
            let articles = articles.unwrap_or_default();
            self.say(&format!("{}. {}{articles}{here}.", n + 1, tab.name));
        }
        self.say("“section” and a name or number shows one.");
    }

    pub(super) fn links(&mut self) {
        let spots = spots_of(self);
        let document = &self.app.reader.document;
        let row = |(_, spot): &(u16, Spot)| {
            let words = document.slice(&spot.text).replace('\n', " ");
            let target = match spot.goal {
                Goal::Link(link) => document
                    .links
                    .get(link as usize)
                    .map(|it| it.target.clone()),
                _ => None,
            };
            match target {
                Some(target) if *target != *words => format!("{words}, to {target}"),
                _ => words,
            }
        };
        let rows: Vec<String> = spots.iter().map(row).collect();
        for (n, row) in rows.iter().enumerate() {
            self.say(&format!("{}. {row}", n + 1));
        }
        self.say(if rows.is_empty() {
            "There are no links in the text."
        } else {
            "“follow” and a number goes there."
        });
    }
}
