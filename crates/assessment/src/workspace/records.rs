//! All that was stated about one unit of one build, with the bodies that are left.

use assay_ledger::Hash;
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use super::Workspace;
use super::names::Names;
use super::states::{hash, id, time};
use crate::Result;
use crate::projection::{Act, bytes, result_of_number};
use crate::statement::EvidenceAttached;
use crate::view::{EvidenceView, ResultCode, Stamp};

/// One statement about a unit.
#[derive(Debug, Clone)]
pub(super) struct Record {
    pub(super) entry: Hash,
    pub(super) build: Uuid,
    pub(super) unit: String,
    pub(super) item: Option<Uuid>,
    pub(super) act: Act,
    pub(super) result: Option<ResultCode>,
    author: Uuid,
    at: Timestamp,
    pub(super) head: bool,
    body: Option<Vec<u8>>,
}

impl Record {
    pub(super) fn body<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_slice(self.body.as_deref()?).ok()
    }

    pub(super) fn stamp(&self, names: &Names) -> Stamp {
        names.stamp(self.author, self.at, &self.entry)
    }

    /// The evidence that this record shows.
    pub(super) fn evidence(&self, names: &Names) -> EvidenceView {
        let (content, caption) = self.body::<EvidenceAttached>().map(|it| (it.content, it.caption)).unzip();
        EvidenceView {
            id: self.item.unwrap_or_default(),
            build: self.build,
            unit: self.unit.clone(),
            content,
            caption: caption.unwrap_or_default(),
            added: self.stamp(names),
        }
    }
}

/// Evidence that is there, each piece once, from records in order.
pub(super) fn current_evidence(records: &[Record], names: &Names) -> Vec<EvidenceView> {
    let mut evidence: Vec<EvidenceView> = Vec::new();
    for record in records.iter().filter(|record| record.head && record.act.shows_evidence()) {
        if !evidence.iter().any(|it| Some(it.id) == record.item) {
            evidence.push(record.evidence(names));
        }
    }
    evidence
}

fn read(row: &SqliteRow) -> Result<Option<Record>> {
    let Some(act) = Act::of_number(row.try_get(4)?) else { return Ok(None) };
    let item: &[u8] = row.try_get(3)?;
    let result: Option<i64> = row.try_get(5)?;
    Ok(Some(Record {
        entry: hash(row.try_get(0)?)?,
        build: id(row.try_get(1)?)?,
        unit: row.try_get(2)?,
        item: if item.is_empty() { None } else { Some(id(item)?) },
        act,
        result: result.and_then(result_of_number),
        author: id(row.try_get(6)?)?,
        at: time(row.try_get(7)?),
        head: row.try_get(8)?,
        body: row.try_get(9)?,
    }))
}

impl Workspace {
    /// Oldest first. Statements of one device keep their order, whatever its clock said.
    pub(super) async fn records(&self, assessment: Uuid, build: Uuid, unit: &str) -> Result<Vec<Record>> {
        let rows = sqlx::query(
            "SELECT u.entry, u.build, u.unit, u.item, u.act, u.result, u.author, u.at, u.head, b.body
             FROM unit_statement u JOIN entries e ON e.id = u.arrival LEFT JOIN bodies b ON b.entry = u.arrival
             WHERE u.assessment = ?1 AND u.build = ?2 AND u.head IN (0, 1) AND u.unit = ?3
             ORDER BY u.at, e.seq, u.entry",
        )
        .bind(bytes(assessment))
        .bind(bytes(build))
        .bind(unit)
        .fetch_all(self.ledger.readers())
        .await?;
        rows.iter().filter_map(|row| read(row).transpose()).collect()
    }

    /// What shows evidence now, in an assessment, on one build or all.
    pub(super) async fn evidence_records(&self, assessment: Uuid, build: Option<Uuid>) -> Result<Vec<Record>> {
        let rows = sqlx::query(
            "SELECT u.entry, u.build, u.unit, u.item, u.act, u.result, u.author, u.at, u.head, b.body
             FROM unit_statement u JOIN entries e ON e.id = u.arrival LEFT JOIN bodies b ON b.entry = u.arrival
             WHERE u.assessment = ?1 AND (?2 IS NULL OR u.build = ?2) AND u.head = 1 AND u.act IN (3, 6)
             ORDER BY u.at, e.seq, u.entry",
        )
        .bind(bytes(assessment))
        .bind(build.map(bytes))
        .fetch_all(self.ledger.readers())
        .await?;
        rows.iter().filter_map(|row| read(row).transpose()).collect()
    }
}
