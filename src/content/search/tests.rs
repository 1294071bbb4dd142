//! Searches over a handful of articles, and any text at all.
//! The oracle reads no text: it makes expressions, writes them down and evaluates them as they stand.

use super::*;
use crate::content::article::{Article, ArticleId, Facts};
use crate::content::found::Bits;
use crate::content::library::{Library, Slot};
use crate::content::marks::{Kind, Marks};
use crate::content::query::{Query, Scope, select};
use crate::properties::properties;
use proptest::prelude::*;

const ARTICLES: &[(&str, &str)] = &[
    (
        "rome",
        "title: Government of Rome\ndate: 2020-09-03\ncategories: [Sports, World news]\nseries: Old cities",
    ),
    (
        "oslo",
        "title: Über Oslo\ndate: 2020-08-31\ndescription: A letter to Rome\ntags: [travel, Motorsports]\nlang: no",
    ),
    (
        "paris",
        "title: Paris\ndate: 2019-01-02\nauthor: Zoë Rome\nfeatured: true\nupdated: 2020-09-05",
    ),
    ("draft", "title: The end\ndraft: true\nrating: 7"),
];

fn library() -> Library {
    let mut library = Library::default();
    let read = |(path, matter): &(&str, &str)| {
        let path = path.as_bytes().into();
        let text = format!("---\n{matter}\n---\n");
        let id = ArticleId { source: 0, path };
        Article::read(id, text.as_bytes(), true, Facts::default()).unwrap()
    };
    library.insert(ARTICLES.iter().map(read).collect());
    library
}

/// 4 September 2020.
const NOW: i64 = 1_599_177_600;

fn slot(library: &Library, name: &str) -> Slot {
    let path = name.as_bytes().into();
    library.slot(&ArticleId { source: 0, path }).unwrap()
}

fn found(words: &str, known: Knowledge) -> String {
    let library = library();
    let query = Query {
        words: words.to_owned(),
        ..Query::default()
    };
    let slots = select(&library, known, &query);
    let names = slots
        .iter()
        .map(|slot| library.get(*slot).unwrap().id.label());
    names
        .map(|name| name.to_string())
        .collect::<Vec<_>>()
        .join(" ")
}

#[track_caller]
fn finds(words: &str, names: &str) {
    let marks = Marks::default();
    assert_eq!(found(words, Knowledge::new(&marks, NOW)), names, "{words}");
    assert_eq!(read(words, false).fault, None, "{words}");
}

#[test]
fn words_are_found_in_what_an_article_says_of_itself() {
    finds("", "rome oslo paris draft");
    finds("rome", "rome oslo paris");
    finds("ROME letter", "oslo");
    finds("uber", "oslo");
    finds("über", "oslo");
    finds("zoe", "paris");
    finds("pàris", "");
    finds("\"of rome\"", "rome");
    finds("\"rome of\"", "");
    finds("rome of", "rome");
    finds("world", "rome");
    finds("travel", "oslo");
    finds("10:30 https://example.org", "");
}

#[test]
fn titles_are_found_with_letters_left_out() {
    finds("gvrnment", "rome");
    finds("govt", "");
    finds("\"gvrnment\"", "");
    finds("-gvrnment", "rome oslo paris draft");
    finds("uebr", "");
    finds("ubr", "oslo");
    finds("gmr", "");
    finds("vrnmt", "");
    finds("pr", "");
}

#[test]
fn titles_come_before_descriptions_and_then_the_newest() {
    // Three with the word: in the title, in the description, in the author's name.
    finds("paris or rome", "rome paris oslo");
    finds("t", "rome draft oslo");
}

#[test]
fn fields_ask_for_what_is_in_them() {
    finds("section:sports", "rome");
    finds("section:news", "rome");
    finds("section:\"news\"", "");
    finds("section:\"world news\"", "rome");
    finds("category:SPO", "rome");
    finds("tag:sports", "");
    finds("tags:mot", "oslo");
    finds("author:zoe", "paris");
    finds("by:rome", "paris");
    finds("title:rome", "rome");
    finds("description:rome", "oslo");
    finds("series:\"old cities\"", "rome");
    finds("Series:cit", "rome");
    finds("series:", "rome");
    finds("lang:no", "oslo");
    finds("featured:true", "paris");
    finds("rating:7", "draft");
    finds("path:ar", "paris");
}

#[test]
fn dates_and_ages_are_compared() {
    finds("date:2020", "rome oslo");
    finds("date:2020-09", "rome");
    finds("date:2020-8-31", "oslo");
    finds("date:>2020-08-31", "rome");
    finds("date:>=2020-08-31", "rome oslo");
    finds("date:<2020", "paris");
    finds("date:<=2020-08", "oslo paris");
    finds("date:2019..2020-08", "oslo paris");
    finds("updated:2020-09-05", "paris");
    finds("age:<2d", "rome");
    finds("age:1w", "rome oslo");
    finds("age:>1y", "paris");
}

