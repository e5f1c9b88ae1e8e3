//! From a failed unit to a finding: what a new one begins with, and which that are there it may be.

use std::cmp::Reverse;

use uuid::Uuid;

use super::{Book, Span};
use crate::Result;
use crate::view::{
    AnswerText, CandidateReason, FindingCandidate, FindingDraft, FindingPlace, FindingState, FindingText, ResultCode,
};
use crate::workspace::Workspace;
use crate::workspace::records::Record;
use crate::workspace::waivers::weaknesses;

impl Workspace {
    /// What a finding begins with that a unit showed on a build, and the findings of the app that it may be: those that the
    /// same unit showed, then those of the same weakness.
    ///
    /// # Errors
    /// `assessment.unknown`, `build.unknown`, `build.other_release`, `unit.not_in_profile`.
    pub async fn draft_finding(&self, assessment: Uuid, build: Uuid, unit: &str) -> Result<FindingDraft> {
        let spot = self.spot(assessment, build, unit).await?;
        let app = self.release_facts(spot.assessment.release).await?.app;
        let records = self.records(&spot.place).await?;
        let current = records.iter().filter(|record| record.head && record.act.is_result());
        let failed = current.filter(|record| record.result == Some(ResultCode::Fail));
        let note = failed.filter_map(Record::body::<AnswerText>).map(|text| text.note).next();
        let own = weaknesses(&spot.sheet.pinned, &spot.unit().id);
        let mut cwe: Vec<u32> = Vec::new();
        for weakness in &own {
            cwe.extend(spot.sheet.pinned.weakness_by_reference(weakness).map(|it| it.cwe.clone()).unwrap_or_default());
        }
        cwe.sort_unstable();
        cwe.dedup();
        cwe.truncate(super::CWE);
        let here = FindingPlace { assessment, unit: spot.unit().id.as_str().to_owned() };
        let book = Book::load(self, Some(app)).await?;
        let mut candidates = Vec::new();
        for finding in &book.findings {
            let Some(row) = book.row(finding, &Span::All, &[]) else { continue };
            if row.state == FindingState::Withdrawn {
                continue;
            }
            let because = if finding.places().any(|place| place.unit == here.unit) {
                CandidateReason::SameUnit
            } else {
                let mut same = false;
                for place in finding.places() {
                    let Ok(unit) = place.unit.parse() else { continue };
                    let Some(facts) = self.assessment_if_there(place.assessment).await? else { continue };
                    let pinned = self.pinned_by(&facts.opened.catalogues).await?;
                    same |= weaknesses(&pinned, &unit).iter().any(|weakness| own.contains(weakness));
                }
                if !same {
                    continue;
                }
                CandidateReason::SameWeakness
            };
            let linked = finding.on.get(&build).is_some_and(|on| on.places.contains(&here));
            candidates.push(FindingCandidate { finding: row, because, linked });
        }
        candidates.sort_by_key(|it| (it.because, it.finding.state, Reverse(it.finding.severity), it.finding.id));
        let text = FindingText {
            title: spot.unit().title.clone(),
            description: note.unwrap_or_default(),
            cwe,
            ..FindingText::default()
        };
        Ok(FindingDraft { app, text, candidates })
    }
}
