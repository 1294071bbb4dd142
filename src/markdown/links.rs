//! The links and images of a document, as they are met, and their numbers in the list of references.
//! Says nothing about where in the text they stand.

use std::collections::HashMap;

use crate::markdown::document::Link;
use crate::text::Clean;

/// Every target once, in the order of their numbers.
#[derive(Default)]
pub(super) struct Links {
    /// The document's links.
    pub(super) all: Vec<Link>,
    /// The link that stands in the list of references under number 1, 2, …
    pub(super) listed: Vec<u32>,
    targets: HashMap<Clean, Target>,
}

/// What is known about one target: it may be linked and shown as an image, under the same number.
#[derive(Clone, Copy, Default)]
struct Target {
    link: Option<u32>,
    image: Option<u32>,
    number: Option<u32>,
}

impl Links {
    /// The index of a link or an image, made if it is new.
    pub(super) fn add(&mut self, target: &str, title: &str, image: bool) -> u32 {
        let target = Clean::line(target);
        let known = self.targets.entry(target.clone()).or_default();
        let place = if image {
            &mut known.image
        } else {
            &mut known.link
        };
        *place.get_or_insert_with(|| {
            self.all.push(Link {
                target,
                title: Clean::line(title),
                image,
                number: known.number,
            });
            (self.all.len() - 1) as u32
        })
    }

    /// The link's number, given now if it has none yet; places in the page have none.
    pub(super) fn number(&mut self, link: u32) -> Option<u32> {
        let entry = self.all.get_mut(link as usize)?;
        if entry.number.is_some() || entry.target.is_empty() || entry.target.starts_with('#') {
            return entry.number;
        }
        let known = self.targets.entry(entry.target.clone()).or_default();
        if known.number.is_none() {
            self.listed.push(link);
            known.number = Some(self.listed.len() as u32);
        }
        entry.number = known.number;
        entry.number
    }

    /// Whether `text` already says where the link leads.
    pub(super) fn says(&self, text: &str, link: u32) -> bool {
        self.all.get(link as usize).is_some_and(|link| {
            let target = link.target.as_str();
            let bare = ["https://", "http://", "mailto:"]
                .iter()
                .find_map(|scheme| target.strip_prefix(scheme))
                .unwrap_or(target);
            let text = text.trim().trim_end_matches('/');
            text == target.trim_end_matches('/') || text == bare.trim_end_matches('/')
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_has_one_number() {
        let mut links = Links::default();
        let first = links.add("a", "", false);
        let image = links.add("a", "t", true);
        let other = links.add("b", "", false);
        assert_eq!(links.number(other), Some(1));
        assert_eq!(links.number(first), Some(2));
        assert_eq!(links.number(image), Some(2));
        assert_eq!(links.add("a", "", false), first);
        assert_eq!(links.listed, [other, first]);
        let page = links.add("#there", "", false);
        assert_eq!(links.number(page), None);
    }

    #[test]
    fn an_address_that_is_its_own_text_says_it() {
        let mut links = Links::default();
        for (text, target, says) in [
            ("https://a.b/", "https://a.b", true),
            ("a.b", "https://a.b/", true),
            ("me@a.b", "mailto:me@a.b", true),
            ("https://bank.example", "https://evil.example", false),
            ("a", "https://a.b", false),
        ] {
            let link = links.add(target, "", false);
            assert_eq!(links.says(text, link), says, "{text} {target}");
        }
    }
}
