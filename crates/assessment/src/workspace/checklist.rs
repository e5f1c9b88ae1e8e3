//! The checklist of one build.

use uuid::Uuid;

use super::Workspace;
use crate::Result;
use crate::view::Checklist;

impl Workspace {
    /// What the profile asks for on one build, with the answers so far.
    ///
    /// # Errors
    /// `assessment.unknown`, `build.unknown`, `build.other_release`, `catalogue.missing`.
    pub async fn checklist(&self, assessment: Uuid, build: Uuid) -> Result<Checklist> {
        todo!("{assessment} {build}")
    }
}
