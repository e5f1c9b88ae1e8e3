//! The ledger as lists show it, verifying it, and making the projections anew.

use super::Workspace;
use crate::view::{CheckpointView, LedgerPage, VerificationView};
use crate::{Result, Work};

impl Workspace {
    /// Every device's signed head under one root.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn checkpoint(&self) -> Result<CheckpointView> {
        Ok(self.ledger.checkpoint().await?.into())
    }

    /// Entries, newest arrival first: at most `limit`, only those that arrived before `before`.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn ledger_page(&self, limit: u32, before: Option<i64>) -> Result<LedgerPage> {
        todo!("{limit} {before:?}")
    }

    /// Checks every byte of the record. A tampered record is no error but a [`VerificationView::problem`].
    ///
    /// # Errors
    /// `cancelled`, or when the database can't be read at all.
    pub async fn verify(&self, work: &Work) -> Result<VerificationView> {
        todo!("{work:?}")
    }

    /// Drops the projections and makes them anew from the statements. Gives how many were replayed.
    ///
    /// # Errors
    /// `cancelled`, `workspace.locked`, `disk.full`. Then the projections stay as they were.
    pub async fn rebuild(&self, work: &Work) -> Result<u64> {
        todo!("{work:?}")
    }
}
