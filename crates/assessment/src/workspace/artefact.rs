//! The tested file of a build: hashed where it lies, never copied.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use assay_ledger::LedgerError;
use sha2::{Digest, Sha256};

use super::apps::ArtefactSource;
use super::input;
use crate::view::Artefact;
use crate::{Result, Work};

/// Bytes read at once.
const BLOCK: usize = 1 << 20;

pub(super) async fn read(source: ArtefactSource, work: &Work) -> Result<Artefact> {
    match source {
        ArtefactSource::Sha256(text) => {
            Ok(Artefact { file_name: None, sha256: input::sha256("The SHA-256 of the artefact", &text)?, size: None })
        }
        ArtefactSource::File(path) => {
            let work = work.clone();
            tokio::task::spawn_blocking(move || hash_file(&path, &work))
                .await
                .map_err(|error| LedgerError::TaskFailed(error.to_string()))?
        }
    }
}

fn hash_file(path: &Path, work: &Work) -> Result<Artefact> {
    let unreadable = |source| LedgerError::EvidenceUnreadable { path: path.to_owned(), source };
    // Looked at before it is opened: opening a pipe would wait for whoever writes to it.
    let metadata = std::fs::metadata(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => LedgerError::EvidenceFileMissing { path: path.to_owned() },
        _ => unreadable(error),
    })?;
    if !metadata.is_file() {
        let what = if metadata.is_dir() { "a folder" } else { "a device or a pipe" };
        return Err(LedgerError::EvidenceNotAFile { path: path.to_owned(), what }.into());
    }
    let mut file = File::open(path).map_err(unreadable)?;
    let mut hasher = Sha256::new();
    let mut block = vec![0; BLOCK];
    let mut size = 0;
    loop {
        work.check()?;
        let read = file.read(&mut block).map_err(unreadable)?;
        if read == 0 {
            break;
        }
        hasher.update(&block[..read]);
        size += read as u64;
        work.step("hashing", size, Some(metadata.len()));
    }
    if size != metadata.len() {
        return Err(LedgerError::EvidenceChanged { path: path.to_owned() }.into());
    }
    Ok(Artefact {
        file_name: path.file_name().map(|name| name.to_string_lossy().into_owned()),
        sha256: hex::encode(hasher.finalize()),
        size: Some(size),
    })
}
