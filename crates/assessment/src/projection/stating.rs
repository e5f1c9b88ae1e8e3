//! One transaction of statements: each is appended to the ledger and applied to the projections.

use std::collections::HashSet;

use assay_ledger::{Draft, Entry, Hash, Identity, Import, Ledger, LedgerError, Writing};
use serde::Serialize;
use sqlx::SqliteConnection;
use uuid::Uuid;

use super::rows::UnitRows;
use super::{Bearing, apply, bearing, rests, set_applied, tallies};
use crate::statement::{Kind, Subject};
use crate::{AssessmentError, Noun, Result};

/// One transaction of statements. Dropping it takes everything back.
pub(crate) struct Stating {
    writing: Writing,
    /// The last entry that the projections know.
    applied: i64,
    /// Whether the row that says so has to be written.
    advanced: bool,
    /// Assessments and builds of which this transaction knows that they are there.
    standing: HashSet<Uuid>,
}

/// Where an entry comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Arriving {
    StatedHere,
    FromElsewhere,
}

/// Entries a page when catching up.
const PAGE: i64 = 1000;

impl Stating {
    /// Begins, and first applies what the projections don't know yet: the ledger states founding and devices itself.
    pub(crate) async fn begin(ledger: &Ledger) -> Result<Stating> {
        let mut writing = ledger.write().await?;
        let (applied, last): (i64, i64) =
            sqlx::query_as("SELECT applied, (SELECT coalesce(max(id), 0) FROM entries) FROM projection_state")
                .fetch_one(writing.connection())
                .await?;
        let mut stating = Stating { writing, applied, advanced: false, standing: HashSet::new() };
        if applied < last {
            stating.catch_up().await?;
        }
        Ok(stating)
    }

    async fn catch_up(&mut self) -> Result<()> {
        loop {
            let hashes: Vec<(i64, Vec<u8>)> =
                sqlx::query_as("SELECT id, hash FROM entries WHERE id > ?1 ORDER BY id LIMIT ?2")
                    .bind(self.applied)
                    .bind(PAGE)
                    .fetch_all(self.writing.connection())
                    .await?;
            if hashes.is_empty() {
                return Ok(());
            }
            for (_, hash) in hashes {
                let Some(hash) = Hash::from_slice(&hash) else { continue };
                let recorded = self.writing.recorded(&hash).await?;
                self.take_in(&recorded.entry, recorded.body.as_bytes(), Arriving::FromElsewhere).await?;
            }
        }
    }

    /// The connection of this transaction.
    pub(crate) fn connection(&mut self) -> &mut SqliteConnection {
        self.writing.connection()
    }

    /// The ledger's own transaction.
    pub(crate) fn writing(&mut self) -> &mut Writing {
        &mut self.writing
    }

    /// Checks that the current entries of these kinds about the subject are exactly the ones that the user saw.
    pub(crate) async fn expect(&mut self, subject: &Subject, kinds: &[Kind], expected: &[Hash]) -> Result<()> {
        let kinds: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
        Ok(self.writing.expect(&subject.to_string(), &kinds, expected).await?)
    }

    /// The current entries of these kinds about the subject.
    pub(crate) async fn heads(&mut self, subject: &Subject, kinds: &[Kind]) -> Result<Vec<Hash>> {
        let kinds: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
        Ok(self.writing.heads(&subject.to_string(), &kinds).await?)
    }

    /// The current answers to this question about the subject; all of them where it is a build's.
    pub(crate) async fn answers(&mut self, subject: &Subject, asked: Option<&str>) -> Result<Vec<Hash>> {
        let mut heads = self.heads(subject, Kind::ResultStated.area()).await?;
        if asked.is_some() {
            let mut own = Vec::with_capacity(heads.len());
            for head in heads {
                let given = self.question(&head).await?;
                if bearing(given.as_deref(), asked) != Bearing::Elsewhere {
                    own.push(head);
                }
            }
            heads = own;
        }
        Ok(heads)
    }

