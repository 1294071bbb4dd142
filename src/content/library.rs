//! Every article by id, newest first, and the sections with their counts.
//! Changed only through `insert` (or `add` and `arrange`) and `remove_all`; asks nothing of the outside.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::hash::BuildHasher;
use std::mem;

use hashbrown::{DefaultHashBuilder, HashTable};

use crate::content::article::{Article, ArticleId};
use crate::content::fold;
pub use crate::content::sections::SectionCount;
use crate::content::sections::{Mask, OTHERS, Sections};
use crate::text::Clean;

/// A handle to an article of the library: stays the same while the article is replaced by a newer version of
/// itself; never given to another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot(u32);

impl Slot {
    /// The slot of a place.
    pub(super) fn at(place: usize) -> Self {
        Self(place as u32)
    }

    /// Its place among all slots there ever were.
    pub(super) fn place(self) -> usize {
        self.0 as usize
    }
}

/// All articles.
#[derive(Default)]
pub struct Library {
    /// One label for each root, in the order given.
    pub sources: Vec<Clean>,
    shelf: Shelf,
    /// The sections of the article in each slot: a look at all articles takes longer.
    masks: Vec<Mask>,
    /// Where each id is.
    places: HashTable<Place>,
    hasher: DefaultHashBuilder,
    newest: Vec<Slot>,
    /// What `newest` does not have yet, each with its date, in stretches that are in order.
    fresh: Vec<Dated>,
    /// Slots whose articles were replaced since they were put there.
    again: HashSet<Slot>,
    sections: Sections,
    counts: Counts,
    /// How often it was changed,
    version: u64,
    /// and the last of these times when an article was replaced.
    replaced: u64,
}

/// A slot, and when its article was published, in seconds since 1970; the undated are as old as can be.
type Dated = (i64, Slot);

/// Where the article of an id is, and half of the id's hash: so the table grows without a look at the articles, which have the ids.
#[derive(Clone, Copy)]
struct Place {
    slot: Slot,
    hash: u32,
}

impl Place {
    /// The table uses both ends of a hash.
    fn spread(hash: u32) -> u64 {
        u64::from(hash) << 32 | u64::from(hash)
    }
}

/// The articles by slot. One that is removed leaves a hole, so that no slot means another article later.
#[derive(Default)]
struct Shelf(Vec<Option<Article>>);

impl Shelf {
    fn get(&self, slot: Slot) -> Option<&Article> {
        self.0.get(slot.0 as usize)?.as_ref()
    }

    /// Puts an article into a slot and returns what was there.
    fn put(&mut self, slot: Slot, article: Option<Article>) -> Option<Article> {
        let place = self.0.get_mut(slot.0 as usize)?;
        mem::replace(place, article)
    }

    fn push(&mut self, article: Article) -> Slot {
        self.0.push(Some(article));
        Slot((self.0.len() - 1) as u32)
    }

    /// Puts slots in the order of [`Shelf::by_age`]; what is in order already takes little time.
    fn sort(&self, slots: &mut [Dated]) {
        slots.sort_by(|(first, a), (second, b)| {
            second.cmp(first).then_with(|| self.by_title(*a, *b))
        });
    }

    /// The newest first, the undated last; ties by title, then by id.
    fn by_age(&self, a: Slot, b: Slot) -> Ordering {
        let when = |slot| self.get(slot).and_then(Article::when);
        when(b).cmp(&when(a)).then_with(|| self.by_title(a, b))
    }

    fn by_title(&self, a: Slot, b: Slot) -> Ordering {
        let key = |slot| self.get(slot).map(|article| (article.title(), &article.id));
        key(a).cmp(&key(b))
    }
}

/// What is counted over all articles.
#[derive(Default)]
struct Counts {
    featured: usize,
    drafts: usize,
    problems: usize,
    /// Articles of each root.
    sources: Vec<usize>,
}

