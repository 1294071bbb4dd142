//! What the reader did with articles: read, starred, how far and when; a value. Keeping it is the business of `store`.
//! Every mark has a counter: whichever of two is newer by it wins, whatever clocks say, so that marks of several
//! instances and machines come together in any order.

use std::collections::HashMap;
use std::sync::Arc;

use hashbrown::DefaultHashBuilder;

use crate::content::article::ArticleId;

/// What a mark tells of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// 1: it was read.
    Read,
    /// 1: it has a star.
    Starred,
    /// 1: it was read to its end.
    Finished,
    /// Where in its text one was, as an offset.
    Place,
    /// When it was last opened, in seconds since 1970.
    Opened,
    /// The text that was read, as its print.
    Text,
    /// The file as it was seen last, as its print.
    File,
    /// The file's size then, in bytes.
    Size,
    /// The file's last change then, in seconds since 1970.
    Modified,
    /// The file when it was read, as its print.
    Seen,
}

impl Kind {
    /// All of them. Their places here are their numbers in the store: new ones go to the end.
    pub const ALL: [Self; 10] = [
        Self::Read,
        Self::Starred,
        Self::Finished,
        Self::Place,
        Self::Opened,
        Self::Text,
        Self::File,
        Self::Size,
        Self::Modified,
        Self::Seen,
    ];

    /// Its name in an export.
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Starred => "starred",
            Self::Finished => "finished",
            Self::Place => "place",
            Self::Opened => "opened",
            Self::Text => "text",
            Self::File => "file",
            Self::Size => "size",
            Self::Modified => "modified",
            Self::Seen => "seen",
        }
    }

    /// The kind of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A mark and its counter; 0 of both where it was never made. The newer of two is the greater one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// Greater than that of every mark known when it was made.
    pub counter: u64,
    /// What the kind says.
    pub value: i64,
}

/// One mark of one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Which article; with an empty path the source itself.
    pub id: ArticleId,
    /// What is told.
    pub kind: Kind,
    /// The mark.
    pub mark: Mark,
}

/// What a file is like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// Whose file.
    pub id: ArticleId,
    /// The [`print()`] of its bytes.
    pub file: i64,
    /// That of its text, without what stands above it and without blanks around.
    pub text: i64,
    /// How many bytes.
    pub size: i64,
    /// Its last change, in seconds since 1970.
    pub modified: i64,
}

type Of = [Mark; Kind::ALL.len()];
type Map = HashMap<ArticleId, Of, DefaultHashBuilder>;

/// So many articles are marked in the small map before they move to the large one.
const RECENT: usize = 500;

/// All marks. Cheap to clone: the large map is shared, what was marked lately lies above it.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    most: Arc<Map>,
    recent: Map,
    clock: u64,
}

impl Marks {
    /// The value of a mark; 0 where there is none.
    pub fn get(&self, id: &ArticleId, kind: Kind) -> i64 {
        let of = self.of(id).and_then(|of| of.get(kind as usize));
        of.map_or(0, |mark| mark.value)
    }

    /// Whether the article was read.
    pub fn is_read(&self, id: &ArticleId) -> bool {
        self.get(id, Kind::Read) != 0
    }

    /// Whether the article has a star.
    pub fn is_starred(&self, id: &ArticleId) -> bool {
        self.get(id, Kind::Starred) != 0
    }

    /// Whether the article's file was changed since it was read.
    pub fn is_changed(&self, id: &ArticleId) -> bool {
        let read = self.get(id, Kind::Seen);
        read != 0 && read != self.get(id, Kind::File)
    }

    /// Whether the article has no mark.
    pub fn is_blank(&self, id: &ArticleId) -> bool {
        let blank = |of: &Of| of.iter().all(|mark| mark.value == 0);
        self.of(id).is_none_or(blank)
    }

    /// Makes a mark, newer than all known ones, and returns it; none if it says so already.
    pub fn set(&mut self, id: &ArticleId, kind: Kind, value: i64) -> Option<Row> {
        if self.get(id, kind) == value {
            return None;
        }
        let counter = self.clock.saturating_add(1);
        let row = Row {
            id: id.clone(),
            kind,
            mark: Mark { counter, value },
        };
        self.merge(&row);
        Some(row)
    }

    /// Takes in a mark of an earlier time or of another instance; whether it is newer than ours.
    pub fn merge(&mut self, row: &Row) -> bool {
        self.clock = self.clock.max(row.mark.counter);
        let old = self.of(&row.id).copied().unwrap_or_default();
        let mut new = old;
        if let Some(place) = new.get_mut(row.kind as usize) {
            *place = (*place).max(row.mark);
        }
        if new == old {
            return false;
        }
        self.recent.insert(row.id.clone(), new);
        if self.recent.len() > RECENT {
            self.settle();
        }
        true
    }

