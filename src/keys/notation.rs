//! How keys are written: as a user may write them, in the table, on the screen.
//! In the table a sequence is keys with blanks between them, each `g`, `G`, `space`, `ctrl-d`, `shift-tab` …

/// Keys that have names.
const NAMED: &[&str] = &[
    "space",
    "tab",
    "enter",
    "esc",
    "backspace",
    "delete",
    "left",
    "right",
    "up",
    "down",
    "home",
    "end",
    "pageup",
    "pagedown",
    "f1",
    "f2",
    "f3",
    "f4",
    "f5",
    "f6",
    "f7",
    "f8",
    "f9",
    "f10",
    "f11",
    "f12",
];

/// Other names of them.
const ALSO: &[(&str, &str)] = &[
    ("return", "enter"),
    ("cr", "enter"),
    ("escape", "esc"),
    ("bs", "backspace"),
    ("del", "delete"),
    ("pgup", "pageup"),
    ("pgdn", "pagedown"),
    ("page-up", "pageup"),
    ("page-down", "pagedown"),
    ("spc", "space"),
];

/// What is held, in the order of the table.
const HELD: &[(&str, &[&str])] = &[
    ("ctrl-", &["ctrl-", "control-", "c-"]),
    ("alt-", &["alt-", "meta-", "m-", "a-"]),
    ("shift-", &["shift-", "s-"]),
];

/// What a user wrote, as the table has it: `gg`, `g g`, `Ctrl-D`, `<C-d>`, `PgDn`.
///
/// # Errors
/// What is wrong with it, as the end of a sentence.
pub(super) fn read(written: &str) -> Result<String, String> {
    let mut keys = Vec::new();
    for word in written.split_whitespace() {
        match one(word) {
            Some(key) => keys.push(key),
            // No key has such a name, so it is several.
            None if word.chars().count() <= 3 => keys.extend(word.chars().map(String::from)),
            None => return Err(format!("no key is called “{word}”")),
        }
    }
    if keys.is_empty() {
        return Err("there is no key".to_owned());
    }
    Ok(keys.join(" "))
}

fn one(word: &str) -> Option<String> {
    let inner = word
        .strip_prefix('<')
        .and_then(|word| word.strip_suffix('>'));
    let mut rest = inner.filter(|word| !word.is_empty()).unwrap_or(word);
    let mut held = [false; HELD.len()];
    'held: loop {
        for ((_, ways), on) in HELD.iter().zip(&mut held) {
            let lower = rest.to_lowercase();
            let way = ways.iter().find(|way| lower.starts_with(**way));
            let after = way.and_then(|way| rest.get(way.len()..));
            if let Some(after) = after.filter(|after| !after.is_empty()) {
                (*on, rest) = (true, after);
                continue 'held;
            }
        }
        break;
    }
    let lower = rest.to_lowercase();
    let name = ALSO.iter().find(|(other, _)| *other == lower);
    let name = name.map_or(lower.as_str(), |(_, name)| name);
    let [control, alt, mut shift] = held;
    let key = if NAMED.contains(&name) {
        name.to_owned()
    } else {
        let mut chars = rest.chars();
        let only = chars.next().filter(|_| chars.next().is_none())?;
        if control {
            only.to_lowercase().collect()
        } else if std::mem::take(&mut shift) {
            only.to_uppercase().collect()
        } else {
            only.to_string()
        }
    };
    let on = HELD.iter().zip([control, alt, shift]);
    let held: String = on
        .filter(|(_, on)| *on)
        .map(|((name, _), _)| *name)
        .collect();
    Some(held + &key)
}

/// A key sequence as one reads it: `gg`, `Ctrl-d`, `↓`.
pub(super) fn pressed(keys: &str) -> String {
    let keys: Vec<String> = keys.split(' ').map(one_pressed).collect();
    let long = keys.iter().any(|key| key.chars().count() > 1);
    keys.join(if long { " " } else { "" })
}

fn one_pressed(key: &str) -> String {
    let (held, key) = key
        .rsplit_once('-')
        .filter(|(held, _)| !held.is_empty())
        .map_or(("", key), |(held, key)| (held, key));
    let held: String = held
        .split('-')
        .filter(|part| !part.is_empty())
        .map(|part| capital(part) + "-")
        .collect();
    let key = match key {
        "down" => "↓".to_owned(),
        "up" => "↑".to_owned(),
        "left" => "←".to_owned(),
        "right" => "→".to_owned(),
        "pagedown" => "PgDn".to_owned(),
        "pageup" => "PgUp".to_owned(),
        long if long.len() > 1 => capital(long),
        _ => key.to_owned(),
    };
    held + &key
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_shown_as_one_presses_them() {
        for (keys, shown) in [
            ("g g", "gg"),
            ("ctrl-d", "Ctrl-d"),
            ("shift-tab", "Shift-Tab"),
            ("down", "↓"),
            ("pagedown", "PgDn"),
            ("-", "-"),
            ("alt-1", "Alt-1"),
            ("ctrl-x ctrl-c", "Ctrl-x Ctrl-c"),
        ] {
            assert_eq!(pressed(keys), shown);
        }
    }

    #[test]
    fn keys_are_read_as_one_writes_them() {
        for (written, keys) in [
            ("gg", "g g"),
            ("g g", "g g"),
            ("]]", "] ]"),
            ("Ctrl-D", "ctrl-d"),
            ("<C-d>", "ctrl-d"),
            ("c-x c-c", "ctrl-x ctrl-c"),
            ("<", "<"),
            ("<>", "< >"),
            ("-", "-"),
            ("alt--", "alt--"),
            ("shift-g", "G"),
            ("Shift-Tab", "shift-tab"),
            ("M-<", "alt-<"),
            ("meta-ctrl-x", "ctrl-alt-x"),
            ("PgDn", "pagedown"),
            ("F5", "f5"),
            ("é", "é"),
            ("Ma", "M a"),
        ] {
            assert_eq!(read(written).as_deref(), Ok(keys), "{written}");
        }
        assert_eq!(read("pgdwn"), Err("no key is called “pgdwn”".to_owned()));
        assert!(read(" ").is_err());
    }
}
