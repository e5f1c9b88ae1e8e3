//! Findings: what was found, on which builds, and what retests say.

use assay_assessment::view::{
    CvssView, FindingDetail, FindingDraft, FindingPlace, FindingRow, FindingScope, FindingText, FindingUndone,
    RetestOutcome, Severity,
};
use serde::Deserialize;
use ts_rs::TS;
use uuid::Uuid;

use crate::{CommandError, Context, Session};

/// Input of `findings_list`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FindingsListInput {
    /// Whose findings, and by what they are judged.
    pub scope: FindingScope,
}

/// Input of `finding_show`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FindingShowInput {
    /// The finding.
    pub finding: Uuid,
}

/// Input of `finding_draft`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FindingDraftInput {
    /// The assessment.
    pub assessment: Uuid,
    /// The build.
    pub build: Uuid,
    /// The unit that failed.
    pub unit: String,
}

/// Where a finding was seen.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct FindingSeen {
    /// The build.
    pub build: Uuid,
    /// The unit of an assessment that showed it, where one did.
    pub place: Option<FindingPlace>,
}

/// Input of `finding_open`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct FindingOpenInput {
    /// The app.
    pub app: Uuid,
    /// How bad it is; not needed where the words have a vector.
    pub severity: Option<Severity>,
    /// What is said of it.
    pub text: FindingText,
    /// Where it was seen, if it was seen on a build.
    pub seen: Option<FindingSeen>,
}

/// Input of `finding_change`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct FindingChangeInput {
    /// The finding.
    pub finding: Uuid,
    /// How bad it is; not needed where the words have a vector.
    pub severity: Option<Severity>,
    /// The whole of what is said of it.
    pub text: FindingText,
    /// The heads that the writer saw: `heads` of the finding.
    pub expected: Vec<String>,
}

/// Input of `finding_withdraw`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FindingWithdrawInput {
    /// The finding.
    pub finding: Uuid,
    /// Why it is none.
    pub reason: String,
    /// The heads that the writer saw: `heads` of the finding.
    pub expected: Vec<String>,
}

/// Input of `finding_link`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FindingLinkInput {
    /// The finding.
    pub finding: Uuid,
    /// Where it was seen.
    pub seen: FindingSeen,
}

/// Input of `finding_retest`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct FindingRetestInput {
    /// The finding.
    pub finding: Uuid,
    /// The build that was looked at.
    pub build: Uuid,
    /// What it showed.
    pub outcome: RetestOutcome,
    /// What was done and seen.
    pub note: String,
    /// The entry of the result that it rests on.
    pub basis: Option<String>,
    /// The heads that the writer saw: `heads` of the finding on that build, none where it is not named.
    pub expected: Vec<String>,
}

/// Input of `finding_undo`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FindingUndoInput {
    /// The finding.
    pub finding: Uuid,
}

/// Input of `cvss_score`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CvssScoreInput {
    /// A CVSS 4.0 vector.
    pub vector: String,
}

pub(crate) async fn list(
    session: &Session,
    input: FindingsListInput,
    _: Context,
) -> Result<Vec<FindingRow>, CommandError> {
    Ok(session.workspace()?.findings(input.scope).await?)
}

pub(crate) async fn show(
    session: &Session,
    input: FindingShowInput,
    _: Context,
) -> Result<FindingDetail, CommandError> {
    Ok(session.workspace()?.finding(input.finding).await?)
}

pub(crate) async fn draft(
    session: &Session,
    input: FindingDraftInput,
    _: Context,
) -> Result<FindingDraft, CommandError> {
    Ok(session.workspace()?.draft_finding(input.assessment, input.build, &input.unit).await?)
}

pub(crate) async fn open(
    session: &Session,
    input: FindingOpenInput,
    _: Context,
) -> Result<FindingDetail, CommandError> {
    let seen = input.seen.map(|seen| (seen.build, seen.place));
    Ok(session.workspace()?.open_finding(input.app, input.severity, input.text, seen).await?)
}

pub(crate) async fn change(
    session: &Session,
    input: FindingChangeInput,
    _: Context,
) -> Result<FindingDetail, CommandError> {
    let FindingChangeInput { finding, severity, text, expected } = input;
    Ok(session.workspace()?.change_finding(finding, severity, text, &expected).await?)
}

pub(crate) async fn withdraw(
    session: &Session,
    input: FindingWithdrawInput,
    _: Context,
) -> Result<FindingDetail, CommandError> {
    Ok(session.workspace()?.withdraw_finding(input.finding, &input.reason, &input.expected).await?)
}

pub(crate) async fn link(
    session: &Session,
    input: FindingLinkInput,
    _: Context,
) -> Result<FindingDetail, CommandError> {
    let FindingSeen { build, place } = input.seen;
    Ok(session.workspace()?.link_finding(input.finding, build, place).await?)
}

pub(crate) async fn retest(
    session: &Session,
    input: FindingRetestInput,
    _: Context,
) -> Result<FindingDetail, CommandError> {
    let FindingRetestInput { finding, build, outcome, note, basis, expected } = input;
    let workspace = session.workspace()?;
    Ok(workspace.retest_finding(finding, build, outcome, &note, basis.as_deref(), &expected).await?)
}

pub(crate) async fn undo(
    session: &Session,
    input: FindingUndoInput,
    _: Context,
) -> Result<FindingUndone, CommandError> {
    Ok(session.workspace()?.undo_finding(input.finding).await?)
}

pub(crate) async fn score(_: &Session, input: CvssScoreInput, _: Context) -> Result<CvssView, CommandError> {
    Ok(assay_assessment::cvss(&input.vector)?)
}
