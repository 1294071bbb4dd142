//! Themes on the whole screen: their own paper, and signs for terminals that have only ASCII.

use newsreader::text::Clean;
use newsreader::view::theme::{Borders, Depth, Part, THEMES, named};
use ratatui::style::{Color, Modifier};

use super::resume::bookmark;
use super::*;

#[test]
fn every_theme_says_the_same() {
    let reader = at(120, 36).press("<enter>?");
    let said = rows(&reader.draw(&Theme::PLAIN).0);
    for name in THEMES {
        for depth in [Depth::True, Depth::Indexed, Depth::Sixteen, Depth::None] {
            let theme = named(name).unwrap().within(depth, None);
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
    // Around the texts there is nothing else; the texts stay as they are.
    let folder = tempfile::tempdir().unwrap();
    let text = "---\ntitle: “A – B”\n---\n- [ ] “is” – it…\n\n> q\n\n```\n├── a │ •\n```\n";
    std::fs::write(folder.path().join("a.md"), text).unwrap();
    let reader = Reader::open(folder.path(), (120, 36)).load();
    let (buffer, _) = reader.draw(&Theme::COLOURS.with(Borders::Ascii));
    let mut screen = rows(&buffer).join("\n");
    for text in ["“A – B”", "o “is” – it…", "├── a │ •"] {
        assert!(screen.contains(text), "{text}: {screen}");
        screen = screen.replace(text, "");
    }
    assert!(screen.is_ascii(), "{screen}");
}

#[test]
fn the_selected_row_lies_on_a_colour_of_its_own() {
    let theme = named("night").unwrap();
    for keys in ["", "T", ":", "<enter>t"] {
        let (buffer, _) = at(120, 36).press("j").press(keys).draw(&theme);
        let below = theme.part(Part::Selected).bg.unwrap();
        let rows = (0..36).filter(|y| (0..120).any(|x| buffer[(x, *y)].bg == below));
        assert!(rows.count() > 0, "{keys}");
    }
}

#[test]
fn what_stands_back_is_dim_where_there_are_no_colours() {
    let (buffer, _) = at(120, 36).draw(&Theme::PLAIN);
    let dim = |cell: &&ratatui::buffer::Cell| cell.modifier.contains(Modifier::DIM);
    let dim: String = buffer
        .content
        .iter()
        .filter(dim)
        .map(ratatui::buffer::Cell::symbol)
        .collect();
    assert!(
        dim.contains("Latest") && dim.contains("2026") && !dim.contains("In brief"),
        "{dim}"
    );
}

#[test]
fn a_key_takes_the_next_theme_which_is_remembered() {
    let with_themes = || {
        let mut reader = at(120, 36);
        reader.app.themes = ["auto", "middle", "night"].map(Clean::line).to_vec();
        reader
    };
    let reader = with_themes().press("gt").shows("Theme middle");
    assert_eq!(reader.app.theme, 1);
    let reader = reader.press("q");
    assert_eq!(with_themes().press("2gt").app.theme, 2);
    assert_eq!(with_themes().press("4gt").app.theme, 1);
    // Without colours there are none.
    let plain = at(120, 36).press("gt");
    assert_eq!((plain.app.theme, &plain.app.notice), (0, &None));
    for (held, theme) in [(vec![], 1), (vec!["theme".to_owned()], 0)] {
        let mut again = with_themes();
        again.app.held = held;
        let kept = bookmark(&reader);
        again.act(Action::Bookmark(Some(Box::new(kept))));
        assert_eq!(again.app.theme, theme);
    }
}
