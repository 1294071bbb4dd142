//! The program in a terminal of its own, and what the terminal has to say of it: what was written there, whether all of it is
//! known (`no_foreign_escape`), and whether everything is as before when it has ended (`assert_restored`).
#![allow(dead_code, reason = "no test uses all of it")]

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::LocalModes;

/// Far more than anything takes; only a hang gets here.
pub(crate) const LIMIT: Duration = Duration::from_secs(30);

/// What of all that was written is no matter of cells, colours and the cursor.
#[derive(Default)]
pub(crate) struct Heard {
    /// What the program never writes.
    foreign: Vec<String>,
    /// The titles that the window was given.
    pub(crate) titles: Vec<String>,
    /// What the clipboard was given, as base64.
    copies: Vec<String>,
    /// Whether the focus is told of.
    focus: bool,
    /// Whether the terminal holds back what it shows.
    synchronized: bool,
    /// Whether what is written is a link.
    linked: bool,
}

impl vt100::Callbacks for Heard {
    fn audible_bell(&mut self, _: &mut vt100::Screen) {
        self.foreign.push("BEL".to_owned());
    }

    fn visual_bell(&mut self, _: &mut vt100::Screen) {
        self.foreign.push("ESC g".to_owned());
    }

    fn resize(&mut self, _: &mut vt100::Screen, request: (u16, u16)) {
        self.foreign.push(format!("resize {request:?}"));
    }

    fn set_window_icon_name(&mut self, _: &mut vt100::Screen, name: &[u8]) {
        let name = String::from_utf8_lossy(name);
        self.foreign.push(format!("icon name {name:?}"));
    }

    fn set_window_title(&mut self, _: &mut vt100::Screen, title: &[u8]) {
        let title = String::from_utf8_lossy(title).into_owned();
        self.titles.push(title);
    }

    fn copy_to_clipboard(&mut self, _: &mut vt100::Screen, _: &[u8], data: &[u8]) {
        self.copies.push(String::from_utf8_lossy(data).into_owned());
    }

    fn paste_from_clipboard(&mut self, _: &mut vt100::Screen, _: &[u8]) {
        self.foreign.push("OSC 52 ?".to_owned());
    }

    fn unhandled_char(&mut self, _: &mut vt100::Screen, c: char) {
        // What is no text in a file is shown so.
        if c != char::REPLACEMENT_CHARACTER {
            self.foreign.push(format!("{c:?}"));
        }
    }

    fn unhandled_control(&mut self, _: &mut vt100::Screen, byte: u8) {
        self.foreign.push(format!("control {byte:#x}"));
    }

    fn unhandled_escape(
        &mut self,
        _: &mut vt100::Screen,
        one: Option<u8>,
        two: Option<u8>,
        last: u8,
    ) {
        // The end of a string.
        if (one, two, last) != (None, None, b'\\') {
            self.foreign.push(format!("ESC {one:?} {two:?} {last}"));
        }
    }

    fn unhandled_csi(
        &mut self,
        _: &mut vt100::Screen,
        one: Option<u8>,
        two: Option<u8>,
        params: &[&[u16]],
        last: char,
    ) {
        match (one, two, params, last) {
            (Some(b'?'), None, [[1004]], 'h' | 'l') => self.focus = last == 'h',
            (Some(b'?'), None, [[2026]], 'h' | 'l') => self.synchronized = last == 'h',
            // What is crossed out, and colours of underlines; the title of the window, remembered and recalled; the questions.
            (None, None, [[58], ..] | [[58, ..] | [9 | 29 | 59]], 'm')
            | (None, None, [[22 | 23], [0]] | [[16]], 't')
            | (None, None, [[0]], 'c')
            | (None, None, [[6]], 'n')
            | (Some(b'>'), None, [[0]], 'q') => {}
            _ => self
                .foreign
                .push(format!("CSI {one:?} {two:?} {params:?} {last}")),
        }
    }

    fn unhandled_osc(&mut self, _: &mut vt100::Screen, params: &[&[u8]]) {
        match params {
            [b"11", b"?"] => {}
            [b"8", b"", b""] => self.linked = false,
            [b"8", id, address, ..] if id.starts_with(b"id=") && address.starts_with(b"http") => {
                self.linked = true;
            }
            [b"2", title @ ..] => {
                let title = title.join(&b';');
                self.titles
                    .push(String::from_utf8_lossy(&title).into_owned());
            }
            [b"1337", file, ..] if file.starts_with(b"File=inline=1") => {}
            _ => {
                let said = params.iter().map(|part| String::from_utf8_lossy(part));
                let said: Vec<_> = said.collect();
                self.foreign.push(format!("OSC {said:?}"));
            }
        }
    }
}

/// The program in a terminal.
pub(crate) struct Session {
    pub(crate) master: Box<dyn MasterPty + Send>,
    pub(crate) writer: Option<Box<dyn Write + Send>>,
    pub(crate) child: Box<dyn Child + Send + Sync>,
    pub(crate) screen: Arc<Mutex<vt100::Parser<Heard>>>,
    pub(crate) raw: Arc<Mutex<Vec<u8>>>,
    pub(crate) leaving: Arc<AtomicBool>,
    /// Whether nobody but the program writes to the terminal.
    alone: bool,
}

