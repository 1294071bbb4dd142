//! Themes on the whole screen: their own paper, and signs for terminals that have only ASCII.

use newsreader::view::theme::{Borders, Depth, THEMES, named};
use ratatui::style::Color;

use super::*;

#[test]
fn every_theme_says_the_same() {
    let reader = at(120, 36).press("<enter>?");
    let said = rows(&reader.draw(&Theme::PLAIN).0);
    for name in THEMES {
        for depth in [Depth::True, Depth::Indexed, Depth::Sixteen, Depth::None] {
            let theme = named(name).unwrap().within(depth);
            let (buffer, _) = reader.draw(&theme);
            assert_eq!(rows(&buffer), said, "{name}");
            let is_none =
                |cell: &ratatui::buffer::Cell| cell.fg == Color::Reset && cell.bg == Color::Reset;
            assert_eq!(
                buffer.content.iter().all(is_none),
                depth == Depth::None,
                "{name} {depth:?}"
            );
        }
    }
}

#[test]
fn a_theme_with_paper_paints_all_of_it() {
    for name in ["paper", "contrast"] {
        let (buffer, _) = at(120, 36).draw(&named(name).unwrap());
        let bare =
            |cell: &ratatui::buffer::Cell| cell.bg == Color::Reset || cell.fg == Color::Reset;
        assert!(!buffer.content.iter().any(bare), "{name}");
    }
}

#[test]
fn the_sixteen_colours_are_the_terminals_own() {
    let (buffer, _) = at(120, 36).draw(&named("ansi").unwrap());
    let foreign = |colour| matches!(colour, Color::Rgb(..) | Color::Indexed(_));
    assert!(
        !buffer
            .content
            .iter()
            .any(|cell| foreign(cell.fg) || foreign(cell.bg))
    );
}

#[test]
fn lines_are_of_signs_that_the_terminal_has() {
    let reader = at(120, 36).press("<enter>?");
    let (buffer, _) = reader.draw(&Theme::COLOURS.with(Borders::Plain));
    assert!(rows(&buffer)[0].contains("┌─ Keys "));
    let (buffer, _) = reader.draw(&Theme::COLOURS.with(Borders::Ascii));
    assert!(rows(&buffer)[0].contains("+- Keys "));
    let reader = at(120, 36);
    let (buffer, _) = reader.draw(&Theme::COLOURS.with(Borders::Ascii));
    let screen = rows(&buffer).join("\n");
    let foreign: String = screen.chars().filter(|c| !c.is_ascii()).collect();
    assert!(foreign.chars().all(char::is_alphabetic), "{foreign}");
}
