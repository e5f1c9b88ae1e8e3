//! A plain folder: an export, or a checkout whose `.git` was left behind.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::io_error;
use super::listing::Listing;
use crate::CatalogueError;

pub(super) struct Folder {
    root: PathBuf,
}

impl Folder {
    pub(super) fn open(path: &Path) -> Result<Folder, CatalogueError> {
        match fs::metadata(path) {
            Ok(found) if found.is_dir() => Ok(Folder { root: path.to_owned() }),
            Ok(_) => Err(CatalogueError::NotFound { path: path.display().to_string() }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                Err(CatalogueError::NotFound { path: path.display().to_string() })
            }
            Err(error) => Err(io_error(path, error)),
        }
    }

    pub(super) fn name(&self) -> String {
        self.root.display().to_string()
    }

    pub(super) fn list(&self) -> Result<Listing, CatalogueError> {
        let mut listing = Listing::new(self.name());
        walk(&self.root, "", 0, &mut listing)?;
        Ok(listing)
    }

    pub(super) fn has(&self, path: &str) -> bool {
        fs::symlink_metadata(self.root.join(path)).is_ok_and(|found| found.is_file())
    }

    /// A file; none where it has more than `most` bytes.
    pub(super) fn load(&self, path: &str, most: u64) -> Result<Option<Vec<u8>>, CatalogueError> {
        let path = self.root.join(path);
        let mut bytes = Vec::new();
        let file = fs::File::open(&path).map_err(|error| io_error(&path, error))?;
        file.take(most + 1).read_to_end(&mut bytes).map_err(|error| io_error(&path, error))?;
        Ok(Some(bytes).filter(|bytes| bytes.len() as u64 <= most))
    }
}

/// Lists what is below a folder, without following links.
fn walk(folder: &Path, prefix: &str, depth: usize, listing: &mut Listing) -> Result<(), CatalogueError> {
    for entry in fs::read_dir(folder).map_err(|error| io_error(folder, error))? {
        let entry = entry.map_err(|error| io_error(folder, error))?;
        let Some(path) = listing.path(prefix, entry.file_name().as_encoded_bytes()) else { continue };
        // The kind of the entry itself: a link is a link, wherever it points.
        let kind = entry.file_type().map_err(|error| io_error(&entry.path(), error))?;
        if kind.is_symlink() {
            listing.link(path)?;
        } else if kind.is_dir() {
            if listing.enters(&path, depth)? {
                walk(&entry.path(), &format!("{path}/"), depth + 1, listing)?;
            }
        } else if kind.is_file() {
            listing.file(path, None)?;
        }
    }
    Ok(())
}
