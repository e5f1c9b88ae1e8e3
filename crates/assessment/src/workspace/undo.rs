//! Undo: by a statement that takes the place of one's own last one.

use uuid::Uuid;

use super::Workspace;
use crate::Result;
use crate::view::Undone;

impl Workspace {
    /// Takes back the last thing that this device stated on this build in this assessment: a result, evidence that was
    /// attached or removed, or a comment. Again takes back the one before.
    ///
    /// # Errors
    /// `undo.nothing`; `undo.superseded` when somebody else's statement took its place.
    pub async fn undo(&self, assessment: Uuid, build: Uuid) -> Result<Undone> {
        todo!("{assessment} {build}")
    }
}
