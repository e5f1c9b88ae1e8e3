//! What a statement does to the projections.
//!
//! Whether an entry is current is asked of the ledger's own `supersedes` table, never of the order of arrival: an entry
//! that arrives after what took its place is not current from the start. So any order gives the same rows.

use assay_ledger::{Entry, Hash, MemberAdded, WorkspaceNamed, kinds};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::SqliteConnection;
use uuid::Uuid;

use super::act::{Act, Overriding, result_of_code};
use super::decisions;
use super::findings;
use super::reports;
use super::review;
use super::rows::{UnitRows, UnitStatement, valid_until};
use super::wording;
use crate::Result;
use crate::statement::{
    AppAdded, AssessmentOpened, BuildAdded, DifferenceArgued, EngagementRecorded, EvidenceAttached, EvidenceCarried,
    Kind, PictureRedacted, Place, ReleaseAdded, ResultCarried, ResultReconfirmed, ResultStated, Subject,
    VerdictOverridden,
};
use crate::view::EvidenceContent;

/// Applies one entry that the ledger holds. `body` is none where there is none or it was redacted. Rows about units
/// go to `rows`, which the caller flushes.
pub(crate) async fn apply(
    connection: &mut SqliteConnection,
    entry: &Entry,
    body: Option<&[u8]>,
    rows: &mut UnitRows,
) -> Result<()> {
    rows.bearing.note(entry);
    if !apply_known(connection, entry, body, rows).await? {
        sqlx::query("INSERT INTO unknown_statement (arrival, kind, version) VALUES (?1, ?2, ?3)")
            .bind(entry.arrival)
            .bind(&entry.kind)
            .bind(i64::from(entry.version))
            .execute(connection)
            .await?;
    }
    Ok(())
}

/// Marks what the entry took the place of as no longer current. A rebuild needs none of it: there every row is
/// inserted with what the whole ledger says.
pub(crate) async fn supersede(connection: &mut SqliteConnection, entry: &Entry) -> Result<()> {
    if entry.supersedes.is_empty() {
        return Ok(());
    }
    let superseded: Vec<(i64, String)> = sqlx::query_as(
        "SELECT e.id, e.kind FROM supersedes s JOIN entries e ON e.hash = s.superseded WHERE s.entry = ?1",
    )
    .bind(entry.arrival)
    .fetch_all(&mut *connection)
    .await?;
    for (arrival, kind) in superseded {
        let area = kind.split('.').next().unwrap_or_default();
        if let Some(update) = review::supersede(area) {
            sqlx::query(update).bind(arrival).execute(&mut *connection).await?;
        }
        let update = match area {
            "result" | "evidence" | "comment" => "UPDATE unit_statement SET head = 0 WHERE arrival = ?1",
            "finding" => "UPDATE finding_statement SET head = 0 WHERE arrival = ?1",
            "waiver" => "UPDATE waiver_statement SET head = 0 WHERE arrival = ?1",
            "verdict" => "UPDATE control_statement SET head = 0 WHERE arrival = ?1",
            "decision" => "UPDATE decision SET head = 0 WHERE arrival = ?1",
            "release" => "UPDATE release_plan SET head = 0 WHERE arrival = ?1",
            "report" => "UPDATE report_file SET head = 0 WHERE arrival = ?1",
            "picture" => "UPDATE picture_redaction SET head = 0 WHERE arrival = ?1",
            "engagement" => "UPDATE engagement SET head = 0 WHERE arrival = ?1",
            "member" => "UPDATE member SET head = 0 WHERE arrival = ?1",
            "workspace" => "UPDATE workspace_name SET head = 0 WHERE arrival = ?1",
            _ => continue,
        };
        sqlx::query(update).bind(arrival).execute(&mut *connection).await?;
    }
    Ok(())
}

/// Whether the body of an entry of this kind may be erased: some of ours, and what the ledger says of members.
pub(crate) fn redactable(kind: &str, version: u32) -> bool {
    kind == kinds::MEMBER_ADDED || Kind::of(kind, version).is_some_and(Kind::redactable)
}

