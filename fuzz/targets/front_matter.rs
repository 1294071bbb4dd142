//! Any bytes as the file of an article: it is listed with a title, and its beginning says what the whole says or asks for more.
#![no_main]

use newsreader::content::article::{Article, ArticleId, Facts};
use newsreader::content::front_matter::{decode, parse, refusal};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let (&choice, bytes) = data.split_last().unwrap_or((&0, data));
    let id = ArticleId {
        source: 0,
        path: b"2020-01-02-a.md"[..].into(),
    };
    let facts = Facts::default();
    let article =
        Article::read(id.clone(), bytes, true, facts).expect("a whole file is an article");
    assert!(!article.title().is_empty());
    let cut = usize::from(choice) * bytes.len() / 255;
    let _ = Article::read(id, &bytes[..cut], false, facts);
    let text = decode(bytes, true).text;
    let whole = parse(&text, true).expect("a whole text has a head");
    assert!(text.is_char_boundary(whole.body));
    assert!(
        whole.problems.len() <= 16 && whole.problems.is_sorted_by_key(|it| (it.line, it.column))
    );
    let cut = text.floor_char_boundary(usize::from(choice) * text.len() / 255);
    if let Some(beginning) = parse(&text[..cut], false) {
        assert_eq!(beginning, whole, "up to {cut}");
    }
    let _ = refusal(&text);
});
