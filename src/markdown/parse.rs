//! Markdown events → [`Document`]. Never fails, never loses a visible word.
//! One short arm per event; what they build is in `build`. Called by whoever opens an article.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::markdown::build::Builder;
use crate::markdown::callout;
use crate::markdown::document::{Align, Document, Kind, Style};
use crate::markdown::guard;
use crate::markdown::html;
use crate::markdown::leaf::Leaf;
use crate::markdown::notes::Notes;
use crate::markdown::parts::{Early, Part};
use crate::markdown::smart::outside_addresses;
use crate::markdown::stash::Stash;
use crate::markdown::syntax::Syntax;
use crate::markdown::table::Draft;
use crate::text::Clean;

/// What GitHub reads as well, and links between notes; nothing that would change what ordinary text says.
pub(super) const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_WIKILINKS)
    .union(Options::ENABLE_TASKLISTS);

/// What stands above the body: made from the article's front matter, set as the first blocks of the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The title; empty for none.
    pub title: Clean,
    /// Date, authors, sections; empty for none.
    pub byline: Clean,
    /// The description; empty for none.
    pub deck: Clean,
    /// Target of the main picture; empty for none.
    pub image: Clean,
    /// What is wrong with the article, a sentence each.
    pub notices: Vec<Clean>,
    /// The language tag that the article gives itself, such as `de`; empty for none. It is not shown.
    pub language: Clean,
}

/// Reads a body as it was typed: [`Syntax::parse`].
pub fn parse(head: &Head, body: &str) -> Document {
    Syntax::default().parse(head, body)
}

/// Reads a body; what is not given away before is returned.
pub(super) fn read(head: &Head, body: &str, syntax: Syntax, early: Early<'_>) -> Part {
    if let Some(reason) = guard::refuses(body) {
        let mut head = head.clone();
        let notice = format!("Shown as plain text, since {reason}.");
        head.notices.push(Clean::line(&notice));
        return Part::whole(plain(&head, body));
    }
    let text = without_mark(body);
    let filled = Stash::fill(text);
    let (signs, stash) = filled
        .map_or((Cow::Borrowed(text), Stash::default()), |(signs, stash)| {
            (Cow::Owned(signs), stash)
        });
    let mut reader = Reader {
        text: &signs,
        mark: body.len() - text.len(),
        early,
        ..Reader::default()
    };
    reader.build.head(head);
    reader.build.stash = stash;
    let mut options = OPTIONS;
    options.set(Options::ENABLE_SMART_PUNCTUATION, syntax.smart);
    let mut events = Parser::new_ext(&signs, options).into_offset_iter();
    if syntax.smart {
        let said = |(event, range)| (outside_addresses(&signs, event, &range), range);
        reader.read(&mut events.map(said));
    } else {
        reader.read(&mut events);
    }
    reader.finish()
}

/// The same without any markup: every line as it stands. For what is not Markdown and what the guard refuses.
pub fn plain(head: &Head, body: &str) -> Document {
    let mut build = Builder::default();
    build.head(head);
    build.put_picture();
    let text = without_mark(body);
    let mut at = body.len() - text.len();
    let mut leaf = Leaf::default();
    build.source = at as u32..at as u32;
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            put_lines(&mut build, &mut leaf);
        } else {
            if leaf.raw.is_empty() {
                build.source.start = at as u32;
            }
            leaf.write(line, Style::PLAIN, None);
            build.source.end = (at + line.len()) as u32;
        }
        at += line.len();
    }
    put_lines(&mut build, &mut leaf);
    build.references();
    build.into_document()
}

/// A file as it is: every line, white space kept.
pub fn verbatim(file: &str) -> Document {
    let mut build = Builder::default();
    let mut leaf = Leaf::default();
    leaf.write(file, Style::PLAIN, None);
    build.source = 0..file.len() as u32;
    build.put(&Kind::Code(Clean::default()), &leaf);
    build.into_document()
}

/// Adds the lines so far as a paragraph.
fn put_lines(build: &mut Builder, leaf: &mut Leaf) {
    leaf.trim_end();
    if !leaf.raw.is_empty() {
        build.put(&Kind::Paragraph, leaf);
    }
    leaf.clear();
}

/// The text after a byte order mark, which would hide a heading.
pub(super) fn without_mark(body: &str) -> &str {
    body.strip_prefix('\u{feff}').unwrap_or(body)
}

