//! The ledger as lists show it, verifying it, taking in rows, and making the projections anew.

use assay_ledger::{Entry, Hash, HeadScope, Import, Kept, ProblemKind};
use sqlx::{QueryBuilder, Row, Sqlite};

use super::Workspace;
use crate::projection::{self, Stating};
use crate::view::{
    CheckpointCheck, CheckpointOutcome, CheckpointView, EntryView, LedgerPage, ProblemView, VerificationView,
};
use crate::{Result, Work};

/// What an entry is shown from; a condition follows.
const ENTRIES: &str = "SELECT e.id, e.bytes, EXISTS (SELECT 1 FROM supersedes s WHERE s.superseded = e.hash),
        EXISTS (SELECT 1 FROM bodies b WHERE b.entry = e.id)
     FROM entries e WHERE ";

impl Workspace {
    /// Every device's signed head under one root.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn checkpoint(&self) -> Result<CheckpointView> {
        Ok(self.ledger.checkpoint().await?.into())
    }

    /// Looks for a checkpoint that was kept elsewhere among all states that this record ever had.
    ///
    /// # Errors
    /// `cancelled`, or when the database can't be read.
    pub async fn check_checkpoint(&self, root: &Hash, work: &Work) -> Result<CheckpointCheck> {
        let now: u64 = self.ledger.checkpoint().await?.heads.iter().map(|head| head.size).sum();
        let found = self.ledger.find_checkpoint(root, work.ledger_progress("verifying"), work.cancel()).await?;
        let (outcome, entries) = match found {
            Kept::Found(then) => (CheckpointOutcome::Found, then.heads.iter().map(|head| head.size).sum()),
            Kept::Unknown => (CheckpointOutcome::Unknown, 0),
            Kept::TooMany => (CheckpointOutcome::TooMany, 0),
        };
        let since = if outcome == CheckpointOutcome::Found { now.saturating_sub(entries) } else { 0 };
        Ok(CheckpointCheck { root: root.to_string(), outcome, entries, since })
    }

    /// Entries, newest arrival first: at most `limit`, only those that arrived before `before`.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn ledger_page(&self, limit: u32, before: Option<i64>) -> Result<LedgerPage> {
        let total: i64 = sqlx::query_scalar("SELECT count(*) FROM entries").fetch_one(self.ledger.readers()).await?;
        let mut query = QueryBuilder::new(ENTRIES);
        query.push("e.id < ").push_bind(before.unwrap_or(i64::MAX));
        query.push(" ORDER BY e.id DESC LIMIT ").push_bind(i64::from(limit));
        let entries = self.read_entries(query).await?;
        Ok(LedgerPage { checkpoint: self.checkpoint().await?, total: total.unsigned_abs(), entries })
    }

    /// Some entries, the newest first by the claimed time. The order of arrival is each device's own and says nothing here,
    /// so that they are the same everywhere.
    pub(super) async fn entries_of(&self, arrivals: &[i64]) -> Result<Vec<EntryView>> {
        if arrivals.is_empty() {
            return Ok(Vec::new());
        }
        let mut query = QueryBuilder::new(ENTRIES);
        query.push("e.id IN (");
        let mut list = query.separated(", ");
        for arrival in arrivals {
            list.push_bind(*arrival);
        }
        query.push(")");
        let mut entries = self.read_entries(query).await?;
        for entry in &mut entries {
            entry.arrival = 0;
        }
        entries.sort_by(|one, other| (other.at, &other.hash).cmp(&(one.at, &one.hash)));
        Ok(entries)
    }

    async fn read_entries(&self, mut query: QueryBuilder<Sqlite>) -> Result<Vec<EntryView>> {
        let names = self.names().await?;
        let rows = query.build().fetch_all(self.ledger.readers()).await?;
        let mut entries = Vec::with_capacity(rows.len());
        for row in &rows {
            let entry = Entry::decode(row.try_get(1)?)?;
            let has_body: bool = row.try_get(3)?;
            entries.push(EntryView {
                hash: entry.hash.to_string(),
                arrival: row.try_get(0)?,
                device: entry.device.to_string(),
                seq: entry.seq,
                kind: entry.kind,
                subject: entry.subject,
                at: entry.time,
                by: names.of(entry.author),
                result: entry.result,
                superseded: row.try_get(2)?,
                redacted: entry.body_digest.is_some() && !has_body,
            });
        }
        Ok(entries)
    }

    /// Checks every byte of the record. A tampered record is no error but a [`VerificationView::problem`].
    ///
    /// # Errors
    /// `cancelled`, or when the database can't be read at all.
    pub async fn verify(&self, work: &Work) -> Result<VerificationView> {
        let found = self.ledger.verify(HeadScope::All, work.ledger_progress("verifying"), work.cancel()).await?;
        let unknown = found.devices.iter().filter(|device| !device.known);
        Ok(VerificationView {
            sound: found.problem.is_none(),
            entries: found.entries,
            bodies_present: found.bodies_present,
            bodies_erased: found.bodies_erased,
            heads: found.heads,
            unknown_keys: unknown.map(|device| device.device.to_string()).collect(),
            problem: found.problem.map(|problem| ProblemView {
                kind: problem_word(problem.kind).to_owned(),
                entry: problem.hash.map(|hash| hash.to_string()),
                device: problem.device.map(|device| device.to_string()),
                seq: problem.seq,
                sentence: problem.sentence,
            }),
            checkpoint: self.checkpoint().await?,
        })
    }

    /// Drops the projections and makes them anew from the statements. Gives how many were replayed.
    ///
    /// # Errors
    /// `cancelled`, `workspace.locked`, `disk.full`. Then the projections stay as they were.
    pub async fn rebuild(&self, work: &Work) -> Result<u64> {
        projection::rebuild(&self.ledger, work).await
    }

    /// Takes in rows of other devices and applies them, in one transaction. Gives how many were new.
    ///
    /// # Errors
    /// `import.refused`, `entry.malformed`, `ledger.fork`. Then nothing is taken in.
    pub async fn import(&self, import: Import) -> Result<u64> {
        let mut stating = Stating::begin(&self.ledger).await?;
        let count = stating.import(import).await?;
        stating.commit().await?;
        self.plans.forget_subjects();
        Ok(count)
    }
}

fn problem_word(kind: ProblemKind) -> &'static str {
    match kind {
        ProblemKind::Entry => "entry",
        ProblemKind::Chain => "chain",
        ProblemKind::Column => "column",
        ProblemKind::Body => "body",
        ProblemKind::Supersedes => "supersedes",
        ProblemKind::Node => "node",
        ProblemKind::Root => "root",
        ProblemKind::Signature => "signature",
        ProblemKind::Unsigned => "unsigned",
        ProblemKind::Fork => "fork",
        _ => "other",
    }
}
