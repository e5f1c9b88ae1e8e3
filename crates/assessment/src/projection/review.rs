//! Work, its review, comments beside units, mentions, sign-offs: their tables, and what statements do to them.

use assay_ledger::{Entry, Hash};
use jiff::civil::Date;
use sqlx::SqliteConnection;
use uuid::Uuid;

use super::apply::{bytes, hash, read};
use super::rows::day;
use crate::Result;
use crate::statement::{
    CommentAdded, Kind, Place, ReviewStated, ReviewTakenBack, SignOffGiven, Subject, Topic, WorkAssigned,
};
use crate::view::SignOffRole;

/// The tables.
///
/// `review_statement` and `assignment` are keyed as `unit_statement` is: by assessment and build, or by what stands for a
/// shared subject, so what concerns a checklist is one range of an index. `evidence` is the named entries, one after the
/// other. `restores` is set where an undo puts a former statement back: what counts is then that one's row, looked up when
/// it is read, because it may arrive later.
///
/// `assignment.scope` is empty for the whole build, else `group/<id>` or `unit/<id>`. `remark` holds comments on anything
/// but units; those on units are rows of `unit_statement`. `mention` has a row for each member whom a comment names, of
/// either kind.
pub(super) const TABLES: &str = "
CREATE TABLE review_statement (
    arrival INTEGER PRIMARY KEY, entry BLOB NOT NULL,
    assessment BLOB NOT NULL, build BLOB NOT NULL, unit TEXT NOT NULL,
    act INTEGER NOT NULL, answer BLOB NOT NULL, evidence BLOB NOT NULL, comment BLOB, restores BLOB,
    author BLOB NOT NULL, at INTEGER NOT NULL,
    head INTEGER NOT NULL
) STRICT;
CREATE INDEX review_statement_by_build ON review_statement (assessment, build, head, unit);
CREATE TABLE assignment (
    arrival INTEGER PRIMARY KEY, entry BLOB NOT NULL,
    assessment BLOB NOT NULL, build BLOB NOT NULL, scope TEXT NOT NULL,
    assignee BLOB, due INTEGER,
    author BLOB NOT NULL, at INTEGER NOT NULL,
    head INTEGER NOT NULL
) STRICT;
CREATE INDEX assignment_by_build ON assignment (assessment, build, head, scope);
CREATE TABLE remark (
    arrival INTEGER PRIMARY KEY, entry BLOB NOT NULL, topic TEXT NOT NULL, id BLOB NOT NULL,
    author BLOB NOT NULL, at INTEGER NOT NULL, taken_back INTEGER NOT NULL, head INTEGER NOT NULL
) STRICT;
CREATE INDEX remark_by_topic ON remark (topic, head);
CREATE TABLE mention (
    member BLOB NOT NULL, arrival INTEGER NOT NULL, comment BLOB NOT NULL, PRIMARY KEY (member, arrival)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_by_arrival ON mention (arrival);
CREATE TABLE sign_off (
    arrival INTEGER PRIMARY KEY, entry BLOB NOT NULL, assessment BLOB NOT NULL, id BLOB NOT NULL,
    checkpoint BLOB NOT NULL, role TEXT NOT NULL, statement TEXT,
    author BLOB NOT NULL, at INTEGER NOT NULL, withdrawn INTEGER NOT NULL, head INTEGER NOT NULL
) STRICT;
CREATE INDEX sign_off_by_assessment ON sign_off (assessment);
";

/// Their names, for dropping them.
pub(super) const NAMES: [&str; 5] = ["review_statement", "assignment", "remark", "mention", "sign_off"];

/// Which mentions somebody has read: a plain row, nobody states it.
pub(super) const PLAIN: &str = "
CREATE TABLE IF NOT EXISTS mention_read (
    member BLOB NOT NULL, comment BLOB NOT NULL, PRIMARY KEY (member, comment)
) STRICT, WITHOUT ROWID;
";

/// What a row of `review_statement` does. Numbers never change their meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReviewAct {
    /// Ready for a second person.
    Submitted,
    /// Agreed with.
    Approved,
    /// More is wanted.
    Returned,
    /// One of them was undone.
    TakenBack,
}

impl ReviewAct {
    const NUMBERS: [(ReviewAct, i64); 4] =
        [(ReviewAct::Submitted, 1), (ReviewAct::Approved, 2), (ReviewAct::Returned, 3), (ReviewAct::TakenBack, 4)];

