//! Files by their SHA-256, durable before the statement that names them. `docs/FORMATS.md`, "Evidence store".

mod folder;
mod source;

use std::io::{Read, Seek};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::{Cancel, Hash, Progress, Result};

pub use folder::FolderEvidence;

/// A file that the store holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored {
    /// Its name: the SHA-256 of its bytes.
    pub sha256: Hash,
    /// Its size in bytes.
    pub size: u64,
}

/// What is wrong with a stored file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "damage", rename_all = "kebab-case")]
pub enum Damage {
    /// A statement names it, and it is not there.
    Missing {
        /// The name.
        sha256: Hash,
    },
    /// Its bytes are not what its name says.
    Altered {
        /// The name.
        sha256: Hash,
        /// What its bytes are instead.
        found: Hash,
    },
}

impl Damage {
    /// The name of the file that is damaged.
    pub fn sha256(&self) -> Hash {
        match self {
            Self::Missing { sha256 } | Self::Altered { sha256, .. } => *sha256,
        }
    }
}

/// An open piece of evidence.
pub trait EvidenceFile: Read + Seek + Send {}
impl<T: Read + Seek + Send> EvidenceFile for T {}

/// Where evidence is kept. Small, so that a store of a team can stand behind it later. The calls block: async code
/// runs them through `tokio::task::spawn_blocking`, or uses the async functions of [`FolderEvidence`].
pub trait EvidenceStore: Send + Sync {
    /// Takes in the file at `path` and gives its name once it is durable: only then may a statement name it.
    ///
    /// # Errors
    /// `evidence.no_file`, `evidence.link`, `evidence.not_a_file`, `evidence.unreadable`, `evidence.changed`,
    /// `evidence.read_only`, `disk.full`, `cancelled`. Nothing is left behind then.
    fn add(&self, path: &Path, progress: &dyn Fn(Progress), cancel: &Cancel) -> Result<Stored>;

    /// Takes in bytes, such as a pasted screenshot.
    ///
    /// # Errors
    /// `evidence.read_only`, `disk.full`.
    fn add_bytes(&self, bytes: &[u8]) -> Result<Stored>;

    /// Opens a stored file for reading.
    ///
    /// # Errors
    /// `evidence.missing`.
    fn open(&self, sha256: &Hash) -> Result<Box<dyn EvidenceFile>>;

    /// The size of a stored file; nothing when it is not there.
    ///
    /// # Errors
    /// When the store can't be reached.
    fn size(&self, sha256: &Hash) -> Result<Option<u64>>;

    /// Reads again what statements name (`Some`: missing files are damage too) or all that is there (`None`), and
    /// lists what is damaged, sorted by name.
    ///
    /// # Errors
    /// `cancelled`, or when the store can't be reached.
    fn verify(&self, named: Option<&[Hash]>, progress: &dyn Fn(Progress), cancel: &Cancel) -> Result<Vec<Damage>>;

    /// Removes what interrupted adds left behind; gives how many files. Takes an exclusive lock against adds.
    ///
    /// # Errors
    /// `evidence.busy` while files are being added.
    fn sweep(&self) -> Result<u64>;
}
