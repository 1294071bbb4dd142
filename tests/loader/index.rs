//! A scan with an index finds what one without finds, whatever happened in between.

use std::fs;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use newsreader::content::article::Article;
use newsreader::loader::{Options, Summary, load_all, roots};
use rustix::fs::{CWD, FileType, Mode, mknodat};

/// All articles by name, and what was passed over.
fn scan(site: &Path, cache: Option<&Path>) -> (Vec<Article>, Summary) {
    let roots = roots(&[site]).unwrap();
    let roots = roots.cached(cache.map(Path::to_owned));
    let (mut articles, summary) = load_all(&roots, Options::default());
    articles.sort_by(|a, b| a.id.cmp(&b.id));
    (articles, summary)
}

fn article(path: &Path, title: &str) {
    fs::write(path, format!("---\ntitle: {title}\n---\nText.\n")).unwrap();
}

#[test]
fn what_an_index_knows_of_a_folder_holds_until_something_comes_or_goes() {
    let (site, cache) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (site, cache) = (site.path(), cache.path());
    for folder in ["news", "news/2020", "news/empty"] {
        fs::create_dir(site.join(folder)).unwrap();
    }
    for number in 0..600 {
        article(&site.join(format!("news/{number}.md")), "A title");
    }
    article(&site.join("news/2020/one.md"), "Another title");
    fs::write(site.join("news/.gitignore"), "none.md\n").unwrap();
    std::os::unix::fs::symlink("2020/one.md", site.join("news/link.md")).unwrap();
    // What changed just now is not trusted to an index.
    sleep(Duration::from_millis(2_500));
    let same = |what: &str| {
        let plain = scan(site, None);
        assert_eq!(scan(site, Some(cache)), plain, "{what}, at first");
        assert_eq!(scan(site, Some(cache)), plain, "{what}, and again");
    };
    same("all");
    assert_eq!(scan(site, Some(cache)).0.len(), 601);
    let news = site.join("news");
    article(&news.join("new.md"), "New");
    same("a new file");
    fs::remove_file(news.join("7.md")).unwrap();
    same("a file less");
    article(&news.join("9.md"), "Edited in its place");
    same("an edited file");
    fs::rename(news.join("10.md"), news.join("2020/10.md")).unwrap();
    same("a file moved to another folder");
    fs::remove_file(news.join("11.md")).unwrap();
    mknodat(CWD, news.join("11.md"), FileType::Fifo, Mode::RUSR, 0).unwrap();
    same("a pipe in the place of a file");
    fs::rename(news.join("12.md"), news.join(".12.md")).unwrap();
    same("a hidden file");
    fs::write(news.join(".gitignore"), "2020/\n1?.md\n").unwrap();
    same("other rules in the same file");
    article(&news.join("empty/first.md"), "First");
    same("something in an empty folder");
    fs::rename(&news, site.join("old")).unwrap();
    same("a folder by another name");
    fs::create_dir(site.join("news")).unwrap();
    article(&site.join("news/600.md"), "A title");
    same("another folder by the old name");
}
