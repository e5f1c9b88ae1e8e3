//! Which wording of a requirement an answer about a shared subject was given for.
//!
//! Assessments pin their requirements, so an answer about a build is about the wording that its assessment pins. An
//! answer about the organisation, a back end or a release belongs to no assessment: its statement carries the digest of
//! the wording that the tester read. `answer_wording` keeps it, a row an answer:
//!
//! - no row: the statement was made before wordings were kept. It counts whatever the wording, as it did then.
//! - a digest: it counts where the plan asks with this wording, and is stale where it asks with another one.
//! - an empty text: its words were redacted, and nothing tells any more what was answered. It is stale.

use assay_ledger::{Entry, Hash};
use sqlx::SqliteConnection;

use crate::Result;
use crate::statement::Holder;

/// Keeps the wording of an answer about a shared subject; of one without words, that nothing says it.
pub(super) async fn keep(
    connection: &mut SqliteConnection,
    entry: &Entry,
    holder: Holder,
    worded: bool,
    wording: Option<&str>,
) -> Result<()> {
    let digest = match wording {
        _ if matches!(holder, Holder::Build { .. }) => return Ok(()),
        _ if !worded => "",
        Some(digest) => digest,
        None => return Ok(()),
    };
    sqlx::query("INSERT INTO answer_wording (arrival, digest) VALUES (?1, ?2)")
        .bind(entry.arrival)
        .bind(digest)
        .execute(connection)
        .await?;
    Ok(())
}

/// Takes it out again, with the words of a statement: 0, 1 and 2 are what builds share, see `Holder::key`.
pub(super) async fn forget(connection: &mut SqliteConnection, target: &Hash) -> Result<()> {
    sqlx::query(
        "INSERT INTO answer_wording (arrival, digest)
         SELECT u.arrival, '' FROM entries e JOIN unit_statement u ON u.arrival = e.id
         WHERE e.hash = ?1 AND u.result IS NOT NULL AND hex(u.assessment) IN ('00000000000000000000000000000000',
             '00000000000000000000000000000001', '00000000000000000000000000000002')
         ON CONFLICT (arrival) DO UPDATE SET digest = ''",
    )
    .bind(target.as_bytes().as_slice())
    .execute(connection)
    .await?;
    Ok(())
}

/// Why an answer says nothing of what a plan asks; none where it does. `asked` is the digest of the plan's wording.
pub(crate) fn why_stale(wording: Option<&str>, asked: Option<&str>) -> Option<&'static str> {
    match (wording?, asked) {
        ("", _) => Some("and its words were redacted since"),
        (given, Some(asked)) if given != asked => Some("for an earlier wording of what is asked"),
        _ => None,
    }
}
