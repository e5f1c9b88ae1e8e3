//! Evidence: added, removed, listed, read, verified.

use std::path::PathBuf;

use assay_assessment::CodePlace;
use assay_assessment::view::{
    Area, ChecklistChange, EvidenceAdded, EvidenceCheck, EvidenceUse, EvidenceView, TextFound, TextLines,
};
use assay_ledger::Hash;
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
    /// A file that the commit holds, from the root of the repository.
    pub path: Option<String>,
    /// The first and the last line of the file that it is about, counted from 1.
    pub lines: Option<(u32, u32)>,
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

/// Input of `evidence_redact`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct EvidenceRedactInput {
    /// The assessment.
    pub assessment: Uuid,
    /// The build.
    pub build: Uuid,
    /// The piece of evidence, a picture.
    pub evidence: Uuid,
    /// What is to be black in the copy, in pixels of the picture as it is shown.
    pub areas: Vec<Area>,
}

/// Input of `evidence_redact_text`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct EvidenceRedactTextInput {
    /// The assessment.
    pub assessment: Uuid,
    /// The build.
    pub build: Uuid,
    /// The piece of evidence, a text.
    pub evidence: Uuid,
    /// Lines that are to be black as a whole: the first and the last of each stretch, counted from 1.
    #[ts(type = "Array<[number, number]>")]
    pub lines: Vec<(u64, u64)>,
    /// Words that are to be black wherever they stand, in small or capital letters.
    pub words: Vec<String>,
}

/// Input of `evidence_lines`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct EvidenceLinesInput {
    /// SHA-256 of the file in hex.
    pub sha256: String,
    /// The number of the first line, counted from 1.
    #[ts(type = "number")]
    pub first: u64,
    /// How many lines; at most 2,000 are read at once.
    #[ts(type = "number")]
    pub count: u64,
}

/// Input of `evidence_find`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct EvidenceFindInput {
    /// SHA-256 of the file in hex.
    pub sha256: String,
    /// What is looked for; small letters are found in any.
    pub words: String,
    /// The line from which it is looked on, not included; 0 for the first.
    #[ts(type = "number")]
    pub from: u64,
    /// Backwards.
    pub back: bool,
}

/// Input of `evidence_pages`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct EvidencePagesInput {
    /// SHA-256 of the PDF in hex.
    pub sha256: String,
}

/// How long a PDF is.
#[derive(Debug, Clone, Serialize, TS)]
pub struct EvidencePages {
    /// Its pages.
    pub pages: u32,
}

/// Input of `evidence_page`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct EvidencePageInput {
    /// SHA-256 of the PDF in hex.
    pub sha256: String,
    /// The page, counted from 1.
    pub page: u32,
    /// How wide the picture is to be, in pixels.
    pub width: u16,
}

/// Input of `evidence_uses`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct EvidenceUsesInput {
    /// SHA-256 of the file in hex.
    pub sha256: String,
}

/// Input of `evidence_verify`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct EvidenceVerifyInput {}

pub(crate) async fn add_files(
    session: &Session,
    input: EvidenceAddFilesInput,
    context: Context,
) -> Result<EvidenceAdded, CommandError> {
    let EvidenceAddFilesInput { assessment, build, unit, paths, caption } = input;
    let paths: Vec<PathBuf> = paths.into_iter().map(PathBuf::from).collect();
    let caption = caption.unwrap_or_default();
    let work = context.work();
    Ok(session.workspace()?.attach_files(assessment, build, &unit, &paths, &caption, &work).await?)
}

pub(crate) async fn add_bytes(
    session: &Session,
    input: EvidenceAddBytesInput,
    context: Context,
) -> Result<EvidenceAdded, CommandError> {
    let EvidenceAddBytesInput { assessment, build, unit, name, caption } = input;
    let Some(bytes) = context.body else {
        return Err(CommandError::new(
            "input.missing",
            "The bytes that should become evidence are missing.",
            "Send them beside the input.",
        ));
    };
    let caption = caption.unwrap_or_default();
    Ok(session.workspace()?.attach_bytes(assessment, build, &unit, &name, bytes, &caption).await?)
}

pub(crate) async fn add_note(
    session: &Session,
    input: EvidenceAddNoteInput,
    _: Context,
) -> Result<EvidenceAdded, CommandError> {
    let EvidenceAddNoteInput { assessment, build, unit, text, caption } = input;
    Ok(session.workspace()?.attach_note(assessment, build, &unit, &text, &caption.unwrap_or_default()).await?)
}

