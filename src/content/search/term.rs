//! One term of a search: what it asks of an article, and which field a key stands for. The place to add a field to.
//! The values are read here, articles are looked at in `judge`.

use crate::content::front_matter::field_of;
use crate::content::search::lex::Word as Typed;
use crate::content::search::period::{Age, Period};
use crate::content::search::word::{Name, Word};

/// See the top of the file.
#[derive(Clone, Debug)]
pub(super) struct Term {
    pub(super) test: Test,
    /// Which of the search's texts says yes, too, where it is found.
    pub(super) text: Option<usize>,
    /// Whether an odd number of `-` applies to it: a yes here is a no in the end, and ranks nothing.
    pub(super) turned: bool,
}

/// What is asked.
#[derive(Clone, Debug)]
pub(super) enum Test {
    /// Words in title, description, sections, tags or authors.
    Words(Word),
    /// In the title alone.
    Title(Word),
    /// In the description alone.
    Description(Word),
    /// One of its sections, tags, authors.
    Section(Name),
    Tag(Name),
    Author(Name),
    /// When it was published, or updated.
    Date(Period),
    Updated(Period),
    Age(Age),
    Is(Is),
    /// Its path, the file's name included.
    Path(Word),
    /// A key of the front matter, and its value.
    Key(String, Name),
    /// That it has a key of the front matter.
    Has(String),
    /// Words in the text alone: see [`Term::text`].
    Text,
}

/// `is:…`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Is {
    Unread,
    Read,
    Starred,
    Featured,
    Draft,
    Changed,
    Problem,
}

/// Each has a first letter of its own, so any beginning of it will do.
const STATES: &[(&str, Is)] = &[
    ("unread", Is::Unread),
    ("read", Is::Read),
    ("starred", Is::Starred),
    ("featured", Is::Featured),
    ("draft", Is::Draft),
    ("changed", Is::Changed),
    ("problem", Is::Problem),
];

/// What something typed asks for.
///
/// # Errors
/// What is wrong with it, as the middle of a sentence.
pub(super) fn test(typed: &Typed) -> Result<Test, String> {
    let text = typed.text;
    let word = || Word::new(text, typed.quoted);
    let name = || Name::new(text, typed.quoted);
    let Some(key) = typed.key.map(str::to_ascii_lowercase) else {
        return Ok(Test::Words(word()));
    };
    let key = field_of(&key).unwrap_or(&key);
    let known = [
        "text",
        "title",
        "description",
        "section",
        "tag",
        "author",
        "date",
        "updated",
        "age",
        "is",
        "path",
    ];
    if text.trim().is_empty() {
        return if known.contains(&key) {
            Err(format!("“{key}:” wants a value behind it"))
        } else {
            Ok(Test::Has(key.to_owned()))
        };
    }
    let date = || {
        Period::read(text).ok_or("this is no date such as 2020, 2020-09, >2020-09-01 or 2019..2020")
    };
    Ok(match key {
        "text" => Test::Text,
        "title" => Test::Title(word()),
        "description" => Test::Description(word()),
        "path" => Test::Path(Word::new(text, true)),
        "section" => Test::Section(name()),
        "tag" => Test::Tag(name()),
        "author" => Test::Author(name()),
        "date" => Test::Date(date()?),
        "updated" => Test::Updated(date()?),
        "age" => Test::Age(
            Age::read(text).ok_or("this is no age such as 7d, <2w or >1y (h, d, w, m, y)")?,
        ),
        "is" => Test::Is(state(text)?),
        key => Test::Key(key.to_owned(), name()),
    })
}

fn state(text: &str) -> Result<Is, String> {
    let begins = |name: &str| {
        name.get(..text.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(text))
    };
    let found = STATES.iter().find(|(name, _)| begins(name));
    let names = || STATES.iter().map(|(name, _)| *name).collect::<Vec<_>>();
    found.map(|(_, is)| *is).ok_or_else(|| {
        format!(
            "what is known is whether an article is {}",
            names().join(", ")
        )
    })
}
