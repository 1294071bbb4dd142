use super::layer::nearest;
use super::*;
use crate::text::Clean;

fn layer(source: Source, text: &str) -> Layer {
    Layer {
        name: Clean::line("file"),
        source,
        text: text.to_owned(),
    }
}

fn user(text: &str) -> (Settings, Vec<String>) {
    let mut settings = Settings::default();
    let faults = lay(&mut settings, &layer(Source::User, text));
    (settings, faults.iter().map(ToString::to_string).collect())
}

/// The default file with every option set.
fn set_all(file: &str) -> String {
    let option = |line| str::strip_prefix(line, "#").filter(|rest| !rest.starts_with(' '));
    file.lines()
        .map(|line| option(line).unwrap_or(line))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn the_default_file_says_the_default() {
    let file = default_file();
    assert_eq!(user(&file), (Settings::default(), vec![]));
    let set = set_all(&file);
    assert_ne!(set, file);
    assert_eq!(user(&set), (Settings::default(), vec![]));
}

#[test]
fn examples_of_the_default_file_are_right() {
    for option in options::OPTIONS
        .iter()
        .filter(|option| !option.example.is_empty())
    {
        let text = format!("{}:\n{}", option.name, option.example);
        let (settings, faults) = user(&text);
        assert_eq!(faults, [""; 0], "{text}");
        assert_ne!(settings, Settings::default(), "{text}");
    }
}

#[test]
fn each_layer_lies_over_the_one_before() {
    let mut settings = Settings::default();
    for (source, text) in [
        (
            Source::Collection,
            "measure: 60\ntitle: Herald\nother_sections: no",
        ),
        (Source::User, "measure: 70\njustify: true\nhyphenate: on"),
        (Source::Single, "measure: 80"),
        (Source::Single, "justify: off"),
    ] {
        assert_eq!(lay(&mut settings, &layer(source, text)), []);
    }
    assert_eq!(settings.presentation.measure, 80);
    assert_eq!(settings.presentation.title.as_str(), "Herald");
    assert!(!settings.presentation.others && !settings.justify && settings.hyphenate);
}

/// What a file says and what is told about it; `⏎` is a line break. `hyphenate: yes` is always heeded.
const WRONG: &str = "
    hyphenat: no                 | file:2:1: There is no option “hyphenat”; “hyphenate” is the nearest
    justify: ja                  | file:2:10: justify: “ja” is neither true nor false
    justify: ture                | file:2:10: justify: “ture” is neither true nor false; “true” is the nearest
    measure: 1000                | file:2:10: measure: “1000” is no number from 20 to 400
    measure: [1]                 | file:2:10: measure takes one value
    bidi: oof                    | file:2:7: bidi: “oof” is not one of auto, on, off; “off” is the nearest
    hyphenate: no                | file:2:1: “hyphenate” is there twice; the first counts
    sections: sports             | file:2:11: sections is a list
    sections: [a, [b]]           | file:2:15: A section is a name, or `section: name of the tab`
    searches: ⏎ - name: a        | file:3:4: A search has a `name` and a `query`
    searches: ⏎ - query: a b ⏎   name: a ⏎ - {name: A, query: c} | file:5:4: There is another search “A”; the first counts
    searches: ⏎ - name: a ⏎   query: b (c | file:4:11: “a”: at 3 in its query: this “(” is not closed
    editor: \"nvim 'x\"            | file:2:9: A quotation does not end
    editor: {a: b}               | file:2:9: A command is a list of words
    pipes: [wc]                  | file:2:8: pipes are written as `name: [command, argument]`
    pipes: {w: wc, x: []}        | file:2:19: A command has a name and words
    [1]: 2                       | file:2:1: There is no option “”
";

#[test]
fn what_is_wrong_costs_itself_alone_and_is_told_with_its_place() {
    for (text, told) in WRONG.lines().filter_map(|row| row.split_once('|')) {
        let text = format!("hyphenate: yes\n{}", text.trim().replace('⏎', "\n"));
        let (settings, faults) = user(&text);
        assert_eq!(faults, [told.trim()], "{text}");
        assert!(
            settings.hyphenate && settings.presentation.measure == 76,
            "{text}"
        );
    }
}

#[test]
fn a_file_that_is_no_yaml_sets_nothing() {
    for (text, place) in [
        ("a: b: c", "file:1:5: "),
        ("a: 1\nb: [", "file:"),
        ("- a", "file:1:1: Options"),
        ("a: &x 1\nb: *x", "file:2:4: "),
        (&"[".repeat(100), "file:1:65: "),
        ("é: {\u{85}\r\u{85}b: c: d", "file:1:"),
        ("é: \u{85}\u{85}\nb: c: d", "file:2:5: "),
    ] {
        let (settings, faults) = user(text);
        assert_eq!(settings, Settings::default());
        assert!(faults[0].starts_with(place), "{text}: {faults:?}");
    }
    assert_eq!(user(""), (Settings::default(), vec![]));
    assert_eq!(user("measure:\n"), (Settings::default(), vec![]));
}

#[test]
fn a_collection_sets_only_how_it_looks() {
    let text = "measure: 50\nremote_images: true\nstate: false\nsections: [a, {b: Bees}]";
    let mut settings = Settings::default();
    let faults = lay(&mut settings, &layer(Source::Collection, text));
    let told: Vec<_> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].starts_with("file:2:1: “remote_images” is for one's own settings"));
    assert!(!settings.remote_images && settings.state);
    assert_eq!(settings.presentation.measure, 50);
    assert_eq!(settings.presentation.sections[1].name.as_str(), "Bees");
}

#[test]
fn the_schema_knows_every_option_and_its_default() {
    let schema = schema(false);
    let properties = schema["properties"].as_object().unwrap();
    let names: Vec<_> = options::OPTIONS.iter().map(|option| option.name).collect();
    assert!(properties.keys().eq(names.iter()));
    let set = set_all(&default_file());
    let tree::Node::Map(entries) = tree::read(&set).unwrap() else {
        panic!("{set}");
    };
    for (name, value) in entries {
        let default = &properties[&name]["default"];
        if let tree::Node::Word(word) = value
            && !word.is_empty()
        {
            let said = default.as_str().map_or(default.to_string(), str::to_owned);
            assert_eq!(said, word, "{name}");
        }
    }
    let small = super::schema(true);
    let small = small["properties"].as_object().unwrap();
    assert!(
        small
            .keys()
            .all(|name| options::FOR_COLLECTIONS.contains(&name.as_str()))
    );
    assert_eq!(small.len(), options::FOR_COLLECTIONS.len());
}

#[test]
fn the_nearest_name_is_one_that_could_be_meant() {
    assert_eq!(
        nearest("Measur", ["title", "measure"]),
        "; “measure” is the nearest"
    );
    assert_eq!(nearest("xyzxyzxyz", ["title", "measure"]), "");
}

#[test]
fn keys_are_bound_where_they_are_said() {
    let text = "keys:\n  panes:\n    x: undo\n    9: redo\n  list:\n    Ctrl-D: quitt\n  lst: {}\n  reader:\n    g: start\n    pgdwn: end\n    q: ~\n";
    let (settings, faults) = user(text);
    assert_eq!(
        faults,
        [
            "file:4:5: “9”: digits say how often a key counts",
            "file:6:13: There is no action “quitt” here; “quit” is the nearest",
            "file:7:3: There is no place “lst” for keys; “list” is the nearest",
            "file:10:5: “pgdwn”: no key is called “pgdwn”",
        ]
    );
    let (_, conflicts) = settings.keys();
    let told: Vec<_> = conflicts.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "file:9:5: “gg” (start) cannot be typed any more beside “g”; bind it to none or to other keys",
            "file:9:5: “gt” (theme) cannot be typed any more beside “g”; bind it to none or to other keys",
            "file:9:5: “gm” (mouse) cannot be typed any more beside “g”; bind it to none or to other keys"
        ]
    );
    assert_eq!(settings.bindings.len(), 4);
}

#[test]
fn themes_are_chosen_and_made() {
    let text = "theme: mine\nthemes:\n  mine:\n    base: paper\n    accent: \"#005f87\"\n    warning: light-red\n    quit: red\n    code: rde\n  x: 1\n";
    let (settings, faults) = user(text);
    assert_eq!(
        faults,
        [
            "file:7:5: There is no role “quit”; “quiet” is the nearest",
            "file:8:11: “rde” is no colour",
            "file:9:6: A theme is written as `role: colour`",
        ]
    );
    assert_eq!(settings.theme, "mine");
    assert_ne!(settings.theme_named("mine"), settings.theme_named("paper"));
    let (settings, faults) = user("theme: nigth\n");
    assert_eq!(
        faults,
        ["file:1:8: There is no theme “nigth”; “night” is the nearest"]
    );
    assert_eq!(settings, Settings::default());
}