/// Takes what came from an entry's body out of the projections.
pub(crate) async fn forget(connection: &mut SqliteConnection, target: &Hash) -> Result<()> {
    for update in [
        // As `valid_until` has it for an answer whose words are gone: 0 is organisation, 1 a back end.
        "UPDATE unit_statement SET has_note = 0, justified = 0, valid_until = CASE
             WHEN result IS NOT NULL AND hex(assessment) IN
                 ('00000000000000000000000000000000', '00000000000000000000000000000001') THEN 0 END
         WHERE arrival = (SELECT id FROM entries WHERE hash = ?1)",
        "UPDATE unit_statement SET has_note = 0, justified = 0, valid_until = (SELECT o.valid_until
             FROM unit_statement o WHERE o.arrival = (SELECT id FROM entries WHERE hash = ?1))
         WHERE arrival IN (SELECT arrival FROM carried WHERE origin = ?1)",
        "UPDATE control_statement SET concluded = NULL WHERE arrival = (SELECT id FROM entries WHERE hash = ?1)",
        "UPDATE engagement SET facts = NULL WHERE arrival = (SELECT id FROM entries WHERE hash = ?1)",
        "UPDATE member SET name = NULL, email = NULL WHERE arrival = (SELECT id FROM entries WHERE hash = ?1)",
        "UPDATE difference SET text = NULL WHERE arrival = (SELECT id FROM entries WHERE hash = ?1)",
        "DELETE FROM evidence_file WHERE arrival = (SELECT id FROM entries WHERE hash = ?1)",
    ]
    .into_iter()
    .chain(review::FORGET)
    {
        sqlx::query(update).bind(target.as_bytes().as_slice()).execute(&mut *connection).await?;
    }
    wording::forget(connection, target).await?;
    crate::workspace::forget_for_search(connection, target).await
}

