//! One line on the terminal that says how far long work is.

use std::io::{IsTerminal, Write};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use assay_commands::Progress;

/// No more often than this.
const INTERVAL: Duration = Duration::from_millis(80);

/// The line, on standard error, where that is a terminal. Clones are the same line.
#[derive(Clone)]
pub(crate) struct Line(Option<Arc<Mutex<State>>>);

struct State {
    shown_at: Option<Instant>,
    stage: String,
}

impl Line {
    pub(crate) fn new(quiet: bool) -> Self {
        let shown = !quiet && std::io::stderr().is_terminal();
        Self(shown.then(|| Arc::new(Mutex::new(State { shown_at: None, stage: String::new() }))))
    }

    pub(crate) fn show(&self, progress: &Progress) {
        let Some(state) = &self.0 else { return };
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        let now = now();
        let soon = state.shown_at.is_some_and(|shown_at| now.duration_since(shown_at) < INTERVAL);
        if soon && state.stage == progress.stage {
            return;
        }
        state.shown_at = Some(now);
        state.stage.clone_from(&progress.stage);
        let of = progress.total.map(|total| format!(" of {total}")).unwrap_or_default();
        // A terminal that is gone is no reason to stop the work.
        let _ = write!(std::io::stderr(), "\r\x1b[K{}: {}{of}", progress.stage, progress.done);
        let _ = std::io::stderr().flush();
    }

    pub(crate) fn clear(&self) {
        if let Some(state) = &self.0
            && state.lock().unwrap_or_else(PoisonError::into_inner).shown_at.take().is_some()
        {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
            let _ = std::io::stderr().flush();
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a host, and only for how often the line is drawn")]
fn now() -> Instant {
    Instant::now()
}
