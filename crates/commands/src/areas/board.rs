//! The board, readiness, due dates and decisions.

use assay_assessment::view::{Board, DecisionChoice, Readiness, ReleaseReadiness};
use serde::Deserialize;
use ts_rs::TS;
use uuid::Uuid;

use crate::{CommandError, Context, Session};

/// Input of `board_show`.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct BoardShowInput {
    /// Every release; by default the newest of each app, and others that are due and not decided.
    #[serde(default)]
    #[ts(optional = nullable, as = "Option<bool>")]
    pub all: bool,
}

/// Input of `release_readiness`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReleaseReadinessInput {
    /// The release.
    pub release: Uuid,
}

/// Input of `assessment_readiness`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AssessmentReadinessInput {
    /// The assessment.
    pub assessment: Uuid,
}

/// Input of `release_plan`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ReleasePlanInput {
    /// The release.
    pub release: Uuid,
    /// The day on which it is due, as `2026-12-15`; none takes the date away.
    pub due: Option<String>,
}

/// Input of `release_decide`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ReleaseDecideInput {
    /// The release.
    pub release: Uuid,
    /// What is decided.
    pub decision: DecisionChoice,
    /// In which role it is decided, such as `Release manager`; it may stay empty.
    #[serde(default)]
    #[ts(optional = nullable, as = "Option<String>")]
    pub role: String,
    /// Why: needed for a hold, and for anything else over a closed gate.
    #[serde(default)]
    #[ts(optional = nullable, as = "Option<String>")]
    pub reason: String,
    /// What has to be done: needed for a conditional decision.
    #[serde(default)]
    #[ts(optional = nullable, as = "Option<String>")]
    pub conditions: String,
    /// The heads that the decider saw: `decision_heads` of the release's readiness.
    pub expected: Vec<String>,
}

pub(crate) async fn show(session: &Session, input: BoardShowInput, _: Context) -> Result<Board, CommandError> {
    Ok(session.workspace()?.board(input.all).await?)
}

pub(crate) async fn readiness(
    session: &Session,
    input: ReleaseReadinessInput,
    _: Context,
) -> Result<ReleaseReadiness, CommandError> {
    Ok(session.workspace()?.release_readiness(input.release).await?)
}

pub(crate) async fn of_assessment(
    session: &Session,
    input: AssessmentReadinessInput,
    _: Context,
) -> Result<Readiness, CommandError> {
    Ok(session.workspace()?.readiness(input.assessment).await?)
}

pub(crate) async fn plan(
    session: &Session,
    input: ReleasePlanInput,
    _: Context,
) -> Result<ReleaseReadiness, CommandError> {
    Ok(session.workspace()?.plan_release(input.release, input.due.as_deref()).await?)
}

pub(crate) async fn decide(
    session: &Session,
    input: ReleaseDecideInput,
    _: Context,
) -> Result<ReleaseReadiness, CommandError> {
    let ReleaseDecideInput { release, decision, role, reason, conditions, expected } = input;
    Ok(session.workspace()?.decide_release(release, decision, &role, &reason, &conditions, &expected).await?)
}
