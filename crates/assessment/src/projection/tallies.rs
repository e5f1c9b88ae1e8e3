//! What builds come to in numbers, counted once and kept until a statement bears on them.
//!
//! The rows are plain: the first look after a statement counts the build anew and puts its numbers here. The statement's own
//! transaction takes them out, so what is here is always what counting would give; `day` and `until` say on which days.

use assay_ledger::Entry;
use sqlx::SqliteConnection;
use uuid::Uuid;

use super::apply::bytes;
use crate::Result;

/// Kinds of statements that change no number of a build.
const SILENT: [&str; 15] = [
    "app.",
    "release.",
    "build.",
    "assessment.",
    "engagement.",
    "comment.",
    "difference.",
    "decision.",
    "finding.",
    "waiver.",
    "sign_off.",
    "report.",
    "member.",
    "workspace.",
    "device.",
];

/// Takes out the numbers that an entry may have changed. `others`: answers elsewhere may rest on it.
pub(super) async fn forget(connection: &mut SqliteConnection, entry: &Entry, others: bool) -> Result<()> {
    if SILENT.iter().any(|silent| entry.kind.starts_with(silent)) {
        return Ok(());
    }
    let parts: Vec<&str> = entry.subject.split('/').collect();
    let id = |at: usize| parts.get(at).and_then(|text| Uuid::try_parse(text).ok()).map(bytes);
    let query = match parts.as_slice() {
        _ if others => sqlx::query("DELETE FROM tally"),
        ["assessment", _, "build", ..] => {
            sqlx::query("DELETE FROM tally WHERE assessment = ?1 AND build = ?2").bind(id(1)).bind(id(3))
        }
        ["release", _, "unit", ..] => {
            sqlx::query("DELETE FROM tally WHERE assessment IN (SELECT id FROM assessment WHERE release = ?1)")
                .bind(id(1))
        }
        ["app", _, "back-end", ..] => sqlx::query(
            "DELETE FROM tally WHERE assessment IN
                (SELECT a.id FROM assessment a JOIN release r ON r.id = a.release WHERE r.app = ?1)",
        )
        .bind(id(1)),
        _ => sqlx::query("DELETE FROM tally"),
    };
    query.execute(connection).await?;
    Ok(())
}

/// Takes out the numbers of builds whose answers rest on others that changed.
pub(super) async fn forget_place(connection: &mut SqliteConnection, assessment: &[u8], build: &[u8]) -> Result<()> {
    let delete = sqlx::query("DELETE FROM tally WHERE assessment = ?1 AND build = ?2").bind(assessment).bind(build);
    delete.execute(connection).await?;
    Ok(())
}

/// Takes out all numbers.
pub(super) async fn forget_all(connection: &mut SqliteConnection) -> Result<()> {
    sqlx::query("DELETE FROM tally").execute(connection).await?;
    Ok(())
}
