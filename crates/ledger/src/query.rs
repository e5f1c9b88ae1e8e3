//! Looking entries up: the same questions inside and outside of a transaction.

use assay_messages::said;
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use sqlx::{QueryBuilder, Row};

use crate::{Body, Entry, Hash, LedgerError, Recorded, Result, body_digest};

/// Which entries to list, in the order of arrival. The default is all, 1,000 at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Only subjects that begin so.
    pub subject_prefix: Option<String>,
    /// Only these kinds; empty for all.
    pub kinds: Vec<String>,
    /// Only after this [`crate::Entry::arrival`]: the last one of the page before.
    pub after: Option<i64>,
    /// At most so many.
    pub limit: u32,
}

impl Default for Filter {
    fn default() -> Self {
        Self { subject_prefix: None, kinds: Vec::new(), after: None, limit: 1000 }
    }
}

/// An entry and its body from stored bytes, both checked.
pub(crate) fn recorded(
    arrival: i64,
    hash: &[u8],
    bytes: Vec<u8>,
    salt: Option<&[u8]>,
    body: Option<Vec<u8>>,
) -> Result<Recorded> {
    let entry = Entry::from_row(bytes, arrival)?;
    if entry.hash.as_bytes() != hash {
        let reason = said!("they are stored under the hash {hash}, which is not theirs", hash = hex::encode(hash));
        return Err(LedgerError::EntryMalformed { reason });
    }
    let body = match (entry.body_digest, salt, body) {
        (None, None, None) => Body::None,
        (Some(_), None, None) => Body::Erased,
        (Some(digest), Some(salt), Some(body)) => {
            let matches = <&[u8; 32]>::try_from(salt).is_ok_and(|salt| body_digest(salt, &body) == digest);
            if !matches {
                return Err(LedgerError::BodyAltered(entry.hash));
            }
            Body::Present(body)
        }
        _ => return Err(LedgerError::BodyAltered(entry.hash)),
    };
    Ok(Recorded { entry, body })
}

fn recorded_row(row: &SqliteRow) -> Result<Recorded> {
    let (arrival, hash, bytes): (i64, &[u8], Vec<u8>) = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
    let (salt, body): (Option<&[u8]>, Option<Vec<u8>>) = (row.try_get(3)?, row.try_get(4)?);
    recorded(arrival, hash, bytes, salt, body)
}

fn hash_of(bytes: &[u8]) -> Result<Hash> {
    Hash::from_slice(bytes).ok_or_else(|| LedgerError::DatabaseDamaged(said!("a hash has not 32 bytes")))
}

/// Kinds as the JSON list that the statements below take.
fn list(kinds: &[&str]) -> String {
    serde_json::Value::from(kinds).to_string()
}

pub(crate) async fn one(connection: &mut SqliteConnection, hash: &Hash) -> Result<Recorded> {
    let row = sqlx::query(
        "SELECT e.id, e.hash, e.bytes, b.salt, b.body FROM entries e LEFT JOIN bodies b ON b.entry = e.id
         WHERE e.hash = ?1",
    )
    .bind(hash.as_bytes().as_slice())
    .fetch_optional(connection)
    .await?;
    recorded_row(&row.ok_or(LedgerError::UnknownEntry(*hash))?)
}

pub(crate) async fn list_entries(connection: &mut SqliteConnection, filter: &Filter) -> Result<Vec<Recorded>> {
    let mut query = QueryBuilder::new(
        "SELECT e.id, e.hash, e.bytes, b.salt, b.body FROM entries e LEFT JOIN bodies b ON b.entry = e.id WHERE e.id > ",
    );
    query.push_bind(filter.after.unwrap_or(0));
    if let Some(prefix) = &filter.subject_prefix {
        // The last character of Unicode sorts behind everything that begins with the prefix.
        query.push(" AND e.subject >= ").push_bind(prefix);
        query.push(" AND e.subject < ").push_bind(format!("{prefix}\u{10ffff}"));
    }
    if !filter.kinds.is_empty() {
        let kinds: Vec<&str> = filter.kinds.iter().map(String::as_str).collect();
        query.push(" AND e.kind IN (SELECT value FROM json_each(").push_bind(list(&kinds)).push("))");
    }
    query.push(" ORDER BY e.id LIMIT ").push_bind(i64::from(filter.limit));
    let rows = query.build().fetch_all(connection).await?;
    rows.iter().map(recorded_row).collect()
}

pub(crate) async fn history(connection: &mut SqliteConnection, subject: &str) -> Result<Vec<Recorded>> {
    let rows = sqlx::query(
        "SELECT e.id, e.hash, e.bytes, b.salt, b.body FROM entries e LEFT JOIN bodies b ON b.entry = e.id
         WHERE e.subject = ?1 ORDER BY e.id",
    )
    .bind(subject)
    .fetch_all(connection)
    .await?;
    rows.iter().map(recorded_row).collect()
}

pub(crate) async fn current(connection: &mut SqliteConnection, subject: &str, kinds: &[&str]) -> Result<Vec<Recorded>> {
    let rows = sqlx::query(
        "SELECT e.id, e.hash, e.bytes, b.salt, b.body FROM entries e LEFT JOIN bodies b ON b.entry = e.id
         WHERE e.subject = ?1 AND e.kind IN (SELECT value FROM json_each(?2))
           AND NOT EXISTS (SELECT 1 FROM supersedes s WHERE s.superseded = e.hash)
         ORDER BY e.hash",
    )
    .bind(subject)
    .bind(list(kinds))
    .fetch_all(connection)
    .await?;
    rows.iter().map(recorded_row).collect()
}

pub(crate) async fn heads(connection: &mut SqliteConnection, subject: &str, kinds: &[&str]) -> Result<Vec<Hash>> {
    let rows = sqlx::query(
        "SELECT e.hash FROM entries e WHERE e.subject = ?1 AND e.kind IN (SELECT value FROM json_each(?2))
           AND NOT EXISTS (SELECT 1 FROM supersedes s WHERE s.superseded = e.hash)
         ORDER BY e.hash",
    )
    .bind(subject)
    .bind(list(kinds))
    .fetch_all(connection)
    .await?;
    rows.iter().map(|row| hash_of(row.try_get(0)?)).collect()
}
