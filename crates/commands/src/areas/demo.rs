//! The example: an invented app with builds on both platforms, results of every kind, evidence, comments.

use assay_assessment::Workspace;
use assay_assessment::view::WorkspaceView;
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
    let workspace = Workspace::create(&dir, &session.home, session.ambient.clone(), NAME).await?;
    if let Err(error) = assay_assessment::demo::fill(&workspace, &context.work()).await {
        workspace.close().await;
        if was_empty {
            // Half an example is of no use, and nothing else was in the folder.
            let _ = std::fs::remove_dir_all(&dir);
        }
        return Err(error.into());
    }
    opened(session, workspace).await
}
