//! Rows of `unit_statement` on their way into the table: many at a time when the projections are made anew.

use assay_ledger::Hash;
use sqlx::{QueryBuilder, Sqlite, SqliteConnection};
use uuid::Uuid;

use super::act::{Act, result_number};
use crate::Result;
use crate::statement::Place;
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
}

/// Rows that wait to be written.
#[derive(Debug, Default)]
pub(crate) struct UnitRows(Vec<UnitStatement>);

/// Rows a statement: 12 values each, well below what SQLite binds at once.
const AT_ONCE: usize = 500;

impl UnitRows {
    pub(super) fn push(&mut self, row: UnitStatement) {
        self.0.push(row);
    }

    /// Writes all of them.
    pub(crate) async fn flush(&mut self, connection: &mut SqliteConnection) -> Result<()> {
        for rows in self.0.chunks(AT_ONCE) {
            let mut query: QueryBuilder<Sqlite> = QueryBuilder::new(
                "INSERT INTO unit_statement (arrival, entry, assessment, build, unit, item, act, result, author, at,
                    has_note, justified, head)
                 SELECT column1, column2, column3, column4, column5, column6, column7, column8, column9, column10,
                    column11, column12, NOT EXISTS (SELECT 1 FROM supersedes WHERE superseded = column2) FROM (",
            );
            query.push_values(rows, |mut values, row| {
                values
                    .push_bind(row.arrival)
                    .push_bind(row.entry.as_bytes().to_vec())
                    .push_bind(row.place.assessment.as_bytes().to_vec())
                    .push_bind(row.place.build.as_bytes().to_vec())
                    .push_bind(row.place.unit.as_str().to_owned())
                    .push_bind(row.item.map(|item| item.as_bytes().to_vec()).unwrap_or_default())
                    .push_bind(row.act.number())
                    .push_bind(row.result.map(result_number))
                    .push_bind(row.author.as_bytes().to_vec())
                    .push_bind(row.at)
                    .push_bind(row.has_note)
                    .push_bind(row.justified);
            });
            query.push(")");
            query.build().execute(&mut *connection).await?;
        }
        self.0.clear();
        Ok(())
    }
}
