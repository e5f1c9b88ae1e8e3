//! A checkpoint that was kept elsewhere, looked for among the states that this record had.
//!
//! Three kinds of states are tried. First those of this copy, in the order in which entries arrived. Then those that other
//! copies had when they wrote: an entry names what its device had seen of the others, so that a checkpoint that was printed
//! before an entry, or right after it, is known from it. Both are as many as there are entries. What is left are states
//! between two imports of a copy that wrote nothing meanwhile: nothing tells of them, and all combinations are tried, as
//! long as there are not too many.

use std::collections::BTreeMap;

use sqlx::Row;

use crate::checkpoint::{Checkpoint, SignedHead};
use crate::entry::Fields;
use crate::{Cancel, DeviceId, Hash, Ledger, LedgerError, Progress, Result, merkle};

/// How many combinations of several devices' heads are tried.
const MOST: u64 = 500_000;
/// After how many of them others have their turn.
const STRETCH: u64 = 4096;

/// What became of looking for a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// This record had it: every entry before it is as it was then, as far as the record itself is sound.
    Found(Box<Checkpoint>),
    /// None of its states has it.
    Unknown,
    /// No state that an entry tells of has it, and there are too many combinations of several devices to try them all.
    TooMany,
}

/// How many entries of each device there are.
type Sizes = BTreeMap<DeviceId, u64>;

/// The heads of all devices by size, each with its leaf.
struct Heads(BTreeMap<DeviceId, BTreeMap<u64, (Hash, SignedHead)>>);

impl Heads {
    /// The last head of each device in a state.
    fn of<'a>(&'a self, sizes: &'a Sizes) -> impl Iterator<Item = &'a (Hash, SignedHead)> {
        let last =
            |(device, of): (&DeviceId, &'a BTreeMap<u64, _>)| Some(of.range(..=sizes.get(device)?).next_back()?.1);
        self.0.iter().filter_map(last)
    }

    fn root(&self, sizes: &Sizes) -> Hash {
        merkle::root_of(self.of(sizes).map(|(leaf, _)| *leaf))
    }
}

impl Ledger {
    /// Looks for the checkpoint with this root among the states of this copy, those that entries of other copies tell of,
    /// and, where there are not too many, all combinations of signed heads.
    ///
    /// # Errors
    /// `cancelled`, or when the database can't be read.
    pub async fn find_checkpoint(&self, root: &Hash, progress: impl Fn(Progress), cancel: &Cancel) -> Result<Kept> {
        let heads = self.all_heads().await?;
        let found = match self.find_told(&heads, root, &progress, cancel).await? {
            Some(sizes) => Some(sizes),
            None => match find_combined(&heads, root, &progress, cancel).await? {
                Combined::Found(sizes) => Some(sizes),
                Combined::None => None,
                Combined::GaveUp => return Ok(Kept::TooMany),
            },
        };
        let Some(sizes) = found else { return Ok(Kept::Unknown) };
        let chosen = heads.of(&sizes).map(|(_, head)| head.clone()).collect();
        Ok(Kept::Found(Box::new(Checkpoint::new(self.workspace_id(), chosen))))
    }

    async fn all_heads(&self) -> Result<Heads> {
        let all = "SELECT d.device, h.size, h.root, h.signature FROM heads h JOIN devices d ON d.id = h.device";
        let mut heads = Heads(BTreeMap::new());
        for row in &sqlx::query(all).fetch_all(self.readers()).await? {
            let head = SignedHead::from_row(row)?;
            let leaf = head.leaf(self.workspace_id());
            heads.0.entry(head.device).or_default().insert(head.size, (leaf, head));
        }
        Ok(heads)
    }

    /// Among the states of this copy, and those that its entries tell of.
    async fn find_told(
        &self,
        heads: &Heads,
        root: &Hash,
        progress: &impl Fn(Progress),
        cancel: &Cancel,
    ) -> Result<Option<Sizes>> {
        let total: i64 = sqlx::query_scalar("SELECT count(*) FROM entries").fetch_one(self.readers()).await?;
        let (mut here, mut after, mut done) = (Sizes::new(), 0_i64, 0_u64);
        loop {
            cancel.check()?;
            progress(Progress { done, total: total.unsigned_abs() });
            let page = sqlx::query("SELECT id, bytes FROM entries WHERE id > ? ORDER BY id LIMIT 1000");
            let page = page.bind(after).fetch_all(self.readers()).await?;
            if page.is_empty() {
                return Ok(None);
            }
            for row in &page {
                after = row.try_get(0)?;
                done += 1;
                let fields = Fields::decode(row.try_get(1)?);
                let fields = fields.map_err(|reason| LedgerError::EntryMalformed { reason: reason.to_owned() })?;
                let of_writer = heads.0.get(&fields.device);
                // The state after a transaction of the writer.
                let next = of_writer.and_then(|of| of.range(fields.seq + 1..).next()).map_or(0, |(size, _)| *size);
                here.insert(fields.device, fields.seq + 1);
                if next == fields.seq + 1 && heads.root(&here) == *root {
                    return Ok(Some(here));
                }
                let mut there: Sizes = fields.seen.iter().map(|seen| (seen.device, seen.seq + 1)).collect();
                for size in [fields.seq, next] {
                    there.insert(fields.device, size);
                    if heads.root(&there) == *root {
                        return Ok(Some(there));
                    }
                }
            }
        }
    }
}

enum Combined {
    Found(Sizes),
    None,
    GaveUp,
}

/// Among all combinations, the latest first: of each device one of its heads, or none where it came later.
async fn find_combined(heads: &Heads, root: &Hash, progress: &impl Fn(Progress), cancel: &Cancel) -> Result<Combined> {
    let by_device: Vec<(DeviceId, Vec<(u64, Hash)>)> = heads
        .0
        .iter()
        .map(|(device, of)| (*device, of.iter().rev().map(|(size, (leaf, _))| (*size, *leaf)).collect()))
        .collect();
    let states = by_device.iter().map(|(_, of)| of.len() as u64 + 1).try_fold(1_u64, u64::checked_mul);
    let states = states.unwrap_or(u64::MAX);
    let total = states.min(MOST);
    let mut at = vec![0_usize; by_device.len()];
    for done in 0..total {
        if done % STRETCH == 0 {
            cancel.check()?;
            progress(Progress { done, total });
            tokio::task::yield_now().await;
        }
        let chosen = || by_device.iter().zip(&at).filter_map(|((device, of), at)| of.get(*at).map(|it| (*device, it)));
        if chosen().next().is_some() && merkle::root_of(chosen().map(|(_, (_, leaf))| *leaf)) == *root {
            return Ok(Combined::Found(chosen().map(|(device, (size, _))| (device, *size)).collect()));
        }
        for (at, (_, of)) in at.iter_mut().zip(&by_device) {
            *at += 1;
            if *at <= of.len() {
                break;
            }
            *at = 0;
        }
    }
    Ok(if states > MOST { Combined::GaveUp } else { Combined::None })
}
