//! How far builds are: counted from current answers, for one build whose states are at hand, or for many at once.

use std::collections::HashMap;

use assay_catalogue::SubjectKind;
use sqlx::{QueryBuilder, Row, Sqlite};
use uuid::Uuid;

use super::Workspace;
use super::reach::Reach;
use super::states::{States, id, standing};
use crate::Result;
use crate::planned::{AssessmentFacts, Sheet};
use crate::projection::{
    Bearing, HOLD, Hold, RESULT_ACTS, bearing, bytes, hold_of_number, result_of_number, shows_elsewhere,
};
use crate::statement::Holder;
use crate::view::{AnswerState, Progress, ResultCode};

/// Over the required units of a sheet, each counted once.
pub(super) fn progress_of(sheet: &Sheet, states: &States) -> Progress {
    let mut progress = Progress::default();
    for unit in sheet.units.iter().filter(|unit| unit.required) {
        progress.add(states.of(unit.id.as_str()).state().0);
    }
    progress
}

/// The current answers of many builds, each a text of answers, see [`Workspace::answers`].
#[derive(Debug, Default)]
pub(super) struct Answers {
    /// By assessment and build.
    own: HashMap<(Uuid, Uuid), String>,
    /// By kind of subject, and by release where it is not the organisation.
    shared: HashMap<(SubjectKind, Option<Uuid>), String>,
}

/// What stands after a unit's id for a result without a justification that holds, less twice the result's number; 12
/// and 24 letters on for one that is stale or another unit's. On what builds share, the question that it was given for
/// stands before the unit, with a blank between.
const CODE: u8 = b'@';

impl Workspace {
    /// The current answers within reach, in one query over one index, which holds all that is asked here, and one more
    /// for the subjects that builds share.
    ///
    /// A build is one row: handing over hundreds of answers as rows takes longer than reading them. Each answer is a
    /// line: the unit's id, and a letter for the result, whether it is justified, and what it counts for.
    pub(super) async fn answers(&self, reach: Reach) -> Result<Answers> {
        let mut query = QueryBuilder::new("SELECT assessment, build, ");
        self.line(&mut query, "unit");
        query.push(" FROM unit_statement WHERE ");
        reach.assessments(&mut query, "assessment");
        query.push(" AND head = 1 AND act IN ").push(RESULT_ACTS).push(" GROUP BY assessment, build");
        let rows = query.build().fetch_all(self.ledger.readers()).await?;
        let mut answers = HashMap::with_capacity(rows.len());
        for row in &rows {
            let place = (id(row.try_get(0)?)?, id(row.try_get(1)?)?);
            answers.insert(place, row.try_get::<Option<String>, _>(2)?.unwrap_or_default());
        }
        Ok(Answers { own: answers, shared: self.shared_answers(reach).await? })
    }

    /// Adds the answers of a group as lines.
    fn line(&self, query: &mut QueryBuilder<Sqlite>, unit: &str) {
        // What is past its last day is as stale as what was carried over changed.
        query.push("group_concat(").push(unit).push(" || char(64 + 12 * max(").push(HOLD);
        query.push(", coalesce(valid_until < ").push_bind(self.today());
        query.push(", 0)) + 2 * result + justified), char(10))");
    }

