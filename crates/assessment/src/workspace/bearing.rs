//! What was stated after a decision or a sign-off, and bears on what it is about: one rule for both, so that their counts
//! can be set beside each other.
//!
//! *After* is causal: what is not among the entries that the statement's device had seen. Clocks and the order of arrival
//! say nothing.

use std::collections::HashMap;

use assay_catalogue::SubjectKind;
use assay_ledger::{DeviceId, Entry, Hash, Seen};
use sqlx::{QueryBuilder, Row};
use uuid::Uuid;

use super::Workspace;
use super::reach::Reach;
use super::states::id;
use crate::Result;
use crate::planned::{AssessmentFacts, KnownBuild};
use crate::projection::{bytes, scope};
use crate::view::{EntryView, Later};

/// The most statements that are shown of those that came later.
const SHOWN: usize = 100;

/// How far the record went that a statement knows.
#[derive(Debug, Clone)]
pub(super) struct Horizon {
    device: DeviceId,
    seq: u64,
    seen: Vec<Seen>,
}

impl Horizon {
    /// What an entry knows.
    pub(super) fn of(entry: &Entry) -> Horizon {
        Horizon { device: entry.device, seq: entry.seq, seen: entry.seen.clone() }
    }

    /// Whether it knows this place of a device's log.
    fn knows(&self, device: DeviceId, seq: u64) -> bool {
        if device == self.device {
            return seq <= self.seq;
        }
        self.seen.iter().any(|seen| seen.device == device && seq <= seen.seq)
    }
}

/// The last places in devices' logs that bear on something, by what it is.
#[derive(Debug, Default)]
pub(super) struct Bearings(HashMap<Uuid, Vec<(DeviceId, u64)>>);

impl Bearings {
    /// Whether anything bears on one of these that was not known there.
    pub(super) fn outdates(&self, known: &Horizon, scopes: &[Uuid]) -> bool {
        let places = scopes.iter().filter_map(|scope| self.0.get(scope)).flatten();
        places.into_iter().any(|(device, seq)| !known.knows(*device, *seq))
    }
}

impl Workspace {
    /// What bears on these, or on anything.
    pub(super) async fn bearings(&self, scopes: Option<&[Uuid]>) -> Result<Bearings> {
        let mut query = QueryBuilder::new("SELECT scope, device, seq FROM bearing");
        if let Some(scopes) = scopes {
            query.push(" WHERE scope IN (");
            let mut list = query.separated(", ");
            for scope in scopes {
                list.push_bind(bytes(*scope));
            }
            query.push(")");
        }
        let rows = query.build().fetch_all(self.ledger.readers()).await?;
        let mut bearings = Bearings::default();
        let place = |device: &[u8], seq: i64| Some((DeviceId::from_slice(device)?, u64::try_from(seq).ok()?));
        for row in &rows {
            bearings.0.entry(id(row.try_get(0)?)?).or_default().extend(place(row.try_get(1)?, row.try_get(2)?));
        }
        // A redaction bears on what its target bears on: an answer may have lost what justified it.
        let redactions = sqlx::query(
            "SELECT d.device, e.seq, t.kind, t.subject FROM redaction_by r JOIN entries e ON e.id = r.arrival
             JOIN devices d ON d.id = e.device JOIN entries t ON t.hash = r.target",
        )
        .fetch_all(self.ledger.readers())
        .await?;
        for row in &redactions {
            if let Some(scope) = scope(row.try_get(2)?, row.try_get(3)?) {
                bearings.0.entry(scope).or_default().extend(place(row.try_get(0)?, row.try_get(1)?));
            }
        }
        Ok(bearings)
    }

    /// The assessments whose answers those of an assessment rest on, by assessment: those of former builds.
    pub(super) async fn rests_on(&self) -> Result<HashMap<Uuid, Vec<Uuid>>> {
        let rows = sqlx::query("SELECT assessment, former FROM rests_on").fetch_all(self.ledger.readers()).await?;
        let mut rests: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
        for row in &rows {
            rests.entry(id(row.try_get(0)?)?).or_default().push(id(row.try_get(1)?)?);
        }
        Ok(rests)
    }

