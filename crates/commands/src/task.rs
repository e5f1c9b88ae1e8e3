//! Long work: progress and cancelling.

use std::sync::Arc;

use assay_assessment::Work;
pub use assay_ledger::Cancel;
use serde::Serialize;
use ts_rs::TS;

/// How far long work is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "TaskProgress")]
pub struct Progress {
    /// What it is busy with: one or two words, such as `reading`.
    pub stage: String,
    /// How much is done, in the stage's own unit.
    pub done: u64,
    /// Out of how much; none while unknown.
    pub total: Option<u64>,
}

/// Where progress goes. Cheap to clone; called from any thread, often.
#[derive(Clone)]
pub struct ProgressSink(Arc<dyn Fn(Progress) + Send + Sync>);

impl ProgressSink {
    /// A sink that calls this.
    pub fn new(report: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        Self(Arc::new(report))
    }

    /// A sink that nobody reads.
    pub fn none() -> Self {
        Self::new(|_| ())
    }

    /// Reports.
    pub fn report(&self, stage: &str, done: u64, total: Option<u64>) {
        (self.0)(Progress { stage: stage.to_owned(), done, total });
    }
}

impl std::fmt::Debug for ProgressSink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ProgressSink")
    }
}

/// What a command is given beside its input.
#[derive(Debug)]
pub struct Context {
    /// Where to report progress.
    pub progress: ProgressSink,
    /// Whether to stop.
    pub cancel: Cancel,
    /// Bytes sent with the call, for commands that take some.
    pub body: Option<Vec<u8>>,
}

impl Context {
    /// As the domain takes it.
    pub(crate) fn work(&self) -> Work {
        let progress = self.progress.clone();
        Work::new(move |step| progress.report(&step.stage, step.done, step.total), self.cancel.clone())
    }

    /// For a call whose progress nobody reads and that nobody cancels.
    pub fn quiet() -> Self {
        Self { progress: ProgressSink::none(), cancel: Cancel::default(), body: None }
    }
}
