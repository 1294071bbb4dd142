//! Which key of front matter stands for which field, in any case; of several the one that counts first.
//! The table to add a key to; `meta` gives the values their meaning.

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
pub(super) fn field(key: &str) -> Option<(Field, (usize, usize))> {
    KEYS.iter().enumerate().find_map(|(place, (field, names))| {
        let rank = names
            .iter()
            .position(|name| name.eq_ignore_ascii_case(key))?;
        Some((*field, (place, rank)))
    })
}

/// Whether front matter often has this key.
pub(super) fn is_known(key: &str) -> bool {
    field(key).is_some()
}
