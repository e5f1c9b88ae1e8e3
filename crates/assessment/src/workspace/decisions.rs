//! When a release is due, and whether it ships: what is planned, what was decided, and whether that is outdated.

use std::collections::HashMap;

use assay_ledger::{Entry, Hash};
use assay_messages::{Language, said, speaking};
use jiff::civil::Date;
use sqlx::{QueryBuilder, Row};
use uuid::Uuid;

use super::Workspace;
use super::bearing::{Bearings, Horizon};
use super::input;
use super::names::Names;
use super::reach::Reach;
use super::states::{hash, id};
use crate::planned::{AssessmentFacts, Made};
use crate::projection::{Stating, day};
use crate::statement::{DecisionCode, DecisionMade, GateSeen, Kind, PlanCode, Subject};
use crate::view::{DecisionChoice, DecisionView, DueView, Later, Reason, ReleaseReadiness};
use crate::{AssessmentError, Result};

/// A decision as it was stated, and how far the record went that it knows.
#[derive(Debug, Clone)]
pub(super) struct KnownDecision {
    id: Uuid,
    release: Uuid,
    pub(super) code: DecisionCode,
    checkpoint: Hash,
    pub(super) made: Made,
    pub(super) current: bool,
    pub(super) knows: Horizon,
}

impl Workspace {
    /// Whether a release may ship: the gates of all its assessments, when it is due, and what was decided.
    ///
    /// # Errors
    /// `release.unknown`, `catalogue.missing`, `profile.document_missing`.
    pub async fn release_readiness(&self, release: Uuid) -> Result<ReleaseReadiness> {
        let facts = self.release_facts(release).await?;
        let app = self.app_facts(facts.app).await?;
        let reach = Reach::Release(release);
        let names = self.names().await?;
        let known = current_assessments(self.assessments_of(reach).await?);
        let mut assessments = Vec::with_capacity(known.len());
        for assessment in &known {
            assessments.push(self.readiness(assessment.id).await?);
        }
        let builds = self.builds_of(reach).await?;
        let mut scopes = self.scopes(facts.app, release, &known, &builds, &self.rests_on().await?).await?;
        scopes.extend(self.risks(Some(facts.app)).await?.on_release(release));
        let bearings = self.bearings(Some(&scopes)).await?;
        let mut decisions = Vec::new();
        let mut decision_heads = Vec::new();
        for decision in self.decisions(reach).await?.remove(&release).unwrap_or_default() {
            if decision.current {
                decision_heads.push(decision.made.entry.to_string());
            }
            decisions.push(self.decision_view(&decision, &scopes, facts.app, &bearings, &names).await?);
        }
        let gated =
            assessments.iter().map(|it| Gated { profile: &it.profile, sentence: &it.sentence, reasons: &it.reasons });
        let (ready, sentence) = of_release(gated);
        Ok(ReleaseReadiness {
            release,
            app: app.id,
            app_name: app.name,
            release_name: facts.name,
            ready,
            sentence,
            assessments,
            due: self.dues(reach).await?.remove(&release).map(|due| self.due_view(&due, &names)),
            decisions,
            decision_heads,
        })
    }

    /// States when a release is due, or that it has no date any more.
    ///
    /// # Errors
    /// `release.unknown`, `input.malformed` for the date.
    pub async fn plan_release(&self, release: Uuid, due: Option<&str>) -> Result<ReleaseReadiness> {
        self.release_facts(release).await?;
        let due = input::date("The date", due)?.and_then(|due| due.parse::<Date>().ok());
        let subject = Subject::Plan { release };
        let mut stating = Stating::begin(&self.ledger).await?;
        let heads = stating.heads(&subject, &[Kind::ReleasePlanned]).await?;
        let code = PlanCode(due).to_string();
        stating.state(Kind::ReleasePlanned, &subject, heads, Some(&code), None::<&()>).await?;
        stating.commit().await?;
        self.release_readiness(release).await
    }

