//! Erasing a text for good. The statement, its result code and the chain stay.

use assay_ledger::Hash;

use super::Workspace;
use crate::Result;

impl Workspace {
    /// Erases the body of an entry and states so, with a reason.
    ///
    /// # Errors
    /// `ledger.unknown_entry`, `body.not_redactable`, `body.nothing_to_redact`, `input.missing` without a reason.
    pub async fn redact(&self, entry: &Hash, reason: &str) -> Result<()> {
        todo!("{entry} {reason}")
    }
}
