//! The tables that are made from statements.

use assay_ledger::Ledger;
use sqlx::SqlitePool;

use crate::Result;

/// Makes the tables where they are missing, and makes them anew where they are of another version.
pub(crate) async fn prepare(_ledger: &Ledger) -> Result<()> {
    todo!()
}

/// The workspace's name.
pub(crate) async fn workspace_name(_readers: &SqlitePool) -> Result<String> {
    todo!()
}

/// See [`crate::Workspace::unknown_statements`].
pub(crate) async fn unknown_statements(_readers: &SqlitePool) -> Result<u64> {
    todo!()
}