/// False where this version doesn't know the kind, or the statement is not what its kind should be.
#[expect(clippy::too_many_lines, reason = "one arm a kind, each of them short")]
async fn apply_known(
    connection: &mut SqliteConnection,
    entry: &Entry,
    body: Option<&[u8]>,
    rows: &mut UnitRows,
) -> Result<bool> {
    match entry.kind.as_str() {
        kinds::WORKSPACE_FOUNDED | kinds::DEVICE_ENROLLED => return Ok(true),
        kinds::WORKSPACE_NAMED => return workspace_named(connection, entry, body).await,
        kinds::MEMBER_ADDED => return member_added(connection, entry, body).await,
        _ => {}
    }
    let Some(kind) = Kind::of(&entry.kind, entry.version) else { return Ok(false) };
    let Ok(subject) = entry.subject.parse::<Subject>() else { return Ok(false) };
    match (kind, subject) {
        (Kind::AppAdded, Subject::App(app)) => {
            let Some(AppAdded { name, description }) = read(body) else { return Ok(false) };
            let insert = "INSERT INTO app (id, name, description, entry, author, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                ON CONFLICT (id) DO UPDATE SET name = excluded.name, description = excluded.description,
                entry = excluded.entry, author = excluded.author, at = excluded.at WHERE excluded.entry < app.entry";
            let query = sqlx::query(insert).bind(bytes(app)).bind(name).bind(description);
            stamped(query, entry).execute(connection).await?;
            Ok(true)
        }
        (Kind::ReleaseAdded, Subject::Release { app, release }) => {
            let Some(ReleaseAdded { name }) = read(body) else { return Ok(false) };
            let insert = "INSERT INTO release (id, app, name, entry, author, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                ON CONFLICT (id) DO UPDATE SET app = excluded.app, name = excluded.name,
                entry = excluded.entry, author = excluded.author, at = excluded.at WHERE excluded.entry < release.entry";
            let query = sqlx::query(insert).bind(bytes(release)).bind(bytes(app)).bind(name);
            stamped(query, entry).execute(connection).await?;
            Ok(true)
        }
        (Kind::BuildAdded, Subject::Build { release, build }) => {
            let Some(facts) = read::<BuildAdded>(body) else { return Ok(false) };
            // One that was withdrawn stays away, in whatever order the two arrive.
            let insert = "INSERT INTO build (id, release, facts, entry, author, at) SELECT ?1, ?2, ?3, ?4, ?5, ?6
                WHERE NOT EXISTS (SELECT 1 FROM supersedes WHERE superseded = ?4)
                ON CONFLICT (id) DO UPDATE SET release = excluded.release, facts = excluded.facts,
                entry = excluded.entry, author = excluded.author, at = excluded.at WHERE excluded.entry < build.entry";
            let query = sqlx::query(insert).bind(bytes(build)).bind(bytes(release)).bind(json(&facts));
            stamped(query, entry).execute(connection).await?;
            Ok(true)
        }
        (Kind::BuildWithdrawn, Subject::Build { build, .. }) => {
            let delete = "DELETE FROM build WHERE id = ?1 AND entry IN (SELECT superseded FROM supersedes)";
            sqlx::query(delete).bind(bytes(build)).execute(connection).await?;
            Ok(true)
        }
        (Kind::AssessmentOpened, Subject::Assessment { release, assessment }) => {
            let Some(facts) = read::<AssessmentOpened>(body) else { return Ok(false) };
            // As with builds.
            let insert = "INSERT INTO assessment (id, release, facts, entry, author, at) SELECT ?1, ?2, ?3, ?4, ?5, ?6
                WHERE NOT EXISTS (SELECT 1 FROM supersedes WHERE superseded = ?4)
                ON CONFLICT (id) DO UPDATE SET release = excluded.release, facts = excluded.facts,
                entry = excluded.entry, author = excluded.author, at = excluded.at
                WHERE excluded.entry < assessment.entry";
            let query = sqlx::query(insert).bind(bytes(assessment)).bind(bytes(release)).bind(json(&facts));
            stamped(query, entry).execute(connection).await?;
            Ok(true)
        }
        (Kind::AssessmentWithdrawn, Subject::Assessment { assessment, .. }) => {
            let delete = "DELETE FROM assessment WHERE id = ?1 AND entry IN (SELECT superseded FROM supersedes)";
            sqlx::query(delete).bind(bytes(assessment)).execute(connection).await?;
            Ok(true)
        }
        (Kind::EngagementRecorded | Kind::EngagementTakenBack, Subject::Engagement { assessment }) => {
            let facts = read::<EngagementRecorded>(body).map(|facts| json(&facts));
            let insert = "INSERT INTO engagement (arrival, entry, assessment, facts, at, head)
                VALUES (?1, ?2, ?3, ?4, ?5, NOT EXISTS (SELECT 1 FROM supersedes WHERE superseded = ?2))";
            sqlx::query(insert)
                .bind(entry.arrival)
                .bind(hash(entry))
                .bind(bytes(assessment))
                .bind(facts)
                .bind(entry.time.as_millisecond())
                .execute(connection)
                .await?;
            Ok(true)
        }
        (Kind::VerdictOverridden | Kind::VerdictTakenBack, Subject::Control { assessment, build, control }) => {
            let code = entry.result.as_deref().and_then(Overriding::of_code).and_then(Overriding::code);
            let Some(code) = code else { return Ok(false) };
            let concluded = read::<VerdictOverridden>(body).map(|body| json(&body.secondary_failures));
            let insert = "INSERT INTO control_statement
                (arrival, entry, assessment, build, control, verdict, concluded, author, at, head)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,
                    NOT EXISTS (SELECT 1 FROM supersedes WHERE superseded = ?2))";
            sqlx::query(insert)
                .bind(entry.arrival)
                .bind(hash(entry))
                .bind(bytes(assessment))
                .bind(bytes(build))
                .bind(control)
                .bind(code)
                .bind(concluded)
                .bind(bytes(entry.author))
                .bind(entry.time.as_millisecond())
                .execute(connection)
                .await?;
            Ok(true)
        }
        (Kind::ReleasePlanned | Kind::DecisionMade, subject) => {
            decisions::apply(connection, entry, kind, &subject).await
        }
        (Kind::PictureRedacted | Kind::PictureTakenBack, Subject::Evidence { place, .. }) => {
            let redacted = read::<PictureRedacted>(body);
            if redacted.is_none() && kind == Kind::PictureRedacted {
                return Ok(false);
            }
            let (assessment, build) = place.holder.key();
            let insert =
                "INSERT INTO picture_redaction (arrival, entry, assessment, build, original, copy, areas, text, author, head)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, NOT EXISTS (SELECT 1 FROM supersedes WHERE superseded = ?2))";
            sqlx::query(insert)
                .bind(entry.arrival)
                .bind(hash(entry))
                .bind(bytes(assessment))
                .bind(bytes(build))
                .bind(redacted.as_ref().map(|it| it.original.as_bytes().to_vec()))
                .bind(redacted.as_ref().map(|it| it.copy.as_bytes().to_vec()))
                .bind(redacted.as_ref().map(|it| json(&it.areas)))
                .bind(redacted.as_ref().and_then(|it| it.text.as_ref()).map(json))
                .bind(bytes(entry.author))
                .execute(connection)
                .await?;
            Ok(true)
        }
        (Kind::DifferenceArgued, Subject::Difference { build, former }) => {
            difference_argued(connection, entry, body, build, former).await
        }
        (Kind::BodyRedacted, Subject::Entry(target)) => {
            sqlx::query("INSERT INTO redaction_by (arrival, target) VALUES (?1, ?2)")
                .bind(entry.arrival)
                .bind(target.as_bytes().as_slice())
                .execute(&mut *connection)
                .await?;
            sqlx::query("INSERT INTO redaction (target) VALUES (?1) ON CONFLICT (target) DO NOTHING")
                .bind(target.as_bytes().as_slice())
                .execute(connection)
                .await?;
            Ok(true)
        }
        (kind, subject @ (Subject::Finding { .. } | Subject::FindingBuild { .. } | Subject::Waiver { .. })) => {
            findings::apply(connection, entry, kind, subject, body).await
        }
        (Kind::ReportIssued | Kind::ReportSigned, subject) => {
            reports::apply(connection, entry, kind, &subject, body).await
        }
        (kind, subject) if review::is_ours(kind, &subject) => {
            review::apply(connection, entry, kind, subject, body).await
        }
        (kind, subject) => unit_statement(connection, entry, kind, subject, body, rows).await,
    }
}

