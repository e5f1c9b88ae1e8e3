//! Pages of PDFs that are evidence, as pictures: drawn by the process that sets reports, so that somebody else's file is
//! read where it can be killed, and where its memory has a bound.

use std::cell::Cell;
use std::path::{Path, PathBuf};

use assay_assessment::{AssessmentError, Work, Workspace};
use assay_ledger::{EvidenceStore, Hash, LedgerError};

use crate::ReportError;
use crate::protocol::PageRequest;
use crate::typesetter;

/// What reading somebody's PDF may take: 2 GiB of address space.
const MEMORY: u64 = 2 << 30;
/// How often it is asked whether to stop, before a page has taken too long: about half a minute.
const PATIENCE: u32 = 750;

/// How many pages a PDF of the evidence has.
///
/// # Errors
/// `evidence.missing`, `report.typesetter_missing`, `report.typesetter_ended`, `typeset.pdf`; cancelled.
pub async fn pages(workspace: &Workspace, sha256: &Hash, work: &Work) -> Result<u64, ReportError> {
    Ok(draw(workspace, sha256, None, 0, work).await?.0)
}

/// A page of a PDF of the evidence as PNG, counted from 1, so many pixels wide.
///
/// # Errors
/// As [`pages`]; `typeset.no_page`.
pub async fn page(
    workspace: &Workspace,
    sha256: &Hash,
    page: u32,
    width: u16,
    work: &Work,
) -> Result<Vec<u8>, ReportError> {
    Ok(draw(workspace, sha256, Some(page), width, work).await?.1)
}

/// A page of a PDF on disk, such as a report that was just made, counted from 1.
///
/// # Errors
/// As [`page`], without `evidence.missing`.
pub async fn page_of(pdf: &Path, page: u32, width: u16, work: &Work) -> Result<Vec<u8>, ReportError> {
    Ok(draw_file(pdf.to_owned(), Some(page), width, work).await?.1)
}

async fn draw(
    workspace: &Workspace,
    sha256: &Hash,
    page: Option<u32>,
    width: u16,
    work: &Work,
) -> Result<(u64, Vec<u8>), ReportError> {
    let (store, sha256) = (workspace.ledger().evidence().clone(), *sha256);
    let found = assay_messages::blocking(move || {
        store
            .size(&sha256)
            .and_then(|size| size.ok_or(LedgerError::EvidenceMissing(sha256)))
            .map(|_| store.path(&sha256))
            .map_err(AssessmentError::from)
    });
    let pdf = found.await.map_err(|_| ReportError::TypesetterEnded)??;
    draw_file(pdf, page, width, work).await
}

async fn draw_file(pdf: PathBuf, page: Option<u32>, width: u16, work: &Work) -> Result<(u64, Vec<u8>), ReportError> {
    let program = typesetter::find()?;
    let work = work.clone();
    let task = assay_messages::blocking(move || {
        let folder = tempfile::tempdir().map_err(|source| unusable(&program, source))?;
        let output = folder.path().join("page.png");
        let request = PageRequest { pdf, page, width, output: output.clone(), memory_limit: Some(MEMORY) };
        let asked = Cell::new(0);
        let stop = || {
            asked.set(asked.get() + 1);
            work.cancel().is_cancelled() || asked.get() > PATIENCE
        };
        let written = typesetter::page(&program, &request, &stop)?;
        let bytes = match page {
            Some(_) => std::fs::read(&output).map_err(|source| unusable(&program, source))?,
            None => Vec::new(),
        };
        Ok((written.pages, bytes))
    });
    task.await.map_err(|_| ReportError::TypesetterEnded)?
}

fn unusable(program: &Path, source: std::io::Error) -> ReportError {
    ReportError::TypesetterUnusable { path: program.display().to_string(), source }
}