/// An event and the bytes it came from.
type Found<'a> = (Event<'a>, Range<usize>);

/// Reads events into a builder.
#[derive(Default)]
struct Reader<'a, 'e> {
    /// What the events come from.
    text: &'a str,
    build: Builder,
    notes: Notes<Vec<Found<'a>>>,
    /// Bytes of the body before the text.
    mark: usize,
    /// The HTML block being read, as far as it came.
    html: Option<String>,
    /// The callout that was just opened: its label comes next, or is being read.
    label: Option<Label>,
    /// What is wanted before the rest is read.
    early: Early<'e>,
}

/// The label of a callout.
struct Label {
    /// The kind of the callout, until it is written.
    name: Option<String>,
    /// Where in the text its title begins.
    from: usize,
}

impl<'a> Reader<'a, '_> {
    fn read(&mut self, events: &mut impl Iterator<Item = Found<'a>>) {
        while let Some((event, range)) = events.next() {
            self.hand_over();
            self.build.at = self.source(&range);
            let Some(event) = self.labelled(event, &range) else {
                continue;
            };
            match event {
                Event::Start(Tag::FootnoteDefinition(label)) => {
                    self.notes.define(&label, definition(events));
                }
                Event::Start(tag) => self.start(tag, &range),
                Event::End(tag) => self.end(tag),
                Event::Text(text) => match &mut self.html {
                    Some(html) => html.push_str(&text),
                    None => self.build.text(&text),
                },
                Event::Code(text) => self.build.code(&text),
                Event::Html(text) | Event::InlineHtml(text) => match &mut self.html {
                    Some(html) => html.push_str(&text),
                    None => html::read(&text, &mut self.build),
                },
                Event::InlineMath(text) | Event::DisplayMath(text) => self.build.text(&text),
                Event::FootnoteReference(label) => {
                    let number = self.notes.number(&label);
                    self.build.note(number);
                }
                Event::SoftBreak => self.build.soft_break(),
                Event::HardBreak => self.build.hard_break(),
                Event::Rule => self.build.rule(),
                Event::TaskListMarker(done) => self.build.task(done),
            }
        }
    }

    /// Gives away what is finished, if that is wanted and enough, and nothing is open.
    fn hand_over(&mut self) {
        if self.html.is_some() || self.label.is_some() {
            return;
        }
        match &mut self.early {
            Early::Nothing => {}
            Early::Parts(take) => {
                if let Some(part) = self.build.part() {
                    take(part);
                }
            }
            Early::Beginning(take) => {
                if let Some(document) = self.build.beginning() {
                    take(document);
                    self.early = Early::Nothing;
                }
            }
        }
    }

    /// The bytes of the body that an event came from.
    fn source(&self, range: &Range<usize>) -> Range<u32> {
        let place = |at| (self.build.stash.place(at) + self.mark) as u32;
        place(range.start)..place(range.end)
    }

    fn finish(mut self) -> Part {
        self.build.close_all();
        self.build.put_picture();
        while let Some((number, events)) = self.notes.take() {
            self.build.at = 0..0;
            if let (Some((_, first)), Some((_, last))) = (events.first(), events.last()) {
                self.build.at = self.source(&(first.start..last.end));
            }
            self.build.open(None, Kind::Note { number });
            self.read(&mut events.into_iter());
            self.build.close();
            self.build.close_all();
        }
        self.build.references();
        self.build.into_part()
    }

    /// Opens a quotation, or the callout that it is.
    fn quote(&mut self, at: usize) {
        let text = self.text.get(at..).unwrap_or_default();
        let Some(opening) = callout::opening(text) else {
            return self.build.open(None, Kind::Quote);
        };
        let (tone, fold) = (opening.tone, opening.fold);
        self.build.open(None, Kind::Callout { tone, fold });
        self.label = Some(Label {
            name: Some(opening.name),
            from: at + opening.len,
        });
    }

    /// What is left of an event after the label of a callout took its part: the kind is ours to write, the title lasts
    /// until the line ends.
    fn labelled(&mut self, event: Event<'a>, range: &Range<usize>) -> Option<Event<'a>> {
        let Some(label) = &mut self.label else {
            return Some(event);
        };
        if let Some(name) = label.name.take() {
            let line = self.text.get(label.from..).unwrap_or_default();
            let titled = !line.is_empty() && !line.starts_with(['\n', '\r']);
            let colon = if titled { ": " } else { "" };
            self.build.begin(Kind::Label);
            self.build.made(&format!("{name}{colon}"), None);
            if matches!(event, Event::Start(Tag::Paragraph)) {
                self.build.open_flat();
                return None;
            }
        }
        match event {
            Event::Text(text) if range.start < label.from => {
                let rest = text.get(label.from - range.start..).unwrap_or_default();
                (!rest.is_empty()).then(|| Event::Text(rest.to_owned().into()))
            }
            Event::SoftBreak | Event::HardBreak => {
                self.label = None;
                self.build.begin(Kind::Paragraph);
                None
            }
            Event::End(TagEnd::Paragraph | TagEnd::BlockQuote(_)) => {
                self.label = None;
                Some(event)
            }
            _ => Some(event),
        }
    }

    fn start(&mut self, tag: Tag<'a>, range: &Range<usize>) {
        let build = &mut self.build;
        match tag {
            Tag::Paragraph => {
                build.loosen();
                build.open_leaf(Kind::Paragraph);
            }
            Tag::Heading { level, .. } => build.open_leaf(Kind::Heading(level as u8)),
            Tag::BlockQuote(_) => self.quote(range.start),
            Tag::CodeBlock(kind) => build.open_leaf(Kind::Code(language(&kind))),
            Tag::HtmlBlock => self.html = Some(String::new()),
            Tag::List(start) => {
                build.open(None, Kind::List { tight: true });
                build.count_from(start);
            }
            Tag::Item => build.open_next_item(),
            Tag::Table(align) => {
                let align = align.into_iter().map(column).collect();
                build.open_table(None, Draft::new(align));
            }
            Tag::TableHead | Tag::TableRow => build.open_row(),
            Tag::TableCell => {
                build.open_cell(None);
                build.open_flat();
            }
            Tag::Emphasis => build.open_style(None, Style::EMPHASIS),
            Tag::Strong => build.open_style(None, Style::STRONG),
            Tag::Strikethrough => build.open_style(None, Style::STRIKE),
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => {
                let mail = link_type == LinkType::Email;
                let mail = mail.then(|| format!("mailto:{dest_url}"));
                build.open_link(None, mail.as_deref().unwrap_or(&dest_url), &title);
            }
            Tag::Image {
                dest_url, title, ..
            } => build.open_image(&dest_url, &title),
            _ => build.open_flat(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        let build = &mut self.build;
        match tag {
            TagEnd::HtmlBlock => {
                let html = self.html.take().unwrap_or_default();
                html::read(&html, build);
                build.release();
                build.end();
            }
            TagEnd::TableHead | TagEnd::TableRow => {}
            TagEnd::TableCell => {
                build.release();
                build.close();
                build.close_cell();
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => {
                build.close_style(None);
            }
            TagEnd::Image => build.close_image(),
            _ => {
                build.release();
                build.close();
            }
        }
    }
}

/// The events of a footnote up to its end; footnotes in it are found when it is read.
fn definition<'a>(events: &mut impl Iterator<Item = Found<'a>>) -> Vec<Found<'a>> {
    let mut depth = 1;
    events
        .take_while(|(event, _)| {
            match event {
                Event::Start(Tag::FootnoteDefinition(_)) => depth += 1,
                Event::End(TagEnd::FootnoteDefinition) => depth -= 1,
                _ => {}
            }
            depth > 0
        })
        .collect()
}

/// The language of a code block: the first word of what stands behind its fence.
fn language(kind: &CodeBlockKind) -> Clean {
    let info = match kind {
        CodeBlockKind::Fenced(info) => info.as_ref(),
        CodeBlockKind::Indented => "",
    };
    let brackets = ['{', '}', '.'];
    let words = info.split(|char: char| char.is_whitespace() || char == ',');
    let mut names = words.map(|word| word.trim_matches(brackets));
    Clean::line(names.find(|name| !name.is_empty()).unwrap_or_default())
}

fn column(align: Alignment) -> Align {
    match align {
        Alignment::None | Alignment::Left => Align::Left,
        Alignment::Center => Align::Centre,
        Alignment::Right => Align::Right,
    }
}
