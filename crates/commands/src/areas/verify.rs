//! Checking a report: no workspace is needed, and none is opened.

use std::fs;
use std::path::{Path, PathBuf};

use assay_messages::noted;
use assay_proof::evidence::digests;
use assay_proof::{Against, Verification};
use serde::Deserialize;
use ts_rs::TS;

use super::workspaces::absolute;
use crate::{CommandError, Context, Session};

/// A larger file is no report.
const LARGEST: u64 = 1 << 30;

/// Input of `report_verify`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ReportVerifyInput {
    /// The report.
    pub path: String,
    /// Further files: the other volumes of a report in several.
    #[serde(default)]
    #[ts(optional = nullable, as = "Option<Vec<String>>")]
    pub volumes: Vec<String>,
    /// A folder that holds evidence: that of a workspace, or any other.
    pub evidence: Option<String>,
    /// An earlier report of the same workspace.
    pub earlier: Option<String>,
    /// SHA-256 of certificates that are known, hex. The user's own is known without being named.
    #[serde(default)]
    #[ts(optional = nullable, as = "Option<Vec<String>>")]
    pub known: Vec<String>,
}

pub(crate) async fn verify(
    session: &Session,
    input: ReportVerifyInput,
    context: Context,
) -> Result<Verification, CommandError> {
    let paths = std::iter::once(&input.path).chain(&input.volumes).map(|path| absolute(path));
    let paths = paths.collect::<Result<Vec<PathBuf>, _>>()?;
    let evidence = input.evidence.as_deref().map(absolute).transpose()?;
    let earlier = input.earlier.as_deref().map(absolute).transpose()?;
    let mut known: Vec<String> = input.known.iter().map(|it| it.to_ascii_lowercase().replace(':', "")).collect();
    known.extend(super::signing::own(session)?.map(|own| own.fingerprint()));
    let work = context.work();
    let checked = assay_messages::blocking(move || {
        work.step("checking", 0, None);
        let files = paths.iter().map(|path| read(path)).collect::<Result<Vec<_>, _>>()?;
        let earlier = earlier.as_deref().map(read).transpose()?;
        let evidence =
            evidence.map(|folder: PathBuf| digests(&folder, &|| work.cancel().is_cancelled())).transpose()?;
        // Some of the evidence unread would look like some of it missing.
        work.check()?;
        let against = Against { earlier: earlier.as_deref(), evidence: evidence.as_ref(), known };
        let files: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
        Ok(assay_proof::verify_all(&files, &against)?)
    });
    checked.await.map_err(|_| CommandError::panicked("report_verify"))?
}

pub(super) fn read(path: &Path) -> Result<Vec<u8>, CommandError> {
    let size = fs::metadata(path).map_err(|problem| CommandError::io(path, noted!("read"), &problem))?.len();
    if size > LARGEST {
        return Err(CommandError::new(
            "verify.too_large",
            "The file is larger than 1 GiB; no report is.",
            "Name the report itself.",
        )
        .about(path));
    }
    fs::read(path).map_err(|problem| CommandError::io(path, noted!("read"), &problem))
}
