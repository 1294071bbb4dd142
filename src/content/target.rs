//! What the target of a link or an image can mean on disk. Sites are built in many ways: a target is looked for from
//! the article's folder and from each folder above it, since any may be the one that the site is served from.
//! Pure; whether a file is there, and whether an article answers, is asked elsewhere.

use std::borrow::Cow;
use std::ops::RangeInclusive;

/// Folders whose content sites serve at their top.
const SERVED: [&str; 5] = ["", "static", "public", "source", "content"];
/// Endings of articles' files and of pages made from them.
const PAGES: [&str; 6] = ["html", "htm", "md", "markdown", "mdx", "mkd"];
/// Endings of articles' files.
const WRITTEN: [&str; 4] = ["md", "markdown", "mdx", "mkd"];
/// What a folder's page is kept in.
const INDEXES: [&str; 3] = ["index.md", "_index.md", "index.html"];
/// Signs of a template: what it makes of them, nobody can know here.
const TEMPLATE: [&str; 6] = ["{{", "{%", "{<", "<%", "${", "#{"];

/// A target within the site, without query and fragment, percent-decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    /// Without the `/` that it may begin with.
    path: Vec<u8>,
    /// Whether it begins at the top of the site, wherever that may be, rather than at the article.
    pub(crate) rooted: bool,
}

impl Target {
    /// None: it is elsewhere on the web, in the article itself, or made by a template.
    pub(crate) fn new(written: &str) -> Option<Self> {
        let written = written.trim();
        let path = written.split(['?', '#']).next().unwrap_or_default();
        let made = TEMPLATE.iter().any(|sign| written.contains(sign));
        if path.is_empty() || made || path.starts_with("//") || has_scheme(path) {
            return None;
        }
        // Zola writes `@/` for the top of its content.
        let below = path.strip_prefix("@/").or_else(|| path.strip_prefix('/'));
        Some(Self {
            path: decoded(below.unwrap_or(path)).into_owned(),
            rooted: below.is_some(),
        })
    }

    /// The same, if it begins nowhere in particular: whoever uses it knows where.
    pub(crate) fn floating(written: &str) -> Option<Self> {
        let target = Self::new(written)?;
        let rooted = target.rooted || !written.trim().starts_with('.');
        Some(Self { rooted, ..target })
    }

    /// The last part of the path without the ending of a page, in lower case; empty for the top of the site.
    pub(crate) fn name(&self) -> String {
        let path = self.path.strip_suffix(b"/").unwrap_or(&self.path);
        let name = String::from_utf8_lossy(last(path)).to_lowercase();
        let bare = match name.rsplit_once('.') {
            Some((stem, ending)) if PAGES.contains(&ending) => stem,
            _ => &name,
        };
        if matches!(bare, "index" | "_index") {
            let folder = path.get(..path.len().saturating_sub(name.len() + 1));
            return String::from_utf8_lossy(last(folder.unwrap_or_default())).to_lowercase();
        }
        bare.to_owned()
    }

    /// Whether it names a page, which an article may answer under any path, rather than a file.
    pub(crate) fn is_page(&self) -> bool {
        let name = String::from_utf8_lossy(last(&self.path)).to_lowercase();
        let Some((_, ending)) = name.rsplit_once('.') else {
            return true;
        };
        let word = ending.chars().next().is_some_and(char::is_alphabetic)
            && ending.len() <= 5
            && ending.chars().all(|c| c.is_ascii_alphanumeric());
        matches!(ending, "html" | "htm") || !word
    }

    /// Whether it was meant for the web or a mailbox: `www.example.org`, `example.org/a`, `me@example.org`.
    pub(crate) fn lacks_scheme(&self) -> bool {
        let path = String::from_utf8_lossy(&self.path);
        let host = path.split_once('/').map(|(host, _)| host);
        let is_host = |host: &str| !host.starts_with('.') && host.contains('.');
        !self.rooted
            && (path.starts_with("www.") || path.contains('@') || host.is_some_and(is_host))
    }

    /// The year, month and day that it begins with, as the addresses of articles often do; as many as there are.
    pub(crate) fn day(&self) -> Vec<u16> {
        let mut parts = self.path.split(|b| *b == b'/');
        let mut number = |digits: RangeInclusive<usize>| {
            let part = str::from_utf8(parts.next()?).ok()?;
            let number = part.parse().ok()?;
            digits.contains(&part.len()).then_some(number)
        };
        let Some(year) = number(4..=4).filter(|_| self.rooted) else {
            return Vec::new();
        };
        let rest = [number(1..=2), number(1..=2)];
        let rest = rest.into_iter().map_while(|number| number);
        std::iter::once(year).chain(rest).collect()
    }

    /// Whether it names an article's file.
    pub(crate) fn is_article(&self) -> bool {
        let name = String::from_utf8_lossy(last(&self.path)).to_lowercase();
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        WRITTEN.contains(&ending)
    }

