//! Units: their detail, results, comments.

use uuid::Uuid;

use super::Workspace;
use crate::Result;
use crate::view::{AnswerText, ChecklistChange, CommentAdded, ResultCode, UnitDetail};

impl Workspace {
    /// One unit of one build in full.
    ///
    /// # Errors
    /// `assessment.unknown`, `build.unknown`, `build.other_release`, `unit.unknown`, `unit.not_in_profile`.
    pub async fn unit(&self, assessment: Uuid, build: Uuid, unit: &str) -> Result<UnitDetail> {
        todo!("{assessment} {build} {unit}")
    }

    /// States a result. `expected` are the entry ids of the current answer that the user saw; the new statement takes
    /// the place of all of them.
    ///
    /// # Errors
    /// `unit.not_in_profile`, `build.other_release`, `result.justification_missing`, `result.method_missing`,
    /// `result.note_missing`, `statement.changed_meanwhile`.
    pub async fn state_result(
        &self,
        assessment: Uuid,
        build: Uuid,
        unit: &str,
        result: ResultCode,
        text: AnswerText,
        expected: &[String],
    ) -> Result<ChecklistChange> {
        todo!("{assessment} {build} {unit} {result:?} {text:?} {expected:?}")
    }

    /// Adds a comment.
    ///
    /// # Errors
    /// `unit.not_in_profile`, `build.other_release`, `input.missing` without a text.
    pub async fn add_comment(&self, assessment: Uuid, build: Uuid, unit: &str, text: &str) -> Result<CommentAdded> {
        todo!("{assessment} {build} {unit} {text}")
    }
}
