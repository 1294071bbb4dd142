//! The HTML found inside Markdown → the same blocks and runs. Takes fragments as the parser gives them: a tag may
//! open in one and close in another. Unclosed and mismatched tags never hide text.

use html5gum::emitters::callback::{Callback, CallbackEmitter, CallbackEvent};
use html5gum::{Error, Span, State, Tokenizer};

use crate::markdown::build::Builder;
use crate::markdown::document::{Align, Fold, Kind, Style};
use crate::markdown::element::Element;
use crate::markdown::table::Draft;
use crate::text::Clean;

/// Reads a fragment into the document.
pub(super) fn read(fragment: &str, build: &mut Builder) {
    let mut tags = Tags {
        build,
        element: Element::Other,
        attributes: Attributes::default(),
        wanted: false,
        seen: 0,
        cut: false,
    };
    let emitter = CallbackEmitter::new(&mut tags);
    let mut tokenizer = Tokenizer::new_with_emitter(fragment, emitter);
    while let Some(Ok(state)) = tokenizer.next() {
        tokenizer.set_state(state);
    }
    drop(tokenizer);
    if tags.cut {
        let rest = fragment.get(tags.seen..).unwrap_or_default();
        let tag = rest.find('<').and_then(|at| rest.get(at..));
        tags.build.html_text(tag.unwrap_or_default());
    }
}

/// Takes the tokenizer's events, a tag in several of them.
struct Tags<'a> {
    build: &'a mut Builder,
    /// The start tag being read.
    element: Element,
    attributes: Attributes,
    /// Whether the attribute whose value comes is one of ours.
    wanted: bool,
    /// The end of the last whole token.
    seen: usize,
    /// Whether the fragment ended in the middle of a tag.
    cut: bool,
}

/// The attributes that mean something to us.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Attribute {
    Align,
    Alt,
    Class,
    Href,
    Id,
    Name,
    Open,
    Source,
    Start,
    Style,
    Title,
    Value,
}

impl Attribute {
    fn named(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"align" => Self::Align,
            b"alt" => Self::Alt,
            b"class" => Self::Class,
            b"href" => Self::Href,
            b"id" => Self::Id,
            b"name" => Self::Name,
            b"open" => Self::Open,
            b"src" => Self::Source,
            b"start" => Self::Start,
            b"style" => Self::Style,
            b"title" => Self::Title,
            b"value" => Self::Value,
            _ => return None,
        })
    }
}

impl Callback<State, usize> for &mut Tags<'_> {
    fn handle_event(&mut self, event: CallbackEvent<'_>, span: Span<usize>) -> Option<State> {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.element = Element::named(name);
                self.attributes.0.clear();
                self.wanted = false;
                return None;
            }
            CallbackEvent::AttributeName { name } => {
                let attribute = Attribute::named(name);
                self.wanted = attribute.is_some_and(|new| self.attributes.get(new).is_none());
                if let Some(attribute) = attribute.filter(|_| self.wanted) {
                    self.attributes.0.push((attribute, String::new()));
                }
                return None;
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some((_, text)) = self.attributes.0.last_mut().filter(|_| self.wanted) {
                    text.push_str(&String::from_utf8_lossy(value));
                }
                return None;
            }
            CallbackEvent::Error(error) => {
                self.cut |= error == Error::EofInTag;
                return None;
            }
            CallbackEvent::String { value } => {
                self.build.html_text(&String::from_utf8_lossy(value));
            }
            CallbackEvent::EndTag { name } => self.end_tag(Element::named(name)),
            CallbackEvent::CloseStartTag { .. } => {
                self.seen = span.end;
                return self.start_tag();
            }
            CallbackEvent::Comment { value } if value.starts_with(b"?") => {
                let sign = format!("<{}>", String::from_utf8_lossy(value));
                if self.build.stash.signs(&sign) {
                    self.build.block_piece(&sign);
                }
            }
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } => {}
        }
        self.seen = self.seen.max(span.end);
        None
    }
}

