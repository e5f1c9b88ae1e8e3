//! Assessments, their checklists and verdicts.

use assay_assessment::view::{AssessmentView, Checklist, Engagement, ReleaseView, Verdict, VerdictView, Verdicts};
use assay_assessment::{CatalogueChoice, NewAssessment};
use assay_catalogue::Answers;
use serde::Deserialize;
use ts_rs::TS;
use uuid::Uuid;

use crate::{CommandError, Context, Session};

/// Input of `assessment_open`.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct AssessmentOpenInput {
    /// The release to measure.
    pub release: Uuid,
    /// The profile: MAS levels such as `L2+R`, one that ships such as `fintech`, or a file of one's own by its id.
    pub profile: String,
    /// The answers of the questionnaire: words by question. Questions without one propose nothing.
    #[serde(default)]
    #[ts(type = "{ [key in string]: Array<string> } | null", optional = nullable)]
    pub answers: Answers,
    /// By default made of app, release and profile.
    pub title: Option<String>,
    /// What it is done under; may follow later.
    pub engagement: Option<Engagement>,
    /// The MASVS to measure against: a digest, commit or version; by default the one that ships.
    pub masvs: Option<String>,
    /// The MASWE likewise.
    pub maswe: Option<String>,
    /// The MASTG likewise.
    pub mastg: Option<String>,
}

/// Input of `engagement_record`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct EngagementRecordInput {
    /// The assessment.
    pub assessment: Uuid,
    /// The whole record; it takes the place of the former one.
    pub engagement: Engagement,
}

/// Input of `assessment_show`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AssessmentShowInput {
    /// The assessment.
    pub assessment: Uuid,
}

/// Input of `assessment_withdraw`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AssessmentWithdrawInput {
    /// The assessment, in which nothing was stated.
    pub assessment: Uuid,
    /// Why.
    pub reason: String,
}

/// Input of `verdicts_list`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct VerdictsListInput {
    /// The assessment.
    pub assessment: Uuid,
}

/// Input of `checklist_show`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChecklistShowInput {
    /// The assessment.
    pub assessment: Uuid,
    /// One of its release's builds.
    pub build: Uuid,
}

/// Input of `verdict_show`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct VerdictShowInput {
    /// The assessment.
    pub assessment: Uuid,
    /// The build.
    pub build: Uuid,
    /// Such as `MASVS-STORAGE-1`.
    pub control: String,
}

/// Input of `verdict_override`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct VerdictOverrideInput {
    /// The assessment.
    pub assessment: Uuid,
    /// The build.
    pub build: Uuid,
    /// The control.
    pub control: String,
    /// What the assessor concludes; none takes the override back.
    pub verdict: Option<Verdict>,
    /// Why.
    pub reason: String,
    /// The heads that the writer saw: `override_heads` of the verdict.
    pub expected: Vec<String>,
}

pub(crate) async fn open(
    session: &Session,
    input: AssessmentOpenInput,
    _: Context,
) -> Result<AssessmentView, CommandError> {
    let AssessmentOpenInput { release, profile, answers, title, engagement, masvs, maswe, mastg } = input;
    let catalogues = CatalogueChoice { masvs, maswe, mastg };
    let new = NewAssessment { profile, answers, title, engagement, catalogues };
    Ok(session.workspace()?.open_assessment_with(release, new).await?)
}

pub(crate) async fn record_engagement(
    session: &Session,
    input: EngagementRecordInput,
    _: Context,
) -> Result<AssessmentView, CommandError> {
    Ok(session.workspace()?.record_engagement(input.assessment, input.engagement).await?)
}

pub(crate) async fn show(
    session: &Session,
    input: AssessmentShowInput,
    _: Context,
) -> Result<AssessmentView, CommandError> {
    Ok(session.workspace()?.assessment(input.assessment).await?)
}

pub(crate) async fn withdraw(
    session: &Session,
    input: AssessmentWithdrawInput,
    _: Context,
) -> Result<ReleaseView, CommandError> {
    Ok(session.workspace()?.withdraw_assessment(input.assessment, &input.reason).await?)
}

pub(crate) async fn verdicts(
    session: &Session,
    input: VerdictsListInput,
    _: Context,
) -> Result<Verdicts, CommandError> {
    Ok(session.workspace()?.verdicts(input.assessment).await?)
}

pub(crate) async fn checklist(
    session: &Session,
    input: ChecklistShowInput,
    _: Context,
) -> Result<Checklist, CommandError> {
    Ok(session.workspace()?.checklist(input.assessment, input.build).await?)
}

pub(crate) async fn verdict(
    session: &Session,
    input: VerdictShowInput,
    _: Context,
) -> Result<VerdictView, CommandError> {
    Ok(session.workspace()?.verdict(input.assessment, input.build, &input.control).await?)
}

pub(crate) async fn override_verdict(
    session: &Session,
    input: VerdictOverrideInput,
    _: Context,
) -> Result<VerdictView, CommandError> {
    let VerdictOverrideInput { assessment, build, control, verdict, reason, expected } = input;
    let workspace = session.workspace()?;
    Ok(workspace.override_verdict(assessment, build, &control, verdict, &reason, &expected).await?)
}