    /// Takes in many marks at once.
    pub fn merge_all(&mut self, rows: &[Row]) {
        if rows.len() > RECENT {
            self.settle();
            let most = Arc::make_mut(&mut self.most);
            for row in rows {
                self.clock = self.clock.max(row.mark.counter);
                let of = most.entry(row.id.clone()).or_default();
                if let Some(place) = of.get_mut(row.kind as usize) {
                    *place = (*place).max(row.mark);
                }
            }
            return;
        }
        for row in rows {
            self.merge(row);
        }
    }

    /// The articles that have marks, in no order.
    pub fn articles(&self) -> impl Iterator<Item = &ArticleId> {
        let recent = self.recent.keys();
        let most = self.most.keys();
        recent.chain(most.filter(|id| !self.recent.contains_key(*id)))
    }

    fn of(&self, id: &ArticleId) -> Option<&Of> {
        self.recent.get(id).or_else(|| self.most.get(id))
    }

    fn settle(&mut self) {
        let recent = std::mem::take(&mut self.recent);
        Arc::make_mut(&mut self.most).extend(recent);
    }
}

/// The print of bytes: the same for the same ones, on every machine and in every version (FNV-1a, 64 bits). Tells apart
/// what differs by accident, not what somebody made alike.
pub fn print(bytes: &[u8]) -> i64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    let hash: u64 = bytes.iter().fold(0xcbf2_9ce4_8422_2325, step);
    hash.cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::properties::properties;
    use proptest::prelude::*;

    fn id(path: &str) -> ArticleId {
        ArticleId {
            source: 0,
            path: path.as_bytes().into(),
        }
    }

    #[test]
    fn a_newer_mark_wins_and_an_unchanged_one_is_none() {
        let mut marks = Marks::default();
        let read = marks.set(&id("a"), Kind::Read, 1).unwrap();
        assert_eq!(marks.set(&id("a"), Kind::Read, 1), None);
        let unread = marks.set(&id("a"), Kind::Read, 0).unwrap();
        assert!(unread.mark > read.mark);
        assert!(!marks.merge(&read));
        assert!(!marks.is_read(&id("a")));
        let later = Mark {
            counter: 90,
            value: 1,
        };
        assert!(marks.merge(&Row {
            mark: later,
            ..read
        }));
        assert_eq!(
            marks.set(&id("b"), Kind::Starred, 1).unwrap().mark.counter,
            91
        );
    }

    #[test]
    fn names_of_kinds_lead_back_to_them_and_numbers_are_places() {
        for (place, kind) in Kind::ALL.into_iter().enumerate() {
            assert_eq!(Kind::named(kind.name()), Some(kind));
            assert_eq!(kind as usize, place);
        }
    }

    #[test]
    fn the_print_is_the_known_one() {
        assert_eq!(print(b"").cast_unsigned(), 0xcbf2_9ce4_8422_2325);
        assert_eq!(print(b"foobar").cast_unsigned(), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn what_is_marked_lately_lies_above_the_rest() {
        let mut marks = Marks::default();
        for number in 0..3 * RECENT {
            marks.set(&id(&number.to_string()), Kind::Read, 1);
        }
        let before = marks.clone();
        marks.set(&id("7"), Kind::Read, 0);
        assert!(before.is_read(&id("7")) && !marks.is_read(&id("7")));
        assert_eq!(marks.articles().count(), 3 * RECENT);
    }

    fn rows() -> impl Strategy<Value = Vec<Row>> {
        let row = (0..4_u8, 0..Kind::ALL.len(), 1..6_u64, 0..3_i64);
        let row = row.prop_map(|(path, kind, counter, value)| Row {
            id: id(&path.to_string()),
            kind: Kind::ALL[kind],
            mark: Mark { counter, value },
        });
        prop::collection::vec(row, 0..40)
    }

    fn all(marks: &Marks) -> Vec<(ArticleId, Of)> {
        let mut all: Vec<_> = marks
            .articles()
            .map(|id| (id.clone(), *marks.of(id).unwrap()))
            .collect();
        all.sort();
        all
    }

    proptest! {
            #![proptest_config(properties(256))]

            #[test]
            fn in_whatever_order_and_however_often_marks_come_together_they_are_the_same(
                first in rows(), second in rows()
            ) {
                let merged = |parts: &[&[Row]]| {
                    let mut marks = Marks::default();
                    for rows in parts {
     marks.merge_all(rows);
    }
                    all(&marks)
                };
                let once = merged(&[&first, &second]);
                prop_assert_eq!(&once, &merged(&[&second, &first]));
                prop_assert_eq!(&once, &merged(&[&first, &second, &first, &second]));
                let backwards: Vec<Row> = first.iter().rev().cloned().collect();
                prop_assert_eq!(&once, &merged(&[&backwards, &second]));
            }
        }
}