    /// Whether it leads out of the root, where nobody looks.
    pub(crate) fn leaves(&self, article: &[u8]) -> bool {
        !self.rooted && joined(folder(article), &self.path).is_none()
    }

    /// The files, as paths under the root, that it can mean from `article`; the likeliest first.
    pub(crate) fn files<'a>(&'a self, article: &'a [u8]) -> impl Iterator<Item = Vec<u8>> + 'a {
        let own = (!self.rooted).then(|| joined(folder(article), &self.path));
        // Hugo, Hexo and others keep an article's pictures in a folder that has its name.
        let stem = article
            .iter()
            .rposition(|b| *b == b'.')
            .unwrap_or(article.len());
        let beside = joined(article.get(..stem).unwrap_or_default(), &self.path);
        let beside = beside.filter(|_| !self.path.is_empty());
        let below = self.below_folders();
        let served = move |above: &'a [u8]| {
            SERVED
                .iter()
                .filter_map(move |served| joined(&join(above, served.as_bytes()), below))
        };
        own.into_iter()
            .chain([beside])
            .flatten()
            .chain(above(article).flat_map(served))
    }

    /// The files that a page can come from.
    pub(crate) fn pages<'a>(&'a self, article: &'a [u8]) -> impl Iterator<Item = Vec<u8>> + 'a {
        self.files(article).flat_map(|file| {
            let bare = file.strip_suffix(b".html").unwrap_or(&file).to_vec();
            let kept = INDEXES.map(|index| join(&bare, index.as_bytes()));
            let written = PAGES.map(|ending| [&bare, b".".as_slice(), ending.as_bytes()].concat());
            [file].into_iter().chain(written).chain(kept)
        })
    }

    /// The folders that show that the top of the site lies under the root; none if its path has one part only.
    pub(crate) fn signs<'a>(
        &'a self,
        article: &'a [u8],
    ) -> Option<impl Iterator<Item = Vec<u8>> + 'a> {
        let below = self.below_folders();
        let slash = below.iter().position(|b| *b == b'/')?;
        let first = below.get(..slash).unwrap_or_default();
        Some(above(article).flat_map(move |above| {
            SERVED
                .iter()
                .filter_map(move |served| joined(&join(above, served.as_bytes()), first))
        }))
    }

    /// The path without `./` and `../` in front.
    fn below_folders(&self) -> &[u8] {
        let mut path = self.path.as_slice();
        while let Some(rest) = path
            .strip_prefix(b"./")
            .or_else(|| path.strip_prefix(b"../"))
        {
            path = rest;
        }
        path
    }
}

/// What stands behind the `#` of an address, percent-decoded.
pub(crate) fn fragment(written: &str) -> Option<String> {
    let (_, fragment) = written.trim().split_once('#')?;
    Some(String::from_utf8_lossy(&decoded(fragment)).into_owned())
}

/// `https:`, `mailto:` …
fn has_scheme(path: &str) -> bool {
    path.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    })
}

/// The folder of a file; empty for the root.
fn folder(path: &[u8]) -> &[u8] {
    let slash = path.iter().rposition(|b| *b == b'/').unwrap_or(0);
    path.get(..slash).unwrap_or_default()
}

/// The folders above a file, from its own to the root.
fn above(path: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::successors(Some(folder(path)), |at| {
        (!at.is_empty()).then(|| folder(at))
    })
}

fn last(path: &[u8]) -> &[u8] {
    path.rsplit(|b| *b == b'/').next().unwrap_or_default()
}

fn join(folder: &[u8], name: &[u8]) -> Vec<u8> {
    let slash: &[u8] = if folder.is_empty() || name.is_empty() {
        b""
    } else {
        b"/"
    };
    [folder, slash, name].concat()
}

/// `path` seen from `folder`, without `.` and `..`. None: it leaves the root, or is no path at all.
fn joined(folder: &[u8], path: &[u8]) -> Option<Vec<u8>> {
    let mut parts: Vec<&[u8]> = Vec::new();
    for part in folder
        .split(|b| *b == b'/')
        .chain(path.split(|b| *b == b'/'))
    {
        match part {
            b"" | b"." => {}
            b".." => {
                parts.pop()?;
            }
            part if part.contains(&0) => return None,
            part => parts.push(part),
        }
    }
    Some(parts.join(&b'/'))
}

/// `%20` and the like as bytes; what is no such code stays.
fn decoded(text: &str) -> Cow<'_, [u8]> {
    if !text.contains('%') {
        return text.as_bytes().into();
    }
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.split_at_checked(2).filter(|_| *first == b'%');
        let byte = code.and_then(|(code, after)| {
            let code = str::from_utf8(code)
                .ok()
                .filter(|code| code.bytes().all(|b| b.is_ascii_hexdigit()))?;
            Some((u8::from_str_radix(code, 16).ok()?, after))
        });
        let (byte, after) = byte.unwrap_or((*first, after));
        out.push(byte);
        rest = after;
    }
    out.into()
}
