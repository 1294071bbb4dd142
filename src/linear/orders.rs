//! What a line means that is typed: a number, a word of the few that are for here alone, an action by its name or the
//! beginning of it, or its key. In a box it is the text, at a question the answer.

use std::collections::HashSet;

use crate::app::Mode;
use crate::app::action::{Action, Command, Edit};
use crate::app::browser::Tab;
use crate::app::outside::Question;
use crate::app::panes::Focus;
use crate::app::spots::{self, Spot};
use crate::linear::Linear;
use crate::linear::said::view;
use crate::text::Clean;

/// Words beside the names of actions: each with what it does.
#[rustfmt::skip] // one row is one line
pub(super) const WORDS: &[(&str, Word, &str)] = &[
    ("help", Word::Help, "these words"),
    ("list", Word::List, "the list, from its start"),
    ("more", Word::More, "the next page of the list or of the text; an empty line does the same"),
    ("NUMBER", Word::Number, "opens that article of the list, or chooses that row of another list"),
    ("read", Word::Read, "opens the selected article"),
    ("again", Word::Again, "the same page of the text once more"),
    ("next", Word::Do(Command::NextArticle), "the next article"),
    ("previous", Word::Do(Command::PreviousArticle), "the previous article"),
    ("back", Word::Do(Command::Back), "back to the list; in the list, undo the search"),
    ("sections", Word::Sections, "the sections, with their numbers"),
    ("section", Word::Section, "what is in a section: its name or number"),
    ("search", Word::Search, "articles that answer a search, written as in the box of the reader; so does “/” with words"),
    ("find", Word::Find, "words in the text; “next-hit” goes on; “/” with words finds them, too"),
    ("links", Word::Links, "the links of the text, with their numbers"),
    ("follow", Word::Follow, "goes where the link of that number leads"),
    ("outline", Word::Do(Command::Outline), "the headings, to choose from"),
    ("mark", Word::Do(Command::ToggleRead), "the article is read, or unread again"),
    ("star", Word::Do(Command::ToggleStar), "the article gets a star, or loses it"),
    ("status", Word::Status, "where one is, and what is filtered"),
    ("actions", Word::Actions, "every action of the reader by its name; each can be typed here"),
    ("quit", Word::Do(Command::Quit), "the end"),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    Help,
    List,
    More,
    Number,
    Read,
    Again,
    Sections,
    Section,
    Search,
    Find,
    Links,
    Follow,
    Status,
    Actions,
    Do(Command),
}

/// A way to choose from what begins with the same letters.
enum Meaning {
    Word(Word),
    Name(Command),
}

impl Linear {
    /// Does what a line says.
    pub(super) fn obey(&mut self, line: &str) {
        match &self.app.mode {
            Mode::Filter(_) | Mode::Find(_) | Mode::Outside(Question::Where(..)) => {
                return self.write(line);
            }
            Mode::Confirm(_) | Mode::MarkRead(_) | Mode::Outside(Question::Over(_)) => {
                let yes = ["y", "yes"].contains(&line.to_lowercase().as_str());
                self.command(if yes { Command::Read } else { Command::Back }, None);
                if !yes {
                    self.say("No.");
                }
                return;
            }
            _ => {}
        }
        if line.is_empty() {
            return self.more();
        }
        if let Some(words) = line.strip_prefix('/').filter(|words| !words.is_empty()) {
            return self.seek(words.trim());
        }
        let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
        let rest = rest.trim();
        if let Ok(number) = first.parse::<u16>() {
            return self.choose(number);
        }
        let word = first.to_lowercase();
        let exact = WORDS.iter().find(|(name, ..)| *name == word);
        if let Some((_, word, _)) = exact {
            return self.do_word(*word, rest);
        }
        let entries = || self.app.keys.entries.iter();
        let exactly = entries().find(|it| it.name == word);
        let key = || self.keys.typed(&self.app, line);
        if let Some(command) = exactly.map(|it| it.command).or_else(key) {
            return self.do_command(command, rest.parse().ok());
        }
        let begins = |name: &str| name.starts_with(&word);
        let words = WORDS.iter().filter(|(name, ..)| begins(name));
        let mut meanings: Vec<_> = words
            .map(|(name, it, _)| (*name, Meaning::Word(*it)))
            .collect();
        let names = entries().filter(|it| begins(it.name));
        meanings.extend(names.map(|it| (it.name, Meaning::Name(it.command))));
        meanings.dedup_by(|one, other| one.0 == other.0);
        match meanings.as_slice() {
            [(_, Meaning::Word(word))] => self.do_word(*word, rest),
            [(_, Meaning::Name(command))] => self.do_command(*command, rest.parse().ok()),
            [] => self.unknown(&word),
            several => {
                let names: Vec<&str> = several.iter().map(|(name, _)| *name).collect();
                self.say(&format!("“{word}” may be: {}.", names.join(", ")));
            }
        }
    }

