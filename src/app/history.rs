//! The places one came from, as in a browser: back, and forward again.
//! Keeps values only; going there is done by `update`.

use crate::content::article::ArticleId;
use crate::content::query::Query;

/// More places are forgotten, the oldest first.
const MOST: usize = 200;

/// A place in an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The article.
    pub article: ArticleId,
    /// Where the text on the screen began.
    pub at: u32,
    /// What the list showed.
    pub query: Query,
}

/// See the top of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    past: Vec<Place>,
    future: Vec<Place>,
}

impl History {
    /// One goes on from here; where one had come back from is forgotten.
    pub fn leave(&mut self, here: Place) {
        self.future.clear();
        if self.past.len() >= MOST {
            self.past.remove(0);
        }
        self.past.push(here);
    }

    /// An article has another name now.
    pub fn rename(&mut self, old: &ArticleId, new: &ArticleId) {
        let places = self.past.iter_mut().chain(&mut self.future);
        for place in places.filter(|place| place.article == *old) {
            place.article = new.clone();
        }
    }

    /// The place before, if there is one; `here` is where `later` leads then.
    pub fn earlier(&mut self, here: Option<Place>) -> Option<Place> {
        let place = self.past.pop()?;
        self.future.extend(here);
        Some(place)
    }

    /// The place that one came back from.
    pub fn later(&mut self, here: Option<Place>) -> Option<Place> {
        let place = self.future.pop()?;
        self.past.extend(here);
        Some(place)
    }
}
