//! Search over everything, and the cross-walk.

use std::path::Path;

use assay_assessment::Workspace;
use assay_assessment::view::{CrosswalkView, SearchAnswer};
use assay_catalogue::{CrosswalkKind, Matrix, MatrixSide};
use assay_messages::noted;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::workspaces::absolute;
use crate::{CommandError, Context, Session};

/// Input of `search`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct SearchInput {
    /// What people type: an id in any spelling, words, or beginnings of them. An empty text makes the next search quick.
    pub text: String,
    /// Most hits; 30 by default.
    pub limit: Option<u32>,
    /// The assessment whose versions of standards count as those in use.
    pub assessment: Option<Uuid>,
}

/// Input of `crosswalk_show`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct CrosswalkShowInput {
    /// A key of the cross-walk, or an id in any spelling: `MSTG-STORAGE-14`, `cwe 312`, `hipaa 164.312(a)(1)`.
    pub of: String,
    /// The assessment by whose versions of standards it goes.
    pub assessment: Option<Uuid>,
}

/// The form of an exported matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum MatrixFormat {
    /// Comma-separated, after RFC 4180.
    Csv,
    /// A note, the columns and the rows.
    Json,
}

/// Input of `crosswalk_export`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct CrosswalkExportInput {
    /// What the rows are: a kind, or a kind and what it belongs to, such as `requirement:fintech`.
    pub rows: String,
    /// What the columns are, such as `clause:hipaa`.
    pub columns: String,
    /// The form.
    pub format: MatrixFormat,
    /// Keep rows and columns that touch nothing.
    pub all: Option<bool>,
    /// Where it goes; without it, the text is the answer.
    pub path: Option<String>,
    /// The assessment by whose versions of standards it goes.
    pub assessment: Option<Uuid>,
}

/// The matrix that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CrosswalkExported {
    /// The file, where one was asked for.
    pub path: Option<String>,
    /// The text, where no file was asked for.
    pub text: Option<String>,
    /// How many rows it has.
    pub rows: u32,
    /// How many columns.
    pub columns: u32,
    /// What a reader has to know.
    pub note: String,
}

/// Hits where nobody says how many.
const HITS: u32 = 30;

pub(crate) async fn search(session: &Session, input: SearchInput, _: Context) -> Result<SearchAnswer, CommandError> {
    let limit = usize::try_from(input.limit.unwrap_or(HITS)).unwrap_or(usize::MAX);
    let workspace = session.workspace()?;
    let mut answer = workspace.search(&input.text, limit, input.assessment).await?;
    if workspace.files_to_read().await? == 0 {
        return Ok(answer);
    }
    if session.read_files(&workspace).await {
        answer.unread += workspace.files_to_read().await?;
    } else {
        answer = workspace.search(&input.text, limit, input.assessment).await?;
    }
    Ok(answer)
}

pub(crate) async fn crosswalk(
    session: &Session,
    input: CrosswalkShowInput,
    _: Context,
) -> Result<CrosswalkView, CommandError> {
    match session.open_workspace() {
        Some(workspace) => Ok(workspace.crosswalk(&input.of, input.assessment).await?),
        None => Ok(Workspace::shipped_crosswalk(&input.of)?),
    }
}

pub(crate) async fn export(
    session: &Session,
    input: CrosswalkExportInput,
    _: Context,
) -> Result<CrosswalkExported, CommandError> {
    let rows: MatrixSide = input.rows.parse()?;
    let columns: MatrixSide = input.columns.parse()?;
    let all = input.all.unwrap_or(false);
    let matrix = match session.open_workspace() {
        Some(workspace) => workspace.crosswalk_matrix(&rows, &columns, all, input.assessment).await?,
        None => Workspace::shipped_matrix(&rows, &columns, all),
    };
    let text = written(&matrix, input.format);
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let mut exported = CrosswalkExported {
        path: None,
        text: None,
        rows: number(matrix.rows.len()),
        columns: number(matrix.columns.len()),
        note: matrix.note,
    };
    match input.path {
        Some(path) => {
            let path = absolute(&path)?;
            replace(&path, &text).map_err(|problem| CommandError::io(&path, noted!("written"), &problem))?;
            exported.path = Some(path.display().to_string());
        }
        None => exported.text = Some(text),
    }
    Ok(exported)
}

fn written(matrix: &Matrix, format: MatrixFormat) -> String {
    match format {
        MatrixFormat::Csv => matrix.csv(),
        MatrixFormat::Json => {
            let mut text = serde_json::to_string_pretty(matrix).unwrap_or_default();
            text.push('\n');
            text
        }
    }
}

/// Writes a file; one that is there is replaced once the new one is whole.
pub(super) fn replace(path: &Path, text: &str) -> std::io::Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    std::fs::write(&beside, text)?;
    std::fs::rename(&beside, path).inspect_err(|_| {
        let _ = std::fs::remove_file(&beside);
    })
}

/// The kinds that a side of a matrix can be, for command lines.
pub fn crosswalk_kinds() -> [&'static str; 11] {
    CrosswalkKind::ALL.map(CrosswalkKind::as_str)
}