impl Tags<'_> {
    /// A start tag; says how the text after it is to be read, if not as usual.
    fn start_tag(&mut self) -> Option<State> {
        let element = self.element;
        let state = match element {
            Element::Hidden("script") => Some(State::ScriptData),
            Element::Hidden("style") | Element::Media("frame") => Some(State::RawText),
            Element::Hidden("title") => Some(State::RcData),
            _ => None,
        };
        if self.build.in_image() {
            return state;
        }
        match element {
            _ if self.build.hides() && !matches!(element, Element::Hidden(_)) => {}
            Element::Hidden(_) => self.build.hide(element),
            Element::Media(name) => {
                if let Some(target) = self.attributes.get(Attribute::Source) {
                    let title = self.attributes.text(Attribute::Title);
                    self.build.media(name, target, title);
                }
                if state.is_some() {
                    self.build.hide(element);
                }
            }
            Element::Style(_) | Element::Anchor | Element::Superscript | Element::Subscript => {
                self.open_inline();
            }
            Element::Image => {
                let target = self.attributes.text(Attribute::Source);
                let title = self.attributes.text(Attribute::Title);
                self.build.open_image(target, title);
                self.build.text(self.attributes.text(Attribute::Alt));
                self.build.close_image();
            }
            Element::Break => self.build.hard_break(),
            Element::Rule => self.build.rule(),
            _ => self.open_block(),
        }
        self.name_place();
        state
    }

    /// Any element may name its place, a link by an older attribute, too.
    fn name_place(&mut self) {
        let of_link = || self.attributes.get(Attribute::Name);
        let id = self.attributes.get(Attribute::Id);
        let name = match self.element {
            Element::Anchor => id.or_else(of_link),
            _ => id,
        };
        if let Some(name) = name.filter(|_| !self.build.hides()) {
            let before = self.build.table.as_ref().map_or(0, Draft::len);
            let at = before + self.build.leaf.raw.len();
            self.build.ids.name(name, at);
        }
    }

    fn open_inline(&mut self) {
        let by = Some(self.element);
        match self.element {
            Element::Style(Style::CODE) if self.build.in_code() => {
                self.build.language(self.attributes.text(Attribute::Class));
            }
            Element::Style(style) => self.build.open_style(by, style),
            Element::Superscript | Element::Subscript => self.build.open_shift(self.element),
            _ => {
                self.build.close_style(by);
                if let Some(target) = self.attributes.get(Attribute::Href) {
                    let title = self.attributes.text(Attribute::Title);
                    self.build.open_link(by, target, title);
                }
            }
        }
    }

    fn open_block(&mut self) {
        let by = Some(self.element);
        match self.element {
            Element::Block if self.build.in_code() => self.build.leaf.new_line(),
            Element::Block | Element::Heading(_) if self.build.in_label() => {
                self.build.leaf.new_line();
            }
            Element::Block | Element::Figure => self.build.end(),
            Element::TableCaption => self.build.open_caption(),
            Element::Caption => self.build.open_paragraph(self.element, Style::EMPHASIS),
            Element::Summary => self.build.open_label(),
            Element::Details => {
                let open = self.attributes.get(Attribute::Open);
                let fold = open.map_or(Fold::Never, |_| Fold::Open);
                self.build.open(by, Kind::Details { fold });
            }
            Element::Heading(level) => self.build.begin(Kind::Heading(level)),
            Element::Pre => self.build.begin(Kind::Code(Clean::default())),
            Element::Quote => self.build.open(by, Kind::Quote),
            Element::List { ordered } => {
                let start = self.attributes.number(Attribute::Start).unwrap_or(1);
                self.build.open(by, Kind::List { tight: true });
                self.build.count_from(ordered.then_some(start));
            }
            Element::Item => {
                let value = self.attributes.number(Attribute::Value);
                self.build.open_item(value);
            }
            Element::Terms => self.build.open_terms(),
            Element::Term | Element::Definition => self.build.open_term(self.element),
            Element::Table => self.build.open_table(by, Draft::default()),
            Element::Row => self.build.open_row(),
            Element::Cell { header } => {
                let align = self.attributes.align();
                self.build.open_cell(Some((align, header)));
            }
            _ => {}
        }
    }

    fn end_tag(&mut self, element: Element) {
        if self.build.in_image() {
            return;
        }
        match element {
            Element::Hidden(_) | Element::Media(_) => self.build.unhide(element),
            _ if self.build.hides() => {}
            Element::Style(_) | Element::Anchor => self.build.close_style(Some(element)),
            Element::Superscript | Element::Subscript => self.build.close_shift(element),
            Element::Block if self.build.in_code() => self.build.leaf.new_line(),
            Element::Block | Element::Heading(_) if self.build.in_label() => {
                self.build.leaf.new_line();
            }
            Element::Block | Element::Heading(_) | Element::Pre | Element::Summary => {
                self.build.end();
            }
            Element::TableCaption => self.build.close_caption(),
            Element::Details => self.build.close_details(),
            Element::Figure | Element::Caption => self.build.close_element(Element::Caption),
            Element::Terms => self.build.close_element(element),
            Element::Term | Element::Definition => self.build.close_term(),
            Element::Quote | Element::List { .. } | Element::Item | Element::Table => {
                self.build.close_element(element);
            }
            Element::Row | Element::Cell { .. } => self.build.close_cell(),
            _ => {}
        }
    }
}

/// The attributes of one tag that mean something to us.
#[derive(Default)]
struct Attributes(Vec<(Attribute, String)>);

impl Attributes {
    fn get(&self, attribute: Attribute) -> Option<&str> {
        let found = self.0.iter().find(|(name, _)| *name == attribute);
        found.map(|(_, value)| value.as_str())
    }

    /// The value, or nothing.
    fn text(&self, attribute: Attribute) -> &str {
        self.get(attribute).unwrap_or_default()
    }

    fn number(&self, attribute: Attribute) -> Option<u64> {
        self.get(attribute)?.trim().parse().ok()
    }

    fn align(&self) -> Align {
        let style = self.text(Attribute::Style);
        let (_, style) = style.split_once("text-align:").unwrap_or_default();
        let value = self.get(Attribute::Align).unwrap_or(style).trim();
        let says = |word: &str| {
            let start = value.get(..word.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(word))
        };
        if says("right") {
            Align::Right
        } else if says("center") {
            Align::Centre
        } else {
            Align::Left
        }
    }
}
