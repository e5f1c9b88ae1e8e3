//! What testers say of units: results, comments, and taking back.

use assay_assessment::view::{
    AnswerText, ChecklistChange, CommentAdded, ProposalsAccepted, ResultCode, ResultGiven, Undone, UnitDetail,
};
use serde::Deserialize;
use ts_rs::TS;
use uuid::Uuid;

use crate::{CommandError, Context, Session};

/// Input of `unit_show`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct UnitShowInput {
    /// The assessment.
    pub assessment: Uuid,
    /// The build.
    pub build: Uuid,
    /// The unit's id, such as `test:MASTG-TEST-0235`.
    pub unit: String,
}

/// Input of `result_set`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ResultSetInput {
    /// The assessment.
    pub assessment: Uuid,
    /// The build.
    pub build: Uuid,
    /// The unit's id.
    pub unit: String,
    /// The result; `untested` takes an answer back.
    pub result: ResultCode,
    /// The words with it.
    pub text: AnswerText,
    /// The heads that the writer saw: `heads` of the row.
    pub expected: Vec<String>,
}

/// Input of `results_set`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ResultsSetInput {
    /// The assessment.
    pub assessment: Uuid,
    /// The build.
    pub build: Uuid,
    /// A result a unit.
    pub results: Vec<ResultGiven>,
}

/// Input of `proposals_accept`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ProposalsAcceptInput {
    /// The assessment.
    pub assessment: Uuid,
    /// The build whose checklist shows the proposals.
    pub build: Uuid,
    /// The units; without any, all that are proposed and untested.
    pub units: Option<Vec<String>>,
    /// The last day, as `2027-11-22`, for what is about organisation or back end.
    pub valid_until: Option<String>,
}

/// Input of `undo`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct UndoInput {
    /// The assessment.
    pub assessment: Uuid,
    /// The build.
    pub build: Uuid,
}

/// Input of `redo`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RedoInput {
    /// The assessment.
    pub assessment: Uuid,
    /// The build.
    pub build: Uuid,
}

/// Input of `comment_add`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CommentAddInput {
    /// The assessment.
    pub assessment: Uuid,
    /// The build.
    pub build: Uuid,
    /// The unit's id.
    pub unit: String,
    /// Markdown.
    pub text: String,
}

pub(crate) async fn unit(session: &Session, input: UnitShowInput, _: Context) -> Result<UnitDetail, CommandError> {
    Ok(session.workspace()?.unit(input.assessment, input.build, &input.unit).await?)
}

pub(crate) async fn set_result(
    session: &Session,
    input: ResultSetInput,
    _: Context,
) -> Result<ChecklistChange, CommandError> {
    let ResultSetInput { assessment, build, unit, result, text, expected } = input;
    Ok(session.workspace()?.state_result(assessment, build, &unit, result, text, &expected).await?)
}

pub(crate) async fn set_results(
    session: &Session,
    input: ResultsSetInput,
    _: Context,
) -> Result<ChecklistChange, CommandError> {
    Ok(session.workspace()?.state_results(input.assessment, input.build, input.results).await?)
}

pub(crate) async fn accept_proposals(
    session: &Session,
    input: ProposalsAcceptInput,
    _: Context,
) -> Result<ProposalsAccepted, CommandError> {
    let ProposalsAcceptInput { assessment, build, units, valid_until } = input;
    let workspace = session.workspace()?;
    Ok(workspace.accept_proposals(assessment, build, units.as_deref(), valid_until.as_deref()).await?)
}

pub(crate) async fn undo(session: &Session, input: UndoInput, _: Context) -> Result<Undone, CommandError> {
    Ok(session.workspace()?.undo(input.assessment, input.build).await?)
}

pub(crate) async fn redo(session: &Session, input: RedoInput, _: Context) -> Result<Undone, CommandError> {
    Ok(session.workspace()?.redo(input.assessment, input.build).await?)
}

pub(crate) async fn comment(
    session: &Session,
    input: CommentAddInput,
    _: Context,
) -> Result<CommentAdded, CommandError> {
    Ok(session.workspace()?.add_comment(input.assessment, input.build, &input.unit, &input.text).await?)
}
