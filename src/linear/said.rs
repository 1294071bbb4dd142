//! What is said of the app: what came of a line that was typed, the list and the text page by page, and other lists.
//! Whole sentences and numbers, in the order of reading; what did not change is not said again.

use crate::app::panes::Focus;
use crate::app::status::{caption, empty, status};
use crate::app::words::count;
use crate::app::{App, Mode};
use crate::content::article::ArticleId;
use crate::content::library::Slot;
use crate::content::query::Query;
use crate::layout::Position;
use crate::linear::{Linear, text};

/// Rows of a list that are said at once.
pub(super) const PAGE: usize = 15;

/// How far lists and the text were said.
#[derive(Debug, Default)]
pub(super) struct Place {
    /// Rows of the list, or of what lies over it.
    pub(super) rows: usize,
    /// Leaves of the text up to here; none of it was said yet where there is nothing.
    text: Option<usize>,
    /// A place of the text to be said from.
    pub(super) sought: Option<u32>,
    /// Whether more is to be said.
    pub(super) wanted: bool,
    /// Whether the status is.
    pub(super) status: bool,
}

impl Place {
    /// What was said of the text is to be said again.
    pub(super) fn forget(&mut self) {
        (self.text, self.wanted) = (None, true);
    }

    /// The first leaf that was not said.
    pub(super) fn end(&self, app: &App) -> usize {
        self.text.unwrap_or(app.reader.top.leaf as usize)
    }
}

/// The first leaf of the page that is shown, and the last.
pub(super) fn view(app: &App) -> (usize, usize) {
    let top = app.reader.top;
    let height = usize::from(app.panes().column.height);
    let lines = app.reader.layout.lines_from(top).take(height);
    let last = lines.last().map_or(top, |(position, _)| position);
    (top.leaf as usize, last.leaf as usize)
}

/// What there was before a line was typed.
pub(super) struct Seen {
    focus: Focus,
    article: Option<ArticleId>,
    /// Whether the file or its changes are shown, and how much of the text is not folded.
    form: (bool, bool, usize),
    query: Query,
    rows: Vec<Slot>,
    selected: Option<Slot>,
    marks: (bool, bool),
    top: Position,
    hit: Option<u32>,
    spot: Option<u32>,
    /// Whether something lay over the panes.
    pub(super) mode: bool,
}

impl Seen {
    pub(super) fn of(app: &App) -> Self {
        let reader = &app.reader;
        let hit = reader.find.current().map(|hit| hit.start);
        Self {
            focus: app.focus,
            article: reader.article.clone(),
            form: (reader.source, reader.changes, reader.layout.leaves.len()),
            query: app.browser.query.clone(),
            rows: app.browser.rows.clone(),
            selected: app.browser.selected(),
            marks: marks(app),
            top: reader.top,
            hit,
            spot: reader.link.as_ref().map(|link| link.text.start).or(hit),
            mode: !matches!(app.mode, Mode::Normal),
        }
    }
}

/// Whether the selected article is read, and starred.
fn marks(app: &App) -> (bool, bool) {
    let id = app.selected().map(|article| &article.id);
    let marks = &app.marks;
    id.map_or((false, false), |id| {
        (marks.is_read(id), marks.is_starred(id))
    })
}

impl Linear {
    pub(super) fn greet(&mut self) {
        let articles = count(self.app.library.len(), "article");
        self.say(&format!(
            "newsreader, {articles}. “help” says what can be typed."
        ));
        if let Some(notice) = self.app.notice.take() {
            self.say(&sentence(&notice));
        }
        if self.app.focus == Focus::Reader {
            self.article();
        } else {
            self.list();
        }
    }

    /// Says what is another than before.
    pub(super) fn tell(&mut self, before: &Seen) {
        let now = Seen::of(&self.app);
        if self.over {
            return;
        }
        if let Some(notice) = &self.app.notice {
            let notice = sentence(notice);
            // What it announces stands below it.
            self.out.insert_str(0, &format!("{notice}\n"));
            self.app_heard();
        }
        if now.mode {
            self.overlay(before);
        } else if now.focus == Focus::Reader {
            self.tell_text(before, &now);
        } else {
            self.tell_list(before, &now);
        }
        if self.place.status || self.out.is_empty() {
            let said = sentence(&status(&self.app));
            self.say(&said);
        }
        (self.place.wanted, self.place.status) = (false, false);
    }

    /// A notice is said once.
    fn app_heard(&mut self) {
        self.app.notice = None;
    }

    fn tell_text(&mut self, before: &Seen, now: &Seen) {
        if before.focus != now.focus || before.article != now.article || before.form != now.form {
            return self.article();
        }
        if before.marks != now.marks {
            self.say_marks(now.marks);
        }
        let (first, last) = view(&self.app);
        let end = self.place.end(&self.app);
        if let Some(at) = self.place.sought.take() {
            let reader = &mut self.app.reader;
            let leaf = reader.layout.line_at(&reader.document, at).leaf as usize;
            self.text(leaf, last.max(leaf));
        } else if now.spot != before.spot
            && let Some(at) = now.spot
        {
            let reader = &mut self.app.reader;
            let leaf = reader.layout.line_at(&reader.document, at).leaf as usize;
            self.place.status |= now.hit != before.hit;
            self.text(leaf, leaf);
        } else if self.place.wanted {
            let from = self.place.text.map_or(first, |_| end);
            self.text(from, last.max(from));
        } else if now.top > before.top && first < end {
            self.text(end.min(last), last);
        } else if now.top != before.top {
            self.text(first, last);
        }
    }

