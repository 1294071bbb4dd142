//! Any text as a search: what was understood of it is understood alike, and asking it of a library ends.
#![no_main]

use std::sync::LazyLock;

use newsreader::content::article::{Article, ArticleId, Facts};
use newsreader::content::library::Library;
use newsreader::content::marks::{Kind, Marks};
use newsreader::content::query::{Query, Scope, Section, select};
use newsreader::content::search::{Knowledge, MOST_TERMS, read};
use newsreader::text::Clean;

static WORLD: LazyLock<(Library, Marks)> = LazyLock::new(|| {
    let (mut library, mut marks) = (Library::default(), Marks::default());
    let article = |n: u8| {
        let id = ArticleId {
            source: (n % 2).into(),
            path: format!("2020/{n}-a.md").into_bytes().into(),
        };
        let text = format!(
            "---\ntitle: Überall İst {n} straße\ndate: 20{n:02}-01-02\ntags: [x{n}, rome]\nauthor: Ada {n}\ncategories: [news]\nfeatured: {}\n---\nb\n",
            n.is_multiple_of(3)
        );
        Article::read(id, text.as_bytes(), true, Facts::default()).expect("an article")
    };
    library.insert((0..50).map(article).collect());
    for n in 0..10 {
        marks.set(
            &article(n).id,
            [Kind::Read, Kind::Starred][usize::from(n % 2)],
            1,
        );
    }
    (library, marks)
});

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let (words, [choice]) = newsreader_fuzz::text_and_choices(data);
    let bodies = choice & 1 == 1;
    let search = read(&words, bodies);
    let again = read(&search.understood, bodies);
    assert_eq!(again.understood, search.understood, "understood alike");
    assert_eq!(again.texts, search.texts);
    assert!(search.texts.len() <= MOST_TERMS);
    if let Some(fault) = &search.fault {
        assert!(
            fault.at >= 1 && fault.at <= words.chars().count() + 1,
            "{fault:?}"
        );
    }
    let (library, marks) = &*WORLD;
    let query = Query {
        words,
        scope: if bodies { Scope::Texts } else { Scope::Heads },
        section: if choice & 2 == 2 {
            Section::Named(Clean::line("news"))
        } else {
            Section::All
        },
        ..Query::default()
    };
    let found = select(library, Knowledge::new(marks, 1_700_000_000), &query);
    let understood = Query {
        words: search.understood,
        ..query
    };
    let again = select(library, Knowledge::new(marks, 1_700_000_000), &understood);
    assert_eq!(found, again, "what was understood finds the same");
});
