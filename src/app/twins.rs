//! Articles that are the same: byte by byte, or by title and text. The list shows one of them and says so.
//! What their files are like comes from the rim; here it is kept and compared.

use std::collections::{HashMap, HashSet};

use crate::content::article::{Article, ArticleId};
use crate::content::library::{Library, Slot};
use crate::content::marks::Printed;

/// No more files are read for this.
const MOST: usize = 5000;

/// See the top of the file.
#[derive(Debug, Default)]
pub struct Twins {
    /// What files of articles that may be the same are like, by size and time as they were when that was asked; none yet, or for
    /// ever where a file cannot be read.
    printed: HashMap<Slot, ((u64, i64), Option<Printed>)>,
    /// The articles that are the same as another one, with a number for all that are the same.
    groups: HashMap<Slot, usize>,
    /// Those of each number, in no order.
    members: Vec<Vec<Slot>>,
}

impl Twins {
    /// What all that are the same have in common; none of an article without a twin.
    pub fn group(&self, slot: Slot) -> Option<usize> {
        self.groups.get(&slot).copied()
    }

    /// The articles that are the same as this one, without itself.
    pub fn others(&self, slot: Slot) -> impl Iterator<Item = Slot> {
        let all = self.group(slot).and_then(|group| self.members.get(group));
        let all = all.map(Vec::as_slice).unwrap_or_default();
        all.iter().copied().filter(move |other| *other != slot)
    }

    /// Leaves of articles that are the same the first.
    pub fn fold(&self, slots: &mut Vec<Slot>) {
        if !self.groups.is_empty() {
            let mut seen = HashSet::new();
            slots.retain(|slot| self.group(*slot).is_none_or(|group| seen.insert(group)));
        }
    }

    /// A file was read; whether it was for our sake.
    pub fn hear(&mut self, library: &Library, printed: &Printed) -> bool {
        let slot = library.slot(&printed.id);
        let Some((_, place)) = slot.and_then(|slot| self.printed.get_mut(&slot)) else {
            return false;
        };
        *place = Some(printed.clone());
        true
    }

    /// Whether a comparison may come to anything else because these articles were changed or are new, or others are gone. Much
    /// quicker than the comparison.
    pub fn concerns(&self, library: &Library, changed: &[ArticleId]) -> bool {
        let slots: HashSet<Slot> = changed.iter().filter_map(|id| library.slot(id)).collect();
        let known = |slot: &Slot| self.printed.contains_key(slot);
        let gone = |slot: &Slot| library.get(*slot).is_none();
        if slots.iter().any(known) || self.members.iter().flatten().any(gone) {
            return true;
        }
        let mut keys = HashSet::new();
        let mut articles = slots.iter().filter_map(|slot| library.get(*slot));
        if !articles.all(|article| keys.insert(key(article))) {
            return true;
        }
        let mut others = library.newest().iter().filter(|slot| !slots.contains(slot));
        !keys.is_empty()
            && others.any(|slot| library.get(*slot).is_some_and(|it| keys.contains(&key(it))))
    }

    /// Compares anew, and returns the articles whose files must be read to know more.
    pub fn compare(&mut self, library: &Library) -> Vec<ArticleId> {
        let mut wanted = Vec::new();
        let mut same: HashMap<(&str, i64), Vec<Slot>> = HashMap::new();
        for slots in alike(library) {
            for slot in slots {
                let Some(article) = library.get(slot) else {
                    continue;
                };
                let stamp = (article.size, article.modified);
                let known = self.printed.get(&slot);
                match known.filter(|(asked, _)| *asked == stamp) {
                    Some((_, Some(printed))) => {
                        // What has no title of its own is the same as what has the same bytes.
                        let key = if article.is_untitled() {
                            ("", printed.file)
                        } else {
                            (article.title(), printed.text)
                        };
                        same.entry(key).or_default().push(slot);
                    }
                    None if known.is_some() || self.printed.len() < MOST => {
                        self.printed.insert(slot, (stamp, None));
                        wanted.push(article.id.clone());
                    }
                    _ => {}
                }
            }
        }
        self.members = same.into_values().filter(|slots| slots.len() > 1).collect();
        let numbered = self.members.iter().enumerate();
        self.groups = numbered
            .flat_map(|(number, slots)| slots.iter().map(move |slot| (*slot, number)))
            .collect();
        wanted
    }
}

/// What articles have in common that may be the same.
fn key(article: &Article) -> (&str, u64) {
    if article.is_untitled() {
        ("", article.size)
    } else {
        (article.title(), 0)
    }
}

/// Articles that may be the same: those of one title, and of those without one the ones whose files are as long.
fn alike(library: &Library) -> impl Iterator<Item = Vec<Slot>> {
    let mut titles: HashMap<(&str, u64), Vec<Slot>> = HashMap::new();
    for slot in library.newest() {
        if let Some(article) = library.get(*slot) {
            titles.entry(key(article)).or_default().push(*slot);
        }
    }
    titles.into_values().filter(|slots| slots.len() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::article::Facts;
    use crate::content::marks::print;
    use crate::properties::properties;
    use proptest::prelude::*;

    fn id(path: u8) -> ArticleId {
        let path = [path].as_slice().into();
        ArticleId { source: 0, path }
    }

    /// Compares until nothing more is to be read.
    fn compare(twins: &mut Twins, library: &Library, texts: &HashMap<ArticleId, String>) {
        loop {
            let wanted = twins.compare(library);
            if wanted.is_empty() {
                return;
            }
            for id in wanted {
                let file = print(texts[&id].as_bytes());
                let article = library.get(library.slot(&id).unwrap()).unwrap();
                let (size, modified) = (article.size.cast_signed(), article.modified);
                let printed = Printed {
                    id,
                    file,
                    text: file,
                    size,
                    modified,
                };
                assert!(twins.hear(library, &printed));
            }
        }
    }

    fn groups(twins: &Twins, library: &Library) -> Vec<Vec<Slot>> {
        let all = library.newest().iter();
        all.map(|slot| {
            let mut others: Vec<Slot> = twins.others(*slot).collect();
            others.sort();
            others
        })
        .collect()
    }

    proptest! {

        #![proptest_config(properties(128))]
        #[test]
        fn what_concerns_no_twins_changes_none(
            steps in prop::collection::vec((prop::collection::vec((0..6_u8, "(|title: [ab]\n)", "[xy]"), 0..3), 0..6_u8), 1..8),
        ) {
            let mut library = Library::default();
            let (mut always, mut sometimes) = (Twins::default(), Twins::default());
            let mut texts = HashMap::new();
            for (at, (batch, gone)) in (0..).zip(steps) {
                let mut changed = Vec::new();
                for (path, head, text) in batch {
                    let text = format!("---\n{head}---\n{text}");
                    let facts = Facts { size: text.len() as u64, modified: at };
                    library.insert(vec![Article::read(id(path), text.as_bytes(), true, facts).unwrap()]);
                    texts.insert(id(path), text);
                    changed.push(id(path));
                }
                library.remove_all([&id(gone)]);
                if sometimes.concerns(&library, &changed) {
                    compare(&mut sometimes, &library, &texts);
                }
                compare(&mut always, &library, &texts);
                prop_assert_eq!(groups(&sometimes, &library), groups(&always, &library));
            }
        }
    }
}