async fn difference_argued(
    connection: &mut SqliteConnection,
    entry: &Entry,
    body: Option<&[u8]>,
    build: Uuid,
    former: Uuid,
) -> Result<bool> {
    let text = read::<DifferenceArgued>(body).map(|body| body.text);
    let insert = "INSERT INTO difference (arrival, entry, build, former, text, author, at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    sqlx::query(insert)
        .bind(entry.arrival)
        .bind(hash(entry))
        .bind(bytes(build))
        .bind(bytes(former))
        .bind(text.filter(|text| !text.trim().is_empty()))
        .bind(bytes(entry.author))
        .bind(entry.time.as_millisecond())
        .execute(connection)
        .await?;
    Ok(true)
}

async fn unit_statement(
    connection: &mut SqliteConnection,
    entry: &Entry,
    kind: Kind,
    subject: Subject,
    body: Option<&[u8]>,
    rows: &mut UnitRows,
) -> Result<bool> {
    let carried: Option<ResultCarried> = if kind == Kind::ResultCarried { read(body) } else { None };
    let again = !entry.supersedes.is_empty();
    let reconfirmed: Option<ResultReconfirmed> =
        if matches!(kind, Kind::ResultReconfirmed | Kind::ResultRestored) { read(body) } else { None };
    let act = match &reconfirmed {
        Some(it) => Some(Act::reconfirming(it.basis)),
        None => Act::of_kind(kind, carried.as_ref().map(|it| it.how), again),
    };
    let Some(act) = act else { return Ok(false) };
    let (place, item): (Place, Option<Uuid>) = match (kind, subject) {
        (
            Kind::ResultStated
            | Kind::ResultTakenBack
            | Kind::ResultCarried
            | Kind::ResultReconfirmed
            | Kind::ResultRestored,
            Subject::Unit(place),
        ) => (place, None),
        (Kind::CommentAdded | Kind::CommentTakenBack, Subject::Comment { place, comment }) => (place, Some(comment)),
        (
            Kind::EvidenceAttached
            | Kind::EvidenceRemoved
            | Kind::EvidenceTakenBack
            | Kind::EvidenceRestored
            | Kind::EvidenceCarried,
            Subject::Evidence { place, evidence },
        ) => (place, Some(evidence)),
        _ => return Ok(false),
    };
    let mut row = UnitStatement {
        arrival: entry.arrival,
        entry: entry.hash,
        place,
        item,
        act,
        result: None,
        author: entry.author,
        at: entry.time.as_millisecond(),
        has_note: false,
        justified: false,
        valid_until: None,
    };
    if act.is_result() {
        let Some(result) = entry.result.as_deref().and_then(result_of_code) else { return Ok(false) };
        row.result = Some(result);
        if let Some(it) = carried {
            let taken = Taken { assessment: it.assessment, build: None, unit: &it.unit, argument: None };
            carry(connection, entry, &it.from, &it.origin, taken).await?;
        } else if let Some(it) = reconfirmed {
            let build = Some(it.build);
            let taken = Taken { assessment: it.assessment, build, unit: &it.unit, argument: it.argument.as_ref() };
            carry(connection, entry, &it.from, &it.origin, taken).await?;
            let (assessment, _) = row.place.holder.key();
            if assessment != it.assessment {
                sqlx::query("INSERT OR IGNORE INTO rests_on (assessment, former) VALUES (?1, ?2)")
                    .bind(bytes(assessment))
                    .bind(bytes(it.assessment))
                    .execute(&mut *connection)
                    .await?;
            }
        } else {
            let stated = read::<ResultStated>(body);
            let worded = stated.is_some();
            let ResultStated { text, wording, values } = stated.unwrap_or_default();
            wording::keep(connection, entry, row.place.holder, worded, wording.as_deref(), &values).await?;
            row.has_note = !text.note.trim().is_empty();
            row.justified = !text.justification.trim().is_empty();
            row.valid_until = valid_until(row.place.holder, text.valid_until.as_deref());
        }
    }
    if kind == Kind::EvidenceCarried {
        let Some(it) = read::<EvidenceCarried>(body) else { return Ok(false) };
        let taken = Taken { assessment: it.assessment, build: None, unit: &it.unit, argument: None };
        carry(connection, entry, &it.from, &it.origin, taken).await?;
    } else if act.shows_evidence()
        && let Some(EvidenceAttached { content: EvidenceContent::File { sha256, .. }, .. }) = read(body)
        && let Ok(sha256) = sha256.parse::<Hash>()
    {
        sqlx::query("INSERT INTO evidence_file (arrival, sha256) VALUES (?1, ?2)")
            .bind(entry.arrival)
            .bind(sha256.as_bytes().as_slice())
            .execute(&mut *connection)
            .await?;
    }
    if let (Kind::CommentAdded, Some(comment)) = (kind, item) {
        review::mentions(connection, entry, comment, body).await?;
    }
    rows.push(row);
    Ok(true)
}