    /// Says what a word may have meant that means nothing.
    fn unknown(&mut self, word: &str) {
        let entries = self.app.keys.entries.iter();
        let near = entries.filter(|it| it.name.contains(word) || it.help.contains(word));
        let near: Vec<_> = near.map(|it| it.name).take(8).collect();
        let near = match near.as_slice() {
            [] => "“help” says what there is.".to_owned(),
            near => format!("Perhaps: {}.", near.join(", ")),
        };
        self.say(&format!("There is no “{word}”. {near}"));
    }

    /// Looks for words where one is: among the articles, or in the text.
    fn seek(&mut self, words: &str) {
        let word = match self.app.focus {
            Focus::List => Word::Search,
            Focus::Reader => Word::Find,
        };
        self.do_word(word, words);
    }

    fn do_word(&mut self, word: Word, rest: &str) {
        let keeps = [Word::Help, Word::More, Word::Number, Word::Status].contains(&word);
        if !keeps && !matches!(word, Word::Do(_)) {
            self.leave_list();
        }
        match word {
            Word::Help | Word::Number => self.help(),
            Word::List => {
                self.to(Focus::List);
                self.place.rows = 0;
                self.place.wanted = true;
            }
            Word::More => self.more(),
            Word::Read if self.app.focus == Focus::List => self.command(Command::Read, None),
            Word::Read | Word::Again => self.place.forget(),
            Word::Sections => self.sections(),
            Word::Section => self.section(rest),
            Word::Search | Word::Find => {
                let search = word == Word::Search;
                self.to(if search { Focus::List } else { Focus::Reader });
                let command = if search {
                    Command::Filter
                } else {
                    Command::Find
                };
                self.command(command, None);
                if !rest.is_empty() {
                    self.write(rest);
                }
            }
            Word::Links => self.links(),
            Word::Follow => match rest.parse() {
                Ok(number) => self.follow(number),
                Err(_) => self.say("Which? “links” says their numbers."),
            },
            Word::Status => self.place.status = true,
            Word::Actions => self.actions(),
            Word::Do(command) => self.do_command(command, rest.parse().ok()),
        }
    }

    /// Does what a key would, wherever it is bound; what is for the eye alone is not done.
    fn do_command(&mut self, command: Command, count: Option<u16>) {
        match command {
            Command::Help => return self.help(),
            Command::Palette => return self.actions(),
            Command::Hints => return self.links(),
            Command::Sheet
            | Command::Select
            | Command::Picture
            | Command::Fetch
            | Command::Hyphenate
            | Command::Justify
            | Command::WiderList
            | Command::NarrowerList
            | Command::WiderText
            | Command::NarrowerText
            | Command::Density
            | Command::Stack
            | Command::Zen
            | Command::Theme
            | Command::Mouse
            | Command::Suspend
            | Command::Redraw => {
                return self.say("This is for the screen alone, and does nothing here.");
            }
            _ => {}
        }
        let here = matches!(command, Command::Back | Command::Quit);
        let turns = matches!(self.app.mode, Mode::Topics(_))
            && matches!(command, Command::NextSection | Command::PreviousSection);
        if !here && !turns {
            self.leave_list();
            let focus = self.app.focus;
            let entry = self
                .app
                .keys
                .entries
                .iter()
                .find(|it| it.command == command);
            if entry.is_some_and(|it| !it.is_for(focus)) {
                self.to(match focus {
                    Focus::List => Focus::Reader,
                    Focus::Reader => Focus::List,
                });
            }
        }
        self.command(command, count);
    }

    /// Closes what lies over the panes.
    fn leave_list(&mut self) {
        if !matches!(self.app.mode, Mode::Normal) {
            self.command(Command::Back, None);
        }
    }

    /// To the list, or into the text.
    fn to(&mut self, focus: Focus) {
        // A step out may first let go of a link, or of what was looked for.
        for _ in 0..3 {
            if self.app.focus != focus {
                let list = focus == Focus::List;
                self.command(if list { Command::Back } else { Command::Read }, None);
            }
        }
    }

