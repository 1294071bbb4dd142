//! The rules: one article's text → notes. Each rule looks at one thing found, and would rather be silent than wrong:
//! a link is dead only where nothing that a site could make of it is there.

use crate::check::known::Known;
use crate::check::target::Target;
use crate::content::article::Article;
use crate::content::problem::{Kind, Note};
use crate::markdown::survey::{Mention, What, survey};

/// More notes on one article are left out.
const MOST: usize = 500;

/// A date without an offset may be of any zone: as late as this, in seconds, it is not in the future yet.
const ZONES: i64 = 14 * 60 * 60;

/// What a rule must ask the world.
#[derive(Clone, Copy)]
pub struct World<'a> {
    /// Now, in seconds since 1970.
    pub now: i64,
    /// Whether there is a file or a folder of this path under the article's root.
    pub exists: &'a dyn Fn(&[u8]) -> bool,
}

/// An article's file, decoded.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    /// The front matter with its fences; the body follows.
    pub matter: &'a str,
    /// The rest.
    pub body: &'a str,
    /// Whether that is all of it.
    pub whole: bool,
}

/// What is wrong with an article beyond its front matter, in no order.
pub fn check(article: &Article, text: Text, known: &Known, world: World) -> Vec<Note> {
    let head = [
        future(article, text, world),
        double(article, text, known),
        cover(article, text, known, world),
    ];
    let found = survey(text.body).into_iter().flat_map(|mention| {
        let at = text.matter.len() + mention.at;
        judge(article, &mention, known, world)
            .into_iter()
            .map(move |note| Note { at, ..note })
    });
    let cut = |note: &Note| text.whole || note.kind != Kind::UnclosedFence;
    let notes = head.into_iter().flatten().chain(found);
    notes.filter(cut).take(MOST).collect()
}

fn note(kind: Kind, message: String, fix: &'static str) -> Note {
    Note {
        kind,
        at: 0,
        message,
        fix,
    }
}

/// What is wrong with one thing of the body.
fn judge(article: &Article, mention: &Mention, known: &Known, world: World) -> Vec<Note> {
    match &mention.what {
        What::Link(written) => {
            let target = Target::new(written).filter(|target| dead(target, article, known, world));
            let fix = "Correct the path, or take the link out";
            let told = |_| note(Kind::DeadLink, format!("Nothing is at `{written}`"), fix);
            target.map(told).into_iter().collect()
        }
        What::Image { target, described } => {
            let bare = (!described).then(|| {
                let fix = "Say what it shows: `![…](…)` or `alt=\"…\"`";
                let message = "This picture has no description".to_owned();
                note(Kind::MissingAlt, message, fix)
            });
            let gone = Target::new(target).filter(|target| dead(target, article, known, world));
            let gone = gone.map(|_| no_picture(target));
            gone.into_iter().chain(bare).collect()
        }
        What::OpenFence(fence) => vec![note(
            Kind::UnclosedFence,
            format!("The code block that `{fence}` opens is never closed"),
            "Close it with a line of the same signs",
        )],
    }
}

fn no_picture(target: &str) -> Note {
    let message = format!("There is no picture at `{target}`");
    note(
        Kind::DeadImage,
        message,
        "Correct the path, or add the picture",
    )
}

/// Whether nothing under the root can be meant, and something there would have to be.
fn dead(target: &Target, article: &Article, known: &Known, world: World) -> bool {
    let from = &article.id.path;
    let there = |path: Vec<u8>| (world.exists)(&path);
    if target.leaves(from) {
        return false;
    }
    if target.is_page() {
        // Where a page lies on the site is the generator's choice: only a path to an article's own file is certain.
        if known.answers(&target.name()) || target.pages(from).any(there) {
            return false;
        }
        return target.is_article() && !target.rooted || under_root(target, from, world);
    }
    let gone = !target.files(from).any(there);
    let gone = gone && !(target.is_article() && known.answers(&target.name()));
    gone && (!target.rooted || under_root(target, from, world))
}

/// Whether the folder that the target begins with is under the root, so that the rest of it should be, too.
fn under_root(target: &Target, from: &[u8], world: World) -> bool {
    let signs = target.rooted.then(|| target.signs(from)).flatten();
    signs.is_some_and(|mut signs| signs.any(|path| (world.exists)(&path)))
}

fn future(article: &Article, text: Text, world: World) -> Option<Note> {
    let date = article.date.filter(|_| !article.draft)?;
    let late = if date.offset.is_some() { 0 } else { ZONES };
    (date.timestamp() > world.now.saturating_add(late)).then(|| Note {
        at: place(
            text,
            &["date", "published", "pubdate", "created", "publishdate"],
        ),
        ..note(
            Kind::FutureDate,
            format!("The date {} is in the future", date.iso()),
            "Correct it, or mark the article as a draft until then",
        )
    })
}

fn double(article: &Article, text: Text, known: &Known) -> Option<Note> {
    let first = known.double(article)?;
    Some(Note {
        at: place(text, &["title"]),
        ..note(
            Kind::Duplicate,
            format!("{} has the same title and date", first.label()),
            "Remove one of the two, or give them different titles",
        )
    })
}

/// The picture of the front matter.
fn cover(article: &Article, text: Text, known: &Known, world: World) -> Option<Note> {
    let image = article.image.as_str();
    Target::floating(image)
        .filter(|target| !target.is_page() && dead(target, article, known, world))?;
    Some(Note {
        at: text.matter.find(image).unwrap_or(0),
        ..no_picture(image)
    })
}

/// Where the front matter has one of these keys, else its beginning.
fn place(text: Text, keys: &[&str]) -> usize {
    let mut at = 0;
    for line in text.matter.split_inclusive('\n') {
        let key = line.split([':', '=']).next().unwrap_or_default();
        let key = key.trim_matches(|c: char| !c.is_alphanumeric());
        if keys.iter().any(|known| key.eq_ignore_ascii_case(known)) {
            return at;
        }
        at += line.len();
    }
    0
}
