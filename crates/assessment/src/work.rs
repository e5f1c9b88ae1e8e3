//! Long work says how far it is and can be cancelled.

use std::fmt;
use std::sync::Arc;

use assay_ledger::Cancel;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::AssessmentError;

/// How far a long piece of work is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Step {
    /// What it is busy with, as a stable word: `hashing`, `fetching`, `reading`, `storing`, `replaying`, `verifying`.
    pub stage: String,
    /// What is done: files, entries or bytes.
    #[ts(type = "number")]
    pub done: u64,
    /// The whole in the same unit, where it is known.
    #[ts(type = "number | null")]
    pub total: Option<u64>,
}

/// How a long piece of work tells of itself, and how it is stopped. Clones share both.
#[derive(Clone)]
pub struct Work {
    report: Arc<dyn Fn(Step) + Send + Sync>,
    cancel: Cancel,
}

impl Work {
    /// Work that reports its steps and can be cancelled.
    pub fn new(report: impl Fn(Step) + Send + Sync + 'static, cancel: Cancel) -> Work {
        Work { report: Arc::new(report), cancel }
    }

    /// Work that nobody watches.
    pub fn unwatched() -> Work {
        Work::new(|_| {}, Cancel::new())
    }

    /// Says how far it is.
    pub fn step(&self, stage: &str, done: u64, total: Option<u64>) {
        (self.report)(Step { stage: stage.to_owned(), done, total });
    }

    /// The handle that stops it.
    pub fn cancel(&self) -> &Cancel {
        &self.cancel
    }

    /// An error when someone asked to stop.
    ///
    /// # Errors
    /// `cancelled`.
    pub fn check(&self) -> Result<(), AssessmentError> {
        Ok(self.cancel.check()?)
    }

    /// The steps of the ledger's own work under this stage; a total of zero is not known yet.
    pub(crate) fn ledger_progress(
        &self,
        stage: &'static str,
    ) -> impl Fn(assay_ledger::Progress) + Send + Sync + 'static {
        let report = Arc::clone(&self.report);
        move |progress| {
            let total = (progress.total > 0).then_some(progress.total);
            report(Step { stage: stage.to_owned(), done: progress.done, total });
        }
    }
}

impl fmt::Debug for Work {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Work")
    }
}
