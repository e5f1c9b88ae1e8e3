//! From an assessment to a PDF in one call, as hosts need it.

use std::path::Path;

use assay_assessment::{Work, Workspace};
use uuid::Uuid;

use crate::Options;
use crate::attach::attachments;
use crate::compose::{board, compose};
use crate::protocol::{DataSource, Event, Look, Request, TemplateSource};
use crate::typesetter::{self, Written};
use crate::{ReportError, protocol};

/// Composes the report of an assessment and sets it with its template. Steps of the work have the stages `composing`,
/// `reading`, `images`, `layout` and `writing`.
///
/// # Errors
/// As [`compose()`] and [`typesetter::typeset`]; `report.typesetter_missing`.
pub async fn export(
    workspace: &Workspace,
    assessment: Uuid,
    options: &Options,
    output: &Path,
    work: &Work,
) -> Result<Written, ReportError> {
    let composed = compose(workspace, assessment, options, work).await?;
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
pub async fn export_board(workspace: &Workspace, output: &Path, work: &Work) -> Result<Written, ReportError> {
    let data = serde_json::to_value(board(workspace, work).await?)?;
    let request = Request {
        template: TemplateSource::BuiltIn("board".to_owned()),
        data: DataSource::Inline(data),
        images: Vec::new(),
        attachments: Vec::new(),
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
    let task = tokio::task::spawn_blocking(move || {
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
