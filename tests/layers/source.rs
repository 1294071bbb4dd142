//! A source file as the rules of the house see it: its running code, cut into words, and the paths it names.
//! Not a parser of Rust: it knows comments, literals, `use` trees and paths. Called by `layers.rs`.

use std::collections::HashMap;

/// A source file: what it is called, its running code, and all paths that this names.
pub(crate) struct File {
    /// Under `src`.
    pub(crate) path: String,
    /// Such as `content::date`; the `mod.rs` of a folder is the folder.
    pub(crate) module: String,
    pub(crate) text: String,
    pub(crate) tokens: Vec<(usize, String)>,
    /// Line and path, `crate`, `self` and `super` made plain: `crate::content::date`.
    pub(crate) names: Vec<(usize, String)>,
}

impl File {
    pub(crate) fn read(path: &str, text: &str) -> Self {
        let module = path
            .trim_end_matches(".rs")
            .trim_end_matches("/mod")
            .replace('/', "::");
        let is_test = module.split("::").any(|part| part == "tests");
        let text = if is_test { "" } else { before_tests(text) };
        let tokens = tokens(text);
        let names = names(&module, &tokens);
        Self {
            path: path.to_owned(),
            module,
            text: text.to_owned(),
            tokens,
            names,
        }
    }
}

/// The first part of a path: the file or folder of `src` that it lies in.
pub(crate) fn layer_of(path: &str) -> &str {
    path.split("::").next().unwrap_or(path)
}

/// The text up to its module of tests.
fn before_tests(text: &str) -> &str {
    let tests = text.match_indices("\n#[cfg(test)]\n").find(|(at, found)| {
        let (_, after) = text.split_at(at + found.len());
        after
            .lines()
            .find(|line| !line.starts_with("#["))
            .is_some_and(|line| line.starts_with("mod "))
    });
    tests.map_or(text, |(at, _)| text.split_at(at + 1).0)
}

/// All that `module` names, each with its line: the leaves of every `use`, and paths of two parts or more.
fn names(module: &str, tokens: &[(usize, String)]) -> Vec<(usize, String)> {
    let mut names = Vec::new();
    let mut known = HashMap::new();
    let mut rest = tokens
        .iter()
        .map(|(line, token)| (*line, token.as_str()))
        .peekable();
    let mut before = "";
    while let Some((line, token)) = rest.next() {
        let next = rest.peek().map_or("", |(_, token)| token);
        if token == "use" && next != "<" {
            for leaf in leaves(&mut rest) {
                known.insert(leaf.name, absolute(module, &leaf.path));
                names.push((leaf.line, leaf.path));
            }
        } else if token == "mod" {
            known.insert(next, absolute(module, &format!("self::{next}")));
        } else if next == "::" && before != "::" && is_word(token) {
            let mut path = vec![token];
            while rest.next_if(|(_, token)| *token == "::").is_some() {
                path.extend(
                    rest.next_if(|(_, token)| is_word(token))
                        .map(|(_, token)| token),
                );
            }
            names.push((line, path.join("::")));
        }
        before = token;
    }
    let from_root = |name: &str| {
        let (first, inner) = name.split_once("::").unwrap_or_default();
        let known = known.get(first).map(|known| format!("{known}::{inner}"));
        known.unwrap_or_else(|| absolute(module, name))
    };
    names
        .iter()
        .map(|(line, name)| (*line, from_root(name)))
        .collect()
}

/// A path as seen from the root of the crate.
fn absolute(module: &str, path: &str) -> String {
    let mut here: Vec<&str> = module.split("::").filter(|part| *part != "lib").collect();
    let mut parts = path.split("::").peekable();
    if parts.next_if_eq(&"self").is_none() && parts.peek() != Some(&"super") {
        return path.to_owned();
    }
    while parts.next_if_eq(&"super").is_some() {
        here.pop();
    }
    ["crate"]
        .into_iter()
        .chain(here)
        .chain(parts)
        .collect::<Vec<_>>()
        .join("::")
}

/// What one `use` brings in.
struct Leaf<'a> {
    line: usize,
    path: String,
    /// What it is called from here on.
    name: &'a str,
}

/// The leaves of one tree of `use`, up to its semicolon.
fn leaves<'a>(tokens: &mut impl Iterator<Item = (usize, &'a str)>) -> Vec<Leaf<'a>> {
    let mut leaves = Vec::new();
    let mut path: Vec<&str> = Vec::new();
    let mut groups = vec![0];
    let mut name = "";
    while let Some((line, token)) = tokens.next() {
        let group = groups.last().copied().unwrap_or_default();
        match token {
            "{" => groups.push(path.len()),
            "," | "}" | ";" => {
                if !name.is_empty() {
                    leaves.push(Leaf {
                        line,
                        path: path.join("::"),
                        name,
                    });
                }
                if token == "}" {
                    groups.pop();
                }
                path.truncate(groups.last().copied().unwrap_or_default());
                name = "";
            }
            "as" => name = tokens.next().map_or("", |(_, alias)| alias),
            "self" if group > 0 => name = path.last().copied().unwrap_or_default(),
            "::" => name = "",
            part => {
                path.push(part);
                name = part;
            }
        }
        if token == ";" {
            break;
        }
    }
    leaves
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphanumeric() || c == '_')
}

/// Words, `::` and single signs, each with its line; no blanks, comments, strings or characters.
fn tokens(text: &str) -> Vec<(usize, String)> {
    let mut tokens = Vec::new();
    let (mut rest, mut line) = (text, 1);
    while let Some(first) = rest.chars().next() {
        let word = rest
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(rest.len());
        let (len, is_code) = match skipped(rest) {
            Some(len) => (len, false),
            None if word > 0 => (word, true),
            None if rest.starts_with("::") => (2, true),
            None => (first.len_utf8(), !first.is_whitespace()),
        };
        let (token, after) = rest.split_at(len.min(rest.len()));
        if is_code {
            tokens.push((line, token.to_owned()));
        }
        line += token.matches('\n').count();
        rest = after;
    }
    tokens
}

/// How long the comment, string or character is that `rest` begins with, in bytes.
fn skipped(rest: &str) -> Option<usize> {
    let end = |from: usize, close: &str| Some(from + rest.get(from..)?.find(close)? + close.len());
    if rest.starts_with("//") {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return Some(comment(rest));
    }
    let raw = rest.trim_start_matches(['b', 'c']);
    if let Some(hashes) = raw.strip_prefix('r')
        && let Some(at) = hashes.find(|c| c != '#')
        && hashes.get(at..)?.starts_with('"')
    {
        return end(
            rest.len() - hashes.len() + at + 1,
            &format!("\"{}", "#".repeat(at)),
        );
    }
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let mut inside = rest.char_indices().skip(1);
    if quote == '\''
        && inside.clone().nth(1).is_none_or(|(_, c)| c != '\'')
        && !rest.starts_with("'\\")
    {
        return None; // a lifetime
    }
    while let Some((at, c)) = inside.next() {
        if c == quote {
            return Some(at + 1);
        } else if c == '\\' {
            inside.next();
        }
    }
    None
}

/// How long a block comment is, with those inside it.
fn comment(rest: &str) -> usize {
    let mut depth = 0;
    let pairs = rest.as_bytes().windows(2).enumerate();
    let mut after = 0;
    for (at, pair) in pairs.filter(|(_, pair)| matches!(pair, [b'/', b'*'] | [b'*', b'/'])) {
        if at >= after {
            depth = if pair == b"/*" { depth + 1 } else { depth - 1 };
            after = at + 2;
        }
        if depth == 0 {
            return after;
        }
    }
    rest.len()
}
