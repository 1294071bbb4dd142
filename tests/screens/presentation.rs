//! How a collection wants to be shown: its title, its tabs, its measure.

use newsreader::app::presentation::{Named, Presentation};
use newsreader::text::Clean;

use super::*;

fn named(section: &str, name: &str) -> Named {
    Named {
        section: Clean::line(section),
        name: Clean::line(name),
    }
}

#[test]
fn sections_stand_in_the_order_that_is_wanted() {
    let mut reader = at(80, 24);
    reader.app.presentation = Presentation {
        title: Clean::line("The Herald"),
        sections: vec![
            named("Food", "Kitchen"),
            named("nowhere", ""),
            named("world", ""),
        ],
        ..Presentation::default()
    };
    let tabs = reader.rows()[0].clone();
    assert!(
        tabs.contains(" All 30  Kitchen 3  World 4  Featured 6  Unread "),
        "{tabs}"
    );
    assert!(tabs.contains("Sports"), "{tabs}");
    reader.app.presentation.others = false;
    let reader = reader
        .press("<tab>")
        .shows("The Herald · Food · newest first");
    assert!(!reader.rows()[0].contains("Sports"));
    reader
        .press("<tab><tab><tab><tab>")
        .shows("The Herald · All articles");
}

#[test]
fn the_measure_is_the_one_that_is_wanted() {
    let mut reader = at(120, 36);
    reader.app.presentation.measure = 30;
    assert_eq!(reader.app.panes().column.width, 30);
}
