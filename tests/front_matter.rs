//! Real articles, from `../shared`: each one is read, and what is valid is read without loss.

#![cfg(test)]

#[path = "support/shared.rs"]
mod shared;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use newsreader::content::article::{Article, ArticleId, Facts};
use newsreader::content::front_matter::{decode, parse};

use crate::shared::shared;

/// Every Markdown file under `root`.
fn articles(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![root.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path
                .extension()
                .is_some_and(|end| end == "md" || end == "markdown")
            {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn text(bytes: &[u8]) -> String {
    decode(bytes, true).text.into_owned()
}

#[test]
fn the_first_article_comes_out_whole() {
    let Some(seed) = shared("the_first_article_comes_out_whole").map(|shared| shared.join("seed"))
    else {
        return;
    };
    let bytes = fs::read(seed.join("roma-smalling.md")).unwrap();
    let id = ArticleId {
        source: 0,
        path: b"roma-smalling.md".as_slice().into(),
    };
    let article = Article::read(id, &bytes, true, Facts::default()).unwrap();
    assert_eq!(
        article.title(),
        "Roma make breakthrough in bid to sign Chris Smalling from Manchester United"
    );
    assert!(
        article
            .description()
            .starts_with("Chris Smalling has wanted")
            && article.description().ends_with("deal with Man United.")
    );
    assert_eq!(article.date.unwrap().iso(), "2020-09-03T09:53:51");
    assert_eq!(article.sections().collect::<Vec<_>>(), ["latest", "sports"]);
    assert!(article.featured && !article.draft);
    assert_eq!(
        article.image(),
        "https://i.dailymail.co.uk/1s/2020/09/03/09/32725016-0-image-a-9_1599122714927.jpg"
    );
    assert!(
        article.extra().next().is_none()
            && article.tags().next().is_none()
            && article.problems().is_empty()
    );
    let body = String::from_utf8(bytes)
        .unwrap()
        .split_off(article.body as usize);
    assert!(body.starts_with("Roma are said to finally be making a breakthrough"));
}

#[test]
fn every_article_is_read_and_only_broken_ones_have_problems() {
    let Some(corpus) = shared("every_article_is_read_and_only_broken_ones_have_problems")
        .map(|shared| shared.join("corpus"))
    else {
        return;
    };
    let mut problems = Vec::new();
    for path in articles(&corpus) {
        let bytes = fs::read(&path).unwrap();
        let text = text(&bytes);
        let head = parse(&text, true).unwrap();
        assert!(text.is_char_boundary(head.body), "{}", path.display());
        let name = path.strip_prefix(&corpus).unwrap();
        if !name.starts_with("broken") {
            problems.extend(
                head.problems
                    .into_iter()
                    .map(|p| format!("{}:{}:{} {}", name.display(), p.line, p.column, &*p.message)),
            );
        }
        for cut in [300, 1_000, 4_096].map(|cut| cut.min(bytes.len())) {
            let id = ArticleId {
                source: 0,
                path: b"x.md".as_slice().into(),
            };
            let part = Article::read(id.clone(), &bytes[..cut], false, Facts::default());
            let whole = Article::read(id, &bytes, true, Facts::default()).unwrap();
            if let Some(part) = part {
                assert_eq!(
                    (part.body, part.extra().collect::<Vec<_>>(), part.date),
                    (whole.body, whole.extra().collect::<Vec<_>>(), whole.date),
                    "{}",
                    path.display()
                );
            }
        }
    }
    println!("{}", problems.join("\n"));
    assert!(problems.len() < 20, "{}", problems.join("\n"));
}

/// The fences of YAML that needs no mending.
fn matter(text: &str) -> Option<&str> {
    let inner = text.strip_prefix("---\n")?;
    let end = inner.find("\n---\n")?;
    inner.get(..=end)
}

#[test]
fn valid_yaml_loses_no_field() {
    let Some(corpus) = shared("valid_yaml_loses_no_field").map(|shared| shared.join("corpus"))
    else {
        return;
    };
    let mut seen = 0;
    for path in articles(&corpus) {
        let text = text(&fs::read(&path).unwrap());
        let head = parse(&text, true).unwrap();
        let fields = matter(&text).and_then(|matter| {
            serde_yaml::from_str::<BTreeMap<String, serde_yaml::Value>>(matter).ok()
        });
        let meta = head.meta;
        for (key, value) in fields.into_iter().flatten() {
            seen += 1;
            let kept = meta.extra.iter().any(|(name, _)| **name == key);
            let used = match key.to_lowercase().as_str() {
                "title" => !meta.title.is_empty(),
                "description" | "excerpt" | "summary" | "subtitle" => !meta.description.is_empty(),
                "date" => meta.date.is_some(),
                "tags" | "tag" => !meta.tags.is_empty(),
                "authors" | "author" => !meta.authors.is_empty(),
                "categories" | "category" => !meta.sections.is_empty(),
                "image" | "hero" => !meta.image.is_empty() || value.is_bool(),
                "featured" | "published" | "draft" | "extends" | "section" => true,
                "lang" | "locale" => !meta.language.is_empty(),
                _ => false,
            };
            let empty = match &value {
                serde_yaml::Value::Null => true,
                serde_yaml::Value::String(text) => text.trim().is_empty(),
                serde_yaml::Value::Sequence(items) => items.iter().all(serde_yaml::Value::is_null),
                serde_yaml::Value::Mapping(fields) => fields.is_empty(),
                _ => false,
            };
            assert!(
                kept || used || empty,
                "{}: {key}: {value:?}",
                path.display()
            );
        }
    }
    assert!(seen > 1_000);
}
