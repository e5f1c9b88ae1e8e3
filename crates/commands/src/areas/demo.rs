//! The example: an invented app with builds on both platforms, results of every kind, evidence, comments.

use serde::Deserialize;
use ts_rs::TS;

use super::workspaces::WorkspaceView;
use crate::{CommandError, Context, Session};

/// Input of `demo_create`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct DemoCreateInput {
    /// The folder; by default one in the user's data folder. A workspace that is there is opened.
    pub dir: Option<String>,
}

pub(crate) async fn create(_: &Session, _: DemoCreateInput, _: Context) -> Result<WorkspaceView, CommandError> {
    Err(CommandError::new("stub", "", ""))
}