impl Counts {
    /// Applies `change` to each number that an article adds to.
    fn apply(&mut self, article: &Article, change: fn(usize, usize) -> usize) {
        self.featured = change(self.featured, usize::from(article.featured));
        self.drafts = change(self.drafts, usize::from(article.draft));
        self.problems = change(self.problems, article.problems().len());
        let source = usize::from(article.id.source);
        if self.sources.len() <= source {
            self.sources.resize(source + 1, 0);
        }
        if let Some(count) = self.sources.get_mut(source) {
            *count = change(*count, 1);
        }
    }
}

impl Library {
    /// Puts articles in; one whose id is there already replaces the old one and keeps its slot. O(n + m log m).
    pub fn insert(&mut self, batch: Vec<Article>) {
        self.add(batch);
        self.arrange();
    }

    /// The same, but what lists the articles or the sections does not have them until [`Library::arrange`]. O(m).
    pub fn add(&mut self, batch: Vec<Article>) {
        self.version += 1;
        let before = self.fresh.len();
        // First what asks for the ids, then what asks for the texts: so several are fetched from memory at once.
        let hashes: Vec<u32> = batch.iter().map(|article| self.hash(&article.id)).collect();
        let sections = batch.iter().map(Article::sections);
        let masks: Vec<Mask> = sections.map(|names| self.sections.add(names)).collect();
        for ((article, hash), mask) in batch.into_iter().zip(hashes).zip(masks) {
            self.counts.apply(&article, usize::saturating_add);
            let Some(slot) = self.find(&article.id, hash) else {
                let when = when(&article);
                let slot = self.shelf.push(article);
                self.fresh.push((when, slot));
                self.masks.push(mask);
                let place = Place { slot, hash };
                let rehash = |place: &Place| Place::spread(place.hash);
                self.places.insert_unique(rehash(&place), place, rehash);
                continue;
            };
            self.replaced = self.version;
            self.again.insert(slot);
            if let Some(old) = self.shelf.put(slot, Some(article)) {
                self.uncount(&old);
            }
            if let Some(place) = self.masks.get_mut(slot.0 as usize) {
                *place = mask;
            }
        }
        if let Some(batch) = self.fresh.get_mut(before..) {
            self.shelf.sort(batch);
        }
    }

    /// Puts what was added where it belongs. O(n + m log m).
    pub fn arrange(&mut self) {
        let again = mem::take(&mut self.again);
        let mut fresh = mem::take(&mut self.fresh);
        if !again.is_empty() {
            self.newest.retain(|slot| !again.contains(slot));
            fresh.retain(|(_, slot)| !again.contains(slot));
            let dated = |slot| Some((when(self.shelf.get(slot)?), slot));
            fresh.extend(again.into_iter().filter_map(dated));
        }
        self.shelf.sort(&mut fresh);
        let fresh = fresh.into_iter().map(|(_, slot)| slot);
        merge(&mut self.newest, fresh, |a, b| self.shelf.by_age(a, b));
        self.sections.arrange();
    }

    fn hash(&self, id: &ArticleId) -> u32 {
        self.hasher.hash_one(id) as u32
    }

    fn find(&self, id: &ArticleId, hash: u32) -> Option<Slot> {
        let same = |place: &Place| {
            place.hash == hash
                && self
                    .get(place.slot)
                    .is_some_and(|article| article.id == *id)
        };
        let place = self.places.find(Place::spread(hash), same)?;
        Some(place.slot)
    }

