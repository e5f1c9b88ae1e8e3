//! Whether answers that were reconfirmed hold: what they rest on may change after them, or arrive after them.
//!
//! One that was tested again rests on that test. One that was argued, or kept because the file is the same, rests on the
//! answer of the former build: it holds while one answer is current there, says the same, and is the one that was
//! reconfirmed or one that stands by itself. One that was argued needs its argument too, one that was kept the same
//! SHA-256 on both builds. Where any of it is missing the answer is stale.
//!
//! An answer depends on no other reconfirmed one but the one that it names by its hash, so that there is no circle, and
//! any order of arrival ends in the same.

use assay_ledger::Entry;
use sqlx::{AssertSqlSafe, SqliteConnection};

use super::act::{HOLD, RESULT_ACTS};
use super::tallies;
use crate::Result;
use crate::statement::Kind;

/// Numbers of acts that rest on something; those that hold are odd, and one more stands for those that don't. See `Act`.
const RESTING: &str = "(33, 34, 35, 36)";

/// Of these, those that are argued.
const ARGUED: &str = "(33, 34)";

/// The number that the act of a row `u` should have, whose row of `carried` is `c`.
fn due() -> String {
    format!(
        "u.act - 1 + u.act % 2 + 1 - coalesce((
            SELECT count(*) = 1 AND min(p.result = u.result AND hold = 0 AND (e.hash = c.source OR NOT rests))
            FROM (SELECT arrival, result, {HOLD} AS hold, act IN {RESTING} AS rests FROM unit_statement
                  WHERE assessment = c.assessment AND build = c.build AND unit = c.unit AND head = 1
                  AND act IN {RESULT_ACTS}) p
            JOIN entries e ON e.id = p.arrival WHERE hold <> 2
         ) AND CASE WHEN u.act IN {ARGUED}
            THEN EXISTS (SELECT 1 FROM entries e JOIN difference d ON d.arrival = e.id
                         WHERE e.hash = c.argument AND d.text IS NOT NULL)
            ELSE EXISTS (SELECT 1 FROM build a, build b WHERE a.id = c.build AND b.id = u.build
                         AND a.facts ->> '$.artefact.sha256' = b.facts ->> '$.artefact.sha256')
            END, 0)"
    )
}

/// The key of a place: assessment, build, unit.
type PlaceKey = (Vec<u8>, Vec<u8>, String);

/// Brings the rows up to date that rest on what an entry says, or no longer says; and those that rest on these.
pub(super) async fn settle(connection: &mut SqliteConnection, entry: &Entry) -> Result<()> {
    let kind = Kind::of(&entry.kind, entry.version);
    let touched = match kind {
        Some(Kind::BuildAdded) => {
            "c.build = (SELECT b.id FROM build b JOIN entries e ON e.hash = b.entry WHERE e.id = ?1)
             OR u.build = (SELECT b.id FROM build b JOIN entries e ON e.hash = b.entry WHERE e.id = ?1)"
        }
        Some(Kind::BuildWithdrawn) => {
            "u.build = unhex(replace(substr((SELECT subject FROM entries WHERE id = ?1), -36), '-', ''))
             OR c.build = unhex(replace(substr((SELECT subject FROM entries WHERE id = ?1), -36), '-', ''))"
        }
        Some(Kind::DifferenceArgued) => "c.argument = (SELECT hash FROM entries WHERE id = ?1)",
        _ if entry.kind.starts_with("result.") => "c.arrival = ?1",
        _ => return Ok(()),
    };
    let mut changed = update(connection, touched, entry.arrival).await?;
    if entry.kind.starts_with("result.") {
        changed.extend(place_of(connection, entry.arrival).await?);
    }
    let mut waiting: Vec<PlaceKey> = changed;
    while let Some((assessment, build, unit)) = waiting.pop() {
        let query = format!(
            "SELECT c.arrival FROM carried c JOIN unit_statement u ON u.arrival = c.arrival
             WHERE c.assessment = ?1 AND c.build = ?2 AND c.unit = ?3 AND u.act IN {RESTING} AND u.act <> {}",
            due()
        );
        // The words are ours, nothing in them comes from outside; here and below.
        let rows: Vec<i64> = sqlx::query_scalar(AssertSqlSafe(query))
            .bind(assessment)
            .bind(build)
            .bind(unit)
            .fetch_all(&mut *connection)
            .await?;
        for arrival in rows {
            waiting.extend(update(connection, "c.arrival = ?1", arrival).await?);
        }
    }
    Ok(())
}

/// Brings rows of a condition up to date. Gives the places of those that changed.
async fn update(connection: &mut SqliteConnection, condition: &str, arrival: i64) -> Result<Vec<PlaceKey>> {
    let query = format!(
        "UPDATE unit_statement SET act = n.due FROM (
             SELECT u.arrival AS at, {} AS due FROM carried c JOIN unit_statement u ON u.arrival = c.arrival
             WHERE u.act IN {RESTING} AND ({condition})) n
         WHERE unit_statement.arrival = n.at AND act <> n.due RETURNING assessment, build, unit",
        due()
    );
    let changed: Vec<PlaceKey> = sqlx::query_as(AssertSqlSafe(query)).bind(arrival).fetch_all(&mut *connection).await?;
    for (assessment, build, _) in &changed {
        tallies::forget_place(connection, assessment, build).await?;
    }
    Ok(changed)
}

async fn place_of(connection: &mut SqliteConnection, arrival: i64) -> Result<Option<PlaceKey>> {
    let query = "SELECT assessment, build, unit FROM unit_statement WHERE arrival = ?1";
    Ok(sqlx::query_as(query).bind(arrival).fetch_optional(connection).await?)
}

/// As [`settle`], for every row at once: from the beginning of each chain to its end.
pub(super) async fn settle_all(connection: &mut SqliteConnection) -> Result<()> {
    // Every step settles what rests on what the step before settled, and chains have ends.
    while !update(connection, "?1 = ?1", 0).await?.is_empty() {}
    Ok(())
}
