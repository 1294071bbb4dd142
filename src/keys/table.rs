//! The table itself: where a key works, how it is written, what its command is called and does.
//! The tests see to it that no key means two things in one place.

use crate::app::action::Command;

/// Where a key is pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the list.
    List,
    /// In the reading pane.
    Reader,
    /// In the filter box.
    Filter,
    /// In the box for what to find in the text.
    Find,
    /// In the help.
    Help,
    /// At a question.
    Question,
    /// In the list of problems.
    Problems,
    /// In the list of headings.
    Outline,
    /// In the list of tags, authors, folders or sources.
    Topics,
    /// At the letters of links.
    Hints,
    /// In the list of what links to an article.
    Backlinks,
    /// While lines of the text are selected.
    Selection,
    /// On a table or code that fills the screen.
    Sheet,
    /// At a picture on the whole screen.
    Picture,
    /// In the list of all actions.
    Palette,
    /// In the box for where to save a copy.
    Save,
    /// In the list of commands that can have the article.
    Pipes,
}

pub(super) const ANYWHERE: &[Place] = &[
    Place::List,
    Place::Reader,
    Place::Filter,
    Place::Find,
    Place::Help,
    Place::Question,
    Place::Problems,
    Place::Outline,
    Place::Topics,
    Place::Hints,
    Place::Backlinks,
    Place::Selection,
    Place::Sheet,
    Place::Picture,
    Place::Palette,
    Place::Save,
    Place::Pipes,
];
pub(super) const PANES: &[Place] = &[Place::List, Place::Reader];
pub(super) const SCROLLING: &[Place] = &[
    Place::List,
    Place::Reader,
    Place::Help,
    Place::Problems,
    Place::Outline,
    Place::Backlinks,
    Place::Selection,
    Place::Sheet,
    Place::Topics,
    Place::Pipes,
];
const LISTS: &[Place] = &[
    Place::List,
    Place::Help,
    Place::Problems,
    Place::Outline,
    Place::Backlinks,
    Place::Selection,
    Place::Sheet,
    Place::Topics,
    Place::Pipes,
];
pub(super) const LIST: &[Place] = &[Place::List];
pub(super) const READER: &[Place] = &[Place::Reader];
const SELECTION: &[Place] = &[Place::Selection];
const PICTURE: &[Place] = &[Place::Picture];
const FILTER: &[Place] = &[Place::Filter];
const SEARCHES: &[Place] = &[Place::List, Place::Filter];
const FIND: &[Place] = &[Place::Find];
pub(super) const BOXES: &[Place] = &[Place::Filter, Place::Find];
const PALETTE: &[Place] = &[Place::Palette];
pub(super) const TYPING: &[Place] = &[
    Place::Filter,
    Place::Find,
    Place::Hints,
    Place::Palette,
    Place::Save,
];

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// Where it works.
    pub places: &'static [Place],
    /// Key sequences: keys separated by blanks, each `g`, `G`, `space`, `ctrl-d`, `shift-tab` …
    pub keys: &'static [&'static str],
    /// What the command is called.
    pub name: &'static str,
    /// What it is.
    pub command: Command,
    /// What it does, for the help.
    pub help: &'static str,
    /// A word for the hints in the status line; empty for none.
    pub hint: &'static str,
}

const fn key(
    places: &'static [Place],
    keys: &'static [&'static str],
    (name, command): (&'static str, Command),
    help: &'static str,
) -> Binding {
    Binding {
        places,
        keys,
        name,
        command,
        help,
        hint: "",
    }
}

impl Binding {
    const fn hint(mut self, hint: &'static str) -> Self {
        self.hint = hint;
        self
    }
}

/// A heading of the help and the bindings below it.
pub type Group = (&'static str, &'static [Binding]);