#[test]
fn what_an_article_is_can_be_asked_for() {
    finds("is:featured", "paris");
    finds("is:d", "draft");
    finds("is:unread -is:featured", "rome oslo draft");
    finds("is:read", "");
    let mut marks = Marks::default();
    let path = b"oslo".as_slice().into();
    let read = ArticleId { source: 0, path };
    marks.set(&read, Kind::Read, 1);
    assert_eq!(found("is:read", Knowledge::new(&marks, 0)), "oslo");
    marks.set(&read, Kind::Seen, 7);
    marks.set(&read, Kind::File, 7);
    assert_eq!(found("is:changed", Knowledge::new(&marks, 0)), "");
    marks.set(&read, Kind::File, 8);
    assert_eq!(found("is:changed", Knowledge::new(&marks, 0)), "oslo");
}

#[test]
fn texts_are_found_by_others() {
    let library = library();
    let marks = Marks::default();
    let hits = Bits::from_iter([(slot(&library, "oslo"), 1), (slot(&library, "draft"), 2)]);
    let known = |texts| Knowledge {
        texts,
        ..Knowledge::new(&marks, NOW)
    };
    let words = "text:bridge or -text:\"a  river\" is:draft";
    assert_eq!(read(words, false).texts, ["bridge", "a river"]);
    assert_eq!(found(words, known(Texts::Found(&hits))), "oslo");
    assert_eq!(found(words, known(Texts::Unread)), "draft");
    assert_eq!(
        found("text:x -text:y date:2020", known(Texts::Unknown)),
        "rome oslo"
    );
    let query = Query {
        words: "rome".to_owned(),
        scope: Scope::Texts,
        ..Query::default()
    };
    let hits = Bits::from_iter([(slot(&library, "draft"), 1)]);
    let slots = select(&library, known(Texts::Found(&hits)), &query);
    assert_eq!(slots.last(), Some(&slot(&library, "draft")));
    assert_eq!(slots.len(), 4);
}

/// What is typed, where something is wrong, what it is, and what is found nevertheless.
const FAULTS: &[(&str, usize, &str, &str)] = &[
    ("rome \"of", 6, "a quotation mark is not closed", "rome"),
    ("(rome", 1, "this “(” is not closed", "rome oslo paris"),
    (
        "x (paris) or )rome",
        14,
        "no “(” belongs to this “)”",
        "oslo paris rome",
    ),
    (
        "paris ()",
        8,
        "there is nothing in these parentheses",
        "paris",
    ),
    ("paris or", 8, "nothing stands behind “or”", "paris"),
    (
        "(paris or ) rome",
        11,
        "nothing stands behind “or”",
        "paris",
    ),
    ("or paris", 1, "nothing stands before “or”", "paris"),
    ("paris -", 7, "nothing stands behind “-”", "paris"),
    ("über tag:", 6, "“tag:” wants a value behind it", "oslo"),
    (
        "date:rome",
        1,
        "this is no date such as 2020, 2020-09, >2020-09-01 or 2019..2020",
        "rome oslo paris",
    ),
    (
        "age:oslo",
        1,
        "this is no age such as 7d, <2w or >1y (h, d, w, m, y)",
        "oslo",
    ),
    (
        "is:paris",
        1,
        "what is known is whether an article is unread, read, starred, featured, draft, changed, problem",
        "paris",
    ),
];

#[test]
fn what_is_wrong_is_said_and_the_rest_is_found() {
    for (words, at, what, names) in FAULTS {
        let fault = read(words, false).fault.unwrap();
        assert_eq!((fault.at, fault.what.as_str()), (*at, *what), "{words}");
        let found = found(words, Knowledge::new(&Marks::default(), NOW));
        let sorted = |names: &str| {
            let mut names: Vec<String> = names.split(' ').map(str::to_owned).collect();
            names.sort();
            names
        };
        assert_eq!(sorted(&found), sorted(names), "{words}");
    }
}

#[test]
fn a_search_is_bounded() {
    let deep = "(".repeat(4096);
    assert!(read(&deep, false).fault.is_some());
    assert_eq!(read(&"a ".repeat(2000), true).terms.len(), MOST_TERMS);
    assert_eq!(
        found(&format!("{deep}rome"), Knowledge::new(&Marks::default(), 0)),
        "rome oslo paris"
    );
}

#[test]
fn what_was_understood_is_shown_as_one_could_have_typed_it() {
    for (words, understood) in [
        ("  rome   -is:read ", "rome -is:read"),
        ("( rome OR \"of rome) tag:x", "(rome or \"of rome) tag:x\")"),
        ("-( a ( ) or )b -", "-(a) b"),
        ("is:paris:x or", "\"paris:x\""),
        ("((a", "((a))"),
        ("(())", ""),
    ] {
        assert_eq!(read(words, false).understood, understood, "{words}");
    }
}

#[test]
fn the_examples_of_the_help_are_as_they_should_be() {
    for (example, _) in EXAMPLES {
        let search = read(example, false);
        assert_eq!(search.fault, None, "{example}");
        assert_eq!(search.understood, *example);
    }
}