    /// Puts a text into the box that is open, and closes it.
    fn write(&mut self, text: &str) {
        let keeps = matches!(self.app.mode, Mode::Outside(_)) && text.is_empty();
        if !keeps {
            self.act(Action::Edit(Edit::End));
            self.act(Action::Edit(Edit::BackspaceLine));
            self.act(Action::Edit(Edit::Insert(text.to_owned())));
        }
        self.command(Command::Read, None);
    }

    /// A row of what is listed, from 1.
    fn choose(&mut self, number: u16) {
        let letters = match &self.app.mode {
            Mode::Hints(hints) => {
                let hint = hints.rows.get(usize::from(number).wrapping_sub(1));
                Some(hint.map(|hint| hint.label.clone()).unwrap_or_default())
            }
            _ => None,
        };
        if let Some(letters) = letters {
            for letter in letters.chars() {
                self.act(Action::Edit(Edit::Insert(letter.to_string())));
            }
            return;
        }
        let rows = self
            .rows()
            .map_or(self.app.browser.rows.len(), |rows| rows.len());
        if number == 0 || usize::from(number) > rows {
            return self.say(&format!(
                "There is no number {number} here; there are {rows}."
            ));
        }
        if self.rows().is_some() {
            if let Mode::Outline(list) = &self.app.mode {
                let row = list.rows.get(usize::from(number) - 1);
                self.place.sought = row.map(|row| row.at);
            }
            self.command(Command::Start, None);
            if number > 1 {
                self.command(Command::Down, Some(number - 1));
            }
        } else {
            self.to(Focus::List);
            self.command(Command::Start, Some(number));
        }
        self.command(Command::Read, None);
    }

    /// Goes on where one was told last.
    fn more(&mut self) {
        if self.app.focus == Focus::List || self.rows().is_some() {
            self.place.wanted = true;
            return;
        }
        let end = self.place.end(&self.app);
        if end >= self.app.reader.layout.leaves.len() {
            self.dwell();
            return self.command(Command::Onward, None);
        }
        // A long leaf is said at once, and may be several pages long.
        while view(&self.app).1 < end {
            let before = self.app.reader.top;
            self.command(Command::PageDown, None);
            if self.app.reader.top == before {
                break;
            }
        }
        self.place.wanted = true;
    }

    fn section(&mut self, name: &str) {
        let tabs = self.app.tabs();
        let lower = name.to_lowercase();
        let number = name
            .parse::<usize>()
            .ok()
            .map(|number| number.wrapping_sub(1));
        let number = number.filter(|number| *number < tabs.len());
        let is = |tab: &Tab| tab.name.to_lowercase() == lower;
        let begins = |tab: &Tab| tab.name.to_lowercase().starts_with(&lower);
        let found = number.or_else(|| tabs.iter().position(is));
        let found = found.or_else(|| tabs.iter().position(begins));
        let found = found.filter(|_| !name.is_empty());
        let Some(n) = found.and_then(|found| u8::try_from(found + 1).ok()) else {
            let name = Clean::line(name);
            return self.say(&format!(
                "There is no section “{name}”. “sections” lists them."
            ));
        };
        self.to(Focus::List);
        self.command(Command::Section(n), None);
        self.place.wanted = true;
        self.place.rows = 0;
    }

    /// Selects a link by its number in the text, and goes where it leads.
    fn follow(&mut self, number: u16) {
        self.to(Focus::Reader);
        let spots = spots_of(self);
        let wanted = usize::from(number)
            .checked_sub(1)
            .and_then(|at| spots.get(at));
        let Some(nth) = wanted.map(|(nth, _)| *nth) else {
            let count = spots.len();
            return self.say(&format!(
                "There is no link {number} here; there are {count}."
            ));
        };
        self.command(Command::Start, None);
        self.app_forgets_link();
        self.command(Command::NextLink, Some(nth));
        self.command(Command::Follow, None);
    }

    fn app_forgets_link(&mut self) {
        if self.app.reader.link.is_some() {
            self.command(Command::Back, None);
        }
    }
}

/// Where one can go from the text, in order, each goal once, with its number among all that lead somewhere.
pub(super) fn spots_of(linear: &Linear) -> Vec<(u16, Spot)> {
    let document = &linear.app.reader.document;
    let after = |spot: &Spot| spots::next(document, spot.text.start + 1);
    let all = std::iter::successors(spots::next(document, 0), after);
    let mut goals = HashSet::new();
    let numbered = (1..u16::MAX).zip(all);
    numbered
        .filter(|(_, spot)| goals.insert(spot.goal))
        .collect()
}
