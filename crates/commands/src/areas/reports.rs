//! The report as a PDF.

use std::path::Path;

use assay_report::{Options, Written};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::workspaces::absolute;
use crate::{CommandError, Context, Session};

/// What goes into a report.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ReportOptionsInput {
    /// Whether comments are printed.
    #[serde(default)]
    #[ts(optional = nullable, as = "Option<bool>")]
    pub comments: bool,
    /// Only these builds; by default all of the release.
    pub build_ids: Option<Vec<Uuid>>,
}

/// Input of `report_export`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReportExportInput {
    /// The assessment.
    pub assessment: Uuid,
    /// Where the PDF goes; a file that is there is replaced once the new one is whole.
    pub path: String,
    /// What goes into it.
    pub options: ReportOptionsInput,
}

/// Input of `board_export`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BoardExportInput {
    /// Where the PDF goes; a file that is there is replaced once the new one is whole.
    pub path: String,
}

/// The report that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReportExported {
    /// The file.
    pub path: String,
    /// Its SHA-256 in hex.
    pub sha256: String,
    /// In bytes.
    pub size: u64,
    /// How many pages it has.
    pub pages: u32,
    /// What is printed otherwise than asked for, such as a picture that was altered.
    pub notices: Vec<ReportNotice>,
}

/// Something that is printed otherwise than asked for; the report says so too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReportNotice {
    /// Stable.
    pub code: String,
    /// A sentence.
    pub message: String,
    /// What it is about: a digest, a character.
    pub subject: String,
}

pub(crate) async fn export(
    session: &Session,
    input: ReportExportInput,
    context: Context,
) -> Result<ReportExported, CommandError> {
    let workspace = session.workspace()?;
    let path = absolute(&input.path)?;
    let options = Options { comments: input.options.comments, builds: input.options.build_ids, ..Options::default() };
    let written = assay_report::export(&workspace, input.assessment, &options, &path, &context.work()).await?;
    Ok(exported(&path, written))
}

pub(crate) async fn export_board(
    session: &Session,
    input: BoardExportInput,
    context: Context,
) -> Result<ReportExported, CommandError> {
    let workspace = session.workspace()?;
    let path = absolute(&input.path)?;
    let written = assay_report::export_board(&workspace, &path, &context.work()).await?;
    Ok(exported(&path, written))
}

fn exported(path: &Path, written: Written) -> ReportExported {
    let notices = written.notices.into_iter();
    ReportExported {
        path: path.display().to_string(),
        sha256: written.sha256,
        size: written.size,
        pages: u32::try_from(written.pages).unwrap_or(u32::MAX),
        notices: notices.map(|it| ReportNotice { code: it.code, message: it.message, subject: it.subject }).collect(),
    }
}
