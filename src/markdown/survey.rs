//! What a body refers to and leaves open, each with its place: links, images, fences that are never closed.
//! Markdown's and those in HTML. Judges nothing; called by `check`.

use std::ops::Range;

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Parser, Tag, TagEnd};

use crate::markdown::guard;
use crate::markdown::parse::{OPTIONS, without_mark};

/// Something found in a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where it begins, in bytes of the body.
    pub at: usize,
    /// What it is.
    pub what: What,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A link, or what HTML plays or embeds, to this target.
    Link(String),
    /// An image.
    Image {
        /// Where it lies.
        target: String,
        /// Whether there are words for who cannot see it; HTML's `alt=""` says that there is nothing to see.
        described: bool,
    },
    /// A code block whose fence, as written, is never closed.
    OpenFence(String),
}

/// Finds all of them, in order. Nothing in a body that the parser must not see.
pub fn survey(body: &str) -> Vec<Mention> {
    if guard::refuses(body).is_some() {
        return Vec::new();
    }
    let text = without_mark(body);
    let mut found = Found {
        text,
        mentions: Vec::new(),
        image: None,
        html: Html::default(),
    };
    for (event, range) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
        found.take(event, range);
    }
    let mark = body.len() - text.len();
    let mut mentions = found.mentions;
    for mention in &mut mentions {
        mention.at += mark;
    }
    mentions
}

struct Found<'a> {
    text: &'a str,
    mentions: Vec<Mention>,
    /// The index of the image whose description is being read.
    image: Option<usize>,
    html: Html,
}

impl Found<'_> {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            // Where a page lies that is linked by its name, only its own program knows.
            Event::Start(
                Tag::Link {
                    link_type: LinkType::WikiLink { .. },
                    ..
                }
                | Tag::Image {
                    link_type: LinkType::WikiLink { .. },
                    ..
                },
            ) => {}
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                ..
            }) => {
                let scheme = match link_type {
                    LinkType::Email => "mailto:",
                    _ => "",
                };
                self.add(range.start, What::Link(format!("{scheme}{dest_url}")));
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                self.image = Some(self.mentions.len());
                let target = dest_url.into_string();
                let described = false;
                self.add(range.start, What::Image { target, described });
            }
            Event::End(TagEnd::Image) => self.image = None,
            Event::Text(words) | Event::Code(words) if !words.trim().is_empty() => self.describe(),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => {
                let block = self.text.get(range.clone()).unwrap_or_default();
                if let Some(fence) = open_fence(block) {
                    self.add(range.start, What::OpenFence(fence.to_owned()));
                }
            }
            Event::Html(text) => self.html.push(&text, range.start),
            Event::InlineHtml(text) => {
                self.html.push(&text, range.start);
                self.end_html();
            }
            Event::End(TagEnd::HtmlBlock) => self.end_html(),
            _ => {}
        }
    }

    fn add(&mut self, at: usize, what: What) {
        self.mentions.push(Mention { at, what });
    }

    fn describe(&mut self) {
        let image = self.image.and_then(|index| self.mentions.get_mut(index));
        if let Some(What::Image { described, .. }) = image.map(|mention| &mut mention.what) {
            *described = true;
        }
    }

    fn end_html(&mut self) {
        let html = std::mem::take(&mut self.html);
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        let tokens = Tokenizer::new_with_emitter(html.text.as_str(), emitter);
        for token in tokens.map_while(Result::ok) {
            if let Token::StartTag(tag) = token
                && let Some(what) = what(&tag)
            {
                self.add(html.place(tag.span.start), what);
            }
        }
    }
}

/// A fragment of HTML whose lines need not be neighbours in the body.
#[derive(Default)]
struct Html {
    text: String,
    /// Where in the fragment a piece begins, and where in the body.
    pieces: Vec<(usize, usize)>,
}

impl Html {
    fn push(&mut self, text: &str, at: usize) {
        self.pieces.push((self.text.len(), at));
        self.text.push_str(text);
    }

    fn place(&self, offset: usize) -> usize {
        let after = self.pieces.partition_point(|(start, _)| *start <= offset);
        let piece = self.pieces.get(after.saturating_sub(1));
        piece.map_or(0, |(start, at)| at + offset.saturating_sub(*start))
    }
}