/// The place that something was taken from.
struct Taken<'a> {
    assessment: Uuid,
    /// The former build, where it was another one.
    build: Option<Uuid>,
    unit: &'a str,
    argument: Option<&'a Hash>,
}

async fn carry(
    connection: &mut SqliteConnection,
    entry: &Entry,
    source: &Hash,
    origin: &Hash,
    taken: Taken<'_>,
) -> Result<()> {
    let insert = "INSERT INTO carried (arrival, source, origin, assessment, build, unit, argument)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    sqlx::query(insert)
        .bind(entry.arrival)
        .bind(source.as_bytes().as_slice())
        .bind(origin.as_bytes().as_slice())
        .bind(bytes(taken.assessment))
        .bind(taken.build.map(bytes))
        .bind(taken.unit)
        .bind(taken.argument.map(|argument| argument.as_bytes().to_vec()))
        .execute(connection)
        .await?;
    Ok(())
}

/// Gives the rows of results that were carried over what their words say: an entry that was carried, from the row where
/// it was first stated; an entry that was imported, to the rows that were carried over from it and arrived before.
pub(crate) async fn settle(connection: &mut SqliteConnection, entry: &Entry) -> Result<()> {
    if !entry.kind.starts_with("result.") {
        return Ok(());
    }
    let update = "UPDATE unit_statement SET has_note = o.has_note, justified = o.justified, valid_until = o.valid_until
        FROM carried c JOIN entries e ON e.hash = c.origin JOIN unit_statement o ON o.arrival = e.id
        WHERE unit_statement.arrival = c.arrival AND (c.arrival = ?1 OR c.origin = ?2)";
    sqlx::query(update).bind(entry.arrival).bind(hash(entry)).execute(connection).await?;
    Ok(())
}

