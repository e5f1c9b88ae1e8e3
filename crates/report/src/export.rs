//! From an assessment to a PDF in one call, as hosts need it.

use std::path::{Path, PathBuf};

use assay_assessment::{Work, Workspace};
use uuid::Uuid;

use crate::attach::{attachments, of_board};
use crate::compose::{Composed, board, compose};
use crate::protocol::{DataSource, Event, Look, Request};
use crate::typesetter::{self, Written};
use crate::volumes::{Ceiling, volumes};
use crate::{BoardOptions, Options};
use crate::{ReportError, protocol};

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// Where it lies.
    pub path: PathBuf,
    /// What is in it.
    pub written: Written,
}

/// Composes the report of an assessment and sets it with its template: one file at `output`, or, where it is too large
/// for one, several volumes beside it (`report.pdf` becomes `report-volume-1.pdf` and so on). Steps of the work have the
/// stages `composing`, `reading`, `images`, `layout` and `writing`, over again for each volume.
///
/// # Errors
/// As [`compose()`] and [`typesetter::typeset`]; `report.typesetter_missing`. Then no volume is left.
pub async fn export(
    workspace: &Workspace,
    assessment: Uuid,
    options: &Options,
    output: &Path,
    work: &Work,
) -> Result<Vec<Exported>, ReportError> {
    export_in(workspace, assessment, options, output, options.ceiling(), work).await
}

/// As [`export()`], with a ceiling of one's own for a volume.
///
/// # Errors
/// As [`export()`].
pub async fn export_in(
    workspace: &Workspace,
    assessment: Uuid,
    options: &Options,
    output: &Path,
    ceiling: Ceiling,
    work: &Work,
) -> Result<Vec<Exported>, ReportError> {
    let composed = compose(workspace, assessment, options, work).await?;
    all(workspace, volumes(composed, &options.template, ceiling)?, options, output, work).await
}

/// Sets all volumes of a report, or none.
pub(crate) async fn all(
    workspace: &Workspace,
    volumes: Vec<Composed>,
    options: &Options,
    output: &Path,
    work: &Work,
) -> Result<Vec<Exported>, ReportError> {
    let many = volumes.len() > 1;
    let mut exported = Vec::with_capacity(volumes.len());
    for (index, volume) in volumes.into_iter().enumerate() {
        let path = if many { of_volume(output, index + 1) } else { output.to_owned() };
        match one(workspace, volume, options, &path, work).await {
            Ok(written) => exported.push(Exported { path, written }),
            Err(error) => {
                // A set with a volume missing is worse than none.
                for Exported { path, .. } in &exported {
                    let _gone = std::fs::remove_file(path);
                }
                return Err(error);
            }
        }
    }
    Ok(exported)
}

/// Where a volume goes, beside `output`.
pub fn of_volume(output: &Path, number: usize) -> PathBuf {
    let stem = output.file_stem().unwrap_or_default().to_string_lossy();
    let ending = output.extension().map(|it| format!(".{}", it.to_string_lossy())).unwrap_or_default();
    output.with_file_name(format!("{stem}-volume-{number}{ending}"))
}

/// Sets what was composed as one file.
async fn one(
    workspace: &Workspace,
    composed: Composed,
    options: &Options,
    output: &Path,
    work: &Work,
) -> Result<Written, ReportError> {
    let data = serde_json::to_value(&composed.data)?;
    let attachments = attachments(workspace, &data, options.evidence, work).await?;
    let request = Request {
        template: options.template.clone(),
        data: DataSource::Inline(data),
        images: composed.images,
        attachments,
        output: output.to_owned(),
        memory_limit: None,
        time_limit: None,
        look: options.look.clone(),
    };
    set(request, work).await
}

/// Composes the board and sets it as one page.
///
/// # Errors
/// As [`board()`] and [`typesetter::typeset`]; `report.typesetter_missing`.
pub async fn export_board(
    workspace: &Workspace,
    options: &BoardOptions,
    output: &Path,
    work: &Work,
) -> Result<Written, ReportError> {
    let data = serde_json::to_value(board(workspace, options, work).await?)?;
    let attachments = vec![of_board(&data)?];
    let request = Request {
        template: options.template.clone(),
        data: DataSource::Inline(data),
        images: Vec::new(),
        attachments,
        output: output.to_owned(),
        memory_limit: None,
        time_limit: None,
        look: Look::default(),
    };
    set(request, work).await
}

async fn set(request: Request, work: &Work) -> Result<Written, ReportError> {
    let program = typesetter::find()?;
    let work = work.clone();
    let task = assay_messages::blocking(move || {
        let mut tell = |event: &Event| {
            if let Event::Progress { stage, done, total } = event {
                work.step(word(*stage), *done, *total);
            }
        };
        typesetter::typeset(&program, &request, &mut tell, &|| work.cancel().is_cancelled())
    });
    task.await.map_err(|_| ReportError::TypesetterEnded)?
}

/// The stage as a stable word.
fn word(stage: protocol::Stage) -> &'static str {
    match stage {
        protocol::Stage::Read => "reading",
        protocol::Stage::Images => "images",
        protocol::Stage::Layout => "layout",
        protocol::Stage::Write => "writing",
    }
}
