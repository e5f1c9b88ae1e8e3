//! Rows of `unit_statement` on their way into the table: many at a time when the projections are made anew.

use assay_ledger::Hash;
use jiff::civil::Date;
use sqlx::{QueryBuilder, Sqlite, SqliteConnection};
use uuid::Uuid;

use super::act::{Act, result_number};
use super::decisions::Bearing;
use crate::Result;
use crate::statement::{Holder, Place};
use crate::view::ResultCode;

/// One statement about a unit.
#[derive(Debug, Clone)]
pub(crate) struct UnitStatement {
    pub(crate) arrival: i64,
    pub(crate) entry: Hash,
    pub(crate) place: Place,
    /// The evidence or comment; none for a result.
    pub(crate) item: Option<Uuid>,
    pub(crate) act: Act,
    pub(crate) result: Option<ResultCode>,
    pub(crate) author: Uuid,
    pub(crate) at: i64,
    pub(crate) has_note: bool,
    pub(crate) justified: bool,
    /// The last day on which a result is valid, see [`valid_until`].
    pub(crate) valid_until: Option<i64>,
}

/// The last day on which a result about a holder is valid, in days since 1970: the one that its words name. None where it
/// has no end; the first day of all where it should have one and nothing is left that names it.
pub(super) fn valid_until(holder: Holder, named: Option<&str>) -> Option<i64> {
    let named = named.and_then(|date| date.parse::<Date>().ok()).map(|date| i64::from(day(date)));
    let needed = matches!(holder, Holder::BackEnd { .. } | Holder::Organisation);
    named.or(needed.then_some(0))
}

/// Days since 1970.
pub(crate) fn day(date: Date) -> i32 {
    date.since(Date::constant(1970, 1, 1)).map_or(0, |span| span.get_days())
}

/// The date of a day since 1970; none for the one that stands for a missing date.
pub(crate) fn date_of_day(day: i64) -> Option<Date> {
    let days = i32::try_from(day).ok().filter(|day| *day > 0)?;
    Date::constant(1970, 1, 1).checked_add(jiff::Span::new().days(days)).ok()
}

/// Rows that wait to be written.
#[derive(Debug, Default)]
pub(crate) struct UnitRows {
    units: Vec<UnitStatement>,
    pub(super) bearing: Bearing,
}

/// Rows a statement: 13 values each, well below what SQLite binds at once.
const AT_ONCE: usize = 500;

impl UnitRows {
    pub(super) fn push(&mut self, row: UnitStatement) {
        self.units.push(row);
    }

    /// Writes all of them.
    pub(crate) async fn flush(&mut self, connection: &mut SqliteConnection) -> Result<()> {
        for rows in self.units.chunks(AT_ONCE) {
            let mut query: QueryBuilder<Sqlite> = QueryBuilder::new(
                "INSERT INTO unit_statement (arrival, entry, assessment, build, unit, item, act, result, author, at,
                    has_note, justified, valid_until, head)
                 SELECT column1, column2, column3, column4, column5, column6, column7, column8, column9, column10,
                    column11, column12, column13, NOT EXISTS (SELECT 1 FROM supersedes WHERE superseded = column2) FROM (",
            );
            query.push_values(rows, |mut values, row| {
                let (assessment, build) = row.place.holder.key();
                values
                    .push_bind(row.arrival)
                    .push_bind(row.entry.as_bytes().to_vec())
                    .push_bind(assessment.as_bytes().to_vec())
                    .push_bind(build.as_bytes().to_vec())
                    .push_bind(row.place.unit.as_str().to_owned())
                    .push_bind(row.item.map(|item| item.as_bytes().to_vec()).unwrap_or_default())
                    .push_bind(row.act.number())
                    .push_bind(row.result.map(result_number))
                    .push_bind(row.author.as_bytes().to_vec())
                    .push_bind(row.at)
                    .push_bind(row.has_note)
                    .push_bind(row.justified)
                    .push_bind(row.valid_until);
            });
            query.push(")");
            query.build().execute(&mut *connection).await?;
        }
        self.units.clear();
        self.bearing.flush(connection).await
    }
}
