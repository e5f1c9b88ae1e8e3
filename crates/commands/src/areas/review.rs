//! Work and its review: who is to test what, submitting, approving, returning, sign-offs, comments beside units.

use assay_assessment::statement::Topic;
use assay_assessment::view::{
    AssignmentView, BuildQueues, CommentView, MemberView, MentionView, Queue, ReviewAction, ReviewChange, SignOffRole,
    SignOffView, UnitApproval, UnitRow,
};
use assay_assessment::{Assign, ReviewOf};
use assay_messages::said;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::Done;
use crate::{CommandError, Context, Session};

/// Input of `members_list`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MembersListInput {}

/// Input of `work_assign`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct WorkAssignInput {
    /// The assessment.
    pub assessment: Uuid,
    /// The build.
    pub build: Uuid,
    /// Units by id.
    pub units: Option<Vec<String>>,
    /// Groups of the checklist, such as `MASVS-STORAGE`.
    pub groups: Option<Vec<String>>,
    /// The whole build.
    pub whole_build: Option<bool>,
    /// Name, e-mail address or id of the member; none where nobody is to do it any more.
    pub assignee: Option<String>,
    /// Until which day, as `2026-11-22`.
    pub due: Option<String>,
}

/// What assigning changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WorkAssigned {
    /// The rows that it changed.
    pub rows: Vec<UnitRow>,
    /// Everything that is assigned on the build.
    pub assignments: Vec<AssignmentView>,
}

/// Input of `assignments_list`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AssignmentsListInput {
    /// The assessment.
    pub assessment: Uuid,
    /// The build.
    pub build: Uuid,
}

/// A unit that a review statement is to be about.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ReviewedUnit {
    /// The unit's id.
    pub unit: String,
    /// `review.basis` of the row that the reviewer saw; without it, whatever is there.
    pub basis: Option<String>,
}

/// Input of `review_state`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ReviewStateInput {
    /// The assessment.
    pub assessment: Uuid,
    /// The build.
    pub build: Uuid,
    /// What is said of them.
    pub action: ReviewAction,
    /// The units.
    pub units: Vec<ReviewedUnit>,
    /// A comment; needed for returning.
    pub comment: Option<String>,
}

/// Input of `queues_show`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct QueuesShowInput {
    /// The assessment.
    pub assessment: Uuid,
    /// The build.
    pub build: Uuid,
    /// The pile whose rows are wanted.
    pub queue: Option<Queue>,
}

/// Input of `approvals_list`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ApprovalsListInput {
    /// The assessment.
    pub assessment: Uuid,
    /// The build.
    pub build: Uuid,
}

/// Input of `mentions_list`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct MentionsListInput {
    /// Whether those that were read are wanted too.
    pub read: Option<bool>,
}

/// Input of `mentions_read`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MentionsReadInput {
    /// The comments; all of them without any.
    pub comments: Vec<Uuid>,
}

/// Input of `remarks_list`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RemarksListInput {
    /// What they are about, as a path: `app/<id>`, `app/<id>/release/<id>`, `release/<id>/build/<id>`,
    /// `release/<id>/assessment/<id>`, `assessment/<id>/build/<id>/control/<id>`, `app/<id>/finding/<id>`.
    pub about: String,
}

/// Input of `remark_add`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RemarkAddInput {
    /// What it is about, as `remarks_list` has it.
    pub about: String,
    /// Markdown; `@` and a name mentions a member.
    pub text: String,
}

/// Input of `remark_remove`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RemarkRemoveInput {
    /// What it is about, as `remarks_list` has it.
    pub about: String,
    /// The comment.
    pub comment: Uuid,
}

/// Input of `sign_offs_list`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SignOffsListInput {
    /// The assessment.
    pub assessment: Uuid,
}

/// Input of `sign_off_give`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SignOffGiveInput {
    /// The assessment.
    pub assessment: Uuid,
    /// The role.
    pub role: SignOffRole,
    /// What is signed, in a sentence.
    pub statement: String,
}

/// Input of `sign_off_withdraw`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SignOffWithdrawInput {
    /// The assessment.
    pub assessment: Uuid,
    /// The sign-off.
    pub sign_off: Uuid,
}

pub(crate) async fn members(
    session: &Session,
    _: MembersListInput,
    _: Context,
) -> Result<Vec<MemberView>, CommandError> {
    Ok(session.workspace()?.members().await?)
}

