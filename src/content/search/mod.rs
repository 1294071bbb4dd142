//! What one can type into the search box, read once and asked of many articles: words and phrases, fields such as
//! `tag:x`, `-` to exclude, `or`, parentheses. Reading is total: what is wrong is said, and its words are looked for.
//! [`read`] → [`Search`], a flat list of steps (`steps`) over terms (`term`); `judge` asks them of articles.

mod help;
pub(crate) mod judge;
mod letters;
mod lex;
mod lines;
mod period;
mod read;
mod steps;
mod term;
mod word;

use crate::content::search::steps::{Step, run};
use crate::content::search::term::{Is, Term, Test};

pub use help::{EXAMPLES, markdown};
pub(crate) use judge::count;
pub use judge::{Knowledge, Texts};
pub use lines::Lines;
pub use read::read;
pub(crate) use word::add_bare;

/// More terms than so many are not looked for.
pub const MOST_TERMS: usize = 32;

/// What is looked for. The default is everything.
#[derive(Clone, Debug, Default)]
pub struct Search {
    terms: Vec<Term>,
    steps: Vec<Step>,
    /// What is looked for in the texts of the articles. An answer for an article is a bit for each of them.
    pub texts: Vec<String>,
    /// The search as it was understood, as one could have typed it without a fault.
    pub understood: String,
    /// What is wrong with it, the first that is.
    pub fault: Option<Fault>,
    /// Whether it has words that articles can be ranked by.
    pub ranks: bool,
}

/// Why a search could not be read as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where, in characters from 1.
    pub at: usize,
    /// What is wrong there: the middle of a sentence.
    pub what: String,
}

impl Search {
    /// The texts that are not to be missing, rather than to be there.
    pub fn sought(&self) -> Vec<String> {
        let wanted = self.terms.iter().filter(|term| !term.turned);
        let texts = wanted.filter_map(|term| self.texts.get(term.text?));
        texts.cloned().collect()
    }

    /// The same among what answers another search, which ranks nothing and whose faults are not told.
    #[must_use]
    pub fn within(self, mut outer: Self) -> Self {
        let (terms, texts) = (outer.terms.len(), outer.texts.len());
        let before = outer.steps.len() + 1;
        outer.steps.push(Step::Within(before + self.steps.len()));
        let steps = self.steps.into_iter();
        let steps = steps.map(|step| step.behind(before, terms));
        outer.steps.extend(steps);
        let own = self.terms.into_iter().map(|term| Term {
            text: term.text.map(|text| text + texts),
            ..term
        });
        outer.terms.extend(own);
        outer.texts.extend(self.texts);
        Self {
            understood: self.understood,
            fault: self.fault,
            ranks: self.ranks,
            ..outer
        }
    }

    /// Whether an article may answer whose text has at most those of the texts that `bits` say, whatever else is to be known.
    pub fn may_answer(&self, bits: u64) -> bool {
        let test = |number: usize| {
            let term = self.terms.get(number)?;
            let in_text = term.text.is_some_and(|text| bits >> text & 1 == 1);
            let unknown = !matches!(term.test, Test::Text);
            (!term.turned && (in_text || unknown)).then_some(0)
        };
        run(&self.steps, test).is_some()
    }

    /// Whether marks decide about its answers.
    pub(crate) fn asks_marks(&self) -> bool {
        let of_marks = |is| matches!(is, Is::Unread | Is::Read | Is::Starred | Is::Changed);
        let asks = |term: &Term| matches!(term.test, Test::Is(is) if of_marks(is));
        self.terms.iter().any(asks)
    }

    /// Whether words are looked for in what articles say of themselves.
    pub(crate) fn reads_lines(&self) -> bool {
        let reads = |term: &Term| matches!(term.test, Test::Words(_) | Test::Title(_));
        self.terms.iter().any(reads)
    }

    /// Whether everything answers it.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }
}

#[cfg(test)]
mod tests;
