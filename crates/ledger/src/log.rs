//! One device's log inside a transaction: where it ends, and what has to be written with it.

use assay_messages::said;
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use sqlx::{AssertSqlSafe, Row};

use crate::entry::Fields;
use crate::merkle::{Frontier, Node};
use crate::{DeviceId, Hash, LedgerError, Result, Seen, SignedHead};

/// The end of a device's log, as the transaction sees it.
#[derive(Debug)]
pub(crate) struct Log {
    pub(crate) device: DeviceId,
    /// The device's short name in the tables; nothing when it has no row yet.
    row: Option<i64>,
    pub(crate) last: Option<Last>,
    frontier: Frontier,
    /// Nodes that are complete but not stored yet.
    nodes: Vec<Node>,
    /// Entries were stored that no signed head covers yet.
    pub(crate) unsigned: bool,
}

/// The last entry of a log.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Last {
    pub(crate) hash: Hash,
    pub(crate) time: i64,
}

/// What the transaction is about to store of an entry.
pub(crate) struct NewRow<'a> {
    pub(crate) hash: Hash,
    pub(crate) fields: &'a Fields<'a>,
    pub(crate) bytes: &'a [u8],
    pub(crate) body: Option<(&'a [u8; 32], &'a [u8])>,
}

/// Everything about a log's end in one round trip: part 0 its row and last entry, part 1 the other devices' last
/// entries, part 2 the stored roots of the subtrees that its tree falls into. Written so that each part is a few
/// look-ups however long the logs are: CROSS JOIN keeps the few devices on the outside.
pub(crate) const STATE: &str = "
    WITH me(id) AS (SELECT id FROM devices WHERE device = ?1),
         size(n) AS (SELECT coalesce((SELECT max(seq) FROM entries WHERE device = (SELECT id FROM me)) + 1, 0)),
         levels(level) AS (SELECT 1 UNION ALL SELECT level + 1 FROM levels WHERE (SELECT n FROM size) >> (level + 1) > 0)
    SELECT 0, me.id, e.hash, e.bytes FROM me LEFT JOIN entries e ON e.device = me.id AND e.seq = (SELECT n FROM size) - 1
    UNION ALL
    SELECT 1, e.seq, d.device, e.hash FROM devices d
      CROSS JOIN entries e ON e.device = d.id AND e.seq = (SELECT max(seq) FROM entries WHERE device = d.id)
     WHERE d.device <> ?1
    UNION ALL
    SELECT 2, l.level, n.hash, NULL FROM levels l
      CROSS JOIN nodes n ON n.device = (SELECT id FROM me) AND n.level = l.level
       AND n.idx = ((SELECT n FROM size) >> l.level) - 1
     WHERE (SELECT n FROM size) >> l.level & 1 = 1";

fn damaged(what: &str) -> LedgerError {
    LedgerError::DatabaseDamaged(what.to_owned())
}

fn hash(bytes: Option<&[u8]>) -> Result<Hash> {
    bytes.and_then(Hash::from_slice).ok_or_else(|| damaged("a hash is missing or has not 32 bytes"))
}

impl Log {
    /// Reads where a device's log ends, and the ends of all others, sorted by device.
    pub(crate) async fn load(connection: &mut SqliteConnection, device: DeviceId) -> Result<(Self, Vec<Seen>)> {
        let rows = sqlx::query(STATE).bind(device.as_bytes().to_vec()).fetch_all(connection).await?;
        Self::from_rows(device, &rows)
    }

