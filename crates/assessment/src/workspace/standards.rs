//! Catalogues and their texts in the database.

use assay_catalogue::{ReadOptions, Source};
use uuid::Uuid;

use super::Workspace;
use crate::view::{StandardPage, StandardView, SyncReport};
use crate::{Result, Work};

impl Workspace {
    /// The catalogues that the workspace knows: those that ship first, then by name and time.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn standards(&self) -> Result<Vec<StandardView>> {
        todo!()
    }

    /// A page of the library: a control, weakness, test or reference page, by the catalogues that the assessment pins,
    /// else by those of new assessments. `scheme` says in which numbering a weakness's id is meant.
    ///
    /// # Errors
    /// `page.unknown`, `assessment.unknown`, `catalogue.missing`.
    pub async fn standard_page(
        &self,
        id: &str,
        scheme: Option<&str>,
        assessment: Option<Uuid>,
    ) -> Result<StandardPage> {
        todo!("{id} {scheme:?} {assessment:?}")
    }

    /// Reads a catalogue with its texts and keeps it, in one transaction. Texts are kept by their digest, so they also show
    /// for every other catalogue with the same text.
    ///
    /// # Errors
    /// The codes `catalogue.*` of reading, `cancelled`, `workspace.locked`, `disk.full`. Then nothing is kept.
    pub async fn sync_standard(&self, source: Source, options: ReadOptions, work: &Work) -> Result<SyncReport> {
        todo!("{source:?} {options:?} {work:?}")
    }

    pub(crate) async fn register_shipped(&self) -> Result<()> {
        Ok(())
    }
}
