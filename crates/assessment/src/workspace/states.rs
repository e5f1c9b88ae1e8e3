//! Where the answers of one build stand: one indexed query, and what follows from it for units. How far many builds are
//! is counted without their heads, in `progress`.

use std::collections::HashMap;
use std::sync::Arc;

use assay_ledger::Hash;
use jiff::Timestamp;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use super::Workspace;
use crate::planned::{AssessmentFacts, KnownBuild, Sheet};
use crate::projection::{Act, bytes, result_of_number};
use crate::view::{AnswerState, ResultCode};
use crate::{AssessmentError, Result};

/// A current answer.
#[derive(Debug, Clone)]
pub(crate) struct Head {
    pub(crate) entry: Hash,
    pub(crate) result: ResultCode,
    pub(crate) author: Uuid,
    pub(crate) at: Timestamp,
    pub(crate) has_note: bool,
    pub(crate) justified: bool,
}

/// What is current on one unit.
#[derive(Debug, Clone, Default)]
pub(crate) struct UnitHeads {
    /// Sorted by entry: none when untested, more than one when disputed.
    pub(crate) answers: Vec<Head>,
    /// Evidence that is attached.
    pub(crate) evidence: Vec<Uuid>,
    /// Comments that are there.
    pub(crate) comments: Vec<Uuid>,
}

impl UnitHeads {
    /// Where the answer stands, and for one that has no effect, what was said last.
    pub(crate) fn state(&self) -> (AnswerState, Option<ResultCode>) {
        standing(self.answers.iter().map(|head| (head.result, head.justified)))
    }
}

/// Where an answer stands, and for one that has no effect, what was said last. Given are the results that are current,
/// each with whether it is justified.
pub(super) fn standing(mut current: impl Iterator<Item = (ResultCode, bool)>) -> (AnswerState, Option<ResultCode>) {
    let Some((result, justified)) = current.next() else { return (AnswerState::Untested, None) };
    if let Some((second, _)) = current.next() {
        // Nobody says anything, if more than once.
        let silent = |it: ResultCode| it == ResultCode::Untested;
        let nothing = silent(result) && silent(second) && current.all(|(it, _)| silent(it));
        return (if nothing { AnswerState::Untested } else { AnswerState::Disputed }, None);
    }
    match result {
        ResultCode::Pass => (AnswerState::Pass, None),
        ResultCode::Fail => (AnswerState::Fail, None),
        ResultCode::Inconclusive => (AnswerState::Inconclusive, None),
        ResultCode::Untested => (AnswerState::Untested, None),
        ResultCode::NotApplicable if justified => (AnswerState::NotApplicable, None),
        // Without a justification, or after it was redacted, it says nothing.
        ResultCode::NotApplicable => (AnswerState::Untested, Some(ResultCode::NotApplicable)),
    }
}

/// What is current on one build.
#[derive(Debug, Clone, Default)]
pub(crate) struct States(HashMap<String, UnitHeads>);

impl States {
    /// What is current on a unit.
    pub(crate) fn of(&self, unit: &str) -> &UnitHeads {
        static NOTHING: UnitHeads = UnitHeads { answers: Vec::new(), evidence: Vec::new(), comments: Vec::new() };
        self.0.get(unit).unwrap_or(&NOTHING)
    }

    pub(super) async fn load(workspace: &Workspace, assessment: Uuid, build: Uuid) -> Result<States> {
        let rows = sqlx::query(
            "SELECT unit, item, act, result, entry, author, at, has_note, justified FROM unit_statement
             WHERE assessment = ?1 AND build = ?2 AND head = 1 ORDER BY unit, entry",
        )
        .bind(bytes(assessment))
        .bind(bytes(build))
        .fetch_all(workspace.ledger.readers())
        .await?;
        let mut states = States(HashMap::with_capacity(rows.len()));
        for row in &rows {
            states.add(row)?;
        }
        Ok(states)
    }

    fn add(&mut self, row: &SqliteRow) -> Result<()> {
        let unit: &str = row.try_get(0)?;
        let Some(act) = Act::of_number(row.try_get(2)?) else { return Ok(()) };
        if !self.0.contains_key(unit) {
            self.0.insert(unit.to_owned(), UnitHeads::default());
        }
        let Some(heads) = self.0.get_mut(unit) else { return Ok(()) };
        if act.is_result() {
            let result: Option<i64> = row.try_get(3)?;
            heads.answers.push(Head {
                entry: hash(row.try_get(4)?)?,
                result: result.and_then(result_of_number).unwrap_or(ResultCode::Untested),
                author: id(row.try_get(5)?)?,
                at: time(row.try_get(6)?),
                has_note: row.try_get(7)?,
                justified: row.try_get(8)?,
            });
            return Ok(());
        }
        let present = match act {
            Act::Attached | Act::Restored => &mut heads.evidence,
            Act::Commented => &mut heads.comments,
            _ => return Ok(()),
        };
        let item = id(row.try_get(1)?)?;
        // Concurrent statements may say the same twice.
        if !present.contains(&item) {
            present.push(item);
        }
        Ok(())
    }
}

/// Everything that a checklist or a verdict of one build is made from.
#[derive(Debug)]
pub(crate) struct Sitting {
    pub(crate) assessment: Arc<AssessmentFacts>,
    pub(crate) build: Arc<KnownBuild>,
    pub(crate) sheet: Arc<Sheet>,
    pub(crate) states: States,
}

impl Workspace {
    /// The assessment, one of its builds, and the plan for it.
    pub(super) async fn place(
        &self,
        assessment: Uuid,
        build: Uuid,
    ) -> Result<(Arc<AssessmentFacts>, Arc<KnownBuild>, Arc<Sheet>)> {
        let assessment = self.assessment_facts(assessment).await?;
        let build = self.build_facts(build).await?;
        if build.release != assessment.release {
            return Err(AssessmentError::BuildOfOtherRelease { build: build.id.to_string() });
        }
        let sheet = self.sheet(&assessment, build.facts.platform).await?;
        Ok((assessment, build, sheet))
    }

    /// As [`Workspace::place`], with what is current there.
    pub(super) async fn sitting(&self, assessment: Uuid, build: Uuid) -> Result<Sitting> {
        let (assessment, build, sheet) = self.place(assessment, build).await?;
        let states = States::load(self, assessment.id, build.id).await?;
        Ok(Sitting { assessment, build, sheet, states })
    }
}

/// A stored id.
pub(super) fn id(bytes: &[u8]) -> Result<Uuid> {
    Uuid::from_slice(bytes).map_err(|_| AssessmentError::Unreadable { what: "an id has not 16 bytes".to_owned() })
}

/// A stored digest.
pub(super) fn hash(bytes: &[u8]) -> Result<Hash> {
    Hash::from_slice(bytes).ok_or_else(|| AssessmentError::Unreadable { what: "a digest has not 32 bytes".to_owned() })
}

/// A stored time; the ledger takes only times that are in range.
pub(super) fn time(milliseconds: i64) -> Timestamp {
    Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::UNIX_EPOCH)
}
