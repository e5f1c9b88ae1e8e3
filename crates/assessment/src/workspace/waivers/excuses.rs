//! What lets failures of an assessment through: the seam between waivers and a release gate.

use uuid::Uuid;

use super::{counting, failed_under};
use crate::Result;
use crate::view::{AnswerState, Excuse, FindingScope, FindingState, WaiverOver};
use crate::workspace::Workspace;

impl Workspace {
    /// Which failed units and controls of an assessment are let through today, on each platform's build of record.
    ///
    /// A unit is, by a waiver over it, or where it shows findings and a waiver accepts each of them that is not fixed. A
    /// control is, by a waiver over it. What the profile calls not waivable is never in the list: a unit under a waived
    /// control that a line of the profile names is left out of what the control excuses, and the control with it.
    ///
    /// # Errors
    /// `assessment.unknown`, `catalogue.missing`.
    pub async fn excuses(&self, assessment: Uuid) -> Result<Vec<Excuse>> {
        let scope = FindingScope::Assessment(assessment);
        let waivers = self.waivers(scope).await?;
        let findings = self.findings(scope).await?;
        let bars = self.bars(assessment).await?;
        let mut excuses = Vec::new();
        for build in self.builds_of_record(assessment).await? {
            let platform = build.facts.platform;
            let sitting = self.sitting(assessment, build.id).await?;
            for unit in &sitting.sheet.units {
                let unit = unit.id.as_str();
                if sitting.states.of(unit).state().0 != AnswerState::Fail || bars.on_unit(unit).is_some() {
                    continue;
                }
                let over = |it: &WaiverOver| matches!(it, WaiverOver::Unit { platform: on, unit: its, .. } if *on == platform && its == unit);
                let mut by: Vec<Uuid> = counting(&waivers).filter(|it| over(&it.over)).map(|it| it.id).collect();
                if by.is_empty() {
                    let names_unit = |row: &&crate::view::FindingRow| {
                        let here = row.builds.iter().filter(|on| on.platform == platform);
                        here.flat_map(|on| &on.places).any(|it| it.assessment == assessment && it.unit == unit)
                    };
                    let shown: Vec<_> = findings.iter().filter(names_unit).collect();
                    if shown.iter().any(|row| row.state == FindingState::Open) {
                        continue;
                    }
                    let waived = shown.iter().filter(|row| row.state == FindingState::Waived);
                    by = waived.filter_map(|row| counting(&row.waivers).next()).map(|it| it.id).collect();
                }
                if !by.is_empty() {
                    excuses.push(Excuse { platform, unit: Some(unit.to_owned()), control: None, waivers: by });
                }
            }
            for waiver in counting(&waivers) {
                let WaiverOver::Control { platform: on, control, .. } = &waiver.over else { continue };
                let barred = failed_under(&sitting, control).iter().any(|unit| bars.on_unit(unit).is_some());
                if *on == platform && !barred {
                    let control = Some(control.clone());
                    excuses.push(Excuse { platform, unit: None, control, waivers: vec![waiver.id] });
                }
            }
        }
        Ok(excuses)
    }
}
