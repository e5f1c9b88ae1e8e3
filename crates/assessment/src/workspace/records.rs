//! All that was stated about one unit of one build, with the bodies that are left.

use assay_catalogue::SubjectKind;
use assay_ledger::Hash;
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Row};
use uuid::Uuid;

use super::Workspace;
use super::names::Names;
use super::states::{hash, id, time};
use crate::Result;
use crate::projection::{Act, EVIDENCE_ACTS, bytes, result_of_number};
use crate::statement::{EvidenceAttached, Holder, Place};
use crate::view::{Carried, EvidenceView, ResultCode, Stamp};

/// One statement about a unit.
#[derive(Debug, Clone)]
pub(super) struct Record {
    pub(super) entry: Hash,
    /// What it is about.
    pub(super) subject: SubjectKind,
    /// The key of what it is about, see `Holder::key`.
    pub(super) assessment: Uuid,
    pub(super) build: Uuid,
    pub(super) unit: String,
    pub(super) item: Option<Uuid>,
    pub(super) act: Act,
    pub(super) result: Option<ResultCode>,
    author: Uuid,
    at: Timestamp,
    pub(super) head: bool,
    /// The words: of what was carried over, those of its first statement.
    body: Option<Vec<u8>>,
    /// Where it was carried over from, if it was.
    carried: Option<CarriedRecord>,
}

#[derive(Debug, Clone)]
struct CarriedRecord {
    assessment: Uuid,
    title: String,
    unit: String,
    origin: Hash,
    stated: Option<(Uuid, Timestamp)>,
    /// The build that it was taken from, where it was reconfirmed.
    former: Option<Uuid>,
    /// Assessment, build and unit of the first statement, where that entry is here.
    first: Option<(Uuid, Uuid, String)>,
    /// The argument that it rests on, where there is one that wasn't redacted.
    argument: Option<String>,
}

/// What every query here reads, in this order.
const COLUMNS: &str = "
    u.entry, u.build, u.unit, u.item, u.act, u.result, u.author, u.at, u.head,
    CASE WHEN c.arrival IS NULL THEN b.body ELSE (SELECT body FROM bodies WHERE entry = o.arrival) END,
    c.assessment, a.facts ->> '$.title', c.unit, c.origin, o.author, o.at, u.assessment,
    c.build, o.build, (SELECT d.text FROM entries g JOIN difference d ON d.arrival = g.id WHERE g.hash = c.argument),
    o.assessment, o.unit
    FROM unit_statement u JOIN entries e ON e.id = u.arrival LEFT JOIN bodies b ON b.entry = u.arrival
    LEFT JOIN carried c ON c.arrival = u.arrival LEFT JOIN assessment a ON a.id = c.assessment
    LEFT JOIN entries f ON f.hash = c.origin LEFT JOIN unit_statement o ON o.arrival = f.id";

