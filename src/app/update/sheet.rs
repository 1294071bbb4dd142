//! A table or code that fills the screen: chosen, opened, moved over.
//! What is known of it is in `app::sheet`.

use crate::app::action::Command;
use crate::app::hints::Hints;
use crate::app::sheet::{Sheet, on, room};
use crate::app::spots::Goal;
use crate::app::update::travel::times;
use crate::app::{App, Mode};
use crate::markdown::document::BlockId;
use crate::text::Clean;

/// Opens the table or the long code on the screen, or puts letters on several to choose one.
pub(super) fn choose(app: &mut App) {
    let column = app.panes().column;
    let lines = app.reader.lines().take(column.height.into());
    let spots = on(&app.reader.document, lines, column.width);
    match spots.as_slice() {
        [] => app.notice = Some(Clean::line("There is no table and no long code here.")),
        [(_, only)] => {
            if let Goal::Sheet(block) = only.goal {
                open(app, block);
            }
        }
        _ => app.mode = Mode::Hints(Hints::new(spots, false)),
    }
}

/// Opens what begins with a leaf.
pub(super) fn open(app: &mut App, block: BlockId) {
    let reader = &app.reader;
    if let Some(sheet) = Sheet::new(&reader.document, block, reader.typesetting) {
        app.mode = Mode::Sheet(Box::new(sheet));
        pan(app, Command::Redraw, None);
    }
}

/// Moves over it; a command that does not move brings it onto the screen all the same.
pub(super) fn pan(app: &mut App, command: Command, count: Option<u16>) {
    let size = room(app.size);
    let Mode::Sheet(sheet) = &mut app.mode else {
        return;
    };
    let n = times(count);
    let page = size.1.saturating_sub(2).max(1).cast_signed();
    let (down, right) = match command {
        Command::Down => (n, 0),
        Command::Up => (-n, 0),
        Command::HalfPageDown => (n * (page / 2).max(1), 0),
        Command::HalfPageUp => (-n * (page / 2).max(1), 0),
        Command::PageDown => (n * page, 0),
        Command::PageUp => (-n * page, 0),
        Command::Start => (isize::MIN, isize::MIN),
        Command::End => (isize::MAX, 0),
        Command::Right => (0, n),
        Command::Left => (0, -n),
        _ => (0, 0),
    };
    sheet.scroll(&app.reader.document, down, size);
    sheet.pan(right, size);
}