    /// Takes articles out. O(n).
    pub fn remove_all<'a>(&mut self, ids: impl IntoIterator<Item = &'a ArticleId>) {
        let slots: HashSet<Slot> = ids.into_iter().filter_map(|id| self.slot(id)).collect();
        if slots.is_empty() {
            return;
        }
        self.version += 1;
        self.again.retain(|slot| !slots.contains(slot));
        self.fresh.retain(|(_, slot)| !slots.contains(slot));
        self.places.retain(|place| !slots.contains(&place.slot));
        self.newest.retain(|slot| !slots.contains(slot));
        for slot in slots {
            if let Some(old) = self.shelf.put(slot, None) {
                self.uncount(&old);
            }
        }
        self.sections.arrange();
    }

    fn uncount(&mut self, old: &Article) {
        self.counts.apply(old, usize::saturating_sub);
        self.sections.take(old.sections());
    }

    /// The article in a slot, unless it was removed.
    pub fn get(&self, slot: Slot) -> Option<&Article> {
        self.shelf.get(slot)
    }

    /// The articles by slot, with the holes among them.
    pub(super) fn shelved(&self) -> impl Iterator<Item = Option<&Article>> {
        self.shelf.0.iter().map(Option::as_ref)
    }

    /// How many places there are for articles, the holes among them.
    pub(crate) fn places(&self) -> usize {
        self.shelf.0.len()
    }

    /// Every slot that there is.
    pub(super) fn slots(&self) -> impl Iterator<Item = Slot> + use<> {
        (0..self.shelf.0.len() as u32).map(Slot)
    }

    /// Another number for every state of it.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Whether articles only came in and went since a version.
    pub(super) fn has_kept_since(&self, version: u64) -> bool {
        self.replaced <= version
    }

    /// The slot of an id.
    pub fn slot(&self, id: &ArticleId) -> Option<Slot> {
        self.find(id, self.hash(id))
    }

    /// Whether the article in a slot is in a section, in whatever case its name is written. To be asked of many.
    pub fn in_section(&self, name: &str) -> impl Fn(Slot) -> bool {
        let bit = self.sections.bit(name).unwrap_or(0);
        move |slot| {
            let mask = self.masks.get(slot.0 as usize).copied().unwrap_or(0);
            let has = |article: &Article| article.sections().any(|own| fold::eq(own, name));
            mask & bit != 0 && (bit != OTHERS || self.get(slot).is_some_and(has))
        }
    }

    /// Slots from the newest to the oldest article, then the undated ones; ties by title, then by id.
    pub fn newest(&self) -> &[Slot] {
        &self.newest
    }

    /// Number of articles.
    pub fn len(&self) -> usize {
        self.newest.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.newest.is_empty()
    }

    /// Number of featured articles.
    pub fn featured(&self) -> usize {
        self.counts.featured
    }

    /// Number of articles that are drafts.
    pub fn drafts(&self) -> usize {
        self.counts.drafts
    }

    /// Number of problems of all articles.
    pub fn problems(&self) -> usize {
        self.counts.problems
    }

    /// Number of articles of a root.
    pub fn of_source(&self, source: u16) -> usize {
        self.counts
            .sources
            .get(usize::from(source))
            .copied()
            .unwrap_or(0)
    }

    /// Sections: Latest and Sports first where they exist, then by number of articles, then by name. Once
    /// [`Library::settle`] was called the order stays; sections that come later go to the end.
    pub fn sections(&self) -> &[SectionCount] {
        self.sections.list()
    }

    /// Fixes the order of the sections: all was loaded.
    pub fn settle(&mut self) {
        self.sections.settle();
    }
}

/// See [`Dated`].
fn when(article: &Article) -> i64 {
    article.when().unwrap_or(i64::MIN)
}

