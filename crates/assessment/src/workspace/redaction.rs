//! Erasing a text for good. The statement, its result code and the chain stay.

use assay_ledger::{Body, Hash};

use super::{Workspace, input};
use crate::projection::{Stating, redactable};
use crate::statement::{BodyRedacted, Kind, Subject};
use crate::{AssessmentError, Result};

impl Workspace {
    /// Erases the body of an entry and states so, with a reason.
    ///
    /// # Errors
    /// `ledger.unknown_entry`, `body.not_redactable`, `body.nothing_to_redact`, `input.missing` without a reason.
    pub async fn redact(&self, entry: &Hash, reason: &str) -> Result<()> {
        let reason = input::needed("The reason", reason)?;
        let mut stating = Stating::begin(&self.ledger).await?;
        let recorded = stating.writing().recorded(entry).await?;
        if !redactable(&recorded.entry.kind, recorded.entry.version) {
            return Err(AssessmentError::NotRedactable { kind: recorded.entry.kind });
        }
        if !matches!(recorded.body, Body::Present(_)) {
            return Err(AssessmentError::NothingToRedact { entry: *entry });
        }
        let body = BodyRedacted { reason };
        stating.state(Kind::BodyRedacted, &Subject::Entry(*entry), Vec::new(), None, Some(&body)).await?;
        stating.commit().await
    }
}