/// As [`settle`], for every row at once.
pub(crate) async fn settle_all(connection: &mut SqliteConnection) -> Result<()> {
    let update = "UPDATE unit_statement SET has_note = o.has_note, justified = o.justified, valid_until = o.valid_until
        FROM carried c JOIN entries e ON e.hash = c.origin JOIN unit_statement o ON o.arrival = e.id
        WHERE unit_statement.arrival = c.arrival";
    sqlx::query(update).execute(connection).await?;
    Ok(())
}

async fn workspace_named(connection: &mut SqliteConnection, entry: &Entry, body: Option<&[u8]>) -> Result<bool> {
    let name = read::<WorkspaceNamed>(body).map(|body| body.name);
    let insert = "INSERT INTO workspace_name (arrival, entry, name, head)
        VALUES (?1, ?2, ?3, NOT EXISTS (SELECT 1 FROM supersedes WHERE superseded = ?2))";
    sqlx::query(insert).bind(entry.arrival).bind(hash(entry)).bind(name).execute(connection).await?;
    Ok(true)
}

async fn member_added(connection: &mut SqliteConnection, entry: &Entry, body: Option<&[u8]>) -> Result<bool> {
    let Some(id) = entry.subject.strip_prefix("member/").and_then(|id| Uuid::try_parse(id).ok()) else {
        return Ok(false);
    };
    let (name, email) = read::<MemberAdded>(body).map(|body| (body.name, body.email)).unzip();
    let insert = "INSERT INTO member (arrival, entry, id, name, email, head)
        VALUES (?1, ?2, ?3, ?4, ?5, NOT EXISTS (SELECT 1 FROM supersedes WHERE superseded = ?2))";
    sqlx::query(insert)
        .bind(entry.arrival)
        .bind(hash(entry))
        .bind(bytes(id))
        .bind(name)
        .bind(email)
        .execute(connection)
        .await?;
    Ok(true)
}

type Query<'q> = sqlx::query::Query<'q, sqlx::Sqlite, sqlx::sqlite::SqliteArguments>;

/// Binds entry, author and time, in this order.
fn stamped<'q>(query: Query<'q>, entry: &Entry) -> Query<'q> {
    query.bind(hash(entry)).bind(bytes(entry.author)).bind(entry.time.as_millisecond())
}

pub(super) fn hash(entry: &Entry) -> Vec<u8> {
    entry.hash.as_bytes().to_vec()
}

pub(crate) fn bytes(id: Uuid) -> Vec<u8> {
    id.as_bytes().to_vec()
}

/// A body that is none of its kind counts as missing: the entry still says who stated what.
pub(super) fn read<T: DeserializeOwned>(body: Option<&[u8]>) -> Option<T> {
    serde_json::from_slice(body?).ok()
}

/// Our own types without maps keyed by anything but text: writing them as JSON can't fail.
pub(crate) fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
