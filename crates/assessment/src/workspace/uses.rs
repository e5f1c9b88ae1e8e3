//! Where a file is evidence, and which files that come in are known already.

use std::collections::HashSet;

use assay_ledger::Hash;

use super::Workspace;
use super::states::Spot;
use crate::Result;
use crate::statement::EvidenceAttached;
use crate::view::{EvidenceContent, EvidenceUse, KnownFile};

impl Workspace {
    /// Everywhere that a file is evidence now, oldest first: whatever assessment, build and unit.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn evidence_uses(&self, sha256: &Hash) -> Result<Vec<EvidenceUse>> {
        let names = self.names().await?;
        let mut uses = Vec::new();
        for record in self.records_of_file(sha256).await? {
            let evidence = record.evidence(&names);
            let assessment = evidence.build.map(|_| record.assessment);
            let (title, subject_words) = match evidence.build {
                Some(build) => {
                    // Withdrawn elsewhere: there is nowhere to lead to.
                    let Some(assessment) = self.assessment_if_there(record.assessment).await? else { continue };
                    let facts = self.build_facts(build).await?.facts.clone();
                    (
                        assessment.opened.title.clone(),
                        format!("{} {} ({})", facts.platform.name(), facts.version_name, facts.version_code),
                    )
                }
                None => (String::new(), record.subject.as_str().to_owned()),
            };
            uses.push(EvidenceUse {
                evidence: evidence.id,
                assessment,
                title,
                build: evidence.build,
                subject_words,
                unit: evidence.unit,
                caption: evidence.caption,
                added: evidence.added,
            });
        }
        Ok(uses)
    }

    /// The pieces that are to be attached, without files that the unit has already or that come twice; and which files
    /// were known.
    pub(super) async fn sift(
        &self,
        spot: &Spot,
        pieces: Vec<EvidenceAttached>,
    ) -> Result<(Vec<EvidenceAttached>, Vec<KnownFile>)> {
        let (assessment, build) = spot.place.holder.key();
        let (mut fresh, mut known, mut met) = (Vec::with_capacity(pieces.len()), Vec::new(), HashSet::new());
        for piece in pieces {
            let EvidenceContent::File { name, sha256, .. } = &piece.content else {
                fresh.push(piece);
                continue;
            };
            let Ok(digest) = sha256.parse::<Hash>() else { continue };
            let places: HashSet<(uuid::Uuid, uuid::Uuid, String)> = self
                .records_of_file(&digest)
                .await?
                .into_iter()
                .map(|record| (record.assessment, record.build, record.unit))
                .collect();
            let at_unit = places.contains(&(assessment, build, spot.place.unit.to_string()));
            let here = !met.insert(digest) || at_unit;
            let elsewhere = u32::try_from(places.len() - usize::from(at_unit)).unwrap_or(u32::MAX);
            if here || elsewhere > 0 {
                known.push(KnownFile { name: name.clone(), sha256: sha256.clone(), here, elsewhere });
            }
            if !here {
                fresh.push(piece);
            }
        }
        Ok((fresh, known))
    }
}
