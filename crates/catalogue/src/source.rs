//! Where catalogues are read from: git repositories, at a pinned commit, and plain folders.
//!
//! A repository is read straight from its object database: nothing is checked out, and what lies in a work tree without
//! being committed is not seen. A moving name (`HEAD`, a branch, a tag) is resolved once, and the commit is what counts.

mod ahead;
mod assemble;
mod fetch;
mod folder;
mod includes;
mod limits;
mod listing;
mod load;
mod repository;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use listing::{Listed, Listing};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{CatalogueError, CatalogueName, Import};

pub use assemble::read_files;

/// The version of the readers. Raise it when they read something else out of the same files: commits that were read
/// before are then read again.
pub const READER: u32 = 5;

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
    /// The standard to read where a repository holds several: until July 2025 MASTG also held the weaknesses of MASWE.
    /// By default the main one; the others are named in a problem.
    pub standard: Option<CatalogueName>,
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
    /// Code that texts include, and pictures that they show, are read; comes last, and only where there are some.
    Including,
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
    let opened = Opened::open(source, options, progress)?;
    load::load(&opened, options, progress)
}

/// As [`read`], but asks first: `known` gets the commit that the source stands for now, and says whether it was read
/// before. Then nothing is read again, and the result says which commit it is. Plain folders have no commit to ask about.
///
/// # Errors
/// As [`read`].
pub fn read_unless_known(
    source: &Source,
    options: &ReadOptions,
    known: &mut dyn FnMut(&str) -> bool,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Reading, CatalogueError> {
    let opened = Opened::open(source, options, progress)?;
    match opened.commit() {
        Some(commit) if known(&commit) => Ok(Reading::Known { commit, resolved_from: opened.resolved_from() }),
        _ => Ok(Reading::Read(Box::new(load::load(&opened, options, progress)?))),
    }
}

/// What came of a reading that asked first.
#[derive(Debug)]
pub enum Reading {
    /// It was read.
    Read(Box<Import>),
    /// The caller knows the commit.
    Known {
        /// Its full id.
        commit: String,
        /// The branch, tag or `HEAD` that was asked for; none where the commit itself was.
        resolved_from: Option<String>,
    },
}

fn report(
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    phase: Phase,
    done: u32,
    total: u32,
) -> Result<(), CatalogueError> {
    match progress(Progress { phase, done, total }) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(CatalogueError::Cancelled),
    }
}

/// Files of a source, by what the listing says of them.
enum Files<'s> {
    Folder(&'s folder::Folder),
    Objects(repository::Objects),
}

impl Files<'_> {
    /// The content of a file; none where it has more than `most` bytes.
    fn load(&self, listed: &Listed, most: u64) -> Result<Option<Vec<u8>>, CatalogueError> {
        match (self, listed.object) {
            (Files::Objects(objects), Some(object)) => objects.read(object, most),
            (Files::Folder(folder), _) => folder.load(&listed.path, most),
            // The listing of a repository names the object of each file.
            (Files::Objects(_), None) => Ok(None),
        }
    }
}

/// A source that was found to be there.
enum Opened {
    Folder(folder::Folder),
    Repository(repository::Pinned),
}

impl Opened {
    fn open(
        source: &Source,
        options: &ReadOptions,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Opened, CatalogueError> {
        let revision = options.revision.as_deref();
        match source {
            Source::Folder(path) if repository::is_at(path) => {
                repository::Pinned::open(path, revision).map(Opened::Repository)
            }
            Source::Folder(path) => match revision {
                Some(revision) => Err(CatalogueError::FolderHasNoCommits {
                    path: path.display().to_string(),
                    revision: revision.to_owned(),
                }),
                None => folder::Folder::open(path).map(Opened::Folder),
            },
            Source::Repository(at) => match fetch::Location::of(at)? {
                fetch::Location::Local(path) => repository::Pinned::open(&path, revision).map(Opened::Repository),
                fetch::Location::Remote(url) => {
                    let cache = options.cache.as_deref().ok_or(CatalogueError::NoCache)?;
                    fetch::fetch(&url, revision, cache, progress).map(Opened::Repository)
                }
            },
        }
    }

    fn name(&self) -> String {
        match self {
            Opened::Folder(folder) => folder.name(),
            Opened::Repository(repository) => repository.name.clone(),
        }
    }

    fn list(&self, progress: &mut dyn FnMut(Progress) -> ControlFlow<()>) -> Result<Listing, CatalogueError> {
        report(progress, Phase::Listing, 0, 0)?;
        match self {
            Opened::Folder(folder) => folder.list(),
            Opened::Repository(repository) => repository.list(),
        }
    }

    /// What reads its files, for each of some threads.
    fn files(&self, threads: usize) -> Result<Vec<Files<'_>>, CatalogueError> {
        let of_thread = |_| {
            Ok(match self {
                Opened::Folder(folder) => Files::Folder(folder),
                Opened::Repository(repository) => Files::Objects(repository.objects()?),
            })
        };
        (0..threads).map(of_thread).collect()
    }

    fn commit(&self) -> Option<String> {
        match self {
            Opened::Folder(_) => None,
            Opened::Repository(repository) => Some(repository.commit.to_string()),
        }
    }

    fn resolved_from(&self) -> Option<String> {
        match self {
            Opened::Folder(_) => None,
            Opened::Repository(repository) => repository.resolved_from.clone(),
        }
    }

    /// The URL of the repository's origin. A path of this machine is nobody's business and stays out.
    fn origin(&self) -> Option<String> {
        match self {
            Opened::Folder(_) => None,
            Opened::Repository(repository) => repository.origin(),
        }
    }

    /// The version that a tag gives to the commit.
    fn tag(&self) -> Option<String> {
        match self {
            Opened::Folder(_) => None,
            Opened::Repository(repository) => repository.tag(),
        }
    }

    fn licence(&self) -> Result<String, CatalogueError> {
        for name in ["License.md", "LICENSE.md", "LICENSE"] {
            let bytes = match self {
                Opened::Folder(folder) if folder.has(name) => folder.load(name, limits::MOST_BYTES_OF_A_FILE)?,
                Opened::Folder(_) => None,
                Opened::Repository(repository) => repository.load_path(name)?,
            };
            if let Some(bytes) = bytes {
                let text = String::from_utf8_lossy(&bytes);
                if text.contains("Attribution-ShareAlike 4.0") || text.contains("CC BY-SA 4.0") {
                    return Ok("CC BY-SA 4.0".to_owned());
                }
            }
        }
        Ok("unknown".to_owned())
    }
}

/// A number of files as progress tells it.
fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn io_error(path: &Path, source: std::io::Error) -> CatalogueError {
    CatalogueError::Io { path: path.display().to_string(), source }
}
