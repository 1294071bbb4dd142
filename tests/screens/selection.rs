//! Lines of the text that are selected and copied: how they are extended, what is copied, what ends it.
//! Uses the reader without a terminal of `screens`.

use newsreader::app::action::{Action, Effect};
use newsreader::app::pointer::{Did, Pointer};
use newsreader::view::theme::Theme;
use ratatui::style::Modifier;

use super::Reader;
use super::reading::{body, paragraphs};

impl Reader {
    /// The last text that was copied.
    fn copied(&self) -> &str {
        let copied = self.effects.iter().rev().find_map(|effect| match effect {
            Effect::Copy(text) => Some(text.as_str()),
            _ => None,
        });
        copied.unwrap_or_default()
    }

    /// The rows of the screen that are selected.
    fn selected_rows(&self) -> Vec<u16> {
        let (buffer, _) = self.draw(&Theme::COLOURS);
        let x = self.app.panes().column.x + 30;
        let is_turned = |y: &u16| buffer[(x, *y)].modifier.contains(Modifier::REVERSED);
        (2..buffer.area.height - 1).filter(is_turned).collect()
    }
}

const PROSE: &str = "These are words of a paragraph that goes on over several lines, since it has more of \
    them than one line could hold, be it as wide as it may.\n\nThe **second** [paragraph](https://example.org).\n";

#[test]
fn selected_lines_are_copied_as_words() {
    let (_folder, reader) = body(PROSE);
    let reader = reader.press("vjjj").shows("y copies");
    assert_eq!(reader.selected_rows(), [2, 3, 4, 5]);
    let reader = reader.press("y").shows("Copied 4 lines.");
    assert_eq!(
        reader.copied(),
        "A title\n\nThese are words of a paragraph that goes on over several lines, since it has more of \
         them than one line could hold, be it as wide as it may."
    );
    // A single line is a part of its paragraph.
    let reader = reader.press("vjjojj<enter>").shows("Copied 1 line.");
    assert!(reader.copied().starts_with("These are words"));
    assert!(!reader.copied().ends_with("it may."));
}

#[test]
fn the_ends_of_the_selection_move_and_the_text_with_them() {
    let (_folder, reader) = body(&paragraphs(60));
    let reader = reader.press("v<c-d><c-d><c-d>");
    let reader = reader.hides("Paragraph number 001").shows("y copies");
    let reader = reader.press("kky");
    let copied = reader.copied();
    assert!(
        copied.starts_with("A title\n\nParagraph number 001"),
        "{copied}"
    );
    let lines = copied.lines().count();
    assert!((20..40).contains(&lines), "{lines}");
    let reader = reader.press("vGy");
    assert!(reader.copied().ends_with("Paragraph number 060 of them."));
    assert!(!reader.copied().contains("number 001"));
    let reader = reader.press("vggy");
    assert!(
        reader
            .copied()
            .starts_with("A title\n\nParagraph number 001")
    );
}

#[test]
fn the_other_end_can_be_moved() {
    let (_folder, reader) = body(PROSE);
    let reader = reader.press("v5joj");
    assert_eq!(reader.selected_rows(), [3, 4, 5, 6, 7]);
    let reader = reader.press("jjkky");
    assert!(reader.copied().starts_with("These are words"));
}

#[test]
fn it_begins_at_what_was_found() {
    let (_folder, reader) = body(PROSE);
    let reader = reader.press("/second<enter>vy");
    assert_eq!(reader.copied(), "The second paragraph[1].");
}

#[test]
fn a_click_extends_it() {
    let (_folder, mut reader) = body(PROSE);
    reader.app.mouse.on = true;
    let mut reader = reader.press("v");
    let (did, at) = (Did::Press, (20, 5));
    reader.act(Action::Mouse(Pointer { did, at }));
    assert_eq!(reader.selected_rows(), [2, 3, 4, 5]);
}

#[test]
fn it_ends_by_escape_or_when_the_text_is_set_anew() {
    let (_folder, reader) = body(PROSE);
    let reader = reader.press("vj<esc>");
    assert_eq!(reader.selected_rows(), [0_u16; 0]);
    let reader = reader.press("vj").resize(60, 20).hides("y copies");
    assert_eq!((reader.selected_rows(), reader.copied()), (vec![], ""));
}

#[test]
fn what_is_too_long_is_not_copied() {
    let (_folder, reader) = body(&paragraphs(9000));
    let reader = reader.press("vGy").shows("too long to be copied");
    assert_eq!(reader.copied(), "");
}
