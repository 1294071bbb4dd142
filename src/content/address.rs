//! The names by which pages link to an article: the last parts of the addresses that it may be published under.
//! Read by `linked`, which goes to articles, and by `check`, which looks for links to none.

use crate::content::article::Article;

/// Keys of the front matter that say under which address an article is published.
const ADDRESSES: [&str; 7] = [
    "permalink",
    "slug",
    "alias",
    "aliases",
    "redirect_from",
    "path",
    "link",
];

/// The names under which an article may be published, in lower case: its file's first. Some may be empty.
pub(crate) fn own_names(article: &Article) -> Vec<String> {
    let path = String::from_utf8_lossy(&article.id.path).to_lowercase();
    let mut parts = path.rsplit('/');
    let file = parts.next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let mut names = vec![stem.to_owned(), undated(stem).to_owned()];
    if matches!(stem, "index" | "_index") {
        let folder = parts.next().unwrap_or_default();
        names = vec![folder.to_owned(), undated(folder).to_owned()];
    }
    let addresses = article
        .extra()
        .filter(|(key, _)| ADDRESSES.contains(&key.to_lowercase().as_str()))
        .map(|(_, value)| value)
        .chain([article.url()]);
    for address in addresses.flat_map(|text| text.split([',', ' '])) {
        let address = address.trim_end_matches('/').to_lowercase();
        let name = address.rsplit('/').next().unwrap_or_default();
        let bare = name.strip_suffix(".html").unwrap_or(name);
        names.push(bare.to_owned());
    }
    names.push(slug(article.title()));
    names
}

/// A name without a date in front: `2020-01-02-title`.
pub(crate) fn undated(name: &str) -> &str {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-' || c == '_');
    if rest.is_empty() { name } else { rest }
}

/// Words as they stand in an address.
pub(crate) fn slug(words: &str) -> String {
    let words = words.to_lowercase();
    let parts = words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("-")
}
