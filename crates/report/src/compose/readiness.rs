//! The gate's answer and the decision, as the app and the command line give them.

use assay_assessment::view::{DecisionChoice, DecisionView, Reason as ReasonView, ReasonCode};
use assay_catalogue::Platform;

use super::{Material, asks, stamp};
use crate::ReportError;
use crate::model::{Decision, Readiness, Reason, ReasonPart};

/// What the gate of the assessment says, when the release is due and what was decided of it.
pub(crate) async fn readiness(material: &Material<'_>) -> Result<Readiness, ReportError> {
    let asked = material.workspace.readiness(material.assessment.id).await?;
    let release = material.workspace.release_readiness(material.assessment.release).await?;
    Ok(Readiness {
        ready: asked.ready,
        sentence: asked.sentence,
        as_of: asked.day,
        gate: asks::gate(&asked.gate),
        reasons: asked.reasons.iter().map(reason).collect(),
        waived: asked.waived.iter().map(reason).collect(),
        due: release.due.map(|due| due.day),
        decisions: release.decisions.iter().filter(|it| it.current).map(decision).collect(),
    })
}

pub(super) fn reason(view: &ReasonView) -> Reason {
    let parts = view.parts.iter().map(|part| ReasonPart {
        platform: part.platform.map(Platform::name).unwrap_or_default().to_owned(),
        count: part.tally.count,
        labels: part.tally.items.iter().map(|item| item.label.clone()).collect(),
    });
    Reason {
        code: code_of(view.code),
        count: view.count,
        level: view.level.map(|it| it.as_str().to_owned()),
        words: view.words.clone(),
        parts: parts.collect(),
    }
}

/// The code as its stable word.
fn code_of(code: ReasonCode) -> String {
    serde_json::to_value(code).ok().and_then(|it| it.as_str().map(ToOwned::to_owned)).unwrap_or_default()
}

fn decision(view: &DecisionView) -> Decision {
    Decision {
        choice: choice_code(view.choice).to_owned(),
        over_closed_gate: view.over_closed_gate,
        outdated: view.outdated,
        later: view.later,
        role: view.role.clone().unwrap_or_default(),
        reason: view.reason.clone(),
        conditions: view.conditions.clone(),
        checkpoint: view.checkpoint.clone(),
        stated: stamp(&view.stated),
    }
}

pub(super) fn choice_code(choice: DecisionChoice) -> &'static str {
    match choice {
        DecisionChoice::Go => "go",
        DecisionChoice::Conditional => "conditional",
        DecisionChoice::Hold => "hold",
    }
}
