//! Long work says how far it is and can be cancelled.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::LedgerError;

/// How far a long piece of work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is done: entries, or bytes of a file.
    pub done: u64,
    /// The whole, in the same unit; zero where it is not known yet.
    pub total: u64,
}

/// A way to stop long work from elsewhere. Clones share one state.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Not cancelled yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks the work to stop soon.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    /// Whether someone asked to stop.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }

    /// An error when someone asked to stop.
    ///
    /// # Errors
    /// [`LedgerError::Cancelled`].
    pub fn check(&self) -> Result<(), LedgerError> {
        if self.is_cancelled() { Err(LedgerError::Cancelled) } else { Ok(()) }
    }
}
