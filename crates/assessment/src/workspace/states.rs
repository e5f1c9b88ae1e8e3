//! Where the answers of one build stand: one indexed query, and what follows from it for units. How far many builds are
//! is counted without their heads, in `progress`.

use std::collections::HashMap;
use std::sync::Arc;

use assay_catalogue::SubjectKind;
use assay_ledger::Hash;
use assay_messages::said;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, QueryBuilder, Row, Sqlite};
use uuid::Uuid;

use super::Workspace;
use super::find::not_in_profile;
use super::names::Names;
use super::review::Reviews;
use crate::planned::{AssessmentFacts, KnownBuild, Sheet, SheetUnit};
use crate::projection::{
    Act, Bearing, Hold, RESULT_ACTS, bearing, bytes, date_of_day, day, result_of_number, shows_elsewhere, why_elsewhere,
};
use crate::statement::{Holder, Place};
use crate::view::{AnswerState, Carried, CarriedHow, ReconfirmBasis, ResultCode};
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
    pub(crate) hold: Hold,
    /// The last day on which it is valid, in days since 1970, where it has an end.
    pub(crate) valid_until: Option<i64>,
    /// Where it was carried over from, if it was.
    pub(crate) carried: Option<Arc<CarriedHead>>,
    /// Why it says nothing of what the plan asks, where it was given for another question, or its words are gone.
    pub(crate) reworded: Option<String>,
    /// It answers another question: it is shown, and what is answered here leaves it alone.
    pub(crate) elsewhere: bool,
    /// What it rests on, where it is that of a former build, reconfirmed.
    pub(crate) reconfirmed: Option<ReconfirmBasis>,
    /// Where it was first stated, if it was carried over or reconfirmed.
    pub(crate) first: Option<Arc<FirstHead>>,
}

/// Where a current answer was first stated.
#[derive(Debug, Clone)]
pub(crate) struct FirstHead {
    pub(crate) origin: Hash,
    /// Who stated it there, when, and on which build, where that entry is here.
    pub(crate) stated: Option<(Uuid, Timestamp)>,
    pub(crate) build: Option<Uuid>,
}

/// Where a current answer was carried over from.
#[derive(Debug, Clone)]
pub(crate) struct CarriedHead {
    pub(crate) how: CarriedHow,
    /// The former assessment, and its title where it is here.
    pub(crate) assessment: Uuid,
    pub(crate) title: String,
    pub(crate) unit: String,
    /// Where it was first stated.
    pub(crate) origin: Hash,
    /// Who stated it there, and when, where that entry is here.
    pub(crate) stated: Option<(Uuid, Timestamp)>,
}

impl Head {
    /// The last day on which it is valid, as `2027-11-22`; none where it has no end, or where nothing says it any more.
    pub(crate) fn valid_until(&self) -> Option<String> {
        self.valid_until.and_then(date_of_day).map(|date| date.to_string())
    }

    /// Who stated it first, and when.
    pub(crate) fn stated(&self) -> (Uuid, Timestamp) {
        self.carried.as_ref().and_then(|it| it.stated).unwrap_or((self.author, self.at))
    }

    /// The entry that states it first.
    pub(crate) fn origin(&self) -> Hash {
        self.first.as_ref().map_or(self.entry, |it| it.origin)
    }

    /// Where it was carried over from, if it was.
    pub(super) fn carried(&self, names: &Names) -> Option<Carried> {
        let carried = self.carried.as_ref()?;
        Some(Carried {
            how: carried.how,
            assessment: carried.assessment,
            assessment_title: carried.title.clone(),
            unit: carried.unit.clone(),
            result: self.result,
            stated: carried.stated.map(|(by, at)| names.stamp(by, at, &carried.origin)),
            by: names.stamp(self.author, self.at, &self.entry),
        })
    }
}

