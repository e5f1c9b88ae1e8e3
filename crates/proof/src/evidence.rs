//! Evidence at hand, by digest.

use std::collections::HashMap;
use std::fs::File;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::ProofError;

/// Files by their SHA-256 in hex.
pub type Digests = HashMap<String, PathBuf>;

/// The digests of all files in a folder and below. Links are not followed. `stop` is asked before each file; what was
/// not read then is missing.
///
/// # Errors
/// `verify.file`.
pub fn digests(folder: &Path, stop: &dyn Fn() -> bool) -> Result<Digests, ProofError> {
    let mut found = Digests::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).map_err(|source| unreadable(&folder, source))?;
        for entry in entries {
            let entry = entry.map_err(|source| unreadable(&folder, source))?;
            let path = entry.path();
            let kind = entry.file_type().map_err(|source| unreadable(&path, source))?;
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_file() {
                if stop() {
                    return Ok(found);
                }
                found.insert(digest(&path)?, path);
            }
        }
    }
    Ok(found)
}

fn digest(path: &Path) -> Result<String, ProofError> {
    let mut file = File::open(path).map_err(|source| unreadable(path, source))?;
    let mut hasher = Sha256::new();
    let mut room = vec![0; 1 << 16];
    loop {
        let read = std::io::Read::read(&mut file, &mut room).map_err(|source| unreadable(path, source))?;
        if read == 0 {
            return Ok(hex::encode(hasher.finalize()));
        }
        hasher.update(&room[..read]);
    }
}

fn unreadable(path: &Path, source: std::io::Error) -> ProofError {
    ProofError::File { path: path.display().to_string(), source }
}
