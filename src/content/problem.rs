//! What is wrong with an article, by kind and place: [`Note`]s as they are found by byte offset, [`Problem`]s once
//! their lines were counted. Never keeps an article from being listed and read.
//! Made by `front_matter`, the loader and `check`; shown by the reader and by `newsreader check`.

use crate::content::lines::{Line, lines};
use crate::text::Clean;

/// Something wrong with an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Of which kind.
    pub kind: Kind,
    /// Where, in bytes of the decoded text (see `front_matter::decode`).
    pub at: u32,
    /// Line of the file, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// One clear sentence.
    pub message: Clean,
    /// How to mend it, if known; else empty.
    pub fix: Clean,
}

/// What can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// It cannot be read.
    Unreadable,
    /// Its bytes are no text.
    Encoding,
    /// Its front matter is not as its form wants it.
    FrontMatter,
    /// A date that is none.
    Date,
    /// A date in the future.
    FutureDate,
    /// Title and date of another article.
    Duplicate,
    /// A link to a file or an article that is not there.
    DeadLink,
    /// A picture that is not there.
    DeadImage,
    /// A picture without a description.
    MissingAlt,
    /// A block of code without an end.
    UnclosedFence,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Unreadable,
        Self::Encoding,
        Self::FrontMatter,
        Self::Date,
        Self::FutureDate,
        Self::Duplicate,
        Self::DeadLink,
        Self::DeadImage,
        Self::MissingAlt,
        Self::UnclosedFence,
    ];

    /// The name by which it is printed and turned off; never changes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::Encoding => "encoding",
            Self::FrontMatter => "front-matter",
            Self::Date => "date",
            Self::FutureDate => "future-date",
            Self::Duplicate => "duplicate",
            Self::DeadLink => "dead-link",
            Self::DeadImage => "dead-image",
            Self::MissingAlt => "missing-alt",
            Self::UnclosedFence => "unclosed-fence",
        }
    }

    /// The kind of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// What it is, in a few words.
    pub const fn about(self) -> &'static str {
        match self {
            Self::Unreadable => "files and folders that cannot be read, links that lead nowhere",
            Self::Encoding => "files that are not text in UTF-8 or UTF-16",
            Self::FrontMatter => "front matter that is not valid, not closed or says a thing twice",
            Self::Date => "dates that are none",
            Self::FutureDate => "dates in the future, except of drafts",
            Self::Duplicate => "title and date of another article",
            Self::DeadLink => "links to files and articles that are not there",
            Self::DeadImage => "pictures that are not there",
            Self::MissingAlt => "pictures without a description",
            Self::UnclosedFence => "code blocks that are never closed",
        }
    }
}

/// Something wrong at a byte offset of the decoded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Of which kind.
    pub kind: Kind,
    /// Where.
    pub at: usize,
    /// One clear sentence.
    pub message: String,
    /// How to mend it, if known; else empty.
    pub fix: &'static str,
}

/// The notes on a text in the order of their places, as problems. One pass over the text.
pub fn problems(text: &str, mut notes: Vec<Note>) -> Vec<Problem> {
    if notes.is_empty() {
        return Vec::new();
    }
    notes.sort_by_key(|note| note.at);
    let mut line = Line::default();
    let mut rest = lines(text).enumerate().peekable();
    let mut number = 0;
    let place = |note: Note| {
        while let Some((n, next)) = rest.next_if(|(_, next)| next.at <= note.at) {
            (number, line) = (n, next);
        }
        let before = line.text.get(..note.at.saturating_sub(line.at));
        Problem {
            kind: note.kind,
            at: u32::try_from(note.at).unwrap_or(u32::MAX),
            line: number as u32 + 1,
            column: before.unwrap_or(line.text).chars().count() as u32 + 1,
            message: Clean::line(&note.message),
            fix: Clean::line(note.fix),
        }
    };
    notes.into_iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn note(at: usize) -> Note {
        Note {
            kind: Kind::Date,
            at,
            message: String::new(),
            fix: "",
        }
    }

    #[test]
    fn names_are_unlike_and_kebab_case() {
        let mut names = Kind::ALL.map(Kind::name);
        let kebab = |name: &str| name.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        assert!(names.iter().all(|name| kebab(name)));
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]));
    }

    proptest! {
        #[test]
        fn places_are_counted_as_one_would_by_hand(text in "[aä\n]{0,40}", at in prop::collection::vec(0_usize..40, 0..6)) {
            let at: Vec<usize> = at.into_iter().map(|at| text.floor_char_boundary(at)).collect();
            for problem in problems(&text, at.into_iter().map(note).collect()) {
                // a place behind the last line break belongs to no line: it is put on the last one there is
                let end = text.strip_suffix('\n').unwrap_or(&text).len();
                let before = text.get(..(problem.at as usize).min(end)).unwrap();
                let (line, column) = before.rsplit_once('\n').map_or((1, before), |(above, tail)| (above.matches('\n').count() + 2, tail));
                prop_assert_eq!((problem.line as usize, problem.column as usize), (line, column.chars().count() + 1));
            }
        }
    }
}
