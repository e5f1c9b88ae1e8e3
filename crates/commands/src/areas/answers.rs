//! What testers say of units: results, comments, and taking back.

use assay_assessment::view::{AnswerText, ChecklistChange, CommentView, ResultCode, UnitDetail};
use serde::{Deserialize, Serialize};
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

/// Input of `undo`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct UndoInput {
    /// The assessment.
    pub assessment: Uuid,
    /// The build.
    pub build: Uuid,
}

/// What was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Undone {
    /// What it changed.
    pub change: ChecklistChange,
    /// The unit that it was about.
    pub unit: String,
    /// A sentence.
    pub undone: String,
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

/// A comment that was added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CommentAdded {
    /// The comment.
    pub comment: CommentView,
    /// What it changed.
    pub change: ChecklistChange,
}

pub(crate) async fn unit(_: &Session, _: UnitShowInput, _: Context) -> Result<UnitDetail, CommandError> {
    Err(CommandError::new("stub", "", ""))
}

pub(crate) async fn set_result(_: &Session, _: ResultSetInput, _: Context) -> Result<ChecklistChange, CommandError> {
    Err(CommandError::new("stub", "", ""))
}

pub(crate) async fn undo(_: &Session, _: UndoInput, _: Context) -> Result<Undone, CommandError> {
    Err(CommandError::new("stub", "", ""))
}

pub(crate) async fn comment(_: &Session, _: CommentAddInput, _: Context) -> Result<CommentAdded, CommandError> {
    Err(CommandError::new("stub", "", ""))
}
