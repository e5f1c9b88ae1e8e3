//! What statements about findings and waivers do to the projections. Where a finding or a waiver stands is worked out when
//! it is read: it depends on the builds that are there and on the day.

use assay_ledger::Entry;
use sqlx::SqliteConnection;
use uuid::Uuid;

use super::apply::{bytes, hash, read};
use super::rows::day;
use crate::Result;
use crate::statement::{BuildCode, FindingAffects, FindingCode, Kind, Subject, TakenBack, Waived, WaiverCode};

/// What a row of `finding_statement` or `waiver_statement` does. Numbers never change their meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum FindingAct {
    Opened,
    Changed,
    Withdrawn,
    TakenBack,
    Affects,
    Retested,
    Granted,
    WaiverWithdrawn,
    WaiverTakenBack,
}

impl FindingAct {
    const NUMBERS: [(FindingAct, Kind, i64); 9] = [
        (FindingAct::Opened, Kind::FindingOpened, 1),
        (FindingAct::Changed, Kind::FindingChanged, 2),
        (FindingAct::Withdrawn, Kind::FindingWithdrawn, 3),
        (FindingAct::TakenBack, Kind::FindingTakenBack, 4),
        (FindingAct::Affects, Kind::FindingAffects, 5),
        (FindingAct::Retested, Kind::FindingRetested, 6),
        (FindingAct::Granted, Kind::WaiverGranted, 7),
        (FindingAct::WaiverWithdrawn, Kind::WaiverWithdrawn, 8),
        (FindingAct::WaiverTakenBack, Kind::WaiverTakenBack, 9),
    ];

    fn of_kind(kind: Kind) -> Option<FindingAct> {
        FindingAct::NUMBERS.into_iter().find(|(_, its, _)| *its == kind).map(|(act, ..)| act)
    }

    /// From the number in the table.
    pub(crate) fn of_number(number: i64) -> Option<FindingAct> {
        FindingAct::NUMBERS.into_iter().find(|(.., its)| *its == number).map(|(act, ..)| act)
    }

    fn number(self) -> i64 {
        FindingAct::NUMBERS.into_iter().find(|(act, ..)| *act == self).map_or(0, |(.., number)| number)
    }

    /// Whether it is what undo states.
    pub(crate) fn undoes(self) -> bool {
        matches!(self, FindingAct::TakenBack | FindingAct::WaiverTakenBack)
    }
}