/// What is current on one unit.
#[derive(Debug, Clone, Default)]
pub(crate) struct UnitHeads {
    /// Sorted by entry: none when untested, more than one when disputed. Where nobody answered what is asked, one that
    /// was given to another question stands in, as stale.
    pub(crate) answers: Vec<Head>,
    /// Current entries that say nothing, where such a one stands in.
    silent: Vec<Hash>,
    /// Evidence that is attached.
    pub(crate) evidence: Vec<Uuid>,
    /// The entries by which it is, sorted.
    pub(crate) evidence_entries: Vec<Hash>,
    /// Comments that are there.
    pub(crate) comments: Vec<Uuid>,
}

impl UnitHeads {
    /// Where the answer stands, and for one that has no effect, what was said last.
    pub(crate) fn state(&self) -> (AnswerState, Option<ResultCode>) {
        standing(self.answers.iter().map(|head| (head.result, head.justified, head.hold)))
    }

    /// The entries that another answer takes the place of, sorted.
    pub(crate) fn entries(&self) -> Vec<Hash> {
        let own = self.answers.iter().filter(|head| !head.elsewhere).map(|head| head.entry);
        own.chain(self.silent.iter().copied()).collect()
    }

    /// Leaves those answers that are shown where something is asked, of all that were given to whatever question.
    fn settle(&mut self) {
        if self.answers.iter().all(|head| !head.elsewhere) {
            return;
        }
        if !shows_elsewhere(self.answers.iter().map(|head| (head.result, head.elsewhere))) {
            self.answers.retain(|head| !head.elsewhere);
            return;
        }
        let (elsewhere, own): (Vec<Head>, Vec<Head>) = self.answers.drain(..).partition(|head| head.elsewhere);
        self.silent = own.into_iter().map(|head| head.entry).collect();
        // All of them are stale here; the latest is the one to begin with.
        let says = elsewhere.into_iter().filter(|head| head.result != ResultCode::Untested);
        self.answers.extend(says.max_by_key(|head| (head.at, head.entry)));
    }
}

/// Where an answer stands, and for one that has no effect, what was said last. Given are the results that are current,
/// each with whether it is justified and what it counts for.
pub(super) fn standing(
    current: impl Iterator<Item = (ResultCode, bool, Hold)> + Clone,
) -> (AnswerState, Option<ResultCode>) {
    // What is another unit's answer says nothing here beside one of this unit's own.
    let mut own = current.clone().filter(|(.., hold)| *hold != Hold::Former);
    let Some((result, justified, hold)) = own.next() else { return (AnswerState::Untested, former(current)) };
    if let Some((second, ..)) = own.next() {
        // Nobody says anything, if more than once.
        let silent = |it: ResultCode| it == ResultCode::Untested;
        let nothing = silent(result) && silent(second) && own.all(|(it, ..)| silent(it));
        return (if nothing { AnswerState::Untested } else { AnswerState::Disputed }, None);
    }
    match result {
        ResultCode::Untested => (AnswerState::Untested, None),
        result if hold == Hold::Stale => (AnswerState::Stale, Some(result)),
        ResultCode::Pass => (AnswerState::Pass, None),
        ResultCode::Fail => (AnswerState::Fail, None),
        ResultCode::Inconclusive => (AnswerState::Inconclusive, None),
        ResultCode::NotApplicable if justified => (AnswerState::NotApplicable, None),
        // Without a justification, or after it was redacted, it says nothing.
        ResultCode::NotApplicable => (AnswerState::Untested, Some(ResultCode::NotApplicable)),
    }
}

/// What other units' answers, which are shown beside this one, agree on.
fn former(current: impl Iterator<Item = (ResultCode, bool, Hold)>) -> Option<ResultCode> {
    let mut results = current.map(|(result, ..)| result);
    let first = results.next().filter(|result| *result != ResultCode::Untested)?;
    results.all(|result| result == first).then_some(first)
}

/// What is current on one build.
#[derive(Debug, Clone, Default)]
pub(crate) struct States(HashMap<String, UnitHeads>);

impl States {
    /// What is current on a unit.
    pub(crate) fn of(&self, unit: &str) -> &UnitHeads {
        static NOTHING: UnitHeads = UnitHeads {
            answers: Vec::new(),
            silent: Vec::new(),
            evidence: Vec::new(),
            evidence_entries: Vec::new(),
            comments: Vec::new(),
        };
        self.0.get(unit).unwrap_or(&NOTHING)
    }