impl Record {
    pub(super) fn body<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_slice(self.body.as_deref()?).ok()
    }

    /// Who stated it, when: of what was carried over, who carried it.
    pub(super) fn stamp(&self, names: &Names) -> Stamp {
        names.stamp(self.author, self.at, &self.entry)
    }

    /// Who stated it first, when, where that entry is here.
    pub(super) fn first_stamp(&self, names: &Names) -> Stamp {
        self.origin_stamp(names).unwrap_or_else(|| self.stamp(names))
    }

    /// Who stated it first elsewhere, when, where that entry is here.
    pub(super) fn origin_stamp(&self, names: &Names) -> Option<Stamp> {
        let carried = self.carried.as_ref()?;
        carried.stated.map(|(by, at)| names.stamp(by, at, &carried.origin))
    }

    /// The entry that states it first.
    pub(super) fn origin(&self) -> Hash {
        self.carried.as_ref().map_or(self.entry, |it| it.origin)
    }

    /// Where the result was carried over from, if it was.
    pub(super) fn carried(&self, names: &Names) -> Option<Carried> {
        let (how, carried) = (self.act.carried()?, self.carried.as_ref()?);
        Some(Carried {
            how,
            assessment: carried.assessment,
            assessment_title: carried.title.clone(),
            unit: carried.unit.clone(),
            result: self.result.unwrap_or(ResultCode::Untested),
            stated: carried.stated.map(|(by, at)| names.stamp(by, at, &carried.origin)),
            by: self.stamp(names),
        })
    }

    /// The build on which it was first stated, where that was another one.
    pub(super) fn original_build(&self) -> Option<Uuid> {
        let (_, build, _) = self.carried.as_ref()?.first.as_ref()?;
        Some(*build).filter(|build| *build != self.build)
    }

    /// Where it was first stated, if that was elsewhere on a build.
    pub(super) fn origin_place(&self) -> Option<Place> {
        let (assessment, build, unit) = self.carried.as_ref()?.first.as_ref()?;
        Some(Place::on_build(*assessment, *build, unit.parse().ok()?))
    }

    /// The argument that it rests on.
    pub(super) fn argument(&self) -> Option<&str> {
        self.carried.as_ref()?.argument.as_deref()
    }

    /// What it was reconfirmed from, if it was: assessment, build.
    pub(super) fn reconfirmed_from(&self) -> Option<(Uuid, Uuid)> {
        self.act.reconfirmed()?;
        let carried = self.carried.as_ref()?;
        Some((carried.assessment, carried.former?))
    }

    /// The evidence that this record shows.
    pub(super) fn evidence(&self, names: &Names) -> EvidenceView {
        let (content, caption) = self.body::<EvidenceAttached>().map(|it| (it.content, it.caption)).unzip();
        EvidenceView {
            id: self.item.unwrap_or_default(),
            subject: self.subject,
            build: (self.subject == SubjectKind::Build).then_some(self.build),
            unit: self.unit.clone(),
            content,
            caption: caption.unwrap_or_default(),
            added: self.first_stamp(names),
            redacted_from: None,
            redacted_copy: None,
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

/// Assessment, build and unit of the first statement.
fn first(row: &SqliteRow) -> Result<Option<(Uuid, Uuid, String)>> {
    let (build, assessment): (Option<&[u8]>, Option<&[u8]>) = (row.try_get(18)?, row.try_get(20)?);
    let (Some(build), Some(assessment)) = (build, assessment) else { return Ok(None) };
    Ok(Some((id(assessment)?, id(build)?, row.try_get(21)?)))
}

fn read(row: &SqliteRow) -> Result<Option<Record>> {
    let Some(act) = Act::of_number(row.try_get(4)?) else { return Ok(None) };
    let item: &[u8] = row.try_get(3)?;
    let result: Option<i64> = row.try_get(5)?;
    let origin: Option<&[u8]> = row.try_get(13)?;
    let carried = match origin {
        None => None,
        Some(origin) => {
            let (author, at): (Option<&[u8]>, Option<i64>) = (row.try_get(14)?, row.try_get(15)?);
            Some(CarriedRecord {
                assessment: id(row.try_get(10)?)?,
                title: row.try_get::<Option<String>, _>(11)?.unwrap_or_default(),
                unit: row.try_get(12)?,
                origin: hash(origin)?,
                stated: author.map(id).transpose()?.zip(at.map(time)),
                former: row.try_get::<Option<&[u8]>, _>(17)?.map(id).transpose()?,
                first: first(row)?,
                argument: row.try_get(19)?,
            })
        }
    };
    Ok(Some(Record {
        entry: hash(row.try_get(0)?)?,
        subject: Holder::shared_kind(id(row.try_get(16)?)?).unwrap_or_default(),
        assessment: id(row.try_get(16)?)?,
        build: id(row.try_get(1)?)?,
        unit: row.try_get(2)?,
        item: if item.is_empty() { None } else { Some(id(item)?) },
        act,
        result: result.and_then(result_of_number),
        author: id(row.try_get(6)?)?,
        at: time(row.try_get(7)?),
        head: row.try_get(8)?,
        body: row.try_get(9)?,
        carried,
    }))
}

impl Workspace {
    /// Oldest first. Statements of one device keep their order, whatever its clock said.
    pub(super) async fn records(&self, place: &Place) -> Result<Vec<Record>> {
        let (assessment, build) = place.holder.key();
        let query = format!(
            "SELECT {COLUMNS} WHERE u.assessment = ?1 AND u.build = ?2 AND u.head IN (0, 1) AND u.unit = ?3
             ORDER BY u.at, e.seq, u.entry"
        );
        // Columns and acts are ours, nothing in them comes from outside; here and below.
        let rows = sqlx::query(AssertSqlSafe(query))
            .bind(bytes(assessment))
            .bind(bytes(build))
            .bind(place.unit.as_str())
            .fetch_all(self.ledger.readers())
            .await?;
        rows.iter().filter_map(|row| read(row).transpose()).collect()
    }

    /// What shows evidence now on a subject that builds share.
    pub(super) async fn shared_evidence_records(&self, holder: Holder) -> Result<Vec<Record>> {
        let (kind, of) = holder.key();
        self.evidence_records(kind, Some(of)).await
    }

    /// What shows evidence now, in an assessment, on one build or all.
    pub(super) async fn evidence_records(&self, assessment: Uuid, build: Option<Uuid>) -> Result<Vec<Record>> {
        let query = format!(
            "SELECT {COLUMNS} WHERE u.assessment = ?1 AND (?2 IS NULL OR u.build = ?2) AND u.head = 1
             AND u.act IN {EVIDENCE_ACTS} ORDER BY u.at, e.seq, u.entry"
        );
        let rows = sqlx::query(AssertSqlSafe(query))
            .bind(bytes(assessment))
            .bind(build.map(bytes))
            .fetch_all(self.ledger.readers())
            .await?;
        rows.iter().filter_map(|row| read(row).transpose()).collect()
    }

    /// What shows a file as evidence now, anywhere in the workspace.
    pub(super) async fn records_of_file(&self, sha256: &Hash) -> Result<Vec<Record>> {
        let query = format!(
            "SELECT {COLUMNS} WHERE u.head = 1 AND u.act IN {EVIDENCE_ACTS} AND u.arrival IN (
                SELECT arrival FROM evidence_file WHERE sha256 = ?1
                UNION ALL SELECT c.arrival FROM evidence_file f JOIN entries e ON e.id = f.arrival
                    JOIN carried c ON c.origin = e.hash WHERE f.sha256 = ?1)
             ORDER BY u.at, e.seq, u.entry"
        );
        let rows = sqlx::query(AssertSqlSafe(query))
            .bind(sha256.as_bytes().as_slice())
            .fetch_all(self.ledger.readers())
            .await?;
        rows.iter().filter_map(|row| read(row).transpose()).collect()
    }
}
