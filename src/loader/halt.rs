//! The end of work that threads do for somebody: who drops a [`Halt`] wants nothing more of it.
//! Knows nothing of the work; the threads look at the flag as often as they can stop.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Work that goes on. Dropping it stops the work; nobody waits for its threads.
#[derive(Debug)]
pub struct Halt(Arc<AtomicBool>);

impl Halt {
    /// Of work that ends when this becomes true.
    pub(crate) fn new(stop: Arc<AtomicBool>) -> Self {
        Self(stop)
    }
}

impl Drop for Halt {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}