/// Every key.
#[rustfmt::skip] // one row is one line
pub const TABLE: &[Group] = &[
    ("Moving", &[
        key(SCROLLING, &["j", "down"], ("down", Command::Down), "down: an article in the list, a line in the text"),
        key(SCROLLING, &["k", "up"], ("up", Command::Up), "up"),
        key(SCROLLING, &["ctrl-d"], ("half-page-down", Command::HalfPageDown), "half a page down"),
        key(SCROLLING, &["ctrl-u"], ("half-page-up", Command::HalfPageUp), "half a page up"),
        key(SCROLLING, &["pagedown", "ctrl-f"], ("page-down", Command::PageDown), "a page down"),
        key(READER, &["space"], ("onward", Command::Onward), "a page down; at the end of an article, to the next unread one"),
        key(LISTS, &["space"], ("page-down", Command::PageDown), ""),
        key(SCROLLING, &["b", "pageup", "ctrl-b"], ("page-up", Command::PageUp), "a page up"),
        key(SCROLLING, &["g g", "home"], ("start", Command::Start), "to the start; in the list, `5gg` goes to the fifth article"),
        key(SCROLLING, &["G", "end"], ("end", Command::End), "to the end"),
    ]),
    ("Reading", &[
        key(&[Place::List], &["enter", "l"], ("read", Command::Read), "read the article").hint("read"),
        key(PANES, &["J"], ("next-article", Command::NextArticle), "next article, also while reading"),
        key(PANES, &["K"], ("previous-article", Command::PreviousArticle), "previous article, also while reading"),
        key(PANES, &["esc", "h"], ("back", Command::Back), "back to the list; in the list, undo the filter").hint("back"),
        key(LIST, &["backspace"], ("back", Command::Back), ""),
        key(PANES, &["R"], ("source", Command::Source), "the article's file as it is, or its text again"),
        key(READER, &["c"], ("changes", Command::Changes), "what changed in the article since it was read, or its text again"),
    ]),
    ("In the text", &[
        key(READER, &["/"], ("find", Command::Find), "find in the article; capitals count once one is typed").hint("find"),
        key(READER, &["n"], ("next-hit", Command::NextHit), "next place where they are"),
        key(READER, &["N"], ("previous-hit", Command::PreviousHit), "previous place where they are"),
        key(READER, &["f"], ("hints", Command::Hints), "letters on the links; typing them follows one").hint("links"),
        key(READER, &["tab"], ("next-link", Command::NextLink), "next link"),
        key(READER, &["shift-tab"], ("previous-link", Command::PreviousLink), "previous link"),
        key(READER, &["z"], ("fold", Command::Fold), "open what is folded, or fold it again"),
        key(READER, &["p"], ("picture", Command::Picture), "the picture on the screen, over all of it; where there are several, one to choose"),
        key(READER, &["i"], ("fetch", Command::Fetch), "fetch the pictures of the article that are on the web"),
        key(READER, &["enter"], ("follow", Command::Follow), "follow the selected link: to a note, an article, the web (asks first)"),
        key(READER, &["v"], ("select", Command::Select), "select lines, to copy their words"),
        key(READER, &["W"], ("wide", Command::Sheet), "the table or the long code on the screen as wide as it asks for; of several, one to choose"),
        key(READER, &["backspace", "alt-left"], ("earlier", Command::Earlier), "back to where one read before, in this article or another one"),
        key(READER, &["alt-right"], ("later", Command::Later), "forward again"),
        key(READER, &["_"], ("hyphenation", Command::Hyphenate), "part words with hyphens, by the language of the article, or no longer"),
        key(READER, &["="], ("justification", Command::Justify), "make lines as wide as their column, or no longer"),
        key(READER, &["]"], ("next-heading", Command::NextHeading), "next heading"),
        key(READER, &["["], ("previous-heading", Command::PreviousHeading), "previous heading"),
        key(READER, &["t"], ("outline", Command::Outline), "the headings, to choose from").hint("headings"),
        key(READER, &["B"], ("backlinks", Command::Backlinks), "the articles that link to this one, to choose from"),
    ]),
    ("Out of the program", &[
        key(PANES, &["e"], ("edit", Command::Edit), "the article in your editor, at the line that is read"),
        key(PANES, &["o"], ("open", Command::Open), "the selected link, the article's address or its picture in the browser (asks first)"),
        key(READER, &["O"], ("open-picture", Command::OpenPicture), "the picture on the screen, or the article's, in the browser (asks first)"),
        key(PANES, &["y y"], ("copy", Command::Copy), "copy the address of the selected link, or of one to choose; in the list, the article's"),
        key(READER, &["Y", "y c"], ("copy-code", Command::CopyCode), "copy the code on the screen; where there are several blocks, one to choose"),
        key(PANES, &["y m"], ("copy-article", Command::CopyArticle), "copy the article's text as it is written, in Markdown"),
        key(PANES, &["y t"], ("copy-title", Command::CopyTitle), "copy the article's title"),
        key(PANES, &["y p"], ("copy-path", Command::CopyPath), "copy the path of the article's file"),
        key(PANES, &["w"], ("save-copy", Command::SaveCopy), "save a copy of the article's file"),
        key(PANES, &["|"], ("pipe", Command::Pipe), "hand the article's text to a command of the config file; of several, one to choose"),
    ]),
    ("Choosing", &[
        key(LIST, &["/"], ("filter", Command::Filter), "search: words, phrases, `tag:x` and other fields, `-`, `or`, parentheses").hint("search"),
        key(LIST, &["tab", "right"], ("next-section", Command::NextSection), "next section; the arrows also while reading").hint("section"),
        key(LIST, &["shift-tab", "left"], ("previous-section", Command::PreviousSection), "previous section"),
        key(READER, &["right"], ("next-section", Command::NextSection), ""),
        key(READER, &["left"], ("previous-section", Command::PreviousSection), ""),
        key(PANES, &["alt-1"], ("section-1", Command::Section(1)), "first section; `Alt-2` … `Alt-9` likewise"),
        key(PANES, &["alt-2"], ("section-2", Command::Section(2)), ""),
        key(PANES, &["alt-3"], ("section-3", Command::Section(3)), ""),
        key(PANES, &["alt-4"], ("section-4", Command::Section(4)), ""),
        key(PANES, &["alt-5"], ("section-5", Command::Section(5)), ""),
        key(PANES, &["alt-6"], ("section-6", Command::Section(6)), ""),
        key(PANES, &["alt-7"], ("section-7", Command::Section(7)), ""),
        key(PANES, &["alt-8"], ("section-8", Command::Section(8)), ""),
        key(PANES, &["alt-9"], ("section-9", Command::Section(9)), ""),
        key(PANES, &["T"], ("topics", Command::Topics), "tags, authors, folders and sources, to choose from"),
        key(SEARCHES, &["ctrl-t"], ("texts", Command::Texts), "look for words in the texts, too, or no longer"),
        key(SEARCHES, &["ctrl-o"], ("ranked", Command::Ranked), "what was found in the order of the list, or the best first again"),
        key(LIST, &["O"], ("order", Command::Order), "the next order: date, updated, title, section, length, unread first"),
        key(LIST, &["I"], ("reverse", Command::Reverse), "the same order the other way round"),
        key(LIST, &["f"], ("featured", Command::Featured), "featured articles only, or all again"),
        key(PANES, &["u"], ("unread", Command::Unread), "unread articles only, or all again"),
        key(PANES, &["*"], ("starred", Command::Starred), "starred articles only, or all again"),
        key(PANES, &["D"], ("drafts", Command::Drafts), "hide drafts, or show them again"),
        key(PANES, &["S"], ("next-source", Command::NextSource), "articles of the next source only, of several paths given"),
    ]),
    ("Marking", &[
        key(PANES, &["m"], ("toggle-read", Command::ToggleRead), "mark the article as read, or as unread again"),
        key(PANES, &["s"], ("toggle-star", Command::ToggleStar), "give the article a star, or take it off"),
        key(PANES, &["M a"], ("read-all", Command::ReadAll), "mark all articles of the list as read (asks first)"),
        key(PANES, &["M k"], ("read-above", Command::ReadAbove), "mark those above the selected one (asks first)"),
        key(PANES, &["M j"], ("read-below", Command::ReadBelow), "mark those below it (asks first)"),
        key(PANES, &["U"], ("undo", Command::Undo), "take the last mark back, made by a key or by reading"),
        key(PANES, &["ctrl-r"], ("redo", Command::Redo), "make it again"),
    ]),
    ("The program", &[
        key(PANES, &["<"], ("narrower-list", Command::NarrowerList), "a narrower list"),
        key(PANES, &[">"], ("wider-list", Command::WiderList), "a wider list"),
        key(READER, &["+"], ("wider-text", Command::WiderText), "a wider text"),
        key(READER, &["-"], ("narrower-text", Command::NarrowerText), "a narrower text"),
        key(PANES, &["Z"], ("zen", Command::Zen), "nothing but the text, or all again"),
        key(PANES, &["V"], ("stack", Command::Stack), "the text below the list, or beside it again"),
        key(PANES, &["g t"], ("theme", Command::Theme), "the next theme"),
        key(LIST, &["d"], ("density", Command::Density), "articles with their descriptions, by their titles alone, or as at first"),
        key(PANES, &["g m"], ("mouse", Command::Mouse), "leave the mouse to the terminal, or take it again"),
        key(PANES, &["P"], ("problems", Command::Problems), "what is wrong with the articles; `Enter` shows the place"),
        key(PANES, &["r"], ("reload", Command::Reload), "look at the disk again"),
        key(PANES, &["?"], ("help", Command::Help), "these keys").hint("keys"),
        key(PANES, &[":"], ("palette", Command::Palette), "every action by its name; some of its letters find it"),
        key(ANYWHERE, &["ctrl-l"], ("redraw", Command::Redraw), "draw the screen again"),
        key(ANYWHERE, &["ctrl-z"], ("suspend", Command::Suspend), "stop; the shell's `fg` brings the reader back"),
        key(PANES, &["q"], ("quit", Command::Quit), "quit").hint("quit"),
        key(ANYWHERE, &["ctrl-c"], ("quit", Command::Quit), "quit, from anywhere"),
    ]),
    ("In boxes, lists and questions", &[
        key(BOXES, &["enter"], ("accept", Command::Read), "keep what was typed and go to what it found"),
        key(BOXES, &["esc"], ("cancel", Command::Back), "undo it"),
        key(FILTER, &["up"], ("earlier-search", Command::EarlierSearch), "the search before"),
        key(FILTER, &["down"], ("later-search", Command::LaterSearch), "the one after it"),
        key(FILTER, &["ctrl-n"], ("down", Command::Down), "next article"),
        key(FILTER, &["ctrl-p"], ("up", Command::Up), "previous article"),
        key(FIND, &["down", "ctrl-n"], ("down", Command::Down), "next place in the text"),
        key(FIND, &["up", "ctrl-p"], ("up", Command::Up), "previous one"),
        key(PALETTE, &["enter"], ("do", Command::Read), "do the selected action"),
        key(PALETTE, &["esc"], ("close", Command::Back), "close the list of actions"),
        key(PALETTE, &["down", "tab", "ctrl-n"], ("down", Command::Down), "next action"),
        key(PALETTE, &["up", "shift-tab", "ctrl-p"], ("up", Command::Up), "previous one"),
        key(&[Place::Help], &["esc", "q", "?", "enter", "h"], ("close", Command::Back), "close the help"),
        key(&[Place::Help], &["/", ":"], ("palette", Command::Palette), "find an action by its name"),
        key(&[Place::Problems], &["enter", "l"], ("show", Command::Read), "show the place of the problem"),
        key(&[Place::Problems], &["esc", "q", "P", "h"], ("close", Command::Back), "close the list of problems"),
        key(&[Place::Hints], &["esc"], ("close", Command::Back), "take the letters off the links"),
        key(&[Place::Outline], &["enter", "l"], ("go", Command::Read), "go to the heading"),
        key(&[Place::Outline], &["esc", "q", "t", "h"], ("close", Command::Back), "close the list of headings"),
        key(&[Place::Backlinks], &["enter", "l"], ("go", Command::Read), "read the article, at its link"),
        key(&[Place::Backlinks], &["esc", "q", "B", "h"], ("close", Command::Back), "close the list of articles"),
        key(SELECTION, &["y", "enter"], ("copy", Command::Read), "copy the words of the selected lines"),
        key(SELECTION, &["o"], ("other-end", Command::OtherEnd), "move their other end"),
        key(SELECTION, &["esc", "q", "v", "h"], ("close", Command::Back), "end the selection"),
        key(&[Place::Sheet], &["l", "right"], ("right", Command::Right), "on a wide table or code, to the right"),
        key(&[Place::Sheet], &["h", "left"], ("left", Command::Left), "to the left"),
        key(&[Place::Sheet], &["esc", "q", "W", "enter"], ("close", Command::Back), "close it"),
        key(PICTURE, &["n", "j", "down", "right", "space", "l"], ("down", Command::Down), "next picture"),
        key(PICTURE, &["N", "k", "up", "left", "b"], ("up", Command::Up), "previous picture"),
        key(PICTURE, &["esc", "q", "p", "h", "enter"], ("close", Command::Back), "close the picture"),
        key(&[Place::Topics], &["enter", "l"], ("show", Command::Read), "show the articles of the selected tag, author, folder or source"),
        key(&[Place::Topics], &["tab", "right"], ("next-page", Command::NextSection), "next page: tags, authors, folders, sources"),
        key(&[Place::Topics], &["shift-tab", "left"], ("previous-page", Command::PreviousSection), "previous page"),
        key(&[Place::Topics], &["esc", "q", "T", "h"], ("close", Command::Back), "close the list of them"),
        key(&[Place::Pipes], &["enter", "l"], ("run", Command::Read), "hand the article to the selected command"),
        key(&[Place::Pipes], &["esc", "q", "|", "h"], ("close", Command::Back), "close the list of commands"),
        key(&[Place::Save], &["enter"], ("save", Command::Read), "save the copy there"),
        key(&[Place::Save], &["esc"], ("cancel", Command::Back), "save none"),
        key(&[Place::Question], &["enter", "o", "y"], ("yes", Command::Read), "yes"),
        key(&[Place::Question], &["esc", "q", "n", "h"], ("no", Command::Back), "no"),
    ]),
];

/// All rows.
pub(super) fn bindings() -> impl Iterator<Item = &'static Binding> {
    TABLE.iter().flat_map(|(_, bindings)| bindings.iter())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_key_means_two_things_in_one_place() {
        for place in ANYWHERE {
            let mut seen = HashSet::new();
            for binding in bindings().filter(|binding| binding.places.contains(place)) {
                for keys in binding.keys {
                    assert!(seen.insert(*keys), "{keys} twice in {place:?}");
                }
            }
            let ambiguous = seen.iter().filter(|keys| {
                seen.iter()
                    .any(|other| other.starts_with(&format!("{keys} ")))
            });
            assert_eq!(
                ambiguous.count(),
                0,
                "a key that is also the start of a sequence in {place:?}"
            );
        }
    }
}