/// What a tag refers to.
fn what(tag: &StartTag<usize>) -> Option<What> {
    let value = |name: &[u8]| tag.attributes.get(name);
    let text = |name: &[u8]| value(name).map(|value| String::from_utf8_lossy(value).into_owned());
    match tag.name.as_slice() {
        b"a" => text(b"href").map(What::Link),
        b"img" => Some(What::Image {
            target: text(b"src")?,
            described: value(b"alt").is_some()
                || value(b"aria-hidden").is_some()
                || value(b"role").is_some(),
        }),
        b"audio" | b"embed" | b"iframe" | b"source" | b"video" => text(b"src").map(What::Link),
        _ => None,
    }
}

/// The fence that a code block opens with, if no line closes it.
fn open_fence(block: &str) -> Option<&str> {
    let opening = block.trim_start();
    let sign = opening.chars().next()?;
    let fence = opening.len() - opening.trim_start_matches(sign).len();
    let last = block.trim_end().rsplit(['\n', '\r']).next()?;
    // in a quotation the line begins with its marks
    let last = last.trim_start_matches([' ', '\t', '>']);
    let one_line = !block.trim_end().contains(['\n', '\r']);
    let closed = !one_line && last.len() >= fence && last.chars().all(|c| c == sign);
    if closed { None } else { opening.get(..fence) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The findings, one a line: place, sign, target.
    fn found(body: &str) -> String {
        let said = survey(body).into_iter().map(|mention| {
            let what = match mention.what {
                What::Link(target) => format!("link {target}"),
                What::Image {
                    target,
                    described: true,
                } => format!("image {target}"),
                What::Image { target, .. } => format!("bare image {target}"),
                What::OpenFence(fence) => format!("open {fence}"),
            };
            format!("{} {what}", mention.at)
        });
        said.collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn links_and_images_are_found_where_they_stand() {
        for (body, expected) in [
            ("no [link] here", ""),
            ("a [b](c.md)", "2 link c.md"),
            ("[b][x]\n\n[x]: c.md", "0 link c.md"),
            ("- > [b](<c d.md>)", "4 link c d.md"),
            ("[[b]] [[c|d]] ![[e.png]]", ""),
            ("a <b@c.org>", "2 link mailto:b@c.org"),
            ("![b](c.png)", "0 image c.png"),
            ("![](c.png)", "0 bare image c.png"),
            ("![ ](c.png)", "0 bare image c.png"),
            ("![`b`](c.png)", "0 image c.png"),
            ("[![](c.png)](d.md)", "0 link d.md; 1 bare image c.png"),
            ("[![](c.png) b](d.md)", "0 link d.md; 1 bare image c.png"),
            ("`[b](c.md)`\n\n    ![](c.png)", ""),
            ("<!-- ![](c.png) <img src=c> -->", ""),
            ("\u{feff}a [b](c.md)", "5 link c.md"),
        ] {
            assert_eq!(found(body), expected, "{body}");
        }
    }

    #[test]
    fn html_refers_as_well() {
        for (body, expected) in [
            ("a <a href=\"c.md\">b</a>", "2 link c.md"),
            ("<p>\n<img src=c.png>\n</p>", "4 bare image c.png"),
            ("<img src=c.png alt>", "0 image c.png"),
            ("<img src=c.png alt='b'>", "0 image c.png"),
            ("<img alt='b'>", ""),
            ("> <p>\n> <a\n> href=c.md>", "8 link c.md"),
            ("<script>'<img src=c.png>'</script>", ""),
            ("<video src=c.mp4></video>", "0 link c.mp4"),
            ("<a href='a&amp;b'>", "0 link a&b"),
            ("<a name=x>", ""),
        ] {
            assert_eq!(found(body), expected, "{body}");
        }
    }

    #[test]
    fn a_fence_is_open_unless_a_line_closes_it() {
        for (body, expected) in [
            ("```\na\n```", ""),
            ("```\na\n```  \n\nb", ""),
            ("~~~~ x\na\n~~~~~", ""),
            ("> ```\n> a\n> ```\n", ""),
            ("- ```\n  a\n  ```\n- b", ""),
            ("```\n```", ""),
            ("```\na", "0 open ```"),
            ("```", "0 open ```"),
            ("a\n\n````\nb\n```\n", "3 open ````"),
            ("```\na\n~~~\n", "0 open ```"),
            ("```\na\n``` b\n", "0 open ```"),
            ("    ```\n    a", ""),
            ("```\na\n```\n\n```\n", "11 open ```"),
        ] {
            assert_eq!(found(body), expected, "{body:?}");
        }
    }
}
