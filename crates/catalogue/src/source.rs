//! Where catalogues are read from: git repositories, at a pinned commit, and plain folders.

use std::ops::ControlFlow;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{CatalogueError, Import};

/// Where a catalogue is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", tag = "kind", content = "at")]
pub enum Source {
    /// A folder. If it is a git work tree or a bare repository it is read as one, else from the file system.
    Folder(PathBuf),
    /// A git repository: a path, a `file:` or an `https:` URL.
    Repository(String),
}

/// What to read, and what the caller knows about it.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// A full commit id; or a branch, a tag or `HEAD` (the default), which is resolved once and reported.
    pub revision: Option<String>,
    /// The folder that repositories at URLs are fetched into; each gets a bare repository of its own in it.
    pub cache: Option<PathBuf>,
    /// The version as people say it, where the caller knows it.
    pub version: Option<String>,
    /// The URL to state as origin, where the caller knows better than the path it reads from.
    pub source_url: Option<String>,
    /// The commit to state for a plain folder that was exported from one.
    pub stated_commit: Option<String>,
}

/// What a reading is busy with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// Objects come from a remote.
    Fetching,
    /// Files are looked for.
    Listing,
    /// Files are read.
    Reading,
}

/// How far a reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Progress {
    /// What it is busy with.
    pub phase: Phase,
    /// Objects or files done.
    pub done: u32,
    /// Objects or files in all; 0 while unknown.
    pub total: u32,
}

/// Reads a catalogue with its texts.
///
/// `progress` is called often; where it breaks, the reading stops with `catalogue.cancelled`.
///
/// # Errors
/// Where there is no catalogue to read at all, see [`CatalogueError`]; a broken file is a problem of the import instead.
pub fn read(
    source: &Source,
    options: &ReadOptions,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Import, CatalogueError> {
    let _ = (source, options, progress);
    Err(CatalogueError::Cancelled)
}
