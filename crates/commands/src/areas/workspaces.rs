//! Which workspace is open, who works here, and whether something changed.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::Done;
use crate::{CommandError, Context, Session};

/// Input of `status`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StatusInput {}

/// Who works here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Identity {
    /// The name that statements are signed with.
    pub name: String,
    /// Where to ask.
    pub email: String,
}

/// A workspace that was open before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecentWorkspace {
    /// Its folder.
    pub dir: String,
    /// Its name.
    pub name: String,
    /// RFC 3339, UTC.
    pub opened_at: String,
}

/// What a front end shows first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Status {
    /// The version of Assay.
    pub version: String,
    /// None until somebody said who they are.
    pub identity: Option<Identity>,
    /// The open workspace.
    pub workspace: Option<WorkspaceView>,
    /// Newest first; folders that are gone are left out.
    pub recent: Vec<RecentWorkspace>,
}

/// A workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WorkspaceView {
    /// Its id.
    pub id: Uuid,
    /// Its folder.
    pub dir: String,
    /// Its name.
    pub name: String,
    /// The id of this device in it.
    pub device: String,
    /// Something that the user should know once, such as that a copied folder got a new device.
    pub notice: Option<String>,
}

/// Input of `identity_set`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct IdentitySetInput {
    /// The name that statements are signed with.
    pub name: String,
    /// Where to ask.
    pub email: String,
}

/// Input of `workspace_create`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WorkspaceCreateInput {
    /// The folder: new, or empty.
    pub dir: String,
    /// A name.
    pub name: String,
}

/// Input of `workspace_open`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WorkspaceOpenInput {
    /// The workspace's folder.
    pub dir: String,
}

/// Input of `workspace_close`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WorkspaceCloseInput {}

/// Input of `changes_since`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ChangesSinceInput {
    /// What the last call answered; none at first.
    pub data_version: Option<i64>,
}

/// Whether another window or process wrote something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Changes {
    /// To be given with the next call.
    pub data_version: i64,
    /// Whether it differs from the one that was given; false at first.
    pub changed: bool,
}

/// Input of `task_cancel`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TaskCancelInput {
    /// The id that the transport gave the call.
    pub task: String,
}

pub(crate) async fn status(_: &Session, _: StatusInput, _: Context) -> Result<Status, CommandError> {
    Err(CommandError::new("stub", "", ""))
}

pub(crate) async fn identity_set(_: &Session, _: IdentitySetInput, _: Context) -> Result<Identity, CommandError> {
    Err(CommandError::new("stub", "", ""))
}

pub(crate) async fn create(_: &Session, _: WorkspaceCreateInput, _: Context) -> Result<WorkspaceView, CommandError> {
    Err(CommandError::new("stub", "", ""))
}

pub(crate) async fn open(_: &Session, _: WorkspaceOpenInput, _: Context) -> Result<WorkspaceView, CommandError> {
    Err(CommandError::new("stub", "", ""))
}

pub(crate) async fn close(_: &Session, _: WorkspaceCloseInput, _: Context) -> Result<Done, CommandError> {
    Err(CommandError::new("stub", "", ""))
}

pub(crate) async fn changes_since(_: &Session, _: ChangesSinceInput, _: Context) -> Result<Changes, CommandError> {
    Err(CommandError::new("stub", "", ""))
}

pub(crate) async fn cancel_task(_: &Session, _: TaskCancelInput, _: Context) -> Result<Done, CommandError> {
    Err(CommandError::new("stub", "", ""))
}
