//! An open workspace folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use assay_messages::said;
use sqlx::pool::PoolConnection;
use sqlx::{Sqlite, SqlitePool};
use uuid::Uuid;

use crate::keys::Key;
use crate::merkle::Span;
use crate::witness::WitnessFile;
use crate::writer::Writer;

use crate::{
    Ambient, Body, Cancel, Checkpoint, DeviceId, Entry, Filter, FolderEvidence, Hash, HeadScope, Home, Import,
    LedgerError, Opening, Progress, Recorded, Replay, Result, SignedHead, Verification, Writing, founding, import,
    merkle, opening, query, verify,
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
///
/// A device may write for several members, see [`Ledger::as_member`]; one handle speaks for one of them.
#[derive(Clone)]
pub struct Ledger {
    inner: Arc<Inner>,
    member: Uuid,
}

pub(crate) struct Inner {
    pub(crate) dir: PathBuf,
    pub(crate) database: PathBuf,
    pub(crate) workspace: Uuid,
    pub(crate) device: DeviceId,
    pub(crate) key: Key,
    pub(crate) ambient: Ambient,
    pub(crate) writer: Writer,
    pub(crate) readers: SqlitePool,
    /// The connection that `data_version` is asked on: the number means something only on one and the same.
    pub(crate) watch: tokio::sync::Mutex<Option<PoolConnection<Sqlite>>>,
    pub(crate) evidence: FolderEvidence,
    pub(crate) witness: WitnessFile,
    pub(crate) opening: Opening,
}

impl std::fmt::Debug for Ledger {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut debug = formatter.debug_struct("Ledger");
        debug.field("dir", &self.inner.dir).field("workspace", &self.inner.workspace).field("member", &self.member);
        debug.finish_non_exhaustive()
    }
}

impl Ledger {
    pub(crate) fn from_inner(inner: Inner, member: Uuid) -> Self {
        Self { inner: Arc::new(inner), member }
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.inner
    }

    /// The same ledger, on the same device, written to by another member. Entries say both, so whoever reads them sees
    /// that two people state from one device key.
    ///
    /// # Errors
    /// `member.unknown` where nobody stated that they are a member.
    pub async fn as_member(&self, member: Uuid) -> Result<Self> {
        let known: bool = sqlx::query_scalar("SELECT count(*) > 0 FROM entries WHERE subject = ?1 AND kind = ?2")
            .bind(founding::member_subject(member))
            .bind(founding::kinds::MEMBER_ADDED)
            .fetch_one(&self.inner.readers)
            .await?;
        if known {
            Ok(Self { inner: Arc::clone(&self.inner), member })
        } else {
            Err(LedgerError::MemberUnknown(member))
        }
    }

    /// Makes a workspace in `dir` (which is made when it is not there, and must hold no workspace) and records its
    /// founding: keys, name, the first member and device.
    ///
    /// # Errors
    /// `identity.missing`, `workspace.exists`, `workspace.read_only`, `disk.full`, `disk.failed`.
    pub async fn create(dir: &Path, home: &Home, ambient: Ambient, name: &str) -> Result<Self> {
        opening::create(dir, home, ambient, name, Settings::default()).await
    }

    /// Opens the workspace in `dir`. See [`Ledger::opening`] for whether this device's key goes on.
    ///
    /// # Errors
    /// `identity.missing`, `workspace.missing`, `workspace.not_one`, `workspace.newer`, `workspace.locked`,
    /// `workspace.foreign`, `workspace.read_only`, `ledger.fork`.
    pub async fn open(dir: &Path, home: &Home, ambient: Ambient) -> Result<Self> {
        Self::open_with(dir, home, ambient, Settings::default()).await
    }

    /// As [`Ledger::open`], with other settings.
    ///
    /// # Errors
    /// As [`Ledger::open`].
    pub async fn open_with(dir: &Path, home: &Home, ambient: Ambient, settings: Settings) -> Result<Self> {
        opening::open(dir, home, ambient, settings).await
    }

    /// How it was opened: tell the user when a new device was enrolled.
    pub fn opening(&self) -> Opening {
        self.inner.opening
    }

    /// The folder.
    pub fn dir(&self) -> &Path {
        &self.inner.dir
    }

    /// The workspace's id.
    pub fn workspace_id(&self) -> Uuid {
        self.inner.workspace
    }

