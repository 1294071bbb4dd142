//! Errands outside the program: to the editor, the clipboard, a command, a file, the browser. What must be known first is asked.
//! What they are is said in `app::outside`.

use std::path::Path;

use tui_input::Input;

use crate::app::action::{Command, Edit, Effect};
use crate::app::cursor::Cursor;
use crate::app::outside::{Copy, Errand, Part, Question, article, place};
use crate::app::panes::Focus;
use crate::app::pictures::{seen, target};
use crate::app::spots::Goal;
use crate::app::update::choose::change;
use crate::app::update::links;
use crate::app::update::travel::scroll_rows;
use crate::app::{App, Mode, address};
use crate::content::article::ArticleId;
use crate::text::Clean;

/// What a key asks for.
pub(super) fn act(app: &mut App, command: Command) -> Vec<Effect> {
    match command {
        Command::Copy if app.focus == Focus::Reader => return links::copy(app),
        Command::OpenPicture => return picture(app),
        _ => {}
    }
    let Some(id) = article(app) else {
        app.notice = Some(Clean::line("There is no article to do that with."));
        return Vec::new();
    };
    match command {
        Command::Edit => {
            let at = place(&mut app.reader, &id);
            return vec![Effect::Outside(Errand::Edit(id, at))];
        }
        Command::CopyPath => return vec![Effect::Outside(Errand::Copy(id, Part::Path))],
        Command::CopyArticle => return vec![Effect::Outside(Errand::Copy(id, Part::Markdown))],
        Command::CopyTitle => return copy(app, &id, |article| Some(Clean::line(article.title()))),
        Command::Copy => return copy(app, &id, |article| address::web(article.url())),
        Command::Pipe => return pipe(app, id),
        Command::SaveCopy => {
            let name = Path::new(id.label().as_str())
                .file_name()
                .map(|name| name.to_string_lossy().into_owned());
            let input = Input::new(name.unwrap_or_default());
            app.mode = Mode::Outside(Question::Where(id, input));
        }
        _ => {}
    }
    Vec::new()
}

/// Copies what an article says of itself.
fn copy(
    app: &mut App,
    id: &ArticleId,
    what: impl Fn(&crate::content::article::Article) -> Option<Clean>,
) -> Vec<Effect> {
    let known = app.library.slot(id).and_then(|slot| app.library.get(slot));
    let text = known.and_then(what).filter(|text| !text.is_empty());
    let said = match &text {
        Some(text) => format!("Copied {text}"),
        None => "This article has no web address of its own.".to_owned(),
    };
    app.notice = Some(Clean::line(&said));
    text.map(Effect::Copy).into_iter().collect()
}

/// Hands an article to the only command, or asks to which.
fn pipe(app: &mut App, id: ArticleId) -> Vec<Effect> {
    match app.pipes.len() {
        0 => {
            let said =
                "No command is set that could have it: `pipes` in the config file names them.";
            app.notice = Some(Clean::line(said));
        }
        1 => return vec![Effect::Outside(Errand::Pipe(id, 0))],
        _ => app.mode = Mode::Outside(Question::Which(id, Cursor::default())),
    }
    Vec::new()
}

/// Asks to open the selected link, else what the article says of itself.
pub(super) fn open(app: &mut App) {
    let selected = app
        .reader
        .link
        .as_ref()
        .filter(|_| app.focus == Focus::Reader);
    let link = selected.and_then(|spot| match spot.goal {
        Goal::Link(link) => app.reader.document.links.get(link as usize),
        _ => None,
    });
    if let Some(url) = link.and_then(|link| address::web(&link.target)) {
        app.mode = Mode::Confirm(url);
        return;
    }
    let own = app.selected();
    let own = own.and_then(|it| address::web(it.url()).or_else(|| address::web(it.image())));
    match own {
        Some(url) => app.mode = Mode::Confirm(url),
        None => app.notice = Some(Clean::line("This article has no web address of its own.")),
    }
}

/// Asks to open the picture on the screen, else the article's.
fn picture(app: &mut App) -> Vec<Effect> {
    let seen = seen(app).into_iter();
    let mut seen = seen.filter_map(|block| address::web(&target(&app.reader, block)?));
    let own = || address::web(app.selected()?.image());
    match seen.next().or_else(own) {
        Some(url) => app.mode = Mode::Confirm(url),
        None => app.notice = Some(Clean::line("There is no picture here that is on the web.")),
    }
    Vec::new()
}

/// A command while something is asked.
pub(super) fn obey(app: &mut App, command: Command, count: Option<u16>) -> Vec<Effect> {
    let Mode::Outside(question) = &app.mode else {
        return Vec::new();
    };
    let errand = match (question, command) {
        (_, Command::Back) => None,
        (Question::Where(article, input), Command::Read) => Some(Errand::Save(Copy {
            article: article.clone(),
            path: input.value().to_owned(),
            over: false,
        })),
        (Question::Over(copy), Command::Read) => Some(Errand::Save(Copy {
            over: true,
            ..copy.clone()
        })),
        (Question::Which(article, cursor), Command::Read) => {
            Some(Errand::Pipe(article.clone(), cursor.at))
        }
        (Question::Which(..), _) => {
            scroll_rows(app, command, count);
            return Vec::new();
        }
        _ => return Vec::new(),
    };
    app.mode = Mode::Normal;
    errand.map(Effect::Outside).into_iter().collect()
}

/// The reader types a path.
pub(super) fn type_into(app: &mut App, edit: &Edit) {
    if let Mode::Outside(Question::Where(_, input)) = &mut app.mode {
        change(input, edit);
    }
}
