//! One transaction.

use sqlx::sqlite::SqliteConnection;
use uuid::Uuid;

use crate::entry::{Fields, check_body};
use crate::log::{self, Log, NewRow};
use crate::witness::Witness;
use crate::writer::Turn;
use crate::{
    Body, DeviceId, Draft, Entry, Hash, Identity, Import, Ledger, LedgerError, Recorded, Result, Seen, SignedHead,
    body_digest, founding, import, keys, merkle, query,
};

/// One transaction: statements are appended and the layer above writes its projections through the same connection.
/// [`Writing::commit`] signs the device's head once. Dropping it takes everything back.
#[derive(Debug)]
pub struct Writing {
    ledger: Ledger,
    turn: Turn,
    /// The device's log and what it has seen of others, read inside the transaction.
    own: Option<(Log, Vec<Seen>)>,
    erased: bool,
    /// Storing a statement failed half way: only taking everything back is left.
    broken: bool,
}

/// What a commit made durable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committed {
    /// The device's head, signed; nothing when no statement was appended.
    pub head: Option<SignedHead>,
}

impl Writing {
    /// In a turn that has begun a transaction.
    pub(crate) fn new(ledger: &Ledger, turn: Turn) -> Self {
        Self { ledger: ledger.clone(), turn, own: None, erased: false, broken: false }
    }

    /// Takes the write lock and reads, under it, where the device's log ends.
    pub(crate) async fn begin(ledger: &Ledger) -> Result<Self> {
        let device = ledger.device();
        let mut turn = ledger.inner().writer.turn().await?;
        let rows = turn.begin_and(log::STATE, |query| query.bind(device.as_bytes().to_vec())).await?;
        let own = Log::from_rows(device, &rows)?;
        Ok(Self { own: Some(own), ..Self::new(ledger, turn) })
    }

    /// The connection of this transaction, for the projections of the layer above. Never end the transaction on it.
    pub fn connection(&mut self) -> &mut SqliteConnection {
        self.turn.connection()
    }

    /// The member who writes.
    pub fn member(&self) -> Uuid {
        self.ledger.member()
    }

    /// The device that writes.
    pub fn device(&self) -> DeviceId {
        self.ledger.device()
    }

    /// Appends a statement. Its time is the clock's, or that of the device's entry before where the clock is behind.
    ///
    /// # Errors
    /// `statement.invalid`; `ledger.unknown_entry` when a superseded entry is not here;
    /// `statement.changed_meanwhile` when one is superseded already.
    pub async fn append(&mut self, draft: Draft) -> Result<Entry> {
        let Draft { kind, version, subject, mut supersedes, result, body } = draft;
        supersedes.sort_unstable();
        supersedes.dedup();
        for hash in &supersedes {
            self.check_superseded(hash, &subject).await?;
        }
        let invalid = |reason: &str| LedgerError::DraftInvalid { reason: reason.to_owned() };
        let salted = match body {
            Some(body) => {
                check_body(&body).map_err(invalid)?;
                Some((self.ledger.ambient().bytes::<32>(), body))
            }
            None => None,
        };

        let device = self.ledger.device();
        let (log, seen) = match &mut self.own {
            Some(own) => own,
            none => none.insert(Log::load(self.turn.connection(), device).await?),
        };
        let now = self.ledger.ambient().now().as_millisecond();
        let fields = Fields {
            workspace: self.ledger.workspace_id(),
            device,
            seq: log.size(),
            previous: log.last.map(|last| last.hash),
            author: self.ledger.member(),
            kind: &kind,
            version,
            subject: &subject,
            supersedes,
            seen: seen.clone(),
            time: log.last.map_or(now, |last| now.max(last.time)),
            result: result.as_deref(),
            body_digest: salted.as_ref().map(|(salt, body)| body_digest(salt, body)),
        };
        fields.check().map_err(invalid)?;
        let mut bytes = Vec::with_capacity(512);
        fields.encode(&mut bytes);
        let body = salted.as_ref().map(|(salt, body)| (salt, body.as_slice()));
        let new = NewRow { hash: merkle::leaf_hash(&bytes), fields: &fields, bytes: &bytes, body };
        let stored = log.store(self.turn.connection(), &new).await;
        self.broken |= stored.is_err();
        let arrival = stored?;
        Entry::from_fields(&fields, new.hash, bytes.clone(), arrival).map_err(invalid)
    }

    /// Makes somebody a member, in the name of the one who writes; for one who is a member already, names them anew.
    ///
    /// # Errors
    /// As [`Writing::append`].
    pub async fn add_member(&mut self, identity: &Identity) -> Result<Entry> {
        let subject = founding::member_subject(identity.member);
        let supersedes = self.heads(&subject, &[founding::kinds::MEMBER_ADDED]).await?;
        self.append(Draft { supersedes, ..founding::membership(identity)? }).await
    }