/// Puts slots that are in order into others that are.
fn merge(
    into: &mut Vec<Slot>,
    batch: impl ExactSizeIterator<Item = Slot>,
    order: impl Fn(Slot, Slot) -> Ordering,
) {
    let mut merged = Vec::with_capacity(into.len() + batch.len());
    let mut rest = into.as_slice();
    for slot in batch {
        let before = rest.partition_point(|old| order(*old, slot).is_lt());
        let (before, after) = rest.split_at_checked(before).unwrap_or((rest, &[]));
        merged.extend_from_slice(before);
        merged.push(slot);
        rest = after;
    }
    merged.extend_from_slice(rest);
    *into = merged;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::article::Facts;
    use crate::content::date::Date;
    use crate::content::front_matter::Head;
    use crate::content::marks::Marks;
    use crate::content::query::{Query, Section, select};
    use crate::content::search::Knowledge;
    use crate::properties::properties;
    use crate::text::Neat;
    use proptest::prelude::*;
    use std::sync::Arc;

    fn article(path: &str, title: &str, date: &str, sections: &[&str]) -> Article {
        let id = ArticleId {
            source: u16::from(path.starts_with('b')),
            path: Arc::from(path.as_bytes()),
        };
        let mut head = Head::default();
        head.meta.title = Neat::line(title);
        head.meta.date = Date::parse(date).0;
        head.meta.sections = sections.iter().map(|name| Neat::line(*name)).collect();
        head.meta.featured = title.contains('!');
        head.meta.draft = title.contains('?');
        Article::new(id, head, "", Facts::default())
    }

    fn titles(library: &Library) -> Vec<&str> {
        library
            .newest()
            .iter()
            .map(|slot| library.get(*slot).unwrap().title())
            .collect()
    }

    fn sections(library: &Library) -> Vec<(&str, usize)> {
        library
            .sections()
            .iter()
            .map(|section| (section.name.as_str(), section.count))
            .collect()
    }

    #[test]
    fn the_newest_comes_first_and_the_undated_last() {
        let mut library = Library::default();
        library.insert(vec![
            article("c", "none", "", &[]),
            article("a", "old", "2019-01-01", &[]),
            article("b", "new", "2021-01-01", &[]),
            article("e", "b", "2020-01-01T10:00:00Z", &[]),
            article("d", "a", "2020-01-01T12:00:00+02:00", &[]),
        ]);
        assert_eq!(titles(&library), ["new", "a", "b", "old", "none"]);
    }

    #[test]
    fn a_newer_version_keeps_its_slot_and_a_removed_one_leaves_it() {
        let mut library = Library::default();
        library.insert(vec![
            article("a", "one!", "2019-01-01", &["x"]),
            article("b", "two", "2018-01-01", &["x"]),
        ]);
        let id = article("a", "", "", &[]).id;
        let slot = library.slot(&id).unwrap();
        library.insert(vec![
            article("a", "lost", "", &[]),
            article("a", "three?", "2017-01-01", &["y"]),
        ]);
        assert_eq!(titles(&library), ["two", "three?"]);
        assert_eq!(library.slot(&id), Some(slot));
        assert_eq!(sections(&library), [("x", 1), ("y", 1)]);
        assert_eq!(
            (
                library.featured(),
                library.drafts(),
                library.of_source(0),
                library.of_source(1)
            ),
            (0, 1, 1, 1)
        );
        library.remove_all([&id]);
        library.insert(vec![article("a", "again", "", &[])]);
        assert_eq!(library.get(slot), None);
        assert_ne!(library.slot(&id), Some(slot));
    }

    #[test]
    fn more_sections_than_a_mask_has_bits_are_told_apart() {
        let mut library = Library::default();
        let names: Vec<String> = (0..80).map(|number| format!("s{number}")).collect();
        let one = |(number, name): (usize, &String)| {
            article(&number.to_string(), name, "", &[name, "All"])
        };
        library.insert(names.iter().enumerate().map(one).collect());
        for name in &names {
            let query = Query {
                section: Section::Named(Clean::line(&name.to_uppercase())),
                ..Query::default()
            };
            let found = select(&library, Knowledge::new(&Marks::default(), 0), &query);
            let titles = found.iter().map(|slot| library.get(*slot).unwrap().title());
            assert_eq!(titles.collect::<Vec<_>>(), [name]);
        }
        let slots = library.newest().iter().copied();
        assert_eq!(
            slots
                .clone()
                .filter(|slot| library.in_section("all")(*slot))
                .count(),
            80
        );
        assert!(!slots.clone().any(library.in_section("none")));
    }

    #[test]
    fn sections_are_counted_without_regard_to_case_and_keep_their_place_once_settled() {
        let mut library = Library::default();
        library.insert(vec![
            article("a", "1", "", &["world", "Éire"]),
            article("b", "2", "", &["World", "SPORTS", "arts"]),
            article("c", "3", "", &["Latest", "éire", "Zoo"]),
        ]);
        let before = [
            ("Latest", 1),
            ("SPORTS", 1),
            ("world", 2),
            ("Éire", 2),
            ("arts", 1),
            ("Zoo", 1),
        ];
        assert_eq!(sections(&library), before);
        library.settle();
        library.insert(vec![
            article("d", "4", "", &["zoo", "Latin"]),
            article("e", "5", "", &["zoo"]),
        ]);
        library.remove_all([&article("a", "", "", &[]).id]);
        let after = [
            ("Latest", 1),
            ("SPORTS", 1),
            ("world", 1),
            ("Éire", 1),
            ("arts", 1),
            ("Zoo", 3),
            ("Latin", 1),
        ];
        assert_eq!(sections(&library), after);
    }

    /// What the library must say, made anew from all articles.
    fn check(library: &Library, model: &[Article]) {
        let mut sorted: Vec<&Article> = model.iter().collect();
        sorted.sort_by_key(|a| {
            (
                std::cmp::Reverse(a.date.map(|d| d.timestamp())),
                a.title().to_owned(),
                a.id.clone(),
            )
        });
        let all: Vec<&Article> = library
            .newest()
            .iter()
            .map(|slot| library.get(*slot).unwrap())
            .collect();
        assert_eq!(all, sorted);
        assert_eq!(library.len(), model.len());
        assert_eq!(
            library.featured(),
            model.iter().filter(|a| a.featured).count()
        );
        assert_eq!(library.drafts(), model.iter().filter(|a| a.draft).count());
        assert_eq!(
            library.of_source(1),
            model.iter().filter(|a| a.id.source == 1).count()
        );
        for article in model {
            assert_eq!(
                library.slot(&article.id).and_then(|slot| library.get(slot)),
                Some(article)
            );
        }
        let mut total = 0;
        for section in library.sections() {
            let has = |a: &&Article| {
                a.sections()
                    .any(|name| name.to_lowercase() == section.name.to_lowercase())
            };
            assert_eq!(section.count, model.iter().filter(has).count());
            let query = Query {
                section: Section::Named(section.name.clone()),
                ..Query::default()
            };
            assert_eq!(
                select(library, Knowledge::new(&Marks::default(), 0), &query).len(),
                section.count
            );
            total += section.count;
        }
        assert_eq!(
            total,
            model.iter().map(|a| a.sections().count()).sum::<usize>()
        );
    }

    proptest! {

        #![proptest_config(properties(256))]
        #[test]
        fn it_is_a_list_that_is_always_in_order(steps in prop::collection::vec(
            (prop::collection::vec(("[abc]{1,2}", "[xy!?]{1,2}", 0..3_u8, prop::sample::select(vec!["", "S", "s", "t"])), 0..6), any::<bool>()),
            0..12,
        )) {
            let mut library = Library::default();
            let mut model: Vec<Article> = Vec::new();
            for (batch, removes) in steps {
                let batch = batch.into_iter().map(|(path, title, day, section)| {
                    let date = if day == 0 { String::new() } else { format!("2020-01-0{day}") };
                    let names: &[&str] = if section.is_empty() { &[] } else { &[section] };
                    article(&path, &title, &date, names)
                });
                let batch: Vec<Article> = batch.collect();
                for new in &batch {
                    model.retain(|old| old.id != new.id);
                    if !removes {
                        model.push(new.clone());
                    }
                }
                if removes {
                    library.remove_all(batch.iter().map(|article| &article.id));
                } else {
                    library.insert(batch);
                }
                check(&library, &model);
            }
        }
    }
}
