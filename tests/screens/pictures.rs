//! Pictures in the reading pane: the room for them, what is painted there, what stands for those that are not drawn.

use std::fs;
use std::sync::Arc;

use newsreader::app::action::{Action, Effect};
use newsreader::app::opened::Opened;
use newsreader::app::pictures::{Fetching, rows};
use newsreader::layout::frames::Look;
use newsreader::pictures::{Screen, Sources, draw, looks};
use newsreader::text::Clean;
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
        pictures: looks(&sources(&reader), &id, &document),
        ..Opened::new(document)
    };
    reader.act(Action::Opened(id, Box::new(opened)));
    for row in rows(&reader.app).into_iter().filter(|_| drawn) {
        let screen = Screen {
            deep: true,
            ..Screen::default()
        };
        let painting = draw(&sources(&reader), &row.picture, screen);
        reader.pictures.add(row.picture, painting, screen);
    }
    reader
}

fn sources(reader: &Reader) -> Sources {
    Sources {
        roots: Arc::new(reader.roots.clone()),
        shelf: None,
    }
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
            "Red over blue[1]"
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
        "[image: Remote][4]\n(not fetched from example.org – i fetches it)",
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

/// Draws what is on the screen now, as the rim does.
fn painted(mut reader: Reader) -> Reader {
    for row in rows(&reader.app) {
        let screen = Screen::default();
        if !reader.pictures.has(&row.picture) {
            let painting = draw(&sources(&reader), &row.picture, screen);
            reader.pictures.add(row.picture, painting, screen);
        }
    }
    reader
}

fn whole(reader: &Reader) -> Vec<String> {
    let (buffer, _) = reader.draw(&Theme::COLOURS);
    let row = |y| {
        (0..buffer.area.width)
            .map(|x| buffer[(x, y)].symbol())
            .collect::<String>()
    };
    (0..buffer.area.height)
        .map(|y| row(y).trim_end().to_owned())
        .collect()
}

#[test]
fn a_picture_is_shown_on_the_whole_screen_above_its_description() {
    let folder = tempfile::tempdir().unwrap();
    let shown = painted(reader(folder.path(), true).press("p"));
    let rows = whole(&shown);
    let picture = format!("{}{}", " ".repeat(17), "▀".repeat(46));
    assert!(rows[..23].iter().all(|row| *row == picture), "{rows:#?}");
    assert_eq!(rows[23], " Red over blue");
    let mut small = shown;
    small.act(Action::Resize(40, 10));
    let rows = whole(&painted(small));
    assert!(rows[8].contains(&"▀".repeat(18)) && rows[9].contains("Red over blue"));
}

#[test]
fn one_of_several_pictures_is_chosen_by_its_letters_and_one_goes_on_from_there() {
    let folder = tempfile::tempdir().unwrap();
    let mut reader = reader(folder.path(), true);
    let article = ARTICLE.replace("gone.png", "../assets/flag.png#2");
    fs::write(folder.path().join("posts/a.md"), article).unwrap();
    let id = reader.app.reader.article.clone().unwrap();
    let document = newsreader::markdown::parse::parse(
        &newsreader::markdown::parse::Head::default(),
        "![One](../assets/flag.png)\n\n![Two](../assets/flag.png#2)\n",
    );
    let opened = Opened {
        pictures: looks(&sources(&reader), &id, &document),
        ..Opened::new(document)
    };
    reader.act(Action::Opened(id, Box::new(opened)));
    let chosen = painted(reader.press("p"));
    let rows = whole(&chosen);
    assert!(rows.iter().any(|row| row.trim_start().starts_with("f▀")));
    assert!(
        rows.iter().any(|row| row.trim_start().starts_with("j▀")),
        "{rows:#?}"
    );
    let second = painted(chosen.press("j"));
    assert_eq!(whole(&second)[23], " 2 of 2 · Two");
    let last = second.press("n");
    assert_eq!(whole(&last)[23], " This is the last picture.");
    let first = painted(last.press("k"));
    assert_eq!(whole(&first)[23], " 1 of 2 · One");
    assert!(whole(&first.press("<esc>"))[0].contains("All"));
}

#[test]
fn where_no_picture_is_there_is_none_to_show() {
    let folder = tempfile::tempdir().unwrap();
    let reader = reader(folder.path(), true).press("Gp");
    assert!(matches!(reader.app.mode, newsreader::app::Mode::Picture(_)));
    fs::write(folder.path().join("posts/a.md"), "Nothing.\n").unwrap();
    let reader = Reader::open(folder.path(), (80, 24))
        .load()
        .press("<enter>p");
    assert!(whole(&reader)[23].contains("There is no picture on this screen."));
}

#[test]
fn pictures_on_the_web_are_fetched_by_a_key_and_the_text_stays_where_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let mut reader = reader(folder.path(), true).press("i");
    assert!(whole(&reader)[23].contains("Fetching 1 picture …"));
    let id = reader.app.reader.article.clone().unwrap();
    let away = Action::Fetched(id.clone(), 3, Look::Failed(Clean::line("not fetched: x")));
    reader.act(away);
    let said = whole(&reader).join("\n");
    assert!(said.contains(" (not fetched: x)"), "{said}");
    reader = reader.press("G");
    let top = whole(&reader)[2].clone();
    reader.act(Action::Fetched(id, 3, Look::Pixels(40, 40)));
    assert_eq!(whole(&reader)[2], top);
    let reader = reader.press("gg");
    assert!(!whole(&reader).join("\n").contains("not fetched"));
    let reader = reader.press("i");
    assert!(whole(&reader)[23].contains("no pictures on the web that are not here"));
}