pub(crate) async fn add_link(
    session: &Session,
    input: EvidenceAddLinkInput,
    _: Context,
) -> Result<EvidenceAdded, CommandError> {
    let EvidenceAddLinkInput { assessment, build, unit, url, caption } = input;
    Ok(session.workspace()?.attach_link(assessment, build, &unit, &url, &caption.unwrap_or_default()).await?)
}

pub(crate) async fn add_commit(
    session: &Session,
    input: EvidenceAddCommitInput,
    _: Context,
) -> Result<EvidenceAdded, CommandError> {
    let EvidenceAddCommitInput { assessment, build, unit, repository, revision, path, lines, caption } = input;
    let caption = caption.unwrap_or_default();
    let at = path.filter(|path| !path.trim().is_empty()).map(|path| CodePlace { path, lines });
    let workspace = session.workspace()?;
    Ok(workspace.attach_commit(assessment, build, &unit, &repository, &revision, at, &caption).await?)
}

pub(crate) async fn remove(
    session: &Session,
    input: EvidenceRemoveInput,
    _: Context,
) -> Result<ChecklistChange, CommandError> {
    Ok(session.workspace()?.remove_evidence(input.assessment, input.build, input.evidence).await?)
}

pub(crate) async fn list(
    session: &Session,
    input: EvidenceListInput,
    _: Context,
) -> Result<Vec<EvidenceView>, CommandError> {
    Ok(session.workspace()?.evidence(input.assessment, input.build).await?)
}

pub(crate) async fn read(session: &Session, input: EvidenceReadInput, _: Context) -> Result<RawBytes, CommandError> {
    let digest: Hash = input.sha256.parse()?;
    let (bytes, media_type) = session.workspace()?.picture(&digest).await?;
    Ok(RawBytes { bytes, media_type })
}

pub(crate) async fn redact(
    session: &Session,
    input: EvidenceRedactInput,
    _: Context,
) -> Result<EvidenceAdded, CommandError> {
    let EvidenceRedactInput { assessment, build, evidence, areas } = input;
    Ok(session.workspace()?.redact_picture(assessment, build, evidence, &areas).await?)
}

pub(crate) async fn redact_text(
    session: &Session,
    input: EvidenceRedactTextInput,
    context: Context,
) -> Result<EvidenceAdded, CommandError> {
    let EvidenceRedactTextInput { assessment, build, evidence, lines, words } = input;
    let workspace = session.workspace()?;
    Ok(workspace.redact_text(assessment, build, evidence, &lines, &words, &context.work()).await?)
}

pub(crate) async fn lines(
    session: &Session,
    input: EvidenceLinesInput,
    context: Context,
) -> Result<TextLines, CommandError> {
    let digest: Hash = input.sha256.parse()?;
    Ok(session.workspace()?.evidence_lines(&digest, input.first, input.count, &context.work()).await?)
}

pub(crate) async fn find(
    session: &Session,
    input: EvidenceFindInput,
    context: Context,
) -> Result<TextFound, CommandError> {
    let digest: Hash = input.sha256.parse()?;
    let EvidenceFindInput { words, from, back, .. } = input;
    Ok(session.workspace()?.find_in_evidence(&digest, &words, from, back, &context.work()).await?)
}

pub(crate) async fn pages(
    session: &Session,
    input: EvidencePagesInput,
    context: Context,
) -> Result<EvidencePages, CommandError> {
    let digest: Hash = input.sha256.parse()?;
    let pages = assay_report::page::pages(&session.workspace()?, &digest, &context.work()).await?;
    Ok(EvidencePages { pages: u32::try_from(pages).unwrap_or(u32::MAX) })
}

pub(crate) async fn page(
    session: &Session,
    input: EvidencePageInput,
    context: Context,
) -> Result<RawBytes, CommandError> {
    let digest: Hash = input.sha256.parse()?;
    let workspace = session.workspace()?;
    let bytes = assay_report::page::page(&workspace, &digest, input.page, input.width, &context.work()).await?;
    Ok(RawBytes { bytes, media_type: "image/png" })
}

pub(crate) async fn uses(
    session: &Session,
    input: EvidenceUsesInput,
    _: Context,
) -> Result<Vec<EvidenceUse>, CommandError> {
    let digest: Hash = input.sha256.parse()?;
    Ok(session.workspace()?.evidence_uses(&digest).await?)
}

pub(crate) async fn verify(
    session: &Session,
    _: EvidenceVerifyInput,
    context: Context,
) -> Result<EvidenceCheck, CommandError> {
    Ok(session.workspace()?.verify_evidence(&context.work()).await?)
}