    /// What bears on a release: it, its builds and assessments, those that their answers rest on, and what their
    /// checklists share with others.
    pub(super) async fn scopes(
        &self,
        app: Uuid,
        release: Uuid,
        assessments: &[AssessmentFacts],
        builds: &[KnownBuild],
        rests: &HashMap<Uuid, Vec<Uuid>>,
    ) -> Result<Vec<Uuid>> {
        let mut scopes = vec![release];
        scopes.extend(builds.iter().map(|build| build.id));
        let mut waiting: Vec<Uuid> = assessments.iter().filter_map(|it| rests.get(&it.id)).flatten().copied().collect();
        while let Some(former) = waiting.pop() {
            if !scopes.contains(&former) {
                scopes.push(former);
                waiting.extend(rests.get(&former).into_iter().flatten());
            }
        }
        for assessment in assessments {
            scopes.push(assessment.id);
            for platform in assay_catalogue::Platform::ALL {
                if builds.iter().all(|build| build.facts.platform != platform) {
                    continue;
                }
                for kind in &self.sheet(assessment, platform).await?.shared {
                    let scope = match kind {
                        SubjectKind::Organisation => Uuid::nil(),
                        SubjectKind::BackEnd => app,
                        SubjectKind::Build | SubjectKind::Release => continue,
                    };
                    if !scopes.contains(&scope) {
                        scopes.push(scope);
                    }
                }
            }
        }
        Ok(scopes)
    }

    /// The statements that bear on these and were not known there, the newest first.
    pub(super) async fn later(&self, known: &Horizon, scopes: &[Uuid], app: Uuid) -> Result<Later> {
        let mut query = QueryBuilder::new(
            "SELECT d.device, e.seq, e.kind, e.subject, e.id FROM entries e JOIN devices d ON d.id = e.device
             WHERE (e.subject >= 'entry/' AND e.subject < 'entry0')",
        );
        for scope in scopes {
            let prefixes = if scope.is_nil() {
                vec!["organisation/".to_owned()]
            } else if *scope == app {
                vec![format!("app/{app}/back-end/")]
            } else {
                vec![
                    format!("release/{scope}/"),
                    format!("assessment/{scope}/"),
                    format!("build/{scope}/"),
                    format!("app/{app}/release/{scope}"),
                    format!("app/{app}/finding/{scope}"),
                ]
            };
            for prefix in prefixes {
                // Up to the first text that does not begin so: an index answers it.
                query.push(" OR (e.subject >= ").push_bind(prefix.clone());
                query.push(" AND e.subject < ").push_bind(format!("{prefix}\u{10ffff}")).push(")");
            }
        }
        let rows = query.build().fetch_all(self.ledger.readers()).await?;
        let mut later: Vec<i64> = Vec::new();
        for row in &rows {
            let (Some(device), Ok(seq)) =
                (DeviceId::from_slice(row.try_get(0)?), u64::try_from(row.try_get::<i64, _>(1)?))
            else {
                continue;
            };
            let (kind, subject): (&str, &str) = (row.try_get(2)?, row.try_get(3)?);
            let about = match subject.strip_prefix("entry/").and_then(|target| target.parse::<Hash>().ok()) {
                Some(target) => self.ledger.entry(&target).await.ok().and_then(|it| scope(&it.kind, &it.subject)),
                None => scope(kind, subject),
            };
            if about.is_some_and(|about| scopes.contains(&about)) && !known.knows(device, seq) {
                later.push(row.try_get(4)?);
            }
        }
        later.sort_unstable_by(|one, other| other.cmp(one));
        let count = later.len() as u64;
        later.truncate(SHOWN);
        let entries: Vec<EntryView> = self.entries_of(&later).await?;
        Ok(Later { count, entries })
    }

    /// What bears on one assessment of a release, with the app.
    pub(super) async fn scopes_of(&self, facts: &AssessmentFacts) -> Result<(Uuid, Vec<Uuid>)> {
        let app = self.release_facts(facts.release).await?.app;
        let builds = self.builds_of(Reach::Release(facts.release)).await?;
        let one = std::slice::from_ref(facts);
        let mut scopes = self.scopes(app, facts.release, one, &builds, &self.rests_on().await?).await?;
        scopes.extend(self.risks(Some(app)).await?.on_release(facts.release));
        Ok((app, scopes))
    }

    /// The sign-offs that stand, by assessment, with what each of them knows.
    pub(super) async fn standing_sign_offs(&self) -> Result<HashMap<Uuid, Vec<Horizon>>> {
        let rows = sqlx::query(
            "SELECT s.assessment, e.bytes FROM sign_off s JOIN entries e ON e.id = s.arrival
             WHERE s.withdrawn = 0 AND NOT EXISTS (
                 SELECT 1 FROM sign_off w WHERE w.id = s.id AND w.withdrawn = 1 AND w.author = s.author)",
        )
        .fetch_all(self.ledger.readers())
        .await?;
        let mut standing: HashMap<Uuid, Vec<Horizon>> = HashMap::new();
        for row in &rows {
            let entry = Entry::decode(row.try_get(1)?)?;
            standing.entry(id(row.try_get(0)?)?).or_default().push(Horizon::of(&entry));
        }
        Ok(standing)
    }
}
