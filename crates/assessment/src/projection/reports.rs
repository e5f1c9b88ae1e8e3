//! Issued reports and their signatures: one row a kept file.

use assay_ledger::{Entry, Hash};
use sqlx::SqliteConnection;

use super::apply::{bytes, hash, json, read};
use crate::Result;
use crate::statement::{Kind, ReportIssued, ReportSigned, Subject};

/// The table. `former` is the file that was signed; none of one that was issued. `number` is that of one that was issued.
/// `facts` is the body.
pub(super) const TABLES: &str = "
CREATE TABLE report_file (
    arrival INTEGER PRIMARY KEY, entry BLOB NOT NULL, assessment BLOB NOT NULL, id BLOB NOT NULL,
    checkpoint BLOB NOT NULL, sha256 BLOB NOT NULL, former BLOB, number TEXT, facts TEXT NOT NULL,
    author BLOB NOT NULL, at INTEGER NOT NULL, head INTEGER NOT NULL
) STRICT;
CREATE INDEX report_file_by_assessment ON report_file (assessment);
CREATE INDEX report_file_by_id ON report_file (id);
CREATE INDEX report_file_by_number ON report_file (number) WHERE number IS NOT NULL;
";

/// Its name, for dropping it.
pub(super) const NAMES: [&str; 1] = ["report_file"];

/// Applies one statement. False where it is not what its kind should be.
pub(super) async fn apply(
    connection: &mut SqliteConnection,
    entry: &Entry,
    kind: Kind,
    subject: &Subject,
    body: Option<&[u8]>,
) -> Result<bool> {
    let Subject::Report { assessment, report, checkpoint } = subject else { return Ok(false) };
    let Some(sha256) = entry.result.as_deref().and_then(|code| code.parse::<Hash>().ok()) else { return Ok(false) };
    let (former, number, facts) = match kind {
        Kind::ReportIssued => {
            let Some(issued) = read::<ReportIssued>(body) else { return Ok(false) };
            (None, Some(issued.number.clone()), json(&issued))
        }
        Kind::ReportSigned => {
            let Some(signed) = read::<ReportSigned>(body) else { return Ok(false) };
            (Some(signed.former.as_bytes().to_vec()), None, json(&signed))
        }
        _ => return Ok(false),
    };
    let insert = "INSERT INTO report_file
        (arrival, entry, assessment, id, checkpoint, sha256, former, number, facts, author, at, head)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,
            NOT EXISTS (SELECT 1 FROM supersedes WHERE superseded = ?2))";
    sqlx::query(insert)
        .bind(entry.arrival)
        .bind(hash(entry))
        .bind(bytes(*assessment))
        .bind(bytes(*report))
        .bind(checkpoint.as_bytes().as_slice())
        .bind(sha256.as_bytes().as_slice())
        .bind(former)
        .bind(number)
        .bind(facts)
        .bind(bytes(entry.author))
        .bind(entry.time.as_millisecond())
        .execute(connection)
        .await?;
    Ok(true)
}
