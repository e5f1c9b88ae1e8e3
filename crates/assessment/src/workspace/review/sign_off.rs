//! Sign-off: somebody answers for an assessment in a role, over the exact checkpoint of the ledger.

use std::collections::BTreeMap;

use assay_ledger::Hash;
use sqlx::Row;
use uuid::Uuid;

use crate::Result;
use crate::ReviewError;
use crate::projection::{Stating, bytes};
use crate::statement::{Kind, SignOffGiven, Subject};
use crate::view::{Later, Outdated, SignOffRole, SignOffView, Stamp};
use crate::workspace::bearing::Horizon;
use crate::workspace::names::Names;
use crate::workspace::states::{hash, id, time};
use crate::workspace::{Workspace, input};

impl Workspace {
    /// Signs an assessment off in a role, over the checkpoint as it is now.
    ///
    /// # Errors
    /// `assessment.unknown`, `input.missing` without a sentence that says what is signed.
    pub async fn give_sign_off(&self, assessment: Uuid, role: SignOffRole, statement: &str) -> Result<SignOffView> {
        self.assessment_facts(assessment).await?;
        let statement = input::needed("What is signed", statement)?;
        let mut stating = Stating::begin(&self.ledger).await?;
        // Nobody else writes from here on, so this is what the entry has before it.
        let checkpoint = self.ledger.checkpoint().await?.root;
        let sign_off = self.ledger.ambient().uuid();
        let subject = Subject::SignOff { assessment, sign_off, checkpoint };
        let body = SignOffGiven { statement };
        stating.state(Kind::SignOffGiven, &subject, Vec::new(), Some(role.code()), Some(&body)).await?;
        stating.commit().await?;
        self.sign_off(assessment, sign_off).await
    }

    /// Withdraws one's own sign-off.
    ///
    /// # Errors
    /// `sign_off.unknown`, `sign_off.of_other`, `sign_off.withdrawn`.
    pub async fn withdraw_sign_off(&self, assessment: Uuid, sign_off: Uuid) -> Result<SignOffView> {
        let view = self.sign_off(assessment, sign_off).await?;
        if view.withdrawn.is_some() {
            return Err(ReviewError::SignOffWithdrawn.into());
        }
        if view.given.member != self.member() {
            return Err(ReviewError::SignOffOfOther { by: view.given.by }.into());
        }
        let unknown = || ReviewError::SignOffUnknown { id: sign_off.to_string() };
        let checkpoint: Hash = view.checkpoint.parse().map_err(|_| unknown())?;
        let subject = Subject::SignOff { assessment, sign_off, checkpoint };
        let mut stating = Stating::begin(&self.ledger).await?;
        let heads = stating.heads(&subject, &[Kind::SignOffGiven]).await?;
        if heads.is_empty() {
            return Err(ReviewError::SignOffWithdrawn.into());
        }
        stating.state(Kind::SignOffWithdrawn, &subject, heads, None, None::<&()>).await?;
        stating.commit().await?;
        self.sign_off(assessment, sign_off).await
    }

    /// The sign-offs of an assessment, oldest first; those that were withdrawn or are outdated say so.
    ///
    /// # Errors
    /// `assessment.unknown`.
    pub async fn sign_offs(&self, assessment: Uuid) -> Result<Vec<SignOffView>> {
        let facts = self.assessment_facts(assessment).await?;
        let names = self.names().await?;
        let rows = sqlx::query(
            "SELECT s.id, s.entry, s.checkpoint, s.role, s.statement, s.author, s.at, s.withdrawn FROM sign_off s
             WHERE s.assessment = ?1 ORDER BY s.withdrawn, s.at, s.entry",
        )
        .bind(bytes(assessment))
        .fetch_all(self.ledger.readers())
        .await?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let (app, scopes) = self.scopes_of(&facts).await?;
        let bearings = self.bearings(Some(&scopes)).await?;
        let mut views: Vec<SignOffView> = Vec::new();
        let mut withdrawn: BTreeMap<Uuid, Stamp> = BTreeMap::new();
        for row in &rows {
            let sign_off = id(row.try_get(0)?)?;
            let (entry, author) = (hash(row.try_get(1)?)?, id(row.try_get(5)?)?);
            let stamp = names.stamp(author, time(row.try_get(6)?), &entry);
            if row.try_get(7)? {
                withdrawn.entry(sign_off).or_insert(stamp);
                continue;
            }
            let Some(role) = SignOffRole::of_code(row.try_get(3)?) else { continue };
            let recorded = self.ledger.entry(&entry).await?;
            let known = Horizon::of(&recorded);
            let outdated = if bearings.outdates(&known, &scopes) {
                self.outdated(self.later(&known, &scopes, app).await?, &names).await?
            } else {
                None
            };
            views.push(SignOffView {
                id: sign_off,
                role,
                statement: row.try_get(4)?,
                checkpoint: hash(row.try_get(2)?)?.to_string(),
                entries: recorded.seq + recorded.seen.iter().map(|seen| seen.seq + 1).sum::<u64>(),
                given: stamp,
                device: recorded.device.to_string(),
                same_device_as: Vec::new(),
                withdrawn: None,
                outdated,
            });
        }
        for view in &mut views {
            // Only who gave it can withdraw it.
            view.withdrawn = withdrawn.get(&view.id).filter(|stamp| stamp.member == view.given.member).cloned();
        }
        name_neighbours(&mut views, &names);
        Ok(views)
    }

    async fn outdated(&self, later: Later, names: &Names) -> Result<Option<Outdated>> {
        let Some(newest) = later.entries.first() else { return Ok(None) };
        let hash = newest.hash.parse().map_err(|_| ReviewError::SignOffUnknown { id: newest.hash.clone() })?;
        let entry = self.ledger.entry(&hash).await?;
        let newest = names.stamp(entry.author, entry.time, &entry.hash);
        Ok(Some(Outdated { statements: later.count, newest, later: later.entries }))
    }

    async fn sign_off(&self, assessment: Uuid, sign_off: Uuid) -> Result<SignOffView> {
        let found = self.sign_offs(assessment).await?.into_iter().find(|it| it.id == sign_off);
        Ok(found.ok_or_else(|| ReviewError::SignOffUnknown { id: sign_off.to_string() })?)
    }
}

/// Says of each sign-off which other members signed from the same device key.
fn name_neighbours(views: &mut [SignOffView], names: &Names) {
    let standing: Vec<(String, Uuid)> = views
        .iter()
        .filter(|view| view.withdrawn.is_none())
        .map(|view| (view.device.clone(), view.given.member))
        .collect();
    for view in views {
        let others = standing.iter().filter(|(device, member)| *device == view.device && *member != view.given.member);
        let mut others: Vec<String> = others.map(|(_, member)| names.of(*member)).collect();
        others.sort_unstable();
        others.dedup();
        view.same_device_as = others;
    }
}
