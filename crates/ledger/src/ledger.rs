//! An open workspace folder.

use std::path::Path;
use std::time::Duration;

use sqlx::SqlitePool;
use uuid::Uuid;

use crate::{
    Ambient, Body, Cancel, Checkpoint, DeviceId, Entry, Filter, FolderEvidence, Hash, HeadScope, Home, Opening,
    Progress, Recorded, Replay, Result, Verification, Writing, merkle,
};

/// How patient a ledger is, and the like.
#[derive(Clone, Debug)]
pub struct Settings {
    /// How long to wait for another writer before saying that the workspace is locked.
    pub busy_timeout: Duration,
    /// How many connections read at the same time.
    pub readers: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { busy_timeout: Duration::from_secs(10), readers: 4 }
    }
}

/// An open workspace folder: the record, its readers, its one writer, and the evidence. Clones share all of that.
#[derive(Clone)]
pub struct Ledger {}

impl Ledger {
    /// Makes a workspace in `dir` (which is made when it is not there, and must hold no workspace) and records its
    /// founding: keys, name, the first member and device.
    ///
    /// # Errors
    /// `identity.missing`, `workspace.exists`, `workspace.read_only`, `disk.full`, `disk.failed`.
    pub async fn create(dir: &Path, home: &Home, ambient: Ambient, name: &str) -> Result<Self> {
        todo!()
    }

    /// Opens the workspace in `dir`. See [`Ledger::opening`] for whether this device's key goes on.
    ///
    /// # Errors
    /// `identity.missing`, `workspace.missing`, `workspace.not_one`, `workspace.newer`, `workspace.locked`,
    /// `workspace.foreign`, `workspace.read_only`, `ledger.fork`.
    pub async fn open(dir: &Path, home: &Home, ambient: Ambient) -> Result<Self> {
        todo!()
    }

    /// As [`Ledger::open`], with other settings.
    ///
    /// # Errors
    /// As [`Ledger::open`].
    pub async fn open_with(dir: &Path, home: &Home, ambient: Ambient, settings: Settings) -> Result<Self> {
        todo!()
    }

    /// How it was opened: tell the user when a new device was enrolled.
    pub fn opening(&self) -> Opening {
        todo!()
    }

    /// The folder.
    pub fn dir(&self) -> &Path {
        todo!()
    }

    /// The workspace's id.
    pub fn workspace_id(&self) -> Uuid {
        todo!()
    }

    /// The device that writes.
    pub fn device(&self) -> DeviceId {
        todo!()
    }

    /// The member who writes.
    pub fn member(&self) -> Uuid {
        todo!()
    }

    /// The clock and randomness that were passed in.
    pub fn ambient(&self) -> &Ambient {
        todo!()
    }

    /// Read-only connections, for the projections of the layer above.
    pub fn readers(&self) -> &SqlitePool {
        todo!()
    }

    /// The evidence of this workspace.
    pub fn evidence(&self) -> &FolderEvidence {
        todo!()
    }

    /// Begins a transaction: waits for the one writer of this process and for other processes.
    ///
    /// # Errors
    /// `workspace.locked` when another writer takes too long, `workspace.read_only`.
    pub async fn write(&self) -> Result<Writing> {
        todo!()
    }

    /// A number that changes whenever anyone, this process included, has committed something.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn data_version(&self) -> Result<i64> {
        todo!()
    }

    /// One entry.
    ///
    /// # Errors
    /// `ledger.unknown_entry`.
    pub async fn entry(&self, hash: &Hash) -> Result<Entry> {
        todo!()
    }

    /// What is left of an entry's body, checked against the digest in the entry.
    ///
    /// # Errors
    /// `ledger.unknown_entry`, `body.altered`.
    pub async fn body(&self, hash: &Hash) -> Result<Body> {
        todo!()
    }

    /// One entry with its body.
    ///
    /// # Errors
    /// `ledger.unknown_entry`, `body.altered`.
    pub async fn recorded(&self, hash: &Hash) -> Result<Recorded> {
        todo!()
    }

    /// Entries in the order of arrival, a page at a time.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn entries(&self, filter: &Filter) -> Result<Vec<Recorded>> {
        todo!()
    }

    /// All entries about exactly this subject, of all kinds, in the order of arrival.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn history(&self, subject: &str) -> Result<Vec<Recorded>> {
        todo!()
    }

    /// The current entries of these kinds about exactly this subject: those that nothing supersedes, sorted by hash.
    /// More than one is a dispute.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn current(&self, subject: &str, kinds: &[&str]) -> Result<Vec<Recorded>> {
        todo!()
    }

    /// The hashes of [`Ledger::current`].
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn heads(&self, subject: &str, kinds: &[&str]) -> Result<Vec<Hash>> {
        todo!()
    }

    /// Every device's last signed head under one root.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn checkpoint(&self) -> Result<Checkpoint> {
        todo!()
    }

    /// The proof that an entry is in its device's log as last signed.
    ///
    /// # Errors
    /// `ledger.unknown_entry`.
    pub async fn inclusion_proof(&self, hash: &Hash) -> Result<merkle::InclusionProof> {
        todo!()
    }

    /// The proof that a device's log at size `from` is the beginning of its log at size `to`.
    ///
    /// # Errors
    /// `ledger.unknown_head`.
    pub async fn consistency_proof(&self, device: &DeviceId, from: u64, to: u64) -> Result<merkle::ConsistencyProof> {
        todo!()
    }

    /// Checks every byte of the record. A tampered record is no error but a [`Verification::problem`].
    ///
    /// # Errors
    /// `cancelled`, or when the database can't be read at all.
    pub async fn verify(
        &self,
        heads: HeadScope,
        progress: impl Fn(Progress) + Send + Sync + 'static,
        cancel: &Cancel,
    ) -> Result<Verification> {
        todo!()
    }

    /// All entries with their bodies, causes first, as they are committed now.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn replay(&self) -> Result<Replay> {
        todo!()
    }

    /// Closes all connections. Dropping does the same without waiting for it.
    pub async fn close(self) {
        todo!()
    }
}
