//! Pictures in the reading pane: the room for them, what is painted there, what stands for those that are not drawn.

use std::fs;

use newsreader::app::action::{Action, Opened};
use newsreader::app::pictures::rows;
use newsreader::pictures::{Screen, draw, looks};
use newsreader::view::theme::Theme;
use ratatui::style::Color;

use super::{Path, Reader};

const ARTICLE: &str = "---\ntitle: A\n---\nBefore.\n\n![Red over blue](../assets/flag.png)\n\nAfter.\n\n\
    ![Gone](gone.png)\n\n![Elsewhere](../../x.png)\n\n![Remote](https://example.org:80/a.png)\n";

/// A reader of [`ARTICLE`] that knows its pictures, drawn unless they are to be waited for.
fn reader(folder: &Path, drawn: bool) -> Reader {
    fs::create_dir_all(folder.join("posts")).unwrap();
    fs::create_dir_all(folder.join("assets")).unwrap();
    fs::write(folder.join("posts/a.md"), ARTICLE).unwrap();
    let flag = image::RgbImage::from_fn(80, 80, |_, y| {
        image::Rgb(if y < 40 { [255, 0, 0] } else { [0, 0, 255] })
    });
    flag.save(folder.join("assets/flag.png")).unwrap();
    let mut reader = Reader::open(folder, (80, 24)).load().press("<enter>");
    let id = reader.app.reader.article.clone().unwrap();
    let document = reader.app.reader.document.clone();
    let opened = Opened {
        pictures: looks(&reader.roots, &id, &document),
        document,
        ..Opened::default()
    };
    reader.act(Action::Opened(id, Box::new(opened)));
    for row in rows(&reader.app).into_iter().filter(|_| drawn) {
        let screen = Screen {
            deep: true,
            ..Screen::default()
        };
        let painting = draw(&reader.roots, &row.picture, screen);
        reader.pictures.add(row.picture, painting, screen);
    }
    reader
}

fn screen(reader: &Reader) -> Vec<String> {
    let (buffer, _) = reader.draw(&Theme::COLOURS);
    let row = |y| (0..60).map(|x| buffer[(x, y)].symbol()).collect::<String>();
    (2..buffer.area.height - 1)
        .map(|y| row(y).trim().to_owned())
        .collect()
}

#[test]
fn a_picture_stands_in_its_room_above_its_description() {
    let folder = tempfile::tempdir().unwrap();
    let reader = reader(folder.path(), true);
    let said = screen(&reader);
    let top = said.iter().position(|row| row.contains('▀')).unwrap();
    assert_eq!(
        said[top..top + 5],
        [
            "▀▀▀▀▀▀▀▀",
            "▀▀▀▀▀▀▀▀",
            "▀▀▀▀▀▀▀▀",
            "▀▀▀▀▀▀▀▀",
            "[image: Red over blue][1]"
        ]
    );
    let (buffer, _) = reader.draw(&Theme::COLOURS);
    let (upper, lower) = (&buffer[(1, top as u16 + 2)], &buffer[(1, top as u16 + 5)]);
    assert_eq!(
        (upper.fg, upper.bg),
        (Color::Rgb(255, 0, 0), Color::Rgb(255, 0, 0))
    );
    assert_eq!(
        (lower.fg, lower.bg),
        (Color::Rgb(0, 0, 255), Color::Rgb(0, 0, 255))
    );
}

#[test]
fn what_is_not_drawn_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let said = screen(&reader(folder.path(), true)).join("\n");
    for rows in [
        "[image: Gone][2]\n(not there)",
        "[image: Elsewhere][3]\n(outside the folder)",
        "[image: Remote][4]\n(not fetched from example.org)",
    ] {
        assert!(said.contains(rows), "{rows}\n{said}");
    }
}

#[test]
fn no_text_moves_when_a_picture_comes() {
    let folder = tempfile::tempdir().unwrap();
    let blank = |rows: Vec<String>| -> Vec<String> {
        rows.iter().map(|row| row.replace('▀', "")).collect()
    };
    let before = screen(&reader(folder.path(), false));
    let after = screen(&reader(folder.path(), true));
    assert_ne!(before, after);
    assert_eq!(before, blank(after));
}

#[test]
fn a_picture_scrolls_row_by_row_and_goes_under_a_window() {
    let folder = tempfile::tempdir().unwrap();
    let mut reader = reader(folder.path(), true).press("<c-l>");
    reader.act(Action::Resize(80, 9));
    let pictured = |reader: &Reader| {
        screen(reader)
            .iter()
            .filter(|row| row.contains('▀'))
            .count()
    };
    let mut counts = vec![pictured(&reader)];
    for _ in 0..8 {
        reader = reader.press("j");
        counts.push(pictured(&reader));
    }
    let mut back = vec![pictured(&reader)];
    for _ in 0..8 {
        reader = reader.press("k");
        back.insert(0, pictured(&reader));
    }
    assert_eq!(counts, back);
    assert!(
        counts.windows(2).all(|two| two[0].abs_diff(two[1]) <= 1),
        "{counts:?}"
    );
    assert!(
        counts.contains(&4) && counts.last() == Some(&0),
        "{counts:?}"
    );
    assert_eq!(pictured(&reader.press("?")), 0);
}
