//! What ends the program from inside without unwinding gives the terminal back first: an abort, in which a stack that overflows and
//! memory that is not to be had end, too, and a file that was cut off under a map of it. The only module with unsafe code.
#![allow(unsafe_code)]

use std::io;

use signal_hook::consts::{SIGABRT, SIGBUS};
use signal_hook::low_level::{emulate_default_handler, register};

use super::screen;

/// Restores the terminal before such an end from now on.
pub(super) fn watch() -> io::Result<()> {
    for signal in [SIGABRT, SIGBUS] {
        let last_words = move || {
            screen::restore_at_last();
            let _ = emulate_default_handler(signal);
        };
        // SAFETY: `register` asks for an action that is safe inside a signal handler and does not panic. It allocates nothing
        // and waits for no lock: atomics, `try_lock`, and the system calls poll, write and ioctl, each on a descriptor that is
        // never closed. `emulate_default_handler` is documented as async-signal-safe, and ends the process.
        unsafe { register(signal, last_words) }?;
    }
    Ok(())
}
