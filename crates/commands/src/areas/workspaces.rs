//! Which workspace is open, who works here, and whether something changed.

use std::path::{Path, PathBuf};

use assay_assessment::Workspace;
use assay_assessment::view::WorkspaceView;
use assay_ledger::LedgerError;
use assay_messages::noted;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

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

pub(crate) async fn status(session: &Session, _: StatusInput, _: Context) -> Result<Status, CommandError> {
    // Another window may have switched since: who this one writes as is what it was opened for.
    let me = super::people::me(session);
    let open = session.home.people()?.into_iter().find(|person| Some(person.member) == me);
    let identity = match open.map_or_else(|| session.home.identity(), Ok) {
        Ok(identity) => Some(identity.into()),
        Err(LedgerError::IdentityMissing { .. }) => None,
        Err(error) => return Err(error.into()),
    };
    let workspace = match session.open_workspace() {
        Some(workspace) => Some(workspace.describe().await?),
        None => None,
    };
    let version = env!("CARGO_PKG_VERSION").to_owned();
    Ok(Status { version, identity, workspace, recent: session.files.recent() })
}

pub(crate) async fn identity_set(
    session: &Session,
    input: IdentitySetInput,
    _: Context,
) -> Result<Identity, CommandError> {
    Ok(session.home.set_identity(&session.ambient, input.name.trim(), input.email.trim())?.into())
}

pub(crate) async fn create(
    session: &Session,
    input: WorkspaceCreateInput,
    _: Context,
) -> Result<WorkspaceView, CommandError> {
    let dir = absolute(&input.dir)?;
    let workspace = Workspace::create(&dir, &session.home, session.ambient.clone(), input.name.trim()).await?;
    opened(session, workspace).await
}

pub(crate) async fn open(
    session: &Session,
    input: WorkspaceOpenInput,
    _: Context,
) -> Result<WorkspaceView, CommandError> {
    let dir = absolute(&input.dir)?;
    let workspace = Workspace::open(&dir, &session.home, session.ambient.clone()).await?;
    opened(session, workspace).await
}

pub(crate) async fn close(session: &Session, _: WorkspaceCloseInput, _: Context) -> Result<Done, CommandError> {
    if let Some(workspace) = session.replace_workspace(None) {
        workspace.close().await;
    }
    Ok(Done {})
}

pub(crate) async fn changes_since(
    session: &Session,
    input: ChangesSinceInput,
    _: Context,
) -> Result<Changes, CommandError> {
    let data_version = session.data_version().await?;
    Ok(Changes { data_version, changed: input.data_version.is_some_and(|before| before != data_version) })
}

pub(crate) async fn cancel_task(session: &Session, input: TaskCancelInput, _: Context) -> Result<Done, CommandError> {
    session.cancel_task(&input.task);
    Ok(Done {})
}

/// Makes it the open workspace, and the newest of the recent ones.
pub(crate) async fn opened(session: &Session, workspace: Workspace) -> Result<WorkspaceView, CommandError> {
    let view = workspace.describe().await?;
    session.files.remember(RecentWorkspace {
        dir: view.dir.clone(),
        name: view.name.clone(),
        opened_at: session.ambient.now().to_string(),
    })?;
    if let Some(former) = session.replace_workspace(Some(workspace)) {
        // Calls that are under way may still hold it; nobody waits for them here.
        tokio::spawn(former.close());
    }
    Ok(view)
}

/// The folder as an absolute path, so that it is found again from another folder.
pub(crate) fn absolute(dir: &str) -> Result<PathBuf, CommandError> {
    let dir = Path::new(dir.trim());
    std::path::absolute(dir).map_err(|problem| CommandError::io(dir, noted!("found"), &problem))
}

impl From<assay_ledger::Identity> for Identity {
    fn from(identity: assay_ledger::Identity) -> Self {
        Self { name: identity.name, email: identity.email }
    }
}