    /// As [`Log::load`], from the rows of [`STATE`].
    pub(crate) fn from_rows(device: DeviceId, rows: &[SqliteRow]) -> Result<(Self, Vec<Seen>)> {
        let (mut row, mut last, mut size) = (None, None, 0);
        let (mut seen, mut peaks) = (Vec::new(), Vec::new());
        for part in rows {
            let number: i64 = part.try_get(1)?;
            let (first, second): (Option<&[u8]>, Option<&[u8]>) = (part.try_get(2)?, part.try_get(3)?);
            match part.try_get::<i64, _>(0)? {
                0 => {
                    row = Some(number);
                    if let Some(bytes) = second {
                        let fields = Fields::decode(bytes).map_err(damaged)?;
                        last = Some(Last { hash: hash(first)?, time: fields.time });
                        size = fields.seq + 1;
                    }
                }
                1 => seen.push(Seen {
                    device: first.and_then(DeviceId::from_slice).ok_or_else(|| damaged("a device has not 32 bytes"))?,
                    seq: u64::try_from(number).map_err(|_| damaged("a place in a log is negative"))?,
                    hash: hash(second)?,
                }),
                _ => peaks.push((number, hash(first)?)),
            }
        }
        seen.sort_unstable();
        // The largest subtree comes first; a single last leaf is a peak of level 0.
        peaks.sort_unstable_by_key(|(level, _)| std::cmp::Reverse(*level));
        let mut peaks: Vec<Hash> = peaks.into_iter().map(|(_, hash)| hash).collect();
        if size % 2 == 1 {
            peaks.extend(last.map(|last| last.hash));
        }
        let frontier = Frontier::new(size, peaks).ok_or_else(|| damaged("a node of the device's tree is missing"))?;
        Ok((Self { device, row, last, frontier, nodes: Vec::new(), unsigned: false }, seen))
    }

    /// The number of entries.
    pub(crate) fn size(&self) -> u64 {
        self.frontier.size()
    }

    pub(crate) fn root(&self) -> Hash {
        self.frontier.root()
    }

    /// The device's row, made when it has none.
    async fn row(&mut self, connection: &mut SqliteConnection) -> Result<i64> {
        if let Some(row) = self.row {
            return Ok(row);
        }
        let made = sqlx::query("INSERT INTO devices (device) VALUES (?)")
            .bind(self.device.as_bytes().as_slice())
            .execute(connection)
            .await?;
        Ok(*self.row.insert(made.last_insert_rowid()))
    }

    /// Stores an entry that goes on where the log ends, with its body and its list, in one round trip. Gives its
    /// order of arrival.
    pub(crate) async fn store(&mut self, connection: &mut SqliteConnection, new: &NewRow<'_>) -> Result<i64> {
        let device = self.row(&mut *connection).await?;
        // SQLite binds the values of several statements one after the other. An entry's rowid and its body's are the
        // same number, and `supersedes` has none, so that `last_insert_rowid` stays the entry's.
        let mut sql =
            String::from("INSERT INTO entries (hash, device, seq, kind, subject, bytes) VALUES (?, ?, ?, ?, ?, ?);");
        if new.body.is_some() {
            sql.push_str("INSERT INTO bodies (entry, salt, body) VALUES (last_insert_rowid(), ?, ?);");
        }
        for _ in &new.fields.supersedes {
            sql.push_str("INSERT INTO supersedes (entry, superseded) VALUES (last_insert_rowid(), ?);");
        }
        let mut query = sqlx::query(AssertSqlSafe(sql))
            .bind(new.hash.as_bytes().to_vec())
            .bind(device)
            .bind(number(new.fields.seq)?)
            .bind(new.fields.kind.to_owned())
            .bind(new.fields.subject.to_owned())
            .bind(new.bytes.to_vec());
        if let Some((salt, body)) = new.body {
            query = query.bind(salt.to_vec()).bind(body.to_vec());
        }
        for superseded in &new.fields.supersedes {
            query = query.bind(superseded.as_bytes().to_vec());
        }
        let arrival = query.execute(connection).await?.last_insert_rowid();
        self.unsigned = true;
        let nodes = &mut self.nodes;
        self.frontier.push(new.hash, |node| nodes.push(node));
        self.last = Some(Last { hash: new.hash, time: new.fields.time });
        Ok(arrival)
    }

