//! The example: an invented app with builds on both platforms, results of every kind, evidence, comments.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use assay_assessment::Workspace;
use assay_assessment::view::WorkspaceView;
use assay_ledger::{Ambient, Clock};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use ts_rs::TS;

use super::workspaces::{absolute, opened};
use crate::home::example_folder;
use crate::{CommandError, Context, Session};

/// Input of `demo_create`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct DemoCreateInput {
    /// The folder; by default one in the user's data folder. A workspace that is there is opened.
    pub dir: Option<String>,
}

/// What the example workspace is called.
const NAME: &str = "Example";

pub(crate) async fn create(
    session: &Session,
    input: DemoCreateInput,
    context: Context,
) -> Result<WorkspaceView, CommandError> {
    let dir = match input.dir {
        Some(dir) => absolute(&dir)?,
        None => example_folder(session.home.dir()),
    };
    if dir.join("assay.db").exists() {
        let workspace = Workspace::open(&dir, &session.home, session.ambient.clone()).await?;
        return opened(session, workspace).await;
    }
    let was_empty = std::fs::read_dir(&dir).map_or(true, |mut entries| entries.next().is_none());
    let ambient = Ambient { clock: Arc::new(ExampleClock::until(&session.ambient)), ..session.ambient.clone() };
    let workspace = Workspace::create(&dir, &session.home, ambient, NAME).await?;
    if let Err(error) = assay_assessment::demo::fill(&workspace, &context.work()).await {
        workspace.close().await;
        if was_empty {
            // Half an example is of no use, and nothing else was in the folder.
            let _ = std::fs::remove_dir_all(&dir);
        }
        return Err(error.into());
    }
    // From now on it is the user's own, on the machine's clock.
    workspace.close().await;
    let workspace = Workspace::open(&dir, &session.home, session.ambient.clone()).await?;
    opened(session, workspace).await
}

/// How far back the example begins.
const BEGAN: SignedDuration = SignedDuration::from_hours(5 * 24);
/// How much time goes by between two statements of the example.
const STEP: SignedDuration = SignedDuration::from_mins(25);

/// Time as the example's reviewers had it: it begins some days ago and goes on by a step with each reading, never
/// beyond the machine's clock. All at one moment, a history would show nothing.
struct ExampleClock {
    /// Milliseconds since 1970.
    next: AtomicI64,
    machine: Arc<dyn Clock>,
}

impl ExampleClock {
    fn until(ambient: &Ambient) -> Self {
        let now = ambient.now();
        let began = now.checked_sub(BEGAN).unwrap_or(now);
        Self { next: AtomicI64::new(began.as_millisecond()), machine: Arc::clone(&ambient.clock) }
    }
}

impl Clock for ExampleClock {
    fn now(&self) -> Timestamp {
        let step = i64::try_from(STEP.as_millis()).unwrap_or_default();
        let next = self.next.fetch_add(step, Ordering::SeqCst);
        let machine = self.machine.now();
        Timestamp::from_millisecond(next).map_or(machine, |next| next.min(machine))
    }
}
