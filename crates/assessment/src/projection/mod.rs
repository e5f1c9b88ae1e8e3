//! The tables that are made from statements, written in the same transaction, and made anew from the ledger when their
//! version changes.
//!
//! They know the ledger's tables `entries` (`id`, `hash`) and `supersedes`: reading those in the same statement is what
//! makes a row's `head` right in any order of arrival, and a rebuild quick.

mod act;
mod apply;
mod decisions;
mod findings;
mod rebuild;
mod reports;
mod rests;
mod review;
mod rows;
mod schema;
mod stating;
mod tallies;
mod wording;

use assay_ledger::Ledger;
use sqlx::{Executor, SqliteConnection, SqlitePool};

pub(crate) use act::{
    Act, EVIDENCE_ACTS, HOLD, Hold, Overriding, RESULT_ACTS, hold_of_number, result_code, result_of_code,
    result_of_number,
};
pub(crate) use apply::{bytes, json, redactable};
pub(crate) use decisions::scope;
pub(crate) use findings::FindingAct;
pub(crate) use rebuild::rebuild;
pub(crate) use review::{ReviewAct, joined};
pub(crate) use rows::{date_of_day, day};
pub(crate) use stating::Stating;
pub(crate) use wording::{Bearing, bearing, question, shows_elsewhere, why_elsewhere};

use crate::{Result, Work};

/// Makes the tables where they are missing, makes the projections anew where they are of another version, and applies
/// what the ledger itself stated on opening.
pub(crate) async fn prepare(ledger: &Ledger) -> Result<()> {
    let version = current_version(ledger.readers()).await?;
    if version != Some(schema::VERSION) {
        let mut writing = ledger.write().await?;
        writing.connection().execute(sqlx::raw_sql(schema::PLAIN)).await?;
        writing.connection().execute(sqlx::raw_sql(review::PLAIN)).await?;
        writing.commit().await?;
        rebuild(ledger, &Work::unwatched()).await?;
        return Ok(());
    }
    match behind(ledger.readers()).await? {
        0 => {}
        few if few < MANY => Stating::begin(ledger).await?.commit().await?,
        _ => drop(rebuild(ledger, &Work::unwatched()).await?),
    }
    Ok(())
}

/// From so many entries on, making everything anew is quicker than catching up one by one.
const MANY: i64 = 20_000;

/// The version of the projections that are there.
async fn current_version(readers: &SqlitePool) -> Result<Option<i64>> {
    let tables: i64 = sqlx::query_scalar("SELECT count(*) FROM sqlite_schema WHERE name = 'projection_state'")
        .fetch_one(readers)
        .await?;
    if tables == 0 {
        return Ok(None);
    }
    Ok(sqlx::query_scalar("SELECT version FROM projection_state").fetch_optional(readers).await?)
}

/// How many entries the ledger holds that the projections don't know.
async fn behind(readers: &SqlitePool) -> Result<i64> {
    let behind =
        sqlx::query_scalar("SELECT (SELECT coalesce(max(id), 0) FROM entries) - applied FROM projection_state");
    Ok(behind.fetch_one(readers).await?)
}

async fn set_applied(connection: &mut SqliteConnection, applied: i64) -> Result<()> {
    sqlx::query("UPDATE projection_state SET applied = ?1").bind(applied).execute(connection).await?;
    Ok(())
}

/// The workspace's name; empty where it was redacted.
pub(crate) async fn workspace_name(readers: &SqlitePool) -> Result<String> {
    let name: Option<Option<String>> =
        sqlx::query_scalar("SELECT name FROM workspace_name WHERE head = 1 ORDER BY entry LIMIT 1")
            .fetch_optional(readers)
            .await?;
    Ok(name.flatten().unwrap_or_default())
}

/// See [`crate::Workspace::unknown_statements`].
pub(crate) async fn unknown_statements(readers: &SqlitePool) -> Result<u64> {
    let count: i64 = sqlx::query_scalar("SELECT count(*) FROM unknown_statement").fetch_one(readers).await?;
    Ok(count.unsigned_abs())
}
