//! Looking through articles by tag, author, folder and source. Uses the reader without a terminal of `screens`.
//! The numbers beside them are those of the articles that are shown.

use super::Reader;
use super::reading::reading;

fn some() -> (tempfile::TempDir, Reader) {
    let files = [
        (
            "north/sea/a.md",
            "---\ntitle: One\ntags: [Sea, ice]\nauthor: Ada\ncategories: [world]\n---\n",
        ),
        (
            "north/b.md",
            "---\ntitle: Two\ntags: [sea]\nauthor: ada\n---\n",
        ),
        (
            "northern/c.md",
            "---\ntitle: Three\ntags: [wind]\nauthor: Bob\n---\n",
        ),
    ];
    let (folder, reader) = reading(&files, (80, 24));
    (folder, reader.press("<esc>"))
}

#[test]
fn tags_authors_and_folders_are_listed_with_their_numbers() {
    let (_folder, reader) = some();
    let reader = reader.press("T").shows(" Tags  Authors  Folders  Sources ");
    let rows = reader.rows().join("\n");
    let at = |text: &str| rows.find(text).unwrap();
    assert!(at("▌ Sea") < at("ice") && at("ice") < at("wind"), "{rows}");
    let reader = reader
        .press("<enter>")
        .shows("All articles · Sea · newest first");
    let reader = reader
        .shows("1 of 2")
        .shows("One")
        .shows("Two")
        .hides("Three");
    // One comes back to what is shown, and Esc undoes it.
    let reader = reader
        .press("Tj<tab>")
        .shows("Ada")
        .press("<enter>")
        .shows("1 of 2");
    let reader = reader.press("<esc>").shows("1 of 3").press("T<tab><tab>");
    let reader = reader
        .shows("north/ ")
        .shows("north/sea/")
        .shows("northern/");
    reader.press("<enter>").shows("1 of 2").hides("Three");
}

#[test]
fn pages_without_anything_are_passed_over_and_esc_changes_nothing() {
    let (_folder, reader) = reading(&[("a.md", "Text.\n")], (80, 24));
    let reader = reader
        .press("<esc>T")
        .shows(" Sources ")
        .press("<tab><s-tab>jkG");
    reader.press("<esc>").shows("All articles · newest first");
    let (_folder, reader) = some();
    let reader = reader
        .press("T<s-tab>")
        .press("<s-tab>")
        .shows("north/sea/");
    reader.press("<esc>").shows("1 of 3");
}