    async fn shared_answers(&self, reach: Reach) -> Result<HashMap<(SubjectKind, Option<Uuid>), String>> {
        let mut query = QueryBuilder::new("SELECT h.assessment, h.release, ");
        self.line(&mut query, "coalesce(w.question || ' ', '') || unit");
        let (kind, none) = Holder::Organisation.key();
        query.push(" FROM (SELECT ").push_bind(bytes(kind)).push(" AS assessment, ").push_bind(bytes(none));
        query.push(" AS build, NULL AS release UNION ALL SELECT ");
        query.push_bind(bytes(Holder::BackEnd { app: none }.key().0)).push(", app, id FROM release WHERE ");
        reach.releases(&mut query, "id");
        query.push(" UNION ALL SELECT ").push_bind(bytes(Holder::Release { release: none }.key().0));
        query.push(", id, id FROM release WHERE ");
        reach.releases(&mut query, "id");
        // Every holder is looked up in the index; the other way round would read all answers there are.
        query.push(") h CROSS JOIN unit_statement u ON u.assessment = h.assessment AND u.build = h.build");
        query.push(" AND u.head = 1 AND u.act IN ").push(RESULT_ACTS);
        query.push(" LEFT JOIN answer_wording w ON w.arrival = u.arrival GROUP BY h.assessment, h.release");
        let rows = query.build().fetch_all(self.ledger.readers()).await?;
        let mut answers = HashMap::with_capacity(rows.len());
        for row in &rows {
            let release: Option<Vec<u8>> = row.try_get(1)?;
            let release = release.as_deref().map(id).transpose()?;
            let Some(kind) = Holder::shared_kind(id(row.try_get(0)?)?) else { continue };
            answers.insert((kind, release), row.try_get::<Option<String>, _>(2)?.unwrap_or_default());
        }
        Ok(answers)
    }
}

impl Answers {
    /// How far a build is in an assessment, whose sheet for the build's platform is given.
    pub(super) fn progress(&self, sheet: &Sheet, assessment: &AssessmentFacts, build: Uuid) -> Progress {
        let own = self.own.get(&(assessment.id, build)).map(|lines| (SubjectKind::Build, lines));
        let shared = sheet.shared.iter().filter_map(|kind| {
            let release = (*kind != SubjectKind::Organisation).then_some(assessment.release);
            self.shared.get(&(*kind, release)).map(|lines| (*kind, lines))
        });
        let mut answers: Vec<(&str, Current, bool)> = own
            .into_iter()
            .chain(shared)
            .flat_map(|(kind, lines)| {
                let about = move |unit: &str| sheet.subject(unit).unwrap_or_default() == kind;
                lines.lines().filter_map(|line| read(line, sheet)).filter(move |(unit, ..)| about(unit))
            })
            .collect();
        // They come as the index has them, by unit; nobody promises that.
        answers.sort_unstable_by_key(|(unit, ..)| *unit);
        let mut progress = Progress::default();
        for current in answers.chunk_by(|(left, ..), (right, ..)| left == right) {
            let required = sheet.find(current[0].0).is_some_and(|at| sheet.units[at].required);
            if required {
                let all = current.iter().map(|(_, current, elsewhere)| ((current.0, *elsewhere), *current));
                let state = if shows_elsewhere(all.clone().map(|(it, _)| it)) {
                    AnswerState::Stale
                } else {
                    standing(all.filter(|((_, elsewhere), _)| !elsewhere).map(|(_, current)| current)).0
                };
                progress.add(state);
            }
        }
        let unanswered = sheet.required_units().saturating_sub(progress.required);
        progress.add_many(AnswerState::Untested, unanswered);
        progress
    }
}

/// A current answer as [`standing`] takes it.
type Current = (ResultCode, bool, Hold);

/// The unit, its answer, and whether that is one to another question.
fn read<'a>(line: &'a str, sheet: &Sheet) -> Option<(&'a str, Current, bool)> {
    let (given, line) = line.split_once(' ').map_or((None, line), |(given, line)| (Some(given), line));
    let (unit, code) = line.split_at_checked(line.len().checked_sub(1)?)?;
    let code = code.bytes().next()?.checked_sub(CODE)?;
    let (mut hold, code) = (hold_of_number(code / 12), code % 12);
    let mut elsewhere = false;
    // Own answers have no question, and need no look at the sheet.
    if given.is_some() {
        let asked = sheet.find(unit).and_then(|at| sheet.units[at].question());
        let bearing = bearing(given, asked);
        elsewhere = bearing == Bearing::Elsewhere;
        if bearing != Bearing::Answers {
            hold = Hold::Stale;
        }
    }
    let result = result_of_number(i64::from(code / 2)).unwrap_or(ResultCode::Untested);
    Some((unit, (result, code % 2 == 1, hold), elsewhere))
}