    fn tell_list(&mut self, before: &Seen, now: &Seen) {
        let changed = before.query != now.query || before.rows != now.rows;
        if changed || before.mode {
            self.place.rows = 0;
        }
        if changed || self.place.wanted {
            return self.list();
        }
        let same =
            (before.selected, before.marks, before.focus) == (now.selected, now.marks, now.focus);
        if !same && let Some(said) = self.entry(self.app.browser.cursor) {
            self.say(&said);
        }
    }

    /// The article that is open: what it is, and its first page.
    fn article(&mut self) {
        let (at, all) = (self.app.browser.cursor + 1, self.app.browser.rows.len());
        let minutes = count(self.app.reader.minutes, "minute");
        self.say(&format!("Article {at} of {all}, {minutes}."));
        self.say_marks(marks(&self.app));
        if self.app.reader.changes {
            self.say("What changed since it was read:");
        } else if self.app.reader.source {
            self.say("Its file as it is:");
        }
        if let Some(trouble) = self.app.reader.trouble.clone() {
            self.say(&sentence(&trouble));
        }
        let (first, last) = view(&self.app);
        self.text(first, last);
    }

    /// The text from one leaf to another.
    fn text(&mut self, first: usize, last: usize) {
        let reader = &self.app.reader;
        let leaves = &reader.layout.leaves;
        // What was not said before cannot end here.
        let said = self.place.text == Some(first);
        let mut before = first
            .checked_sub(1)
            .filter(|_| said)
            .and_then(|at| leaves.get(at).copied());
        for leaf in leaves.iter().take(last + 1).skip(first) {
            text::leaf(&reader.document, *leaf, before, &mut self.out);
            before = Some(*leaf);
        }
        let over = last + 1 >= leaves.len();
        self.place.text = Some(last + 1);
        self.say(if over {
            "End of the article. Enter goes on to the next unread one, “back” to the list."
        } else {
            "Enter goes on."
        });
    }

    fn say_marks(&mut self, (read, starred): (bool, bool)) {
        let read = if read { "Read" } else { "Unread" };
        let starred = if starred { ", starred" } else { "" };
        self.say(&format!("{read}{starred}."));
    }

    /// The next page of the list, behind what it is if it is the first.
    fn list(&mut self) {
        let app = &self.app;
        let all = app.browser.rows.len();
        let first = self.place.rows;
        if first == 0 {
            let what = caption(app).replace(" · ", ", ");
            self.say(&format!("{what}. {}.", count(all, "article")));
        }
        if all == 0 {
            let said = empty(&self.app).replace("Esc ", "“back” ");
            return self.say(&said.replace("Press Tab for", "“sections” lists"));
        }
        for row in first..all.min(first + PAGE) {
            if let Some(said) = self.entry(row) {
                self.say(&said);
            }
        }
        self.turned(all);
    }

    /// A page of a list was said.
    pub(super) fn turned(&mut self, all: usize) {
        let to = (self.place.rows + PAGE).min(all);
        self.place.rows = if to < all { to } else { 0 };
        self.say(&if to < all {
            format!("To {to} of {all}. Enter goes on; a number chooses.")
        } else {
            "That is all. A number chooses.".to_owned()
        });
    }

    /// An article of the list: `3. Title. Sports. 1 September 2020. Unread, starred.`
    fn entry(&self, row: usize) -> Option<String> {
        let app = &self.app;
        let article = app.library.get(*app.browser.rows.get(row)?)?;
        let mut said = format!("{}. {}", row + 1, sentence(article.title()));
        let sections: Vec<&str> = article.sections().collect();
        let date = article.date.map(|date| app.calendar.full(date));
        let parts = [sections.join(", "), date.unwrap_or_default()];
        for part in parts.iter().filter(|part| !part.is_empty()) {
            said.extend([" ", &sentence(part)]);
        }
        let (id, marks) = (&article.id, &app.marks);
        let problems = article.problems().len();
        let states = [
            (!marks.is_read(id), "unread".to_owned()),
            (marks.is_read(id), "read".to_owned()),
            (marks.is_changed(id), "changed since".to_owned()),
            (marks.is_starred(id), "starred".to_owned()),
            (article.featured, "featured".to_owned()),
            (article.draft, "draft".to_owned()),
            (problems > 0, count(problems, "problem")),
        ];
        let states = states.into_iter().filter(|(is, _)| *is);
        let states: Vec<String> = states.map(|(_, it)| it).collect();
        Some(format!("{said} {}.", states.join(", ")))
    }
}

/// Words of the screen as a sentence.
pub(super) fn sentence(words: &str) -> String {
    let words = words.trim().replace(" · ", ". ");
    if words.ends_with(['.', '?', '!', ':', '…']) {
        words
    } else {
        format!("{words}.")
    }
}