    /// States whether a release ships, over the record as it stands. `role` is the one in which it is decided: it may stay
    /// empty, and is then shown as not said. `expected` are the heads that the user saw
    /// ([`ReleaseReadiness::decision_heads`]); the decision takes the place of all of them.
    ///
    /// # Errors
    /// `release.unknown`, `decision.reason_missing` for a hold, and for anything else over a closed gate;
    /// `decision.conditions_missing`, `statement.changed_meanwhile`.
    pub async fn decide_release(
        &self,
        release: Uuid,
        choice: DecisionChoice,
        role: &str,
        reason: &str,
        conditions: &str,
        expected: &[String],
    ) -> Result<ReleaseReadiness> {
        let role = input::short("The role", role)?;
        let reason = input::long("The reason", reason)?;
        let conditions = input::long("The conditions", conditions)?;
        let mut expected = input::entries(expected)?;
        expected.sort_unstable();
        // What the gates say belongs to the record that is decided on: whoever wrote meanwhile makes us look again.
        let (mut stating, seen) = loop {
            let applied = self.applied().await?;
            // In English: it is stated, and read by whoever comes later.
            let seen = speaking(Language::English, self.release_readiness(release)).await?;
            let mut stating = Stating::begin(&self.ledger).await?;
            let now: i64 =
                sqlx::query_scalar("SELECT applied FROM projection_state").fetch_one(stating.connection()).await?;
            if now == applied {
                break (stating, seen);
            }
        };
        if choice == DecisionChoice::Conditional && conditions.is_empty() {
            return Err(AssessmentError::DecisionConditionsMissing);
        }
        if reason.is_empty() && (choice == DecisionChoice::Hold || !seen.ready) {
            return Err(AssessmentError::DecisionReasonMissing { closed: !seen.ready });
        }
        let heads = input::entries(&seen.decision_heads)?;
        if heads.iter().any(|head| !expected.contains(head)) || heads.len() != expected.len() {
            return Err(AssessmentError::ChangedMeanwhile { heads, now: Vec::new() });
        }
        // Nobody else writes while this transaction is open, so what is committed is what it rests on.
        let checkpoint = self.ledger.checkpoint().await?.root;
        let subject = Subject::Decision { release, decision: self.ledger.ambient().uuid(), checkpoint };
        let code = DecisionCode { choice, gate_closed: !seen.ready }.to_string();
        let gates = seen.assessments.into_iter();
        let gates = gates.map(|it| GateSeen { assessment: it.assessment, ready: it.ready, sentence: it.sentence });
        let body = DecisionMade { role, reason, conditions, gates: gates.collect() };
        stating.state(Kind::DecisionMade, &subject, expected, Some(&code), Some(&body)).await?;
        stating.commit().await?;
        self.release_readiness(release).await
    }

    /// The last entry that the projections know.
    pub(super) async fn applied(&self) -> Result<i64> {
        Ok(sqlx::query_scalar("SELECT applied FROM projection_state").fetch_one(self.ledger.readers()).await?)
    }

    /// When releases within reach are due: the earliest where several days stand beside each other.
    pub(super) async fn dues(&self, reach: Reach) -> Result<HashMap<Uuid, (Date, Made)>> {
        let mut query =
            QueryBuilder::new("SELECT release, due, author, entry, author, at FROM release_plan WHERE head = 1");
        query.push(" AND due IS NOT NULL AND ");
        reach.releases(&mut query, "release");
        query.push(" ORDER BY due DESC, entry DESC");
        let rows = query.build().fetch_all(self.ledger.readers()).await?;
        let mut dues = HashMap::with_capacity(rows.len());
        for row in &rows {
            let Ok(due) = row.try_get::<&str, _>(1)?.parse() else { continue };
            // The last one counts: the earliest.
            dues.insert(id(row.try_get(0)?)?, (due, super::apps::read_made(row)?));
        }
        Ok(dues)
    }

    pub(super) fn due_view(&self, (due, made): &(Date, Made), names: &Names) -> DueView {
        let days_left = i64::from(day(*due)) - self.today();
        DueView {
            day: due.to_string(),
            days_left: i32::try_from(days_left).unwrap_or(i32::MAX),
            stated: names.made(made),
        }
    }

