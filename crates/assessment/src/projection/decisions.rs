//! What is planned and decided of releases, and what bears on a release: from it follows whether a decision is outdated.
//!
//! A statement bears on what its subject's path begins with, see [`scope`]. Of each scope and device only the last place
//! in the device's log is kept: a decision knows all that is at or before the place it has seen, so this tells whether
//! anything is beyond it, in any order of arrival.

use std::collections::HashMap;

use assay_ledger::{DeviceId, Entry};
use sqlx::SqliteConnection;
use uuid::Uuid;

use super::apply::{bytes, hash};
use crate::Result;
use crate::statement::{DecisionCode, Kind, PlanCode, Subject};

/// Projects a plan or a decision. False where the statement is not what its kind should be.
pub(super) async fn apply(
    connection: &mut SqliteConnection,
    entry: &Entry,
    kind: Kind,
    subject: &Subject,
) -> Result<bool> {
    let code = entry.result.as_deref().unwrap_or_default();
    match (kind, subject) {
        (Kind::ReleasePlanned, Subject::Plan { release }) => {
            let Ok(PlanCode(due)) = code.parse() else { return Ok(false) };
            let insert = "INSERT INTO release_plan (arrival, entry, release, due, author, at, head)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, NOT EXISTS (SELECT 1 FROM supersedes WHERE superseded = ?2))";
            sqlx::query(insert)
                .bind(entry.arrival)
                .bind(hash(entry))
                .bind(bytes(*release))
                .bind(due.map(|due| due.to_string()))
                .bind(bytes(entry.author))
                .bind(entry.time.as_millisecond())
                .execute(connection)
                .await?;
            Ok(true)
        }
        (Kind::DecisionMade, Subject::Decision { release, decision, checkpoint }) => {
            let Ok(code) = code.parse::<DecisionCode>() else { return Ok(false) };
            let insert = "INSERT INTO decision (arrival, entry, id, release, code, checkpoint, author, at, head)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, NOT EXISTS (SELECT 1 FROM supersedes WHERE superseded = ?2))";
            sqlx::query(insert)
                .bind(entry.arrival)
                .bind(hash(entry))
                .bind(bytes(*decision))
                .bind(bytes(*release))
                .bind(code.to_string())
                .bind(checkpoint.as_bytes().as_slice())
                .bind(bytes(entry.author))
                .bind(entry.time.as_millisecond())
                .execute(connection)
                .await?;
            Ok(true)
        }
        _ => Ok(false),
    }
}

/// What a statement bears on: a release, an assessment, a finding, an app's back end (known by the app), or the
/// organisation (nil). None where it bears on no decision: remarks, plans, who is to do what, decisions themselves.
pub(crate) fn scope(kind: &str, subject: &str) -> Option<Uuid> {
    let says_nothing_of_the_product = [
        "comment.",
        "decision.",
        "work.",
        "report.",
        "release.planned",
        "sign_off.given",
        "review.submitted",
        "review.approved",
    ];
    if says_nothing_of_the_product.iter().any(|word| kind.starts_with(word)) {
        return None;
    }
    let mut parts = subject.split('/');
    let (head, id) = (parts.next()?, parts.next()?);
    let id_of = |text: &str| Uuid::try_parse(text).ok();
    match (head, parts.next(), parts.next()) {
        // What differs between two builds bears on the later one.
        ("organisation", ..) => Some(Uuid::nil()),
        ("assessment" | "release", Some(_), _) | ("app", Some("back-end"), _) | ("build", Some("former"), _) => {
            id_of(id)
        }
        ("app", Some("release" | "finding"), Some(inner)) => id_of(inner),
        _ => None,
    }
}

/// What bears on what, on its way into the table.
#[derive(Debug, Default)]
pub(super) struct Bearing(HashMap<(Uuid, DeviceId), u64>);

impl Bearing {
    /// Takes note of an entry.
    pub(super) fn note(&mut self, entry: &Entry) {
        if let Some(scope) = scope(&entry.kind, &entry.subject) {
            let last = self.0.entry((scope, entry.device)).or_default();
            *last = entry.seq.max(*last);
        }
    }

    /// Writes what was noted.
    pub(super) async fn flush(&mut self, connection: &mut SqliteConnection) -> Result<()> {
        for ((scope, device), seq) in self.0.drain() {
            let put = "INSERT INTO bearing (scope, device, seq) VALUES (?1, ?2, ?3)
                ON CONFLICT (scope, device) DO UPDATE SET seq = max(seq, excluded.seq)";
            sqlx::query(put)
                .bind(bytes(scope))
                .bind(device.as_bytes().as_slice())
                .bind(i64::try_from(seq).unwrap_or(i64::MAX))
                .execute(&mut *connection)
                .await?;
        }
        Ok(())
    }
}
