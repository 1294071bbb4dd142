//! All texts of one article in one piece of memory: what each text of its own would cost is more than most of them are long.
//! One line for each text, lists with their lengths beside them. Made and read by `article` alone.

use crate::content::front_matter::Meta;
use crate::text::{Clean, Neat};

/// The texts that are no lists, each a line.
const SINGLES: usize = 4;

/// Line by line: the title; sections, tags and authors; description, image, address, language; each further key and its value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Texts {
    lines: Clean,
    /// How many sections, tags and authors.
    counts: [u32; 3],
}

impl Texts {
    /// Of what the front matter says.
    pub(super) fn new(meta: &Meta<'_>) -> Self {
        let lists = [&meta.sections, &meta.tags, &meta.authors];
        let singles: [&Neat<'_>; SINGLES] =
            [&meta.description, &meta.image, &meta.url, &meta.language];
        let lines = [&meta.title].into_iter();
        let lines = lines.chain(lists.into_iter().flatten()).chain(singles);
        let extra = meta.extra.iter().flat_map(|(key, value)| [key, value]);
        Self {
            lines: Clean::lines(lines.chain(extra)),
            counts: lists.map(|list| u32::try_from(list.len()).unwrap_or(u32::MAX)),
        }
    }

    /// All lines, and how many of them are sections, tags and authors.
    pub(super) fn parts(&self) -> (&str, [u32; 3]) {
        (&self.lines, self.counts)
    }

    /// The same from what [`Texts::parts`] gave, if there are as many lines as that takes.
    pub(super) fn of_parts(lines: Clean, counts: [u32; 3]) -> Option<Self> {
        let least = counts.iter().map(|count| u64::from(*count)).sum::<u64>() + SINGLES as u64;
        let breaks = lines.bytes().map(|byte| u32::from(byte == b'\n'));
        (u64::from(breaks.sum::<u32>()) >= least).then_some(Self { lines, counts })
    }

    pub(super) fn title(&self) -> &str {
        self.line(0)
    }

    /// A list: 0 for the sections, 1 for the tags, 2 for the authors.
    pub(super) fn list(&self, which: usize) -> impl Iterator<Item = &str> + Clone {
        let length = |count: &u32| *count as usize;
        let before: usize = self.counts.iter().take(which).map(length).sum();
        let count = self.counts.get(which).map_or(0, length);
        self.lines.split('\n').skip(1 + before).take(count)
    }

    /// A text that is no list: 0 for the description, then image, address, language.
    pub(super) fn single(&self, which: usize) -> &str {
        self.line(self.after_lists() + which)
    }

    /// Every further key with its value.
    pub(super) fn extra(&self) -> impl Iterator<Item = (&str, &str)> {
        let mut rest = self.lines.split('\n').skip(self.after_lists() + SINGLES);
        std::iter::from_fn(move || Some((rest.next()?, rest.next()?)))
    }

    fn after_lists(&self) -> usize {
        1 + self.counts.iter().sum::<u32>() as usize
    }

    fn line(&self, at: usize) -> &str {
        self.lines.split('\n').nth(at).unwrap_or_default()
    }
}
