//! What the reader does most: a head becomes an article, a query is answered, an article is laid out.
//! `cargo bench --bench work`
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "support/articles.rs"]
mod articles;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use newsreader::content::article::{Article, ArticleId, Facts};
use newsreader::content::library::Library;
use newsreader::content::marks::Marks;
use newsreader::content::order::{Order, Sort};
use newsreader::content::prepared::Prepared;
use newsreader::content::query::{Query, Section, answer, select};
use newsreader::content::search::Knowledge;
use newsreader::layout::{Fit, Layout, Position, Typesetting, all};
use newsreader::markdown::parse::{Head, parse};
use newsreader::text::Clean;
use pulldown_cmark::{Options, Parser};

use articles::Press;

const COLUMNS: u16 = 72;
const ROWS: usize = 40;

fn read(number: usize, text: &str) -> Article {
    let path = format!("2020/{number}.md").into_bytes().into();
    let id = ArticleId { source: 0, path };
    Article::read(id, text.as_bytes(), true, Facts::default()).unwrap()
}

fn heads(criterion: &mut Criterion) {
    let plain = Press::new().article(7, 500);
    let quoted = plain
        .replace("title: Story", "title: Story: \\")
        .replace("featured", "? featured");
    let mut group = criterion.benchmark_group("head to article");
    group.bench_function("plain", |bencher| {
        bencher.iter(|| read(7, black_box(&plain)));
    });
    group.bench_function("to be mended", |bencher| {
        bencher.iter(|| read(7, black_box(&quoted)));
    });
    group.finish();
}

fn queries(criterion: &mut Criterion) {
    let press = Press::new();
    let mut group = criterion.benchmark_group("query of 100,000");
    group.sample_size(10);
    let mut library = Library::default();
    library.insert(
        (0..100_000)
            .map(|number| read(number, &press.article(number, 0)))
            .collect(),
    );
    let section = Query {
        section: Section::Named(Clean::line("sports")),
        ..Query::default()
    };
    let words = |words: &str| Query {
        words: words.to_owned(),
        ..Query::default()
    };
    let title = Query {
        sort: Sort {
            by: Order::Title,
            ..Sort::default()
        },
        ..words("harbour")
    };
    let marks = Marks::default();
    for (name, query) in [
        ("all", Query::default()),
        ("section", section),
        ("h", words("h")),
        ("har", words("har")),
        ("harbour", words("harbour")),
        ("hrbr", words("hrbr")),
        ("harbour 77", words("harbour 77")),
        ("a phrase", words("\"the harbour\"")),
        ("fields", words("section:sports date:>2010 -is:featured")),
        ("harbour by title", title),
        ("four words", words("the harbour lighthouse keeper")),
    ] {
        // As the list does for every key: what lasts as long as the library is there already.
        let mut prepared = Prepared::default();
        prepared.ready(&library, &query);
        let known = Knowledge::new(&marks, 0);
        let answer = || answer(&library, known, black_box(&query), &prepared);
        group.bench_function(name, |bencher| bencher.iter(answer));
    }
    group.bench_function("harbour, the first time", |bencher| {
        let query = words("harbour");
        bencher.iter(|| select(&library, Knowledge::new(&marks, 0), black_box(&query)));
    });
    group.finish();
}

fn layouts(criterion: &mut Criterion) {
    let press = Press::new();
    let mut group = criterion.benchmark_group("layout");
    group.sample_size(20);
    for bytes in [100_000, 1_000_000] {
        let text = press.article(1, bytes);
        let head = Head::default();
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(
            format!("parse of {bytes}, pulldown-cmark alone"),
            |bencher| {
                bencher.iter(|| Parser::new_ext(black_box(&text), Options::ENABLE_TABLES).count());
            },
        );
        group.bench_function(format!("first screen of {bytes}"), |bencher| {
            bencher.iter(|| {
                let document = parse(&head, black_box(&text));
                let mut layout = Layout::new(&document, COLUMNS, Typesetting::default());
                layout.forward(&document, Position::default(), ROWS);
                layout
            });
        });
        let document = parse(&head, &text);
        for (name, fit) in [("optimal", Fit::Optimal), ("first", Fit::First)] {
            group.bench_function(format!("all lines of {bytes}, {name} fit"), |bencher| {
                bencher.iter(|| {
                    all(
                        &document,
                        COLUMNS,
                        Typesetting {
                            fit,
                            ..Typesetting::default()
                        },
                    )
                    .count()
                });
            });
        }
    }
    group.finish();
}

criterion_group!(benches, heads, queries, layouts);
criterion_main!(benches);
