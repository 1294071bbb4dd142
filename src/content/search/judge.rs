//! Asks a search of articles: which answer it, and how well. What the reader did with them and what their texts say
//! is known to others, who tell it. The ranks: title before description and names before text.

use std::ops::Range;

use crate::content::article::Article;
use crate::content::found::Bits;
use crate::content::library::{Library, Slot};
use crate::content::marks::Marks;
use crate::content::search::Search;
use crate::content::search::lines::{Has, Lines};
use crate::content::search::steps::run;
use crate::content::search::term::{Is, Term, Test};
use crate::content::search::word::{Fuzzy, Name, Word};

/// Ranks of what a word was found in.
const TITLE: u32 = 0;
const NEARLY: u32 = 1;
const ABOUT: u32 = 2;
const TEXT: u32 = 3;

/// What is known of articles besides themselves.
#[derive(Clone, Copy, Debug)]
pub struct Knowledge<'a> {
    /// What the reader did with them.
    pub marks: &'a Marks,
    /// The present, in seconds since 1970.
    pub now: i64,
    /// What their texts say.
    pub texts: Texts<'a>,
}

impl<'a> Knowledge<'a> {
    /// Nothing is known of their texts.
    pub fn new(marks: &'a Marks, now: i64) -> Self {
        let texts = Texts::default();
        Self { marks, now, texts }
    }
}

/// Which of [`Search::texts`] are found in the articles' texts.
#[derive(Clone, Copy, Debug, Default)]
pub enum Texts<'a> {
    /// None is: nobody has looked.
    #[default]
    Unread,
    /// As far as they have been looked at: a bit for each text.
    Found(&'a Bits),
    /// Not known: those articles answer that could do so.
    Unknown,
}

/// Asks a search of one article after the other.
pub(crate) struct Judge<'a> {
    search: &'a Search,
    known: Knowledge<'a>,
    lines: &'a Lines,
    /// What the lines have of the word of each term, from their first place on; nothing for other terms.
    looked: Vec<Vec<Has>>,
    fuzzy: Fuzzy,
}

impl<'a> Judge<'a> {
    pub(crate) fn new(search: &'a Search, known: Knowledge<'a>, lines: &'a Lines) -> Self {
        let look = |term: &Term| match &term.test {
            Test::Words(word) | Test::Title(word) => lines.look(&word.bare),
            _ => Vec::new(),
        };
        Self {
            search,
            known,
            lines,
            looked: search.terms.iter().map(look).collect(),
            fuzzy: Fuzzy::new(),
        }
    }

    /// The rank of an article that answers the search; the smaller, the better.
    pub(crate) fn rank(&mut self, library: &Library, slot: Slot) -> Option<u32> {
        let search = self.search;
        run(&search.steps, |number| {
            let term = search.terms.get(number)?;
            let found = self.found((number, term), library, slot);
            let found = found.or_else(|| self.in_text(term, slot).then_some(TEXT));
            found.map(|rank| if term.turned { 0 } else { rank })
        })
    }

    fn in_text(&self, term: &Term, slot: Slot) -> bool {
        let Some(text) = term.text else {
            return false;
        };
        match self.known.texts {
            Texts::Found(found) => found.of(slot) >> text & 1 == 1,
            Texts::Unread => false,
            Texts::Unknown => !term.turned,
        }
    }