    /// The device that writes.
    pub fn device(&self) -> DeviceId {
        self.inner.device
    }

    /// The member who writes.
    pub fn member(&self) -> Uuid {
        self.member
    }

    /// The clock and randomness that were passed in.
    pub fn ambient(&self) -> &Ambient {
        &self.inner.ambient
    }

    /// Read-only connections, for the projections of the layer above.
    pub fn readers(&self) -> &SqlitePool {
        &self.inner.readers
    }

    /// The evidence of this workspace.
    pub fn evidence(&self) -> &FolderEvidence {
        &self.inner.evidence
    }

    /// Begins a transaction: waits for the one writer of this process and for other processes.
    ///
    /// # Errors
    /// `workspace.locked` when another writer takes too long, `workspace.read_only`.
    pub async fn write(&self) -> Result<Writing> {
        Writing::begin(self).await
    }

    /// A number that changes whenever anyone, this process included, has committed something.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn data_version(&self) -> Result<i64> {
        let mut watch = self.inner.watch.lock().await;
        let connection = match watch.as_mut() {
            Some(connection) => connection,
            None => watch.insert(self.inner.readers.acquire().await?),
        };
        Ok(sqlx::query_scalar("PRAGMA data_version").fetch_one(&mut **connection).await?)
    }

    /// One entry.
    ///
    /// # Errors
    /// `ledger.unknown_entry`.
    pub async fn entry(&self, hash: &Hash) -> Result<Entry> {
        Ok(self.recorded(hash).await?.entry)
    }

    /// What is left of an entry's body, checked against the digest in the entry.
    ///
    /// # Errors
    /// `ledger.unknown_entry`, `body.altered`.
    pub async fn body(&self, hash: &Hash) -> Result<Body> {
        Ok(self.recorded(hash).await?.body)
    }

    /// One entry with its body.
    ///
    /// # Errors
    /// `ledger.unknown_entry`, `body.altered`.
    pub async fn recorded(&self, hash: &Hash) -> Result<Recorded> {
        query::one(&mut *self.inner.readers.acquire().await?, hash).await
    }

    /// Entries in the order of arrival, a page at a time.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn entries(&self, filter: &Filter) -> Result<Vec<Recorded>> {
        query::list_entries(&mut *self.inner.readers.acquire().await?, filter).await
    }

    /// All entries about exactly this subject, of all kinds, in the order of arrival.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn history(&self, subject: &str) -> Result<Vec<Recorded>> {
        query::history(&mut *self.inner.readers.acquire().await?, subject).await
    }

    /// The current entries of these kinds about exactly this subject: those that nothing supersedes, sorted by hash.
    /// More than one is a dispute.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn current(&self, subject: &str, kinds: &[&str]) -> Result<Vec<Recorded>> {
        query::current(&mut *self.inner.readers.acquire().await?, subject, kinds).await
    }

    /// The hashes of [`Ledger::current`].
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn heads(&self, subject: &str, kinds: &[&str]) -> Result<Vec<Hash>> {
        query::heads(&mut *self.inner.readers.acquire().await?, subject, kinds).await
    }

    /// The devices that have written here, sorted.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn devices(&self) -> Result<Vec<DeviceId>> {
        Ok(self.checkpoint().await?.heads.into_iter().map(|head| head.device).collect())
    }

    /// One device's entries from place `from` on, with bodies and signed heads, for [`Writing::import`] elsewhere.
    /// All of it is in memory.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn export(&self, device: &DeviceId, from: u64) -> Result<Import> {
        import::export(&mut *self.inner.readers.acquire().await?, device, from).await
    }

    /// Every device's last signed head under one root.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn checkpoint(&self) -> Result<Checkpoint> {
        Checkpoint::read(&mut *self.inner.readers.acquire().await?, self.inner.workspace).await
    }

    /// The proof that an entry is in its device's log as last signed.
    ///
    /// # Errors
    /// `ledger.unknown_entry`.
    pub async fn inclusion_proof(&self, hash: &Hash) -> Result<merkle::InclusionProof> {
        let Entry { device, seq: index, .. } = self.entry(hash).await?;
        let head = self.last_head(&device).await?;
        if index >= head.size {
            return Err(LedgerError::UnknownHead { device, size: index + 1 });
        }
        let path = self.roots(&device, &merkle::inclusion_spans(index, head.size)).await?;
        Ok(merkle::InclusionProof { index, head, path })
    }

    /// The tree over the first `size` entries of a device, for many proofs at once.
    ///
    /// # Errors
    /// `ledger.unknown_head` when there are fewer.
    pub async fn tree(&self, device: &DeviceId, size: u64) -> Result<merkle::Tree> {
        let rows: Vec<Vec<u8>> = sqlx::query_scalar(
            "SELECT hash FROM entries WHERE device = (SELECT id FROM devices WHERE device = ?1) AND seq < ?2 ORDER BY seq",
        )
        .bind(device.as_bytes().as_slice())
        .bind(i64::try_from(size).unwrap_or(i64::MAX))
        .fetch_all(&self.inner.readers)
        .await?;
        let leaves: Vec<Hash> = rows.iter().filter_map(|hash| Hash::from_slice(hash)).collect();
        if leaves.len() as u64 != size {
            return Err(LedgerError::UnknownHead { device: *device, size });
        }
        Ok(merkle::Tree::new(leaves))
    }

    /// The proof that a device's log at size `from` is the beginning of its log at size `to`.
    ///
    /// # Errors
    /// `ledger.unknown_head`.
    pub async fn consistency_proof(&self, device: &DeviceId, from: u64, to: u64) -> Result<merkle::ConsistencyProof> {
        let size = self.last_head(device).await?.size;
        if to > size || from > to {
            return Err(LedgerError::UnknownHead { device: *device, size: from.max(to) });
        }
        let path = self.roots(device, &merkle::consistency_spans(from, to)).await?;
        Ok(merkle::ConsistencyProof { from, to, path })
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
        let inner = Arc::clone(&self.inner);
        let cancel = cancel.clone();
        assay_messages::blocking(move || verify::run(&inner.database, inner.workspace, heads, &progress, &cancel))
            .await
            .map_err(|error| LedgerError::TaskFailed(error.to_string()))?
    }

    /// All entries with their bodies, causes first, as they are committed now.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn replay(&self) -> Result<Replay> {
        Replay::open(self.inner.database.clone()).await
    }

    /// Closes all connections. Dropping does the same without waiting for it.
    pub async fn close(self) {
        // A connection that is lent out would keep the pool from closing.
        drop(self.inner.watch.lock().await.take());
        self.inner.readers.close().await;
        self.inner.writer.close().await;
    }

    async fn last_head(&self, device: &DeviceId) -> Result<SignedHead> {
        let row = sqlx::query(
            "SELECT d.device, h.size, h.root, h.signature FROM devices d JOIN heads h ON h.device = d.id
             WHERE d.device = ?1 ORDER BY h.size DESC LIMIT 1",
        )
        .bind(device.as_bytes().as_slice())
        .fetch_optional(&self.inner.readers)
        .await?;
        SignedHead::from_row(&row.ok_or(LedgerError::UnknownHead { device: *device, size: 0 })?)
    }

    /// The roots of some subtrees of a device's log, from the stored nodes.
    async fn roots(&self, device: &DeviceId, spans: &[Span]) -> Result<Vec<Hash>> {
        let mut connection = self.inner.readers.acquire().await?;
        let mut roots = Vec::with_capacity(spans.len());
        for span in spans {
            let mut hashes = Vec::new();
            for (level, index) in span.nodes() {
                let hash: Option<Vec<u8>> = sqlx::query_scalar(
                    "SELECT hash FROM nodes WHERE device = (SELECT id FROM devices WHERE device = ?1)
                       AND level = ?2 AND idx = ?3
                     UNION ALL
                     SELECT hash FROM entries WHERE device = (SELECT id FROM devices WHERE device = ?1)
                       AND ?2 = 0 AND seq = ?3",
                )
                .bind(device.as_bytes().as_slice())
                .bind(level)
                .bind(i64::try_from(index).unwrap_or(i64::MAX))
                .fetch_optional(&mut *connection)
                .await?;
                let hash = hash.as_deref().and_then(Hash::from_slice).ok_or_else(|| {
                    LedgerError::DatabaseDamaged(said!("the node {level}/{index} of a tree is missing", level, index))
                })?;
                hashes.push(hash);
            }
            roots.push(Span::root(&hashes));
        }
        Ok(roots)
    }
}
