//! What the tags of HTML mean to us: the list of tags, each with one of a few meanings.
//! What is done about them is in `html` and the builder.

use crate::markdown::document::Style;

/// The meaning of a tag. Tags that mean the same (`<b>`, `<strong>`) also end each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    /// Text in a style.
    Style(Style),
    /// `<a>`
    Anchor,
    /// `<img>`
    Image,
    /// `<br>`
    Break,
    /// `<hr>`
    Rule,
    /// Stands on lines of its own.
    Block,
    /// `<h1>` to `<h6>`
    Heading(u8),
    /// `<pre>`
    Pre,
    /// `<blockquote>`
    Quote,
    /// `<ul>` or `<ol>`
    List {
        /// `<ol>`
        ordered: bool,
    },
    /// `<li>`
    Item,
    /// `<details>`
    Details,
    /// `<summary>`
    Summary,
    /// `<table>`
    Table,
    /// `<caption>`, of a table
    TableCaption,
    /// `<tr>`
    Row,
    /// `<td>` or `<th>`
    Cell {
        /// `<th>`
        header: bool,
    },
    /// What no browser shows, by its name.
    Hidden(&'static str),
    /// What only a browser can show, by its name: a label and a link.
    Media(&'static str),
    /// `<sup>`
    Superscript,
    /// `<sub>`
    Subscript,
    /// `<figure>`
    Figure,
    /// `<figcaption>`
    Caption,
    /// `<dl>`
    Terms,
    /// `<dt>`
    Term,
    /// `<dd>`
    Definition,
    /// Everything else: dropped, its text stays.
    Other,
}

impl Element {
    /// The meaning of a tag's name (in lower case).
    pub(super) fn named(name: &[u8]) -> Self {
        match name {
            b"b" | b"strong" => Self::Style(Style::STRONG),
            b"i" | b"em" | b"cite" | b"dfn" | b"var" => Self::Style(Style::EMPHASIS),
            b"s" | b"del" | b"strike" => Self::Style(Style::STRIKE),
            b"code" | b"samp" | b"tt" => Self::Style(Style::CODE),
            b"kbd" => Self::Style(Style::CODE.with(Style::MARKED)),
            b"mark" => Self::Style(Style::MARKED),
            b"a" => Self::Anchor,
            b"img" => Self::Image,
            b"br" => Self::Break,
            b"hr" => Self::Rule,
            b"h1" => Self::Heading(1),
            b"h2" => Self::Heading(2),
            b"h3" => Self::Heading(3),
            b"h4" => Self::Heading(4),
            b"h5" => Self::Heading(5),
            b"h6" => Self::Heading(6),
            b"pre" => Self::Pre,
            b"blockquote" => Self::Quote,
            b"ul" | b"menu" | b"dir" => Self::List { ordered: false },
            b"ol" => Self::List { ordered: true },
            b"li" => Self::Item,
            b"details" => Self::Details,
            b"summary" => Self::Summary,
            b"table" => Self::Table,
            b"caption" => Self::TableCaption,
            b"tr" => Self::Row,
            b"td" => Self::Cell { header: false },
            b"th" => Self::Cell { header: true },
            b"script" => Self::Hidden("script"),
            b"style" => Self::Hidden("style"),
            b"template" => Self::Hidden("template"),
            b"head" => Self::Hidden("head"),
            b"title" => Self::Hidden("title"),
            b"iframe" => Self::Media("frame"),
            b"video" => Self::Media("video"),
            b"audio" => Self::Media("audio"),
            b"embed" | b"source" => Self::Media("media"),
            b"sup" => Self::Superscript,
            b"sub" => Self::Subscript,
            b"figure" => Self::Figure,
            b"figcaption" => Self::Caption,
            b"dl" => Self::Terms,
            b"dt" => Self::Term,
            b"dd" => Self::Definition,
            b"address" | b"article" | b"aside" | b"body" | b"center" | b"dialog" | b"div"
            | b"fieldset" | b"footer" | b"form" | b"header" | b"hgroup" | b"html" | b"legend"
            | b"main" | b"nav" | b"noscript" | b"optgroup" | b"option" | b"p" | b"search"
            | b"section" => Self::Block,
            _ => Self::Other,
        }
    }
}
