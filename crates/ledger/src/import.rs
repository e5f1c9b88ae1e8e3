//! Taking in rows of other devices.

use std::collections::BTreeMap;
use std::collections::btree_map;

use assay_messages::said;
use sqlx::Row;
use sqlx::sqlite::SqliteConnection;
use uuid::Uuid;

use crate::entry::{Fields, check_body};
use crate::log::{Log, NewRow};
use crate::{DeviceId, Entry, Hash, LedgerError, Result, Salted, SignedHead, body_digest, merkle};

/// Rows of other devices. Each device's entries are a run without gaps that goes on where its log here ends (entries
/// known already are skipped), and its last entry is covered by a signed head. What they supersede and had seen may
/// still be missing: any order of arrival is fine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Import {
    /// The entries; those of one device in the order of its log.
    pub entries: Vec<ImportedEntry>,
    /// The signed heads.
    pub heads: Vec<SignedHead>,
}

/// One entry of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedEntry {
    /// The exact bytes.
    pub bytes: Vec<u8>,
    /// The body with its salt; nothing where there is none or it was erased.
    pub body: Option<Salted>,
}

fn refused<T>(reason: impl Into<String>) -> Result<T> {
    Err(LedgerError::ImportRefused { reason: reason.into() })
}

/// A device's log during an import, with the heads still to be met.
struct Arriving {
    log: Log,
    heads: BTreeMap<u64, SignedHead>,
    met: Vec<SignedHead>,
}

impl Arriving {
    async fn load(connection: &mut SqliteConnection, device: DeviceId, heads: &[SignedHead]) -> Result<Self> {
        let (log, _) = Log::load(connection, device).await?;
        let ahead = heads.iter().filter(|head| head.device == device && head.size > log.size());
        let heads = ahead.map(|head| (head.size, head.clone())).collect();
        Ok(Self { log, heads, met: Vec::new() })
    }

    /// Where the log now has the size of a signed head, the roots must agree.
    fn meet(&mut self) -> Result<()> {
        if let Some(head) = self.heads.remove(&self.log.size()) {
            if head.root != self.log.root() {
                return refused(said!(
                    "the signed head {size} of {device} has another root",
                    size = head.size,
                    device = head.device
                ));
            }
            self.met.push(head);
        }
        Ok(())
    }
}

pub(crate) async fn run(
    connection: &mut SqliteConnection,
    workspace: Uuid,
    own: DeviceId,
    import: Import,
) -> Result<Vec<Entry>> {
    if let Some(head) = import.heads.iter().find(|head| !head.verify(workspace)) {
        return refused(said!(
            "the signature of head {size} of {device} does not hold",
            size = head.size,
            device = head.device
        ));
    }
    let mut logs: BTreeMap<DeviceId, Arriving> = BTreeMap::new();
    let mut taken = Vec::new();
    for ImportedEntry { bytes, body } in &import.entries {
        let fields =
            Fields::decode(bytes).map_err(|reason| LedgerError::EntryMalformed { reason: reason.to_owned() })?;
        let hash = merkle::leaf_hash(bytes);
        if fields.workspace != workspace {
            return refused("an entry belongs to another workspace");
        }
        let arriving = match logs.entry(fields.device) {
            btree_map::Entry::Occupied(arriving) => arriving.into_mut(),
            btree_map::Entry::Vacant(place) => {
                place.insert(Arriving::load(&mut *connection, fields.device, &import.heads).await?)
            }
        };
        let size = arriving.log.size();
        if fields.seq < size {
            known_or_fork(&mut *connection, &fields, hash).await?;
            continue;
        }
        if fields.device == own {
            // Nobody else holds this key: its log going on elsewhere means that it was used in two copies.
            return Err(LedgerError::Fork { device: own, seq: fields.seq });
        }
        if fields.seq > size {
            return refused(said!(
                "the log of {device} has a gap before place {seq}",
                device = fields.device,
                seq = fields.seq
            ));
        }
        if fields.previous != arriving.log.last.map(|last| last.hash) {
            return Err(LedgerError::Fork { device: fields.device, seq: size.saturating_sub(1) });
        }
        if arriving.log.last.is_some_and(|last| fields.time < last.time) {
            return refused(said!(
                "the time of the log of {device} goes backwards at {seq}",
                device = fields.device,
                seq = fields.seq
            ));
        }
        let body = match (fields.body_digest, body) {
            (_, None) => None,
            (Some(digest), Some(Salted { salt, body })) if body_digest(salt, body) == digest => {
                check_body(body).or_else(refused)?;
                Some((salt, body.as_slice()))
            }
            (_, Some(_)) => {
                return refused(said!("the text of the entry {hash} is not the one it was made with", hash));
            }
        };
        let new = NewRow { hash, fields: &fields, bytes, body };
        let arrival = arriving.log.store(&mut *connection, &new).await?;
        arriving.meet()?;
        taken.push(Entry::from_row(bytes.clone(), arrival)?);
    }
    for arriving in logs.values_mut() {
        let unsigned = arriving.met.last().map(|head| head.size) != Some(arriving.log.size());
        if unsigned && taken.iter().any(|entry| entry.device == arriving.log.device) {
            return refused(said!("no signed head covers the last entry of {device}", device = arriving.log.device));
        }
        if !arriving.met.is_empty() {
            let met = std::mem::take(&mut arriving.met);
            arriving.log.seal(&mut *connection, &met, "").await?;
        }
    }
    Ok(taken)
}