impl Session {
    /// With marks of its own.
    pub(crate) fn start(args: &[&str], columns: u16, rows: u16) -> Self {
        Self::start_in(&data(), args, columns, rows)
    }

    pub(crate) fn start_in(data: &Path, args: &[&str], columns: u16, rows: u16) -> Self {
        Self::spawn(command(data, args), columns, rows)
    }

    /// With marks of its own, and a fault that is asked for after so many milliseconds.
    pub(crate) fn start_with(fault: &str, after: u64, args: &[&str]) -> Self {
        let mut command = command(&data(), args);
        command.env("NEWSREADER_FAULT", format!("{fault} {after}"));
        Self::spawn(command, 120, 40)
    }

    pub(crate) fn spawn(command: CommandBuilder, columns: u16, rows: u16) -> Self {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let screen = Arc::new(Mutex::new(vt100::Parser::new_with_callbacks(
            rows.try_into().unwrap(),
            columns.try_into().unwrap(),
            0,
            Heard::default(),
        )));
        let raw = Arc::new(Mutex::new(Vec::new()));
        let leaving = Arc::new(AtomicBool::new(false));
        let (to_screen, to_raw, leave) =
            (Arc::clone(&screen), Arc::clone(&raw), Arc::clone(&leaving));
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(n @ 1..) = reader.read(&mut bytes) {
                to_screen.lock().unwrap().process(&bytes[..n]);
                to_raw.lock().unwrap().extend_from_slice(&bytes[..n]);
                if leave.load(Ordering::SeqCst) {
                    return;
                }
            }
        });
        let writer = pair.master.take_writer().unwrap();
        Self {
            master: pair.master,
            writer: Some(writer),
            child,
            screen,
            raw,
            leaving,
            alone: true,
        }
    }

    /// Programs outside write to the terminal, too, which may be anything.
    pub(crate) fn with_others(mut self) -> Self {
        self.alone = false;
        self
    }

    pub(crate) fn press(&mut self, keys: &str) -> &mut Self {
        let writer = self.writer.as_mut().unwrap();
        writer.write_all(keys.as_bytes()).unwrap();
        writer.flush().unwrap();
        self
    }

    pub(crate) fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.screen
            .lock()
            .unwrap()
            .screen_mut()
            .set_size(rows.try_into().unwrap(), columns.try_into().unwrap());
        self.master
            .resize(PtySize {
                rows,
                cols: columns,
                pixel_width: 0,
                pixel_height: 0,
            })
            .unwrap();
        self
    }

    pub(crate) fn contents(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    #[track_caller]
    pub(crate) fn until(&mut self, what: &str, holds: impl Fn(&Self) -> bool) -> &mut Self {
        let start = Instant::now();
        while !holds(self) {
            assert!(
                start.elapsed() < LIMIT,
                "never: {what}\n{}",
                self.contents()
            );
            thread::sleep(Duration::from_millis(5));
        }
        self
    }

    #[track_caller]
    pub(crate) fn shows(&mut self, text: &str) -> &mut Self {
        self.until(text, |session| session.contents().contains(text))
    }

    pub(crate) fn signal(&mut self, signal: Signal) -> &mut Self {
        kill_process(self.pid(), signal).unwrap();
        self
    }

    pub(crate) fn pid(&self) -> Pid {
        Pid::from_raw(self.child.process_id().unwrap().cast_signed()).unwrap()
    }

    /// Whether lines are read whole, echoed, and keys make signals: as a shell has it.
    pub(crate) fn is_cooked(&self) -> bool {
        let wanted = LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG;
        let modes = self.master.get_termios().unwrap().local_flags.bits();
        LocalModes::from_bits_retain(modes).contains(wanted)
    }

    /// Waits for the end and checks that the terminal is as it was; returns the exit code.
    #[track_caller]
    pub(crate) fn ends(&mut self) -> u32 {
        self.status().exit_code()
    }

    /// Waits for the end by a signal, and checks as `ends` does.
    #[track_caller]
    pub(crate) fn ends_by(&mut self, signal: &str) {
        let status = self.status();
        assert_eq!(status.signal(), Some(signal), "{status:?}");
    }

    #[track_caller]
    fn status(&mut self) -> ExitStatus {
        let start = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(start.elapsed() < LIMIT, "does not end\n{}", self.contents());
            thread::sleep(Duration::from_millis(2));
        };
        self.assert_restored();
        self.no_foreign_escape();
        status
    }

    /// Checks that who comes next finds the terminal as the program found it. The modes of its lines are so at once; what was
    /// written must first be read.
    #[track_caller]
    pub(crate) fn assert_restored(&mut self) {
        assert!(self.is_cooked(), "raw\n{}", self.contents());
        self.until("restored", Self::is_restored);
    }

    /// Whether nothing of what a program can take of a terminal is taken.
    pub(crate) fn is_restored(&self) -> bool {
        let parser = self.screen.lock().unwrap();
        let (screen, heard) = (parser.screen(), parser.callbacks());
        !screen.alternate_screen()
            && !screen.hide_cursor()
            && !screen.bracketed_paste()
            && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
            && screen.mouse_protocol_encoding() == vt100::MouseProtocolEncoding::Default
            && !heard.focus
            && !heard.synchronized
            && !heard.linked
            && self.is_cooked()
    }

    /// The rows of the screen.
    pub(crate) fn rows(&self) -> Vec<String> {
        let parser = self.screen.lock().unwrap();
        let (_, columns) = parser.screen().size();
        parser.screen().rows(0, columns.into()).collect()
    }

    /// What was copied since the last look, as base64.
    pub(crate) fn copied(&self) -> Vec<String> {
        let mut parser = self.screen.lock().unwrap();
        std::mem::take(&mut parser.callbacks_mut().copies)
    }

    /// Checks that nothing was written but what the program has for it, and nothing copied that the test did not take.
    #[track_caller]
    pub(crate) fn no_foreign_escape(&self) {
        if !self.alone {
            return;
        }
        let raw = self.raw.lock().unwrap();
        let parser = self.screen.lock().unwrap();
        let heard = parser.callbacks();
        let mut foreign = heard.foreign.clone();
        foreign.extend(heard.copies.iter().map(|copy| format!("copy {copy}")));
        foreign.extend(foreign_text(&raw));
        assert_eq!(foreign, [""; 0], "{}", parser.screen().contents());
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
        if !thread::panicking() {
            self.no_foreign_escape();
        }
    }
}

