//! All entries with their bodies in an order that every copy of the workspace agrees on.

use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;

use assay_messages::said;

use crate::raw::Scanner;
use crate::{DeviceId, LedgerError, Recorded, Result, query};

/// Rows read from one device's log at a time.
const BATCH: i64 = 512;

/// Streams all entries with their bodies, causes before effects: an entry comes after the one before it in its
/// device's log and after all that its device had seen. Between devices that had not seen each other the order
/// follows their keys, so that it never depends on arrival or on clocks.
///
/// It shows what was committed when it was opened, also while a [`crate::Writing`] writes projections from it.
pub struct Replay(Option<State>);

struct State {
    scanner: Scanner,
    logs: BTreeMap<DeviceId, Tail>,
    total: u64,
}

/// What is still to come of one device's log.
struct Tail {
    row: i64,
    size: u64,
    /// Entries given out already.
    given: u64,
    read: VecDeque<Recorded>,
}

impl Replay {
    pub(crate) async fn open(database: PathBuf) -> Result<Self> {
        let opened = tokio::task::spawn_blocking(move || State::open(&database)).await;
        Ok(Self(Some(opened.map_err(|error| LedgerError::TaskFailed(error.to_string()))??)))
    }

    /// The number of entries, those given out included.
    pub fn total(&self) -> u64 {
        self.0.as_ref().map_or(0, |state| state.total)
    }

    /// The next entries, at most `limit`; empty at the end.
    ///
    /// # Errors
    /// When the database can't be read or an entry is malformed.
    pub async fn page(&mut self, limit: usize) -> Result<Vec<Recorded>> {
        // The state travels to a thread that may block, and back. After an error nothing more comes.
        let Some(mut state) = self.0.take() else { return Ok(Vec::new()) };
        let (state, page) = tokio::task::spawn_blocking(move || {
            let page = state.page(limit);
            (state, page)
        })
        .await
        .map_err(|error| LedgerError::TaskFailed(error.to_string()))?;
        let page = page?;
        self.0 = Some(state);
        Ok(page)
    }
}

impl State {
    fn open(database: &std::path::Path) -> Result<Self> {
        let scanner = Scanner::open(database)?;
        // One state of the database for the whole replay.
        scanner.execute(c"BEGIN")?;
        let mut logs = BTreeMap::new();
        {
            let mut rows = scanner.prepare(
                c"SELECT id, device, (SELECT coalesce(max(seq) + 1, 0) FROM entries WHERE device = devices.id) FROM devices",
            )?;
            while rows.step()? {
                let device = DeviceId::from_slice(rows.bytes(1))
                    .ok_or_else(|| LedgerError::DatabaseDamaged(said!("a device has not 32 bytes")))?;
                let size = u64::try_from(rows.integer(2)).unwrap_or(0);
                logs.insert(device, Tail { row: rows.integer(0), size, given: 0, read: VecDeque::new() });
            }
        }
        let total = logs.values().map(|tail| tail.size).sum();
        Ok(Self { scanner, logs, total })
    }

    fn page(&mut self, limit: usize) -> Result<Vec<Recorded>> {
        let mut page = Vec::with_capacity(limit.min(4096));
        'next: while page.len() < limit {
            let devices: Vec<DeviceId> = self.logs.keys().copied().collect();
            for device in devices {
                // As many as are ready from the first device that has any.
                let mut any = false;
                while page.len() < limit && self.is_ready(&device)? {
                    let Some(tail) = self.logs.get_mut(&device) else { break };
                    page.extend(tail.read.pop_front());
                    tail.given += 1;
                    any = true;
                    // A smaller key may have become ready by this entry: the order must not depend on page sizes.
                    if self.logs.len() > 1 {
                        break;
                    }
                }
                if any {
                    continue 'next;
                }
            }
            let left = self.logs.values().any(|tail| tail.given < tail.size);
            if left && page.len() < limit {
                let reason = "entries have seen each other in a circle".to_owned();
                return Err(LedgerError::DatabaseDamaged(reason));
            }
            break;
        }
        Ok(page)
    }

    /// Whether the next entry of a device may be given out: all that it had seen of what is here was given out.
    fn is_ready(&mut self, device: &DeviceId) -> Result<bool> {
        let Some(tail) = self.logs.get_mut(device) else { return Ok(false) };
        if tail.given == tail.size {
            return Ok(false);
        }
        if tail.read.is_empty() {
            read(&self.scanner, tail)?;
        }
        let Some(next) = self.logs.get(device).and_then(|tail| tail.read.front()) else { return Ok(false) };
        // What was seen but has not arrived here can't be waited for.
        Ok(next.entry.seen.iter().all(|seen| {
            self.logs.get(&seen.device).is_none_or(|other| other.given > seen.seq || other.given == other.size)
        }))
    }
}

fn read(scanner: &Scanner, tail: &mut Tail) -> Result<()> {
    let mut rows = scanner.prepare(
        c"SELECT e.id, e.hash, e.bytes, b.salt, b.body, b.entry FROM entries e LEFT JOIN bodies b ON b.entry = e.id
          WHERE e.device = ?1 AND e.seq >= ?2 ORDER BY e.seq LIMIT ?3",
    )?;
    rows.bind(&[tail.row, i64::try_from(tail.given).unwrap_or(i64::MAX), BATCH])?;
    while rows.step()? {
        // Rowids start at 1: no `entry` means that there is no body.
        let body = (rows.integer(5) != 0).then(|| rows.bytes(4).to_vec());
        let salt = body.is_some().then(|| rows.bytes(3));
        tail.read.push_back(query::recorded(rows.integer(0), rows.bytes(1), rows.bytes(2).to_vec(), salt, body)?);
    }
    if tail.read.is_empty() {
        return Err(LedgerError::DatabaseDamaged(said!("an entry of a log is missing")));
    }
    Ok(())
}
