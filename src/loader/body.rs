//! The whole of one article, read again when it is opened; bounded, and as lenient
//! as the heads are. What the text says is not its business.

use std::fs;
use std::io::{self, Read};
use std::sync::Arc;

use crate::content::article::{Article, ArticleId, Facts};
use crate::content::front_matter;
use crate::content::marks::{Printed, print};
use crate::loader::open::{self, BODY_MAX};
use crate::loader::roots::Roots;
use crate::text::Clean;

/// An article's text.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// The article as its whole file gives it now.
    pub article: Article,
    /// Decoded, without the front matter.
    pub text: String,
    /// The front matter with its fences: what stands before the text.
    pub matter: String,
    /// How many bytes of the file were left out at the end, where it is too long; at least so many, where its
    /// length is not known.
    pub cut: Option<u64>,
}

/// Reads an article's text.
///
/// # Errors
/// With a sentence to show, when there is no such file any more, or it cannot be read, or now lies elsewhere.
pub fn read_body(roots: &Roots, id: &ArticleId) -> Result<Body, Clean> {
    let body = open_root(roots, id).and_then(|(file, facts)| read(file, id.clone(), facts));
    body.map_err(|error| refused(id, &error))
}

fn refused(id: &ArticleId, error: &io::Error) -> Clean {
    let reason = open::reason(error);
    Clean::line(&format!("{} cannot be read: {reason}.", id.label()))
}

/// Reads an article's file for its print; none if it cannot be read. What is too long to be shown counts as far as it is.
pub fn read_print(roots: &Roots, id: &ArticleId) -> Option<Printed> {
    let (file, facts) = open_root(roots, id).ok()?;
    let mut bytes = Vec::new();
    file.take(BODY_MAX as u64).read_to_end(&mut bytes).ok()?;
    let decoded = front_matter::decode(&bytes, false);
    let head = front_matter::parse(&decoded.text, false).unwrap_or_default();
    let text = decoded.text.get(head.body..).unwrap_or_default();
    Some(Printed {
        id: id.clone(),
        file: print(&bytes),
        text: print(text.trim().as_bytes()),
        size: facts.size.cast_signed(),
        modified: facts.modified,
    })
}

/// Reads an article's file as it is, decoded.
///
/// # Errors
/// As [`read_body`].
pub fn read_source(roots: &Roots, id: &ArticleId) -> Result<String, Clean> {
    let read = |mut file: Box<dyn Read>| {
        let mut bytes = Vec::new();
        file.by_ref()
            .take(BODY_MAX as u64)
            .read_to_end(&mut bytes)?;
        Ok(front_matter::decode(&bytes, true).text.into_owned())
    };
    let text = open_root(roots, id).and_then(|(file, _)| read(file));
    text.map_err(|error| refused(id, &error))
}

/// Opens an article's file, to be copied as it is.
///
/// # Errors
/// When there is no such file any more, or it now lies elsewhere.
pub fn open_article(roots: &Roots, id: &ArticleId) -> io::Result<Box<dyn Read>> {
    open_root(roots, id).map(|(file, _)| file)
}

/// Opens an article's file; what came from the standard input is at hand.
pub(super) fn open_root(roots: &Roots, id: &ArticleId) -> io::Result<(Box<dyn Read>, Facts)> {
    let (Some(root), Some(path)) = (roots.get(id.source), roots.path(id)) else {
        return Err(io::Error::other("its folder is not open"));
    };
    if let Some(input) = &root.input {
        return Ok((
            Box::new(io::Cursor::new(Arc::clone(input))),
            Facts::default(),
        ));
    }
    let real = fs::canonicalize(path)?;
    if !roots.follow && !real.starts_with(&root.folder) {
        return Err(io::Error::other("it is a link out of its root"));
    }
    let (file, stamp) = open::file(&real)?;
    Ok((Box::new(file), stamp.facts()))
}

fn read(file: impl Read, id: ArticleId, facts: Facts) -> io::Result<Body> {
    let likely = usize::try_from(facts.size)
        .unwrap_or(BODY_MAX)
        .min(BODY_MAX);
    let mut bytes = Vec::with_capacity(likely + 1);
    file.take(BODY_MAX as u64 + 1).read_to_end(&mut bytes)?;
    let cut = bytes.len() > BODY_MAX;
    let length = facts.size.max(bytes.len() as u64);
    if cut {
        bytes.truncate(BODY_MAX);
    }
    // A cut text is a beginning: its last character may be halved, and must not count as a mistake.
    let decoded = front_matter::decode_all(bytes, !cut);
    let mut head = front_matter::parse(&decoded.text, !cut).unwrap_or_default();
    head.problems.splice(0..0, decoded.problems);
    let start = head.body;
    let article = Article::new(id, head, &decoded.text, facts);
    // The long one of the two moves only where it stands.
    let mut text = decoded.text.into_owned();
    let matter = text.drain(..start).collect();
    Ok(Body {
        article,
        text,
        matter,
        cut: cut.then(|| length - BODY_MAX as u64),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id() -> ArticleId {
        let path = b"a.md".as_slice().into();
        ArticleId { source: 0, path }
    }

    #[test]
    fn an_endless_input_is_cut() {
        let body = read(io::repeat(b'x'), id(), Facts::default()).unwrap();
        assert_eq!((body.text.len(), body.cut), (BODY_MAX, Some(1)));
    }

    #[test]
    fn an_input_of_unknown_length_is_read_to_its_end() {
        let body = read(&b"text"[..], id(), Facts::default()).unwrap();
        assert_eq!((body.text.as_str(), body.cut), ("text", None));
    }
}