    /// Checks that the current answers to this question are exactly the ones that the user saw.
    pub(crate) async fn expect_answers(
        &mut self,
        subject: &Subject,
        asked: Option<&str>,
        expected: &[Hash],
    ) -> Result<()> {
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        if self.answers(subject, asked).await? == expected {
            return Ok(());
        }
        Err(LedgerError::ChangedMeanwhile { subject: subject.to_string() }.into())
    }

    /// The question that an answer was given for, where it says so.
    pub(crate) async fn question(&mut self, answer: &Hash) -> Result<Option<String>> {
        let query = "SELECT w.question FROM entries e JOIN answer_wording w ON w.arrival = e.id WHERE e.hash = ?1";
        let question = sqlx::query_scalar(query).bind(answer.as_bytes().as_slice());
        Ok(question.fetch_optional(self.writing.connection()).await?)
    }

    /// The current entries that a statement stands among: of answers those to the same question, of what is said of
    /// answers what names the same one, and all of anything else.
    pub(crate) async fn among(&mut self, subject: &Subject, kind: Kind, entry: &Hash) -> Result<Vec<Hash>> {
        if kind.area() == Kind::ResultStated.area() {
            let asked = self.question(entry).await?.filter(|question| !question.is_empty());
            return self.answers(subject, asked.as_deref()).await;
        }
        let heads = self.heads(subject, kind.area()).await?;
        match self.reviewed(entry).await? {
            Some(answer) => self.saying_of(heads, |named| named == answer).await,
            None => Ok(heads),
        }
    }

    /// Leaves what is said of answers that are wanted, and what names none.
    pub(crate) async fn saying_of(&mut self, heads: Vec<Hash>, wanted: impl Fn(Hash) -> bool) -> Result<Vec<Hash>> {
        let mut left = Vec::with_capacity(heads.len());
        for head in heads {
            if self.reviewed(&head).await?.is_none_or(&wanted) {
                left.push(head);
            }
        }
        Ok(left)
    }

    /// The answer that a review statement names, or the one that an undo made stand again.
    async fn reviewed(&mut self, entry: &Hash) -> Result<Option<Hash>> {
        let query = "SELECT coalesce(s.answer, r.answer) FROM entries e JOIN review_statement r ON r.arrival = e.id
             LEFT JOIN entries f ON f.hash = r.restores LEFT JOIN review_statement s ON s.arrival = f.id WHERE e.hash = ?1";
        let answer = sqlx::query_scalar(query).bind(entry.as_bytes().as_slice());
        let answer: Option<Option<Vec<u8>>> = answer.fetch_optional(self.writing.connection()).await?;
        Ok(answer.flatten().and_then(|answer| Hash::from_slice(&answer)))
    }

    /// Appends a statement and applies it.
    ///
    /// # Errors
    /// `assessment.unknown`, `build.unknown` where it is about one that was withdrawn meanwhile.
    pub(crate) async fn state<B: Serialize>(
        &mut self,
        kind: Kind,
        subject: &Subject,
        supersedes: Vec<Hash>,
        result: Option<&str>,
        body: Option<&B>,
    ) -> Result<Entry> {
        if !matches!(kind, Kind::AssessmentOpened | Kind::BuildAdded) {
            self.stands(subject).await?;
        }
        let body = body.map(|body| super::json(body).into_bytes());
        let draft = Draft {
            kind: kind.as_str().to_owned(),
            version: kind.version(),
            subject: subject.to_string(),
            supersedes,
            result: result.map(ToOwned::to_owned),
            body: body.clone(),
        };
        let entry = self.writing.append(draft).await?;
        self.take_in(&entry, body.as_deref(), Arriving::StatedHere).await?;
        Ok(entry)
    }

    /// That the assessment and the build that a subject belongs to are there: another process may have withdrawn them.
    async fn stands(&mut self, subject: &Subject) -> Result<()> {
        for (noun, id) in subject.belongs_to() {
            if self.standing.contains(&id) {
                continue;
            }
            let query = match noun {
                Noun::Build => "SELECT EXISTS (SELECT 1 FROM build WHERE id = ?1)",
                _ => "SELECT EXISTS (SELECT 1 FROM assessment WHERE id = ?1)",
            };
            let there: bool = sqlx::query_scalar(query).bind(super::bytes(id)).fetch_one(self.connection()).await?;
            if !there {
                return Err(AssessmentError::Unknown { noun, text: id.to_string() });
            }
            self.standing.insert(id);
        }
        Ok(())
    }