/// The processor's time that a process has used so far, in hundredths of a second; none when it has ended.
pub(crate) fn used(pid: u32) -> Option<u64> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (_, fields) = stat.rsplit_once(") ")?;
    let times = fields.split(' ').skip(11).take(2);
    times.map(|time| time.parse::<u64>().ok()).sum()
}

/// The program, with its own folders there.
pub(crate) fn command(data: &Path, args: &[&str]) -> CommandBuilder {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_newsreader"));
    command.env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"));
    command.env("XDG_STATE_HOME", data);
    command.env("XDG_DATA_HOME", data);
    command.env("XDG_CONFIG_HOME", data);
    command.env("TERM", "xterm-256color");
    command.env_remove("NO_COLOR");
    command.args(args);
    command
}

/// A folder for marks that nobody else has.
pub(crate) fn data() -> PathBuf {
    static SESSIONS: AtomicUsize = AtomicUsize::new(0);
    let number = SESSIONS.fetch_add(1, Ordering::SeqCst);
    let name = format!("data-{}-{number}", std::process::id());
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    folder
}

/// What the terminal does not tell of: strings for pictures that are none, controls, and characters that are not seen.
fn foreign_text(raw: &[u8]) -> Vec<String> {
    let mut foreign = Vec::new();
    // The last character may not be there in whole.
    let text = match std::str::from_utf8(raw) {
        Ok(text) => text,
        Err(error) => {
            if error.error_len().is_some() {
                foreign.push(format!("no UTF-8 at {}", error.valid_up_to()));
            }
            std::str::from_utf8(&raw[..error.valid_up_to()]).unwrap()
        }
    };
    let unseen = |c: char| {
        c.is_control() && !matches!(c, '\x1b' | '\r' | '\n' | '\x07')
            || matches!(
                c,
                '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
            )
            || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
            || matches!(c, '\u{e0000}'..='\u{e0fff}' | '\u{3164}' | '\u{1160}')
    };
    foreign.extend(
        text.chars()
            .filter(|c| unseen(*c))
            .map(|c| format!("{c:?}")),
    );
    for (introducer, is_known) in [
        ("\x1bP", is_sixel as fn(&str) -> bool),
        ("\x1b_", is_kitty),
        ("\x1bX", |_| false),
        ("\x1b^", |_| false),
    ] {
        let mut rest = text;
        while let Some((_, after)) = rest.split_once(introducer) {
            // Without its end it is still to be written, or was never written whole.
            let Some((string, after)) = after.split_once("\x1b\\") else {
                break;
            };
            if !is_known(string) {
                let start: String = string.chars().take(60).collect();
                foreign.push(format!("{introducer:?} {start:?}"));
            }
            rest = after;
        }
    }
    foreign
}

fn is_sixel(string: &str) -> bool {
    let Some((numbers, data)) = string.split_once('q') else {
        return false;
    };
    let number = |byte: u8| byte.is_ascii_digit() || byte == b';';
    numbers.bytes().all(number)
        && data.bytes().all(|byte| {
            number(byte) || matches!(byte, b'#' | b'!' | b'"' | b'$' | b'-' | b'?'..=b'~')
        })
}

/// Images are sent as base64, never as the path of a file.
fn is_kitty(string: &str) -> bool {
    let Some(string) = string.strip_prefix('G') else {
        return false;
    };
    let (keys, data) = string.split_once(';').unwrap_or((string, ""));
    let known = |key: &str| {
        key.split_once('=')
            .is_some_and(|(key, value)| key != "t" || value == "d")
    };
    let base64 = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte);
    keys.split(',').all(known) && data.bytes().all(base64)
}
