//! Readiness: what the gate says of an assessment, from the builds of record. The same for every front end and report.

use uuid::Uuid;

use super::Workspace;
use super::blockers::blockers;
use super::reach::Reach;
use super::risks::RiskFacts;
use super::verdicts::build_of_record;
use crate::Result;
use crate::gate::{self, GateFacts};
use crate::judging::{BuildCounts, counts};
use crate::planned::KnownBuild;
use crate::view::{PlatformReadiness, Readiness};

use assay_catalogue::Platform;

impl Workspace {
    /// What the gate of an assessment's profile says now, with everything that holds the release back.
    ///
    /// # Errors
    /// `assessment.unknown`, `catalogue.missing`, `profile.document_missing`.
    pub async fn readiness(&self, assessment: Uuid) -> Result<Readiness> {
        let facts = self.assessment_facts(assessment).await?;
        let builds = self.builds_of(Reach::Release(facts.release)).await?;
        let names = self.names().await?;
        let mut platforms = Vec::new();
        let mut judged = Vec::new();
        for platform in Platform::ALL {
            let Some(build) = build_of_record(&builds, platform) else { continue };
            let counts = self.count(assessment, build).await?;
            platforms.push(PlatformReadiness {
                platform,
                build: names.build(build),
                progress: counts.progress,
                verdicts: counts.verdicts,
            });
            judged.push(counts.judged);
        }
        let tailoring = self.tailoring_by(&facts.basis).await?;
        let app = self.release_facts(facts.release).await?.app;
        let risks = self.risks(Some(app)).await?;
        let RiskFacts { findings, waivers, conditions } =
            risks.facts(app, facts.release, assessment, &self.bars(assessment).await?);
        let known =
            GateFacts { builds: judged, findings, waivers, unknown_statements: self.unknown_statements().await? };
        let answer = gate::answer(&tailoring.gate, &known);
        let due =
            self.dues(Reach::Release(facts.release)).await?.remove(&facts.release).map(|(due, _)| due.to_string());
        let blockers = blockers(&answer, &known, |finding| risks.text_of(finding), due.as_deref());
        Ok(Readiness {
            assessment,
            release: facts.release,
            title: facts.opened.title.clone(),
            profile: facts.opened.profile.clone(),
            ready: answer.ready(),
            sentence: answer.sentence(),
            reasons: answer.reasons,
            waived: answer.waived,
            conditions,
            blockers,
            gate: tailoring.gate.clone(),
            platforms,
            day: self.day(),
        })
    }

    /// Counts a build of an assessment from its answers.
    pub(super) async fn count(&self, assessment: Uuid, build: &KnownBuild) -> Result<BuildCounts> {
        let sitting = self.sitting(assessment, build.id).await?;
        let overrides = self.overrides(assessment, build.id).await?;
        Ok(counts(&sitting, &overrides))
    }
}
