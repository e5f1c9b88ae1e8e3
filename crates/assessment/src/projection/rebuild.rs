//! Dropping the projections and making them anew.

use assay_ledger::Ledger;
use sqlx::{AssertSqlSafe, Executor};

use super::rows::UnitRows;
use super::{apply, reports, rests, review, schema, tallies};
use crate::{Result, Work};

/// Entries a page: rows about units are written once a page.
const PAGE: usize = 2000;

/// Drops the projections and makes them anew from all entries, in one transaction. Gives how many were replayed.
///
/// The entries are read on another connection while this transaction holds the writer, so nothing is added between.
pub(crate) async fn rebuild(ledger: &Ledger, work: &Work) -> Result<u64> {
    let mut writing = ledger.write().await?;
    let connection = writing.connection();
    for name in schema::NAMES.into_iter().chain(review::NAMES).chain(reports::NAMES) {
        // The names are ours, none comes from outside.
        connection.execute(sqlx::raw_sql(AssertSqlSafe(format!("DROP TABLE IF EXISTS {name}")))).await?;
    }
    connection.execute(sqlx::raw_sql(schema::TABLES)).await?;
    connection.execute(sqlx::raw_sql(review::TABLES)).await?;
    connection.execute(sqlx::raw_sql(reports::TABLES)).await?;
    let (total, last): (i64, i64) =
        sqlx::query_as("SELECT count(*), coalesce(max(id), 0) FROM entries").fetch_one(&mut *connection).await?;
    let total = total.unsigned_abs();
    let mut replay = ledger.replay().await?;
    let mut rows = UnitRows::default();
    let mut done = 0;
    loop {
        work.check()?;
        work.step("replaying", done, Some(total));
        let page = replay.page(PAGE).await?;
        if page.is_empty() {
            break;
        }
        for recorded in &page {
            apply::apply(connection, &recorded.entry, recorded.body.as_bytes(), &mut rows).await?;
        }
        rows.flush(connection).await?;
        done += page.len() as u64;
    }
    connection.execute(sqlx::raw_sql(schema::UNIT_INDEX)).await?;
    apply::settle_all(connection).await?;
    rests::settle_all(connection).await?;
    tallies::forget_all(connection).await?;
    sqlx::query(
        "INSERT INTO projection_state (one, version, applied) VALUES (1, ?1, ?2)
         ON CONFLICT (one) DO UPDATE SET version = excluded.version, applied = excluded.applied",
    )
    .bind(schema::VERSION)
    .bind(last)
    .execute(&mut *connection)
    .await?;
    writing.commit().await?;
    Ok(done)
}
