//! The door to the database: one file an area.

mod answering;
mod apps;
mod artefact;
mod assessments;
mod bearing;
mod blackout;
mod blockers;
mod board;
mod builds;
mod bulk;
mod checklist;
mod coding;
mod commits;
mod counts;
mod decisions;
mod evidence;
mod find;
mod findings;
mod former;
mod input;
mod ledger;
mod library;
mod manifest;
mod media;
mod migration;
mod names;
mod opening;
mod pages;
mod people;
mod profiles;
mod progress;
mod proposals;
mod reach;
mod readiness;
mod reading;
mod reconfirm;
mod records;
mod redaction;
mod remarks;
mod reports;
mod review;
mod risks;
mod search;
mod settings;
mod standards;
mod states;
mod steps;
mod sync;
mod tallies;
mod texts;
mod units;
mod uses;
mod verdicts;
mod versions;
mod waivers;
mod withdrawing;

use std::path::Path;
use std::sync::Arc;

use assay_ledger::{Ambient, Home, Ledger, NewDeviceReason, Opening};
use assay_messages::{in_words, said};
use uuid::Uuid;

pub use apps::{ArtefactSource, NewBuild};
pub use commits::CodePlace;
pub(crate) use library::Library;
pub use opening::{CatalogueChoice, MigrationTo, NewAssessment};
pub use reports::{Amending, IssuedFile, KeptFile, NewFile, NewSignature};
pub(crate) use review::Standing;
pub use review::{Assign, ReviewOf};
pub(crate) use search::forget as forget_for_search;
pub(crate) use states::{Sitting, States, UnitHeads};

use crate::planned::Plans;
use crate::view::WorkspaceView;
use crate::{Result, projection};

/// An open workspace. Clones share everything; all methods may be called at the same time.
#[derive(Clone)]
pub struct Workspace {
    ledger: Ledger,
    plans: Arc<Plans>,
    search: Arc<search::SearchCache>,
    texts: Arc<reading::LineIndexes>,
}

impl Workspace {
    /// Makes a workspace in `dir` and registers the catalogues that ship.
    ///
    /// # Errors
    /// `identity.missing`, `workspace.exists`, `workspace.read_only`, `disk.full`, `disk.failed`.
    pub async fn create(dir: &Path, home: &Home, ambient: Ambient, name: &str) -> Result<Workspace> {
        Workspace::over(Ledger::create(dir, home, ambient, name).await?).await
    }

    /// Opens the workspace in `dir`. Projections of another version are rebuilt first.
    ///
    /// # Errors
    /// `identity.missing`, `workspace.missing`, `workspace.not_one`, `workspace.newer`, `workspace.locked`,
    /// `workspace.foreign`, `workspace.read_only`, `ledger.fork`.
    pub async fn open(dir: &Path, home: &Home, ambient: Ambient) -> Result<Workspace> {
        Workspace::over(Ledger::open(dir, home, ambient).await?).await
    }

    /// The workspace over an open ledger, for hosts that open it with other settings.
    ///
    /// # Errors
    /// As [`Workspace::open`].
    pub async fn over(ledger: Ledger) -> Result<Workspace> {
        projection::prepare(&ledger).await?;
        let workspace =
            Workspace { ledger, plans: Arc::new(Plans::default()), search: Arc::default(), texts: Arc::default() };
        workspace.register_shipped().await?;
        Ok(workspace)
    }

    /// Closes it: waits until all connections are closed.
    pub async fn close(self) {
        self.ledger.close().await;
    }

    /// Its id.
    pub fn id(&self) -> Uuid {
        self.ledger.workspace_id()
    }

    /// Its folder.
    pub fn dir(&self) -> &Path {
        self.ledger.dir()
    }

    /// The ledger under it, for verifying, proofs and checkpoints. Statements go through the workspace only.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The frame: name, device, notice.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn describe(&self) -> Result<WorkspaceView> {
        Ok(WorkspaceView {
            id: self.id(),
            dir: self.dir().display().to_string(),
            name: projection::workspace_name(self.ledger.readers()).await?,
            device: self.ledger.device().to_string(),
            notice: self.notice(),
            unknown_statements: self.unknown_statements().await?,
        })
    }

    /// Why a new device was enrolled when it was opened, as a sentence for the user.
    pub fn notice(&self) -> Option<String> {
        let Opening::NewDevice(reason) = self.ledger.opening() else { return None };
        let because = match reason {
            NewDeviceReason::NoWitness => "it was copied or restored, or this computer never wrote to it",
            NewDeviceReason::Behind => "an older state of it was restored",
            NewDeviceReason::Damaged => "the key of this device could not be read",
        };
        Some(said!("This workspace goes on with a new device key, because {because}.", because = in_words(because)))
    }

    /// How many statements of kinds that this version doesn't know the ledger holds. They are kept, and nothing may be
    /// called ready while there are any.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn unknown_statements(&self) -> Result<u64> {
        projection::unknown_statements(self.ledger.readers()).await
    }

    /// The versions of `SQLite` and, where it is built in, of `SQLCipher`.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn engine(&self) -> Result<(String, Option<String>)> {
        let readers = self.ledger.readers();
        let sqlite = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(readers).await?;
        let cipher = sqlx::query_scalar("PRAGMA cipher_version").fetch_optional(readers).await?;
        Ok((sqlite, cipher))
    }

    /// A number that changes whenever anyone, this process included, has committed something.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn data_version(&self) -> Result<i64> {
        let version = self.ledger.data_version().await?;
        self.plans.at(version);
        Ok(version)
    }
}

impl std::fmt::Debug for Workspace {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Workspace").field("dir", &self.dir()).finish_non_exhaustive()
    }
}