    /// The decisions within reach, by release: the current ones first, then newest first.
    pub(super) async fn decisions(&self, reach: Reach) -> Result<HashMap<Uuid, Vec<KnownDecision>>> {
        let mut query = QueryBuilder::new(
            "SELECT d.id, d.release, d.code, d.entry, d.author, d.at, d.checkpoint, d.head, e.bytes
             FROM decision d JOIN entries e ON e.id = d.arrival WHERE ",
        );
        reach.releases(&mut query, "d.release");
        query.push(" ORDER BY d.head DESC, d.at DESC, d.entry");
        let rows = query.build().fetch_all(self.ledger.readers()).await?;
        let mut decisions: HashMap<Uuid, Vec<KnownDecision>> = HashMap::new();
        for row in &rows {
            let Ok(code) = row.try_get::<&str, _>(2)?.parse() else { continue };
            let entry = Entry::decode(row.try_get(8)?)?;
            let decision = KnownDecision {
                id: id(row.try_get(0)?)?,
                release: id(row.try_get(1)?)?,
                code,
                checkpoint: hash(row.try_get(6)?)?,
                made: super::apps::read_made(row)?,
                current: row.try_get(7)?,
                knows: Horizon::of(&entry),
            };
            decisions.entry(decision.release).or_default().push(decision);
        }
        Ok(decisions)
    }

    async fn decision_view(
        &self,
        decision: &KnownDecision,
        scopes: &[Uuid],
        app: Uuid,
        bearings: &Bearings,
        names: &Names,
    ) -> Result<DecisionView> {
        let recorded = self.ledger.recorded(&decision.made.entry).await?;
        let words: Option<DecisionMade> = recorded.body.as_bytes().and_then(|body| serde_json::from_slice(body).ok());
        let outdated = bearings.outdates(&decision.knows, scopes);
        let later = if outdated && decision.current {
            self.later(&decision.knows, scopes, app).await?
        } else {
            Later::default()
        };
        let (role, reason, conditions, gates) = match words {
            Some(it) => {
                let gates = it.gates.into_iter().map(|gate| gate.sentence).collect();
                (Some(it.role), Some(it.reason), Some(it.conditions), Some(gates))
            }
            None => (None, None, None, None),
        };
        Ok(DecisionView {
            id: decision.id,
            choice: decision.code.choice,
            over_closed_gate: decision.code.gate_closed && decision.code.choice != DecisionChoice::Hold,
            role,
            reason,
            conditions,
            gates,
            checkpoint: decision.checkpoint.to_string(),
            stated: names.made(&decision.made),
            current: decision.current,
            later: later.count,
            later_statements: later.entries,
            outdated,
        })
    }
}

/// Without those that were moved to other catalogues: their answers went with them.
pub(super) fn current_assessments(assessments: Vec<AssessmentFacts>) -> Vec<AssessmentFacts> {
    let moved: Vec<Uuid> = assessments.iter().filter_map(|it| it.opened.migrated_from).collect();
    assessments.into_iter().filter(|it| !moved.contains(&it.id)).collect()
}

/// What the gate said of an assessment, in whichever view.
pub(super) struct Gated<'a> {
    pub(super) profile: &'a str,
    pub(super) sentence: &'a str,
    pub(super) reasons: &'a [Reason],
}

/// Whether a release is ready, in words: where several assessments measure it, all have to be.
pub(super) fn of_release<'a>(assessments: impl Iterator<Item = Gated<'a>>) -> (bool, String) {
    let assessments: Vec<Gated<'_>> = assessments.collect();
    match assessments.as_slice() {
        [] => (false, said!("Not ready: no assessment measures it.")),
        [one] => (one.reasons.is_empty(), one.sentence.to_owned()),
        several => {
            let closed: Vec<&Gated<'_>> = several.iter().filter(|it| !it.reasons.is_empty()).collect();
            if closed.is_empty() {
                return (true, said!("Ready: the gates of all {count} assessments are open.", count = several.len()));
            }
            let words = |it: &&Gated<'_>| {
                let reasons: Vec<&str> = it.reasons.iter().map(|reason| reason.words.as_str()).collect();
                format!("{} has {}", it.profile, reasons.join(", "))
            };
            (false, said!("Not ready: {closed}.", closed = closed.iter().map(words).collect::<Vec<_>>().join("; ")))
        }
    }
}
