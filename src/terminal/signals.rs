//! The signals: those that end the program restore the terminal first, the others become messages.
//! They are taken by a thread, so that nothing here runs inside a signal handler; only `crash` has something that must.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use signal_hook::consts::{
    SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGUSR2, SIGWINCH,
};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

#[cfg(debug_assertions)]
use super::faults;
use super::{Message, crash, screen};

/// Set when we send our group the signal to stop: it also reaches us, and is not another wish to stop.
static SENT: AtomicBool = AtomicBool::new(false);

/// Set while a program of ours has the terminal: what is typed there is for that one.
static GAVE_WAY: AtomicBool = AtomicBool::new(false);

/// When it gave the terminal back.
static BACK: Mutex<Option<Instant>> = Mutex::new(None);

/// So long after that, a signal from the terminal may still be one that was for it: the thread that takes signals comes when it can.
const LATE: Duration = Duration::from_secs(1);

/// Another program has the terminal from now on, or no longer.
pub(super) fn give_way(gives: bool) {
    *BACK.lock().unwrap_or_else(PoisonError::into_inner) = (!gives).then(Instant::now);
    GAVE_WAY.store(gives, Ordering::SeqCst);
}

/// Whether what the terminal signals is for another program. (To us, it signals nothing: its keys are ours.)
fn is_for_another() -> bool {
    let back = *BACK.lock().unwrap_or_else(PoisonError::into_inner);
    GAVE_WAY.load(Ordering::SeqCst) || back.is_some_and(|back| back.elapsed() < LATE)
}

/// Listens from now on.
pub(super) fn listen(sender: Sender<Message>) -> io::Result<()> {
    crash::watch()?;
    #[cfg(debug_assertions)]
    faults::arm(sender.clone());
    let ends = [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM];
    let others = [SIGTSTP, SIGCONT, SIGWINCH];
    let mut signals = Signals::new(ends.iter().chain(&others))?;
    thread::Builder::new()
        .name("signals".into())
        .spawn(move || {
            for signal in &mut signals {
                match signal {
                    SIGINT | SIGQUIT if is_for_another() => {}
                    SIGTSTP if GAVE_WAY.load(Ordering::SeqCst) => {
                        // It stops itself; the shell waits for both.
                        if can_stop() {
                            let _ = emulate_default_handler(signal);
                        }
                    }
                    SIGWINCH => drop(sender.send(Message::Resized)),
                    SIGCONT => drop(sender.send(Message::Continued)),
                    SIGTSTP => {
                        if !SENT.swap(false, Ordering::SeqCst) {
                            let _ = sender.send(Message::Stop);
                        }
                    }
                    _ => {
                        // Not through the loop: it may be busy or stuck in a write.
                        screen::restore_at_last();
                        let _ = emulate_default_handler(signal);
                    }
                }
            }
        })?;
    Ok(())
}

/// Whether somebody is there to let us go on: a shell that started us. The leader of a session has none.
pub(super) fn can_stop() -> bool {
    rustix::process::getsid(None).is_ok_and(|leader| leader != rustix::process::getpid())
}

/// Stops this process and the others of its group (a wrapper that waits for us), as Ctrl-Z does; returns when it goes on.
pub(super) fn stop() {
    SENT.store(true, Ordering::SeqCst);
    let _ = rustix::process::kill_current_process_group(rustix::process::Signal::TSTP);
    let _ = emulate_default_handler(SIGTSTP);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signal_that_comes_late_is_still_for_the_program_that_had_the_terminal() {
        assert!(!is_for_another());
        give_way(true);
        assert!(is_for_another());
        give_way(false);
        assert!(is_for_another());
    }
}