/// Takes in a statement about a finding or a waiver; false where it is not what its kind should be.
pub(super) async fn apply(
    connection: &mut SqliteConnection,
    entry: &Entry,
    kind: Kind,
    subject: Subject,
    body: Option<&[u8]>,
) -> Result<bool> {
    let Some(act) = FindingAct::of_kind(kind) else { return Ok(false) };
    // The entry that holds the words: itself, or for what undo states, the one whose words stand again.
    let words = match act {
        FindingAct::TakenBack | FindingAct::WaiverTakenBack => {
            let Some(TakenBack { restores }) = read(body) else { return Ok(false) };
            restores
        }
        FindingAct::Opened | FindingAct::Changed | FindingAct::Retested | FindingAct::Granted => Some(entry.hash),
        FindingAct::Withdrawn | FindingAct::Affects | FindingAct::WaiverWithdrawn => None,
    };
    let words = words.map(|words| words.as_bytes().to_vec());
    let code = entry.result.as_deref().unwrap_or_default();
    match (act, subject) {
        (
            FindingAct::Opened | FindingAct::Changed | FindingAct::Withdrawn | FindingAct::TakenBack,
            Subject::Finding { app, finding },
        ) => {
            let Some(of_code) = FindingCode::of_code(code) else { return Ok(false) };
            let fits = match act {
                FindingAct::Withdrawn => of_code == FindingCode::Withdrawn,
                FindingAct::TakenBack => true,
                _ => matches!(of_code, FindingCode::Stands(_)),
            };
            if !fits {
                return Ok(false);
            }
            finding_row(connection, entry, (app, finding, None), act, words).await?;
        }
        (
            FindingAct::Affects | FindingAct::Retested | FindingAct::TakenBack,
            Subject::FindingBuild { app, finding, build },
        ) => {
            let Some(of_code) = BuildCode::of_code(code) else { return Ok(false) };
            let fits = match act {
                FindingAct::Affects => of_code == BuildCode::Affected,
                FindingAct::Retested => matches!(of_code, BuildCode::Fixed | BuildCode::StillThere),
                _ => true,
            };
            if !fits {
                return Ok(false);
            }
            if act == FindingAct::Affects {
                let Some(FindingAffects { places }) = read(body) else { return Ok(false) };
                for place in places {
                    let insert = "INSERT INTO finding_place (arrival, assessment, unit) VALUES (?1, ?2, ?3)
                        ON CONFLICT DO NOTHING";
                    let query = sqlx::query(insert).bind(entry.arrival).bind(bytes(place.assessment));
                    query.bind(place.unit).execute(&mut *connection).await?;
                }
            }
            finding_row(connection, entry, (app, finding, Some(build)), act, words).await?;
        }
        (
            FindingAct::Granted | FindingAct::WaiverWithdrawn | FindingAct::WaiverTakenBack,
            Subject::Waiver { over, waiver },
        ) => {
            let Some(of_code) = WaiverCode::of_code(code) else { return Ok(false) };
            let fits = match act {
                FindingAct::Granted => matches!(of_code, WaiverCode::Granted { .. }),
                FindingAct::WaiverWithdrawn => of_code == WaiverCode::Withdrawn,
                _ => true,
            };
            if !fits {
                return Ok(false);
            }
            waiver_row(connection, entry, &over, waiver, act, of_code, words).await?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}

async fn finding_row(
    connection: &mut SqliteConnection,
    entry: &Entry,
    (app, finding, build): (Uuid, Uuid, Option<Uuid>),
    act: FindingAct,
    words: Option<Vec<u8>>,
) -> Result<()> {
    let insert =
        "INSERT INTO finding_statement (arrival, entry, app, finding, build, act, code, words, author, at, head)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, NOT EXISTS (SELECT 1 FROM supersedes WHERE superseded = ?2))";
    sqlx::query(insert)
        .bind(entry.arrival)
        .bind(hash(entry))
        .bind(bytes(app))
        .bind(bytes(finding))
        .bind(build.map(bytes).unwrap_or_default())
        .bind(act.number())
        .bind(entry.result.as_deref().unwrap_or_default())
        .bind(words)
        .bind(bytes(entry.author))
        .bind(entry.time.as_millisecond())
        .execute(connection)
        .await?;
    Ok(())
}

async fn waiver_row(
    connection: &mut SqliteConnection,
    entry: &Entry,
    over: &Waived,
    waiver: Uuid,
    act: FindingAct,
    code: WaiverCode,
    words: Option<Vec<u8>>,
) -> Result<()> {
    let (scope, item) = match over {
        Waived::Finding { app, finding } => (app, finding.to_string()),
        Waived::Control { assessment, control, .. } => (assessment, control.clone()),
        Waived::Unit { assessment, unit, .. } => (assessment, unit.to_string()),
    };
    let until = match code {
        WaiverCode::Granted { until, .. } => Some(i64::from(day(until))),
        _ => None,
    };
    let insert = "INSERT INTO waiver_statement
        (arrival, entry, waiver, over, scope, item, act, code, until, words, author, at, head)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,
            NOT EXISTS (SELECT 1 FROM supersedes WHERE superseded = ?2))";
    sqlx::query(insert)
        .bind(entry.arrival)
        .bind(hash(entry))
        .bind(bytes(waiver))
        .bind(over.to_string())
        .bind(bytes(*scope))
        .bind(item)
        .bind(act.number())
        .bind(entry.result.as_deref().unwrap_or_default())
        .bind(until)
        .bind(words)
        .bind(bytes(entry.author))
        .bind(entry.time.as_millisecond())
        .execute(connection)
        .await?;
    Ok(())
}
