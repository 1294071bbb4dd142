//! A short text in a few rows, cut with `…`: titles in the list. No styles, no document.
//! Used by `app` to know how high an entry is, and by the view to paint it.

use crate::text::{graphemes, truncate, width};

/// `text` in at most `rows` rows of `columns` columns, broken at blanks where possible; always at least one row.
pub fn label(text: &str, columns: u16, rows: usize) -> Vec<String> {
    let columns = usize::from(columns).max(1);
    let mut lines = Vec::with_capacity(rows);
    let mut rest = text.trim();
    while lines.len() + 1 < rows && width(rest) > columns {
        let (line, after) = split(rest, columns);
        lines.push(line.to_owned());
        rest = after;
    }
    lines.push(truncate(rest, columns).into_owned());
    lines
}

/// The longest start of `text` that fits and ends before a blank, else the longest that fits; and what follows.
fn split(text: &str, columns: usize) -> (&str, &str) {
    let (mut used, mut blank, mut cut) = (0, None, text.len());
    for (at, grapheme, columns_of) in graphemes(text) {
        used += columns_of;
        if grapheme == " " {
            blank = Some(at);
        }
        if used > columns {
            cut = if grapheme == " " {
                at
            } else {
                blank.unwrap_or(at)
            };
            break;
        }
    }
    // A first grapheme wider than the column must still go somewhere.
    let cut = if cut == 0 {
        graphemes(text)
            .next()
            .map_or(0, |(_, first, _)| first.len())
    } else {
        cut
    };
    text.split_at_checked(cut)
        .map_or((text, ""), |(line, rest)| {
            (line.trim_end(), rest.trim_start())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_break_at_blanks_and_are_cut_with_a_sign() {
        assert_eq!(label("A short one", 20, 2), ["A short one"]);
        assert_eq!(
            label("Roma make breakthrough in bid", 12, 2),
            ["Roma make", "breakthroug…"]
        );
        assert_eq!(
            label("Roma make breakthrough in bid", 22, 2),
            ["Roma make breakthrough", "in bid"]
        );
        assert_eq!(
            label("Donaudampfschifffahrt", 10, 2),
            ["Donaudampf", "schifffah…"]
        );
        assert_eq!(label("", 10, 2), [""]);
    }

    #[test]
    fn wide_characters_and_tiny_columns_are_safe() {
        for columns in 0..5 {
            for row in label("新聞 news 👩‍👩‍👧", columns, 3) {
                assert!(
                    width(&row) <= usize::from(columns.max(2)),
                    "{row:?} at {columns}"
                );
            }
        }
    }
}