    /// What is current on a build itself, without the subjects that builds share.
    pub(super) async fn load(workspace: &Workspace, assessment: Uuid, build: Uuid) -> Result<States> {
        let rows = sqlx::query(
            "SELECT unit, item, act, result, entry, author, at, has_note, justified, valid_until FROM unit_statement
             WHERE assessment = ?1 AND build = ?2 AND head = 1 ORDER BY unit, entry",
        )
        .bind(bytes(assessment))
        .bind(bytes(build))
        .fetch_all(workspace.ledger.readers())
        .await?;
        let mut states = States(HashMap::with_capacity(rows.len()));
        let mut elsewhere = false;
        let today = workspace.today();
        for row in &rows {
            elsewhere |= states.add(row, today)?;
        }
        if elsewhere {
            states.name_origins(workspace, assessment, build).await?;
        }
        Ok(states)
    }

    /// Adds what is current on the subjects that builds share, for the units of the checklist that are about them: one
    /// query more, which only such checklists need.
    async fn add_shared(&mut self, workspace: &Workspace, holders: &[Holder], sheet: &Sheet) -> Result<()> {
        // Nothing on a build answers a unit that is not about it.
        self.0.retain(|unit, _| sheet.subject(unit).is_none_or(|subject| subject == SubjectKind::Build));
        let mut query = QueryBuilder::new(
            "SELECT unit, item, act, result, entry, author, at, has_note, justified, valid_until, u.assessment, w.question
             FROM (",
        );
        push_holders(&mut query, holders);
        query.push(") h CROSS JOIN unit_statement u ON u.assessment = h.assessment AND u.build = h.build");
        query.push(" LEFT JOIN answer_wording w ON w.arrival = u.arrival");
        query.push(" WHERE u.head = 1 ORDER BY unit, entry");
        let rows = query.build().fetch_all(workspace.ledger.readers()).await?;
        let today = workspace.today();
        for row in &rows {
            let of = id(row.try_get(10)?)?;
            let subject = holders.iter().find(|holder| holder.key().0 == of).map(|holder| holder.kind());
            let unit: &str = row.try_get(0)?;
            if subject.is_none() || sheet.subject(unit) != subject {
                continue;
            }
            self.add(row, today)?;
            let Some(at) = sheet.find(unit) else { continue };
            let (given, asked): (Option<&str>, _) = (row.try_get(11)?, sheet.units[at].question());
            let bearing = bearing(given, asked);
            let entry = hash(row.try_get(4)?)?;
            if bearing != Bearing::Answers
                && let Some(heads) = self.0.get_mut(unit)
                && let Some(head) = heads.answers.iter_mut().find(|head| head.entry == entry)
            {
                head.hold = Hold::Stale;
                head.elsewhere = bearing == Bearing::Elsewhere;
                head.reworded = Some(if head.elsewhere {
                    let parameters = sheet.planned(at).map(|it| it.parameters.as_slice()).unwrap_or_default();
                    why_elsewhere(given.unwrap_or_default(), asked.unwrap_or_default(), parameters)
                } else {
                    said!("and its words were redacted since")
                });
            }
        }
        self.0.values_mut().for_each(UnitHeads::settle);
        Ok(())
    }

    /// The units with anything current.
    pub(crate) fn units(&self) -> impl Iterator<Item = (&str, &UnitHeads)> {
        self.0.iter().map(|(unit, heads)| (unit.as_str(), heads))
    }

    /// Adds to answers that were carried over or reconfirmed where they come from: a query that only such builds need.
    async fn name_origins(&mut self, workspace: &Workspace, assessment: Uuid, build: Uuid) -> Result<()> {
        let query = format!(
            "SELECT u.unit, u.entry, u.act, c.assessment, a.facts ->> '$.title', c.unit, c.origin, o.author, o.at, o.build
             FROM unit_statement u JOIN carried c ON c.arrival = u.arrival
             LEFT JOIN assessment a ON a.id = c.assessment
             LEFT JOIN entries e ON e.hash = c.origin LEFT JOIN unit_statement o ON o.arrival = e.id
             WHERE u.assessment = ?1 AND u.build = ?2 AND u.head = 1 AND u.act IN {RESULT_ACTS}"
        );
        // The list is ours, nothing in it comes from outside.
        let rows = sqlx::query(AssertSqlSafe(query))
            .bind(bytes(assessment))
            .bind(bytes(build))
            .fetch_all(workspace.ledger.readers())
            .await?;
        for row in &rows {
            let entry = hash(row.try_get(1)?)?;
            let unit: &str = row.try_get(0)?;
            let Some(heads) = self.0.get_mut(unit) else { continue };
            let Some(head) = heads.answers.iter_mut().find(|head| head.entry == entry) else { continue };
            let author: Option<&[u8]> = row.try_get(7)?;
            let at: Option<i64> = row.try_get(8)?;
            let origin = hash(row.try_get(6)?)?;
            let stated = author.map(id).transpose()?.zip(at.map(time));
            let first: Option<&[u8]> = row.try_get(9)?;
            head.first = Some(Arc::new(FirstHead { origin, stated, build: first.map(id).transpose()? }));
            let Some(how) = Act::of_number(row.try_get(2)?).and_then(Act::carried) else { continue };
            head.carried = Some(Arc::new(CarriedHead {
                how,
                assessment: id(row.try_get(3)?)?,
                title: row.try_get::<Option<String>, _>(4)?.unwrap_or_default(),
                unit: row.try_get(5)?,
                origin,
                stated,
            }));
        }
        Ok(())
    }

    /// Says whether it was first stated elsewhere.
    fn add(&mut self, row: &SqliteRow, today: i64) -> Result<bool> {
        let unit: &str = row.try_get(0)?;
        let Some(act) = Act::of_number(row.try_get(2)?) else { return Ok(false) };
        if !self.0.contains_key(unit) {
            self.0.insert(unit.to_owned(), UnitHeads::default());
        }
        let Some(heads) = self.0.get_mut(unit) else { return Ok(false) };
        if act.is_result() {
            let result: Option<i64> = row.try_get(3)?;
            let valid_until: Option<i64> = row.try_get(9)?;
            let hold = match act.hold() {
                Hold::Holds if valid_until.is_some_and(|last| last < today) => Hold::Stale,
                hold => hold,
            };
            heads.answers.push(Head {
                entry: hash(row.try_get(4)?)?,
                result: result.and_then(result_of_number).unwrap_or(ResultCode::Untested),
                author: id(row.try_get(5)?)?,
                at: time(row.try_get(6)?),
                has_note: row.try_get(7)?,
                justified: row.try_get(8)?,
                hold,
                valid_until,
                carried: None,
                reworded: None,
                elsewhere: false,
                reconfirmed: act.reconfirmed().map(|it| it.basis),
                first: None,
            });
            return Ok(act.carried().is_some() || act.reconfirmed().is_some());
        }
        if act.shows_evidence() {
            heads.evidence_entries.push(hash(row.try_get(4)?)?);
        }
        let present = match act {
            Act::Commented => &mut heads.comments,
            act if act.shows_evidence() => &mut heads.evidence,
            _ => return Ok(false),
        };
        let item = id(row.try_get(1)?)?;
        // Concurrent statements may say the same twice.
        if !present.contains(&item) {
            present.push(item);
        }
        Ok(false)
    }
}

/// Everything that a checklist or a verdict of one build is made from.
#[derive(Debug)]
pub(crate) struct Sitting {
    pub(crate) assessment: Arc<AssessmentFacts>,
    pub(crate) build: Arc<KnownBuild>,
    pub(crate) sheet: Arc<Sheet>,
    pub(crate) states: States,
    /// What is said about the work on it.
    pub(crate) reviews: Reviews,
}

/// A unit of a checklist, and where its answers belong.
#[derive(Debug)]
pub(super) struct Spot {
    pub(super) assessment: Arc<AssessmentFacts>,
    /// The build whose checklist it is.
    pub(super) build: Uuid,
    pub(super) sheet: Arc<Sheet>,
    /// Into the sheet's units.
    pub(super) at: usize,
    pub(super) place: Place,
}

impl Spot {
    pub(super) fn unit(&self) -> &SheetUnit {
        &self.sheet.units[self.at]
    }
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