/// An entry at a place that is taken: the same one is skipped, another one is a fork.
async fn known_or_fork(connection: &mut SqliteConnection, fields: &Fields<'_>, hash: Hash) -> Result<()> {
    let known: Vec<u8> = sqlx::query_scalar(
        "SELECT hash FROM entries WHERE device = (SELECT id FROM devices WHERE device = ?1) AND seq = ?2",
    )
    .bind(fields.device.as_bytes().to_vec())
    .bind(i64::try_from(fields.seq).unwrap_or(i64::MAX))
    .fetch_one(connection)
    .await?;
    if known == hash.as_bytes() { Ok(()) } else { Err(LedgerError::Fork { device: fields.device, seq: fields.seq }) }
}

/// One device's entries from a place on, with their bodies and the signed heads that cover them: what another copy
/// of the workspace takes in.
pub(crate) async fn export(connection: &mut SqliteConnection, device: &DeviceId, from: u64) -> Result<Import> {
    let from = i64::try_from(from).unwrap_or(i64::MAX);
    let rows = sqlx::query(
        "SELECT e.bytes, b.salt, b.body FROM devices d JOIN entries e ON e.device = d.id
         LEFT JOIN bodies b ON b.entry = e.id WHERE d.device = ?1 AND e.seq >= ?2 ORDER BY e.seq",
    )
    .bind(device.as_bytes().to_vec())
    .bind(from)
    .fetch_all(&mut *connection)
    .await?;
    let mut import = Import::default();
    for row in &rows {
        let (salt, body): (Option<Vec<u8>>, Option<Vec<u8>>) = (row.try_get(1)?, row.try_get(2)?);
        let salt = salt.and_then(|salt| salt.try_into().ok());
        let body = salt.zip(body).map(|(salt, body)| Salted { salt, body });
        import.entries.push(ImportedEntry { bytes: row.try_get(0)?, body });
    }
    let rows = sqlx::query(
        "SELECT d.device, h.size, h.root, h.signature FROM devices d JOIN heads h ON h.device = d.id
         WHERE d.device = ?1 AND h.size > ?2 ORDER BY h.size",
    )
    .bind(device.as_bytes().to_vec())
    .bind(from)
    .fetch_all(connection)
    .await?;
    import.heads = rows.iter().map(SignedHead::from_row).collect::<Result<_>>()?;
    Ok(import)
}
