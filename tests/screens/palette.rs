//! Keys that are bound otherwise, and the palette, which lists every action with its key.

use newsreader::keys::{Bound, Keymap, Place, sequence};

use super::*;

fn bound(place: Place, keys: &str, name: &str) -> Bound {
    Bound {
        place,
        keys: sequence(place, keys).unwrap(),
        name: name.to_owned(),
    }
}

/// A reader with other keys.
fn with_keys(preset: &str, own: &[Bound]) -> Reader {
    let (keymap, conflicts) = Keymap::new(preset, own);
    assert_eq!(conflicts, []);
    let mut reader = at(80, 24);
    reader.app.keys = keymap.help();
    reader.keys = Keys::new(keymap);
    reader
}

#[test]
fn a_key_does_what_it_was_bound_to() {
    let own = [
        bound(Place::List, "x", "next-section"),
        bound(Place::List, "tab", "none"),
        bound(Place::List, "ctrl-x ctrl-s", "filter"),
    ];
    let reader = with_keys("vim", &own)
        .press("<tab>")
        .shows("All articles ·");
    let reader = reader.press("x").hides("All articles ·").shows("→ section");
    let reader = reader.press("<c-x><c-s>plum").shows("0 found");
    let helped = |keys: &str| reader.app.keys.rows.iter().any(|row| row.keys == keys);
    assert!(helped("/ Ctrl-x Ctrl-s") && helped("→ x"));
}

#[test]
fn presets_work() {
    let less = with_keys("less", &[]);
    let there = less.press("<enter>G").rows();
    let back = with_keys("less", &[]).press("<enter>GgG").rows();
    assert_eq!(there, back);
    let emacs = with_keys("emacs", &[]);
    let second = emacs.press("<c-n>").title();
    assert_eq!(second, at(80, 24).press("j").title());
    // In the lists over the panes, too.
    let below = with_keys("emacs", &[]).press("T<c-n>").rows();
    assert_eq!(below, at(80, 24).press("Tj").rows());
    assert_ne!(below, at(80, 24).press("T").rows());
}

#[test]
fn the_palette_lists_every_action() {
    insta::with_settings!({snapshot_path => "../snapshots"}, {
        insta::assert_snapshot!(at(80, 24).press(":").picture());
    });
}

#[test]
fn the_palette_finds_actions_by_letters() {
    let reader = at(80, 24).press(":nxtsec").shows("▌ next-section");
    reader.press("<enter>").hides("All articles ·");
    // What it does is found as well, and an action of the other pane goes there.
    let reader = at(80, 24).press(":letters on the links<enter>");
    reader.shows("There is no link on this screen.");
    let closed = at(80, 24).press(":quit<esc>");
    assert_eq!(closed.rows(), at(80, 24).rows());
    // Letters here and there in what an action does are not meant.
    let reader = at(80, 24).press(":theme").shows("▌ theme");
    reader.hides("mouse").hides("reverse").press("<esc>");
    // From the help, too.
    at(80, 24).press("?/nxtsec").shows("▌ next-section");
    at(80, 24).press(":xyzxyz<enter>j").hides("Actions");
}

#[test]
fn the_palette_moves_by_its_arrows() {
    let first = at(80, 24).press(":section").press("<enter>");
    let second = at(80, 24)
        .press(":section<down><down><up>")
        .press("<enter>");
    assert_ne!(first.rows()[0], "");
    assert_ne!(first.rows(), second.rows());
}
