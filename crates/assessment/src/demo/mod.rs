//! The example: an invented app on both platforms, made through the same doors as a user's.

use crate::{Result, Work, Workspace};

/// Fills an empty workspace with the example. The same [`assay_ledger::Ambient`] gives the same statements.
///
/// # Errors
/// Whatever the doors give; nothing of it is expected in an empty workspace.
pub async fn fill(workspace: &Workspace, work: &Work) -> Result<()> {
    todo!("{workspace:?} {work:?}")
}
