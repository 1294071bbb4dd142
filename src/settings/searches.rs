//! Searches with a name, as settings have them. One that does not parse is kept: its words are looked for, and what is wrong is
//! told with its place. What a search means is the business of `content::search`.

use super::layer::Wrong;
use super::options::Settings;
use super::tree::Node;
use crate::content::query::Saved;
use crate::content::search;
use crate::text::Clean;

/// Takes in a list of names with queries.
pub(super) fn read(settings: &mut Settings, value: &Node) -> Vec<Wrong> {
    let Node::List(items) = value else {
        return vec![Wrong::value("searches is a list".to_owned())];
    };
    let mut wrongs = Vec::new();
    let mut found: Vec<Saved> = Vec::new();
    for (n, item) in items.iter().enumerate() {
        let (Some((_, name)), Some((at, words))) = (entry(item, "name"), entry(item, "query"))
        else {
            let wrong = Wrong::value("A search has a `name` and a `query`".to_owned());
            wrongs.push(wrong.under(n));
            continue;
        };
        let (name, words) = (Clean::line(name), Clean::line(words).to_string());
        if found.iter().any(|saved| saved.is_called(&name)) {
            let said = format!("There is another search “{name}”; the first counts");
            wrongs.push(Wrong::value(said).under(n));
            continue;
        }
        if let Some(fault) = search::read(&words, false).fault {
            let said = format!("“{name}”: at {} in its query: {}", fault.at, fault.what);
            wrongs.push(Wrong::value(said).under(at).under(n));
        }
        found.push(Saved { name, words });
    }
    settings.searches = found;
    wrongs
}

/// A value of a search, and the number of the line where it is.
fn entry<'a>(item: &'a Node, wanted: &str) -> Option<(usize, &'a str)> {
    let Node::Map(entries) = item else {
        return None;
    };
    let mut entries = entries.iter().enumerate();
    entries.find_map(|(at, (key, value))| match value {
        Node::Word(word) if key == wanted && !word.trim().is_empty() => Some((at, word.as_str())),
        _ => None,
    })
}
