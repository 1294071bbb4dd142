//! The searches of the session, to be taken up again in the box: the last one first, each once.
//! Knows nothing of what they find.

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

    /// A search was made.
    pub fn keep(&mut self, words: &str) {
        if words.trim().is_empty() {
            return;
        }
        self.past.retain(|past| past != words);
        if self.past.len() >= MOST {
            self.past.remove(0);
        }
        self.past.push(words.to_owned());
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
}