    pub(crate) fn of_number(number: i64) -> Option<ReviewAct> {
        ReviewAct::NUMBERS.into_iter().find(|(_, its)| *its == number).map(|(act, _)| act)
    }

    fn number(self) -> i64 {
        ReviewAct::NUMBERS.into_iter().find(|(act, _)| *act == self).map_or(0, |(_, number)| number)
    }

    /// What statements of a kind do.
    pub(crate) fn of_kind(kind: Kind) -> Option<ReviewAct> {
        match kind {
            Kind::ReviewSubmitted => Some(ReviewAct::Submitted),
            Kind::ReviewApproved => Some(ReviewAct::Approved),
            Kind::ReviewReturned => Some(ReviewAct::Returned),
            Kind::ReviewTakenBack => Some(ReviewAct::TakenBack),
            _ => None,
        }
    }
}

/// Evidence as `review_statement` holds it.
pub(crate) fn joined(evidence: &[Hash]) -> Vec<u8> {
    let mut sorted: Vec<&Hash> = evidence.iter().collect();
    sorted.sort_unstable();
    sorted.dedup();
    sorted.into_iter().flat_map(|hash| *hash.as_bytes()).collect()
}

/// Whether statements of this kind are applied here.
pub(super) fn is_ours(kind: Kind, subject: &Subject) -> bool {
    let remark =
        matches!(kind, Kind::CommentAdded | Kind::CommentTakenBack) && matches!(subject, Subject::Remark { .. });
    let work = matches!(kind, Kind::WorkAssigned | Kind::WorkTakenBack | Kind::SignOffGiven | Kind::SignOffWithdrawn);
    remark || work || ReviewAct::of_kind(kind).is_some()
}

/// Applies one statement of these kinds. False where it is not what its kind should be.
pub(super) async fn apply(
    connection: &mut SqliteConnection,
    entry: &Entry,
    kind: Kind,
    subject: Subject,
    body: Option<&[u8]>,
) -> Result<bool> {
    match (kind, subject) {
        (Kind::ReviewSubmitted | Kind::ReviewApproved | Kind::ReviewReturned, Subject::Unit(place)) => {
            let Some(stated) = read::<ReviewStated>(body) else { return Ok(false) };
            review(connection, entry, kind, &place, Some(&stated), None).await
        }
        (Kind::ReviewTakenBack, Subject::Unit(place)) => {
            let Some(back) = read::<ReviewTakenBack>(body) else { return Ok(false) };
            review(connection, entry, kind, &place, None, back.restores).await
        }
        (Kind::WorkAssigned | Kind::WorkTakenBack, subject) => {
            let Some(work) = read::<WorkAssigned>(body) else { return Ok(false) };
            let (of, scope) = match subject {
                Subject::WholeBuild { assessment, build } => ((assessment, build), String::new()),
                Subject::Group { assessment, build, group } => ((assessment, build), format!("group/{group}")),
                Subject::Unit(place) => (place.holder.key(), format!("unit/{}", place.unit)),
                _ => return Ok(false),
            };
            assign(connection, entry, of, scope, &work).await
        }
        (Kind::CommentAdded | Kind::CommentTakenBack, Subject::Remark { topic, comment }) => {
            remark(connection, entry, &topic, comment, kind == Kind::CommentTakenBack).await?;
            mentions(connection, entry, comment, body).await?;
            Ok(true)
        }
        (Kind::SignOffGiven | Kind::SignOffWithdrawn, Subject::SignOff { assessment, sign_off, checkpoint }) => {
            let role = entry.result.as_deref().and_then(SignOffRole::of_code);
            let withdrawn = kind == Kind::SignOffWithdrawn;
            if role.is_none() && !withdrawn {
                return Ok(false);
            }
            let statement = read::<SignOffGiven>(body).map(|body| body.statement);
            let insert = "INSERT INTO sign_off
                (arrival, entry, assessment, id, checkpoint, role, statement, author, at, withdrawn, head)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,
                    NOT EXISTS (SELECT 1 FROM supersedes WHERE superseded = ?2))";
            sqlx::query(insert)
                .bind(entry.arrival)
                .bind(hash(entry))
                .bind(bytes(assessment))
                .bind(bytes(sign_off))
                .bind(checkpoint.as_bytes().as_slice())
                .bind(role.map(SignOffRole::code).unwrap_or_default())
                .bind(statement)
                .bind(bytes(entry.author))
                .bind(entry.time.as_millisecond())
                .bind(withdrawn)
                .execute(connection)
                .await?;
            Ok(true)
        }
        _ => Ok(false),
    }
}

