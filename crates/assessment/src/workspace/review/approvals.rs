//! What a gate asks of the review.

use uuid::Uuid;

use crate::Result;
use crate::projection::ReviewAct;
use crate::view::UnitApproval;
use crate::workspace::Workspace;
use crate::workspace::names::Names;
use crate::workspace::states::Sitting;

impl Workspace {
    /// Each required unit of a build with where its review stands: whether exactly what is there now was approved, by
    /// another member than the one who gave the answer, and whether both stated it from one device key.
    ///
    /// # Errors
    /// `assessment.unknown`, `build.unknown`, `build.other_release`.
    pub async fn approvals(&self, assessment: Uuid, build: Uuid) -> Result<Vec<UnitApproval>> {
        let sitting = self.sitting(assessment, build).await?;
        Ok(approvals_of(&sitting, &self.names().await?))
    }
}

/// As [`Workspace::approvals`], of what was read already.
pub(in crate::workspace) fn approvals_of(sitting: &Sitting, names: &Names) -> Vec<UnitApproval> {
    let required = sitting.sheet.units.iter().filter(|unit| unit.required);
    let approvals = required.map(|unit| {
        let heads = sitting.states.of(unit.id.as_str());
        let standing = sitting.reviews.standing(unit.id.as_str(), heads);
        let approved = standing.head.filter(|head| head.act == ReviewAct::Approved);
        UnitApproval {
            unit: unit.id.as_str().to_owned(),
            label: unit.label.clone(),
            state: standing.state,
            approved: approved.map(|head| names.stamp(head.author, head.at, &head.entry)),
            second_person: approved.is_some_and(|head| !head.by_author),
            same_device: approved.is_some_and(|head| head.same_device),
        }
    });
    approvals.collect()
}