    /// Makes somebody a member, or names a member anew, and applies it.
    pub(crate) async fn add_member(&mut self, identity: &Identity) -> Result<Entry> {
        let entry = self.writing.add_member(identity).await?;
        let recorded = self.writing.recorded(&entry.hash).await?;
        self.take_in(&entry, recorded.body.as_bytes(), Arriving::StatedHere).await?;
        Ok(entry)
    }

    /// Takes in rows of other devices and applies them. Gives how many were new.
    pub(crate) async fn import(&mut self, import: Import) -> Result<u64> {
        let entries = self.writing.import(import).await?;
        for entry in &entries {
            let recorded = self.writing.recorded(&entry.hash).await?;
            self.take_in(&recorded.entry, recorded.body.as_bytes(), Arriving::FromElsewhere).await?;
        }
        Ok(entries.len() as u64)
    }

    async fn take_in(&mut self, entry: &Entry, body: Option<&[u8]>, arriving: Arriving) -> Result<()> {
        let mut rows = UnitRows::default();
        let body = if body.is_some() && self.is_redacted(entry).await? {
            // The redaction arrived first.
            self.writing.erase_body(&entry.hash).await?;
            None
        } else {
            body
        };
        apply::apply(self.writing.connection(), entry, body, &mut rows).await?;
        rows.flush(self.writing.connection()).await?;
        // Nothing was carried over yet from what was only just stated here.
        if arriving == Arriving::FromElsewhere || takes_words(&entry.kind) {
            apply::settle(self.writing.connection(), entry).await?;
        }
        apply::supersede(self.writing.connection(), entry).await?;
        rests::settle(self.writing.connection(), entry).await?;
        // What arrives from elsewhere may be what answers were carried over from.
        let others = arriving == Arriving::FromElsewhere && entry.kind.starts_with("result.");
        tallies::forget(self.writing.connection(), entry, others).await?;
        if let Some(target) = redacted_by(entry) {
            self.redact(&target).await?;
        }
        self.applied = self.applied.max(entry.arrival);
        self.advanced = true;
        Ok(())
    }

    async fn is_redacted(&mut self, entry: &Entry) -> Result<bool> {
        if !apply::redactable(&entry.kind, entry.version) {
            return Ok(false);
        }
        Ok(sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM redaction WHERE target = ?1)")
            .bind(entry.hash.as_bytes().as_slice())
            .fetch_one(self.writing.connection())
            .await?)
    }

    /// Erases the body of the target, where it is here and may be erased.
    async fn redact(&mut self, target: &Hash) -> Result<()> {
        let kind: Option<String> = sqlx::query_scalar("SELECT kind FROM entries WHERE hash = ?1")
            .bind(target.as_bytes().as_slice())
            .fetch_optional(self.writing.connection())
            .await?;
        if kind.is_none() {
            return Ok(());
        }
        let recorded = self.writing.recorded(target).await?;
        if apply::redactable(&recorded.entry.kind, recorded.entry.version) {
            self.writing.erase_body(target).await?;
            apply::forget(self.writing.connection(), target).await?;
            rests::settle(self.writing.connection(), &recorded.entry).await?;
        }
        Ok(())
    }

    /// Signs, commits, and is durable when it returns.
    pub(crate) async fn commit(mut self) -> Result<()> {
        if self.advanced {
            set_applied(self.writing.connection(), self.applied).await?;
        }
        self.writing.commit().await?;
        Ok(())
    }
}

/// Whether a result of this kind has the words of another one.
fn takes_words(kind: &str) -> bool {
    [Kind::ResultCarried, Kind::ResultReconfirmed, Kind::ResultRestored].iter().any(|it| it.as_str() == kind)
}

/// The entry that a statement redacts.
fn redacted_by(entry: &Entry) -> Option<Hash> {
    if Kind::of(&entry.kind, entry.version) != Some(Kind::BodyRedacted) {
        return None;
    }
    match entry.subject.parse() {
        Ok(Subject::Entry(target)) => Some(target),
        _ => None,
    }
}
