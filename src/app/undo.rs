//! What was marked and can be taken back, and what was taken back and can be done again.
//! Keeps values only; marking is done by `update`.

use crate::content::article::ArticleId;
use crate::content::marks::Kind;

/// More steps are forgotten, the oldest first.
const MOST: usize = 200;

/// One mark that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The article.
    pub id: ArticleId,
    /// Which mark.
    pub kind: Kind,
    /// Its value before and after.
    pub values: (i64, i64),
}

impl Change {
    /// The value that is to be set: done `again`, or taken back.
    pub fn value(&self, again: bool) -> i64 {
        let (before, after) = self.values;
        if again { after } else { before }
    }
}

/// What changed at once, and goes back at once.
pub type Step = Vec<Change>;

/// See the top of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Undo {
    past: Vec<Step>,
    future: Vec<Step>,
}

impl Undo {
    /// Something was marked; what was taken back is forgotten.
    pub fn done(&mut self, step: Step) {
        if step.is_empty() {
            return;
        }
        self.future.clear();
        if self.past.len() >= MOST {
            self.past.remove(0);
        }
        self.past.push(step);
    }

    /// An article has another name now.
    pub fn rename(&mut self, old: &ArticleId, new: &ArticleId) {
        let steps = self.past.iter_mut().chain(&mut self.future);
        for change in steps.flatten().filter(|change| change.id == *old) {
            change.id = new.clone();
        }
    }

    /// The last step, to be taken back.
    pub fn back(&mut self) -> Option<&Step> {
        let step = self.past.pop()?;
        self.future.push(step);
        self.future.last()
    }

    /// The step that was taken back last, to be done again.
    pub fn again(&mut self) -> Option<&Step> {
        let step = self.future.pop()?;
        self.past.push(step);
        self.past.last()
    }
}
