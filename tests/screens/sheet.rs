//! A table or code that fills the screen: which is opened, what stays, how far one can move.
//! Uses the reader without a terminal of `screens`.

use newsreader::app::action::Action;

use super::reading::{body, paragraphs};

/// A table of so many rows and columns, each cell with its own name; some of the first row are long.
fn table(rows: usize, columns: usize) -> String {
    let row = |name: &dyn Fn(usize) -> String| {
        let cells: Vec<String> = (1..=columns).map(name).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let mut out = row(&|column| format!("Head{column}"));
    out += &row(&|_| "---".to_owned());
    for n in 1..=rows {
        out += &row(&|column| format!("cell-{n}-{column}-abcdefgh"));
    }
    out
}

#[test]
fn a_table_fills_the_screen_and_its_header_and_first_column_stay() {
    let (_folder, reader) = body(&format!("{}\n\n{}", table(60, 12), paragraphs(3)));
    let reader = reader.press("W").shows("columns 21 to 78 of");
    let rows = reader.rows();
    assert!(
        rows[0].starts_with(" Head1") && rows[0].contains("Head4"),
        "{}",
        rows[0]
    );
    assert!(rows[1].starts_with(" ───"));
    assert!(rows[2].starts_with(" cell-1-1-abcdefgh"));
    assert!(rows[2].ends_with('›'));
    // Down by lines, to the right by columns.
    let reader = reader.press("3jll");
    let rows = reader.rows();
    assert!(
        rows[0].starts_with(" Head1") && !rows[0].contains("Head2"),
        "{}",
        rows[0]
    );
    assert!(
        rows[2].starts_with(" cell-4-1-abcdefgh  ‹cell-4-4-"),
        "{}",
        rows[2]
    );
    // As far as its edges and no further.
    let reader = reader
        .press("G99l")
        .shows("cell-60-12-abcdefgh")
        .shows("Head12");
    assert!(reader.rows()[22].contains("cell-60-1-"));
    let reader = reader.press("j").shows("cell-60-12-abcdefgh").press("gg");
    let reader = reader
        .shows("cell-1-1-")
        .hides("‹")
        .press("<space>")
        .shows("cell-20-1-");
    // The text is where it was.
    reader.press("<esc>").shows("A title").hides("columns");
}

#[test]
fn a_header_that_leaves_no_room_goes_with_the_rest() {
    let (_folder, mut reader) = body(&table(30, 3));
    reader.act(Action::Resize(30, 6));
    let reader = reader.press("W").shows("Head1").press("5l");
    let rows = reader.rows();
    assert!(!rows[2].contains("cell-1-1-"), "{}", rows[2]);
    let mut reader = reader.press("jjjjj").shows("cell-6-");
    reader.act(Action::Resize(200, 50));
    reader.shows("Head1").shows("Head3").shows("cell-30-3");
}

#[test]
fn of_several_one_is_chosen_by_letters() {
    let long = format!("```\nshort\n{}the end\n```\n", "0123456789".repeat(12));
    let text = format!("{}\n{long}\n```\nshort code\n```\n", table(2, 2));
    let (_folder, reader) = body(&text);
    let reader = reader.press("W").shows("Type the letters").press("j");
    let reader = reader.shows("0123456789012345678901").hides("the end");
    let reader = reader.press("99l").shows("the end").hides("↪");
    reader.press("q").shows("↪ ").shows("short code");
}

#[test]
fn without_a_table_there_is_a_word_about_it() {
    let (_folder, reader) = body("Text.\n\n```\nshort\n```\n");
    reader
        .press("W")
        .shows("There is no table and no long code here.");
}

#[test]
fn records_are_columns_again_and_long_cells_wrap() {
    let row = |cell: &str| format!("|{}\n", format!(" {cell} |").repeat(30));
    let long = "words and ".repeat(12);
    let text = format!("{}{}{}", row("name"), row("---"), row(&long));
    let (_folder, reader) = body(&text);
    let reader = reader.shows("name: words").press("W").hides("name:");
    assert!(reader.rows()[3].contains("words and"));
}
