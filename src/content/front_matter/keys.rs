//! Which key of front matter stands for which field, in any case; of several the one that counts first.
//! The table to add a key to; `meta` gives the values their meaning.

use std::sync::LazyLock;

/// What a key stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Description,
    Date,
    Updated,
    Sections,
    Tags,
    Authors,
    Image,
    Url,
    Language,
    Featured,
    Draft,
    /// `published`: a date, or `false`.
    Published,
    /// A table whose keys count as keys of the outermost level.
    Nest,
    /// Known, but without a meaning here.
    Other,
}

/// The keys of a field, the one that counts first.
const KEYS: &[(Field, &[&str])] = &[
    (Field::Title, &["title"]),
    (
        Field::Description,
        &[
            "description",
            "summary",
            "excerpt",
            "deck",
            "subtitle",
            "intro",
            "spoiler",
        ],
    ),
    (
        Field::Date,
        &[
            "date",
            "pubdate",
            "publishdate",
            "post_date",
            "createdat",
            "created",
        ],
    ),
    (
        Field::Updated,
        &["updated", "lastmod", "modified", "last_modified_at"],
    ),
    (
        Field::Sections,
        &["categories", "category", "topics", "section"],
    ),
    (Field::Tags, &["tags", "tag", "keywords"]),
    (Field::Authors, &["authors", "author", "by"]),
    (
        Field::Image,
        &[
            "image",
            "cover",
            "cover_image",
            "hero",
            "thumbnail",
            "primary_image",
            "featured_image",
            "preview",
            "photo",
        ],
    ),
    (
        Field::Url,
        &["url", "canonical_url", "canonical", "link", "permalink"],
    ),
    (Field::Language, &["language", "lang", "locale"]),
    (Field::Featured, &["featured", "top", "sticky", "pinned"]),
    (Field::Draft, &["draft"]),
    (Field::Published, &["published"]),
    (Field::Nest, &["extra", "taxonomies"]),
    (
        Field::Other,
        &[
            "layout", "extends", "slug", "status", "comments", "type", "id", "name", "series",
            "toc", "weight", "aliases",
        ],
    ),
];

/// What a key stands for, and its rank: its field's place in the table, and its own among those of the field.
type Meaning = (Field, (usize, usize));

/// [`KEYS`] by their length: each line of front matter is looked up several times.
static BY_LENGTH: LazyLock<Vec<Vec<(&'static str, Meaning)>>> = LazyLock::new(|| {
    let ranked = KEYS.iter().enumerate().flat_map(|(place, (field, names))| {
        let names = names.iter().enumerate();
        names.map(move |(rank, name)| (*name, (*field, (place, rank))))
    });
    let mut table: Vec<Vec<_>> = Vec::new();
    for (name, meaning) in ranked {
        table.resize(table.len().max(name.len() + 1), Vec::new());
        table
            .get_mut(name.len())
            .into_iter()
            .for_each(|row| row.push((name, meaning)));
    }
    table
});

/// See [`Meaning`].
pub(super) fn field(key: &str) -> Option<Meaning> {
    let first = key.as_bytes().first()?.to_ascii_lowercase();
    let row = BY_LENGTH.get(key.len())?;
    let fits =
        |name: &str| name.as_bytes().first() == Some(&first) && name.eq_ignore_ascii_case(key);
    let found = row.iter().find(|(name, _)| fits(name))?;
    Some(found.1)
}

/// The name by which one asks for the field that a key stands for, where it is one that every article may have.
pub(crate) fn field_of(key: &str) -> Option<&'static str> {
    match field(key)?.0 {
        Field::Title => Some("title"),
        Field::Description => Some("description"),
        Field::Date => Some("date"),
        Field::Updated => Some("updated"),
        Field::Sections => Some("section"),
        Field::Tags => Some("tag"),
        Field::Authors => Some("author"),
        Field::Image => Some("image"),
        Field::Url => Some("url"),
        Field::Language => Some("language"),
        Field::Featured => Some("featured"),
        Field::Draft => Some("draft"),
        Field::Published | Field::Nest | Field::Other => None,
    }
}

/// Whether front matter often has this key.
pub(super) fn is_known(key: &str) -> bool {
    field(key).is_some()
}
