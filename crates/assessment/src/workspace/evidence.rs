//! Evidence: files, notes, links, commits.

use std::path::PathBuf;

use assay_ledger::Hash;
use uuid::Uuid;

use super::Workspace;
use crate::view::{ChecklistChange, EvidenceAdded, EvidenceCheck, EvidenceView};
use crate::{Result, Work};

impl Workspace {
    /// Attaches files: each is copied into the workspace, streamed, and durable before the one transaction that names
    /// them all.
    ///
    /// # Errors
    /// `unit.not_in_profile`, `build.other_release`, `evidence.no_file`, `evidence.link`, `evidence.not_a_file`,
    /// `evidence.unreadable`, `evidence.changed`, `evidence.read_only`, `disk.full`, `cancelled`. Then nothing is attached.
    pub async fn attach_files(
        &self,
        assessment: Uuid,
        build: Uuid,
        unit: &str,
        paths: &[PathBuf],
        caption: &str,
        work: &Work,
    ) -> Result<EvidenceAdded> {
        todo!("{assessment} {build} {unit} {paths:?} {caption} {work:?}")
    }

    /// Attaches bytes, such as a pasted screenshot, under a file name.
    ///
    /// # Errors
    /// As [`Workspace::attach_files`]; `input.missing` without bytes or a name.
    pub async fn attach_bytes(
        &self,
        assessment: Uuid,
        build: Uuid,
        unit: &str,
        name: &str,
        bytes: Vec<u8>,
        caption: &str,
    ) -> Result<EvidenceAdded> {
        todo!("{assessment} {build} {unit} {name} {bytes:?} {caption}")
    }

    /// Attaches a note in markdown.
    ///
    /// # Errors
    /// `unit.not_in_profile`, `build.other_release`, `input.missing`, `input.too_long`.
    pub async fn attach_note(
        &self,
        assessment: Uuid,
        build: Uuid,
        unit: &str,
        text: &str,
        caption: &str,
    ) -> Result<EvidenceAdded> {
        todo!("{assessment} {build} {unit} {text} {caption}")
    }

    /// Attaches a link, http or https.
    ///
    /// # Errors
    /// `unit.not_in_profile`, `build.other_release`, `evidence.link_refused`.
    pub async fn attach_link(
        &self,
        assessment: Uuid,
        build: Uuid,
        unit: &str,
        url: &str,
        caption: &str,
    ) -> Result<EvidenceAdded> {
        todo!("{assessment} {build} {unit} {url} {caption}")
    }

    /// Attaches a git commit, resolved to its full id, author, author's date and first line.
    ///
    /// # Errors
    /// `unit.not_in_profile`, `build.other_release`, `repository.missing`, `revision.missing`.
    pub async fn attach_commit(
        &self,
        assessment: Uuid,
        build: Uuid,
        unit: &str,
        repository: &str,
        revision: &str,
        caption: &str,
    ) -> Result<EvidenceAdded> {
        todo!("{assessment} {build} {unit} {repository} {revision} {caption}")
    }

    /// Removes a piece of evidence from its unit. The statement and the file stay in the record.
    ///
    /// # Errors
    /// `evidence.unknown`.
    pub async fn remove_evidence(&self, assessment: Uuid, build: Uuid, evidence: Uuid) -> Result<ChecklistChange> {
        todo!("{assessment} {build} {evidence}")
    }

    /// The evidence of an assessment, of all builds or of one, in the order in which it was attached.
    ///
    /// # Errors
    /// `assessment.unknown`.
    pub async fn evidence(&self, assessment: Uuid, build: Option<Uuid>) -> Result<Vec<EvidenceView>> {
        todo!("{assessment} {build:?}")
    }

    /// The bytes of a stored picture (png, jpeg, gif or webp, by content) and its media type.
    ///
    /// # Errors
    /// `evidence.missing`, `evidence.not_an_image`, `evidence.too_large` above 64 MiB.
    pub async fn picture(&self, sha256: &Hash) -> Result<(Vec<u8>, &'static str)> {
        todo!("{sha256}")
    }

    /// Reads every file again that a statement names, and compares its digest.
    ///
    /// # Errors
    /// `cancelled`.
    pub async fn verify_evidence(&self, work: &Work) -> Result<EvidenceCheck> {
        todo!("{work:?}")
    }
}
