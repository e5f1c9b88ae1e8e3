//! Where the review of each unit of a checklist stands: two indexed queries, and what follows from them.

use std::collections::{HashMap, HashSet};

use assay_catalogue::SubjectKind;
use assay_ledger::Hash;
use jiff::Timestamp;
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row};
use uuid::Uuid;

use crate::Result;
use crate::planned::{Sheet, SheetUnit};
use crate::projection::{Hold, ReviewAct, bytes, date_of_day, joined};
use crate::statement::Holder;
use crate::view::{AnswerState, AssignmentScope, LeftBehind, Queue, ResultCode, ReviewState, RowReview};
use crate::workspace::Workspace;
use crate::workspace::names::Names;
use crate::workspace::states::{Head, UnitHeads, hash, id, push_holders, time};

/// What somebody said of an answer, and nothing took its place.
#[derive(Debug, Clone)]
pub(crate) struct ReviewHead {
    pub(crate) act: ReviewAct,
    pub(crate) entry: Hash,
    pub(super) answer: Hash,
    /// The named entries of evidence, one after the other.
    pub(super) evidence: Vec<u8>,
    pub(crate) author: Uuid,
    pub(crate) at: Timestamp,
    /// Whether the answer that it names was stated from the same device key; of one that was carried over, its origin.
    pub(crate) same_device: bool,
    /// Whether the same member gave that answer.
    pub(crate) by_author: bool,
}

/// Who is to do something.
#[derive(Debug, Clone)]
pub(super) struct Assigned {
    pub(super) assignee: Uuid,
    pub(super) due: Option<String>,
    pub(super) author: Uuid,
    pub(super) at: Timestamp,
    pub(super) entry: Hash,
}

/// What is said about the work on a checklist.
#[derive(Debug, Default)]
pub(crate) struct Reviews {
    me: Uuid,
    units: HashMap<String, Vec<ReviewHead>>,
    /// By scope, as `assignment` has it.
    assigned: HashMap<String, Vec<Assigned>>,
    /// Units where an unread comment names the one who works here.
    mentions: HashSet<String>,
}

/// Where the review of a unit stands.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Standing<'a> {
    pub(crate) state: ReviewState,
    /// The statement that says so.
    pub(crate) head: Option<&'a ReviewHead>,
    /// Why what was said says nothing now.
    pub(crate) left_behind: Option<LeftBehind>,
}

/// The answer that can be reviewed: exactly one that says something.
pub(super) fn answer(heads: &UnitHeads) -> Option<&Head> {
    if matches!(heads.state().0, AnswerState::Untested | AnswerState::Disputed) {
        return None;
    }
    heads.answers.iter().find(|head| head.hold != Hold::Former && head.result != ResultCode::Untested)
}

/// What a review of the answer would name, shortened.
pub(super) fn basis(answer: &Head, heads: &UnitHeads) -> String {
    let named = [answer.entry.as_bytes().as_slice(), &joined(&heads.evidence_entries)].concat();
    Hash::of(&named).to_string().get(..12).unwrap_or_default().to_owned()
}

/// Why a statement about this answer and this evidence says nothing of what is there now; none where it does.
pub(super) fn left_behind(named: &Hash, evidence: &[u8], heads: &UnitHeads) -> Option<LeftBehind> {
    let Some(now) = answer(heads) else { return Some(LeftBehind::NoAnswer) };
    if now.entry != *named {
        return Some(LeftBehind::Answer);
    }
    (joined(&heads.evidence_entries) != evidence).then_some(LeftBehind::Evidence)
}

