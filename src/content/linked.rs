//! Which article of the library a link means: a path, an address within the site, a name, what Jekyll and Hugo write.
//! Pure: only articles that are known are looked at, no files.

use std::borrow::Cow;

use crate::content::address::{own_names, slug, undated};
use crate::content::article::{Article, ArticleId};
use crate::content::library::{Library, Slot};
use crate::content::target::{self, Target};

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linked {
    /// The article.
    pub article: Slot,
    /// What stands behind the `#`, if anything does.
    pub heading: Option<String>,
}

/// The article that a link in `from`, as `written`, leads to, if it is of the library.
pub fn linked(library: &Library, from: &ArticleId, written: &str) -> Option<Linked> {
    linked_among(library, from, written, library.newest())
}

/// The same, where only these articles, in the order of the library, can have the names that the link may say.
pub fn linked_among(
    library: &Library,
    from: &ArticleId,
    written: &str,
    slots: &[Slot],
) -> Option<Linked> {
    let written = filled(written.trim());
    let heading = target::fragment(&written);
    if written.starts_with('#') {
        let article = library.slot(from)?;
        return Some(Linked { article, heading });
    }
    let target = Target::new(&written)?;
    let at = |path: Vec<u8>| {
        library.slot(&ArticleId {
            source: from.source,
            path: path.into(),
        })
    };
    let article = target.pages(&from.path).find_map(at);
    let article = article.or_else(|| named(library, from, &target, slots))?;
    Some(Linked { article, heading })
}

/// The article that is published under the name of the target: of the day that it says, of the same source and folder,
/// rather than of others; the newest of several.
fn named(library: &Library, from: &ArticleId, target: &Target, slots: &[Slot]) -> Option<Slot> {
    let (name, day) = (target.name(), target.day());
    let page = (target.is_page() || target.is_article()) && !target.lacks_scheme();
    if name.is_empty() || !page {
        return None;
    }
    let wanted = [undated(&name), &slug(&name)].map(str::to_owned);
    let score = |article: &Article| {
        let names = own_names(article);
        let exact = names.contains(&name);
        let found = exact || wanted.iter().any(|name| names.contains(name));
        let here = article.id.source == from.source;
        found.then(|| (is_of(article, &day), exact, here, shared(article, from)))
    };
    let slots = slots.iter().rev();
    let scored = slots.filter_map(|slot| Some((score(library.get(*slot)?)?, *slot)));
    scored.max_by_key(|(score, _)| *score).map(|(_, slot)| slot)
}

/// Whether an article is of this year, month and day, as many as are given.
fn is_of(article: &Article, day: &[u16]) -> bool {
    article.date.is_some_and(|date| {
        let civil = date.civil;
        let own = [civil.year(), civil.month().into(), civil.day().into()];
        own.map(i16::unsigned_abs).starts_with(day)
    })
}

/// How much of their paths two articles share, in bytes.
fn shared(article: &Article, from: &ArticleId) -> usize {
    let both = article.id.path.iter().zip(from.path.iter());
    both.take_while(|(a, b)| a == b).count()
}

/// A target with the tags of templates filled in, where they say a path or a name: `{% post_url … %}`, `{% link … %}`,
/// `{{ '…' | relative_url }}`, `{{< ref "…" >}}`. Others are left out: mostly they are the address of the site.
pub(super) fn filled(written: &str) -> Cow<'_, str> {
    if !written.contains("{{") && !written.contains("{%") {
        return written.into();
    }
    let mut out = String::new();
    let mut rest = written;
    while let Some((before, tag)) = rest.split_once('{') {
        let (tag, after) = match tag.split_once("%}") {
            Some(found) if tag.starts_with('%') => found,
            _ => tag.split_once("}}").unwrap_or((tag, "")),
        };
        out.push_str(before);
        out.push_str(&said(tag));
        rest = after;
    }
    out.push_str(rest);
    out.into()
}

