//! Words of PDFs that are evidence, for the search: read by the process that sets reports, as their pages are drawn there.
//! Whatever a file does to that process, it is found by less and nothing else happens.

use std::cell::Cell;
use std::path::{Path, PathBuf};

use assay_assessment::Workspace;
use assay_ledger::{EvidenceStore, Hash};

use crate::ReportError;
use crate::protocol::WordsRequest;
use crate::typesetter;

/// What reading somebody's PDF may take: 2 GiB of address space.
const MEMORY: u64 = 2 << 30;
/// And how many seconds.
const TIME: u64 = 10;
/// How much of its text is kept, in bytes: as much as of a text file.
const MOST: usize = 1 << 20;
/// How often it is asked whether to stop before a process that does not end by itself is killed: about 15 seconds.
const PATIENCE: u32 = 375;

/// Reads the PDFs whose words the search does not know yet, one after the other. A file that cannot be read has no words,
/// and is not tried again.
///
/// # Errors
/// `report.typesetter_missing`, `report.typesetter_unusable`: then they wait on. When the database can't be read.
pub async fn read_waiting(workspace: &Workspace) -> Result<(), ReportError> {
    while let Some(sha256) = workspace.file_to_read().await? {
        let words = words_of(workspace, sha256).await?;
        workspace.keep_words_of_file(&sha256, &words).await?;
    }
    Ok(())
}

async fn words_of(workspace: &Workspace, sha256: Hash) -> Result<String, ReportError> {
    let program = typesetter::find()?;
    let store = workspace.ledger().evidence().clone();
    let task = assay_messages::blocking(move || match store.size(&sha256) {
        Ok(Some(_)) => words_of_file(&program, store.path(&sha256)),
        // What is gone or altered is told where evidence is checked.
        _ => Ok(String::new()),
    });
    task.await.map_err(|_| ReportError::TypesetterEnded)?
}

fn words_of_file(program: &Path, pdf: PathBuf) -> Result<String, ReportError> {
    let unusable = |source| ReportError::TypesetterUnusable { path: program.display().to_string(), source };
    let folder = tempfile::tempdir().map_err(unusable)?;
    let output = folder.path().join("words.txt");
    let request =
        WordsRequest { pdf, output: output.clone(), most: MOST, memory_limit: Some(MEMORY), time_limit: Some(TIME) };
    let asked = Cell::new(0);
    let stop = || {
        asked.set(asked.get() + 1);
        asked.get() > PATIENCE
    };
    if let Err(error @ (ReportError::TypesetterMissing | ReportError::TypesetterUnusable { .. })) =
        typesetter::words(program, &request, &stop)
    {
        return Err(error);
    }
    // Whatever became of it: the pages before are read.
    let bytes = std::fs::read(&output).unwrap_or_default();
    Ok(String::from_utf8_lossy(&bytes[..bytes.len().min(MOST)]).into_owned())
}
