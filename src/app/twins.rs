//! Articles that are the same: byte by byte, or by title and text. The list shows one of them and says so.
//! What their files are like comes from the rim; here it is kept and compared.

use std::collections::{HashMap, HashSet};

use crate::content::article::ArticleId;
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

/// Articles that may be the same: those of one title, and of those without one the ones whose files are as long.
fn alike(library: &Library) -> impl Iterator<Item = Vec<Slot>> {
    let mut titles: HashMap<(&str, u64), Vec<Slot>> = HashMap::new();
    for slot in library.newest() {
        if let Some(article) = library.get(*slot) {
            let key = if article.is_untitled() {
                ("", article.size)
            } else {
                (article.title(), 0)
            };
            titles.entry(key).or_default().push(*slot);
        }
    }
    titles.into_values().filter(|slots| slots.len() > 1)
}