    fn found(
        &mut self,
        (number, term): (usize, &Term),
        library: &Library,
        slot: Slot,
    ) -> Option<u32> {
        let known = self.known;
        // Words are looked for without a look at the article itself.
        let article = match &term.test {
            Test::Words(word) | Test::Title(word) => {
                let rank = self.words((number, word), term.turned, (library, slot));
                let title = matches!(term.test, Test::Title(_));
                return rank.filter(|rank| !title || *rank < ABOUT);
            }
            Test::Text => return None,
            _ => library.get(slot)?,
        };
        let holds = match &term.test {
            Test::Words(_) | Test::Title(_) | Test::Text => false,
            Test::Description(word) => word.is_in(article.description()),
            Test::Section(name) => any(article.sections(), name),
            Test::Tag(name) => any(article.tags(), name),
            Test::Author(name) => any(article.authors(), name),
            Test::Date(period) => article.date.is_some_and(|date| period.has(date)),
            Test::Updated(period) => article.updated().is_some_and(|date| period.has(date)),
            Test::Age(age) => article.date.is_some_and(|date| age.has(date, known.now)),
            Test::Is(is) => state(*is, article, known.marks),
            Test::Path(word) => word.is_in(&String::from_utf8_lossy(&article.id.path)),
            Test::Key(key, name) => any(values(article, key), name),
            Test::Has(key) => values(article, key).next().is_some(),
        };
        holds.then_some(0)
    }

    /// What is excluded must be there as it is.
    fn words(
        &mut self,
        (number, word): (usize, &Word),
        exact: bool,
        (library, slot): (&Library, Slot),
    ) -> Option<u32> {
        let has = self.looked.get(number).and_then(|looked| {
            let place = slot.place().checked_sub(self.lines.first())?;
            looked.get(place).copied()
        });
        let has = has.unwrap_or_default();
        let article = || library.get(slot).into_iter();
        let titles = || article().map(Article::title);
        if has == Has::Title && word.has_accents_of(titles()) {
            return Some(TITLE);
        }
        let title = || titles().next().unwrap_or_default();
        if !exact && word.is_nearly_in(self.lines.title(slot), title, &mut self.fuzzy) {
            return Some(NEARLY);
        }
        let about = || article().flat_map(about);
        (has != Has::None && word.has_accents_of(about())).then_some(ABOUT)
    }
}

/// What an article says of itself besides its title.
fn about(article: &Article) -> impl Iterator<Item = &str> {
    let names = article.sections().chain(article.tags());
    std::iter::once(article.description()).chain(names.chain(article.authors()))
}

/// How many of the articles in these places of memory answer a search, as far as can be told without their texts.
pub(crate) fn count(
    library: &Library,
    known: Knowledge<'_>,
    search: &Search,
    places: Range<usize>,
) -> usize {
    let lines = if search.reads_lines() {
        Lines::of_some(library, places.clone())
    } else {
        Lines::default()
    };
    let mut judge = Judge::new(search, known, &lines);
    let slots = library.slots().skip(places.start).take(places.len());
    slots
        .filter(|slot| library.get(*slot).is_some() && judge.rank(library, *slot).is_some())
        .count()
}

fn any<'a>(mut names: impl Iterator<Item = &'a str>, name: &Name) -> bool {
    names.any(|it| name.is(it))
}

fn state(is: Is, article: &Article, marks: &Marks) -> bool {
    match is {
        Is::Unread => !marks.is_read(&article.id),
        Is::Read => marks.is_read(&article.id),
        Is::Starred => marks.is_starred(&article.id),
        Is::Changed => marks.is_changed(&article.id),
        Is::Featured => article.featured,
        Is::Draft => article.draft,
        Is::Problem => !article.problems().is_empty(),
    }
}

/// The values of a key of the front matter that has no term of its own.
fn values<'a>(article: &'a Article, key: &'a str) -> impl Iterator<Item = &'a str> {
    let yes = |is: bool| if is { "true" } else { "false" };
    let known = match key {
        "image" => article.image(),
        "url" => article.url(),
        "language" => article.language(),
        "featured" => yes(article.featured),
        "draft" => yes(article.draft),
        _ => "",
    };
    let extra = article.extra();
    let extra = extra.filter(move |(name, _)| name.eq_ignore_ascii_case(key));
    let known = Some(known).filter(|value| !value.is_empty());
    known.into_iter().chain(extra.map(|(_, value)| value))
}
