//! Programs that are run outside: the editor, and commands that can be handed an article. Each is a list of words, of which
//! none is ever given to a shell; a single text is split into words as a shell would.

use super::layer::Wrong;
use super::options::Settings;
use super::tree::Node;
use crate::text::Clean;

/// What is run outside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Programs {
    /// The editor and its arguments; empty: what the environment says.
    pub editor: Vec<String>,
    /// Commands by their names.
    pub pipes: Vec<(Clean, Vec<String>)>,
}

impl Programs {
    /// The names of the commands.
    pub fn names(&self) -> Vec<Clean> {
        self.pipes.iter().map(|(name, _)| name.clone()).collect()
    }
}

/// Takes the editor.
pub(super) fn editor(settings: &mut Settings, value: &Node) -> Vec<Wrong> {
    match words(value) {
        Ok(words) => settings.programs.editor = words,
        Err(said) => return vec![Wrong::value(said)],
    }
    Vec::new()
}

/// Takes the commands of one layer; a later layer adds to them, or replaces one.
pub(super) fn pipes(settings: &mut Settings, value: &Node) -> Vec<Wrong> {
    let Node::Map(entries) = value else {
        let said = "pipes are written as `name: [command, argument]`";
        return vec![Wrong::value(said.to_owned())];
    };
    let mut wrongs = Vec::new();
    for (n, (name, value)) in entries.iter().enumerate() {
        let name = Clean::line(name);
        match words(value) {
            Ok(words) if !words.is_empty() && !name.is_empty() => {
                let pipes = &mut settings.programs.pipes;
                pipes.retain(|(old, _)| *old != name);
                pipes.push((name, words));
            }
            Ok(_) => {
                wrongs.push(Wrong::value("A command has a name and words".to_owned()).under(n));
            }
            Err(said) => wrongs.push(Wrong::value(said).under(n)),
        }
    }
    wrongs
}

fn words(value: &Node) -> Result<Vec<String>, String> {
    match value {
        Node::Word(typed) => {
            shell_words::split(typed).map_err(|_| "A quotation does not end".to_owned())
        }
        Node::List(items) => {
            let word = |item: &Node| match item {
                Node::Word(word) => Ok(word.clone()),
                _ => Err("A command is a list of words".to_owned()),
            };
            items.iter().map(word).collect()
        }
        Node::Nothing | Node::Map(_) => Err("A command is a list of words".to_owned()),
    }
}
