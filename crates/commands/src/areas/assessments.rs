//! Assessments, their checklists and verdicts.

use assay_assessment::view::{AssessmentView, Checklist, Engagement, Verdict, VerdictView};
use assay_catalogue::Platform;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::{CommandError, Context, Session};

/// Input of `assessment_open`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct AssessmentOpenInput {
    /// The release to measure.
    pub release: Uuid,
    /// The profile, such as `L2+R`.
    pub profile: String,
    /// By default made of app, release and profile.
    pub title: Option<String>,
    /// What it is done under; may follow later.
    pub engagement: Option<Engagement>,
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

/// Input of `verdicts_list`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct VerdictsListInput {
    /// The assessment.
    pub assessment: Uuid,
}

/// The verdicts of one platform's build of record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlatformVerdicts {
    /// The platform.
    pub platform: Platform,
    /// Its build of record.
    pub build: Uuid,
    /// One a control, in MASVS order.
    pub verdicts: Vec<VerdictView>,
}

/// The verdicts of an assessment, a platform at a time, never averaged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Verdicts {
    /// Platforms with a build.
    pub platforms: Vec<PlatformVerdicts>,
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

pub(crate) async fn open(_: &Session, _: AssessmentOpenInput, _: Context) -> Result<AssessmentView, CommandError> {
    Err(CommandError::new("stub", "", ""))
}

pub(crate) async fn record_engagement(_: &Session, _: EngagementRecordInput, _: Context) -> Result<AssessmentView, CommandError> {
    Err(CommandError::new("stub", "", ""))
}

pub(crate) async fn show(_: &Session, _: AssessmentShowInput, _: Context) -> Result<AssessmentView, CommandError> {
    Err(CommandError::new("stub", "", ""))
}

pub(crate) async fn verdicts(_: &Session, _: VerdictsListInput, _: Context) -> Result<Verdicts, CommandError> {
    Err(CommandError::new("stub", "", ""))
}

pub(crate) async fn checklist(_: &Session, _: ChecklistShowInput, _: Context) -> Result<Checklist, CommandError> {
    Err(CommandError::new("stub", "", ""))
}

pub(crate) async fn verdict(_: &Session, _: VerdictShowInput, _: Context) -> Result<VerdictView, CommandError> {
    Err(CommandError::new("stub", "", ""))
}

pub(crate) async fn override_verdict(_: &Session, _: VerdictOverrideInput, _: Context) -> Result<VerdictView, CommandError> {
    Err(CommandError::new("stub", "", ""))
}