async fn review(
    connection: &mut SqliteConnection,
    entry: &Entry,
    kind: Kind,
    place: &Place,
    stated: Option<&ReviewStated>,
    restores: Option<Hash>,
) -> Result<bool> {
    let Some(act) = ReviewAct::of_kind(kind) else { return Ok(false) };
    let (assessment, build) = place.holder.key();
    let insert = "INSERT INTO review_statement
        (arrival, entry, assessment, build, unit, act, answer, evidence, comment, restores, author, at, head)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,
            NOT EXISTS (SELECT 1 FROM supersedes WHERE superseded = ?2))";
    sqlx::query(insert)
        .bind(entry.arrival)
        .bind(hash(entry))
        .bind(bytes(assessment))
        .bind(bytes(build))
        .bind(place.unit.as_str())
        .bind(act.number())
        .bind(stated.map(|it| it.reviewed.answer.as_bytes().to_vec()).unwrap_or_default())
        .bind(stated.map(|it| joined(&it.reviewed.evidence)).unwrap_or_default())
        .bind(stated.and_then(|it| it.comment).map(bytes))
        .bind(restores.map(|hash| hash.as_bytes().to_vec()))
        .bind(bytes(entry.author))
        .bind(entry.time.as_millisecond())
        .execute(connection)
        .await?;
    Ok(true)
}

async fn assign(
    connection: &mut SqliteConnection,
    entry: &Entry,
    (assessment, build): (Uuid, Uuid),
    scope: String,
    work: &WorkAssigned,
) -> Result<bool> {
    let due = work.due.as_deref().and_then(|date| date.parse::<Date>().ok()).map(|date| i64::from(day(date)));
    let insert = "INSERT INTO assignment
        (arrival, entry, assessment, build, scope, assignee, due, author, at, head)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,
            NOT EXISTS (SELECT 1 FROM supersedes WHERE superseded = ?2))";
    sqlx::query(insert)
        .bind(entry.arrival)
        .bind(hash(entry))
        .bind(bytes(assessment))
        .bind(bytes(build))
        .bind(scope)
        .bind(work.assignee.map(bytes))
        .bind(due)
        .bind(bytes(entry.author))
        .bind(entry.time.as_millisecond())
        .execute(connection)
        .await?;
    Ok(true)
}

async fn remark(
    connection: &mut SqliteConnection,
    entry: &Entry,
    topic: &Topic,
    comment: Uuid,
    taken_back: bool,
) -> Result<()> {
    let insert = "INSERT INTO remark (arrival, entry, topic, id, author, at, taken_back, head)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, NOT EXISTS (SELECT 1 FROM supersedes WHERE superseded = ?2))";
    sqlx::query(insert)
        .bind(entry.arrival)
        .bind(hash(entry))
        .bind(topic.to_string())
        .bind(bytes(comment))
        .bind(bytes(entry.author))
        .bind(entry.time.as_millisecond())
        .bind(taken_back)
        .execute(connection)
        .await?;
    Ok(())
}

/// Whom a comment mentions, be it on a unit or elsewhere.
pub(super) async fn mentions(
    connection: &mut SqliteConnection,
    entry: &Entry,
    comment: Uuid,
    body: Option<&[u8]>,
) -> Result<()> {
    let Some(CommentAdded { mentions, .. }) = read(body) else { return Ok(()) };
    for member in mentions {
        sqlx::query("INSERT OR IGNORE INTO mention (member, arrival, comment) VALUES (?1, ?2, ?3)")
            .bind(bytes(member))
            .bind(entry.arrival)
            .bind(bytes(comment))
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// The statement that marks a superseded row as no longer current, for kinds that begin so. A comment may be in either of
/// two tables.
pub(super) fn supersede(area: &str) -> Option<&'static str> {
    Some(match area {
        "review" => "UPDATE review_statement SET head = 0 WHERE arrival = ?1",
        "work" => "UPDATE assignment SET head = 0 WHERE arrival = ?1",
        "comment" => "UPDATE remark SET head = 0 WHERE arrival = ?1",
        "sign_off" => "UPDATE sign_off SET head = 0 WHERE arrival = ?1",
        _ => return None,
    })
}

/// What takes the words of an entry out of these tables.
pub(super) const FORGET: [&str; 2] = [
    "DELETE FROM mention WHERE arrival = (SELECT id FROM entries WHERE hash = ?1)",
    "UPDATE sign_off SET statement = NULL WHERE arrival = (SELECT id FROM entries WHERE hash = ?1)",
];
