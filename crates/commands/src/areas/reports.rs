//! The report as a PDF.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

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
}

pub(crate) async fn export(
    session: &Session,
    input: ReportExportInput,
    context: Context,
) -> Result<ReportExported, CommandError> {
    let _ = (session, input, context);
    Err(CommandError::new("report.not_yet", "Reports can't be written yet.", "Wait for the next version."))
}