/// What a tag says: what is quoted in it, else the word after `post_url` or `link`.
fn said(tag: &str) -> String {
    let quoted = |quote: char| tag.split(quote).nth(1);
    let mut words = tag.split_whitespace();
    let word = words
        .find(|word| word.ends_with("post_url") || word.ends_with("link"))
        .and_then(|_| words.next());
    match quoted('"').or_else(|| quoted('\'')) {
        Some(quoted) => quoted.to_owned(),
        None => word.map_or_else(String::new, |word| format!("/{word}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::article::Facts;

    fn library() -> Library {
        let files = [
            ("posts/2020-01-02-first.md", "---\ntitle: The First\n---\n"),
            (
                "posts/two.md",
                "---\ntitle: Two, of many\npermalink: /really/second.html\n---\n",
            ),
            ("posts/bundle/index.md", "---\ntitle: A Bundle\n---\n"),
            ("notes/My Note.md", "x"),
            ("old/2019-05-06-first.md", "x"),
            ("index.md", "home"),
        ];
        let article = |(path, text): (&str, &str)| {
            let id = ArticleId {
                source: 0,
                path: path.as_bytes().into(),
            };
            Article::read(id, text.as_bytes(), true, Facts::default()).unwrap()
        };
        let mut library = Library::default();
        library.insert(files.into_iter().map(article).collect());
        library
    }

    #[test]
    fn links_lead_to_articles_however_they_are_written() {
        let library = library();
        let from = ArticleId {
            source: 0,
            path: b"posts/two.md".as_slice().into(),
        };
        for (written, path) in [
            ("2020-01-02-first.md", "posts/2020-01-02-first.md"),
            ("./2020-01-02-first.md#part", "posts/2020-01-02-first.md"),
            ("../notes/My%20Note.md", "notes/My Note.md"),
            ("/posts/two", "posts/two.md"),
            ("/2020/01/02/first/", "posts/2020-01-02-first.md"),
            ("/2019/05/06/first.html", "old/2019-05-06-first.md"),
            ("first", "posts/2020-01-02-first.md"),
            ("bundle/", "posts/bundle/index.md"),
            ("a-bundle", "posts/bundle/index.md"),
            ("My Note", "notes/My Note.md"),
            ("my note#x", "notes/My Note.md"),
            ("The First", "posts/2020-01-02-first.md"),
            ("/really/second.html", "posts/two.md"),
            ("/", "index.md"),
            ("#here", "posts/two.md"),
            ("{% post_url 2019-05-06-first %}", "old/2019-05-06-first.md"),
            (
                "{{ site.baseurl }}{% post_url 2020-01-02-first %}#a",
                "posts/2020-01-02-first.md",
            ),
            (
                "{% link old/2019-05-06-first.md %}",
                "old/2019-05-06-first.md",
            ),
            ("{{ '/posts/two' | relative_url }}", "posts/two.md"),
            ("{{< ref \"bundle\" >}}", "posts/bundle/index.md"),
            ("https://example.org/first", ""),
            ("mailto:first", ""),
            ("example.org/first", ""),
            ("first.png", ""),
            ("nowhere", ""),
            ("../../../x", ""),
            ("{{ page.next }}", ""),
            ("", ""),
        ] {
            let found = linked(&library, &from, written);
            let found = found.and_then(|to| library.get(to.article));
            let found = found.map(|article| article.id.label());
            assert_eq!(found.as_deref().unwrap_or_default(), path, "{written}");
        }
    }

    #[test]
    fn what_stands_behind_the_sign_is_a_heading() {
        let library = library();
        let from = ArticleId {
            source: 0,
            path: b"posts/two.md".as_slice().into(),
        };
        let heading = |written| linked(&library, &from, written).and_then(|to| to.heading);
        assert_eq!(heading("first#a%20b").as_deref(), Some("a b"));
        assert_eq!(heading("#x").as_deref(), Some("x"));
        assert_eq!(heading("first"), None);
    }
}