/// An expression, and what it is for the first four truth values of its words.
#[derive(Clone, Debug)]
enum Tree {
    Word(usize),
    Not(Box<Tree>),
    And(Box<Tree>, Box<Tree>),
    Or(Box<Tree>, Box<Tree>),
}

impl Tree {
    fn any() -> impl Strategy<Value = Self> {
        let word = (0..4_usize).prop_map(Tree::Word);
        word.prop_recursive(5, 20, 2, |inner| {
            prop_oneof![
                inner.clone().prop_map(|one| Tree::Not(Box::new(one))),
                (inner.clone(), inner.clone())
                    .prop_map(|(a, b)| Tree::And(Box::new(a), Box::new(b))),
                (inner.clone(), inner).prop_map(|(a, b)| Tree::Or(Box::new(a), Box::new(b))),
            ]
        })
    }

    fn written(&self) -> String {
        match self {
            Tree::Word(word) => format!("text:w{word}"),
            Tree::Not(one) => match &**one {
                Tree::Word(word) => format!("-text:w{word}"),
                one => format!("-({})", one.written()),
            },
            Tree::And(a, b) => {
                let part = |tree: &Tree| match tree {
                    Tree::Or(..) => format!("({})", tree.written()),
                    _ => tree.written(),
                };
                format!("{} {}", part(a), part(b))
            }
            Tree::Or(a, b) => format!("{} or {}", a.written(), b.written()),
        }
    }

    fn holds(&self, words: u32) -> bool {
        match self {
            Tree::Word(word) => words >> word & 1 == 1,
            Tree::Not(one) => !one.holds(words),
            Tree::And(a, b) => a.holds(words) && b.holds(words),
            Tree::Or(a, b) => a.holds(words) || b.holds(words),
        }
    }
}

proptest! {

    #![proptest_config(properties(256))]
    #[test]
    fn an_expression_means_what_it_says(tree in Tree::any(), words in 0..16_u32) {
        let search = read(&tree.written(), false);
        prop_assert_eq!(&search.fault, &None);
        let bit = |name: &String| u64::from(words >> (name.as_bytes()[1] - b'0') & 1);
        let bits = search.texts.iter().enumerate().map(|(at, name)| bit(name) << at).sum();
        let library = library();
        let rome = slot(&library, "rome");
        let lines = Lines::new(&library);
        let (marks, hits) = (Marks::default(), Bits::from_iter([(rome, bits)]));
        let knows = |texts| Knowledge { texts, ..Knowledge::new(&marks, 0) };
        let rank = |texts| judge::Judge::new(&search, knows(texts), &lines).rank(&library, rome);
        let found = rank(Texts::Found(&hits)).is_some();
        prop_assert_eq!(found, tree.holds(words), "{}", tree.written());
        prop_assert!(!found || rank(Texts::Unknown).is_some());
        // What is not said of the texts may be so or not.
        prop_assert!(!found || search.may_answer(bits) && search.may_answer(u64::MAX));
    }

    #[test]
    fn a_search_within_another_is_answered_by_what_answers_both(outer in Tree::any(), inner in Tree::any(), words in 0..16_u32) {
        let search = read(&inner.written(), false).within(read(&outer.written(), false));
        let bit = |name: &String| u64::from(words >> (name.as_bytes()[1] - b'0') & 1);
        let bits = search.texts.iter().enumerate().map(|(at, name)| bit(name) << at).sum();
        let library = library();
        let rome = slot(&library, "rome");
        let lines = Lines::new(&library);
        let (marks, hits) = (Marks::default(), Bits::from_iter([(rome, bits)]));
        let rank = |search: &Search| {
            let known = Knowledge { texts: Texts::Found(&hits), ..Knowledge::new(&marks, 0) };
            judge::Judge::new(search, known, &lines).rank(&library, rome)
        };
        let found = rank(&search);
        prop_assert_eq!(found.is_some(), outer.holds(words) && inner.holds(words));
        // The outer one ranks nothing.
        let bits = read(&inner.written(), false).texts.iter().enumerate().map(|(at, name)| bit(name) << at).sum();
        let hits = Bits::from_iter([(rome, bits)]);
        let known = Knowledge { texts: Texts::Found(&hits), ..Knowledge::new(&marks, 0) };
        let alone = judge::Judge::new(&read(&inner.written(), false), known, &lines).rank(&library, rome);
        prop_assert_eq!(found, alone.filter(|_| outer.holds(words)));
    }

    #[test]
    fn no_text_is_too_odd(text in prop_oneof!["\\PC{0,40}", "(or |-|[()\"]|a|tag:|date:>2020|is:|é| |\"x\"){0,20}"]) {
        let search = read(&text, true);
        if let Some(fault) = &search.fault {
            prop_assert!(fault.at >= 1 && fault.at <= text.chars().count());
        }
        let marks = Marks::default();
        let known = Knowledge::new(&marks, NOW);
        let again = read(&search.understood, true);
        prop_assert_eq!(&again.fault, &None, "{}", search.understood);
        prop_assert_eq!(&again.understood, &search.understood);
        prop_assert_eq!(found(&text, known), found(&search.understood, known), "{}", search.understood);
    }
}