impl Reviews {
    /// What is said about the work on a checklist and on what it shares with others.
    pub(in crate::workspace) async fn load(
        workspace: &Workspace,
        holders: &[Holder],
        sheet: &Sheet,
    ) -> Result<Reviews> {
        let mut reviews = Reviews { me: workspace.ledger.member(), ..Reviews::default() };
        let mut query = QueryBuilder::new(
            "SELECT r.unit, h.assessment, s.act, s.entry, s.answer, s.evidence, s.author, s.at,
                e.device = coalesce(oe.device, ae.device), s.author = coalesce(ou.author, au.author) FROM (",
        );
        push_holders(&mut query, holders);
        query.push(
            ") h CROSS JOIN review_statement r ON r.assessment = h.assessment AND r.build = h.build AND r.head = 1
             CROSS JOIN review_statement s ON +s.assessment = r.assessment AND +s.build = r.build AND +s.unit = r.unit
                AND s.arrival = CASE WHEN r.restores IS NULL THEN r.arrival
                    ELSE (SELECT id FROM entries WHERE hash = r.restores) END
             JOIN entries e ON e.id = s.arrival
             LEFT JOIN entries ae ON ae.hash = s.answer LEFT JOIN unit_statement au ON au.arrival = ae.id
             LEFT JOIN carried c ON c.arrival = ae.id
             LEFT JOIN entries oe ON oe.hash = c.origin LEFT JOIN unit_statement ou ON ou.arrival = oe.id
             ORDER BY s.at, s.entry",
        );
        for row in &query.build().fetch_all(workspace.ledger.readers()).await? {
            let unit: &str = row.try_get(0)?;
            if asks(holders, sheet, unit, row.try_get(1)?)? {
                reviews.units.entry(unit.to_owned()).or_default().extend(read(row)?);
            }
        }
        reviews.load_assigned(workspace, holders, sheet).await?;
        reviews.load_mentions(workspace, holders, sheet).await?;
        Ok(reviews)
    }

    async fn load_assigned(&mut self, workspace: &Workspace, holders: &[Holder], sheet: &Sheet) -> Result<()> {
        let mut query =
            QueryBuilder::new("SELECT a.scope, h.assessment, a.assignee, a.due, a.author, a.at, a.entry FROM (");
        push_holders(&mut query, holders);
        query.push(
            ") h CROSS JOIN assignment a ON a.assessment = h.assessment AND a.build = h.build
             WHERE a.head = 1 AND a.assignee IS NOT NULL ORDER BY a.at, a.entry",
        );
        for row in &query.build().fetch_all(workspace.ledger.readers()).await? {
            let scope: &str = row.try_get(0)?;
            if let Some(unit) = scope.strip_prefix("unit/")
                && !asks(holders, sheet, unit, row.try_get(1)?)?
            {
                continue;
            }
            let due: Option<i64> = row.try_get(3)?;
            self.assigned.entry(scope.to_owned()).or_default().push(Assigned {
                assignee: id(row.try_get(2)?)?,
                due: due.and_then(date_of_day).map(|date| date.to_string()),
                author: id(row.try_get(4)?)?,
                at: time(row.try_get(5)?),
                entry: hash(row.try_get(6)?)?,
            });
        }
        Ok(())
    }

    async fn load_mentions(&mut self, workspace: &Workspace, holders: &[Holder], sheet: &Sheet) -> Result<()> {
        let rows = sqlx::query(
            "SELECT u.unit, u.assessment, u.build FROM mention m JOIN unit_statement u ON u.arrival = m.arrival
             WHERE m.member = ?1 AND u.head = 1 AND u.author <> ?1
                AND NOT EXISTS (SELECT 1 FROM mention_read d WHERE d.member = ?1 AND d.comment = m.comment)",
        )
        .bind(bytes(self.me))
        .fetch_all(workspace.ledger.readers())
        .await?;
        for row in &rows {
            let key = (id(row.try_get(1)?)?, id(row.try_get(2)?)?);
            let unit: &str = row.try_get(0)?;
            if holders.iter().any(|holder| holder.key() == key) && asks(holders, sheet, unit, row.try_get(1)?)? {
                self.mentions.insert(unit.to_owned());
            }
        }
        Ok(())
    }

    /// Where the review of a unit stands.
    pub(crate) fn standing(&self, unit: &str, heads: &UnitHeads) -> Standing<'_> {
        let said = self.units.get(unit).map(Vec::as_slice).unwrap_or_default();
        let behind = |head: &&ReviewHead| left_behind(&head.answer, &head.evidence, heads);
        let count = said.iter().filter(|head| behind(head).is_none());
        // The strictest counts; of several that say the same, the first by time.
        if let Some((state, head)) = count.map(|head| (state_of(head.act), head)).rev().max_by_key(|(state, _)| *state)
        {
            return Standing { state, head: Some(head), left_behind: None };
        }
        let state = if answer(heads).is_some() { ReviewState::InProgress } else { ReviewState::Open };
        Standing { state, head: None, left_behind: said.last().and_then(|head| behind(&head)) }
    }

    /// What a unit is assigned as: by itself, else by its group, else with the build.
    pub(super) fn assigned(&self, unit: &str, group: &str) -> Option<(AssignmentScope, &[Assigned])> {
        let of = |scope: &str| self.assigned.get(scope).map(Vec::as_slice);
        of(&format!("unit/{unit}"))
            .map(|it| (AssignmentScope::Unit, it))
            .or_else(|| of(&format!("group/{group}")).map(|it| (AssignmentScope::Group, it)))
            .or_else(|| of("").map(|it| (AssignmentScope::Build, it)))
    }

