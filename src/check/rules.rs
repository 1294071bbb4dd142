//! The rules: one article's text → notes. Each rule looks at one thing found, and would rather be silent than wrong:
//! a link is dead only where nothing that a site could make of it is there.

use crate::check::known::Known;
use crate::content::article::Article;
use crate::content::problem::{Kind, Note};
use crate::content::target::Target;
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
            let told = |target: Target| {
                let fix = if target.lacks_scheme() {
                    "Begin it with https:// or mailto: if it leads out of the site"
                } else {
                    "Correct the path, or take the link out"
                };
                note(Kind::DeadLink, format!("Nothing is at `{written}`"), fix)
            };
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
            format!("The code block that {fence} opens is never closed"),
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
        // Where a page lies on the site is the generator's choice: certain are only a path to an article's own file, an
        // address of a day on which there are others, and one of another site without its scheme.
        let answered = !target.lacks_scheme() && known.answers(&target.name());
        if answered || target.pages(from).any(there) {
            return false;
        }
        return target.is_article() && !target.rooted
            || target.lacks_scheme()
            || known.has_others_of(&target.day(), article)
            || under_root(target, from, world);
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
    let image = article.image();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::article::{ArticleId, Facts};

    const FILES: [&str; 7] = [
        "assets",
        "assets/a.png",
        "posts",
        "posts/a b.png",
        "posts/one.md",
        "posts/two",
        "posts/two/p.png",
    ];
    const NOW: i64 = 1_600_000_000;

    fn article(path: &str, text: &str) -> Article {
        let path = path.as_bytes().into();
        let id = ArticleId { source: 0, path };
        Article::read(id, text.as_bytes(), true, Facts::default()).unwrap()
    }

    /// What the last of these files is told, beside the others: the place of each note and its kind.
    fn told(files: &[(&str, &str)]) -> String {
        let articles: Vec<_> = files
            .iter()
            .map(|(path, text)| article(path, text))
            .collect();
        let known = Known::new(&articles);
        let exists = |path: &[u8]| FILES.iter().any(|file| file.as_bytes() == path);
        let world = World {
            now: NOW,
            exists: &exists,
        };
        let (last, text) = (articles.last().unwrap(), files.last().unwrap().1);
        let (matter, body) = text.split_at(last.body as usize);
        let text = Text {
            matter,
            body,
            whole: true,
        };
        let notes = check(last, text, &known, world).into_iter();
        let said = notes.map(|note| format!("{} {}", note.at, note.kind.name()));
        said.collect::<Vec<_>>().join("; ")
    }

    fn body(body: &str) -> String {
        let one = ("posts/2020-01-02-first.md", "# One, of *many*\n");
        told(&[one, ("posts/two.md", body)])
    }

    #[test]
    fn a_link_is_dead_only_where_nothing_can_answer() {
        for sound in [
            "one.md",
            "./one.md#part",
            "one.md?x",
            "one",
            "one/",
            "/posts/one.html",
            "@/posts/one.md",
            "/2020/01/02/first/",
            "first.html",
            "2020-01-02-first.md",
            "../assets/a.png",
            "/assets/a.png",
            "p.png",
            "#part",
            "",
            "?x",
            "//example.org/x.md",
            "https://example.org/x.md",
            "mailto:a@example.org",
            "{{ site.url }}/x.md",
            "/elsewhere/x.pdf",
            "../../outside.md",
            "/about/",
            "about/",
        ] {
            assert_eq!(body(&format!("[a](<{sound}>)")), "", "{sound}");
        }
        for dead in [
            "gone.md",
            "../gone.md",
            "gone.pdf",
            "/assets/gone.pdf",
            "/posts/gone/",
            "./two/gone.md#x",
        ] {
            assert_eq!(body(&format!("[a](<{dead}>)")), "0 dead-link", "{dead}");
        }
    }

    #[test]
    fn an_address_of_a_day_is_dead_where_others_of_that_day_are() {
        for (link, expected) in [
            ("/2020/01/02/first/", ""),
            ("/2020/01/02/second/", "0 dead-link"),
            ("/2020/1/second.html", "0 dead-link"),
            ("/2020/second/#part", "0 dead-link"),
            ("/2020/02/second/", ""),
            ("/2019/second/", ""),
            ("/2020/01/", ""),
            ("/2020/", ""),
            ("/20/second/", ""),
            ("2020/second/", ""),
        ] {
            assert_eq!(body(&format!("[a]({link})")), expected, "{link}");
        }
        let alone = "---\ndate: 2020-01-02\n---\n[a](/2020/01/02/second/)";
        assert_eq!(
            told(&[("a.md", alone)]),
            "",
            "its siblings may be elsewhere"
        );
    }

    #[test]
    fn an_address_without_its_scheme_is_told_how_to_begin() {
        for (link, expected) in [
            ("www.example.org/2", true),
            ("example.org/path", true),
            ("me@example.org", true),
            ("gone.md", false),
            ("../gone.md", false),
        ] {
            let (article, text) = (article("x/a.md", ""), format!("[a]({link})"));
            let text = Text {
                matter: "",
                body: &text,
                whole: true,
            };
            let world = World {
                now: NOW,
                exists: &|_| false,
            };
            let notes = check(&article, text, &Known::default(), world);
            assert_eq!(notes[0].fix.contains("https://"), expected, "{link}");
        }
    }

    #[test]
    fn a_picture_is_there_and_says_what_it_shows() {
        for (text, expected) in [
            ("![a](/assets/a.png)", ""),
            ("![a](a%20b.png)", ""),
            ("![a](https://example.org/a.png)", ""),
            ("![a](gone.png)", "0 dead-image"),
            ("![](/assets/a.png)", "0 missing-alt"),
            ("<img src='/assets/a.png' alt=''>", ""),
            ("<img src='gone.png'>", "0 dead-image; 0 missing-alt"),
            ("---\nimage: gone.png\n---\n", ""),
            ("---\nimage: ./gone.png\n---\n", "11 dead-image"),
            ("---\nimage: /assets/a.png\n---\n", ""),
            ("---\nimage: /assets/gone.png\n---\n", "11 dead-image"),
        ] {
            assert_eq!(body(text), expected, "{text}");
        }
    }

    #[test]
    fn a_fence_ends_and_a_date_has_come() {
        for (text, expected) in [
            ("```\na\n```\n", ""),
            ("a\n\n```\na\n", "3 unclosed-fence"),
            ("---\ndate: 2020-09-13\n---\n", ""),
            ("---\ntitle: A\ndate: 2020-09-15\n---\n", "13 future-date"),
            ("---\ndate: 2020-09-13T12:26:41Z\n---\n", "4 future-date"),
            ("---\ndate: 2020-09-13T12:26:40Z\n---\n", ""),
            ("---\ndate: 2030-01-01\ndraft: true\n---\n", ""),
        ] {
            assert_eq!(body(text), expected, "{text}");
        }
    }

    #[test]
    fn the_second_of_two_alike_is_told() {
        let first = ("a.md", "---\ntitle: A\ndate: 2020-01-02\n---\n");
        for (text, expected) in [
            ("---\ndate: 2020-01-02\ntitle: A\n---\n", "21 duplicate"),
            ("---\ndate: 2020-01-03\ntitle: A\n---\n", ""),
            ("---\ndate: 2020-01-02\ntitle: B\n---\n", ""),
            ("---\ndate: 2020-01-02\ntitle: A\nlang: de\n---\n", ""),
            ("---\ntitle: A\n---\n", ""),
        ] {
            assert_eq!(told(&[first, ("b.md", text)]), expected, "{text}");
        }
    }

    #[test]
    fn no_article_is_told_without_end() {
        assert_eq!(
            body(&"![](gone.png)\n".repeat(1000)).split(';').count(),
            MOST
        );
    }
}