    /// What answers about this kind of subject belong to, in a checklist.
    pub(super) async fn holder(
        &self,
        assessment: &AssessmentFacts,
        build: Uuid,
        subject: SubjectKind,
    ) -> Result<Holder> {
        Ok(match subject {
            SubjectKind::Build => Holder::Build { assessment: assessment.id, build },
            SubjectKind::BackEnd => Holder::BackEnd { app: self.release_facts(assessment.release).await?.app },
            SubjectKind::Organisation => Holder::Organisation,
            SubjectKind::Release => Holder::Release { release: assessment.release },
        })
    }

    /// Where answers, evidence and comments on a unit of a checklist belong, with what the checklist is laid out from.
    ///
    /// # Errors
    /// `unit.unknown`, `unit.not_in_profile`, and those of [`Workspace::place`].
    pub(super) async fn spot(&self, assessment: Uuid, build: Uuid, unit: &str) -> Result<Spot> {
        let (assessment, build, sheet) = self.place(assessment, build).await?;
        let at = sheet.find(unit).ok_or_else(|| not_in_profile(&sheet, unit))?;
        let holder = self.holder(&assessment, build.id, sheet.units[at].subject).await?;
        let place = Place { holder, unit: sheet.units[at].id.clone() };
        Ok(Spot { assessment, build: build.id, sheet, at, place })
    }

