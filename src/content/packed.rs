//! An article without its name and file, as the index keeps it: all that reading its head would give, ready for any format
//! that serde knows. Whoever unpacks one from a file that others can write to gets clean text, or nothing.

use jiff::civil::DateTime;
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};

use crate::content::article::{Article, ArticleId, Facts, Rare};
use crate::content::date::Date;
use crate::content::texts::Texts;
use crate::text::Clean;

/// See the top of the file. Borrows its text from the article, or from what it was read from.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Packed<'a> {
    lines: &'a str,
    counts: [u32; 3],
    date: Option<Day>,
    updated: Option<Day>,
    featured: bool,
    draft: bool,
    body: u32,
}

/// A [`Date`]: year, month, day, hour, minute, second; seconds from UTC; whether a time was written.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Day(i16, [i8; 5], Option<i32>, bool);

impl<'a> Packed<'a> {
    /// Packs an article. `None` if something is wrong with it: that must be read again to be said.
    pub fn new(article: &'a Article) -> Option<Self> {
        article.problems().is_empty().then(|| {
            let (lines, counts) = article.texts().parts();
            Self {
                lines,
                counts,
                date: article.date.map(Day::from),
                updated: article.updated().map(Day::from),
                featured: article.featured,
                draft: article.draft,
                body: article.body,
            }
        })
    }

    /// The article again, by the name and with the facts that hold now. `None` if it cannot have come from one.
    pub fn unpack(&self, id: ArticleId, facts: Facts) -> Option<Article> {
        let lines = Clean::block(self.lines);
        if lines.as_str() != self.lines {
            return None;
        }
        let dates = [self.date, self.updated].map(|day| day.map(Day::date));
        let [date, updated] = match dates {
            [Some(None), _] | [_, Some(None)] => return None,
            dates => dates.map(Option::flatten),
        };
        Some(Article {
            texts: Texts::of_parts(lines, self.counts)?,
            date,
            featured: self.featured,
            draft: self.draft,
            body: self.body,
            size: facts.size,
            modified: facts.modified,
            rare: Rare::boxed(updated, Vec::new()),
            id,
        })
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        let civil = date.civil;
        let rest = [
            civil.month(),
            civil.day(),
            civil.hour(),
            civil.minute(),
            civil.second(),
        ];
        Self(
            civil.year(),
            rest,
            date.offset.map(Offset::seconds),
            date.timed,
        )
    }
}

impl Day {
    fn date(self) -> Option<Date> {
        let Self(year, [month, day, hour, minute, second], offset, timed) = self;
        let offset = match offset {
            Some(seconds) => Some(Offset::from_seconds(seconds).ok()?),
            None => None,
        };
        Some(Date {
            civil: DateTime::new(year, month, day, hour, minute, second, 0).ok()?,
            offset,
            timed,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::properties::properties;
    use proptest::prelude::*;

    fn facts() -> Facts {
        Facts {
            size: 7,
            modified: -1,
        }
    }

    fn read(text: &str) -> Article {
        let path = b"a/b.md".as_slice().into();
        let id = ArticleId { source: 3, path };
        Article::read(id, text.as_bytes(), true, facts()).unwrap()
    }

    #[test]
    fn what_is_no_article_is_not_unpacked() {
        let article = read("---\ntitle: A\ntags: [x]\n---\n");
        let packed = || Packed::new(&article).unwrap();
        let unpack = |packed: Packed| packed.unpack(article.id.clone(), facts());
        assert_eq!(unpack(packed()).as_ref(), Some(&article));
        let day = Day(2020, [2, 30, 0, 0, 0], None, false);
        let broken = [
            Packed {
                lines: "A\u{1b}[2J\n\n\n\n\n",
                ..packed()
            },
            Packed {
                counts: [0, 99, 0],
                ..packed()
            },
            Packed {
                counts: [u32::MAX; 3],
                ..packed()
            },
            Packed {
                date: Some(day),
                ..packed()
            },
            Packed {
                updated: Some(day),
                ..packed()
            },
        ];
        for packed in broken {
            assert_eq!(unpack(packed), None);
        }
    }

    proptest! {

        #![proptest_config(properties(256))]
        #[test]
        fn an_article_comes_back_as_it_was(
            title in "[a-zé👍🏽字 ]{0,12}",
            date in prop::sample::select(vec!["", "2020-01-02", "2020-01-02T03:04:05-04:00", "1999-12-31 10:00"]),
            names in prop::collection::vec("[a-zß]{1,4}", 0..4),
            rest in "(updated: 2021-02-03\n)?(featured: true\n)?(draft: true\n)?(series: x y\n)?(author: [\"ä\", b]\n)?",
        ) {
            let tags = names.join(", ");
            let article = read(&format!("---\ntitle: \"{title}\"\ndate: {date}\ntags: [{tags}]\n{rest}---\n# T\n\ntext\n"));
            let packed = Packed::new(&article);
            prop_assert_eq!(packed.is_some(), article.problems().is_empty());
            if let Some(packed) = packed {
                let again = packed.unpack(article.id.clone(), facts());
                prop_assert_eq!(again.as_ref(), Some(&article));
            }
        }
    }
}