    /// The members whom a unit is assigned to.
    pub(crate) fn assigned_to(&self, unit: &str, group: &str) -> Vec<Uuid> {
        let assigned = self.assigned(unit, group).map(|(_, all)| all).unwrap_or_default();
        let mut members: Vec<Uuid> = assigned.iter().map(|it| it.assignee).collect();
        members.sort_unstable();
        members.dedup();
        members
    }

    /// All assignments of the checklist, with their scopes.
    pub(super) fn assignments(&self) -> impl Iterator<Item = (&str, &Assigned)> {
        self.assigned.iter().flat_map(|(scope, all)| all.iter().map(|it| (scope.as_str(), it)))
    }

    /// The review of a unit as a row shows it.
    pub(in crate::workspace) fn row(
        &self,
        unit: &SheetUnit,
        group: &str,
        required: bool,
        heads: &UnitHeads,
        names: &Names,
    ) -> RowReview {
        let key = unit.id.as_str();
        let standing = self.standing(key, heads);
        let state = heads.state().0;
        let answer = answer(heads);
        let assigned = if self.assigned.is_empty() { None } else { self.assigned(key, group) };
        let (scope, assigned) = assigned.unzip();
        let assigned = assigned.unwrap_or_default();
        let mine = assigned.iter().any(|it| it.assignee == self.me);
        let own = answer.is_some_and(|head| head.stated().0 == self.me);
        let approved = standing.head.filter(|head| head.act == ReviewAct::Approved);
        let to_do = matches!(standing.state, ReviewState::Open | ReviewState::InProgress | ReviewState::Returned);
        let lies = |queue: &Queue| match queue {
            Queue::Mine => mine && to_do && (required || scope == Some(AssignmentScope::Unit)),
            Queue::ToReview => standing.state == ReviewState::Submitted && !own,
            Queue::Returned => standing.state == ReviewState::Returned,
            Queue::Stale => state == AnswerState::Stale,
            Queue::Disputed => state == AnswerState::Disputed,
            Queue::Untested => required && state == AnswerState::Untested,
            Queue::Mentions => !self.mentions.is_empty() && self.mentions.contains(key),
        };
        RowReview {
            state: standing.state,
            by: standing.head.map(|head| names.of(head.author)),
            at: standing.head.map(|head| head.at),
            left_behind: standing.left_behind,
            own,
            by_author: approved.is_some_and(|head| head.by_author),
            same_device: approved.is_some_and(|head| head.same_device),
            assignee: people(assigned, names),
            mine,
            due: assigned.iter().find_map(|it| it.due.clone()),
            basis: answer.map(|head| basis(head, heads)).unwrap_or_default(),
            queues: Queue::ALL.into_iter().filter(lies).collect(),
        }
    }
}

/// The names of those who were assigned: several where it was done at the same time.
fn people(assigned: &[Assigned], names: &Names) -> Option<String> {
    let mut known: Vec<String> = Vec::new();
    for name in assigned.iter().map(|it| names.of(it.assignee)) {
        if !known.contains(&name) {
            known.push(name);
        }
    }
    (!known.is_empty()).then(|| known.join(", "))
}

/// Whether the checklist asks for a unit of this holder.
fn asks(holders: &[Holder], sheet: &Sheet, unit: &str, of: &[u8]) -> Result<bool> {
    let of = id(of)?;
    let kind: Option<SubjectKind> = holders.iter().find(|holder| holder.key().0 == of).map(|holder| holder.kind());
    Ok(kind.is_some() && sheet.subject(unit) == kind)
}

fn state_of(act: ReviewAct) -> ReviewState {
    match act {
        ReviewAct::Submitted => ReviewState::Submitted,
        ReviewAct::Approved => ReviewState::Approved,
        ReviewAct::Returned => ReviewState::Returned,
        ReviewAct::TakenBack => ReviewState::Open,
    }
}

/// None for one that was taken back.
fn read(row: &SqliteRow) -> Result<Option<ReviewHead>> {
    let Some(act) = ReviewAct::of_number(row.try_get(2)?).filter(|act| *act != ReviewAct::TakenBack) else {
        return Ok(None);
    };
    Ok(Some(ReviewHead {
        act,
        entry: hash(row.try_get(3)?)?,
        answer: hash(row.try_get(4)?)?,
        evidence: row.try_get(5)?,
        author: id(row.try_get(6)?)?,
        at: time(row.try_get(7)?),
        same_device: row.try_get::<Option<bool>, _>(8)?.unwrap_or_default(),
        by_author: row.try_get::<Option<bool>, _>(9)?.unwrap_or_default(),
    }))
}
