//! What one can type into the search box, by example: for the help and the README.
//! A test reads every example.

use std::fmt::Write;

/// Examples, and what they ask for.
pub const EXAMPLES: &[(&str, &str)] = &[
    (
        "harbour",
        "in title, description, sections, tags or authors",
    ),
    ("hrbour", "in titles also with letters left out"),
    ("\"the harbour\"", "these words as they stand"),
    ("title:harbour", "in the title; `description:` likewise"),
    (
        "section:sports",
        "a word of a section begins so; `tag:`, `author:`",
    ),
    ("tag:\"world news\"", "a tag that is this and no more"),
    (
        "date:2020-09",
        "then; `2020`, `>2020-09-01`, `2018..2020`; `updated:`",
    ),
    (
        "age:<7d",
        "of the last seven days; `>1y`; `h`, `d`, `w`, `m`, `y`",
    ),
    (
        "is:unread",
        "or `read`, `starred`, `featured`, `draft`, `changed`, `problem`",
    ),
    ("path:2019/", "in the path of the file"),
    (
        "series:cities",
        "any other key of the front matter; `series:` has one",
    ),
    ("text:harbour", "in the text"),
    (
        "rome -is:read",
        "both; `-` excludes a word, a field, parentheses",
    ),
    ("(rome or oslo) x", "one of them, and x"),
];

/// The examples as the README shows them, in Markdown.
pub fn markdown() -> String {
    let mut out = String::from("| Search | What it finds |\n|---|---|\n");
    for (example, what) in EXAMPLES {
        let _ = writeln!(out, "| `{example}` | {what} |");
    }
    out
}