#[test]
fn pictures_on_the_web_are_fetched_unasked_only_once_they_were_seen_for_a_moment() {
    let folder = tempfile::tempdir().unwrap();
    let mut reader = reader(folder.path(), true);
    reader.act(Action::Resize(80, 10));
    reader.app.fetching = Fetching::Always;
    let asked = |reader: &Reader, from: usize| -> Vec<Effect> {
        let of_pictures = |effect: &&Effect| {
            matches!(
                effect,
                Effect::After(_, Action::Linger(..)) | Effect::Fetch(..)
            )
        };
        let effects = reader.effects[from..].iter();
        effects.filter(of_pictures).cloned().collect()
    };
    let begin = reader.effects.len();
    reader = reader.press("j");
    assert_eq!(asked(&reader, begin), [], "it stands below the screen");
    reader = reader.press("G");
    let [Effect::After(_, seen)] = &asked(&reader, begin)[..] else {
        panic!("it waits a moment");
    };
    let begin = reader.effects.len();
    reader = reader.press("gg");
    reader.act(seen.clone());
    assert_eq!(asked(&reader, begin), [], "one only passed by");
    reader = reader.press("G");
    reader.act(seen.clone());
    let effects = asked(&reader, begin);
    let [Effect::After(..), Effect::Fetch(id, wanted)] = &effects[..] else {
        panic!("{effects:?}");
    };
    assert_eq!(wanted.len(), 1);
    let begin = reader.effects.len();
    let failed = Look::Failed(Clean::line("not fetched: x"));
    reader.act(Action::Fetched(id.clone(), wanted[0].0, failed));
    reader = reader.press("ggG");
    assert_eq!(asked(&reader, begin), [], "it is not asked for again");
}

#[test]
fn pictures_that_changed_on_disk_are_looked_up_and_drawn_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut reader = reader(folder.path(), true);
    let before = reader.effects.len();
    reader.act(Action::Pictures);
    let asked: Vec<&Effect> = reader.effects[before..].iter().collect();
    assert!(
        matches!(
            asked[..],
            [Effect::Pictures, Effect::Read(..)] | [Effect::Read(..), Effect::Pictures]
        ),
        "{asked:?}"
    );
    let none = tempfile::tempdir().unwrap();
    fs::write(none.path().join("a.md"), "Text.\n").unwrap();
    let mut reader = Reader::open(none.path(), (80, 24)).load().press("<enter>");
    let before = reader.effects.len();
    reader.act(Action::Pictures);
    assert_eq!(reader.effects.len(), before, "nothing is asked for");
}
