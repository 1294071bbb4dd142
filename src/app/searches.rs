//! What was searched for, now and in earlier days, to be taken up again in the box: the last one first, each once.
//! Knows nothing of what they find, nor where they are kept.

use std::collections::HashSet;

use crate::text::Clean;

/// More are forgotten, the oldest first.
const MOST: usize = 100;

/// See the top of the file.
#[derive(Clone, Debug, Default)]
pub struct Searches {
    /// The oldest first.
    past: Vec<String>,
    /// Which of them is in the box; one behind the last for what is being typed.
    at: usize,
    /// What was being typed.
    draft: String,
}

impl Searches {
    /// The box opens.
    pub fn begin(&mut self) {
        self.at = self.past.len();
    }

    /// A search was made; whether it is one.
    pub fn keep(&mut self, words: &str) -> bool {
        if words.trim().is_empty() {
            return false;
        }
        self.past.retain(|past| past != words);
        if self.past.len() >= MOST {
            self.past.remove(0);
        }
        self.past.push(words.to_owned());
        true
    }

    /// What is kept of this session and all others, the oldest first. Who is going through them is not disturbed.
    pub fn hear(&mut self, kept: &[String]) {
        if self.at < self.past.len() {
            return;
        }
        // What could not be kept is known here alone.
        let known: HashSet<&String> = kept.iter().collect();
        let own = self.past.iter().filter(|words| !known.contains(words));
        let mut past: Vec<String> = own.cloned().collect();
        past.extend(kept.iter().map(|words| Clean::line(words).to_string()));
        past.drain(..past.len().saturating_sub(MOST));
        self.at = past.len();
        self.past = past;
    }

    /// The one before what is in the box; none before the first.
    pub fn earlier(&mut self, typed: &str) -> Option<&str> {
        // What stands in the box since it opened need not be offered again.
        let fresh = self.at == self.past.len();
        let same = self.past.last().is_some_and(|last| last == typed);
        let at = self.at.checked_sub(1 + usize::from(fresh && same))?;
        if fresh {
            typed.clone_into(&mut self.draft);
        }
        self.at = at;
        self.past.get(at).map(String::as_str)
    }

    /// The one after it; what was being typed, behind the last.
    pub fn later(&mut self) -> Option<&str> {
        if self.at >= self.past.len() {
            return None;
        }
        self.at += 1;
        let past = self.past.get(self.at).map(String::as_str);
        Some(past.unwrap_or(&self.draft))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_goes_back_and_comes_forward_again() {
        let mut searches = Searches::default();
        assert_eq!(searches.earlier("x"), None);
        for words in ["one", "two", " ", "one"] {
            searches.keep(words);
        }
        searches.begin();
        assert_eq!(searches.earlier("dra"), Some("one"));
        assert_eq!(searches.earlier("one"), Some("two"));
        assert_eq!(searches.earlier("two"), None);
        assert_eq!(searches.later(), Some("one"));
        assert_eq!(searches.later(), Some("dra"));
        assert_eq!(searches.later(), None);
        searches.begin();
        assert_eq!(searches.earlier("one"), Some("two"));
    }

    #[test]
    fn those_of_other_days_stand_beside_those_of_today() {
        let mut searches = Searches::default();
        searches.keep("unkept");
        searches.keep("two");
        searches.begin();
        let kept =
            |words: &[&str]| -> Vec<String> { words.iter().map(|it| (*it).to_owned()).collect() };
        searches.hear(&kept(&["one", "two"]));
        assert_eq!(searches.earlier(""), Some("two"));
        searches.hear(&kept(&["other"]));
        assert_eq!(searches.earlier("two"), Some("one"));
        assert_eq!(searches.earlier("one"), Some("unkept"));
        assert_eq!(searches.earlier("unkept"), None);
        searches.begin();
        let many: Vec<String> = (0..200).map(|n| n.to_string()).collect();
        searches.hear(&many);
        assert_eq!(searches.past.len(), MOST);
        assert_eq!(searches.earlier(""), Some("199"));
    }
}