    /// Stores the nodes that were completed, and signed heads of this log, then runs `and_then` (such as `COMMIT`) in
    /// the same message.
    pub(crate) async fn seal(
        &mut self,
        connection: &mut SqliteConnection,
        heads: &[SignedHead],
        and_then: &'static str,
    ) -> Result<()> {
        /// Rows of one statement, far below SQLite's limit of 32,766 values.
        const ROWS: usize = 500;
        let device = self.row(&mut *connection).await?;
        let nodes = std::mem::take(&mut self.nodes);
        // An ordinary append has a few nodes and one head: all in one round trip.
        let (early, late) = nodes.split_at(nodes.len().saturating_sub(ROWS));
        for chunk in early.chunks(ROWS) {
            store_nodes_and_heads(connection, device, chunk, &[], "").await?;
        }
        let (early, last) = heads.split_at(heads.len().saturating_sub(ROWS));
        for chunk in early.chunks(ROWS) {
            store_nodes_and_heads(connection, device, &[], chunk, "").await?;
        }
        store_nodes_and_heads(connection, device, late, last, and_then).await?;
        self.unsigned = false;
        Ok(())
    }
}

fn number(value: u64) -> Result<i64> {
    i64::try_from(value).map_err(|_| LedgerError::DraftInvalid { reason: said!("a log is too long") })
}

/// `INSERT INTO` the table with its columns, four values in each row; nothing for no rows.
fn insert(table: &str, rows: usize) -> String {
    if rows == 0 {
        String::new()
    } else {
        format!("INSERT INTO {table} VALUES {};", vec!["(?, ?, ?, ?)"; rows].join(", "))
    }
}

async fn store_nodes_and_heads(
    connection: &mut SqliteConnection,
    device: i64,
    nodes: &[Node],
    heads: &[SignedHead],
    and_then: &'static str,
) -> Result<()> {
    let sql = insert("nodes (device, level, idx, hash)", nodes.len())
        + &insert("heads (device, size, root, signature)", heads.len())
        + and_then;
    if sql.is_empty() {
        return Ok(());
    }
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for node in nodes {
        query = query.bind(device).bind(node.level).bind(number(node.index)?).bind(node.hash.as_bytes().to_vec());
    }
    for head in heads {
        query = query.bind(device).bind(number(head.size)?).bind(head.root.as_bytes().to_vec());
        query = query.bind(head.signature.to_vec());
    }
    query.execute(connection).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use sqlx::sqlite::SqliteConnectOptions;
    use sqlx::{ConnectOptions as _, Executor as _};

    use super::*;

    /// What SQLite walks through from end to end, which must never be a table that grows.
    async fn scanned(sql: &'static str) -> Vec<String> {
        let mut connection = SqliteConnectOptions::new().in_memory(true).connect().await.unwrap();
        connection.execute(sqlx::raw_sql(include_str!("../migrations/0001_ledger.sql"))).await.unwrap();
        let rows = sqlx::query(AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}")))
            .bind(vec![0_u8; 32])
            .fetch_all(&mut connection)
            .await
            .unwrap();
        assert!(!rows.is_empty());
        let details = rows.iter().map(|row| row.get::<String, _>("detail"));
        details.filter_map(|detail| detail.strip_prefix("SCAN ").map(ToOwned::to_owned)).collect()
    }

    #[tokio::test]
    async fn an_append_reads_a_few_rows_however_long_the_logs_are() {
        let small = ["me", "size", "levels", "l", "d", "CONSTANT ROW"];
        for sql in [STATE, crate::checkpoint::LAST_HEADS] {
            let scanned = scanned(sql).await;
            let large: Vec<_> =
                scanned.iter().filter(|name| !small.contains(&name.split(" USING").next().unwrap_or(name))).collect();
            assert!(large.is_empty(), "{large:?}");
        }
    }
}
