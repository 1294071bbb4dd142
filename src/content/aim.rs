//! Links that lead to one article, found backwards: which texts may have one, which of their links may be it, and which
//! articles such a link could mean as well. Whether it is one, `linked` decides.

use std::fmt::Write;

use memchr::memmem;

use crate::content::address::{own_names, slug, undated};
use crate::content::article::{Article, ArticleId};
use crate::content::library::{Library, Slot};
use crate::content::linked::filled;
use crate::content::target::Target;

/// A shorter word is in nearly every text.
const SHORTEST: usize = 2;

/// The article that links shall lead to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aim {
    /// The names that a link can end with.
    names: Vec<String>,
    /// A text with such a link has one of these, in upper or lower case.
    words: Vec<String>,
}

impl Aim {
    /// What links to `article` look like.
    pub fn at(article: &Article) -> Self {
        let mut names = own_names(article);
        names.retain(|name| !name.is_empty());
        let mut words: Vec<String> = names.iter().flat_map(|name| words(name)).collect();
        words.sort_unstable_by_key(String::len);
        let mut least: Vec<String> = Vec::new();
        for word in words {
            if !least.iter().any(|known| word.contains(known.as_str())) {
                least.push(word);
            }
        }
        Self {
            names,
            words: least,
        }
    }

    /// Whether a text may have a link to it.
    pub fn may_be_in(&self, text: &str) -> bool {
        let plain = self.words.iter().all(|word| word.is_ascii());
        let lower = if plain {
            text.to_ascii_lowercase()
        } else {
            text.to_lowercase()
        };
        let has = |word: &String| memmem::find(lower.as_bytes(), word.as_bytes()).is_some();
        self.words.iter().any(has)
    }

    /// Whether a link, as `written`, may lead to it.
    pub fn may_be(&self, written: &str) -> bool {
        Target::new(&filled(written.trim())).is_some_and(|target| {
            let name = target.name();
            let ways = [undated(&name).to_owned(), slug(&name), name];
            ways.iter().any(|way| self.names.contains(way))
        })
    }

    /// All articles that such a link could mean, in the order of the library.
    pub fn rivals(&self, library: &Library) -> Vec<Slot> {
        let alike = |article: &Article| {
            let names = own_names(article);
            names.iter().any(|name| self.names.contains(name))
        };
        let slots = library.newest().iter().copied();
        slots
            .filter(|slot| library.get(*slot).is_some_and(alike))
            .collect()
    }
}

/// All articles but one, those that are looked through for links to it.
pub fn others(library: &Library, but: &ArticleId) -> Vec<ArticleId> {
    let ids = library.newest().iter().filter_map(|slot| {
        let article = library.get(*slot)?;
        (article.id != *but).then(|| article.id.clone())
    });
    ids.collect()
}

/// The words by which a text with a name is known, however the name is written in an address: the longest one of Latin
/// letters and digits, else the longest one as it is and with its bytes in per cents.
fn words(name: &str) -> Vec<String> {
    let longest = |parts: &mut dyn Iterator<Item = &str>| {
        parts.max_by_key(|part| part.len()).unwrap_or("").to_owned()
    };
    let latin = longest(&mut name.split(|c: char| !c.is_ascii_alphanumeric()));
    if latin.len() >= SHORTEST {
        return vec![latin];
    }
    let other = longest(&mut name.split(|c: char| !c.is_alphanumeric()));
    let mut cents = String::new();
    for byte in other.bytes() {
        let _ = write!(cents, "%{byte:02x}");
    }
    let words = [other, cents].into_iter();
    words.filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::article::Facts;

    fn aim(path: &str, text: &str) -> Aim {
        let path = path.as_bytes().into();
        let id = ArticleId { source: 0, path };
        Aim::at(&Article::read(id, text.as_bytes(), true, Facts::default()).unwrap())
    }

    #[test]
    fn links_to_an_article_are_known_by_its_names() {
        let aim = aim(
            "posts/2020-01-02-first-day.md",
            "---\ntitle: Über Uns\n---\n",
        );
        for link in [
            "2020-01-02-first-day.md",
            "../posts/First-Day.html#x",
            "/2020/01/02/first-day/",
            "{% post_url 2020-01-02-first-day %}",
            "first%20day",
            "über uns",
        ] {
            assert!(aim.may_be(link), "{link}");
            assert!(aim.may_be_in(&format!("a [b]({link}) c")), "{link}");
        }
        for link in [
            "day",
            "https://example.org/first-day",
            "first",
            "#first-day",
            "",
        ] {
            assert!(!aim.may_be(link), "{link}");
        }
        assert!(!aim.may_be_in("nothing of that"));
    }

    #[test]
    fn names_without_latin_letters_are_found_too() {
        let aim = aim("привет.md", "x");
        for text in [
            "[a](Привет.md)",
            "[a](%D0%BF%D1%80%D0%B8%D0%B2%D0%B5%D1%82.md)",
        ] {
            assert!(aim.may_be_in(text), "{text}");
        }
        assert!(aim.may_be("%D0%BF%D1%80%D0%B8%D0%B2%D0%B5%D1%82"));
    }
}
