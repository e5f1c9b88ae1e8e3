//! Evidence: added, removed, listed, read, verified.

use assay_assessment::view::{ChecklistChange, EvidenceCheck, EvidenceView};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::{CommandError, Context, RawBytes, Session};

/// Input of `evidence_add_files`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct EvidenceAddFilesInput {
    /// The assessment.
    pub assessment: Uuid,
    /// The build.
    pub build: Uuid,
    /// The unit's id.
    pub unit: String,
    /// Files on this machine; they are copied into the workspace.
    pub paths: Vec<String>,
    /// What they show.
    pub caption: Option<String>,
}

/// Evidence that was added, oldest first, and what it changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EvidenceFilesAdded {
    /// One a file.
    pub evidence: Vec<EvidenceView>,
    /// What it changed.
    pub change: ChecklistChange,
}

/// A piece of evidence that was added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EvidenceAdded {
    /// The piece.
    pub evidence: EvidenceView,
    /// What it changed.
    pub change: ChecklistChange,
}

/// Input of `evidence_add_bytes`; the bytes travel beside it.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct EvidenceAddBytesInput {
    /// The assessment.
    pub assessment: Uuid,
    /// The build.
    pub build: Uuid,
    /// The unit's id.
    pub unit: String,
    /// A file's name for it, such as `screenshot.png`.
    pub name: String,
    /// What it shows.
    pub caption: Option<String>,
}

/// Input of `evidence_add_note`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct EvidenceAddNoteInput {
    /// The assessment.
    pub assessment: Uuid,
    /// The build.
    pub build: Uuid,
    /// The unit's id.
    pub unit: String,
    /// Markdown.
    pub text: String,
    /// What it shows.
    pub caption: Option<String>,
}

/// Input of `evidence_add_link`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct EvidenceAddLinkInput {
    /// The assessment.
    pub assessment: Uuid,
    /// The build.
    pub build: Uuid,
    /// The unit's id.
    pub unit: String,
    /// An http or https address.
    pub url: String,
    /// What it shows.
    pub caption: Option<String>,
}

/// Input of `evidence_add_commit`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct EvidenceAddCommitInput {
    /// The assessment.
    pub assessment: Uuid,
    /// The build.
    pub build: Uuid,
    /// The unit's id.
    pub unit: String,
    /// The folder of a git repository on this machine.
    pub repository: String,
    /// A commit id, a branch or a tag; resolved once, to the full id.
    pub revision: String,
    /// What it shows.
    pub caption: Option<String>,
}

/// Input of `evidence_remove`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct EvidenceRemoveInput {
    /// The assessment.
    pub assessment: Uuid,
    /// The build.
    pub build: Uuid,
    /// The piece of evidence.
    pub evidence: Uuid,
}

/// Input of `evidence_list`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct EvidenceListInput {
    /// The assessment.
    pub assessment: Uuid,
    /// Only this build's.
    pub build: Option<Uuid>,
}

/// Input of `evidence_read`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct EvidenceReadInput {
    /// SHA-256 of the file in hex.
    pub sha256: String,
}

/// Input of `evidence_verify`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct EvidenceVerifyInput {}

pub(crate) async fn add_files(_: &Session, _: EvidenceAddFilesInput, _: Context) -> Result<EvidenceFilesAdded, CommandError> {
    Err(CommandError::new("stub", "", ""))
}

pub(crate) async fn add_bytes(_: &Session, _: EvidenceAddBytesInput, _: Context) -> Result<EvidenceAdded, CommandError> {
    Err(CommandError::new("stub", "", ""))
}

pub(crate) async fn add_note(_: &Session, _: EvidenceAddNoteInput, _: Context) -> Result<EvidenceAdded, CommandError> {
    Err(CommandError::new("stub", "", ""))
}

pub(crate) async fn add_link(_: &Session, _: EvidenceAddLinkInput, _: Context) -> Result<EvidenceAdded, CommandError> {
    Err(CommandError::new("stub", "", ""))
}

pub(crate) async fn add_commit(_: &Session, _: EvidenceAddCommitInput, _: Context) -> Result<EvidenceAdded, CommandError> {
    Err(CommandError::new("stub", "", ""))
}

pub(crate) async fn remove(_: &Session, _: EvidenceRemoveInput, _: Context) -> Result<ChecklistChange, CommandError> {
    Err(CommandError::new("stub", "", ""))
}

pub(crate) async fn list(_: &Session, _: EvidenceListInput, _: Context) -> Result<Vec<EvidenceView>, CommandError> {
    Err(CommandError::new("stub", "", ""))
}

pub(crate) async fn read(_: &Session, _: EvidenceReadInput, _: Context) -> Result<RawBytes, CommandError> {
    Err(CommandError::new("stub", "", ""))
}

pub(crate) async fn verify(_: &Session, _: EvidenceVerifyInput, _: Context) -> Result<EvidenceCheck, CommandError> {
    Err(CommandError::new("stub", "", ""))
}