    /// Today in UTC, in days since 1970, by the clock that was passed in.
    pub(crate) fn today(&self) -> i64 {
        i64::from(day(self.ledger.ambient().now().to_zoned(TimeZone::UTC).date()))
    }

    /// Today in UTC by the clock that was passed in, as `2026-11-22`: by it an answer is past its last day or not.
    pub fn day(&self) -> String {
        self.ledger.ambient().now().to_zoned(TimeZone::UTC).date().to_string()
    }

    /// As [`Workspace::place`], with what is current there.
    pub(super) async fn sitting(&self, assessment: Uuid, build: Uuid) -> Result<Sitting> {
        let (assessment, build, sheet) = self.place(assessment, build).await?;
        let mut states = States::load(self, assessment.id, build.id).await?;
        let mut holders = vec![Holder::Build { assessment: assessment.id, build: build.id }];
        for subject in &sheet.shared {
            holders.push(self.holder(&assessment, build.id, *subject).await?);
        }
        if !sheet.shared.is_empty() {
            states.add_shared(self, &holders[1..], &sheet).await?;
        }
        let reviews = Reviews::load(self, &holders, &sheet).await?;
        Ok(Sitting { assessment, build, sheet, states, reviews })
    }
}

/// Adds the keys of holders as rows `assessment`, `build`. Joined from the left, each is looked up in the index; a list
/// of pairs to be in would read all that was ever stated.
pub(super) fn push_holders(query: &mut QueryBuilder<Sqlite>, holders: &[Holder]) {
    for (at, holder) in holders.iter().enumerate() {
        let (assessment, build) = holder.key();
        query.push(if at == 0 { "SELECT " } else { " UNION ALL SELECT " }).push_bind(bytes(assessment));
        query.push(if at == 0 { " AS assessment, " } else { ", " }).push_bind(bytes(build));
        query.push(if at == 0 { " AS build" } else { "" });
    }
}

/// A stored id.
pub(super) fn id(bytes: &[u8]) -> Result<Uuid> {
    Uuid::from_slice(bytes).map_err(|_| AssessmentError::Unreadable { what: said!("an id has not 16 bytes") })
}

/// A stored digest.
pub(super) fn hash(bytes: &[u8]) -> Result<Hash> {
    Hash::from_slice(bytes).ok_or_else(|| AssessmentError::Unreadable { what: said!("a digest has not 32 bytes") })
}

/// A stored time; the ledger takes only times that are in range.
pub(super) fn time(milliseconds: i64) -> Timestamp {
    Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::UNIX_EPOCH)
}
