//! A list of what has words in its text: files are put away unread where they cannot answer, and the answer is the same.
//! The oracle is the same search in a form that everything may answer, so that all is loaded first and searched then.

use super::*;

/// The same to whom it is asked of articles, but nothing is put away for its text.
fn plainly(search: &str) -> String {
    format!("({search}) or nothing:such")
}

fn listed(search: &str, input: &[u8], paths: &[&str]) -> String {
    let mut list = newsreader(&["list", "--format", "json", "--search", search]);
    let done = list.args(paths).write_stdin(input).assert().success();
    String::from_utf8(done.get_output().stdout.clone()).unwrap()
}

fn utf16(text: &str) -> Vec<u8> {
    let wide = std::iter::once(0xFEFF_u16).chain(text.encode_utf16());
    wide.flat_map(u16::to_le_bytes).collect()
}

#[test]
fn what_is_put_away_would_not_have_been_found() {
    let folder = folder(&[
        (
            "a.md",
            "---\ntitle: Only the head has a harbour\n---\nSea.\n",
        ),
        (
            "b/b.md",
            "---\ntitle: B\ntags: x\n---\nThe HARBOUR\nand the sea.\n",
        ),
        ("b/c.md", "No head, a harbour and a keeper.\n"),
        (
            "b/d.md",
            "---\ntitle: harbour [\n---\nKeeper of a harbour.\n",
        ),
        ("b/e.md", ""),
        ("f.txt", "A harbour in no article.\n"),
        (
            "g.md",
            "\u{feff}---\ntitle: G\n---\nA harbour behind a mark.\n",
        ),
    ]);
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    write("h.md", &utf16("---\ntitle: H\n---\nA wide harbour.\n"));
    write(
        "i.md",
        b"---\ntitle: I\n---\nA \xff harbour of \xe9 odd bytes.\n",
    );
    write(
        "j.md",
        &[b"a ".repeat(200_000).as_slice(), b"harbour"].concat(),
    );
    let out = tempfile::tempdir().unwrap();
    fs::write(out.path().join("k.md"), "A harbour elsewhere.\n").unwrap();
    std::os::unix::fs::symlink("b/b.md", folder.path().join("l.md")).unwrap();
    std::os::unix::fs::symlink(out.path(), folder.path().join("m")).unwrap();
    let paths = [folder.path().to_str().unwrap(), "-"];
    for search in [
        "text:harbour",
        "text:harbour text:sea",
        "text:harbour -text:sea",
        "text:keeper or text:sea",
        "text:\"the harbour\"",
        "text:harbour tag:x",
        "text:harbour -title:harbour",
        "-(text:sea or -text:harbour)",
        "text:wide or text:input",
        "text:nowhere",
    ] {
        let found = listed(search, b"A harbour in the input.\n", &paths);
        let oracle = listed(&plainly(search), b"A harbour in the input.\n", &paths);
        assert_eq!(found, oracle, "{search}");
        assert_eq!(
            found.contains("\"title\""),
            search != "text:nowhere",
            "{search}"
        );
    }
}

#[test]
fn real_articles_are_found_as_well() {
    let Some(shared) = shared("real_articles_are_found_as_well") else {
        return;
    };
    let corpus = shared.join("corpus");
    let corpus = corpus.to_str().unwrap();
    for search in [
        "text:rust",
        "text:\"open source\" -text:license",
        "text:日本",
    ] {
        let found = listed(search, b"", &[corpus]);
        assert_eq!(found, listed(&plainly(search), b"", &[corpus]), "{search}");
        assert!(found.contains("\"title\""), "{search}");
    }
}
