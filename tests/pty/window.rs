//! What the terminal's window has of the program: the mouse and a title, taken while it runs and given back on every way out.
//! Uses the program in a terminal of `pty`.

use rustix::process::Signal;

use crate::sample;
use crate::terminal::Session;

impl Session {
    /// Where bytes were written, counted from the start.
    fn wrote(&self, bytes: &str) -> Option<usize> {
        let raw = self.raw.lock().unwrap();
        raw.windows(bytes.len())
            .position(|part| part == bytes.as_bytes())
    }

    fn has_mouse(&self) -> bool {
        let screen = self.screen.lock().unwrap();
        screen.screen().mouse_protocol_mode() == vt100::MouseProtocolMode::ButtonMotion
    }
}

#[test]
fn the_mouse_is_taken_and_given_back() {
    let sample = sample();
    let path = sample.to_str().unwrap();
    let mut session = Session::start(&[path], 80, 24);
    session
        .shows("1 of 30")
        .until("the mouse", Session::has_mouse);
    // The fourth article's title, twice.
    session.press("\x1b[<0;10;9M\x1b[<0;10;9m\x1b[<0;10;9M\x1b[<0;10;9m");
    session.shows("4 of 30").shows("Esc back");
    session
        .press("gm")
        .until("let go", |session| !session.has_mouse());
    session.press("gm").until("taken again", Session::has_mouse);
    session.signal(Signal::TERM).ends();
    let mut session = Session::start(&["--no-mouse", path], 80, 24);
    session.shows("1 of 30").press("j").shows("2 of 30");
    assert!(session.wrote("\x1b[?1002h").is_none());
    session.press("q").ends();
}

#[test]
fn the_title_of_the_window_says_what_is_read_and_is_as_before_at_the_end() {
    let sample = sample();
    let path = sample.to_str().unwrap();
    let mut session = Session::start(&[path], 80, 24);
    session.shows("1 of 30").press("\r").shows("Esc back");
    session.until("title", |session| {
        session
            .wrote("along the coast – newsreader\x1b\\")
            .is_some()
    });
    session.press("q").ends();
    let (pushed, first) = (
        session.wrote("\x1b[22;0t"),
        session.wrote("\x1b]2;newsreader\x1b\\"),
    );
    assert!(pushed.is_some() && pushed < first, "{pushed:?} {first:?}");
    assert!(session.wrote("\x1b]2;\x1b\\\x1b[23;0t") > first);
    let mut session = Session::start(&["--set", "window_title=false", path], 80, 24);
    session.shows("1 of 30").press("q").ends();
    assert!(session.wrote("\x1b]2;").is_none() && session.wrote("\x1b[23;0t").is_none());
}
