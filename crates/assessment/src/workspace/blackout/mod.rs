//! Pictures and texts with places blacked out: a copy of its own, linked to its original, which stays here and leaves no
//! more.

mod pictures;
mod texts;

use std::collections::HashMap;

use assay_ledger::Hash;
use sqlx::Row;
use uuid::Uuid;

use super::Workspace;
use super::states::{Spot, hash};
use crate::projection::Stating;
use crate::statement::{EvidenceAttached, Kind, PictureRedacted, Place, Subject};
use crate::view::{Area, EvidenceAdded, EvidenceContent, EvidenceView, RedactedFrom};
use crate::{AssessmentError, Noun, Result};

/// Which pictures have a blacked-out copy, by digest; the same file anywhere in the workspace.
#[derive(Debug, Default)]
pub(super) struct Redactions {
    copies: HashMap<String, String>,
    originals: HashMap<String, RedactedFrom>,
}

impl Redactions {
    /// Says of each piece whether it is a copy or has one.
    pub(super) fn mark(&self, evidence: &mut [EvidenceView]) {
        for piece in evidence {
            let Some(EvidenceContent::File { sha256, .. }) = &piece.content else { continue };
            piece.redacted_copy = self.copies.get(sha256).cloned();
            piece.redacted_from = self.originals.get(sha256).cloned();
        }
    }
}

impl Workspace {
    /// The pictures of this workspace that have a blacked-out copy now.
    pub(super) async fn redactions(&self) -> Result<Redactions> {
        let rows = sqlx::query(
            "SELECT original, copy, areas, text FROM picture_redaction
             WHERE head = 1 AND original IS NOT NULL ORDER BY entry DESC",
        )
        .fetch_all(self.ledger.readers())
        .await?;
        let mut redactions = Redactions::default();
        for row in &rows {
            let (original, copy) = (hash(row.try_get(0)?)?.to_string(), hash(row.try_get(1)?)?.to_string());
            let areas: Vec<Area> = serde_json::from_str(row.try_get(2)?).unwrap_or_default();
            let text = row.try_get::<Option<&str>, _>(3)?.and_then(|text| serde_json::from_str(text).ok());
            redactions.originals.insert(copy.clone(), RedactedFrom { original: original.clone(), areas, text });
            redactions.copies.insert(original, copy);
        }
        Ok(redactions)
    }

    /// The piece of evidence that is to be blacked out, where it is attached.
    async fn original(&self, assessment: Uuid, build: Uuid, evidence: Uuid) -> Result<Original> {
        let unknown = || AssessmentError::Unknown { noun: Noun::Evidence, text: evidence.to_string() };
        let (holder, unit) = self.where_attached(assessment, build, evidence).await?.ok_or_else(unknown)?;
        let spot = self.spot(assessment, build, &unit).await?;
        let place = Place { holder, unit: spot.place.unit.clone() };
        let records = self.records(&place).await?;
        let attached = records.iter().find(|it| it.head && it.act.shows_evidence() && it.item == Some(evidence));
        let attached: EvidenceAttached = attached.and_then(super::records::Record::body).ok_or_else(unknown)?;
        let file = match &attached.content {
            EvidenceContent::File { name, sha256, media_type, .. } => Some(OriginalFile {
                name: name.clone(),
                sha256: sha256.parse().map_err(|_| unknown())?,
                media_type: media_type.clone(),
            }),
            _ => None,
        };
        Ok(Original { spot, place, attached, file })
    }

    /// Attaches the copy and states what it was made of, as one step.
    async fn state_copy(
        &self,
        spot: &Spot,
        place: Place,
        evidence: Uuid,
        copy: EvidenceAttached,
        body: &PictureRedacted,
    ) -> Result<EvidenceAdded> {
        let mut stating = Stating::begin(&self.ledger).await?;
        let added = self.attach_in(&mut stating, spot, vec![copy]).await?;
        let subject = Subject::Evidence { place, evidence };
        let heads = stating.heads(&subject, Kind::PictureRedacted.area()).await?;
        let entry = stating.state(Kind::PictureRedacted, &subject, heads, None, Some(body)).await?;
        stating.commit().await?;
        self.added(spot, added, Vec::new(), entry.hash).await
    }
}

/// What is to be blacked out.
struct Original {
    spot: Spot,
    place: Place,
    attached: EvidenceAttached,
    /// None for what is no file.
    file: Option<OriginalFile>,
}

/// The file of an original.
struct OriginalFile {
    name: String,
    sha256: Hash,
    media_type: String,
}