    /// A superseded entry must be here and be superseded by nothing yet.
    async fn check_superseded(&mut self, hash: &Hash, subject: &str) -> Result<()> {
        let (here, taken): (bool, bool) = sqlx::query_as(
            "SELECT EXISTS (SELECT 1 FROM entries WHERE hash = ?1),
                    EXISTS (SELECT 1 FROM supersedes WHERE superseded = ?1)",
        )
        .bind(hash.as_bytes().as_slice())
        .fetch_one(self.turn.connection())
        .await?;
        match (here, taken) {
            (false, _) => Err(LedgerError::UnknownEntry(*hash)),
            (true, true) => Err(LedgerError::ChangedMeanwhile { subject: subject.to_owned() }),
            (true, false) => Ok(()),
        }
    }

    /// As [`crate::Ledger::heads`], inside the transaction.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn heads(&mut self, subject: &str, kinds: &[&str]) -> Result<Vec<Hash>> {
        query::heads(self.turn.connection(), subject, kinds).await
    }

    /// Checks that the current entries are exactly the ones that the user saw (in any order).
    ///
    /// # Errors
    /// `statement.changed_meanwhile`.
    pub async fn expect(&mut self, subject: &str, kinds: &[&str], expected: &[Hash]) -> Result<()> {
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        if self.heads(subject, kinds).await? == expected {
            Ok(())
        } else {
            Err(LedgerError::ChangedMeanwhile { subject: subject.to_owned() })
        }
    }

    /// As [`crate::Ledger::current`], inside the transaction.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn current(&mut self, subject: &str, kinds: &[&str]) -> Result<Vec<Recorded>> {
        query::current(self.turn.connection(), subject, kinds).await
    }

    /// As [`crate::Ledger::history`], inside the transaction.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn history(&mut self, subject: &str) -> Result<Vec<Recorded>> {
        query::history(self.turn.connection(), subject).await
    }

    /// As [`crate::Ledger::recorded`], inside the transaction.
    ///
    /// # Errors
    /// `ledger.unknown_entry`, `body.altered`.
    pub async fn recorded(&mut self, hash: &Hash) -> Result<Recorded> {
        query::one(self.turn.connection(), hash).await
    }

    /// Erases an entry's body for good; the entry stays, and the chain still verifies. The statement that says so is
    /// the caller's to append. Gives what was there before.
    ///
    /// # Errors
    /// `ledger.unknown_entry`, `body.not_erasable`.
    pub async fn erase_body(&mut self, hash: &Hash) -> Result<Body> {
        let Recorded { entry, body } = self.recorded(hash).await?;
        if founding::holds_keys(&entry.kind) {
            return Err(LedgerError::BodyNotErasable(*hash));
        }
        sqlx::query("DELETE FROM bodies WHERE entry = ?1").bind(entry.arrival).execute(self.turn.connection()).await?;
        self.erased = true;
        Ok(body)
    }

    /// Takes in rows of other devices. Gives the entries that are new here, in the given order.
    ///
    /// # Errors
    /// `import.refused`, `entry.malformed`; `ledger.fork` when a device wrote two entries at one place.
    pub async fn import(&mut self, import: Import) -> Result<Vec<Entry>> {
        // What this device has seen changes: it is read again at the next statement.
        self.seal("").await?;
        self.own = None;
        let (workspace, device) = (self.ledger.workspace_id(), self.ledger.device());
        let taken = import::run(self.turn.connection(), workspace, device, import).await;
        self.broken |= taken.is_err();
        taken
    }

    /// Signs the head of the statements appended so far, and runs `and_then` in the same message; nothing of that
    /// when there are none.
    async fn seal(&mut self, and_then: &'static str) -> Result<Option<(SignedHead, Witness)>> {
        let Some((log, _)) = &mut self.own else { return Ok(None) };
        let (Some(last), true) = (log.last, log.unsigned) else { return Ok(None) };
        let (workspace, device, size, root) = (self.ledger.workspace_id(), log.device, log.size(), log.root());
        let signature = self.ledger.inner().key.sign(&keys::head_bytes(workspace, &device, size, &root));
        let head = SignedHead { device, size, root, signature };
        log.seal(self.turn.connection(), std::slice::from_ref(&head), and_then).await?;
        let inode = self.ledger.inner().witness.inode;
        Ok(Some((head, Witness { workspace, device, inode, size, last: last.hash })))
    }

    /// Signs the head, commits, and writes the witness.
    ///
    /// # Errors
    /// `disk.full`, `workspace.locked`; `statement.invalid` when a statement failed before. Nothing is recorded then.
    pub async fn commit(mut self) -> Result<Committed> {
        if self.broken {
            let reason = "a statement of the same step could not be stored".to_owned();
            return Err(LedgerError::DraftInvalid { reason });
        }
        let sealed = self.seal("COMMIT").await?;
        match &sealed {
            Some((_, witness)) => {
                self.turn.committed();
                self.ledger.inner().witness.write(witness);
            }
            None => self.turn.commit().await?,
        }
        if self.erased {
            // What was erased is overwritten in the database, but the write-ahead log still holds the page: empty it.
            // Readers may keep it from happening now; then the next checkpoint overwrites it.
            let _ = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(self.turn.connection()).await;
        }
        Ok(Committed { head: sealed.map(|(head, _)| head) })
    }

    /// Takes everything back. Dropping does the same.
    ///
    /// # Errors
    /// When the database can't be reached.
    pub async fn rollback(mut self) -> Result<()> {
        self.turn.roll_back().await
    }
}