pub(crate) async fn assign(
    session: &Session,
    input: WorkAssignInput,
    _: Context,
) -> Result<WorkAssigned, CommandError> {
    let WorkAssignInput { assessment, build, units, groups, whole_build, assignee, due } = input;
    let workspace = session.workspace()?;
    let assignee = match assignee.as_deref().map(str::trim).filter(|it| !it.is_empty()) {
        Some(name) => Some(workspace.find_member(name).await?.id),
        None => None,
    };
    let assign = Assign {
        units: units.unwrap_or_default(),
        groups: groups.unwrap_or_default(),
        whole_build: whole_build.unwrap_or_default(),
        assignee,
        due,
    };
    let rows = workspace.assign(assessment, build, &assign).await?;
    Ok(WorkAssigned { rows, assignments: workspace.assignments(assessment, build).await? })
}

pub(crate) async fn assignments(
    session: &Session,
    input: AssignmentsListInput,
    _: Context,
) -> Result<Vec<AssignmentView>, CommandError> {
    Ok(session.workspace()?.assignments(input.assessment, input.build).await?)
}

pub(crate) async fn state(
    session: &Session,
    input: ReviewStateInput,
    _: Context,
) -> Result<ReviewChange, CommandError> {
    let ReviewStateInput { assessment, build, action, units, comment } = input;
    let of: Vec<ReviewOf> =
        units.into_iter().map(|it| ReviewOf { unit: it.unit, basis: it.basis.unwrap_or_default() }).collect();
    Ok(session.workspace()?.state_review(assessment, build, action, &of, comment.as_deref()).await?)
}

pub(crate) async fn queues(session: &Session, input: QueuesShowInput, _: Context) -> Result<BuildQueues, CommandError> {
    Ok(session.workspace()?.queues(input.assessment, input.build, input.queue).await?)
}

pub(crate) async fn approvals(
    session: &Session,
    input: ApprovalsListInput,
    _: Context,
) -> Result<Vec<UnitApproval>, CommandError> {
    Ok(session.workspace()?.approvals(input.assessment, input.build).await?)
}

pub(crate) async fn mentions(
    session: &Session,
    input: MentionsListInput,
    _: Context,
) -> Result<Vec<MentionView>, CommandError> {
    Ok(session.workspace()?.mentions(!input.read.unwrap_or_default()).await?)
}

pub(crate) async fn read_mentions(
    session: &Session,
    input: MentionsReadInput,
    _: Context,
) -> Result<Done, CommandError> {
    session.workspace()?.read_mentions(&input.comments).await?;
    Ok(Done {})
}

pub(crate) async fn remarks(
    session: &Session,
    input: RemarksListInput,
    _: Context,
) -> Result<Vec<CommentView>, CommandError> {
    Ok(session.workspace()?.remarks(&topic(&input.about)?).await?)
}

pub(crate) async fn add_remark(
    session: &Session,
    input: RemarkAddInput,
    _: Context,
) -> Result<CommentView, CommandError> {
    Ok(session.workspace()?.add_remark(&topic(&input.about)?, &input.text).await?)
}

pub(crate) async fn remove_remark(
    session: &Session,
    input: RemarkRemoveInput,
    _: Context,
) -> Result<Done, CommandError> {
    session.workspace()?.take_back_remark(&topic(&input.about)?, input.comment).await?;
    Ok(Done {})
}

pub(crate) async fn sign_offs(
    session: &Session,
    input: SignOffsListInput,
    _: Context,
) -> Result<Vec<SignOffView>, CommandError> {
    Ok(session.workspace()?.sign_offs(input.assessment).await?)
}

pub(crate) async fn give_sign_off(
    session: &Session,
    input: SignOffGiveInput,
    _: Context,
) -> Result<SignOffView, CommandError> {
    Ok(session.workspace()?.give_sign_off(input.assessment, input.role, &input.statement).await?)
}

pub(crate) async fn withdraw_sign_off(
    session: &Session,
    input: SignOffWithdrawInput,
    _: Context,
) -> Result<SignOffView, CommandError> {
    Ok(session.workspace()?.withdraw_sign_off(input.assessment, input.sign_off).await?)
}

fn topic(path: &str) -> Result<Topic, CommandError> {
    path.trim().parse().map_err(|_| {
        CommandError::new(
            "input.malformed",
            said!("\"{path}\" is nothing that a comment can be about.", path = path.trim()),
            "Name an app, release, build, assessment, control or finding by its path, such as app/ID.",
        )
    })
}
